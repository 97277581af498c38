"""What a passage is about, as one vector of the words that it has: for a search by words alone.

The vectors of words ship with the program (`nlp.word_vectors`). A word counts by its rarity, one that
comes again by the root of how often; what all the passages have in common is taken away from each word first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.word_vectors import load_vectors

Rows = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int32]

AT_ONCE: Final = 1 << 16
"""Postings that are summed at a time, about: as many vectors of words are in memory."""


def meanings_of(forms: Sequence[str]) -> Rows:
    """The vector of each form of a word, of length 1; noughts for one that has none."""
    vectors = load_vectors()
    return _of_length_one(vectors.of(vectors.rows_of(forms)))


def common_meaning(meanings: Rows, counts: npt.NDArray[np.float64]) -> Rows:
    """The mean of those that are no noughts, each counted so often."""
    has_one = meanings.any(axis=1)
    common: Rows = (counts @ meanings / max(float(counts @ has_one), 1e-9)).astype(np.float32)
    return common


def gist_of(meanings: Rows, counts: npt.NDArray[np.float64], common: Rows) -> Rows:
    """What words are about together, of length 1, for each row of `counts`; noughts where no word has a vector."""
    return _of_length_one((counts @ _apart(meanings, common)).astype(np.float32))


def gists_of_passages(
    meanings: Rows,
    common: Rows,
    passages: int,
    passage: Whole,
    word: Whole,
    counts: Rows,
    at_once: int = AT_ONCE,
) -> Rows:
    """What each of so many passages is about.

    A posting is the passage, the word as a row of `meanings`, and what it counts.
    """
    apart = _apart(meanings, common)
    gists = np.zeros((passages, meanings.shape[1]), dtype=np.float32)
    order = np.argsort(passage, kind="stable")
    begins = np.searchsorted(passage[order], np.arange(passages + 1))
    first = 0
    while first < passages:
        last = max(first + 1, int(np.searchsorted(begins, begins[first] + at_once, side="right")) - 1)
        taken = order[begins[first] : begins[last]]
        filled = first + np.flatnonzero(np.diff(begins[first : last + 1]))
        if len(filled):
            summed = counts[taken][:, None] * apart[word[taken]]
            gists[filled] = np.add.reduceat(summed, begins[filled] - begins[first], axis=0)
        first = last
    return _of_length_one(gists)


def _apart(meanings: Rows, common: Rows) -> Rows:
    """Meanings without what is common; a word that has none still has none."""
    apart: Rows = meanings - common * meanings.any(axis=1, keepdims=True)
    return apart


def _of_length_one(rows: Rows) -> Rows:
    scaled: Rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-6))
    return scaled
