"""What is remembered of people's training: what they did and when, since when they need it, what they were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class How(StrEnum):
    """Where it is known from that somebody did a course."""

    IMPORT = "import"
    QUIZ = "quiz"


@dataclass(frozen=True)
class TrainingRecord:
    """Somebody did a course on a day. `score` is the percentage of right answers, where it is known."""

    person: str
    course: str
    done_on: date
    how: How
    score: int | None = None


@dataclass(frozen=True)
class Standing:
    """Somebody needs a course.

    `since` is the morning on which that was first seen. `told` names the last prompt that they were sent for it, ""
    before the first.
    """

    person: str
    course: str
    since: date
    told: str = ""
