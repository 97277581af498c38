"""Who did what to a message, tests that change nothing of one that is scheduled, and a colleague who was quicker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from cases.audience import Audience, AudienceKind
from cases.broadcasts import Broadcast, BroadcastState, Content, Question, Step, StepKind
from cases.broadcasts.answering import answer_test, confirm
from cases.broadcasts.sending import cancel, pause, resume, schedule, send_now, start_due
from cases.broadcasts.steps import name_of
from cases.broadcasts.writing import Overtaken, delete_draft, save_draft, send_test
from cases.errors import NotAllowed, Refusal
from tests.integrations.broadcasts.council import bitesize
from tests.integrations.life.office import Office, at

K = StepKind


async def stored(office: Office, broadcast_id: str = "b1") -> Broadcast:
    async with office.database.work() as work:
        found = await work.broadcasts.get(broadcast_id)
    assert found is not None
    return found


async def written(office: Office, **changes: Any) -> Broadcast:
    made: Broadcast = await office.call(save_draft, "Olga", "b1", bitesize(**changes))
    return made


async def test_each_step_is_kept_with_who_took_it_and_when(office: Office) -> None:
    taken: list[tuple[str, StepKind, Any, tuple[Any, ...]]] = [
        ("Olga", K.WRITTEN, save_draft, ("b1", bitesize())),
        ("Oscar", K.CHANGED, save_draft, ("b1", bitesize(title="Shorter"))),
        ("Olga", K.SCHEDULED, schedule, ("b1", at("2026-06-02 10:00"))),
        ("Dev", K.CHANGED, save_draft, ("b1", bitesize(title="Shorter still"))),
        ("Oscar", K.SENT_NOW, send_now, ("b1",)),
        ("Olga", K.PAUSED, pause, ("b1",)),
        ("Dev", K.RESUMED, resume, ("b1",)),
        ("Olga", K.CANCELLED, cancel, ("b1",)),
    ]
    expected = []
    for name, kind, service, given in taken:
        office.now += timedelta(minutes=1)
        await office.call(service, name, *given)
        expected.append(Step(kind, office.now, name.lower()))
        assert list((await stored(office)).steps) == expected


async def test_what_is_refused_or_changes_nothing_is_no_step(office: Office) -> None:
    await written(office)
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    before = await stored(office)
    assert await office.call(save_draft, "Oscar", "b1", bitesize(title="  Need   to know ")) == before
    for service, given in ((pause, ()), (resume, ()), (schedule, (office.now,))):
        with pytest.raises(Refusal):
            await office.call(service, "Oscar", "b1", *given)
    await office.call(send_test, "Oscar", "b1", bitesize())
    assert (await stored(office)).steps == before.steps


async def test_somebody_who_has_left_is_called_so(office: Office) -> None:
    assert name_of(office.directory, "oscar") == "Oscar Other"
    assert name_of(office.directory, "gone") == "somebody who has left"


ANOTHER = bitesize(
    title="Tried out", question=Question("Who, then?", ("Me", "You", "Nobody"), 2, "Because."), about="x/y"
)


async def test_a_test_of_what_is_scheduled_changes_nothing_that_goes_out(office: Office) -> None:
    housing = Audience(AudienceKind.SERVICE, "housing")
    before = await written(office, audience=housing)
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    await office.call(send_test, "Olga", "b1", ANOTHER)
    await office.call(send_test, "Oscar", "b1", bitesize(title="Oscar's"))
    one = await stored(office)
    assert (one.content, one.state) == (before.content, BroadcastState.SCHEDULED)
    assert one.tested == {"olga": ANOTHER, "oscar": bitesize(title="Oscar's")}
    assert (one.tested_by("olga"), one.tested_by("dev")) == (ANOTHER, before.content)
    assert len([notice for notice in await office.notices("Olga") if "test" in notice.facts]) == 1

    tried = [await _tried(office, "Olga", chosen) for chosen in (2, 1)]
    assert [(one.content, one.is_right, one.is_counted) for one in tried] == [
        (ANOTHER, True, False),
        (ANOTHER, False, False),
    ]
    for chosen in (None, 3, -1):
        with pytest.raises(Refusal):
            await _tried(office, "Olga", chosen)
    with pytest.raises(NotAllowed):
        await _tried(office, "staff-0", 1)

    office.now = at("2026-06-02 10:00")
    async with office.database.work() as work:
        await start_due(work, office.desk)
        await work.commit()
    one = await stored(office)
    assert (one.content, one.state, one.tested) == (before.content, BroadcastState.SENDING, {})


async def _tried(office: Office, name: str, chosen: int | None) -> Any:
    async with office.database.work() as work:
        return await answer_test(work, office.person(name), "b1", chosen)


async def test_a_test_of_a_message_without_a_question_is_read(office: Office) -> None:
    content = bitesize(question=None, asks_to_confirm=True)
    await office.call(send_test, "Olga", "b1", content)
    assert (await _tried(office, "Olga", None)).content == content
    with pytest.raises(Refusal):
        await _tried(office, "Olga", 0)
    async with office.database.work() as work:
        assert not (await confirm(work, office.person("Olga"), "b1")).is_counted


async def test_a_test_saves_a_draft_as_it_stands(office: Office) -> None:
    await office.call(send_test, "Olga", "b1", bitesize(), 0)
    one = await office.call(send_test, "Olga", "b1", bitesize(title="Second"), 1)
    assert (await stored(office)).title == "Second"
    assert [step.kind for step in one.steps] == [K.WRITTEN, K.CHANGED]
    with pytest.raises(Refusal, match="Write the title"):
        await office.call(send_test, "Olga", "b1", bitesize(title=""), 2)
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    with pytest.raises(Refusal, match="Write the title"):
        await office.call(send_test, "Olga", "b1", bitesize(title=""), 3)


async def test_the_tests_of_a_draft_go_with_it(office: Office) -> None:
    for broadcast_id in ("b1", "b2"):
        for title in ("One", "Two"):
            await office.call(send_test, "Olga", broadcast_id, bitesize(title=title))
    async with office.database.work() as work:
        await delete_draft(work, office.person("Oscar"), "b1")
        await work.commit()
    assert [one.facts["broadcast"] for one in await office.notices("Olga")] == ["b2", "b2"]


async def _changes(office: Office) -> None:
    await office.call(save_draft, "Oscar", "b1", bitesize(title="Oscar's"))


async def _schedules(office: Office) -> None:
    await office.call(schedule, "Oscar", "b1", at("2026-06-02 10:00"))


async def _sends(office: Office) -> None:
    await office.call(send_now, "Oscar", "b1")


async def _cancels(office: Office) -> None:
    await _schedules(office)
    await office.call(cancel, "Dev", "b1")


async def _deletes(office: Office) -> None:
    async with office.database.work() as work:
        await delete_draft(work, office.person("Oscar"), "b1")
        await work.commit()


async def _changes_and_leaves(office: Office) -> None:
    async with office.database.work() as work:
        one = await work.broadcasts.get("b1")
        assert one
        await work.broadcasts.save(one.with_step(Step(K.CHANGED, office.now, "gone"), title="Gone"))
        await work.commit()


@pytest.mark.parametrize(
    ("does", "sentence"),
    [
        (_changes, "This message was changed by Oscar Other after you began, Monday 18 May, 10:00."),
        (_schedules, "This message was scheduled by Oscar Other after you began"),
        (_sends, "This message was sent by Oscar Other after you began"),
        (_cancels, "This message was cancelled by Dev Other after you began"),
        (_deletes, "This draft was deleted after you began."),
        (_changes_and_leaves, "This message was changed by somebody who has left after you began"),
    ],
)
async def test_who_was_quicker_is_said_and_what_they_did_stands(
    office: Office, does: Callable[[Office], Awaitable[None]], sentence: str
) -> None:
    seen = len((await written(office)).steps)
    await does(office)
    before = await office.everything()
    mine = bitesize(title="Mine")
    with pytest.raises(Overtaken) as refused:
        await office.call(save_draft, "Olga", "b1", mine, seen)
    assert str(refused.value).startswith(sentence)
    assert "save it as a new message" in str(refused.value)
    assert await office.everything() == before
    new: Broadcast = await office.call(save_draft, "Olga", "b2", mine, 0)
    assert (new.title, new.state) == ("Mine", BroadcastState.DRAFT)


async def test_ones_own_steps_and_a_colleagues_test_are_in_nobodys_way(office: Office) -> None:
    seen = len((await written(office)).steps)
    await office.call(save_draft, "Olga", "b1", bitesize(title="On the phone"))
    await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))
    await office.call(send_test, "Oscar", "b1", bitesize(title="Oscar's"), seen)
    after: Broadcast = await office.call(save_draft, "Olga", "b1", bitesize(title="Mine"), seen)
    assert after.title == "Mine"


async def test_words_of_one_that_began_to_go_out_by_itself_can_be_kept_as_a_new_one(office: Office) -> None:
    await written(office)
    seen = len((await office.call(schedule, "Olga", "b1", at("2026-06-02 10:00"))).steps)
    office.now = at("2026-06-02 10:00")
    async with office.database.work() as work:
        await start_due(work, office.desk)
        await work.commit()
    content: Content = bitesize(title="Too late")
    for service in (save_draft, send_test):
        with pytest.raises(Overtaken, match="begun to go out"):
            await office.call(service, "Olga", "b1", content, seen)
