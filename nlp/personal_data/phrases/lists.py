"""The lists of phrases as trees by word.

The phrases that begin with one letter are planted when a word of a text first begins so: a start waits for none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from Stemmer import Stemmer

from nlp.personal_data.labels import CIRCUMSTANCES, DataLabel
from nlp.plain_text import plain

WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[+£]")
ANY_WORD: Final = "~"
HARMLESS: Final = "harmless"
"""The list of what only sounds like something about a life."""
SETTINGS: Final = "settings"
"""The list of people, places and papers that deal with such matters."""
_PIECE: Final = re.compile(rf"~|{WORD.pattern}")
_PASSED_OVER: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "his",
        "her",
        "my",
        "their",
        "our",
        "your",
        "its",
        "both",
        "all",
        "some",
        "any",
        "this",
        "that",
        "these",
        "those",
        "very",
        "really",
        "just",
        "still",
        "quite",
        "currently",
        "recently",
        "also",
    ]
)
_LONGEST_CODE: Final = 3
"""A lone word so short is an abbreviation, and is told from a word by its capitals."""
_STEMMER: Final = Stemmer("english")


@dataclass(frozen=True, slots=True)
class Ending:
    """What a way through a tree says: its label or the name of its list, the neighbours and the capitals it needs."""

    says: DataLabel | str
    neighbours: tuple[tuple[str, ...], ...] = ()
    capitals: str = ""


@dataclass(slots=True)
class Branch:
    """Where some words lead: what ends here, and which words may follow."""

    next: dict[str, Branch] = field(default_factory=dict)
    endings: list[Ending] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a word may begin: its stem, and the branches that start with it."""

    stem: str
    branches: tuple[Branch, ...]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in lower case, without a closing "'s"."""
    cut: str = _STEMMER.stemWord(word.removesuffix("'s"))
    return cut


@lru_cache(maxsize=50_000)
def opening_of(word: str) -> Opening | None:
    """What a word in lower case may begin; None for one that counts for nothing between others."""
    if word in _PASSED_OVER:
        return None
    stemmed = stem(word)
    written = dict.fromkeys((word, word.removesuffix("'s")))
    branches = [_planted(word[:1]).get(_as_written(form)) for form in written]
    branches.append(_planted(stemmed[:1]).get(stemmed))
    return Opening(stemmed, tuple(branch for branch in branches if branch is not None))


def _as_written(word: str) -> str:
    """The key of a word that is compared as it is written: no stem holds such a mark."""
    return f"={word}"


@cache
def _planted(letter: str) -> dict[str, Branch]:
    branches: dict[str, Branch] = {}
    for says, words, neighbours in _phrases().get(letter, ()):
        _plant(branches, says, words, tuple(filter(None, map(_stems, neighbours))))
    return branches


def _plant(
    branches: dict[str, Branch],
    says: DataLabel | str,
    words: list[str],
    neighbours: tuple[tuple[str, ...], ...],
) -> None:
    first, *more = words
    if not more:
        is_code = first != first.lower() or len(first) <= _LONGEST_CODE
        capitals = (
            first.upper() if (is_code and first.upper() == first) or len(first) <= _LONGEST_CODE else ""
        )
        low = first.lower()
        for form in {low} if is_code else {low, f"{low}s", f"{low}es"}:
            branches.setdefault(_as_written(form), Branch()).endings.append(
                Ending(says, neighbours, capitals)
            )
        return
    branch = branches.setdefault(stem(first.lower()), Branch())
    for word in more:
        branch = branch.next.setdefault(word if word == ANY_WORD else stem(word.lower()), Branch())
    branch.endings.append(Ending(says, neighbours))


def _stems(words: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in WORD.findall(words.lower()) if word not in _PASSED_OVER)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[DataLabel | str, list[str], list[str]]]]:
    """The phrases by the letter with which they begin: their label, words and neighbours."""
    by_letter = defaultdict(list)
    for says in (*sorted(CIRCUMSTANCES), HARMLESS, SETTINGS):
        file = Path(__file__).with_name(f"{says.lower()}.txt")
        for line in file.read_text(encoding="utf-8").splitlines():
            phrase, _, neighbours = plain(line).partition(" ? ")
            words = [word for word in _PIECE.findall(phrase) if word.lower() not in _PASSED_OVER]
            if words and not line.startswith("#") and words[0] != ANY_WORD:
                by_letter[words[0][0].lower()].append((says, words, neighbours.split(",")))
    return dict(by_letter)
