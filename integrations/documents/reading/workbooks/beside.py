"""What a sheet holds beside its cells: comments, text boxes, pictures' descriptions, choices and messages."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from cases.documents import Place, Unseen
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.packages import Package
from integrations.documents.reading.workbooks.book import Sheet, literals, rich_text
from integrations.documents.reading.xml_parts import local_name, steps

_SHOWS_CELLS: Final = frozenset({"table", "queryTable", "pivotTable", "slicer", "tableSingleCells"})
"""Parts that say how cells are shown, whose words stand in the cells or in a pivot cache."""


def read_beside_sheet(package: Package, name: str, sheet: Sheet, out: Gathering) -> None:
    """Gather what the part of this name is joined to."""
    for relation in package.relations(name):
        if relation.external or relation.target not in package:
            continue
        if relation.kind in {"comments", "threadedComment"}:
            _read_comments(package, relation.target, sheet, out)
        elif relation.kind == "drawing":
            _read_drawing(package, relation.target, sheet, out)
        elif relation.kind in _SHOWS_CELLS:
            package.read.add(relation.target.casefold())
            for inner in package.relations(relation.target):
                package.read.add(inner.target.casefold())


def _read_comments(package: Package, name: str, sheet: Sheet, out: Gathering) -> None:
    out.new_block()
    authors: list[str] = []
    whole = frozenset({"comment", "threadedComment", "author"})
    for started, tag, element in steps(package.chunks(name), whole):
        if started:
            continue
        if tag == "author":
            authors.append(element.text or "")
        elif tag in {"comment", "threadedComment"}:
            said = [
                rich_text(child) or child.text or "" for child in element if local_name(child.tag) == "text"
            ]
            place = Place(sheet=sheet.name, cell=element.get("ref", ""), within="comment")
            out.add("".join(said), place, "", Unseen.COMMENT)
    for author in dict.fromkeys(authors):
        if not author.startswith("tc={"):
            place = Place(sheet=sheet.name, within="who commented")
            out.add(author, place, "Author", Unseen.COMMENT)


def _read_drawing(package: Package, name: str, sheet: Sheet, out: Gathering) -> None:
    out.new_block()
    paragraph: list[str] = []
    for started, tag, element in steps(package.chunks(name)):
        if started and tag == "p":
            paragraph = []
        elif started and tag == "cNvPr":
            for key in ("descr", "title"):
                place = Place(sheet=sheet.name, within="description of a picture")
                out.add(element.get(key, ""), place, "", sheet.unseen or Unseen.HIDDEN_TEXT)
        elif not started and tag == "t":
            paragraph.append(element.text or "")
        elif not started and tag == "p":
            place = Place(sheet=sheet.name, within="text box")
            out.add("".join(paragraph), place, "", sheet.unseen)
            paragraph = []


def add_choices(element: Element, sheet: Sheet, out: Gathering) -> None:
    """`dataValidation`: the choices of a list that are written into it, and what it tells who types something else."""
    for child in element.iter():
        if local_name(child.tag) in {"formula1", "f"}:
            for literal in literals(child.text or ""):
                place = Place(sheet=sheet.name, within="choices of a list")
                out.add(literal.replace(",", ", "), place, "", sheet.unseen or Unseen.HIDDEN_TEXT)
    for key in ("prompt", "promptTitle", "error", "errorTitle"):
        place = Place(sheet=sheet.name, within="message of a cell")
        out.add(element.get(key, ""), place, "", sheet.unseen)
