"""Tables in a PDF, which knows only where words stand: found by gaps that stand below each other over several lines.

Only what is plain becomes a table. A line of short cells heads it; the lines below keep its gaps free. Where one row
ends is told by drawn lines, else by wider spaces between rows than within, else by what fills the first column.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Final

from nlp.policies.blocks import heading_of_line

PAGE: Final = 100_000.0
"""How far down the next page begins, in points: no page is so long."""

_LEAST_ROWS: Final = 2
_LONGEST_HEAD: Final = 8
"""Words in a cell that names a column."""
_NEXT_TO: Final = 0.4
"""Of the type's size: what must be free between two columns."""
_ALIGNED: Final = 1.5
"""Points. Cells that begin so near to each other begin below each other."""
_FAR: Final = 5.0
"""Of the type's size: what is further below belongs to something else."""
_LEADING: Final = 1.4
"""Of the type's size: lines of one cell are no further apart."""
_WIDER: Final = 1.2
"""How much wider the space between rows is than between the lines of one."""
_COVERED: Final = 0.6
"""The share of a table's width that drawn lines between two rows cover."""
_BOLD: Final = 600

_MARKER = re.compile(r"^[^\w\s]$|^\(?\w{1,3}[).]$|^\d{1,3}$")
"""What stands before an item of a list."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it begins and ends, in points from the left."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one line without a wide gap. `down` is where they stand, in points over all pages; `line` is the line of
    the text that they are in."""

    words: tuple[Word, ...]
    down: float
    size: float
    weight: int
    line: int = 0

    @property
    def text(self) -> str:
        """The words as they are read."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where they begin."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where they end."""
        return max(word.right for word in self.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line that goes across."""

    left: float
    right: float
    down: float


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The rows, the first of which names the columns, and the lines of the text that they are made of."""

    rows: tuple[tuple[str, ...], ...]
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    lines: frozenset[int]
    is_first_on_page: bool = False

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell)


