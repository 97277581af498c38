"""What stands over the cells of a sheet and says what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from integrations.documents.reading.gathering import headings_of, looks_like_heading
from integrations.documents.reading.workbooks.looks import Look

_ROWS_TO_FIND_HEADINGS: Final = 15


class Cell(NamedTuple):
    """A cell as it is shown. `is_text` is False for a number, a day, or a yes or no."""

    text: str
    look: Look
    is_text: bool


class Headings:
    """Finds the row of headings of a sheet. A title alone in its row gives way to the headings below it."""

    def __init__(self) -> None:
        self._found: Mapping[int, str] = {}
        self._rows = 0
        self._settled = False

    def look_at(self, cells: Mapping[int, Cell]) -> None:
        """Look for headings in the next row that holds anything: its cells by column."""
        if self._settled:
            return
        self._rows += 1
        texts_only = all(cell.is_text for cell in cells.values())
        found = headings_of({column: cell.text for column, cell in cells.items()}) if texts_only else None
        if found is not None and (len(found) > 1 or not self._found):
            self._found = found
        self._settled = len(self._found) > 1 or self._rows >= _ROWS_TO_FIND_HEADINGS

    def over(self, column: int, cells: Mapping[int, Cell]) -> str:
        """What says what a cell of the row is: its column's heading, else the cell before it; empty for nothing."""
        heading = self._found.get(column, "") if len(self._found) != 1 or self._rows > 1 else ""
        if heading and heading != cells[column].text:
            return heading
        before = cells.get(column - 1)
        if before is not None and before.is_text and len(self._found) < 2 and looks_like_heading(before.text):
            return before.text
        return ""
