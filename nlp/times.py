"""Times and days in plain words: "yesterday at 4", "just now", "last Friday about 3pm", "12/11/2026 14:30".

Everything is read as past and in UK order (day, month, year), in Europe/London. Nothing returned is ever
later than the moment it is read at. A date of birth is never read: it is something about a person, not a time
when something happened or arrived.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from nlp.plain_text import lowered

LONDON: Final = ZoneInfo("Europe/London")
_READ_AT_MOST: Final = 4000


class Precision(StrEnum):
    """How exactly a moment was told."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that was told in words.

    `at` is in Europe/London. Where only a day was told it is noon of that day (or the present moment, when
    that is earlier), where only a part of the day was told it is the middle of that part.
    """

    at: datetime
    precision: Precision
    words: str


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    precision: Precision
    part: time | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    precision: Precision
    either_half: bool
    """True where "4" may be four in the morning or in the afternoon."""
    start: int
    end: int


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri",
         "saturday sat", "sunday sun"))
    for name in names.split()
}  # fmt: skip
_MORNING, _NOON, _AFTERNOON, _EVENING, _NIGHT = time(10), time(12), time(15), time(19), time(21)
_PARTS: Final = {
    "morning": _MORNING, "afternoon": _AFTERNOON, "evening": _EVENING, "night": _NIGHT, "lunchtime": time(12, 30),
    "lunch": time(12, 30), "lunch time": time(12, 30), "am": _MORNING, "pm": _AFTERNOON,
}  # fmt: skip
_NUMBER_WORDS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "several": 4,
}  # fmt: skip

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FULL_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_COUNT = r"\d{1,3}|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_PART = "morning|afternoon|evening|night|lunch ?time|lunch"

_AGO = re.compile(
    rf"\b(?:(?:about|around|roughly|some|over|maybe|like)\s+)?(?P<count>half an|{_COUNT})\s*"
    r"(?P<unit>minutes?|mins?|hours?|hrs?|hr|days?|weeks?|wks?|months?|years?)\s*(?P<half>and a half\s+)?"
    r"(?:ago|back|since|earlier)\b"
)
_WITHIN = re.compile(
    rf"\b(?:in|over|within|during)\s+the\s+(?:last|past)\s+(?P<count>{_COUNT})?\s*(?P<unit>minutes?|mins?|hours?|hrs?)\b"
)
_JUST_NOW = re.compile(
    r"\b(?:just now|right now|a (?:moment|minute|second|few moments) ago|moments ago|this (?:minute|second)|"
    r"(?:have|has|had|'ve|’ve|ive|i|we|was|were|been|she|he|they|someone|colleague)\s+(?:only\s+)?just\s+"
    r"(?:been\s+|had\s+|accidentally\s+)?"
    r"(?:\w+ed|sent|lost|found|left|had|got|told|seen|gave|given|put|made|clicked|rang|rung|come|came|"
    r"realis\w+|noticed|hit)|^\W*just\s+(?:\w+ed|sent|lost|found|left|had|got|put|made|hit|seen))\b"
)
_NUMERIC_DATE = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})(?P<gap>[/.-])(?P<month>\d{1,2})(?:(?P=gap)(?P<year>\d{4}|\d{2}))?(?![\d/]|[.-]\d|(?:am|pm))"
)
_ISO_DATE = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?,?(?:\s+(?P<year>\d{{4}})\b)?"
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:|\s?(?:am|pm))(?:,?\s+(?P<year>\d{{4}})\b)?"
)
_THE_NTH = re.compile(
    r"\b(?:on|since|from)\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:floor|of|time))"
)
_NAMED_DAY = re.compile(
    rf"\b(?P<which>today|yesterday|the day before yesterday|day before yesterday|last night|tonight|"
    rf"this (?P<this>{_PART})|earlier on|earlier today|yest(?:er)?day|yday|over the weekend|at the weekend|"
    rf"(?:this|last) weekend|last week|last month|the other day|first thing)"
    rf"(?:\s+(?:in the\s+)?(?P<part>{_PART}))?\b"
)
_ON_WEEKDAY = re.compile(
    rf"\b(?P<lead>(?:on|last|this|this past|since|from|by)\s+)?(?P<weekday>{_FULL_WEEKDAY})"
    rf"(?:\s+(?P<week>last week))?(?:\s+(?:in the\s+)?(?P<part>{_PART}))?\b(?!s\b)"
    rf"|\b(?:on|last|this|since)\s+(?P<short>{_WEEKDAY})\b(?!s\b)(?:\s+(?P<short_part>{_PART}))?"
)
_AHEAD = re.compile(
    r"\b(?:next|by|until|till|before|coming|due|deadline|every|tomorrow)\s+(?:on\s+|the\s+)?$"
)

_OF_BIRTH = re.compile(
    r"\b(?:born(?:\s+on)?(?:\s+the)?|(?:birth|birth ?day|d\.?o\.?b\.?)(?:\s+(?:is|was|of|the))*)[\s:=(–-]*$"
)

_CLOCK_24 = re.compile(
    r"(?<![\d:.£])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?!\d|[.:/]\d)\s?(?P<half>a\.?m\b|p\.?m\b)?"
)
_CLOCK_12 = re.compile(r"(?<![\d:.,£])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>a\.?m|p\.?m)\b")
_CLOCK_HOURS = re.compile(r"(?<!\d)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s?(?:hrs|hours|h)\b")
_HOUR_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_CLOCK_WORDS = re.compile(
    rf"\b(?P<shift>half past|half|quarter past|quarter to|ten past|ten to|five past|five to|twenty past|twenty to)"
    rf"\s+(?P<hour>{_HOUR_WORD}|1[0-2]|[1-9])\b(?!\s*(?:clients|people|residents|families|%))"
)
_CLOCK_BARE = re.compile(
    rf"\b(?:at|about|around|since|approx(?:imately)?|after|before|circa)\s+(?:about\s+|around\s+)?"
    rf"(?P<hour>{_HOUR_WORD}|1[0-2]|[1-9])(?P<oclock>\s?o['’]?clock)?"
    rf"(?=\s*(?:$|[,.;!?)\n]|(?:yesterday|today|this|on|in the|last|and|but|when|i|we)\b))"
)
_CLOCK_NAMED = re.compile(
    r"\b(?P<name>midday|noon|midnight|lunch ?time|at lunch|over lunch|first thing|close of play|end of the day|"
    r"in the (?:early )?morning|in the afternoon|in the evening|(?:during|in) the night|overnight|mid[- ]morning|"
    r"mid[- ]afternoon|late morning|late afternoon|early morning|early afternoon|early evening|late evening)\b"
)
_NAMED_CLOCKS: Final = {
    "midday": (12, 0, Precision.HOUR), "noon": (12, 0, Precision.HOUR), "midnight": (0, 0, Precision.HOUR),
    "first thing": (9, 0, Precision.PART_OF_DAY), "close of play": (17, 0, Precision.PART_OF_DAY),
    "end of the day": (17, 0, Precision.PART_OF_DAY), "in the morning": (10, 0, Precision.PART_OF_DAY),
    "in the early morning": (6, 0, Precision.PART_OF_DAY), "early morning": (7, 0, Precision.PART_OF_DAY),
    "in the afternoon": (15, 0, Precision.PART_OF_DAY), "in the evening": (19, 0, Precision.PART_OF_DAY),
    "during the night": (2, 0, Precision.PART_OF_DAY), "in the night": (2, 0, Precision.PART_OF_DAY),
    "overnight": (2, 0, Precision.PART_OF_DAY), "mid morning": (10, 30, Precision.PART_OF_DAY),
    "mid afternoon": (15, 0, Precision.PART_OF_DAY), "late morning": (11, 0, Precision.PART_OF_DAY),
    "late afternoon": (16, 30, Precision.PART_OF_DAY), "early afternoon": (13, 30, Precision.PART_OF_DAY),
    "early evening": (18, 0, Precision.PART_OF_DAY), "late evening": (22, 0, Precision.PART_OF_DAY),
}  # fmt: skip


def read_moment(text: str, now: datetime) -> Moment | None:
    """Return the first past moment told in `text`, seen from `now`, or None where it tells none.

    A bare hour ("at 4") is an hour of the working day: 1 to 6 are in the afternoon, 7 to 12 as they stand.
    Raises ValueError where `now` has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("The present moment needs a time zone.")
    local_now = now.astimezone(LONDON)
    words = lowered(text[:_READ_AT_MOST])
    readings = [
        reading for read in (_relative, _day_and_clock) if (reading := read(words, local_now)) is not None
    ]
    if not readings:
        return None
    start, end, at, precision = min(readings, key=lambda reading: reading[0])
    return Moment(min(_real(at), local_now), precision, text[start:end].strip())


