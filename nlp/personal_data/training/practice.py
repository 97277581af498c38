# ruff: noqa: E501  (a text reads better unbroken)
"""Practice texts of a UK council, made from templates with names of the many backgrounds of a British town."""

import calendar
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp.personal_data.training import practice_texts as texts
from nlp.personal_data.training.corpora import Labelled
from nlp.personal_data.training.known_words import locale_names

_BACKGROUNDS: Final = {
    "en_GB": 62.0, "en_US": 5.0, "en_IE": 4.0, "en_IN": 6.0, "en_PK": 6.0, "ro_RO": 2.0, "yo_NG": 1.5, "ig_NG": 1.0, "ha_NG": 0.5, "tw_GH": 1.0,
    "zu_ZA": 0.5, "tr_TR": 1.5, "pt_PT": 1.0, "es_ES": 0.8, "it_IT": 0.8, "fr_FR": 0.8, "de_DE": 0.6, "lt_LT": 0.6, "id_ID": 0.2, "hu_HU": 0.4, "sk_SK": 0.4, "sw": 0.4, "fr_DZ": 0.4,
    "polish": 3.0, "bangladeshi": 2.5, "somali": 1.2, "chinese": 1.2, "arabic": 2.5, "hebrew": 0.5, "american": 5.0, "greek and slavic": 1.6,
}  # fmt: skip
"""Shares of names by Faker's locales and our own lists, roughly those of a large English town."""
_SLOT = re.compile(r"\{(\w+)\}")
_LABELLED: Final = {
    "person": "PERSON",
    "first": "PERSON",
    "last": "PERSON",
    "titled": "PERSON",
    "initialled": "PERSON",
    "reversed": "PERSON",
    "org": "ORGANISATION",
    "place": "PLACE",
}
_MONTHS: Final = calendar.month_name[1:]
_DAYS: Final = tuple(calendar.day_name)
_TITLES: Final = (
    "Mr",
    "Mrs",
    "Miss",
    "Ms",
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Cllr",
    "Councillor",
    "Professor",
    "Rev",
    "Mx",
    "Mr.",
    "Mrs.",
)
_RECASED: Final = 0.08
_UNLISTED: Final = 0.35
_LOWERED: Final = 0.7


@dataclass(frozen=True, slots=True)
class _Person:
    first: str
    last: str


