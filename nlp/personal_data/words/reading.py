"""Reads texts with the words network: how likely each word says something of somebody's life, or identifies them."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np

from nlp.personal_data.circumstances import Circumstances
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.spans import Span
from nlp.personal_data.word_network import (
    Batch,
    Shape,
    Table,
    TrainedNetwork,
    WordModel,
    columns_of,
    new_network,
)
from nlp.personal_data.words.signs import IDENTIFIERS, LIVES, WIDTH, Sight
from nlp.plain_text import Written
from nlp.word_vectors import WordVectors, load_vectors

OUR_MODEL: Final = Path(__file__).parents[1] / "model" / "words"
_NETWORK: Final = "network"
_WORDS: Final = "words.txt"
_SETTINGS: Final = "settings.json"
_LONGEST_PIECE: Final = 80
"""Words. A longer text is read some sentences at a time, as the texts of training were."""
_WORDS_AT_ONCE: Final = 1_500
ANSWERS: Final = (len(LIVES) + 1, len(IDENTIFIERS) + 1)
"""Choices of the two answers: nothing, then each of `LIVES`; nothing, then each of `IDENTIFIERS`."""
OF_LIVES, OF_IDENTIFIERS = columns_of(ANSWERS)
_NEIGHBOURS: Final = np.float32(0.15)
"""How much of what a word is likely to say of lives comes from the word before it, and from the one after it."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How likely (0 to 1) something of one kind must be: to be found, to be `likely` rather than `possible`, and for
    what lists or patterns found to be kept.
    """

    found: float
    certain: float
    kept: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A text, what patterns found in it, what lists read of lives, and how it looks to the network."""

    written: Written
    found: tuple[Span, ...]
    rules: Circumstances
    sight: Sight


@dataclass(frozen=True, slots=True)
class Likely:
    """For each word of a text how likely it says nothing (the first column) or something of each of `LIVES`, and how
    likely it is part of nothing or of each of `IDENTIFIERS`.
    """

    lives: Floats
    identifiers: Floats


class WordsReader:
    """Reads texts, each as the network sees it."""

    def __init__(
        self,
        vectors: WordVectors,
        words: Sequence[str],
        networks: Sequence[TrainedNetwork],
        thresholds: Mapping[DataLabel, Thresholds],
    ) -> None:
        self._vectors = vectors
        self._numbers = numbered(words)
        self._networks = networks
        self.thresholds = thresholds
        """Of each kind."""

    def read(self, texts: Sequence[Seen]) -> list[Likely]:
        """How likely the words of each text say something."""
        pieces = [length for seen in texts for length in piece_lengths(seen)]
        words = [word for seen in texts for word in seen.sight.words.low]
        signs = (
            np.concatenate([seen.sight.signs for seen in texts]) if len(texts) > 1 else texts[0].sight.signs
        )
        read, at = [], 0
        for lengths in _at_once(pieces) if pieces else ():
            here = slice(at, at + sum(lengths))
            read.append(
                self._answers(batch_of(words[here], signs[here], lengths, self._vectors, self._numbers))
            )
            at = here.stop
        answers = np.concatenate(read) if len(read) > 1 else read[0] if read else _NO_ANSWERS
        ends = accumulate(len(seen.sight.signs) for seen in texts)
        of_texts = (answers[end - len(seen.sight.signs) : end] for seen, end in zip(texts, ends, strict=True))
        return [Likely(smoothed(own[:, OF_LIVES]), own[:, OF_IDENTIFIERS]) for own in of_texts]

    def _answers(self, batch: Batch) -> Floats:
        """The mean of what the networks say."""
        answers = self._networks[0].read(batch)
        for network in self._networks[1:]:
            answers += network.read(batch)
        answers /= len(self._networks)
        return answers


_NO_ANSWERS: Final = np.empty((0, OF_IDENTIFIERS.stop), dtype=np.float32)


def _at_once(pieces: Iterable[int]) -> Iterator[list[int]]:
    """So many pieces that memory stays bounded."""
    together: list[int] = []
    for length in pieces:
        if together and sum(together) + length > _WORDS_AT_ONCE:
            yield together
            together = []
        together.append(length)
    yield together


def numbered(words: Sequence[str]) -> dict[str, int]:
    """The number of each word that the network knows of its own; 0 is left for all others."""
    return {word: number for number, word in enumerate(words, start=1)}


def batch_of(
    words: Sequence[str],
    signs: Floats,
    lengths: Sequence[int],
    vectors: WordVectors,
    numbers: Mapping[str, int],
) -> Batch:
    """Words as the network takes them, in pieces of so many."""
    return Batch(
        np.array([[numbers.get(word, 0)] for word in words], dtype=np.uint64).reshape(-1, 1),
        vectors.of(vectors.rows_of(words)),
        signs,
        np.array(lengths, dtype=np.int32),
    )


def piece_lengths(seen: Seen) -> list[int]:
    """How many words each piece has in which a text is read: whole sentences up to a length."""
    words = seen.sight.words
    rest = len(words.low)
    if rest <= _LONGEST_PIECE:
        return [rest] if rest else []
    lengths: list[int] = []
    row = begin = 0
    while row < rest:
        _, end = seen.rules.sentences.around(words.starts[row])
        after = min(max(bisect_left(words.starts, end), row + 1), row + _LONGEST_PIECE)
        if after - begin > _LONGEST_PIECE and row > begin:
            lengths.append(row - begin)
            begin = row
        row = after
    return [*lengths, rest - begin]


def smoothed(likely: Floats) -> Floats:
    """Likelihoods in which each word takes something from its neighbours."""
    level = likely * (1 - 2 * _NEIGHBOURS)
    level[1:] += _NEIGHBOURS * likely[:-1]
    level[:-1] += _NEIGHBOURS * likely[1:]
    level[:1, 0] += _NEIGHBOURS
    level[-1:, 0] += _NEIGHBOURS
    return level


def shape_of(vectors: WordVectors, words: Sequence[str], own: int, width: int, windows: int) -> Shape:
    """The shape of a network that knows these words of their own, by `own` numbers each."""
    return Shape(vectors.width, (Table(len(words) + 1, own),), WIDTH, width, windows, ANSWERS)


def save_reader(
    folder: Path,
    words: Sequence[str],
    shape: Shape,
    networks: Sequence[WordModel],
    thresholds: Mapping[DataLabel, Thresholds],
) -> None:
    """Write all that a reader needs into a folder, but for the vectors of words."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _WORDS).write_text("\n".join(words) + "\n", encoding="utf-8")
    for number, network in enumerate(networks):
        network.to_disk(folder / f"{_NETWORK}-{number}")
    settings = {
        "shape": {"own": shape.tables[0].width, "width": shape.width, "windows": shape.windows},
        "networks": len(networks),
        "thresholds": {label.value: asdict(bounds) for label, bounds in thresholds.items()},
    }
    (folder / _SETTINGS).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def load_words_reader(folder: Path = OUR_MODEL) -> WordsReader:
    """The reader that `save_reader` wrote, with our own vectors. Raises `OSError` where a file is missing."""
    settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
    words = (folder / _WORDS).read_text(encoding="utf-8").splitlines()
    vectors = load_vectors()
    shape = shape_of(vectors, words, **settings["shape"])
    networks = []
    for number in range(settings["networks"]):
        network = new_network(shape, dropout=0.0)
        network.from_disk(folder / f"{_NETWORK}-{number}")
        networks.append(TrainedNetwork(network))
    return WordsReader(
        vectors,
        words,
        networks,
        {DataLabel(label): Thresholds(**bounds) for label, bounds in settings["thresholds"].items()},
    )
