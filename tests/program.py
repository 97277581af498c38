"""The whole program on a loopback port, and people who talk to it as Teams does.

Everything is real but Teams: the web application, the adapter, dialogs, database and durable engine. What the
bot sends arrives at the connector stand-in.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.app import SERVED, web_app
from bot.settings import load_settings
from bot.wiring import Parts, assemble
from cases.audit import breaks
from cases.nudges.telling import tell_nudges
from cases.people import Directory, Role
from cases.ports import Now
from integrations.database.unit_of_work import Database
from tests.databases import sqlite_in
from tests.standins.connector import ConnectorStandIn
from tests.standins.drive import DriveStandIn

TENANT = "5f0c8a6e-3b1d-4c57-9d24-8f2e61b7a030"
BOT = {"id": "28:askig", "name": "Ask IG"}
SEND = "Send to the IG team"
Json = dict[str, Any]

_OFFICE = (
    ("Hana Handler", "handler"),
    ("Olga Officer", "officer"),
    ("Dev Dpo", "dpo"),
    ("Cora Coordinator", "coordinator"),
)

AT_ANY_RATE = {"sends_a_second": 10_000, "sends_a_second_in_a_chat": 10_000}
"""Settings with which no test waits for the pace that Teams asks for."""


HOUSING_COORDINATOR = "5c92b8e4-7f31-4d0a-8b5e-e16d03a794c5"
"""Whom the sample council's services name."""


def write_people(folder: Path, staff: int) -> Path:
    """A people file with this many members of staff, called Staff0, Staff1, …, and one of each role."""
    rows = [(f"Staff{number} Person", "staff") for number in range(staff)] + list(_OFFICE)
    ids = {"coordinator": HOUSING_COORDINATOR}
    lines = [f'tenant = "{TENANT}"']
    for number, (name, role) in enumerate(rows):
        lines += [
            "[[people]]",
            f'id = "{ids.get(role) or f"00000000-0000-4000-8000-{number:012d}"}"',
            f'name = "{name}"',
            f'email = "{name.split()[0].lower()}@westmere.example"',
            f'roles = ["{role}"]',
            'service = "housing"',
        ]
    file = folder / "people.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@dataclass
class Answers:
    """What came back for one thing said: the HTTP status, the answer to an invoke, and what was sent."""

    status: int
    body: Json | None
    sent: Sequence[Json]

    @property
    def card(self) -> Json:
        """The newest card: the invoke's own, or the last that was sent."""
        if self.body and self.body.get("type", "").endswith("card.adaptive"):
            card: Json = self.body["value"]
            return card
        cards = [cards[0]["content"] for one in self.sent if (cards := one.get("attachments"))]
        assert cards, f"no card among {self.sent}"
        return cards[-1]  # type: ignore[no-any-return]

    @property
    def text(self) -> str:
        """All words on screen of this answer, cards included."""
        shown = [one.get("text") or "" for one in self.sent]
        shown += [
            words_of(one["content"]) for message in self.sent for one in message.get("attachments") or ()
        ]
        if self.body:
            value = self.body.get("value")
            shown.append(words_of(value) if isinstance(value, dict) else str(value))
        return "\n".join(shown)

    def buttons(self) -> list[str]:
        """The titles of the newest card's buttons."""
        return [action["title"] for action in actions_of(self.card)]


