"""The words of a page, in lines and paragraphs, in the order in which the page was written."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pypdfium2.raw as pdfium_c

from cases.documents import Unseen

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the page's lower left corner."""

_JOINED: Final = frozenset({0x2, 0xAD, 0xFFFE})
"""A hyphen that only divides a word at the end of a line."""
_WIDE_GAP: Final = 0.9
"""Of a line's height: where lines stand further apart, a new paragraph begins."""
_OTHER_SIZE: Final = 1.35
MOST_CHARACTERS: Final = 200_000
"""On one page."""


@dataclass(slots=True)
class Word:
    """A word, the boxes of its characters, and the number that its first character has on the page."""

    text: str
    boxes: list[Box]
    first: int
    before: str = ""
    unseen: Unseen | None = None

    @property
    def box(self) -> Box:
        """The box around the word; around its beginning where it goes on in another line."""
        tallest = max(box[3] - box[1] for box in self.boxes) + 0.1
        middle = self.boxes[0][1] + self.boxes[0][3]
        return _around([box for box in self.boxes if abs(box[1] + box[3] - middle) < 1.6 * tallest])


Line: TypeAlias = list[Word]
Paragraph: TypeAlias = list[Line]


def paragraphs_of(textpage: Any) -> tuple[list[Paragraph], int]:
    """The paragraphs, and how many characters stand for no letter that is known."""
    lines, unreadable = _lines_of(textpage)
    paragraphs: list[Paragraph] = []
    last: Box | None = None
    for line in lines:
        box = _around([word.box for word in line])
        if last is None or not _goes_on(last, box):
            paragraphs.append([])
        paragraphs[-1].append(line)
        last = box
        _note_what_stands_before(line)
    return paragraphs, unreadable


def _lines_of(textpage: Any) -> tuple[list[Line], int]:
    lines: list[Line] = [[]]
    word: Word | None = None
    unreadable = 0
    read_box = _box_reader(textpage)
    for index in range(min(textpage.count_chars(), MOST_CHARACTERS)):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        if code in _JOINED:
            continue
        character = chr(code) if code <= 0x10FFFF else "\ufffd"
        if code in (0x0A, 0x0D):
            word = None
            if lines[-1]:
                lines.append([])
            continue
        if code == 0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
            unreadable += 1
            character = "\ufffd"
        if character.isspace():
            word = None
            continue
        if word is None:
            word = Word("", [], index)
            lines[-1].append(word)
        word.text += character
        word.boxes.append(read_box(index))
    return [line for line in lines if line], unreadable


def _box_reader(textpage: Any) -> Any:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    references = tuple(ctypes.byref(value) for value in (left, right, bottom, top))

    def read(index: int) -> Box:
        if not pdfium_c.FPDFText_GetCharBox(textpage, index, *references):
            return 0.0, 0.0, 0.0, 0.0
        return left.value, bottom.value, right.value, top.value

    return read


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _goes_on(above: Box, below: Box) -> bool:
    """Whether a line is the next one of the same paragraph: close below, of about the same size, in the same column."""
    heights = sorted((max(above[3] - above[1], 1.0), max(below[3] - below[1], 1.0)))
    gap = above[1] - below[3]
    overlap = min(above[2], below[2]) - max(above[0], below[0])
    return (
        -heights[1] < gap < _WIDE_GAP * heights[1]
        and heights[1] / heights[0] < _OTHER_SIZE * 1.5
        and overlap > 0
    )


def _note_what_stands_before(line: Line) -> None:
    before = ""
    for word in line:
        word.before = before
        before = f"{before} {word.text}"[-80:]
