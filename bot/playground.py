"""Opening Microsoft's test client as one person of the people file.

Microsoft 365 Agents Playground behaves as Teams does, without Azure, and shows the world as one person sees
it. One process is one window is one person; several run side by side against one bot, each on its own port
and with its own address to answer to. They share nothing, so every chat in one window has an id of its own,
which follows from the person and is known before anybody writes.

The client keeps to this machine: `deploy/client/guard.cjs` holds it to the loopback interface, its telemetry
is off, and its log, which would hold what people write, is not written.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cases.people import Person, Role
from integrations.people_file import FileDirectory

ROOT = Path(__file__).resolve().parents[1]
CLIENT = ROOT / "deploy" / "client"
COMMAND_LINE = CLIENT / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
GUARD = CLIENT / "guard.cjs"
SAMPLE_PEOPLE = Path(__file__).parent / "sample_council" / "people.toml"
SAMPLE_SERVICES = SAMPLE_PEOPLE.with_name("services.toml")
PLAYGROUND_FOLDER = Path("var") / "playground"

BOT_ID = "28:askig"
BOT_NAME = "Ask IG"
INFORMATION_GOVERNANCE_TEAM = "19:information-governance@thread.tacv2"
NEW_CASES_CHANNEL = "19:new-cases@thread.tacv2"

FIRST_PORT = 56150
SECONDS_TO_START = 30.0
SECONDS_TO_END = 5.0
COLLEAGUES = 5
"""How many people besides the window's own the client insists on."""


class Persona(StrEnum):
    """Whom a window can be opened as. Each is the first person of the people file who fits."""

    STAFF = "staff"
    HANDLER = "handler"
    OFFICER = "officer"
    DPO = "dpo"
    COORDINATOR = "coordinator"


class PlaygroundError(Exception):
    """Why the window did not open, as a sentence that says what to do."""


def default_port(persona: Persona) -> int:
    """The port on which this persona's window opens unless another is chosen."""
    return FIRST_PORT + list(Persona).index(persona)


def user_id(person_id: str) -> str:
    """The person's id as the channel gives it (`from.id`), from their Entra object id."""
    return f"29:{person_id}"


def personal_chat_id(person_id: str) -> str:
    """The conversation id of the person's own chat with the bot."""
    return f"a:{person_id}"


def service_url(port: int) -> str:
    """Where the bot sends its answers for the window on this port."""
    return f"http://127.0.0.1:{port}/_connector"


def council(people_file: Path = SAMPLE_PEOPLE, services_file: Path = SAMPLE_SERVICES) -> FileDirectory:
    """Everybody in the people file.

    Raises:
        PlaygroundError: a file can't be used.
    """
    try:
        directory = FileDirectory(people_file, services_file)
    except (ValueError, TypeError, AttributeError) as problem:
        raise PlaygroundError(
            f"The people file can't be used. {problem} Put it right, and try again."
        ) from problem
    if not directory.tenant:
        raise PlaygroundError(f"{people_file} doesn't name its tenant. Add a line tenant = …, and try again.")
    return directory


def person_for(persona: Persona, directory: FileDirectory) -> Person:
    """The person whose window this persona opens: for staff, the first who has no other role.

    Raises:
        PlaygroundError: nobody fits.
    """
    for person in directory.with_role(Role(persona)):
        if persona is not Persona.STAFF or person.roles == {Role.STAFF}:
            return person
    raise PlaygroundError(f"Nobody in the people file has the role {persona}. Add one, and try again.")


def configuration(directory: FileDirectory, persona: Persona) -> Mapping[str, Any]:
    """What the client is told about the council, for this persona's window.

    Only the officer sees the information-governance team with its channel: a channel lives in one window.
    """
    person = person_for(persona, directory)
    others = [colleague for colleague in directory.with_role(Role.STAFF) if colleague != person][:COLLEAGUES]
    officers = persona is Persona.OFFICER
    channels = [{"id": NEW_CASES_CHANNEL, "name": "New cases"}] if officers else []
    return {
        "version": "0.1.1",
        "tenantId": directory.tenant,
        "bot": {"id": BOT_ID, "name": BOT_NAME},
        "currentUser": _user(person),
        "users": [_user(colleague) for colleague in others] + _strangers(COLLEAGUES - len(others)),
        "personalChat": {"id": personal_chat_id(person.id)},
        "groupChat": {"id": f"19:{person.id}-group@thread.v2", "name": f"{person.first_name} and colleagues"},
        "team": {
            "id": INFORMATION_GOVERNANCE_TEAM if officers else f"19:{person.id}-team@thread.tacv2",
            "name": "Information governance" if officers else f"{person.first_name}'s team",
            "aadGroupId": directory.tenant,
            "channels": channels,
        },
    }


def _user(person: Person) -> Mapping[str, str]:
    given, _, surname = person.name.partition(" ")
    return {
        "id": user_id(person.id),
        "name": person.name,
        "userPrincipleName": person.email,  # spelt so by the client
        "aadObjectId": person.id,
        "givenName": given,
        "surname": surname,
        "email": person.email,
    }


