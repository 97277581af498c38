"""An incident is near the end of its 72 hours: whoever has it is told in their chat, and acts from there.

It was reported and taken two days ago, as the program's own services write it down, and the program was off since:
when it is started, what fell due in between is told.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.settings import SAMPLE_COUNCIL
from cases.calendar import HolidayCalendar
from cases.casework import take_case
from cases.desk import Desk
from cases.incidents import IncidentReport, report_incident
from cases.people import Person, Role
from integrations.database.engine import create_engine, migrate
from integrations.database.unit_of_work import Database
from integrations.people_file import FileDirectory
from tests.journeys.casework import done
from tests.journeys.conftest import Program
from tests.served import rows

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

WHAT_HAPPENED = "A spreadsheet with 40 clients' names and addresses went to the wrong person."
FOUND = "The recipient is a supplier. The clients have care at home."
DIRECTORY = FileDirectory(SAMPLE_COUNCIL / "people.toml", SAMPLE_COUNCIL / "services.toml")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.serve()
    await program.client("officer")
    return program


def _database_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'askig.db'}"


def _first(role: Role) -> Person:
    return DIRECTORY.with_role(role)[0]


async def _reported_and_taken(folder: Path, hours_ago: int) -> str:
    """An incident that was noticed so many hours ago, reported at once and taken by the officer; its reference."""
    noticed = datetime.now(UTC) - timedelta(hours=hours_ago, minutes=20)
    desk = Desk(DIRECTORY, HolidayCalendar(), lambda: noticed + timedelta(minutes=5), lambda: uuid4().hex)
    url = _database_url(folder)
    await asyncio.to_thread(migrate, url)
    database = Database(create_engine(url))
    try:
        async with database.work() as work:
            report = IncidentReport(WHAT_HAPPENED, noticed)
            case = await report_incident(work, desk, _first(Role.STAFF), report)
            await take_case(work, desk, _first(Role.OFFICER), case.reference)
            await work.commit()
    finally:
        await database.close()
    return case.reference


async def test_a_nudge_arrives_in_the_handlers_chat_and_its_button_acts(started: Program) -> None:
    async with started.window("officer") as owen:
        await started.stop_bot()
        reference = await _reported_and_taken(started.folder, 48)
        await started.serve()

        nudge = owen.card("23 hours left of the 72, until")
        await nudge.shows(
            f"{reference}: Incident",
            "48 of the 72 hours",
            "What to do now: look at what happened, and stop it from going further.",
        )
        # What was missed is told once, by the newest, and not once for each.
        await expect(owen.cards("hours left of the 72")).to_have_count(1)
        await owen.photograph("nudge-1-arrives")
        await nudge.look("card-nudge-incident")

        await nudge.press("I have looked at it")
        step = owen.card(f"{reference}: I have looked at it")
        await expect(owen.cards("hours left of the 72")).to_have_count(0)
        await step.choose("Is personal data affected?", "Yes")
        await step.fill("What did you find?", FOUND)
        await step.press("I have looked at it")
        await done(owen, reference, "looked at")
        await owen.photograph("nudge-2-acted-on")
        assert rows(
            _database_url(started.folder),
            f"SELECT state FROM notices WHERE kind = 'nudge' AND recipient_id = '{_first(Role.OFFICER).id}'",
        ) == [("read",)]

        # Asked for, what is due is shown with all the rest.
        await owen.say("what is due?")
        day = owen.card("Your day")
        await day.shows("With you", "23 hours left of the 72, until", "Looked at by the team")
        await owen.photograph("nudge-3-my-day")
        await day.look("card-my-day")
        await day.press("Open")
        case = owen.card("INC-").containing("Status")
        await case.shows(WHAT_HAPPENED)
        await expect(owen.cards("Your day")).to_have_count(1)
