"""A letter as a Word document (.docx): A4, headings as headings, in British English, and without personal properties.

A place that somebody still has to fill in keeps its square brackets and is highlighted as well.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from cases.letters import Block, Letter, Style

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT: Final = "Arial"
_LANGUAGE: Final = "en-GB"
_STYLES: Final = {
    Style.TITLE: "Heading 1",
    Style.HEADING: "Heading 2",
    Style.SUBHEADING: "Heading 3",
    Style.PARAGRAPH: "Normal",
    Style.BULLET: "List Bullet",
    Style.QUOTE: "Quote",
}
_SIZES: Final = {"Normal": 12, "Heading 1": 18, "Heading 2": 15, "Heading 3": 13, "Quote": 12}
"""Points. 12 is the least that large organisations recommend for letters to the public."""


def word_document(letter: Letter, written: date) -> bytes:
    """The letter as the bytes of a .docx, whose properties say its title, its reference and the day `written`."""
    document = Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document, letter, written)
    for block in letter.blocks:
        _write(document.add_paragraph(style=_STYLES[block.style]), block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write(paragraph: Paragraph, block: Block) -> None:
    for run in block.runs:
        written = paragraph.add_run(run.text)
        if run.is_place:
            written.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)


def _set_styles(document: WordDocument) -> None:
    for name, size in _SIZES.items():
        style = document.styles[name]
        font = style.font
        font.name, font.size = _FONT, Pt(size)
        font.color.rgb, font.italic = RGBColor(0, 0, 0), False
        # The template names theme fonts, which win over a font by name.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), _FONT)
            fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
    normal, quote = document.styles["Normal"], document.styles["Quote"]
    normal.paragraph_format.space_after = Pt(10)
    quote.paragraph_format.left_indent = Cm(1.0)
    _set_language(document)


def _set_language(document: WordDocument) -> None:
    """Word and screen readers take the language from the defaults of all text."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), _LANGUAGE)


def _set_properties(document: WordDocument, letter: Letter, written: date) -> None:
    properties = document.core_properties
    at = datetime.combine(written, time(), UTC).replace(tzinfo=None)
    properties.title = f"{letter.title}, {letter.reference}"
    properties.subject = letter.reference
    properties.language = _LANGUAGE
    properties.created = properties.modified = at
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
