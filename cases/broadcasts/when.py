"""When something is to be sent, as an officer says it: "tomorrow 9am", "first Tuesday 10:00", "12 January at 2".

Days and times are those of Europe/London, and always to come. What can't be read for certain is not guessed at: the
refusal says how to write it. A bare hour from 1 to 6 is one of the afternoon, as it is in a working day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from cases.calendar import WorkingDays
from cases.desk import Desk
from cases.errors import Refusal
from cases.search.periods import MONTHS, NUMBERS, WEEKDAYS, Period, any_of, period_in
from cases.words import LONDON, date_in_words, date_without_weekday, moment_in_words

FARTHEST: Final = timedelta(days=366)
_LONGEST: Final = 100

_UNREADABLE: Final = (
    "I can't read that as a day and a time. Write it like “tomorrow 9am”, “first Tuesday 10:00”, "
    "“last working day at 2pm” or “12 January at 10”."
)
_REPEATED: Final = "A message is sent once, so say one day and time, without “every”."

_NOW: Final = re.compile(r"(?:right )?now|at once|straight ?away|immediately|today now")
_NUMBERS: Final = {"a": 1, "an": 1, **NUMBERS}
_FULL_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHICH: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1,
}  # fmt: skip
_PARTS: Final = {"morning": time(9), "lunchtime": time(12), "afternoon": time(14), "evening": time(18)}
_HALVES: Final = {"morning": "am", "afternoon": "pm", "evening": "pm"}

_COUNT = rf"\d{{1,3}}|{any_of(_NUMBERS)}"
_HOUR = rf"\d{{1,2}}|{any_of(NUMBERS)}"
_WEEKDAY = any_of(_FULL_WEEKDAYS)
_UNIT = "working day|day|week|fortnight|month"

_REPEATS: Final = re.compile(rf"\b(?:every|each|daily|weekly|monthly|yearly|(?:{_WEEKDAY})s)\b")
_ELAPSED: Final = re.compile(rf"in (?P<count>half an|{_COUNT}) (?P<unit>minute|min|hour)s?(?:'?s? time)?")
_CLOCKS: Final = (
    re.compile(
        r"(?:\bat )?(?<![\d./:-])(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d) ?(?P<half>am|pm)?(?![\d./:])(?: o'?clock)?"
    ),
    re.compile(rf"(?:\bat )?(?<![\w./:-])(?P<hour>{_HOUR}) ?(?P<half>am|pm)\b"),
    re.compile(r"(?:\bat )?(?<![\d./:-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:hrs|hours|h)\b"),
    re.compile(r"\bat (?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\b"),
    re.compile(rf"(?:\bat )?\b(?P<shift>half past|quarter past|quarter to) (?P<hour>{_HOUR})\b ?(?P<half>am|pm)?"),
    re.compile(rf"(?:\bat )?\b(?P<hour>{_HOUR}) ?o'?clock\b"),
    re.compile(rf"\bat (?P<hour>{_HOUR})\b(?![./:])"),
    re.compile(r"(?:\bat )?\b(?:12 )?(?P<noon>noon|mid-?day)\b"),
)  # fmt: skip
_PART: Final = re.compile(rf"(?:\b(?:in the|at) )?\b(?P<part>{any_of(_PARTS)})\b")

_IN_DAYS: Final = re.compile(
    rf"in (?P<count>{_COUNT}) (?P<unit>{_UNIT})s?(?:'?s? time)?"
    rf"|(?P<more>{_COUNT}) (?P<unit_more>{_UNIT})s? (?:from )?(?P<after>now|today|tomorrow)"
)
_NUMERIC: Final = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})")
_NTH_OF_MONTH: Final = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)")
_NTH: Final = re.compile(
    rf"(?P<which>{any_of(_WHICH)}) (?P<what>{_WEEKDAY}|working day|weekday|day)"
    r"(?: (?:of|in) (?P<month>.+)| (?P<short_month>next month|this month))?"
)
_WEEK_ON: Final = re.compile(rf"(?:a )?week on (?P<after>{_WEEKDAY})|(?P<before>{_WEEKDAY}) week")
_NEXT_WEEK: Final = re.compile(
    rf"(?P<before>{_WEEKDAY}) (?:of )?next week|next week (?:on )?(?P<after>{_WEEKDAY})"
)
_BARE_WEEKDAY: Final = re.compile(_WEEKDAY)
_DATED: Final = re.compile(rf"(?P<weekday>{_WEEKDAY}) (?:the )?(?P<date>\d.+)")

_WRITTEN_OTHERWISE: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"(?<![a-z])([ap])\.? ?m\b\.?"), r"\1m"),
    (re.compile(rf"\b({any_of(WEEKDAYS)})\b\.?"), lambda found: _FULL_WEEKDAYS[WEEKDAYS[found[1]]]),
    (re.compile(r"\btonight\b"), "today evening"),
    (re.compile(rf"\bthis ({any_of(_PARTS)})\b"), r"today \1"),
    (re.compile(r"\b(today|tomorrow) (\d{1,2})$"), r"\1 at \2"),
    # "December 1st", but not the hour in "December 10:00".
    (
        re.compile(
            rf"\b({any_of(MONTHS)}) (\d{{1,2}}(?:st|nd|rd|th)?)\b(?![:./]| ?(?:am|pm|hrs|hours|h|o'clock)\b)"
        ),
        r"\2 \1",
    ),
    (re.compile(r"^(?:(?:please|send it|send|on|the|for) )+| please$"), ""),
)
"""Ways of writing, each with the one that is read."""


@dataclass(frozen=True)
class When:
    """A moment that was said in words. `at` is in UTC; `remark` is a sentence about a moment at which few people are at
    work, empty for any other."""

    at: datetime
    is_now: bool
    remark: str


def read_when(words: str, desk: Desk) -> When:
    """The moment that the words name, later than now by up to a year, or now itself.

    A day without a time is meant at the begin of working hours. Raises `Refusal` for words that name no moment, for
    what repeats, and for a moment that is over or too far away.
    """
    said = _plain(words)
    now = desk.time().astimezone(UTC)
    if _NOW.fullmatch(said):
        return When(now, True, _remark(now, desk))
    if _REPEATS.search(said):
        raise Refusal(_REPEATED)
    at = _elapsed(said, now) or _day_and_time(said, now, desk)
    if at > now + FARTHEST:
        raise Refusal(f"{moment_in_words(at, now)} is more than a year away. Choose a day within a year.")
    return When(at, False, _remark(at, desk))


def _plain(words: str) -> str:
    """The words in small letters, with what can be written in several ways written in one."""
    if len(words) > _LONGEST:
        raise Refusal(_UNREADABLE)
    said = " ".join(words.lower().replace("’", "'").replace(",", " ").replace(";", " ").split()).rstrip(
        " .!?"
    )
    for pattern, plain in _WRITTEN_OTHERWISE:
        said = pattern.sub(plain, said)
    return said


def _elapsed(said: str, now: datetime) -> datetime | None:
    """ "In two hours": so much time from now, to the next whole minute."""
    found = _ELAPSED.fullmatch(said)
    if found is None:
        return None
    minutes = 30 if found["count"] == "half an" else _number(found["count"])
    if found["unit"] == "hour" and found["count"] != "half an":
        minutes *= 60
    at = now + timedelta(minutes=minutes)
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)


def _day_and_time(said: str, now: datetime, desk: Desk) -> datetime:
    clock, rest = _clock(said)
    if clock is None and not rest:
        raise Refusal(_UNREADABLE)
    at = clock or desk.hours.first
    today = now.astimezone(LONDON).date()
    moments = [
        moment for day in _days(rest, today, desk.calendar.data_protection) for moment in _moments(day, at)
    ]
    if not moments:
        raise Refusal(_UNREADABLE)
    for moment in moments:
        if moment > now:
            return moment
    raise Refusal(f"{moment_in_words(moments[-1], now)} is over. Choose a moment to come.")


def _moments(day: date, at: time) -> tuple[datetime, ...]:
    """The moments at which clocks show this time: two in the hour that autumn repeats, and in the one that spring skips
    the moment that is shown as an hour later."""
    shown = datetime.combine(day, at, LONDON)
    first, second = shown.astimezone(UTC), shown.replace(fold=1).astimezone(UTC)
    # In spring the second reading lies before the first, and is none.
    return (first, second) if second > first else (first,)


def _clock(said: str) -> tuple[time | None, str]:
    """The time of day that was said, None where none was, and the other words. Raises `Refusal` for what is no time."""
    part = None
    if found := _PART.search(said):
        part, said = found["part"], _without(said, found)
    for pattern in _CLOCKS:
        if found := pattern.search(said):
            return _time_of(found, part), _without(said, found)
    return (_PARTS[part] if part else None), said


def _without(said: str, found: re.Match[str]) -> str:
    rest = f"{said[: found.start()]} {said[found.end() :]}"
    return re.sub(r"^(?:(?:on|the|at) )+| (?:at|on|the)$", "", " ".join(rest.split()))


def _time_of(found: re.Match[str], part: str | None) -> time:
    named = found.groupdict()
    if named.get("noon"):
        return time(12)
    hour, minute = _number(named["hour"]), int(named.get("minute") or 0)
    half = named.get("half") or _HALVES.get(part or "")
    is_written_in_24 = hour > 12 or hour == 0 or named["hour"].startswith("0")
    if named.get("half") and not 1 <= hour <= 12:
        raise Refusal(_UNREADABLE)
    if half and not is_written_in_24:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half is None and 1 <= hour <= 6 and not named["hour"].startswith("0"):
        hour += 12
    shift = named.get("shift") or ""
    minutes = hour * 60 + minute + {"half past": 30, "quarter past": 15, "quarter to": -15}.get(shift, 0)
    if not 0 <= minutes < 24 * 60:
        raise Refusal(_UNREADABLE)
    return time(minutes // 60, minutes % 60)


def _days(said: str, today: date, working: WorkingDays) -> Iterator[date]:
    """The days that the words can mean, the nearest first; none where they name no day."""
    if not said:
        yield from (today, today + timedelta(days=1))
    elif said in ("next working day", "working day"):
        yield working.nth_after(today, 1)
    elif said == "day after tomorrow":
        yield today + timedelta(days=2)
    elif found := _IN_DAYS.fullmatch(said):
        start = today + timedelta(days=found["after"] == "tomorrow")
        count, unit = _number(found["count"] or found["more"]), found["unit"] or found["unit_more"]
        yield from _ahead(start, count, unit, working)
    elif found := _NTH.fullmatch(said):
        yield from _nth_days(found, today, working)
    elif found := _WEEK_ON.fullmatch(said):
        yield _coming(today, found["after"] or found["before"]) + timedelta(weeks=1)
    elif found := _NEXT_WEEK.fullmatch(said):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
        yield monday + timedelta(days=WEEKDAYS[found["after"] or found["before"]])
    elif _BARE_WEEKDAY.fullmatch(said):
        yield from (day := _coming(today, said, from_today=True), day + timedelta(weeks=1))
    elif found := _DATED.fullmatch(said):
        yield from _on_weekday(found["weekday"], list(_days(found["date"], today, working)))
    elif found := _NUMERIC.fullmatch(said):
        yield from _existing(
            (year, int(found["month"]), int(found["day"])) for year in (today.year, today.year + 1)
        )
    elif found := _NTH_OF_MONTH.fullmatch(said):
        months = (today.replace(day=1) + relativedelta(months=ahead) for ahead in (0, 1, 2))
        yield from _existing((month.year, month.month, int(found["day"])) for month in months)
    elif (period := period_in(said, today, ahead=True)) and period.first == period.last:
        yield period.first


def _ahead(start: date, count: int, unit: str, working: WorkingDays) -> Iterator[date]:
    if unit == "working day":
        if 0 < count <= FARTHEST.days:
            yield working.nth_after(start, count)
    elif unit == "month":
        yield start + relativedelta(months=count)
    else:
        yield start + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _on_weekday(weekday: str, days: Sequence[date]) -> Sequence[date]:
    """Those of the days that fall on the weekday. Raises `Refusal` where the weekday and the date do not agree."""
    agreeing = [day for day in days if day.weekday() == WEEKDAYS[weekday]]
    if days and not agreeing:
        raise Refusal(f"{date_without_weekday(days[0])} is a {days[0]:%A}. Check the day and the date.")
    return agreeing


def _existing(numbers: Iterable[tuple[int, int, int]]) -> Iterator[date]:
    """The days, given as year, month and day, that there are."""
    for year, month, day in numbers:
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            yield date(year, month, day)


def _coming(today: date, weekday: str, *, from_today: bool = False) -> date:
    away = (WEEKDAYS[weekday] - today.weekday()) % 7
    return today + timedelta(days=away if away or from_today else 7)


def _nth_days(found: re.Match[str], today: date, working: WorkingDays) -> Iterator[date]:
    """The day of that name in the month that was said, or in this month and the next."""
    said = found["month"] or found["short_month"] or ""
    counts = _counted(found["what"], working)
    for month in _months(re.sub(r"^the ", "", said), today):
        days = [day for day in _days_of(month) if counts(day)]
        place = _WHICH[found["which"]]
        if len(days) >= abs(place):
            yield days[place - 1] if place > 0 else days[place]


def _counted(what: str, working: WorkingDays) -> Callable[[date], bool]:
    if what in ("working day", "weekday"):
        return working.is_working
    if what == "day":
        return lambda _: True
    return lambda day: day.weekday() == WEEKDAYS[what]


def _months(said: str, today: date) -> Iterator[date]:
    """The first days of the months that may be meant."""
    this = today.replace(day=1)
    if said in ("", "month"):
        yield from (this, this + relativedelta(months=1))
        return
    period = period_in(said, today, ahead=True)
    if period is None or not _is_a_month(period):
        return
    yield period.first
    if not re.search(r"\d|month", said):
        yield period.first + relativedelta(years=1)


def _is_a_month(period: Period) -> bool:
    return period.first.day == 1 and period.last == period.first + relativedelta(months=1, days=-1)


def _days_of(month: date) -> Iterator[date]:
    return (month.replace(day=day) for day in range(1, monthrange(month.year, month.month)[1] + 1))


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word]


def _remark(at: datetime, desk: Desk) -> str:
    working, local = desk.calendar.data_protection, at.astimezone(LONDON)
    why_not = working.why_not(local.date())
    if why_not and local.weekday() >= 5:
        return f"{date_in_words(local)} is at the weekend, when most people are not at work."
    if why_not:
        return f"{date_in_words(local)} is a bank holiday ({why_not}), when most people are not at work."
    if not desk.hours.are_on(at, working):
        return (
            f"{local:%H:%M} is outside working hours ({desk.hours.first:%H:%M} to {desk.hours.last:%H:%M})."
        )
    return ""
