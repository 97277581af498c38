"""What single words mean, by the vectors that ship: how nearly a title says in other words what somebody tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.word_vectors import load_vectors

_SMALLEST: Final = np.float32(1e-6)

Rows = npt.NDArray[np.float32]
Counts = npt.NDArray[np.float64]


class Meanings:
    """The meanings of the words of an index, each known by one of its forms."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._vectors = load_vectors()
        self._row = self._vectors.rows_of(forms)

    def nearest(self, places: npt.NDArray[np.int32], told: Sequence[str], counts: Counts) -> Rows:
        """How near each of these words of the index is to the nearest of those told, times what that counts.

        1 is the same word, 0 is far or not known.
        """
        if not len(places) or not told:
            return np.zeros(len(places), dtype=np.float32)
        theirs, ours = self._row[places], self._vectors.rows_of(told)
        # A product through BLAS would wake its threads, which spin for longer than this takes.
        alike = np.einsum("pd,td->pt", self._of_length_one(theirs), self._of_length_one(ours))
        nearest: Rows = np.clip((alike * counts).max(axis=1), 0.0, 1.0).astype(np.float32)
        return nearest

    def _of_length_one(self, rows: npt.NDArray[np.int32]) -> Rows:
        vectors = self._vectors.of(rows)
        scaled: Rows = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _SMALLEST)
        return scaled
