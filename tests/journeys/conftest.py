"""The program as a user runs it, and windows to use it in.

Each file of journeys has a program, a database and ports of its own, so that runs beside each other don't meet.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Request, Route, ViewportSize, async_playwright, expect

from bot.playground import COMMAND_LINE
from dialogs.strings import WHAT_I_CAN_DO
from tests.conftest import free_port, missing
from tests.journeys.window import Window

ASKIG = Path(sys.executable).with_name("askig")
WIDE = ViewportSize(width=1280, height=900)
SECONDS_TO_START = 180
MILLISECONDS_TO_SEE = 60_000

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        missing("Chromium")
    assert found is not None
    return found


def _need_client() -> None:
    if not (shutil.which("node", path=str(ASKIG.parent)) or shutil.which("node")):
        missing("Node.js")
    if not COMMAND_LINE.exists():
        missing("the test client (python3 askig.py test installs it)")


@asynccontextmanager
async def _process(
    folder: Path, *arguments: str, **environment: str
) -> AsyncIterator[subprocess.Popen[bytes]]:
    """`askig` with these arguments, until the block ends; what it prints is kept beside its database."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("ASKIG_")}
    with (folder / "printed.txt").open("ab") as printed:
        process = subprocess.Popen(  # noqa: ASYNC220 - starting takes a moment only
            [ASKIG, *arguments],
            cwd=folder,
            env={**given, "ASKIG_NO_BROWSER": "1", "ASKIG_TRAINING_PROMPTS": "false", **environment},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            await asyncio.to_thread(process.wait, 20)


async def _answering(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until somebody answers there at all; what was printed is told when the program ends instead."""

    def ask() -> bool:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    async with asyncio.timeout(SECONDS_TO_START):
        while not await asyncio.to_thread(ask):
            assert process.poll() is None, (folder / "printed.txt").read_text(encoding="utf-8")
            await asyncio.sleep(0.1)


@dataclass
class Program:
    """The running program and its windows."""

    folder: Path
    browser: Browser
    bot_port: int = field(default_factory=free_port)
    client_ports: dict[str, int] = field(default_factory=dict)
    _greeted: set[str] = field(default_factory=set)
    _serving: subprocess.Popen[bytes] | None = None
    _bot: AsyncExitStack = field(default_factory=AsyncExitStack)
    _clients: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        """`askig start`: the bot with the staff window."""
        port = self.client_ports["staff"] = free_port()
        process = await self._bot.enter_async_context(
            _process(
                self.folder,
                *("start", "--no-browser", "--port", str(self.bot_port), "--client-port", str(port)),
                *("--database", f"sqlite:///{self.folder / 'askig.db'}"),
            )
        )
        await _answering(f"http://127.0.0.1:{port}/_debug/ping", process, self.folder)

    async def serve(self) -> None:
        """`askig serve`: the bot alone, in development."""
        process = self._serving = await self._bot.enter_async_context(
            _process(
                self.folder,
                "serve",
                ASKIG_DEVELOPMENT="true",
                ASKIG_PORT=str(self.bot_port),
                ASKIG_DATABASE_URL=f"sqlite:///{self.folder / 'askig.db'}",
            )
        )
        await _answering(f"http://127.0.0.1:{self.bot_port}/", process, self.folder)

    async def stop_bot(self) -> None:
        """End the bot's process; windows that stand by themselves stay open."""
        await self._bot.aclose()

    async def crash_bot(self) -> None:
        """End what `serve` started as a power cut would, with nothing put in order."""
        assert self._serving
        self._serving.kill()
        await self._bot.aclose()

    async def client(self, persona: str) -> None:
        """`askig playground --as …`."""
        port = self.client_ports[persona] = free_port()
        bot = f"http://127.0.0.1:{self.bot_port}/api/messages"
        process = await self._clients.enter_async_context(
            _process(
                self.folder,
                *("playground", "--as", persona, "--bot", bot, "--port", str(port), "--no-browser"),
            )
        )
        await _answering(f"http://127.0.0.1:{port}/_debug/ping", process, self.folder)

    @asynccontextmanager
    async def window(self, persona: str) -> AsyncIterator[Window]:
        """A browser window on the persona's client."""
        context = await self.browser.new_context(
            viewport=WIDE,
            device_scale_factor=2,  # crisp pictures
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(MILLISECONDS_TO_SEE)
        # The page asks for fonts from Microsoft; journeys stay on this machine.
        await context.route(lambda url: not _is_here(url), _refuse)
        page = await context.new_page()
        async with page.expect_response("**/installation"):
            await page.goto(f"http://localhost:{self.client_ports[persona]}")
        await page.get_by_role("button", name="Toggle Log Panel").click()
        window = Window(page)
        try:
            if persona not in self._greeted:
                # The client says that the bot is installed before the bot knows. What greets a person once only, on
                # their first meeting, would arrive in the middle of what they do.
                await window.sees(WHAT_I_CAN_DO)
                self._greeted.add(persona)
            yield window
        except BaseException:
            await window.photograph(f"failed-{persona}")
            raise
        finally:
            await context.close()

    async def close(self) -> None:
        """End everything that was started."""
        await self._clients.aclose()
        await self._bot.aclose()


def _is_here(url: str) -> bool:
    return url.startswith(("http://localhost:", "http://127.0.0.1:", "ws://localhost:", "data:", "blob:"))


async def _refuse(route: Route, request: Request) -> None:
    await route.abort()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    """A program that is not started yet: the journeys of a file start what they need."""
    executable = _chromium()
    _need_client()
    expect.set_options(timeout=MILLISECONDS_TO_SEE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        made = Program(tmp_path_factory.mktemp("journey"), browser)
        try:
            yield made
        finally:
            await made.close()
            await browser.close()
