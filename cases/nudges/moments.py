"""When a case calls for a nudge: from how it stands, the rules and the calendar alone.

All but the hours of an incident fall on mornings on which people are at work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cases.ask import Ask
from cases.calendar import HolidayCalendar, WorkingDays
from cases.case import Case
from cases.clock.rules import rule_for
from cases.nudges.days import days_of_law, nth_before
from cases.nudges.rules import NudgeRules, Rule, Trigger
from cases.nudges.situation import WAITING_FOR_REQUESTER, Situation, waits_for_requester_since
from cases.regimes import Regime
from cases.words import LONDON
from cases.working_hours import WorkingHours


@dataclass(frozen=True)
class Moment:
    """A nudge by a rule at a moment, and what it is about: the case's date, or what a service was asked and its day."""

    rule: Rule
    at: datetime
    due: date | None
    ask: Ask | None = None

    @property
    def ladder(self) -> str:
        """What it is about: of several about the same the latest says how it stands, and the others are out of date."""
        when = Trigger.BEFORE_DUE if self.rule.when is Trigger.OVERDUE else self.rule.when
        return f"{when.value} {self.ask.id}" if self.ask else when.value


@dataclass(frozen=True)
class _Single:
    """A moment that comes once."""

    moment: Moment

    def last_until(self, at: datetime) -> Moment | None:
        """The moment, once it has come."""
        return self.moment if self.moment.at <= at else None

    def first_after(self, at: datetime) -> Moment | None:
        """The moment, as long as it is to come."""
        return self.moment if self.moment.at > at else None


@dataclass(frozen=True)
class _Mornings:
    """The mornings of one rule: that of the first day and, where the rule is told again, each `every` working days
    later. Any of them is found by counting, however long ago the first was."""

    rule: Rule
    first: date
    due: date | None
    ask: Ask | None
    days: WorkingDays
    hours: WorkingHours

    def last_until(self, at: datetime) -> Moment | None:
        """The latest that is no later than `at`."""
        number = self._number_until(at)
        return None if number is None else self._numbered(number)

    def first_after(self, at: datetime) -> Moment | None:
        """The earliest that is later than `at`."""
        number = self._number_until(at)
        if number is None:
            return self._numbered(0)
        return self._numbered(number + 1) if self.rule.every else None

    def _number_until(self, at: datetime) -> int | None:
        """Which one is the latest that is no later than `at`, counted from 0."""
        day = at.astimezone(LONDON).date()
        if day < self.first or (day == self.first and at < self.hours.begin_on(day)):
            return None
        if not self.rule.every:
            return 0
        if at < self.hours.begin_on(day):
            day -= timedelta(days=1)
        return self.days.between(self.first, day) // self.rule.every

    def _numbered(self, number: int) -> Moment | None:
        """The moment of this number; None past the years whose holidays are known."""
        try:
            day = self.days.nth_after(self.first, number * self.rule.every) if number else self.first
        except ValueError:
            return None
        return Moment(self.rule, self.hours.begin_on(day), self.due, self.ask)


_Series = _Single | _Mornings


def next_moments(
    situation: Situation, rules: NudgeRules, calendar: HolidayCalendar, hours: WorkingHours, after: datetime
) -> list[Moment]:
    """The first moment of each rule later than `after`, should the case stay as it is; the earliest first."""
    coming = (series.first_after(after) for series in _all_series(situation, rules, calendar, hours))
    return sorted((moment for moment in coming if moment), key=lambda moment: moment.at)


def last_moments(
    situation: Situation,
    rules: NudgeRules,
    calendar: HolidayCalendar,
    hours: WorkingHours,
    after: datetime,
    until: datetime,
) -> list[Moment]:
    """The last moment of each rule that is later than `after` and no later than `until`, in the order of the rules."""
    passed = (series.last_until(until) for series in _all_series(situation, rules, calendar, hours))
    return [moment for moment in passed if moment and moment.at > after]