@dataclass
class TeamsPerson:
    """Somebody in Teams: speaks, presses, and sees what arrives in their own chat."""

    program: Program
    id: str
    name: str
    conversation: str
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def activity(self, **given: Any) -> Json:
        """An activity of theirs as Teams sends it."""
        return {
            "id": str(uuid4()),
            "channelId": "msteams",
            "serviceUrl": self.program.teams.url,
            "from": {"id": f"29:{self.id}", "name": self.name, "aadObjectId": self.id},
            "recipient": BOT,
            "conversation": {"id": self.conversation, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "en-GB",
            **given,
        }

    async def fill_in(self, told: str) -> Json:
        """Tell of an incident and go on to the card that is about to be sent; returns that card."""
        card = (await self.say(told)).card
        for _ in range(5):
            titles = [one["title"] for one in actions_of(card)]
            if SEND in titles:
                return card
            card = (await self.press(card, titles[0])).card
        raise AssertionError(f"no card to send, the last one has {titles}")

    def in_channel(self, text: str, channel: str = "19:ig@thread.tacv2") -> Json:
        """A mention of the bot in a channel."""
        return self.activity(
            type="message",
            text=f"<at>Ask IG</at> {text}",
            entities=[{"type": "mention", "mentioned": BOT, "text": "<at>Ask IG</at>"}],
            conversation={
                "id": f"{channel};messageid=17",
                "conversationType": "channel",
                "isGroup": True,
                "tenantId": TENANT,
            },
            channelData={"tenant": {"id": TENANT}, "channel": {"id": channel}, "team": {"id": "19:team"}},
        )

    async def arrive(self) -> Answers:
        """Open the chat with the bot for the first time."""
        return await self.program.post(
            self.activity(type="installationUpdate", action="add"), self.conversation
        )

    async def say(self, text: str, **given: Any) -> Answers:
        """Type something."""
        return await self.program.post(
            self.activity(type="message", text=text, textFormat="plain", **given), self.conversation
        )

    async def press(self, card: Json, title: str, **inputs: str) -> Answers:
        """Press a button of a card as a Universal Action; its inputs are sent as shown unless given here."""
        return await self.program.post(self.pressing(card, title, **inputs), self.conversation)

    def pressing(self, card: Json, title: str, **inputs: str) -> Json:
        """The activity of a press."""
        action = next(one for one in actions_of(card) if one["title"] == title)
        data = {**inputs_of(card), **inputs} if action.get("associatedInputs") != "none" else {}
        return self.activity(
            type="invoke",
            name="adaptiveCard/action",
            replyToId="1",
            value={
                "action": {
                    "type": "Action.Execute",
                    "verb": action["verb"],
                    "data": {**action["data"], **data},
                },
                "trigger": "manual",
            },
        )


@dataclass
class Program:
    """The running program."""

    url: str
    parts: Parts
    teams: ConnectorStandIn
    session: ClientSession
    people_file: Path
    directory: Directory
    drive: DriveStandIn = field(default_factory=DriveStandIn)
    _staff: itertools.count[int] = field(default_factory=itertools.count)

    async def post(self, activity: Json, conversation: str = "", headers: Json | None = None) -> Answers:
        """Send an activity to the bot; returns what it answered and sent into the conversation meanwhile."""
        before = len(self.teams.received)
        async with self.session.post(self.url, json=activity, headers=headers) as response:
            raw = await response.read()
            body = json.loads(raw) if raw else None
        sent = [
            one.body
            for one in self.teams.received[before:]
            if not conversation or one.conversation_id == conversation
        ]
        return Answers(response.status, body, sent)

    def newcomer(self) -> TeamsPerson:
        """A member of staff who has not spoken yet."""
        return self._person(f"Staff{next(self._staff)} ")

    def officer(self) -> TeamsPerson:
        """The IG officer."""
        return self._person("Olga ")

    def handler(self) -> TeamsPerson:
        """The request handler."""
        return self._person("Hana ")

    def dpo(self) -> TeamsPerson:
        """The Data Protection Officer."""
        return self._person("Dev ")

    def coordinator(self) -> TeamsPerson:
        """The coordinator of Housing."""
        return self._person("Cora ")

    def _person(self, name: str) -> TeamsPerson:
        everybody = self.directory.with_role(Role.STAFF)
        found = next(one for one in everybody if one.name.startswith(name))
        return TeamsPerson(self, found.id, found.name, f"a:{found.id}")

    async def tell_what_is_due(self) -> None:
        """What the program does each minute by itself: record the nudges that are due, and send them."""
        await self.settled()
        await tell_nudges(self.parts.database, self.parts.desk)
        await self.send_what_waits()

    async def send_what_waits(self) -> None:
        """Send what was recorded outside of a turn."""
        import sqlalchemy as sa

        from integrations.database import tables

        waiting = sa.select(tables.notices.c.id).where(tables.notices.c.state == "waiting")
        async with self.parts.database.engine.connect() as connection:
            recorded = (await connection.scalars(waiting)).all()
        await self.parts.engine.deliver(recorded)
        await self.settled()

    async def settled(self) -> None:
        """Wait until every document is read and every notice that is due has come to its end."""
        import sqlalchemy as sa

        from integrations.database import tables

        await self.parts.checker.settle()
        await self.parts.turns.settle()
        notices = tables.notices.c
        async with asyncio.timeout(30):
            while True:
                now = self.parts.desk.time()
                is_due = sa.and_(
                    notices.state == "waiting",
                    notices.not_before <= now,
                    sa.or_(notices.not_after.is_(None), notices.not_after > now),
                    notices.message.not_in(sa.select(tables.held_messages.c.message)),
                )
                query = sa.select(notices.id).where(sa.or_(notices.state == "sending", is_due)).limit(1)
                async with self.parts.database.engine.connect() as connection:
                    is_open = await connection.scalar(query)
                if is_open is None:
                    return
                await asyncio.sleep(0.05)


class Clock:
    """The time, which a test moves on."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@asynccontextmanager
async def running(
    folder: Path, database_url: str = "", *, staff: int = 40, now: Now | None = None, people: Path | None = None,
    **settings: Any,
) -> AsyncIterator[Program]:  # fmt: skip
    """The program, running in this process until the block ends."""
    people_file = people or write_people(folder, staff)
    given = {
        "development": True,
        "database_url": database_url or sqlite_in(folder),
        "people_file": people_file,
        "log_level": "error",
        **AT_ANY_RATE,
        **settings,
    }
    # What is done at set times goes by the wall clock, and would tell people things in the middle of a test.
    parts = assemble(load_settings(given), now, lambda *_, **__: ())
    async with ConnectorStandIn() as teams, DriveStandIn() as drive:
        server = TestServer(web_app(parts))
        await server.start_server(**SERVED)
        try:
            async with ClientSession() as session:
                url = str(server.make_url("/api/messages"))
                yield Program(url, parts, teams, session, people_file, parts.desk.directory, drive)
        finally:
            await server.close()


async def chain_breaks(database: Database) -> list[str]:
    """Where the history in this database is not one unbroken chain, in sentences."""
    async with database.work() as work:
        return [found.sentence async for found in breaks(work.history.chain(), await work.history.head())]


def words_of(card: Any) -> str:
    """Every word that a card shows, its inputs' values included."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for key in ("text", "title", "label", "value", "placeholder"):
                if isinstance(node.get(key), str):
                    found.append(node[key])
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(card)
    return "\n".join(found)


def actions_of(card: Json) -> list[Json]:
    """All buttons of a card, wherever they stand."""
    found: list[Json] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "Action.Execute":
                found.append(node)
                return
            for name, child in node.items():
                if name != "refresh":
                    walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(card)
    return found


def inputs_of(card: Json) -> dict[str, str]:
    """The inputs of a card with what stands in them, as a client sends them: as text, empty ones left out."""
    found: dict[str, str] = {}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if str(node.get("type", "")).startswith("Input.") and node.get("value") not in (None, ""):
                value = node["value"]
                found[node["id"]] = str(int(value)) if isinstance(value, float) else str(value)
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(card)
    return found


def nodes(node: Any) -> list[Json]:
    if isinstance(node, dict):
        return [node, *(found for child in node.values() for found in nodes(child))]
    return [found for child in node for found in nodes(child)] if isinstance(node, list) else []
