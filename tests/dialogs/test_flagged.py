"""What looks like personal data is shown by kind to whoever wrote it before they send it, ticks the kinds of an
incident, and reaches no channel and no log."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from tests.dialogs.script import boxes_of
from tests.program import Answers, Program, TeamsPerson, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

PERSONAL = "It was about Agnieszka Kowalczyk and Gordon Blackwood, NHS number 943 476 5919"
TOLD = f"I've emailed a letter to the wrong person. {PERSONAL}"
LETTER = (
    "Under the Freedom of Information Act, what did the council pay for agency staff in 2025? "
    "Yours sincerely, Agnieszka Kowalczyk, NHS number 943 476 5919"
)
NOTICED = "I noticed what may be "
WHAT = "2 names and 1 NHS number"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("flagged"), staff=20, log_level="debug") as started:
        yield started


async def _until(person: TeamsPerson, answers: Answers, title: str) -> Answers:
    """Go on with the first button until this one is there."""
    for _ in range(4):
        if title in answers.buttons():
            return answers
        answers = await person.press(answers.card, answers.buttons()[0])
    raise AssertionError(answers.buttons())


def _ticked(answers: Answers) -> set[str]:
    box = next(box for box in boxes_of(answers.card) if box["id"] == "kinds")
    return set((box.get("value") or "").split(",")) - {""}


async def _said_at_once(person: TeamsPerson) -> list[Answers]:
    first = await person.say(TOLD)
    return [first, await person.press(first.card, "Next")]


async def _typed_into_the_box(person: TeamsPerson) -> list[Answers]:
    first = await person.say("report an incident")
    return [first, await person.press(first.card, "Next", what_happened=TOLD)]


async def _added_in_the_chat(person: TeamsPerson) -> list[Answers]:
    await person.say("I've emailed a letter to the wrong person")
    first = await person.say(PERSONAL)
    return [first, await person.press(first.card, "Next")]


async def _changed_later(person: TeamsPerson) -> list[Answers]:
    first = await person.say("I've emailed a letter to the wrong person")
    await person.press(first.card, "Next")
    back = await person.say("back")
    return [back, await person.press(back.card, "Next", what_happened=TOLD)]


@pytest.mark.parametrize("way", [_said_at_once, _typed_into_the_box, _added_in_the_chat, _changed_later])
async def test_whoever_reports_sees_the_kinds_before_sending(program: Program, way) -> None:  # type: ignore[no-untyped-def]
    person = program.newcomer()
    answers = await way(person)
    assert {"names", "identifiers"} <= _ticked(answers[-1])
    last = await _until(person, answers[-1], "Send to the IG team")
    assert f"{NOTICED}{WHAT} in what you wrote. That helps us, but you may leave it out." in last.text


async def test_a_kind_that_was_unticked_stays_so(program: Program) -> None:
    person = program.newcomer()
    _, who = await _said_at_once(person)
    await person.press(who.card, who.buttons()[0], kinds="names")
    first = await person.say("change what happened")
    again = await person.press(first.card, "Next", what_happened=f"{TOLD}\nIt was on Monday.")
    assert "identifiers" not in _ticked(again)


@pytest.mark.parametrize("typed", [False, True], ids=["pasted", "typed into the box"])
async def test_whoever_passes_on_a_request_sees_the_kinds_before_sending(
    program: Program, typed: bool
) -> None:
    person = program.newcomer()
    first = await person.say("pass on a request" if typed else LETTER)
    given = {"received": "2026-01-05", "regime": "FOI", **({"text": LETTER} if typed else {})}
    last = await _until(
        person, await person.press(first.card, "Check and send", **given), "Send to the IG team"
    )
    assert f"{NOTICED}1 name and 1 NHS number in it." in last.text


async def test_no_channel_and_no_log_has_what_was_flagged(program: Program) -> None:
    officer = program.officer()
    await officer.arrive()
    await program.post(officer.in_channel("send new cases here"))
    before = len(program.teams.received)
    with capture_logs() as logs:
        for way in (_said_at_once, _typed_into_the_box, _added_in_the_chat):
            person = program.newcomer()
            await person.arrive()
            await _until(person, (await way(person))[-1], "Send to the IG team")
            sent = await person.say("send")
            assert "Thank you" in sent.text
        speaker = program.newcomer()
        await speaker.arrive()
        await program.post(speaker.in_channel(TOLD))
        await program.settled()
    channel = [one.body for one in program.teams.received[before:] if one.conversation_id.startswith("19:")]
    assert [one for one in channel if "1 NHS number" in json.dumps(one)]
    for said in (channel, logs):
        for word in ("Agnieszka", "Kowalczyk", "Blackwood", "943 476"):
            assert word not in json.dumps(said, default=str)
