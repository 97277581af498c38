"""What Word documents and workbooks have alike: faint colours, properties, links, files inside, charts, macros."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Final

from cases.documents import Place, Unseen
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.packages import Package, Relation
from integrations.documents.reading.sentences import MACROS, PICTURES
from integrations.documents.reading.xml_parts import steps, texts

ReadNested = Callable[[Gathering, str, bytes], None]
"""Reads a file inside a file, by name and content, into what is gathered. Never raises `DocumentRefused`."""

_SAYS_NOTHING: Final = frozenset(
    {"Application", "AppVersion", "Characters", "CharactersWithSpaces", "DocSecurity", "HyperlinksChanged", "Lines",
     "LinksUpToDate", "Pages", "Paragraphs", "ScaleCrop", "SharedDoc", "TotalTime", "Words", "created", "modified",
     "revision", "lastPrinted", "lpstr", "lpwstr", "MMClips", "Notes",
     "HiddenSlides", "Slides", "PresentationFormat", "i4", "language"}
)  # fmt: skip
"""Properties that the program counts by itself, and names of sheets and headings, which are read where they stand."""
_IN_WORDS: Final = {
    "creator": "Author",
    "lastModifiedBy": "Last modified by",
    "title": "Title",
    "subject": "Subject",
    "description": "Comments",
    "keywords": "Keywords",
    "category": "Category",
    "contentStatus": "Status",
}
_KEYS_OF_PLUMBING: Final = frozenset({"type", "schemaLocation", "baseType", "size", "fmtid", "pid"})
_NO_TEXT: Final = (
    ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg", ".wdp", ".ico",
    ".odttf", ".fntdata", ".ttf", ".otf",
)  # fmt: skip
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg")
_STYLING: Final = re.compile(
    r"(^|/)(theme|themes|fonts?|styles?|printersettings|activex|ctrlprops|richdata)\d*(/|\.|withEffects|$)"
    r"|(fonttable|stylesWithEffects|websettings|numbering|calcchain|metadata|tablestyles|\[content_types\]"
    r"|colors\d*|style\d*)\.xml$|^_xmlsignatures/|thumbnail|^customxml/itemprops",
    re.IGNORECASE,
)
_FAINT: Final = 0xF0
_ONLY_A_NUMBER: Final = re.compile(r"[\d\s.,:%£$€+\-TZE]*", re.ASCII)


def is_faint(colour: str | None) -> bool:
    """Whether a colour (six hexadecimal digits) can't be told from white paper."""
    if colour is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    return all(int(colour[at : at + 2], 16) >= _FAINT for at in (0, 2, 4))


def read_what_all_have(package: Package, out: Gathering, read_nested: ReadNested) -> None:
    """What documents of every program of Office may hold, and a remark on what was not read. For the end."""
    _read_charts(package, out)
    _read_relations(package, out)
    _read_properties(package, out)
    _read_files_inside(package, out, read_nested)
    _say_what_was_not_read(package, out)


def _read_properties(package: Package, out: Gathering) -> None:
    """The file's properties, the organisation's own among them, and data that forms keep (custom XML)."""
    out.new_block()
    for name in package.names:
        lowered = name.lower()
        if lowered.startswith("docprops/") and lowered.endswith(".xml"):
            if "custom" in lowered:
                _read_custom_properties(package, name, out)
                continue
            for key, value in texts(package.chunks(name)):
                if key not in _SAYS_NOTHING and not _is_plumbing(key, value):
                    _add_property(out, _IN_WORDS.get(key, key), value)
        elif lowered.startswith("customxml/") and lowered.endswith(".xml") and "itemprops" not in lowered:
            for key, value in texts(package.chunks(name)):
                if not _is_plumbing(key, value):
                    out.add(value, Place(within=f"custom XML '{key}'"), key, Unseen.PROPERTY)


def _read_custom_properties(package: Package, name: str, out: Gathering) -> None:
    title = ""
    for started, tag, element in steps(package.chunks(name)):
        if started and tag == "property":
            title = element.get("name", "")
            _add_property(out, "name of a property", title)
        elif not started and element.text and tag != "property":
            _add_property(out, title or tag, element.text)


def _add_property(out: Gathering, title: str, value: str) -> None:
    out.add(value, Place(within=f"property '{title}'"), title, Unseen.PROPERTY)


