"""A disclosure check as it is kept: kinds, places and reasons, never the value that was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.documents import Place, Unseen


class Verdict(StrEnum):
    """What a person decided about a hit."""

    ACCEPTED = "accepted"
    """It is personal data that must not go out: to be taken out."""

    REJECTED = "rejected"
    """It is none, or it may go out."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding in a document, numbered from 1 in reading order, without its value.

    `label`, `band` and `why` are the scan's. `group` numbers the person that a name names. `part`, `start` and `end`
    say where the value stands in the document's parts, for as long as those are kept; they count code points.
    """

    number: int
    label: str
    band: str
    score: float
    why: str
    place: Place
    part: int
    start: int
    end: int
    unseen: Unseen | None = None
    group: int | None = None
    foi: str = ""
    sar: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what about a hit, when, and why in their own words."""

    hit: int
    verdict: Verdict
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class DisclosureCheck:
    """One document's check. `name` is the file's, a person's words. `decisions` holds the latest for each hit.

    `readable_until` is the moment after which what was read of the document, and so every value, is gone.
    `reference` is the case that the document is to answer, where one was named.
    """

    id: str
    name: str
    at: datetime
    by: str
    hits: tuple[Hit, ...]
    remarks: tuple[str, ...]
    readable_until: datetime
    decisions: tuple[Decision, ...] = ()
    reference: str | None = None
