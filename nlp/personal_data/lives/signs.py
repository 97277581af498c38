"""What the network sees of each word besides its meaning: what the rules made of it, and how it is written."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.personal_data.circumstances import Circumstances
from nlp.personal_data.labels import CIRCUMSTANCES, DataLabel
from nlp.plain_text import Written

LABELS: Final = tuple(label for label in DataLabel if label in CIRCUMSTANCES)
"""What is said about lives, in the order of the network's answers."""
_PLACE_OF: Final = {label: place for place, label in enumerate(LABELS)}
_WORD: Final = re.compile(r"[^\W\d_]+|'[a-z]{1,2}(?![a-z])|\d+(?:[.,:/]\d+)*|[^\s\w]|_")
_OF_RULES: Final = 2 * len(LABELS)
(
    _HARMLESS,
    _SETTING,
    _IN_GENERAL,
    _NAMED,
    _ABOUT,
    _NOTE,
    _CAPITAL,
    _CAPITALS,
    _NUMBER,
    _MARK,
    _LINE,
    _YOUNG,
) = range(_OF_RULES, _OF_RULES + 12)
WIDTH: Final = _OF_RULES + 12
RULES: Final = slice(0, _OF_RULES)
"""The signs that the lists of words and phrases give."""
_OF_AGE: Final = 18


@dataclass(frozen=True, slots=True)
class Sight:
    """A text as the network sees it: its words in lower case, where each stands (code points, end exclusive), and a
    row of signs (0 or 1) for each.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    signs: NDArray[np.float32]


def sight_of(written: Written, rules: Circumstances) -> Sight:
    """How a text looks to the network, given what the rules read in it."""
    low, text = written.low, written.text
    places = [match.span() for match in _WORD.finditer(low)]
    starts = tuple(start for start, _ in places)
    ends = tuple(end for _, end in places)
    signs = np.zeros((len(places), WIDTH), dtype=np.float32)

    def mark(start: int, end: int, sign: int) -> None:
        signs[bisect_left(ends, start + 1) : bisect_left(starts, end), sign] = 1

    for match in rules.matches:
        mark(match.start, match.end, _PLACE_OF[match.label])
        if match.in_general:
            mark(match.start, match.end, _IN_GENERAL)
    for span in rules.said:
        mark(span.start, span.end, len(LABELS) + _PLACE_OF[span.label])
    for stretches, sign in (
        (rules.phrases.harmless, _HARMLESS),
        (rules.phrases.settings, _SETTING),
        (rules.named, _NAMED),
    ):
        for start, end in stretches:
            mark(start, end, sign)
    _mark_sentences(signs, starts, rules)
    before = 0
    for row, (start, end) in enumerate(places):
        word = text[start:end]
        first = word[0]
        if first.isdecimal():
            signs[row, _NUMBER] = 1
            signs[row, _YOUNG] = len(word) < 3 and word.isdecimal() and int(word) < _OF_AGE
        elif first.isupper():
            signs[row, _CAPITAL] = 1
            signs[row, _CAPITALS] = len(word) > 1 and word.isupper()
        elif not first.isalpha():
            signs[row, _MARK] = 1
        if row == 0 or (start - before and text[before:start].strip(" ") != ""):
            signs[row, _LINE] = 1
        before = end
    return Sight(tuple(low[start:end] for start, end in places), starts, ends, signs)


def _mark_sentences(signs: NDArray[np.float32], starts: tuple[int, ...], rules: Circumstances) -> None:
    row = 0
    while row < len(starts):
        _, end = rules.sentences.around(starts[row])
        after = max(bisect_left(starts, end), row + 1)
        signs[row:after, _ABOUT] = rules.sentences.about_somebody(starts[row])
        signs[row:after, _NOTE] = rules.sentences.reads_as_a_note(starts[row])
        row = after
