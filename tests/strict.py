"""The whole program with credentials, as a council sets it up: every request needs a token.

Only Microsoft's addresses are replaced, by stand-ins that issue real tokens and take what the bot sends.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
from aiohttp import ClientSession
from azure.identity.aio import ClientSecretCredential

import bot.edge.verify
import bot.wiring
from bot.logs import set_up_logs
from bot.settings import SAMPLE_COUNCIL
from integrations.database import tables
from integrations.teams.credentials import EntraCredentials
from integrations.teams.service_hosts import ServiceHosts
from tests.program import TENANT, Json, Program, TeamsPerson, running
from tests.standins.identity import BOT_FRAMEWORK, IdentityStandIn

APP = "0a1b2c3d-0000-4000-8000-00000000a551"
SECRET_WORD = "Quercus"
"""Stands in what people say, and nowhere else."""

TOLD = f"I've just emailed a list of 40 clients to the wrong person, {SECRET_WORD}"
LIMIT = 64 * 1024


@dataclass
class Strict:
    """The program as it is set up for a council, and Microsoft's identity service."""

    program: Program
    identity: IdentityStandIn
    person: TeamsPerson
    _session: ClientSession

    def message(self, **changes: Any) -> Json:
        """A message that is let in; a change to None takes the field out."""
        whole = self.person.activity(type="message", text=TOLD) | changes
        return {name: value for name, value in whole.items() if value is not None}

    def claims(self, **changes: Any) -> Json:
        """What the Bot Framework says about itself in a token for this bot."""
        return {"iss": BOT_FRAMEWORK, "aud": APP, "serviceurl": self.program.teams.url} | changes

    def token(self, **changes: Any) -> str:
        """A header with a right token, but for the changes in its claims."""
        return f"Bearer {self.identity.mint(self.claims(**changes))}"

    async def post(self, body: Any, token: str | None, **headers: str) -> tuple[int, str]:
        """Send a body, bytes as they are and all else as JSON. Returns the status and what was answered."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **headers}
        if token is not None:
            sent["Authorization"] = token
        async with self._session.post(self.program.url, data=raw, headers=sent) as response:
            return response.status, await response.text()

    async def everything_stored(self) -> Mapping[str, Any]:
        """All rows of all tables."""
        async with self.program.parts.database.engine.connect() as connection:
            found = {
                table.name: [tuple(row) for row in await connection.execute(sa.select(table))]
                for table in tables.metadata.sorted_tables
            }
            await connection.rollback()
        return found


@asynccontextmanager
async def strict_program(folder: Path, database_url: str = "") -> AsyncIterator[Strict]:
    services = folder / "services.toml"
    shutil.copy(SAMPLE_COUNCIL / "services.toml", services)
    async with IdentityStandIn() as identity:

        def credential() -> ClientSecretCredential:
            return ClientSecretCredential(
                TENANT,
                APP,
                "a secret",
                authority=identity.secure_url,
                disable_instance_discovery=True,
                connection_verify=str(identity.certificate_file),
            )

        hosts = ServiceHosts.of_microsoft().and_this_machine()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(bot.edge.verify, "BOT_FRAMEWORK_METADATA", identity.metadata_url)
            patched.setattr(bot.edge.verify, "ENTRA_HOST", identity.url)
            patched.setattr(bot.wiring, "client_secret", lambda **_: EntraCredentials(credential))
            patched.setattr(ServiceHosts, "of_microsoft", staticmethod(lambda: hosts))
            async with running(
                folder, database_url, staff=4,
                development=False, services_file=services, tenant_id=TENANT, app_id=APP,
                app_type="SingleTenant", app_password="a secret", largest_request=LIMIT,
                public_address="https://ask-ig.example", link_secret="0" * 64,
            ) as program:  # fmt: skip
                program.parts.connectors._transport._sleep = lambda _: asyncio.sleep(0)
                async with ClientSession() as session:
                    strict = Strict(program, identity, program.newcomer(), session)
                    # People of the program come through Teams.
                    program.session.headers["Authorization"] = strict.token()
                    yield strict


class Logs:
    """Everything that the process logs, its libraries included, from `set_up_logs` on."""

    def __init__(self) -> None:
        self.stream = io.StringIO()
        self._read = 0

    def new(self) -> list[Json]:
        """The lines since the last look; what is not a line of JSON, such as a stack trace, fails the test."""
        lines = self.stream.getvalue()[self._read :].splitlines()
        self._read = len(self.stream.getvalue())
        told = [json.loads(line) for line in lines]
        # The program says so by itself some time after its start.
        return [line for line in told if line["event"] != "dates recomputed"]


@contextmanager
def logs_of_the_program() -> Iterator[Logs]:
    """What is logged, at the most talkative level."""
    written = Logs()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stderr", written.stream)
        set_up_logs("debug")
    try:
        yield written
    finally:
        structlog.reset_defaults()
        logging.basicConfig(level=logging.WARNING, force=True)