class PracticeWriter:
    """Writes practice texts; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  (reproducible on purpose)
        self._names = {
            background: tuple(tuple(sorted(names)) for names in _names_of(background))
            for background in _BACKGROUNDS
        }
        self._makers: dict[str, Callable[[_Person], str]] = {
            "person": lambda who: self._full(who),
            "first": lambda who: who.first,
            "last": lambda who: who.last,
            "titled": lambda who: f"{self._one(_TITLES)} {self._one((who.last, who.last, self._full(who), f'{who.first[0]} {who.last}'))}",
            "initialled": lambda who: self._one((f"{who.first[0]} {who.last}", f"{who.first[0]}. {who.last}", f"{who.first[0]}.{self._one('ABCDEJMPRS')}. {who.last}", f"{who.first} {who.last[0]}")),
            "reversed": lambda who: f"{who.last}, {who.first}",
        }  # fmt: skip

    def write(self, templates: Sequence[str], count: int) -> Iterator[Labelled]:
        """`count` texts from these templates."""
        for number in range(count):
            yield self._changed(self._filled(self._one(templates), number))

    def person(self) -> tuple[str, str]:
        """A first name and a surname of one background."""
        background = self._chance.choices(tuple(_BACKGROUNDS), tuple(_BACKGROUNDS.values()))[0]
        first, last = self._names[background]
        return self._name(first), self._name(last)

    def _name(self, listed: Sequence[str]) -> str:
        """A name of a list or, often, one that no list has: names in real texts are not all listed either."""
        name = self._one(listed)
        if self._chance.random() > _UNLISTED:
            return name
        other = self._one(listed).lower()
        return name[: max(2, len(name) // 2)] + other[len(other) // 2 :]

    def _one(self, given: Sequence[str]) -> str:
        return self._chance.choice(given)

    def _full(self, who: _Person) -> str:
        middle = self._chance.random()
        if middle < 0.06:
            return f"{who.first} {self._one('ABCDEFGHJKLMPRSTW')}{self._one(('', '.'))} {who.last}"
        if middle < 0.1:
            return f"{who.first} {self.person()[0]} {who.last}"
        if middle < 0.14:
            return f"{who.first} {who.last}-{self.person()[1]}"
        return f"{who.first} {who.last}"

    def _filled(self, template: str, number: int) -> Labelled:
        cast = [_Person(*self.person()) for _ in range(3)]
        written: list[str] = []
        spans = []
        at = length = 0
        for slot in _SLOT.finditer(template):
            written.append(template[at : slot.start()])
            length += slot.start() - at
            value = self._value(slot[1], cast)
            if slot[1] in _LABELLED:
                left_out = 4 if value.startswith("the ") else 0
                spans.append((length + left_out, length + len(value), _LABELLED[slot[1]]))
            written.append(value)
            length += len(value)
            at = slot.end()
        written.append(template[at:])
        return Labelled(f"practice-{number}", "".join(written), tuple(spans))

    def _value(self, slot: str, cast: list[_Person]) -> str:
        maker = self._makers.get(slot)
        if maker is not None:
            known = self._chance.random() < 0.5
            return maker(self._chance.choice(cast) if known else _Person(*self.person()))
        digit = self._chance.randrange
        return {
            "org": lambda: self._organisation(),
            "place": lambda: self._one(texts.TOWNS if digit(4) else texts.ABROAD),
            "team": lambda: self._one(texts.TEAMS),
            "street": lambda: self._one(texts.STREETS),
            "product": lambda: self._one(texts.PRODUCTS),
            "policy": lambda: self._one(texts.POLICIES),
            "role": lambda: self._one(texts.ROLES),
            "thing": lambda: self._one(texts.THINGS),
            "day": lambda: self._one(_DAYS),
            "month": lambda: self._one(_MONTHS),
            "date": lambda: self._one((f"{1 + digit(28)} {self._one(_MONTHS)} 20{10 + digit(16)}", f"{1 + digit(28):02}/{1 + digit(12):02}/20{10 + digit(16)}", f"{self._one(_DAYS)} {1 + digit(28)} {self._one(_MONTHS)}")),
            "ref": lambda: self._one((f"FOI-20{10 + digit(16)}-{digit(9999):04}", f"{digit(99):02}/{digit(99999):05}/FUL", f"CAS{digit(999999):06}", f"{digit(99999999):08}")),
            "number": lambda: str(1 + digit(99)),
            "phone": lambda: f"01{digit(999):03} {digit(999999):06}",
            "email": lambda: f"{cast[0].first}.{cast[0].last}@example.gov.uk".lower().replace(" ", ""),
            "postcode": lambda: f"{self._one('BDLMNRS')}{self._one('AEHLNS')}{1 + digit(20)} {1 + digit(9)}{self._one('ABDEFGHJ')}{self._one('LNPQRSTU')}",
        }[slot]()  # fmt: skip

    def _organisation(self) -> str:
        return self._one(texts.ORGANISATIONS).format(
            town=self._one(texts.TOWNS), saint=self._one(texts.SAINTS), surname=self.person()[1]
        )

    def _changed(self, text: Labelled) -> Labelled:
        return in_other_case(text, self._chance) if self._chance.random() < _RECASED else text


def _names_of(background: str) -> Sequence[Iterable[str]]:
    more = texts.MORE_NAMES.get(background)
    return [names.split() for names in more] if more else locale_names(background)


def in_other_case(text: Labelled, chance: random.Random) -> Labelled:
    """A text in small letters or, less often, in capitals throughout, as people write in a hurry."""
    changed = text.text.lower() if chance.random() < _LOWERED else text.text.upper()
    return text if len(changed) != len(text.text) else replace(text, text=changed)


def with_other_names(text: Labelled, writer: PracticeWriter) -> Labelled:
    """A real text with its people renamed: the way names stand in it stays, who they are does not."""
    written: list[str] = []
    spans = []
    at = length = 0
    for start, end, label in text.spans:
        before = text.text[at:start]
        name = text.text[start:end]
        if label == "PERSON":
            name = _renamed(name, *writer.person())
        written += (before, name)
        length += len(before)
        spans.append((length, length + len(name), label))
        length += len(name)
        at = end
    written.append(text.text[at:])
    return Labelled(text.identifier, "".join(written), tuple(spans))


def _renamed(name: str, first: str, last: str) -> str:
    words = list(re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?", name))
    real = [
        word
        for word in words
        if len(word.group().rstrip(".")) > 1 and word.group().rstrip(".").lower() not in _KEPT
    ]
    if not real:
        return name
    new: dict[int, str] = {}
    if len(real) == 1 and len(words) == 1:
        new[real[0].start()] = first
    elif len(real) == 1:
        new[real[0].start()] = last
    else:
        new[real[0].start()] = first
        new[real[-1].start()] = last
    renamed = ""
    at = 0
    for word in words:
        renamed += name[at : word.start()]
        given = new.get(word.start(), word.group())
        renamed += (
            given.lower()
            if word.group().islower()
            else given.upper()
            if word.group().isupper() and len(word.group()) > 2
            else given
        )
        at = word.end()
    return renamed + name[at:]


_KEPT: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lady",
        "lord",
        "rev",
        "cllr",
        "sgt",
        "capt",
        "president",
        "prime",
        "minister",
        "pope",
        "king",
        "queen",
        "prince",
        "princess",
        "senator",
        "justice",
        "van",
        "de",
        "la",
        "al",
        "bin",
        "von",
        "der",
        "del",
        "di",
    ]
)
