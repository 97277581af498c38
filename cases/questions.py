"""What people ask, kept without who asked, and the answers that the IG team saves for next time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from cases.desk import Desk
from cases.errors import Refusal
from cases.people import Person, Role
from cases.permissions import require
from cases.ports import UnitOfWork
from cases.question import AskedQuestion, Found, SavedAnswer, WhatPeopleAsk
from cases.words import LONDON

LONGEST_QUESTION: Final = 300
LONGEST_ANSWER: Final = 6_000
LISTED: Final = 5
"""Groups in each list."""

MOST_SAVED: Final = 500

_NOT_YOURS: Final = "That is for the IG team: its officers and the Data Protection Officer."


def may_answer(person: Person) -> bool:
    """Whether the person may see what people ask and save answers."""
    return person.has_any(Role.OFFICER, Role.DPO)


async def note_question(
    work: UnitOfWork,
    desk: Desk,
    words: str,
    flagged: Mapping[str, int],
    found: Found,
    passage: str,
    title: str,
) -> AskedQuestion:
    """Remember a question and what it led to, without who asked. Words that look like personal data are not kept."""
    kept = "" if flagged else " ".join(words.split())[:LONGEST_QUESTION]
    question = AskedQuestion(desk.new_id(), _today(desk), kept, found, passage, title)
    await work.questions.add(question)
    return question


async def what_people_ask(work: UnitOfWork, person: Person) -> WhatPeopleAsk:
    """What was asked most, what did not help, and what had no answer. Raises `NotAllowed`."""
    require(may_answer(person), _NOT_YOURS)
    return WhatPeopleAsk(
        await work.questions.most_asked(LISTED),
        await work.questions.unhelpful(LISTED),
        await work.questions.unanswered(LISTED),
    )


async def save_answer(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    answer_id: str,
    question: str,
    answer: str,
    review: date | None,
    settles: str = "",
) -> SavedAnswer:
    """Save an answer, or change the one with this id, to be given to whoever asks.

    `settles` is the id of a remembered question that it answers: it and those like it leave the lists of what has no
    answer. Raises `NotAllowed`, `Refusal` for what is missing.
    """
    require(may_answer(person), _NOT_YOURS)
    question, answer = " ".join(question.split()), answer.strip()
    today = _today(desk)
    if not question or not answer:
        raise Refusal("Write the question as people ask it, and the answer.")
    if len(question) > LONGEST_QUESTION:
        raise Refusal(f"Make the question shorter: {LONGEST_QUESTION} characters at most.")
    if len(answer) > LONGEST_ANSWER:
        raise Refusal(f"Make the answer shorter: {LONGEST_ANSWER:,} characters at most.")
    if review is None or review <= today:
        raise Refusal("Choose a day to come on which somebody looks at the answer again.")
    before = await work.saved_answers.get(answer_id)
    if before is None and len(await work.saved_answers.all()) >= MOST_SAVED:
        raise Refusal(
            f"{MOST_SAVED} answers are saved. Put them into a policy, or take some out, before you add one."
        )
    saved = SavedAnswer(answer_id, question, answer, today, person.id, review)
    await work.saved_answers.put(saved)
    if settles:
        await work.questions.settle(settles)
    return saved


async def take_out_answer(work: UnitOfWork, person: Person, answer_id: str) -> None:
    """Delete a saved answer. Raises `NotAllowed`."""
    require(may_answer(person), _NOT_YOURS)
    await work.saved_answers.remove(answer_id)


async def saved_answers(work: UnitOfWork, person: Person) -> tuple[SavedAnswer, ...]:
    """All saved answers, what is to be looked at again first. Raises `NotAllowed`."""
    require(may_answer(person), _NOT_YOURS)
    found = await work.saved_answers.all()
    return tuple(sorted(found, key=lambda one: (one.review, one.question)))


async def forget_questions(work: UnitOfWork, desk: Desk, months: int) -> None:
    """Delete what was asked more than so many months ago, a month being 30.44 days. Does not commit."""
    await work.questions.forget(_today(desk) - timedelta(days=round(months * 30.44)))


def _today(desk: Desk) -> date:
    return desk.time().astimezone(LONDON).date()
