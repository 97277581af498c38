"""Gathering a document's parts as they are read, within bounds."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from cases.documents import Part, Place, Unseen
from integrations.documents.reading.limits import Limits

LONGEST_PART: Final = 20_000
"""Characters. Longer text is divided at white space, so that each part can be scanned on its own."""

_UNWANTED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST_REMARKS: Final = 200
_LONGEST_REMARK: Final = 1_500
_LONGEST_NAME: Final = 300
_SPACES: Final = re.compile(r"\s")
_LONGEST_HEADING: Final = 60
_FEWEST_LETTERS: Final = 0.5


class Enough(Exception):
    """As much was gathered as is read of one document."""


@dataclass(slots=True)
class Gathered:
    """What was gathered of a document, and of all the files inside it."""

    limits: Limits
    parts: list[Part] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    characters: int = 0
    unpacked: int = 0
    block: int = 0
    nested: int = 0
    began: float = field(default_factory=time.monotonic)


class Gathering:
    """Takes the parts of one file: the document, or a file inside it, whose `path` then names where it was."""

    def __init__(self, gathered: Gathered, path: Sequence[str] = (), unseen: Unseen | None = None) -> None:
        self.gathered = gathered
        self.limits = gathered.limits
        self.path = tuple(path)
        self._unseen = unseen

    def inside(self, name: str, unseen: Unseen | None) -> Gathering:
        """For a file inside this one; `unseen` says why nobody sees what is in it."""
        return Gathering(self.gathered, (*self.path, name), self._unseen or unseen)

    @property
    def seconds(self) -> float:
        """How long the reading has taken."""
        return time.monotonic() - self.gathered.began

    def new_block(self) -> None:
        """What follows belongs together, and not to what went before."""
        self.gathered.block += 1

    def add(self, text: str, place: Place, heading: str = "", unseen: Unseen | None = None) -> None:
        """Take a part; one without any words is left out. Raises `Enough`."""
        text = _UNWANTED.sub(_replaced, text).strip()
        if not text:
            return
        place = replace(
            place, file=_tidy(" > ".join(self.path)), sheet=_tidy(place.sheet), within=_tidy(place.within)
        )
        gathered, unseen = self.gathered, unseen or self._unseen
        heading = "" if heading == text else _tidy(heading)
        for piece in divided(text):
            if (
                len(gathered.parts) >= self.limits.parts
                or gathered.characters + len(piece) > self.limits.characters
            ):
                self.remark(
                    f"It holds more text than can be checked at once. Nothing from {place.in_words()} on was read: "
                    "split it into smaller files and send them one by one."
                )
                raise Enough
            gathered.characters += len(piece)
            gathered.parts.append(Part(piece, place, gathered.block, heading, unseen))

    def remark(self, sentence: str) -> None:
        """Say something about the document as a whole, once."""
        if self.path:
            sentence = f"In {_tidy(' > '.join(self.path))}: {sentence[:1].lower()}{sentence[1:]}"
        sentence, remarks = _UNWANTED.sub(_replaced, sentence)[:_LONGEST_REMARK], self.gathered.remarks
        if len(remarks) >= _MOST_REMARKS:
            sentence = "There is more to say about it than fits here: check it part by part."
        if sentence not in remarks:
            remarks.append(sentence)


@lru_cache(maxsize=1024)
def _tidy(text: str) -> str:
    """Names and headings come from the file too, and may be odd and long."""
    return _UNWANTED.sub(_replaced, text)[:_LONGEST_NAME]


def _replaced(found: re.Match[str]) -> str:
    return "\ufffd" if found[0] >= "\ud800" else " "


def divided(text: str, longest: int = LONGEST_PART) -> list[str]:
    """The text in pieces of at most `longest` characters, divided at white space where there is some."""
    pieces = []
    at = 0
    while len(text) - at > longest:
        end = at + longest
        space = max((found.end() for found in _SPACES.finditer(text, end - longest // 4, end)), default=end)
        pieces.append(text[at:space])
        at = space
    pieces.append(text[at:])
    return [piece for piece in pieces if piece.strip()]


def looks_like_heading(text: str) -> bool:
    """Whether a cell reads like what stands over a column: short, mostly letters, and no address."""
    text = text.strip()
    if not text or len(text) > _LONGEST_HEADING or "@" in text:
        return False
    letters = sum(character.isalpha() or character.isspace() for character in text)
    digits = sum(character.isdigit() for character in text)
    return digits <= 2 and letters / len(text) >= _FEWEST_LETTERS


def headings_of(row: dict[int, str]) -> dict[int, str] | None:
    """The row as headings by column, or None where it does not look like one."""
    said = {column: " ".join(text.split()) for column, text in row.items() if text.strip()}
    alike = len(said) != len({text.casefold() for text in said.values()})
    if not said or alike or not all(looks_like_heading(text) for text in said.values()):
        return None
    return said
