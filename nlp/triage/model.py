"""The trained model of triage: from the numbers of a message to chances. Made by `askig train triage`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.triage.features import Numbers, Observed, Row, Senses, Vocabulary, load_senses, row_of
from nlp.triage.labels import IncidentCategory, Label

OUR_MODEL: Final = Path(__file__).with_name("model")
LABELS: Final = tuple(Label)
CATEGORIES: Final = tuple(IncidentCategory)
OUTPUTS: Final = len(LABELS) + len(LABELS) + 1 + len(CATEGORIES)
"""One column of weights for each label, each label as one that applies as well, "an incident", each category."""

_ALSO: Final = slice(len(LABELS), 2 * len(LABELS))
_INCIDENT: Final = 2 * len(LABELS)
_CATEGORY: Final = slice(_INCIDENT + 1, OUTPUTS)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was set on messages held out: temperatures by which scores are divided, and thresholds of chances."""

    label: float
    also: float
    incident: float
    category: float
    incident_from: float
    also_from: float


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each label, each further label, an incident and each category is; each 0 to 1."""

    label: Mapping[Label, float]
    also: Mapping[Label, float]
    incident: float
    category: Mapping[IncidentCategory, float]


class Model:
    """Weights for each number of a message, with what is needed to make these numbers."""

    def __init__(
        self, vocabulary: Vocabulary, weights: Numbers, constants: Numbers, settled: Settled, senses: Senses
    ) -> None:
        self._vocabulary = vocabulary
        self._weights = weights
        self._constants = constants
        self.settled = settled
        self._senses = senses

    def row(self, observed: Observed) -> Row:
        """The message as numbers."""
        return row_of(observed, self._vocabulary, self._senses)

    def chances(self, row: Row) -> Chances:
        """Judge a message."""
        scores = self._constants + row.values @ self._weights[row.places]
        return chances_of(scores, self.settled)

    def word_weights(self, checksums: NDArray[np.uint32], label: Label) -> Numbers:
        """How much each piece speaks for `label` rather than for the others; nought for pieces not known."""
        known = self._vocabulary.words
        at = np.minimum(np.searchsorted(known, checksums), len(known) - 1)
        of_labels = self._weights[at, : len(LABELS)]
        leaning = of_labels[:, LABELS.index(label)] - of_labels.mean(axis=1)
        there = known[at] == checksums
        leanings: Numbers = np.where(there, leaning * self._vocabulary.word_rarity[at], 0).astype(np.float32)
        return leanings


def chances_of(scores: NDArray[Any], settled: Settled) -> Chances:
    """Chances from the scores of the columns of `OUTPUTS`."""
    labels = _shares(scores[: len(LABELS)] / settled.label)
    doubt = incident_score(scores[np.newaxis])[0] / settled.incident
    further = 1 / (1 + np.exp(-np.clip(scores[_ALSO] / settled.also, -30, 30)))
    categories = _shares(scores[_CATEGORY] / settled.category)
    return Chances(
        label=dict(zip(LABELS, labels.tolist(), strict=True)),
        also=dict(zip(LABELS, further.tolist(), strict=True)),
        incident=float(1 / (1 + np.exp(-np.clip(doubt, -30, 30)))),
        category=dict(zip(CATEGORIES, categories.tolist(), strict=True)),
    )


def incident_score(scores: NDArray[Any]) -> NDArray[Any]:
    """What speaks for an incident in each row: its own column, and half of what its labels have before the others.

    A complaint often tells of an incident, so it does not speak against one.
    """
    labels = scores[:, : len(LABELS)]
    telling = [LABELS.index(label) for label in (Label.INCIDENT, Label.COMPLAINT)]
    others = [at for at in range(len(LABELS)) if at not in telling]
    summed: NDArray[Any] = scores[:, _INCIDENT] + 0.5 * (_sum(labels[:, telling]) - _sum(labels[:, others]))
    return summed


def _sum(scores: NDArray[Any]) -> NDArray[Any]:
    """The score of all columns together."""
    highest = scores.max(axis=1)
    together: NDArray[Any] = highest + np.log(np.exp(scores - highest[:, np.newaxis]).sum(axis=1))
    return together


def _shares(scores: NDArray[Any]) -> NDArray[Any]:
    powers: NDArray[Any] = np.exp(scores - scores.max())
    shares: NDArray[Any] = powers / powers.sum()
    return shares


def write_model(folder: Path, vocabulary: Vocabulary, weights: Numbers, constants: Numbers) -> None:
    """Write the weights to `folder`, each in one byte with a scale for its column."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    np.savez_compressed(
        folder / "weights.npz",
        words=vocabulary.words,
        word_rarity=vocabulary.word_rarity.astype(np.float16),
        letters=vocabulary.letters,
        letter_rarity=vocabulary.letter_rarity.astype(np.float16),
        sense_rarity=vocabulary.sense_rarity.astype(np.float16),
        sense_middle=vocabulary.sense_middle.astype(np.float32),
        weights=np.round(weights / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        constants=constants.astype(np.float32),
    )


@lru_cache(maxsize=2)
def load_model(folder: Path = OUR_MODEL) -> Model:
    """The model in `folder`, loaded once a process."""
    settled = Settled(**json.loads((folder / "scores.json").read_text(encoding="utf-8"))["settled"])
    with np.load(folder / "weights.npz") as stored:
        vocabulary = Vocabulary(
            stored["words"],
            stored["word_rarity"].astype(np.float32),
            stored["letters"],
            stored["letter_rarity"].astype(np.float32),
            stored["sense_rarity"].astype(np.float32),
            stored["sense_middle"],
        )
        weights = stored["weights"].astype(np.float32) * stored["scales"]
        return Model(vocabulary, weights, stored["constants"], settled, load_senses())
