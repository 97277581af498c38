"""One message to many: what staff press on it, and how officers see it on its way and steer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from cases.broadcasts import Broadcast, BroadcastKind, BroadcastState, Content
from cases.broadcasts.answering import Answered, answer, answer_of, answer_test, confirm, require_kept
from cases.broadcasts.permissions import broadcast_for, may_broadcast
from cases.broadcasts.sending import cancel, pause, resume, send_now
from cases.broadcasts.standing import Missed, Standing, not_answered, not_reached, standing, state_in_words
from cases.broadcasts.steps import name_of, telling
from cases.broadcasts.writing import broadcasts_of, delete_draft
from cases.desk import Desk
from cases.incident_categories import category_title
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.policy_news import policy_of
from cases.ports import UnitOfWork
from cases.words import counted, moment_in_words
from dialogs import strings
from dialogs.cards import broadcast_message as told
from dialogs.cards import broadcasts as cards
from dialogs.cards.menu import said_card
from dialogs.cards.parts import Json
from dialogs.turn import Press, Turn

NOTICED: Final = frozenset(
    {NoticeKind.BITESIZE, NoticeKind.POLICY_NEWS, NoticeKind.BROADCAST_DONE, NoticeKind.LESSON_PROPOSED}
)
"""What is shown here when it is sent."""

_S: Final = BroadcastState
_TEST: Final = "test"
"""What tells a test, in a notice's facts and on its card."""

_LISTED: Final = 5
"""Of those that are over, the newest. Whatever is still to come is listed whole."""

_NAMED: Final = 30
"""People by name on one card, each with a reason."""

_GROUPS: Final = (
    ("Being sent", (_S.SENDING, _S.PAUSED)),
    ("Scheduled", (_S.SCHEDULED,)),
    ("Drafts", (_S.DRAFT,)),
    ("Over", (_S.SENT, _S.CANCELLED, _S.SKIPPED)),
)
_PROBLEMS: Final = (
    (NoticeState.NOT_INSTALLED, "Not installed"),
    (NoticeState.BLOCKED, "Blocked"),
    (NoticeState.FAILED, "Failed"),
    (NoticeState.UNKNOWN, "Unknown"),
    (NoticeState.WITHDRAWN, "Not sent"),
)
_COPY: Final = ("Start from this one", "bitesize_copy")
_ACTIONS: Final[Mapping[BroadcastState, Sequence[tuple[str, str]]]] = {
    _S.DRAFT: (("Go on with it", "bitesize_edit"), ("Delete it", "broadcast_delete")),
    _S.SCHEDULED: (
        ("Send it now", "broadcast_now"),
        ("Change it", "bitesize_edit"),
        ("Cancel", "broadcast_cancel"),
    ),
    _S.SENDING: (("Refresh", "broadcast"), ("Pause", "broadcast_pause"), ("Cancel", "broadcast_cancel")),
    _S.PAUSED: (("Resume", "broadcast_resume"), ("Refresh", "broadcast"), ("Cancel", "broadcast_cancel")),
    _S.SENT: (("Refresh", "broadcast"), _COPY),
    _S.CANCELLED: (_COPY,),
    _S.SKIPPED: (_COPY,),
}


# What officers see and press.


async def list_all(turn: Turn) -> None:
    """Every bitesize: on its way, scheduled, drafts, and the newest of those that are over, with their figures."""
    groups = []
    for name, states in _GROUPS:
        limit = {"limit": _LISTED} if _S.SENT in states else {}
        found = await broadcasts_of(turn.work, turn.person, states, **limit)
        if found:
            groups.append((name, [(one, await _line(turn.work, turn.desk, one, turn.now)) for one in found]))
    turn.show(cards.broadcasts_card(groups), strings.ALL_BITESIZES)


async def _line(work: UnitOfWork, desk: Desk, one: Broadcast, now: datetime) -> str:
    """When, to whom, and how far it has come."""
    whom = one.audience.in_words(desk.directory)
    kind = "" if one.kind is BroadcastKind.BITESIZE else f"{one.kind.title}. "
    if one.started_at is None:
        when = f"{moment_in_words(one.send_at, now)}, " if one.send_at and one.state is _S.SCHEDULED else ""
        ended = f"{one.state.title}. " if one.state in (_S.CANCELLED, _S.SKIPPED) else ""
        return f"{kind}{ended}{when}to {whom}"
    found = await standing(work, desk, one)
    line = f"{kind}{one.state.title}: {found.delivered:,} of {found.audience:,} have it, {found.read:,} read"
    if one.question:
        return f"{line}, {found.answered:,} answered, {found.percent_right}% right"
    return f"{line}, {found.confirmed:,} said so"


