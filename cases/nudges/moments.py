"""When a case calls for a nudge: from how it stands, the rules and the calendar alone.

All but the hours of an incident fall on mornings on which people are at work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from cases.ask import Ask
from cases.calendar import HolidayCalendar
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


def next_moments(
    situation: Situation, rules: NudgeRules, calendar: HolidayCalendar, hours: WorkingHours, after: datetime
) -> list[Moment]:
    """The first moment of each rule later than `after`, should the case stay as it is; the earliest first."""
    found = []
    for rule in rules.rules:
        for series in _series_of(rule, situation, calendar, hours):
            later = (moment for moment in series if moment.at > after)
            if (moment := next(later, None)) is not None:
                found.append(moment)
    return sorted(found, key=lambda moment: moment.at)


def moments_between(
    situation: Situation,
    rules: NudgeRules,
    calendar: HolidayCalendar,
    hours: WorkingHours,
    after: datetime,
    until: datetime,
) -> list[Moment]:
    """All moments later than `after` and no later than `until`, by rule."""
    return [
        moment
        for rule in rules.rules
        for series in _series_of(rule, situation, calendar, hours)
        for moment in takewhile(lambda moment: moment.at <= until, series)
        if moment.at > after
    ]


def applies(rule: Rule, situation: Situation, calendar: HolidayCalendar, hours: WorkingHours) -> bool:
    """Whether the case as it stands has a moment for this rule, past or to come."""
    return any(next(series, None) is not None for series in _series_of(rule, situation, calendar, hours))


def _series_of(
    rule: Rule, situation: Situation, calendar: HolidayCalendar, hours: WorkingHours
) -> list[Iterator[Moment]]:
    """The moments of a rule in order, without an end where it is told again; for a service's answer, one series for
    each that is waited for."""
    case = situation.case
    if not _is_for(rule, case):
        return []
    if rule.when is Trigger.HOURS:
        return [iter(_hours(rule, case))]
    try:
        if rule.when is Trigger.SERVICE:
            asks = situation.asks if case.clock_runs else ()
            starts = [(nth_before(ask.by, rule.days, calendar.data_protection), ask) for ask in asks]
            return [_mornings(rule, day, ask.by, ask, calendar, hours) for day, ask in starts]
        first = _first_day(rule, situation, calendar, hours)
    except ValueError:  # a day outside the years whose holidays are known
        return []
    return [] if first is None else [_mornings(rule, first, case.due, None, calendar, hours)]


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
    if rule.when is Trigger.OVERDUE and case.due:
        return at_work.nth_after(case.due, rule.days)
    if rule.when is Trigger.UNASSIGNED and situation.unassigned_since:
        return _morning_after(situation.unassigned_since, rule.days, calendar, hours)
    if rule.when is Trigger.STATE:
        return _morning_after(situation.in_state_since, rule.days, calendar, hours)
    return None


def _morning_after(since: datetime, days: int, calendar: HolidayCalendar, hours: WorkingHours) -> date:
    """The first morning on which it has been so for that many working days."""
    at_work = calendar.data_protection
    passed = hours.working_days_after(since, days, at_work) if days else hours.next_on(since, at_work)
    day = passed.astimezone(LONDON).date()
    return day if passed <= hours.begin_on(day) else at_work.nth_after(day, 1)


def _mornings(
    rule: Rule,
    first: date,
    due: date | None,
    ask: Ask | None,
    calendar: HolidayCalendar,
    hours: WorkingHours,
) -> Iterator[Moment]:
    """The morning of this day and, where the rule is told again, those that follow it."""
    day = first
    while True:
        yield Moment(rule, hours.begin_on(day), due, ask)
        if not rule.every:
            return
        try:
            day = calendar.data_protection.nth_after(day, rule.every)
        except ValueError:  # the years whose holidays are known are over
            return


def _hours(rule: Rule, case: Case) -> Sequence[Moment]:
    """The moment at which so many hours of an undecided incident's time have passed, counted as they pass."""
    if case.due_at is None or not case.clock_runs or not case.is_undecided:
        return ()
    whole = rule_for(Regime.BREACH, case.due_at.astimezone(LONDON).date()).period.number
    at = case.due_at.astimezone(UTC) - timedelta(hours=whole - rule.hours)
    return (Moment(rule, at, case.due_at),)
