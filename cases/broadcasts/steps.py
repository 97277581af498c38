"""Who did what to a broadcast: each step, and those of them that tell how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cases.people import Directory


class StepKind(StrEnum):
    """What somebody did to a broadcast."""

    WRITTEN = "written"
    CHANGED = "changed"
    """Its words, or whom they are for."""

    SCHEDULED = "scheduled"
    SENT_NOW = "sent_now"
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"

    @property
    def done(self) -> str:
        """What was done, as in "*scheduled* by"."""
        return "sent" if self is StepKind.SENT_NOW else self.value


@dataclass(frozen=True)
class Step:
    """One thing that somebody did. `by` is a person's id."""

    kind: StepKind
    at: datetime
    by: str


_SETS_IT_GOING: Final = frozenset({StepKind.SCHEDULED, StepKind.SENT_NOW})
_STEERS_IT: Final = frozenset({StepKind.PAUSED, StepKind.RESUMED})


def telling(steps: Sequence[Step]) -> Sequence[Step]:
    """The steps that matter now, the earliest first: of each kind the last.

    A change of words counts as long as nothing was set, and from then on only if it came after that: the words that
    were scheduled are the ones that somebody looked at. A pause and its end count only while nothing came after them.
    """
    last = {step.kind: place for place, step in enumerate(steps)}
    first_set = next((place for place, step in enumerate(steps) if step.kind in _SETS_IT_GOING), None)
    told = []
    for kind, place in last.items():
        is_settled = kind is StepKind.CHANGED and first_set is not None and place < first_set
        is_overtaken = kind in _STEERS_IT and place < len(steps) - 1
        if not is_settled and not is_overtaken:
            told.append(place)
    return [steps[place] for place in sorted(told)]


def name_of(directory: Directory, person_id: str) -> str:
    """Who took a step, as in "by *Hannah Lewis*"; "somebody who has left" for one who has."""
    person = directory.person(person_id)
    return person.name if person else "somebody who has left"
