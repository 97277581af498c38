"""A Word document gives up its text with its places, and what its author may have forgotten in it."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.shared import Pt, RGBColor

from cases.documents import Unseen
from tests.integrations.documents.reading import part, read, related, repacked, texts
from tests.integrations.documents.test_reading_workbooks import saved as saved_workbook
from tests.integrations.documents.test_reading_workbooks import workbook_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"


def saved(document: WordDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_body(xml: str) -> bytes:
    """A document that says "Visible start", with XML of our own put before its end."""
    document = docx.Document()
    document.add_paragraph("Visible start")
    return repacked(
        saved(document), change={BODY: lambda said: said.replace("<w:sectPr", xml + "<w:sectPr", 1)}
    )


def test_paragraphs_come_in_their_order_and_are_seen() -> None:
    document = docx.Document()
    document.add_heading("A request")
    document.add_paragraph("Dear Priya Shah,").add_run(" thank you.").bold = True
    read_back = read("request.docx", saved(document))
    assert texts(read_back)[:2] == ["A request", "Dear Priya Shah, thank you."]
    assert [one.place.in_words() for one in read_back.parts[:2]] == ["paragraph 1", "paragraph 2"]
    assert read_back.parts[0].unseen is None
    assert read_back.parts[0].block == read_back.parts[1].block
    assert read_back.kind == "Word document"


def test_a_long_text_is_cut_into_blocks_of_about_fifty_paragraphs() -> None:
    document = docx.Document()
    for number in range(120):
        document.add_paragraph(f"Line number {number}")
    blocks = [one.block for one in read("long.docx", saved(document)).parts if one.text.startswith("Line")]
    assert len(set(blocks)) == 3
    assert blocks == sorted(blocks)


def test_the_cells_of_a_table_have_their_row_and_their_heading() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, words in enumerate(
        (("Name", "NHS number", "Note"), ("Ann", "943 476 5919", "x"), ("Bo", "401 023 2137", "y"))
    ):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    found = read("table.docx", saved(document))
    number = part(found, "401 023 2137")
    assert number.place.in_words() == "table 1, row 3"
    assert number.heading == "NHS number"
    assert number.block == part(found, "Bo").block != part(found, "Ann").block


def test_a_form_of_two_columns_names_what_stands_beside_it() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, words in enumerate((("Full name", "Ann Lee"), ("NHS number", "943 476 5919"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    assert part(read("form.docx", saved(document)), "943 476 5919").heading == "NHS number"


def test_headers_and_footers_are_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Case of Mr Head"
    document.sections[0].footer.paragraphs[0].text = "Typed by Ms Foot"
    found = read("a.docx", saved(document))
    assert part(found, "Mr Head").place.within == "header"
    assert part(found, "Ms Foot").place.within == "footer"
    assert part(found, "Ms Foot").unseen is None


def test_pages_are_counted_where_word_recorded_them() -> None:
    document = docx.Document()
    document.add_paragraph("On one")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("On two")
    found = read("a.docx", saved(document))
    assert (part(found, "On one").place.page, part(found, "On two").place.page) == (1, 2)
    recorded = with_body(
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Second page</w:t></w:r></w:p>"
    )
    assert part(read("a.docx", recorded), "Second page").place.page == 2


def test_hidden_white_and_tiny_text_is_told_apart_from_what_is_seen() -> None:
    document = docx.Document()
    for words in ("Hidden Harriet", "White Wendy", "Tiny Tim", "Seen Sam"):
        document.add_paragraph().add_run(words)
    hidden, white, tiny, seen = (one.runs[0].font for one in document.paragraphs)
    hidden.hidden, white.color.rgb, tiny.size = True, RGBColor(255, 255, 255), Pt(1)
    seen.color.rgb, seen.size = RGBColor(200, 0, 0), Pt(8)
    found = read("a.docx", saved(document))
    for words in ("Hidden Harriet", "White Wendy", "Tiny Tim"):
        assert part(found, words).unseen is Unseen.HIDDEN_TEXT
    assert part(found, "Seen Sam").unseen is None


def test_text_that_a_style_hides_is_hidden_and_white_on_a_colour_is_not() -> None:
    document = docx.Document()
    style = document.styles.add_style("Secret", 1)
    style.font.hidden = True  # type: ignore[attr-defined]
    document.add_paragraph("By its style", style="Secret")
    found = read("a.docx", saved(document))
    assert part(found, "By its style").unseen is Unseen.HIDDEN_TEXT
    shaded = with_body(
        '<w:p><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
        "<w:t>Banner words</w:t></w:r></w:p>"
    )
    assert part(read("a.docx", shaded), "Banner words").unseen is None


def test_hidden_words_are_read_with_those_before_them() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("NHS number: ")
    paragraph.add_run("943 476 5919").font.hidden = True
    paragraph.add_run(" was removed")
    found = read("a.docx", saved(document))
    assert part(found, "943 476 5919").heading == "NHS number:"
    assert part(found, "was removed").text == "NHS number:  was removed"


def test_deleted_and_moved_text_is_a_tracked_change_and_inserted_text_is_seen() -> None:
    found = read(
        "a.docx",
        with_body(
            '<w:p><w:r><w:t xml:space="preserve">The tenant </w:t></w:r>'
            '<w:del w:id="1" w:author="Editor Edith"><w:r><w:delText>Mrs Gone</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="Editor Edith"><w:r><w:t>at number 4</w:t></w:r></w:ins></w:p>'
            '<w:p><w:moveFrom w:id="3" w:author="Mover Max"><w:r><w:t>Moved Molly</w:t></w:r></w:moveFrom></w:p>'
        ),
    )
    assert part(found, "Mrs Gone").unseen is Unseen.TRACKED_CHANGE
    assert part(found, "Moved Molly").unseen is Unseen.TRACKED_CHANGE
    assert part(found, "at number 4").text == "The tenant at number 4"
    assert part(found, "at number 4").unseen is None
    assert part(found, "Editor Edith").unseen is Unseen.TRACKED_CHANGE
    assert part(found, "Mover Max").place.within == "who commented or changed it"
    assert any("tracked changes" in remark for remark in found.remarks)


def test_comments_are_read_with_their_author() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Text that somebody commented on")
    document.add_comment(paragraph.runs, text="Is this about Mr Note?", author="Carol Comment", initials="CC")
    found = read("a.docx", saved(document))
    assert part(found, "Mr Note").unseen is Unseen.COMMENT
    assert part(found, "Mr Note").place.within.startswith("comment")
    assert part(found, "Carol Comment").unseen is not None
    assert part(found, "somebody commented on").unseen is None


def test_properties_are_read_and_counts_are_not() -> None:
    document = docx.Document()
    document.core_properties.author = "Olive Owner"
    document.core_properties.last_modified_by = "Lester Last"
    content = repacked(
        saved(document),
        add={
            "docProps/custom.xml": (
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
                'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
                '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Client">'
                "<vt:lpwstr>Connie Client</vt:lpwstr></property></Properties>"
            ),
            "docProps/app.xml": (
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                "<Words>123456</Words><Manager>Mandy Manager</Manager></Properties>"
            ),
        },
    )
    found = read("a.docx", content)
    assert part(found, "Olive Owner").place.within == "property 'Author'"
    for name in ("Olive Owner", "Lester Last", "Connie Client", "Mandy Manager"):
        assert part(found, name).unseen is Unseen.PROPERTY
    assert part(found, "Connie Client").heading == "Client"
    assert "123456" not in texts(found)


@pytest.mark.parametrize(
    ("kind", "root", "said"), [("footnotes", "footnote", "Foot Fiona"), ("endnotes", "endnote", "End Edna")]
)
def test_footnotes_and_endnotes_are_read(kind: str, root: str, said: str) -> None:
    xml = f'<w:{kind} {W}><w:{root} w:id="3"><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:{root}></w:{kind}>'
    content = repacked(
        with_body(""" <w:p/>"""),
        add={f"word/{kind}.xml": xml},
        change={RELATIONS: related(kind, f"{kind}.xml")},
    )
    found = part(read("a.docx", content), said)
    assert found.place.within == f"{root} 3"
    assert found.unseen is None


def test_a_text_box_is_read_once() -> None:
    inside = "<w:txbxContent><w:p><w:r><w:t>Boxed Boris</w:t></w:r></w:p></w:txbxContent>"
    content = with_body(
        '<w:p><w:r><w:t>Around it</w:t><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{inside}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    found = read("a.docx", content)
    assert part(found, "Boxed Boris").place.within.endswith("text box")
    assert part(found, "Around it").text == "Around it"


def test_descriptions_of_pictures_field_codes_and_links_are_read() -> None:
    content = with_body(
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="Picture 1" descr="Portrait of Alma Alt"/></wp:inline></w:drawing></w:r></w:p>'
        '<w:p><w:r><w:instrText>HYPERLINK "mailto:</w:instrText></w:r><w:r><w:instrText>field@example.org"</w:instrText></w:r>'
        "<w:r><w:t>Write to us</w:t></w:r></w:p>"
    )
    content = repacked(
        content, change={RELATIONS: related("hyperlink", "mailto:link@example.org", outside=True)}
    )
    found = read("a.docx", content)
    for words in ("Alma Alt", "mailto:field@example.org", "mailto:link@example.org"):
        assert part(found, words).unseen is Unseen.HIDDEN_TEXT
    assert "Picture 1" not in texts(found)


def test_custom_xml_building_blocks_and_variables_are_read() -> None:
    glossary = f"<w:glossaryDocument {W}><w:docParts><w:docPart><w:docPartBody><w:p><w:r><w:t>Block Bella</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
    content = repacked(
        with_body("<w:p/>"),
        add={
            "word/glossary/document.xml": glossary,
            "customXml/item7.xml": '<client id="x1"><name>Custom Cora</name></client>',
        },
        change={
            RELATIONS: related("glossaryDocument", "glossary/document.xml"),
            "word/settings.xml": lambda said: said.replace(
                "</w:settings>",
                '<w:docVars><w:docVar w:name="v" w:val="Variable Vera"/></w:docVars></w:settings>',
            ),
        },
    )
    found = read("a.docx", content)
    assert part(found, "Block Bella").unseen is Unseen.HIDDEN_TEXT
    assert part(found, "Custom Cora").unseen is Unseen.PROPERTY
    assert part(found, "Variable Vera").unseen is Unseen.PROPERTY


def test_a_workbook_behind_a_chart_is_read_too() -> None:
    inner = saved_workbook(workbook_of([["Name", "Case"], ["Chart Charlie", "C-1"]]))
    content = repacked(with_body("<w:p/>"), add={"word/embeddings/Microsoft_Excel_Sheet1.xlsx": inner})
    found = part(read("a.docx", content), "Chart Charlie")
    assert found.unseen is Unseen.EMBEDDED_FILE
    assert found.place.file == "Microsoft_Excel_Sheet1.xlsx"
    assert (found.place.sheet, found.place.cell) == ("Sheet", "A2")


def test_macros_are_told_and_pictures_too() -> None:
    content = repacked(
        with_body("<w:p/>"),
        add={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0", "word/media/image1.png": b"\x89PNG"},
    )
    for name in ("a.docx", "a.docm"):
        assert "It holds macros. They were not run and not read." in read(name, content).remarks
    assert any("pictures" in remark for remark in read("a.docx", content).remarks)


def test_parts_that_nothing_reads_are_named() -> None:
    content = repacked(with_body("<w:p/>"), add={"word/odd/thing.xml": "<thing>Unknown</thing>"})
    assert any("word/odd/thing.xml" in remark for remark in read("a.docx", content).remarks)


def test_the_strict_form_is_read_alike() -> None:
    content = repacked(
        with_body("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Strict Stella</w:t></w:r></w:p>"),
        change={
            BODY: lambda said: said.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
            "_rels/.rels": lambda said: said.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
                "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
            ),
        },
    )
    assert part(read("a.docx", content), "Strict Stella").unseen is Unseen.HIDDEN_TEXT
