"""The table of nudges once more, in plain words: asked on every hour, of every case, whether this is the hour.

Written without a look at how the program finds its moments. It counts days by walking from one to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from cases.ask import Ask, AskState
from cases.calendar import HolidayCalendar
from cases.case import Case, CaseKind, CaseState
from cases.permissions import may_see
from cases.regimes import Regime
from cases.words import LONDON
from tests.cases.nudges.council import DPOS, OFFICERS, Seen, Year, is_waiting

_CALENDAR = HolidayCalendar()
_IN_WORKING_DAYS = (Regime.FOI, Regime.EIR, Regime.REUSE)


@dataclass(frozen=True)
class Told:
    """Somebody is told of a case by a rule at an hour."""

    at: datetime
    person: str
    reference: str
    rule: str


@cache
def _at_work(day: date) -> bool:
    return _CALENDAR.data_protection.is_working(day)


@cache
def _counts(day: date, in_working_days: bool) -> bool:
    return _CALENDAR.any_nation.is_working(day) if in_working_days else _at_work(day)


@cache
def _days_between(after: date, until: date, in_working_days: bool) -> int:
    """Days that count, later than the one and no later than the other."""
    number, day = 0, after
    while day < until:
        day += timedelta(days=1)
        number += _counts(day, in_working_days)
    return number


def is_a_morning(at: datetime) -> bool:
    """Whether it is nine o'clock on a day at work."""
    local = at.astimezone(LONDON)
    return local.hour == 9 and _at_work(local.date())


def told_this_hour(year: Year, asks: list[Ask]) -> Iterator[Told]:
    """Who is told what of which case at this hour; twice the same where it is told for two reasons."""
    local = year.now.astimezone(LONDON)
    is_morning = is_a_morning(year.now)
    for seen in year.seen.values():
        case = seen.case
        if not case.state.is_live:
            continue
        if case.kind is CaseKind.INCIDENT and case.clock_runs and case.due_at:
            yield from _by_the_hour(year, case)
        if is_morning:
            yield from _in_the_morning(year, seen, local.date(), asks)


def _by_the_hour(year: Year, case: Case) -> Iterator[Told]:
    assert case.due_at is not None
    noticed = case.due_at.astimezone(UTC) - timedelta(hours=72)
    passed = year.now - noticed
    for hours in (12, 24, 48, 60, 68, 71):
        if passed != timedelta(hours=hours):
            continue
        handler = _handler_today(year, case)
        people = [handler] if handler else [one for one in OFFICERS if _sees(year, one, case)]
        if hours >= 48 or not handler:
            people += [one for one in DPOS if _sees(year, one, case)]
        for person in dict.fromkeys(people):
            yield Told(year.now, person, case.reference, f"hours-{hours}")


def _in_the_morning(year: Year, seen: Seen, today: date, asks: list[Ask]) -> Iterator[Told]:
    case = seen.case
    handler = _handler_today(year, case)
    team = [one for one in OFFICERS if _sees(year, one, case)]
    rules: list[tuple[str, list[str]]] = []
    in_working_days = case.regime in _IN_WORKING_DAYS
    if case.clock_runs and case.due and case.kind is CaseKind.REQUEST:
        for left in (10, 5, 2, 1, 0):
            is_the_day = _counts(today, in_working_days) and today <= case.due
            if is_the_day and _days_between(today, case.due, in_working_days) == left:
                rule = f"due-in-{left}" if left else "due-today"
                rules.append((rule, [handler] if handler else team if left != 10 else []))
        if today > case.due:
            late = _days_between(case.due, today, False)
            managers = _manager_today(year, case) if late >= 3 and (late - 3) % 5 == 0 else []
            dpos = (
                [one for one in DPOS if _sees(year, one, case)] if late >= 5 and (late - 5) % 5 == 0 else []
            )
            # Nobody is told twice that the same case is late: whoever stands in for the manager is told as they are.
            others = [one for one in ([handler] if handler else team) if one not in (*managers, *dpos)]
            rules += [("overdue", others), ("overdue-manager", managers), ("overdue-dpo", dpos)]
    is_counted = case.kind is CaseKind.INCIDENT and case.clock_runs and case.due_at
    if is_counted and case.due_at and _days_between(case.due_at.astimezone(LONDON).date(), today, False):
        people = [handler] if handler else team
        rules.append(("hours-over", [*people, *(one for one in DPOS if _sees(year, one, case))]))
    waits_for_somebody = case.clock_runs and case.kind is not CaseKind.INCIDENT and seen.free_since
    if waits_for_somebody and _a_working_day_passed(seen.free_since or year.now, year.now):
        rules.append(("unassigned", team))
    to_sign_off = case.clock_runs and case.state is CaseState.SIGN_OFF
    if to_sign_off and _a_working_day_passed(seen.in_state_since, year.now):
        drafters = case.decisions.get("drafters", ())
        signers = [one for one in team if one != case.handler and one not in drafters]
        rules.append(("sign-off-waiting", signers or [one for one in DPOS if _sees(year, one, case)]))
    if is_waiting(case) and _is_twentieth(min(seen.asked.values()), today, in_working_days):
        rules.append(("requester-waiting", [handler] if handler else team))
    if case.clock_runs:
        people: list[str] = []
        for ask in asks:
            if (
                ask.reference == case.reference
                and ask.state is AskState.OPEN
                and _is_asked_for(ask.by, today)
            ):
                if handler:
                    people.append(handler)
                people += _coordinator_today(year, case, ask)
        rules.append(("service-waiting", people))
    for rule, people in rules:
        for person in dict.fromkeys(people):
            yield Told(year.now, person, case.reference, rule)


