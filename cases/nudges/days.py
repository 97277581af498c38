"""Which days count towards a case's date, and how many of them are left."""

from __future__ import annotations

from datetime import date, timedelta

from cases.calendar import HolidayCalendar, WorkingDays
from cases.case import Case, reference_prefix
from cases.regimes import Regime

_IN_WORKING_DAYS = frozenset({Regime.FOI, Regime.EIR, Regime.REUSE, Regime.FOI_REVIEW, Regime.EIR_REVIEW})
"""The laws that count in working days (`cases.calendar`); the others count in calendar days and months."""

_PREFIXES_IN_WORKING_DAYS = frozenset(map(reference_prefix, _IN_WORKING_DAYS))


def counts_working_days(reference: str) -> bool:
    """Whether the law of a case counts in working days, by the letters that its reference begins with."""
    return reference.partition("-")[0] in _PREFIXES_IN_WORKING_DAYS


def days_of_law(regime: Regime | None, calendar: HolidayCalendar) -> WorkingDays:
    """The working days that are counted before a case's date: those of its law."""
    return calendar.any_nation if regime in _IN_WORKING_DAYS else calendar.data_protection


def nth_before(day: date, number: int, days: WorkingDays) -> date:
    """The last working day on which `number` working days are left until `day` (`number` 0: the day itself, or the
    last working day before it)."""
    last = days.on_or_before(day)
    if number == 0:
        return last
    # Counted from far enough before it: a week in which nobody works is rare.
    before = last - timedelta(days=3 * number + 30)
    return days.nth_after(before, days.between(before, last) - number)


def last_day_to_wait(due: date, regime: Regime | None, calendar: HolidayCalendar) -> date:
    """The working day before a case is due, or the last before that on which people are at work."""
    before = days_of_law(regime, calendar).on_or_before(due - timedelta(days=1))
    return calendar.data_protection.on_or_before(before)


def is_too_late(case: Case, day: date, calendar: HolidayCalendar) -> bool:
    """Whether a case that is put off until this morning could no longer be answered in time, as it stands now."""
    if case.due is None or not case.clock_runs:
        return False
    return day > last_day_to_wait(case.due, case.regime, calendar)
