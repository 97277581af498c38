"""Reading plain text (.txt, .md) and tables as text (.csv, .tsv)."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from cases.documents import Place
from integrations.documents.reading.gathering import Gathering, headings_of, looks_like_heading

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 64 * 1024
_LINES_OF_A_PARAGRAPH: Final = 40
_PARAGRAPHS_OF_A_BLOCK: Final = 50
_DELIMITERS: Final = ",;\t|"
_ROWS_TO_FIND_HEADINGS: Final = 5


def text_of(content: bytes) -> str:
    """The bytes as text, by their byte order mark, else UTF-8, else what fits best; Windows-1252 where nothing does."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_guessed(content), "replace")


def _guessed(content: bytes) -> str:
    sample = content[:_SAMPLE]
    if sample[1::2].count(0) > len(sample) // 5:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 5:
        return "utf-16-be"
    from charset_normalizer import from_bytes

    # British councils' programs write Windows-1252; another answer counts only where that leaves letters undefined.
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        found = from_bytes(sample).best()
        return found.encoding if found is not None else "cp1252"
    return "cp1252"


def read_text(content: bytes, out: Gathering) -> None:
    """Gather a plain text: a part for each paragraph, at its first line."""
    add_paragraphs(text_of(content), out, lines_count=True)


def add_paragraphs(text: str, out: Gathering, *, within: str = "", lines_count: bool = False) -> None:
    """A part for each run of lines that are not empty."""
    out.new_block()
    for number, (line, paragraph) in enumerate(paragraphs_of(text), start=1):
        if number % _PARAGRAPHS_OF_A_BLOCK == 0:
            out.new_block()
        out.add(paragraph, Place(line=line if lines_count else None, within=within))


def paragraphs_of(text: str) -> Iterator[tuple[int, str]]:
    """Runs of lines that are not empty, each with the number of its first line."""
    held: list[str] = []
    first = 1
    for number, line in enumerate(StringIO(text, newline=None), start=1):
        if not line.strip() or len(held) >= _LINES_OF_A_PARAGRAPH:
            if held:
                yield first, "".join(held)
            held = []
        if line.strip():
            if not held:
                first = number
            held.append(line)
    if held:
        yield first, "".join(held)


def read_table(content: bytes, out: Gathering) -> None:
    """Gather a table that was written as text: a part for each field, at the line that its row begins on."""
    text = text_of(content)
    headings: dict[int, str] | None = None
    rows_looked_at = 0
    for line, fields in _rows_of(text, out):
        row = {number: field for number, field in enumerate(fields, start=1) if field.strip()}
        if not row:
            continue
        out.new_block()
        if headings is None and rows_looked_at < _ROWS_TO_FIND_HEADINGS:
            rows_looked_at += 1
            found = headings_of(row)
            headings = found if found is not None and (len(found) > 1 or len(fields) == 1) else None
            if len(row) > 1 and headings is None:
                rows_looked_at = _ROWS_TO_FIND_HEADINGS
        for number, field in row.items():
            heading = (headings or {}).get(number, "")
            if (
                not heading
                and number > 1
                and headings is None
                and looks_like_heading(row.get(number - 1, ""))
            ):
                heading = row[number - 1]
            out.add(field, Place(line=line, within=f"column {number}"), heading)


def _rows_of(text: str, out: Gathering) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line. A table that can't be told apart is read as lines."""
    # The bound is the whole process's, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    # A field may hold line breaks, so the lines keep theirs.
    reader = csv.reader(StringIO(text.replace("\x00", " "), newline=""), dialect_of(text))
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        out.remark(f"From line {line} on it is not a proper table, so it was read as plain lines.")
        for number, rest in enumerate(StringIO(text, newline=None), start=1):
            if number >= line:
                yield number, [rest]


def dialect_of(text: str) -> type[csv.Dialect]:
    """What divides the fields, by the first lines; commas where that can't be told."""
    lines = text[:_SAMPLE].splitlines()[:30]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in _DELIMITERS}
    chosen = ","
    if len(text) <= _SAMPLE or lines:
        try:
            chosen = csv.Sniffer().sniff("\n".join(line[:500] for line in lines), _DELIMITERS).delimiter
        except csv.Error:
            chosen = max(counts, key=lambda mark: counts[mark]) if any(counts.values()) else ","

    class Chosen(csv.excel):
        delimiter = chosen

    return Chosen
