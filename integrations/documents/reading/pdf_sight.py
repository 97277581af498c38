"""Which words of a page somebody sees who looks at it: found out by drawing the page with its text and without."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from cases.documents import Unseen
from integrations.documents.reading.pdf_words import Word

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Rows, columns, and three colours from 0 to 255."""
Pixels: TypeAlias = tuple[int, int, int, int]
"""Left, upper, right and lower edge."""

_DOTS_PER_POINT: Final = 100 / 72
_MOST_PIXELS: Final = 4_000_000
_DIFFERS: Final = 20
"""Of 255: a smaller difference is too faint to be read."""
_ALIKE: Final = 24
_NOISE: Final = 40
"""Of 255: how far the colours of a plain area in a scanned picture lie apart."""
_PLAIN_SHARE: Final = 0.97
_LIGHT: Final = 240
_DARK: Final = 60
_TINY: Final = 2.0
"""Points: a word whose letters are no higher can't be read."""
_SHARED: Final = 0.3
"""Of the smaller of two words: with more in common, one may be printed over the other."""
_MOST_COMPARED: Final = 3_000
_MOST_ALONE: Final = 12
_DRAWN_DEPTH: Final = 10
_SCANNED_SHARE: Final = 0.6
_INVISIBLE: Final = frozenset({3, 7})
"""Text that is neither filled nor stroked: ISO 32000-2, table 104."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was learned of a page: whether it is a picture whose words were `recognised`, and whether every word that
    shares its place with another could be tried alone (`all_tried`)."""

    recognised: bool
    all_tried: bool


def find_unseen(page: Any, textpage: Any, words: list[Word]) -> Looked:
    """Mark each word that nobody sees."""
    sight = _Sight(page, textpage)
    recognised = False
    for word in words:
        recognised = sight.mark(word) or recognised
    return Looked(recognised, sight.mark_printed_over(words))


class _Sight:
    def __init__(self, page: Any, textpage: Any) -> None:
        self._page, self._textpage = page, textpage
        self._text_objects = list(
            page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=_DRAWN_DEPTH)
        )
        self._shown = self._draw()
        for one in self._text_objects:
            pdfium_c.FPDFPageObj_SetIsActive(one, False)
        self._ink = _difference(self._shown, self._draw())
        self._to_pixels = _pixel_finder(page, self._shown)
        self._is_scan = self._picture_share() > _SCANNED_SHARE

    def mark(self, word: Word) -> bool:
        """Mark the word where nobody sees it. Returns whether a picture shows it in place of the text."""
        height, width = self._ink.shape
        unseen, outside = 0, 0
        for box in word.boxes:
            left, upper, right, lower = self._to_pixels(box)
            if right <= 0 or lower <= 0 or left >= width or upper >= height:
                outside += 1
            elif not self._ink[max(upper, 0) : lower, max(left, 0) : right].any():
                unseen += 1
        most = len(word.boxes) / 2
        if outside > most:
            word.unseen = Unseen.HIDDEN_TEXT
            return False
        if unseen <= most and unseen < 3:
            _, bottom, _, top = word.box
            tall = top - bottom > _TINY or sum(map(str.isalnum, word.text)) < 2
            word.unseen = None if tall else self._tiny(word)
            return False
        return self._say_why(word)

    def _tiny(self, word: Word) -> Unseen | None:
        left, bottom, right, top = word.box
        wide_for_its_height = (right - left) / max(top - bottom, 0.01) > 3 * len(word.text)
        return None if wide_for_its_height else Unseen.HIDDEN_TEXT

    def _say_why(self, word: Word) -> bool:
        left, upper, right, lower = self._to_pixels(word.box)
        area = self._shown[max(upper, 0) : max(lower, 1), max(left, 0) : max(right, 1)].astype(np.int16)
        if area.size == 0:
            word.unseen = Unseen.HIDDEN_TEXT
            return False
        ground = np.median(area.reshape(-1, 3), axis=0)
        plain = np.mean(np.abs(area - ground).max(axis=2) <= _NOISE) >= _PLAIN_SHARE
        text_object = pdfium_c.FPDFText_GetTextObject(self._textpage, word.first)
        invisible = bool(text_object) and pdfium_c.FPDFTextObj_GetTextRenderMode(text_object) in _INVISIBLE
        if not plain and (invisible or self._is_scan):
            return True
        light = float(ground.mean())
        if invisible:
            word.unseen = Unseen.HIDDEN_TEXT if light >= _LIGHT else Unseen.COVERED_TEXT
        else:
            same = plain and light > _DARK and self._has_colour(word, ground)
            word.unseen = Unseen.HIDDEN_TEXT if same else Unseen.COVERED_TEXT
        return False

    def _has_colour(self, word: Word, ground: npt.NDArray[np.float64]) -> bool:
        channels = [ctypes.c_uint() for _ in range(4)]
        found = pdfium_c.FPDFText_GetFillColor(
            self._textpage, word.first, *(ctypes.byref(value) for value in channels)
        )
        if not found:
            return False
        red, green, blue, alpha = (value.value for value in channels)
        apart = max(abs(float(one) - other) for one, other in zip((red, green, blue), ground, strict=True))
        return alpha == 0 or apart <= _ALIKE

    def mark_printed_over(self, words: list[Word]) -> bool:
        """Words that share their place, as a label on a black box does with what lies under it, are tried alone.

        Returns whether there was room to try them all.
        """
        seen = [word for word in words if word.unseen is None]
        suspects = _sharing_a_place(seen[:_MOST_COMPARED])
        all_tried = len(seen) <= _MOST_COMPARED
        if not suspects:
            return all_tried
        for one in self._text_objects:
            pdfium_c.FPDFPageObj_SetIsActive(one, True)
        tried: dict[int, npt.NDArray[np.bool_]] = {}
        for word in suspects:
            text_object = pdfium_c.FPDFText_GetTextObject(self._textpage, word.first)
            if not text_object:
                continue
            key = ctypes.addressof(text_object.contents)
            if key not in tried:
                if len(tried) >= _MOST_ALONE:
                    all_tried = False
                    continue
                pdfium_c.FPDFPageObj_SetIsActive(text_object, False)
                tried[key] = _difference(self._shown, self._draw())
                pdfium_c.FPDFPageObj_SetIsActive(text_object, True)
            left, upper, right, lower = self._to_pixels(word.box)
            if not tried[key][max(upper, 0) : max(lower, 1), max(left, 0) : max(right, 1)].any():
                word.unseen = Unseen.COVERED_TEXT
        return all_tried

    def _draw(self) -> Picture:
        width, height = self._page.get_size()
        scale = min(_DOTS_PER_POINT, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
        longest = max(width, height, 1.0)
        scale = min(scale, 16_000 / longest)
        bitmap = self._page.render(scale=scale, rev_byteorder=True)
        try:
            pixels: npt.NDArray[np.uint8] = bitmap.to_numpy()
            if pixels.ndim == 2:
                pixels = np.repeat(pixels[:, :, np.newaxis], 3, axis=2)
            return pixels[:, :, :3].copy()
        finally:
            bitmap.close()

    def _picture_share(self) -> float:
        width, height = self._page.get_size()
        share = 0.0
        for drawn in self._page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DRAWN_DEPTH):
            left, bottom, right, top = drawn.get_bounds()
            share = max(share, (right - left) * (top - bottom) / max(width * height, 1.0))
        return share


