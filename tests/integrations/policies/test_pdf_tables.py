"""A retention schedule as a PDF is read row by row, and what only looks like a table is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from integrations.policies.folder import PolicyFolder
from integrations.policies.pdf_files import blocks_of_pdf
from nlp.policies.blocks import Heading, Paragraph, Table
from nlp.policies.library import PolicyLibrary
from tests.integrations.documents.pdfs import box, pdf, text

HEAD = ("Record", "Keep for", "Starting from", "Legal basis or reason")
PLACES = (50, 190, 260, 390)
ROWS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("Unsuccessful job", "applications"), ("6 months",), ("The day of the", "decision"), ("Equality Act 2010,", "section 123")),
    (("Accident book",), ("3 years",), ("The last entry",), ("Claims for injury",)),
    (("Tree surveys",), ("10 years",), ("The survey",), ("Highways Act 1980, to answer", "claims about falling trees")),
    (("CCTV pictures",), ("31 days",), ("The recording",), ("Surveillance code",)),
)  # fmt: skip


def joined(row: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A row as it is read: the lines of each cell together."""
    return tuple(" ".join(cell) for cell in row)


def drawn(
    rows: Sequence[Sequence[Sequence[str]]],
    down: float = 720,
    places: Sequence[float] = PLACES,
    leading: float = 12,
    between: float = 8,
    ruled: bool = False,
) -> tuple[str, float]:
    """Operators that write the rows from `down` on, and where the next line would stand."""
    said = ""
    for row in rows:
        if ruled:
            said += box(places[0] - 4, down + 11, 500, 0.5)
        for place, cell in zip(places, row, strict=True):
            said += "".join(text(line, place, down - leading * at, 10) for at, line in enumerate(cell))
        down -= leading * max(len(cell) for cell in row) + between
    return said + (box(places[0] - 4, down + 11, 500, 0.5) if ruled else ""), down


def heads(*names: str) -> tuple[tuple[str, ...], ...]:
    """The names of the columns as a row."""
    return tuple((name,) for name in names)


def tables(content: bytes) -> list[tuple[tuple[str, ...], ...]]:
    """The tables of a PDF."""
    return [block.rows for block in blocks_of_pdf(content) if isinstance(block, Table)]


EXPECTED = (HEAD, *(joined(row) for row in ROWS))


@pytest.mark.parametrize(
    ("between", "ruled"), [(8, False), (4, True)], ids=["by wider spaces", "by drawn lines"]
)
def test_cells_of_several_lines_are_put_together(between: float, ruled: bool) -> None:
    said, _ = drawn([heads(*HEAD), *ROWS], between=between, ruled=ruled)
    assert tables(pdf(said)) == [EXPECTED]


def test_rows_of_one_line_need_no_space_between_them() -> None:
    rows = [tuple((" ".join(cell)[:14],) for cell in row) for row in ROWS]
    said, _ = drawn([heads(*HEAD), *rows], between=0)
    assert tables(pdf(said)) == [(HEAD, *(joined(row) for row in rows))]


def test_a_table_over_several_pages_is_one_and_names_its_columns_once() -> None:
    pages = []
    for at, row in enumerate(ROWS):
        said, _ = drawn([heads(*HEAD), row, tuple((f"{cell[0]} {at}",) for cell in row)], down=740)
        top = text("Westmere Council", 50, 800, 9) + text("RM09 schedule", 440, 800, 9)
        pages.append(top + said + text(f"Page {at + 1} of 4", 280, 30, 9))
    [rows] = tables(pdf(*pages))
    assert rows[0] == HEAD
    assert len(rows) == 1 + 2 * len(ROWS)
    assert [row for row in rows if row[0].startswith("Unsuccessful")] == [
        EXPECTED[1],
        tuple(f"{cell[0]} 0" for cell in ROWS[0]),
    ]
    assert not any("Westmere" in cell or "Page" in cell for row in rows for cell in row)


