"""What a nudge says, from its rule's sentence."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cases.calendar import HolidayCalendar
from cases.nudges.days import counts_working_days
from cases.nudges.rules import Rule
from cases.words import LONDON, counted, date_in_words, moment_in_words

_HOUR = timedelta(hours=1)


def sentence(
    rule: Rule | None, reference: str, due: str | date | None, now: datetime, calendar: HolidayCalendar
) -> str:
    """The rule's sentence about a case, as of now. `due` is a day or, for an incident, a moment; it may be in the
    form in which a notice's facts hold it. A rule that was taken out since gives the date alone.
    """
    when = _read(due)
    if rule is None:
        return f"{reference} is due {_in_words(when, now)}: {left(reference, when, now, calendar)}."
    return rule.says.format(
        reference=reference, due=_in_words(when, now), left=left(reference, when, now, calendar)
    )


def left(reference: str, due: date | None, now: datetime, calendar: HolidayCalendar) -> str:
    """The time left, in the law's own unit: "5 working days left", "today is the last day", "3 hours overdue"."""
    if due is None:
        return "it has no date yet"
    if isinstance(due, datetime):
        hours = (due - now) // _HOUR  # rounded down, so that a minute late is an hour late
        if hours == 0:
            return "less than an hour left"
        return f"{counted(-hours, 'hour')} overdue" if hours < 0 else f"{counted(hours, 'hour')} left"
    today = now.astimezone(LONDON).date()
    if today == due:
        return "today is the last day"
    in_working_days = counts_working_days(reference)
    unit = "working day" if in_working_days else "day"
    days = calendar.any_nation.between(today, due) if in_working_days else (due - today).days
    if today > due:
        return f"{counted(max(-days, 1), unit)} overdue"
    return f"{counted(days, unit)} left"


def _read(due: str | date | None) -> date | None:
    """A date or a moment as a notice's facts hold it."""
    if not isinstance(due, str):
        return due
    return datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)


def _in_words(due: date | None, now: datetime) -> str:
    if due is None:
        return "on no set day"
    today = now.astimezone(LONDON).date()
    return moment_in_words(due, today) if isinstance(due, datetime) else date_in_words(due, today)
