"""Nudges on real databases: who is told what on which morning, once, and what becomes silent.

The dates are those of 2026: 25 May is a bank holiday, 15 June one in Scotland, which counts for FOI and is a day at work.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from cases.absences import note_absence
from cases.asks import answer_ask, ask_service
from cases.calendar import HolidayCalendar
from cases.case import Case
from cases.casework import add_to_case, take_case, withdraw_case
from cases.enquiries import ask_the_team
from cases.errors import NotAllowed, NotFound, Refusal
from cases.life.assess import assess_incident
from cases.notices import Notice, NoticeKind, NoticeState, Recipient, Urgency
from cases.nudges.snoozing import may_snooze, snooze
from cases.nudges.telling import tell_nudges
from cases.recompute import recompute_open_cases
from cases.regimes import Regime
from cases.words import LONDON
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from integrations.people_file import FileDirectory
from tests.integrations.life.office import PEOPLE, Office, an_office, at
from tests.integrations.life.test_incidents import GRAVE

TEAM = "team"
_TIMES_OF_DAY = (time(3), time(8, 59), time(9), time(9, 1), time(13), time(17))


@pytest_asyncio.fixture
async def office(tmp_path: Path, database_url: str) -> AsyncIterator[Office]:
    """The council, in which Hana reports to Mona."""
    async with an_office(tmp_path, database_url) as made:
        people = (tmp_path / "people.toml").read_text(encoding="utf-8")
        people = people.replace('id = "hana"', 'id = "hana"\nmanager = "mona"')
        people += '\n[[people]]\nid = "mona"\nname = "Mona Other"\nemail = "mona@westmere.example"\n'
        (tmp_path / "people.toml").write_text(people, encoding="utf-8")
        made.directory = FileDirectory(tmp_path / "people.toml", tmp_path / "services.toml")
        yield made


async def tick(office: Office, moment: str) -> None:
    """What the schedule does at this moment in London."""
    office.now = at(moment)
    await tell_nudges(office.database, office.desk)


async def ticks(office: Office, first: str, last: str) -> None:
    """Ticks at some times of each day, from the first moment to the last."""
    begin, end = at(first), at(last)
    for number in range((end.date() - begin.date()).days + 1):
        for time_of_day in _TIMES_OF_DAY:
            moment = datetime.combine(begin.date() + timedelta(days=number), time_of_day, LONDON)
            if begin <= moment <= end:
                office.now = moment
                await tell_nudges(office.database, office.desk)


async def told(office: Office, name: str) -> list[str]:
    """What somebody was told, oldest first: "06-02 09:00 due-in-10"."""
    recipient = Recipient.team() if name == TEAM else Recipient.person(name.lower())
    async with office.database.work() as work:
        notices = [
            one
            for one in await work.notices.for_recipient(recipient, 500)
            if one.kind in (NoticeKind.NUDGE, NoticeKind.DIGEST)
        ]
    return [_in_short(one) for one in sorted(notices, key=lambda one: one.recorded_at)]


def _in_short(notice: Notice) -> str:
    rules = [item["rule"] for item in notice.facts.get("items", [notice.facts])]
    return f"{notice.recorded_at.astimezone(LONDON):%m-%d %H:%M} {' '.join(rules)}"


async def nobody_else_told(office: Office, known: Iterable[str]) -> bool:
    """Whether all others were told nothing."""
    others = {*PEOPLE, "Mona"} - set(known)
    return all([not await told(office, name) for name in others])


async def an_foi(office: Office, handler: str = "Hana") -> Case:
    """Due on 17 June."""
    case = await office.open(Regime.FOI, "2026-05-18")
    taken: Case = await office.call(take_case, handler, case.reference)
    return taken


async def test_a_case_that_nobody_answers_is_told_of_on_each_morning_of_the_table(office: Office) -> None:
    case = await an_foi(office)
    await ticks(office, "2026-05-18 10:00", "2026-06-25 23:00")
    assert await told(office, "Hana") == [
        "06-02 09:00 due-in-10",
        "06-09 09:00 due-in-5",
        "06-12 09:00 due-in-2",  # over Scotland's holiday
        "06-16 09:00 due-in-1",
        "06-17 09:00 due-today",
        "06-18 09:00 overdue",
        "06-19 09:00 overdue",
        "06-22 09:00 overdue",
        "06-23 09:00 overdue",
        "06-24 09:00 overdue",
        "06-25 09:00 overdue",
    ]
    assert await told(office, "Mona") == ["06-22 09:00 overdue-manager"]
    assert await told(office, "Dev") == ["06-24 09:00 overdue-dpo"]
    assert await nobody_else_told(office, ("Hana", "Mona", "Dev"))
    notices = await office.notices("Hana")
    assert {one.reference for one in notices} == {case.reference}
    assert notices[0].facts == {"rule": "overdue", "due": "2026-06-17"}
    assert notices[0].urgency is Urgency.ORDINARY


async def test_a_round_done_twice_or_by_two_replicas_at_once_tells_once(
    office: Office, database_url: str
) -> None:
    for _ in range(12):
        await an_foi(office)
    await an_foi(office, "Hector")
    await tick(office, "2026-05-19 12:00")
    other = Database(create_engine(database_url))
    try:
        office.now = at("2026-06-02 09:00")
        await asyncio.gather(*(tell_nudges(one, office.desk) for one in (office.database, other) * 3))
    finally:
        await other.close()
    await tick(office, "2026-06-02 09:01")
    [digest] = await office.notices("Hana")
    assert digest.kind is NoticeKind.DIGEST
    assert len(digest.facts["items"]) == 12
    assert digest.facts["items"][0] == {
        "reference": "FOI-2026-0001", "rule": "due-in-10", "due": "2026-06-17",
    }  # fmt: skip
    assert await told(office, "Hector") == ["06-02 09:00 due-in-10"]


async def test_a_digest_has_the_most_urgent_first(office: Office) -> None:
    later = await an_foi(office)
    sooner = await office.open(Regime.EIR, "2026-05-11")  # due on 9 June, with a working day less to 25 May
    await office.call(take_case, "Hana", sooner.reference)
    await ticks(office, "2026-05-18 11:00", "2026-06-02 10:00")
    assert (await office.case(sooner.reference)).due == date(2026, 6, 9)
    [digest] = [one for one in await office.notices("Hana") if one.kind is NoticeKind.DIGEST]
    assert [(one["reference"], one["rule"]) for one in digest.facts["items"]] == [
        (sooner.reference, "due-in-5"),
        (later.reference, "due-in-10"),
    ]


async def test_what_nobody_takes_is_told_to_the_team_each_working_day(office: Office) -> None:
    office.now = at("2026-05-20 14:00")
    await office.open(Regime.FOI, "2026-05-20")
    await office.call(ask_the_team, "Sam", "May I keep this?", {})
    await ticks(office, "2026-05-20 15:00", "2026-05-26 12:00")
    # A working day is over on Thursday at 14:00; Monday is a bank holiday.
    expected = ["05-22 09:00 unassigned unassigned", "05-26 09:00 unassigned unassigned"]
    assert await told(office, "Olga") == expected
    assert await told(office, "Oscar") == expected
    assert await nobody_else_told(office, ("Olga", "Oscar"))


async def test_the_team_is_told_in_its_channel(office: Office) -> None:
    async with office.database.work() as work:
        address = {"service_url": "https://smba.example", "conversation": "19:x@thread.tacv2"}
        await work.addresses.put(Recipient.team(), address, office.now)
        await work.commit()
    await office.open(Regime.FOI, "2026-05-18")
    secret = await office.open(Regime.FOI, "2026-05-18")
    await office.do("Dev", secret.reference, "about", {"colleague": "oscar"})
    await ticks(office, "2026-05-18 11:00", "2026-05-20 12:00")
    assert await told(office, TEAM) == ["05-20 09:00 unassigned"]
    # One may read along in the channel whom the other is about.
    assert await told(office, "Olga") == ["05-20 09:00 unassigned"]
    assert await told(office, "Oscar") == []


async def test_a_case_given_back_waits_from_then_on(office: Office) -> None:
    case = await an_foi(office)
    await office.call(take_case, "Oscar", case.reference)
    office.now = at("2026-05-21 16:00")
    await office.do("Oscar", case.reference, "about", {"colleague": "oscar"})
    assert (await office.case(case.reference)).handler is None
    await ticks(office, "2026-05-21 17:00", "2026-05-27 12:00")
    assert await told(office, "Olga") == ["05-26 09:00 unassigned", "05-27 09:00 unassigned"]
    assert await told(office, "Oscar") == []


async def test_an_incident_is_told_of_by_its_hours_at_any_time_of_day(office: Office) -> None:
    office.now = at("2026-05-22 16:40")
    case = await office.report("2026-05-22 16:30")
    for hour in (12, 24, 48, 60, 68, 71, 72, 73):
        moment = at("2026-05-22 16:30").astimezone(UTC) + timedelta(hours=hour)
        office.now = moment - timedelta(minutes=1)
        await tell_nudges(office.database, office.desk)
        if hour == 60:
            await office.call(take_case, "Olga", case.reference)
        office.now = moment
        await tell_nudges(office.database, office.desk)
    first = ["05-23 04:30 hours-12", "05-23 16:30 hours-24", "05-24 16:30 hours-48"]
    last = ["05-25 04:30 hours-60", "05-25 12:30 hours-68", "05-25 15:30 hours-71"]
    assert await told(office, "Olga") == [*first, *last]
    assert await told(office, "Oscar") == first
    assert await told(office, "Dev") == [*first, *last]
    nudges = [one for one in await office.notices("Dev") if one.kind is NoticeKind.NUDGE]
    assert {one.urgency for one in nudges} == {Urgency.URGENT}
    assert case.due_at is not None
    assert datetime.fromisoformat(nudges[0].facts["due"]) == case.due_at


async def test_an_incidents_hours_run_until_the_ico_was_told(office: Office) -> None:
    told_later, not_told = [await office.report("2026-05-18 09:00") for _ in range(2)]
    for case, ico in ((told_later, "yes"), (not_told, "no")):
        await office.do("Dev", case.reference, "triage", {"personal_data": "yes"})
        await office.call(assess_incident, "Dev", case.reference, GRAVE, "First look.")
        decided = {"ico": ico, "people": ico, "note": "As assessed."}
        await office.do("Dev", case.reference, "decide", decided)
    await tick(office, "2026-05-18 20:59")
    await tick(office, "2026-05-18 21:00")
    assert await told(office, "Dev") == ["05-18 21:00 hours-12"]
    office.now = at("2026-05-19 08:00")
    await office.do("Dev", told_later.reference, "ico_told", {"at": "2026-05-19 08:00"})
    await tick(office, "2026-05-19 09:00")
    assert await told(office, "Dev") == ["05-18 21:00 hours-12"]


async def test_two_incidents_of_the_same_hour_are_told_apart(office: Office) -> None:
    await office.report("2026-05-18 09:00")
    await office.report("2026-05-18 09:00")
    await tick(office, "2026-05-18 11:00")
    await tick(office, "2026-05-18 21:00")
    assert await told(office, "Dev") == ["05-18 21:00 hours-12"] * 2


async def test_an_answer_makes_silent_and_takes_back_what_waits_to_be_sent(office: Office) -> None:
    case = await an_foi(office)
    await tick(office, "2026-05-19 09:00")
    await tick(office, "2026-06-02 09:00")
    await office.do("Hana", case.reference, "respond", {"on": "2026-06-02", "outcome": "answered"})
    await ticks(office, "2026-06-02 09:30", "2026-06-19 10:00")
    assert await told(office, "Hana") == ["06-02 09:00 due-in-10"]
    [notice] = [one for one in await office.notices("Hana") if one.kind is NoticeKind.NUDGE]
    assert (notice.state, notice.reason) == (NoticeState.WITHDRAWN, "The case is answered or closed.")


async def test_a_case_that_was_answered_in_the_minute_before_is_silent(office: Office) -> None:
    case = await an_foi(office)
    await tick(office, "2026-06-02 08:59")
    office.now = at("2026-06-02 09:00")
    await office.do("Hana", case.reference, "respond", {"on": "2026-06-02", "outcome": "answered"})
    await tick(office, "2026-06-02 09:00")
    assert await told(office, "Hana") == []


async def test_a_note_in_the_very_minute_loses_no_nudge(office: Office) -> None:
    case = await an_foi(office)
    await tick(office, "2026-06-02 08:59")
    office.now = at("2026-06-02 09:00") + timedelta(seconds=20)
    await office.call(add_to_case, "Hana", case.reference, "I rang them.")
    await tick(office, "2026-06-02 09:01")
    assert await told(office, "Hana") == ["06-02 09:01 due-in-10"]


async def test_a_change_that_is_written_down_after_the_round_brings_nothing_twice(office: Office) -> None:
    case = await an_foi(office)
    await tick(office, "2026-06-02 09:00")
    office.now = at("2026-06-02 08:59")  # the turn began before the round and ended after it
    await office.call(add_to_case, "Hana", case.reference, "I rang them.")
    await tick(office, "2026-06-02 09:01")
    await tick(office, "2026-06-02 09:02")
    assert await told(office, "Hana") == ["06-02 09:00 due-in-10"]


async def test_a_plan_of_a_round_that_was_overtaken_is_left_out(office: Office) -> None:
    case = await an_foi(office)
    await tick(office, "2026-05-19 09:00")
    async with office.database.work() as work:
        before = (await work.nudges.plans([case.reference]))[case.reference]
    await tick(office, "2026-06-02 09:00")
    async with office.database.work() as work:
        await work.nudges.put([before])
        assert (await work.nudges.plans([case.reference]))[case.reference].told_until == at(
            "2026-06-02 09:00"
        )


async def test_what_waits_for_the_requester_is_silent_for_twenty_working_days(office: Office) -> None:
    case = await an_foi(office)
    office.now = at("2026-05-28")
    await office.do("Hana", case.reference, "ask_clarification", {"on": "2026-05-28", "note": "Which years?"})
    await ticks(office, "2026-05-28 11:00", "2026-06-27 12:00")
    # The twentieth working day after 28 May, without Scotland's holiday of 15 June.
    assert await told(office, "Hana") == ["06-26 09:00 requester-waiting"]
    office.now = at("2026-06-29")
    await office.do("Hana", case.reference, "clarified", {"on": "2026-06-29", "note": "2025"})
    # A fresh twenty days, to 28 July.
    await ticks(office, "2026-06-29 11:00", "2026-07-14 12:00")
    assert (await office.case(case.reference)).due == date(2026, 7, 28)
    assert (await told(office, "Hana"))[1:] == ["07-14 09:00 due-in-10"]


async def test_a_service_is_reminded_until_it_answers(office: Office) -> None:
    case = await an_foi(office)
    await office.call(ask_service, "Hana", case.reference, "housing", "Which flats?", date(2026, 5, 26))
    await ticks(office, "2026-05-18 11:00", "2026-05-28 12:00")
    # The day before is Friday, for 25 May is a bank holiday; then every two working days.
    expected = ["05-22 09:00 service-waiting", "05-27 09:00 service-waiting"]
    assert await told(office, "Cora") == expected
    assert await told(office, "Hana") == expected
    async with office.database.work() as work:
        [ask] = await work.asks.of(case.reference)
    nudge = next(one for one in await office.notices("Cora") if one.kind is NoticeKind.NUDGE)
    assert nudge.facts == {"rule": "service-waiting", "due": "2026-05-26", "ask": ask.id}
    office.now = at("2026-05-28 13:00")
    await office.call(answer_ask, "Cora", ask.id, "Two.", is_held=True)
    await ticks(office, "2026-05-28 14:00", "2026-06-02 08:00")
    assert await told(office, "Cora") == expected
    assert await told(office, "Hana") == expected


async def test_of_two_services_one_goes_on_being_reminded(office: Office) -> None:
    case = await an_foi(office)
    for service in ("housing", "highways"):
        await office.call(ask_service, "Hana", case.reference, service, "Which?", date(2026, 5, 27))
    async with office.database.work() as work:
        first, _ = await work.asks.of(case.reference)
    await ticks(office, "2026-05-18 11:00", "2026-05-26 10:00")
    await office.call(answer_ask, "Cora", first.id, "None.", is_held=True)
    await ticks(office, "2026-05-26 11:00", "2026-05-28 10:00")
    assert await told(office, "Cora") == ["05-26 09:00 service-waiting"]
    assert await told(office, "Cyril") == ["05-26 09:00 service-waiting", "05-28 09:00 service-waiting"]
    # The handler is told once of a case that waits for two.
    assert await told(office, "Hana") == ["05-26 09:00 service-waiting", "05-28 09:00 service-waiting"]


async def test_a_sign_off_is_asked_of_those_who_may_give_it(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    await office.call(take_case, "Olga", case.reference)
    await office.do("Olga", case.reference, "draft", {"note": ""})
    await office.do("Olga", case.reference, "ask_sign_off", {"note": "In the folder."})
    await ticks(office, "2026-05-18 11:00", "2026-05-20 12:00")
    assert await told(office, "Oscar") == ["05-20 09:00 sign-off-waiting"]
    assert await told(office, "Olga") == []


async def test_nobody_is_told_of_a_case_that_is_about_them(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    await office.call(take_case, "Hana", case.reference)
    await office.do("Dev", case.reference, "about", {"colleague": "mona"})
    hidden = await office.open(Regime.SAR, "2026-05-18", sender="Oscar")
    await office.do("Dev", hidden.reference, "about", {"colleague": "oscar"})
    await ticks(office, "2026-05-18 11:00", "2026-07-01 12:00")
    assert await told(office, "Mona") == []
    assert await told(office, "Oscar") == []
    assert "06-22 09:00 overdue" in await told(office, "Hana")
    assert "05-20 09:00 unassigned" in await told(office, "Olga")
    assert not [one for one in await told(office, "Olga") if "overdue-manager" in one]


async def test_whoever_covers_is_told_for_whom_is_away(office: Office) -> None:
    await an_foi(office)
    hana, hector = office.person("Hana"), office.person("Hector")
    await office.call(note_absence, "Hana", hana, date(2026, 6, 8), date(2026, 6, 12), hector)
    await ticks(office, "2026-05-18 11:00", "2026-06-16 10:00")
    assert await told(office, "Hana") == ["06-02 09:00 due-in-10", "06-16 09:00 due-in-1"]
    assert await told(office, "Hector") == ["06-09 09:00 due-in-5", "06-12 09:00 due-in-2"]


async def test_a_cover_who_may_not_see_the_case_is_passed_over(office: Office) -> None:
    case = await office.open(Regime.SAR, "2026-05-18")  # due on 18 June
    await office.call(take_case, "Hana", case.reference)
    hana, hector = office.person("Hana"), office.person("Hector")
    await office.call(note_absence, "Hana", hana, date(2026, 6, 1), date(2026, 6, 30), hector)
    await ticks(office, "2026-05-18 11:00", "2026-06-05 10:00")
    assert await told(office, "Hector") == []
    assert await told(office, "Olga") == ["06-04 09:00 due-in-10"]


async def test_what_fell_due_while_the_program_was_off_is_told_late_and_once(office: Office) -> None:
    await an_foi(office)
    await tick(office, "2026-05-19 09:00")
    # Off over ten working days, five, two, one and the day itself, until the third day after.
    await tick(office, "2026-06-22 12:00")
    assert await told(office, "Hana") == ["06-22 12:00 overdue"]
    assert await told(office, "Mona") == ["06-22 12:00 overdue-manager"]
    await tick(office, "2026-06-23 09:00")
    assert (await told(office, "Hana"))[1:] == ["06-23 09:00 overdue"]


async def test_what_is_too_late_to_be_right_is_left_out(office: Office) -> None:
    await an_foi(office)
    await tick(office, "2026-05-19 09:00")
    await tick(office, "2026-06-03 08:00")
    assert await told(office, "Hana") == []  # within the window, but nobody is at work
    await tick(office, "2026-06-03 09:00")
    assert await told(office, "Hana") == ["06-03 09:00 due-in-10"]
    await tick(office, "2026-06-10 10:00")
    await tick(office, "2026-06-11 10:00")
    assert await told(office, "Hana") == ["06-03 09:00 due-in-10"]  # five days were to be told of on the 9th


async def test_an_incident_of_which_hours_were_missed_is_told_of_by_the_last(office: Office) -> None:
    await office.report("2026-05-18 09:00")
    await tick(office, "2026-05-18 11:00")
    await tick(office, "2026-05-21 02:00")
    assert await told(office, "Dev") == ["05-21 02:00 hours-60"]


async def test_a_case_known_before_nudges_began_is_told_of_how_it_stands_now(office: Office) -> None:
    await an_foi(office)
    await tick(office, "2026-06-18 18:00")
    assert await told(office, "Hana") == []
    await tick(office, "2026-06-19 09:00")
    assert await told(office, "Hana") == ["06-19 09:00 overdue"]


async def test_a_new_bank_holiday_moves_what_is_told(office: Office) -> None:
    await an_foi(office)
    await tick(office, "2026-05-19 09:00")
    office.calendar = HolidayCalendar({date(2026, 6, 5): "A jubilee"})
    await recompute_open_cases(office.database, office.desk)
    await ticks(office, "2026-05-20 09:00", "2026-06-04 10:00")
    assert await told(office, "Hana") == [
        "06-02 09:00 due-in-10"
    ]  # of 18 June now, and one day is not counted
    assert (await office.notices("Hana"))[0].facts["due"] == "2026-06-18"


async def test_put_off_until_a_morning_it_is_told_then_as_it_stands(office: Office) -> None:
    case = await an_foi(office)
    await tick(office, "2026-06-02 09:00")
    office.now = at("2026-06-05 12:00")
    begins = await office.call(snooze, "Hana", case.reference, date(2026, 6, 11))
    assert begins == at("2026-06-11 09:00")
    await ticks(office, "2026-06-05 13:00", "2026-06-12 10:00")
    assert await told(office, "Hana") == [
        "06-02 09:00 due-in-10",
        "06-11 09:00 snoozed",  # and not on 9 June
        "06-12 09:00 due-in-2",
    ]


async def test_put_off_until_a_morning_that_has_a_nudge_of_its_own_it_is_told_once(office: Office) -> None:
    case = await an_foi(office)
    office.now = at("2026-06-05 12:00")
    await office.call(snooze, "Hana", case.reference, date(2026, 6, 12))
    await ticks(office, "2026-06-05 13:00", "2026-06-12 12:00")
    assert await told(office, "Hana") == ["06-12 09:00 due-in-2"]


async def test_a_date_that_moves_nearer_ends_what_was_put_off(office: Office) -> None:
    case = await an_foi(office)
    longer = {"on": "2026-06-01", "reason": "public_interest", "grounds": ("FOIA-s43(2)",)}
    office.now = at("2026-06-01 12:00")
    await office.do("Hana", case.reference, "extend", longer)  # to 15 July
    await office.call(snooze, "Hana", case.reference, date(2026, 6, 30))
    await office.do("Hana", case.reference, "remove_extension", {"on": "2026-06-01"})
    await ticks(office, "2026-06-01 13:00", "2026-06-09 12:00")
    assert await told(office, "Hana") == ["06-02 09:00 due-in-10", "06-09 09:00 due-in-5"]


async def test_what_was_put_off_and_answered_since_is_silent(office: Office) -> None:
    case = await an_foi(office)
    office.now = at("2026-06-05 12:00")
    await office.call(snooze, "Hana", case.reference, date(2026, 6, 11))
    await office.do("Hana", case.reference, "respond", {"on": "2026-06-05", "outcome": "answered"})
    given_on = await an_foi(office)
    await office.call(snooze, "Hana", given_on.reference, date(2026, 6, 11))
    await office.call(take_case, "Hector", given_on.reference)
    await ticks(office, "2026-06-05 13:00", "2026-06-11 12:00")
    assert await told(office, "Hana") == []


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2026-06-08", "Choose a day after today."),
        ("2026-06-17", "is due Wednesday 17 June. It can be put off until Tuesday 16 June at the latest."),
        ("2027-06-17", "That is too far off."),
    ],
)
async def test_a_day_that_does_not_do_is_refused(office: Office, until: str, sentence: str) -> None:
    case = await an_foi(office)
    office.now = at("2026-06-08 12:00")
    with pytest.raises(Refusal, match=sentence):
        await office.call(snooze, "Hana", case.reference, date.fromisoformat(until))


async def test_who_may_put_a_case_off(office: Office) -> None:
    case = await an_foi(office)
    untaken = await office.open(Regime.FOI, "2026-05-18")
    incident = await office.report("2026-05-18 09:00")
    day = date(2026, 5, 20)
    for name, reference, refused in (
        ("Hector", case.reference, NotAllowed),  # sees it and is told nothing of it
        ("Sam", case.reference, NotAllowed),  # passed it on
        ("Mona", case.reference, NotFound),
        ("Cora", "FOI-2026-0999", NotFound),
        ("Olga", incident.reference, Refusal),
    ):
        with pytest.raises(refused):
            await office.call(snooze, name, reference, day)
    await office.call(snooze, "Olga", untaken.reference, day)
    await office.call(withdraw_case, "Sam", untaken.reference)
    with pytest.raises(Refusal, match="Nothing is left to do"):
        await office.call(snooze, "Olga", untaken.reference, day)


async def test_what_may_be_put_off_is_known_before(office: Office) -> None:
    case, incident = await an_foi(office), await office.report("2026-05-18 09:00")
    hana, calendar = office.person("Hana"), office.calendar
    assert may_snooze(hana, case, date(2026, 6, 16), calendar)
    assert not may_snooze(hana, case, date(2026, 6, 17), calendar)
    assert not may_snooze(office.person("Olga"), incident, date(2026, 5, 19), calendar)
    assert not may_snooze(office.person("Mona"), case, date(2026, 6, 1), calendar)
    assert not may_snooze(hana, replace(case, about=frozenset({"hana"})), date(2026, 6, 1), calendar)
