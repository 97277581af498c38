"""A document's own text, made fit to be shown: nothing in it turns, hides or breaks what stands around it."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Final

from cases.disclosure import Decision, Hit, Verdict
from cases.documents import Document
from cases.words import moment_in_words
from nlp.personal_data import DataLabel
from nlp.personal_data.titles import title_of

_KEPT: Final = "\n\t"
_LINES: Final = {
    "\r\n": "\n",
    "\r": "\n",
    "\v": "\n",
    "\f": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS: Final = "\u200c\u200d"
"""They shape letters and emoji, and hide nothing."""
_VERDICTS: Final = {Verdict.ACCEPTED: "Take it out", Verdict.REJECTED: "It can stay"}
_ANOTHER_YEAR: Final = date(1, 1, 1)


def shown(text: str) -> str:
    """The text with what no eye sees written out: a mark that turns the direction of writing reads "[U+202E]"."""
    for line_end, written in _LINES.items():
        text = text.replace(line_end, written)
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _KEPT or character in _JOINERS or unicodedata.category(character) not in _UNSEEN:
        return character
    return f"[U+{ord(character):04X}]"


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(shown(text).split())


def value_of(hit: Hit, document: Document) -> str:
    """The words that were found."""
    return document.parts[hit.part].text[hit.start : hit.end]


def kind_of_hit(hit: Hit) -> str:
    """The kind in words, with a capital: "NHS number"."""
    title = title_of(DataLabel(hit.label))
    return title[:1].upper() + title[1:]


def verdict_of(decision: Decision) -> str:
    """What was decided, in words."""
    return _VERDICTS.get(decision.verdict, "To be decided again")


def moment(at: datetime) -> str:
    """A moment with its year, in Europe/London: "Thursday 26 November 2026, 14:05"."""
    return moment_in_words(at, _ANOTHER_YEAR)
