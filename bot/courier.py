"""Sends a notice to where its recipient is reached, and says what became of it."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.logs import where
from bot.messages import addressed, as_activity, without_refresh
from cases.broadcasts import BroadcastKind
from cases.desk import Desk
from cases.disclosure.checks import DisclosureDesk
from cases.notices import Notice, NoticeState, OutOfDate
from dialogs.telling import Telling, view_told
from dialogs.turn import Reply
from integrations.database.unit_of_work import Database
from integrations.durable.pump import ItsTurn, TryLater, WaitAll
from integrations.teams.connector import Connectors
from integrations.teams.outcomes import SendFailed, SendOutcome, Throttled, Unavailable

log = structlog.get_logger()

_STATES = {
    SendOutcome.NOT_INSTALLED: (NoticeState.NOT_INSTALLED, "Ask IG is not installed for them."),
    SendOutcome.BLOCKED: (NoticeState.BLOCKED, "They blocked Ask IG, or it was switched off for them."),
    SendOutcome.NOT_FOUND: (NoticeState.NOT_INSTALLED, "Their chat with Ask IG no longer exists."),
    SendOutcome.UNKNOWN: (NoticeState.UNKNOWN, "Teams took it and its answer was lost. It may have arrived."),
    SendOutcome.TOO_LARGE: (NoticeState.FAILED, "It was too large for Teams."),
}

_TO_MANY = frozenset(kind.notice for kind in BroadcastKind)
"""Its audience was fixed when it started, and somebody may have left since."""

_NOBODY_IS_HEARD_FOR = 60.0
"""Seconds after which it is tried again when Teams does not know the bot, or not its secret any more."""


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
        # What can't be sent waits in the outbox, where it holds up nobody.
        self._connectors = connectors.trying_once()
        self._cards_refresh = cards_refresh

    async def send(self, notice: Notice, its_turn: ItsTurn) -> Sent:
        """Send the notice when its turn comes. Raises `TryLater` when Teams surely did not take it and may do so
        later."""
        try:
            async with self._database.snapshot() as snapshot:
                address = await snapshot.addresses.find(notice.recipient)
        except Exception as error:
            log.warning("address not found out", notice=notice.id, where=where(error))
            raise TryLater("The address could not be looked up.") from error
        if address is None:
            # A message to many may be over or cancelled by the time that they do.
            waits = "" if notice.kind in _TO_MANY else " It is sent when they do."
            return Sent(NoticeState.NOT_INSTALLED, f"They have not opened Ask IG yet.{waits}")
        if notice.kind in _TO_MANY and self._desk.directory.person(notice.recipient.id) is None:
            return Sent(NoticeState.WITHDRAWN, "They are not in the list of people any more.")
        try:
            card, summary = await view_told(Telling(notice, self._desk, self._disclosure, self._database))
            reply = Reply(card=card, summary=summary)
            activity = addressed(
                as_activity(reply if self._cards_refresh else without_refresh(reply)), address
            )
        except OutOfDate as why:
            return Sent(NoticeState.WITHDRAWN, str(why))
        except Exception as error:
            log.error("notice can't be shown", notice=notice.id, where=where(error))
            return Sent(NoticeState.FAILED, f"It could not be put into words ({type(error).__name__}).")
        await its_turn()
        try:
            answer = await self._connectors.to(address["service_url"]).conversations.send_to_conversation(
                address["conversation"], activity
            )
        except SendFailed as failed:
            log.warning("notice not sent", notice=notice.id, reason=failed.reason)
            if later := _later(failed):
                raise later from failed
            state, reason = _STATES.get(failed.outcome, (NoticeState.FAILED, failed.reason))
            return Sent(state, reason)
        return Sent(NoticeState.SENT, activity_id=answer.id)


def _later(failed: SendFailed) -> TryLater | None:
    """When to try it again; None where Teams will not take it later either, or may have taken it."""
    if isinstance(failed, Throttled):
        return WaitAll(failed.reason, failed.retry_after)
    if failed.outcome is SendOutcome.NOT_REGISTERED:
        # A matter of set-up, such as a secret that ran out: it is the same for everybody until it is put right.
        return WaitAll(failed.reason, _NOBODY_IS_HEARD_FOR)
    if isinstance(failed, Unavailable):
        return TryLater(failed.reason, failed.retry_after)
    if failed.outcome is SendOutcome.HOST_NOT_ALLOWED:
        return TryLater(failed.reason)
    return None
