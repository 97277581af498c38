"""A new bank holiday, or one that is taken out: every open case has the right date, once, and its people are told."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from cases.calendar import HolidayCalendar
from cases.case import Case
from cases.casework import add_to_case, take_case
from cases.errors import Conflict
from cases.life.clocks import read_clock
from cases.notices import Notice, NoticeKind, Recipient
from cases.recompute import Recomputed, recompute_open_cases
from cases.regimes import Regime
from tests.integrations.life.office import Office, an_office, at

JUBILEE = HolidayCalendar({date(2026, 6, 5): "A jubilee"})


async def _recomputed(office: Office) -> Recomputed:
    return await recompute_open_cases(office.database, office.desk)


async def _told(office: Office, name: str) -> list[Notice]:
    return [one for one in await office.notices(name) if one.kind is NoticeKind.DATES_MOVED]


async def test_a_new_holiday_moves_the_dates_that_it_moves(office: Office) -> None:
    taken = await office.open(Regime.FOI, "2026-05-18")
    await office.call(take_case, "Hana", taken.reference)
    untaken = await office.open(Regime.EIR, "2026-05-18")
    month = await office.open(Regime.SAR, "2026-05-18")
    ended = await office.open(Regime.FOI, "2026-05-18")
    await office.do("Olga", ended.reference, "respond", {"on": "2026-05-18", "outcome": "answered"})
    incident = await office.report("2026-05-18 09:00")
    assert (await _recomputed(office)).moved == []

    office.calendar = JUBILEE
    done = await _recomputed(office)
    assert (done.looked_at, sorted(done.moved), done.impossible) == (
        4,
        sorted([taken.reference, untaken.reference]),
        [],
    )
    now = await office.case(taken.reference)
    assert (now.due, now.version) == (date(2026, 6, 18), 3)
    row = (await office.history(taken.reference))[-1]
    assert (row.actor, row.action, row.facts) == (
        "askig", "dates recomputed", {"due": ["2026-06-17", "2026-06-18"]},
    )  # fmt: skip
    for other in (month, ended, incident):
        assert len(await office.history(other.reference)) == (2 if other is ended else 1)

    [notice] = await _told(office, "Hana")
    assert notice.facts == {"moved": [[taken.reference, "2026-06-17", "2026-06-18"]]}
    for officer in ("Olga", "Oscar"):
        [notice] = await _told(office, officer)
        assert notice.facts["moved"][0][0] == untaken.reference
    assert await office.broken_chain() == []

    before = await office.everything()
    assert (await _recomputed(office)).moved == []
    assert await office.everything() == before

    # And the day after the jubilee is called off.
    office.calendar = HolidayCalendar()
    assert sorted((await _recomputed(office)).moved) == sorted(done.moved)
    assert (await office.case(taken.reference)).due == date(2026, 6, 17)


async def test_pauses_extensions_and_the_icos_dates_stay_right(office: Office) -> None:
    paused = await office.open(Regime.FOI, "2026-05-18")
    extended = await office.open(Regime.EIR, "2026-05-18")
    reopened = await office.open(Regime.FOI, "2026-05-18")
    office.now = at("2026-06-01")
    await office.do("Olga", paused.reference, "ask_clarification", {"on": "2026-06-01", "note": "?"})
    longer = {"on": "2026-06-01", "reason": "complex_and_voluminous"}
    await office.do("Olga", extended.reference, "extend", longer)
    await office.do("Olga", reopened.reference, "respond", {"on": "2026-06-01", "outcome": "answered"})
    await office.do("Olga", reopened.reference, "ico_complaint", {"on": "2026-06-01"})
    await office.do("Olga", reopened.reference, "reopen_for_ico", {"on": "2026-06-01", "until": "2026-06-05"})
    office.calendar = JUBILEE
    await _recomputed(office)
    for case in (paused, extended, reopened):
        now = await office.case(case.reference)
        reading = read_clock(now, office.desk)
        assert reading is not None
        assert (now.due, now.rule) == (reading.due, reading.rule)
    assert (await office.case(reopened.reference)).due == date(2026, 6, 5)


async def test_many_dates_are_told_in_one_notice(office: Office) -> None:
    references = [(await office.open(Regime.FOI, "2026-05-18")).reference for _ in range(30)]
    async with office.database.work() as work:
        await work.addresses.put(
            Recipient.team(), {"service_url": "https://x.example/", "conversation": "19:ig"}, office.now
        )
        await work.commit()
    office.calendar = JUBILEE
    assert len((await _recomputed(office)).moved) == 30
    async with office.database.work() as work:
        [notice] = await work.notices.for_recipient(Recipient.team(), 100)
    assert [reference for reference, _, _ in notice.facts["moved"]] == sorted(references)


async def test_a_case_about_a_colleague_moves_without_their_hearing_of_it(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    await office.do("Hana", case.reference, "about", {"colleague": "olga"})
    office.calendar = JUBILEE
    await _recomputed(office)
    assert await _told(office, "Olga") == []
    assert len(await _told(office, "Oscar")) == 1


async def test_steps_that_no_longer_fit_are_named_and_left_alone(office: Office) -> None:
    office.calendar = JUBILEE
    case = await office.open(Regime.FOI, "2026-05-18")
    office.now = at("2026-06-18")
    weighed = {"on": "2026-06-18", "reason": "public_interest", "grounds": ("FOIA-s43(2)",)}
    extended = await office.do("Olga", case.reference, "extend", weighed)
    office.calendar = HolidayCalendar()  # now the 20th working day is the 17th, and the notice came too late
    done = await _recomputed(office)
    assert (done.moved, done.impossible) == ([], [case.reference])
    assert await office.case(case.reference) == extended


async def test_several_at_once_move_a_date_once(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    office.calendar = JUBILEE
    results = await asyncio.gather(*(_recomputed(office) for _ in range(4)))
    assert sum(len(one.moved) for one in results) == 1
    assert (await office.case(case.reference)).version == 2
    assert len(await office.history(case.reference)) == 2


async def test_two_replicas_and_people_at_work_move_each_date_once(tmp_path: Path, postgres_url: str) -> None:
    async with an_office(tmp_path, postgres_url) as office:
        cases = [await office.open(Regime.FOI, "2026-05-18") for _ in range(40)]
        async with an_office(tmp_path, postgres_url) as other:
            office.calendar = other.calendar = JUBILEE

            async def add(case: Case) -> None:
                while True:
                    try:
                        await office.call(add_to_case, "Olga", case.reference, "A word.")
                    except Conflict:
                        continue
                    return

            results = await asyncio.gather(
                _recomputed(office), _recomputed(other), *(add(case) for case in cases[::4])
            )
        moved = [*results[0].moved, *results[1].moved]  # type: ignore[union-attr]
        assert sorted(moved) == sorted(case.reference for case in cases)
        for number, case in enumerate(cases):
            now = await office.case(case.reference)
            assert (now.due, now.version) == (date(2026, 6, 18), 2 if number % 4 else 3)
        assert await office.broken_chain() == []