def _is_plumbing(key: str, value: str) -> bool:
    if key in _KEYS_OF_PLUMBING or value in {"Normal.dotm", "Normal"}:
        return True
    return value.startswith(("http://schemas.", "http://purl.org/", "{"))


def _read_relations(package: Package, out: Gathering) -> None:
    """Where the file points to: links that are opened by a press, templates and files that it is joined to."""
    seen = set()
    for name in package.names:
        folder, file = posixpath.split(name)
        if not file.lower().endswith(".rels") or not folder.lower().endswith("_rels"):
            continue
        owner = posixpath.join(posixpath.dirname(folder), file[: -len(".rels")])
        for relation in package.relations(owner):
            if not relation.external or relation.target in seen:
                continue
            seen.add(relation.target)
            _add_link(out, relation)


def _add_link(out: Gathering, relation: Relation) -> None:
    if relation.kind == "hyperlink":
        out.add(relation.target, Place(within="where a link leads"), "", Unseen.HIDDEN_TEXT)
    else:
        out.add(relation.target, Place(within="name of a linked file"), "", Unseen.PROPERTY)


def _read_charts(package: Package, out: Gathering) -> None:
    """The values that charts keep, whatever became of the cells that they were drawn from."""
    number = 0
    for name in package.names:
        if "charts/" not in name.lower() or not package.type_of(name).endswith(
            (".chart+xml", ".chartex+xml", "userShapes+xml", "chartshapes+xml")
        ):
            continue
        number += 1
        out.new_block()
        _read_chart(package, name, number, out)


def _read_chart(package: Package, name: str, number: int, out: Gathering) -> None:
    values: list[str] = []
    linked = False
    for started, tag, element in steps(package.chunks(name), frozenset({"pt"})):
        if started:
            continue
        if tag == "f":
            linked = "[" in (element.text or "")
        elif tag == "pt":
            values += [text.strip() for text in element.itertext() if text.strip()]
        elif tag in {"strCache", "numCache", "multiLvlStrCache", "strLit", "numLit", "lvl"} and values:
            kept = [value for value in values if _is_worth_keeping(value)]
            unseen = Unseen.LINKED_VALUES if linked else None
            for value in kept:
                out.add(value, Place(within=f"chart {number}"), "", unseen)
            values = []
        elif tag == "t" and element.text:
            out.add(element.text, Place(within=f"chart {number}"))


def _is_worth_keeping(value: str) -> bool:
    """Numbers of a few digits are what a chart shows and name nobody."""
    return _ONLY_A_NUMBER.fullmatch(value) is None or sum(character.isdigit() for character in value) >= 8


def _read_files_inside(package: Package, out: Gathering, read_nested: ReadNested) -> None:
    """Whole files behind a chart or an icon, and what can't be read of them."""
    for name in package.names:
        lowered = name.lower()
        if "/embeddings/" in lowered or "/afchunk" in lowered:
            file = posixpath.basename(name)
            read_nested(out.inside(file, Unseen.EMBEDDED_FILE), file, package.content(name))
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        out.remark(MACROS)
    if any("/media/" in name.lower() and name.lower().endswith(_PICTURES) for name in package.names):
        out.remark(PICTURES)


def _say_what_was_not_read(package: Package, out: Gathering) -> None:
    """A remark that names the parts that nothing here reads, so that nobody takes them for checked."""
    left = [
        name
        for name in package.names
        if name.casefold() not in package.read
        and not name.lower().endswith(_NO_TEXT)
        and not _STYLING.search(name)
        and "vba" not in name.lower()
        and not name.lower().endswith(".vml")
    ]
    if package.has_doubles:
        out.remark(
            "Some of its parts share a name, and only one of each was read. Save a new copy and send that."
        )
    if any(name.lower().startswith("xl/model/") for name in left):
        out.remark(
            "It holds a data model (Power Pivot) with copies of whole tables. It was not read: "
            "delete it, or publish a copy of the values."
        )
        left = [name for name in left if not name.lower().startswith("xl/model/")]
    if left:
        shown = ", ".join(sorted(left)[:5]) + (f" and {len(left) - 5} more" if len(left) > 5 else "")
        out.remark(f"Some of its parts can't be read and were not checked: {shown}.")
