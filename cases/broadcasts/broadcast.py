"""A broadcast as it is kept: what it says, whom it is for, when it goes and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from cases.audience import Audience
from cases.broadcasts.outcome import Outcome
from cases.broadcasts.steps import Step
from cases.notices import NoticeKind

IN_TIME: Final = timedelta(hours=1)
"""How long after its moment a broadcast still counts as in time: a restart or a queue at Teams is no reason to skip
it."""

LATE_HOURS: Final = 24
"""Hours for which a late broadcast is still sent, unless the officer says otherwise."""


class BroadcastKind(StrEnum):
    """What a broadcast is for."""

    BITESIZE = "bitesize"
    POLICY_NEWS = "policy_news"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The kind in words."""
        return {"bitesize": "Bitesize", "policy_news": "Policy news"}[self.value]

    @property
    def notice(self) -> NoticeKind:
        """The kind of notice by which it is told."""
        return {"bitesize": NoticeKind.BITESIZE, "policy_news": NoticeKind.POLICY_NEWS}[self.value]


class BroadcastState(StrEnum):
    """Where a broadcast stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    """Its moment passed while it could not be sent and it was not to be sent late, or its audience had become empty."""

    @property
    def title(self) -> str:  # type: ignore[override]
        """The state in words."""
        return _STATE_TITLES[self]


_STATE_TITLES = {
    BroadcastState.DRAFT: "Draft",
    BroadcastState.SCHEDULED: "Scheduled",
    BroadcastState.SENDING: "Being sent",
    BroadcastState.PAUSED: "Paused",
    BroadcastState.SENT: "Sent",
    BroadcastState.CANCELLED: "Cancelled",
    BroadcastState.SKIPPED: "Not sent",
}


class IfLate(StrEnum):
    """What happens when a broadcast could not be sent at its moment, since the program was off or Teams was."""

    SEND_LATE = "send_late"
    SKIP = "skip"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The rule in words."""
        return {"send_late": "Send it late", "skip": "Don't send it"}[self.value]


@dataclass(frozen=True)
class Picture:
    """A picture by its https address. `alt` says what it shows, for those who can't see it."""

    address: str
    alt: str


@dataclass(frozen=True)
class Link:
    """Where to read more: an https address, and the words to press."""

    address: str
    words: str


@dataclass(frozen=True)
class Question:
    """One question with its answers. `right` is the place of the right one, counted from 0."""

    words: str
    answers: tuple[str, ...]
    right: int
    explanation: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """What an officer writes: the words, whom they are for, and what happens when they would come late.

    It asks one thing at most: its question, or with `asks_to_confirm` for "I have read it". `late_hours` counts for
    `SEND_LATE` alone. `about` is what it came of ("lesson/emailed_wrong_recipient/housing"), empty where it stands
    alone.
    """

    kind: BroadcastKind
    title: str
    text: str
    audience: Audience
    picture: Picture | None = None
    link: Link | None = None
    question: Question | None = None
    asks_to_confirm: bool = False
    if_late: IfLate = IfLate.SEND_LATE
    late_hours: int = LATE_HOURS
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Broadcast(Content):
    """A content with who wrote it, when it goes, and where it stands.

    `send_at` is the moment for which it is or was set. `started_at` is when its audience was fixed and its notices
    were recorded; `ended_at` when nothing of it was left to send. `by` is a person's id. `version` grows by one with
    every change.

    `steps` says who did what, the earliest first. `tested` is what each officer, by their id, last sent themself as a
    test while it was not under way: those words are not those that go out unless they were saved too. `outcome` is
    what came of it, once it is no longer kept who was told and what they answered.
    """

    id: str
    by: str
    made_at: datetime
    state: BroadcastState = BroadcastState.DRAFT
    send_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1
    steps: Sequence[Step] = ()
    tested: Mapping[str, Content] = field(default_factory=dict)
    outcome: Outcome | None = None

    @property
    def message(self) -> str:
        """The message of its notices (`cases.notices.Notice.message`)."""
        return f"broadcast/{self.id}"

    @property
    def done_message(self) -> str:
        """The message by which its officer is told that it is over."""
        return f"broadcast-done/{self.id}"

    @property
    def test_message(self) -> str:
        """The message of a test that is sent at this version: each is another one."""
        return f"broadcast-test/{self.id}/{self.version}"

    @property
    def messages(self) -> Sequence[str]:
        """Every message that there may be of it so far."""
        tests = [replace(self, version=version).test_message for version in range(1, self.version + 1)]
        return [self.message, self.done_message, *tests]

    @property
    def window(self) -> timedelta:
        """How long after its moment it may still be sent."""
        return timedelta(hours=self.late_hours) if self.if_late is IfLate.SEND_LATE else IN_TIME

    @property
    def content(self) -> Content:
        """What it says, to write another one from."""
        return Content(**{field.name: getattr(self, field.name) for field in fields(Content)})

    def tested_by(self, person_id: str) -> Content:
        """What a test of this person's says: what they tested last, or else what it says itself."""
        return self.tested.get(person_id, self.content)

    def changed(self, **changes: Any) -> Broadcast:
        """The broadcast after a change, one version on."""
        return replace(self, version=self.version + 1, **changes)

    def with_step(self, step: Step, **changes: Any) -> Broadcast:
        """The broadcast after somebody took a step, one version on."""
        return self.changed(steps=(*self.steps, step), **changes)
