"""Working days in the law's sense, and why a day is not one.

Two definitions are kept, because the law has two:

* Freedom of Information, Environmental Information and re-use: any day but a Saturday, a Sunday, Christmas
  Day, Good Friday and a bank holiday under the Banking and Financial Dealings Act 1971 in *any* part of the
  United Kingdom (FOIA 2000 s.10(6); EIR 2004 reg 2(1); RoPSI 2015 reg 2).
* UK GDPR periods: a last day on a weekend or a public holiday moves to the next working day (the ICO's
  guidance, which does not say whose public holidays). England and Wales unless the settings say otherwise.

Bank holidays come from the `holidays` library; a newly proclaimed one, or one that was moved, from settings.
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

import holidays

from cases.words import listed

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2040, 12, 31)


def require_known(day: date) -> None:
    """Raise ValueError, in a sentence for a person, for a day outside the years whose holidays are known."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _outside(day)


class Nation(StrEnum):
    """A part of the United Kingdom with its own list of bank holidays."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


class WhyNotCounted(StrEnum):
    """The kinds of day that do not count, so that a card may leave out the weekends."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A day that did not count, and why: "St Andrew's Day, Scotland"."""

    date: dt.date
    why: str
    kind: WhyNotCounted


ENGLAND_AND_WALES: Final = (Nation.ENGLAND, Nation.WALES)

_LIBRARY_CODES: Final = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}

# The library names a day as its sources do; these are the names that a council's staff know.
_FAMILIAR_NAMES: Final = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "New Year Holiday": "2 January",
    "Saint Andrew's Day": "St Andrew's Day",
    "Saint Patrick's Day": "St Patrick's Day",
}
_SUBSTITUTE: Final = " (observed)"

# The library has St Andrew's Day from 2006, but the St Andrew's Day Bank Holiday (Scotland) Act 2007 (asp 2)
# began on 16 January 2007, so the first one that the law knows is 30 November 2007.
_NEVER_PROCLAIMED: Final = {(Nation.SCOTLAND, date(2006, 11, 30))}

