"""Sending a broadcast: now or at a moment, paused, resumed, cancelled; and what the program does each minute for it.

The notices are the truth of who was told. A broadcast's audience is fixed at the moment when it starts: its notices
are recorded in one transaction with its new state, so that a process that dies leaves all of them or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from cases.broadcasts.broadcast import Broadcast, BroadcastState
from cases.broadcasts.permissions import broadcast_for
from cases.broadcasts.steps import Step, StepKind
from cases.desk import Desk, ig_team
from cases.errors import Refusal
from cases.notices import Notice, NoticeKind, NoticeState, Recipient, Urgency
from cases.people import Person
from cases.ports import UnitOfWork

_S: Final = BroadcastState
_NOT_STARTED: Final = (_S.DRAFT, _S.SCHEDULED)
_UNDER_WAY: Final = (_S.SENDING, _S.PAUSED)
_LOOKED_AT: Final = 100
"""Broadcasts that are looked at in one go; the others come a minute later."""

_HAD_IT: Final = frozenset(
    {NoticeState.SENDING, NoticeState.SENT, NoticeState.READ, NoticeState.ANSWERED, NoticeState.UNKNOWN}
)
_NOBODY: Final = "Nobody belongs to its audience now. Choose another audience."
_CANCELLED: Final = "The message was cancelled before it was sent to them."


@dataclass(frozen=True)
class Cancelled:
    """What a cancelled broadcast came to: how many are not told any more, and how many had it, or may have it."""

    broadcast: Broadcast
    withdrawn: int
    had_it: int


async def schedule(
    work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str, send_at: datetime
) -> Broadcast:
    """Set the moment at which the broadcast goes out, or another one than the one that was set.

    Raises `NotAllowed`, `Refusal` for a moment that is over and for one that has begun to go out. Does not commit.
    """
    before = await broadcast_for(work, person, broadcast_id)
    _require(before, _NOT_STARTED, "scheduled")
    if send_at.astimezone(UTC) <= desk.time().astimezone(UTC):
        raise Refusal("That moment is over. Choose one to come, or send the message now.")
    if not before.audience.people(desk.directory):
        raise Refusal(_NOBODY)
    after = before.with_step(
        Step(StepKind.SCHEDULED, desk.time(), person.id), state=_S.SCHEDULED, send_at=send_at
    )
    await work.broadcasts.save(after)
    return after


async def send_now(work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str) -> Broadcast:
    """Start the broadcast at once.

    Raises `NotAllowed`, `Refusal` for one that has begun to go out and one without an audience. Does not commit.
    """
    before = await broadcast_for(work, person, broadcast_id)
    _require(before, _NOT_STARTED, "sent")
    people = before.audience.people(desk.directory)
    if not people:
        raise Refusal(_NOBODY)
    now = desk.time()
    return await _start(
        work, desk, before.with_step(Step(StepKind.SENT_NOW, now, person.id), send_at=now), people
    )


async def pause(work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str) -> Broadcast:
    """Send no more of it for now. What waits does not grow too old meanwhile.

    Raises `NotAllowed`, `Refusal` for one that is not being sent. Does not commit.
    """
    before = await broadcast_for(work, person, broadcast_id)
    _require(before, (_S.SENDING,), "paused")
    after = before.with_step(Step(StepKind.PAUSED, desk.time(), person.id), state=_S.PAUSED)
    await work.broadcasts.save(after)
    await work.notices.hold(after.message)
    await work.notices.keep_until(after.message, None)
    return after


async def resume(work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str) -> Broadcast:
    """Go on sending one that was paused, for as long as a late one would be sent.

    Raises `NotAllowed`, `Refusal` for one that is not paused. Does not commit.
    """
    before = await broadcast_for(work, person, broadcast_id)
    _require(before, (_S.PAUSED,), "resumed")
    after = before.with_step(Step(StepKind.RESUMED, desk.time(), person.id), state=_S.SENDING)
    await work.broadcasts.save(after)
    await work.notices.keep_until(after.message, desk.time() + after.window)
    await work.notices.release(after.message)
    return after


async def cancel(work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str) -> Cancelled:
    """Send no more of it for good: what waits is withdrawn, what arrived stays.

    Raises `NotAllowed`, `Refusal` for one that is neither scheduled nor under way. Does not commit.
    """
    before = await broadcast_for(work, person, broadcast_id)
    _require(before, (_S.SCHEDULED, *_UNDER_WAY), "cancelled")
    now = desk.time()
    ended_at = now if before.started_at is None else None
    after = before.with_step(
        Step(StepKind.CANCELLED, now, person.id), state=_S.CANCELLED, ended_at=ended_at, tested={}
    )
    await work.broadcasts.save(after)
    if before.started_at is None:
        return Cancelled(after, 0, 0)
    # Held until the last send under way has come to its end: Teams may put one off, and then it waits again.
    await work.notices.hold(after.message)
    withdrawn = await work.notices.withdraw(after.message, _CANCELLED)
    # Who opens Ask IG later does not get it any more.
    await work.notices.keep_until(after.message, now)
    totals = await work.notices.totals(after.message)
    return Cancelled(after, withdrawn, sum(totals.get(state, 0) for state in _HAD_IT))


async def start_due(work: UnitOfWork, desk: Desk) -> None:
    """Start every broadcast whose moment has come. One that is too late by its own rule, or that has nobody to go to
    any more, is skipped, and its officer is told. To be done each minute; doing it twice does no harm. Does not commit.
    """
    now = desk.time()
    for due in await work.broadcasts.due(now, _LOOKED_AT):
        people = due.audience.people(desk.directory)
        if people and due.send_at is not None and now <= due.send_at + due.window:
            await _start(work, desk, due.changed(), people)
            continue
        skipped = due.changed(state=_S.SKIPPED, ended_at=now, tested={})
        await work.broadcasts.save(skipped)
        await _tell_officer(work, desk, skipped)


async def finish_done(work: UnitOfWork, desk: Desk) -> None:
    """Close every broadcast of which nothing is left to send; of one that was sent the officer is told what came of it.
    To be done each minute; doing it twice does no harm. Does not commit."""
    for broadcast in await work.broadcasts.unfinished(_LOOKED_AT):
        if broadcast.state is _S.CANCELLED:
            await work.notices.withdraw(broadcast.message, _CANCELLED)
        totals = await work.notices.totals(broadcast.message)
        if totals.get(NoticeState.WAITING) or totals.get(NoticeState.SENDING):
            continue
        is_cancelled = broadcast.state is _S.CANCELLED
        ended = broadcast.changed(state=_S.CANCELLED if is_cancelled else _S.SENT, ended_at=desk.time())
        await work.broadcasts.save(ended)
        await work.notices.release(ended.message)
        if broadcast.state is _S.PAUSED:
            await work.notices.keep_until(ended.message, desk.time() + ended.window)
        if not is_cancelled:
            await _tell_officer(work, desk, ended)


async def _start(work: UnitOfWork, desk: Desk, broadcast: Broadcast, people: Sequence[Person]) -> Broadcast:
    """Fix the audience and record its notices. `broadcast` is one version on already."""
    if broadcast.send_at is None:
        raise ValueError("a broadcast starts at a moment")
    now = desk.time()
    started = replace(broadcast, state=_S.SENDING, started_at=now, tested={})
    await work.broadcasts.save(started)
    not_after = broadcast.send_at + broadcast.window
    await work.notices.add_many(
        [
            Notice(
                desk.new_id(),
                Recipient.person(person_id),
                started.kind.notice,
                "",
                now,
                {"broadcast": started.id},
                message=started.message,
                urgency=Urgency.BULK,
                not_after=not_after,
            )
            for person_id in dict.fromkeys(person.id for person in people)
        ]
    )
    return started


async def _tell_officer(work: UnitOfWork, desk: Desk, broadcast: Broadcast) -> None:
    """Tell whoever wrote it that it is over, or the IG team where they have left."""
    totals = await work.notices.totals(broadcast.message)
    facts = {
        "broadcast": broadcast.id,
        "state": broadcast.state.value,
        "totals": {state.value: number for state, number in totals.items()},
    }
    is_here = desk.directory.person(broadcast.by) is not None
    told = (Recipient.person(broadcast.by),) if is_here else await ig_team(work, desk.directory)
    for recipient in told:
        await work.notices.add(
            Notice(
                desk.new_id(),
                recipient,
                NoticeKind.BROADCAST_DONE,
                "",
                desk.time(),
                facts,
                message=broadcast.done_message,
            )
        )


def _require(broadcast: Broadcast, states: Sequence[BroadcastState], what: str) -> None:
    """Raise `Refusal` unless the broadcast is in one of the states in which it can be `what`."""
    if broadcast.state not in states:
        raise Refusal(f"It can't be {what} now. It stands at: {broadcast.state.title.lower()}.")
