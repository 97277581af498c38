"""From a document's parts to numbered hits, each where it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.disclosure import Hit
from cases.documents import Document, Part, Place, Unseen
from nlp.personal_data import Allowed, DataLabel, load_scanner
from nlp.personal_data.documents import check_document
from nlp.personal_data.scanner import READ_AT_MOST


def document(*parts: Part) -> Document:
    return Document("papers.docx", "docx", parts)


def paragraphs(*texts: str, block: int = 1) -> Document:
    return document(*(Part(text, Place(line=line), block) for line, text in enumerate(texts, start=1)))


def row(**cells: str) -> Document:
    """One row: a heading a cell, underscores for spaces."""
    return document(
        *(
            Part(text, Place(sheet="Staff", cell=f"{chr(65 + at)}2"), 1, heading.replace("_", " "))
            for at, (heading, text) in enumerate(cells.items())
        )
    )


def checked(given: Document, allowed: Allowed | None = None) -> tuple[Hit, ...]:
    return check_document(load_scanner(), given, allowed)


def values(given: Document, allowed: Allowed | None = None) -> list[tuple[str, str]]:
    return [(hit.label, given.parts[hit.part].text[hit.start : hit.end]) for hit in checked(given, allowed)]


def test_a_name_found_once_is_found_in_the_other_parts_of_its_block() -> None:
    given = paragraphs("Dear Mrs Jane Tully", "Tully has asthma.")
    assert values(given) == [("PERSON", "Mrs Jane Tully"), ("PERSON", "Tully"), ("HEALTH", "asthma")]
    first, second, _ = checked(given)
    assert first.group == second.group == 1
    assert (first.place.line, second.place.line) == (1, 2)


def test_people_are_grouped_over_the_whole_document() -> None:
    given = document(
        Part("Dear Mrs Jane Tully", Place(page=1), 1),
        Part("Mr Omar Bell came.", Place(page=2), 2),
        Part("Mrs Tully came too.", Place(page=3), 3, unseen=Unseen.COMMENT),
    )
    hits = checked(given)
    assert [hit.group for hit in hits] == [1, 2, 1]
    assert [hit.unseen for hit in hits] == [None, None, Unseen.COMMENT]


def test_a_name_is_found_again_on_other_pages() -> None:
    given = document(
        Part("Dear Mrs Jane Tully", Place(page=1), 1),
        Part("Tully's letter came from Tully Road.", Place(page=2), 2),
        Part("Write to tully@example.org or Tully & Sons.", Place(page=3), 3),
        Part("A Jane Tully rang.", Place(page=4), 4),
    )
    people = [
        (hit, value)
        for hit, (label, value) in zip(checked(given), values(given), strict=True)
        if label == "PERSON"
    ]
    assert [value for _, value in people] == ["Mrs Jane Tully", "Tully", "Jane Tully"]
    assert {hit.group for hit, _ in people} == {1}
    assert [hit.band for hit, _ in people][1] == "possible"


def test_the_name_of_a_row_is_found_in_its_other_cells_and_in_no_other_row() -> None:
    given = document(
        Part("Zuzu", Place(line=2), 1, "First name"),
        Part("Green", Place(line=2), 1, "Surname"),
        Part("Green rang, said Zuzu.", Place(line=2), 1, "Notes"),
        Part("Bell", Place(line=3), 2, "Surname"),
        Part("Green bins were late.", Place(line=3), 2, "Notes"),
        Part("bins of Zuzu Green", Place(line=4), 3, "Notes"),
    )
    found = [
        (hit.place.line, given.parts[hit.part].text[hit.start : hit.end], hit.group) for hit in checked(given)
    ]
    assert found == [
        (2, "Zuzu", 1),
        (2, "Green", 1),
        (2, "Green", 1),
        (2, "Zuzu", 1),
        (3, "Bell", 2),
        (4, "Zuzu Green", 1),
    ]


def test_a_surname_that_the_document_uses_as_a_word_is_not_looked_for() -> None:
    given = document(
        Part("Dear Mrs Green", Place(page=1), 1),
        Part("Green bins are collected.", Place(page=2), 2),
        Part("All green bins.", Place(page=3), 3),
    )
    assert values(given) == [("PERSON", "Mrs Green")]


def test_a_columns_heading_says_what_a_number_is_and_is_no_hit_itself() -> None:
    assert values(row(NHS_number="943 476 5919")) == [("NHS_NUMBER", "943 476 5919")]
    assert "NHS_NUMBER" not in dict(values(row(Order_number="943 476 5919")))


def test_a_finding_over_two_cells_is_a_hit_in_each() -> None:
    assert values(row(Sort_code="12-34-56", Account_number="12345678")) == [
        ("BANK_ACCOUNT", "12-34-56"),
        ("BANK_ACCOUNT", "12345678"),
    ]


def test_a_hit_says_how_sure_why_and_what_to_weigh() -> None:
    (hit,) = checked(paragraphs("NHS number 943 476 5919"))
    assert (hit.band, hit.score) == ("sure", pytest.approx(0.99, abs=0.04))
    assert "check digit right" in hit.why
    assert "s.40(2)" in hit.foi
    assert "para 16" in hit.sar


def test_what_is_allowed_is_left_out_of_the_whole_document() -> None:
    given = document(
        Part("Dear Mrs Jane Tully", Place(page=1), 1), Part("Ms Tully saw Mr Bell.", Place(page=2), 2)
    )
    assert values(given, Allowed(requester=["Jane Tully"])) == [("PERSON", "Mr Bell")]
    assert [hit.number for hit in checked(given, Allowed(requester=["Jane Tully"]))] == [1]


@pytest.mark.parametrize("filler", ["The bins were emptied. ", "word ", "x"])
def test_a_long_part_is_read_to_its_end(filler: str) -> None:
    long = filler * (2 * READ_AT_MOST // len(filler))
    given = paragraphs(f"{long} My NHS number is 943 476 5919.")
    assert ("NHS_NUMBER", "943 476 5919") in values(given)


def test_a_long_block_is_read_to_its_end() -> None:
    given = paragraphs(*["The bins were emptied on time again. " * 100] * 60, "NHS number 943 476 5919")
    assert values(given)[-1] == ("NHS_NUMBER", "943 476 5919")


def test_an_empty_document_has_no_hits() -> None:
    assert checked(document()) == ()
    assert checked(paragraphs("", " \n", "\x00")) == ()


IDENTIFIERS = [
    "AB 12 34 56 C",
    "NHS no 943 476 5919",
    "jane@example.org",
    "07700 900123",
    "NHS number 4010232137",
    "GB82 WEST 1234 5698 7654 32",
    "4111 1111 1111 1111",
    "12 High Street, Oldtown OT1 2AB",
    "Mrs Jane Tully",
    "born on 1/2/1980",
]
WORDS = ["", " ", "The bins.", "5", "12/2020", "Total", "é\u0301 ǅ \U0001f600", "İ", "\r\n", "a\tb", "£5.00"]
PARTS = st.lists(
    st.tuples(
        st.sampled_from(IDENTIFIERS + WORDS),
        st.sampled_from(["", "NHS number", "Notes", "Surname", "Order number", "Phone", "İd"]),
        st.booleans(),
    ),
    max_size=8,
)


def made(drawn: list[tuple[str, str, bool]]) -> Document:
    parts: list[Part] = []
    block = 1
    for at, (text, heading, new_block) in enumerate(drawn):
        block += new_block
        parts.append(Part(text, Place(sheet="S", cell=f"A{at + 1}"), block, heading))
    return document(*parts)


@settings(deadline=None)
@given(PARTS)
def test_hits_are_numbered_in_reading_order_and_stand_in_their_part(
    drawn: list[tuple[str, str, bool]],
) -> None:
    given = made(drawn)
    hits = checked(given)
    assert [hit.number for hit in hits] == list(range(1, len(hits) + 1))
    assert [(hit.part, hit.start) for hit in hits] == sorted((hit.part, hit.start) for hit in hits)
    for hit in hits:
        text = given.parts[hit.part].text
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == text[hit.start : hit.end].strip()
        assert hit.place == given.parts[hit.part].place
        assert (hit.group is not None) == (hit.label == DataLabel.PERSON)
    groups = sorted({hit.group for hit in hits if hit.group is not None})
    assert groups == list(range(1, len(groups) + 1))


@settings(deadline=None)
@given(PARTS)
def test_what_is_found_in_a_part_alone_is_found_among_others(drawn: list[tuple[str, str, bool]]) -> None:
    given = made(drawn)
    hits = checked(given)
    for number, part in enumerate(given.parts):
        for span in load_scanner().scan(part.text).spans:
            if span.band.value == "sure":
                assert any(
                    hit.part == number and hit.start < span.end and span.start < hit.end for hit in hits
                ), (part, span)
