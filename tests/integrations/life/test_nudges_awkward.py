"""Nudges where something out of the ordinary happens: to the handler, to the time of an incident, to a case that is paused.

The dates are those of 2026: 29 March and 25 October are nights on which the clocks change, 25 May is a bank holiday.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cases.asks import ask_service
from cases.casework import take_case
from cases.life.assess import assess_incident
from cases.notices import NoticeKind
from cases.nudges.telling import tell_nudges
from cases.regimes import Regime
from cases.words import LONDON
from integrations.people_file import FileDirectory
from tests.integrations.life.office import Office, at
from tests.integrations.life.test_incidents import GRAVE
from tests.integrations.life.test_nudges import an_foi, tick, ticks, told
from tests.integrations.life.test_nudges import office as office

pytestmark = pytest.mark.filterwarnings("error")


def _without(office: Office, folder: Path, name: str) -> None:
    """Somebody leaves: the people file no longer lists them."""
    rows = (folder / "people.toml").read_text(encoding="utf-8").split("[[people]]")
    kept = [row for row in rows if f'id = "{name.lower()}"' not in row]
    (folder / "people.toml").write_text("[[people]]".join(kept), encoding="utf-8")
    office.directory = FileDirectory(folder / "people.toml", folder / "services.toml")


async def test_what_a_handler_who_left_has_is_told_to_the_team_and_from_the_first(
    office: Office, tmp_path: Path
) -> None:
    await an_foi(office)
    await tick(office, "2026-05-18 11:00")
    _without(office, tmp_path, "Hana")
    await ticks(office, "2026-05-19 08:00", "2026-06-10 10:00")
    assert await told(office, "Hana") == []
    assert await told(office, "Olga") == ["06-02 09:00 due-in-10", "06-09 09:00 due-in-5"]
    assert await told(office, "Oscar") == ["06-09 09:00 due-in-5"]


async def test_a_manager_who_left_is_not_in_the_way(office: Office, tmp_path: Path) -> None:
    await an_foi(office)
    text = (tmp_path / "people.toml").read_text(encoding="utf-8")
    (tmp_path / "people.toml").write_text(text.replace('manager = "mona"\n', ""), encoding="utf-8")
    _without(office, tmp_path, "Mona")
    await ticks(office, "2026-06-17 10:00", "2026-06-24 10:00")
    assert await told(office, "Dev") == ["06-24 09:00 overdue-dpo"]
    assert "06-24 09:00 overdue" in await told(office, "Hana")


# The hours of an incident.


async def test_an_incident_of_which_the_hours_are_over_is_told_of_each_working_day(office: Office) -> None:
    office.now = at("2026-05-21 16:40")
    case = await office.report("2026-05-21 16:30")
    await ticks(office, "2026-05-21 17:00", "2026-05-28 10:00")
    over = [one for one in await told(office, "Dev") if one.endswith("hours-over")]
    # The hours are over on Sunday; Monday is a bank holiday.
    assert over == ["05-26 09:00 hours-over", "05-27 09:00 hours-over", "05-28 09:00 hours-over"]
    assert [one for one in await told(office, "Olga") if one.endswith("hours-over")] == over
    assert not [one for one in await told(office, "Dev") if "overdue" in one]
    await office.call(take_case, "Olga", case.reference)
    await office.do("Dev", case.reference, "triage", {"personal_data": "yes"})
    await office.call(assess_incident, "Dev", case.reference, GRAVE, "First look.")
    await office.do("Dev", case.reference, "decide", {"ico": "no", "people": "no", "note": "No risk."})
    before = await told(office, "Dev")
    await ticks(office, "2026-05-28 11:00", "2026-06-02 10:00")
    assert await told(office, "Dev") == before


@pytest.mark.parametrize(("noticed", "next_one"), [("2026-05-19 16:30", "05-21 16:30 hours-48"), ("2026-05-21 10:00", "05-21 22:00 hours-12")])  # fmt: skip
async def test_when_the_time_it_was_noticed_is_put_right_all_know_of_the_new_end_at_once(
    office: Office, noticed: str, next_one: str
) -> None:
    office.now = at("2026-05-21 09:05")
    case = await office.report("2026-05-20 21:00")
    await tick(office, "2026-05-21 09:05")
    office.now = at("2026-05-21 11:00")
    await office.do("Olga", case.reference, "correct", {"which": "start", "to": noticed})
    for name in ("Dev", "Oscar"):
        changed = [one for one in await office.notices(name) if one.kind is NoticeKind.CASE_CHANGED]
        assert [datetime.fromisoformat(one.facts["due_at"]) for one in changed] == [
            at(noticed).astimezone(UTC) + timedelta(hours=72)
        ]
    assert not [one for one in await office.notices("Olga") if one.kind is NoticeKind.CASE_CHANGED]
    for minutes in range(0, 20 * 60, 5):
        office.now = at("2026-05-21 11:05") + timedelta(minutes=minutes)
        await tell_nudges(office.database, office.desk)
    assert (await told(office, "Dev"))[:1] == [next_one]


@pytest.mark.parametrize(
    ("noticed", "hours"),
    [
        ("2026-03-28 20:00", {12: "03-29 09:00", 24: "03-29 21:00", 71: "03-31 20:00"}),
        ("2026-10-24 20:00", {12: "10-25 07:00", 24: "10-25 19:00", 71: "10-27 18:00"}),
    ],
)
async def test_hours_are_hours_in_a_night_on_which_the_clocks_change(
    office: Office, noticed: str, hours: dict[int, str]
) -> None:
    office.now = at(noticed)
    await office.report(noticed)
    for minutes in range(0, 72 * 60, 15):
        office.now = at(noticed).astimezone(UTC) + timedelta(minutes=minutes)
        await tell_nudges(office.database, office.desk)
    found = await told(office, "Dev")
    assert [f"{when} hours-{number}" for number, when in hours.items()] == [
        one for one in found if int(one.rpartition("-")[2]) in hours
    ]


@pytest.mark.parametrize(
    ("received", "until", "mornings"),
    [
        ("2026-03-02", "2026-04-01 23:00", ["03-16", "03-24", "03-27", "03-30", "03-31", "04-01"]),
        ("2026-09-28", "2026-10-28 23:00", ["10-12", "10-19", "10-22", "10-23", "10-26", "10-27", "10-28"]),
    ],
)
async def test_a_morning_is_nine_oclock_in_london_before_and_after_the_clocks_change(
    office: Office, received: str, until: str, mornings: list[str]
) -> None:
    office.now = at(received)
    case = await office.open(Regime.FOI, received)
    await office.call(take_case, "Hana", case.reference)
    await ticks(office, f"{received} 11:00", until)
    assert [one[:11] for one in await told(office, "Hana")] == [f"{day} 09:00" for day in mornings]


# Paused and resumed.


async def test_a_case_that_was_paused_and_goes_on_is_told_of_by_its_new_date_and_nothing_missed_before(
    office: Office,
) -> None:
    case = await office.open(Regime.SAR, "2026-05-18")  # due on 18 June
    await office.call(take_case, "Hana", case.reference)
    office.now = at("2026-06-08 15:00")
    await office.do("Hana", case.reference, "ask_identity", {"on": "2026-06-08", "note": "A passport."})
    await ticks(office, "2026-06-08 16:00", "2026-06-22 08:00")
    assert await told(office, "Hana") == []
    office.now = at("2026-06-22 10:00")
    await office.do("Hana", case.reference, "identity_received", {"on": "2026-06-22"})
    due = (await office.case(case.reference)).due
    assert due is not None
    assert due > datetime(2026, 6, 22, tzinfo=LONDON).date()
    await ticks(office, "2026-06-22 11:00", f"{due} 10:00")
    found = await told(office, "Hana")
    assert found[-1] == f"{due:%m-%d} 09:00 due-today"
    assert all(one >= "06-23" for one in found)


# One who coordinates two services.


async def test_who_coordinates_two_services_is_told_of_each_that_is_asked(
    office: Office, tmp_path: Path
) -> None:
    services = (tmp_path / "services.toml").read_text(encoding="utf-8")
    (tmp_path / "services.toml").write_text(services.replace('"cyril"', '"cora"'), encoding="utf-8")
    office.directory = FileDirectory(tmp_path / "people.toml", tmp_path / "services.toml")
    case = await an_foi(office)
    for service in ("housing", "highways"):
        await office.call(
            ask_service, "Hana", case.reference, service, f"Which {service}?", date(2026, 5, 27)
        )
    await ticks(office, "2026-05-18 11:00", "2026-05-26 10:00")
    assert await told(office, "Hana") == ["05-26 09:00 service-waiting"]
    assert await told(office, "Cora") == ["05-26 09:00 service-waiting service-waiting"]
    [digest] = [one for one in await office.notices("Cora") if one.kind is NoticeKind.DIGEST]
    assert len({item["ask"] for item in digest.facts["items"]}) == 2