def _difference(one: Picture, other: Picture) -> npt.NDArray[np.bool_]:
    """Where two drawings differ so much that somebody sees it."""
    apart = np.maximum(one, other) - np.minimum(one, other) > _DIFFERS
    differs: npt.NDArray[np.bool_] = apart[:, :, 0] | apart[:, :, 1] | apart[:, :, 2]
    return differs


def _pixel_finder(page: Any, picture: Picture) -> Callable[[Iterable[float]], Pixels]:
    height, width = picture.shape[:2]
    across, down = ctypes.c_int(), ctypes.c_int()
    across_reference, down_reference = ctypes.byref(across), ctypes.byref(down)
    # Positions come as whole pixels, so they are asked for on a finer picture: sixteenths.
    fine = 16

    def find(box: Iterable[float]) -> Pixels:
        left, bottom, right, top = box
        corners = []
        for x, y in ((left, bottom), (right, top)):
            pdfium_c.FPDF_PageToDevice(
                page, 0, 0, width * fine, height * fine, 0, x, y, across_reference, down_reference
            )
            corners.append((across.value / fine, down.value / fine))
        (x0, y0), (x1, y1) = corners
        return (
            math.floor(min(x0, x1)),
            math.floor(min(y0, y1)),
            math.ceil(max(x0, x1)),
            math.ceil(max(y0, y1)),
        )

    return find


def _sharing_a_place(words: list[Word]) -> list[Word]:
    """The words that stand on another word that says something else."""
    if len(words) < 2:
        return []
    boxes = np.array([word.box for word in words])
    found: dict[int, None] = {}
    areas = np.maximum((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]), 0.01)
    for index, box in enumerate(boxes):
        wide = np.minimum(boxes[:, 2], box[2]) - np.maximum(boxes[:, 0], box[0])
        high = np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1])
        shared = np.maximum(wide, 0) * np.maximum(high, 0) > _SHARED * np.minimum(areas, areas[index])
        for other in np.flatnonzero(shared):
            if other != index and words[int(other)].text != words[index].text:
                found[index] = None
                break
    return [words[index] for index in found]
