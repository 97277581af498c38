# ruff: noqa: E501  (a list of words reads better unbroken)
"""Names in tables written as text: the cells under a heading such as "Tenant" or "Full name"."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.name_cues import Cue, trimmed

_SEPARATORS: Final = ("\t", "|", ";", ",")
_HEADING = re.compile(
    r"(?:(?:full|first|last|family|given|known|child'?s?|pupil|student|tenant|customer|client|patient|employee|staff|officer|"
    r"applicant|parent|carer|contact|manager|requester|complainant) )?names?(?: of \w+)?|surname|forename|tenant|customer|client|"
    r"patient|employee|applicant|claimant|pupil|student|child|parent|carer|social worker|officer|manager|requester|"
    r"complainant|next of kin|resident|service user|councillor|attendee|member of staff|driver|owner|landlord",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"(?:[^\W\d_]|[.'’-]|[ ](?=[^\W\d_])){2,60}")
_MOST_WORDS: Final = 5


def find_in_columns(level: str) -> Iterator[Cue]:
    """The cells that stand, line after line, under a heading for a person."""
    separator = ""
    columns: dict[int, str] = {}
    width = start = 0
    for line in level.split("\n"):
        cells = _cells(line, separator) if columns else []
        if len(cells) != width or not columns:
            separator, columns, width = _headings(line)
        else:
            for number, heading in columns.items():
                at, words = cells[number]
                if _is_name(words):
                    yield Cue(start + at, start + at + len(words), 0.9, f"a name in the column '{heading}'")
        start += len(line) + 1


def _headings(line: str) -> tuple[str, dict[int, str], int]:
    """How a line separates its cells, which of them head a column of people, and how many there are."""
    for separator in _SEPARATORS:
        cells = _cells(line, separator)
        named = {number: words for number, (_, words) in enumerate(cells) if _HEADING.fullmatch(words)}
        if len(cells) > 1 and named and all(len(words.split()) <= _MOST_WORDS for _, words in cells):
            return separator, named, len(cells)
    return "", {}, 0


def _cells(line: str, separator: str) -> list[tuple[int, str]]:
    """Where the words of each cell begin, and the words."""
    cells = []
    at = 0
    for cell in line.split(separator):
        cells.append((at + len(cell) - len(cell.lstrip(' "')), cell.strip(' "\r')))
        at += len(cell) + 1
    return cells


def _is_name(words: str) -> bool:
    return (
        _A_NAME.fullmatch(words) is not None
        and words[:1].isupper()
        and len(words.split()) <= _MOST_WORDS
        and trimmed(words) == words
    )
