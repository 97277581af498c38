"""An encoder that needs no library: texts are alike where their words share beginnings, or mean what a few here mean."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from cases.search.words import STOP_WORDS
from nlp.policies.vectors import Rows
from nlp.policies.words import words_of

_DIMENSIONS = 256
_ALIKE = {"pendrive": "stick", "usb": "stick", "vacation": "leave", "holiday": "leave"}


class EncoderByLetters:
    """Counts what the words of a text begin with, but for the commonest."""

    def __init__(self, form: str = "letters") -> None:
        self.form = form
        self.passages: list[str] = []
        """What it was given as passages, in order."""

    def of_passages(self, texts: Sequence[str]) -> Rows:
        self.passages += texts
        return self.of_question(texts)

    def of_question(self, texts: Sequence[str]) -> Rows:
        rows = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in [word for word in words_of(text) if word not in STOP_WORDS]:
                row[zlib.crc32(_ALIKE.get(word, word)[:5].encode()) % _DIMENSIONS] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Rows = rows / np.maximum(lengths, 1e-9)
        return unit
