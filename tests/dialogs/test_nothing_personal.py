"""No word of a report in a channel, a group chat, a notice, or the line that a notification and the feed show."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from cases.notices import Recipient
from tests.dialogs.nudging import Ticking
from tests.program import Json, Program, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

INCIDENT = (
    "I emailed Agnieszka Kowalczyk's safeguarding assessment, 47 Thistlewood Crescent LS6 2QB, born 3 May 1971, NHS "
    "943 476 5919, to gordon.blackwood@example.org by mistake. Her daughter Wilhelmina rang me on 07700 900123."
)
REQUEST = (
    "Dear council, under the Data Protection Act send me everything that you hold about me and my landlord "
    "Barnaby Fotheringay of 12 Marigold Lane. Yours sincerely, Persephone Quillfeather quillfeather@example.org"
)
QUESTION = "Ask the IG team: how long should we keep the letters of Ottoline Vanterpool's mother?"
ADDITION = "Wilhelmina says that Rupert Ainsworth saw it too"
PERSONAL = re.compile(
    "agnieszka|kowalczyk|safeguarding assessment|thistlewood|ls6|1971|943 ?476|gordon|blackwood|example.org|wilhelmina"
    "|07700|barnaby|fotheringay|marigold|persephone|quillfeather|ottoline|vanterpool|mother|rupert|ainsworth|daughter",
    re.IGNORECASE,
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("quiet"), staff=20) as started:
        yield started


async def test_the_pattern_finds_what_it_looks_for() -> None:
    for words in (INCIDENT, REQUEST, QUESTION, ADDITION):
        assert PERSONAL.search(words)


async def _live_through_everything(program: Program, channel: bool) -> tuple[str, list[Json]]:
    """All that a case can tell of, said in the channel where it may be; returns the person's chat and what was sent."""
    person, officer = program.newcomer(), program.officer()
    await person.arrive()
    await officer.arrive()
    before = len(program.teams.received)
    spoken = []
    for words in (INCIDENT, QUESTION, "send", "send", REQUEST, "it came yesterday", "send", "send", QUESTION, "my cases",
                  "my drafts", "help", "cancel", "what about Agnieszka Kowalczyk's mother"):  # fmt: skip
        said = await program.post(person.in_channel(words)) if channel else await person.say(words)
        spoken.append(said.text)
    found = sorted(set(re.findall(r"\b(?:INC|SAR|ENQ)-\d{4}-\d+", "\n".join(spoken))))
    assert {one[:3] for one in found} == {"INC", "SAR", "ENQ"}, spoken
    for reference in found:
        for words in (reference, f"add to {reference}: {ADDITION}", f"withdraw {reference}"):
            if words.startswith("withdraw") and reference.startswith("INC"):
                continue
            await (program.post(person.in_channel(words)) if channel else person.say(words))
        await program.post(officer.in_channel(f"take {reference}"))
        await officer.say(reference)
    await program.settled()
    return person.conversation, [
        {"to": one.conversation_id, **one.body} for one in program.teams.received[before:]
    ]


@pytest.mark.parametrize("channel", [False, True], ids=["said in private", "said in the channel"])
async def test_only_the_own_chats_hold_personal_words(program: Program, channel: bool) -> None:
    officer = program.officer()
    own, sent = await _live_through_everything(program, channel)
    elsewhere = [one for one in sent if one["to"] not in (own, officer.conversation)]
    assert not [one for one in elsewhere if PERSONAL.search(_shown(one))]
    if channel:
        assert [one for one in elsewhere if one["to"].startswith("19:")]
    # What reaches the officer's chat by itself is a notice; only a case that they opened shows its words.
    notices = [
        one
        for one in sent
        if one["to"] == officer.conversation and re.search("New: |was added|withdrawn", _shown(one))
    ]
    assert notices
    assert not [
        one for one in notices if PERSONAL.search(_shown(one)) and not re.search('"Sent by"', _shown(one))
    ]


async def test_the_team_channel_hears_of_everything_without_a_word_of_it(program: Program) -> None:
    officer = program.officer()
    chosen = await program.post(officer.in_channel("send new cases here"))
    assert "New cases will be announced" in chosen.text
    before = len(program.teams.received)
    await _live_through_everything(program, False)
    channel = [one.body for one in program.teams.received[before:] if one.conversation_id.startswith("19:")]
    assert [one for one in channel if "New: INC" in _shown(one)]
    assert [one for one in channel if "New: SAR" in _shown(one)]
    assert [one for one in channel if "New: ENQ" in _shown(one)]
    assert not [one for one in channel if PERSONAL.search(_shown(one))]


async def test_nothing_personal_in_summaries_and_fallbacks(program: Program) -> None:
    _, sent = await _live_through_everything(program, False)
    lines = [one.get("summary") or "" for one in sent]
    lines += [str(one.get("text") or "") for one in sent if not one["to"].startswith("19:")]
    for one in sent:
        for attachment in one.get("attachments") or ():
            lines += _fallbacks(attachment["content"])
    assert len([line for line in lines if line]) > 30
    assert not [line for line in lines if PERSONAL.search(line)]


async def test_what_is_told_without_asking_has_none_of_it(tmp_path: Path) -> None:
    clock = Ticking()
    async with running(tmp_path, staff=20, now=clock) as program:
        officer, person = program.officer(), program.newcomer()
        for one in (officer, program.dpo(), program.handler()):
            await one.arrive()
        await program.post(officer.in_channel("send new cases here"))
        for words in (INCIDENT, "send", "send", REQUEST, "it came today", "send", "send", QUESTION):
            await person.say(words)
        await officer.say("take INC-2026-0001")
        await officer.say("add to INC-2026-0001: " + ADDITION)
        await program.settled()
        before = len(program.teams.received)
        for hours in (12.5, 12, 24, 12, 8, 3):
            clock.at += timedelta(hours=hours)
            await program.tell_what_is_due()
        clock.at = clock.at.replace(hour=9, minute=0)
        for _ in range(45):
            clock.at += timedelta(days=1)
            await program.tell_what_is_due()
        async with program.parts.database.work() as work:
            kept = [
                dict(notice.facts)
                for recipient in (Recipient.team(), Recipient.person(officer.id))
                for notice in await work.notices.for_recipient(recipient, 500)
            ]
        told = [one.body for one in program.teams.received[before:]]
    told_of = " ".join(map(_shown, told))
    for words in (
        "11 hours left of the 72",
        "SAR-2026-0001",
        "ENQ-2026-0001",
        "days overdue",
        "for the team to look at",
    ):
        assert words in told_of
    assert not [one for one in told if PERSONAL.search(_shown(one))]
    assert not [facts for facts in kept if PERSONAL.search(json.dumps(facts))]


def _shown(message: Json) -> str:
    return json.dumps({name: value for name, value in message.items() if name != "to"}, ensure_ascii=False)


def _fallbacks(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node[name] for name in ("fallbackText", "speak") if isinstance(node.get(name), str)]
        return own + [line for child in node.values() for line in _fallbacks(child)]
    return [line for child in node for line in _fallbacks(child)] if isinstance(node, list) else []
