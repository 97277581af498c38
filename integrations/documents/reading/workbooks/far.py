"""Cells that somebody who looks at the top of a sheet never comes to."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import Final

from openpyxl.utils.cell import get_column_letter

_FAR_ROWS: Final = 200
_FAR_COLUMNS: Final = 40


class FarCells:
    """Looks for the first cell that stands far from the rest."""

    def __init__(self) -> None:
        self.first = ""
        """The cell, as "BC217"; empty while there is none."""
        self._last_row = self._last_column = 0

    def look_at(self, row: int, columns: Collection[int]) -> None:
        """Look at the next row that holds anything, in these columns."""
        if not self.first and (column := self._far_column(row, sorted(columns))):
            self.first = f"{get_column_letter(column)}{row}"
        self._last_row, self._last_column = row, max(self._last_column, *columns)

    def _far_column(self, row: int, columns: list[int]) -> int | None:
        if not self._last_row:
            gaps = (after for before, after in pairwise(columns) if after > before + _FAR_COLUMNS)
            return next(gaps, None)
        if row > self._last_row + _FAR_ROWS:
            return columns[0]
        return next((column for column in columns if column > self._last_column + _FAR_COLUMNS), None)
