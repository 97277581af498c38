"""Logistic regression of every head at once, with scikit-learn, which only training needs.

A linear model with a penalty on its weights depends on its messages only by how alike they are. So the likeness of all
messages is worked out once, each message becomes a short row of its strongest directions, the heads are fitted on
those, and the weights are led back to the numbers of features.py. The result is the same, in a small part of the time.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from nlp.plain_text import lowered
from nlp.triage.features import (
    Numbers,
    Observed,
    Row,
    Senses,
    Vocabulary,
    observe,
    row_of,
)
from nlp.triage.model import CATEGORIES, LABELS
from nlp.triage.training.texts import Message
from nlp.triage.wrapping import without_wrapping

_NEVER: Final = -12.0
"""The score of what the messages of this fit have no example of."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit. The strengths are scikit-learn's C: the greater, the closer to the messages.

    A piece is known when at least `words_from` or `letters_from` messages hold it; `directions` are kept of the
    likeness of messages.
    """

    label: float = 20.0
    also: float = 10.0
    incident: float = 20.0
    category: float = 20.0
    words_from: int = 2
    letters_from: int = 3
    directions: int = 1200


@dataclass(frozen=True, slots=True)
class Fitted:
    """The vocabulary, and for each number of a message a weight in each column of `model.OUTPUTS`."""

    vocabulary: Vocabulary
    weights: Numbers
    constants: Numbers


def look_at(messages: Sequence[Message]) -> list[Observed]:
    """What is seen in each message."""
    return [observe(lowered(without_wrapping(message.text))) for message in messages]


def fit(messages: Sequence[Message], seen: Sequence[Observed], senses: Senses, plan: Plan) -> Fitted:
    """Fit all heads on `messages`, of which `seen` is what `look_at` gave."""
    vocabulary = _vocabulary(seen, senses, plan)
    numbers = _matrix([row_of(one, vocabulary, senses) for one in seen], vocabulary.width)
    short, back = _shortened(numbers, plan.directions)
    columns, constants = _heads(messages, short, plan)
    weights = np.asarray(numbers.T @ (back @ columns), np.float32)
    return Fitted(vocabulary, weights, constants)


def scores_of(fitted: Fitted, seen: Sequence[Observed], senses: Senses) -> NDArray[Any]:
    """The score of each message in each column."""
    numbers = _matrix([row_of(one, fitted.vocabulary, senses) for one in seen], fitted.vocabulary.width)
    return np.asarray(numbers @ fitted.weights + fitted.constants)


def _vocabulary(seen: Sequence[Observed], senses: Senses, plan: Plan) -> Vocabulary:
    words = Counter(piece for one in seen for piece in {piece.checksum for piece in one.words})
    letters = Counter(piece for one in seen for piece in one.letters)
    known_words, word_rarity = _known(words, plan.words_from, len(seen))
    known_letters, letter_rarity = _known(letters, plan.letters_from, len(seen))
    sense_rarity = _sense_rarity(seen, senses)
    middle = np.mean([_summed(one, senses, sense_rarity) for one in seen], axis=0).astype(np.float32)
    return Vocabulary(known_words, word_rarity, known_letters, letter_rarity, sense_rarity, middle)


def _known(counts: Counter[int], least: int, messages: int) -> tuple[NDArray[np.uint32], Numbers]:
    kept = sorted(piece for piece, count in counts.items() if count >= least)
    rarity = [np.log((1 + messages) / (1 + counts[piece])) + 1 for piece in kept]
    return np.array(kept, np.uint32), np.array(rarity, np.float16).astype(np.float32)


def _sense_rarity(seen: Sequence[Observed], senses: Senses) -> Numbers:
    counts: Counter[int] = Counter()
    for one in seen:
        counts.update({place for word in one.plain_words if (place := senses.place(word)) is not None})
    rarity = np.log(len(seen) / (np.array([counts[place] for place in range(senses.words)]) + 3.0))
    return rarity.astype(np.float16).astype(np.float32)


def _summed(one: Observed, senses: Senses, rarity: Numbers) -> Numbers:
    known = np.array(
        sorted(place for word in one.plain_words if (place := senses.place(word)) is not None), np.int64
    )
    return rarity[known] @ senses.directions(known)


def _matrix(rows: Sequence[Row], width: int) -> Any:
    starts = np.cumsum([0, *(len(row.places) for row in rows)])
    places = np.concatenate([row.places for row in rows])
    values = np.concatenate([row.values for row in rows])
    return csr_matrix((values, places, starts), shape=(len(rows), width))


def _shortened(numbers: Any, directions: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The messages in their strongest directions, and the way back from those to the messages."""
    likeness = np.asarray((numbers @ numbers.T).todense(), np.float64)
    last = len(likeness) - 1
    strengths, ways = eigh(likeness, subset_by_index=[max(0, last - directions + 1), last])
    kept = strengths > 1e-6
    back = ways[:, kept] / np.sqrt(strengths[kept])
    return likeness @ back, back


def _heads(messages: Sequence[Message], short: NDArray[Any], plan: Plan) -> tuple[NDArray[Any], Numbers]:
    labels = _choice(short, [message.label.value for message in messages], LABELS, plan.label)
    further = [
        _yes_or_no(short, [label in message.applies for message in messages], plan.also) for label in LABELS
    ]
    incident = _yes_or_no(short, [message.reports_incident for message in messages], plan.incident)
    told = [place for place, message in enumerate(messages) if message.category is not None]
    of_told = [one.value for place in told if (one := messages[place].category) is not None]
    category = _choice(short[told], of_told, CATEGORIES, plan.category)
    parts = [labels, *further, incident, category]
    columns = np.concatenate([part[0] for part in parts], axis=1)
    return columns, np.concatenate([part[1] for part in parts]).astype(np.float32)


def _choice(
    short: NDArray[Any], right: Sequence[str], known: Sequence[str], strength: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    fitted = LogisticRegression(C=strength, max_iter=200).fit(short, right)
    columns = np.zeros((short.shape[1], len(known)))
    constants = np.full(len(known), _NEVER)
    for place, name in enumerate(fitted.classes_):
        at = [str(one) for one in known].index(str(name))
        columns[:, at], constants[at] = fitted.coef_[place], fitted.intercept_[place]
    return columns, constants


def _yes_or_no(
    short: NDArray[Any], right: Sequence[bool], strength: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    if len(set(right)) < 2:
        return np.zeros((short.shape[1], 1)), np.array([_NEVER])
    fitted = LogisticRegression(C=strength, max_iter=200).fit(short, right)
    return fitted.coef_.T, fitted.intercept_
