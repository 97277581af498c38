"""What a sentence of a policy tells people to do, lets them do, or forbids: told by must, may, not and the verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nlp.policies.words import Stems, stems_of


class Force(StrEnum):
    """How it is told."""

    REQUIRED = "required"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    NOT_REQUIRED = "not required"


OPPOSITE: Final = frozenset(
    {
        frozenset({Force.REQUIRED, Force.FORBIDDEN}),
        frozenset({Force.ALLOWED, Force.FORBIDDEN}),
        frozenset({Force.REQUIRED, Force.NOT_REQUIRED}),
    }
)
"""What can't both hold. What is allowed need not be done, so those agree."""

HAS_EXCEPTION: Final = re.compile(
    r"\b(?:unless|except\w*|without|only|until|other than|before|apart from|instead)\b", re.IGNORECASE
)
"""Words of an exception: "not without approval" says what "with approval" says, so such sentences are not compared."""

HAS_CONDITION: Final = re.compile(r"\b(?:if|when|where|while|whenever|once|after|during)\b", re.IGNORECASE)

_APOSTROPHE: Final = "['’]"
_AUXILIARY: Final = r"(?:\s+(?:be|been|always|also|normally|ever|still|never|then))*"
_FORMS: Final = (
    (
        Force.NOT_REQUIRED,
        rf"(?:need\s+not|needn{_APOSTROPHE}t|(?:do|does)(?:\s+not|n{_APOSTROPHE}t)\s+(?:have|need)\s+to|"
        rf"(?:is|are)(?:\s+not|n{_APOSTROPHE}t)\s+(?:required|obliged)\s+to)",
    ),
    (
        Force.FORBIDDEN,
        rf"(?:(?:must|may|can|should|shall|will)\s*(?:not|never)|(?:must|can|should|sha|wo)n{_APOSTROPHE}t|"
        rf"can{_APOSTROPHE}t|(?:is|are)(?:\s+not|n{_APOSTROPHE}t)\s+(?:allowed|permitted)\s+to|do\s+not|"
        rf"don{_APOSTROPHE}t|never)",
    ),
    (Force.ALLOWED, r"(?:may|can|(?:is|are)\s+(?:allowed|permitted|free)\s+to)"),
    (
        Force.REQUIRED,
        r"(?:must|shall|should|(?:has|have|needs?)\s+to|(?:is|are)\s+(?:required|obliged|expected)\s+to|always|"
        r"make\s+sure\s+to)",
    ),
)
_FORCES: Final = tuple(
    (force, re.compile(rf"\b{form}{_AUXILIARY}\s+([a-z]+(?:-[a-z]+)?)", re.IGNORECASE))
    for force, form in _FORMS
)
_PLAIN = re.compile(
    r"\b(?:is|are)\s+(not\s+|never\s+)?(allowed|permitted)\b(?!\s+to)|\b(forbidden|prohibited|banned)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:^|[:;]\s+|\band\s+then\s+)(?:please\s+)?([a-z]+)\b", re.IGNORECASE)
_SPEAKING: Final = frozenset(
    {
        *(
            "must",
            "may",
            "can",
            "cannot",
            "should",
            "shall",
            "will",
            "never",
            "always",
            "not",
            "do",
            "does",
            "don",
        ),
        *("need", "needs", "have", "has", "require", "required", "obliged", "expected", "sure", "please"),
        *("allowed", "permitted", "forbidden", "prohibited", "banned"),
    }
)
_AS_SAID: Final = {
    "kept": "keep", "sent": "send", "taken": "take", "told": "tell", "given": "give", "held": "hold", "left": "leave",
    "made": "make", "paid": "pay", "written": "write", "sold": "sell", "lent": "lend", "shown": "show",
    "thrown": "throw", "done": "do", "brought": "bring", "bought": "buy", "worn": "wear", "driven": "drive",
    "chosen": "choose", "hidden": "hide", "spoken": "speak", "withdrawn": "withdraw",
}  # fmt: skip
"""Forms that no stem brings together."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is told: how, and the stem of its verb; "allow" where it is told of a thing ("… is allowed")."""

    force: Force
    verb: str


def duties_in(text: str, stems: Stems) -> frozenset[Duty]:
    """All that a sentence tells. A verb with which it begins is an order."""
    told: list[tuple[Force, str]] = [(Force.REQUIRED, word) for word in _begun_with(text)]
    left = text
    for force, pattern in _FORCES:
        for match in pattern.finditer(left):
            told.append((force, match[1]))
        # "Must not" is no "must".
        left = pattern.sub(" ", left)
    for match in _PLAIN.finditer(text):
        is_against = bool(match[1] or match[3])
        told.append((Force.FORBIDDEN if is_against else Force.ALLOWED, "allow"))
    duties = (Duty(force, _verb(word, stems)) for force, word in told)
    # Words that say nothing are no verbs: "never a group e-mail".
    return frozenset(duty for duty in duties if duty.verb)


def _begun_with(text: str) -> Iterator[str]:
    for match in _CLAUSE.finditer(text.strip()):
        if match[1].lower() not in _SPEAKING:
            yield match[1]


def _verb(word: str, stems: Stems) -> str:
    plain = word.lower()
    return stems[_AS_SAID.get(plain, plain)]


def told_of(text: str, stems: Stems) -> frozenset[str]:
    """The stems of what it is about, without the words of duty."""
    speaking = {stems[word] for word in _SPEAKING}
    return frozenset(stem for stem in stems_of(text, stems) if stem not in speaking)