def applies(rule: Rule, situation: Situation, calendar: HolidayCalendar, hours: WorkingHours) -> bool:
    """Whether the case as it stands has a moment for this rule, past or to come."""
    return bool(_series_of(rule, situation, calendar, hours))


def _all_series(
    situation: Situation, rules: NudgeRules, calendar: HolidayCalendar, hours: WorkingHours
) -> Iterator[_Series]:
    for rule in rules.rules:
        yield from _series_of(rule, situation, calendar, hours)


def _series_of(
    rule: Rule, situation: Situation, calendar: HolidayCalendar, hours: WorkingHours
) -> Sequence[_Series]:
    """The moments of a rule; for a service's answer, those of each that is waited for."""
    case, at_work = situation.case, calendar.data_protection
    if not _is_for(rule, case):
        return ()
    if rule.when is Trigger.HOURS:
        return _hours(rule, case)
    try:
        if rule.when is Trigger.SERVICE:
            asks = situation.asks if case.clock_runs else ()
            return [
                _Mornings(rule, nth_before(ask.by, rule.days, at_work), ask.by, ask, at_work, hours)
                for ask in asks
            ]
        first = _first_day(rule, situation, calendar, hours)
    except ValueError:  # a day outside the years whose holidays are known
        return ()
    return () if first is None else (_Mornings(rule, first, case.due or case.due_at, None, at_work, hours),)


def _is_for(rule: Rule, case: Case) -> bool:
    return (
        case.state.is_live
        and (not rule.kinds or case.kind in rule.kinds)
        and (not rule.regimes or case.regime in rule.regimes)
        and (not rule.states or case.state in rule.states)
    )


def _first_day(
    rule: Rule, situation: Situation, calendar: HolidayCalendar, hours: WorkingHours
) -> date | None:
    """The day of the first moment; None where the case has none. Raises ValueError for one of unknown years."""
    case, at_work = situation.case, calendar.data_protection
    law = days_of_law(case.regime, calendar)
    if rule.when is Trigger.REQUESTER:
        if case.state not in WAITING_FOR_REQUESTER:
            return None
        asked = waits_for_requester_since(situation)
        return at_work.on_or_after(law.nth_after(asked, rule.days) if rule.days else asked)
    if not case.clock_runs:
        return None
    if rule.when is Trigger.BEFORE_DUE and case.due:
        return at_work.on_or_before(nth_before(case.due, rule.days, law))
    if rule.when is Trigger.OVERDUE and (due := case.due or _day_of(case.due_at)):
        return at_work.nth_after(due, rule.days)
    if rule.when is Trigger.UNASSIGNED and situation.unassigned_since:
        return _morning_after(situation.unassigned_since, rule.days, calendar, hours)
    if rule.when is Trigger.STATE:
        return _morning_after(situation.in_state_since, rule.days, calendar, hours)
    return None


def _day_of(moment: datetime | None) -> date | None:
    return moment.astimezone(LONDON).date() if moment else None


def _morning_after(since: datetime, days: int, calendar: HolidayCalendar, hours: WorkingHours) -> date:
    """The first morning on which it has been so for that many working days."""
    at_work = calendar.data_protection
    passed = hours.working_days_after(since, days, at_work) if days else hours.next_on(since, at_work)
    day = passed.astimezone(LONDON).date()
    return day if passed <= hours.begin_on(day) else at_work.nth_after(day, 1)


def _hours(rule: Rule, case: Case) -> Sequence[_Series]:
    """The moment at which so many hours of an incident's time have passed, counted as they pass. It runs until the ICO
    was told, or it was decided that it need not be."""
    if case.due_at is None or not case.clock_runs:
        return ()
    whole = rule_for(Regime.BREACH, case.due_at.astimezone(LONDON).date()).period.number
    at = case.due_at.astimezone(UTC) - timedelta(hours=whole - rule.hours)
    return (_Single(Moment(rule, at, case.due_at)),)
