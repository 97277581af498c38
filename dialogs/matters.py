"""Telling a new matter from an answer: "oh, and I also lost my phone" is not about the e-mail before it."""

from __future__ import annotations

import re

from nlp.triage import REQUESTS, SURE_ENOUGH, Label, Reading

REQUEST_LABELS = REQUESTS
INCIDENT_LABELS = frozenset({Label.INCIDENT})

_SURE_IN_A_FORM = 0.75
"""What is typed into a form is most often meant for it, so it takes more to leave it."""

_ANOTHER = re.compile(
    r"^(?:oh|ah|hang on|wait)?\W*(?:and|but|also|plus)\b.{0,40}\b(?:also|another|as well|too)\b"
    r"|\b(?:something|one) (?:else|more thing|more)\b|\bby the way\b|\bbtw\b|\bseparately\b"
    r"|\b(?:a|an) (?:different|separate|second|new) (?:thing|matter|incident|breach|request|one)\b"
    r"|^(?:i|we) (?:also|have also|had also|'ve also)\b|^also\b.{0,30}\b(?:lost|sent|left|emailed|received|got)\b"
    r"|\banother (?:incident|breach|request|thing)\b",
    re.IGNORECASE | re.DOTALL,
)


def says_another(text: str) -> bool:
    """Whether the words themselves say that this is something else."""
    return bool(_ANOTHER.search(text.strip()[:300]))


def is_new_matter(text: str, reading: Reading, current: frozenset[Label]) -> bool:
    """Whether something typed in the middle of a form is a matter of its own.

    It is when it reads as another kind of thing, or as the same kind and says so itself ("I also lost …").
    """
    if reading.confidence < SURE_ENOUGH:
        return False
    if reading.label is Label.POLICY_QUESTION:
        return text.rstrip().endswith("?")
    if reading.label not in REQUEST_LABELS | INCIDENT_LABELS:
        return False
    if reading.label in current:
        return says_another(text)
    return reading.confidence >= _SURE_IN_A_FORM or says_another(text)
