"""A holiday that is set moves the dates of open cases when the bot starts, and by a command beside it."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.command_line import main
from cases.case import Case
from cases.casework import take_case
from cases.notices import Notice, NoticeKind, Recipient
from cases.people import Person
from cases.regimes import Regime
from cases.requests import PassedOnRequest, open_request
from dialogs.notice_views import view_notice
from integrations.database.engine import migrate
from tests.integrations.life.office import an_office, write_directory
from tests.program import Program, running, words_of

NOW = datetime(2026, 5, 18, 9, tzinfo=UTC)


async def _opened(program: Program, handler: str) -> Case:
    parts = program.parts
    sender, worker = (_person(program, name) for name in ("Staff0 Person", handler))
    async with parts.database.work() as work:
        request = PassedOnRequest("Spending on lamps?", Regime.FOI, date(2026, 5, 18), "Jo", "jo@example.org")
        case = await open_request(work, parts.desk, sender, request)
        await take_case(work, parts.desk, worker, case.reference)
        await work.commit()
    return case


def _person(program: Program, name: str) -> Person:
    [person] = program.parts.desk.directory.known_as(name)
    return person


async def test_a_holiday_that_was_set_moves_dates_when_the_bot_starts(
    tmp_path: Path, database_url: str
) -> None:
    async with running(tmp_path, database_url, now=lambda: NOW) as program:
        case = await _opened(program, "Hana Handler")
    holiday = {"extra_holidays": {date(2026, 6, 5): "A jubilee"}}
    async with running(tmp_path, database_url, now=lambda: NOW, **holiday) as program:
        await program.handler().arrive()
        async with asyncio.timeout(30):
            while (moved := await _stored(program, case.reference)).due == date(2026, 6, 17):
                await asyncio.sleep(0.02)
        assert moved.due == date(2026, 6, 18)
        await program.settled()
        told = [words_of(one.body) for one in program.teams.received]
        [notice] = [text for text in told if "Dates have moved" in text]
        assert f"{case.reference}" in notice
        assert "Due Thursday 18 June, not Wednesday 17 June." in notice


async def _stored(program: Program, reference: str) -> Case:
    async with program.parts.database.work() as work:
        found = await work.cases.get(reference)
    assert found is not None
    return found


def test_the_command_moves_dates_and_says_how_many(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def open_two() -> None:
        async with an_office(tmp_path, database_url) as office:
            await office.open(Regime.FOI, "2026-05-18")
            await office.open(Regime.SAR, "2026-05-18")

    asyncio.run(open_two())
    monkeypatch.setenv("ASKIG_PEOPLE_FILE", str(tmp_path / "people.toml"))
    monkeypatch.setenv("ASKIG_SERVICES_FILE", str(tmp_path / "services.toml"))
    monkeypatch.setenv("ASKIG_EXTRA_HOLIDAYS", '{"2026-06-05": "A jubilee"}')
    for moved in ("1 date", "0 dates"):
        assert main(["recompute", "--database", database_url]) == 0
        assert capsys.readouterr().out == f"2 open cases looked at, {moved} moved.\n"


@pytest.mark.parametrize(
    ("url", "holidays", "says"),
    [
        ("sqlite:///{folder}/none.db", "{}", "There is no database at"),
        ("sqlite:///{folder}/askig.db", '{"2026-06-05": ""}', "name"),
    ],
)
def test_the_command_says_what_stands_in_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    url: str, holidays: str, says: str,
) -> None:  # fmt: skip
    migrate(f"sqlite:///{tmp_path}/askig.db")
    write_directory(tmp_path)
    monkeypatch.setenv("ASKIG_EXTRA_HOLIDAYS", holidays)
    assert main(["recompute", "--database", url.format(folder=tmp_path)]) == 2
    assert says in capsys.readouterr().err


def test_many_moved_dates_are_one_card(tmp_path: Path) -> None:
    moved = [[f"FOI-2026-{number:04}", "2026-06-17", "2026-06-18"] for number in range(1, 14)]
    moved[1] = ["INC-2026-0001", "2026-06-17T09:00:00+00:00", "2026-06-17T10:00:00+00:00"]
    notice = Notice("n", Recipient.team(), NoticeKind.DATES_MOVED, moved[0][0], NOW, {"moved": moved})
    card, summary = view_notice(notice, write_directory(tmp_path))
    assert summary == "A bank holiday was added or taken out, and 13 cases have another date."
    shown = words_of(card)
    assert "Due Wednesday 17 June, 11:00, not Wednesday 17 June, 10:00." in shown
    assert "And: FOI-2026-0011, FOI-2026-0012 and FOI-2026-0013." in shown
