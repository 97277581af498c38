"""Checking a document end to end: sent in Teams or by a browser, read, told in the chat, gone through, and reported."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import FormData
from openpyxl import Workbook

from cases.words import LONDON
from tests.program import Json, Program, TeamsPerson, running

LETTER = (
    "Dear Mrs Agnieszka Kowalczyk,\n\nYour NHS number is 943 476 5919. Please ring Wilhelmina Fotheringay on "
    "07700 900123.\n"
)


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 6, 17, 9, tzinfo=LONDON)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def program(tmp_path: Path, clock: Clock) -> AsyncIterator[Program]:
    async with running(tmp_path, staff=5, now=clock, log_level="debug") as started:
        yield started


def workbook() -> bytes:
    book = Workbook()
    book.active.title = "Spending"
    book.active.append(["Service", "Spent"])
    book.active.append(["Libraries", 1200])
    hidden = book.create_sheet("Staff")
    hidden.append(["Name", "NI number", "E-mail"])
    hidden.append(["Agnieszka Kowalczyk", "QQ123456C", "agnieszka.kowalczyk@example.org"])
    hidden.append(["Gordon Blackwood", "AB123456C", "gordon.blackwood@example.org"])
    hidden.sheet_state = "hidden"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def addresses_in(card: Json) -> dict[str, str]:
    """The links of a card, by the titles of their buttons."""
    found: dict[str, str] = {}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "Action.OpenUrl":
                found[node["title"]] = node["url"]
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(card)
    return found


def path(program: Program, address: str) -> str:
    return program.url.replace("api/messages", address.split("/", 3)[3])


async def send(
    program: Program, address: str, name: str, content: bytes, field: str = "document"
) -> tuple[int, str]:
    form = FormData()
    form.add_field(field, content, filename=name)
    async with program.session.post(path(program, address), data=form) as response:
        return response.status, await response.text()


async def told(program: Program, person: TeamsPerson) -> Json:
    """The newest card in the person's chat, once every document is read and every notice delivered."""
    await program.parts.checker.settle()
    await program.settled()
    cards = [
        one.body["attachments"][0]["content"]
        for one in program.teams.received
        if one.conversation_id == person.conversation and one.body.get("attachments")
    ]
    return cards[-1]


async def checked(
    program: Program, person: TeamsPerson, name: str = "spending.xlsx", content: bytes | None = None
) -> Json:
    await person.arrive()
    how = await person.say("check this document")
    status, page = await send(program, addresses_in(how.card)["Choose a file"], name, content or workbook())
    assert status == 200, page
    return await told(program, person)


async def test_a_document_is_sent_by_browser_and_its_result_comes_to_the_chat(program: Program) -> None:
    person = program.newcomer()
    card = await checked(program, person)
    import json

    print(json.dumps(card, indent=1, ensure_ascii=False)[:6000])
    answers = await person.press(card, "Go through them")
    print(answers.text)
    for _ in range(3):
        answers = await person.press(answers.card, "Take it out")
        print(answers.text)
    assert False
