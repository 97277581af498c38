"""Reasons in words: the phrases that decided, quoted as they were written, with what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.triage.features import Observed
from nlp.triage.labels import Label
from nlp.triage.model import Model
from nlp.triage.themes import ThemeFound

_MOST: Final = 3
_LONGEST_QUOTE: Final = 7
_NOTHING: Final = "Nothing in it speaks of a request, an incident or a policy."
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
class _Reason:
    start: int
    end: int
    strength: float
    meaning: str


def reasons_for(text: str, observed: Observed, model: Model, label: Label) -> tuple[str, ...]:
    """Up to three sentences; `text` is what `observed` was seen in, letter for letter, before its case was lowered."""
    candidates = [*_of_words(text, observed, model, label), *_of_themes(observed, model, label)]
    chosen: list[_Reason] = []
    for candidate in sorted(candidates, key=lambda one: -one.strength):
        if len(chosen) == _MOST:
            break
        if not any(candidate.start < one.end and one.start < candidate.end for one in chosen):
            chosen.append(candidate)
    if not chosen:
        return (_NOTHING,)
    by_meaning: dict[str, list[str]] = {}
    for reason in chosen:
        by_meaning.setdefault(reason.meaning, []).append(_quoted(text[reason.start : reason.end]))
    return tuple(f"You say {_listed(quotes)}: {meaning}." for meaning, quotes in by_meaning.items())


def _of_words(text: str, observed: Observed, model: Model, label: Label) -> list[_Reason]:
    if not observed.words:
        return []
    checksums = np.array([piece.checksum for piece in observed.words], np.uint32)
    found: list[_Reason] = []
    for piece, strength in zip(observed.words, model.word_weights(checksums, label).tolist(), strict=True):
        words = text[piece.start : piece.end].lower().split()
        if strength > 0 and "\n" not in text[piece.start : piece.end] and not _COMMON.issuperset(words):
            found.append(_Reason(piece.start, piece.end, strength, _MEANINGS[label]))
    return found


def _of_themes(observed: Observed, model: Model, label: Label) -> list[_Reason]:
    found: list[_Reason] = []
    for one in observed.themes:
        strength = model.theme_weight(one.theme, label)
        if one.theme.label is label and strength > 0:
            start, end = _longest(one)
            found.append(_Reason(start, end, strength, _theme_meaning(one, label)))
    return found


def _longest(found: ThemeFound) -> tuple[int, int]:
    return max(found.spans, key=lambda span: span[1] - span[0])


def _theme_meaning(found: ThemeFound, label: Label) -> str:
    return f"{found.theme.meaning}{_ENVIRONMENT if label is Label.EIR else ''}"


def _quoted(written: str) -> str:
    words = written.split()
    shown = words if len(words) <= _LONGEST_QUOTE else [*words[:3], "…", *words[-3:]]
    return f"'{' '.join(shown)}'"


def _listed(quotes: Sequence[str]) -> str:
    return quotes[0] if len(quotes) == 1 else f"{', '.join(quotes[:-1])} and {quotes[-1]}"
