"""A message as numbers: its words and pairs of words, pieces of its words, its themes, the sense of its words.

The same code serves training and reading, so both see the same. Pieces of text are kept as 32-bit checksums: the
model holds none of the words that it was trained on.
"""

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.triage.themes import ThemeFound, find_themes, themes

Numbers = NDArray[np.float32]
_TOKEN: Final = re.compile(r"\w+|[?!£]")
_PLAIN_WORD: Final = re.compile(r"[a-z]+")
_SHORTEST, _LONGEST = 2, 5
_LONGEST_WORD: Final = 40
_ENDINGS: Final = ("s", "es", "ed", "d", "ing")
_MANY: Final = 4
SENSES_FILE: Final = Path(__file__).with_name("senses.npz")


def checksum(piece: str) -> int:
    """The checksum that stands for a piece of text."""
    return zlib.crc32(piece.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or two words of the message: where they stand, and their checksum."""

    start: int
    end: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Observed:
    """What is seen in a message before any model: pieces with their numbers, themes, plain words."""

    words: tuple[Piece, ...]
    letters: Mapping[int, int]
    themes: tuple[ThemeFound, ...]
    plain_words: frozenset[str]


@lru_cache(maxsize=20_000)
def _letter_groups(word: str) -> tuple[int, ...]:
    padded = f" {word[:_LONGEST_WORD]} "
    return tuple(
        checksum(padded[start : start + length])
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(max(0, len(padded) - length + 1))
    )


def observe(low: str) -> Observed:
    """Look at a text in lower case."""
    tokens = list(_TOKEN.finditer(low))
    pieces = [Piece(*token.span(), checksum(token.group())) for token in tokens]
    pieces.extend(
        Piece(first.start(), second.end(), checksum(f"{first.group()} {second.group()}"))
        for first, second in pairwise(tokens)
    )
    letters: Counter[int] = Counter()
    for word in low.split():
        letters.update(_letter_groups(word))
    return Observed(tuple(pieces), letters, find_themes(low), frozenset(_PLAIN_WORD.findall(low)))


class Senses:
    """What words mean, as directions: words that are used alike lie close together (see training/senses.py)."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._checksums: NDArray[np.uint32] = stored["checksums"]
        self._directions: NDArray[np.int8] = stored["directions"]
        self.words: int = len(self._checksums)
        self.size: int = int(self._directions.shape[1])

    def place(self, word: str) -> int | None:
        """Where a word stands in the table, also without its ending."""
        for form in (word, *(word[: -len(end)] for end in _ENDINGS if word.endswith(end))):
            wanted = checksum(form)
            at = int(np.searchsorted(self._checksums, np.uint32(wanted)))
            if at < len(self._checksums) and int(self._checksums[at]) == wanted:
                return at
        return None

    def directions(self, places: NDArray[np.int64]) -> Numbers:
        """The directions of the words at these places, each of length one."""
        rows = self._directions[places].astype(np.float32)
        lengths: NDArray[Any] = np.linalg.norm(rows, axis=1, keepdims=True)
        directions: Numbers = (rows / np.maximum(lengths, 1)).astype(np.float32)
        return directions


@lru_cache(maxsize=1)
def load_senses() -> Senses:
    """The table that ships with the package."""
    with np.load(SENSES_FILE) as stored:
        return Senses({name: stored[name] for name in stored.files})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces that the model knows (sorted checksums), how rare each is, and how much each kind counts."""

    words: NDArray[np.uint32]
    word_rarity: Numbers
    letters: NDArray[np.uint32]
    letter_rarity: Numbers
    sense_rarity: Numbers
    sense_middle: Numbers

    @property
    def width(self) -> int:
        """How many numbers a message becomes."""
        return len(self.words) + len(self.letters) + 2 * len(themes()) + len(self.sense_middle)


WEIGHT_OF_THEMES: Final = 0.5
WEIGHT_OFSENSES_FILE: Final = 0.3
"""How much themes and senses count in the comparison of two messages; words and letters count 1 each."""


@dataclass(frozen=True, slots=True)
class Row:
    """A message as numbers: the places that are not nought, and what stands there."""

    places: NDArray[np.int64]
    values: Numbers


def row_of(observed: Observed, vocabulary: Vocabulary, senses: Senses) -> Row:
    """Turn what was seen into numbers."""
    counts = Counter(piece.checksum for piece in observed.words)
    first = len(vocabulary.words)
    second = first + len(vocabulary.letters)
    third = second + 2 * len(themes())
    parts = [
        _known(counts, vocabulary.words, vocabulary.word_rarity, 0),
        _known(observed.letters, vocabulary.letters, vocabulary.letter_rarity, first),
        _of_themes(observed.themes, second),
        _of_senses(observed.plain_words, vocabulary, senses, third),
    ]
    return Row(
        np.concatenate([part.places for part in parts]), np.concatenate([part.values for part in parts])
    )


def _known(counts: Mapping[int, int], known: NDArray[np.uint32], rarity: Numbers, offset: int) -> Row:
    if not counts or not len(known):
        return Row(np.empty(0, np.int64), np.empty(0, np.float32))
    wanted = np.fromiter(counts.keys(), np.uint32, len(counts))
    times = np.fromiter(counts.values(), np.float32, len(counts))
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    there = known[at] == wanted
    places = at[there]
    values = (1 + np.log(times[there])) * rarity[places]
    return Row((places + offset).astype(np.int64), _of_length(values, 1.0))


def _of_themes(found: tuple[ThemeFound, ...], offset: int) -> Row:
    order = {theme.name: number for number, theme in enumerate(themes())}
    places: list[int] = []
    values: list[float] = []
    for one in found:
        place = offset + 2 * order[one.theme.name]
        places.extend((place, place + 1))
        values.extend((1.0, min(one.different, _MANY) / _MANY))
    numbers = np.array(values, np.float32)
    return Row(np.array(places, np.int64), _of_length(numbers, WEIGHT_OF_THEMES))


def _of_senses(words: frozenset[str], vocabulary: Vocabulary, senses: Senses, offset: int) -> Row:
    size = len(vocabulary.sense_middle)
    known = np.array(sorted(place for word in words if (place := senses.place(word)) is not None), np.int64)
    everywhere = np.arange(offset, offset + size, dtype=np.int64)
    if not len(known):
        return Row(everywhere, np.zeros(size, np.float32))
    summed = vocabulary.sense_rarity[known] @ senses.directions(known)
    return Row(everywhere, _of_length(summed - vocabulary.sense_middle, WEIGHT_OFSENSES_FILE))


def _of_length(values: NDArray[Any], weight: float) -> Numbers:
    length = float(np.linalg.norm(values))
    scaled: Numbers = (values * (np.sqrt(weight) / length if length > 0 else 0.0)).astype(np.float32)
    return scaled
