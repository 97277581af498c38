"""Passages as vectors that lie close to each other where their sense is alike, a vector for each stretch of a passage.

An `Encoder` makes them (`encoder.py`); where none is set, passages are searched by their words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

STRETCHES: Final = 1
"""Changes when passages would be divided otherwise."""

STRETCH: Final = 110
"""Words of a stretch: what an encoder takes in at once, with a title before it."""
_SHARED: Final = 20
"""Words with which a stretch begins that the one before it ends with."""
_MOST_STRETCHES: Final = 24
"""Stretches of a passage; what follows is found by its words."""
_LONGEST_TITLE: Final = 30
"""Words."""
_LONGEST_QUESTION: Final = 90
"""Words; a longer one would take too long, and what it ends with is the story."""

Rows = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Makes vectors of length 1 from texts, a row each."""

    @property
    def form(self) -> str:
        """The same for vectors that can be compared, in letters and digits."""

    def of_passages(self, texts: Sequence[str]) -> Rows:
        """The vectors of stretches of passages. They may be kept."""

    def of_question(self, texts: Sequence[str]) -> Rows:
        """The vectors of what somebody asked, at once. They are not kept."""


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of the stretches of passages, one after the other; passage n's begin at `begins[n]`."""

    rows: Rows
    begins: npt.NDArray[np.int64]
    form: str
    """What they can be compared with: `Encoder.form`."""

    def alike(self, asked: Rows) -> npt.NDArray[np.float64]:
        """How alike each passage is to each row of `asked`: the cosine of its best stretch, a column a row."""
        if len(self.begins) < 2:
            return np.zeros((0, len(asked)))
        # A product through BLAS would wake its threads, which spin for longer than this takes.
        cosines = np.einsum("sd,ad->sa", self.rows, asked)
        return np.maximum.reduceat(cosines, self.begins[:-1], axis=0).astype(np.float64)


def stretches_of(title: str, lines: Sequence[str]) -> list[str]:
    """The stretches of a passage, each with the title before it; one at least."""
    words = " ".join(lines).split()
    above = " ".join(title.split()[:_LONGEST_TITLE])
    step = STRETCH - _SHARED
    begins = range(0, max(1, len(words) - _SHARED), step)[:_MOST_STRETCHES]
    return [f"{above}\n{' '.join(words[begin : begin + STRETCH])}".strip() for begin in begins]


def vectors_of(stretches: Sequence[Sequence[str]], encoder: Encoder) -> PassageVectors:
    """The vectors of passages, each given as its stretches."""
    begins = np.zeros(len(stretches) + 1, dtype=np.int64)
    np.cumsum([len(one) for one in stretches], out=begins[1:])
    texts = [text for one in stretches for text in one]
    rows = encoder.of_passages(texts) if texts else np.zeros((0, 1), dtype=np.float32)
    return PassageVectors(rows, begins, encoder.form)


def texts_of_asking(asked: str, story: str, before: Sequence[str]) -> list[str]:
    """What is asked, alone and with its story and the question before it; once where there is neither."""
    whole = " ".join(part for part in (asked, story, *before[-1:]) if part)
    return [" ".join(text.split()[:_LONGEST_QUESTION]) for text in dict.fromkeys((asked, whole))]
