"""Identifiers in every form and with their caption in every place where people put it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.personal_data import CONTEXT_LABELS, DataLabel, load_scanner
from nlp.personal_data.labels import CIRCUMSTANCES
from nlp.personal_data.training.marked import marked_sentences
from nlp.plain_text import Written

settings.register_profile("forms", deadline=None, max_examples=40)
settings.load_profile("forms")

_FORMS = list(marked_sentences(Path(__file__).parent / "data" / "identifiers-forms.txt"))
_MOST = 0.8
"""The share of a mark that a finding must cover: whether "aged 7" or "7" is marked is a matter of taste."""


@pytest.mark.parametrize(("text", "marks"), [line for line in _FORMS if line[1]])
def test_every_form_is_found(text: str, marks: list[tuple[int, int, DataLabel]]) -> None:
    found = load_scanner().scan(text).spans
    for start, end, label in marks:
        assert any(
            span.label is label and min(end, span.end) - max(start, span.start) >= _MOST * (end - start)
            for span in found
        ), (label, text[start:end])


@pytest.mark.parametrize("text", [text for text, marks in _FORMS if not marks])
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    harmless = CONTEXT_LABELS | CIRCUMSTANCES | {DataLabel.PERSON}
    assert [span for span in load_scanner().scan(text).spans if span.label not in harmless] == []


VALUES = st.sampled_from(
    [
        (DataLabel.PASSPORT, "Passport number", "531204917"),
        (DataLabel.NHS_NUMBER, "NHS number", "9434765919"),
        (DataLabel.UPRN, "UPRN", "100023336956"),
        (DataLabel.UTR, "UTR", "1955839661"),
        (DataLabel.DATE_OF_BIRTH, "Date of birth", "14/06/1998"),
        (DataLabel.AGE, "Age", "34"),
        (DataLabel.COUNCIL_REF, "Council tax account", "61234567"),
    ]
)
PARTED_BY = st.sampled_from(["\t", " | ", "|", "; ", ";", ", ", ",", "    "])


@given(VALUES, PARTED_BY, st.integers(0, 2), st.booleans())
def test_the_heading_of_a_column_is_a_caption(
    value: tuple[DataLabel, str, str], parted_by: str, place: int, blank_line: bool
) -> None:
    label, caption, written = value
    headings, cells = ["Name", "Ward"], ["Jane", "Eastfield"]
    headings.insert(place, caption)
    cells.insert(place, written)
    text = parted_by.join(headings) + ("\n\n" if blank_line else "\n") + parted_by.join(cells)
    assert [span.text for span in load_scanner().scan(text).spans if span.label is label] == [written]


@given(VALUES, st.sampled_from(["{}: {}", "{}\n{}", "{}\n\n{}", "{} is {}", "{} = {}", "{} ({})", "{}\t{}"]))
def test_a_caption_stands_before_or_above(value: tuple[DataLabel, str, str], form: str) -> None:
    label, caption, written = value
    found = load_scanner().scan(form.format(caption, written)).spans
    assert any(span.label is label and written in span.text for span in found)


@given(st.text("0123456789oOlI -/.", max_size=40))
def test_letters_read_as_figures_move_nothing(text: str) -> None:
    written = Written(text)
    assert len(written.figures) == len(text)
    assert all(was == now for was, now in zip(text, written.figures, strict=True) if was.isdigit())


@given(st.lists(st.text("ab1,;|/\t -", max_size=12), max_size=6).map("\n".join))
def test_headings_stand_in_the_text(text: str) -> None:
    written = Written(text)
    for at in range(len(text)):
        assert all(heading in text for heading in written.heading_of(at).split(" | "))
