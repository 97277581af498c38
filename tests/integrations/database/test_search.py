"""Both databases find the same cases: those that are asked for, and no other that the person may not see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.case import LIVE_STATES, Addition, Case, CaseKind, CaseState, HistoryEntry
from cases.conditions import ALWAYS
from cases.days import first_moment_of, last_moment_of
from cases.errors import NotAllowed
from cases.people import Person, Role
from cases.permissions import may_see, may_work
from cases.regimes import Regime
from cases.search.finding import find_cases, findable_by
from cases.search.query import (
    AT_REST,
    EVERYTHING,
    CaseQuery,
    Days,
    Order,
    Page,
    PageKey,
    Reached,
    Towards,
)
from integrations.database import tables
from integrations.database.engine import create_engine, migrate
from integrations.database.unit_of_work import Database, DatabaseWork

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PEOPLE = ("ada", "ben", "cy")
SERVICES = (None, "housing", "planning")
VOCABULARY = (
    "parking",
    "parked",
    "fines",
    "housing",
    "repair",
    "Łódź",
    "O'Brien",
    "fly-tipping",
    "2025",
    "the",
)
REFERENCES = (
    "FOI-2026-0117",
    "FOI-2026-0118",
    "FOI-2026-1170",
    "FOI-2025-0117",
    "SAR-2026-0117",
    "INC-2026-0009",
)
ANY_CASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    made = Database(create_engine(database_url))
    yield made
    await made.close()


def made(reference: str = "FOI-2026-0001", **given: object) -> Case:
    """A case with what is given."""
    plain = Case(
        reference=reference, kind=CaseKind.REQUEST, regime=Regime.FOI, state=CaseState.RECEIVED,
        reporter="ada", handler=None, service=None, opened_at=NOW, received=TODAY, due=None, due_at=None,
        rule=None, reasons=(), details={"text": "", "requester": "", "contact": ""},
    )  # fmt: skip
    return replace(plain, **given)  # type: ignore[arg-type]


def officer(person_id: str = "olga") -> Person:
    """Somebody who may see everything that is not about them."""
    return Person(person_id, "Olga", "o@x.example", frozenset({Role.STAFF, Role.OFFICER}), None)


_DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
_TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=4).map(" ".join)
_REGIMES = st.sampled_from([*Regime, None])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case, as likely as not with few facts."""
    regime = draw(_REGIMES)
    is_incident = regime is Regime.BREACH
    text = draw(_TEXTS)
    return made(
        kind=CaseKind.INCIDENT if is_incident else CaseKind.REQUEST if regime else CaseKind.ENQUIRY,
        regime=regime,
        state=draw(st.sampled_from(CaseState)),
        reporter=draw(st.sampled_from(PEOPLE)),
        handler=draw(st.sampled_from([*PEOPLE, None])),
        service=draw(st.sampled_from(SERVICES)),
        opened_at=NOW - timedelta(hours=draw(st.integers(0, 2_000))),
        received=draw(st.none() | _DAYS),
        due=draw(st.none() | _DAYS) if not is_incident else None,
        due_at=NOW + timedelta(hours=draw(st.integers(-200, 200))) if is_incident else None,
        details={"what_happened" if is_incident else "text": text, "requester": draw(_TEXTS)},
        about=frozenset(draw(st.sets(st.sampled_from(PEOPLE), max_size=1))),
        clock_runs=draw(st.booleans()),
    )


_PERSONS = st.builds(
    Person,
    id=st.sampled_from(PEOPLE),
    name=st.just("A B"),
    email=st.just("a@x.example"),
    roles=st.sets(st.sampled_from(Role)).map(lambda roles: frozenset({Role.STAFF, *roles})),
    service=st.sampled_from(SERVICES),
)
_SPANS = st.builds(Days, st.none() | _DAYS, st.none() | _DAYS)
_QUERIES = st.builds(
    CaseQuery,
    kind=st.none() | st.sampled_from(CaseKind),
    regimes=st.frozensets(st.sampled_from(Regime), max_size=3),
    states=st.sampled_from([frozenset(), LIVE_STATES, AT_REST, frozenset({CaseState.RECEIVED, CaseState.CLOSED})]),
    reached=st.none() | st.builds(Reached, st.sampled_from([AT_REST, frozenset({CaseState.CLOSED})]), _SPANS),
    service=st.sampled_from(SERVICES),
    handler=st.sampled_from([*PEOPLE, None]),
    is_unassigned=st.booleans(),
    received=_SPANS,
    opened=_SPANS,
    due=_SPANS,
    due_before=st.none() | st.just(NOW),
)  # fmt: skip


