"""The test client opens as the person that was asked for, on this machine only, and goes when we go."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot import playground
from bot.playground import Persona, Playground, PlaygroundError, open_playground
from cases.people import Role
from tests.conftest import free_port

NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
NAMES = {
    Persona.STAFF: "Sam Okafor",
    Persona.HANDLER: "Hannah Lewis",
    Persona.OFFICER: "Owen Price",
    Persona.DPO: "Dee Marsh",
    Persona.COORDINATOR: "Cora Bell",
}


def need_client() -> str:
    """Node.js, or a skip that says what is missing; where everything is required, a failure."""
    missing = (
        "Node.js" if NODE is None else "the test client" if not playground.COMMAND_LINE.exists() else None
    )
    if missing:
        message = f"{missing} is not installed (python3 askig.py test installs it)"
        if os.environ.get("ASKIG_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    assert NODE is not None
    return NODE


class RecordingBot:
    """A messaging endpoint that keeps what it gets."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.activities: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def next_of(self, kind: str) -> dict[str, Any]:
        while (activity := await asyncio.wait_for(self.activities.get(), 30))["type"] != kind:
            pass
        return activity


@pytest.fixture
async def bot() -> AsyncIterator[RecordingBot]:
    port = free_port()
    bot = RecordingBot(f"http://127.0.0.1:{port}/api/messages")

    async def messages(request: web.Request) -> web.Response:
        await bot.activities.put(await request.json())
        return web.Response(status=202)

    application = web.Application()
    application.router.add_post("/api/messages", messages)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield bot
    await runner.cleanup()


@pytest.fixture
async def opened(bot: RecordingBot, tmp_path: Path) -> AsyncIterator[Callable[[Persona], Any]]:
    need_client()
    windows: list[Playground] = []

    async def open_as(persona: Persona) -> Playground:
        window = await asyncio.to_thread(open_playground, persona, bot.url, free_port(), folder=tmp_path)
        windows.append(window)
        return window

    yield open_as
    for window in windows:
        await asyncio.to_thread(window.close)


def files_below(folder: Path) -> list[str]:
    """What was written: the configuration, and no log with people's words."""
    return [str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()]


async def post(url: str, body: object) -> None:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with await asyncio.to_thread(urllib.request.urlopen, request, timeout=30) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("persona", list(Persona))
def test_each_persona_is_the_person_who_plays_that_part(persona: Persona) -> None:
    person = playground.person_for(persona, playground.council())
    assert person.name == NAMES[persona]
    assert Role(persona) in person.roles


@pytest.mark.parametrize("persona", list(Persona))
def test_a_window_shows_its_person_among_five_others(persona: Persona) -> None:
    directory = playground.council()
    shown = playground.configuration(directory, persona)
    everybody = [shown["currentUser"], *shown["users"]]
    assert shown["currentUser"]["name"] == NAMES[persona]
    assert {user["aadObjectId"] for user in everybody} == {
        person.id for person in directory.with_role(Role.STAFF)
    }
    assert len({user["id"] for user in everybody}) == 6


def test_no_two_windows_share_a_conversation() -> None:
    directory = playground.council()
    ids: list[str] = []
    for persona in Persona:
        shown = playground.configuration(directory, persona)
        ids += [shown["personalChat"]["id"], shown["groupChat"]["id"], shown["team"]["id"]]
        ids += [channel["id"] for channel in shown["team"]["channels"]]
    assert len(set(ids)) == len(ids)
    assert ids.count(playground.NEW_CASES_CHANNEL) == 1


