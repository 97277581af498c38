"""Disclosure checks as services, on both databases: kept without values, each decision a row, the copy short-lived."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from cases.disclosure import CheckState, DisclosureCheck, Hit, Verdict
from cases.disclosure.checks import (
    FORGOTTEN_AT_ONCE,
    MOST_HITS,
    READING_LEASE,
    STOPPED,
    DisclosureDesk,
    NoSuchCheck,
    begin_check,
    check_for,
    checks_of_case,
    copy_for,
    decide,
    delete_what_was_read,
    end_own_readings,
    masks_of,
    my_checks,
    record_check,
    record_not_read,
    sweep_documents,
    take_back,
)
from cases.disclosure.copies import opened_document, sealed_copy
from cases.disclosure.deciding import Scope
from cases.documents import Document, Part, Place, Unseen
from cases.errors import Conflict, NotAllowed, NotFound, Refusal
from cases.regimes import Regime
from integrations.database import tables
from integrations.documents.reading.kinds import cannot_read
from integrations.documents.sealing import CopySeal
from tests.integrations.life.office import Office

DOCUMENT = Document(
    "a.docx",
    "Word document",
    (
        Part("Dear Jane Tyler, QQ123456C", Place(page=1, line=3), 0),
        Part("Jane Tyler", Place(sheet="St\x00aff\ud800", cell="B7"), 1, "", Unseen.HIDDEN_SHEET),
    ),
    ("It holds pictures.\x00",),
)
HITS = (
    Hit(
        1,
        "PERSON",
        "likely",
        0.8,
        "a title",
        DOCUMENT.parts[0].place,
        0,
        5,
        15,
        group=1,
        foi="s.40(2)",
        sar="para 16",
    ),
    Hit(2, "NINO", "sure", 1.0, "its check", DOCUMENT.parts[0].place, 0, 17, 26),
    Hit(3, "PERSON", "likely", 0.8, "a title", DOCUMENT.parts[1].place, 1, 0, 10, Unseen.HIDDEN_SHEET, 1),
)


class NoLinks:
    """No page is opened here."""

    def upload(self, person_id: str, reference: str | None) -> str:
        raise AssertionError

    def report(self, check_id: str, person_id: str) -> str:
        raise AssertionError

    def table(self, check_id: str, person_id: str) -> str:
        raise AssertionError


SEAL = CopySeal(b"0123456789abcdef0123456789abcdef")
DISCLOSURE = DisclosureDesk(
    SEAL, timedelta(hours=24), NoLinks(), (".docx", ".txt"), 1_000, cannot_read, "one", timedelta(days=730)
)


async def begun(office: Office, name: str = "Sam", reference: str | None = None) -> DisclosureCheck:
    async with office.database.work() as work:
        check = await begin_check(work, office.desk, DISCLOSURE, office.person(name), "a.docx", reference)
        await work.commit()
    return check


async def recorded(
    office: Office, name: str = "Sam", reference: str | None = None, hits: tuple[Hit, ...] = HITS
) -> DisclosureCheck:
    check = await begun(office, name, reference)
    await was_read(office, check.id, hits)
    return await seen(office, check.id, name)


async def was_read(office: Office, check_id: str, hits: tuple[Hit, ...] = HITS) -> None:
    copy = sealed_copy(SEAL, check_id, DOCUMENT, hits)
    async with office.database.work() as work:
        await record_check(work, office.desk, DISCLOSURE, check_id, DOCUMENT.remarks, hits, copy)
        await work.commit()


async def seen(office: Office, check_id: str, name: str = "Sam") -> DisclosureCheck:
    async with office.database.work() as work:
        return await check_for(work, office.person(name), check_id)


async def decided(
    office: Office,
    check_id: str,
    hit: int,
    verdict: Verdict,
    scope: Scope = Scope.THIS,
    why: str = "",
    name: str = "Sam",
) -> tuple[DisclosureCheck, str]:
    async with office.database.work() as work:
        made = await decide(work, office.desk, office.person(name), check_id, hit, verdict, scope, why)
        await work.commit()
    return made


async def test_what_was_found_is_kept_and_who_asked_is_told(office: Office) -> None:
    check = await recorded(office)
    assert (check.state, check.by, check.name) == (CheckState.READ, "sam", "a.docx")
    assert check.hits[:2] == HITS[:2]
    # What PostgreSQL does not take is left out of places and remarks.
    assert check.hits[2] == replace(HITS[2], place=Place(sheet="Staff", cell="B7"))
    assert check.remarks == ("It holds pictures.",)
    assert check.readable_until == office.now + timedelta(hours=24)
    async with office.database.work() as work:
        found, sealed = await copy_for(work, office.desk, office.person("Sam"), check.id)
        masks = await masks_of(work, office.desk, DISCLOSURE, found)
    assert sealed is not None
    assert opened_document(SEAL, check.id, sealed) == DOCUMENT
    assert masks == {1: "J… T…", 2: "QQ…6C", 3: "J… T…"}
    notices = await told(office)
    assert notices == [("person", "sam", {"check": check.id})]


async def told(office: Office) -> list[tuple[str, str, object]]:
    notices = tables.notices
    async with office.database.engine.connect() as connection:
        rows = await connection.execute(sa.select(notices).where(notices.c.kind == "document_checked"))
    return [(row.recipient_kind, row.recipient_id, row.facts) for row in rows]


async def test_no_value_and_no_word_of_the_document_is_in_the_database(office: Office) -> None:
    check = await recorded(office)
    await decided(office, check.id, 1, Verdict.ACCEPTED)
    async with office.database.engine.connect() as connection:
        everything = [
            str([bytes(value) if isinstance(value, memoryview) else value for value in row])
            for table in tables.metadata.sorted_tables
            for row in await connection.execute(sa.select(table))
        ]
    assert [row for row in everything if "Staff" in row]
    assert not [
        row for row in everything if "Jane" in row or "Tyler" in row or "QQ123456C" in row or "…6C" in row
    ]


async def test_every_decision_is_a_row_and_the_latest_stands(office: Office) -> None:
    check = await recorded(office)
    _, first = await decided(office, check.id, 1, Verdict.ACCEPTED, why="A third party")
    now, second = await decided(office, check.id, 1, Verdict.REJECTED, Scope.KIND, "She is the director")
    assert {one.hit: (one.verdict, one.why) for one in now.decisions} == {
        1: (Verdict.REJECTED, "She is the director"),
        3: (Verdict.REJECTED, "She is the director"),
    }
    # The same again changes nothing.
    same, nothing = await decided(office, check.id, 1, Verdict.REJECTED)
    assert (same, nothing) == (await seen(office, check.id), "")
    async with office.database.work() as work:
        await take_back(work, office.desk, office.person("Sam"), check.id, second)
        await work.commit()
    now = await seen(office, check.id)
    assert {one.hit: (one.verdict, one.why) for one in now.decisions} == {
        1: (Verdict.ACCEPTED, "A third party")
    }
    async with office.database.work() as work:
        rows = await work.disclosures.decisions_of(check.id)
    assert [(row.hit, row.verdict) for row in rows] == [
        (1, Verdict.ACCEPTED), (1, Verdict.REJECTED), (3, Verdict.REJECTED),
        (1, Verdict.ACCEPTED), (3, Verdict.TAKEN_BACK),
    ]  # fmt: skip
    assert all(row.by == "sam" and row.at == office.now for row in rows)
    assert first != second


async def test_two_who_decide_at_once_decide_one_after_the_other(office: Office) -> None:
    check = await recorded(office)

    async def one(hit: int) -> None:
        for _ in range(20):
            try:
                await decided(office, check.id, hit, Verdict.ACCEPTED)
            except Conflict:
                continue
            return

    await asyncio.gather(*(one(hit) for hit in (1, 2, 3)))
    now = await seen(office, check.id)
    assert (len(now.decisions), now.version) == (3, check.version + 3)


async def test_what_is_no_finding_and_what_is_too_long_is_refused(office: Office) -> None:
    check = await recorded(office)
    for hit, verdict, why in (
        (4, Verdict.ACCEPTED, ""),
        (0, Verdict.REJECTED, ""),
        (1, Verdict.TAKEN_BACK, ""),
        (1, Verdict.ACCEPTED, "x" * 301),
    ):
        with pytest.raises(Refusal):
            await decided(office, check.id, hit, verdict, why=why)
    assert (await seen(office, check.id)).decisions == ()


async def test_a_check_is_its_makers_and_with_a_case_theirs_who_work_it(office: Office) -> None:
    alone = await recorded(office)
    case = await office.open(Regime.FOI, "2026-05-18")
    with pytest.raises(NotAllowed):
        await begun(office, "Sam", case.reference)
    with pytest.raises(NotFound):
        await begun(office, "Hana", "FOI-2026-9999")
    shared = await recorded(office, "Hana", case.reference)
    for name in ("Hana", "Hector", "Olga", "Dev"):
        assert (await seen(office, shared.id, name)).reference == case.reference
        with pytest.raises(NoSuchCheck):
            await seen(office, alone.id, name)
    for name in ("Sam", "Cora", "Adam"):
        with pytest.raises(NoSuchCheck):
            await seen(office, shared.id, name)
        with pytest.raises(NoSuchCheck):
            await decided(office, shared.id, 1, Verdict.ACCEPTED, name=name)
    with pytest.raises(NoSuchCheck):
        await seen(office, "nonsense")
    async with office.database.work() as work:
        assert [one.id for one in await my_checks(work, office.person("Sam"), 10)] == [alone.id]
        assert [one.id for one in await checks_of_case(work, office.person("Olga"), case.reference, 10)] == [
            shared.id
        ]
        assert await checks_of_case(work, office.person("Sam"), case.reference, 10) == ()


async def test_the_case_tells_of_its_checks_in_kinds_alone(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    check = await recorded(office, "Hana", case.reference)
    await decided(office, check.id, 1, Verdict.ACCEPTED, Scope.KIND, name="Olga")
    await decided(office, check.id, 2, Verdict.REJECTED, name="Hana")
    async with office.database.work() as work:
        rows = [one for one in await work.history.of(case.reference) if one.action.startswith("document")]
    assert [(one.actor, one.action, dict(one.facts)) for one in rows] == [
        ("hana", "document checked", {"check": check.id, "kinds": {"PERSON": 2, "NINO": 1}, "unseen": 1}),
        ("hana", "document gone through", {"check": check.id, "taken out": 2, "can stay": 1}),
    ]


async def test_what_was_read_is_deleted_at_once_or_when_its_time_is_over(office: Office) -> None:
    first, second = await recorded(office), await recorded(office)
    async with office.database.work() as work:
        await delete_what_was_read(work, office.desk, office.person("Sam"), first.id)
        await work.commit()
    assert (await seen(office, first.id)).readable_until == office.now
    office.now += timedelta(hours=23, minutes=59)
    assert await copies(office) == {second.id}
    await swept(office)
    assert await copies(office) == {second.id}
    office.now += timedelta(minutes=1)
    async with office.database.work() as work:
        _, sealed = await copy_for(work, office.desk, office.person("Sam"), second.id)
        assert sealed is None
    await swept(office)
    assert await copies(office) == set()
    assert len((await seen(office, second.id)).hits) == 3


async def swept(office: Office, replica: str = "one", reading: tuple[str, ...] = ()) -> None:
    async with office.database.work() as work:
        await sweep_documents(work, office.desk, replace(DISCLOSURE, replica=replica), reading)
        await work.commit()


async def copies(office: Office) -> set[str]:
    async with office.database.engine.connect() as connection:
        return set(await connection.scalars(sa.select(tables.disclosure_copies.c.check_id)))


async def test_what_could_not_be_read_says_why_and_ends_once(office: Office) -> None:
    check = await begun(office)
    office.now += READING_LEASE
    for moment, expected in ((timedelta(0), CheckState.READING), (timedelta(seconds=1), CheckState.NOT_READ)):
        office.now += moment
        await swept(office)
        assert (await seen(office, check.id)).state is expected
    # Whoever was still reading comes too late.
    async with office.database.work() as work:
        await record_check(
            work, office.desk, DISCLOSURE, check.id, (), HITS, sealed_copy(SEAL, check.id, DOCUMENT, HITS)
        )
        await record_not_read(work, office.desk, check.id, "Another reason.")
        await work.commit()
    ended = await seen(office, check.id)
    assert (ended.state, ended.problem, ended.hits) == (CheckState.NOT_READ, STOPPED, ())
    assert len(await told(office)) == 1


async def test_what_a_replica_still_reads_is_ended_by_nobody_else(office: Office) -> None:
    mine, dead = await begun(office), await begun(office)
    for _ in range(5):
        office.now += timedelta(minutes=1)
        await swept(office, "one", (mine.id,))
        await swept(office, "two")
    assert (await seen(office, mine.id)).state is CheckState.READING
    assert (await seen(office, dead.id)).problem == STOPPED
    # It says nothing more about what it has read.
    await was_read(office, mine.id)
    await swept(office, "one", (mine.id,))
    office.now += timedelta(hours=1)
    await swept(office, "two")
    assert (await seen(office, mine.id)).state is CheckState.READ


async def test_a_check_goes_with_its_decisions_when_its_time_is_over_and_the_history_stays(
    office: Office,
) -> None:
    case = await office.open(Regime.FOI, "2026-05-11")
    old = await recorded(office, "Hana", case.reference)
    await decided(office, old.id, 1, Verdict.REJECTED, Scope.KIND, "She is the director", name="Hana")
    office.now += timedelta(days=1)
    young = await recorded(office, "Hana", case.reference)
    before = await office.history(case.reference)
    office.now += timedelta(days=729)
    await swept(office)
    assert {one.id for one in await checks_of_hana(office)} == {old.id, young.id}
    office.now += timedelta(seconds=1)
    await swept(office)
    assert [one.id for one in await checks_of_hana(office)] == [young.id]
    with pytest.raises(NoSuchCheck):
        await seen(office, old.id, "Hana")
    everything = await office.everything()
    for table in ("disclosure_hits", "disclosure_decisions", "disclosure_copies"):
        assert old.id not in str(everything[table])
    assert young.id in str(everything["disclosure_hits"])
    assert await office.history(case.reference) == before
    assert await office.broken_chain() == []


async def test_old_checks_go_a_few_at_a_time_and_what_is_being_read_stays(office: Office) -> None:
    for _ in range(FORGOTTEN_AT_ONCE + 1):
        await was_read(office, (await begun(office, "Hana")).id, ())
    reading = await begun(office, "Hana")
    office.now += timedelta(days=731)
    await swept(office, reading=(reading.id,))
    assert len(await checks_of_hana(office)) == 2
    await swept(office, reading=(reading.id,))
    assert [one.id for one in await checks_of_hana(office)] == [reading.id]


async def checks_of_hana(office: Office) -> Sequence[DisclosureCheck]:
    async with office.database.work() as work:
        return await my_checks(work, office.person("Hana"), 100)


async def test_a_replica_that_starts_again_ends_what_it_was_reading_and_nothing_else(office: Office) -> None:
    check = await begun(office)
    for replica, expected in (("two", CheckState.READING), ("one", CheckState.NOT_READ)):
        async with office.database.work() as work:
            await end_own_readings(work, office.desk, replace(DISCLOSURE, replica=replica))
            await work.commit()
        assert (await seen(office, check.id)).state is expected
    assert (await seen(office, check.id)).problem == STOPPED
    assert len(await told(office)) == 1


async def test_more_than_can_be_gone_through_is_cut_and_said(office: Office) -> None:
    many = tuple(
        Hit(number, "DATE", "context", 1.0, "why", Place(line=number), 0, 0, 4)
        for number in range(1, MOST_HITS + 2)
    )
    check = await recorded(office, hits=many)
    assert len(check.hits) == MOST_HITS
    assert "More than 20,000 things were found" in check.remarks[-1]
    now, _ = await decided(office, check.id, 1, Verdict.REJECTED, Scope.BAND)
    assert now.open_hits == ()
