"""`askig training-import` and `askig training-report`: records in, figures out, beside a bot at work."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.command_line import main
from bot.settings import SAMPLE_COUNCIL, SettingsWrong, load_settings
from cases.clock.counting import months_later
from cases.training.needs import TrainingWrong
from cases.words import LONDON
from integrations.people_file import FileDirectory
from integrations.training_file import read_training

TODAY = datetime.now(LONDON).date()
RECENTLY, LONG_AGO = TODAY - timedelta(days=25), TODAY - timedelta(days=700)
TABLE = f"""email;course;completed on
sam.okafor@westmere.example;Protecting information;{RECENTLY:%d/%m/%Y}
cora.bell@westmere.example;Protecting information;{LONG_AGO}
cora.bell@westmere.example;Owning an information asset;{TODAY}
nobody@westmere.example;Protecting information;{RECENTLY}
"""


@pytest.fixture(autouse=True)
def _in_a_folder_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _report(capsys: pytest.CaptureFixture[str], url: str, *more: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["training-report", "--database", url, *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_table_is_imported_and_counted(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "done.csv").write_text(TABLE, encoding="utf-8")
    assert main(["training-import", "done.csv", "--database", database_url]) == 1
    out, problems = capsys.readouterr()
    assert out == "3 records imported, 0 known already, 0 not completed yet, 1 line not used.\n"
    assert problems == "Line 5: nobody in the people file has this id or e-mail address.\n"
    assert main(["training-import", "done.csv", "--database", database_url]) == 1
    assert capsys.readouterr().out.startswith("0 records imported, 3 known already")
    lines = _report(capsys, database_url)
    whole = {line["course"]: line for line in lines if line["service"] is None}
    assert {"protecting-information", "handling-requests", "owning-an-asset"} <= set(whole)
    owning = whole["owning-an-asset"]
    assert (owning["done"], owning["should"], owning["percent"], owning["line"]) == (1, 2, 50, 95)
    assert owning["reaches_line"] is False
    services = [line for line in lines if line["course"] == "owning-an-asset" and line["service"] is not None]
    assert [(one["service"], one["done"], one["should"], one["reaches_line"]) for one in services] == [
        ("housing", 1, 1, True),
        ("customer-and-digital", 0, 1, False),
    ]


def test_who_is_not_up_to_date_is_listed_for_those_who_ask(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "done.csv").write_text(TABLE, encoding="utf-8")
    main(["training-import", "done.csv", "--database", database_url])
    people = _report(capsys, database_url, "--people")
    cora = [line for line in people if line["email"].startswith("cora") and line["course"].startswith("prot")]
    assert [(one["done"], one["ran_out"], one["service"]) for one in cora] == [
        (LONG_AGO.isoformat(), months_later(LONG_AGO, 12).isoformat(), "housing")
    ]
    anjali = [
        line for line in people if line["email"].startswith("anjali") and line["course"].startswith("own")
    ]
    assert [(one["done"], one["ran_out"]) for one in anjali] == [(None, None)]


def test_a_table_may_come_from_standard_input(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "\n".join(TABLE.splitlines()[:-1]).encode("utf-16")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert main(["training-import", "-", "--database", database_url]) == 0
    assert capsys.readouterr().out.startswith("3 records imported")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.csv", None, "none.csv can't be read: No such file"),
        ("empty.csv", b"", "The file is empty"),
        ("names.csv", b"who,what\na,b\n", "No column is named as one for the person"),
        ("book.xlsx", b"PK\x03\x04", "save the sheet as CSV"),
    ],
)
def test_what_can_t_be_used_at_all_is_told(
    tmp_path: Path,
    database_url: str,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    sentence: str,
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["training-import", name, "--database", database_url]) == 2
    assert sentence in capsys.readouterr().err


def test_without_a_database_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "done.csv").write_text(TABLE, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'none.db'}"
    assert main(["training-import", "done.csv", "--database", url]) == 2
    assert "There is no database" in capsys.readouterr().err
    assert main(["training-report", "--database", url]) == 2


def test_a_councils_own_table_is_taken_from_the_settings(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "training.toml"
    own.write_text('[[courses]]\nid = "fire"\ntitle = "Fire safety"\neverybody = true\n', encoding="utf-8")
    (tmp_path / "askig.toml").write_text(f'training_file = "{own.as_posix()}"\n', encoding="utf-8")
    assert {line["course"] for line in _report(capsys, database_url)} == {"fire"}


def test_a_table_of_ones_own_that_can_t_be_used_is_told_with_its_name(tmp_path: Path) -> None:
    directory = FileDirectory(SAMPLE_COUNCIL / "people.toml", SAMPLE_COUNCIL / "services.toml")
    own = tmp_path / "training.toml"
    own.write_text('[[courses]]\nid = "fire"\ntitle = "Fire"\ngroups = ["wardens"]\n', encoding="utf-8")
    with pytest.raises(
        TrainingWrong, match=r"training\.toml: Fire is for the group 'wardens', which is not listed"
    ):
        read_training(own, directory)
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TrainingWrong, match="it is not UTF-8"):
        read_training(own, directory)
    with pytest.raises(SettingsWrong) as wrong:
        load_settings({"development": True, "training_file": tmp_path / "none.toml"})
    assert "training_file does not exist" in str(wrong.value.sentences)
