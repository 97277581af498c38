"""Notices put into words as they are sent: which module does it for each kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from cases.desk import Desk
from cases.disclosure.checks import DisclosureDesk
from cases.notices import Notice, NoticeKind
from cases.people import Person
from cases.ports import UnitOfWork
from cases.recompute import Works
from dialogs import broadcasts
from dialogs.cards.parts import Json
from dialogs.disclosure import view_noticed_check
from dialogs.notice_views import view_notice
from dialogs.nudge_views import view_noticed_digest, view_nudge
from dialogs.policy_answers import view_noticed_answer
from dialogs.policy_news import view_noticed_change
from dialogs.training import view_noticed_training


@dataclass(frozen=True)
class Telling:
    """A notice that is being sent, and what is needed to put it into words."""

    notice: Notice
    desk: Desk
    disclosure: DisclosureDesk
    database: Works

    @property
    def person(self) -> Person:
        """Whom it is for. Raises `LookupError` for somebody who has left."""
        person = self.desk.directory.person(self.notice.recipient.id)
        if person is None:
            raise LookupError("somebody who has left")
        return person


_View = Callable[[Telling], Awaitable[tuple[Json, str]]]


async def view_told(telling: Telling) -> tuple[Json, str]:
    """The notice's card and its summary. No notice holds what was found in a document, answered to a question or
    written to many, or how a case stands: that is looked up.

    Raises `OutOfDate` for what is so no longer; `LookupError` or `Refusal` for what is not there any more, or no longer
    theirs to see.
    """
    return await _VIEWS.get(telling.notice.kind, _as_recorded)(telling)


async def _as_recorded(telling: Telling) -> tuple[Json, str]:
    return view_notice(telling.notice, telling.desk.directory)


def _looked_up(view: Callable[[UnitOfWork, Desk, Notice], Awaitable[tuple[Json, str]]]) -> _View:
    """A view of what stands when it is sent."""

    async def view_it(telling: Telling) -> tuple[Json, str]:
        async with telling.database.work() as work:
            return await view(work, telling.desk, telling.notice)

    return view_it


async def _policy_changed(telling: Telling) -> tuple[Json, str]:
    return view_noticed_change(telling.notice)


async def _question_answered(telling: Telling) -> tuple[Json, str]:
    person = telling.person
    async with telling.database.work() as work:
        return await view_noticed_answer(work, person, telling.notice)


async def _document_checked(telling: Telling) -> tuple[Json, str]:
    person = telling.person
    async with telling.database.work() as work:
        return await view_noticed_check(work, telling.desk, telling.disclosure, person, telling.notice)


_VIEWS: Mapping[NoticeKind, _View] = {
    NoticeKind.NUDGE: _looked_up(view_nudge),
    NoticeKind.DIGEST: _looked_up(view_noticed_digest),
    NoticeKind.TRAINING_PROMPT: _looked_up(view_noticed_training),
    NoticeKind.TRAINING_OVERDUE_MANAGER: _looked_up(view_noticed_training),
    NoticeKind.POLICY_CHANGED: _policy_changed,
    NoticeKind.QUESTION_ANSWERED: _question_answered,
    NoticeKind.DOCUMENT_CHECKED: _document_checked,
    **dict.fromkeys(broadcasts.NOTICED, _looked_up(broadcasts.view_noticed)),
}
"""What is told otherwise than from what its notice alone has, as it was recorded."""
