"""The report as comma-separated values, as Excel opens them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Final

from cases.disclosure import Decision, DisclosureCheck, Hit
from cases.documents import Document
from integrations.documents.report.words import kind_of_hit, moment, one_line, value_of, verdict_of

MEDIA_TYPE: Final = "text/csv; charset=utf-8"
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_report(check: DisclosureCheck, document: Document | None, who: Callable[[str], str]) -> bytes:
    """A row a hit, in UTF-8 with a byte order mark, without which Excel takes it for another encoding.

    Without the `document`, of which no working copy is left, the column with the values is left out. `who` says a
    person's name by the id that a check and its decisions hold.
    """
    written = StringIO()
    writer = csv.writer(written)
    decisions = {decision.hit: decision for decision in check.decisions}
    writer.writerow(_headings(document))
    for hit in check.hits:
        row = _row(hit, document, decisions.get(hit.number), who)
        writer.writerow([hit.number, *(_as_text(cell) for cell in row)])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _headings(document: Document | None) -> list[str]:
    return [
        "Number",
        "Kind",
        "Place",
        "Not seen by a reader",
        *([] if document is None else ["Value"]),
        "How sure",
        "Why",
        "To weigh under FOIA",
        "To weigh in a subject access request",
        "Decision",
        "Decided by",
        "Decided at",
        "Reason",
    ]


def _row(
    hit: Hit, document: Document | None, decision: Decision | None, who: Callable[[str], str]
) -> Iterator[str]:
    yield kind_of_hit(hit)
    yield hit.place.in_words()
    yield hit.unseen.value if hit.unseen else ""
    if document is not None:
        yield value_of(hit, document)
    yield hit.band
    yield hit.why
    yield hit.foi
    yield hit.sar
    if decision is None:
        yield from ("", "", "", "")
    else:
        yield from (verdict_of(decision), who(decision.by), moment(decision.at), decision.why)


def _as_text(cell: str) -> str:
    """On one line, and with an apostrophe before what a spreadsheet would take for a formula."""
    line = one_line(cell)
    return f"'{line}" if line.startswith(_BEGINS_A_FORMULA) else line
