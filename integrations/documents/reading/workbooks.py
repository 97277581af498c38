"""Reading a workbook (.xlsx, .xlsm): every cell as Excel shows it, and what is kept beside the cells.

Element names are those of ECMA-376 part 1, chapter 18 (SpreadsheetML). Sheets are read in a stream, since a library
that loads them whole takes fifty times their size in memory; `openpyxl` knows what formats and dates mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from cases.documents import Place, Unseen
from integrations.documents.reading.gathering import Gathering, headings_of, looks_like_heading
from integrations.documents.reading.office import (
    ReadNested,
    read_charts,
    read_files_inside,
    read_properties,
    read_relations,
    say_what_was_not_read,
)
from integrations.documents.reading.packages import Package, Relation
from integrations.documents.reading.xml_parts import attribute, local_name, steps, texts

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ROWS_TO_FIND_HEADINGS: Final = 15
_FAR_ROWS: Final = 200
_FAR_COLUMNS: Final = 40
_FAINT: Final = 0xF0
_TINY: Final = 3
"""Points."""
_PADDED: Final = re.compile(r'(?:[0 \-/()+]|\\.|"[^"]*")+')
_FORMAT_MARKS: Final = re.compile(r'\\(.)|"([^"]*)"|(.)', re.DOTALL)
_HEADER_CODES: Final = re.compile(
    r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[LCRPNDTZFAGBIUESXYOH])'
)
_LITERAL: Final = re.compile(r'"((?:[^"]|"")*)"')
_LIKE_A_NAME: Final = re.compile(r"[^\W\d]", re.UNICODE)


def read_workbook(package: Package, out: Gathering, read_nested: ReadNested) -> None:
    """Gather all that a workbook says, seen or not."""
    main = package.main_part()
    relations = {one.id: one for one in package.relations(main)}
    book = _read_book(package, main)
    strings = _shared_strings(package, relations.values())
    looks = _looks(package, relations.values())
    for sheet in book.sheets:
        relation = relations.get(sheet.relation)
        if relation is None or relation.external or relation.target not in package:
            continue
        _SheetReader(package, relation.target, sheet, strings, looks, book.epoch, out).read()
        _read_beside_sheet(package, relation.target, sheet, out)
    _add_names(book, out)
    for relation in relations.values():
        if relation.external or relation.target not in package:
            continue
        if relation.kind == "pivotCacheDefinition":
            _read_pivot_cache(package, relation.target, out)
        elif relation.kind.startswith("externalLink"):
            _read_external_link(package, relation.target, out)
        elif relation.kind in {"person", "connections", "usernames", "customWorkbookProperty", "xmlMaps"}:
            _read_values(package, relation.target, Unseen.PROPERTY, relation.kind, out)
        elif relation.kind == "revisionHeaders":
            for name in package.names:
                if name.lower().startswith("xl/revisions/") and name.endswith(".xml"):
                    _read_values(package, name, Unseen.TRACKED_CHANGE, "history of changes", out)
    read_charts(package, out)
    read_relations(package, out)
    read_properties(package, out)
    read_files_inside(package, out, read_nested)
    say_what_was_not_read(package, out)


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    relation: str
    unseen: Unseen | None


@dataclass(slots=True)
class _Book:
    sheets: list[_Sheet] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    epoch: datetime = CALENDAR_WINDOWS_1900


def _read_book(package: Package, main: str) -> _Book:
    book = _Book()
    for started, tag, element in steps(package.chunks(main)):
        if started and tag == "sheet":
            hidden = element.get("state", "visible") != "visible"
            unseen = Unseen.HIDDEN_SHEET if hidden else None
            book.sheets.append(_Sheet(element.get("name", ""), attribute(element, "id") or "", unseen))
        elif started and tag == "workbookPr" and element.get("date1904") in {"1", "true"}:
            book.epoch = CALENDAR_MAC_1904
        elif not started and tag == "definedName":
            book.names.append((element.get("name", ""), element.text or ""))
    return book


def _add_names(book: _Book, out: Gathering) -> None:
    """A name may stand for a value of its own instead of for cells."""
    out.new_block()
    for name, meaning in book.names:
        literals = [said.replace('""', '"') for said in _LITERAL.findall(meaning)]
        if not literals and "!" not in meaning and any(character.isdigit() for character in meaning):
            literals = [meaning.lstrip("=")]
        for literal in literals:
            out.add(literal, Place(within=f"defined name '{name}'"), name, Unseen.HIDDEN_TEXT)


def _shared_strings(package: Package, relations: Iterable[Relation]) -> list[str]:
    strings: list[str] = []
    for relation in relations:
        if relation.kind == "sharedStrings":
            for started, tag, element in steps(package.chunks(relation.target), frozenset({"si"})):
                if not started and tag == "si":
                    strings.append(_rich_text(element))
    return strings


def _rich_text(element: Element) -> str:
    """The text of a string or comment, without the reading aids of East Asian writing (rPh)."""
    said = []
    for child in element:
        name = local_name(child.tag)
        if name == "t":
            said.append(child.text or "")
        elif name == "r":
            said += [grandchild.text or "" for grandchild in child if local_name(grandchild.tag) == "t"]
    return "".join(said)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell is shown: the format of its number, and whether its text can be seen."""

    format: str = "General"
    is_date: bool = False
    unseen: Unseen | None = None


