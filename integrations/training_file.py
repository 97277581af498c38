"""A council's own training-needs table, and tables of what was done out of a learning system."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from cases.people import Directory
from cases.training.importing import TableWrong
from cases.training.needs import TrainingNeeds, TrainingWrong, model_needs, read_needs, unknown_audiences
from integrations.documents.reading.plain_files import dialect_of, text_of

_DIVIDED_BY = re.compile(r"\s*\"?sep=(?P<mark>[,;|\t])\"?\s*", re.IGNORECASE)


def read_training(file: Path | None, directory: Directory) -> TrainingNeeds:
    """The training-needs table in the file; the one that comes with Ask IG without one.

    Raises `TrainingWrong` with a sentence for a file that can't be used.
    """
    if file is None:
        return model_needs()
    try:
        needs = read_needs(file.read_text(encoding="utf-8-sig"))
        for mistake in unknown_audiences(needs, directory):
            raise TrainingWrong(mistake)
    except UnicodeDecodeError as error:
        raise TrainingWrong(f"{file} can't be read: it is not UTF-8.") from error
    except OSError as error:
        raise TrainingWrong(f"{file} can't be read: {error.strerror}.") from error
    except TrainingWrong as wrong:
        raise TrainingWrong(f"{file}: {wrong}") from wrong
    return needs


def rows_of_table(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row of a table that was written as text, with the number of its first line: CSV, or with semicolons or tabs.

    Raises `TableWrong` where it is no such table.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise TableWrong("This is a workbook. Open it in Excel and save the sheet as CSV UTF-8.")
    text = text_of(content).replace("\x00", " ")
    # The bound is the whole process's, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    first, _, rest = text.partition("\n")
    told = _DIVIDED_BY.fullmatch(first)
    line = 1
    if told:
        text, line = rest, 2
        reader = csv.reader(StringIO(text, newline=""), delimiter=told["mark"])
    else:
        reader = csv.reader(StringIO(text, newline=""), dialect_of(text))
    skipped = line - 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + skipped + 1
    except csv.Error as error:
        raise TableWrong(
            f"From line {line} on it is not a proper table. Check its quotation marks."
        ) from error
