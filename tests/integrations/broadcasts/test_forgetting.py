"""After the months that are set, a message's totals stand and nobody's answer does, on both databases."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from cases.broadcasts import Broadcast, BroadcastState, IfLate, Outcome
from cases.broadcasts.answering import answer, answer_test, confirm
from cases.broadcasts.forgetting import forget_answers
from cases.broadcasts.sending import cancel, finish_done, pause, schedule, send_now, start_due
from cases.broadcasts.standing import Standing, not_answered, not_reached, standing
from cases.broadcasts.writing import save_draft, send_test
from cases.errors import Refusal
from cases.notices import NoticeState
from integrations.database import tables
from tests.integrations.broadcasts.council import become, bitesize
from tests.integrations.life.office import Office, at

S = NoticeState
STAFF = [f"staff-{n}" for n in range(12)]
TEAM = ["olga", "oscar", "dev", "hana"]
MONTHS = 24
KEPT_DAYS = 731


async def do(office: Office, service: Any, *given: Any) -> Any:
    async with office.database.work() as work:
        done = await service(work, *given)
        await work.commit()
    return done


async def over(office: Office, broadcast_id: str = "b1", **changes: Any) -> None:
    """A message that was tested, sent, answered by some and came to its end; its officer was told."""
    await office.call(send_test, "Oscar", broadcast_id, bitesize(**changes))
    await office.call(send_test, "Olga", broadcast_id, bitesize(**changes))
    await office.call(send_now, "Olga", broadcast_id)
    message = f"broadcast/{broadcast_id}"
    await become(office, message, S.SENT, [*STAFF[:9], *TEAM])
    await become(office, message, S.NOT_INSTALLED, STAFF[9:11])
    await become(office, message, S.UNKNOWN, STAFF[11:])
    for number, name in enumerate(STAFF[:5]):
        if changes.get("asks_to_confirm"):
            await do(office, confirm, office.person(name), broadcast_id)
        else:
            await do(office, answer, office.person(name), broadcast_id, number % 3)
    await do(office, finish_done, office.desk)


async def one_of(office: Office, broadcast_id: str = "b1") -> Broadcast:
    async with office.database.work() as work:
        found = await work.broadcasts.get(broadcast_id)
    assert found is not None
    return found


async def stands(office: Office, broadcast_id: str = "b1") -> Standing:
    async with office.database.work() as work:
        found = await work.broadcasts.get(broadcast_id)
        assert found is not None
        return await standing(work, office.desk, found)


async def told(office: Office) -> Counter[str]:
    """How many notices there are of each message."""
    async with office.database.work() as work:
        return Counter((await work.connection.scalars(sa.select(tables.notices.c.message))).all())


async def later(office: Office, days: int) -> None:
    office.now = at("2026-05-18") + timedelta(days=days)
    await do(office, forget_answers, office.desk, MONTHS)


async def test_its_totals_stand_and_its_rows_go_once_it_is_over_for_so_long(office: Office) -> None:
    await over(office)
    before, rows, as_it_was = await stands(office), await told(office), await one_of(office)
    assert rows == {
        "broadcast/b1": 16, "broadcast-done/b1": 1, "broadcast-test/b1/2": 1, "broadcast-test/b1/3": 1,
    }  # fmt: skip
    await later(office, KEPT_DAYS)
    assert await told(office) == rows
    assert (await one_of(office)) == as_it_was
    await later(office, KEPT_DAYS + 1)
    assert await told(office) == {}
    after = await stands(office)
    assert after == before
    assert (after.audience, after.delivered, after.not_reached) == (16, 13, 3)
    assert (after.answers, after.right, after.answered, after.confirmed) == ({0: 2, 1: 2, 2: 1}, 2, 5, 0)
    one = await one_of(office)
    assert one.outcome == Outcome(before.counts, before.answers, 0)
    assert (one.steps, one.content, one.state, one.ended_at) == (
        as_it_was.steps, as_it_was.content, as_it_was.state, as_it_was.ended_at,
    )  # fmt: skip
    everything = await office.everything()
    await later(office, 900)
    assert await office.everything() == everything


async def test_what_people_confirmed_is_counted_for_ever(office: Office) -> None:
    await over(office, question=None, asks_to_confirm=True)
    await later(office, KEPT_DAYS + 1)
    assert await told(office) == {}
    after = await stands(office)
    assert (after.confirmed, after.answered, after.answers) == (5, 5, {})


async def test_nothing_else_goes(office: Office) -> None:
    """A younger one, one that is paused, a draft that was tested, and others whose names begin alike."""
    await over(office)
    await over(office, "b10")
    async with office.database.work() as work:
        young = await work.broadcasts.get("b10")
        assert young
        await work.broadcasts.save(young.changed(ended_at=at("2026-05-19")))
        await work.commit()
    await office.call(save_draft, "Olga", "b2", bitesize())
    await office.call(send_now, "Olga", "b2")
    await office.call(pause, "Olga", "b2")
    await office.call(send_test, "Olga", "b3", bitesize())
    rows = await told(office)
    await later(office, KEPT_DAYS + 1)
    left = await told(office)
    assert left == {message: number for message, number in rows.items() if message.split("/")[1] != "b1"}
    assert {message.split("/")[1] for message in left} == {"b10", "b2", "b3"}
    assert (await stands(office, "b10")).answered == 5


async def test_one_that_nobody_got_loses_its_tests_and_the_word_to_its_officer(office: Office) -> None:
    for broadcast_id in ("cancelled", "skipped"):
        await office.call(send_test, "Olga", broadcast_id, bitesize(if_late=IfLate.SKIP))
        await office.call(schedule, "Olga", broadcast_id, at("2026-05-19"))
    await office.call(cancel, "Olga", "cancelled")
    office.now = at("2026-05-20")
    await do(office, start_due, office.desk)
    assert (await one_of(office, "skipped")).state is BroadcastState.SKIPPED
    assert "broadcast-done/skipped" in await told(office)
    await later(office, 740)
    assert await told(office) == {}
    for broadcast_id in ("cancelled", "skipped"):
        assert (await one_of(office, broadcast_id)).outcome == Outcome({}, {}, 0)


async def test_names_are_not_given_and_answers_not_taken_any_more(office: Office) -> None:
    await over(office)
    await later(office, KEPT_DAYS + 1)
    before = await office.everything()
    async with office.database.work() as work:
        for names in (not_reached, not_answered):
            with pytest.raises(Refusal, match="no names are kept any more"):
                await names(work, office.desk, office.person("Olga"), "b1")
        for name in ("staff-0", "staff-8", "Olga"):
            with pytest.raises(Refusal, match="Thank you for looking at this again"):
                await answer(work, office.person(name), "b1", 1)
        with pytest.raises(Refusal, match="Thank you for looking at this again"):
            await answer_test(work, office.person("Olga"), "b1", 1)
    assert await office.everything() == before


async def test_many_are_taken_a_few_at_a_time_the_oldest_first(office: Office) -> None:
    for number in range(7):
        office.now = at("2026-05-18") + timedelta(minutes=number)
        await over(office, f"b{number}")
    await later(office, 800)
    assert {message.split("/")[1] for message in await told(office)} == {"b5", "b6"}
    await later(office, 800)
    assert await told(office) == {}


async def test_replicas_that_forget_at_once_keep_the_same_totals(office: Office) -> None:
    await over(office)
    before = await stands(office)
    office.now += timedelta(days=KEPT_DAYS + 1)
    await asyncio.gather(*(do(office, forget_answers, office.desk, MONTHS) for _ in range(3)))
    assert await told(office) == {}
    assert await stands(office) == before
