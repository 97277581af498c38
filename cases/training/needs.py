"""The training-needs table: which courses there are, who needs each, how often, and when they are prompted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from cases.audience import Audience, AudienceKind
from cases.people import Directory, Person, Role, as_known
from cases.training.quiz import PASS_MARK, Question, Quiz

_NEEDS: Final = "needs.toml"
_QUIZZES: Final = "quizzes.toml"
_LONGEST_ID: Final = 40
"""Characters of a course's id: it is a part of what its prompts are called by."""

_FEWEST_ANSWERS: Final = 2
_MOST_ANSWERS: Final = 6
_KINDS: Final = {
    "services": AudienceKind.SERVICE,
    "roles": AudienceKind.ROLE,
    "groups": AudienceKind.GROUP,
}


class TrainingWrong(ValueError):  # it names what happened
    """A training-needs table that can't be used; the sentence says what to change."""


@dataclass(frozen=True)
class Course:
    """A course that people have to do.

    It is done again `every_months` months after it was done. `starter_days` are the days that somebody has for it
    who needs it for the first time. `link` opens it in a learning system, "" where there is none.
    """

    id: str
    title: str
    who: tuple[Audience, ...]
    every_months: int
    starter_days: int
    link: str = ""
    quiz: Quiz | None = None

    def is_for(self, person: Person, directory: Directory) -> bool:
        """Whether the person needs it now."""
        return any(audience.has(person, directory) for audience in self.who)


@dataclass(frozen=True)
class PromptDays:
    """When people are prompted.

    `before` are days before the last day to do it. Once it is overdue they are prompted on the next day and then
    every `overdue_every` days; from `manager_after` days on their manager is told, once a week.
    """

    before: tuple[int, ...] = (30, 14, 7, 1)
    overdue_every: int = 7
    manager_after: int = 7


@dataclass(frozen=True)
class TrainingNeeds:
    """The whole table. `line` is the percentage of people up to date that the council wants to reach."""

    courses: tuple[Course, ...]
    prompts: PromptDays = PromptDays()
    line: int = 95

    def course(self, course_id: str) -> Course | None:
        """The course with this id."""
        return next((course for course in self.courses if course.id == course_id), None)

    def known_as(self, words: str) -> Course | None:
        """The course whose id or title this is, however it is written in case and spaces."""
        wanted = as_known(words)
        return next((one for one in self.courses if wanted in (as_known(one.id), as_known(one.title))), None)

    def of(self, person: Person, directory: Directory) -> Sequence[Course]:
        """What the person needs now, in the table's order."""
        return [course for course in self.courses if course.is_for(person, directory)]


@cache
def model_needs() -> TrainingNeeds:
    """The table that comes with Ask IG."""
    return read_needs(_shipped(_NEEDS))


def read_needs(text: str) -> TrainingNeeds:
    """A training-needs table from TOML. Its courses may name the quizzes that come with Ask IG, and quizzes of its own,
    which go before those of the same id. Raises `TrainingWrong`."""
    document = _document(text)
    quizzes = {**_quizzes(_document(_shipped(_QUIZZES))), **_quizzes(document)}
    courses = tuple(_course(row, quizzes) for row in _rows(document, "courses"))
    if not courses:
        raise TrainingWrong("It names no course: add one under [[courses]].")
    for name, of in (
        ("id", [one.id for one in courses]),
        ("title", [as_known(one.title) for one in courses]),
    ):
        if len(set(of)) != len(of):
            raise TrainingWrong(f"Two courses have the same {name}. Give each its own.")
    return TrainingNeeds(courses, _prompt_days(document), _number(document, "line", "It", 95, 1, 100))


def unknown_audiences(needs: TrainingNeeds, directory: Directory) -> Iterator[str]:
    """A sentence about each service or group that a course is for and the directory does not know."""
    for course in needs.courses:
        for audience in course.who:
            known = {
                AudienceKind.SERVICE: directory.service,
                AudienceKind.GROUP: directory.group,
            }.get(audience.kind)
            if known is not None and known(audience.name) is None:
                yield f"{course.title} is for the {audience.kind.value} {audience.name!r}, which is not listed."


def _shipped(name: str) -> str:
    return (files("cases.training") / name).read_text(encoding="utf-8")


