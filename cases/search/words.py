"""The words by which a case is found: what was written of it, brought to one form.

Both databases keep and compare these words and nothing cleverer, so that both find the same cases. A word is in lower
case, without accents, and cut to its stem, so that "repairs" finds "repaired". The words of one case are a set: what
was written can't be read back from it.

The stems are stored. A release that changes how words are brought to their form has to index every case anew, as
migration 0002 does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from Stemmer import Stemmer

if TYPE_CHECKING:  # a text tool that wants the words alone starts sooner
    from cases.case import Case

LONGEST_WORD: Final = 30
"""Characters of a word that are looked at."""

MOST_WORDS: Final = 6_000
"""Different words of one case: PostgreSQL keeps a megabyte of them, so what is said beyond this is not indexed."""

WRITTEN_IN: Final = ("text", "what_happened", "requester", "contact")
"""The names under which `Case.details` holds what people wrote."""

_FROM: Final = "from_"
"""Goes before a word of the requester's name, so that a search for the requester finds no other mention."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_STOP_WORDS_WRITTEN: Final = """
    a about after all also am an and any are as at be been before being but by can could did do does doing down
    each few for from further had has have having he her here hers him his how i if in into is it its itself just
    me more most my no nor not now of off on once only or other our ours out over own please same she should so
    some such than that the their theirs them then there these they this those through to too under until up us
    very was we were what when where which while who whom whose why will with would you your yours
"""
STOP_WORDS: Final = frozenset(_STOP_WORDS_WRITTEN.split())
"""Words that say nothing about a case."""


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text in order, in lower case, without accents, apostrophes and stop words."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    found = (_without_apostrophes(word)[:LONGEST_WORD] for word in _WORD.findall(folded))
    return tuple(word for word in found if len(word) > 1 and word not in STOP_WORDS)


def words_by_stem(text: str) -> dict[str, str]:
    """The stems of the words of a text in the order in which they come, each with a word that has it.

    A stem is no word: it has a stem of its own, so a word to be looked for is handed on as it is.
    """
    found: dict[str, str] = {}
    for word in plain_words(text):
        found.setdefault(_stem(word), word)
    return found


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, each once."""
    return tuple(words_by_stem(text))


def requester_words(name: str) -> tuple[str, ...]:
    """The words of a requester's name as they are searched for: unlike other words, and not cut to a stem."""
    return tuple(dict.fromkeys(f"{_FROM}{word}" for word in plain_words(name)))


def indexed_words(case: Case, added: Iterable[str]) -> tuple[str, ...]:
    """All words by which a case is found, sorted: what was written when it was opened, and what was added since."""
    return words_of_details(case.details, added)


def words_of_details(details: Mapping[str, Any], added: Iterable[str]) -> tuple[str, ...]:
    """The same from a case's details alone, as a migration has them."""
    found = dict.fromkeys(requester_words(str(details.get("requester") or "")))
    for text in (*(str(details.get(name) or "") for name in WRITTEN_IN), *added):
        found.update(dict.fromkeys(stems(text)))
    return tuple(sorted(list(found)[:MOST_WORDS]))


def _without_apostrophes(word: str) -> str:
    """ "children's" is about children, and O'Brien is typed with and without."""
    return re.sub(r"['’]s$", "", word).replace("'", "").replace("’", "")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    # A stemmer of its own for each word: one that is shared mixes up words of two threads.
    return str(Stemmer("english").stemWord(word)) if word.isalpha() else word
