"""Reading a workbook (.xlsx, .xlsm): every cell as Excel shows it, and what is kept beside the cells.

Element names are those of ECMA-376 part 1, chapter 18 (SpreadsheetML). Sheets are read in a stream, since a library
that loads them whole takes fifty times their size in memory; `openpyxl` knows what formats and dates mean.
"""

from integrations.documents.reading.workbooks.numbers import shown_number
from integrations.documents.reading.workbooks.whole import read_workbook

__all__ = ["read_workbook", "shown_number"]
