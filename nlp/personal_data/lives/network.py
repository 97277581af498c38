"""The network that reads what is said about somebody's life, word by word.

Each word comes in as the numbers of its meaning, a number of its own where training met it often enough, and its signs
(`signs.py`). Some layers look at a window of three words each, one at the whole text; the answer for each word is how
likely it says something of each kind, or nothing.

Training goes through thinc. Reading is done here in few steps over plain arrays, since a short message costs little
more than the number of steps; both give the same, which a test holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from thinc.api import Embed, Maxout, Model, NumpyOps, Softmax

from nlp.personal_data.lives.signs import LABELS, WIDTH

Floats = NDArray[np.float32]
_PIECES: Final = 2
_WINDOW: Final = 3
_LEAST: Final = np.float32(1e-8)


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the network is: numbers of a word's meaning, of a word of its own, of each layer; how many layers look
    at windows; how many words it knows of their own.
    """

    meaning: int
    own: int
    width: int
    windows: int
    words: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts laid end to end: the number of each word (0: not met in training), its meaning, its signs; words a text."""

    numbers: NDArray[np.uint64]
    meanings: Floats
    signs: Floats
    lengths: NDArray[np.int32]


LivesModel = Model[Batch, Floats]


def new_network(shape: Shape, dropout: float) -> LivesModel:
    """An untrained network."""
    width = shape.width
    layers = [
        Embed(shape.own, shape.words + 1, column=None, dropout=0.0),
        Maxout(width, shape.meaning + shape.own + WIDTH, nP=_PIECES, normalize=True, dropout=dropout),
        *(
            Maxout(width, width * _WINDOW, nP=_PIECES, normalize=True, dropout=dropout)
            for _ in range(shape.windows)
        ),
        Maxout(width, width * 2, nP=_PIECES, normalize=True, dropout=dropout),
        Softmax(len(LABELS) + 1, width),
    ]
    for layer in layers:
        layer.initialize()
    return Model("askig_lives", _forward, layers=layers)


def _forward(
    model: LivesModel, batch: Batch, is_train: bool
) -> tuple[Floats, Callable[[Floats], Batch]]:
    ops = NumpyOps()
    own, mix, *windows, whole, answer = model.layers
    lengths = batch.lengths
    embedded, back_own = own(batch.numbers, is_train)
    seen, back_mix = mix(np.concatenate([batch.meanings, embedded, batch.signs], axis=1), is_train)
    back_windows = []
    for layer in windows:
        more, back = layer(ops.seq2col(seen, 1, lengths=lengths), is_train)
        seen = seen + more
        back_windows.append(back)
    most, which = ops.reduce_max(seen, lengths)
    more, back_whole = whole(np.concatenate([seen, np.repeat(most, lengths, axis=0)], axis=1), is_train)
    answers, back_answer = answer(seen + more, is_train)

    def backprop(change: Floats) -> Batch:
        width = seen.shape[1]
        of_seen = back_answer(change)
        of_both = back_whole(of_seen)
        of_most = ops.reduce_sum(np.ascontiguousarray(of_both[:, width:]), lengths)
        of_seen = of_seen + of_both[:, :width] + ops.backprop_reduce_max(of_most, which, lengths)
        for back in reversed(back_windows):
            of_seen = of_seen + ops.backprop_seq2col(back(of_seen), 1, lengths=lengths)
        first = batch.meanings.shape[1]
        back_own(np.ascontiguousarray(back_mix(of_seen)[:, first : first + embedded.shape[1]]))
        return batch

    return answers, backprop


@dataclass(frozen=True, slots=True)
class _Layer:
    """A maxout layer with its levelling, laid out for one multiplication of few rows."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        width = self.scale.shape[0]
        pieces = rows @ self.weights
        pieces += self.bias
        most: Floats = np.maximum(pieces[:, :width], pieces[:, width:])
        most -= np.add.reduce(most, axis=1, keepdims=True) / np.float32(width)
        spread = np.einsum("ij,ij->i", most, most) / np.float32(width) + _LEAST
        most *= (1 / np.sqrt(spread))[:, None]
        most *= self.scale
        most += self.shift
        return most


class TrainedNetwork:
    """A trained network, for reading only."""

    def __init__(self, model: LivesModel) -> None:
        own, mix, *windows, whole, answer = model.layers
        self._own: Floats = own.get_param("E")
        self._mix = _laid_out(mix)
        self._windows = [_laid_out(layer) for layer in windows]
        self._whole = _laid_out(whole)
        self._answer: Floats = np.ascontiguousarray(answer.get_param("W").T)
        self._answer_bias: Floats = answer.get_param("b")

    def read(self, batch: Batch) -> Floats:
        """How likely each word says nothing (the first column) or something of each of `LABELS`."""
        seen = self._mix(
            np.concatenate([batch.meanings, self._own[batch.numbers], batch.signs], axis=1)
        )
        ends = np.cumsum(batch.lengths)[:-1]
        for layer in self._windows:
            seen += layer(_with_neighbours(seen, ends))
        starts = np.concatenate([[0], ends])
        most = np.maximum.reduceat(seen, starts, axis=0)
        if len(starts) == 1:
            around = np.broadcast_to(most, seen.shape)
        else:
            around = np.repeat(most, batch.lengths, axis=0)
        seen += self._whole(np.concatenate([seen, around], axis=1))
        answers: Floats = seen @ self._answer
        answers += self._answer_bias
        answers -= answers.max(axis=1, keepdims=True)
        np.exp(answers, out=answers)
        answers /= answers.sum(axis=1, keepdims=True)
        return answers


def _laid_out(layer: Model[Any, Any]) -> _Layer:
    maxout = next(node for node in layer.walk() if node.has_param("W"))
    levelling = next(node for node in layer.walk() if node.has_param("G"))
    weights = maxout.get_param("W")
    wide, pieces, narrow = weights.shape
    return _Layer(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(narrow, pieces * wide)),
        np.ascontiguousarray(maxout.get_param("b").T.reshape(pieces * wide)),
        levelling.get_param("G"),
        levelling.get_param("b"),
    )


def _with_neighbours(seen: Floats, ends: NDArray[np.int64]) -> Floats:
    """Each row between the one before and the one after, noughts where a text begins or ends."""
    rows, width = seen.shape
    window = np.zeros((rows, width * _WINDOW), dtype=np.float32)
    window[1:, :width] = seen[:-1]
    window[:, width : 2 * width] = seen
    window[:-1, 2 * width :] = seen[1:]
    if len(ends):
        window[ends, :width] = 0
        window[ends - 1, 2 * width :] = 0
    return window


def joined(sights: Sequence[tuple[NDArray[np.uint64], Floats, Floats]]) -> Batch:
    """Texts, each with its numbers, meanings and signs, as one batch."""
    return Batch(
        np.concatenate([numbers for numbers, _, _ in sights]),
        np.concatenate([meanings for _, meanings, _ in sights]),
        np.concatenate([signs for _, _, signs in sights]),
        np.array([len(numbers) for numbers, _, _ in sights], dtype=np.int32),
    )