def _among(day: date | None, days: Days) -> bool:
    if days.is_any:
        return True
    return day is not None and (not days.first or days.first <= day) and (not days.last or day <= days.last)


def _at(moment: datetime | None, days: Days) -> bool:
    if days.is_any:
        return True
    return (
        moment is not None
        and (not days.first or first_moment_of(days.first) <= moment)
        and (not days.last or moment <= last_moment_of(days.last))
    )


def meets(query: CaseQuery, case: Case, history: Sequence[HistoryEntry]) -> bool:
    """What a query of facts asks for, said once more in Python."""
    came = [
        row
        for row in history
        if query.reached
        and row.reference == case.reference
        and row.state_after in query.reached.states
        and row.state_before not in query.reached.states
        and _at(row.at, query.reached.days)
    ]
    return all(
        (
            query.kind in (None, case.kind),
            not query.regimes or case.regime in query.regimes,
            not query.states or case.state in query.states,
            not query.reached or came,
            query.service in (None, case.service),
            query.handler in (None, case.handler),
            not query.is_unassigned or case.handler is None,
            _among(case.received, query.received),
            _at(case.opened_at, query.opened),
            _at(case.due_by, query.due),
            query.due_before is None or (case.due_by is not None and case.due_by < query.due_before),
        )
    )


def _in_order(query: CaseQuery, found: Sequence[Case]) -> list[str]:
    if query.order is Order.NEWEST:
        ordered = sorted(found, key=lambda case: (case.opened_at, case.reference), reverse=True)
    else:
        ordered = sorted(found, key=lambda case: (case.due_by or tables.NO_DATE, case.reference))
    return [case.reference for case in ordered]


async def _store(work: DatabaseWork, given_cases: Sequence[Case]) -> list[Case]:
    numbered = [
        replace(case, reference=f"FOI-2026-{number:04d}") for number, case in enumerate(given_cases, 1)
    ]
    for case in numbered:
        await work.cases.add(case)
    return numbered


async def _all_pages(work: DatabaseWork, person: Person, query: CaseQuery, limit: int) -> list[str]:
    """Every page forwards, then back to the first; both ways have to show the same."""
    pages = [await find_cases(work, person, query, limit)]
    while pages[-1].next:
        pages.append(await find_cases(work, person, query, limit, PageKey.read(str(pages[-1].next))))
    assert pages[0].previous is None
    assert all(len(page.cases) == limit for page in pages[:-1])
    back = pages[-1]
    for page in reversed(pages[:-1]):
        assert back.previous
        back = await find_cases(work, person, query, limit, PageKey.read(str(back.previous)))
        assert _references(back) == _references(page)
        assert back.next
    assert back.previous is None
    return [reference for page in pages for reference in _references(page)]


def _references(page: Page) -> list[str]:
    return [case.reference for case in page.cases]


@ANY_CASE
@given(given_cases=st.lists(cases(), max_size=8), person=_PERSONS)
async def test_what_a_store_finds_is_what_may_be_seen(
    database: Database, given_cases: list[Case], person: Person
) -> None:
    async with database.work() as work:
        stored = await _store(work, given_cases)
        page = await work.cases.find(EVERYTHING, findable_by(person, EVERYTHING), 50)
        assert set(_references(page)) == {case.reference for case in stored if may_see(person, case)}
        assert {case.reference: case for case in page.cases} == {
            case.reference: case for case in stored if may_see(person, case)
        }
        for word in ("park", "fine"):
            by_word = CaseQuery(words=(word,))
            found = await work.cases.find(by_word, findable_by(person, by_word), 50)
            assert all(may_work(person, case) for case in found.cases)


