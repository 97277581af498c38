"""What was recorded to be told and waits to be sent, on real databases: it goes only where it still holds; and a service's
coordinator who is away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest_asyncio

from cases.absences import end_absence, note_absence
from cases.asks import answer_ask, ask_for, ask_service, asks_of, remind_services
from cases.case import Case
from cases.casework import take_case
from cases.errors import NotFound
from cases.notices import NoticeKind, NoticeState
from cases.regimes import Regime
from integrations.people_file import FileDirectory
from tests.integrations.life.office import Office, an_office
from tests.integrations.life.test_nudges import an_foi, tick, ticks, told


@pytest_asyncio.fixture
async def office(tmp_path: Path, database_url: str) -> AsyncIterator[Office]:
    """The council, in which Cora of housing reports to Mona."""
    async with an_office(tmp_path, database_url) as made:
        people = (tmp_path / "people.toml").read_text(encoding="utf-8")
        people = people.replace('id = "cora"', 'id = "cora"\nmanager = "mona"')
        people += '\n[[people]]\nid = "mona"\nname = "Mona Other"\nemail = "mona@westmere.example"\n'
        (tmp_path / "people.toml").write_text(people, encoding="utf-8")
        made.directory = FileDirectory(tmp_path / "people.toml", tmp_path / "services.toml")
        yield made


async def _waits(office: Office, name: str) -> dict[NoticeKind, NoticeState]:
    notices = [one for one in await office.notices(name) if one.kind in (NoticeKind.NUDGE, NoticeKind.DIGEST)]
    return {one.kind: one.state for one in notices}


async def _two(office: Office) -> list[Case]:
    """Two requests of Hana's, of which a digest is recorded that waits to be sent."""
    cases = [await an_foi(office) for _ in range(2)]
    await tick(office, "2026-05-18 11:00")
    await tick(office, "2026-06-02 09:00")
    assert await _waits(office, "Hana") == {NoticeKind.DIGEST: NoticeState.WAITING}
    return cases


async def test_a_digest_goes_while_one_case_of_it_is_left_and_is_withdrawn_with_the_last(
    office: Office,
) -> None:
    answered, paused = await _two(office)
    await office.do("Hana", answered.reference, "respond", {"on": "2026-06-02", "outcome": "answered"})
    await tick(office, "2026-06-02 09:01")
    assert await _waits(office, "Hana") == {NoticeKind.DIGEST: NoticeState.WAITING}
    asks = {"on": "2026-06-02", "note": "Which years?"}
    await office.do("Hana", paused.reference, "ask_clarification", asks)
    await tick(office, "2026-06-02 09:02")
    assert await _waits(office, "Hana") == {NoticeKind.DIGEST: NoticeState.WITHDRAWN}
    [digest] = [one for one in await office.notices("Hana") if one.kind is NoticeKind.DIGEST]
    assert digest.reason == "Every case in it is answered, closed, waiting for the requester or done with."
    # What was paused and goes on is told of again when its next day comes.
    office.now = office.now.replace(day=4)
    await office.do("Hana", paused.reference, "clarified", {"on": "2026-06-04", "note": "2025."})
    await ticks(office, "2026-06-04 10:00", "2026-07-03 10:00")
    assert (await told(office, "Hana"))[1:2] == ["06-19 09:00 due-in-10"]


async def test_a_digest_whose_cases_were_all_withdrawn_is_withdrawn(office: Office) -> None:
    for case in await _two(office):
        await office.do("Hana", case.reference, "withdrawn_by_requester", {"on": "2026-06-02"})
    await tick(office, "2026-06-02 09:01")
    assert await _waits(office, "Hana") == {NoticeKind.DIGEST: NoticeState.WITHDRAWN}


