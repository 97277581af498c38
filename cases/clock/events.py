"""What happened to a case that its clock may have to know: the input of the clock, in any order.

An `Event` is a step with its day. A `Correction` says that a day written down earlier was wrong; both stay,
and the clock reads the history as corrected.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from cases.clock.refusals import ImpossibleHistory
from cases.words import full_date_in_words, moment_in_words


class EventType(StrEnum):
    """The steps that a clock may know. Which of them moves which clock is the rule's affair."""

    CLARIFICATION_REQUESTED = "clarification_requested"
    CLARIFICATION_RECEIVED = "clarification_received"
    FEE_NOTICE = "fee_notice"
    FEE_PAID = "fee_paid"
    IDENTITY_REQUESTED = "identity_requested"
    IDENTITY_RECEIVED = "identity_received"
    EXTENDED = "extended"
    EXTENSION_REMOVED = "extension_removed"
    ACKNOWLEDGED = "acknowledged"
    RESPONDED = "responded"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The step in words, as the beginning of a sentence."""
        return _TITLES[self.value]


_TITLES: Final = {
    "clarification_requested": "The question to the requester",
    "clarification_received": "The requester's answer",
    "fee_notice": "The fees notice",
    "fee_paid": "The payment",
    "identity_requested": "The request for proof of identity",
    "identity_received": "The proof of identity",
    "extended": "The extension",
    "extension_removed": "The end of the extension",
    "acknowledged": "The acknowledgement",
    "responded": "The answer",
}


class ExtensionReason(StrEnum):
    """The grounds on which some law lets somebody take longer."""

    PUBLIC_INTEREST = "public_interest"
    COMPLEX_AND_VOLUMINOUS = "complex_and_voluminous"
    COMPLEXITY = "complexity"
    NUMBER_OF_REQUESTS = "number_of_requests"
    MANY_DOCUMENTS = "many_documents"
    EXCEPTIONAL = "exceptional"

    @classmethod
    def from_words(cls, words: str) -> "ExtensionReason":
        """Read a ground as people write it: "public interest", "complex and voluminous", "complex", …

        Raises ValueError, naming the grounds there are, for anything else.
        """
        key = "_".join(words.lower().replace("-", " ").replace("_", " ").replace(" & ", " and ").split())
        try:
            return _GROUNDS_AS_WRITTEN.get(key) or cls(key)
        except ValueError:
            known = ", ".join(reason.value for reason in cls)
            raise ValueError(f"'{words}' is not a reason for more time. Use one of: {known}.") from None


_GROUNDS_AS_WRITTEN: Final = {
    "public_interest_test": ExtensionReason.PUBLIC_INTEREST,
    "pit": ExtensionReason.PUBLIC_INTEREST,
    "complex": ExtensionReason.COMPLEXITY,
    "complexity_and_volume": ExtensionReason.COMPLEX_AND_VOLUMINOUS,
    "complex_voluminous": ExtensionReason.COMPLEX_AND_VOLUMINOUS,
    "volume_and_complexity": ExtensionReason.COMPLEX_AND_VOLUMINOUS,
    "number": ExtensionReason.NUMBER_OF_REQUESTS,
    "numerous": ExtensionReason.NUMBER_OF_REQUESTS,
    "complex_issues": ExtensionReason.COMPLEXITY,
    "exceptional_circumstances": ExtensionReason.EXCEPTIONAL,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One step and its day.

    `on` is a day in Europe/London; an aware moment is read as its day there, except for a breach, where the
    moment itself matters. `reason`, and `until` (the new date that the requester was given), belong to an
    extension only. Raises ValueError for an extension without a reason or for either on another step.
    """

    type: EventType
    on: date
    reason: ExtensionReason | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.type is EventType.EXTENDED:
            if self.reason is None:
                raise ValueError(
                    "Give the reason for the extension: the law allows more time for a reason only."
                )
        elif self.reason is not None or self.until is not None:
            raise ValueError(f"Only an extension has a reason or a new date. {self.type.title} has neither.")


class Fact(StrEnum):
    """What the date of a correction is about, besides the steps: when the clock was set going."""

    RECEIVED = "received"
    AWARE = "aware"


@dataclass(frozen=True, slots=True)
class Correction:
    """A date that was written down wrongly: `was` became `to`, noticed on the day `on`.

    `what` is the step whose date it is, or `Fact.RECEIVED` (for a breach `Fact.AWARE`).
    """

    what: EventType | Fact
    was: date
    to: date
    on: date


def corrected(start: Fact, received: date, history: Iterable[Event | Correction]) -> tuple[date, list[Event]]:
    """Apply the corrections in a history: the date that sets the clock going, and the steps as they were.

    Each correction is used once, the earliest noticed first, so that a date put wrong and then right again
    ends where it should whatever the order of entry. Raises ImpossibleHistory for a correction of a date
    that is not in the history.
    """
    events: list[Event] = []
    corrections: list[Correction] = []
    for entry in history:
        if isinstance(entry, Event):
            events.append(entry)
        else:
            corrections.append(entry)
    if not corrections:
        return received, events
    corrections.sort(key=lambda correction: (correction.on, correction.was, correction.to))
    received = _follow(start, received, corrections)
    events = [
        replace(event, on=_follow(event.type, event.on, corrections))
        for event in sorted(events, key=lambda event: event.on)
    ]
    if corrections:
        stray = corrections[0]
        was = moment_in_words(stray.was) if isinstance(stray.was, datetime) else full_date_in_words(stray.was)
        raise ImpossibleHistory(
            f"There is no '{stray.what.value}' on {was} to correct. A correction names a date as it stands."
        )
    return received, events


def _follow(what: EventType | Fact, day: date, corrections: list[Correction]) -> date:
    """Where the corrections lead from a date; takes those it used out of the list.

    All of one day are in no order, so a date that was put wrong, right again and wrong again has two ways out of the
    first day. Whichever is taken first, the walk ends where no way leads out; what then leads from a day back to the
    same day was a detour.
    """
    walked = _walk(what, day, corrections)
    end = walked[-1]
    for visited in walked:  # grows while it is gone through: a detour has its own
        left = list(corrections)
        detour = _walk(what, visited, left)
        if len(detour) > 1 and detour[-1] == visited:
            corrections[:] = left
            walked += detour
    return end


def _walk(what: EventType | Fact, day: date, corrections: list[Correction]) -> list[date]:
    """The days that the corrections lead to from a date, itself first; takes those it used out of the list."""
    walked = [day]
    while used := next((item for item in corrections if item.what is what and item.was == walked[-1]), None):
        corrections.remove(used)
        walked.append(used.to)
    return walked
