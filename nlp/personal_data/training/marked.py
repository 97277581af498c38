r"""Sentences with what is in them marked by hand: `{LABEL|words}`, `\n` for a line break, `#` before a comment."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nlp.personal_data.labels import DataLabel

Mark = tuple[int, int, DataLabel]
_MARK: Final = re.compile(r"\{([A-Z_]+)\|([^}]*)\}")


def marked_sentences(file: Path) -> Iterator[tuple[str, list[Mark]]]:
    """The sentences of a file without their marks, and where the marks stood (end exclusive).

    Raises `OSError` where the file can't be read, `ValueError` for a label that there is not.
    """
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield _read(line.replace("\\n", "\n"))


def _read(line: str) -> tuple[str, list[Mark]]:
    text, marks, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[2]), DataLabel(mark[1])))
        text += mark[2]
        at = mark.end()
    return text + line[at:], marks
