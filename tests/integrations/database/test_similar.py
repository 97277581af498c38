"""Answered requests like the one at hand, and repeats, as both databases find them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio

from cases.calendar import HolidayCalendar
from cases.case import Case, CaseKind, CaseState
from cases.clock import Event, EventType
from cases.people import Person, Role
from cases.regimes import Regime
from cases.similar import may_be_a_repeat_of, similar_answered
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
HANA = Person("hana", "Hana", "h@x.example", frozenset({Role.STAFF, Role.HANDLER}), None)
SAM = Person("sam", "Sam", "s@x.example", frozenset({Role.STAFF}), None)
POTHOLES = "How many potholes were repaired in Mill Lane in 2025, and what did it cost?"
SAME = "Please tell me the number of potholes repaired in Mill Lane in 2024 and the cost. Kind regards"
OTHER = "Please send me the menu of the school canteens for the spring term."


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    made = Database(create_engine(database_url))
    yield made
    await made.close()


def request(number: int, text: str, **given: object) -> Case:
    """A request, the later the higher its number."""
    plain = Case(
        reference=f"FOI-2026-{number:04d}", kind=CaseKind.REQUEST, regime=Regime.FOI, state=CaseState.RESPONDED,
        reporter="sam", handler=None, service=None, opened_at=NOW - timedelta(days=100 - number),
        received=date(2026, 9, 1), due=None, due_at=None, rule=None, reasons=(),
        details={"text": text, "requester": "Jo Bloggs", "contact": "jo@example.org"},
        decisions={"outcome": {"outcome": "answered_in_part"}},
    )  # fmt: skip
    return replace(plain, **given)  # type: ignore[arg-type]


async def _add(database: Database, *given: Case) -> None:
    async with database.work() as work:
        for case in given:
            await work.cases.add(case)
        await work.commit()


async def _similar(database: Database, case: Case, viewer: Person = HANA) -> list[tuple[str, str]]:
    async with database.work() as work:
        found = await similar_answered(work, case, viewer, 3)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    return [(one.reference, one.outcome) for one in found]


async def test_answered_requests_like_it_are_found_the_most_alike_first(database: Database) -> None:
    new = request(9, POTHOLES, state=CaseState.ASSIGNED, decisions={})
    await _add(
        database,
        request(1, f"{SAME} And the length of the lane, please, with a map of the kerbs."),
        request(2, OTHER),
        request(3, SAME),
        request(4, SAME, state=CaseState.DRAFTING),
        request(5, SAME, about=frozenset({"hana"})),
        request(6, SAME, regime=Regime.SAR),
        request(7, SAME, regime=Regime.EIR, state=CaseState.CLOSED, decisions={}),
        new,
    )
    found = await _similar(database, new)
    assert found == [
        ("FOI-2026-0007", "Closed"),
        ("FOI-2026-0003", "Answered in part"),
        ("FOI-2026-0001", "Answered in part"),
    ]
    assert await _similar(database, request(10, "Dear Sir, please send information. Thank you")) == []
    assert await _similar(database, replace(new, regime=Regime.SAR)) == []


async def test_who_asks_makes_nothing_alike(database: Database) -> None:
    signed = "Yours, Jo Bloggs jo@example.org"
    await _add(database, request(3, f"{OTHER} {signed}"))
    assert (
        await _similar(database, request(9, f"Books for schools. {signed}", state=CaseState.ASSIGNED)) == []
    )


async def test_similar_requests_are_for_those_who_work_the_case(database: Database) -> None:
    new = request(9, POTHOLES, state=CaseState.ASSIGNED)
    await _add(database, request(3, SAME), new)
    assert await _similar(database, new, SAM) == []
    assert await _similar(database, replace(new, about=frozenset({"hana"}))) == []


async def _repeat(database: Database, case: Case, viewer: Person = HANA) -> str | None:
    async with database.work() as work:
        found = await may_be_a_repeat_of(work, case, viewer, HolidayCalendar())
    return found.reference if found else None


def _answered(number: int, text: str, received: date, answered: date, **given: object) -> Case:
    return request(number, text, received=received, events=(Event(EventType.RESPONDED, answered),), **given)


@pytest.mark.parametrize(
    ("answered", "received", "is_repeat"),
    [
        (date(2026, 6, 26), date(2026, 9, 21), True),
        # 60 working days after Friday 26 June: 13 July, 3 August and 31 August are holidays somewhere in the UK.
        (date(2026, 6, 26), date(2026, 9, 23), True),
        (date(2026, 6, 26), date(2026, 9, 24), False),
        (date(2026, 6, 26), date(2026, 6, 26), True),
    ],
)
async def test_a_repeat_is_the_same_asked_within_sixty_working_days_of_the_answer(
    database: Database, answered: date, received: date, is_repeat: bool
) -> None:
    await _add(database, _answered(1, SAME, date(2026, 5, 29), answered))
    new = request(2, POTHOLES, state=CaseState.RECEIVED, received=received)
    assert await _repeat(database, new) == ("FOI-2026-0001" if is_repeat else None)


async def test_a_repeat_is_by_the_same_requester_and_about_the_same(database: Database) -> None:
    await _add(database, request(1, SAME), request(2, OTHER))
    new = request(3, POTHOLES, state=CaseState.RECEIVED, received=date(2026, 9, 14))
    assert await _repeat(database, new) == "FOI-2026-0001"
    by_contact = {"text": POTHOLES, "requester": "J. B.", "contact": "JO@example.org"}
    assert await _repeat(database, replace(new, details=by_contact)) == "FOI-2026-0001"
    by_another = {"text": POTHOLES, "requester": "Ann Other", "contact": "ann@example.org"}
    assert await _repeat(database, replace(new, details=by_another)) is None
    assert await _repeat(database, replace(new, details={"text": POTHOLES})) is None
    assert await _repeat(database, replace(new, regime=Regime.SAR)) is None
    assert await _repeat(database, new, SAM) is None
    assert await _repeat(database, request(1, SAME)) is None
