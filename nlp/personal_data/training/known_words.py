# ruff: noqa: E501  (a list of words reads better unbroken)
"""The table of what is known of words (`Evidence`), made from lists of names and from the training texts."""

import importlib
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from nlp.personal_data.names.evidence import Evidence
from nlp.personal_data.names.lists import first_names, surnames
from nlp.personal_data.training.corpora import Labelled
from nlp.personal_data.training.practice_texts import ABROAD, MORE_NAMES, TOWNS
from nlp.personal_data.training.world import BODIES, FAMOUS, PEOPLES, PLACES

_DICTIONARY: Final = Path(__file__).with_name("plain_words.txt")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\S")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ -]+")
_MET_AT_LEAST: Final = 2
_PLAIN_AT_LEAST: Final = 2
_COMMON_FROM: Final = 3
_TITLES: Final = "mr mrs ms miss mx dr prof professor sir dame lady lord rev revd reverend cllr councillor master judge sgt capt captain pc dc ds di"
_OF_BODIES: Final = (
    "council borough authority trust hospital infirmary school academy college university nursery surgery practice clinic "
    "centre center ltd limited llp plc inc corp corporation company co solicitors associates services group partnership "
    "association federation union society club foundation charity church mosque temple court tribunal police constabulary "
    "ministry department dept office agency commission committee board bank institute inspectorate ombudsman parliament "
    "government assembly homes housing party news times team network"
)
_CALENDAR: Final = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec "
    "christmas easter ramadan diwali eid"
)


def evidence_of_words(training: Iterable[Labelled]) -> dict[str, int]:
    """What is known of each word in lower case, as the number of an `Evidence`.

    Names and places are those of Faker's locales and of our own lists; the words of texts are those of `training`.
    """
    known: dict[str, int] = defaultdict(int)
    first, last = _names_with_locales()
    for words, flag in (
        (first, Evidence.FIRST_NAME),
        (last, Evidence.SURNAME),
        ((name for name, locales in first.items() if locales >= _COMMON_FROM), Evidence.COMMON_FIRST_NAME),
        (first_names(), Evidence.COMMON_FIRST_NAME),
        ((name for name, locales in last.items() if locales >= _COMMON_FROM), Evidence.COMMON_SURNAME),
        (surnames(), Evidence.COMMON_SURNAME),
        (FAMOUS.split(), Evidence.SURNAME),
        (_faker_places(), Evidence.PLACE),
        ((*TOWNS, *ABROAD, *PLACES.split()), Evidence.PLACE),
        (PEOPLES.split(), Evidence.PEOPLE_OR_FAITH),
        (BODIES.split(), Evidence.WELL_KNOWN_BODY),
        (_dictionary(), Evidence.IN_A_DICTIONARY),
        (_TITLES.split(), Evidence.TITLE),
        (_OF_BODIES.split(), Evidence.OF_A_BODY),
        (_CALENDAR.split(), Evidence.CALENDAR),
    ):
        for word in {part.lower() for name in words for part in name.split()}:
            known[word] |= flag
    met, plain = _counted(training)
    for word, times in met.items():
        if times >= _MET_AT_LEAST:
            known[word] |= Evidence.MET_IN_TRAINING
    for word, times in plain.items():
        if times >= _PLAIN_AT_LEAST:
            known[word] |= Evidence.PLAIN_WORD
    return dict(sorted(known.items()))


def _dictionary() -> list[str]:
    lines = _DICTIONARY.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _counted(training: Iterable[Labelled]) -> tuple[Counter[str], Counter[str]]:
    met: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for text in training:
        named = [(start, end) for start, end, _ in text.spans]
        for match in _WORD.finditer(text.text):
            word = match.group()
            met[word.lower()] += 1
            outside = not any(start <= match.start() < end for start, end in named)
            if word.islower() and outside:
                plain[word] += 1
    return met, plain


def _names_with_locales() -> tuple[Counter[str], Counter[str]]:
    """First names and surnames in Latin letters with the number of lists that have each."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for provider in _providers("person"):
        of_locale = _listed_names(provider)
        first.update({part.lower() for name in of_locale[0] for part in name.split()})
        last.update({part.lower() for name in of_locale[1] for part in name.split()})
    for more_first, more_last in MORE_NAMES.values():
        first.update(set(more_first.lower().split()))
        last.update(set(more_last.lower().split()))
    return first, last


def _listed_names(provider: Any) -> tuple[set[str], set[str]]:
    first: set[str] = set()
    last: set[str] = set()
    for listed in dir(provider):
        if listed.startswith("first_names"):
            first |= _latin(getattr(provider, listed))
        elif listed.startswith("last_names") or listed == "last_name":
            last |= _latin(getattr(provider, listed))
    return first, last


def locale_names(locale: str) -> tuple[set[str], set[str]]:
    """First names and surnames of one of Faker's locales."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    return _listed_names(provider)


def _faker_places() -> set[str]:
    """Countries, and towns and counties of the English-speaking locales in Faker."""
    places: set[str] = set()
    for provider in _providers("address"):
        english = provider.__module__.rsplit(".", 1)[-1].startswith("en")
        for listed in dir(provider):
            wanted = "countries" in listed or (
                english and re.fullmatch(r"cities|counties|states|provinces|towns", listed)
            )
            if wanted and "code" not in listed:
                places |= _latin(getattr(provider, listed))
    return places


def _providers(kind: str) -> list[Any]:
    package = importlib.import_module(f"faker.providers.{kind}")
    return [
        importlib.import_module(f"{package.__name__}.{module.name}").Provider
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name)
    ]


def _latin(listed: Any) -> set[str]:
    if not isinstance(listed, list | tuple | dict):
        return set()
    return {name for name in listed if isinstance(name, str) and _LATIN.fullmatch(name)}
