"""A notice: something to be told to somebody, recorded in the same transaction as what it tells of.

The durable engine delivers it afterwards, exactly as recorded, and writes down what became of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any


class NoticeKind(StrEnum):
    """What a notice tells."""

    NEW_CASE = "new_case"
    CASE_TAKEN = "case_taken"
    CASE_ADDED_TO = "case_added_to"
    CASE_WITHDRAWN = "case_withdrawn"
    CASE_CHANGED = "case_changed"
    SERVICE_ASKED = "service_asked"
    DATES_MOVED = "dates_moved"
    DOCUMENT_CHECKED = "document_checked"
    QUESTION_ANSWERED = "question_answered"
    NUDGE = "nudge"
    """A date is near, or something waits. Facts: `rule`, `due` and, of a service's answer, `ask`."""

    DIGEST = "digest"
    """Several nudges of one morning. Facts: `items`, each with `reference` and what a nudge has."""
    COVER_BEGINS = "cover_begins"
    COVER_ENDS = "cover_ends"
    TRAINING_PROMPT = "training_prompt"
    TRAINING_OVERDUE_MANAGER = "training_overdue_manager"
    POLICY_CHANGED = "policy_changed"
    BITESIZE = "bitesize"
    POLICY_NEWS = "policy_news"
    BROADCAST_DONE = "broadcast_done"
    LESSON_PROPOSED = "lesson_proposed"


class NoticeState(StrEnum):
    """What became of a notice.

    `UNKNOWN` means that the message was handed to Teams and the answer was lost: it may have arrived, so it is
    never sent again without a person deciding it.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    READ = "read"
    ANSWERED = "answered"
    NOT_INSTALLED = "not_installed"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


class Urgency(IntEnum):
    """What goes first when there is more to send than Teams takes; the lower number does."""

    URGENT = 0
    """Hours count: an incident's nudge, and what answers somebody who is waiting."""

    ORDINARY = 1
    BULK = 2
    """One message to many, such as a bitesize."""


class OutOfDate(Exception):  # it names what happened
    """What a notice would tell is so no longer, or is nothing to its recipient any more: it is withdrawn and not sent.
    `str(out_of_date)` is the reason that is noted, which names nobody."""


@dataclass(frozen=True)
class Recipient:
    """Who a notice is for: one person in their own chat, or a team in its channel."""

    kind: str
    id: str

    @staticmethod
    def person(person_id: str) -> Recipient:
        """A person's own chat with the bot."""
        return Recipient("person", person_id)

    @staticmethod
    def team() -> Recipient:
        """The channel that the IG team chose for new cases."""
        return Recipient("team", "ig")


@dataclass(frozen=True)
class Notice:
    """One message to one recipient. `facts` is what it says; it holds no personal data about the people of a case."""

    id: str
    recipient: Recipient
    kind: NoticeKind
    reference: str
    recorded_at: datetime
    facts: Mapping[str, Any]
    state: NoticeState = NoticeState.WAITING
    reason: str = ""
    message: str = ""
    """What is told, where one message goes to many or must not be told twice: there is at most one notice for a
    message and a recipient. Empty for a notice that stands alone; its own id stands for it then."""

    urgency: Urgency = Urgency.ORDINARY
    not_before: datetime | None = None
    """The moment from which it may be sent; None for at once."""

    not_after: datetime | None = None
    """The moment after which it is no longer worth sending, and is withdrawn; None where it always is."""

    answer: str = ""
    """What the recipient answered to it, by the name of the answer."""
