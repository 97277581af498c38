"""Likely personal data in a document: its parts put together for the scan, and what was found put back in its place.

Parts of a block are read as one text, so that a name found once is found again and words give context to what stands
beside them. People are grouped over the whole document.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from cases.disclosure import Hit
from cases.documents import Document, Part, Place
from nlp.personal_data.allowing import Allowed, set_aside
from nlp.personal_data.columns import (
    NamePart,
    Table,
    denied,
    find_in_column,
    forget_headings,
    gives_context,
    name_part,
    says_nothing,
    settled_with_column,
    table_with,
)
from nlp.personal_data.grouping import group_names
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.mentions import Name, find_mentions, gives_way
from nlp.personal_data.scanner import READ_AT_MOST, Scanner
from nlp.personal_data.spans import Scan, Span

_LONGEST_HEADING: Final = 80
_LONGEST_PIECE: Final = READ_AT_MOST - 2 * _LONGEST_HEADING
_BATCH_CHARACTERS: Final = 200_000
_BATCH_TEXTS: Final = 2_000
_LOOK_BACK: Final = 5_000
_ROW_OR_COLUMN: Final = re.compile(r"(?:, )?\b(?:row|column) \d+.*")

_WhichTable = tuple[str, str, int | None, str]


def check_document(scanner: Scanner, document: Document, allowed: Allowed | None = None) -> tuple[Hit, ...]:
    """Every finding in the document, numbered from 1 in reading order. What is `allowed` is left out.

    It may miss some, and it redacts nothing. Works through the parts in batches, so that its memory is bounded by
    the document's own and by what is found.
    """
    parts = document.parts
    try:
        found = _grouped(_with_mentions(parts, _all_read(scanner, parts)))
    finally:
        forget_headings()
    kept = _without(found, allowed) if allowed else found
    return tuple(_hit(number, finding, parts[finding.part]) for number, finding in enumerate(kept, start=1))


@dataclass(frozen=True, slots=True)
class _Finding:
    """A span with the part that it stands in; its offsets are the part's.

    `named` is the name that a PERSON is grouped by: where a row has columns for the first name and the surname, both.
    """

    part: int
    span: Span
    named: str
    by_column: bool = False


def _hit(number: int, finding: _Finding, part: Part) -> Hit:
    span = finding.span
    return Hit(
        number=number,
        label=span.label.value,
        band=span.band.value,
        score=span.score,
        why=span.why,
        place=part.place,
        part=finding.part,
        start=span.start,
        end=span.end,
        unseen=part.unseen,
        group=span.group,
        foi=span.consideration.foi,
        sar=span.consideration.sar,
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a part: `at` is where it begins in the part."""

    part: int
    at: int
    text: str
    heading: str


@dataclass(slots=True)
class _Joined:
    """Pieces put together to one text, with where each begins and ends in it."""

    text: str = ""
    pieces: list[_Piece] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def _batches(parts: Sequence[Part]) -> Iterator[list[_Joined]]:
    """Texts to be scanned together: as many as keep the memory small."""
    batch: list[_Joined] = []
    characters = 0
    for joined in _joined_blocks(parts):
        if batch and (characters + len(joined.text) > _BATCH_CHARACTERS or len(batch) == _BATCH_TEXTS):
            yield batch
            batch, characters = [], 0
        batch.append(joined)
        characters += len(joined.text)
    if batch:
        yield batch


def _joined_blocks(parts: Sequence[Part]) -> Iterator[_Joined]:
    for _, block in groupby(enumerate(parts), key=lambda numbered: numbered[1].block):
        pieces: list[_Piece] = []
        length = 0
        for piece in (piece for number, part in block for piece in _pieces(number, part)):
            size = len(piece.text) + len(piece.heading) + 3
            if pieces and length + size > READ_AT_MOST:
                yield _joined(pieces)
                pieces, length = [], 0
            pieces.append(piece)
            length += size
        if pieces:
            yield _joined(pieces)


