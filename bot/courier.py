"""Sends a notice to where its recipient is reached, and says what became of it."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.logs import where
from bot.messages import addressed, as_activity, without_refresh
from cases.desk import Desk
from cases.disclosure.checks import DisclosureDesk
from cases.notices import Notice, NoticeKind, NoticeState
from dialogs import broadcasts
from dialogs.cards.parts import Json
from dialogs.disclosure import view_noticed_check
from dialogs.notice_views import view_notice
from dialogs.policy_answers import view_noticed_answer
from dialogs.turn import Reply
from integrations.database.unit_of_work import Database
from integrations.durable.engine import TryLater
from integrations.teams.connector import Connectors
from integrations.teams.outcomes import SendFailed, SendOutcome

log = structlog.get_logger()

_STATES = {
    SendOutcome.NOT_INSTALLED: (NoticeState.NOT_INSTALLED, "Ask IG is not installed for them."),
    SendOutcome.BLOCKED: (NoticeState.BLOCKED, "They blocked Ask IG, or it was switched off for them."),
    SendOutcome.NOT_FOUND: (NoticeState.NOT_INSTALLED, "Their chat with Ask IG no longer exists."),
    SendOutcome.UNKNOWN: (NoticeState.UNKNOWN, "Teams took it and its answer was lost. It may have arrived."),
    SendOutcome.TOO_LARGE: (NoticeState.FAILED, "It was too large for Teams."),
}

_LATER = frozenset(
    {
        SendOutcome.THROTTLED,
        SendOutcome.UNAVAILABLE,
        # A matter of set-up, such as a secret that ran out: what was to be told waits until it is put right.
        SendOutcome.NOT_REGISTERED,
        SendOutcome.HOST_NOT_ALLOWED,
    }
)


@dataclass(frozen=True)
class Sent:
    """What became of a send. `activity_id` is Teams' id of the message."""

    state: NoticeState
    reason: str = ""
    activity_id: str | None = None


class Courier:
    """Knows the way from a notice to a chat."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        disclosure: DisclosureDesk,
        connectors: Connectors,
        *,
        cards_refresh: bool = True,
    ) -> None:
        """`cards_refresh` says whether the client can ask by itself for a card as it stands now."""
        self._database = database
        self._desk = desk
        self._disclosure = disclosure
        self._connectors = connectors
        self._cards_refresh = cards_refresh

    async def send(self, notice: Notice) -> Sent:
        """Send the notice. Raises `TryLater` when Teams surely did not take it and may do so later."""
        try:
            async with self._database.work() as work:
                address = await work.addresses.find(notice.recipient)
        except Exception as error:
            log.warning("address not found out", notice=notice.id, where=where(error))
            raise TryLater("The address could not be looked up.") from error
        if address is None:
            return Sent(
                NoticeState.NOT_INSTALLED, "They have not opened Ask IG yet. It is sent when they do."
            )
        try:
            card, summary = await self._shown(notice)
            reply = Reply(card=card, summary=summary)
            activity = addressed(
                as_activity(reply if self._cards_refresh else without_refresh(reply)), address
            )
        except Exception as error:
            log.error("notice can't be shown", notice=notice.id, where=where(error))
            return Sent(NoticeState.FAILED, f"It could not be put into words ({type(error).__name__}).")
        try:
            answer = await self._connectors.to(address["service_url"]).conversations.send_to_conversation(
                address["conversation"], activity
            )
        except SendFailed as failed:
            log.warning("notice not sent", notice=notice.id, reason=failed.reason)
            if failed.outcome in _LATER:
                raise TryLater(failed.reason) from failed
            state, reason = _STATES.get(failed.outcome, (NoticeState.FAILED, failed.reason))
            return Sent(state, reason)
        return Sent(NoticeState.SENT, activity_id=answer.id)

    async def _shown(self, notice: Notice) -> tuple[Json, str]:
        """The notice's card and its summary. What was found in a document, answered to a question or written to many is
        looked up: no notice holds it."""
        if notice.kind in broadcasts.NOTICED:
            async with self._database.work() as work:
                return await broadcasts.view_noticed(work, self._desk, notice)
        if notice.kind not in (NoticeKind.DOCUMENT_CHECKED, NoticeKind.QUESTION_ANSWERED):
            return view_notice(notice, self._desk.directory)
        person = self._desk.directory.person(notice.recipient.id)
        if person is None:
            raise LookupError("somebody who has left")
        async with self._database.work() as work:
            if notice.kind is NoticeKind.QUESTION_ANSWERED:
                return await view_noticed_answer(work, person, notice)
            return await view_noticed_check(work, self._desk, self._disclosure, person, notice)
