"""`askig audit verify`: a history that is whole is proven so, and whatever was done to it is found."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.command_line import main
from cases.regimes import Regime
from integrations.database.engine import synchronous_url
from tests.databases import sqlite_in
from tests.integrations.life.office import Office, an_office


@pytest.fixture
def history(tmp_path: Path, database_url: str) -> str:
    """The URL of a database with a history of six rows."""

    async def work() -> None:
        async with an_office(tmp_path, database_url) as office:
            await _six_rows(office)

    asyncio.run(work())
    return database_url


async def _six_rows(office: Office) -> None:
    for _ in range(2):
        case = await office.open(Regime.FOI, "2026-05-18")
        await office.do("Olga", case.reference, "draft")
        await office.do("Olga", case.reference, "respond", {"on": "2026-05-18", "outcome": "answered"})


def _do(url: str, *statements: str) -> None:
    engine = sa.create_engine(synchronous_url(url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


def _verify(url: str, *more: str) -> int:
    return main(["audit", "verify", "--database", url, *more])


def test_a_whole_history_is_unbroken(history: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(history) == 0
    said = capsys.readouterr().out
    assert said.startswith("6 rows, unbroken. The seal of the last: ")
    seal = said.split()[-1]
    assert _verify(history, "--seal", f" {seal.upper()} ") == 0
    assert _verify(history, "--seal", "0" * 64) == 1
    assert "The seal that was noted is not in the chain" in capsys.readouterr().out


COPY = (
    "INSERT INTO history (sequence, previous, seal, reference, at, actor, action, state_before, state_after, facts) "
    "SELECT {sequence}, previous, seal, reference, at, actor, action, state_before, state_after, facts "
    "FROM history WHERE sequence = {of}"
)


@pytest.mark.parametrize(
    ("statements", "sentences"),
    [
        (
            ["UPDATE history SET actor = 'hana' WHERE sequence = 2"],
            ["Row 2 (FOI-2026-0001) was changed after it was written."],
        ),
        (
            ["UPDATE history SET at = '2026-05-18 08:00:00.000000' WHERE sequence = 6"],
            ["Row 6 (FOI-2026-0002) was changed after it was written."],
        ),
        (
            ["""UPDATE history SET facts = '{"given": {"outcome": "refused"}}' WHERE sequence = 3"""],
            ["Row 3 (FOI-2026-0001) was changed after it was written."],
        ),
        (
            ["UPDATE history SET state_after = 'lost' WHERE sequence = 3"],
            ["Row 3 (FOI-2026-0001) was changed after it was written."],
        ),
        (["DELETE FROM history WHERE sequence = 4"], ["Row 4 is missing."]),
        (["DELETE FROM history WHERE sequence IN (1, 2)"], ["Rows 1 to 2 are missing."]),
        (
            ["DELETE FROM history WHERE sequence = 4", COPY.format(sequence=4, of=3)],
            [
                "Row 4 (FOI-2026-0001) does not follow the row before it.",
                "Row 4 (FOI-2026-0001) was changed after it was written.",
                "Row 5 (FOI-2026-0002) does not follow the row before it.",
            ],
        ),
        (
            [COPY.format(sequence=7, of=6)],
            [
                "Row 7 (FOI-2026-0002) does not follow the row before it.",
                "Row 7 (FOI-2026-0002) was changed after it was written.",
                "After row 6, which was written last, there are rows up to 7.",
            ],
        ),
        (
            [COPY.format(sequence=0, of=1)],
            [
                "Row 0 (FOI-2026-0001) stands before the first row.",
                "Row 0 (FOI-2026-0001) was changed after it was written.",
                "Row 1 (FOI-2026-0001) does not follow the row before it.",
            ],
        ),
        (["DELETE FROM history WHERE sequence > 4"], ["Rows 5 to 6 are missing."]),
        (["DELETE FROM history"], ["Rows 1 to 6 are missing."]),
        (["UPDATE chain_heads SET seal = 'x'"], ["Row 6 is not the one that was written last."]),
        (["DELETE FROM chain_heads"], ["After row 0, which was written last, there are rows up to 6."]),
    ],
)
def test_what_was_done_to_a_history_is_found(
    history: str, capsys: pytest.CaptureFixture[str], statements: list[str], sentences: list[str]
) -> None:
    _do(history, *statements)
    assert _verify(history) == 1
    *found, _ = capsys.readouterr().out.splitlines()
    assert found == sentences


def test_a_row_that_is_no_longer_readable_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = sqlite_in(tmp_path)

    async def work() -> None:
        async with an_office(tmp_path, url) as office:
            await _six_rows(office)

    asyncio.run(work())
    _do(
        url,
        "UPDATE history SET facts = 'gone' WHERE sequence = 2",
        "UPDATE history SET at = 'never' WHERE sequence = 3",
        "UPDATE history SET actor = x'00ff' WHERE sequence = 5",
    )
    assert _verify(url) == 1
    *found, last = capsys.readouterr().out.splitlines()
    assert [sentence.split(" (")[0] for sentence in found] == ["Row 2", "Row 3", "Row 5"]
    assert last == "6 rows, 3 breaks."


def test_the_chain_is_proven_while_somebody_writes(history: str, capsys: pytest.CaptureFixture[str]) -> None:
    engine = sa.create_engine(synchronous_url(history), poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text("UPDATE chain_heads SET name = name"))
        connection.execute(sa.text("DELETE FROM history WHERE sequence = 6"))
        assert _verify(history) == 0
        connection.rollback()
    assert capsys.readouterr().out.startswith("6 rows, unbroken.")


def test_an_empty_history_is_unbroken(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _verify(database_url) == 0
    assert capsys.readouterr().out.startswith("0 rows, unbroken.")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///{folder}/none.db", "There is no database at"),
        ("sqlite:///{folder}/other.db", "The database is not one of Ask IG."),
        ("postgresql://askig@127.0.0.1:1/askig", "The database can't be reached."),
        ("mysql://here/askig", "database_url must be sqlite"),
    ],
)
def test_where_there_is_no_database_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, says: str
) -> None:
    _do(f"sqlite:///{tmp_path}/other.db", "CREATE TABLE something (id INTEGER)")
    assert _verify(url.format(folder=tmp_path)) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""
    assert not (tmp_path / "none.db").exists()
