"""A policy changes: an officer tells those whom it touches, they say that they have read it, and who has not is seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from cases.policy_news import note_policies
from tests.dialogs.broadcasting import cards_of, delivered, each_minute
from tests.dialogs.odd import forged
from tests.dialogs.script import Clock, box_of, rows_of
from tests.program import Program, TeamsPerson, nodes, running, words_of


def _put(folder: Path, version: str, kept: str, touches: str = "role handler") -> None:
    (folder / "HS01.md").write_text(
        f"---\nnumber: HS01\ntitle: Housing records\nversion: {version}\nfor: {touches}\n---\n\n"
        f"## 1 Keeping\n\n### 1.1 How long\n\nTenancy files are kept for {kept}.\n",
        encoding="utf-8",
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "policies"
    made.mkdir()
    _put(made, "1.0", "six years")
    return made


@pytest_asyncio.fixture
async def program(tmp_path: Path, folder: Path, clock: Clock) -> AsyncIterator[Program]:
    async with running(tmp_path, staff=6, now=clock, policies_folder=folder) as started:
        await _look(started, clock)
        yield started


async def _look(program: Program, clock: Clock) -> None:
    """What the program does every few minutes for policies, and what it leaves in the outbox sent."""
    clock.at += timedelta(minutes=2)
    await program.parts.shelf.look_again()
    async with program.parts.database.work() as work:
        await note_policies(work, program.parts.desk, program.parts.shelf.passages)
        await work.commit()
    await delivered(program)


async def _changed(program: Program, folder: Path, clock: Clock, **given: str) -> TeamsPerson:
    """The officer, who is told that the policy has a new version."""
    olga = program.officer()
    await olga.arrive()
    _put(folder, "2.0", "nine years", **given)
    await _look(program, clock)
    return olga


async def test_those_it_touches_are_told_and_say_that_they_have_read_it(
    program: Program, folder: Path, clock: Clock
) -> None:
    hana, sam = program.handler(), program.newcomer()
    for person in (hana, sam):
        await person.arrive()
    before = len(cards_of(program, sam))
    olga = await _changed(program, folder, clock)
    told = cards_of(program, olga)[-1]
    assert "HS01 Housing records" in words_of(told)
    assert "It has a new version, 2.0 (1.0 before)" in words_of(told)
    written = await olga.press(told, "Tell people")
    assert box_of(written.card, "Title")["value"] == "HS01 Housing records: what is different"
    asked = await olga.press(written.card, "Next", text="Keep tenancy files for nine years from now on.")
    who = await olga.press(asked.card, "Next")
    assert box_of(who.card, "Who gets it?")["value"] == "role:handler"
    checked = await olga.press(who.card, "Check it")
    await olga.press(checked.card, "Send now")
    await each_minute(program)

    assert len(cards_of(program, sam)) == before
    news = cards_of(program, hana)[-1]
    assert "Keep tenancy files for nine years from now on." in words_of(news)
    opened = await hana.press(news, "Open the policy")
    assert "Version 2.0." in opened.text
    link = next(str(one["url"]) for one in nodes(opened.card) if one.get("type") == "Action.OpenUrl")
    path = link.split("/", 3)[3]
    async with program.session.get(program.url.replace("api/messages", path)) as page:
        assert "Tenancy files are kept for nine years." in await page.text()
    assert "Keep tenancy files" in (await hana.press(opened.card, "Back to the message")).text

    listed = await olga.press((await olga.say("bitesizes")).card, "Open")
    missing = await olga.press(listed.card, "Who has not answered")
    assert "Hana" in missing.text
    await hana.press(opened.card, "I have read it")
    stands = await olga.press((await olga.say("bitesizes")).card, "Open")
    assert rows_of(stands.card)["Said “I have read it”"] == "1"
    assert "Who has not answered" not in stands.buttons()


async def test_pressed_again_the_message_that_was_begun_is_gone_on_with(
    program: Program, folder: Path, clock: Clock
) -> None:
    olga = await _changed(program, folder, clock)
    told = cards_of(program, olga)[-1]
    written = await olga.press(told, "Tell people")
    await olga.press(written.card, "Next", text="Nine years.")
    again = await olga.press(told, "Tell people")
    back = await olga.press(again.card, "Back")
    assert box_of(back.card, "Text")["value"] == "Nine years."


@pytest.mark.parametrize("who", ["newcomer", "handler", "coordinator"])
async def test_only_the_ig_team_tells_people(program: Program, who: str) -> None:
    person = getattr(program, who)()
    answers = await program.post(forged(person, "policy_tell", {"policy": "HS01"}), person.conversation)
    assert "Messages to many are for the IG team" in answers.text


@pytest.mark.parametrize("key", ["", "NO99", "x" * 300])
@pytest.mark.parametrize("verb", ["policy_tell", "policy_open"])
async def test_a_policy_that_there_is_not_is_said_so(program: Program, verb: str, key: str) -> None:
    olga = program.officer()
    answers = await program.post(forged(olga, verb, {"policy": key}), olga.conversation)
    assert "not among the policies any more" in answers.text


async def test_a_policy_that_only_has_another_name_is_told_as_such_and_opens(
    program: Program, folder: Path, clock: Clock
) -> None:
    olga = program.officer()
    await olga.arrive()
    file = folder / "HS01.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: Housing records", "title: Records of tenancies"), encoding="utf-8")
    await _look(program, clock)
    told = cards_of(program, olga)[-1]
    assert "HS01 Records of tenancies" in words_of(told)
    assert "It has a new name, and says what it said" in words_of(told)
    assert "Before: HS01 Housing records" in str(told)
    assert "Records of tenancies" in (await olga.press(told, "Open the policy")).text
