"""A passage's text as lines, which of them are headings, and its sentences."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

_LONGEST_HEADING: Final = 12
"""Words."""

_MARKED_UP: Final = re.compile(r"</?(?:p|li|h[1-6]|tr|td|div|br|ul|ol|table)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,300}>")
_HEADING_TAG = re.compile(r"<h[1-6]\b[^>]*>", re.IGNORECASE)
_HEADING_MARK: Final = "#"
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9£])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|Art|Sch|para|s|cf|vs|[A-Z])\.$")


def plain_lines(text: str) -> list[str]:
    """The lines of a text; where it is marked up as on a web page, its blocks, a heading with "#" before it."""
    if "<" in text and _MARKED_UP.search(text):
        marked = _MARKED_UP.sub("\n", _HEADING_TAG.sub(f"\n{_HEADING_MARK} ", text))
        text = html.unescape(_TAG.sub(" ", marked))
    return [line for line in text.split("\n") if line.strip()]


def heading_lines(lines: Sequence[str]) -> list[bool]:
    """Which lines are headings: short, without a full stop, followed by a longer one."""
    return [
        _could_be_a_heading(line)
        and at + 1 < len(lines)
        and (line.lstrip().startswith(_HEADING_MARK) or _is_longer(lines[at + 1], line))
        for at, line in enumerate(lines)
    ]


def _could_be_a_heading(line: str) -> bool:
    written = line.strip()
    if written.startswith(_HEADING_MARK):
        return True
    return (
        written[-1] not in ".,;:!"
        and written[0] not in "-*•|"
        and (written[0].isupper() or written[0].isdigit())
        and written.count(" ") < _LONGEST_HEADING
    )


def _is_longer(following: str, line: str) -> bool:
    return len(following) > 1.5 * len(line) and len(following.split()) > _LONGEST_HEADING


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends; a line is never part of two, and a list's item is one."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        begin = line.start()
        for end in [
            *(found.start() for found in _SENTENCE_END.finditer(text, line.start(), line.end())),
            line.end(),
        ]:
            if end < line.end() and _ABBREVIATION.search(text, max(begin, end - 8), end):
                continue
            written = text[begin:end]
            stripped = written.strip()
            if stripped:
                at = begin + written.index(stripped)
                found.append((at, at + len(stripped)))
            begin = end
    return found
