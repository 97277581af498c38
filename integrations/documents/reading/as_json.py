"""A document, or why it was refused, as JSON between the process that reads and the one that asked.

The reading process has seen hostile bytes, so what it says is checked like anything else that comes from outside.
"""

from __future__ import annotations

import json
from typing import Final

from cases.documents import Document, DocumentRefused, Part, Place, Unseen
from integrations.documents.reading.limits import Limits
from integrations.documents.reading.sentences import DAMAGED

_LONGEST_SENTENCE: Final = 600
_LONGEST_TEXT: Final = 100_000
_LONGEST_WORDS: Final = 2_000
_MOST_REMARKS: Final = 300
_HIGHEST_NUMBER: Final = 10**9


def written(document: Document) -> bytes:
    """The document as JSON in ASCII."""
    places: dict[Place, int] = {}
    parts = [
        [part.text, places.setdefault(part.place, len(places)), part.block, part.heading, part.unseen or ""]
        for part in document.parts
    ]
    said = [[one.file, one.page, one.sheet, one.cell, one.line, one.within] for one in places]
    return json.dumps(
        {"kind": document.kind, "places": said, "parts": parts, "remarks": document.remarks}
    ).encode()


def written_refusal(refused: DocumentRefused) -> bytes:
    """The refusal as JSON in ASCII."""
    return json.dumps({"refused": str(refused)}).encode()


def read_back(name: str, said: bytes, limits: Limits) -> Document:
    """The document that was written. Raises `DocumentRefused`, also for what is not a document as it should be."""
    try:
        told = json.loads(said)
        if "refused" in told:
            raise DocumentRefused(_text(told["refused"], _LONGEST_SENTENCE))
        if not all(isinstance(told[key], list) for key in ("places", "parts", "remarks")):
            raise ValueError("not lists")
        if len(told["parts"]) > limits.parts or len(told["remarks"]) > _MOST_REMARKS:
            raise ValueError("more than is read")
        places = [_place(one) for one in told["places"]]
        parts = tuple(_part(one, places) for one in told["parts"])
        remarks = tuple(_text(one, _LONGEST_WORDS) for one in told["remarks"])
        return Document(name, _text(told["kind"], _LONGEST_SENTENCE), parts, remarks)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        raise DocumentRefused(DAMAGED) from None


def _part(told: list[object], places: list[Place]) -> Part:
    text, place, block, heading, unseen = told
    return Part(
        _text(text, _LONGEST_TEXT),
        places[_number(place)],
        _number(block),
        _text(heading, _LONGEST_TEXT),
        Unseen(_text(unseen, _LONGEST_WORDS)) if unseen else None,
    )


def _place(told: list[object]) -> Place:
    file, page, sheet, cell, line, within = told
    return Place(
        _text(file, _LONGEST_WORDS),
        None if page is None else _number(page),
        _text(sheet, _LONGEST_WORDS),
        _text(cell, _LONGEST_WORDS),
        None if line is None else _number(line),
        _text(within, _LONGEST_WORDS),
    )


def _text(told: object, longest: int) -> str:
    if not isinstance(told, str) or len(told) > longest:
        raise ValueError("not a text, or too long")
    told.encode()
    return told


def _number(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= _HIGHEST_NUMBER:
        raise ValueError("not a number, or too large")
    return told
