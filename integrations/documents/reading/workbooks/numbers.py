"""Numbers in a workbook: as its parts write them, and as Excel shows them in a cell."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Final

from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel

_PADDED: Final = re.compile(r'(?:[0 \-/()+]|\\.|"[^"]*")+')
_FORMAT_MARKS: Final = re.compile(r'\\(.)|"([^"]*)"|(.)', re.DOTALL)


def whole_number_in(written: str | None) -> int:
    """The number written, or 0; a number far beyond any sheet where it is written with too many digits."""
    if written is None or not written.isascii() or not written.strip().isdecimal():
        return 0
    return int(written) if len(written) < 10 else 10**9


def number_in(written: str | None) -> float:
    """The number written, or 0."""
    try:
        return float(written or 0)
    except ValueError:
        return 0.0


def plainly_shown(value: str) -> str:
    """A stored number as a cell without a format shows it."""
    return shown_number(value, "General", CALENDAR_WINDOWS_1900, is_date=False)


def shown_number(value: str, code: str, epoch: datetime, *, is_date: bool) -> str:
    """A stored number about as Excel shows it: days as dd/mm/yyyy, whole numbers with all their digits.

    `code` is the cell's number format; `epoch` the day that the workbook counts from.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if is_date:
        return _shown_date(number, epoch) or _plain(value, number)
    if "%" in code and abs(number) < 1e6:
        return f"{_plain(repr(number * 100), round(number * 100, 6))}%"
    plain = _plain(value, number)
    section = code.partition(";")[0]
    if section.count("0") > 1 and _PADDED.fullmatch(section) and plain.isdecimal():
        return _padded(plain, section)
    return plain


def _shown_date(number: float, epoch: datetime) -> str:
    try:
        moment = from_excel(number, epoch)
    except (ValueError, OverflowError, TypeError):
        return ""
    if isinstance(moment, datetime):
        if moment.time() == time():
            return f"{moment:%d/%m/}{moment.year:04}"
        return f"{moment:%d/%m/}{moment.year:04} {moment:%H:%M}"
    if isinstance(moment, time):
        return f"{moment:%H:%M}"
    if isinstance(moment, timedelta):
        minutes = int(moment.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return ""


def _plain(value: str, number: float) -> str:
    """The number in digits, without an exponent and without an empty fraction. Excel keeps 15 digits."""
    if value.strip().lstrip("+-").isdecimal():
        return value.strip()
    if number != number or number in (float("inf"), float("-inf")):
        return value
    if number == int(number) and abs(number) < 1e22:
        return str(int(number))
    if abs(number) >= 1e22 or abs(number) < 1e-9:
        return value
    return f"{number:.15g}" if "e" not in f"{number:.15g}" else f"{number:.12f}".rstrip("0")


def _padded(digits: str, section: str) -> str:
    """Digits put into a format of noughts: "00000 000000" keeps the nought that a telephone number begins with."""
    marks = [found[1] or found[2] or found[3] or "" for found in _FORMAT_MARKS.finditer(section)]
    places = sum(mark == "0" for mark in marks)
    digits = digits.rjust(places, "0")
    spare, at, said = len(digits) - places, 0, []
    for mark in marks:
        if mark != "0":
            said.append(mark)
            continue
        take = 1 + (spare if at == 0 else 0)
        said.append(digits[at : at + take])
        at += take
    return "".join(said)
