"""Two policies that say different things about the same: other amounts, or that it must and must not be done."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from nlp.policies.duties import HAS_CONDITION, HAS_EXCEPTION, OPPOSITE, Duty, duties_in, told_of
from nlp.policies.library import Quoted
from nlp.policies.words import Stems, stems_of

_CLOSE: Final = 0.6
"""How much of the first's score another must have: what ranks far below is about something else."""

_ALIKE: Final = 0.5
"""The share of the shorter one's words that both must have."""

_SAME_THING: Final = 0.6
"""The same for what is told and forbidden, without the words of duty."""

_SAME_CASE: Final = 0.8
"""The same, of the longer one's words, where either holds only in a certain case."""

_LEAST_SHARED: Final = 2

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
    r"(?:(?:working|calendar|full|whole|tax|financial)[\s-]+)?(minute|hour|day|week|month|year|per cent|percent|%)s?\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"£\s?(\d+(?:,\d{3})*(?:\.\d\d)?)")


def disagreeing(quoted: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """The first and one of another policy that says otherwise of the same; empty where all agree.

    It goes by what is marked: amounts of the same unit, none of them alike, in stretches that share most words; or the
    same verb, required by one and forbidden by the other, of the same thing. So it misses what is said in other words.
    """
    if not quoted:
        return ()
    first, *others = quoted
    stems = Stems()
    for other in others:
        if other.passage.policy == first.passage.policy or other.score < _CLOSE * first.score:
            continue
        one, another = first.sentence, other.sentence
        if _other_amounts(one, another, stems) or _opposite_duties(one, another, stems):
            return first, other
    return ()


def _other_amounts(one: str, other: str, stems: Stems) -> bool:
    ours, theirs = _amounts(one), _amounts(other)
    units = ours.keys() & theirs.keys()
    if not units or any(ours[unit] & theirs[unit] for unit in units):
        return False
    said, words = (set(stems_of(_WITHOUT.sub(" ", text), stems)) for text in (one, other))
    return len(said & words) >= _ALIKE * max(1, min(len(said), len(words)))


def _opposite_duties(one: str, other: str, stems: Stems) -> bool:
    """Whether one tells people to do, or lets them do, what the other forbids or does not ask for."""
    if HAS_EXCEPTION.search(one) or HAS_EXCEPTION.search(other):
        return False
    ours, theirs = duties_in(one, stems), duties_in(other, stems)
    verbs = {
        mine.verb
        for mine in ours
        for yours in theirs
        if mine.verb == yours.verb and frozenset({mine.force, yours.force}) in OPPOSITE
    }
    # Whoever says both, of two things, contradicts nobody who says one of them.
    verbs -= {duty.verb for said in (ours, theirs) for duty in said if _says_both(duty.verb, said)}
    if not verbs:
        return False
    said, words = (told_of(text, stems) - verbs for text in (one, other))
    shared = len(said & words)
    if shared < _LEAST_SHARED and said != words:
        return False
    if HAS_CONDITION.search(one) or HAS_CONDITION.search(other):
        return shared >= _SAME_CASE * max(len(said), len(words))
    return shared >= _SAME_THING * max(1, min(len(said), len(words)))


def _says_both(verb: str, said: Collection[Duty]) -> bool:
    forces = [duty.force for duty in said if duty.verb == verb]
    return any(frozenset({one, other}) in OPPOSITE for one in forces for other in forces)


_WITHOUT = re.compile(f"{_AMOUNT.pattern}|{_MONEY.pattern}", re.IGNORECASE)


def _amounts(text: str) -> dict[str, set[str]]:
    """The amounts by their unit."""
    found: dict[str, set[str]] = {}
    for pounds in _MONEY.findall(text):
        found.setdefault("£", set()).add(pounds.replace(",", "").removesuffix(".00"))
    for number, unit in _AMOUNT.findall(text):
        named = "%" if unit.lower() in ("per cent", "percent") else unit.lower()
        found.setdefault(named, set()).add(_NUMBERS.get(number.lower(), number))
    return found
