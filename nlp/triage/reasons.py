"""Reasons in words: the phrases that decided, quoted as they were written, with what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.triage.features import Numbers, Observed, Piece
from nlp.triage.labels import Label
from nlp.triage.model import Model
from nlp.triage.themes import ThemeFound

_MOST: Final = 3
_LONGEST_QUOTE: Final = 7
NOTHING_SPEAKS: Final = "Nothing in it speaks of a request, an incident or a policy."
_MEANINGS: Final = {
    Label.FOI: "people write so who ask for information that the council holds",
    Label.EIR: "people write so who ask about the environment",
    Label.SAR: "people write so who ask for what is held about a person",
    Label.RIGHTS: "people write so who want their data put right, erased or no longer used",
    Label.REUSE: "people write so who want to use again what the council has made",
    Label.COMPLAINT: "people write so who are aggrieved at what was done with their data",
    Label.REVIEW: "people write so who dispute an answer, or wait for one",
    Label.INCIDENT: "people write so when something happened to personal data",
    Label.POLICY_QUESTION: "people write so who ask what the rules are",
    Label.OTHER: "people write so about other matters than information governance",
}
_ENVIRONMENT: Final = ", which is environmental information whichever law is named"
_COMMON_WORDS: Final = (
    "a an and are as at be but by do for from had has have he her him his i if in is it its me my no not of on or "
    "our she so that the them then there they this to us was we were what which who will with would you your can "
    "could am been did dear hi hello thanks regards yours please s t ve re m ? ! £"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words side by side that speak for the label."""

    start: int
    end: int
    strength: float


def reasons_for(text: str, observed: Observed, model: Model, label: Label) -> tuple[str, ...]:
    """Up to three sentences; `text` is what `observed` was seen in, letter for letter, before its case was lowered."""
    phrases = sorted(_phrases(text, observed, model, label), key=lambda phrase: -phrase.strength)
    by_meaning: dict[str, list[str]] = {}
    for phrase in phrases[:_MOST]:
        meaning = _meaning(phrase, observed.themes, label)
        quotes = by_meaning.setdefault(meaning, [])
        if (quote := _quoted(text[phrase.start : phrase.end])) not in quotes:
            quotes.append(quote)
    if not by_meaning:
        return (NOTHING_SPEAKS,)
    return tuple(f"You say {_listed(quotes)}: {meaning}." for meaning, quotes in by_meaning.items())


def _phrases(text: str, observed: Observed, model: Model, label: Label) -> list[_Phrase]:
    """The runs of words that each speak for the label, alone or with the word beside them."""
    tokens, strengths = _strengths(observed, model, label)
    phrases: list[_Phrase] = []
    run: list[int] = []
    for place in range(len(tokens) + 1):
        goes_on = place < len(tokens) and strengths[place] > 0 and len(run) < _LONGEST_QUOTE
        if goes_on and run and "\n" in text[tokens[run[-1]].end : tokens[place].start]:
            goes_on = False
        if not goes_on and run:
            phrases.extend(_trimmed(text, [tokens[one] for one in run], strengths[run].tolist()))
            run = []
        if place < len(tokens) and strengths[place] > 0:
            run.append(place)
    return phrases


def _strengths(observed: Observed, model: Model, label: Label) -> tuple[Sequence[Piece], Numbers]:
    """For each word, how much it and the pairs that it is in speak for the label."""
    count = (len(observed.words) + 1) // 2
    if not count:
        return (), np.empty(0, np.float32)
    pieces = np.array([piece.checksum for piece in observed.words], np.uint32)
    weights = model.word_weights(pieces, label)
    strengths: Numbers = weights[:count].copy()
    strengths[: count - 1] += weights[count:] / 2
    strengths[1:] += weights[count:] / 2
    return observed.words[:count], strengths


def _trimmed(text: str, tokens: list[Piece], strengths: list[float]) -> list[_Phrase]:
    """The phrase without common words at its ends; nothing where only those are left."""
    telling = [at for at, one in enumerate(tokens) if text[one.start : one.end].lower() not in _COMMON]
    if not telling:
        return []
    first, last = telling[0], telling[-1]
    return [_Phrase(tokens[first].start, tokens[last].end, sum(strengths[first : last + 1]))]


def _meaning(phrase: _Phrase, found: Sequence[ThemeFound], label: Label) -> str:
    for one in found:
        if one.theme.label is label and any(
            start < phrase.end and phrase.start < end for start, end in one.spans
        ):
            return f"{one.theme.meaning}{_ENVIRONMENT if label is Label.EIR else ''}"
    return _MEANINGS[label]


def _quoted(written: str) -> str:
    return f"'{' '.join(written.split())}'"


def _listed(quotes: Sequence[str]) -> str:
    return quotes[0] if len(quotes) == 1 else f"{', '.join(quotes[:-1])} and {quotes[-1]}"