def _pieces(number: int, part: Part) -> Iterator[_Piece]:
    """The part, cut where it is longer than the scanner reads."""
    text, at = part.text, 0
    heading = " ".join(part.heading.split())[:_LONGEST_HEADING].rstrip(" :")
    if not gives_context(heading):
        heading = ""
    while len(text) - at > _LONGEST_PIECE:
        end = _cut(text, at, at + _LONGEST_PIECE)
        yield _Piece(number, at, text[at:end], heading)
        at = end
    if text[at:].strip():
        yield _Piece(number, at, text[at:], heading)


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut before `end`: at the end of a line, else of a sentence, else at white space."""
    earliest = max(start + 1, end - _LOOK_BACK)
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, earliest, end)
        if found != -1:
            return found + len(mark)
    return end


def _joined(pieces: list[_Piece]) -> _Joined:
    """A line a piece, with its heading before it: "NHS number: 943 476 5919"."""
    written: list[str] = []
    joined = _Joined(pieces=pieces)
    length = 0
    for piece in pieces:
        before = ("\n" if written else "") + (f"{piece.heading}: " if piece.heading else "")
        joined.starts.append(length + len(before))
        written += [before, piece.text]
        length += len(before) + len(piece.text)
    joined.text = "".join(written)
    return joined


def _all_read(scanner: Scanner, parts: Sequence[Part]) -> list[_Finding]:
    tables = _tables(parts)
    return [finding for batch in _batches(parts) for finding in _read(scanner, parts, tables, batch)]


def _read(
    scanner: Scanner, parts: Sequence[Part], tables: Mapping[_WhichTable, Table], batch: list[_Joined]
) -> Iterator[_Finding]:
    scans = scanner.scan_many(joined.text for joined in batch)
    for joined, scan in zip(batch, scans, strict=True):
        of_part: dict[int, list[Span]] = {piece.part: [] for piece in joined.pieces}
        for span in scan.spans:
            for number, inside in _in_their_parts(joined, span):
                of_part[number].append(inside)
        of_part = {
            number: _as_its_table_says(parts[number], spans, tables) for number, spans in of_part.items()
        }
        in_columns = {
            number: said for number in of_part if (said := _by_its_column(parts[number], tables)) is not None
        }
        names = _names_in_columns(parts, in_columns)
        for number, spans in of_part.items():
            column = in_columns.get(number)
            for span in settled_with_column(spans, column) if column else sorted(spans):
                by_column = span == column
                yield _Finding(
                    number, span, names.get(number, span.text) if by_column else span.text, by_column
                )


def _as_its_table_says(part: Part, spans: list[Span], tables: Mapping[_WhichTable, Table]) -> list[Span]:
    """Without what a cell's heading made of a value that it does not say."""
    if not spans or not part.heading:
        return spans
    if says_nothing(part.heading, part.text):
        return []
    not_so = denied(part.heading, part.text, tables[_which_table(part.place)])
    return [span for span in spans if span.label not in not_so]


def _by_its_column(part: Part, tables: Mapping[_WhichTable, Table]) -> Span | None:
    if not part.heading:
        return None
    return find_in_column(part.heading, part.text, tables[_which_table(part.place)])


def _names_in_columns(parts: Sequence[Part], in_columns: Mapping[int, Span]) -> dict[int, str]:
    """For the cells of a row that hold a first name or a surname, the whole name."""
    cells: dict[str, dict[NamePart, int]] = {}
    for number, span in in_columns.items():
        if span.label is DataLabel.PERSON and (named := name_part(parts[number].heading)):
            cells.setdefault(named[0], {}).setdefault(named[1], number)
    return {
        number: f"{in_columns[of[NamePart.FIRST]].text} {in_columns[of[NamePart.LAST]].text}"
        for of in cells.values()
        if len(of) == len(NamePart)
        for number in of.values()
    }


def _which_table(place: Place) -> _WhichTable:
    return place.file, place.sheet, place.page, _ROW_OR_COLUMN.sub("", place.within)


def _tables(parts: Iterable[Part]) -> Mapping[_WhichTable, Table]:
    headings: dict[_WhichTable, set[str]] = {}
    for part in parts:
        if part.heading:
            headings.setdefault(_which_table(part.place), set()).add(part.heading)
    return {table: table_with(of_table) for table, of_table in headings.items()}


def _in_their_parts(joined: _Joined, span: Span) -> Iterator[tuple[int, Span]]:
    """The span in each part that it reaches into (a sort code and its account in two cells), headings left out."""
    index = max(bisect_right(joined.starts, span.start) - 1, 0)
    while index < len(joined.pieces) and joined.starts[index] < span.end:
        piece, begins = joined.pieces[index], joined.starts[index]
        start, end = max(span.start - begins, 0), min(span.end - begins, len(piece.text))
        index += 1
        if start >= end:
            continue
        words = piece.text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if any(character.isalnum() for character in piece.text[start:end]):
            yield (
                piece.part,
                replace(span, start=piece.at + start, end=piece.at + end, text=piece.text[start:end]),
            )


def _with_mentions(parts: Sequence[Part], read: Sequence[_Finding]) -> list[_Finding]:
    """The findings in reading order, with the names of one block found in the others."""
    names = [
        Name(finding.part, finding.span, finding.named, finding.by_column)
        for finding in read
        if finding.span.label is DataLabel.PERSON
    ]
    if not names:
        return list(read)
    taken: dict[int, list[Span]] = {}
    for finding in read:
        taken.setdefault(finding.part, []).append(finding.span)
    mentions = [_Finding(part, span, span.text) for part, span in find_mentions(parts, names, taken)]
    of_part: dict[int, list[Span]] = {}
    for mention in mentions:
        of_part.setdefault(mention.part, []).append(mention.span)
    kept = (
        finding
        for finding in read
        if not any(gives_way(finding.span, mention) for mention in of_part.get(finding.part, ()))
    )
    return sorted((*kept, *mentions), key=lambda finding: (finding.part, finding.span))


def _grouped(found: Iterable[_Finding]) -> list[_Finding]:
    """The findings with people numbered from 1 over the whole document. The same words are the same person."""
    findings = list(found)
    names = {finding.named: 0 for finding in findings if finding.span.label is DataLabel.PERSON}
    numbers = dict(zip(names, group_names(names), strict=True))
    return [
        replace(finding, span=replace(finding.span, group=numbers[finding.named] + 1))
        if finding.span.label is DataLabel.PERSON
        else finding
        for finding in findings
    ]


def _without(found: Sequence[_Finding], allowed: Allowed) -> list[_Finding]:
    spans = [replace(finding.span, text=finding.named) for finding in found]
    kept = {id(span) for span in set_aside(Scan(tuple(spans)), allowed).spans}
    return [finding for finding, span in zip(found, spans, strict=True) if id(span) in kept]