@ANY_CASE
@given(
    given_cases=st.lists(cases(), max_size=8),
    query=_QUERIES,
    limit=st.integers(1, 3),
    came=st.lists(st.tuples(st.integers(1, 8), st.sampled_from(CaseState), st.sampled_from(CaseState), _DAYS), max_size=4),
)  # fmt: skip
async def test_what_is_asked_for_is_found_in_order_page_by_page(
    database: Database,
    given_cases: list[Case],
    query: CaseQuery,
    limit: int,
    came: list[tuple[int, CaseState, CaseState, date]],
) -> None:
    async with database.work() as work:
        stored = await _store(work, given_cases)
        history = [
            HistoryEntry(f"FOI-2026-{number:04d}", first_moment_of(day), "ada", "moved", before, after, {})
            for number, before, after, day in came
        ]
        for row in history:
            await work.history.append(row)
        wanted = _in_order(query, [case for case in stored if meets(query, case, history)])
        assert await _all_pages(work, officer(), query, limit) == wanted


@ANY_CASE
@given(
    given_cases=st.lists(cases(), max_size=8),
    words=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3),
)
async def test_words_are_found_in_any_form_the_newest_first(
    database: Database, given_cases: list[Case], words: list[str]
) -> None:
    same = {"parked": "parking", "fly-tipping": "fly-tipping"}
    wanted_words = {same.get(word, word) for word in words} - {"the"}
    async with database.work() as work:
        stored = await _store(work, given_cases)
        wanted = [
            case.reference
            for case in stored
            if wanted_words
            and wanted_words
            <= {same.get(word, word) for text in case.details.values() for word in text.split()}
        ]
        found = await _all_pages(work, officer(), CaseQuery(words=tuple(words)), 2)
        assert found == wanted[::-1]


async def _found(database: Database, query: CaseQuery, person: Person | None = None) -> list[str]:
    async with database.work() as work:
        return _references(await find_cases(work, person or officer(), query, 50))


async def _add(database: Database, *given_cases: Case) -> None:
    async with database.work() as work:
        for case in given_cases:
            await work.cases.add(case)
        await work.commit()


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("FOI-2026-0117", ["FOI-2026-0117"]),
        ("FOI-2026-01", ["FOI-2026-0117", "FOI-2026-0118"]),
        ("FOI-2026-117", ["FOI-2026-0117", "FOI-2026-1170"]),
        ("foi-2026-", ["FOI-2026-0117", "FOI-2026-0118", "FOI-2026-1170"]),
        ("SAR-", ["SAR-2026-0117"]),
        ("DSR-", []),
        ("FOI-2026-9_%", []),
    ],
)
async def test_a_reference_is_found_by_how_it_begins(
    database: Database, asked: str, wanted: list[str]
) -> None:
    await _add(database, *(made(reference) for reference in REFERENCES))
    assert sorted(await _found(database, CaseQuery(reference=asked))) == wanted


async def test_a_requester_is_found_by_name_and_not_by_being_mentioned(database: Database) -> None:
    by_okafor = made("SAR-2026-0001", details={"text": "My file please", "requester": "Mr Chidi OKAFOR"})
    about_okafor = made("FOI-2026-0001", details={"text": "What was paid to Okafor Ltd?", "requester": "Jo"})
    await _add(database, by_okafor, about_okafor)
    assert await _found(database, CaseQuery(requester="okafor")) == ["SAR-2026-0001"]
    assert await _found(database, CaseQuery(requester="chidi okafor")) == ["SAR-2026-0001"]
    assert await _found(database, CaseQuery(words=("Okafor",))) == ["FOI-2026-0001", "SAR-2026-0001"]
    assert await _found(database, CaseQuery(words=("from_chidi",))) == ["SAR-2026-0001"]
    assert await _found(database, CaseQuery(words=("from_file", "potholes"))) == []


async def test_two_of_several_words_are_enough_where_that_is_asked(database: Database) -> None:
    texts = ("potholes", "potholes at school", "school fines", "potholes, school and library")
    await _add(
        database,
        *(made(f"FOI-2026-000{number}", details={"text": text}) for number, text in enumerate(texts, 1)),
    )
    found = await _found(database, CaseQuery(two_of=("pothole", "school", "library")))
    assert found == ["FOI-2026-0004", "FOI-2026-0002"]
    assert await _found(database, CaseQuery(two_of=("pothole", "library"))) == ["FOI-2026-0004"]