def _strangers(count: int) -> list[Mapping[str, str]]:
    """People unknown to the bot, where the people file has fewer than the client insists on."""
    return [
        _user(
            Person(
                f"00000000-0000-4000-8000-{number:012}",
                f"Colleague {number}",
                f"colleague{number}@westmere.example",
                frozenset({Role.STAFF}),
                None,
            )
        )
        for number in range(1, count + 1)
    ]


class Playground:
    """An open window. Close it, or use it as a context manager; it also ends when this process does."""

    def __init__(self, person: Person, port: int, process: subprocess.Popen[str]) -> None:
        self.person = person
        self.port = port
        self.url = f"http://localhost:{port}"
        self._process = process

    @property
    def is_open(self) -> bool:
        """Whether the client is still running."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the client and wait until it has gone."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def open_playground(
    persona: Persona,
    bot_url: str,
    port: int,
    people_file: Path = SAMPLE_PEOPLE,
    services_file: Path = SAMPLE_SERVICES,
    folder: Path = PLAYGROUND_FOLDER,
) -> Playground:
    """Open the client as `persona` against the bot at `bot_url`, and return once it answers.

    `bot_url` is the messaging endpoint (`http://127.0.0.1:3978/api/messages`). `folder` gets the client's
    configuration. Blocks for a few seconds: from a coroutine, call it in a thread. The browser is not opened
    here (see `show_in_browser`).

    Raises:
        PlaygroundError: the client is not installed, the port is taken, or it did not start.
    """
    directory = council(people_file, services_file)
    person = person_for(persona, directory)
    node = _find_node()
    if not COMMAND_LINE.exists():
        raise PlaygroundError(
            "The test client is not installed. Run "
            f"`python3 askig.py playground --as {persona}`, which installs it."
        )
    _refuse_taken_port(port)
    folder.mkdir(parents=True, exist_ok=True)
    configuration_file = folder.resolve() / f"{persona}.yml"
    # YAML reads JSON.
    configuration_file.write_text(json.dumps(configuration(directory, persona), indent=2), encoding="utf-8")
    options = ["start", "--app-endpoint", bot_url, "--channel-id", "msteams", "--port", str(port)]
    options += ["--service-url", service_url(port), "--disable-telemetry"]
    process = subprocess.Popen(  # noqa: S603 - our own command, no shell
        [node, "--require", str(GUARD), str(COMMAND_LINE), *options],
        cwd=folder,
        env=_environment(configuration_file),
        stdin=subprocess.PIPE,  # the guard ends the client when this pipe closes
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    playground = Playground(person, port, process)
    try:
        _wait_until_listening(process, port)
    except PlaygroundError:
        playground.close()
        raise
    return playground


def show_in_browser(playground: Playground) -> bool:
    """Open the window in the person's browser; False where there is none to open or they want none.

    `ASKIG_NO_BROWSER=1` says that they want none. On Linux without a display nothing is opened, because a
    browser for the terminal would take the terminal over.
    """
    without_display = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if os.environ.get("ASKIG_NO_BROWSER") == "1" or without_display:
        return False
    return webbrowser.open(playground.url)


def _find_node() -> str:
    """Node.js: the one in this virtual environment, which is there where the machine's will not do, or that.

    Raises:
        PlaygroundError: there is none.
    """
    scripts = Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin")
    node = shutil.which("node", path=str(scripts)) or shutil.which("node")
    if node is None:
        raise PlaygroundError(
            "Node.js is needed for the test client. "
            "Run `python3 askig.py start`, which installs it into .venv."
        )
    return node


def _environment(configuration_file: Path) -> Mapping[str, str]:
    return {
        **os.environ,
        # The telemetry library's own reports about itself, which --disable-telemetry leaves on.
        "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(configuration_file),
        # A path that cannot exist, below a file: the client's log would hold what people write.
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(configuration_file / "no.log"),
        "TEAMSAPPTESTER_BROWSER": "none",
        "TZ": "Europe/London",
    }


def _refuse_taken_port(port: int) -> None:
    """The client would take a random port instead, and nobody would know which.

    Raises:
        PlaygroundError: something listens on the port.
    """
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as problem:
            raise PlaygroundError(
                f"Port {port} is in use, perhaps by a window that is open at http://localhost:{port}. "
                "Use that one, or choose another port."
            ) from problem


def _wait_until_listening(process: subprocess.Popen[str], port: int) -> None:
    """Wait until the client says that it listens on `port`, and answers there.

    Raises:
        PlaygroundError: it ended, took another port, or did not answer in time.
    """
    deadline = time.monotonic() + SECONDS_TO_START
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_drain, args=(process, lines), daemon=True).start()
    try:
        said = lines.get(timeout=SECONDS_TO_START).strip()
    except queue.Empty:
        said = ""
    if said != f"Listening on {port}":
        raise PlaygroundError(
            "The test client did not start. Remove the folder deploy/client/node_modules, run "
            "`python3 askig.py start` to install it again, and try once more."
        )
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_debug/ping", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise PlaygroundError("The test client started but does not answer. Close it and try again.")


def _drain(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    """Pass on what the client prints, so that its pipe never fills; an empty line marks its end."""
    if process.stdout:
        try:
            for line in process.stdout:
                lines.put(line)
        except ValueError:  # the pipe was closed under us
            pass
    lines.put("")
