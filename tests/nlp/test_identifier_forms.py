"""Identifiers in every form and with their caption in every place where people put it."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.personal_data import CONTEXT_LABELS, DataLabel, load_scanner
from nlp.personal_data.labels import CIRCUMSTANCES
from nlp.personal_data.resolving import settled
from nlp.personal_data.scanner import seen_before_words
from nlp.personal_data.spans import Span
from nlp.personal_data.training.marked import Mark, marked_sentences
from nlp.plain_text import Written

settings.register_profile("forms", deadline=None, max_examples=40)
settings.load_profile("forms")

_FORMS = list(marked_sentences(Path(__file__).parent / "data" / "identifiers-forms.txt"))
_MOST = 0.8
"""The share of a mark that a finding must cover: whether "aged 7" or "7" is marked is a matter of taste."""


_HARMLESS = CONTEXT_LABELS | CIRCUMSTANCES | {DataLabel.PERSON}


@cache
def _found_by_patterns() -> dict[str, tuple[Span, ...]]:
    texts = [text for text, _ in _FORMS]
    return {
        text: settled(seen.found, lowest_score=0.55)
        for text, seen in zip(texts, seen_before_words(texts), strict=True)
    }


def _are_found(marks: list[Mark], spans: Sequence[Span]) -> bool:
    return all(
        any(
            span.label is label and min(end, span.end) - max(start, span.start) >= _MOST * (end - start)
            for span in spans
        )
        for start, end, label in marks
    )


@pytest.mark.parametrize(("text", "marks"), [line for line in _FORMS if line[1]])
def test_patterns_find_every_form(text: str, marks: list[Mark]) -> None:
    assert _are_found(marks, _found_by_patterns()[text])


@pytest.mark.parametrize("text", [text for text, marks in _FORMS if not marks])
def test_patterns_leave_alone_what_only_looks_like_one(text: str) -> None:
    assert [span for span in _found_by_patterns()[text] if span.label not in _HARMLESS] == []


def test_with_the_network_nearly_every_form_is_found() -> None:
    """The network may doubt a form in a few words that tell nothing of whose it is."""
    marked = [line for line in _FORMS if line[1]]
    scans = load_scanner().scan_many(text for text, _ in marked)
    missed = [
        text for (text, marks), scan in zip(marked, scans, strict=True) if not _are_found(marks, scan.spans)
    ]
    assert len(missed) <= 0.02 * len(marked), missed


def test_with_the_network_nearly_all_look_alikes_are_left_alone() -> None:
    plain = [text for text, marks in _FORMS if not marks]
    scans = load_scanner().scan_many(plain)
    flagged = [
        text
        for text, scan in zip(plain, scans, strict=True)
        if any(span.label not in _HARMLESS for span in scan.spans)
    ]
    assert len(flagged) <= 0.03 * len(plain), flagged


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
        assert all(word in text for word in written.heading_of(at).replace("|", " ").split())
