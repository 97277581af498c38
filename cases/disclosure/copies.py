"""The working copy of a document: its parts as JSON, packed, and sealed before any store sees it."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any, Protocol

from cases.documents import Document, Part, Place, Unseen


class Seal(Protocol):
    """Encrypts what is kept for a short time."""

    def close(self, content: bytes, check_id: str) -> bytes:
        """The content, to be opened with the same check's id alone."""

    def open(self, sealed: bytes, check_id: str) -> bytes | None:
        """The content again; None for what was sealed with another key or for another check, or was changed."""


def sealed_copy(seal: Seal, check_id: str, document: Document) -> bytes:
    """The document as it is kept."""
    written = json.dumps(asdict(document), ensure_ascii=False, separators=(",", ":"))
    return seal.close(zlib.compress(written.encode("utf-8", "surrogatepass")), check_id)


def opened_copy(seal: Seal, check_id: str, sealed: bytes) -> Document | None:
    """The document that was kept; None where it can't be opened any more."""
    packed = seal.open(sealed, check_id)
    if packed is None:
        return None
    said: Any = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    parts = tuple(
        Part(
            one["text"],
            Place(**one["place"]),
            one["block"],
            one["heading"],
            Unseen(one["unseen"]) if one["unseen"] else None,
        )
        for one in said["parts"]
    )
    return Document(said["name"], said["kind"], parts, tuple(said["remarks"]))
