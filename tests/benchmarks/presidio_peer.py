"""Presidio as the peer: its UK recognisers switched on, and a trained English model if one is installed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerResult
from presidio_analyzer.nlp_engine import NlpEngineProvider, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    UkNinoRecognizer,
    UkPassportRecognizer,
    UkPostcodeRecognizer,
    UkVehicleRegistrationRecognizer,
)

from nlp.personal_data import DataLabel

LARGER_MODEL: Final = "en_core_web_lg"
_LABELS: Final = {
    "PERSON": DataLabel.PERSON,
    "EMAIL_ADDRESS": DataLabel.EMAIL,
    "PHONE_NUMBER": DataLabel.PHONE,
    "UK_NHS": DataLabel.NHS_NUMBER,
    "UK_NINO": DataLabel.NINO,
    "UK_PASSPORT": DataLabel.PASSPORT,
    "UK_POSTCODE": DataLabel.POSTCODE,
    "UK_VEHICLE_REGISTRATION": DataLabel.VEHICLE_REG,
    "IBAN_CODE": DataLabel.IBAN,
    "CREDIT_CARD": DataLabel.PAYMENT_CARD,
    "IP_ADDRESS": DataLabel.IP_ADDRESS,
    "DATE_TIME": DataLabel.DATE_OF_BIRTH,
}
"""Which of its kinds answers which of ours. A date counts as a date of birth, in its favour."""


class _Untrained(SpacyNlpEngine):  # type: ignore[misc]
    """Tokens alone, for a machine without a trained model."""

    def __init__(self) -> None:
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}

    def load(self) -> None:
        """There is nothing to load."""


class Presidio:
    """Presidio's analyser as it is set up for English, with nothing fetched."""

    def __init__(self) -> None:
        # Otherwise the list of top-level domains is fetched for every e-mail address.
        tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
        logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
        self.model = LARGER_MODEL if spacy.util.is_package(LARGER_MODEL) else None
        self._engine = AnalyzerEngine(nlp_engine=_engine(self.model), supported_languages=["en"])
        for recognizer in (
            UkNinoRecognizer,
            UkPassportRecognizer,
            UkPostcodeRecognizer,
            UkVehicleRegistrationRecognizer,
        ):
            self._engine.registry.add_recognizer(recognizer())
        supported = set(self._engine.get_supported_entities(language="en"))
        self._asked = [kind for kind in _LABELS if kind in supported]

    @property
    def name(self) -> str:
        """What stands at the head of its column."""
        return f"Presidio, {self.model}" if self.model else "Presidio, no model"

    def analyse(self, text: str) -> list[RecognizerResult]:
        """What it flags of the kinds that a UK council asks for; its kinds for other countries are not asked."""
        found: list[RecognizerResult] = self._engine.analyze(text=text, language="en", entities=self._asked)
        return found

    def found(self, text: str) -> Sequence[tuple[int, int, DataLabel]]:
        """What it flags, with our label for it."""
        return [(one.start, one.end, _LABELS[one.entity_type]) for one in self.analyse(text)]


def _engine(model: str | None) -> Any:
    if model is None:
        return _Untrained()
    configuration = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    return NlpEngineProvider(nlp_configuration=configuration).create_engine()
