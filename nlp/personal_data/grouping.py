# ruff: noqa: SIM905  (a list of words reads better unbroken)
"""Mentions of the same person, put together: "Mrs Jane Tully", "Tully" and "Jane" are one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from nlp.plain_text import lowered

_HIM: Final = frozenset({"mr", "master", "sir", "lord", "father"})
_HER: Final = frozenset({"mrs", "miss", "ms", "dame", "lady", "baroness", "sister"})
_TITLES: Final = (
    _HIM
    | _HER
    | frozenset(
        "mx dr doctor prof professor rev revd reverend cllr councillor judge pc dc ds di sgt capt captain major "
        "imam rabbi hon the and &".split()
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(slots=True)
class _Person:
    words: tuple[str, ...]
    titles: set[str]
    mentions: list[int] = field(default_factory=list)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, titles left out and "'s" taken off."""
    words = (word.removesuffix("'s") for word in _WORD.findall(lowered(name)))
    return tuple(word for word in words if word not in _TITLES)


def _titles(name: str) -> set[str]:
    return {word for word in _WORD.findall(lowered(name)) if word in _TITLES}


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]


def could_be(mention: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a mention's words fit a fuller name: "J Tully", "Tully" and "Jane" fit Jane Tully."""
    if not mention or not full:
        return False
    if len(mention) == 1:
        return len(mention[0]) > 1 and mention[0] in (full[0], full[-1])
    if len(full) == 1:
        return False
    return mention[-1] == full[-1] and _same_word(mention[0], full[0])


def _titles_agree(one: set[str], other: set[str]) -> bool:
    return not ((one & _HIM and other & _HER) or (one & _HER and other & _HIM))


def group_names(names: Iterable[str]) -> tuple[int, ...]:
    """For each name the number of the person it is, from 0 in the order in which people first appear.

    A lone surname or first name joins the one fuller name that it fits; where it fits two, it stays apart.
    """
    given = list(names)
    people: list[_Person] = []
    by_surname: dict[str, list[_Person]] = defaultdict(list)
    by_word: dict[str, list[_Person]] = defaultdict(list)
    order = sorted(range(len(given)), key=lambda index: (-min(len(name_words(given[index])), 2), index))
    for index in order:
        words, titles = name_words(given[index]), _titles(given[index])
        candidates = by_surname[words[-1]] if len(words) > 1 else by_word[words[0]] if words else []
        fitting = [person for person in candidates if _fits(words, titles, person)]
        if len(fitting) == 1:
            person = fitting[0]
            person.titles |= titles
        else:
            person = _Person(words, set(titles))
            people.append(person)
            if words:
                by_surname[words[-1]].append(person)
                for word in {words[0], words[-1]}:
                    by_word[word].append(person)
        person.mentions.append(index)
    people.sort(key=lambda person: min(person.mentions))
    numbers = {index: number for number, person in enumerate(people) for index in person.mentions}
    return tuple(numbers[index] for index in range(len(given)))


def _fits(words: tuple[str, ...], titles: set[str], person: _Person) -> bool:
    same = words == person.words or could_be(words, person.words)
    return same and _titles_agree(titles, person.titles)
