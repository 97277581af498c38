"""Policies as web pages: headings, paragraphs, lists and tables; what is not shown is left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from nlp.policies.blocks import Block, Heading, Paragraph, Table

_NOT_SHOWN: Final = frozenset({"script", "style", "nav", "template", "noscript", "head"})
_BREAKS: Final = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "br", "dl", "dt", "dd", "blockquote", "main"}
)
_HEADING = re.compile(r"^h([1-6])$")


def blocks_of_page(text: str) -> tuple[str, list[Block]]:
    """The page's title ("" without one), and its blocks in order."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end_of_block()
    return " ".join(page.title.split()), page.blocks


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.title = ""
        self._in_title = False
        self._hidden = 0
        self._level = 0
        self._said: list[str] = []
        self._rows: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        heading = _HEADING.match(tag)
        if tag == "title":
            self._in_title = True
        elif tag in _NOT_SHOWN:
            self._hidden += 1
        elif heading:
            self.end_of_block()
            self._level = int(heading[1])
        elif tag == "table":
            self.end_of_block()
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._end_of_cell()
            self._rows.append([])
        elif tag in {"td", "th"} and self._rows is not None:
            self._end_of_cell()
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append("")
        elif tag == "li":
            self._said.append("\n")
        elif tag in _BREAKS and self._rows is None:
            self.end_of_block()

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in _NOT_SHOWN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "table" and self._rows is not None:
            self._end_of_cell()
            rows = tuple(tuple(row) for row in self._rows if any(row))
            self._rows = None
            if rows:
                self.blocks.append(Table(rows))
        elif _HEADING.match(tag) or (tag in _BREAKS and self._rows is None):
            self.end_of_block()

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._hidden:
            self._said.append(data)

    def end_of_block(self) -> None:
        """Keep what was said since the last block."""
        lines = (
            [" ".join(line.split()) for line in "".join(self._said).split("\n")] if self._level == 0 else []
        )
        text = "\n".join(line for line in lines if line) or " ".join("".join(self._said).split())
        level, self._level = self._level, 0
        self._said.clear()
        if text:
            self.blocks.append(Heading(level, text) if level else Paragraph(text))

    def _end_of_cell(self) -> None:
        text = " ".join("".join(self._said).split())
        self._said.clear()
        if self._rows and self._rows[-1] and text:
            self._rows[-1][-1] = text
