"""A quiz: questions with one right answer each, in another order for each attempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

PASS_MARK = 80
"""Percent of the answers that have to be right."""


@dataclass(frozen=True)
class Question:
    """One question. `why` explains the right answer, whichever was given; `source` is the law behind it."""

    id: str
    text: str
    right: str
    wrong: tuple[str, ...]
    why: str
    source: str = ""


@dataclass(frozen=True)
class Option:
    """An answer to choose from. Its id says neither to a person nor to a client whether it is right."""

    id: str
    text: str


@dataclass(frozen=True)
class Quiz:
    """The questions of a course."""

    id: str
    questions: tuple[Question, ...]
    pass_mark: int = PASS_MARK

    def in_order(self, attempt_id: str) -> Sequence[Question]:
        """The questions as this attempt asks them."""
        return sorted(self.questions, key=lambda question: _place(attempt_id, question.id))


def options(attempt_id: str, question: Question) -> Sequence[Option]:
    """The answers as this attempt shows them."""
    made = [Option(_place(attempt_id, question.id, text), text) for text in (question.right, *question.wrong)]
    return sorted(made, key=lambda option: option.id)


def is_right(attempt_id: str, question: Question, option_id: str) -> bool:
    """Whether this is the right answer."""
    return option_id == _place(attempt_id, question.id, question.right)


def _place(attempt_id: str, *what: str) -> str:
    """Where something stands: an order that nobody can foresee, and the same after a restart."""
    return sha256("\n".join((attempt_id, *what)).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Attempt:
    """One go at a course's quiz. `answers` says of each question answered so far whether it was answered rightly."""

    id: str
    person: str
    course: str
    answers: Mapping[str, bool] = field(default_factory=dict)

    def answered(self, quiz: Quiz) -> int:
        """How many of the quiz's questions are answered."""
        return sum(question.id in self.answers for question in quiz.questions)

    def right(self, quiz: Quiz) -> int:
        """How many were answered rightly."""
        return sum(self.answers.get(question.id, False) for question in quiz.questions)

    def next_of(self, quiz: Quiz) -> Question | None:
        """The question to be asked next; None when all are answered."""
        return next((one for one in quiz.in_order(self.id) if one.id not in self.answers), None)

    def is_passed(self, quiz: Quiz) -> bool:
        """Whether all are answered, and enough of them rightly."""
        return self.next_of(quiz) is None and self.right(quiz) * 100 >= quiz.pass_mark * len(quiz.questions)

    def percent(self, quiz: Quiz) -> int:
        """The share answered rightly, rounded down."""
        return self.right(quiz) * 100 // len(quiz.questions)
