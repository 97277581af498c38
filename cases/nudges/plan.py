"""What is kept about nudges: up to when a case's were told, when it is looked at next, and who put it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Plan:
    """When a case is looked at next, as it stood at `version`.

    Nudges that fell no later than `told_until` were told, or fell before the case stood as it does. `next_at` is the
    moment of the next one, None where there is none.
    """

    reference: str
    version: int
    told_until: datetime
    next_at: datetime | None


@dataclass(frozen=True)
class Times:
    """When a case was changed last, and since when it is in its state."""

    changed_at: datetime
    in_state_since: datetime


@dataclass(frozen=True)
class Snooze:
    """One person does not want to hear of a case before this moment."""

    person: str
    reference: str
    until: datetime
