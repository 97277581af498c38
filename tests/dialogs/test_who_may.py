"""What a forged press or a typed command can't do: the same words as for a case that there is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.dialogs.odd import forged, must_hold
from tests.program import Answers, Program, TeamsPerson, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "I emailed Mrs Kowalczyk's care plan to gordon@example.org, the wrong person"
REQUEST = "Under the Freedom of Information Act please tell me what Kowalczyk Ltd was paid in 2025."
CASE_VERBS = ("open", "read", "take", "adding", "add", "withdraw")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("may"), staff=300) as started:
        yield started


async def _incident(program: Program) -> tuple[TeamsPerson, str]:
    person = program.newcomer()
    for line in (SECRET, "send", "send"):
        answers = await person.say(line)
    return person, _reference(answers, "INC")


async def _request(program: Program) -> str:
    person = program.newcomer()
    for line in (REQUEST, "it came yesterday", "send", "send"):
        answers = await person.say(line)
    return _reference(answers, "FOI")


def _reference(answers: Answers, prefix: str) -> str:
    return next(word.strip(".,") for word in answers.text.split() if word.startswith(f"{prefix}-"))


def _coordinator(program: Program) -> TeamsPerson:
    return program._person("Cora ")


async def _press(person: TeamsPerson, verb: str, **data: Any) -> Answers:
    return await person.program.post(forged(person, verb, data), person.conversation)


@pytest.mark.parametrize("verb", CASE_VERBS)
@pytest.mark.parametrize("who", ["newcomer", "coordinator", "handler"])
async def test_a_press_about_an_incident_that_is_not_theirs(program: Program, verb: str, who: str) -> None:
    _, reference = await _incident(program)
    person = _coordinator(program) if who == "coordinator" else getattr(program, who)()
    unknown = "INC-2026-999999"
    for_theirs = await _press(person, verb, case=reference, addition="hello", once="ab" * 16, page="1")
    for_none = await _press(person, verb, case=unknown, addition="hello", once="cd" * 16, page="1")
    must_hold(for_theirs, verb)
    assert for_theirs.text.replace(reference, "…") == for_none.text.replace(unknown, "…")
    assert "I can't find" in for_theirs.text
    assert "Kowalczyk" not in for_theirs.text


@pytest.mark.parametrize(
    "command", ["{}", "open {}", "take {}", "withdraw {}", "add to {}: hello", "add to {}"]
)
@pytest.mark.parametrize("who", ["newcomer", "coordinator", "handler"])
async def test_a_command_about_an_incident_that_is_not_theirs(
    program: Program, command: str, who: str
) -> None:
    _, reference = await _incident(program)
    person = _coordinator(program) if who == "coordinator" else getattr(program, who)()
    answers = await person.say(command.format(reference))
    none = await person.say(command.format("INC-2026-999999"))
    assert answers.text.replace(reference, "…") == none.text.replace("INC-2026-999999", "…")
    assert "I can't find" in answers.text


async def test_a_reporter_can_see_their_incident_and_not_take_it(program: Program) -> None:
    person, reference = await _incident(program)
    for answers in (await person.say(f"take {reference}"), await _press(person, "take", case=reference)):
        assert f"You can't take {reference}" in answers.text
    assert "with the team" in (await person.say(reference)).text.lower()


async def test_nobody_withdraws_what_another_sent(program: Program) -> None:
    _, reference = await _incident(program)
    officer = program.officer()
    for answers in (
        await officer.say(f"withdraw {reference}"),
        await _press(officer, "withdraw", case=reference),
    ):
        assert f"Only the person who sent {reference} can withdraw it" in answers.text


async def test_the_list_of_the_untaken_is_for_those_who_work_cases(program: Program) -> None:
    _, incident = await _incident(program)
    request = await _request(program)
    for person in (program.newcomer(), _coordinator(program)):
        for answers in (await person.say("unassigned"), await _press(person, "untaken")):
            assert "That list is for those who work on cases" in answers.text
            assert request not in answers.text
    shown = (await program.handler().say("unassigned")).text
    assert request in shown
    assert incident not in shown


async def test_a_handler_takes_a_request_and_no_incident(program: Program) -> None:
    request = await _request(program)
    _, incident = await _incident(program)
    handler = program.handler()
    assert f"You have {request} now." in (await handler.say(f"take {request}")).text
    assert "I can't find" in (await handler.say(f"take {incident}")).text


@pytest.mark.parametrize(
    "verb", [*CASE_VERBS, "my_cases", "untaken", "next", "send", "continue", "begin", "choose", "nonsense"]
)
async def test_a_forged_press_in_a_channel_shows_nothing_there(program: Program, verb: str) -> None:
    owner, reference = await _incident(program)
    await owner.say(SECRET)
    draft = (await owner.say("my drafts")).card
    carried = {"draft": str(draft["body"][1]["columns"][1]["items"][0]["actions"][0]["data"]["draft"])}
    for person in (owner, program.newcomer()):
        await person.arrive()
        activity = forged(
            person, verb, {"case": reference, "form": "report_incident", "addition": "x", **carried}
        )
        activity |= {key: person.in_channel("")[key] for key in ("conversation", "channelData")}
        before = len(program.teams.received)
        answers = await program.post(activity, "nowhere")
        must_hold(answers, verb)
        public = [
            str(one.body) for one in program.teams.received[before:] if one.conversation_id.startswith("19:")
        ]
        for text in (*public, str(answers.body)):
            assert "Kowalczyk" not in text
            assert "gordon" not in text
    assert "with the team" in (await owner.say(reference)).text.lower()


@pytest.mark.parametrize(
    "reference",
    ["", "<b>INC-2026-0001</b>", "x" * 5_000, "INC-2026-0001 [a](http://evil.example)", "../../etc"],
)
@pytest.mark.parametrize("verb", CASE_VERBS)
async def test_what_is_no_reference_is_not_repeated(program: Program, verb: str, reference: str) -> None:
    await program.settled()
    answers = await _press(program.officer(), verb, case=reference, addition="x", once="ab" * 16)
    must_hold(answers, verb)
    assert "I can't find that case" in answers.text
    assert "evil" not in answers.text
    assert len(answers.text) < 300


async def test_nobody_loses_a_case_by_a_press_on_an_old_card(program: Program) -> None:
    reference = await _request(program)
    await program.handler().say(f"take {reference}")
    answers = await _press(program.officer(), "take", case=reference, **{"from": ""})
    assert "Hana Handler has this case already" in answers.text
    more = await program.officer().press(answers.card, "More")
    taken = await program.officer().press(more.card, "Take this case")
    assert f"You have {reference} now." in taken.text


async def test_a_stranger_learns_nothing(program: Program) -> None:
    _, reference = await _incident(program)
    stranger = TeamsPerson(program, "99999999-9999-4999-8999-999999999999", "Who Ever", "a:stranger")
    for answers in (await stranger.say(reference), await _press(stranger, "take", case=reference)):
        assert "I don't know you yet" in answers.text
        assert "Kowalczyk" not in answers.text
