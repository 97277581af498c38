"""How cells are shown: the format of a number, and whether a text can be seen at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from cases.documents import Unseen
from integrations.documents.reading.office import is_faint
from integrations.documents.reading.packages import Package, Relation
from integrations.documents.reading.workbooks.numbers import number_in, whole_number_in
from integrations.documents.reading.xml_parts import local_name, steps

_TINY: Final = 3
"""Points."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is shown: the format of its number, and whether its text can be seen."""

    format: str = "General"
    is_date: bool = False
    unseen: Unseen | None = None


def looks_of(package: Package, relations: Iterable[Relation]) -> list[Look]:
    """The looks that cells point to by number."""
    formats = dict(BUILTIN_FORMATS)
    fonts: list[tuple[str, bool]] = []
    fills: list[str] = []
    looks: list[Look] = []
    cells = False
    for relation in relations:
        if relation.kind != "styles":
            continue
        whole = frozenset({"font", "fill", "xf", "dxfs"})
        for started, tag, element in steps(package.chunks(relation.target), whole):
            if tag == "cellXfs":
                cells = started
            elif started and tag == "numFmt":
                formats[whole_number_in(element.get("numFmtId"))] = element.get("formatCode", "")
            elif tag == "font":
                fonts.append(_font(element))
            elif tag == "fill":
                fills.append(_fill(element))
            elif tag == "xf" and cells:
                looks.append(_look(element, formats, fonts, fills))
    return looks


def _look(element: Element, formats: dict[int, str], fonts: list[tuple[str, bool]], fills: list[str]) -> Look:
    code = formats.get(whole_number_in(element.get("numFmtId")), "General")
    font, fill = whole_number_in(element.get("fontId")), whole_number_in(element.get("fillId"))
    ink, tiny = fonts[font] if font < len(fonts) else ("", False)
    ground = (fills[fill] if fill < len(fills) else "") or "FFFFFF"
    blank = code.replace('"', "").strip() in {";;;", ";;"}
    faint = bool(ink) and (ink == ground or (is_faint(ink) and is_faint(ground)))
    return Look(code, is_date_format(code), Unseen.HIDDEN_TEXT if blank or faint or tiny else None)


def _font(element: Element) -> tuple[str, bool]:
    """The font's colour, and whether it is too small to be seen."""
    colour, tiny = "", False
    for child in element:
        name = local_name(child.tag)
        if name == "color":
            colour = _colour(child)
        elif name == "sz":
            tiny = number_in(child.get("val")) <= _TINY
    return colour, tiny


def _fill(element: Element) -> str:
    for pattern in element:
        if local_name(pattern.tag) == "gradientFill":
            return "gradient"
        kind = pattern.get("patternType", "none")
        if kind == "none":
            return ""
        for child in pattern:
            if local_name(child.tag) == "fgColor":
                return _colour(child) or kind
        return kind
    return ""


_INDEXED: Final = {"0": "000000", "1": "FFFFFF", "8": "000000", "9": "FFFFFF"}
_THEME: Final = {"0": "FFFFFF", "1": "000000"}
"""The theme's first two colours are the paper and the ink, and are left so but rarely."""


def _colour(element: Element) -> str:
    """Six hexadecimal digits, or a name of its own for another colour; empty where it is automatic."""
    told = element.get("rgb")
    tint = number_in(element.get("tint"))
    if told:
        return told[-6:].upper()
    if (theme := element.get("theme")) is not None:
        return _THEME.get(theme, f"theme {theme}") if abs(tint) < 0.05 else f"theme {theme} {tint:.2f}"
    if (indexed := element.get("indexed")) is not None:
        return _INDEXED.get(indexed, "" if indexed in {"64", "65"} else f"indexed {indexed}")
    return ""
