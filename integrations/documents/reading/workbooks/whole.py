"""A workbook from its first part to its last."""

from __future__ import annotations

from cases.documents import Unseen
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.office import ReadNested, read_what_all_have
from integrations.documents.reading.packages import Package, Relation
from integrations.documents.reading.workbooks.beside import read_beside_sheet
from integrations.documents.reading.workbooks.book import add_names, read_book, shared_strings
from integrations.documents.reading.workbooks.linked import read_external_link, read_values
from integrations.documents.reading.workbooks.looks import looks_of
from integrations.documents.reading.workbooks.pivots import read_pivot_cache
from integrations.documents.reading.workbooks.sheets import SheetReader

_KEPT_FOR_PEOPLE_AND_SOURCES = frozenset(
    {"person", "connections", "usernames", "customWorkbookProperty", "xmlMaps"}
)


def read_workbook(package: Package, out: Gathering, read_nested: ReadNested) -> None:
    """Gather all that a workbook says, seen or not."""
    main = package.main_part()
    relations = {one.id: one for one in package.relations(main)}
    book = read_book(package, main)
    strings = shared_strings(package, relations.values())
    looks = looks_of(package, relations.values())
    for sheet in book.sheets:
        relation = relations.get(sheet.relation)
        if relation is None or not _is_here(relation, package):
            continue
        SheetReader(sheet, strings, looks, book.epoch, out).read(package, relation.target)
        read_beside_sheet(package, relation.target, sheet, out)
    add_names(book, out)
    for relation in relations.values():
        if _is_here(relation, package):
            _read_beside_sheets(package, relation, out)
    read_what_all_have(package, out, read_nested)


def _is_here(relation: Relation, package: Package) -> bool:
    return not relation.external and relation.target in package


def _read_beside_sheets(package: Package, relation: Relation, out: Gathering) -> None:
    if relation.kind == "pivotCacheDefinition":
        read_pivot_cache(package, relation.target, out)
    elif relation.kind.startswith("externalLink"):
        read_external_link(package, relation.target, out)
    elif relation.kind in _KEPT_FOR_PEOPLE_AND_SOURCES:
        read_values(package, relation.target, Unseen.PROPERTY, relation.kind, out)
    elif relation.kind == "revisionHeaders":
        for name in package.names:
            if name.lower().startswith("xl/revisions/") and name.endswith(".xml"):
                read_values(package, name, Unseen.TRACKED_CHANGE, "history of changes", out)
