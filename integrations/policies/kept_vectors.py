"""Vectors of passages that are kept, so that each passage goes through the encoder once."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np

from nlp.policies.vectors import Encoder, Rows

KEPT: Final = 100_000
"""Vectors that are kept; those that came first go first."""
_AT_ONCE: Final = 256
"""Vectors that are made before they are written, so that a stop loses no more."""
_TABLE: Final = "CREATE TABLE IF NOT EXISTS vector (digest BLOB PRIMARY KEY, numbers BLOB NOT NULL)"


class KeptEncoder:
    """An `Encoder` that keeps what it made of passages in a file, and nothing of questions.

    The file holds no text. Where it can't be written to, what was made is kept until the program ends. May be shared by
    threads.
    """

    def __init__(self, encoder: Encoder, file: Path) -> None:
        self._encoder = encoder
        self._lock = Lock()
        self._database = _opened(file)

    @property
    def form(self) -> str:
        """The encoder's."""
        return self._encoder.form

    def of_passages(self, texts: Sequence[str]) -> Rows:
        """The vectors of stretches of passages; those that are not known are made."""
        digests = [hashlib.sha256(f"{self.form}\n{text}".encode()).digest() for text in texts]
        with self._lock:
            known = dict(self._known(digests))
            missing = {
                digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known
            }
            order = list(missing)
            for begin in range(0, len(order), _AT_ONCE):
                now = order[begin : begin + _AT_ONCE]
                made = dict(
                    zip(now, self._encoder.of_passages([missing[digest] for digest in now]), strict=True)
                )
                known |= made
                self._keep(made)
        return np.stack([known[digest] for digest in digests])

    def of_question(self, texts: Sequence[str]) -> Rows:
        """The vectors of what somebody asked."""
        return self._encoder.of_question(texts)

    def _known(self, digests: Sequence[bytes]) -> Iterator[tuple[bytes, Rows]]:
        with contextlib.suppress(sqlite3.Error):
            for digest in dict.fromkeys(digests):
                found = self._database.execute("SELECT numbers FROM vector WHERE digest = ?", [digest])
                for (numbers,) in found:
                    yield digest, np.frombuffer(numbers, dtype=np.float32)

    def _keep(self, made: dict[bytes, Rows]) -> None:
        # Another process may write, or the disk be full: then they are made again another time.
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.executemany(
                "INSERT OR IGNORE INTO vector VALUES (?, ?)",
                [(digest, vector.astype(np.float32).tobytes()) for digest, vector in made.items()],
            )
            self._database.execute(
                "DELETE FROM vector WHERE rowid <= (SELECT max(rowid) FROM vector) - ?", [KEPT]
            )


def _opened(file: Path) -> sqlite3.Connection:
    """The file, or where it can't be used a store that ends with the program."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(file, check_same_thread=False)
        with database:
            database.execute(_TABLE)
    except (OSError, sqlite3.Error):
        database = sqlite3.connect(":memory:", check_same_thread=False)
        database.execute(_TABLE)
    return database
