"""What holds a workbook together: its sheets, the names that it defines, the strings that its cells share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from cases.documents import Place, Unseen
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.packages import Package, Relation
from integrations.documents.reading.xml_parts import attribute, local_name, steps

_LITERAL: Final = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it: its name, the id of the relation to its part, and why nobody sees it."""

    name: str
    relation: str
    unseen: Unseen | None


@dataclass(slots=True)
class Book:
    """The workbook's own part. `names` are what it defines (name, meaning); `epoch` is the day it counts from."""

    sheets: list[Sheet] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    epoch: datetime = CALENDAR_WINDOWS_1900


def read_book(package: Package, main: str) -> Book:
    """The workbook's own part, `main`."""
    book = Book()
    for started, tag, element in steps(package.chunks(main)):
        if started and tag == "sheet":
            hidden = element.get("state", "visible") != "visible"
            unseen = Unseen.HIDDEN_SHEET if hidden else None
            book.sheets.append(Sheet(element.get("name", ""), attribute(element, "id") or "", unseen))
        elif started and tag == "workbookPr" and element.get("date1904") in {"1", "true"}:
            book.epoch = CALENDAR_MAC_1904
        elif not started and tag == "definedName":
            book.names.append((element.get("name", ""), element.text or ""))
    return book


def add_names(book: Book, out: Gathering) -> None:
    """A name may stand for a value of its own instead of for cells."""
    out.new_block()
    for name, meaning in book.names:
        said = list(literals(meaning))
        if not said and "!" not in meaning and any(character.isdigit() for character in meaning):
            said = [meaning.lstrip("=")]
        for literal in said:
            out.add(literal, Place(within=f"defined name '{name}'"), name, Unseen.HIDDEN_TEXT)


def literals(formula: str) -> Iterator[str]:
    """The texts that a formula holds in quotation marks."""
    return (said.replace('""', '"') for said in _LITERAL.findall(formula))


def shared_strings(package: Package, relations: Iterable[Relation]) -> list[str]:
    """The strings that cells point to by number."""
    strings: list[str] = []
    for relation in relations:
        if relation.kind == "sharedStrings":
            for started, tag, element in steps(package.chunks(relation.target), frozenset({"si"})):
                if not started and tag == "si":
                    strings.append(rich_text(element))
    return strings


def rich_text(element: Element) -> str:
    """The text of a string or comment, without the reading aids of East Asian writing (rPh)."""
    said = []
    for child in element:
        name = local_name(child.tag)
        if name == "t":
            said.append(child.text or "")
        elif name == "r":
            said += [grandchild.text or "" for grandchild in child if local_name(grandchild.tag) == "t"]
    return "".join(said)
