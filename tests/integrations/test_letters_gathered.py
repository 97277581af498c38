"""Letters from cases that were really worked, kept in real databases: each says what was recorded on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import pytest_asyncio

from bot.settings import SAMPLE_COUNCIL
from cases.calendar import HolidayCalendar
from cases.casework import take_case
from cases.desk import Desk
from cases.errors import NotAllowed, NotFound
from cases.letters import LetterDesk, LetterKind, Office, has_letters, letters_for, load_letters, write_letter
from cases.life.perform import perform
from cases.people import Person, Role
from cases.regimes import Regime
from cases.requests import PassedOnRequest, open_request
from cases.reviews import open_review
from cases.words import LONDON
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from integrations.people_file import FileDirectory

QUESTION = "How much was spent on potholes?"


@dataclass
class Council:
    """A council at work. Its clock stands still until a test moves it."""

    database: Database
    desk: Desk
    letters: LetterDesk
    at: datetime

    def one(self, role: Role) -> Person:
        """Somebody who holds the role."""
        return self.desk.directory.with_role(role)[0]

    def day(self, day: date) -> None:
        """It is nine o'clock on this day."""
        self.at = datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)

    async def request(self, regime: Regime, received: date) -> str:
        """A request that the handler has taken."""
        given = PassedOnRequest(QUESTION, regime, received, "Jo Bloggs", "jo@example.org")
        async with self.database.work() as work:
            case = await open_request(work, self.desk, self.one(Role.HANDLER), given)
            await take_case(work, self.desk, self.one(Role.HANDLER), case.reference)
            await work.commit()
        return case.reference

    async def do(self, reference: str, step: str, **answers: Any) -> None:
        """One step by the handler."""
        async with self.database.work() as work:
            await perform(work, self.desk, self.one(Role.HANDLER), reference, step, answers)
            await work.commit()

    async def letter(self, reference: str, kind: str) -> str:
        """A letter as text."""
        async with self.database.work() as work:
            written = await write_letter(
                work, self.desk, self.letters, self.one(Role.OFFICER), reference, LetterKind(kind)
            )
        return written.text


@pytest_asyncio.fixture
async def council(database_url: str) -> AsyncIterator[Council]:
    database = Database(create_engine(database_url))
    directory = FileDirectory(SAMPLE_COUNCIL / "people.toml", SAMPLE_COUNCIL / "services.toml")
    office = Office("Westmere Council", "requests@westmere.example")
    letters = LetterDesk(load_letters(), office, lambda *_: "https://askig.example/letters/x")
    ids = iter(range(10_000))
    made = Council(
        database,
        Desk(directory, HolidayCalendar(), lambda: made.at, lambda: f"{next(ids):032x}"),
        letters,
        datetime(2026, 5, 18, 9, tzinfo=LONDON),
    )
    yield made
    await database.close()


async def test_a_freedom_of_information_request_from_question_to_review(council: Council) -> None:
    reference = await council.request(Regime.FOI, date(2026, 5, 18))
    async with council.database.work() as work:
        case, kinds = await letters_for(work, council.letters, council.one(Role.OFFICER), reference)
    assert LetterKind.ACKNOWLEDGEMENT in kinds
    assert has_letters(council.letters, council.one(Role.OFFICER), case)
    # 20 working days from 18 May; 25 May is a bank holiday, and 15 June one in Scotland.
    assert "by Wednesday 17 June 2026 at the latest" in await council.letter(reference, "acknowledgement")

    council.day(date(2026, 5, 20))
    asked = "By road or by ward?"
    await council.do(reference, "ask_clarification", on=date(2026, 5, 20), note=asked)
    letter = await council.letter(reference, "clarification")
    assert asked in letter
    assert "Wednesday 20 May 2026" in letter
    assert "Ask the requester" not in letter

    council.day(date(2026, 5, 27))
    await council.do(reference, "clarified", on=date(2026, 5, 27), note="By road.")
    council.day(date(2026, 6, 1))
    extension = {"on": date(2026, 6, 1), "reason": "public_interest", "grounds": ("FOIA-s43(2)",)}
    await council.do(reference, "extend", **extension)
    letter = await council.letter(reference, "extension")
    assert "- Section 43(2) of the Freedom of Information Act 2000." in letter
    assert "We expect to answer by Friday 24 July 2026." in letter

    council.day(date(2026, 7, 27))
    await council.do(reference, "draft")
    assert "We should have answered by Friday 24 July 2026" in await council.letter(reference, "refusal")
    grounds = ("FOIA-s43(2)",)
    await council.do(
        reference, "respond", on=date(2026, 7, 27), outcome="answered_in_part", grounds=grounds,
        public_interest=grounds, why_late="The supplier answered late.",
    )  # fmt: skip
    council.day(date(2026, 8, 3))
    letter = await council.letter(reference, "response")
    assert letter.startswith("Westmere Council\n\nMonday 27 July 2026\n\nJo Bloggs\njo@example.org")
    assert "This is why: The supplier answered late." in letter
    assert "We weighed the public interest." in letter
    assert letter.endswith("Hannah Lewis\nWestmere Council\nrequests@westmere.example")

    async with council.database.work() as work:
        handler = council.one(Role.HANDLER)
        review = await open_review(work, council.desk, handler, reference, date(2026, 8, 3), "Look again.")
        await work.commit()
    letter = await council.letter(review.reference, "review-acknowledgement")
    assert f"our answer {reference} of Monday 27 July 2026" in letter
    assert "Look again." in letter


async def test_a_fees_notice_says_until_when_it_can_be_paid(council: Council) -> None:
    foi = await council.request(Regime.FOI, date(2026, 5, 18))
    eir = await council.request(Regime.EIR, date(2026, 5, 18))
    for reference in (foi, eir):
        await council.do(reference, "fee_notice", on=date(2026, 5, 18))
    assert "Please pay by Monday 17 August 2026." in await council.letter(foi, "fees-notice")
    # 60 working days: 13 July (Northern Ireland) and 3 August (Scotland) are none either.
    assert "Please pay by Friday 14 August 2026." in await council.letter(eir, "fees-notice")


async def test_letters_are_written_for_those_who_work_the_case_alone(council: Council) -> None:
    reference = await council.request(Regime.FOI, date(2026, 5, 18))
    staff = next(one for one in council.desk.directory.with_role(Role.STAFF) if len(one.roles) == 1)
    async with council.database.work() as work:
        with pytest.raises(NotFound):
            await write_letter(
                work, council.desk, council.letters, staff, reference, LetterKind.ACKNOWLEDGEMENT
            )
        with pytest.raises(NotFound):
            await letters_for(work, council.letters, council.one(Role.COORDINATOR), reference)
        given = PassedOnRequest(QUESTION, Regime.FOI, date(2026, 5, 18))
        own = await open_request(work, council.desk, staff, given)
        with pytest.raises(NotAllowed, match="are for those who work on it"):
            await letters_for(work, council.letters, staff, own.reference)
