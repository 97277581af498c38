"""How much of a document is read: bounds on bytes, text, nesting, time and memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading. Sizes are bytes, times seconds; the rest are counts.

    `seconds` is by the clock on the wall and ends the process that reads. `thorough_seconds` is how long pages are
    drawn to find covered text; the pages after that are read without. `deepest` counts files inside files.
    """

    largest: int = 25 * MEGABYTE
    unpacked: int = 300 * MEGABYTE
    entries: int = 10_000
    deepest: int = 4
    nested: int = 100
    parts: int = 500_000
    characters: int = 10_000_000
    pages: int = 3_000
    seconds: float = 60.0
    thorough_seconds: float = 35.0
    memory: int = 1536 * MEGABYTE
