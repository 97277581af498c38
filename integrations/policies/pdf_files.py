"""Policies in PDF: lines, headings by their number and their type, paragraphs put together again, plain tables."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

import pypdfium2
import pypdfium2.raw

from integrations.policies.pdf_tables import PAGE, FoundTable, Piece, Rule, Word, tables_of
from nlp.policies.blocks import Block, Heading, Paragraph, Table, heading_of_line

_WORD = re.compile(r"\S+")
_BOLD = 600
"""The weight of type from which on it is bold."""
_ITEM = re.compile(r"^\s*(?:[•\-–*]|\(?[a-z0-9]{1,3}[).])\s+")
_PAGE_NUMBER = re.compile(r"^\s*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*$", re.IGNORECASE)


_CLOSE: Final = 3.0
"""Of the type's size: how far below a table's columns their first row begins at most."""
_SHORTEST_RULE: Final = 15.0
_THICKEST_RULE: Final = 3.0
"""Points. What is higher than this is a box with two edges."""
_LOWER: Final = 0.6
"""Of the type's size: what stands so much higher or lower is on another line."""
_WORDS_APART: Final = 0.85
"""Of the type's size: a wider gap is more than a space between words."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    weight: int
    pieces: tuple[Piece, ...]

    @property
    def down(self) -> float:
        return self.pieces[0].down


def blocks_of_pdf(content: bytes) -> list[Block]:
    """The blocks in order; none where the pages are pictures. Raises what the library raises on a damaged file."""
    document = pypdfium2.PdfDocument(content)
    pages: list[list[_Line]] = []
    rules: list[Rule] = []
    try:
        for number in range(len(document)):
            page = document[number]
            pages.append(list(_lines(page, number)))
            rules += _rules(page, number)
    finally:
        document.close()
    repeated = _repeated(pages)
    lines = [
        line
        for page in pages
        for line in page
        if line.text not in repeated and not _is_page_number(line, page)
    ]
    pieces = [replace(piece, line=at) for at, line in enumerate(lines) for piece in line.pieces]
    return list(_with_tables(lines, tables_of(pieces, rules)))


def _with_tables(lines: Sequence[_Line], tables: Sequence[FoundTable]) -> Iterator[Block]:
    """The blocks, each table where its first line stood."""
    first = {min(table.lines): table for table in tables}
    taken = frozenset(at for table in tables for at in table.lines)
    usual = _Usual.of([line for at, line in enumerate(lines) if at not in taken])
    between: list[_Line] = []
    for at, line in enumerate(lines):
        if at in first:
            yield from _blocks(between, usual)
            between = []
            yield Table(first[at].rows)
        if at not in taken:
            between.append(line)
    yield from _blocks(between, usual)


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[_Line]:
    text_page = page.get_textpage()
    top = PAGE * number + page.get_height()
    at = 0
    for written in text_page.get_text_range().split("\n"):
        beside: list[Piece] = []
        for piece in _pieces(text_page, written, at, top):
            # What the library takes for one line may be several, where all are short.
            if beside and abs(piece.down - beside[-1].down) > _LOWER * piece.size:
                yield _line(beside)
                beside = []
            beside.append(piece)
        if beside:
            yield _line(beside)
        at += len(written) + 1


def _line(pieces: Sequence[Piece]) -> _Line:
    return _Line(" ".join(piece.text for piece in pieces), pieces[0].size, pieces[0].weight, tuple(pieces))


def _pieces(text_page: pypdfium2.PdfTextPage, written: str, begin: int, top: float) -> Iterator[Piece]:
    """The line taken apart at its wide gaps, and where it goes up or down."""
    words: list[Word] = []
    first = begin
    for found in _WORD.finditer(written):
        at = begin + found.start()
        word, up = _placed_word(text_page, found[0], at)
        size = float(pypdfium2.raw.FPDFText_GetFontSize(text_page, at))
        if words:
            is_lower = abs(up - _origin(text_page, first)) > _LOWER * size
            if is_lower or word.left - words[-1].right > _WORDS_APART * size:
                yield _piece(text_page, words, first, top)
                words = []
        if not words:
            first = at
        words.append(word)
    if words:
        yield _piece(text_page, words, first, top)


def _piece(text_page: pypdfium2.PdfTextPage, words: Sequence[Word], first: int, top: float) -> Piece:
    size = round(float(pypdfium2.raw.FPDFText_GetFontSize(text_page, first)), 1)
    weight = int(pypdfium2.raw.FPDFText_GetFontWeight(text_page, first))
    return Piece(tuple(words), top - _origin(text_page, first), size, weight)


def _placed_word(text_page: pypdfium2.PdfTextPage, written: str, at: int) -> tuple[Word, float]:
    """The word with its place, and how high it stands."""
    left, lower, right, upper = (ctypes.c_double() for _ in range(4))
    begin, end = float("inf"), float("-inf")
    for letter in range(at, at + len(written)):
        if pypdfium2.raw.FPDFText_GetCharBox(text_page, letter, left, right, lower, upper):
            begin, end = min(begin, left.value), max(end, right.value)
    if begin > end:
        begin = end = 0.0
    return Word(written.replace("\ufffe", "-"), begin, end), _origin(text_page, at)


def _origin(text_page: pypdfium2.PdfTextPage, at: int) -> float:
    """How high a letter stands, in points from the foot of the page."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    return y.value