def read_day(text: str, today: date) -> date | None:
    """Return the first day told in `text` that is not after `today`, or None where it tells none."""
    end_of_today = datetime.combine(today, time(23, 59), LONDON)
    words = lowered(text[:_READ_AT_MOST])
    relative = _relative(words, end_of_today)
    told = _first_day(words, today)
    if relative is not None and (told is None or relative[0] < told.start):
        return min(relative[2].date(), today)
    return None if told is None else told.day


_Reading = tuple[int, int, datetime, Precision]


def _real(at: datetime) -> datetime:
    """Move a time that the clocks skipped in spring to the one that was shown instead."""
    return at.astimezone(UTC).astimezone(LONDON)


def _elapsed(now: datetime, gone: timedelta) -> datetime:
    return (now.astimezone(UTC) - gone).astimezone(LONDON)


def _relative(words: str, now: datetime) -> _Reading | None:
    found: list[_Reading] = []
    if match := _JUST_NOW.search(words):
        found.append((match.start(), match.end(), now, Precision.MINUTE))
    if match := _AGO.search(words):
        found.append((match.start(), match.end(), *_ago(match, now)))
    if match := _WITHIN.search(words):
        found.append((match.start(), match.end(), now, Precision.HOUR))
    return min(found, key=lambda reading: reading[0]) if found else None


