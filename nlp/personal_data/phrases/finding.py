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
    HARMLESS,
    SETTINGS,
    WORD,
    Branch,
    Ending,
    Opening,
    opening_of,
)
from nlp.personal_data.stretches import Stretches
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
    """What was found: what is said, the longest at each place for each label, what only sounds like it, and what only
    deals with it.
    """

    said: tuple[Phrase, ...]
    harmless: Stretches
    settings: Stretches

    def only_sounds_like_it(self, start: int, end: int) -> bool:
        """Whether these characters stand within a phrase that says nothing of anybody."""
        return self.harmless.hold(start, end)

    def only_deals_with_it(self, start: int, end: int) -> bool:
        """Whether these characters only name somebody or something that deals with such matters."""
        return self.settings.hold(start, end)


@dataclass(slots=True)
class _Word:
    written: str
    start: int
    end: int
    opening: Opening

    @property
    def stem(self) -> str:
        return self.opening.stem


def find_phrases(written: Written) -> Phrases:
    """The phrases of all lists, whoever they may be about."""
    level = written.level
    words = [
        _Word(match.group(), *match.span(), opening)
        for match in WORD.finditer(level)
        if (opening := opening_of(match.group().lower())) is not None
    ]
    without_capitals = written.text == written.low
    said: list[Phrase] = []
    places: dict[str, list[tuple[int, int]]] = {HARMLESS: [], SETTINGS: []}
    for at, word in enumerate(words):
        if not word.opening.branches:
            continue
        longest: dict[DataLabel | str, tuple[int, bool]] = {}
        for branch in word.opening.branches:
            for ending, after in _follow(branch, words, at + 1, level):
                if after <= longest.get(ending.says, (0, False))[0]:
                    continue
                if ending.capitals and not without_capitals and word.written != ending.capitals:
                    continue
                if ending.neighbours and not _has_neighbour(ending.neighbours, words, at, after):
                    continue
                longest[ending.says] = (after, bool(ending.neighbours))
        for says, (after, by_neighbour) in longest.items():
            end = words[after - 1].end
            if isinstance(says, DataLabel):
                said.append(Phrase(says, word.start, end, by_neighbour))
            else:
                places[says].append((words[at - 1].end if at else 0, end))
    return Phrases(tuple(said), Stretches(places[HARMLESS]), Stretches(places[SETTINGS]))


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
