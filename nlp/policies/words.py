"""The words of passages and of questions, brought to one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from snowballstemmer.english_stemmer import EnglishStemmer

from cases.search.words import LONGEST_WORD, STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COMMENT: Final = "#"


class Stems(dict[str, str]):
    """The stem of each word that was met; "" for a word that says nothing. Use one in one thread at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._stemmer = EnglishStemmer()

    def __missing__(self, word: str) -> str:
        plain = re.sub(r"['’]s$", "", word).replace("'", "").replace("’", "")[:LONGEST_WORD]
        says_nothing = plain in STOP_WORDS or (len(plain) == 1 and not plain.isdigit())
        stem = "" if says_nothing else str(self._stemmer.stemWord(plain)) if plain.isalpha() else plain
        self[word] = stem
        return stem


def words_of(text: str) -> list[str]:
    """The words of a text in order, in lower case and without accents."""
    if text.isascii():
        return _WORD.findall(text.lower())
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(letter for letter in decomposed if not unicodedata.combining(letter)))


def stems_of(text: str, stems: Stems) -> list[str]:
    """The stems of the words of a text in order, without the words that say nothing."""
    return [stem for word in words_of(text) if (stem := stems[word])]


def _lines(name: str) -> Iterable[str]:
    written = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return (line for line in written.splitlines() if line.strip() and not line.startswith(_COMMENT))


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