def _rules(page: pypdfium2.PdfPage, number: int) -> Iterator[Rule]:
    """The lines that are drawn across, the edges of boxes among them."""
    top = PAGE * number + page.get_height()
    for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, lower, right, upper = drawn.get_bounds()
        if right - left >= _SHORTEST_RULE:
            yield Rule(left, right, top - upper)
            if upper - lower > _THICKEST_RULE:
                yield Rule(left, right, top - lower)


def _repeated(pages: Sequence[Sequence[_Line]]) -> frozenset[str]:
    """What stands at the top or the foot of most pages, but for what names a table's columns anew on each."""
    if len(pages) < 3:
        return frozenset()
    heads = {line.text for page in pages for line, below in pairwise(page) if _may_head_a_table(line, below)}
    seen = Counter(line.text for page in pages for line in {*page[:2], *page[-2:]} if line.text not in heads)
    return frozenset(text for text, times in seen.items() if times > len(pages) / 2)


def _is_page_number(line: _Line, page: Sequence[_Line]) -> bool:
    """Whether it is a number at the top or the foot: in between it may be the rest of a cell, "Act / 1996"."""
    is_outermost = not (min(one.down for one in page) < line.down < max(one.down for one in page))
    return is_outermost and bool(_PAGE_NUMBER.match(line.text))


def _may_head_a_table(line: _Line, below: _Line) -> bool:
    """Whether something stands close below words with wide gaps: the line at the top of a page stands alone."""
    return len(line.pieces) > 1 and 0 < below.down - line.down < _CLOSE * line.size


@dataclass(frozen=True, slots=True)
class _Usual:
    """What lines of prose look like."""

    size: float
    widest: int
    is_bold: bool

    @staticmethod
    def of(lines: Sequence[_Line]) -> _Usual:
        return _Usual(
            median([line.size for line in lines] or [0.0]),
            max((len(line.text) for line in lines), default=0),
            median([line.weight for line in lines] or [0]) >= _BOLD,
        )


def _blocks(lines: Sequence[_Line], usual: _Usual) -> Iterator[Block]:
    said: list[str] = []
    for line in lines:
        stands_out = line.size > usual.size * 1.08 or (line.weight >= _BOLD and not usual.is_bold)
        heading: Heading | None = heading_of_line(line.text, stands_out=stands_out)
        if heading:
            yield from _paragraph(said)
            said = []
            yield heading
            continue
        if said and _ITEM.match(line.text):
            said.append("\n" + line.text)
        elif said and said[-1][-1] in ".:!?" and len(said[-1]) < 0.75 * usual.widest:
            yield from _paragraph(said)
            said = [line.text]
        else:
            said.append(line.text)
    yield from _paragraph(said)


def _paragraph(said: Sequence[str]) -> Iterator[Block]:
    if said:
        yield Paragraph(re.sub(r" ?\n", "\n", " ".join(said)))
