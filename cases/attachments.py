"""Attachments of a case, held as links: the file stays where its owner keeps it, with the rights that it has there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from cases.attachment import Attachment
from cases.case import Case
from cases.desk import Desk, write_history
from cases.errors import ActionRefused
from cases.people import Person
from cases.permissions import case_for, may_add, may_work
from cases.ports import UnitOfWork

LONGEST_NAME: Final = 200
LONGEST_LINK: Final = 2_000
MOST: Final = 100
"""How many one case holds."""


async def attach(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    reference: str,
    name: str,
    link: str,
    size: int | None = None,
) -> Case:
    """Attach a link to a case. The same link a second time changes nothing.

    Raises `NotFound`; `ActionRefused` with every check that failed. Does not commit.
    """
    case = await case_for(work, person, reference)
    kept = await work.attachments.of(reference)
    name, link = name.strip(), link.strip()
    failed = []
    if not may_add(person, case):
        failed.append("Nothing can be added to this case now.")
    if not _is_link(link):
        failed.append("Give a link that begins with https://, as you get it from 'Copy link'.")
    if len(name) > LONGEST_NAME:
        failed.append(f"The name is too long. {LONGEST_NAME} characters are enough.")
    if size is not None and size < 0:
        failed.append("A size can't be below nought.")
    if len(kept) >= MOST:
        failed.append(
            f"{MOST} files are attached already. Put the rest into a folder and attach the folder's link."
        )
    if failed:
        raise ActionRefused(reference, "Attach a file", tuple(failed))
    if any(one.link == link for one in kept):
        return case
    made = Attachment(desk.new_id(), reference, desk.time(), person.id, name or _named_by(link), link, size)
    await work.attachments.add(made)
    changed = case.changed()
    await work.cases.save(changed)
    await write_history(
        work, desk, person, "file attached", case.state, changed, {"attachment": made.id, "size": size}
    )
    return changed


async def attachments_for(work: UnitOfWork, person: Person, case: Case) -> Sequence[Attachment]:
    """The files that the person may know of: all for those who work the case, for its reporter their own."""
    found = await work.attachments.of(case.reference)
    return found if may_work(person, case) else [one for one in found if one.author == person.id]


def size_in_words(size: int) -> str:
    """Say a size: "812 bytes", "14 KB", "2.5 MB"."""
    if size < 1_000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1_000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"


def _is_link(link: str) -> bool:
    if len(link) > LONGEST_LINK or any(letter.isspace() or ord(letter) < 32 for letter in link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _named_by(link: str) -> str:
    """A name for a file that was given none: the end of its link."""
    parts = urlsplit(link)
    return (parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or link)[:LONGEST_NAME]
