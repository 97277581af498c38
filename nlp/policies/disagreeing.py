"""Two policies that say different things about the same: other lengths of time, numbers or shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlp.policies.library import Quoted
from nlp.policies.words import Stems, stems_of

_CLOSE: Final = 0.6
"""How much of the first's score another must have: what ranks far below is about something else."""

_ALIKE: Final = 0.5
"""The share of the shorter one's words that both must have."""

_NUMBERS: Final = {
    word: str(number)
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        0,
    )
}
_AMOUNT = re.compile(
    r"\b(\d+(?:[.,]\d+)?|" + "|".join(_NUMBERS) + r")(?:st|nd|rd|th)?[\s-]+"
    r"(?:(?:working|calendar|full|whole|tax|financial)[\s-]+)?(hour|day|week|month|year|per cent|percent|%)s?\b",
    re.IGNORECASE,
)


def disagreeing(quoted: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """The first and those of other policies that give other amounts for the same; empty where all agree.

    It goes by what is marked: amounts of the same unit, none of them alike, in stretches that share most words. So two
    policies that disagree without a number are not noticed.
    """
    if not quoted:
        return ()
    first, *others = quoted
    stems = Stems()
    said, amounts = set(stems_of(_WITHOUT.sub(" ", first.sentence), stems)), _amounts(first.sentence)
    found = []
    for other in others:
        if other.passage.policy == first.passage.policy or other.score < _CLOSE * first.score:
            continue
        theirs = _amounts(other.sentence)
        units = amounts.keys() & theirs.keys()
        if not units or any(amounts[unit] & theirs[unit] for unit in units):
            continue
        words = set(stems_of(_WITHOUT.sub(" ", other.sentence), stems))
        if len(said & words) >= _ALIKE * max(1, min(len(said), len(words))):
            found.append(other)
    return (first, *found[:1]) if found else ()


_WITHOUT = re.compile(_AMOUNT.pattern, re.IGNORECASE)


def _amounts(text: str) -> dict[str, set[str]]:
    """The amounts by their unit."""
    found: dict[str, set[str]] = {}
    for number, unit in _AMOUNT.findall(text):
        named = "%" if unit.lower() in ("per cent", "percent") else unit.lower()
        found.setdefault(named, set()).add(_NUMBERS.get(number.lower(), number))
    return found
