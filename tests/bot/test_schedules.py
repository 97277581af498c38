"""What the program does by itself at set times."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from structlog.testing import capture_logs

from bot.schedules import schedules
from cases.casework import take_case
from cases.notices import NoticeKind
from cases.regimes import Regime
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from integrations.durable.engine import Schedule
from tests.integrations.life.office import an_office, at


def _nudges(all_of_it: Sequence[Schedule]) -> Schedule:
    [found] = [one for one in all_of_it if one.name == "nudges"]
    return found


async def test_nudges_are_told_each_minute(tmp_path: Path, database_url: str) -> None:
    async with an_office(tmp_path, database_url) as office:
        case = await office.open(Regime.FOI, "2026-05-18")
        await office.call(take_case, "Hana", case.reference)
        office.now = at("2026-06-17 09:00")
        nudges = _nudges(schedules(office.database, office.desk))
        assert nudges.cron == "* * * * *"
        await nudges.work()
        [notice] = [one for one in await office.notices("Hana") if one.kind is NoticeKind.NUDGE]
        assert (notice.reference, notice.facts["rule"]) == (case.reference, "due-today")


async def test_a_failure_is_logged_and_raises_nothing(tmp_path: Path) -> None:
    async with an_office(tmp_path, f"sqlite:///{tmp_path / 'unused.db'}") as office:
        without_tables = Database(create_engine(f"sqlite:///{tmp_path / 'empty.db'}"))
        with capture_logs() as logs:
            await _nudges(schedules(without_tables, office.desk)).work()
        await without_tables.close()
    [line] = logs
    assert (line["event"], line["kind"]) == ("scheduled work failed", "nudges")
