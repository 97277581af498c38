"""A council to write to: officers, staff in two services, a group; and what is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cases.audience import Audience, AudienceKind
from cases.broadcasts import BroadcastKind, Content, Question
from cases.notices import NoticeState
from integrations.database import tables
from integrations.database.unit_of_work import DatabaseWork
from integrations.people_file import FileDirectory
from tests.integrations.life.office import Office

QUESTION = Question("Who may see it?", ("Everybody", "Those who need it", "Nobody"), 1, "Need to know.")
EVERYBODY = Audience(AudienceKind.EVERYBODY)


def council_directory(folder: Path, staff: int) -> FileDirectory:
    """Olga, Oscar and Dev of the IG team; staff 0, 1, … by turns in housing and highways; a group of the first three."""
    people = [("olga", "officer", ""), ("oscar", "officer", ""), ("dev", "dpo", ""), ("hana", "handler", "")]
    people += [(f"staff-{n}", "staff", ("housing", "highways")[n % 2]) for n in range(staff)]
    written = [
        f'[[people]]\nid = "{one}"\nname = "{one.capitalize()} Other"\nemail = "{one}@westmere.example"\n'
        f'roles = ["{role}"]\n' + (f'service = "{service}"\n' if service else "")
        for one, role, service in people
    ]
    members = ", ".join(f'"staff-{n}"' for n in range(min(3, staff)))
    written.append(f'[[groups]]\nid = "owners"\ntitle = "Asset owners"\nmembers = [{members}]\n')
    services = "\n".join(
        f'[[services]]\nid = "{name}"\ntitle = "{name.capitalize()}"\n' for name in ("housing", "highways")
    )
    (folder / "people.toml").write_text("\n".join(written), encoding="utf-8")
    (folder / "services.toml").write_text(services, encoding="utf-8")
    return FileDirectory(folder / "people.toml", folder / "services.toml")


def bitesize(**changes: Any) -> Content:
    """A bitesize to everybody with a question."""
    written: dict[str, Any] = {
        "kind": BroadcastKind.BITESIZE,
        "title": "Need to know",
        "text": "Share what is needed with those who need it.",
        "audience": EVERYBODY,
        "question": QUESTION,
        **changes,
    }
    return Content(**written)


async def become(
    office: Office, message: str, state: NoticeState, people: Sequence[str], reason: str = ""
) -> None:
    """What these people were sent comes to stand so, as the one who delivers writes it down."""
    async with office.database.work() as work:
        await put(work, message, state, people, reason)
        await work.commit()


async def put(
    work: DatabaseWork, message: str, state: NoticeState, people: Sequence[str], reason: str = ""
) -> None:
    """The same inside a transaction."""
    notices = tables.notices
    done = await work.connection.execute(
        sa.update(notices)
        .where(notices.c.message == message, notices.c.recipient_id.in_(people))
        .values(state=state.value, reason=reason)
    )
    assert done.rowcount == len(people)