async def show_pressed(turn: Turn, press: Press) -> None:
    """How one stands now."""
    turn.show(*await view_standing(turn, await _broadcast(turn, press)))


async def show_again(turn: Turn, message: str, note: str) -> bool:
    """How the one with this message stands, for a second press. False where the message is none."""
    if not message.startswith("broadcast/"):
        return False
    found = await broadcast_for(turn.work, turn.person, message.removeprefix("broadcast/"))
    turn.show(*await view_standing(turn, found, note))
    return True


async def now_pressed(turn: Turn, press: Press) -> None:
    """Send one now that was scheduled for later."""
    sent = await send_now(turn.work, turn.desk, turn.person, _id_in(press))
    turn.show(*await view_standing(turn, sent))


async def pause_pressed(turn: Turn, press: Press) -> None:
    """Send no more of it for now."""
    paused = await pause(turn.work, turn.desk, turn.person, _id_in(press))
    turn.show(*await view_standing(turn, paused))


async def resume_pressed(turn: Turn, press: Press) -> None:
    """Go on sending it."""
    resumed = await resume(turn.work, turn.desk, turn.person, _id_in(press))
    turn.show(*await view_standing(turn, resumed))


async def cancel_pressed(turn: Turn, press: Press) -> None:
    """Ask whether it is really to be cancelled, with what that would mean."""
    one = await _broadcast(turn, press)
    found = await standing(turn.work, turn.desk, one)
    if one.started_at is None:
        explained = strings.CANCEL_SCHEDULED
    else:
        waiting = counted(found.waiting, "person", "people")
        explained = strings.CANCEL_SENDING.format(delivered=f"{found.delivered:,}", waiting=waiting)
    turn.show(cards.cancel_card(one, strings.CANCEL_IT, explained), strings.CANCEL_IT)


async def cancel_sure_pressed(turn: Turn, press: Press) -> None:
    """Cancel it, and say how many had it already."""
    done = await cancel(turn.work, turn.desk, turn.person, _id_in(press))
    had_it = counted(done.had_it, "person has", "people have")
    note = (
        strings.CANCELLED_AFTER.format(had_it=had_it)
        if done.broadcast.started_at
        else strings.CANCELLED_BEFORE
    )
    turn.show(*await view_standing(turn, done.broadcast, note))


async def delete_pressed(turn: Turn, press: Press) -> None:
    """Delete a draft."""
    await delete_draft(turn.work, turn.person, _id_in(press))
    turn.show(said_card(strings.BITESIZE_DELETED), strings.BITESIZE_DELETED)


async def not_reached_pressed(turn: Turn, press: Press) -> None:
    """Whom it did not reach, by name, and why."""
    one = await _broadcast(turn, press)
    found = await standing(turn.work, turn.desk, one)
    people = await not_reached(turn.work, turn.desk, turn.person, one.id, _NAMED)
    title = "Who was not reached"
    turn.show(cards.people_card(one, title, _by_reason(people), found.not_reached - len(people)), title)


async def not_answered_pressed(turn: Turn, press: Press) -> None:
    """Who has it, or may have it, and has not answered it or said that they read it."""
    one = await _broadcast(turn, press)
    found = await standing(turn.work, turn.desk, one)
    people = await not_answered(turn.work, turn.desk, turn.person, one.id, _NAMED)
    title = "Who has not answered"
    turn.show(cards.people_card(one, title, _by_reason(people), _silent(found) - len(people)), title)


def _by_reason(people: Sequence[Missed]) -> list[tuple[str, list[str]]]:
    """Names under what is the same for them."""
    reasons: dict[str, list[str]] = {}
    for one in people:
        reasons.setdefault(one.why, []).append(one.name)
    return list(reasons.items())


async def view_standing(turn: Turn, one: Broadcast, note: str = "") -> tuple[Json, str]:
    """How the message stands now, and its summary."""
    return await view_standing_of(turn.work, turn.desk, one, turn.now, note)


