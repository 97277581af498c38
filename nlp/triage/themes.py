"""What a message is about: the themes of themes.txt, found by their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from nlp.triage.labels import Label

_FILE: Final = Path(__file__).with_name("themes.txt")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: its name, the label that it speaks for (None: for several), and what it means in words."""

    name: str
    label: Label | None
    meaning: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ThemeFound:
    """A theme and where its words stand in the text, each as start and end."""

    theme: Theme
    spans: tuple[tuple[int, int], ...]
    different: int


@lru_cache(maxsize=1)
def themes() -> tuple[Theme, ...]:
    """All themes, in the order of the file."""
    found: list[Theme] = []
    for block in _FILE.read_text(encoding="utf-8").split("\n= ")[1:]:
        head, _, words = block.partition("\n")
        name, label, meaning = (part.strip() for part in head.split("|"))
        terms = [" ".join(term.split()) for term in words.split(",") if term.strip()]
        known = Label(label) if label in set(Label) else None
        found.append(Theme(name, known, meaning, _compiled(terms)))
    return tuple(found)


def _compiled(terms: Sequence[str]) -> re.Pattern[str]:
    """One pattern of all terms; a star at the end stands for any ending."""
    longest_first = sorted(terms, key=len, reverse=True)
    alternatives = "|".join(re.escape(term).replace(r"\*", r"\w*") for term in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def find_themes(low: str) -> tuple[ThemeFound, ...]:
    """The themes that a text in lower case speaks of."""
    found: list[ThemeFound] = []
    for theme in themes():
        matches = list(theme.pattern.finditer(low))
        if matches:
            different = len({match.group() for match in matches})
            found.append(ThemeFound(theme, tuple(match.span() for match in matches), different))
    return tuple(found)
