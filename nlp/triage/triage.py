"""Triage: what a message is, by a trained model, on a spaCy pipeline configured in triage.cfg."""

import threading
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.plain_text import lowered
from nlp.triage.deciding import Decision, decide, with_act_named
from nlp.triage.details import read_incident, read_request
from nlp.triage.features import Observed, observe
from nlp.triage.labels import REQUESTS, Label
from nlp.triage.model import Model, load_model
from nlp.triage.reading import Alternative, Reading
from nlp.triage.reasons import NOTHING_SPEAKS, reasons_for
from nlp.triage.small_talk import small_talk_in
from nlp.triage.wrapping import without_wrapping

_CONFIG: Final = Path(__file__).with_name("triage.cfg")
_SURE: Final = 0.97
_NO_REASON: Final = 0.5
"""How sure a reading can be for which no word speaks. It is "other" then, and what it looked like comes next."""


for _extension in ("observed", "decision"):
    if not Doc.has_extension(_extension):
        Doc.set_extension(_extension, default=None)


@Language.factory("askig_observe")
def _observe(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """Looks at the words, their pieces and the themes of the message."""

    def component(doc: Doc) -> Doc:
        doc._.observed = observe(lowered(doc.text))
        return doc

    return component


@Language.factory("askig_judge")
def _judge(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    """Judges what was seen by the trained model."""
    model = load_model()

    def component(doc: Doc) -> Doc:
        doc._.decision = decide(model.chances(model.row(doc._.observed)), model.settled)
        return doc

    return component


class Triage:
    """Reads what a message is: it says which words decided, and how sure it is."""

    def __init__(self, pipeline: Language, model: Model) -> None:
        self._pipeline = pipeline
        self._model = model
        self._one_at_a_time = threading.Lock()

    def read(self, text: str, now: datetime) -> Reading:
        """Read `text` as said at `now`. Of a very long text its beginning and its end are read.

        Raises ValueError where `now` has no time zone.
        """
        if now.tzinfo is None:
            raise ValueError("The present moment needs a time zone.")
        # Half of a pair that some clients send for an emoji can't be written down; a question mark keeps its place.
        body = without_wrapping(text.encode("utf-8", "replace").decode("utf-8"))
        if not any(character.isalnum() for character in body):
            return Reading(Label.OTHER, _SURE, ("There are no words in it.",))
        talk = small_talk_in(lowered(body))
        if talk is not None:
            said = ("That is small talk: nothing is asked or reported.",)
            return Reading(Label.OTHER, _SURE, said, small_talk=talk)
        with self._one_at_a_time, self._pipeline.memory_zone():
            doc = self._pipeline(body)
            observed: Observed = doc._.observed
            decision: Decision = doc._.decision
        decision = with_act_named(decision, lowered(body))
        reasons = reasons_for(body, observed, self._model, decision.label)
        return _reading(text, body, now, decision, reasons)


def _reading(text: str, body: str, now: datetime, decision: Decision, reasons: tuple[str, ...]) -> Reading:
    (label, confidence), *others = decision.ranked
    named = {label, *decision.also}
    if label is not Label.OTHER and reasons == (NOTHING_SPEAKS,):
        others = [(label, min(confidence, _NO_REASON)), *(one for one in others if one[0] is not Label.OTHER)]
        label, confidence = Label.OTHER, _NO_REASON
    return Reading(
        label=label,
        confidence=round(min(confidence, 0.99), 3),
        reasons=reasons,
        also=decision.also,
        alternatives=tuple(
            Alternative(other, round(chance, 3)) for other, chance in others[:3] if chance >= 0.01
        ),
        incident=read_incident(body, now, decision.categories) if decision.incident_noticed else None,
        request=read_request(text, now) if named & REQUESTS else None,
    )


@lru_cache(maxsize=1)
def load_triage() -> Triage:
    """The triage, built once a process from triage.cfg and the model that ships with the package."""
    config = spacy.util.load_config(_CONFIG)
    return Triage(spacy.util.load_model_from_config(config, auto_fill=True), load_model())