def test_what_stands_around_a_table_stays_what_it_is() -> None:
    before = text("5.2 How long to keep", 50, 780, 10) + text(
        "These are the periods that the council has agreed for all services and schools.", 50, 760, 10
    )
    said, down = drawn([heads(*HEAD), *ROWS], down=735)
    after = text("Ask the records manager.", 50, down - 6, 10) + text("5.3 Disposal", 50, down - 30, 10)
    rest = text("Paper goes into the locked bins, and the bins are emptied every Friday.", 50, down - 50, 10)
    blocks = blocks_of_pdf(pdf(before + said + after + rest))
    assert [type(block) for block in blocks] == [Heading, Paragraph, Table, Paragraph, Heading, Paragraph]
    assert blocks[2] == Table(EXPECTED)
    assert blocks[3] == Paragraph("Ask the records manager.")


def test_a_question_is_answered_from_the_row(tmp_path: Path) -> None:
    said, _ = drawn([heads(*HEAD), *ROWS], down=720)
    (tmp_path / "RM09 Schedule.pdf").write_bytes(pdf(text("4 Staff records", 50, 760, 14) + said))
    library = PolicyLibrary(PolicyFolder(tmp_path).read())
    found = library.answer("How long do I keep unsuccessful job applications?")
    assert found.passages[0].passage.text == (
        "Record: Unsuccessful job applications\nKeep for: 6 months\nStarting from: The day of the decision\n"
        "Legal basis or reason: Equality Act 2010, section 123"
    )
    assert found.passages[0].passage.section == "4"


def test_a_full_cell_a_year_alone_and_a_word_parted_at_its_hyphen_stay_in_their_cells() -> None:
    rows = [
        (("Diaries and one-to-", "one notes"), ("6 years or more",), ("End of use",), ("Local Audit Act", "2014")),
        (("Ledgers",), ("12 years or the",), ("End of year",), ("Companies Act", "2006")),
    ]  # fmt: skip
    places = (50, 190, 266, 390)
    said, _ = drawn([heads(*HEAD), *rows], places=places)
    assert tables(pdf(said + text("12", 290, 30, 9))) == [
        (
            HEAD,
            ("Diaries and one-to-one notes", "6 years or more", "End of use", "Local Audit Act 2014"),
            ("Ledgers", "12 years or the", "End of year", "Companies Act 2006"),
        )
    ]


def test_two_columns_of_a_page_are_no_table() -> None:
    left = [
        "Purpose",
        "This policy says how the",
        "council looks after what it",
        "holds, and who answers for",
        "it when things go wrong.",
    ]
    right = ["Scope", "It is for everybody who", "works here, and for those", "who work for us, paid or", "not, in all buildings."]  # fmt: skip
    said = "".join(
        text(one, 50, 700 - 12 * at, 10) + text(other, 300, 700 - 12 * at, 10)
        for at, (one, other) in enumerate(zip(left, right, strict=True))
    )
    assert tables(pdf(said)) == []


def test_a_list_of_contents_is_no_table() -> None:
    names = ["1 Why we keep records", "2 Who does what", "3 How long to keep", "4 Disposal"]
    said = "".join(
        text(name, 50, 700 - 14 * at, 10) + text(str(2 + at), 500, 700 - 14 * at, 10)
        for at, name in enumerate(names)
    )
    assert tables(pdf(said)) == []


_WORD = st.text(alphabet="abcdefghijklmnoprstuvwy", min_size=1, max_size=9)
_CELL = st.lists(_WORD, min_size=1, max_size=2).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 4).flatmap(lambda n: st.lists(st.tuples(*[_CELL] * n), min_size=3, max_size=9)))
def test_whatever_stands_in_the_cells_comes_back_in_its_row(rows: list[tuple[str, ...]]) -> None:
    head, *said = [tuple(cell.capitalize() for cell in row) for row in rows]
    head = tuple(f"{cell}s" for cell in head)
    said = [row for row in said if row != head]
    assume(len(said) >= 2)
    places = [50 + 130 * at for at in range(len(head))]
    written, _ = drawn([heads(*row) for row in (head, *said)], places=places, between=9)
    assert tables(pdf(written)) == [(head, *said)]