def _ago(match: re.Match[str], now: datetime) -> tuple[datetime, Precision]:
    words, unit = match["count"], match["unit"]
    count = 0.5 if words == "half an" else float(words if words.isdigit() else _NUMBER_WORDS[words])
    count += 0.5 if match["half"] else 0
    if unit.startswith("min"):
        return _elapsed(now, timedelta(minutes=count)), Precision.MINUTE
    if unit.startswith("h"):
        return _elapsed(now, timedelta(hours=count)), Precision.HOUR
    noon = datetime.combine(now.date(), _NOON, LONDON)
    if unit.startswith("d"):
        return noon - timedelta(days=int(count)), Precision.DAY
    if unit.startswith("w"):
        return noon - timedelta(weeks=count), Precision.WEEK
    if unit.startswith("month"):
        return noon - relativedelta(months=int(count)), Precision.MONTH
    return noon - relativedelta(years=min(int(count), 100)), Precision.MONTH


def _day_and_clock(words: str, now: datetime) -> _Reading | None:
    told = _first_day(words, now.date())
    clocks = _clocks(words)
    if told is None:
        if not clocks:
            return None
        clock = clocks[0]
        return clock.start, clock.end, _bare_clock(clock, now), clock.precision
    clock_beside = next(
        (
            clock
            for clock in clocks
            if -3 <= clock.start - told.end <= 25 or 0 <= told.start - clock.end <= 14
        ),
        None,
    )
    if clock_beside is None:
        at = datetime.combine(told.day, told.part or _NOON, LONDON)
        precision = Precision.PART_OF_DAY if told.part else told.precision
        return told.start, told.end, at, precision
    start, end = min(told.start, clock_beside.start), max(told.end, clock_beside.end)
    return start, end, _clock_on(told, clock_beside, now), clock_beside.precision


