"""Training in the chat: what is due, the quiz, what prompts say, and how many are up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from cases.desk import Desk
from cases.errors import Refusal
from cases.notices import Notice, NoticeKind, OutOfDate, Recipient
from cases.people import Person, Role
from cases.ports import UnitOfWork
from cases.training import quizzing
from cases.training.completing import Dues, asked_for
from cases.training.due import good_until
from cases.training.figures import Figure, Progress, figures_of, people_seen_by, training_of
from cases.training.needs import Course
from cases.training.prompting import prompt_message
from cases.words import LONDON, counted, date_in_words, date_without_weekday, listed
from dialogs.cards import training as cards
from dialogs.cards.parts import Json
from dialogs.turn import Press, Turn

_ANEW_WITHIN: Final = timedelta(days=60)
"""How long before it is due a course may be done again: before that nobody is asked to."""

_A_PAGE: Final = 20
_NONE_NEEDED: Final = "There is no training that you have to do here."
_DONE_SINCE: Final = "It was done in the meantime, or is no longer theirs to do."
_NOBODY_NEEDS: Final = "Nobody has to do any training now."
_CHOOSE_ONE: Final = "choose one of the answers."


async def my_training(turn: Turn) -> None:
    """What the person has to do when, and what they have done."""
    courses = turn.desk.training.of(turn.person, turn.desk.directory)
    if not courses:
        turn.say(_NONE_NEEDED)
        return
    today = _today(turn.desk)
    dues = Dues(turn.work, turn.desk)
    rows = [await _row(turn.work, dues, turn.person, course, today, {}) for course in courses]
    turn.show(cards.my_training_card(rows), "Your training")


async def quiz_pressed(turn: Turn, press: Press) -> None:
    """Begin a quiz or go on with it."""
    await _note_read(turn, press.text("morning"))
    asked = await quizzing.open_quiz(turn.work, turn.desk, turn.person, press.text("course"))
    _ask(turn, asked)


async def answer_pressed(turn: Turn, press: Press) -> None:
    """Answer a question, see at once whether it was right, and get the next."""
    course, attempt, question = (press.text(name) for name in ("course", "attempt", "question"))
    try:
        answered = await quizzing.answer(
            turn.work, turn.desk, turn.person, course, attempt, question, press.text("answer")
        )
    except quizzing.NoSuchAnswer as again:
        _ask(turn, again.asked, _CHOOSE_ONE)
        return
    turn.show(cards.answered_card(answered), "That's right." if answered.is_right else "Not quite.")
    if answered.next is not None:
        _ask(turn, answered.next)
    if answered.result is not None:
        title = "Done" if answered.result.good_until else "Not passed this time"
        turn.show(cards.quiz_result_card(answered.result), f"{title}: {answered.result.course.title}")


async def figures(turn: Turn) -> None:
    """How many are up to date, of everybody or of a manager's own people."""
    progress = await _seen(turn)
    line = turn.desk.training.line
    rows = [
        cards.FigureRow(
            whole.course.id,
            whole.course.title,
            _in_words(whole, line),
            [f"{_service(one)}: {_in_words(one, line)}" for one in services] if len(services) > 1 else (),
            whole.should - whole.done,
        )
        for whole, services in figures_of(turn.desk, progress)
    ]
    if not rows:
        turn.say(_NOBODY_NEEDS)
        return
    heading = "Training of all staff" if _sees_everybody(turn.person) else "Training of your team"
    explained = (
        "Up to date means done, and not to be done again yet. Starters count once their days for it are over."
    )
    turn.show(cards.figures_card(heading, explained, rows), heading)


