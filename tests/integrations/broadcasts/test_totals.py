"""Whatever happens to a broadcast and to its people, its totals add up to the audience that it started with."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.audience import Audience, AudienceKind
from cases.broadcasts import BroadcastState
from cases.broadcasts.answering import answer
from cases.broadcasts.sending import cancel, finish_done, pause, resume, send_now, start_due
from cases.broadcasts.standing import standing
from cases.broadcasts.writing import save_draft
from cases.errors import Refusal
from cases.notices import NoticeState, Recipient
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from tests.databases import sqlite_in
from tests.integrations.broadcasts.council import bitesize, council_directory
from tests.integrations.life.office import Office

S = NoticeState
ENDS = (S.SENT, S.NOT_INSTALLED, S.BLOCKED, S.FAILED, S.UNKNOWN, S.WAITING)
PEOPLE = [f"staff-{n}" for n in range(8)]
AUDIENCES = st.sampled_from(
    [
        Audience(AudienceKind.EVERYBODY),
        Audience(AudienceKind.SERVICE, "housing"),
        Audience(AudienceKind.ROLE, "officer"),
        Audience(AudienceKind.GROUP, "owners"),
    ]
)
WHO = st.sampled_from([*PEOPLE, "olga", "dev"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("settle"), WHO, st.sampled_from(ENDS)),
        st.tuples(st.just("claim"), WHO),
        st.tuples(st.just("read"), WHO),
        st.tuples(st.just("answer"), WHO, st.integers(0, 2)),
        st.tuples(st.just("opens Ask IG"), WHO),
        st.tuples(st.sampled_from(["pause", "resume", "cancel", "tick"])),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(AUDIENCES, STEPS)
def test_totals_always_add_up(audience: Audience, steps: list[tuple[Any, ...]]) -> None:
    asyncio.run(_lived(audience, steps))


async def _lived(audience: Audience, steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        database = Database(create_engine(sqlite_in(Path(folder))))
        try:
            office = Office(database, council_directory(Path(folder), staff=8))
            await office.call(save_draft, "Olga", "b1", bitesize(audience=audience))
            await office.call(send_now, "Olga", "b1")
            expected = dict.fromkeys((person.id for person in audience.people(office.directory)), S.WAITING)
            answers: dict[str, int] = {}
            for step in steps:
                await _take(office, step, expected, answers)
                await _compare(office, expected, answers)
        finally:
            await database.close()


async def _take(
    office: Office, step: tuple[Any, ...], expected: dict[str, S], answers: dict[str, int]
) -> None:
    """Do one thing, and note in plain dictionaries what should have come of it."""
    what, *given = step
    async with office.database.work() as work:
        broadcast = await work.broadcasts.get("b1")
        assert broadcast is not None
        name = given[0] if given else ""
        notice = await work.notices.told(broadcast.message, Recipient.person(name))
        stands = expected.get(name)
        if what == "claim" and notice is not None:
            if await work.outbox.claim(notice.id, office.now):
                assert stands is S.WAITING
                expected[name] = S.SENDING
        elif what == "settle" and notice is not None and stands is S.SENDING:
            await work.outbox.settle(notice.id, given[1], "", office.now)
            expected[name] = given[1]
        elif what == "read":
            await work.notices.note_read(Recipient.person(name), broadcast.message)
            if stands in (S.SENT, S.UNKNOWN):
                expected[name] = S.READ
        elif what == "opens Ask IG":
            await work.outbox.revive(Recipient.person(name), office.now)
            if stands is S.NOT_INSTALLED:
                expected[name] = S.WAITING
        elif what == "answer":
            await _answer(office, work, name, given[1])
            if stands in (S.SENT, S.READ, S.UNKNOWN):
                expected[name] = S.ANSWERED
                answers[name] = given[1]
        else:
            await _of_the_officer(office, work, what, expected, broadcast.state)
        await work.commit()


async def _answer(office: Office, work: Any, name: str, chosen: int) -> None:
    # Who was not reached is refused, and what stands is compared afterwards.
    with suppress(Refusal):
        await answer(work, office.person(name), "b1", chosen)


async def _of_the_officer(
    office: Office, work: Any, what: str, expected: dict[str, S], state: BroadcastState
) -> None:
    olga = office.person("Olga")
    withdraws = what == "tick" and state is BroadcastState.CANCELLED
    try:
        if what == "pause":
            await pause(work, olga, "b1")
        elif what == "resume":
            await resume(work, office.desk, olga, "b1")
        elif what == "cancel":
            await cancel(work, office.desk, olga, "b1")
            withdraws = True
        elif what == "tick":
            await start_due(work, office.desk)
            broadcast = await work.broadcasts.get("b1")
            withdraws = withdraws and broadcast.ended_at is None
            await finish_done(work, office.desk)
    except Refusal:
        return
    if withdraws:
        expected.update({name: S.WITHDRAWN for name, one in expected.items() if one is S.WAITING})


async def _compare(office: Office, expected: dict[str, S], answers: dict[str, int]) -> None:
    async with office.database.work() as work:
        broadcast = await work.broadcasts.get("b1")
        assert broadcast is not None
        found = await standing(work, office.desk, broadcast)
    assert dict(found.counts) == Counter(expected.values())
    assert sum(found.counts.values()) == found.audience == len(expected)
    assert found.delivered + found.waiting + found.not_reached == found.audience
    assert found.answers == Counter(answers.values())
    assert found.right == list(answers.values()).count(1)
    assert found.right <= found.answered <= found.read <= found.delivered
    assert (found.percent(found.delivered) == 100) is (found.delivered == found.audience)
