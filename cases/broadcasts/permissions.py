"""Who may send to many. Asked by every service, every time."""

from __future__ import annotations

from cases.broadcasts.broadcast import Broadcast
from cases.errors import Refusal
from cases.people import Person, Role
from cases.permissions import require
from cases.ports import UnitOfWork

_NOT_YOURS = "Messages to many are for the IG team: its officers and the Data Protection Officer."


def may_broadcast(person: Person) -> bool:
    """Whether the person may write messages to many, send them and see who was reached."""
    return person.has_any(Role.OFFICER, Role.DPO)


def require_may_broadcast(person: Person) -> None:
    """Raise `NotAllowed` unless the person may."""
    require(may_broadcast(person), _NOT_YOURS)


async def broadcast_for(work: UnitOfWork, person: Person, broadcast_id: str) -> Broadcast:
    """The broadcast, if the person may send to many. Raises `NotAllowed`, and `Refusal` where there is none."""
    require_may_broadcast(person)
    found = await work.broadcasts.get(broadcast_id)
    if found is None:
        raise Refusal("I can't find that message. It may have been deleted.")
    return found
