"""A search over passages: the ranking, the gate, and the sentence that answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from nlp.policies.gate import Band, Gate
from nlp.policies.index import PassageIndex
from nlp.policies.question import Question
from nlp.policies.ranking import ALIKE, Ranked, Ranker, Wanted
from nlp.policies.texts import sentences_of
from nlp.policies.vectors import Encoder
from nlp.policies.words import Stems, meant_alike, stems_of


@dataclass(frozen=True, slots=True)
class Found:
    """A passage by its place in the index, with its score: higher is better, 0 where nothing fits."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Findings:
    """The passages, best first; the probability that the first is right; and what to do with them."""

    found: tuple[Found, ...]
    confidence: float
    band: Band
    wanted: Wanted


BY_WORDS: Final = "weights.json"
"""The weights for a search by words alone."""
BY_SENSE: Final = "weights-embeddings.json"
"""The weights for a search by words and by sense."""


@cache
def trained(name: str) -> dict[str, Any]:
    """What was trained: the ranking's weights and the gate."""
    written = files(__package__).joinpath("model", name).read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(written)
    return read


class Search:
    """Searches one index. Not for several threads at once.

    It goes by sense too where an encoder is given and the index has vectors of it.
    """

    def __init__(self, index: PassageIndex, encoder: Encoder | None = None) -> None:
        fits = encoder is not None and index.vectors is not None and index.vectors.form == encoder.form
        told = trained(BY_SENSE if fits else BY_WORDS)
        self._ranker = Ranker(index, told["ranking"], encoder if fits else None)
        self._gate = Gate.of(told["gate"])
        self._stems = Stems()

    @property
    def answers_from(self) -> float:
        """The confidence from which on the first is given as the answer."""
        return self._gate.answers_from

    def find(self, question: Question, most: int = 10) -> Findings:
        """The passages that answer a question, at most so many."""
        ranked: Ranked = self._ranker.rank(question)
        confidence = self._gate.confidence(ranked)
        found = tuple(
            Found(passage, score)
            for passage, score in zip(ranked.passages[:most], ranked.scores[:most], strict=True)
        )
        return Findings(found, confidence, self._gate.band(confidence), ranked.wanted)

    def best_sentence(self, text: str, wanted: Wanted) -> tuple[int, int]:
        """Where the sentence begins and ends that has most of what is wanted; (0, 0) in an empty text."""
        counts = {
            word: float(asked + 0.3 * story + 0.3 * before) * float(rarity)
            for word, asked, story, before, rarity in zip(
                wanted.words, wanted.asked, wanted.story, wanted.before, wanted.rarity, strict=True
            )
        }
        for word, count in list(counts.items()):
            for other in meant_alike().get(word, ()):
                counts[other] = max(counts.get(other, 0.0), ALIKE * count)
        spans = sentences_of(text)
        worth = []
        for begin, end in spans:
            said = stems_of(text[begin:end], self._stems)
            # A long sentence has more of everything.
            worth.append(sum(counts.get(stem, 0.0) for stem in set(said)) / (8 + len(said)) ** 0.5)
        return spans[int(np.argmax(worth))] if spans else (0, 0)
