"""`askig scan FILE…`: check documents before they go out; a table for the person, and reports to keep."""

from __future__ import annotations

import asyncio
import getpass
import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO

from bot.commands.scan import scanner_as_set
from cases.disclosure import DisclosureCheck, Hit
from cases.documents import Document, DocumentReader, DocumentRefused, Unseen
from cases.words import counted, listed
from integrations.documents.reading import BoundedReader
from integrations.documents.report import csv_report, html_report
from integrations.documents.report.people import named_people
from integrations.documents.report.words import kind_of_hit, one_line, value_of
from nlp.personal_data import WHAT_IT_IS_NOT, Allowed, DataLabel, Scanner
from nlp.personal_data.documents import check_document
from nlp.personal_data.titles import counted_kind

_ROWS_PRINTED: Final = 500
_WIDTH_OF_A_FILE: Final = 120
_NARROWEST: Final = 60


class CannotBegin(Exception):
    """The options don't fit together; the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: the files, where reports go, whose data are left out, and in what form it is printed."""

    files: Sequence[Path]
    html: Path | None = None
    csv: Path | None = None
    allowed: Allowed = field(default_factory=Allowed)
    as_json: bool = False


def run(wanted: Wanted, out: TextIO, errors: TextIO) -> int:
    """Check each file. Returns 0, or 1 where any file could not be read or a report not be written.

    Raises `CannotBegin` before anything is read, `SettingsWrong` for references of the council that can't be used.
    """
    pages, tables = _targets(wanted, wanted.html, ".html"), _targets(wanted, wanted.csv, ".csv")
    scanner, reader = scanner_as_set(), BoundedReader()
    status = 0
    for at, file in enumerate(wanted.files):
        try:
            document = _read(reader, file)
            check = _checked(scanner, document, wanted.allowed)
            if pages:
                pages[at].write_text(html_report(check, document, _who), encoding="utf-8")
            if tables:
                tables[at].write_bytes(csv_report(check, document, _who))
        except (DocumentRefused, OSError) as error:
            print(f"{one_line(str(file))}: {_reason(error)}", file=errors)
            status = 1
            continue
        _print(
            _as_json(file, check, document) if wanted.as_json else _in_words(file, check, document, out), out
        )
    return status


def _reason(error: Exception) -> str:
    if isinstance(error, DocumentRefused):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder. Check the name."
    if isinstance(error, IsADirectoryError):
        return "This is a folder. Name the files in it."
    if isinstance(error, PermissionError):
        return "It can't be opened: you may not read it, or not write the report."
    return f"It can't be read, or the report not written ({type(error).__name__})."


def _read(reader: DocumentReader, file: Path) -> Document:
    with file.open("rb") as opened:
        content = opened.read(reader.largest + 1)
    return asyncio.run(reader.read(file.name, content))


def _checked(scanner: Scanner, document: Document, allowed: Allowed) -> DisclosureCheck:
    now = datetime.now(UTC)
    hits = check_document(scanner, document, allowed)
    return DisclosureCheck("", document.name, now, _user(), hits, document.remarks, now)


def _user() -> str:
    try:
        return f"{getpass.getuser()}, on the command line"
    except (OSError, KeyError, ImportError):
        return "the command line"


def _who(person: str) -> str:
    return person


def _targets(wanted: Wanted, where: Path | None, ending: str) -> list[Path]:
    """The report's file for each document; a folder is made where several go into it. Raises `CannotBegin`."""
    if where is None:
        return []
    into_folder = where.is_dir() or len(wanted.files) > 1 or not where.suffix
    if not into_folder:
        targets = [where]
    elif where.exists() and not where.is_dir():
        raise CannotBegin(f"{where} is a file, and there are several reports. Name a folder.")
    else:
        try:
            where.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise CannotBegin(f"The folder {where} can't be made. Name another.") from None
        names: Counter[str] = Counter()
        targets = []
        for file in wanted.files:
            names[file.name] += 1
            again = f"-{names[file.name]}" if names[file.name] > 1 else ""
            targets.append(where / f"{file.name}{again}{ending}")
    documents = {file.resolve() for file in wanted.files}
    if any(target.resolve() in documents for target in targets):
        raise CannotBegin("A report would take the place of a document. Name another file for it.")
    return targets


def _print(text: str, out: TextIO) -> None:
    encoding = out.encoding or "utf-8"
    out.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    out.flush()


