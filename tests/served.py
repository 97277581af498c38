"""The program as a process of its own, which a test can kill at any moment, and start again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from aiohttp import ClientConnectionError, ClientSession

from bot.settings import SAMPLE_COUNCIL
from integrations.database.engine import synchronous_url
from integrations.people_file import FileDirectory
from tests.conftest import free_port
from tests.program import AT_ANY_RATE, Answers, Json, Program, write_people
from tests.standins.connector import ConnectorStandIn

ROOT = Path(__file__).parents[1]


@dataclass
class Served:
    """A process that serves Ask IG. `program` speaks to it as Teams does; its parts are out of reach."""

    program: Program
    process: asyncio.subprocess.Process
    log: Path

    async def kill(self) -> None:
        """End the process at once, as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> None:
        """Ask the process to end, and wait until it has."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self.process.wait(), 30)
            except TimeoutError:
                await self.kill()

    def logged(self) -> str:
        """Everything that the process wrote."""
        return self.log.read_text(encoding="utf-8")


@asynccontextmanager
async def teams_and_people(folder: Path, staff: int = 5) -> AsyncIterator[tuple[ConnectorStandIn, Path]]:
    """What outlives a process: Teams, and the file of people."""
    async with ConnectorStandIn() as teams:
        yield teams, write_people(folder, staff)


@asynccontextmanager
async def served(
    folder: Path, teams: ConnectorStandIn, people: Path, database_url: str, **settings: str
) -> AsyncIterator[Served]:
    """Start the program and wait until it is ready."""
    port = free_port()
    log = folder / f"log-{port}"
    given = {
        "development": "true",
        "port": str(port),
        "database_url": database_url,
        "people_file": str(people),
        "log_level": "info",
        **{name: str(value) for name, value in AT_ANY_RATE.items()},
        "training_prompts": "false",
        **settings,
    }
    environment = {**os.environ, **{f"ASKIG_{name.upper()}": value for name, value in given.items()}}
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "import sys; from bot.command_line import main; sys.exit(main(['serve']))",
            cwd=ROOT, env=environment, stdout=output, stderr=output,
        )  # fmt: skip
    async with ClientSession() as session:
        directory = FileDirectory(people, SAMPLE_COUNCIL / "services.toml")
        url = f"http://127.0.0.1:{port}/api/messages"
        program = Program(url, None, teams, session, people, directory)  # type: ignore[arg-type]
        one = Served(program, process, log)
        try:
            await _ready(session, port, one)
            yield one
        finally:
            await one.stop()


async def _ready(session: ClientSession, port: int, one: Served) -> None:
    async with asyncio.timeout(60):
        while one.process.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as response:
                    if response.status == 200:
                        return
            except ClientConnectionError:
                pass
            await asyncio.sleep(0.05)
    raise AssertionError(f"it did not start:\n{one.logged()}")


async def post_and_lose(program: Program, activity: Json) -> Answers | None:
    """Send an activity to a program that may die over it; None when no answer came."""
    try:
        return await program.post(activity)
    except ClientConnectionError:
        return None


def rows(database_url: str, query: str) -> list[tuple[object, ...]]:
    """What a query finds, asked beside the program."""
    engine = sa.create_engine(synchronous_url(database_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


async def until(condition: Callable[[], object], what: str = "it") -> None:
    """Wait until the condition holds; `what` says in the failure what was waited for."""
    try:
        async with asyncio.timeout(60):
            while not condition():
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"waited in vain: {what}") from None
