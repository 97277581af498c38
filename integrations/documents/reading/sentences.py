"""What a person is told about a file that is not read, or not wholly: what is the matter and what to do."""

from __future__ import annotations

from typing import Final

from cases.documents import DocumentRefused
from integrations.documents.reading.limits import MEGABYTE

PROTECTED: Final = "This file is protected by a password. Save a copy without one and send that."
EMPTY: Final = "This file is empty. Check that it is the right one and send it again."
DAMAGED: Final = (
    "This file is damaged: it can't be opened. "
    "Open it in the program that made it, save a new copy and send that."
)
TOO_SLOW: Final = (
    "It took too long to read this file, so it was stopped. "
    "Split it into smaller files and send them one by one."
)
TOO_MUCH_MEMORY: Final = (
    "This file takes too much memory to read. Split it into smaller files and send them one by one."
)
NOT_STARTED: Final = "Files can't be read at the moment. Try again in a few minutes."
MACROS: Final = "It holds macros. They were not run and not read."
PICTURES: Final = "It holds pictures. Nothing in them was checked: look at them yourself."


def too_large(largest: int) -> DocumentRefused:
    """The file has more bytes than are read."""
    return DocumentRefused(
        f"This file is larger than {largest / MEGABYTE:g} MB. Split it into smaller files and send them one by one."
    )


def unpacks_to_too_much(most: int) -> DocumentRefused:
    """A packed file that would unpack to more than is read."""
    return DocumentRefused(
        f"This file would unpack to more than {most / MEGABYTE:g} MB, which is more than can be read. "
        "Split it into smaller files, or take the pictures out, and send that."
    )


def damaged() -> DocumentRefused:
    """The file is not what its kind should be."""
    return DocumentRefused(DAMAGED)
