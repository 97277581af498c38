"""Reads texts with our names network: people, bodies and places. Or with an installed spaCy pipeline, see there."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from nlp.personal_data.layers import Floats
from nlp.personal_data.names.evidence import EVIDENCE_FILE, load_evidence, save_evidence
from nlp.personal_data.names.installed import load_installed
from nlp.personal_data.names.named import Named, NamesReader
from nlp.personal_data.names.network import Signs, Word, most_likely, names_of, words_of
from nlp.personal_data.word_network import TrainedNetwork, WordModel, new_network
from nlp.plain_text import Written
from nlp.word_vectors import load_vectors

OUR_MODEL: Final = Path(__file__).parents[1] / "model" / "names"
_NETWORK: Final = "network"
_SETTINGS: Final = "settings.json"
_LONGEST_PIECE: Final = 250
"""Words that are read together: the paragraphs of training were seldom longer."""
_WORDS_AT_ONCE: Final = 1_500
_WORDS_KEPT: Final = 20_000
"""Some 400 bytes each."""
_BREAKS: Final = ("\n\n", "\n", ". ", " ")


class OurReader:
    """Reads names with a network of ours.

    What a word comes to by itself is worked out once and kept, under a number made of the word and not under the word,
    for so many words that memory stays bounded.
    """

    def __init__(self, network: TrainedNetwork, signs: Signs) -> None:
        self._network = network
        self._signs = signs
        self._kept: dict[int, Floats] = {}

    def read(self, texts: Sequence[Written]) -> list[list[Named]]:
        """What is named in each of `texts`, in their order."""
        found: list[list[Named]] = [[] for _ in texts]
        for together in _at_once(texts):
            alone = self._alone([word for _, words, _ in together for word in words])
            lengths = np.array([len(words) for _, words, _ in together], dtype=np.int32)
            likely = self._network.in_company(alone, lengths)
            end = 0
            for number, words, first in together:
                start, end = end, end + len(words)
                _, starts, ends = texts[number].words
                found[number].extend(
                    Named(starts[first + begin], ends[first + last], label)
                    for begin, last, label in names_of(most_likely(likely[start:end]))
                )
        return found

    def _alone(self, words: Sequence[Word]) -> Floats:
        kept = self._kept
        if len(kept) > _WORDS_KEPT:
            kept = self._kept = {}  # whoever reads from the old one goes on with it
        numbers = [hash(word) for word in words]
        new = {number: word for number, word in zip(numbers, words, strict=True) if number not in kept}
        if new:
            kept.update(zip(new, self._network.alone(*self._signs.of(list(new.values()))), strict=True))
        return np.array([kept[number] for number in numbers], dtype=np.float32)


_Piece = tuple[int, list[Word], int]
"""The number of a text, some of its words, and which of them is the first."""


def _at_once(texts: Sequence[Written]) -> Iterator[list[_Piece]]:
    """So many pieces that memory stays bounded."""
    together: list[_Piece] = []
    count = 0
    for number, written in enumerate(texts):
        words = words_of(written)
        for start, end in _pieces(written):
            if together and count + end - start > _WORDS_AT_ONCE:
                yield together
                together, count = [], 0
            together.append((number, words[start:end], start))
            count += end - start
    if together:
        yield together


def _pieces(written: Written) -> Iterator[tuple[int, int]]:
    """The first word of each piece and the one after its last: paragraphs together up to a length, longer ones cut."""
    starts = written.words.starts
    start = 0
    while len(starts) - start > _LONGEST_PIECE:
        window = written.text[starts[start] : starts[start + _LONGEST_PIECE]]
        at = next((at for mark in _BREAKS if (at := window.rfind(mark)) > 0), len(window))
        cut = written.words.rows(0, starts[start] + at).stop
        cut = max(cut, start + 1)
        yield start, cut
        start = cut
    if len(starts) > start:
        yield start, len(starts)


def save_names(
    folder: Path, network: WordModel, evidence: Mapping[str, int], width: int, windows: int
) -> None:
    """Write all that a reader needs into a folder, but for the vectors of words."""
    folder.mkdir(parents=True, exist_ok=True)
    network.to_disk(folder / _NETWORK)
    save_evidence(folder, evidence)
    settings = {"width": width, "windows": windows}
    (folder / _SETTINGS).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def load_names_reader(model: str = "") -> NamesReader:
    """The reader with our own model or, where `model` names one, an installed spaCy pipeline or a folder with one.

    Raises `ValueError` with a sentence where that pipeline can't be used.
    """
    folder = Path(model) if model else OUR_MODEL
    return _ours(folder) if (folder / EVIDENCE_FILE).exists() else load_installed(model)


def _ours(folder: Path) -> OurReader:
    """The reader that `save_names` wrote."""
    signs = Signs(load_evidence(folder), load_vectors())
    settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
    network = new_network(signs.shape(**settings), dropout=0.0)
    network.from_disk(folder / _NETWORK)
    return OurReader(TrainedNetwork(network), signs)