def _as_json(file: Path, check: DisclosureCheck, document: Document) -> str:
    return json.dumps(
        {
            "file": str(file),
            "kind": document.kind,
            "hits": [_hit(hit, document) for hit in check.hits],
            "summary": _counts(check.hits),
            "people": [
                {"group": person.number, "name": person.name, "mentions": len(person.mentions)}
                for person in named_people(check.hits, document)
            ],
            "unseen": _unseen_counts(document),
            "remarks": list(check.remarks),
            "note": WHAT_IT_IS_NOT,
        }
    )


def _hit(hit: Hit, document: Document) -> dict[str, Any]:
    return {
        "number": hit.number,
        "label": hit.label,
        "text": value_of(hit, document),
        "place": hit.place.in_words(),
        "unseen": hit.unseen.value if hit.unseen else None,
        "score": hit.score,
        "band": hit.band,
        "why": hit.why,
        "group": hit.group,
        "consideration": {"foi": hit.foi, "sar": hit.sar},
    }


def _counts(hits: Sequence[Hit]) -> dict[str, int]:
    counts = Counter(hit.label for hit in hits)
    return {label.value: counts[label.value] for label in DataLabel if counts[label.value]}


def _unseen_counts(document: Document) -> dict[str, int]:
    counts = Counter(part.unseen for part in document.parts)
    return {unseen.value: counts[unseen] for unseen in Unseen if counts[unseen]}


def _in_words(file: Path, check: DisclosureCheck, document: Document, out: TextIO) -> str:
    lines = [one_line(str(file)), ""]
    lines += _table(check.hits[:_ROWS_PRINTED], document, _width(out))
    if len(check.hits) > _ROWS_PRINTED:
        lines.append(f"… and {len(check.hits) - _ROWS_PRINTED:,} more: write them all with --csv or --html.")
    if check.hits:
        counts = _counts(check.hits)
        kinds = [counted_kind(DataLabel(label), count) for label, count in counts.items()]
        people = sum(1 for _ in named_people(check.hits, document))
        lines += ["", f"Found: {listed(kinds)}."]
        lines += [f"{counted(people, 'person', 'people')} in all."] if people else []
    else:
        lines.append("Nothing was found. That is no proof that nothing is there: read the document.")
    lines += ["", *_forgotten(check.hits, document)]
    lines += [f"Not read: {one_line(remark)}" for remark in check.remarks]
    return "\n".join([*lines, WHAT_IT_IS_NOT, ""])


def _forgotten(hits: Sequence[Hit], document: Document) -> list[str]:
    found = Counter(hit.unseen for hit in hits)
    lines = [
        f"- {unseen.value}: {counted(found[unseen], 'finding')}. {unseen.meaning}"
        for unseen in Unseen
        if unseen.value in _unseen_counts(document)
    ]
    return ["What people forget, in this file:", *lines, ""] if lines else []


def _width(out: TextIO) -> int:
    if not out.isatty():
        return _WIDTH_OF_A_FILE
    return max(shutil.get_terminal_size((_WIDTH_OF_A_FILE, 24)).columns, _NARROWEST)


_HEADINGS: Final = ("No.", "Kind", "Place", "Value", "How sure", "Why")
_SHARES: Final = (0.0, 0.18, 0.26, 0.28, 0.0, 0.28)
"""How the width that is left is shared out; 0 for what is always as wide as its words."""


def _table(hits: Sequence[Hit], document: Document, width: int) -> list[str]:
    """Columns no wider than they need, nor than the screen has room for."""
    if not hits:
        return []
    rows = [_HEADINGS, *(_row(hit, document) for hit in hits)]
    needed = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    fixed = sum(need for need, share in zip(needed, _SHARES, strict=True) if not share)
    room = max(width - fixed - 2 * (len(_HEADINGS) - 1), 24)
    widths = _shared_out(needed, room)
    return [
        "  ".join(_fitted(cell, wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _shared_out(needed: Sequence[int], room: int) -> list[int]:
    """Each column's width: its share of the room, and what others do not need."""
    widths = [
        need if not share else min(need, int(room * share))
        for need, share in zip(needed, _SHARES, strict=True)
    ]
    for column, share in enumerate(_SHARES):
        if share:
            spare = room - sum(wide for wide, of in zip(widths, _SHARES, strict=True) if of)
            widths[column] = min(needed[column], widths[column] + max(spare, 0))
    return widths


def _row(hit: Hit, document: Document) -> tuple[str, ...]:
    place = one_line(hit.place.in_words())
    return (
        str(hit.number),
        kind_of_hit(hit),
        f"{place} ({hit.unseen.value})" if hit.unseen else place,
        one_line(value_of(hit, document)[:_WIDTH_OF_A_FILE]),
        hit.band,
        hit.why,
    )


def _fitted(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else f"{cell[: max(width - 1, 0)]}…"
