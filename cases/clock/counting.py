"""Counting a period: where it ends, given where it starts and which days do not count."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cases.calendar import HolidayCalendar
from cases.clock.rules import Period, Unit

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days in a row, the first and the last included."""

    first: date
    last: date


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days without overlap, in order, so that a day in two spans is counted once."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.first <= apart[-1].last:
            apart[-1] = Span(apart[-1].first, max(apart[-1].last, span.last))
        else:
            apart.append(span)
    return tuple(apart)


def months_later(day: date, months: int) -> date:
    """The corresponding date that many months later, or that month's last day when it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_months_beginning_with(day: date, months: int) -> date:
    """The last day of a period of months that begins with this day: the day before its corresponding date.

    Where there is no corresponding date, that month's last day (a period beginning on 30 November ends with
    February), which is the later reading.
    """
    end = months_later(day, months)
    return end - _ONE_DAY if end.day == day.day else end


def unrolled_end(period: Period, start: date, pauses: tuple[Span, ...]) -> date:
    """The last day of a UK GDPR period in months before weekends and holidays are looked at.

    Each day of waiting on or after the start moves the corresponding date one day on.
    """
    waited = sum((span.last - max(span.first, start)).days + 1 for span in pauses if span.last >= start)
    return months_later(start, period.number) + timedelta(days=waited)


def end_of(period: Period, start: date, pauses: tuple[Span, ...], calendar: HolidayCalendar) -> date:
    """The last day of a period of working days, months or days.

    `start` is the day of receipt (or of the answer that starts it anew); `pauses` must not overlap. Working
    days are those following the start, any nation's holidays left out, and working days of a pause left out.
    Months end on the corresponding date, moved on by the days of the pauses, then to the next working day for
    data protection. Days begin with the start itself and end where they end. Raises ValueError outside the
    calendar, and for a period in hours.
    """
    if period.unit is Unit.WORKING_DAYS:
        return _nth_working_day(period.number, start, pauses, calendar)
    if period.unit is Unit.MONTHS:
        return calendar.data_protection.on_or_after(unrolled_end(period, start, pauses))
    if period.unit is Unit.DAYS:
        return start + timedelta(days=period.number - 1)
    raise ValueError("A period in hours is counted from a moment, not from a day.")


def _nth_working_day(number: int, start: date, pauses: tuple[Span, ...], calendar: HolidayCalendar) -> date:
    table = calendar.any_nation
    end = table.nth_after(start, number)
    while pauses:
        # A pause that begins before the end moves it, and the later end may reach into the next pause.
        waited = sum(
            table.between(max(span.first - _ONE_DAY, start), min(span.last, end))
            for span in pauses
            if span.last > start and span.first <= end
        )
        moved = table.nth_after(start, number + waited)
        if moved == end:
            break
        end = moved
    return end
