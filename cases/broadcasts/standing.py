"""What became of a broadcast: who was reached, who read and answered it, and who was not reached and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cases.broadcasts.answering import READ_IT
from cases.broadcasts.broadcast import Broadcast
from cases.broadcasts.outcome import Outcome
from cases.broadcasts.permissions import broadcast_for
from cases.desk import Desk
from cases.errors import Refusal
from cases.notices import Notice, NoticeState
from cases.people import Person
from cases.ports import UnitOfWork

S: Final = NoticeState
LISTED: Final = 50
"""People who are named; of the others it is said how many they are."""

_DELIVERED: Final = (S.SENT, S.READ, S.ANSWERED)
_NOT_REACHED: Final = (S.NOT_INSTALLED, S.BLOCKED, S.FAILED, S.UNKNOWN, S.WITHDRAWN)
_NOT_ANSWERED: Final = (S.SENT, S.READ, S.UNKNOWN)
_IN_WORDS: Final[Mapping[NoticeState, str]] = {
    S.NOT_INSTALLED: "Ask IG is not installed for them.",
    S.BLOCKED: "They blocked Ask IG, or it was switched off for them.",
    S.FAILED: "Teams refused it.",
    S.UNKNOWN: "Teams took it and its answer was lost. It may have arrived.",
    S.WITHDRAWN: "It was withdrawn before it was sent to them.",
    S.WAITING: "It waits to be sent.",
    S.SENDING: "It is being sent.",
    S.SENT: "They have not answered.",
    S.READ: "They have not answered.",
    S.ANSWERED: "They have answered.",
}
_LEFT: Final = "Somebody who has left"
_NO_NAMES: Final = "It was so long ago that no names are kept any more, only the totals."


@dataclass(frozen=True)
class Standing:
    """How far a broadcast has come.

    `counts` says how many people stand in each state: together they are the audience. Before it starts nobody stands
    in any, and the audience is who belongs to it now. `answers` counts by the place of each answer from 0; `right`
    is how many answered right and `confirmed` how many said "I have read it".
    """

    audience: int
    counts: Mapping[NoticeState, int]
    answers: Mapping[int, int]
    right: int
    confirmed: int

    @property
    def waiting(self) -> int:
        """Those to whom it has still to be sent."""
        return self._sum((S.WAITING, S.SENDING))

    @property
    def delivered(self) -> int:
        """Those whom it reached for certain, whether they read it or not."""
        return self._sum(_DELIVERED)

    @property
    def read(self) -> int:
        """Those who have seen it, as far as is known: who answers has."""
        return self._sum((S.READ, S.ANSWERED))

    @property
    def answered(self) -> int:
        """Those who answered its question, or said that they have read it."""
        return self._sum((S.ANSWERED,))

    @property
    def not_reached(self) -> int:
        """Those whom it did not reach, or of whom that is not known."""
        return self._sum(_NOT_REACHED)

    def percent(self, number: int) -> int:
        """A number of people as whole per cent of the audience, rounded down so that 100 means everybody."""
        return number * 100 // self.audience if self.audience else 0

    @property
    def percent_right(self) -> int:
        """Those who answered right as whole per cent of those who answered, rounded down."""
        return self.right * 100 // self.answered if self.answered else 0

    def _sum(self, states: Collection[NoticeState]) -> int:
        return sum(self.counts.get(state, 0) for state in states)


@dataclass(frozen=True)
class Missed:
    """Somebody who was not reached or has not answered: their name, how it stands, and why in words."""

    name: str
    state: NoticeState
    why: str


async def standing(work: UnitOfWork, desk: Desk, broadcast: Broadcast) -> Standing:
    """How far the broadcast has come."""
    if broadcast.started_at is None:
        return Standing(len(broadcast.audience.people(desk.directory)), {}, {}, 0, 0)
    found = broadcast.outcome or await outcome_of(work, broadcast)
    question = broadcast.question
    right = found.answers.get(question.right, 0) if question else 0
    return Standing(sum(found.counts.values()), found.counts, found.answers, right, found.confirmed)


async def outcome_of(work: UnitOfWork, broadcast: Broadcast) -> Outcome:
    """What came of the broadcast by now, from what its people were sent and answered."""
    counts = await work.notices.totals(broadcast.message)
    given = await work.notices.answers(broadcast.message)
    answers = {int(answer): number for answer, number in given.items() if answer.isdecimal()}
    return Outcome(counts, answers, given.get(READ_IT, 0))


async def not_reached(
    work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str, limit: int = LISTED
) -> Sequence[Missed]:
    """Whom the broadcast did not reach, by name, and why.

    Raises `NotAllowed`, `Refusal` where there is none and for one so old that no names are kept.
    """
    broadcast = await broadcast_for(work, person, broadcast_id)
    return await _missed(work, desk, broadcast, _NOT_REACHED, limit)


async def not_answered(
    work: UnitOfWork, desk: Desk, person: Person, broadcast_id: str, limit: int = LISTED
) -> Sequence[Missed]:
    """Who has the broadcast, or may have it, and has not answered it or said that they read it. Raises as above."""
    broadcast = await broadcast_for(work, person, broadcast_id)
    return await _missed(work, desk, broadcast, _NOT_ANSWERED, limit)


def state_in_words(state: NoticeState) -> str:
    """How it stands with those in this state, as a sentence about them. A notice's own reason says more."""
    return _IN_WORDS[state]


async def _missed(
    work: UnitOfWork, desk: Desk, broadcast: Broadcast, states: Collection[NoticeState], limit: int
) -> Sequence[Missed]:
    if broadcast.outcome is not None:
        raise Refusal(_NO_NAMES)
    notices = await work.notices.of_message(broadcast.message, states, limit)
    return [_one_missed(desk, notice) for notice in notices]


def _one_missed(desk: Desk, notice: Notice) -> Missed:
    person = desk.directory.person(notice.recipient.id)
    return Missed(person.name if person else _LEFT, notice.state, notice.reason or _IN_WORDS[notice.state])