async def missing_pressed(turn: Turn, press: Press) -> None:
    """Who is not up to date with a course, a page at a time."""
    course = turn.desk.training.course(press.text("course"))
    if course is None:
        raise Refusal("There is no such course any more. Type training figures to see those that there are.")
    people = sorted(
        (one for one in await _seen(turn) if one.course.id == course.id and not one.is_up_to_date),
        key=lambda one: (_service_of(turn.desk, one.person), one.person.name),
    )
    if not people:
        turn.say(f"Everybody is up to date with {course.title}.")
        return
    first = min(_number(press.text("first")), (len(people) - 1) // _A_PAGE * _A_PAGE)
    page = people[first : first + _A_PAGE]
    rows = [(one.person.name, _why_not(turn.desk, one)) for one in page]
    has_more = first + _A_PAGE < len(people)
    more = {"course": course.id, "first": str(first + _A_PAGE)} if has_more else None
    shown = f"{first + 1:,} to {first + len(page):,} of " if len(people) > _A_PAGE else ""
    explained = f"{shown}{counted(len(people), 'person', 'people')}, by service."
    turn.show(cards.missing_card(f"Not up to date: {course.title}", explained, rows, more), "Not up to date")


async def view_noticed_training(work: UnitOfWork, desk: Desk, notice: Notice) -> tuple[Json, str]:
    """What somebody is told about training, as it stands when it is sent. Raises `OutOfDate` where it was all done."""
    dues = Dues(work, desk)
    asked = await asked_for(desk, dues, notice)
    if not asked:
        raise OutOfDate(_DONE_SINCE)
    if notice.kind is NoticeKind.TRAINING_OVERDUE_MANAGER:
        return _team_prompt(asked, desk)
    today = _today(desk)
    carried = {"morning": notice.recorded_at.astimezone(LONDON).date().isoformat()}
    rows = [await _row(work, dues, person, course, today, carried) for person, course, _ in asked]
    is_overdue = any(due < today for _, _, due in asked)
    heading = "Training is overdue" if is_overdue else "Training to do"
    return cards.prompt_card(heading, rows), f"{heading}: {listed([course.title for _, course, _ in asked])}"


def _team_prompt(asked: Sequence[tuple[Person, Course, date]], desk: Desk) -> tuple[Json, str]:
    by_person: dict[str, list[str]] = {}
    names = {person.id: person.name for person, _, _ in asked}
    for person, course, due in asked:
        by_person.setdefault(person.id, []).append(f"{course.title}, due by {date_without_weekday(due)}")
    late = desk.training.prompts.manager_after
    people = counted(len(by_person), "of your people has", "of your people have")
    sentence = f"{people} training that is {counted(late, 'day')} or more overdue. Please make time for it."
    rows = [(names[person_id], "\n".join(lines)) for person_id, lines in by_person.items()]
    return cards.team_prompt_card(rows, sentence), sentence


async def _row(
    work: UnitOfWork, dues: Dues, person: Person, course: Course, today: date, carried: Mapping[str, Any]
) -> cards.CourseRow:
    done, due = await dues.done(person, course), await dues.due(person, course)
    is_asked = due - _ANEW_WITHIN <= today
    quiz = ""
    if course.quiz is not None and is_asked:
        attempt = await work.training.attempt_at(person.id, course.id)
        is_under_way = attempt is not None and attempt.answers and attempt.next_of(course.quiz)
        quiz = "Go on with the quiz" if is_under_way else "Start the quiz"
    return cards.CourseRow(
        course.title,
        _status(course, done, due, today),
        quiz,
        {"course": course.id, **carried},
        course.link if is_asked else "",
        is_elsewhere=course.quiz is None and not course.link,
    )


def _status(course: Course, done: date | None, due: date, today: date) -> str:
    """Where somebody stands with a course: "To be done by Monday 14 December (in 16 days)."."""
    left = (due - today).days
    when = {0: "today", 1: "tomorrow"}.get(left, f"in {counted(left, 'day')}")
    soon = f" ({when})" if left <= _ANEW_WITHIN.days else ""
    by = f"by {date_in_words(due, today)}{soon}"
    late = f"Overdue: it should have been done by {date_without_weekday(due)}."
    if done is None:
        return f"To be done {by}." if left >= 0 else late
    if today <= good_until(course, done):
        return f"Done on {date_without_weekday(done)}. To be done again {by}."
    before = f"Last done on {date_without_weekday(done)}."
    return f"{before} To be done again {by}." if left >= 0 else f"{before} {late}"


def _ask(turn: Turn, asked: quizzing.Asked, problem: str = "") -> None:
    summary = f"Question {asked.number} of {asked.of}: {asked.question.text}"
    turn.show(cards.question_card(asked, problem), summary)


async def _note_read(turn: Turn, morning: str) -> None:
    """Whoever presses the button of a prompt has read it."""
    try:
        day = date.fromisoformat(morning)
    except ValueError:
        return
    message = prompt_message(turn.person.id, day)
    await turn.work.notices.note_read(Recipient.person(turn.person.id), message)


async def _seen(turn: Turn) -> Sequence[Progress]:
    """How those stand whose training the person may see. Raises `NotAllowed`."""
    people = people_seen_by(turn.desk.directory, turn.person)
    return await training_of(turn.work, turn.desk, people)


def _sees_everybody(person: Person) -> bool:
    return person.has_any(Role.OFFICER, Role.DPO)


def _in_words(figure: Figure, line: int) -> str:
    """ "182 of 200 up to date, 91%. Below the council's 95% line."."""
    stands = "At or above" if figure.reaches(line) else "Below"
    return f"{figure.done:,} of {figure.should:,} up to date, {figure.percent}%. {stands} the council's {line}% line."


def _service(figure: Figure) -> str:
    return figure.service.title if figure.service else "No service"


def _service_of(desk: Desk, person: Person) -> str:
    service = desk.directory.service(person.service) if person.service else None
    return service.title if service else "No service"


def _why_not(desk: Desk, one: Progress) -> str:
    since = f"Ran out on {date_without_weekday(one.good_until)}." if one.good_until else "Never done."
    return f"{_service_of(desk, one.person)}. {since}"


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 0


def _today(desk: Desk) -> date:
    return desk.time().astimezone(LONDON).date()