async def test_a_case_is_found_by_what_was_added_and_by_what_was_corrected(database: Database) -> None:
    case = made(details={"text": "potholes", "requester": "Jo Smith", "contact": "jo@example.org"})
    await _add(database, case)
    async with database.work() as work:
        await work.additions.append(Addition(case.reference, NOW, "ada", "The survey of Mill Lane"))
        await work.cases.save(case.changed(details={**case.details, "requester": "Jo Smythe"}))
        await work.commit()
    for word in ("surveys", "Lane", "pothole", "smythe", "example"):
        assert await _found(database, CaseQuery(words=(word,))) == [case.reference], word
    assert await _found(database, CaseQuery(words=("smith",))) == []


async def test_what_was_not_committed_is_not_found(database: Database) -> None:
    async with database.work() as work:
        await work.cases.add(made(details={"text": "potholes"}))
    assert await _found(database, CaseQuery(words=("potholes",))) == []


async def test_a_case_that_is_disposed_of_leaves_no_words_behind(database: Database) -> None:
    await _add(
        database, made(details={"text": "potholes"}), made("FOI-2026-0002", details={"text": "potholes"})
    )
    async with database.work() as work:
        await work.connection.execute(
            sa.delete(tables.cases).where(tables.cases.c.reference == "FOI-2026-0001")
        )
        await work.commit()
    assert await _found(database, CaseQuery(words=("potholes",))) == ["FOI-2026-0002"]
    async with database.work() as work:
        left = await work.connection.scalars(sa.select(tables.case_words.c.reference))
        assert left.all() == ["FOI-2026-0002"]
        assert await work.cases.commonness(["pothole"], 10) == {}
        if database.engine.dialect.name == "sqlite":
            # SQLite compares the index with what it was made from, and fails where they differ.
            check = (
                f"INSERT INTO {tables.WORD_INDEX}({tables.WORD_INDEX}, rank) VALUES ('integrity-check', 1)"
            )
            await work.connection.execute(sa.text(check))


async def test_words_are_counted_among_the_newest_cases(database: Database) -> None:
    texts = ["kerbs", "kerbs", *["potholes"] * 7, "bins"]
    await _add(
        database,
        *(made(f"FOI-2026-{number:04d}", details={"text": text}) for number, text in enumerate(texts, 1)),
    )
    words = ["potholes", "kerb", "bins", "zebra", "the"]
    async with database.work() as work:
        # What is written in one case alone says nothing of others.
        assert await work.cases.commonness(words, 5) == {"pothol": 4, "kerb": 0}
        assert await work.cases.commonness(words, 50) == {"pothol": 7, "kerb": 2}
        assert await work.cases.commonness(["the"], 5) == {}


async def test_cases_whose_clock_waits_are_not_overdue_and_come_last(database: Database) -> None:
    overdue = made("FOI-2026-0001", due=date(2026, 11, 20))
    waiting = made("FOI-2026-0002", due=date(2026, 11, 20), clock_runs=False)
    today = made("FOI-2026-0003", due=TODAY)
    incident = made(
        "INC-2026-0001", kind=CaseKind.INCIDENT, regime=Regime.BREACH, due_at=NOW + timedelta(hours=1)
    )
    await _add(database, waiting, today, overdue, incident)
    live = CaseQuery(states=LIVE_STATES)
    assert await _found(database, replace(live, due_before=NOW)) == ["FOI-2026-0001"]
    due_today = replace(live, due=Days(TODAY, TODAY))
    assert await _found(database, due_today) == ["INC-2026-0001", "FOI-2026-0003"]
    assert (await _found(database, live))[-1] == "FOI-2026-0002"


