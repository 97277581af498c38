"""A due date as it is shown: in words, with what is left."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cases.calendar import HolidayCalendar
from cases.words import LONDON, date_in_words, moment_in_words
from dialogs import strings

_OPENS, _CLOSES = time(8, 30), time(17, 30)


def due_in_words(due: date, today: date) -> str:
    """A due day, or the moment where it is one."""
    return moment_in_words(due, today) if isinstance(due, datetime) else date_in_words(due, today)


def due_sentence(due: date, left_in_words: str, today: date) -> str:
    """`Due Wednesday 17 June (18 working days left).`"""
    when = due_in_words(due, today)
    return f"Due {when} ({left_in_words})." if left_in_words else f"Due {when}."


def out_of_hours_sentence(now: datetime, calendar: HolidayCalendar) -> str:
    """What somebody who reports at night or at a weekend can expect; empty in office hours."""
    local = now.astimezone(LONDON)
    days = calendar.data_protection
    if days.is_working(local.date()) and _OPENS <= local.time() < _CLOSES:
        return ""
    first = local.date() if local.time() < _OPENS else local.date() + timedelta(days=1)
    return strings.OUT_OF_HOURS.format(day=date_in_words(days.on_or_after(first), local.date()))
