"""The history as a chain: each row is sealed together with the one before, so that no row can be changed, taken out or
slipped in unseen. It holds references and facts alone, so it outlives the cases that are disposed of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from datetime import UTC

from cases.case import HistoryEntry

GENESIS = "0" * 64
"""What stands before the first row."""


@dataclass(frozen=True)
class SealedEntry:
    """A row of the chain: its number, what happened, the seal of the row before and its own."""

    sequence: int
    entry: HistoryEntry
    previous: str
    seal: str


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, in a sentence."""

    sequence: int
    sentence: str


def seal(sequence: int, previous: str, entry: HistoryEntry) -> str:
    """The seal of a row: SHA-256 over its number, the seal before it and everything it says."""
    said = {
        "sequence": sequence,
        "previous": previous,
        "reference": entry.reference,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "action": entry.action,
        "before": entry.state_before.value if entry.state_before else None,
        "after": entry.state_after.value,
        "facts": entry.facts,
    }
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


async def breaks(rows: AsyncIterable[SealedEntry], head: tuple[int, str]) -> AsyncIterator[Break]:
    """Where the chain does not hold; `head` is the number and seal that the last row should have."""
    expected, previous = 1, GENESIS
    async for row in rows:
        if row.sequence != expected:
            yield Break(expected, f"Row {expected} is missing: the next one there is {row.sequence}.")
        elif row.previous != previous:
            yield Break(row.sequence, f"Row {row.sequence} does not follow the row before it.")
        if seal(row.sequence, row.previous, row.entry) != row.seal:
            yield Break(
                row.sequence, f"Row {row.sequence} ({row.entry.reference}) was changed after it was written."
            )
        expected, previous = row.sequence + 1, row.seal
    if (expected - 1, previous) != head:
        yield Break(head[0], f"The chain should end with row {head[0]}, and it ends with row {expected - 1}.")
