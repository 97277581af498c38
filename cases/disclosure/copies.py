"""The working copy of a document: its parts as JSON, packed, and sealed before any store sees it.

The masked values, which a card shows, are sealed apart: they are few, where a document may take a second to unpack.
All of it takes long for a long document, so it is done outside of transactions.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from cases.disclosure.check import Hit
from cases.disclosure.masking import masked
from cases.documents import Document, Part, Place, Unseen


class Seal(Protocol):
    """Encrypts what is kept for a short time."""

    def close(self, content: bytes, about: str) -> bytes:
        """The content, to be opened only as what it is about."""

    def open(self, sealed: bytes, about: str) -> bytes | None:
        """The content again; None for what was sealed with another key or about something else, or was changed."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A document as it is kept, and the masked values of what was found in it, both sealed."""

    document: bytes
    masks: bytes


def sealed_copy(seal: Seal, check_id: str, document: Document, hits: Sequence[Hit]) -> Copy:
    """The document as it is kept."""
    masks = {hit.number: masked(document.parts[hit.part].text[hit.start : hit.end]) for hit in hits}
    return Copy(
        seal.close(_packed(asdict(document)), f"{check_id}/document"),
        seal.close(_packed(masks), f"{check_id}/masks"),
    )


def opened_document(seal: Seal, check_id: str, sealed: bytes) -> Document | None:
    """The document that was kept; None where it can't be opened any more."""
    packed = seal.open(sealed, f"{check_id}/document")
    if packed is None:
        return None
    said = _unpacked(packed)
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


def opened_masks(seal: Seal, check_id: str, sealed: bytes) -> dict[int, str]:
    """The masked values by the hits' numbers; none where they can't be opened any more."""
    packed = seal.open(sealed, f"{check_id}/masks")
    return {int(number): mask for number, mask in _unpacked(packed).items()} if packed else {}


def _packed(content: Any) -> bytes:
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(written.encode("utf-8", "surrogatepass"), 1)


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
