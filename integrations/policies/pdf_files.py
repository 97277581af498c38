"""Policies in PDF: lines, headings by their number and their type, paragraphs put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2
import pypdfium2.raw

from nlp.policies.blocks import Block, Heading, Paragraph, heading_of_line

_BOLD = 600
"""The weight of type from which on it is bold."""
_ITEM = re.compile(r"^\s*(?:[•\-–*]|\(?[a-z0-9]{1,3}[).])\s+")
_PAGE_NUMBER = re.compile(r"^\s*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    weight: int


def blocks_of_pdf(content: bytes) -> list[Block]:
    """The blocks in order; none where the pages are pictures. Raises what the library raises on a damaged file."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [list(_lines(document[number])) for number in range(len(document))]
    finally:
        document.close()
    repeated = _repeated(pages)
    lines = [
        line
        for page in pages
        for line in page
        if line.text not in repeated and not _PAGE_NUMBER.match(line.text)
    ]
    return list(_blocks(lines))


def _lines(page: pypdfium2.PdfPage) -> Iterator[_Line]:
    text_page = page.get_textpage()
    at = 0
    for written in text_page.get_text_range().split("\n"):
        text = written.strip()
        if text:
            first = at + len(written) - len(written.lstrip())
            size = pypdfium2.raw.FPDFText_GetFontSize(text_page, first)
            weight = pypdfium2.raw.FPDFText_GetFontWeight(text_page, first)
            yield _Line(" ".join(text.replace("\ufffe", "-").split()), round(float(size), 1), int(weight))
        at += len(written) + 1


def _repeated(pages: Sequence[Sequence[_Line]]) -> frozenset[str]:
    """What stands at the top or the foot of most pages."""
    if len(pages) < 3:
        return frozenset()
    seen = Counter(line.text for page in pages for line in {*page[:2], *page[-2:]})
    return frozenset(text for text, times in seen.items() if times > len(pages) / 2)


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    if not lines:
        return
    usual = median(line.size for line in lines)
    widest = max(len(line.text) for line in lines)
    mostly_bold = median(line.weight for line in lines) >= _BOLD
    said: list[str] = []
    for line in lines:
        stands_out = line.size > usual * 1.08 or (line.weight >= _BOLD and not mostly_bold)
        heading: Heading | None = heading_of_line(line.text, stands_out=stands_out)
        if heading:
            yield from _paragraph(said)
            said = []
            yield heading
            continue
        if said and _ITEM.match(line.text):
            said.append("\n" + line.text)
        elif said and said[-1][-1] in ".:!?" and len(said[-1]) < 0.75 * widest:
            yield from _paragraph(said)
            said = [line.text]
        else:
            said.append(line.text)
    yield from _paragraph(said)


def _paragraph(said: Sequence[str]) -> Iterator[Block]:
    if said:
        yield Paragraph(re.sub(r" ?\n", "\n", " ".join(said)))
