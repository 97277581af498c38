"""A question about policy as it is remembered for the IG team, and an answer that the team saved for next time.

Who asked is not kept, nor at what time of the day: only what was asked, and what it led to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.policies import Passage, PassageKind, Policy

TEAMS_ANSWERS = "Answers from the IG team"
"""What stands where another passage has its policy."""

_ANSWER_ID = "answer "


class Found(StrEnum):
    """What the policies had for a question."""

    ANSWERED = "answered"
    OFFERED = "offered"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AskedQuestion:
    """A question that somebody asked.

    `words` are "" where they looked like personal data. `passage` is what it led to, "" where to nothing.
    """

    id: str
    day: date
    words: str
    found: Found
    passage: str
    title: str
    is_helpful: bool | None = None
    is_settled: bool = False


@dataclass(frozen=True)
class QuestionGroup:
    """Questions that led to the same passage, or to nothing in the same words: the newest, and how many."""

    newest: AskedQuestion
    asked: int
    unhelpful: int


@dataclass(frozen=True)
class WhatPeopleAsk:
    """Groups of questions, those with most questions first."""

    most: Sequence[QuestionGroup]
    unhelpful: Sequence[QuestionGroup]
    unanswered: Sequence[QuestionGroup]


@dataclass(frozen=True)
class SavedAnswer:
    """An answer of the IG team that is given to everybody who asks the same. `review` is when it is looked at again."""

    id: str
    question: str
    answer: str
    saved_on: date
    by: str
    review: date

    @property
    def as_passage(self) -> Passage:
        """The answer as something that can be found and quoted beside the policies."""
        policy = Policy("", TEAMS_ANSWERS, approved=self.saved_on, review=self.review)
        return Passage(
            f"{_ANSWER_ID}{self.id}", policy, "", (self.question,), self.answer, PassageKind.ANSWER
        )


def saved_answer_in(passage_id: str) -> str | None:
    """The id of the saved answer that a passage is, None where it is a section of a policy."""
    return passage_id.removeprefix(_ANSWER_ID) if passage_id.startswith(_ANSWER_ID) else None