def _looks(package: Package, relations: Iterable[Relation]) -> list[_Look]:
    formats = dict(BUILTIN_FORMATS)
    fonts: list[tuple[str, bool]] = []
    fills: list[str] = []
    looks: list[_Look] = []
    cells = False
    for relation in relations:
        if relation.kind != "styles":
            continue
        whole = frozenset({"font", "fill", "xf", "dxfs"})
        for started, tag, element in steps(package.chunks(relation.target), whole):
            if tag == "cellXfs":
                cells = started
            elif started and tag == "numFmt":
                formats[_whole_number(element.get("numFmtId"))] = element.get("formatCode", "")
            elif tag == "font":
                fonts.append(_font(element))
            elif tag == "fill":
                fills.append(_fill(element))
            elif tag == "xf" and cells:
                looks.append(_look(element, formats, fonts, fills))
    return looks


def _look(
    element: Element, formats: dict[int, str], fonts: list[tuple[str, bool]], fills: list[str]
) -> _Look:
    code = formats.get(_whole_number(element.get("numFmtId")), "General")
    font, fill = _whole_number(element.get("fontId")), _whole_number(element.get("fillId"))
    ink, tiny = fonts[font] if font < len(fonts) else ("", False)
    ground = (fills[fill] if fill < len(fills) else "") or "FFFFFF"
    blank = code.replace('"', "").strip() in {";;;", ";;"}
    faint = bool(ink) and (ink == ground or (_is_faint(ink) and _is_faint(ground)))
    return _Look(code, is_date_format(code), Unseen.HIDDEN_TEXT if blank or faint or tiny else None)


def _font(element: Element) -> tuple[str, bool]:
    colour, tiny = "", False
    for child in element:
        name = local_name(child.tag)
        if name == "color":
            colour = _colour(child)
        elif name == "sz":
            tiny = _number(child.get("val")) <= _TINY
    return colour, tiny


def _fill(element: Element) -> str:
    for pattern in element:
        if local_name(pattern.tag) == "gradientFill":
            return "gradient"
        kind = pattern.get("patternType", "none")
        if kind == "none":
            return ""
        for child in pattern:
            if local_name(child.tag) == "fgColor":
                return _colour(child) or kind
        return kind
    return ""


_INDEXED: Final = {"0": "000000", "1": "FFFFFF", "8": "000000", "9": "FFFFFF"}
_THEME: Final = {"0": "FFFFFF", "1": "000000"}
"""The theme's first two colours are the paper and the ink, and are left so but rarely."""


def _colour(element: Element) -> str:
    """Six hexadecimal digits, or a name of its own for another colour; empty where it is automatic."""
    told = element.get("rgb")
    tint = _number(element.get("tint"))
    if told:
        return told[-6:].upper()
    if (theme := element.get("theme")) is not None:
        return _THEME.get(theme, f"theme {theme}") if abs(tint) < 0.05 else f"theme {theme} {tint:.2f}"
    if (indexed := element.get("indexed")) is not None:
        return _INDEXED.get(indexed, "" if indexed in {"64", "65"} else f"indexed {indexed}")
    return ""


