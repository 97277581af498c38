"""A workbook gives up every cell as Excel shows it, and what its author may have forgotten in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cases.documents import Unseen
from integrations.documents.reading.workbooks import shown_number
from tests.integrations.documents.reading import part, read, related, relations, repacked, texts

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"


def saved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def workbook_of(rows: Sequence[Sequence[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        sheet_of(book).append(list(row))
    return book


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


STAFF = (
    ("Name", "NHS number", "Born"),
    ("Ann Lee", 9434765919, date(1984, 3, 7)),
    ("Bo Ek", 4010232137, date(1990, 12, 31)),
)


def test_cells_come_with_their_place_heading_and_row() -> None:
    found = read("staff.xlsx", saved(workbook_of(STAFF)))
    number = part(found, "4010232137")
    assert number.place.in_words() == "sheet Sheet, cell B3"
    assert number.heading == "NHS number"
    assert number.block == part(found, "Bo Ek").block != part(found, "Ann Lee").block
    assert part(found, "31/12/1990").heading == "Born"
    assert all(one.unseen is None for one in found.parts if one.place.cell)


def test_a_title_above_the_headings_does_not_take_their_place() -> None:
    rows = (("Staff in housing",), (), *STAFF)
    assert part(read("a.xlsx", saved(workbook_of(rows))), "Bo Ek").heading == "Name"


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("9434765919", "General", "9434765919"),
        ("9434765919.0", "General", "9434765919"),
        ("9.434765919E9", "General", "9434765919"),
        ("7700900123", "00000 000000", "07700 900123"),
        ("7700900123", "00000000000", "07700900123"),
        ("123456", '00"-"00"-"00', "12-34-56"),
        ("1.5", "0.00", "1.5"),
        ("0.1", "General", "0.1"),
        ("0.25", "0%", "25%"),
        ("-3", "General", "-3"),
        ("not a number", "General", "not a number"),
    ],
)
def test_numbers_are_shown_with_all_their_digits(stored: str, code: str, shown: str) -> None:
    assert shown_number(stored, code, CALENDAR_WINDOWS_1900, is_date=False) == shown


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("45000", "15/03/2023"), ("45000.5", "15/03/2023 12:00"), ("99999999999", "99999999999")],
)
def test_days_are_shown_as_they_are_written_here(stored: str, shown: str) -> None:
    assert shown_number(stored, "dd/mm/yyyy", CALENDAR_WINDOWS_1900, is_date=True) == shown


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_read(state: str) -> None:
    book = workbook_of(STAFF)
    book.create_sheet("Secret")["C5"] = "Hidden Harriet"
    book["Secret"].sheet_state = state
    found = read("a.xlsx", saved(book))
    hidden = part(found, "Hidden Harriet")
    assert (hidden.unseen, hidden.place.sheet, hidden.place.cell) == (Unseen.HIDDEN_SHEET, "Secret", "C5")
    assert part(found, "Ann Lee").unseen is None


def test_hidden_rows_and_columns_are_read_also_of_no_height_or_width() -> None:
    book = workbook_of([["Top", "Seen", "Away", "Thin"], ["Row two", "b2", "c2", "d2"], ["Row three", "b3", "c3", "d3"],
                        ["Row four", "b4", "c4", "d4"]])  # fmt: skip
    sheet = sheet_of(book)
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[3].height = 0.1
    sheet.column_dimensions["C"].hidden = True
    content = repacked(
        saved(book),
        change={
            "xl/worksheets/sheet1.xml": lambda said: said.replace(
                "</cols>", '<col min="4" max="4" width="0"/></cols>'
            )
        },
    )
    found = read("a.xlsx", content)
    assert part(found, "Row two").unseen is Unseen.HIDDEN_ROW
    assert part(found, "Row three").unseen is Unseen.HIDDEN_ROW
    assert part(found, "c4").unseen is Unseen.HIDDEN_COLUMN
    assert part(found, "d4").unseen is Unseen.HIDDEN_COLUMN
    assert part(found, "Row four").unseen is None
    assert part(found, "b4").unseen is None


def test_collapsed_groups_of_columns_are_hidden() -> None:
    book = workbook_of([["Ay", "Bee", "Cee", "Dee"], ["a", "grouped Greta", "grouped Gus", "d"]])
    sheet_of(book).column_dimensions.group("B", "C", hidden=True)
    found = read("a.xlsx", saved(book))
    assert part(found, "grouped Greta").unseen is Unseen.HIDDEN_COLUMN
    assert part(found, "grouped Gus").unseen is Unseen.HIDDEN_COLUMN


def test_white_on_white_and_text_that_its_format_hides() -> None:
    book = workbook_of([["White Wendy", "Banner Ben", "Format Fay", "Same Sue", "Plain Pat"]])
    white, banner, hidden, same, _ = sheet_of(book)[1]
    white.font = Font(color="FFFFFFFF")
    banner.font, banner.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F3864")
    hidden.number_format = ";;;"
    same.font, same.fill = Font(color="FF00AA00"), PatternFill("solid", fgColor="FF00AA00")
    found = read("a.xlsx", saved(book))
    for words in ("White Wendy", "Format Fay", "Same Sue"):
        assert part(found, words).unseen is Unseen.HIDDEN_TEXT
    assert part(found, "Banner Ben").unseen is None
    assert part(found, "Plain Pat").unseen is None


def test_comments_and_their_authors_are_read() -> None:
    book = workbook_of([["Cell"]])
    sheet_of(book)["A1"].comment = Comment("Ask Mr Note", "Carol Comment")
    found = read("a.xlsx", saved(book))
    note = part(found, "Ask Mr Note")
    assert (note.unseen, note.place.cell) == (Unseen.COMMENT, "A1")
    assert part(found, "Carol Comment").unseen is Unseen.COMMENT


def test_threaded_comments_and_the_people_in_them_are_read() -> None:
    content = repacked(
        saved(workbook_of([["Cell"]])),
        add={
            "xl/threadedComments/threadedComment1.xml": '<ThreadedComments><threadedComment ref="A1" personId="{1}"><text>Thread about Theo</text></threadedComment></ThreadedComments>',
            "xl/persons/person.xml": '<personList><person displayName="Petra Person" userId="petra@example.org"/></personList>',
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("threadedComment", "../threadedComments/threadedComment1.xml")
            ),
        },
        change={BOOK_RELATIONS: related("person", "persons/person.xml")},
    )
    found = read("a.xlsx", content)
    assert part(found, "Thread about Theo").unseen is Unseen.COMMENT
    assert part(found, "Petra Person").unseen is Unseen.PROPERTY


def test_a_pivot_tables_copy_of_the_rows_is_read() -> None:
    cache = (
        f'<pivotCacheDefinition {MAIN} refreshedBy="Refresh Rita"><cacheFields>'
        '<cacheField name="Name"><sharedItems><s v="Pivot Paul"/><s v="Kept Kim"/></sharedItems></cacheField>'
        '<cacheField name="NHS number"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'
    )
    records = f'<pivotCacheRecords {MAIN}><r><x v="0"/><n v="9434765919"/></r></pivotCacheRecords>'
    content = repacked(
        saved(workbook_of([["Seen"]])),
        add={
            "xl/pivotCache/pivotCacheDefinition1.xml": cache,
            "xl/pivotCache/pivotCacheRecords1.xml": records,
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relations(
                ("pivotCacheRecords", "pivotCacheRecords1.xml")
            ),
        },
        change={BOOK_RELATIONS: related("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")},
    )
    found = read("a.xlsx", content)
    for words, heading in (("Pivot Paul", "Name"), ("Kept Kim", "Name"), ("9434765919", "NHS number")):
        assert (part(found, words).unseen, part(found, words).heading) == (Unseen.PIVOT_CACHE, heading)
    assert part(found, "9434765919").block == part(found, "Pivot Paul").block
    assert part(found, "Refresh Rita").unseen is Unseen.PIVOT_CACHE


def test_values_kept_from_a_linked_workbook_are_read() -> None:
    link = (
        f'<externalLink {MAIN}><externalBook><sheetNames><sheetName val="Payroll"/></sheetNames><sheetDataSet>'
        '<sheetData sheetId="0"><row r="4"><cell r="B4" t="str"><v>Linked Leo</v></cell>'
        '<cell r="C4"><v>4010232137</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    )
    content = repacked(
        saved(workbook_of([["Seen"]])),
        add={"xl/externalLinks/externalLink1.xml": link},
        change={BOOK_RELATIONS: related("externalLink", "externalLinks/externalLink1.xml")},
    )
    found = part(read("a.xlsx", content), "Linked Leo")
    assert (found.unseen, found.place.sheet, found.place.cell) == (Unseen.LINKED_VALUES, "Payroll", "B4")
    assert part(read("a.xlsx", content), "4010232137").unseen is Unseen.LINKED_VALUES


def test_names_lists_headers_and_messages_are_read() -> None:
    book = workbook_of([["Seen"]])
    sheet = sheet_of(book)
    sheet.oddHeader.center.text = "Report by Hetty Header"
    choices = DataValidation(type="list", formula1='"List Liz,List Lou"')
    choices.add("A1")
    sheet.add_data_validation(choices)
    content = repacked(
        saved(book),
        change={"xl/workbook.xml": lambda said: said.replace("<definedNames/>", "").replace(
            "</sheets>", '</sheets><definedNames><definedName name="owner">"Defined Dan"</definedName>'
            '<definedName name="area">Sheet!$A$1</definedName></definedNames>')},
    )  # fmt: skip
    found = read("a.xlsx", content)
    assert part(found, "Hetty Header").place.within == "header"
    assert part(found, "Hetty Header").unseen is None
    assert part(found, "List Lou").text == "List Liz, List Lou"
    assert part(found, "Defined Dan").unseen is Unseen.HIDDEN_TEXT
    assert not any("$A$1" in text for text in texts(found))


def test_text_boxes_and_descriptions_of_pictures_are_read() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:cNvPr id="2" name="Box" descr="Photo of Alma"/>'
        "<xdr:txBody><a:p><a:r><a:t>Boxed </a:t></a:r><a:r><a:t>Boris</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    content = repacked(
        saved(workbook_of([["Seen"]])),
        add={
            "xl/drawings/drawing1.xml": drawing,
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("drawing", "../drawings/drawing1.xml")),
        },
    )
    found = read("a.xlsx", content)
    assert part(found, "Boxed Boris").unseen is None
    assert part(found, "Photo of Alma").unseen is Unseen.HIDDEN_TEXT


def test_what_a_chart_keeps_is_read_and_of_a_linked_workbook_it_is_not_seen() -> None:
    chart = (
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:cat><c:strRef><c:f>[1]Pay!$A$1:$A$2</c:f>'
        '<c:strCache><c:pt idx="0"><c:v>Charted Chloe</c:v></c:pt></c:strCache></c:strRef></c:cat>'
        '<c:cat><c:strRef><c:f>Sheet!$A$1</c:f><c:strCache><c:pt idx="0"><c:v>Label Lea</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chart>'
    )
    content = repacked(
        saved(workbook_of([["Seen"]])),
        add={"xl/charts/chart1.xml": chart},
        change={"[Content_Types].xml": lambda said: said.replace(
            "</Types>", '<Override PartName="/xl/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>')},
    )  # fmt: skip
    found = read("a.xlsx", content)
    assert part(found, "Charted Chloe").unseen is Unseen.LINKED_VALUES
    assert part(found, "Label Lea").unseen is None


def test_cells_far_from_the_rest_are_read_and_named() -> None:
    book = workbook_of([["Seen"]])
    sheet_of(book)["ZZ9000"] = "Far Fred"
    found = read("a.xlsx", saved(book))
    assert part(found, "Far Fred").place.cell == "ZZ9000"
    assert any("ZZ9000" in remark for remark in found.remarks)
    assert not any("far from" in remark for remark in read("a.xlsx", saved(workbook_of(STAFF))).remarks)


def test_a_formula_gives_the_value_that_was_kept_and_shared_strings_are_looked_up() -> None:
    cells = (
        '<row r="2"><c r="A2" t="str"><f>UPPER(B1)</f><v>FORMULA FLO</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>7</v></c></row>'
    )
    strings = f"<sst {MAIN}><si><r><t>Rich </t></r><r><t>Rosa</t></r><rPh><t>aid</t></rPh></si></sst>"
    content = repacked(
        saved(workbook_of([["Name"]])),
        add={"xl/sharedStrings.xml": strings},
        change={
            "xl/worksheets/sheet1.xml": lambda said: said.replace("</sheetData>", cells + "</sheetData>"),
            BOOK_RELATIONS: related("sharedStrings", "sharedStrings.xml"),
        },
    )
    found = read("a.xlsx", content)
    assert part(found, "FORMULA FLO").heading == "Name"
    assert part(found, "Rich Rosa").text == "Rich Rosa"


def test_properties_and_macros_and_the_data_model_are_told() -> None:
    book = workbook_of([["Seen"]])
    book.properties.creator = "Olive Owner"
    content = repacked(saved(book), add={"xl/vbaProject.bin": b"x", "xl/model/item.data": b"x"})
    found = read("a.xlsm", content)
    assert part(found, "Olive Owner").unseen is Unseen.PROPERTY
    assert "It holds macros. They were not run and not read." in found.remarks
    assert any("data model" in remark for remark in found.remarks)
