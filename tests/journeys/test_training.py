"""Training: a prompt arrives, its button begins the quiz, and answered rightly it is done until next year.

The prompt is of the last morning on which people were at work, as the program's own service records it; the bot, which
was off since, sends it when it is started.
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
from cases.clock.counting import months_later
from cases.desk import Desk
from cases.people import Role
from cases.training.completing import record_completions
from cases.training.needs import model_needs
from cases.training.prompting import prompt_everybody
from cases.training.quiz import Quiz
from cases.training.records import How, TrainingRecord
from cases.words import LONDON, date_without_weekday
from cases.working_hours import WorkingHours
from integrations.database.engine import create_engine, migrate
from integrations.database.unit_of_work import Database
from integrations.people_file import FileDirectory
from tests.journeys.conftest import Program
from tests.journeys.window import Card, Window
from tests.served import rows

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

PI, OTHER = "protecting-information", "handling-requests"
DIRECTORY = FileDirectory(SAMPLE_COUNCIL / "people.toml", SAMPLE_COUNCIL / "services.toml")
[HANNAH] = DIRECTORY.with_role(Role.HANDLER)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.serve()
    await program.client("handler")
    return program


def _database_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'askig.db'}"


def _last_morning() -> datetime:
    """When people were at work last, at nine o'clock."""
    now, days, hours = datetime.now(UTC), HolidayCalendar().data_protection, WorkingHours()
    today = now.astimezone(LONDON).date()
    opened = hours.begin_on(days.on_or_before(today))
    return opened if opened <= now else hours.begin_on(days.on_or_before(today - timedelta(days=1)))


async def _prompted(folder: Path) -> None:
    """Everybody was prompted that morning; the handler has done the course of her role."""
    morning = _last_morning()
    desk = Desk(DIRECTORY, HolidayCalendar(), lambda: morning, lambda: uuid4().hex)
    url = _database_url(folder)
    await asyncio.to_thread(migrate, url)
    database = Database(create_engine(url))
    try:
        async with database.work() as work:
            done = TrainingRecord(HANNAH.id, OTHER, morning.date(), How.IMPORT)
            await record_completions(work, desk, [done])
            await work.commit()
        await prompt_everybody(database, desk)
    finally:
        await database.close()


def _quiz() -> Quiz:
    course = model_needs().course(PI)
    assert course
    assert course.quiz
    return course.quiz


async def _answered(window: Window, number: int) -> Card:
    """Answer this question of the quiz rightly; the card that says so."""
    asked = window.card(f"Question {number} of 10").containing("Answer")
    text = await asked.box.inner_text()
    [question] = [one for one in _quiz().questions if one.text in text]
    if number == 1:
        await asked.look("card-training-question")
    await asked.choose(question.text, question.right)
    await asked.press("Answer")
    right = window.card(f"Question {number} of 10").containing("That's right.")
    await right.shows(question.why)
    return right


async def test_a_prompt_arrives_and_the_quiz_is_done_until_next_year(started: Program) -> None:
    async with started.window("handler") as hannah:
        await started.stop_bot()
        await _prompted(started.folder)
        await started.serve()

        prompt = hannah.card("Training to do")
        await prompt.shows("Protecting information", "To be done by")
        await prompt.lacks("Handling requests")
        await prompt.look("card-training-prompt")
        await hannah.photograph("training-1-prompt")
        await prompt.press("Start the quiz")
        for number in range(1, 11):
            right = await _answered(hannah, number)
        await right.look("card-training-right")

        today = datetime.now(LONDON).date()
        until = months_later(today, 12)
        result = hannah.card("Done: Protecting information")
        await result.shows("You had 10 of 10 right.", f"counts until {date_without_weekday(until)}")
        await result.look("card-training-done")
        await result.box.scroll_into_view_if_needed()
        await hannah.photograph("training-2-done")
        await result.press("My training")
        own = hannah.card("Your training")
        await own.shows(f"Done on {date_without_weekday(today)}. To be done again by")
        await expect(own.button("Start the quiz")).to_have_count(0)
        await own.look("card-training-own")
        assert rows(
            _database_url(started.folder),
            f"SELECT state FROM notices WHERE kind = 'training_prompt' AND recipient_id = '{HANNAH.id}'",
        ) == [("read",)]