def _is_faint(colour: str) -> bool:
    if not re.fullmatch(r"[0-9A-F]{6}", colour):
        return False
    return all(int(colour[at : at + 2], 16) >= _FAINT for at in (0, 2, 4))


class _SheetReader:
    """Reads one sheet, a row at a time."""

    def __init__(
        self,
        package: Package,
        name: str,
        sheet: _Sheet,
        strings: list[str],
        looks: list[_Look],
        epoch: datetime,
        out: Gathering,
    ) -> None:
        self._package, self._name, self._sheet = package, name, sheet
        self._strings, self._looks, self._epoch, self._out = strings, looks, epoch, out
        self._hidden_columns: list[tuple[int, int]] = []
        self._rows_hidden = False
        self._row = self._column = 0
        self._rows_with_text = 0
        self._headings: dict[int, str] = {}
        self._settled = False
        self._last_row = self._last_column = 0
        self._far = ""

    def read(self) -> None:
        self._out.new_block()
        self._out.add(
            self._sheet.name,
            Place(sheet=self._sheet.name, within="name of the sheet"),
            "",
            self._sheet.unseen,
        )
        whole = frozenset({"c", "dataValidation", "cols", "conditionalFormatting"})
        cells: list[Element] = []
        row: Element | None = None
        for started, tag, element in steps(self._package.chunks(self._name), whole):
            if tag == "c":
                if len(element):
                    cells.append(element)
                else:
                    self._pass_over(element)
            elif tag == "row":
                if started:
                    row, cells = element, []
                    self._begin_row(element)
                elif row is not None:
                    self._end_row(row, cells)
            elif started and tag == "sheetFormatPr":
                self._rows_hidden = element.get("zeroHeight") in {"1", "true"}
            elif tag == "cols":
                self._take_columns(element)
            elif tag == "dataValidation":
                self._add_choices(element)
            elif not started and tag in _HEADERS:
                said = _HEADER_CODES.sub(" ", element.text or "").replace("&&", "&")
                within = "header" if "Header" in tag else "footer"
                self._out.add(said, Place(sheet=self._sheet.name, within=within), "", self._sheet.unseen)
        if self._far:
            self._out.remark(
                f"Sheet {self._sheet.name} has cells that stand far from the rest, the first at {self._far}. "
                "They were read. Check that they are meant to be there."
            )

    def _take_columns(self, element: Element) -> None:
        for column in element:
            hidden = column.get("hidden") in {"1", "true"} or (
                column.get("width") is not None and _number(column.get("width")) < 0.3
            )
            if hidden:
                self._hidden_columns.append(
                    (_whole_number(column.get("min")), _whole_number(column.get("max")))
                )

    def _begin_row(self, element: Element) -> None:
        said = element.get("r")
        self._row = _whole_number(said) if said else self._row + 1
        self._column = 0

    def _pass_over(self, cell: Element) -> None:
        if cell.get("r") is None:
            self._column += 1

    def _end_row(self, row: Element, cells: list[Element]) -> None:
        values: dict[int, tuple[str, _Look, bool]] = {}
        for cell in cells:
            column = self._column_of(cell)
            look = self._look_of(cell)
            text, is_text = self._shown(cell, look)
            if text.strip():
                values[column] = (text, look, is_text)
        if not values:
            return
        self._out.new_block()
        if not self._settled:
            self._look_for_headings(values)
        hidden = self._is_hidden(row)
        for column, (text, look, _) in values.items():
            place = Place(sheet=self._sheet.name, cell=f"{get_column_letter(column)}{self._row}")
            self._out.add(text, place, self._heading_for(column, values), self._unseen(column, look, hidden))
        self._note_far(values)

    def _column_of(self, cell: Element) -> int:
        found = _REFERENCE.fullmatch(cell.get("r", ""))
        self._column = column_index_from_string(found[1]) if found else self._column + 1
        self._column = min(self._column, 18_278)
        return self._column

    def _look_of(self, cell: Element) -> _Look:
        style = _whole_number(cell.get("s"))
        return self._looks[style] if style < len(self._looks) else _Look()

    def _shown(self, cell: Element, look: _Look) -> tuple[str, bool]:
        """What the cell shows, and whether it is text."""
        kind = cell.get("t", "n")
        value = ""
        for child in cell:
            name = local_name(child.tag)
            if name == "is":
                return _rich_text(child), True
            if name == "v":
                value = child.text or ""
        if kind == "s":
            number = _whole_number(value)
            return (self._strings[number] if number < len(self._strings) else ""), True
        if kind == "b":
            return ("TRUE" if value.strip() in {"1", "true"} else "FALSE"), False
        if kind == "e":
            return "", False
        if kind == "str":
            return value, True
        if kind == "d":
            return value, False
        return shown_number(value, look.format, self._epoch, is_date=look.is_date), False

    def _is_hidden(self, row: Element) -> bool:
        if "hidden" in row.attrib:
            return row.get("hidden") in {"1", "true"}
        if row.get("customHeight") in {"1", "true"} and "ht" in row.attrib:
            return _number(row.get("ht")) < 1
        return self._rows_hidden and "ht" not in row.attrib

    def _unseen(self, column: int, look: _Look, row_is_hidden: bool) -> Unseen | None:
        if self._sheet.unseen is not None:
            return self._sheet.unseen
        if row_is_hidden:
            return Unseen.HIDDEN_ROW
        if any(first <= column <= last for first, last in self._hidden_columns):
            return Unseen.HIDDEN_COLUMN
        return look.unseen

    def _look_for_headings(self, values: dict[int, tuple[str, _Look, bool]]) -> None:
        self._rows_with_text += 1
        texts_only = all(is_text for _, _, is_text in values.values())
        found = headings_of({column: text for column, (text, _, _) in values.items()}) if texts_only else None
        if found is not None and (len(found) > 1 or not self._headings):
            self._headings = found
        self._settled = len(self._headings) > 1 or self._rows_with_text >= _ROWS_TO_FIND_HEADINGS

    def _heading_for(self, column: int, values: dict[int, tuple[str, _Look, bool]]) -> str:
        heading = (
            self._headings.get(column, "") if len(self._headings) != 1 or self._rows_with_text > 1 else ""
        )
        if heading and heading != values[column][0]:
            return heading
        before = values.get(column - 1)
        if before is not None and before[2] and len(self._headings) < 2 and looks_like_heading(before[0]):
            return before[0]
        return ""

    def _note_far(self, values: dict[int, tuple[str, _Look, bool]]) -> None:
        """Cells that somebody who looks at the top of the sheet never comes to."""
        farthest = max(values)
        if not self._far and self._last_row:
            beyond = [column for column in sorted(values) if column > self._last_column + _FAR_COLUMNS]
            if self._row > self._last_row + _FAR_ROWS:
                self._far = f"{get_column_letter(min(values))}{self._row}"
            elif beyond:
                self._far = f"{get_column_letter(beyond[0])}{self._row}"
        elif not self._far:
            ordered = sorted(values)
            gaps = [after for before, after in pairwise(ordered) if after > before + _FAR_COLUMNS]
            if gaps:
                self._far = f"{get_column_letter(gaps[0])}{self._row}"
        self._last_row, self._last_column = self._row, max(self._last_column, farthest)

    def _add_choices(self, element: Element) -> None:
        for child in element.iter():
            if local_name(child.tag) not in {"formula1", "f"}:
                continue
            for literal in _LITERAL.findall(child.text or ""):
                place = Place(sheet=self._sheet.name, within="choices of a list")
                self._out.add(
                    literal.replace('""', '"').replace(",", ", "),
                    place,
                    "",
                    self._sheet.unseen or Unseen.HIDDEN_TEXT,
                )
        for key in ("prompt", "promptTitle", "error", "errorTitle"):
            place = Place(sheet=self._sheet.name, within="message of a cell")
            self._out.add(element.get(key, ""), place, "", self._sheet.unseen)


