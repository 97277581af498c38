"""A disclosure check as it is kept: kinds, places and reasons, never the value that was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cases.documents import Place, Unseen

CONTEXT: Final = "context"
"""The band of what names nobody alone (`nlp.personal_data.Band`)."""


class CheckState(StrEnum):
    """Where the reading of a document stands."""

    READING = "reading"
    READ = "read"
    NOT_READ = "not_read"
    """It was refused, could not be fetched, or the program stopped; the check's `problem` says so in a sentence."""


class Verdict(StrEnum):
    """What a person decided about a hit."""

    ACCEPTED = "accepted"
    """It is personal data that must not go out: to be taken out."""

    REJECTED = "rejected"
    """It is none, or it may go out."""

    TAKEN_BACK = "taken back"
    """An earlier decision was undone, and the hit is to be decided again. Kept as a row; never a standing decision."""


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
    """Who decided what about a hit, when, and why in their own words.

    `press` names the press of a button in which it was made: what was decided together is undone together.
    """

    hit: int
    verdict: Verdict
    by: str
    at: datetime
    why: str
    press: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureCheck:
    """One document's check. `name` is the file's, a person's words. `decisions` holds what stands for each hit.

    `readable_until` is the moment after which what was read of the document, and so every value, is gone.
    `reference` is the case that the document is to answer, where one was named. `problem` is the sentence that says
    why it could not be read. `version` grows by one with every change.
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
    state: CheckState = CheckState.READ
    problem: str = ""
    version: int = 1

    @property
    def decided(self) -> dict[int, Decision]:
        """What was decided, by the hits' numbers."""
        return {one.hit: one for one in self.decisions}

    @property
    def open_hits(self) -> tuple[Hit, ...]:
        """What nobody has decided about yet, in the order in which it is gone through."""
        decided = self.decided
        return tuple(hit for hit in self.hits_in_turn if hit.number not in decided)

    @property
    def hits_in_turn(self) -> tuple[Hit, ...]:
        """The hits as they are gone through: in reading order, those that identify only in combination last."""
        return tuple(sorted(self.hits, key=lambda hit: (hit.band == CONTEXT, hit.number)))

    @property
    def to_take_out(self) -> tuple[Hit, ...]:
        """What was decided not to go out, in reading order."""
        accepted = {one.hit for one in self.decisions if one.verdict is Verdict.ACCEPTED}
        return tuple(hit for hit in self.hits if hit.number in accepted)

    @property
    def kinds(self) -> dict[str, int]:
        """How many hits of each label, the most frequent first."""
        return dict(Counter(hit.label for hit in self.hits).most_common())

    def is_readable(self, now: datetime) -> bool:
        """Whether what was read of the document is still kept."""
        return self.state is CheckState.READ and now < self.readable_until
