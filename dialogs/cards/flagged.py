"""Likely personal data in words: kinds and counts, never the data."""

from __future__ import annotations

from collections.abc import Mapping

from cases.words import listed
from nlp.personal_data import CONTEXT_LABELS, DataLabel
from nlp.personal_data.titles import counted_kind


def flagged_parts(flagged: Mapping[str, int]) -> list[str]:
    """`["2 names", "1 NHS number"]`, most serious kinds first as the scan has them."""
    return [
        counted_kind(label, flagged[label])
        for label in DataLabel
        if label not in CONTEXT_LABELS and flagged.get(label, 0) > 0
    ]


def flagged_sentence(flagged: Mapping[str, int]) -> str:
    """What the reporter is told before sending; empty when nothing was found."""
    parts = flagged_parts(flagged)
    if not parts:
        return ""
    return (
        f"I noticed what may be {listed(parts)} in what you wrote. That helps us, but you may leave it out. "
        "I may have missed some."
    )


def flagged_in_letter(flagged: Mapping[str, int]) -> str:
    """The same about somebody else's words, which nothing should be left out of."""
    parts = flagged_parts(flagged)
    if not parts:
        return ""
    return (
        f"I noticed what may be {listed(parts)} in it. They stay with the case and are never shown in a channel. "
        "I may have missed some."
    )


def flagged_fact(flagged: Mapping[str, int]) -> str:
    """The same for the team, in one line."""
    return listed(flagged_parts(flagged)) or "Nothing flagged (some may be missed)"
