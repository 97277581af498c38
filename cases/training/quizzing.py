"""Somebody takes a quiz: a question at a time, left and gone on with at any time. Passing it records the course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from cases.desk import Desk
from cases.errors import Refusal
from cases.people import Person
from cases.ports import UnitOfWork
from cases.training.completing import record_completions
from cases.training.due import good_until
from cases.training.needs import Course
from cases.training.quiz import Attempt, Option, Question, Quiz, is_right, options
from cases.training.records import How, TrainingRecord
from cases.words import LONDON

_NOT_YOURS: Final = "That course is not one of yours. Type my training to see which are."
_OVER: Final = "That quiz is over. Type my training to see what is due, and to start one."


@dataclass(frozen=True)
class Asked:
    """A question as it is asked: the `number`th of `of`."""

    course: Course
    attempt_id: str
    question: Question
    number: int
    of: int

    @property
    def options(self) -> Sequence[Option]:
        """The answers to choose from."""
        return options(self.attempt_id, self.question)


class NoSuchAnswer(Refusal):
    """What was chosen is none of the answers; `asked` is the question, to be asked again."""

    def __init__(self, asked: Asked) -> None:
        super().__init__("Please choose one of the answers.")
        self.asked = asked


@dataclass(frozen=True)
class Result:
    """How a quiz ended. `good_until` is the last day on which it counts, None where it was not passed."""

    course: Course
    right: int
    of: int
    needed: int
    good_until: date | None


@dataclass(frozen=True)
class Answered:
    """What became of an answer: it was right or wrong, and what comes next. `is_new` is False for a question that was
    answered before: then nothing was changed."""

    asked: Asked
    is_right: bool
    is_new: bool
    next: Asked | None = None
    result: Result | None = None


async def open_quiz(work: UnitOfWork, desk: Desk, person: Person, course_id: str) -> Asked:
    """The next question of the quiz under way, or the first of a new one. Raises `Refusal`."""
    course, quiz = _course(desk, person, course_id)
    attempt = await work.training.attempt_at(person.id, course.id)
    question = attempt.next_of(quiz) if attempt else None
    if attempt is None or question is None:
        attempt = Attempt(desk.new_id(), person.id, course.id)
        await work.training.put_attempt(attempt)
        question = quiz.in_order(attempt.id)[0]
    return _asked(course, quiz, attempt, question)


async def answer(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    course_id: str,
    attempt_id: str,
    question_id: str,
    option_id: str,
) -> Answered:
    """Answer a question, once. The last answer ends the quiz: passed, it is recorded as done today.

    Raises `Refusal` for a quiz that is over, `NoSuchAnswer` for an answer that is none of those that were shown.
    """
    course, quiz = _course(desk, person, course_id)
    attempt = await work.training.attempt_at(person.id, course.id)
    question = next((one for one in quiz.questions if one.id == question_id), None)
    if attempt is None or attempt.id != attempt_id or question is None:
        raise Refusal(_OVER)
    if question.id in attempt.answers:
        return Answered(_asked(course, quiz, attempt, question), attempt.answers[question.id], is_new=False)
    asked = _asked(course, quiz, attempt, question)
    if option_id not in {option.id for option in asked.options}:
        raise NoSuchAnswer(asked)
    right = is_right(attempt.id, question, option_id)
    attempt = replace(attempt, answers={**attempt.answers, question.id: right})
    following = attempt.next_of(quiz)
    if following is not None:
        await work.training.put_attempt(attempt)
        return Answered(asked, right, is_new=True, next=_asked(course, quiz, attempt, following))
    return Answered(asked, right, is_new=True, result=await _end(work, desk, person, course, quiz, attempt))


async def _end(
    work: UnitOfWork, desk: Desk, person: Person, course: Course, quiz: Quiz, attempt: Attempt
) -> Result:
    today = desk.time().astimezone(LONDON).date()
    right, of = attempt.right(quiz), len(quiz.questions)
    needed = -(-quiz.pass_mark * of // 100)
    if not attempt.is_passed(quiz):
        await work.training.put_attempt(attempt)
        return Result(course, right, of, needed, None)
    await work.training.remove_attempt(person.id, course.id)
    record = TrainingRecord(person.id, course.id, today, How.QUIZ, attempt.percent(quiz))
    await record_completions(work, desk, [record])
    return Result(course, right, of, needed, good_until(course, today))


def _asked(course: Course, quiz: Quiz, attempt: Attempt, question: Question) -> Asked:
    order = [one.id for one in quiz.in_order(attempt.id)]
    return Asked(course, attempt.id, question, order.index(question.id) + 1, len(order))


def _course(desk: Desk, person: Person, course_id: str) -> tuple[Course, Quiz]:
    course = desk.training.course(course_id)
    if course is None or course.quiz is None or not course.is_for(person, desk.directory):
        raise Refusal(_NOT_YOURS)
    return course, course.quiz
