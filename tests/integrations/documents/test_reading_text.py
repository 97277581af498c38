"""Plain text and tables as text are read in the encodings and forms that programs write them in."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.documents.reading.gathering import LONGEST_PART
from tests.integrations.documents.reading import part, read, texts

WORDS = "Zoë owes €3"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    content = f"First line\n\n{WORDS}\n".encode(encoding)
    found = read("a.txt", content)
    assert texts(found) == ["First line", WORDS]
    assert [one.place.line for one in found.parts] == [1, 3]


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_tables_are_read_by_line_and_column(divider: str, ending: str) -> None:
    rows = [["Name", "Phone", "Note"], ["Ann Lee", "07700 900123", "a"], ["Bo Ek", "07700 900456", "b"]]
    found = read("a.csv", ending.join(divider.join(row) for row in rows).encode())
    number = part(found, "07700 900456")
    assert (number.place.line, number.place.within, number.heading) == (3, "column 2", "Phone")
    assert number.block == part(found, "Bo Ek").block != part(found, "Ann Lee").block


def test_a_field_may_hold_line_breaks_and_the_next_row_keeps_its_line() -> None:
    found = read("a.csv", b'Name,Address\n"Ann, Lee","1 Mill Lane\nLeeds"\nBo,Hull\n')
    assert part(found, "Mill Lane").text == "1 Mill Lane\nLeeds"
    assert part(found, "Ann").text == "Ann, Lee"
    assert part(found, "Bo").place.line == 4


def test_the_other_endings_of_text_and_tables_are_read_alike() -> None:
    assert part(read("a.tsv", b"Name\tAge\nAnn\t5\n"), "Ann").heading == "Name"
    assert texts(read("a.md", b"# Minutes\n\nAnn spoke.")) == ["# Minutes", "Ann spoke."]


def test_a_table_without_headings_has_none() -> None:
    found = read("a.csv", b"Ann Lee,07700 900123\nBo Ek,07700 900456\n")
    assert part(found, "900456").heading in {"", "Bo Ek"}
    assert part(found, "Bo Ek").heading == ""


def test_a_very_long_line_is_read_in_pieces_that_lose_nothing() -> None:
    line = "word " * 30_000
    for name in ("a.txt", "a.csv"):
        found = read(name, line.encode())
        assert max(len(one.text) for one in found.parts) <= LONGEST_PART
        assert sum(one.text.count("word") for one in found.parts) == 30_000
        assert {one.place.line for one in found.parts} == {1}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20), min_size=2, max_size=4),
                min_size=1, max_size=6))  # fmt: skip
def test_every_word_of_a_table_is_found(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    said = "".join(texts(read("a.csv", file.getvalue().encode()))) if file.getvalue().strip() else ""
    wanted = "".join("".join(row) for row in rows)
    assert {one for one in wanted if one.isalnum()} <= set(said)
