"""The network that reads word by word what is said about somebody's life, and what identifies them.

Each word comes in as the numbers of its meaning, a number of its own where training met it often enough, and its signs
(`signs.py`). Some layers look at a window of three words each, one at the whole text. Two answers come out for each
word: how likely it says something of each kind of lives, or nothing; and how likely it is part of each kind of
identifier, or of none.

Training goes through thinc, reading through `layers.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from thinc.api import Embed, Maxout, Model, NumpyOps, Softmax

from nlp.personal_data.layers import WINDOW, Floats, laid_out, param, with_neighbours
from nlp.personal_data.words.signs import IDENTIFIERS, LIVES, WIDTH

_PIECES: Final = 2
OF_LIVES: Final = slice(0, len(LIVES) + 1)
"""The columns of an answer about lives: nothing, then each of `LIVES`."""
OF_IDENTIFIERS: Final = slice(len(LIVES) + 1, len(LIVES) + len(IDENTIFIERS) + 2)
"""The columns of an answer about identifiers: none, then each of `IDENTIFIERS`."""


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


WordsModel = Model[Batch, Floats]


def new_network(shape: Shape, dropout: float) -> WordsModel:
    """An untrained network."""
    width = shape.width
    layers = [
        Embed(shape.own, shape.words + 1, column=None, dropout=0.0),
        Maxout(width, shape.meaning + shape.own + WIDTH, nP=_PIECES, normalize=True, dropout=dropout),
        *(
            Maxout(width, width * WINDOW, nP=_PIECES, normalize=True, dropout=dropout)
            for _ in range(shape.windows)
        ),
        Maxout(width, width * 2, nP=_PIECES, normalize=True, dropout=dropout),
        Softmax(len(LIVES) + 1, width),
        Softmax(len(IDENTIFIERS) + 1, width),
    ]
    for layer in layers:
        layer.initialize()
    return Model("askig_words", _forward, layers=layers)


def _forward(model: WordsModel, batch: Batch, is_train: bool) -> tuple[Floats, Callable[[Floats], Batch]]:
    ops = NumpyOps()
    own, mix, *windows, whole, of_lives, of_identifiers = model.layers
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
    last = seen + more
    lives, back_lives = of_lives(last, is_train)
    identifiers, back_identifiers = of_identifiers(last, is_train)

    def backprop(change: Floats) -> Batch:
        width = seen.shape[1]
        of_seen = back_lives(np.ascontiguousarray(change[:, OF_LIVES]))
        of_seen += back_identifiers(np.ascontiguousarray(change[:, OF_IDENTIFIERS]))
        of_both = back_whole(of_seen)
        of_most = ops.reduce_sum(np.ascontiguousarray(of_both[:, width:]), lengths)
        of_seen = of_seen + of_both[:, :width] + ops.backprop_reduce_max(of_most, which, lengths)
        for back in reversed(back_windows):
            of_seen = of_seen + ops.backprop_seq2col(back(of_seen), 1, lengths=lengths)
        first = batch.meanings.shape[1]
        back_own(np.ascontiguousarray(back_mix(of_seen)[:, first : first + embedded.shape[1]]))
        return batch

    return np.concatenate([lives, identifiers], axis=1), backprop


class TrainedNetwork:
    """A trained network, for reading only."""

    def __init__(self, model: WordsModel) -> None:
        own, mix, *windows, whole, of_lives, of_identifiers = model.layers
        self._own = param(own, "E")
        self._mix = laid_out(mix)
        self._windows = [laid_out(layer) for layer in windows]
        self._whole = laid_out(whole)
        self._answer: Floats = np.ascontiguousarray(
            np.concatenate([param(of_lives, "W"), param(of_identifiers, "W")]).T
        )
        self._answer_bias = np.concatenate([param(of_lives, "b"), param(of_identifiers, "b")])

    def read(self, batch: Batch) -> Floats:
        """For each word the columns `OF_LIVES` and `OF_IDENTIFIERS`, how likely each is (0 to 1)."""
        seen = self._mix(np.concatenate([batch.meanings, self._own[batch.numbers], batch.signs], axis=1))
        ends = np.cumsum(batch.lengths)[:-1]
        for layer in self._windows:
            seen += layer(with_neighbours(seen, ends))
        starts = np.concatenate([[0], ends])
        most = np.maximum.reduceat(seen, starts, axis=0)
        around = (
            np.broadcast_to(most, seen.shape) if len(starts) == 1 else np.repeat(most, batch.lengths, axis=0)
        )
        seen += self._whole(np.concatenate([seen, around], axis=1))
        answers: Floats = seen @ self._answer
        answers += self._answer_bias
        for part in (answers[:, OF_LIVES], answers[:, OF_IDENTIFIERS]):
            part -= part.max(axis=1, keepdims=True)
            np.exp(part, out=part)
            part /= part.sum(axis=1, keepdims=True)
        return answers


def joined(sights: Sequence[tuple[NDArray[np.uint64], Floats, Floats]]) -> Batch:
    """Texts, each with its numbers, meanings and signs, as one batch."""
    return Batch(
        np.concatenate([numbers for numbers, _, _ in sights]),
        np.concatenate([meanings for _, meanings, _ in sights]),
        np.concatenate([signs for _, _, signs in sights]),
        np.array([len(numbers) for numbers, _, _ in sights], dtype=np.int32),
    )