def _bare_clock(clock: _Clock, now: datetime) -> datetime:
    """A time with no day is the latest such time that has passed."""
    at = datetime.combine(now.date(), time(clock.hour, clock.minute), LONDON)
    return at if at <= now else at - timedelta(days=1)


def _clock_on(told: _Day, clock: _Clock, now: datetime) -> datetime:
    hour = clock.hour
    if clock.either_half and told.part is not None:
        if told.part <= _MORNING:
            hour %= 12
        elif hour < 12:
            hour += 12
    at = datetime.combine(told.day, time(hour, clock.minute), LONDON)
    if at > now and clock.either_half and hour >= 12:
        return at - timedelta(hours=12)
    return at


def _first_day(words: str, today: date) -> _Day | None:
    days = [
        day
        for pattern, reader in _DAY_READERS
        for match in pattern.finditer(words)
        if not _AHEAD.search(words[max(0, match.start() - 20) : match.start()])
        and (day := reader(match, today)) is not None
    ]
    if not days:
        return None
    first = min(days, key=lambda day: (day.start, -day.end))
    # "Wednesday 25 December": the date says which Wednesday.
    dated = next((day for day in days if 0 < day.start - first.end <= 2), None)
    return first if dated is None else replace(dated, start=first.start)


def _calendar_day(match: re.Match[str], today: date) -> _Day | None:
    if _OF_BIRTH.search(match.string[max(0, match.start() - 30) : match.start()]):
        return None
    month_words = match["month"]
    month = int(month_words) if month_words.isdigit() else _MONTHS[month_words]
    year_words = match["year"]
    try:
        if year_words is not None:
            year = int(year_words) + (2000 if len(year_words) == 2 else 0)
            day = date(year, month, int(match["day"]))
            if day > today or day.year < 1900:
                return None
        else:
            day = _latest(today, month, int(match["day"]))
    except ValueError:
        return None
    return _Day(day, Precision.DAY, None, match.start(), match.end())


def _latest(today: date, month: int, day: int) -> date:
    for years_back in range(5):
        try:
            candidate = date(today.year - years_back, month, day)
        except ValueError:
            continue
        if candidate <= today:
            return candidate
    raise ValueError("there is no such day")


def _bare_numeric_day(match: re.Match[str], today: date) -> _Day | None:
    # "24/7", "1.5" and "9-5" are no dates: without a year only a slash counts, and not "24/7".
    if match["year"] is None and (match["gap"] != "/" or match.group() == "24/7"):
        return None
    return _calendar_day(match, today)


def _nth_day(match: re.Match[str], today: date) -> _Day | None:
    for months_back in range(3):
        first = (today - relativedelta(months=months_back)).replace(day=1)
        try:
            day = first.replace(day=int(match["day"]))
        except ValueError:
            continue
        if day <= today:
            return _Day(day, Precision.DAY, None, match.start(), match.end())
    return None


def _named_day(match: re.Match[str], today: date) -> _Day:
    which = match["which"]
    part = _PARTS.get(match["part"] or match["this"] or "")
    precision = Precision.DAY
    day = today
    if "before yesterday" in which:
        day = today - timedelta(days=2)
    elif which in {"yesterday", "yestday", "yday"}:
        day = today - timedelta(days=1)
    elif which == "last night":
        day, part = today - timedelta(days=1), _NIGHT
    elif which == "tonight":
        part = _NIGHT
    elif which == "first thing":
        part = time(9)
    elif "weekend" in which:
        day = today - timedelta(days=(today.weekday() - 5) % 7)
    elif which == "last week":
        day, precision = today - timedelta(weeks=1), Precision.WEEK
    elif which == "last month":
        day, precision = today - relativedelta(months=1), Precision.MONTH
    elif which == "the other day":
        day, precision = today - timedelta(days=2), Precision.WEEK
    return _Day(day, precision, part, match.start(), match.end())


