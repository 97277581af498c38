"""Nudges in a test: an office in which they fall, cases that somebody works on, and what people are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from cases.life.perform import perform
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from tests.dialogs.odd import forged
from tests.dialogs.script import Clock
from tests.dialogs.test_titles_fit import CHARACTERS_ON_A_PHONE
from tests.program import Answers, Program, TeamsPerson, actions_of, running, write_people


class Ticking(Clock):
    """A clock that goes on a little whenever somebody looks at it, as messages to one chat go out one after another."""

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


MONDAY = date(2026, 11, 23)
REQUEST = "Under the Freedom of Information Act please tell me what Kowalczyk Ltd was paid in 2025."
SUBJECT = (
    "Under the Data Protection Act please send me everything that you hold about me, Persephone Quillfeather"
)
INCIDENT = "I emailed Mrs Kowalczyk's care plan to gordon@example.org, the wrong person"
QUESTION = "Ask the IG team: how long do we keep payslips?"
_NUMBERS = count()


def _people(folder: Path) -> Path:
    """The office, in which Hana reports to the first member of staff."""
    file = write_people(folder, 160)
    manager = 'manager = "00000000-0000-4000-8000-000000000000"'
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('name = "Hana Handler"', f'name = "Hana Handler"\n{manager}'), "utf-8")
    return file


@asynccontextmanager
async def office(folder: Path, clock: Ticking) -> AsyncIterator[Program]:
    """The program, in which one of each office has opened the chat, and the manager."""
    async with running(folder, now=clock, people=_people(folder)) as started:
        started.newcomer()
        for person in (
            started.officer(),
            started.handler(),
            started.dpo(),
            started.coordinator(),
            manager(started),
        ):
            await person.arrive()
        yield started


def manager(program: Program) -> TeamsPerson:
    """Whom Hana reports to."""
    return program._person("Staff0 ")


async def opened(program: Program, words: str, prefix: str) -> str:
    """A case that somebody sends now; returns its reference."""
    person = program.newcomer()
    after = {"INC": ("send", "send"), "ENQ": ()}.get(prefix, ("it came today", "send", "send"))
    for line in (words, *after):
        answers = await person.say(line)
    return next(
        word.strip(".,") for word in answers.text.split() if word.strip(".,").startswith(f"{prefix}-")
    )


async def taken(program: Program) -> str:
    """A request that Hana works on."""
    reference = await opened(program, REQUEST, "FOI")
    assert f"You have {reference} now." in (await program.handler().say(f"take {reference}")).text
    return reference


async def asked(program: Program) -> str:
    """A request that waits for Housing, which was asked by today."""
    reference = await taken(program)
    handler = program.handler()
    card = (await handler.say(reference)).card
    step = await handler.press(card, "Ask a service")
    done = await handler.press(
        step.card, "Ask a service", service="housing", question="Which flats?", by=MONDAY.isoformat()
    )
    assert "Done: service asked." in done.text
    return reference


async def done(
    program: Program, who: TeamsPerson, reference: str, step: str, answers: dict[str, Any]
) -> None:
    """Somebody takes a step on a case, apart from what this is about."""
    person = program.directory.person(who.id)
    assert person
    async with program.parts.database.work() as work:
        await perform(work, program.parts.desk, person, reference, step, answers)
        await work.commit()
    await program.send_what_waits()


async def sent(
    program: Program, recipient: Recipient, kind: NoticeKind, reference: str, facts: dict[str, Any]
) -> Notice:
    """Record a notice as the program does, and deliver it."""
    await program.settled()
    told = f"nudge/{reference}/{next(_NUMBERS)}"
    notice = Notice(uuid4().hex, recipient, kind, reference, program.parts.desk.time(), facts, message=told)
    async with program.parts.database.work() as work:
        await work.notices.add(notice)
        await work.commit()
    await program.parts.engine.deliver([notice.id])
    await program.settled()
    return notice


async def nudged(program: Program, person: TeamsPerson, reference: str, rule: str, **also: str) -> Answers:
    """What a person is told by a nudge of this rule."""
    before = len(program.teams.received)
    facts = {"rule": rule, "due": "", **also}
    await sent(program, Recipient.person(person.id), NoticeKind.NUDGE, reference, facts)
    told = arrived(program, person.conversation, before)
    assert all(len(one["title"]) <= CHARACTERS_ON_A_PHONE for one in actions_of(told.card))
    return told


async def about_the_ask(program: Program, reference: str) -> dict[str, str]:
    """What a nudge about a service's answer holds."""
    async with program.parts.database.work() as work:
        (ask,) = await work.asks.of(reference)
    return {"ask": ask.id, "due": ask.by.isoformat()}


async def digest(program: Program, person: TeamsPerson, *items: tuple[str, str]) -> Answers:
    """What a person is told by a digest of these rules and cases."""
    before = len(program.teams.received)
    rows = [{"rule": rule, "reference": reference, "due": ""} for rule, reference in items]
    await sent(program, Recipient.person(person.id), NoticeKind.DIGEST, "", {"items": rows})
    return arrived(program, person.conversation, before)


def arrived(program: Program, conversation: str, before: int) -> Answers:
    """The newest message of a chat since `before` messages had arrived."""
    found = [one.body for one in program.teams.received[before:] if one.conversation_id == conversation]
    return Answers(200, None, found[-1:])


async def stands(program: Program, person: TeamsPerson, message: str) -> NoticeState:
    """What became of what a person was told."""
    async with program.parts.database.work() as work:
        notice = await work.notices.told(message, Recipient.person(person.id))
    assert notice
    return notice.state


async def press(person: TeamsPerson, verb: str, **data: Any) -> Answers:
    """Press a button that need not be there."""
    return await person.program.post(forged(person, verb, data), person.conversation)
