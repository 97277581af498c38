"""What words mean, as numbers: words that mean alike stand near each other.

The vectors were taken from a sentence encoder (see the model's card), made short, and are kept as bytes.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

OUR_VECTORS: Final = Path(__file__).with_suffix(".npz")
_LARGEST: Final = 127


class WordVectors:
    """A row of numbers for each word in lower case; nothing but noughts for a word that has none."""

    def __init__(self, words: Sequence[str], rows: NDArray[np.int8], step: float) -> None:
        self._row_of = {word: row for row, word in enumerate(words, start=1)}
        self._rows = rows
        self._step = np.float32(step)

    @property
    def width(self) -> int:
        """How many numbers a word has."""
        return int(self._rows.shape[1])

    def __len__(self) -> int:
        return len(self._row_of)

    def rows_of(self, words: Sequence[str]) -> NDArray[np.int32]:
        """The number of each word's row; 0 for a word that has none."""
        row_of = self._row_of
        return np.array([row_of.get(word, 0) for word in words], dtype=np.int32)

    def of(self, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """The numbers of each row."""
        taken: NDArray[np.float32] = self._rows[rows].astype(np.float32)
        taken *= self._step
        return taken

    def save(self, file: Path) -> None:
        """Write them to a file."""
        words = np.frombuffer("\n".join(self._row_of).encode(), dtype=np.uint8)
        np.savez_compressed(file, words=words, rows=self._rows, step=self._step)


@lru_cache(maxsize=2)
def load_vectors(file: Path = OUR_VECTORS) -> WordVectors:
    """The vectors that `WordVectors.save` wrote. Raises `OSError` where the file can't be read."""
    with np.load(file) as kept:
        words = kept["words"].tobytes().decode().split("\n")
        return WordVectors(words, kept["rows"], float(kept["step"]))


def quantised(words: Sequence[str], vectors: NDArray[np.float32]) -> WordVectors:
    """Vectors with each number rounded to one of 255 steps."""
    step = float(np.percentile(np.abs(vectors), 99.9)) / _LARGEST
    rounded = np.clip(np.rint(vectors / step), -_LARGEST, _LARGEST).astype(np.int8)
    return WordVectors(words, np.concatenate([np.zeros_like(rounded[:1]), rounded]), step)
