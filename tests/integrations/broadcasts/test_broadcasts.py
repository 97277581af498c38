"""A message to many, from the draft to who answered what, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from cases.audience import Audience, AudienceKind
from cases.broadcasts import Broadcast, BroadcastState, IfLate, Link, Picture
from cases.broadcasts.answering import Answered, answer, answer_of, confirm
from cases.broadcasts.sending import (
    Cancelled,
    cancel,
    finish_done,
    pause,
    resume,
    schedule,
    send_now,
    start_due,
)
from cases.broadcasts.standing import Standing, not_answered, not_reached, standing
from cases.broadcasts.writing import broadcasts_of, delete_draft, save_draft, send_test
from cases.errors import Conflict, NotAllowed, Refusal
from cases.notices import NoticeKind, NoticeState, Recipient, Urgency
from tests.integrations.broadcasts.council import become, bitesize
from tests.integrations.life.office import Office, at

ALL = 16
STAFF = [f"staff-{n}" for n in range(12)]


async def do(office: Office, service: Any, *given: Any) -> Any:
    """One service in one transaction."""
    async with office.database.work() as work:
        done = await service(work, *given)
        await work.commit()
    return done


async def tick(office: Office) -> None:
    """What the program does each minute."""
    for work in (start_due, finish_done):
        await do(office, work, office.desk)


async def draft(office: Office, broadcast_id: str = "b1", **changes: Any) -> Broadcast:
    made: Broadcast = await office.call(save_draft, "Olga", broadcast_id, bitesize(**changes))
    return made


async def now_at(office: Office, broadcast_id: str = "b1") -> Broadcast:
    async with office.database.work() as work:
        found = await work.broadcasts.get(broadcast_id)
    assert found is not None
    return found


async def stands(office: Office, broadcast_id: str = "b1") -> Standing:
    async with office.database.work() as work:
        found = await work.broadcasts.get(broadcast_id)
        assert found is not None
        return await standing(work, office.desk, found)


async def answered(office: Office, name: str, chosen: int, broadcast_id: str = "b1") -> Answered:
    result: Answered = await do(office, answer, office.person(name), broadcast_id, chosen)
    return result


async def test_a_bitesize_is_written_scheduled_sent_answered_and_counted(office: Office) -> None:
    written = await draft(office)
    assert (written.state, written.by) == (BroadcastState.DRAFT, "olga")
    assert (await stands(office)).audience == ALL
    office.now = at("2026-05-18 10:00")
    await office.call(schedule, "Oscar", "b1", at("2026-06-02 10:00"))
    office.now = at("2026-06-02 09:59")
    await tick(office)
    assert (await now_at(office)).state is BroadcastState.SCHEDULED
    office.now = at("2026-06-02 10:00")
    await tick(office)
    await tick(office)
    started = await now_at(office)
    assert (started.state, started.started_at) == (BroadcastState.SENDING, office.now)
    [notice] = await office.notices("staff-1")
    assert (notice.kind, notice.facts, notice.urgency) == (
        NoticeKind.BITESIZE,
        {"broadcast": "b1"},
        Urgency.BULK,
    )
    assert notice.not_after == office.now + timedelta(hours=24)

    with pytest.raises(Refusal, match="only just come"):
        await answered(office, "staff-1", 1)
    await become(office, "broadcast/b1", NoticeState.SENT, [*STAFF[:10], "olga", "oscar", "dev", "hana"])
    await become(office, "broadcast/b1", NoticeState.BLOCKED, ["staff-10"], "They blocked Ask IG.")
    await tick(office)
    assert (await now_at(office)).state is BroadcastState.SENDING
    await become(office, "broadcast/b1", NoticeState.NOT_INSTALLED, ["staff-11"])
    first = await answered(office, "staff-1", 1)
    assert (first.is_right, first.is_first, first.is_counted) == (True, True, True)
    again = await answered(office, "staff-1", 0)
    assert (again.chosen, again.is_right, again.is_first) == (1, True, False)
    assert not (await answered(office, "staff-2", 2)).is_right
    office.now += timedelta(minutes=1)
    await tick(office)
    assert (await now_at(office)).state is BroadcastState.SENT

    result = await stands(office)
    assert (result.audience, result.delivered, result.answered, result.right) == (ALL, 14, 2, 1)
    assert (result.not_reached, result.waiting, result.read) == (2, 0, 2)
    assert (result.percent(result.delivered), result.percent_right) == (87, 50)
    assert result.answers == {1: 1, 2: 1}
    async with office.database.work() as work:
        missed = await not_reached(work, office.desk, office.person("Dev"), "b1")
        quiet = await not_answered(work, office.desk, office.person("Dev"), "b1")
    assert [(one.name, one.why) for one in missed] == [
        ("Staff-10 Other", "They blocked Ask IG."),
        ("Staff-11 Other", "Ask IG is not installed for them."),
    ]
    assert len(quiet) == 12
    done = [one for one in await office.notices("Olga") if one.kind is NoticeKind.BROADCAST_DONE]
    assert [one.facts for one in done] == [
        {
            "broadcast": "b1",
            "state": "sent",
            "totals": {"sent": 12, "answered": 2, "blocked": 1, "not_installed": 1},
        }
    ]
    assert not [one for one in await office.notices("Oscar") if one.kind is NoticeKind.BROADCAST_DONE]


async def test_the_audience_is_fixed_when_it_starts_and_nobody_is_told_twice(office: Office) -> None:
    housing = Audience(AudienceKind.SERVICE, "housing")
    await draft(office, audience=housing)
    await office.call(send_now, "Olga", "b1")
    assert (await stands(office)).audience == 6
    with pytest.raises(Refusal, match="being sent"):
        await office.call(send_now, "Olga", "b1")
    await tick(office)
    assert (await stands(office)).audience == 6
    assert await office.notices("staff-1") == []


async def test_a_person_whom_it_was_not_sent_to_can_not_answer_it(office: Office) -> None:
    await draft(office, audience=Audience(AudienceKind.GROUP, "owners"))
    await office.call(send_now, "Olga", "b1")
    await become(office, "broadcast/b1", NoticeState.SENT, STAFF[:3])
    for name, broadcast_id, chosen in (("staff-7", "b1", 1), ("staff-1", "other", 1), ("staff-1", "b1", 3)):
        with pytest.raises(Refusal):
            await answered(office, name, chosen, broadcast_id)
    with pytest.raises(Refusal):
        await do(office, confirm, office.person("staff-1"), "b1")
    assert (await stands(office)).answered == 0


async def test_policy_news_is_confirmed_once(office: Office) -> None:
    await draft(office, question=None, asks_to_confirm=True)
    await office.call(send_now, "Olga", "b1")
    await become(office, "broadcast/b1", NoticeState.SENT, STAFF)
    assert (await do(office, confirm, office.person("staff-1"), "b1")).is_first
    assert not (await do(office, confirm, office.person("staff-1"), "b1")).is_first
    with pytest.raises(Refusal):
        await answered(office, "staff-2", 0)
    result = await stands(office)
    assert (result.confirmed, result.answered, result.answers) == (1, 1, {})
    known = await do(office, answer_of, office.person("staff-1"), await now_at(office))
    assert known.chosen is None
    assert await do(office, answer_of, office.person("staff-2"), await now_at(office)) is None


async def test_a_test_goes_to_oneself_alone_and_counts_nothing(office: Office) -> None:
    await draft(office)
    for _ in range(2):
        await office.call(send_test, "Olga", "b1", bitesize())
    tests = await office.notices("Olga")
    assert len({one.message for one in tests}) == 2
    assert all(one.message.startswith("broadcast-test/b1/") for one in tests)
    assert not (await answered(office, "Olga", 1)).is_counted
    assert await office.notices("Oscar") == []
    await office.call(send_now, "Olga", "b1")
    with pytest.raises(Refusal):
        await office.call(send_test, "Olga", "b1", bitesize())
    assert (await stands(office)).answered == 0


async def test_pausing_holds_what_waits_and_it_does_not_grow_too_old_meanwhile(office: Office) -> None:
    await draft(office, late_hours=2)
    await office.call(send_now, "Olga", "b1")
    await become(office, "broadcast/b1", NoticeState.SENT, STAFF[:4])
    await office.call(pause, "Olga", "b1")
    with pytest.raises(Refusal, match="paused"):
        await office.call(pause, "Olga", "b1")
    [waits] = await office.notices("staff-5")
    assert waits.not_after is None
    office.now += timedelta(days=3)
    await tick(office)
    assert (await now_at(office)).state is BroadcastState.PAUSED
    await office.call(resume, "Oscar", "b1")
    [waits] = await office.notices("staff-5")
    assert waits.not_after == office.now + timedelta(hours=2)
    with pytest.raises(Refusal):
        await office.call(resume, "Oscar", "b1")


async def test_one_that_is_paused_when_nothing_is_left_to_send_is_over(office: Office) -> None:
    await draft(office, audience=Audience(AudienceKind.GROUP, "owners"))
    await office.call(send_now, "Olga", "b1")
    await become(office, "broadcast/b1", NoticeState.SENDING, STAFF[:3])
    await office.call(pause, "Olga", "b1")
    await tick(office)
    assert (await now_at(office)).state is BroadcastState.PAUSED
    await become(office, "broadcast/b1", NoticeState.SENT, STAFF[:3])
    await tick(office)
    assert (await now_at(office)).state is BroadcastState.SENT


async def test_cancelling_says_how_many_had_it_and_nothing_more_gets_out(office: Office) -> None:
    await draft(office)
    await office.call(send_now, "Olga", "b1")
    await become(office, "broadcast/b1", NoticeState.SENT, STAFF[:4])
    await become(office, "broadcast/b1", NoticeState.SENDING, ["staff-5"])
    done: Cancelled = await office.call(cancel, "Olga", "b1")
    assert (done.withdrawn, done.had_it, done.broadcast.state) == (11, 5, BroadcastState.CANCELLED)
    # Teams puts off what was under way: it waits again, and is withdrawn too.
    await become(office, "broadcast/b1", NoticeState.WAITING, ["staff-5"])
    await tick(office)
    result = await stands(office)
    assert (result.audience, result.delivered, result.counts[NoticeState.WITHDRAWN], result.waiting) == (
        ALL,
        4,
        12,
        0,
    )
    assert (await now_at(office)).ended_at == office.now
    assert not [one for one in await office.notices("Olga") if one.kind is NoticeKind.BROADCAST_DONE]
    with pytest.raises(Refusal):
        await office.call(cancel, "Olga", "b1")
    assert (await answered(office, "staff-1", 1)).is_counted


async def test_who_opens_ask_ig_after_it_was_cancelled_or_over_long_ago_does_not_get_it(
    office: Office,
) -> None:
    for broadcast_id in ("b1", "b2"):
        await draft(office, broadcast_id, audience=Audience(AudienceKind.GROUP, "owners"))
        await office.call(send_now, "Olga", broadcast_id)
        await become(office, f"broadcast/{broadcast_id}", NoticeState.NOT_INSTALLED, STAFF[:3])
        await office.call(pause, "Olga", broadcast_id)
    await office.call(cancel, "Olga", "b1")
    await tick(office)
    assert (await now_at(office, "b2")).state is BroadcastState.SENT
    cancelled_at = office.now
    async with office.database.work() as work:
        await work.outbox.revive(Recipient.person("staff-1"), office.now)
        await work.commit()
    until = {one.message: one.not_after for one in await office.notices("staff-1")}
    assert until == {"broadcast/b1": cancelled_at, "broadcast/b2": cancelled_at + timedelta(hours=24)}


async def test_a_scheduled_one_can_be_changed_moved_and_cancelled(office: Office) -> None:
    await draft(office)
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    await office.call(schedule, "Olga", "b1", at("2026-06-03 10:00"))
    changed = await draft(office, title="Shorter")
    assert (changed.state, changed.title, changed.send_at) == (
        BroadcastState.SCHEDULED,
        "Shorter",
        at("2026-06-03 10:00"),
    )
    with pytest.raises(Refusal, match="over"):
        await office.call(schedule, "Olga", "b1", office.now)
    with pytest.raises(Refusal, match="Only a draft"):
        await do(office, delete_draft, office.person("Olga"), "b1")
    done: Cancelled = await office.call(cancel, "Dev", "b1")
    assert (done.withdrawn, done.had_it) == (0, 0)
    office.now = at("2026-06-03 10:00")
    await tick(office)
    assert (await now_at(office)).state is BroadcastState.CANCELLED
    assert await office.notices("staff-1") == []


@pytest.mark.parametrize(
    ("rule", "late", "state"),
    [
        ({"if_late": IfLate.SKIP}, timedelta(minutes=59), BroadcastState.SENDING),
        ({"if_late": IfLate.SKIP}, timedelta(minutes=61), BroadcastState.SKIPPED),
        ({"late_hours": 3}, timedelta(hours=3), BroadcastState.SENDING),
        ({"late_hours": 3}, timedelta(hours=3, minutes=1), BroadcastState.SKIPPED),
    ],
)
async def test_a_program_that_was_off_sends_late_or_skips_as_set(
    office: Office, rule: dict[str, Any], late: timedelta, state: BroadcastState
) -> None:
    await draft(office, **rule)
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    office.now = at("2026-06-02 10:00") + late
    await tick(office)
    await tick(office)
    assert (await now_at(office)).state is state
    told = [
        one.facts["state"] for one in await office.notices("Olga") if one.kind is NoticeKind.BROADCAST_DONE
    ]
    is_skipped = state is BroadcastState.SKIPPED
    assert told == (["skipped"] if is_skipped else [])
    assert bool(await office.notices("staff-1")) is not is_skipped


async def test_two_replicas_that_start_it_at_once_tell_everybody_once(office: Office) -> None:
    await draft(office)
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    office.now = at("2026-06-02 10:00")

    async def one_replica() -> bool:
        try:
            await do(office, start_due, office.desk)
        except Conflict:
            return False
        return True

    assert any(await asyncio.gather(one_replica(), one_replica(), one_replica()))
    result = await stands(office)
    assert (result.audience, result.waiting) == (ALL, ALL)
    assert (await now_at(office)).state is BroadcastState.SENDING


async def test_a_process_that_dies_while_starting_leaves_nothing_and_the_next_one_starts_it(
    office: Office,
) -> None:
    await draft(office)
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    office.now = at("2026-06-02 10:00")
    async with office.database.work() as work:
        await start_due(work, office.desk)  # and no commit
    assert (await now_at(office)).state is BroadcastState.SCHEDULED
    assert await office.notices("staff-1") == []
    await tick(office)
    assert (await stands(office)).audience == ALL


async def test_only_officers_and_the_dpo_may_do_any_of_it(office: Office) -> None:
    await draft(office)
    before = await office.everything()
    for name in ("Hana", "staff-1"):
        person = office.person(name)
        attempts: list[tuple[Any, ...]] = [
            (save_draft, office.desk, person, "b2", bitesize()),
            (save_draft, office.desk, person, "b1", bitesize()),
            (schedule, office.desk, person, "b1", at("2026-06-02 10:00")),
            (send_now, office.desk, person, "b1"),
            (send_test, office.desk, person, "b1", bitesize()),
            (pause, office.desk, person, "b1"),
            (resume, office.desk, person, "b1"),
            (cancel, office.desk, person, "b1"),
            (delete_draft, person, "b1"),
            (broadcasts_of, person, list(BroadcastState)),
            (not_reached, office.desk, person, "b1"),
            (not_answered, office.desk, person, "b1"),
        ]
        for service, *given in attempts:
            with pytest.raises(NotAllowed):
                await do(office, service, *given)
    assert await office.everything() == before


async def test_drafts_are_listed_and_deleted(office: Office) -> None:
    await draft(office)
    office.now += timedelta(minutes=1)
    full = await draft(
        office,
        "b2",
        picture=Picture("https://pictures.example/a.png", "A locked drawer"),
        link=Link("https://intranet.example/keys?a=1#b", "Where keys are kept"),
        audience=Audience(AudienceKind.SERVICE, "highways"),
        if_late=IfLate.SKIP,
        about="lesson/phishing/highways",
    )
    assert await now_at(office, "b2") == full
    async with office.database.work() as work:
        listed = await broadcasts_of(work, office.person("Dev"), [BroadcastState.DRAFT])
        assert [one.id for one in listed] == ["b2", "b1"]
        assert len(await broadcasts_of(work, office.person("Dev"), [BroadcastState.DRAFT], 1)) == 1
    assert (await do(office, delete_draft, office.person("Oscar"), "b2")).id == "b2"
    with pytest.raises(Refusal, match="can't find"):
        await do(office, delete_draft, office.person("Oscar"), "b2")


async def test_two_officers_who_change_one_draft_do_not_undo_each_other(office: Office) -> None:
    stale = await draft(office)
    await draft(office, title="Second")
    with pytest.raises(Conflict):
        await do(office, _save, stale.changed(title="Third"))
    assert (await now_at(office)).title == "Second"


async def _save(work: Any, broadcast: Broadcast) -> None:
    await work.broadcasts.save(broadcast)


async def test_an_audience_without_anybody_is_said_before_it_is_too_late(office: Office) -> None:
    with pytest.raises(Refusal, match="Nobody"):
        await draft(office, audience=Audience(AudienceKind.SERVICE, "parks"))