@dataclass(slots=True)
class _Column:
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands beside each other, by column once it is placed."""

    pieces: tuple[Piece, ...]
    columns: tuple[int, ...] = ()

    @property
    def down(self) -> float:
        return self.pieces[0].down

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.pieces)

    def starts_a_page_after(self, other: _Line) -> bool:
        return self.down // PAGE > other.down // PAGE


def tables_of(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[FoundTable]:
    """The tables, from the top."""
    lines = list(_side_by_side(pieces))
    rules = sorted(rules, key=attrgetter("down"))
    found: list[FoundTable] = []
    at = 0
    while at < len(lines):
        region = _region(lines, at)
        table = _table(region, rules) if len(region) > _LEAST_ROWS else None
        if table is None:
            at += 1
        else:
            found.append(table)
            at += len(region)
    return found


def _side_by_side(pieces: Sequence[Piece]) -> Iterator[_Line]:
    """The pieces line by line, each from the left."""
    together: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.down, one.left)):
        if together and piece.down - together[0].down > 0.35 * piece.size:
            yield _Line(tuple(sorted(together, key=lambda one: one.left)))
            together = []
        together.append(piece)
    if together:
        yield _Line(tuple(sorted(together, key=lambda one: one.left)))


def _region(lines: Sequence[_Line], at: int) -> list[_Line]:
    """The line that may head a table, and those below that keep its gaps free."""
    head = lines[at]
    if len(head.pieces) < 2 or not all(_may_name_a_column(piece) for piece in head.pieces):
        return []
    columns = [_Column(piece.left, piece.right) for piece in head.pieces]
    region = [_Line(head.pieces, tuple(range(len(columns))))]
    for line in lines[at + 1 :]:
        before = region[-1]
        is_on_next = line.starts_a_page_after(before)
        if not is_on_next and line.down - before.down > _FAR * line.size:
            break
        if line.words == head.words and not is_on_next:
            break
        placed = _placed(line, columns)
        if placed is None or _is_heading(placed):
            break
        region.append(placed)
    return region


def _may_name_a_column(piece: Piece) -> bool:
    is_short = len(piece.text.split()) <= _LONGEST_HEAD
    is_word = sum(letter.isalpha() for letter in piece.text) >= 2 and not piece.text[0].islower()
    return is_short and is_word and piece.text[-1] not in ".;,"


def _is_heading(line: _Line) -> bool:
    """Whether it is the numbered heading of what follows the table."""
    if len(line.pieces) > 1 or line.columns[0]:
        return False
    text = line.pieces[0].text
    return text[:1].isdigit() and heading_of_line(text, stands_out=False) is not None


def _placed(line: _Line, columns: list[_Column]) -> _Line | None:
    """The line with the column of each piece, which make room for it; None where a gap is not kept free."""
    line = _Line(tuple(part for piece in line.pieces for part in _divided(piece, columns)))
    chosen = tuple(_column_of(piece, columns) for piece in line.pieces)
    wider = [_Column(column.left, column.right) for column in columns]
    for piece, at in zip(line.pieces, chosen, strict=True):
        wider[at].left = min(wider[at].left, piece.left)
        wider[at].right = max(wider[at].right, piece.right)
    room = _NEXT_TO * line.size
    if any(one.right + room > other.left for one, other in pairwise(wider)):
        return None
    columns[:] = wider
    return _Line(line.pieces, chosen)


def _divided(piece: Piece, columns: Sequence[_Column]) -> Iterator[Piece]:
    """The piece, parted where a word begins just where a column does: a full cell leaves little space behind it."""
    begin = 0
    for at, word in enumerate(piece.words):
        if at and any(abs(word.left - column.left) < _ALIGNED for column in columns[1:]):
            yield replace(piece, words=piece.words[begin:at])
            begin = at
    yield replace(piece, words=piece.words[begin:])


def _column_of(piece: Piece, columns: Sequence[_Column]) -> int:
    """The column in whose stretch, up to the next one, most of the piece stands."""
    ends = [column.left for column in columns[1:]] + [float("inf")]
    shares = [
        min(piece.right, end) - max(piece.left, column.left if at else float("-inf"))
        for at, (column, end) in enumerate(zip(columns, ends, strict=True))
    ]
    return max(range(len(columns)), key=lambda at: shares[at])


def _table(region: Sequence[_Line], rules: Sequence[Rule]) -> FoundTable | None:
    """The table that the lines are, None where it is not plain that they are one."""
    count = len(region[0].pieces)
    drawn = _drawn_between(region, rules)
    head, *said = _over_pages(list(_rows(region, drawn, count)))
    # What stands alone below is no row: a note, or the paragraph that follows.
    while said and said[-1].filled == 1 and said[-1].cells[0]:
        said.pop()
    if len(said) < _LEAST_ROWS or head.filled < count:
        return None
    crowded = sum(1 for line in region if len(set(line.columns)) < len(line.columns))
    if crowded > 0.3 * len(region) or sum(row.filled > 1 for row in said) < 0.6 * len(said):
        return None
    if count == 2 and all(_MARKER.match(row.cells[0]) for row in said if row.cells[0]):
        return None
    # Two columns may be two columns of a page, so they have to look like a table.
    if count == 2 and len(drawn) < _LEAST_ROWS and not _stands_out(region):
        return None
    lines = head.lines.union(*(row.lines for row in said))
    return FoundTable((head.cells, *(row.cells for row in said)), lines)


def _rows(region: Sequence[_Line], drawn: frozenset[int], count: int) -> Iterator[_Row]:
    before = region[0]
    for lines in _rows_of(region, drawn):
        yield _row(lines, count, lines[0].starts_a_page_after(before))
        before = lines[-1]


def _over_pages(rows: Sequence[_Row]) -> list[_Row]:
    """The rows with what names the columns anew on each page taken into the first, and what goes on from page to page
    put together."""
    head, *said = rows
    together: list[_Row] = []
    may_go_on = False
    for row in said:
        if row.cells == head.cells:
            head = _Row(head.cells, head.lines | row.lines)
            may_go_on = True
            continue
        goes_on = not row.cells[0] or row.cells[0][0].islower()
        if together and goes_on and (may_go_on or row.is_first_on_page):
            before = together.pop()
            cells = tuple(_joined(pair) for pair in zip(before.cells, row.cells, strict=True))
            together.append(_Row(cells, before.lines | row.lines))
        else:
            together.append(row)
        may_go_on = False
    return [head, *together]


def _joined(parts: Sequence[str]) -> str:
    """The lines of a cell in one; a word that is parted at its hyphen is one word."""
    return re.sub(r"(?<=\w)- \b", "-", " ".join(part for part in parts if part))


def _stands_out(region: Sequence[_Line]) -> bool:
    """Whether the names of the columns are bold or larger, and the rest is not."""
    head, *rest = region
    below = [piece for line in rest for piece in line.pieces]
    usual_weight, usual_size = median(piece.weight for piece in below), median(piece.size for piece in below)
    is_bold = all(piece.weight >= _BOLD for piece in head.pieces) and usual_weight < _BOLD
    return is_bold or all(piece.size > 1.08 * usual_size for piece in head.pieces)


def _drawn_between(region: Sequence[_Line], rules: Sequence[Rule]) -> frozenset[int]:
    """The lines above which lines are drawn across the table. The rules come sorted from the top."""
    left = min(piece.left for line in region for piece in line.pieces)
    right = max(piece.right for line in region for piece in line.pieces)
    found = set()
    for at, (above, line) in enumerate(pairwise(region), start=1):
        between = [
            (max(rule.left, left), min(rule.right, right))
            for rule in rules[
                bisect_right(rules, above.down, key=attrgetter("down")) : bisect_left(
                    rules, line.down - 0.5 * line.size, key=attrgetter("down")
                )
            ]
        ]
        if _covered(between) >= _COVERED * (right - left):
            found.add(at)
    return frozenset(found)


def _covered(stretches: Sequence[tuple[float, float]]) -> float:
    covered, end = 0.0, float("-inf")
    for begin, until in sorted(stretches):
        covered += max(0.0, until - max(begin, end))
        end = max(end, until)
    return covered


def _rows_of(region: Sequence[_Line], drawn: frozenset[int]) -> Iterator[list[_Line]]:
    """The lines of each row."""
    spaces = [
        line.down - above.down for above, line in pairwise(region[1:]) if not line.starts_a_page_after(above)
    ]
    within = min(spaces, default=0.0)
    is_told_by_space = bool(spaces) and max(spaces) > _WIDER * within and within <= _LEADING * region[-1].size
    row = [region[0]]
    for at, (above, line) in enumerate(pairwise(region), start=1):
        if line.starts_a_page_after(above):
            begins = True
        elif len(drawn) >= _LEAST_ROWS:
            begins = at in drawn
        elif is_told_by_space:
            begins = line.down - above.down > _WIDER * within
        else:
            begins = _begins_a_row(line)
        if begins:
            yield row
            row = []
        row.append(line)
    yield row


def _begins_a_row(line: _Line) -> bool:
    """Whether a line fills the first column, and not with the rest of what the line above began."""
    goes_on = len(line.pieces) == 1 and line.pieces[0].text[:1].islower()
    return 0 in line.columns and not goes_on


def _row(lines: Sequence[_Line], count: int, is_first_on_page: bool) -> _Row:
    said: list[list[str]] = [[] for _ in range(count)]
    for line in lines:
        for piece, at in zip(line.pieces, line.columns, strict=True):
            said[at].append(piece.text)
    held = frozenset(piece.line for line in lines for piece in line.pieces)
    return _Row(tuple(_joined(one) for one in said), held, is_first_on_page)
