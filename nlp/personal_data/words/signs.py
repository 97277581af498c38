"""What the network sees of each word besides its meaning: what lists and patterns made of it, and how it is written."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray
from stdnum import luhn
from stdnum.gb import nhs, utr

from nlp.personal_data.circumstances import Circumstances
from nlp.personal_data.labels import CIRCUMSTANCES, CONTEXT_LABELS, DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Words, Written

LIVES: Final = tuple(label for label in DataLabel if label in CIRCUMSTANCES)
"""What is said about lives, in the order of the network's answers."""
IDENTIFIERS: Final = tuple(label for label in DataLabel if label not in CIRCUMSTANCES | CONTEXT_LABELS)
"""What identifies somebody, in the order of the network's answers."""
_PLACE_OF: Final = {label: place for place, label in enumerate(LIVES)}
_OF_LISTS: Final = 2 * len(LIVES)
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
    _GLUED,
    _NHS,
    _UTR,
    _CARD,
    _BY_PATTERNS,
) = range(_OF_LISTS, _OF_LISTS + 17)
_BY_PATTERN: Final = dict(
    zip((label for label in DataLabel if label not in CIRCUMSTANCES), count(_BY_PATTERNS))
)
_OF_LENGTH: Final = _BY_PATTERNS + len(_BY_PATTERN)
_LONGEST: Final = 7
"""Characters of a number: longer ones count as so long."""
_OF_DIGITS: Final = _OF_LENGTH + _LONGEST
_DIGITS: Final = (4, 6, 8, 9, 10, 11, 12, 16, 22)
"""How many digits a number has with those beside it: each count goes with the next that stands here."""
WIDTH: Final = _OF_DIGITS + len(_DIGITS)
LISTED: Final = slice(0, _OF_LISTS)
"""The signs that the lists of words and phrases give."""
PATTERNED: Final = slice(_BY_PATTERNS, _OF_LENGTH)
"""The signs that the patterns of identifiers and of context give."""
_NUMBERS: Final = re.compile(r"\d(?:[ \t./-]{0,2}\d)*")
_OF_AGE: Final = 18
_SHORTEST_CODE: Final = 3
"""Digits: nobody is so old."""
_TEN_DIGITS: Final = 10
_SHORTEST_CARD: Final = 13


@dataclass(frozen=True, slots=True)
class Sight:
    """A text as the network sees it: its words, and a row of signs (0 or 1) for each."""

    words: Words
    signs: NDArray[np.float32]


def sight_of(written: Written, rules: Circumstances, found: Sequence[Span]) -> Sight:
    """How a text looks to the network, given what lists read in it of lives and what patterns `found`."""
    text, words = written.text, written.words
    _, starts, ends = words
    rows: list[int] = []
    columns: list[int] = []
    for start, end, sign in (*_of_lists(rules), *_of_patterns(found), *_of_numbers(text)):
        held = range(bisect_left(ends, start + 1), bisect_left(starts, end))
        rows.extend(held)
        columns.extend([sign] * len(held))
    before = 0
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        of_word = _looks(text[start:end])
        if row == 0 or (start - before and text[before:start].strip(" ") != ""):
            of_word = (*of_word, _LINE)
        elif start == before:
            of_word = (*of_word, _GLUED)
        rows.extend([row] * len(of_word))
        columns.extend(of_word)
        before = end
    signs = np.zeros((len(starts), WIDTH), dtype=np.float32)
    signs[rows, columns] = 1
    _mark_sentences(signs, starts, rules)
    return Sight(words, signs)


def _looks(word: str) -> tuple[int, ...]:
    """The signs of how a word is written."""
    first = word[0]
    if first.isdecimal():
        length = _OF_LENGTH + min(len(word), _LONGEST) - 1
        young = len(word) < _SHORTEST_CODE and word.isdecimal() and int(word) < _OF_AGE
        return (_NUMBER, length, _YOUNG) if young else (_NUMBER, length)
    if first.isupper():
        return (_CAPITAL, _CAPITALS) if len(word) > 1 and word.isupper() else (_CAPITAL,)
    return () if first.isalpha() else (_MARK,)


_Signs = Iterator[tuple[int, int, int]]
"""Where a sign stands, and which."""


def _of_lists(rules: Circumstances) -> _Signs:
    for match in rules.matches:
        yield match.start, match.end, _PLACE_OF[match.label]
        if match.in_general:
            yield match.start, match.end, _IN_GENERAL
    for span in rules.said:
        yield span.start, span.end, len(LIVES) + _PLACE_OF[span.label]
    for stretches, sign in (
        (rules.phrases.harmless, _HARMLESS),
        (rules.phrases.settings, _SETTING),
        (rules.named, _NAMED),
    ):
        for start, end in stretches:
            yield start, end, sign


def _of_patterns(found: Sequence[Span]) -> _Signs:
    for span in found:
        if span.label in _BY_PATTERN:
            yield span.start, span.end, _BY_PATTERN[span.label]


def _of_numbers(text: str) -> _Signs:
    """How many digits stand together, and which checks they pass."""
    for match in _NUMBERS.finditer(text):
        digits = "".join(filter(str.isdecimal, match.group()))
        if len(digits) < _DIGITS[0]:
            continue
        start, end = match.span()
        yield start, end, _OF_DIGITS + bisect_left(_DIGITS, min(len(digits), _DIGITS[-1]))
        if len(digits) == _TEN_DIGITS:
            if nhs.is_valid(digits):
                yield start, end, _NHS
            if utr.is_valid(digits):
                yield start, end, _UTR
        elif len(digits) >= _SHORTEST_CARD and luhn.is_valid(digits):
            yield start, end, _CARD


def _mark_sentences(signs: NDArray[np.float32], starts: tuple[int, ...], rules: Circumstances) -> None:
    row = 0
    while row < len(starts):
        _, end = rules.sentences.around(starts[row])
        after = max(bisect_left(starts, end), row + 1)
        signs[row:after, _ABOUT] = rules.sentences.about_somebody(starts[row])
        signs[row:after, _NOTE] = rules.sentences.reads_as_a_note(starts[row])
        row = after