def _weekday(match: re.Match[str], today: date) -> _Day:
    weekday = _WEEKDAYS[match["weekday"] or match["short"]]
    back = (today.weekday() - weekday) % 7
    if back == 0 and (match["lead"] or "").strip() == "last":
        back = 7
    if match["week"] and today.weekday() >= weekday:
        back += 7
    part = _PARTS.get(match["part"] or match["short_part"] or "")
    return _Day(today - timedelta(days=back), Precision.DAY, part, match.start(), match.end())


_DAY_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Day | None]], ...]] = (
    (_ISO_DATE, _calendar_day),
    (_NUMERIC_DATE, _bare_numeric_day),
    (_DAY_MONTH, _calendar_day),
    (_MONTH_DAY, _calendar_day),
    (_THE_NTH, _nth_day),
    (_NAMED_DAY, _named_day),
    (_ON_WEEKDAY, _weekday),
)


def _clocks(words: str) -> list[_Clock]:
    taken: list[_Clock] = []
    for pattern, reader in _CLOCK_READERS:
        for match in pattern.finditer(words):
            overlaps = any(clock.start < match.end() and match.start() < clock.end for clock in taken)
            if not overlaps:
                taken.append(reader(match))
    return sorted(taken, key=lambda clock: clock.start)


def _hour_of(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBER_WORDS[words]


def _with_half(hour: int, half: str | None) -> int:
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half.startswith("p") else 0)


def _digital(match: re.Match[str]) -> _Clock:
    half = match["half"]
    hour = _with_half(int(match["hour"]), half)
    unclear = half is None and 1 <= hour <= 6 and not match["hour"].startswith("0")
    hour = hour + 12 if unclear else hour
    return _Clock(hour, int(match["minute"]), Precision.MINUTE, unclear, match.start(), match.end())


def _twelve_hour(match: re.Match[str]) -> _Clock:
    hour = _with_half(int(match["hour"]), match["half"])
    return _Clock(hour, 0, Precision.HOUR, False, match.start(), match.end())


def _military(match: re.Match[str]) -> _Clock:
    return _Clock(
        int(match["hour"]), int(match["minute"]), Precision.MINUTE, False, match.start(), match.end()
    )


def _working_hour(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 6 else hour


def _spoken(match: re.Match[str]) -> _Clock:
    minutes = {"half": 30, "quarter": 15, "ten": 10, "five": 5, "twenty": 20}
    shift = minutes[match["shift"].split()[0]]
    hour = _working_hour(_hour_of(match["hour"]))
    total = hour * 60 + (-shift if match["shift"].endswith("to") else shift)
    return _Clock(total // 60 % 24, total % 60, Precision.MINUTE, True, match.start(), match.end())


def _bare(match: re.Match[str]) -> _Clock:
    hour = _working_hour(_hour_of(match["hour"]))
    return _Clock(hour, 0, Precision.HOUR, True, match.start(), match.end())


def _named_clock(match: re.Match[str]) -> _Clock:
    name = match["name"].replace("-", " ")
    hour, minute, precision = _NAMED_CLOCKS.get(name, (12, 30, Precision.PART_OF_DAY))
    return _Clock(hour, minute, precision, False, match.start(), match.end())


_CLOCK_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Clock]], ...]] = (
    (_CLOCK_24, _digital),
    (_CLOCK_12, _twelve_hour),
    (_CLOCK_HOURS, _military),
    (_CLOCK_WORDS, _spoken),
    (_CLOCK_BARE, _bare),
    (_CLOCK_NAMED, _named_clock),
)
