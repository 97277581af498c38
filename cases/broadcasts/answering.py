"""Answering a broadcast: only by those to whom it was sent, and the first answer counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cases.broadcasts.broadcast import Broadcast, Content, Question
from cases.broadcasts.permissions import broadcast_for, may_broadcast
from cases.errors import Refusal
from cases.notices import NoticeState, Recipient
from cases.people import Person
from cases.ports import UnitOfWork

READ_IT: Final = "read"
"""The answer "I have read it" as a notice keeps it. An answer to a question is kept as its place, counted from 0."""

_NOT_SENT: Final = "I can't find that message among those that were sent to you."
_TOO_SOON: Final = "This message has only just come. Press again in a moment."
_LONG_AGO: Final = (
    "Thank you for looking at this again. It is from long ago, so answers to it are no longer taken, and who gave "
    "which answer is no longer kept. If you have a question about it, just ask me."
)


@dataclass(frozen=True)
class Answered:
    """What an answer came to. `content` is what was answered. `chosen` is the place of the answer that counts, which is
    the first one that was given; None for "I have read it". `is_first` is False where it had been given before.
    `is_counted` is False for a test."""

    content: Content
    chosen: int | None
    is_first: bool
    is_counted: bool

    @property
    def is_right(self) -> bool:
        """Whether the answer that counts is the right one."""
        return self.content.question is not None and self.chosen == self.content.question.right


async def answer(work: UnitOfWork, person: Person, broadcast_id: str, chosen: int) -> Answered:
    """Answer the question with the answer at this place, counted from 0.

    Raises `Refusal` for a message that was not sent to the person, and for what is no answer to it. Does not commit.
    """
    broadcast = await work.broadcasts.get(broadcast_id)
    if broadcast is None or broadcast.question is None:
        raise Refusal(_NOT_SENT)
    _require_answer(broadcast.question, chosen)
    return await _noted(work, person, broadcast, str(chosen))


async def confirm(work: UnitOfWork, person: Person, broadcast_id: str) -> Answered:
    """Say "I have read it". Raises `Refusal` for a message that was not sent to the person or does not ask for it.
    Does not commit."""
    broadcast = await work.broadcasts.get(broadcast_id)
    if broadcast is None or not broadcast.asks_to_confirm:
        raise Refusal(_NOT_SENT)
    return await _noted(work, person, broadcast, READ_IT)


async def answer_test(work: UnitOfWork, person: Person, broadcast_id: str, chosen: int | None) -> Answered:
    """Try out one's own test with the answer at this place, or with None for "I have read it". Nothing is counted.

    Raises `NotAllowed`, `Refusal` for what is no answer to it.
    """
    broadcast = await broadcast_for(work, person, broadcast_id)
    require_kept(broadcast)
    content = broadcast.tested_by(person.id)
    if (content.question is None) is not (chosen is None):
        raise Refusal(_NOT_SENT)
    if content.question is not None and chosen is not None:
        _require_answer(content.question, chosen)
    return Answered(content, chosen, is_first=True, is_counted=False)


def require_kept(broadcast: Broadcast) -> None:
    """Raise `Refusal` for one so old that it is not known any more to whom it was sent."""
    if broadcast.outcome is not None:
        raise Refusal(_LONG_AGO)


async def answer_of(work: UnitOfWork, person: Person, broadcast: Broadcast) -> Answered | None:
    """What the person answered to a broadcast before, None where they have not."""
    notice = await work.notices.told(broadcast.message, Recipient.person(person.id))
    if notice is None or notice.state is not NoticeState.ANSWERED:
        return None
    return Answered(broadcast, _place(notice.answer), is_first=False, is_counted=True)


async def _noted(work: UnitOfWork, person: Person, broadcast: Broadcast, given: str) -> Answered:
    require_kept(broadcast)
    recipient = Recipient.person(person.id)
    if await work.notices.note_answer(recipient, broadcast.message, given):
        return Answered(broadcast, _place(given), is_first=True, is_counted=True)
    if before := await answer_of(work, person, broadcast):
        return before
    if may_broadcast(person):
        # On a test, or on one that an officer looks at: they may see what is right in any case.
        return Answered(broadcast, _place(given), is_first=True, is_counted=False)
    notice = await work.notices.told(broadcast.message, recipient)
    is_on_its_way = notice is not None and notice.state in (NoticeState.WAITING, NoticeState.SENDING)
    raise Refusal(_TOO_SOON if is_on_its_way else _NOT_SENT)


def _require_answer(question: Question, chosen: int) -> None:
    if not 0 <= chosen < len(question.answers):
        raise Refusal("Choose one of the answers.")


def _place(given: str) -> int | None:
    return int(given) if given.isdecimal() else None
