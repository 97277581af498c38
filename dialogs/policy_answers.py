"""What the IG team does about questions: sees what people ask, saves answers for next time, and takes them out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from cases import questions
from cases.case import Case
from cases.errors import Refusal
from cases.notices import Notice
from cases.people import Person
from cases.permissions import additions_for, case_for, may_work
from cases.ports import UnitOfWork
from cases.question import SavedAnswer
from cases.words import LONDON, date_without_weekday
from dialogs import strings
from dialogs.cards import policy as cards
from dialogs.cards.flagged import flagged_fact
from dialogs.cards.menu import said_card
from dialogs.cards.parts import Json
from dialogs.turn import Press, Turn

_LISTED: Final = 10
_A_YEAR: Final = timedelta(days=365)
_ID = re.compile(r"[0-9a-f]{8,64}")
_ANSWER_STEP: Final = "answer.answer"


async def what_people_ask(turn: Turn) -> None:
    """What was asked most, what did not help and what had no answer."""
    asked = await questions.what_people_ask(turn.work, turn.person)
    lists = (
        ("Asked most", asked.most),
        ("Answered, and it didn't help", asked.unhelpful),
        ("Not answered", asked.unanswered),
    )
    turn.show(cards.what_people_ask_card(lists), "What people ask")


async def list_saved(turn: Turn) -> None:
    """The saved answers, what is to be looked at again first."""
    found = await questions.saved_answers(turn.work, turn.person)
    today = turn.now.astimezone(LONDON).date()
    rows = [(one, _due(one, today)) for one in found[:_LISTED]]
    turn.show(cards.saved_answers_card(rows, max(0, len(found) - _LISTED)), "Saved answers")


def _due(saved: SavedAnswer, today: date) -> str:
    by = date_without_weekday(saved.review)
    return (
        f"Should have been looked at again by {by}" if saved.review < today else f"Look at it again by {by}"
    )


async def new_pressed(turn: Turn, press: Press) -> None:
    """A card to save an answer: empty, for a question that people ask, or with an enquiry and its answer."""
    question, answer, settles = "", "", ""
    if reference := press.text("case"):
        case = await case_for(turn.work, turn.person, reference)
        question, answer = _question_of(case), await _answer_of(turn.work, turn.person, case)
    elif asked := await turn.work.questions.get(press.text("question")[:64]):
        question, settles = asked.words, asked.id
    review = (turn.now.astimezone(LONDON).date() + _A_YEAR).isoformat()
    _show_to_save(turn, turn.desk.new_id(), question, answer, review, settles)


async def change_pressed(turn: Turn, press: Press) -> None:
    """The same card with an answer that is saved already."""
    saved = await turn.work.saved_answers.get(press.text("answer")[:64])
    if saved is None:
        turn.say(strings.ANSWER_IS_GONE)
        return
    _show_to_save(turn, saved.id, saved.question, saved.answer, saved.review.isoformat(), "")


async def save_pressed(turn: Turn, press: Press) -> None:
    """Save what the card holds. The same card saves one answer however often its button is pressed."""
    answer_id, settles = press.text("saved"), press.text("settles")[:64]
    question, answer = press.text("question"), press.text("answer")
    if not _ID.fullmatch(answer_id):
        turn.say(strings.UNKNOWN_BUTTON)
        return
    try:
        saved = await questions.save_answer(
            turn.work,
            turn.desk,
            turn.person,
            answer_id,
            question,
            answer,
            _day(press.text("review")),
            settles,
        )
    except Refusal as refusal:
        _show_to_save(turn, answer_id, question, answer, press.text("review"), settles, str(refusal))
        return
    turn.show(cards.answer_saved_card(saved, date_without_weekday(saved.review)), "The answer is saved")


async def take_out_pressed(turn: Turn, press: Press) -> None:
    """Take a saved answer out."""
    await questions.take_out_answer(turn.work, turn.person, press.text("answer")[:64])
    turn.show(said_card(strings.ANSWER_TAKEN_OUT), strings.ANSWER_TAKEN_OUT)


async def view_noticed_answer(work: UnitOfWork, person: Person, notice: Notice) -> tuple[Json, str]:
    """What the person who asked is told, with the answer as it stands. Raises `NotFound`."""
    case = await case_for(work, person, notice.reference)
    answer = await _answer_of(work, person, case)
    by = str(notice.facts.get("by") or "The IG team")
    card = cards.answered_card(case.reference, _question_of(case), answer, by)
    return card, f"Your question {case.reference} is answered"


def may_be_saved(person: Person, case: Case) -> bool:
    """Whether the person may save the answer of this enquiry."""
    return questions.may_answer(person) and may_work(person, case)


def _question_of(case: Case) -> str:
    return str(case.details.get("text") or "")


async def _answer_of(work: UnitOfWork, person: Person, case: Case) -> str:
    """The newest answer to an enquiry; it is kept behind the title of its step."""
    given = [one.text for one in await additions_for(work, person, case) if one.step == _ANSWER_STEP]
    return given[-1].partition(": ")[2] if given else ""


def _show_to_save(
    turn: Turn, answer_id: str, question: str, answer: str, review: str, settles: str, problem: str = ""
) -> None:
    flagged = turn.flagged(f"{question}\n{answer}".strip())
    warning = strings.PERSONAL_IN_ANSWER.format(kinds=flagged_fact(flagged)) if flagged else ""
    carried = {"saved": answer_id, "settles": settles}
    card = cards.save_answer_card(
        " ".join(question.split())[: questions.LONGEST_QUESTION], answer, review, carried, problem, warning
    )
    turn.show(card, f"Please check: {problem}" if problem else "Save an answer for next time")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