async def view_standing_of(
    work: UnitOfWork, desk: Desk, one: Broadcast, now: datetime, note: str = ""
) -> tuple[Json, str]:
    """The same at a time, outside of a turn."""
    found = await standing(work, desk, one)
    headline = _headline(one, found, now)
    card = cards.standing_card(
        one,
        f"{one.kind.title}: {one.state.title[:1].lower()}{one.state.title[1:]}",
        headline,
        [
            ("Who gets it", f"{one.audience.in_words(desk.directory)}, {_people(found.audience)}"),
            *_times(one, now),
        ],
        [*_done_by(desk, one, now), *([strings.ONLY_TOTALS] if one.outcome else [])],
        _counted(one, found) if one.started_at else [],
        [*_ACTIONS[one.state], *([] if one.outcome else _lists(found))],
        note,
    )
    return card, f"{one.title}: {headline}"


def _headline(one: Broadcast, found: Standing, now: datetime) -> str:
    """The one thing that matters now."""
    if one.started_at is not None:
        return (
            f"{found.delivered:,} of {_people(found.audience)} {'has' if found.audience == 1 else 'have'} it"
        )
    if one.state is _S.SCHEDULED and one.send_at is not None:
        return f"Goes out {moment_in_words(one.send_at, now)}"
    if one.state is _S.SKIPPED:
        return strings.BITESIZE_SKIPPED
    return "Nobody has it yet" if one.state is _S.DRAFT else "Nobody got it"


def _times(one: Broadcast, now: datetime) -> list[tuple[str, str]]:
    if one.state is _S.SCHEDULED:
        return [("If late", one.if_late.title)]
    times = [("Begun", one.started_at), ("Over", one.ended_at)]
    return [(name, moment_in_words(at, now)) for name, at in times if at is not None]


def _done_by(desk: Desk, one: Broadcast, now: datetime) -> list[str]:
    """Who did what to it, of that what matters now."""
    return [
        f"{step.kind.done.capitalize()} by {name_of(desk.directory, step.by)}, {moment_in_words(step.at, now)}"
        for step in telling(one.steps)
    ]


def _counted(one: Broadcast, found: Standing) -> list[tuple[str, str]]:
    """Where everybody of the audience stands: the numbers of the lines without "of them" add up to it."""
    rows = [("Delivered", f"{found.delivered:,}"), ("Of them read", f"{found.read:,}")]
    if one.question:
        rows.append(("Of them answered", f"{found.answered:,}"))
        rows.append(("Of them right", f"{found.right:,} ({found.percent_right}% of the answers)"))
    elif one.asks_to_confirm:
        rows.append(("Said “I have read it”", f"{found.confirmed:,}"))
    rows.append(("Waiting", f"{found.waiting:,}"))
    for state, name in _PROBLEMS:
        if number := found.counts.get(state, 0):
            rows.append((name, f"{number:,}. {state_in_words(state)}"))
    parts = f"{found.delivered:,} delivered + {found.waiting:,} waiting + {found.not_reached:,} not reached"
    rows.append(("Together", f"{parts} = {_people(found.audience)}"))
    return rows


def _lists(found: Standing) -> list[tuple[str, str]]:
    missed = [("Who was not reached", "broadcast_missed")] if found.not_reached else []
    return [*missed, *([("Who has not answered", "broadcast_silent")] if _silent(found) else [])]


def _silent(found: Standing) -> int:
    """How many have it, or may have it, and have not answered."""
    return found.delivered - found.answered + found.counts.get(NoticeState.UNKNOWN, 0)


def _people(number: int) -> str:
    return counted(number, "person", "people")


def _id_in(press: Press) -> str:
    return press.text("broadcast")[:64]


async def _broadcast(turn: Turn, press: Press) -> Broadcast:
    return await broadcast_for(turn.work, turn.person, _id_in(press))


# What staff get and press.


async def answer_pressed(turn: Turn, press: Press) -> None:
    """Answer the question. The first answer counts; a second press shows what became of it."""
    one = await turn.work.broadcasts.get(_id_in(press))
    chosen, is_test = press.text("answer"), _is_of_a_test(turn, press)
    if not chosen and one is not None and await _is_theirs(turn, one):
        content = one.tested_by(turn.person.id) if is_test else one
        if content.question is not None:
            before = None if is_test else await answer_of(turn.work, turn.person, one)
            # A button was pressed with nothing chosen.
            turn.show(*(_view_answered(before) if before else _view_unanswered(one, content, press)))
            return
    place = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 3 else -1
    answered = answer_test if is_test else answer
    turn.show(*_view_answered(await answered(turn.work, turn.person, _id_in(press), place)))


