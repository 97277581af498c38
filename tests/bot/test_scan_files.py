"""`askig scan FILE…`: real files in, a table and reports out."""

import json
import os
import pty
from io import StringIO
from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook

from bot.command_line import main
from bot.commands import scan_files
from cases.documents import Unseen
from nlp.personal_data import WHAT_IT_IS_NOT


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from this machine's own settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASKIG_SETTINGS", raising=False)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    document = WordDocument()
    document.add_paragraph("Dear Mrs Jane Tully,")
    document.add_paragraph("Your NHS number is 943 476 5919. Her son Tom has asthma.")
    document.core_properties.author = "Zuzu Brackle"
    path = tmp_path / "letter.docx"
    document.save(str(path))
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Staff"
    for row in (
        ["First name", "Surname", "Religion"],
        ["Zuzu", "Brackle", "Jain"],
        ["Ama", "Odu", "Not stated"],
    ):
        sheet.append(row)
    sheet.column_dimensions["C"].hidden = True
    path = tmp_path / "staff.xlsx"
    book.save(path)
    return path


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["scan", *arguments])
    written = capsys.readouterr()
    return status, written.out, written.err


def test_a_letter_is_told_in_a_table(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, errors = said([str(letter)], capsys)
    assert (status, errors) == (0, "")
    heading, *rows = [line for line in out.splitlines() if line][1:]
    assert heading.split() == ["No.", "Kind", "Place", "Value", "How", "sure", "Why"]
    assert rows[0].startswith("1 ")
    assert "Mrs Jane Tully" in rows[0]
    assert any("NHS number" in row and "943 476 5919" in row and "sure" in row for row in rows)
    assert "Found: 1 mention of health, " in out
    assert WHAT_IT_IS_NOT in out


def test_what_people_forget_is_told_with_its_meaning(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = said([str(workbook)], capsys)
    assert "sheet Staff, cell C2 (hidden column)" in out or "sheet Staff, cell C2" in out
    assert f"- hidden column: 1 finding. {Unseen.HIDDEN_COLUMN.meaning}" in out


def test_a_json_line_for_each_file(letter: Path, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(["--json", str(letter), str(workbook)], capsys)
    first, second = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert (first["file"], second["file"]) == (str(letter), str(workbook))
    assert first["summary"]["NHS_NUMBER"] == 1
    assert [hit["number"] for hit in first["hits"]] == list(range(1, len(first["hits"]) + 1))
    religion = next(hit for hit in second["hits"] if hit["label"] == "RELIGION_OR_BELIEF")
    assert (religion["text"], religion["unseen"]) == ("Jain", "hidden column")
    assert "s.40(2)" in religion["consideration"]["foi"]
    names = [person["name"] for person in second["people"]]
    assert names[:2] == ["Zuzu Brackle", "Ama Odu"]
    assert second["note"] == WHAT_IT_IS_NOT


def test_the_requester_and_staff_are_left_out(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--json", str(letter), "--allow-requester", "Jane Tully", "--allow-requester", "9434765919"]
    _, out, _ = said(arguments, capsys)
    found = [hit["text"] for hit in json.loads(out)["hits"]]
    assert "asthma" in found
    assert not {"Mrs Jane Tully", "943 476 5919"} & set(found)


def test_a_file_that_cannot_be_read_does_not_hold_up_the_others(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 not a document")
    (tmp_path / "old.exe").write_bytes(b"MZ")
    missing, broken, odd = (str(tmp_path / name) for name in ("none.txt", "broken.docx", "old.exe"))
    status, out, errors = said([missing, broken, odd, str(tmp_path), str(letter)], capsys)
    assert status == 1
    assert "Mrs Jane Tully" in out
    lines = errors.splitlines()
    assert len(lines) == 4
    assert lines[0] == f"{missing}: There is no such file or folder. Check the name."
    assert lines[3] == f"{tmp_path}: This is a folder. Name the files in it."
    assert all(len(line.split(": ", 1)[1]) > 20 for line in lines)
    assert "Traceback" not in errors


def test_reports_of_several_files_go_into_a_folder(
    tmp_path: Path, letter: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reports"
    status, _, _ = said([str(letter), str(workbook), "--html", str(folder), "--csv", str(folder)], capsys)
    assert status == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "letter.docx.csv",
        "letter.docx.html",
        "staff.xlsx.csv",
        "staff.xlsx.html",
    ]
    assert "943 476 5919" in (folder / "letter.docx.html").read_text(encoding="utf-8")
    assert (folder / "staff.xlsx.csv").read_bytes().startswith(b"\xef\xbb\xbfNumber,Kind")


def test_the_report_of_one_file_may_be_named(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said([str(letter), "--html", str(tmp_path / "my.html")], capsys)
    assert "on the command line" in (tmp_path / "my.html").read_text(encoding="utf-8")


def test_files_of_one_name_have_reports_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, words in (("a", "Mrs Tully"), ("b", "Mr Bell")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(words, encoding="utf-8")
    said([str(tmp_path / "a/note.txt"), str(tmp_path / "b/note.txt"), "--csv", str(tmp_path / "out")], capsys)
    assert "Mrs Tully" in (tmp_path / "out/note.txt.csv").read_text(encoding="utf-8")
    assert "Mr Bell" in (tmp_path / "out/note.txt-2.csv").read_text(encoding="utf-8")


def test_a_report_never_takes_the_place_of_a_document(
    tmp_path: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = letter.read_bytes()
    status, _, errors = said([str(letter), "--html", str(letter)], capsys)
    assert (status, errors) == (2, "A report would take the place of a document. Name another file for it.\n")
    assert letter.read_bytes() == before


@pytest.mark.parametrize(
    "options", [["--json"], ["--html", "x"], ["--csv", "x"], ["--allow-staff", "Jane Tully"]]
)
def test_options_for_files_want_files(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert said(options, capsys) == (2, "", "Name the files to check: askig scan FILE…\n")


def test_several_reports_do_not_fit_in_one_file(
    tmp_path: Path, letter: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken.html").write_text("mine", encoding="utf-8")
    status, out, errors = said([str(letter), str(workbook), "--html", str(tmp_path / "taken.html")], capsys)
    assert (status, out) == (2, "")
    assert "Name a folder." in errors
    assert (tmp_path / "taken.html").read_text(encoding="utf-8") == "mine"


def test_without_files_it_reads_json_lines_as_ever(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO('{"id": 1, "text": "Mrs Tully rang"}\n'))
    status, out, _ = said([], capsys)
    answer = json.loads(out)
    assert (status, answer["id"], answer["summary"]) == (0, 1, {"PERSON": 1})
    assert set(answer) == {"id", "spans", "summary", "people", "allowed", "note"}


def test_nothing_in_a_document_steers_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "odd.csv").write_text("Surname,Age\nTu\u202elly,4\n\x1b[31mBell,5\n", encoding="utf-8")
    _, out, _ = said([str(tmp_path / "odd.csv")], capsys)
    assert not {"\x1b", "\u202e"} & set(out)
    assert "Nothing was found" not in out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("columns", [60, 80, 200])
def test_lines_fit_the_terminal(letter: Path, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    terminal, screen = pty.openpty()
    try:
        with os.fdopen(screen, "w", encoding="utf-8") as out:
            scan_files.run(scan_files.Wanted([letter]), out, StringIO())
            written = os.read(terminal, 100_000).decode()
    finally:
        os.close(terminal)
    rows = [line for line in written.splitlines() if line[:2].strip().isdigit() or line.startswith("No.")]
    assert len(rows) > 3
    assert max(map(len, rows)) <= columns


def test_a_long_table_is_cut_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "\n".join(f"Brackle{'abcdefghij'[n % 10]}" for n in range(600))
    (tmp_path / "many.csv").write_text(f"Surname\n{rows}\n", encoding="utf-8")
    _, out, _ = said([str(tmp_path / "many.csv")], capsys)
    assert "… and 100 more: write them all with --csv or --html." in out
    assert "Found: 600 names." in out
    assert "10 people in all." in out
