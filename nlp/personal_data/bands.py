"""How sure a finding is, in four bands that a person can act on."""

from enum import StrEnum
from typing import Final

from nlp.personal_data.labels import CONTEXT_LABELS, DataLabel

_SURE_FROM: Final = 0.95
_LIKELY_FROM: Final = 0.75
_MEANINGS: Final = {
    "sure": "Its own check is right, or words beside it say what it is.",
    "likely": "It has the shape or the words of personal data. Look at it.",
    "possible": "It may be personal data: one weak sign speaks for it. Decide from the text around it.",
    "context": "It names nobody alone, but together with something else it could.",
}


class Band(StrEnum):
    """How sure a finding is."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"
    CONTEXT = "context"

    @property
    def meaning(self) -> str:
        """What the band says, in a sentence for the person who decides."""
        return _MEANINGS[self.value]


def band_of(label: DataLabel, score: float) -> Band:
    """The band of a finding with this label and score (0 to 1)."""
    if label in CONTEXT_LABELS:
        return Band.CONTEXT
    if score >= _SURE_FROM:
        return Band.SURE
    return Band.LIKELY if score >= _LIKELY_FROM else Band.POSSIBLE