async def test_that_nobody_has_a_case_is_not_told_once_somebody_has_it(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    await tick(office, "2026-05-18 11:00")
    await tick(office, "2026-05-20 09:00")
    assert await _waits(office, "Olga") == {NoticeKind.NUDGE: NoticeState.WAITING}
    await office.call(take_case, "Hana", case.reference)
    await tick(office, "2026-05-20 09:01")
    for name in ("Olga", "Oscar"):
        assert await _waits(office, name) == {NoticeKind.NUDGE: NoticeState.WITHDRAWN}
    assert {one.reason for one in await office.notices("Olga") if one.kind is NoticeKind.NUDGE} == {
        "It was done in the meantime."
    }


async def test_a_note_on_a_case_that_waits_for_the_requester_withdraws_nothing(office: Office) -> None:
    case = await an_foi(office)
    asks = {"on": "2026-05-18", "note": "Which years?"}
    await office.do("Hana", case.reference, "ask_clarification", asks)
    await tick(office, "2026-05-18 11:00")
    await tick(office, "2026-06-17 09:00")
    assert await told(office, "Hana") == ["06-17 09:00 requester-waiting"]
    await office.do("Dev", case.reference, "about", {"colleague": "cyril"})
    await tick(office, "2026-06-17 09:01")
    assert await _waits(office, "Hana") == {NoticeKind.NUDGE: NoticeState.WAITING}
    await office.do("Hana", case.reference, "clarified", {"on": "2026-06-17", "note": "2025."})
    await tick(office, "2026-06-17 09:02")
    assert await _waits(office, "Hana") == {NoticeKind.NUDGE: NoticeState.WITHDRAWN}


# A service's coordinator who is away.


async def _asked(office: Office, by: date = date(2026, 5, 26)) -> Case:
    case = await an_foi(office)
    await office.call(ask_service, "Hana", case.reference, "housing", "Which flats?", by)
    return case


async def test_whoever_covers_for_a_coordinator_is_asked_reminded_and_answers(office: Office) -> None:
    cora, sam = office.person("Cora"), office.person("Sam")
    noted = await office.call(note_absence, "Cora", cora, date(2026, 5, 18), date(2026, 5, 29), sam)
    case = await _asked(office)
    await ticks(office, "2026-05-18 11:00", "2026-05-22 12:00")
    assert await told(office, "Cora") == []
    assert await told(office, "Sam") == ["05-22 09:00 service-waiting"]
    assert NoticeKind.SERVICE_ASKED in {one.kind for one in await office.notices("Sam")}
    assert NoticeKind.SERVICE_ASKED not in {one.kind for one in await office.notices("Cora")}
    [ask] = await office.call(asks_of, "Sam", 10)
    assert (await office.call(remind_services, "Hana", case.reference)) == [ask]
    assert [one.kind for one in await office.notices("Sam")].count(NoticeKind.SERVICE_ASKED) == 2
    # Cora may look at it and answer it from her holiday, and is told again once she is back.
    assert (await office.call(ask_for, "Cora", ask.id)).question == "Which flats?"
    await office.call(end_absence, "Cora", noted.id)
    for service, given in ((ask_for, ask.id), (answer_ask, ask.id)):
        more = ("Two.",) if service is answer_ask else ()
        named = {"is_held": True} if service is answer_ask else {}
        try:
            await office.call(service, "Sam", given, *more, **named)
        except NotFound:
            continue
        raise AssertionError("a cover whose time is over still sees it")
    assert await office.call(asks_of, "Sam", 10) == []
    await ticks(office, "2026-05-22 13:00", "2026-05-27 12:00")
    assert await told(office, "Cora") == ["05-27 09:00 service-waiting"]


async def test_a_cover_answers_for_the_service(office: Office) -> None:
    cora, sam = office.person("Cora"), office.person("Sam")
    await office.call(note_absence, "Cora", cora, date(2026, 5, 18), date(2026, 5, 29), sam)
    await _asked(office)
    [ask] = await office.call(asks_of, "Sam", 10)
    await office.call(answer_ask, "Sam", ask.id, "Two.", is_held=True)
    assert await office.call(asks_of, "Cora", 10) == []


async def test_without_a_cover_it_is_the_coordinators_manager_then_an_officer(office: Office) -> None:
    await _asked(office)
    for name in ("Cora", "Mona"):
        person = office.person(name)
        since = date(2026, 5, 20) if name == "Cora" else date(2026, 5, 26)
        await office.call(note_absence, name, person, since, date(2026, 6, 5), None)
    await ticks(office, "2026-05-18 11:00", "2026-05-27 12:00")
    assert await told(office, "Cora") == []
    assert await told(office, "Mona") == ["05-22 09:00 service-waiting"]
    assert await told(office, "Olga") == ["05-27 09:00 service-waiting"]


async def test_a_cover_whom_the_case_is_about_is_passed_over(office: Office) -> None:
    case = await _asked(office)
    await office.do("Dev", case.reference, "about", {"colleague": "sam"})
    cora, sam = office.person("Cora"), office.person("Sam")
    await office.call(note_absence, "Cora", cora, date(2026, 5, 20), date(2026, 5, 29), sam)
    await ticks(office, "2026-05-18 11:00", "2026-05-22 12:00")
    assert await told(office, "Sam") == []
    assert await told(office, "Mona") == ["05-22 09:00 service-waiting"]
    assert await office.call(asks_of, "Sam", 10) == []
