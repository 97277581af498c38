"""The history as a chain: each row is sealed together with the one before, so that no row can be changed, taken out or
slipped in unseen. It holds references and facts alone, so it outlives the cases that are disposed of.

The seals are no secret, so whoever may write to the database can seal everything anew. A seal that was noted elsewhere
shows that too: it is in the chain for as long as nothing before it was touched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cases.case import HistoryEntry

GENESIS = "0" * 64
"""What stands before the first row."""


@dataclass(frozen=True)
class SealedRow:
    """A row of the chain as it is written: its number, what it says, the seal of the row before and its own.

    It is not read as a `HistoryEntry`: a row that was tampered with may be none, and an old one may name a state that
    there no longer is.
    """

    sequence: int
    reference: str
    at: datetime
    actor: str
    action: str
    before: str | None
    after: str
    facts: Mapping[str, Any]
    previous: str
    seal: str


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, in a sentence."""

    sequence: int
    sentence: str


def sealed(sequence: int, previous: str, entry: HistoryEntry) -> SealedRow:
    """What happened as the next row of the chain, with its seal."""
    row = SealedRow(
        sequence=sequence,
        reference=entry.reference,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        before=entry.state_before.value if entry.state_before else None,
        after=entry.state_after.value,
        facts=entry.facts,
        previous=previous,
        seal="",
    )
    return replace(row, seal=seal_of(row))


def seal_of(row: SealedRow) -> str:
    """The seal that a row should have: SHA-256 over its number, the seal before it and everything it says."""
    said = {
        "sequence": row.sequence,
        "previous": row.previous,
        "reference": row.reference,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": row.actor,
        "action": row.action,
        "before": row.before,
        "after": row.after,
        "facts": row.facts,
    }
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=repr)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


async def breaks(rows: AsyncIterable[SealedRow], head: tuple[int, str]) -> AsyncIterator[Break]:
    """Where the chain does not hold; `head` is the number and seal that the last row should have."""
    expected, previous = 1, GENESIS
    async for row in rows:
        if row.sequence > expected:
            yield Break(expected, _missing(expected, row.sequence - 1))
        elif row.sequence < expected:
            yield Break(row.sequence, f"Row {row.sequence} ({row.reference}) stands before the first row.")
        elif row.previous != previous:
            yield Break(
                row.sequence, f"Row {row.sequence} ({row.reference}) does not follow the row before it."
            )
        if seal_of(row) != row.seal:
            yield Break(
                row.sequence, f"Row {row.sequence} ({row.reference}) was changed after it was written."
            )
        expected, previous = row.sequence + 1, row.seal
    last, last_seal = head
    if expected - 1 < last:
        yield Break(expected, _missing(expected, last))
    elif expected - 1 > last:
        yield Break(
            last + 1, f"After row {last}, which was written last, there are rows up to {expected - 1}."
        )
    elif previous != last_seal:
        yield Break(last, f"Row {last} is not the one that was written last.")


def _missing(first: int, last: int) -> str:
    return f"Row {first} is missing." if first == last else f"Rows {first} to {last} are missing."
