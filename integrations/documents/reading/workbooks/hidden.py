"""Which cells of a sheet nobody sees: those of a hidden sheet, row or column, or in a look that hides them."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from cases.documents import Unseen
from integrations.documents.reading.workbooks.book import Sheet
from integrations.documents.reading.workbooks.looks import Look
from integrations.documents.reading.workbooks.numbers import number_in, whole_number_in

_YES: Final = frozenset({"1", "true"})
_LOWEST: Final = 1
"""Points. A lower row is as good as hidden."""
_NARROWEST: Final = 0.3
"""Characters. A narrower column is as good as hidden."""


class HiddenCells:
    """Takes what a sheet says about its rows and columns, in the order of its part."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._columns: list[tuple[int, int]] = []
        self._rows_are_hidden = self._row_is_hidden = False

    def take_defaults(self, element: Element) -> None:
        """`sheetFormatPr`: whether rows are hidden that say nothing else."""
        self._rows_are_hidden = element.get("zeroHeight") in _YES

    def take_columns(self, element: Element) -> None:
        """`cols`: columns that are hidden, or too narrow for anybody to see them."""
        for column in element:
            width = column.get("width")
            if column.get("hidden") in _YES or (width is not None and number_in(width) < _NARROWEST):
                self._columns.append((whole_number_in(column.get("min")), whole_number_in(column.get("max"))))

    def begin_row(self, row: Element) -> None:
        """`row`: the cells that come now are in a row that may be hidden, or too low for anybody to see it."""
        self._row_is_hidden = self._hides(row)

    def _hides(self, row: Element) -> bool:
        if "hidden" in row.attrib:
            return row.get("hidden") in _YES
        if row.get("customHeight") in _YES and "ht" in row.attrib:
            return number_in(row.get("ht")) < _LOWEST
        return self._rows_are_hidden and "ht" not in row.attrib

    def why(self, column: int, look: Look) -> Unseen | None:
        """Why nobody sees a cell; None where it is seen."""
        if self._sheet.unseen is not None:
            return self._sheet.unseen
        if self._row_is_hidden:
            return Unseen.HIDDEN_ROW
        if any(first <= column <= last for first, last in self._columns):
            return Unseen.HIDDEN_COLUMN
        return look.unseen
