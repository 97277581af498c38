"""A sheet, a row at a time: its cells with their place, their heading, and why nobody sees them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import column_index_from_string, get_column_letter

from cases.documents import Place
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.packages import Package
from integrations.documents.reading.workbooks.beside import add_choices
from integrations.documents.reading.workbooks.book import Sheet, rich_text
from integrations.documents.reading.workbooks.far import FarCells
from integrations.documents.reading.workbooks.headings import Cell, Headings
from integrations.documents.reading.workbooks.hidden import HiddenCells
from integrations.documents.reading.workbooks.looks import Look
from integrations.documents.reading.workbooks.numbers import shown_number, whole_number_in
from integrations.documents.reading.xml_parts import local_name, steps

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LAST_COLUMN: Final = 18_278
"""ZZZ, the last that three letters name."""
_WHOLE: Final = frozenset({"c", "dataValidation", "cols", "conditionalFormatting"})
_HEADERS: Final = frozenset(
    {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
)
_HEADER_CODES: Final = re.compile(
    r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[LCRPNDTZFAGBIUESXYOH])'
)


class SheetReader:
    """Reads one sheet."""

    def __init__(
        self, sheet: Sheet, strings: list[str], looks: list[Look], epoch: datetime, out: Gathering
    ) -> None:
        self._sheet, self._strings, self._looks, self._epoch = sheet, strings, looks, epoch
        self._out = out
        self._hidden = HiddenCells(sheet)
        self._headings = Headings()
        self._far = FarCells()
        self._row = self._column = 0

    def read(self, package: Package, name: str) -> None:
        """Gather what the part of this name holds."""
        self._out.new_block()
        named = Place(sheet=self._sheet.name, within="name of the sheet")
        self._out.add(self._sheet.name, named, "", self._sheet.unseen)
        cells: list[Element] = []
        row: Element | None = None
        for started, tag, element in steps(package.chunks(name), _WHOLE):
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
                self._hidden.take_defaults(element)
            elif tag == "cols":
                self._hidden.take_columns(element)
            elif tag == "dataValidation":
                add_choices(element, self._sheet, self._out)
            elif not started and tag in _HEADERS:
                self._add_header(tag, element.text or "")
        if self._far.first:
            self._out.remark(
                f"Sheet {self._sheet.name} has cells that stand far from the rest, the first at {self._far.first}. "
                "They were read. Check that they are meant to be there."
            )

    def _add_header(self, tag: str, written: str) -> None:
        said = _HEADER_CODES.sub(" ", written).replace("&&", "&")
        within = "header" if "Header" in tag else "footer"
        self._out.add(said, Place(sheet=self._sheet.name, within=within), "", self._sheet.unseen)

    def _begin_row(self, element: Element) -> None:
        said = element.get("r")
        self._row = whole_number_in(said) if said else self._row + 1
        self._column = 0

    def _pass_over(self, cell: Element) -> None:
        if cell.get("r") is None:
            self._column += 1

    def _end_row(self, row: Element, elements: list[Element]) -> None:
        cells: dict[int, Cell] = {}
        for element in elements:
            column = self._column_of(element)
            cell = self._cell(element)
            if cell.text.strip():
                cells[column] = cell
        if not cells:
            return
        self._out.new_block()
        self._headings.look_at(cells)
        self._hidden.begin_row(row)
        for column, cell in cells.items():
            place = Place(sheet=self._sheet.name, cell=f"{get_column_letter(column)}{self._row}")
            unseen = self._hidden.why(column, cell.look)
            self._out.add(cell.text, place, self._headings.over(column, cells), unseen)
        self._far.look_at(self._row, cells)

    def _column_of(self, cell: Element) -> int:
        found = _REFERENCE.fullmatch(cell.get("r", ""))
        self._column = column_index_from_string(found[1]) if found else self._column + 1
        self._column = min(self._column, _LAST_COLUMN)
        return self._column

    def _cell(self, element: Element) -> Cell:
        style = whole_number_in(element.get("s"))
        look = self._looks[style] if style < len(self._looks) else Look()
        text, is_text = self._shown(element, look)
        return Cell(text, look, is_text)

    def _shown(self, cell: Element, look: Look) -> tuple[str, bool]:
        """What the cell shows, and whether it is text."""
        kind = cell.get("t", "n")
        value = ""
        for child in cell:
            name = local_name(child.tag)
            if name == "is":
                return rich_text(child), True
            if name == "v":
                value = child.text or ""
        if kind == "s":
            number = whole_number_in(value)
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
