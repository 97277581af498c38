"""The council's policies are read from their folder; a file that can't be is named, and the others are read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from cases.policies import Passage, PassageKind
from integrations.policies.folder import PolicyFolder
from tests.integrations.documents.pdfs import pdf, text

_MARKDOWN = """---
number: RM00
title: Records management
version: 1.2
owner: Records Manager
approved: 2026-11-02
review: 2027-11-01
---

This is for everybody.

## 5 How long to keep

### 5.2 How to count

The trigger is **an event**: closure or [last payment](https://example.org/x).

| Record | Keep for |
|---|---|
| Accident book | 3 years |
| Tree \\| hedge surveys | 10 years |

## 6 Disposal

Ask the owner.
"""


def _read(folder: Path) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    read = PolicyFolder(folder).read()
    return read.passages, read.remarks


def test_a_policy_in_markdown_says_what_it_is_and_where_each_passage_stands(tmp_path: Path) -> None:
    (tmp_path / "records.md").write_text(_MARKDOWN, encoding="utf-8")
    passages, remarks = _read(tmp_path)
    assert remarks == ()
    policy = passages[0].policy
    assert (policy.name, policy.version, policy.owner) == (
        "RM00 Records management",
        "1.2",
        "Records Manager",
    )
    assert (policy.approved, policy.review) == (date(2026, 11, 2), date(2027, 11, 1))
    assert [(one.section, one.kind, one.text) for one in passages] == [
        ("", PassageKind.PROSE, "This is for everybody."),
        ("5.2", PassageKind.PROSE, "The trigger is an event: closure or last payment."),
        ("5.2", PassageKind.ROW, "Record: Accident book\nKeep for: 3 years"),
        ("5.2", PassageKind.ROW, "Record: Tree | hedge surveys\nKeep for: 10 years"),
        ("6", PassageKind.PROSE, "Ask the owner."),
    ]


def test_a_policy_in_word_is_read_with_its_headings_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("IS00 Information security", 0)
    document.add_heading("3 E-mail", 1)
    document.add_paragraph("Look at the whole address.")
    document.add_paragraph().add_run("3.2 When to use bcc").bold = True
    document.add_paragraph("For every group of residents.")
    table = document.add_table(2, 2)
    for cell, said in zip(table._cells, ("To", "How", "A colleague", "A link"), strict=True):
        cell.text = said
    document.save(str(tmp_path / "security.docx"))
    passages, remarks = _read(tmp_path)
    assert remarks == ()
    assert passages[0].policy.name == "IS00 Information security"
    assert [(one.section, one.text) for one in passages] == [
        ("3", "Look at the whole address."),
        ("3.2", "For every group of residents."),
        ("3.2", "To: A colleague\nHow: A link"),
    ]


def test_a_policy_on_a_web_page_is_read_without_what_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "dp00.html").write_text(
        "<html><head><title>DP00 Data protection</title><style>p {}</style></head><body><nav>Home</nav>"
        "<h2>2 Notices</h2><p>Give it when you <b>collect</b> data.</p><ul><li>short</li><li>clear</li></ul>"
        "<table><tr><th>Right<th>Time<tr><td>Access<td>One month</table></body></html>",
        encoding="utf-8",
    )
    passages, remarks = _read(tmp_path)
    assert remarks == ()
    assert {one.policy.name for one in passages} == {"DP00 Data protection"}
    assert [(one.section, one.text) for one in passages] == [
        ("2", "Give it when you collect data.\n\nshort\nclear"),
        ("2", "Right: Access\nTime: One month"),
    ]


def test_a_policy_in_pdf_is_read_by_its_numbered_and_larger_headings(tmp_path: Path) -> None:
    page = "".join(
        [
            text("Closing the office", 50, 760, size=18),
            text("1.1 Who locks up", 50, 720),
            text("The last person to leave locks the front door and sets the alarm, and", 50, 700),
            text("tells the caretaker by telephone.", 50, 685),
            text("1.2 Keys", 50, 650),
            text("Keys are kept in the safe and are counted on the first day of each month.", 50, 630),
            text("1", 300, 30),
        ]
    )
    (tmp_path / "AC01 Access.pdf").write_bytes(pdf(page))
    passages, remarks = _read(tmp_path)
    assert remarks == ()
    assert passages[0].policy.name == "AC01 Access"
    assert [(one.section, one.headings[-1]) for one in passages] == [("1.1", "Who locks up"), ("1.2", "Keys")]
    assert passages[0].text == (
        "The last person to leave locks the front door and sets the alarm, and tells the caretaker by telephone."
    )


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("broken.docx", b"PK\x03\x04 not a document", "broken.docx is left out: it is damaged"),
        ("broken.pdf", b"%PDF-1.7 nothing follows", "broken.pdf is left out: it is damaged"),
        ("scan.pdf", pdf("0.5 g 0 0 595 842 re f"), "scan.pdf is left out: it holds pictures of text"),
        ("old.md", "Café".encode("latin-1"), "old.md is left out: it is not UTF-8"),
        ("empty.md", b"", "empty.md is left out: there is no text in it"),
        ("plain.md", b"Lock your screen when you leave.", "plain.md has no headings"),
        (
            "date.md",
            b"---\nreview: next May\n---\n# 1 A\n\nText.",
            'The date "review" of date.md is not read',
        ),
    ],
)
def test_a_file_that_is_no_use_is_named_and_the_others_are_read(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / "records.md").write_text(_MARKDOWN, encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    passages, remarks = _read(tmp_path)
    assert "The trigger is an event: closure or last payment." in [one.text for one in passages]
    [remark] = remarks
    assert remark.startswith(sentence)


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    passages, remarks = _read(tmp_path)
    assert passages == ()
    assert remarks == (
        "There are no policies to answer from. Put files in the folder (.md, .docx, .html, .htm, .pdf).",
    )
    assert _read(tmp_path / "missing")[1] == ("The folder with the policies is not there: missing.",)


def test_what_word_keeps_beside_an_open_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "records.md").write_text(_MARKDOWN, encoding="utf-8")
    (tmp_path / "~$cords.docx").write_bytes(b"\x05owner")
    assert _read(tmp_path)[1] == ()


def test_the_version_changes_with_a_file(tmp_path: Path) -> None:
    file = tmp_path / "records.md"
    file.write_text(_MARKDOWN, encoding="utf-8")
    before = PolicyFolder(tmp_path).version()
    assert PolicyFolder(tmp_path).version() == before
    file.write_text(_MARKDOWN.replace("3 years", "4 years"), encoding="utf-8")
    assert PolicyFolder(tmp_path).version() != before


def test_a_word_file_from_memory_is_the_same_as_from_disk(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("1 Scope", 1)
    document.add_paragraph("All staff.")
    kept = io.BytesIO()
    document.save(kept)
    (tmp_path / "IG00_strategy.docx").write_bytes(kept.getvalue())
    [passage] = _read(tmp_path)[0]
    assert (passage.policy.number, passage.policy.title) == ("IG00", "Strategy")


def test_a_policy_is_opened_where_it_says_or_where_the_folder_is(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "own.md").write_text(
        "---\nlink: https://a.example/rm00\n---\n# One\n\nWords.\n", encoding="utf-8"
    )
    (tmp_path / "bad.md").write_text("---\nlink: javascript:x\n---\n# Two\n\nWords.\n", encoding="utf-8")
    (tmp_path / "sub" / "tree & hedge.md").write_text("# Three\n\nWords.\n", encoding="utf-8")
    nowhere = PolicyFolder(tmp_path).read()
    assert [one.policy.link for one in nowhere.passages] == ["", "https://a.example/rm00", ""]
    assert [one for one in nowhere.remarks if "link" in one] == [
        'The link of bad.md is not used. Write it like "https://westmere.example/policies/rm00".'
    ]
    read = PolicyFolder(tmp_path, "https://westmere.sharepoint.example/sites/ig/Policies").read()
    assert [one.policy.link for one in read.passages] == [
        "https://westmere.sharepoint.example/sites/ig/Policies/bad.md",
        "https://a.example/rm00",
        "https://westmere.sharepoint.example/sites/ig/Policies/sub/tree%20%26%20hedge.md",
    ]
