"""How long it is kept who was sent a broadcast and what they answered: after that its totals stand alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from cases.broadcasts.standing import outcome_of
from cases.desk import Desk
from cases.ports import UnitOfWork

_AT_ONCE: Final = 5
"""Broadcasts in one go, since each may have been told to ten thousand people; the others come an hour later."""


async def forget_answers(work: UnitOfWork, desk: Desk, months: int) -> None:
    """Of broadcasts that ended more than so many months ago keep the totals alone, a month being 30.44 days.

    Everything that was told of one goes: to its people, to its officer, and as a test. Does not commit.
    """
    before = desk.time() - timedelta(days=round(months * 30.44))
    for broadcast in await work.broadcasts.claim_ended(before, _AT_ONCE):
        outcome = await outcome_of(work, broadcast)
        await work.broadcasts.save(broadcast.changed(outcome=outcome))
        await work.notices.remove(broadcast.messages)
