"""Whatever happens to a broadcast and to its people, its totals add up to the audience that it started with."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.audience import Audience, AudienceKind
from cases.broadcasts import Broadcast, BroadcastState
from cases.broadcasts.answering import answer
from cases.broadcasts.forgetting import forget_answers
from cases.broadcasts.sending import cancel, finish_done, pause, resume, send_now, start_due
from cases.broadcasts.standing import standing
from cases.broadcasts.writing import save_draft
from cases.errors import Refusal
from cases.notices import NoticeState, Recipient
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database, DatabaseWork
from tests.databases import sqlite_in
from tests.integrations.broadcasts.council import bitesize, council_directory, put
from tests.integrations.life.office import Office

S = NoticeState
ENDS = (S.SENT, S.SENT, S.SENT, S.NOT_INSTALLED, S.BLOCKED, S.FAILED, S.UNKNOWN, S.WAITING)
PEOPLE = [f"staff-{n}" for n in range(3)]
AUDIENCES = st.sampled_from(
    [
        Audience(AudienceKind.EVERYBODY),
        Audience(AudienceKind.SERVICE, "housing"),
        Audience(AudienceKind.ROLE, "officer"),
        Audience(AudienceKind.GROUP, "owners"),
    ]
)
WHO = st.sampled_from([*PEOPLE, "olga"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("settle"), WHO, st.sampled_from(ENDS)),
        st.tuples(st.just("claim"), WHO),
        st.tuples(st.just("settle"), WHO, st.just(S.SENT)),
        st.tuples(st.just("read"), WHO),
        st.tuples(st.just("answer"), WHO, st.integers(0, 2)),
        st.tuples(st.just("opens Ask IG"), WHO),
        st.tuples(st.sampled_from(["pause", "resume", "tick", "tick", "cancel"])),
    ),
    min_size=5,
    max_size=30,
)


def test_totals_always_add_up(tmp_path: Path) -> None:
    ids = count()
    with asyncio.Runner() as runner:
        database = Database(create_engine(sqlite_in(tmp_path)))
        office = Office(database, council_directory(tmp_path, staff=3))

        @settings(max_examples=40, deadline=None)
        @given(AUDIENCES, STEPS)
        def lived(audience: Audience, steps: list[tuple[Any, ...]]) -> None:
            runner.run(_lived(office, f"b{next(ids)}", audience, steps))

        try:
            lived()
        finally:
            runner.run(database.close())


async def _lived(office: Office, broadcast_id: str, audience: Audience, steps: list[tuple[Any, ...]]) -> None:
    await office.call(save_draft, "Olga", broadcast_id, bitesize(audience=audience))
    await office.call(send_now, "Olga", broadcast_id)
    async with office.database.work() as work:
        life = Life(office, work, broadcast_id, audience)
        for step in steps:
            await life.take(*step)
            await life.compare()
        await life.end()
        await life.compare()
        await work.commit()


class Life:
    """A broadcast on its way, and in plain dictionaries what should have come of each thing that happened to it."""

    def __init__(self, office: Office, work: DatabaseWork, broadcast_id: str, audience: Audience) -> None:
        self.office, self.work, self.id = office, work, broadcast_id
        self.expected = dict.fromkeys((one.id for one in audience.people(office.directory)), S.WAITING)
        self.answers: dict[str, int] = {}

    async def broadcast(self) -> Broadcast:
        found = await self.work.broadcasts.get(self.id)
        assert found is not None
        return found

    async def take(self, what: str, name: str = "", given: Any = None) -> None:
        """Do one thing."""
        message, stands = (await self.broadcast()).message, self.expected.get(name)
        if not name:
            await self.of_the_officer(what)
        elif what in ("claim", "settle"):
            becomes = S.SENDING if what == "claim" else given
            if stands is S.WAITING or (stands is S.SENDING and what == "settle"):
                await put(self.work, message, becomes, [name])
                self.expected[name] = becomes
        elif what == "opens Ask IG":
            await self.work.outbox.revive(Recipient.person(name), self.office.now)
            if stands is S.NOT_INSTALLED:
                self.expected[name] = S.WAITING
        elif stands is S.SENDING:
            pass  # Whether reading or answering counts already is for the outbox to say.
        elif what == "read":
            await self.work.notices.note_read(Recipient.person(name), message)
            if stands in (S.SENT, S.UNKNOWN):
                self.expected[name] = S.READ
        elif what == "answer":
            # Who was not reached is refused, and what stands is compared afterwards.
            with suppress(Refusal):
                await answer(self.work, self.office.person(name), self.id, given)
            if stands in (S.SENT, S.READ, S.UNKNOWN):
                self.expected[name] = S.ANSWERED
                self.answers[name] = given

    async def of_the_officer(self, what: str) -> None:
        """What an officer or the minute does; what waits of one that is cancelled is withdrawn."""
        before, olga, desk = await self.broadcast(), self.office.person("Olga"), self.office.desk
        withdraws = what == "cancel" or (before.state is BroadcastState.CANCELLED and before.ended_at is None)
        try:
            if what == "pause":
                await pause(self.work, desk, olga, self.id)
            elif what == "resume":
                await resume(self.work, desk, olga, self.id)
            elif what == "cancel":
                await cancel(self.work, desk, olga, self.id)
            else:
                await start_due(self.work, desk)
                await finish_done(self.work, desk)
        except Refusal:
            return
        if withdraws:
            self.expected.update(
                {name: S.WITHDRAWN for name, one in self.expected.items() if one is S.WAITING}
            )

    async def end(self) -> None:
        """It is cancelled unless it is over, what is being sent arrives, and all of it is forgotten long after."""
        await self.of_the_officer("cancel")
        for name, stands in self.expected.items():
            if stands is S.SENDING:
                await self.take("settle", name, S.SENT)
        await self.of_the_officer("tick")
        message = (await self.broadcast()).message
        long_after = self.office.now + timedelta(days=62)
        await forget_answers(self.work, replace(self.office.desk, now=lambda: long_after), months=2)
        assert await self.work.notices.totals(message) == {}
        assert (await self.broadcast()).outcome is not None

    async def compare(self) -> None:
        """What the program says, beside what should be."""
        found = await standing(self.work, self.office.desk, await self.broadcast())
        assert dict(found.counts) == Counter(self.expected.values())
        assert sum(found.counts.values()) == found.audience == len(self.expected)
        assert found.delivered + found.waiting + found.not_reached == found.audience
        assert found.answers == Counter(self.answers.values())
        assert found.right == list(self.answers.values()).count(1)
        assert found.right <= found.answered <= found.read <= found.delivered
        assert (found.percent(found.delivered) == 100) is (found.delivered == found.audience)