async def read_pressed(turn: Turn, press: Press) -> None:
    """Say "I have read it"."""
    if _is_of_a_test(turn, press):
        answered = await answer_test(turn.work, turn.person, _id_in(press), None)
    else:
        answered = await confirm(turn.work, turn.person, _id_in(press))
    turn.show(*_view_answered(answered))


async def shown_anew(turn: Turn, press: Press) -> None:
    """The card as it stands now, which the client asks for by itself when somebody looks at it: so it is read."""
    one = await turn.work.broadcasts.get(_id_in(press))
    if one is None or not await _is_theirs(turn, one):
        turn.say(strings.NOT_SENT_TO_YOU)
        return
    recipient = Recipient.person(turn.person.id)
    if _is_of_a_test(turn, press):
        turn.show(*_view_test(one, recipient))
        return
    await turn.work.notices.note_read(recipient, one.message)
    before = await answer_of(turn.work, turn.person, one)
    if before:
        turn.show(*_view_answered(before))
    elif await turn.work.notices.told(one.message, recipient):
        turn.show(*_view_told(one))
    else:
        turn.show(*_view_test(one, recipient))


def _is_of_a_test(turn: Turn, press: Press) -> bool:
    """Whether the card that was pressed is a test of an officer's own."""
    return bool(press.text(_TEST)) and may_broadcast(turn.person)


async def _is_theirs(turn: Turn, one: Broadcast) -> bool:
    """Whether it was sent to the person, or is a test that they may send. Raises `Refusal` for one so old that this is
    not known any more."""
    require_kept(one)
    if await turn.work.notices.told(one.message, Recipient.person(turn.person.id)):
        return True
    return may_broadcast(turn.person)


def _view_answered(answered: Answered) -> tuple[Json, str]:
    one = answered.content
    note = "" if answered.is_counted else strings.ONLY_A_TEST
    if one.question is None or answered.chosen is None:
        return told.read_card(one, note), strings.THANKS_FOR_READING
    card = told.answered_card(one, one.question, answered.chosen, note)
    headline = strings.ANSWER_RIGHT if answered.is_right else strings.ANSWER_NOT_RIGHT
    return card, f"{headline} {one.question.explanation}"


def _view_unanswered(one: Broadcast, content: Content, press: Press) -> tuple[Json, str]:
    """The card that was pressed with nothing chosen, once more."""
    carried = {"broadcast": one.id, **({_TEST: press.text(_TEST)[:64]} if press.text(_TEST) else {})}
    card = told.message_card(content, carried, strings.CHOOSE_AN_ANSWER, policy=policy_of(content.about))
    return card, strings.CHOOSE_AN_ANSWER


def _view_told(one: Broadcast) -> tuple[Json, str]:
    card = told.message_card(one, {"broadcast": one.id}, policy=policy_of(one.about))
    return card, told.in_words(one)


def _view_test(one: Broadcast, recipient: Recipient) -> tuple[Json, str]:
    """What an officer tested last, which need not be what goes out."""
    content, carried = one.tested_by(recipient.id), {"broadcast": one.id, _TEST: one.id}
    card = told.message_card(content, carried, strings.A_TEST, policy=policy_of(content.about))
    return card, told.in_words(content)


# What is sent.


async def view_noticed(work: UnitOfWork, desk: Desk, notice: Notice) -> tuple[Json, str]:
    """The card of a notice about a message to many, as that stands now. Raises `LookupError` where it is gone."""
    if notice.kind is NoticeKind.LESSON_PROPOSED:
        return _view_lesson(desk, notice)
    one = await work.broadcasts.get(str(notice.facts["broadcast"]))
    if one is None:
        raise LookupError("a message to many that is not there any more")
    if notice.kind is NoticeKind.BROADCAST_DONE:
        return await view_standing_of(work, desk, one, desk.time())
    return _view_test(one, notice.recipient) if _TEST in notice.facts else _view_told(one)


def _view_lesson(desk: Desk, notice: Notice) -> tuple[Json, str]:
    facts: Mapping[str, Any] = notice.facts
    service = desk.directory.service(str(facts["service"]))
    title = service.title if service else str(facts["service"])
    carried = {"category": facts["category"], "service": facts["service"]}
    category = category_title(str(facts["category"]))
    card = cards.lesson_card(title, category, int(facts["number"]), carried)
    return card, strings.LESSON_PROPOSED.format(service=title)
