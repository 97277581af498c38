"""Writing a broadcast: drafts, a test to oneself, and what there is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any, Final

from cases.broadcasts.broadcast import Broadcast, BroadcastState, Content
from cases.broadcasts.checking import checked
from cases.broadcasts.permissions import broadcast_for, require_may_broadcast
from cases.broadcasts.steps import Step, StepKind, name_of
from cases.desk import Desk
from cases.errors import Refusal
from cases.notices import Notice, Recipient
from cases.people import Person
from cases.ports import UnitOfWork
from cases.words import moment_in_words

LISTED: Final = 20
LONGEST_ID: Final = 64

_OPEN: Final = (BroadcastState.DRAFT, BroadcastState.SCHEDULED)
_STARTED: Final = "This message has begun to go out, or is over, so its words stand."
_DELETED: Final = "This draft was deleted after you began."
_KEPT: Final = "What you typed is kept here: save it as a new message, or throw it away."


class Overtaken(Refusal):
    """Somebody else changed, scheduled, sent or cancelled it, or it began to go out, after this change was begun."""


async def save_draft(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    broadcast_id: str,
    content: Content,
    seen: int | None = None,
) -> Broadcast:
    """Save a new broadcast under this id, or change the words of the one that has it. One that is scheduled stays so,
    and goes out with the new words. To save the words that it has already changes nothing.

    `seen` is how many steps it had when the person began to change it: 0 for a new one, None where nobody looked.

    Raises `NotAllowed`, `Refusal` for what has to be put right, and `Overtaken` for one that has begun to go out and
    one with which somebody else did something since. Does not commit.
    """
    require_may_broadcast(person)
    tidied = checked(content)
    if not tidied.audience.people(desk.directory):
        raise Refusal("Nobody belongs to that audience now. Choose another one.")
    before = await work.broadcasts.get(broadcast_id)
    if before is None:
        if seen:
            raise Overtaken(f"{_DELETED} {_KEPT}")
        return await _add(work, desk, person, broadcast_id, tidied)
    if seen is not None and (late := _done_by_another(desk, person, before, seen)):
        raise Overtaken(f"{late} {_KEPT}")
    if before.state not in _OPEN:
        raise Overtaken(f"{_STARTED} {_KEPT}")
    if before.content == tidied:
        return before
    after = before.with_step(Step(StepKind.CHANGED, desk.time(), person.id), **_written(tidied))
    await work.broadcasts.save(after)
    return after


async def _add(
    work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str, content: Content
) -> Broadcast:
    if not 0 < len(broadcast_id) <= LONGEST_ID:
        raise ValueError("the id of a broadcast has from 1 to 64 characters")
    now = desk.time()
    steps = (Step(StepKind.WRITTEN, now, person.id),)
    made = Broadcast(id=broadcast_id, by=person.id, made_at=now, steps=steps, **_written(content))
    await work.broadcasts.add(made)
    return made


def _written(content: Content) -> dict[str, Any]:
    return {field.name: getattr(content, field.name) for field in fields(Content)}


def _done_by_another(desk: Desk, person: Person, broadcast: Broadcast, seen: int) -> str:
    """What somebody else did last since these steps, in a sentence; empty where nobody did anything."""
    others = [step for step in broadcast.steps[seen:] if step.by != person.id]
    if not others:
        return ""
    last = others[-1]
    who, when = name_of(desk.directory, last.by), moment_in_words(last.at, desk.time())
    return f"This message was {last.kind.done} by {who} after you began, {when}."


async def delete_draft(work: UnitOfWork, person: Person, broadcast_id: str) -> Broadcast:
    """Delete a draft with the tests of it, and return what it was.

    Raises `NotAllowed`, `Refusal` for what is no draft. Does not commit.
    """
    draft = await broadcast_for(work, person, broadcast_id)
    if draft.state is not BroadcastState.DRAFT:
        raise Refusal(
            "Only a draft can be deleted. A message that is scheduled or under way can be cancelled."
        )
    await work.broadcasts.remove(draft)
    await work.notices.remove(draft.messages)
    return draft


async def send_test(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    broadcast_id: str,
    content: Content,
    seen: int | None = None,
) -> Broadcast:
    """Send these words to oneself alone. Nothing of it is counted.

    They are saved as a draft as well, but not into a broadcast that is scheduled: what goes out changes only when
    somebody schedules or sends it. Raises as `save_draft` does. Does not commit.
    """
    require_may_broadcast(person)
    before = await work.broadcasts.get(broadcast_id)
    if before is not None and before.state is BroadcastState.SCHEDULED:
        words = checked(content)
    else:
        before = await save_draft(work, desk, person, broadcast_id, content, seen)
        words = before.content
    tested = before.changed(tested={**before.tested, person.id: words})
    await work.broadcasts.save(tested)
    await work.notices.add(
        Notice(
            desk.new_id(),
            Recipient.person(person.id),
            tested.kind.notice,
            "",
            desk.time(),
            {"broadcast": tested.id, "test": tested.version},
            message=tested.test_message,
        )
    )
    return tested


async def broadcasts_of(
    work: UnitOfWork, person: Person, states: Collection[BroadcastState], limit: int = LISTED
) -> Sequence[Broadcast]:
    """The broadcasts in these states, the newest first. Raises `NotAllowed`."""
    require_may_broadcast(person)
    return await work.broadcasts.in_states(states, limit)