_NATION: Final = "(?:England|Wales|Scotland|Northern Ireland)"
_NAME_AND_NATIONS: Final = re.compile(
    rf"(?P<name>.+?), (?P<nations>{_NATION}(?:(?:, | and ){_NATION})*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A bank holiday by name, and the nations that keep it."""

    name: str
    nations: frozenset[Nation]

    @classmethod
    def from_words(cls, words: str) -> "Holiday":
        """Read "Royal jubilee" (the whole United Kingdom) or "Royal jubilee, Scotland" (there only).

        Raises ValueError for an empty name.
        """
        text = words.strip()
        if not text:
            raise ValueError("Give the extra holiday a name, for example 'Royal jubilee, Scotland'.")
        named = _NAME_AND_NATIONS.fullmatch(text)
        if named is None:
            return cls(text, frozenset(Nation))
        return cls(named["name"], frozenset(map(Nation, re.findall(_NATION, named["nations"]))))

    def in_words(self) -> str:
        """Name the day, and the nations where not all four keep it: "St Andrew's Day, Scotland"."""
        if len(self.nations) == len(Nation):
            return self.name
        return f"{self.name}, {listed([nation.value for nation in Nation if nation in self.nations])}"


class WorkingDays:
    """One definition of a working day as a table from 2000 to 2040: every question is a look-up.

    All methods raise ValueError, in a sentence for a person, for a day outside the table.
    """

    __slots__ = ("_counts", "_days", "_days_off", "_holidays")

    def __init__(self, bank_holidays: Mapping[date, str]) -> None:
        """Build the table from each bank holiday's day and its name in words."""
        self._holidays = dict(bank_holidays)
        self._days: list[date] = []
        self._days_off: list[NotCounted] = []
        # How many working days there are up to and including each day of the table.
        self._counts: list[int] = []
        day = FIRST_DAY
        while day <= LAST_DAY:
            if day.weekday() >= 5:
                name = "Saturday" if day.weekday() == 5 else "Sunday"
                self._days_off.append(NotCounted(day, name, WhyNotCounted.WEEKEND))
            elif day in self._holidays:
                self._days_off.append(NotCounted(day, self._holidays[day], WhyNotCounted.HOLIDAY))
            else:
                self._days.append(day)
            self._counts.append(len(self._days))
            day += timedelta(days=1)

    def nth_after(self, day: date, number: int) -> date:
        """The `number`th working day following `day` (which itself is not counted), `number` at least 1."""
        index = day.toordinal() - _FIRST_ORDINAL
        if index < 0:  # would otherwise read the table from its end
            raise _outside(day)
        try:
            return self._days[self._counts[index] + number - 1]
        except IndexError:
            raise _outside(day) from None

    def between(self, after: date, through: date) -> int:
        """Working days later than `after` and no later than `through`; negative the other way round."""
        return self._count(through) - self._count(after)

    def is_working(self, day: date) -> bool:
        """Whether the day counts."""
        return self.why_not(day) is None

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the next that is."""
        return day if self.is_working(day) else self.nth_after(day, 1)

    def on_or_before(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the last before it that is."""
        self._count(day)
        place = bisect_left(self._days, day)
        if place < len(self._days) and self._days[place] == day:
            return day
        if place == 0:
            raise _outside(day)
        return self._days[place - 1]

    def days_off(self, first: date, last: date) -> list[NotCounted]:
        """The days from `first` to `last`, both included, that are not working days, in order."""
        if last < first:
            return []
        before = first.toordinal() - _FIRST_ORDINAL - (self._count(first) - self.is_working(first))
        return self._days_off[before : last.toordinal() - _FIRST_ORDINAL + 1 - self._count(last)]

    def why_not(self, day: date) -> str | None:
        """Why the day does not count ("Saturday", "St Andrew's Day, Scotland"), or None for a working day."""
        self._count(day)
        if day.weekday() >= 5:
            return "Saturday" if day.weekday() == 5 else "Sunday"
        return self._holidays.get(day)

    def _count(self, day: date) -> int:
        index = day.toordinal() - _FIRST_ORDINAL
        if not 0 <= index < len(self._counts):
            raise _outside(day)
        return self._counts[index]


class HolidayCalendar:
    """The council's calendar: both definitions of a working day, with the holidays added in settings.

    `any_nation` counts Freedom of Information, Environmental Information and re-use time; `data_protection`
    decides where a UK GDPR period may end.
    """

    __slots__ = ("any_nation", "data_protection")

    def __init__(
        self,
        extra: Mapping[date, str] | None = None,
        removed: Iterable[date] = (),
        data_protection_nations: Iterable[Nation] = ENGLAND_AND_WALES,
    ) -> None:
        """Build the calendar from settings.

        `extra` gives newly proclaimed holidays by day; a name that ends in nations ("Royal jubilee,
        Scotland") is kept there only, any other in the whole United Kingdom. `removed` gives bank holidays
        that were moved away or withdrawn. `data_protection_nations` are those whose public holidays move the
        end of a UK GDPR period.

        Raises ValueError for a holiday without a name or no nation at all.
        """
        nations = frozenset(data_protection_nations)
        if not nations:
            raise ValueError("Name at least one nation whose public holidays count for data protection.")
        withdrawn = frozenset(removed)
        kept = {day: list(kinds) for day, kinds in _bank_holidays().items() if day not in withdrawn}
        for day, words in (extra or {}).items():
            kept.setdefault(day, []).append(Holiday.from_words(words))
        self.any_nation: Final = WorkingDays({day: _in_words(kinds) for day, kinds in kept.items()})
        self.data_protection: Final = WorkingDays(
            {
                day: _in_words(kinds)
                for day, kinds in kept.items()
                if any(kind.nations & nations for kind in kinds)
            }
        )

    def working_days_between(self, after: date, through: date) -> int:
        """Working days in any nation's sense, later than `after` and no later than `through`."""
        return self.any_nation.between(after, through)


_FIRST_ORDINAL: Final = FIRST_DAY.toordinal()


@lru_cache(maxsize=1)
def _bank_holidays() -> dict[date, tuple[Holiday, ...]]:
    nations_by_day_and_name: dict[date, dict[str, set[Nation]]] = {}
    for nation, code in _LIBRARY_CODES.items():
        known = holidays.country_holidays(
            "GB", subdiv=code, years=range(FIRST_DAY.year, LAST_DAY.year + 1), language="en_GB"
        )
        for day in known:
            if (nation, day) in _NEVER_PROCLAIMED:
                continue
            for name in known.get_list(day):
                nations_by_day_and_name.setdefault(day, {}).setdefault(_familiar(name), set()).add(nation)
    return {
        day: tuple(Holiday(name, frozenset(nations)) for name, nations in by_name.items())
        for day, by_name in sorted(nations_by_day_and_name.items())
    }


def _familiar(name: str) -> str:
    plain = name.removesuffix(_SUBSTITUTE)
    familiar = _FAMILIAR_NAMES.get(plain, plain)
    return f"{familiar} (substitute day)" if plain != name else familiar


def _in_words(kinds: Iterable[Holiday]) -> str:
    return "; ".join(kind.in_words() for kind in kinds)


def _outside(day: date) -> ValueError:
    return ValueError(
        f"Bank holidays are known from {FIRST_DAY.year} to {LAST_DAY.year}, and counting from "
        f"{day.isoformat()} leaves those years. Check the date."
    )
