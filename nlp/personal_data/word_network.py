"""The small network with which we read texts word by word: names, what is said about lives, what identifies somebody.

Each word comes in as the numbers of its meaning, some numbers of its own (a row of each table: of the word itself, or
of its ending), and its signs, 0 or 1. Some layers look at a window of three words each, one at the whole text. Each
answer that is asked for comes out as how likely each of its choices is for each word.

Training goes through thinc, reading through `layers.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from thinc.api import Embed, Maxout, Model, NumpyOps, Softmax

from nlp.personal_data.layers import WINDOW, Floats, laid_out, param, with_neighbours

_PIECES: Final = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of `width` numbers that training fills; row 0 is for a word that it did not meet."""

    rows: int
    width: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is: numbers of a word's meaning, its tables, its signs; numbers of each layer; how many
    layers look at windows; choices of each answer.
    """

    meaning: int
    tables: tuple[Table, ...]
    signs: int
    width: int
    windows: int
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts laid end to end: for each word its rows in the tables (a column a table), its meaning, its signs; how many
    words each text has.
    """

    rows: NDArray[np.uint64]
    meanings: Floats
    signs: Floats
    lengths: NDArray[np.int32]


WordModel = Model[Batch, Floats]
_Layer = Model[Any, Any]


def new_network(shape: Shape, dropout: float) -> WordModel:
    """An untrained network."""
    width = shape.width
    own = sum(table.width for table in shape.tables)
    layers = [
        *(Embed(table.width, table.rows, column=None, dropout=0.0) for table in shape.tables),
        Maxout(width, shape.meaning + own + shape.signs, nP=_PIECES, normalize=True, dropout=dropout),
        *(
            Maxout(width, width * WINDOW, nP=_PIECES, normalize=True, dropout=dropout)
            for _ in range(shape.windows)
        ),
        Maxout(width, width * 2, nP=_PIECES, normalize=True, dropout=dropout),
        *(Softmax(choices, width) for choices in shape.answers),
    ]
    for layer in layers:
        layer.initialize()
    attrs = {"tables": len(shape.tables), "answers": len(shape.answers)}
    return Model("askig_words", _forward, layers=layers, attrs=attrs)


def _parted(model: WordModel) -> tuple[list[_Layer], _Layer, list[_Layer], _Layer, list[_Layer]]:
    """The tables, the layer that mixes a word, those of windows, the one of the whole text, the answers."""
    tables, answers = model.attrs["tables"], model.attrs["answers"]
    layers = list(model.layers)
    mix, *windows, whole = layers[tables:-answers]
    return layers[:tables], mix, windows, whole, layers[-answers:]


def _forward(model: WordModel, batch: Batch, is_train: bool) -> tuple[Floats, Callable[[Floats], Batch]]:
    ops = NumpyOps()
    tables, mix, windows, whole, answers = _parted(model)
    lengths = batch.lengths
    looked_up = [
        table(np.ascontiguousarray(batch.rows[:, column]), is_train) for column, table in enumerate(tables)
    ]
    seen, back_mix = mix(
        np.concatenate([batch.meanings, *(numbers for numbers, _ in looked_up), batch.signs], axis=1),
        is_train,
    )
    back_windows = []
    for layer in windows:
        more, back = layer(ops.seq2col(seen, 1, lengths=lengths), is_train)
        seen = seen + more
        back_windows.append(back)
    most, which = ops.reduce_max(seen, lengths)
    more, back_whole = whole(np.concatenate([seen, np.repeat(most, lengths, axis=0)], axis=1), is_train)
    last = seen + more
    answered = [answer(last, is_train) for answer in answers]
    columns = columns_of([likely.shape[1] for likely, _ in answered])

    def backprop(change: Floats) -> Batch:
        width = seen.shape[1]
        of_seen = np.zeros_like(seen)
        for (_, back), held in zip(answered, columns, strict=True):
            of_seen += back(np.ascontiguousarray(change[:, held]))
        of_both = back_whole(of_seen)
        of_most = ops.reduce_sum(np.ascontiguousarray(of_both[:, width:]), lengths)
        of_seen = of_seen + of_both[:, :width] + ops.backprop_reduce_max(of_most, which, lengths)
        for back in reversed(back_windows):
            of_seen = of_seen + ops.backprop_seq2col(back(of_seen), 1, lengths=lengths)
        of_word = back_mix(of_seen)
        start = batch.meanings.shape[1]
        for numbers, back in looked_up:
            back(np.ascontiguousarray(of_word[:, start : start + numbers.shape[1]]))
            start += numbers.shape[1]
        return batch

    return np.concatenate([likely for likely, _ in answered], axis=1), backprop


def columns_of(choices: Sequence[int]) -> tuple[slice, ...]:
    """The columns of each answer, where the answers stand side by side."""
    return tuple(slice(start, end) for start, end in pairwise(np.cumsum([0, *choices]).tolist()))


class TrainedNetwork:
    """A trained network, for reading only."""

    def __init__(self, model: WordModel) -> None:
        tables, mix, windows, whole, answers = _parted(model)
        self._tables = [param(table, "E") for table in tables]
        self._mix = laid_out(mix)
        self._windows = [laid_out(layer) for layer in windows]
        self._whole = laid_out(whole)
        weights = [param(answer, "W") for answer in answers]
        self._answer: Floats = np.ascontiguousarray(np.concatenate(weights).T)
        self._answer_bias = np.concatenate([param(answer, "b") for answer in answers])
        self._columns = columns_of([len(own) for own in weights])

    def read(self, batch: Batch) -> Floats:
        """For each word how likely each choice of each answer is (0 to 1), the answers side by side."""
        return self.in_company(self.alone(batch.rows, batch.meanings, batch.signs), batch.lengths)

    def alone(self, rows: NDArray[np.uint64], meanings: Floats, signs: Floats) -> Floats:
        """What each word comes to by itself."""
        own = [table[rows[:, column]] for column, table in enumerate(self._tables)]
        return self._mix(np.concatenate([meanings, *own, signs], axis=1))

    def in_company(self, seen: Floats, lengths: NDArray[np.int32]) -> Floats:
        """What `read` gives, from what the words come to by themselves; `seen` is written over."""
        ends = np.cumsum(lengths)[:-1]
        for layer in self._windows:
            seen += layer(with_neighbours(seen, ends))
        starts = np.concatenate([[0], ends])
        most = np.maximum.reduceat(seen, starts, axis=0)
        text = None if len(starts) == 1 else np.repeat(np.arange(len(starts)), lengths)
        seen += self._whole.beside(seen, most, text)
        answers: Floats = seen @ self._answer
        answers += self._answer_bias
        for columns in self._columns:
            part = answers[:, columns]
            part -= part.max(axis=1, keepdims=True)
            np.exp(part, out=part)
            part /= part.sum(axis=1, keepdims=True)
        return answers


def joined(texts: Sequence[tuple[NDArray[np.uint64], Floats, Floats]]) -> Batch:
    """Texts, each with its words' rows, meanings and signs, as one batch."""
    return Batch(
        np.concatenate([rows for rows, _, _ in texts]),
        np.concatenate([meanings for _, meanings, _ in texts]),
        np.concatenate([signs for _, _, signs in texts]),
        np.array([len(rows) for rows, _, _ in texts], dtype=np.int32),
    )
