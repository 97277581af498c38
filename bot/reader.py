"""Reads text once a turn, however many parts of the bot ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from cases.disclosure import Hit
from cases.documents import Document
from nlp.personal_data import Scan, Scanner, build_scanner, load_scanner
from nlp.personal_data.documents import check_document
from nlp.triage import Reading, Triage, load_triage


def scan_of_documents(
    council_references: Mapping[str, Sequence[str]] | None = None, names_model: str = ""
) -> Callable[[Document], tuple[Hit, ...]]:
    """The scan of whole documents, with a scanner of its own, so that no turn waits for it. It is made at first use."""
    made = lru_cache(maxsize=1)(lambda: build_scanner(council_references, names_model))
    return lambda document: check_document(made(), document)


class Reader:
    """Triage and the personal-data scan, loaded once for the process."""

    def __init__(
        self, council_references: Mapping[str, Sequence[str]] | None = None, names_model: str = ""
    ) -> None:
        self._triage: Triage = load_triage()
        self._scanner: Scanner = load_scanner(council_references, names_model)

    def for_turn(self, now: datetime) -> tuple[Callable[[str], Reading], Callable[[str], Scan]]:
        """The two readings for one turn, each text read once."""
        return (
            lru_cache(maxsize=8)(lambda text: self._triage.read(text, now)),
            lru_cache(maxsize=8)(self._scanner.scan),
        )
