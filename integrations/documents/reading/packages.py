"""The package of a Word document or a workbook: a zip file of XML parts and their relations (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from urllib.parse import unquote

from cases.documents import DocumentRefused
from integrations.documents.reading.gathering import Gathered
from integrations.documents.reading.sentences import PROTECTED, damaged, unpacks_to_too_much
from integrations.documents.reading.xml_parts import steps

_CHUNK: Final = 64 * 1024
_ENTRY_MARK: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 0x1
_STEEPEST: Final = 1100
"""Deflate packs at most 1032 bytes into one: whatever declares more lies about its size."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of a part to another part, or to something outside the file (`external`)."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of a packed file. All that is unpacked counts against the bound of the whole reading.

    Raises `DocumentRefused`, in the constructor and while parts are read.
    """

    def __init__(self, content: bytes, gathered: Gathered) -> None:
        self._gathered = gathered
        limits = gathered.limits
        if content.count(_ENTRY_MARK) > limits.entries:
            raise unpacks_to_too_much(limits.unpacked)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError):
            raise damaged() from None
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        declared = sum(entry.file_size for entry in entries)
        if declared > limits.unpacked or any(
            entry.file_size > max(entry.compress_size, 64) * _STEEPEST for entry in entries
        ):
            raise unpacks_to_too_much(limits.unpacked)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise DocumentRefused(PROTECTED)
        self._entries = {entry.filename.lstrip("/").casefold(): entry for entry in entries}
        self.has_doubles = len(self._entries) != len(entries)
        self._types: dict[str, str] | None = None
        self.read: set[str] = set()

    @property
    def names(self) -> list[str]:
        """The parts' names, in the order of the file."""
        return [entry.filename.lstrip("/") for entry in self._entries.values()]

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part's bytes, a piece at a time; none where there is no such part."""
        entry = self._entries.get(name.casefold())
        if entry is None:
            return
        self.read.add(name.casefold())
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # Office writes no other, and the others unpack without a bound.
            raise damaged()
        limits = self._gathered.limits
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self._gathered.unpacked += len(chunk)
                    if self._gathered.unpacked > limits.unpacked:
                        raise unpacks_to_too_much(limits.unpacked)
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            raise damaged() from None

    def content(self, name: str) -> bytes:
        """The whole part."""
        return b"".join(self.chunks(name))

    def type_of(self, name: str) -> str:
        """The media type that the package gives the part; empty where it gives none."""
        if self._types is None:
            self._types = {}
            for started, tag, element in steps(self.chunks("[Content_Types].xml")):
                if started and tag == "Override":
                    part = element.get("PartName", "").lstrip("/").casefold()
                    self._types[part] = element.get("ContentType", "")
                elif started and tag == "Default":
                    self._types["." + element.get("Extension", "").casefold()] = element.get(
                        "ContentType", ""
                    )
        key = name.casefold()
        return self._types.get(key) or self._types.get(posixpath.splitext(key)[1], "")

    def relations(self, name: str = "") -> list[Relation]:
        """The relations of a part, or of the package itself."""
        folder, file = posixpath.split(name)
        found = []
        for started, tag, element in steps(self.chunks(posixpath.join(folder, "_rels", f"{file}.rels"))):
            if not started or tag != "Relationship":
                continue
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = _resolved(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            found.append(Relation(element.get("Id", ""), kind, target, external))
        return found

    def main_part(self) -> str:
        """The part that the package is about."""
        for relation in self.relations():
            if relation.kind == "officeDocument" and not relation.external and relation.target in self:
                return relation.target
        raise damaged()


def _resolved(folder: str, target: str) -> str:
    target = unquote(target.partition("#")[0])
    joined = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(joined).lstrip("/")
