"""A policy becomes passages, each with its section, so that an answer can say where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cases.policies import PassageKind, Policy
from nlp.policies.blocks import Block, Heading, Paragraph, Table, heading_of_line, numbered
from nlp.policies.splitting import LONGEST, passages_of

_POLICY = Policy(number="RM00", title="Records management", version="1.0")


def test_a_section_keeps_its_number_and_the_headings_over_it() -> None:
    blocks = [
        Heading(2, "5 How long to keep"),
        Heading(3, "5.2 How to count"),
        Paragraph("The trigger is an event."),
        Paragraph("- closure\n- last payment"),
        Heading(2, "6 Disposal"),
        Paragraph("Ask the owner."),
    ]
    first, second = passages_of(_POLICY, blocks)
    assert (first.section, first.headings) == ("5.2", ("How long to keep", "How to count"))
    assert first.id == "RM00 5.2"
    assert first.text == "The trigger is an event.\n\n- closure\n- last payment"
    assert (second.section, second.headings) == ("6", ("Disposal",))


def test_each_row_of_a_table_can_be_quoted_alone_with_its_columns() -> None:
    table = Table(
        (
            ("Record", "Keep for", "Why"),
            ("Unsuccessful job applications", "6 months", "Equality Act 2010"),
            ("Accident book", "3 years", ""),
        )
    )
    rows = passages_of(_POLICY, [Heading(2, "2 Staff"), table])
    assert [row.kind for row in rows] == [PassageKind.ROW, PassageKind.ROW]
    assert rows[0].text == "Record: Unsuccessful job applications\nKeep for: 6 months\nWhy: Equality Act 2010"
    assert rows[1].text == "Record: Accident book\nKeep for: 3 years"
    assert rows[0].headings == ("Staff", "Unsuccessful job applications")
    assert len({row.id for row in rows}) == 2


def test_each_term_of_a_table_of_definitions_is_a_definition() -> None:
    table = Table((("Term", "Meaning"), ("Controller", "Who decides why and how."), ("SIRO", "A director.")))
    passages = passages_of(_POLICY, [table])
    assert {passage.kind for passage in passages} == {PassageKind.DEFINITION}
    assert passages[1].text == "Term: SIRO\nMeaning: A director."


def test_a_question_with_its_answer_stands_alone() -> None:
    [passage] = passages_of(_POLICY, [Paragraph("Q: May I keep a copy?\nA: No. The master copy is enough.")])
    assert passage.kind is PassageKind.ANSWER
    assert passage.text == "No. The master copy is enough."
    assert "May I keep a copy?" in passage.title


def test_a_long_section_is_divided_between_its_paragraphs() -> None:
    paragraph = "Every word of this sentence counts here. " * 20
    passages = passages_of(_POLICY, [Heading(1, "1 Long"), *[Paragraph(paragraph)] * 5])
    assert len(passages) > 1
    assert all(len(passage.text.split()) <= LONGEST for passage in passages)
    assert {passage.section for passage in passages} == {"1"}


def test_a_policy_without_headings_is_still_read() -> None:
    [passage] = passages_of(_POLICY, [Paragraph("Lock your screen.")])
    assert (passage.section, passage.headings) == ("", ())


def test_headings_are_known_by_their_number_or_their_type() -> None:
    assert heading_of_line("3.2 Who decides", stands_out=False) == Heading(2, "3.2 Who decides")
    assert heading_of_line("Who decides", stands_out=True) == Heading(1, "Who decides")
    assert heading_of_line("Who decides", stands_out=False) is None
    assert heading_of_line("3 of the 5 forms were sent back to the service.", stands_out=False) is None
    assert (
        heading_of_line("This is a sentence in bold type that ends as sentences do.", stands_out=True) is None
    )


def test_a_number_goes_before_the_words() -> None:
    assert numbered("Section 4: Roles") == ("4", "Roles")
    assert numbered("10.2.1 Backups") == ("10.2.1", "Backups")
    assert numbered("Appendix B. Forms") == ("B", "Forms")
    assert numbered("A policy for schools") == ("", "A policy for schools")


_words = st.text(st.characters(whitelist_categories=("Ll",)), min_size=1, max_size=8)
_text = st.lists(_words, min_size=1, max_size=60).map(" ".join)
_blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 6), _text),
    st.builds(Paragraph, _text),
    st.lists(st.lists(_text, min_size=2, max_size=3).map(tuple), min_size=2, max_size=4).map(
        lambda rows: Table(tuple(rows))
    ),
)


@given(st.lists(_blocks, max_size=12))
def test_nothing_of_a_paragraph_or_a_cell_is_lost_and_no_id_comes_twice(blocks: list[Block]) -> None:
    passages = passages_of(_POLICY, blocks)
    said = " ".join(passage.text for passage in passages).split()
    for block in blocks:
        if isinstance(block, Paragraph):
            assert set(block.text.split()) <= set(said)
        elif isinstance(block, Table):
            assert {word for row in block.rows[1:] for cell in row for word in cell.split()} <= set(said)
    assert len({passage.id for passage in passages}) == len(passages)
    assert all(passage.text.strip() for passage in passages)
