"""Tables in plain text: a line of headings, and rows under it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_LONGEST_HEADING: Final = 40
_WIDE_GAP: Final = re.compile(r"[ ]{2,}")
_DATA: Final = re.compile(r"\d{3}|\d[./-]\d|@|[.!?] ")
_RULE: Final = re.compile(r"[\s|+:=_-]*")
"""A blank line, or one that is drawn under the headings."""


def _at_each(mark: str) -> Callable[[str], list[int]]:
    def places(line: str) -> list[int]:
        return [at for at, character in enumerate(line) if character == mark] if mark in line else []

    return places


def _at_gaps(line: str) -> list[int]:
    return [gap.end() - 1 for gap in _WIDE_GAP.finditer(line) if gap.start() > 0 and gap.end() < len(line)]


_MARKS: Final = (_at_each("\t"), _at_each("|"), _at_each(";"), _at_gaps, _at_each(","), _at_each("/"))
"""Where a line is parted into cells, by what parts them; the surest first."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """Rows from `begins` to `ends` (exclusive) under `headings`; `parted_at` says where a row's cells part."""

    begins: int
    ends: int
    headings: tuple[str, ...]
    parted_at: Callable[[str], list[int]]

    def heading_of(self, text: str, at: int) -> str:
        """The heading over what stands at `at`; two with a bar between where the row's cells don't tell."""
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        parts = self.parted_at(text[start : len(text) if end < 0 else end])
        from_left = bisect_right(parts, at - start - 1)
        last = len(self.headings) - 1
        from_right = last - (len(parts) - from_left)
        possible = {min(from_left, last), max(from_right, 0)}
        return " | ".join(self.headings[place] for place in sorted(possible))


def find_tables(text: str) -> Iterator[TextTable]:
    """The tables of a text in lower case: headings without figures, and rows with as many cells, give or take.

    Tabs, bars, semicolons, commas, slashes or two spaces and more stand between the cells. A line may be blank or
    drawn between the headings and the rows.
    """
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    number = 0
    while number < len(lines) - 1:
        table, after = _table_under(lines, starts, number)
        if table is not None:
            yield table
        number = after


def _table_under(lines: list[str], starts: list[int], number: int) -> tuple[TextTable | None, int]:
    """The table that this line heads, if it heads one, and the line after it."""
    line = lines[number]
    for parted_at in _MARKS:
        parts = parted_at(line)
        if not parts:
            continue
        headings = _cells(line, parts)
        if not _are_headings(headings):
            continue
        first = number + 1
        while first < len(lines) - 1 and _RULE.fullmatch(lines[first]):
            first += 1
        last = first
        while last < len(lines) and _is_a_row(parted_at(lines[last]), parts):
            last += 1
        if last > first:
            return TextTable(starts[first], starts[last] - 1, headings, parted_at), last
    return None, number + 1


def _cells(line: str, parts: list[int]) -> tuple[str, ...]:
    begins = [0, *(part + 1 for part in parts)]
    ends = [*parts, len(line)]
    return tuple(line[begin:end].strip() for begin, end in zip(begins, ends, strict=True))


def _are_headings(cells: tuple[str, ...]) -> bool:
    return all(len(cell) <= _LONGEST_HEADING and _DATA.search(cell) is None for cell in cells)


def _is_a_row(parts: list[int], of_headings: list[int]) -> bool:
    """Whether a line has cells enough to stand under the headings: an address may hold commas, a cell be left out."""
    return bool(parts) and len(parts) >= len(of_headings) - 1
