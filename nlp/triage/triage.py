"""Triage: what a message is, by rules, on a spaCy pipeline configured in triage.cfg."""

import threading
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from nlp.triage.details import read_incident, read_request
from nlp.triage.evidence import SMALL_TALK
from nlp.triage.labels import REQUESTS, Label, SmallTalk
from nlp.triage.normal import PlainLine, plain_line
from nlp.triage.reading import Alternative, Reading
from nlp.triage.weighing import Verdict, rank_categories, weigh
from nlp.triage.wrapping import without_wrapping

_CONFIG: Final = Path(__file__).with_name("triage.cfg")
_SURE: Final = 0.97
_QUOTED_WORDS: Final = 7
_REASONS: Final = 3

for _extension in ("plain_line", "verdict"):
    if not Doc.has_extension(_extension):
        Doc.set_extension(_extension, default=None)


@Language.factory("askig_plain_line")
def _plain_line(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """Spells the message out as one plain line, typing errors put right."""

    def component(doc: Doc) -> Doc:
        doc._.plain_line = plain_line(doc)
        return doc

    return component


@Language.factory("askig_weigh")
def _weigh(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """Weighs the words that speak for each label."""

    def component(doc: Doc) -> Doc:
        doc._.verdict = weigh(doc._.plain_line.line)
        return doc

    return component


class Triage:
    """Reads what a message is. By rules: it says what it saw, and how sure it is."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._one_at_a_time = threading.Lock()

    def read(self, text: str, now: datetime) -> Reading:
        """Read `text` as said at `now`. Of a very long text its beginning and its end are read.

        Raises ValueError where `now` has no time zone.
        """
        if now.tzinfo is None:
            raise ValueError("The present moment needs a time zone.")
        body = without_wrapping(text)
        with self._one_at_a_time, self._pipeline.memory_zone():
            doc = self._pipeline(body)
            line: PlainLine = doc._.plain_line
            verdict: Verdict = doc._.verdict
            talk = _small_talk(line.line)
            if talk is not None:
                return Reading(
                    Label.OTHER,
                    _SURE,
                    ("That is small talk: nothing is asked or reported.",),
                    small_talk=talk,
                )
            reasons = _reasons(doc, line, verdict)
        return _reading(text, body, now, line, verdict, reasons)


def _reading(
    text: str, body: str, now: datetime, line: PlainLine, verdict: Verdict, reasons: tuple[str, ...]
) -> Reading:
    ranked = sorted(verdict.chances.items(), key=lambda chance: -chance[1])
    label, confidence = ranked[0]
    named = (label, *verdict.also)
    return Reading(
        label=label,
        confidence=round(min(confidence, 0.99), 3),
        reasons=reasons,
        also=verdict.also,
        alternatives=tuple(
            Alternative(other, round(chance, 3)) for other, chance in ranked[1:4] if chance >= 0.01
        ),
        incident=(
            read_incident(body, now, rank_categories(verdict.found, line.line))
            if Label.INCIDENT in named
            else None
        ),
        request=read_request(text, now) if any(one in REQUESTS for one in named) else None,
    )


def _small_talk(line: str) -> SmallTalk | None:
    words = " ".join(line.replace(" . ", " ").replace(" ? ", " ").replace(" , ", " ").split())
    if not words or len(words) > 60:
        return None
    for kind, pattern in SMALL_TALK:
        if pattern.fullmatch(words):
            return SmallTalk(kind)
    return None


def _reasons(doc: Doc, line: PlainLine, verdict: Verdict) -> tuple[str, ...]:
    best = max(verdict.chances, key=lambda label: verdict.chances[label])
    said: dict[str, str] = {}
    for start, end, meaning in verdict.notes.get(best, ()):
        said.setdefault(meaning, _quote(doc, line, start, end))
    strongest = sorted(verdict.found, key=lambda item: -item.weight)
    for item in strongest:
        if item.evidence.label is best and item.weight >= 1:
            said.setdefault(item.evidence.meaning, _quote(doc, line, item.start, item.end))
    if not said:
        return ("Nothing in it speaks of a request, an incident or a policy.",)
    return tuple(f"You say '{quote}': {meaning}." for meaning, quote in list(said.items())[:_REASONS])


def _quote(doc: Doc, line: PlainLine, start: int, end: int) -> str:
    """The words as they were written, shortened in the middle."""
    first, last = line.token_at(start), line.token_at(max(start, end - 1))
    words = doc[first : last + 1].text.split()
    if len(words) > _QUOTED_WORDS:
        return f"{' '.join(words[:2])} … {' '.join(words[-3:])}"
    return " ".join(words)


@lru_cache(maxsize=1)
def load_triage() -> Triage:
    """The triage, built once a process from triage.cfg."""
    config = spacy.util.load_config(_CONFIG)
    pipeline = spacy.util.load_model_from_config(config, auto_fill=True)
    # Words with a hyphen stay whole ("e-mail", "re-use"): they are spelt out as one plain word.
    infixes = [pattern for pattern in (pipeline.Defaults.infixes or []) if "-|–" not in str(pattern)]
    tokenizer: Any = pipeline.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return Triage(pipeline)
