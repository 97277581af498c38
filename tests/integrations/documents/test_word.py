"""A letter as a Word document opens again, says the same, and tells nothing of who made it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.letters import Letter, LetterFacts, LetterKind, Style, load_letters
from cases.outcomes import Outcome
from cases.regimes import Regime
from integrations.documents.word import word_document
from tests.cases.letters.made import TODAY, bare_case, case_of, decided, facts
from tests.cases.letters.test_odd_words import ODD

LETTERS = load_letters()
WRITTEN = [(kind, regime) for kind, header in LETTERS.headers.items() for regime in sorted(header.regimes)]
REFUSED = decided(Regime.FOI, Outcome.ANSWERED_IN_PART, "FOIA-s43(2)", weighed=("FOIA-s43(2)",))


def opened(letter: Letter) -> WordDocument:
    return Document(BytesIO(word_document(letter, TODAY)))


@pytest.mark.parametrize(("kind", "regime"), WRITTEN)
def test_it_opens_again_with_the_same_words(kind: LetterKind, regime: Regime) -> None:
    for letter in (
        LETTERS.write(kind, case_of(regime), facts()),
        LETTERS.write(kind, bare_case(regime), LetterFacts(TODAY)),
    ):
        assert [one.text for one in opened(letter).paragraphs] == [block.text for block in letter.blocks]


def test_headings_are_headings_bullets_are_bullets_and_places_are_highlighted() -> None:
    letter = LETTERS.write(LetterKind.RESPONSE, REFUSED, facts())
    names = {Style.TITLE: "Heading 1", Style.HEADING: "Heading 2", Style.SUBHEADING: "Heading 3",
             Style.PARAGRAPH: "Normal", Style.BULLET: "List Bullet", Style.QUOTE: "Quote"}  # fmt: skip
    paragraphs = opened(letter).paragraphs
    assert [one.style.name for one in paragraphs if one.style] == [
        names[block.style] for block in letter.blocks
    ]
    assert {names[style] for style in Style} == {one.style.name for one in paragraphs if one.style}
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    highlighted = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert tuple(dict.fromkeys(highlighted)) == letter.places


def test_the_page_is_a4_the_type_is_readable_and_the_language_is_british_english() -> None:
    letter = LETTERS.write(LetterKind.RESPONSE, REFUSED, facts())
    document = opened(letter)
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    normal = document.styles["Normal"].font  # type: ignore[attr-defined]
    assert normal.name == "Arial"
    assert normal.size.pt >= 12
    with zipfile.ZipFile(BytesIO(word_document(letter, TODAY))) as parts:
        styles = parts.read("word/styles.xml").decode()
    assert '<w:lang w:val="en-GB"' in styles


def test_its_properties_hold_nothing_about_a_person() -> None:
    letter = LETTERS.write(LetterKind.RESPONSE, REFUSED, facts())
    with zipfile.ZipFile(BytesIO(word_document(letter, TODAY))) as parts:
        told = "".join(
            parts.read(name).decode()
            for name in parts.namelist()
            if name.startswith("docProps/") and name.endswith("xml")
        )
    for name in ("Jo Bloggs", "Hana", "Handler", "Mill Lane", "potholes", "python-docx"):
        assert name not in told
    properties = opened(letter).core_properties
    assert properties.title == "Answer, FOI-2026-0117"
    assert properties.language == "en-GB"
    assert properties.author == properties.last_modified_by == properties.comments == ""


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.sampled_from(ODD), st.text(st.characters(codec=None, categories=None), max_size=200)))
def test_odd_words_do_not_break_the_document(words: str) -> None:
    details = {"text": words, "requester": words, "contact": words}
    letter = LETTERS.write(LetterKind.CLARIFICATION, case_of(Regime.SAR, details=details), facts())
    assert [one.text for one in opened(letter).paragraphs] == [block.text for block in letter.blocks]
