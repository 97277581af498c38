"""The hours in which people are told what can wait: office hours on the council's working days, in Europe/London.

Working days are given as `HolidayCalendar.data_protection`: when the council's own offices are closed. A day that only
another nation keeps moves an FOI date, and people are at work on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from cases.calendar import WorkingDays
from cases.words import LONDON


@dataclass(frozen=True)
class WorkingHours:
    """Local times from `first` until before `last`, on working days. Raises `ValueError` for hours turned round."""

    first: time = time(9)
    last: time = time(17)

    def __post_init__(self) -> None:
        if not self.first < self.last:
            raise ValueError(
                f"Working hours must begin before they end, not from {self.first:%H:%M} to {self.last:%H:%M}."
            )

    def are_on(self, at: datetime, days: WorkingDays) -> bool:
        """Whether somebody is at work at this moment."""
        local = at.astimezone(LONDON)
        return days.is_working(local.date()) and self.first <= local.time() < self.last

    def next_on(self, at: datetime, days: WorkingDays) -> datetime:
        """The moment itself when it lies in working hours, otherwise the first one after it that does, in UTC."""
        if self.are_on(at, days):
            return at.astimezone(UTC)
        local = at.astimezone(LONDON)
        day = local.date()
        if not days.is_working(day) or local.time() >= self.last:
            day = days.nth_after(day, 1)
        return self.begin_on(day)

    def begin_on(self, day: date) -> datetime:
        """The moment at which working hours begin on that day, in UTC."""
        return datetime.combine(day, self.first, LONDON).astimezone(UTC)

    def working_days_after(self, at: datetime, number: int, days: WorkingDays) -> datetime:
        """The same local time of day `number` working days later, counted from the next moment of working hours, in
        UTC."""
        local = self.next_on(at, days).astimezone(LONDON)
        day = days.nth_after(local.date(), number)
        return datetime.combine(day, local.time(), LONDON).astimezone(UTC)