_HEADERS: Final = frozenset(
    {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
)


def shown_number(value: str, code: str, epoch: datetime, *, is_date: bool) -> str:
    """A stored number about as Excel shows it: days as dd/mm/yyyy, whole numbers with all their digits.

    `code` is the cell's number format; `epoch` the day that the workbook counts from.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if is_date:
        return _shown_date(number, epoch) or _plain(value, number)
    if "%" in code and abs(number) < 1e6:
        return f"{_plain(repr(number * 100), round(number * 100, 6))}%"
    plain = _plain(value, number)
    section = code.partition(";")[0]
    if section.count("0") > 1 and _PADDED.fullmatch(section) and plain.isdecimal():
        return _padded(plain, section)
    return plain


def _shown_date(number: float, epoch: datetime) -> str:
    try:
        moment = from_excel(number, epoch)
    except (ValueError, OverflowError, TypeError):
        return ""
    if isinstance(moment, datetime):
        if moment.time() == time():
            return f"{moment:%d/%m/}{moment.year:04}"
        return f"{moment:%d/%m/}{moment.year:04} {moment:%H:%M}"
    if isinstance(moment, time):
        return f"{moment:%H:%M}"
    if isinstance(moment, timedelta):
        minutes = int(moment.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return ""


def _plain(value: str, number: float) -> str:
    """The number in digits, without an exponent and without an empty fraction. Excel keeps 15 digits."""
    if value.strip().lstrip("+-").isdecimal():
        return value.strip()
    if number != number or number in (float("inf"), float("-inf")):
        return value
    if number == int(number) and abs(number) < 1e22:
        return str(int(number))
    if abs(number) >= 1e22 or abs(number) < 1e-9:
        return value
    return f"{number:.15g}" if "e" not in f"{number:.15g}" else f"{number:.12f}".rstrip("0")


def _padded(digits: str, section: str) -> str:
    """Digits put into a format of noughts: "00000 000000" keeps the nought that a telephone number begins with."""
    marks = [found[1] or found[2] or found[3] or "" for found in _FORMAT_MARKS.finditer(section)]
    places = sum(mark == "0" for mark in marks)
    digits = digits.rjust(places, "0")
    spare, at, said = len(digits) - places, 0, []
    for mark in marks:
        if mark != "0":
            said.append(mark)
            continue
        take = 1 + (spare if at == 0 else 0)
        said.append(digits[at : at + take])
        at += take
    return "".join(said)


def _read_beside_sheet(package: Package, name: str, sheet: _Sheet, out: Gathering) -> None:
    """Comments, text boxes and pictures' descriptions of a sheet."""
    for relation in package.relations(name):
        if relation.external or relation.target not in package:
            continue
        if relation.kind in {"comments", "threadedComment"}:
            _read_comments(package, relation.target, sheet, out)
        elif relation.kind == "drawing":
            _read_drawing(package, relation.target, sheet, out)
        elif relation.kind in {"table", "queryTable", "pivotTable", "slicer", "tableSingleCells"}:
            package.read.add(relation.target.casefold())
            for inner in package.relations(relation.target):
                package.read.add(inner.target.casefold())


def _read_comments(package: Package, name: str, sheet: _Sheet, out: Gathering) -> None:
    out.new_block()
    authors: list[str] = []
    whole = frozenset({"comment", "threadedComment", "author"})
    for started, tag, element in steps(package.chunks(name), whole):
        if started:
            continue
        if tag == "author":
            authors.append(element.text or "")
        elif tag in {"comment", "threadedComment"}:
            said = [
                _rich_text(child) or child.text or ""
                for child in element
                if local_name(child.tag) in {"text"}
            ]
            place = Place(sheet=sheet.name, cell=element.get("ref", ""), within="comment")
            out.add("".join(said), place, "", Unseen.COMMENT)
    for author in dict.fromkeys(authors):
        if not author.startswith("tc={"):
            place = Place(sheet=sheet.name, within="who commented")
            out.add(author, place, "Author", Unseen.COMMENT)


def _read_drawing(package: Package, name: str, sheet: _Sheet, out: Gathering) -> None:
    out.new_block()
    paragraph: list[str] = []
    for started, tag, element in steps(package.chunks(name)):
        if started and tag == "p":
            paragraph = []
        elif started and tag == "cNvPr":
            for key in ("descr", "title"):
                place = Place(sheet=sheet.name, within="description of a picture")
                out.add(element.get(key, ""), place, "", sheet.unseen or Unseen.HIDDEN_TEXT)
        elif not started and tag == "t":
            paragraph.append(element.text or "")
        elif not started and tag == "p":
            place = Place(sheet=sheet.name, within="text box")
            out.add("".join(paragraph), place, "", sheet.unseen)
            paragraph = []


def _read_pivot_cache(package: Package, name: str, out: Gathering) -> None:
    """A pivot table's own copy of its rows: each field's values, then the rows, which point to values by number."""
    place = Place(within="data kept by a pivot table")
    fields: list[str] = []
    shared: list[list[str]] = []
    out.new_block()
    for started, tag, element in steps(package.chunks(name), frozenset({"sharedItems"})):
        if started and tag == "cacheField":
            fields.append(element.get("name", ""))
            shared.append([])
        elif started and tag == "worksheetSource":
            out.add(element.get("name", ""), place, "", Unseen.PIVOT_CACHE)
        elif started and tag == "pivotCacheDefinition":
            out.add(
                element.get("refreshedBy", ""),
                Place(within="who refreshed a pivot table"),
                "",
                Unseen.PIVOT_CACHE,
            )
        elif tag == "sharedItems" and shared:
            shared[-1] = [_pivot_value(item) for item in element]
    used: list[set[int]] = [set() for _ in fields]
    for relation in package.relations(name):
        if relation.kind == "pivotCacheRecords" and not relation.external:
            _read_pivot_records(package, relation.target, fields, shared, used, out)
    for number, values in enumerate(shared):
        out.new_block()
        for index, value in enumerate(values):
            if index not in used[number]:
                out.add(value, place, fields[number], Unseen.PIVOT_CACHE)


def _read_pivot_records(
    package: Package,
    name: str,
    fields: list[str],
    shared: list[list[str]],
    used: list[set[int]],
    out: Gathering,
) -> None:
    row = 0
    for started, tag, element in steps(package.chunks(name), frozenset({"r"})):
        if started or tag != "r":
            continue
        row += 1
        out.new_block()
        place = Place(within=f"data kept by a pivot table, row {row}")
        for number, item in enumerate(element):
            if number >= len(fields):
                break
            value = _pivot_value(item)
            if local_name(item.tag) == "x":
                index = _whole_number(item.get("v"))
                value = shared[number][index] if index < len(shared[number]) else ""
                used[number].add(index)
            out.add(value, place, fields[number], Unseen.PIVOT_CACHE)


def _pivot_value(item: Element) -> str:
    kind, value = local_name(item.tag), item.get("v", "")
    if kind == "d":
        try:
            return f"{datetime.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    if kind == "n":
        return shown_number(value, "General", CALENDAR_WINDOWS_1900, is_date=False)
    return value if kind in {"s", "x"} else ""


def _read_external_link(package: Package, name: str, out: Gathering) -> None:
    """Cells of another workbook, kept so that formulas work without it."""
    names: list[str] = []
    sheet = ""
    out.new_block()
    for started, tag, element in steps(package.chunks(name), frozenset({"cell"})):
        if started and tag == "sheetName":
            names.append(element.get("val", ""))
        elif started and tag == "sheetData":
            number = _whole_number(element.get("sheetId"))
            sheet = names[number] if number < len(names) else ""
        elif started and tag == "row":
            out.new_block()
        elif tag == "cell":
            for value in element:
                said = value.text or ""
                if element.get("t", "n") == "n":
                    said = shown_number(said, "General", CALENDAR_WINDOWS_1900, is_date=False)
                place = Place(
                    sheet=sheet, cell=element.get("r", ""), within="values kept from a linked workbook"
                )
                out.add(said, place, "", Unseen.LINKED_VALUES)
        elif not started and tag == "value" and element.text:
            place = Place(within="values kept from a linked source")
            out.add(element.text, place, "", Unseen.LINKED_VALUES)


def _read_values(package: Package, name: str, unseen: Unseen, what: str, out: Gathering) -> None:
    out.new_block()
    for key, value in texts(package.chunks(name)):
        if _LIKE_A_NAME.search(value) and not value.startswith(("{", "http://schemas")):
            out.add(value, Place(within=f"{what}, '{key}'"), "", unseen)


def _whole_number(value: str | None) -> int:
    """The number written, or 0; a number far beyond any sheet where it is written with too many digits."""
    if value is None or not value.isascii() or not value.strip().isdecimal():
        return 0
    return int(value) if len(value) < 10 else 10**9


def _number(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0
