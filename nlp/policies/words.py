"""The words of passages and of questions, brought to one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from string import ascii_lowercase
from typing import Final

from Stemmer import Stemmer

from cases.search.words import LONGEST_WORD, STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORTEST_MISSPELT: Final = 5
_COMMENT: Final = "#"


class Stems(dict[str, str]):
    """The stem of each word that was met; "" for a word that says nothing. Use one in one thread at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._stemmer = Stemmer("english")

    def __missing__(self, word: str) -> str:
        plain = (
            re.sub(r"['’]s$", "", word if word.isascii() else _without_accents(word))
            .replace("'", "")
            .replace("’", "")[:LONGEST_WORD]
        )
        plain = _forms().get(plain, plain)
        says_nothing = plain in STOP_WORDS or (len(plain) == 1 and not plain.isdigit())
        stem = "" if says_nothing else str(self._stemmer.stemWord(plain)) if plain.isalpha() else plain
        self[word] = stem
        return stem


def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text in order, in lower case."""
    return _WORD.findall((text if text.isascii() else unicodedata.normalize("NFC", text)).lower())


def stems_of(text: str, stems: Stems) -> list[str]:
    """The stems of the words of a text in order, without the words that say nothing."""
    return [stem for word in words_of(text) if (stem := stems[word])]


def spelt_nearly(stem: str) -> set[str]:
    """What a stem may have been meant to be: one letter left out, put in, changed, or two exchanged."""
    if len(stem) < _SHORTEST_MISSPELT or not stem.isascii() or not stem.isalpha():
        return set()
    parts = [(stem[:at], stem[at:]) for at in range(len(stem) + 1)]
    left_out = {before + after[1:] for before, after in parts if after}
    exchanged = {before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1}
    changed = {before + letter + after[1:] for before, after in parts if after for letter in ascii_lowercase}
    put_in = {before + letter + after for before, after in parts for letter in ascii_lowercase}
    return (left_out | exchanged | changed | put_in) - {stem}


def _lines(name: str) -> Iterable[str]:
    written = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return (line for line in written.splitlines() if line.strip() and not line.startswith(_COMMENT))


@cache
def _forms() -> dict[str, str]:
    """The word that each form is one of, where the ending does not show it: "send" for "sent"."""
    return {
        form: word
        for word, _, forms in (line.partition(":") for line in _lines("forms.txt"))
        for form in forms.split()
    }


@cache
def words_of_asking() -> frozenset[str]:
    """Stems of words that ask rather than say what about ("need", "want", "possible")."""
    stems = Stems()
    return frozenset(stem for line in _lines("asking.txt") for stem in stems_of(line, stems))


@cache
def meant_alike() -> dict[str, tuple[str, ...]]:
    """For each stem those that people use for the same: "sacked" for "dismissed". One group a line, commas between.

    A word before "=" in a group is what people say; it is looked for under the words after it, not they under it.
    """
    stems = Stems()
    alike: dict[str, dict[str, None]] = {}
    for line in _lines("alike.txt"):
        said, _, official = line.rpartition("=")
        targets = [stem for word in official.split(",") for stem in stems_of(word, stems)[:1]]
        sources = (
            [stem for word in said.split(",") for stem in stems_of(word, stems)[:1]] if said else targets
        )
        for source in sources:
            alike.setdefault(source, {}).update({stem: None for stem in targets if stem != source})
    return {stem: tuple(others) for stem, others in alike.items()}
