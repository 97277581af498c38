"""Policies in Word: headings by their style or by how they look, paragraphs, lists and tables in order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from nlp.policies.blocks import Block, Heading, Paragraph, Table, heading_of_line

_STYLE = re.compile(r"^heading (\d)", re.IGNORECASE)


def blocks_of_word(content: bytes) -> tuple[str, list[Block]]:
    """The title in the file's properties or at its top ("" without one), and the blocks in order.

    Raises what the library raises on a damaged file.
    """
    document = docx.Document(io.BytesIO(content))
    blocks: list[Block] = []
    title = (document.core_properties.title or "").strip()
    for block in _blocks(document):
        if isinstance(block, str):
            title = block
        else:
            blocks.append(block)
    return title, blocks


def _blocks(document: docx.document.Document) -> Iterator[Block | str]:
    """The blocks, and the title as plain text."""
    for part in document.iter_inner_content():
        if isinstance(part, WordTable):
            yield Table(tuple(tuple(cell.text for cell in row.cells) for row in part.rows))
        elif isinstance(part, WordParagraph) and part.text.strip():
            yield _of_paragraph(part)


def _of_paragraph(paragraph: WordParagraph) -> Block | str:
    text = paragraph.text.strip()
    style = paragraph.style.name if paragraph.style is not None else ""
    if style == "Title":
        return text
    named = _STYLE.match(style or "")
    if named:
        return Heading(int(named[1]), text)
    runs = [run for run in paragraph.runs if run.text.strip()]
    is_bold = bool(runs) and all(run.bold for run in runs)
    return (heading_of_line(text, stands_out=True) if is_bold else None) or Paragraph(text)
