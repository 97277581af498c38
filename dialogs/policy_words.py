"""How a policy is named, how old it is, and what a section asks to be done, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.policies import Passage, PassageKind, Policy
from cases.question import TEAMS_ANSWERS
from cases.words import counted, date_without_weekday

_MONTH = 30.44


@dataclass(frozen=True)
class Offer:
    """A button that does what a section says: its title, its verb, and what it carries."""

    title: str
    verb: str
    data: dict[str, Any]


_REPORT = Offer("Report it now", "begin", {"form": "report_incident"})
_PASS_ON = Offer("Pass on a request", "begin", {"form": "pass_on_request"})
_CHECK = Offer("Check a document", "check_how", {})
_SCREENING = Offer("Start a DPIA screening", "policy_write", {})

_OFFERS: tuple[tuple[re.Pattern[str], Offer], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), offer)
    for pattern, offer in (
        (r"\bDPIA screening\b", _SCREENING),
        (r"\bcheck a document\b", _CHECK),
        (
            r"\breport an incident\b|\breport(?:s|ed)? (?:it|that|this|the (?:incident|breach))(?: at once| now)?\b"
            r"|\breport in ask ig\b",
            _REPORT,
        ),
        (r"\bpass (?:on a request|(?:it|this|them|every\w*) on)\b", _PASS_ON),
    )
)
"""What a section speaks of, and the button for it. The order settles which of two it is."""


def name_of(passage: Passage) -> str:
    """What the passage is about, as its own heading says."""
    return passage.headings[-1] if passage.headings else passage.policy.title


def place_of(passage: Passage) -> str:
    """Where the passage stands: "IG policy DP00, section 3.2"."""
    if passage.policy.title == TEAMS_ANSWERS:
        return TEAMS_ANSWERS
    named = passage.policy.number or f"“{passage.policy.title}”"
    return f"IG policy {named}, section {passage.section}" if passage.section else f"IG policy {named}"


def citation(passage: Passage) -> str:
    """The same with its version and the day of its approval."""
    policy = passage.policy
    if policy.title == TEAMS_ANSWERS and policy.approved:
        return f"Answered by the IG team on {date_without_weekday(policy.approved)}"
    parts = [place_of(passage)]
    if policy.version:
        parts.append(f"version {policy.version}")
    if policy.approved:
        parts.append(f"approved {date_without_weekday(policy.approved)}")
    return ", ".join(parts)


def how_old(policy: Policy, today: date) -> str:
    """How old a policy is, and whether it should have been looked at again by now."""
    sentences = []
    if policy.approved and policy.approved <= today:
        sentences.append(f"It is {_age((today - policy.approved).days)} old.")
    if policy.review and policy.review < today:
        sentences.append(
            f"It should have been looked at again by {date_without_weekday(policy.review)}, "
            "so ask the IG team if much hangs on it."
        )
    elif policy.review:
        sentences.append(f"It is to be looked at again by {date_without_weekday(policy.review)}.")
    return " ".join(sentences) or "It does not say how old it is."


def _age(days: int) -> str:
    if days < 60:
        return counted(days, "day")
    months = int(days / _MONTH)
    return counted(months, "month") if months < 24 else counted(months // 12, "year")


def offer_of(passage: Passage) -> Offer | None:
    """The button for what the section asks to be done, None where it asks for nothing that can be done here."""
    if passage.kind in (PassageKind.ROW, PassageKind.DEFINITION):
        # It says what something is, or how long it is kept, not what to do.
        return None
    text = f"{name_of(passage)}\n{passage.text}".replace("*", "")
    return next((offer for pattern, offer in _OFFERS if pattern.search(text)), None)
