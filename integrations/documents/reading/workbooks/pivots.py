"""The copy that a pivot table keeps of the rows it was made from, whatever became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from cases.documents import Place, Unseen
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.packages import Package
from integrations.documents.reading.workbooks.numbers import plainly_shown, whole_number_in
from integrations.documents.reading.xml_parts import local_name, steps

_KEPT: Final = "data kept by a pivot table"


@dataclass(slots=True)
class _Field:
    """A column of the copy: its name, the values that rows point to by number, and which of them a row pointed to."""

    name: str
    values: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def read_pivot_cache(package: Package, name: str, out: Gathering) -> None:
    """Gather each row of the copy, and each field's values that no row points to."""
    fields = _read_fields(package, name, out)
    for relation in package.relations(name):
        if relation.kind == "pivotCacheRecords" and not relation.external:
            _read_rows(package, relation.target, fields, out)
    for one in fields:
        out.new_block()
        for number, value in enumerate(one.values):
            if number not in one.used:
                out.add(value, Place(within=_KEPT), one.name, Unseen.PIVOT_CACHE)


def _read_fields(package: Package, name: str, out: Gathering) -> list[_Field]:
    fields: list[_Field] = []
    out.new_block()
    for started, tag, element in steps(package.chunks(name), frozenset({"sharedItems"})):
        if started and tag == "cacheField":
            fields.append(_Field(element.get("name", "")))
        elif started and tag == "worksheetSource":
            out.add(element.get("name", ""), Place(within=_KEPT), "", Unseen.PIVOT_CACHE)
        elif started and tag == "pivotCacheDefinition":
            refreshed = Place(within="who refreshed a pivot table")
            out.add(element.get("refreshedBy", ""), refreshed, "", Unseen.PIVOT_CACHE)
        elif tag == "sharedItems" and fields:
            fields[-1].values = [_value(item) for item in element]
    return fields


def _read_rows(package: Package, name: str, fields: list[_Field], out: Gathering) -> None:
    row = 0
    for started, tag, element in steps(package.chunks(name), frozenset({"r"})):
        if started or tag != "r":
            continue
        row += 1
        out.new_block()
        place = Place(within=f"{_KEPT}, row {row}")
        for one, item in zip(fields, element, strict=False):
            value = _value(item)
            if local_name(item.tag) == "x":
                number = whole_number_in(item.get("v"))
                value = one.values[number] if number < len(one.values) else ""
                one.used.add(number)
            out.add(value, place, one.name, Unseen.PIVOT_CACHE)


def _value(item: Element) -> str:
    kind, value = local_name(item.tag), item.get("v", "")
    if kind == "d":
        try:
            return f"{datetime.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    if kind == "n":
        return plainly_shown(value)
    return value if kind in {"s", "x"} else ""