@pytest.mark.parametrize(
    "written",
    ["", "next", "next|", "next|x|y", "sideways|2026-01-01T00:00:00+00:00|FOI", "next|2026-01-01|FOI-2026-0001",
     "previous|999999999999999999999999", "next|²", "next|1' OR 1=1", "next|a|b|c", "next|0001-01-01T00:00:00+23:59|FOI-2026-0001", "next|2026-01-01T00:00:00+00:00|\0",
     "next|" + "9" * 90],
)  # fmt: skip
@pytest.mark.parametrize("query", [EVERYTHING, CaseQuery(words=("potholes",))])
async def test_a_forged_key_gives_a_page_of_ones_own_list(
    database: Database, written: str, query: CaseQuery
) -> None:
    await _add(database, made(details={"text": "potholes"}), made("FOI-2026-0002", about=frozenset({"olga"})))
    async with database.work() as work:
        page = await find_cases(work, officer(), query, 5, PageKey.read(written))
    assert _references(page) in (["FOI-2026-0001"], [])


async def test_searching_is_for_those_who_work_cases(database: Database) -> None:
    staff = Person("ada", "Ada", "a@x.example", frozenset({Role.STAFF, Role.COORDINATOR}), "housing")
    async with database.work() as work:
        with pytest.raises(NotAllowed):
            await find_cases(work, staff, EVERYTHING, 5)


async def test_what_was_written_before_words_were_indexed_is_found(empty_database_url: str) -> None:
    _at_revision(empty_database_url, "0001")
    engine = create_engine(empty_database_url)
    async with engine.begin() as connection:
        for number, (state, due) in enumerate(
            [("received", "2026-11-20"), ("clarifying", "2026-11-20"), ("received", None)], 1
        ):
            await connection.execute(
                sa.text(
                    "INSERT INTO cases (reference, kind, regime, state, reporter, opened_at, due, reasons, details, "
                    "version) VALUES (:reference, 'request', 'FOI', :state, 'ada', '2026-11-01 10:00:00.000000', "
                    'CAST(:due AS DATE), \'[]\', \'{"text": "potholes", "requester": "Jo Smith"}\', 1)'
                    if engine.dialect.name == "postgresql"
                    else "INSERT INTO cases (reference, kind, regime, state, reporter, opened_at, due, reasons, "
                    "details, version) VALUES (:reference, 'request', 'FOI', :state, 'ada', "
                    "'2026-11-01 10:00:00.000000', :due, '[]', "
                    '\'{"text": "potholes", "requester": "Jo Smith"}\', 1)'
                ),
                {
                    "reference": f"FOI-2026-000{number}",
                    "state": state,
                    "due": date.fromisoformat(due) if due and engine.dialect.name == "postgresql" else due,
                },
            )
        await connection.execute(
            sa.text(
                "INSERT INTO additions (reference, at, author, text) "
                "VALUES ('FOI-2026-0003', '2026-11-02 10:00:00.000000', 'ada', 'and kerbs')"
            )
        )
    await engine.dispose()
    migrate(empty_database_url)
    database = Database(create_engine(empty_database_url))
    everything = ["FOI-2026-0003", "FOI-2026-0002", "FOI-2026-0001"]
    assert await _found(database, CaseQuery(words=("pothole",))) == everything
    assert await _found(database, CaseQuery(requester="smith")) == everything
    assert await _found(database, CaseQuery(words=("kerb",))) == ["FOI-2026-0003"]
    assert await _found(database, CaseQuery(states=LIVE_STATES, due_before=NOW)) == ["FOI-2026-0001"]
    async with database.work() as work:
        found = await work.cases.find(EVERYTHING, ALWAYS, 5)
        assert [case.clock_runs for case in found.cases] == [True, False, True]
    await database.close()


def _at_revision(url: str, revision: str) -> None:
    """The schema as it was."""
    from alembic import command
    from alembic.config import Config

    from integrations.database import engine as engine_module

    config = Config()
    config.set_main_option(
        "script_location", str(engine_module.Path(engine_module.__file__).parent / "migrations")
    )
    engine = sa.create_engine(engine_module.synchronous_url(url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_a_page_key_is_read_as_it_was_written() -> None:
    for towards in Towards:
        key = PageKey(towards, ("2026-11-23T14:05:00+00:00", "FOI-2026-0117"))
        assert PageKey.read(str(key)) == key
