"""Reading a case's steps in the order of their days: what waits, what starts anew, what is refused.

The order of entry never matters. On one and the same day an answer is read before a new question if one was
open, and after it if none was, so that "asked and answered today" and "answered, and asked again" both read
as they happened.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from cases.calendar import HolidayCalendar
from cases.clock.counting import Span, end_of, last_day_of_months_beginning_with, merged
from cases.clock.events import Event, EventType, ExtensionReason
from cases.clock.refusals import ImpossibleHistory
from cases.clock.rules import Ceiling, Effect, Extension, Period, QuestionLimit, Rule, Step, Unit
from cases.words import full_date_in_words, with_article


class Awaited(StrEnum):
    """What a case may wait for from the requester."""

    CLARIFICATION = "clarification"
    FEE = "fee"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Wait:
    """One question to the requester, with its answer where there is one.

    `effect` is NONE when this law gives the question no effect or when it came too late (`too_late`).
    """

    awaited: Awaited
    asked: date
    answered: date | None
    effect: Effect
    too_late: bool

    def holds_on(self, day: date) -> bool:
        """Whether the clock stands still on this day because of the question."""
        return (
            self.effect is not Effect.NONE
            and self.asked <= day
            and (self.answered is None or day < self.answered)
        )


@dataclass(frozen=True, slots=True)
class GivenExtension:
    """More time as the requester was told of it."""

    on: date
    reason: ExtensionReason
    until: date | None


@dataclass(frozen=True, slots=True)
class History:
    """The steps of a case as its rule reads them.

    `start` is the day from which the period is counted now; `pauses` are the days left out; `fee_due` is the
    last day for a fee that was not paid in time, after which the request lapses.
    """

    received: date
    start: date
    waits: tuple[Wait, ...]
    pauses: tuple[Span, ...]
    extension: GivenExtension | None
    removed_on: date | None
    fee_due: date | None
    acknowledged: date | None
    responded: date | None


_ASKS: Final = {
    EventType.CLARIFICATION_REQUESTED: Awaited.CLARIFICATION,
    EventType.FEE_NOTICE: Awaited.FEE,
    EventType.IDENTITY_REQUESTED: Awaited.IDENTITY,
}
_ANSWERS: Final = {
    EventType.CLARIFICATION_RECEIVED: Awaited.CLARIFICATION,
    EventType.FEE_PAID: Awaited.FEE,
    EventType.IDENTITY_RECEIVED: Awaited.IDENTITY,
}
_ORDER_IN_A_DAY: Final = (
    EventType.CLARIFICATION_RECEIVED,
    EventType.FEE_PAID,
    EventType.IDENTITY_RECEIVED,
    EventType.EXTENSION_REMOVED,
    EventType.CLARIFICATION_REQUESTED,
    EventType.FEE_NOTICE,
    EventType.IDENTITY_REQUESTED,
    EventType.EXTENDED,
    EventType.ACKNOWLEDGED,
    EventType.RESPONDED,
)
_ASKED_FOR: Final = {
    Awaited.CLARIFICATION: ("An answer to a clarification", "a question"),
    Awaited.FEE: ("A fee paid", "a fees notice"),
    Awaited.IDENTITY: ("Proof of identity", "a request for it"),
}


def step_of(rule: Rule, awaited: Awaited) -> Step:
    """What a rule says about asking the requester for this."""
    if awaited is Awaited.CLARIFICATION:
        return rule.clarification
    return rule.fee if awaited is Awaited.FEE else rule.identity


def read_history(rule: Rule, received: date, events: Iterable[Event], calendar: HolidayCalendar) -> History:
    """Read the steps (corrected, each with a plain date) under a rule.

    Raises ImpossibleHistory, naming the rule, for steps that contradict each other or that the rule forbids.
    """
    reader = _Reader(rule, calendar, received, received)
    put_off: list[Event] = []
    today: date | None = None
    for event in sorted(events, key=lambda event: (event.on, _ORDER_IN_A_DAY.index(event.type))):
        if event.on != today:
            reader.read_all(put_off)
            put_off, today = [], event.on
        if reader.has_nothing_to_close(event):
            put_off.append(event)
        else:
            if event.type in (EventType.ACKNOWLEDGED, EventType.RESPONDED):
                reader.read_all(put_off)
                put_off = []
            reader.read(event)
    reader.read_all(put_off)
    return reader.history()


@dataclass
class _Reader:
    """The state of reading: the only thing here that changes, and it does not leave this module."""

    rule: Rule
    calendar: HolidayCalendar
    received: date
    start: date
    open: dict[Awaited, Wait] = field(default_factory=dict)
    closed: list[Wait] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    extension: GivenExtension | None = None
    removed_on: date | None = None
    fee_due: date | None = None
    acknowledged: date | None = None
    responded: date | None = None

    def has_nothing_to_close(self, event: Event) -> bool:
        """An answer without an open question, or a removal without an extension: later that day, perhaps."""
        if event.type is EventType.EXTENSION_REMOVED:
            return self.extension is None
        return event.type in _ANSWERS and _ANSWERS[event.type] not in self.open

    def read_all(self, events: list[Event]) -> None:
        for event in events:
            self.read(event)

    def read(self, event: Event) -> None:
        if event.on < self.received:
            raise ImpossibleHistory(
                f"{event.type.title} is dated {full_date_in_words(event.on)}, before the case reached the "
                f"council on {full_date_in_words(self.received)}. The time starts with receipt "
                f"({self.rule.source}); correct whichever date is wrong."
            )
        if self.responded is not None:
            raise ImpossibleHistory(
                f"The answer was given on {full_date_in_words(self.responded)}, so nothing on "
                f"{full_date_in_words(event.on)} can move its date ({self.rule.source}). What the requester "
                "sends after the answer is a new case."
            )
        if event.type in _ASKS:
            self._ask(_ASKS[event.type], event.on)
        elif event.type in _ANSWERS:
            self._answer(_ANSWERS[event.type], event.on)
        elif event.type is EventType.EXTENDED:
            self._extend(event)
        elif event.type is EventType.EXTENSION_REMOVED:
            self._remove_extension(event.on)
        elif event.type is EventType.ACKNOWLEDGED:
            self.acknowledged = self.acknowledged or event.on
        else:
            self.responded = event.on

    def history(self) -> History:
        return History(
            received=self.received,
            start=self.start,
            waits=tuple(
                sorted([*self.closed, *self.open.values()], key=lambda wait: (wait.asked, wait.awaited))
            ),
            pauses=merged(self.spans),
            extension=self.extension,
            removed_on=self.removed_on,
            fee_due=self.fee_due,
            acknowledged=self.acknowledged,
            responded=self.responded,
        )

    def _ask(self, awaited: Awaited, day: date) -> None:
        if awaited in self.open:
            return  # a reminder: the waiting began with the first question
        effect = step_of(self.rule, awaited).effect
        too_late = effect is not Effect.NONE and not self._stands_still() and day > self._last_day_to_ask()
        self.open[awaited] = Wait(awaited, day, None, Effect.NONE if too_late else effect, too_late)
        if awaited is Awaited.FEE and not too_late and self.rule.fee_lapses_after is not None:
            self.fee_due = last_day_of_payment(self.rule.fee_lapses_after, day, self.calendar)

    def _answer(self, awaited: Awaited, day: date) -> None:
        wait = self.open.pop(awaited, None)
        if wait is None:
            answer, question = _ASKED_FOR[awaited]
            raise ImpossibleHistory(
                f"{answer} on {full_date_in_words(day)} has no {question.split(' ', 1)[1]} before it. "
                f"The clock can wait only for what was asked for ({step_of(self.rule, awaited).source}); add "
                f"{question} first, or correct the date."
            )
        if awaited is Awaited.FEE and self.fee_due is not None and not wait.too_late:
            if day > self.fee_due:
                # The request had lapsed: a payment after that does not bring it back.
                self.open[awaited] = wait
                return
            self.fee_due = None
        self.closed.append(Wait(awaited, wait.asked, day, wait.effect, wait.too_late))
        if wait.effect is Effect.FRESH_START:
            self.start = max(self.start, day)
        elif wait.effect is Effect.PAUSE:
            self.spans.append(Span(wait.asked, day))

    def _extend(self, event: Event) -> None:
        rule, extension = self.rule, self.rule.extension
        if event.reason is None:  # an Event cannot be built so
            raise ValueError("Give the reason for the extension.")
        if extension is None:
            raise ImpossibleHistory(
                f"{with_article(rule.regime.title)} cannot be extended: {rule.extension_source} sets one "
                "time and nothing lengthens it. Record the answer when it is given, with the reasons if "
                "it is late."
            )
        if event.reason not in extension.grounds:
            raise ImpossibleHistory(_wrong_ground(rule, extension, event.reason))
        if self.extension is not None:
            raise ImpossibleHistory(
                f"The time was already extended on {full_date_in_words(self.extension.on)}. It can be "
                f"extended once only ({rule.extension_source}), so there is no second extension on "
                f"{full_date_in_words(event.on)}."
            )
        limit = self._first_limit()
        if event.on > limit and not self._stands_still():
            raise ImpossibleHistory(
                f"The extension is dated {full_date_in_words(event.on)}, after the first limit, "
                f"{full_date_in_words(limit)}. The requester must be told of it within the first "
                f"{rule.period.in_words()} ({rule.extension_source})."
            )
        if event.until is None and extension.ceiling is Ceiling.ESTIMATE:
            raise ImpossibleHistory(
                "A re-use extension must give the date by which the answer is expected "
                f"({rule.extension_source}). Add that date as 'until'."
            )
        if event.until is not None and event.until < limit:
            raise ImpossibleHistory(
                f"The new date, {full_date_in_words(event.until)}, is before the first limit, "
                f"{full_date_in_words(limit)}. An extension can only give more time "
                f"({rule.extension_source})."
            )
        self.extension = GivenExtension(event.on, event.reason, event.until)
        self.removed_on = None

    def _remove_extension(self, day: date) -> None:
        if self.extension is None:
            raise ImpossibleHistory(
                f"There is no extension to take back on {full_date_in_words(day)}. Only an extension that "
                f"was given ({self.rule.extension_source}) can be removed."
            )
        self.extension = None
        self.removed_on = day

    def _stands_still(self) -> bool:
        return any(wait.effect is not Effect.NONE for wait in self.open.values())

    def _first_limit(self) -> date:
        return end_of(self.rule.period, self.start, merged(self.spans), self.calendar)

    def _last_day_to_ask(self) -> date:
        allowed = self.rule.extension
        if (
            self.rule.question_limit is QuestionLimit.DUE_DATE
            and self.extension is not None
            and allowed is not None
            and allowed.total is not None
        ):
            limit = end_of(allowed.total, self.start, merged(self.spans), self.calendar)
            return limit if self.extension.until is None else min(limit, self.extension.until)
        return self._first_limit()


def last_day_of_payment(period: Period, notice: date, calendar: HolidayCalendar) -> date:
    """The last day for a fee that was asked for on the day of the notice."""
    if period.unit is Unit.MONTHS:
        return last_day_of_months_beginning_with(notice, period.number)
    return calendar.any_nation.nth_after(notice, period.number)


def _wrong_ground(rule: Rule, extension: Extension, given: ExtensionReason) -> str:
    ground = given.value.replace("_", " ")
    if given is ExtensionReason.PUBLIC_INTEREST:
        return (
            f"{with_article(rule.regime.title)} cannot have a public interest extension, which exists only "
            f"under the Freedom of Information Act (s.10(3)): {rule.extension_source} allows more time only "
            f"{extension.condition}."
        )
    return (
        f"'{ground}' is not a reason for more time here: {rule.extension_source} allows it only "
        f"{extension.condition}."
    )