def _a_working_day_passed(since: datetime, now: datetime) -> bool:
    """Whether it has been so for as long as from one hour at work to the same hour of the next working day."""
    local = since.astimezone(LONDON)
    day, clock = local.date(), (local.hour, local.minute)
    if not _at_work(day) or clock >= (17, 0):
        day, clock = _next_day_at_work(day), (9, 0)
    clock = max(clock, (9, 0))
    day = _next_day_at_work(day)
    here = now.astimezone(LONDON)
    return (here.date(), (here.hour, here.minute)) >= (day, clock)


def _next_day_at_work(day: date) -> date:
    day += timedelta(days=1)
    while not _at_work(day):
        day += timedelta(days=1)
    return day


def _is_twentieth(asked: date, today: date, in_working_days: bool) -> bool:
    """Whether it is the twentieth day that counts since then, or a multiple of twenty days at work after that one."""
    day, left = asked, 20
    while left:
        day += timedelta(days=1)
        left -= _counts(day, in_working_days)
    return today >= day and _days_between(day, today, False) % 20 == 0


def _is_asked_for(by: date, today: date) -> bool:
    """Whether it is the last working day but one until the day, or every second working day after that."""
    first = by
    while not _at_work(first):
        first -= timedelta(days=1)
    first -= timedelta(days=1)
    while not _at_work(first):
        first -= timedelta(days=1)
    return today >= first and _days_between(first, today, False) % 2 == 0


def _sees(year: Year, name: str, case: Case) -> bool:
    return name not in case.about and may_see(year.person(name), case)


def _handler_today(year: Year, case: Case) -> str | None:
    """Who has the case today: its handler, or whoever stands in."""
    if case.handler is None:
        return None
    return _stand_in(year, case, case.handler, lambda name: _sees(year, name, case))


def _manager_today(year: Year, case: Case) -> list[str]:
    handler = year.directory.person(case.handler) if case.handler else None
    if handler is None or handler.manager is None or handler.manager in case.about:
        return []
    found = _stand_in(year, case, handler.manager, lambda name: name not in case.about)
    return [found] if found else []


def _coordinator_today(year: Year, case: Case, ask: Ask) -> list[str]:
    service = year.directory.service(ask.service)
    if service is None or service.coordinator is None or service.coordinator in case.about:
        return []
    found = _stand_in(year, case, service.coordinator, lambda name: name not in case.about)
    return [found] if found else []


def _stand_in(year: Year, case: Case, name: str, fits: object) -> str | None:
    """The person; while they are away their cover; else their manager, else the first officer, else a DPO."""
    assert callable(fits)
    today = year.now.astimezone(LONDON).date()
    away = {one.person: one for one in year.absences if one.first <= today <= (one.last or today)}
    manager = year.person(name).manager
    for start in (name, manager, *OFFICERS, *DPOS):
        here = start
        while here and here in away:
            here = away[here].cover
        if here and fits(here):
            return here
    return None
