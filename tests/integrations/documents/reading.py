"""Reading in this process, and asking what was found."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from cases.documents import Document, Part
from integrations.documents.reading import Limits
from integrations.documents.reading.read_here import read_here


def read(name: str, content: bytes, limits: Limits | None = None) -> Document:
    """The document, read here: a process for each would take its time."""
    return read_here(name, content, limits or Limits())


def part(document: Document, words: str) -> Part:
    """The one part that holds the words."""
    found = [one for one in document.parts if words in one.text]
    assert len(found) == 1, (words, [(one.text, one.place.in_words(), one.unseen) for one in document.parts])
    return found[0]


def texts(document: Document) -> list[str]:
    """What all parts say."""
    return [one.text for one in document.parts]


def repacked(
    content: bytes,
    add: Mapping[str, str | bytes] | None = None,
    change: Mapping[str, Callable[[str], str]] | None = None,
) -> bytes:
    """A package with parts added, and parts changed as text."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if change and name in change:
                changed = change[name](body.decode())
                assert changed != body.decode(), f"nothing was changed in {name}"
                body = changed.encode()
            if not add or name not in add:
                new.writestr(name, body)
        for name, said in (add or {}).items():
            new.writestr(name, said)
    return result.getvalue()


def related(kind: str, target: str, number: str = "rId900", outside: bool = False) -> Callable[[str], str]:
    """Adds a relation to a part's relations."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    mode = ' TargetMode="External"' if outside else ""
    line = f'<Relationship Id="{number}" Type="{base}/{kind}" Target="{target}"{mode}/>'
    return lambda said: said.replace("</Relationships>", line + "</Relationships>")


def relations(*said: tuple[str, str]) -> str:
    """A part's relations: kinds and targets."""
    empty = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    for number, (kind, target) in enumerate(said, start=1):
        empty = related(kind, target, f"rId{number}")(empty)
    return empty
