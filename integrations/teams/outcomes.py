"""What became of a message that was sent to Teams: one exception for each way in which it can fail.

The codes are those of "Status codes from bot conversational APIs" in Microsoft's Teams documentation. The
wording of the exceptions is for a log and for an administrator; it never holds what was sent.
"""

from __future__ import annotations

from enum import StrEnum


class SendOutcome(StrEnum):
    """How a send ended."""

    SENT = "sent"
    NOT_INSTALLED = "not_installed"
    BLOCKED = "blocked"
    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    NOT_REGISTERED = "not_registered"
    THROTTLED = "throttled"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"
    HOST_NOT_ALLOWED = "host_not_allowed"
    REFUSED = "refused"


class SendFailed(Exception):
    """A send that did not end well. `status` is the HTTP status of the last answer, 0 where there was none;
    `code` is the error code that Teams gave, empty where it gave none."""

    outcome: SendOutcome = SendOutcome.REFUSED

    def __init__(self, reason: str, *, status: int = 0, code: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.code = code


class NotInstalled(SendFailed):
    """The bot is not, or no longer, in that chat or channel. Wait for it to be installed there."""

    outcome = SendOutcome.NOT_INSTALLED


class Blocked(SendFailed):
    """The person blocked or muted the bot, or an administrator disabled it for them."""

    outcome = SendOutcome.BLOCKED


class ConversationNotFound(SendFailed):
    """The conversation, or the message to change in it, does not exist (any more)."""

    outcome = SendOutcome.NOT_FOUND


class TooLarge(SendFailed):
    """Teams takes messages of about 100 KB counted as UTF-16; this one was larger."""

    outcome = SendOutcome.TOO_LARGE


class NotRegistered(SendFailed):
    """Teams does not know this bot, or did not accept its token: a matter of set-up, not of this message."""

    outcome = SendOutcome.NOT_REGISTERED


class Throttled(SendFailed):
    """Teams asked us to slow down for longer than we were willing to wait.

    `retry_after`: seconds that Teams asked for last, None where it named none.
    """

    outcome = SendOutcome.THROTTLED

    def __init__(
        self, reason: str, *, status: int = 429, code: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(reason, status=status, code=code)
        self.retry_after = retry_after


class Unavailable(SendFailed):
    """Teams, or the way to it, did not work for longer than we were willing to wait.

    No answer said that the message was accepted, and Microsoft's guidance for these answers is to send again.
    `retry_after`: seconds that Teams asked for last, None where it named none.
    """

    outcome = SendOutcome.UNAVAILABLE

    def __init__(
        self, reason: str, *, status: int = 0, code: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(reason, status=status, code=code)
        self.retry_after = retry_after


class Unknown(SendFailed):
    """The message was handed over and the answer was lost. It may have arrived: do not send it again
    blindly."""

    outcome = SendOutcome.UNKNOWN


class HostNotAllowed(SendFailed):
    """The address to send to is not on the list of service hosts. Nothing was sent."""

    outcome = SendOutcome.HOST_NOT_ALLOWED


class Rejected(SendFailed):
    """Teams refused the message for another reason (for example a card that it cannot read), or failed on
    it."""

    outcome = SendOutcome.REFUSED


_NOT_INSTALLED_CODES = frozenset({"BotNotInConversationRoster", "ForbiddenOperationException"})
_BLOCKED_CODES = frozenset(
    {
        "ConversationBlockedByUser",
        "MessageWritesBlocked",
        "BotDisabledByUser",
        "BotDisabledByAdmin",
        "BotBlockedByUser",
    }
)


def failure_of(status: int, code: str, sub_code: str) -> SendFailed:
    """The exception for a final answer of Teams. `sub_code` is more exact than `code` where both are
    given."""
    named = sub_code or code
    said = f"Teams answered {status}" + (f" {named}" if named else "")
    if status == 403 and not _NOT_INSTALLED_CODES.isdisjoint((code, sub_code)):
        return NotInstalled(f"{said}: the bot is not installed there", status=status, code=named)
    if status == 403 and not _BLOCKED_CODES.isdisjoint((code, sub_code)):
        return Blocked(f"{said}: the bot is blocked there", status=status, code=named)
    if status == 404 and "BotNotInConversationRoster" in (code, sub_code):
        return NotInstalled(f"{said}: the bot is not installed there", status=status, code=named)
    if status == 404:
        return ConversationNotFound(
            f"{said}: there is no such conversation or message", status=status, code=named
        )
    if status == 413:
        return TooLarge(f"{said}: the message is too large", status=status, code=named)
    if status == 401:
        return NotRegistered(
            f"{said}: the bot is not registered, or its token is not accepted", status=401, code=named
        )
    what = "failed on" if status >= 500 else "refused"
    return Rejected(f"{said}: it {what} the message", status=status, code=named)
