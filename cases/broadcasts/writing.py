"""Writing a broadcast: drafts, a test to oneself, and what there is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Final

from cases.broadcasts.broadcast import Broadcast, BroadcastState, Content
from cases.broadcasts.checking import checked
from cases.broadcasts.permissions import broadcast_for, require_may_broadcast
from cases.desk import Desk
from cases.errors import Refusal
from cases.notices import Notice, Recipient
from cases.people import Person
from cases.ports import UnitOfWork

LISTED: Final = 20
LONGEST_ID: Final = 64

_OPEN: Final = (BroadcastState.DRAFT, BroadcastState.SCHEDULED)
_STARTED: Final = (
    "This message has begun to go out, or is over, so its words stand. You can write a new one from it."
)


async def save_draft(
    work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str, content: Content
) -> Broadcast:
    """Save a new broadcast under this id, or change the words of the one that has it. One that is scheduled stays so.

    Raises `NotAllowed`, `Refusal` for what has to be put right and for one that has begun to go out. Does not commit.
    """
    require_may_broadcast(person)
    tidied = checked(content)
    if not tidied.audience.people(desk.directory):
        raise Refusal("Nobody belongs to that audience now. Choose another one.")
    written = {field.name: getattr(tidied, field.name) for field in fields(Content)}
    before = await work.broadcasts.get(broadcast_id)
    if before is None:
        if not 0 < len(broadcast_id) <= LONGEST_ID:
            raise ValueError("the id of a broadcast has from 1 to 64 characters")
        made = Broadcast(id=broadcast_id, by=person.id, made_at=desk.time(), **written)
        await work.broadcasts.add(made)
        return made
    if before.state not in _OPEN:
        raise Refusal(_STARTED)
    after = before.changed(**written)
    await work.broadcasts.save(after)
    return after


async def delete_draft(work: UnitOfWork, person: Person, broadcast_id: str) -> Broadcast:
    """Delete a draft, and return what it was. Raises `NotAllowed`, `Refusal` for what is no draft. Does not commit."""
    draft = await broadcast_for(work, person, broadcast_id)
    if draft.state is not BroadcastState.DRAFT:
        raise Refusal(
            "Only a draft can be deleted. A message that is scheduled or under way can be cancelled."
        )
    await work.broadcasts.remove(draft)
    return draft


async def send_test(work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str) -> Broadcast:
    """Send the broadcast as it stands to oneself alone. Nothing of it is counted.

    Raises `NotAllowed`, `Refusal` for one that has begun to go out. Does not commit.
    """
    before = await broadcast_for(work, person, broadcast_id)
    if before.state not in _OPEN:
        raise Refusal(_STARTED)
    tested = before.changed()
    await work.broadcasts.save(tested)
    # Each test is a version of its own, so that no two are the same message.
    await work.notices.add(
        Notice(
            desk.new_id(),
            Recipient.person(person.id),
            tested.kind.notice,
            "",
            desk.time(),
            {"broadcast": tested.id, "test": tested.version},
            message=f"broadcast-test/{tested.id}/{tested.version}",
        )
    )
    return tested


async def broadcasts_of(
    work: UnitOfWork, person: Person, states: Collection[BroadcastState], limit: int = LISTED
) -> Sequence[Broadcast]:
    """The broadcasts in these states, the newest first. Raises `NotAllowed`."""
    require_may_broadcast(person)
    return await work.broadcasts.in_states(states, limit)