def test_a_people_file_with_one_person_is_filled_up(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(
        'tenant = "t"\n[[people]]\nid = "p"\nname = "Ann"\nemail = "a@x.example"\nroles = ["staff"]\n',
        encoding="utf-8",
    )
    shown = playground.configuration(playground.council(file), Persona.STAFF)
    assert len({user["id"] for user in shown["users"]}) == 5
    with pytest.raises(PlaygroundError, match="Nobody in the people file has the role dpo"):
        playground.configuration(playground.council(file), Persona.DPO)


@pytest.mark.parametrize(
    "content", ["tenant = ", 'tenant = "t"\n[[people]]\nid = "p"\n', 'tenant = "t"\npeople = [1]', "\x00"]
)
def test_a_broken_people_file_gets_a_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "people.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(PlaygroundError, match=r"The people file can't be used.*Put it right"):
        playground.council(file)


def test_a_people_file_without_its_tenant_gets_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text("", encoding="utf-8")
    with pytest.raises(PlaygroundError, match=r"doesn't name its tenant. Add a line"):
        playground.council(file)


async def test_a_window_speaks_to_the_bot_as_its_person(
    bot: RecordingBot, opened: Callable[[Persona], Any], tmp_path: Path
) -> None:
    window = await opened(Persona.STAFF)
    chat = playground.personal_chat_id(window.person.id)
    await post(f"{window.url}/_debug/conversation/{chat}/installation", {})
    installed = await bot.next_of("installationUpdate")
    assert installed["serviceUrl"] == playground.service_url(window.port)
    assert installed["conversation"] == {
        "id": chat,
        "conversationType": "personal",
        "tenantId": playground.council().tenant,
    }
    user = playground.user_id(window.person.id)
    message = {"from": {"id": user}, "text": "I lost my phone", "textFormat": "plain"}
    await post(f"{window.url}/_conversation/v1/conversations/{chat}/messages", message)
    received = await bot.next_of("message")
    assert received["text"] == "I lost my phone"
    assert received["from"] == {"id": user, "name": "Sam Okafor", "aadObjectId": window.person.id}
    assert received["recipient"]["id"] == playground.BOT_ID
    assert files_below(tmp_path) == ["staff.yml"]


async def test_two_windows_stand_side_by_side(opened: Callable[[Persona], Any]) -> None:
    staff, officer = await asyncio.gather(opened(Persona.STAFF), opened(Persona.OFFICER))
    assert staff.is_open
    assert officer.is_open
    assert staff.port != officer.port


async def test_only_this_machine_can_reach_a_window(opened: Callable[[Persona], Any]) -> None:
    window = await opened(Persona.HANDLER)
    addresses = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in addresses - {"127.0.0.1"}:
        with socket.socket() as visitor:
            assert visitor.connect_ex((address, window.port)) != 0
    with socket.create_connection(("127.0.0.1", window.port), timeout=5):
        pass


async def test_a_closed_window_is_gone(opened: Callable[[Persona], Any]) -> None:
    window = await opened(Persona.DPO)
    await asyncio.to_thread(window.close)
    assert not window.is_open
    with socket.socket() as visitor:
        assert visitor.connect_ex(("127.0.0.1", window.port)) != 0


def test_a_taken_port_gets_a_sentence(tmp_path: Path) -> None:
    need_client()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PlaygroundError, match=f"Port {port} is in use"):
            open_playground(Persona.STAFF, "http://127.0.0.1:1/api/messages", port, folder=tmp_path)


def test_without_the_client_a_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_client()
    monkeypatch.setattr(playground, "COMMAND_LINE", tmp_path / "nothing.js")
    with pytest.raises(PlaygroundError, match=r"not installed. Run `python3 askig.py playground --as dpo`"):
        open_playground(Persona.DPO, "http://127.0.0.1:1/api/messages", free_port(), folder=tmp_path)


def under_the_guard(script: str, stdin: int | None = subprocess.PIPE) -> subprocess.Popen[str]:
    node = need_client()
    return subprocess.Popen(
        [node, "--require", str(playground.GUARD), "-e", script],
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    "call",
    [
        "require('net').connect(80, '192.0.2.1').on('error', e => console.log(e.message))",
        "require('net').connect({host: '192.0.2.1', port: 80}).on('error', e => console.log(e.message))",
        "require('http').get('http://192.0.2.1/').on('error', e => console.log(e.message))",
        "require('https').get('https://192.0.2.1/').on('error', e => console.log(e.message))",
        "fetch('http://192.0.2.1/').catch(e => console.log(e.cause.message))",
    ],
)
def test_the_client_cannot_call_out(call: str) -> None:
    process = under_the_guard(f"{call}; setTimeout(() => process.exit(1), 20000).unref()")
    assert process.stdout
    assert process.stdout.readline().strip() == "The test client may not connect to 192.0.2.1."
    process.communicate(timeout=30)


def test_the_client_ends_when_the_program_that_started_it_ends() -> None:
    process = under_the_guard("setInterval(() => 0, 1000); console.log('running')")
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline().strip() == "running"
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    process.stdout.close()
