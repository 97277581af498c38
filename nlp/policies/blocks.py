"""What a policy is made of, whatever file it came in: headings, paragraphs and tables; and which lines are headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LONGEST_HEADING: Final = 14
"""Words."""
_NUMBERED = re.compile(
    r"^\s*(?:section|chapter|part|appendix)?\s*((?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,4})[.):]?\s+(\S.*)$",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(r"^[A-Z]$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the outermost."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a list with its items a line each."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first row says what the columns are."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Table


def numbered(text: str) -> tuple[str, str]:
    """A heading's number and its words: "3.2 Who decides" is ("3.2", "Who decides"). ("", text) without a number."""
    found = _NUMBERED.match(text.strip())
    # "A policy for schools" begins with a word, "A Schools" with a letter: only a dot tells, so it must be there.
    if not found or (
        _NUMBER_ALONE.match(found[1]) and not re.match(r"^\s*(?:appendix\s+)?\w[.):]", text, re.IGNORECASE)
    ):
        return "", text.strip()
    return found[1], found[2].strip()


def heading_of_line(text: str, *, stands_out: bool) -> Heading | None:
    """The heading that a line of plain text is, if it is one: short, and numbered or standing out by its type."""
    line = " ".join(text.split())
    number, words = numbered(line)
    if not words or len(words.split()) > _LONGEST_HEADING or words[-1] in ".,;:" or not words[0].isalnum():
        return None
    if number and (stands_out or words[0].isupper()):
        return Heading(1 + number.count("."), line)
    return Heading(1, line) if stands_out and any(letter.isalpha() for letter in words) else None
