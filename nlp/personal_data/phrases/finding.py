"""Where phrases of the lists stand in a text.

Words are compared by their stems, and "the", "his" and the like are passed over on both sides, so that "broke my leg"
is found in "she had broken both her legs". A phrase of one word is compared as it is written, in the singular or the
plural: a lone stem says too little. The lists are trees by word, so a word of the text costs one look into a dictionary
however long they grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.phrases.lists import (
    ANY_WORD,
    WORD,
    Branch,
    Ending,
    as_written,
    branch_at,
    is_passed_over,
    stem,
)
from nlp.plain_text import Written

_MOST_ANY_WORDS = 3
_WIDEST_GAP = 3
_NEAR = 6
"""How many words away a neighbour may stand."""
_PASSED = re.compile(r"[\w']+ ?")
_ENDS_A_SENTENCE = re.compile(r"[.!?] |[|\t]|\n\n")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase found at `start` to `end` (end exclusive). `by_neighbour`: it counted for what stands beside it."""

    label: DataLabel
    start: int
    end: int
    by_neighbour: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """What was found: what is said, the longest at each place for each label, and what only sounds like it."""

    said: tuple[Phrase, ...]
    harmless: tuple[tuple[int, int], ...]

    def only_sounds_like_it(self, start: int, end: int) -> bool:
        """Whether these characters stand within a phrase that says nothing of anybody."""
        return any(first <= start and end <= last for first, last in self.harmless)


@dataclass(slots=True)
class _Word:
    written: str
    start: int
    end: int
    low: str
    stem: str


def find_phrases(written: Written) -> Phrases:
    """The phrases of all lists, whoever they may be about."""
    level = written.level
    words = [
        _Word(match.group(), *match.span(), low, stem(low))
        for match in WORD.finditer(level)
        if not is_passed_over(low := match.group().lower())
    ]
    without_capitals = written.text == written.low
    said: list[Phrase] = []
    harmless = []
    for at, word in enumerate(words):
        longest: dict[DataLabel | None, tuple[int, bool]] = {}
        for ending, after in _endings(words, at, level):
            if ending.capitals and not without_capitals and word.written != ending.capitals:
                continue
            if ending.neighbours and not _has_neighbour(ending.neighbours, words, at, after):
                continue
            if after > longest.get(ending.label, (0, False))[0]:
                longest[ending.label] = (after, bool(ending.neighbours))
        for label, (after, by_neighbour) in longest.items():
            start, end = word.start, words[after - 1].end
            if label is None:
                harmless.append((start, end))
            else:
                said.append(Phrase(label, start, end, by_neighbour))
    return Phrases(tuple(said), tuple(harmless))


def _endings(words: Sequence[_Word], at: int, level: str) -> Iterator[tuple[Ending, int]]:
    """Every phrase that begins at this word, with the place after its last word."""
    word = words[at]
    for key in (as_written(word.low), word.stem):
        if (branch := branch_at(key)) is not None:
            yield from _follow(branch, words, at + 1, level)


def _follow(branch: Branch, words: Sequence[_Word], at: int, level: str) -> Iterator[tuple[Ending, int]]:
    for ending in branch.endings:
        yield ending, at
    if not branch.next or at >= len(words) or not _adjoin(words[at - 1], words[at], level):
        return
    if (further := branch.next.get(words[at].stem)) is not None:
        yield from _follow(further, words, at + 1, level)
    if (further := branch.next.get(ANY_WORD)) is not None:
        for after in range(at + 1, min(at + _MOST_ANY_WORDS, len(words)) + 1):
            yield from _follow(further, words, after, level)
            if after >= len(words) or not further.next or not _adjoin(words[after - 1], words[after], level):
                break


def _adjoin(one: _Word, other: _Word, level: str) -> bool:
    if other.start - one.end == 1:
        return level[one.end] not in "|\t"
    between = level[one.end : other.start]
    return len(_PASSED.sub("", between)) <= _WIDEST_GAP and not _ENDS_A_SENTENCE.search(between)


def _has_neighbour(
    neighbours: Sequence[tuple[str, ...]], words: Sequence[_Word], at: int, after: int
) -> bool:
    around = [word.stem for word in (*words[max(0, at - _NEAR) : at], *words[after : after + _NEAR])]
    return any(
        tuple(around[first : first + len(neighbour)]) == neighbour
        for neighbour in neighbours
        for first in range(len(around) - len(neighbour) + 1)
    )
