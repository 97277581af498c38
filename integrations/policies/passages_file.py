"""A file of passages as JSON Lines, `{"id", "text", "title"?}`: what is searched in the place of the library."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from nlp.policies.index import FORM, PassageIndex, ToIndex, build_index
from nlp.policies.vectors import Encoder

_CHUNK: Final = 1024 * 1024


class PassagesWrong(ValueError):
    """A file of passages that can't be used; the sentence says which line and why."""


@dataclass(frozen=True, slots=True)
class FilePassage:
    """One line of the file."""

    id: str | int
    title: str
    text: str


class PassagesFile:
    """The passages, read from the file when they are asked for. Raises `PassagesWrong` where it can't be read."""

    def __init__(self, file: Path) -> None:
        try:
            self._content = (
                np.memmap(file, dtype=np.uint8, mode="r") if file.stat().st_size else np.zeros(0, np.uint8)
            )
        except OSError as error:
            raise PassagesWrong(f"The passages in {file.name} can't be read: {error.strerror}.") from None
        self._name = file.name
        self._lines = list(self._where_lines_are())

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def key(self) -> str:
        """The same for the same content."""
        digest = hashlib.sha256(f"passages {FORM}".encode())
        for at in range(0, len(self._content), _CHUNK):
            digest.update(self._content[at : at + _CHUNK].tobytes())
        return digest.hexdigest()[:32]

    def passage(self, at: int) -> FilePassage:
        """The passage at that place, counted from 0. Raises `PassagesWrong`."""
        number, begin, end = self._lines[at]
        try:
            line = json.loads(self._content[begin:end].tobytes())
        except (ValueError, RecursionError):
            raise PassagesWrong(f"Line {number} of {self._name} is not JSON.") from None
        return _passage(line, f"Line {number} of {self._name}")

    def build(self, encoder: Encoder | None = None) -> PassageIndex:
        """The index over all, with their vectors where there is an encoder. Raises `PassagesWrong`."""
        read = (self.passage(at) for at in range(len(self)))
        return build_index((ToIndex(passage.title, passage.text) for passage in read), encoder)

    def _where_lines_are(self) -> Iterator[tuple[int, int, int]]:
        """The number, the begin and the end of each line that says something."""
        begin = 0
        ends = [*(int(end) for end in np.flatnonzero(self._content == ord("\n"))), len(self._content)]
        for number, end in enumerate(ends, start=1):
            if self._content[begin:end].tobytes().strip():
                yield number, begin, end
            begin = end + 1


def _passage(line: Any, where: str) -> FilePassage:
    if not isinstance(line, dict):
        raise PassagesWrong(f'{where} must be a JSON object such as {{"id": "1", "text": "…"}}.')
    identifier, text, title = line.get("id"), line.get("text"), line.get("title")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise PassagesWrong(f'{where} needs an "id" that is text or a whole number.')
    if not isinstance(text, str):
        raise PassagesWrong(f'{where} needs a "text" in quotation marks.')
    if title is not None and not isinstance(title, str):
        raise PassagesWrong(f'The "title" in {where[0].lower()}{where[1:]} must be text in quotation marks.')
    return FilePassage(identifier, title or "", text)
