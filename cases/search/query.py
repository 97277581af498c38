"""What is asked for when cases are looked for, and a page of what is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from cases.case import LIVE_STATES, Case, CaseKind, CaseState
from cases.regimes import Regime

AT_REST: Final = frozenset(CaseState) - LIVE_STATES

_LONGEST_KEY = 100


@dataclass(frozen=True)
class Days:
    """Local days from one to another, both included; None leaves that side open."""

    first: date | None = None
    last: date | None = None

    @property
    def is_any(self) -> bool:
        """Whether every day will do."""
        return self.first is None and self.last is None


ANY_DAY: Final = Days()


class Order(StrEnum):
    """How what is found is sorted. What is found by words always comes the newest first."""

    NEAREST = "nearest"
    """By date: what has to be done first stands first, what has no date last."""

    NEWEST = "newest"
    """The newest first."""


@dataclass(frozen=True)
class Reached:
    """Came from elsewhere to one of these states on one of these days, as the history tells."""

    states: frozenset[CaseState]
    days: Days


@dataclass(frozen=True)
class CaseQuery:
    """What is asked for; a case has to meet all that is given.

    `words` are words as typed: each is written somewhere in the case, in any form ("repair" finds "repaired"). Of
    `two_of` two are enough. `requester` is a name or part of one.
    `reference` is a reference or how it begins. `due_before` is a moment, the other dates are local days; a case
    without such a date does not meet them. `is_unassigned` asks for cases without a handler.
    """

    words: tuple[str, ...] = ()
    two_of: tuple[str, ...] = ()
    requester: str = ""
    reference: str = ""
    kind: CaseKind | None = None
    regimes: frozenset[Regime] = frozenset()
    states: frozenset[CaseState] = frozenset()
    reached: Reached | None = None
    service: str | None = None
    handler: str | None = None
    is_unassigned: bool = False
    received: Days = ANY_DAY
    opened: Days = ANY_DAY
    due: Days = ANY_DAY
    due_before: datetime | None = None

    @property
    def is_by_words(self) -> bool:
        """Whether the cases' own words are asked for."""
        return bool(self.words or self.two_of or self.requester)

    @property
    def order(self) -> Order:
        """What is to be done comes by its date, everything else the newest first."""
        is_to_be_done = bool(self.states) and self.states <= LIVE_STATES and not self.is_by_words
        return Order.NEAREST if is_to_be_done else Order.NEWEST


EVERYTHING: Final = CaseQuery()


class Towards(StrEnum):
    """In which direction a page lies from where one is."""

    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True)
class PageKey:
    """Where a page begins: beyond this place of the list. `place` is the store's own."""

    towards: Towards
    place: tuple[str, ...]

    def __str__(self) -> str:
        return "|".join((self.towards.value, *self.place))

    @staticmethod
    def read(written: str) -> PageKey | None:
        """The key from what a card carried; None for what is none, which is the first page."""
        towards, *place = written[:_LONGEST_KEY].split("|")
        return (
            PageKey(Towards(towards), tuple(place))
            if towards in Towards._value2member_map_ and place
            else None
        )


@dataclass(frozen=True)
class Page:
    """Some of the cases that were found, in order, and how to come to those before and behind them."""

    cases: tuple[Case, ...]
    previous: PageKey | None = None
    next: PageKey | None = None
