"""A correction of what triage took a message for, kept so that it can be trained on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Correction:
    """A text, the label that triage gave it, and the one that a person gave it instead.

    The labels are those of triage, "incident" or "sar"; `category` is the ICO's, "" unless a person set it. `id` is
    the reference of the case that came of the text, so that its latest correction stands; `text` may hold personal
    data and is never written to a log. `day` is when it was last corrected.
    """

    id: str
    day: date
    text: str
    read_as: str
    label: str
    category: str = ""
