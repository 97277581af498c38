"""What a workbook keeps of others: cells that its formulas point to, sources of data, people, what was changed."""

from __future__ import annotations

import re
from typing import Final

from cases.documents import Place, Unseen
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.packages import Package
from integrations.documents.reading.workbooks.numbers import plainly_shown, whole_number_in
from integrations.documents.reading.xml_parts import steps, texts

_LIKE_A_NAME: Final = re.compile(r"[^\W\d]", re.UNICODE)


def read_external_link(package: Package, name: str, out: Gathering) -> None:
    """Cells of another workbook, kept so that formulas work without it."""
    names: list[str] = []
    sheet = ""
    out.new_block()
    for started, tag, element in steps(package.chunks(name), frozenset({"cell"})):
        if started and tag == "sheetName":
            names.append(element.get("val", ""))
        elif started and tag == "sheetData":
            number = whole_number_in(element.get("sheetId"))
            sheet = names[number] if number < len(names) else ""
        elif started and tag == "row":
            out.new_block()
        elif tag == "cell":
            for value in element:
                said = value.text or ""
                if element.get("t", "n") == "n":
                    said = plainly_shown(said)
                place = Place(
                    sheet=sheet, cell=element.get("r", ""), within="values kept from a linked workbook"
                )
                out.add(said, place, "", Unseen.LINKED_VALUES)
        elif not started and tag == "value" and element.text:
            place = Place(within="values kept from a linked source")
            out.add(element.text, place, "", Unseen.LINKED_VALUES)


def read_values(package: Package, name: str, unseen: Unseen, what: str, out: Gathering) -> None:
    """Whatever a part holds that may name somebody, where nobody sees it; `what` says what the part is."""
    out.new_block()
    for key, value in texts(package.chunks(name)):
        if _LIKE_A_NAME.search(value) and not value.startswith(("{", "http://schemas")):
            out.add(value, Place(within=f"{what}, '{key}'"), "", unseen)