def _document(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TrainingWrong(f"It is not TOML: {error}.") from error


def _rows(document: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    rows = document.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TrainingWrong(f"{name} must be a list of [[{name}]], each with its own lines below it.")
    return rows


def _course(row: Mapping[str, Any], quizzes: Mapping[str, Quiz]) -> Course:
    course_id = _text(row, "id", "A course")
    told = f"The course {course_id}"
    if len(course_id) > _LONGEST_ID:
        raise TrainingWrong(f"{told}: make its id shorter, {_LONGEST_ID} characters at most.")
    quiz_id = row.get("quiz", "")
    if quiz_id and quiz_id not in quizzes:
        raise TrainingWrong(f"{told} names the quiz {quiz_id!r}, which there is not.")
    return Course(
        course_id,
        _text(row, "title", told),
        _who(row, told),
        _number(row, "months", told, 12, 1, 120),
        _number(row, "starter_days", told, 28, 1, 730),
        _link(row, told),
        quizzes[quiz_id] if quiz_id else None,
    )


def _who(row: Mapping[str, Any], told: str) -> tuple[Audience, ...]:
    who = [Audience(AudienceKind.EVERYBODY)] if row.get("everybody") is True else []
    for name, kind in _KINDS.items():
        who += [Audience(kind, given) for given in _texts(row, name, told)]
    if not who:
        raise TrainingWrong(f"{told}: say who needs it, with everybody = true, roles, services or groups.")
    for audience in who:
        if audience.kind is AudienceKind.ROLE and audience.name not in {role.value for role in Role}:
            raise TrainingWrong(f"{told} is for the role {audience.name!r}, which there is not.")
    return tuple(who)


def _link(row: Mapping[str, Any], told: str) -> str:
    link = row.get("link", "")
    try:
        parsed = urlsplit(link) if isinstance(link, str) else None
    except ValueError:
        parsed = None
    if parsed is None or (link and (parsed.scheme != "https" or not parsed.hostname)):
        raise TrainingWrong(f"{told}: link must be an address that begins with https://.")
    return str(link)


def _prompt_days(document: Mapping[str, Any]) -> PromptDays:
    given = document.get("prompts", {})
    if not isinstance(given, dict):
        raise TrainingWrong("prompts must be a table: [prompts], with its own lines below it.")
    usual = PromptDays()
    before = given.get("before", list(usual.before))
    if not isinstance(before, list) or not all(type(one) is int and 0 < one <= 366 for one in before):
        raise TrainingWrong("before must be a list of days such as [30, 14, 7, 1].")
    return PromptDays(
        tuple(sorted(set(before), reverse=True)),
        _number(given, "overdue_every", "[prompts]", usual.overdue_every, 1, 366),
        _number(given, "manager_after", "[prompts]", usual.manager_after, 1, 366),
    )


def _quizzes(document: Mapping[str, Any]) -> Mapping[str, Quiz]:
    made: dict[str, Quiz] = {}
    for row in _rows(document, "quizzes"):
        quiz_id = _text(row, "id", "A quiz")
        told = f"The quiz {quiz_id}"
        if quiz_id in made:
            raise TrainingWrong(f"{told} stands there twice.")
        questions = tuple(_question(one, told) for one in _rows(row, "questions"))
        if not questions:
            raise TrainingWrong(f"{told} has no question.")
        if len({question.id for question in questions}) != len(questions):
            raise TrainingWrong(f"{told}: two questions have the same id. Give each its own.")
        made[quiz_id] = Quiz(quiz_id, questions, _number(row, "pass_mark", told, PASS_MARK, 1, 100))
    return made


def _question(row: Mapping[str, Any], quiz: str) -> Question:
    question_id = _text(row, "id", f"A question of {quiz.lower()}")
    told = f"{quiz}, question {question_id}"
    right, wrong = _text(row, "right", told), tuple(_texts(row, "wrong", told))
    if not _FEWEST_ANSWERS <= len({right, *wrong}) == len(wrong) + 1 <= _MOST_ANSWERS:
        raise TrainingWrong(
            f"{told}: give one right answer and one to {_MOST_ANSWERS - 1} wrong ones, each different."
        )
    return Question(
        question_id,
        _text(row, "text", told),
        right,
        wrong,
        _text(row, "why", told),
        _text(row, "source", told) if "source" in row else "",
    )


def _text(row: Mapping[str, Any], name: str, told: str) -> str:
    given = row.get(name)
    if not isinstance(given, str) or not given.strip():
        raise TrainingWrong(f"{told}: {name} is missing. Give it in quotation marks.")
    return given.strip()


def _texts(row: Mapping[str, Any], name: str, told: str) -> Sequence[str]:
    given = row.get(name, [])
    if not isinstance(given, list) or not all(isinstance(one, str) and one.strip() for one in given):
        raise TrainingWrong(f'{told}: {name} must be a list such as ["first", "second"].')
    return [one.strip() for one in given]


def _number(row: Mapping[str, Any], name: str, told: str, usual: int, least: int, most: int) -> int:
    given = row.get(name, usual)
    if type(given) is not int or not least <= given <= most:
        raise TrainingWrong(f"{told}: {name} must be a number from {least} to {most}.")
    return given
