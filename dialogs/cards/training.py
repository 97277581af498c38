"""Training as cards: what is due, a quiz question by question, prompts, and how many are up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from microsoft_teams.cards import ActionSet, Container, OpenUrlAction

from cases.training.quizzing import Answered, Asked, Result
from cases.words import counted, date_without_weekday
from dialogs.cards import parts
from dialogs.cards.parts import Json

_TO_GO_ON = "You can stop at any time. Type **my training** to go on where you were."
_ELSEWHERE = "You do this course in the council's learning system."
_LISTED = 15
"""People in a manager's prompt; the rest are counted."""

_SERVICES_LISTED = 40
"""Services with a line of their own below a course: a card has to stay under 80 KB."""


@dataclass(frozen=True)
class CourseRow:
    """A course on a card: where somebody stands with it, in words, and what they can do about it now.

    `quiz` is the title of the button that opens its quiz, "" where there is none to take now; `carried` goes with it.
    """

    title: str
    status: str
    quiz: str = ""
    carried: Mapping[str, Any] | None = None
    link: str = ""
    is_elsewhere: bool = False


@dataclass(frozen=True)
class FigureRow:
    """A course's figure in words, with those of its services, and how many are not up to date."""

    course: str
    title: str
    sentence: str
    services: Sequence[str]
    missing: int


def my_training_card(rows: Sequence[CourseRow]) -> Json:
    """What somebody has to do when, and what they have done."""
    summary = " ".join(f"{row.title}: {row.status}" for row in rows)
    return parts.card([parts.heading("Your training"), *_courses(rows)], (), f"Your training. {summary}")


def prompt_card(heading: str, rows: Sequence[CourseRow]) -> Json:
    """What somebody is asked to do, of which they were not reminded in vain: each with its button."""
    summary = " ".join(f"{row.title}: {row.status}" for row in rows)
    body = [parts.heading(heading), *_courses(rows)]
    return parts.card(body, [parts.button("My training", "my_training", {})], f"{heading}. {summary}")


def _courses(rows: Sequence[CourseRow]) -> list[Any]:
    """Each course with its buttons; the first that can be taken stands out."""
    shown: list[Any] = []
    style: str | None = "positive"
    for row in rows:
        actions: list[Any] = []
        if row.quiz:
            actions.append(parts.button(row.quiz, "training_quiz", row.carried or {}, style))
            style = None
        if row.link:
            actions.append(OpenUrlAction(title="Open the course", url=row.link))
        items: list[Any] = [parts.subheading(row.title), parts.words(row.status)]
        if row.is_elsewhere:
            items.append(parts.quiet(_ELSEWHERE))
        shown.append(
            Container(spacing="Medium", items=[*items, *([ActionSet(actions=actions)] if actions else [])])
        )
    return shown


def question_card(asked: Asked, problem: str = "") -> Json:
    """A question of a quiz with its answers to choose from."""
    answers = [(option.id, option.text) for option in asked.options]
    return parts.card(
        [
            parts.heading(asked.course.title),
            parts.quiet(_place(asked)),
            *([parts.problem(problem)] if problem else []),
            parts.few_input("answer", asked.question.text, answers),
            parts.quiet(_TO_GO_ON),
        ],
        [parts.button("Answer", "training_answer", _carried(asked), "positive")],
        f"{asked.course.title}, {_place(asked).lower()}: {asked.question.text}",
    )


def answered_card(answered: Answered) -> Json:
    """What became of an answer, with the explanation."""
    asked = answered.asked
    result = "That's right." if answered.is_right else "Not quite."
    lead = "The answer" if answered.is_right else "The right answer"
    source = asked.question.source
    return parts.card(
        [
            parts.heading(asked.course.title),
            parts.quiet(_place(asked)),
            parts.words(asked.question.text),
            parts.headline(result),
            parts.words(f"{lead}: {asked.question.right}"),
            parts.words(asked.question.why),
            *([parts.quiet(source)] if source else []),
        ],
        (),
        f"{result} {asked.question.why}",
    )


def quiz_result_card(result: Result) -> Json:
    """How a quiz ended: passed, or to be tried again."""
    if result.good_until is not None:
        title = f"Done: {result.course.title}"
        sentence = (
            f"Well done. You had {result.right} of {result.of} right. "
            f"It is recorded, and counts until {date_without_weekday(result.good_until)}."
        )
        return parts.card(
            [parts.heading(title), parts.words(sentence)],
            [parts.button("My training", "my_training", {})],
            f"{title}. {sentence}",
        )
    sentence = (
        f"You had {result.right} of {result.of} right, and {result.needed} are needed. "
        "Nobody is told, and you can try as often as you like. Read the explanations above first, if you have a "
        "minute: next time the questions and answers come in another order."
    )
    return parts.card(
        [parts.heading("Not passed this time"), parts.words(sentence)],
        [parts.button("Try again", "training_quiz", {"course": result.course.id}, "positive")],
        f"Not passed this time. {sentence}",
    )


def team_prompt_card(people: Sequence[tuple[str, str]], sentence: str) -> Json:
    """Who of a manager's people has training that is overdue, as (name, which and since when)."""
    heading = "Training that is overdue in your team"
    rest = len(people) - _LISTED
    return parts.card(
        [
            parts.heading(heading),
            parts.words(sentence),
            *parts.facts(people[:_LISTED]),
            *([parts.words(f"And {counted(rest, 'more', 'more')}.")] if rest > 0 else []),
        ],
        [parts.button("Training figures", "training_figures", {})],
        sentence,
    )


def figures_card(heading: str, explained: str, rows: Sequence[FigureRow]) -> Json:
    """How many are up to date with each course, in all and by service, and who is not one press away."""
    body: list[Any] = [parts.heading(heading), parts.words(explained)]
    for number, row in enumerate(rows):
        body += [parts.subheading(row.title), parts.words(row.sentence)]
        if row.services:
            lines = list(row.services[:_SERVICES_LISTED])
            if rest := len(row.services) - len(lines):
                lines.append(f"And {counted(rest, 'service')} more: askig training-report lists all.")
            body += parts.unfolding("By service", f"services{number}", lines)
        if row.missing:
            who = parts.button(f"Who is not ({row.missing:,})", "training_missing", {"course": row.course})
            body.append(ActionSet(actions=[who]))
    summary = " ".join(f"{row.title}: {row.sentence}" for row in rows)
    return parts.card(body, (), f"{heading}. {summary}")


def missing_card(
    heading: str, explained: str, people: Sequence[tuple[str, str]], more: Mapping[str, Any] | None
) -> Json:
    """Who is not up to date with a course, as (name, service and since when). `more` leads to the next page."""
    actions = [parts.button("Training figures", "training_figures", {})]
    if more:
        actions.insert(0, parts.button("Show more", "training_missing", more))
    return parts.card(
        [parts.heading(heading), parts.words(explained), *parts.facts(people)],
        actions,
        f"{heading}. {explained}",
    )


def _place(asked: Asked) -> str:
    return f"Question {asked.number} of {asked.of}"


def _carried(asked: Asked) -> Mapping[str, str]:
    return {"course": asked.course.id, "attempt": asked.attempt_id, "question": asked.question.id}
