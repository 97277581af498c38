"""What one service is asked for one case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class AskState(StrEnum):
    """Where an ask stands."""

    OPEN = "open"
    ANSWERED = "answered"
    NOT_HELD = "not_held"
    NOT_NEEDED = "not_needed"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The state in words."""
        return {
            "open": "Waiting for the service",
            "answered": "Answered",
            "not_held": "Not held by the service",
            "not_needed": "No longer needed",
        }[self.value]


@dataclass(frozen=True)
class Ask:
    """What one service is asked for one case. `question` and `answer` are people's words."""

    id: str
    reference: str
    service: str
    question: str
    by: date
    asked_at: datetime
    asker: str
    state: AskState = AskState.OPEN
    answer: str = ""
    answered_at: datetime | None = None
    answerer: str | None = None
