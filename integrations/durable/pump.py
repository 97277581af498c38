"""Sends what waits in the outbox: the most urgent first, no faster than Teams takes it, each by one replica alone.

The outbox is the truth, and a pump holds nothing that is not written there. It claims a few notices at a time
(`waiting` to `sending`), together with the moment at which each may go out, sends them, and writes down what became of
them in the transaction that claims the next. It claims only a moment ahead. So what is urgent never stands behind what
is not, and little is `unknown` when a process dies. Whatever it left waiting, any other replica sends.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, Protocol

import structlog

from cases.notices import Notice, NoticeState
from integrations.database.outbox import Claimed, PutBack, Settled
from integrations.database.pace_store import PaceRow
from integrations.database.unit_of_work import Database
from integrations.durable.pace import Pace

log = structlog.get_logger()

SENT_AT_ONCE = 80
"""Notices that one process has under way: at 40 a second, what Teams may take two seconds each to answer."""

TRIED_FOR = timedelta(days=1)
"""How long a notice is tried that Teams can't take. After that it has failed."""

_FEWEST_AT_ONCE, _MOST_AT_ONCE = 4, 40
"""Notices in one claim. The longer a claim takes, the more go into one, so that the pace is kept on a busy machine, and
where the disk takes most of a second to write."""

_AHEAD = 0.1
"""Seconds before the last moment that was taken, at which the next notices are claimed, at the latest."""

_WITH_TIME_TO_SPARE = 1.5
_REMEMBERED = 64
"""Answers by which it is known how long one takes that nothing held up: a quarter of them came sooner."""
_ENOUGH_KNOWN = 8

_WORTH_SAYING = 0.002

_ENDS_TOGETHER = 0.025
"""Seconds for which the end of one send waits for others, so that one transaction writes down several."""

_LATE = 0.5
"""Seconds. What could not go out within this of its moment has to take a new one."""

_GIVEN_UP_AFTER = 90.0
"""Seconds after which the answer to a send counts as lost. The connection itself gives up sooner."""

_FIRST_WAIT, _LONGEST_WAIT = 2.0, 900.0
_LONGEST_PAUSE_UNTOLD = 60.0
_COMES_BACK_WITHIN = 2.0
"""Seconds after a pause over which those come back whom Teams refused, so that they don't all come at once."""

_AFTER_FAILURE = 1.0


class TryLater(Exception):  # it names what happened
    """Teams could not take it just now and surely did not; the notice waits again. `seconds`: for how long at least,
    where Teams said so."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class WaitAll(TryLater):
    """The same of everything that is to be sent: nobody sends for so many seconds, or, where `seconds` is None, for
    longer each time that it happens to a notice."""


class Outcome(Protocol):
    """What became of a send."""

    @property
    def state(self) -> NoticeState: ...

    @property
    def reason(self) -> str: ...

    @property
    def activity_id(self) -> str | None: ...


ItsTurn = Callable[[], Awaitable[None]]
"""Waits until the message may go out."""

Send = Callable[[Notice, ItsTurn], Awaitable[Outcome]]
"""Sends one notice and says what became of it. Awaits its turn right before the message leaves, and lets pass what that
raises. Raises `TryLater`."""


class _NotNow(Exception):
    """Its moment is past, or nothing may be sent any more. Nothing was."""


@dataclass
class _UnderWay:
    """A claimed notice and its moment."""

    claimed: Claimed
    moment: float
    put_down_at: float
    """Where it stands among the moments that were taken."""

    left_at: float | None = None


@dataclass
class _News:
    """What is to be written down in the next transaction."""

    settled: list[Settled] = field(default_factory=list)
    put_back: list[PutBack] = field(default_factory=list)
    left: list[tuple[_UnderWay, float]] = field(default_factory=list)
    """What went out, and when it did, as far as Teams counts. The last that is said of one is what holds."""

    never_left: list[_UnderWay] = field(default_factory=list)

    def add(self, later: _News) -> None:
        self.settled += later.settled
        self.put_back += later.put_back
        self.left += later.left
        self.never_left += later.never_left

    def __bool__(self) -> bool:
        return bool(self.settled or self.put_back or self.left or self.never_left)


class Pump:
    """The sending of one process.

    `now` says what is due. `wall` is the time by which Teams counts, which is the same unless a test has its own days.
    `sleep` and `chance` (from 0 to 1) can be given by tests.
    """

    def __init__(
        self,
        database: Database,
        send: Send,
        now: Callable[[], datetime],
        pace: Pace,
        *,
        replica: str,
        wall: Callable[[], datetime] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._send = send
        self._now = now
        self._wall = wall or now
        self._pace = pace
        self._replica = replica
        self._sleep = sleep
        self._chance = chance
        self._news = _News()
        self._tasks: set[asyncio.Task[None]] = set()
        self._paused_until: datetime | None = None
        self._woken = asyncio.Event()
        self._one_ended = asyncio.Event()
        self._is_closed = False
        self._claim_takes = 0.0
        self._answers_took: deque[float] = deque(maxlen=_REMEMBERED)
        self._left_here: deque[float] = deque(maxlen=pace.in_a_span)
        self.is_running = False

    def open(self) -> None:
        """Send from now on."""
        self._is_closed = False

    def wake(self) -> bool:
        """Look for what is to be sent at once. False when nobody runs the pump."""
        self._woken.set()
        return self.is_running

    async def run(self) -> None:
        """Send until nothing is due any more. Returns at once where that is being done already."""
        if self.is_running or self._is_closed:
            self._woken.set()
            return
        self.is_running = True
        try:
            while await self._one_round():
                pass
        finally:
            # Nothing is awaited between the last look and here, so that nobody wakes a pump that has ended.
            self.is_running = False

    async def close(self) -> None:
        """Begin no more, and wait until what was begun has come to its end."""
        self._is_closed = True
        self._woken.set()
        while self.is_running:  # noqa: ASYNC110  # it ends with what is under way
            await asyncio.sleep(0.01)

    async def _one_round(self) -> bool:
        """Write down, take more, begin it, wait. False when there is no more to do."""
        self._woken.clear()
        self._one_ended.clear()
        try:
            next_look = await self._look()
        except Exception as error:
            log.warning("outbox out of reach", error=type(error).__name__)
            if self._is_closed or not (self._tasks or self._news):
                return False
            next_look = self._time() + _AFTER_FAILURE
        if next_look is None and not self._tasks and not self._news and not self._woken.is_set():
            return False
        await self._wait(next_look)
        return True

    async def _look(self) -> float | None:
        """One transaction: what became of those sent, and the next to send. Returns the moment to look again at, in
        seconds since 1970; None when nothing more is due."""
        news, self._news = self._news, _News()
        began = self._time()
        try:
            begun, next_look = await self._exchange(news)
        except BaseException:
            news.add(self._news)
            self._news = news
            raise
        self._claim_takes = max(0.0, self._claim_takes + (self._time() - began - self._claim_takes) / 4)
        for one in begun:
            task = asyncio.create_task(self._carry(one))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return next_look

    async def _exchange(self, news: _News) -> tuple[list[_UnderWay], float | None]:
        begun: list[_UnderWay] = []
        async with self._database.work() as work:
            stands = await work.pace.locked()
            now, wall = self._now(), self._wall()
            at = wall.timestamp()
            taken = self._pace.still_counts(self._as_it_was(stands.taken, news), at)
            self._paused_until = _later(self._paused_until, stands.paused_until)
            await work.outbox.settle_all(news.settled, now)
            await work.outbox.put_back(news.put_back, now)
            rests = {one.claimed.notice.recipient: self._rest_after(left) for one, left in news.left}
            next_look: float | None = None
            room = 0 if self._is_closed or self._is_paused(wall) else SENT_AT_ONCE - len(self._tasks)
            takes = _WITH_TIME_TO_SPARE * self._claim_takes
            ahead = max(_AHEAD, takes)
            wanted = max(_FEWEST_AT_ONCE, ceil(takes * self._pace.a_second))
            # What is claimed can go out when this has been written down.
            moments = self._pace.moments(taken, at + self._claim_takes, min(room, wanted, _MOST_AT_ONCE))
            if moments and moments[0] > at + ahead:
                next_look = moments[0] - ahead
            elif moments:
                # What ended just now rests already, before it is looked for what may be sent.
                await work.pace.rest(rests)
                rests = {}
                claimed = await work.outbox.claim(len(moments), now, wall, self._replica)
                begun = [
                    _UnderWay(one, moment, moment) for one, moment in zip(claimed, moments, strict=False)
                ]
                taken += [one.moment for one in begun]
                rests = {one.claimed.notice.recipient: self._rest_after(one.moment) for one in begun}
                if len(claimed) == len(moments):
                    next_look = moments[-1] - ahead
                elif free := await work.outbox.first_free(now, wall):
                    next_look = free.timestamp()
                elif claimed:
                    # Two of them may have been for one chat.
                    next_look = at
            await work.pace.rest(rests)
            if news or begun or self._paused_until != stands.paused_until:
                await work.pace.keep(PaceRow(taken, self._paused_until))
                await work.commit()
                for one, at_last in news.left:
                    one.put_down_at = round(at_last, 6)
        return begun, next_look

    @staticmethod
    def _as_it_was(taken: Sequence[float], news: _News) -> list[float]:
        """The moments, with each message put at the one when it really left, or at none."""
        before = {id(one): one.put_down_at for one in [*(one for one, _ in news.left), *news.never_left]}
        now = {id(one): round(at, 6) for one, at in news.left}
        # Two may stand at the same moment, of which only one may be in the news.
        others = Counter(taken)
        others.subtract(before.values())
        return [*others.elements(), *now.values()]

    def _rest_after(self, moment: float) -> datetime:
        return datetime.fromtimestamp(moment + self._pace.chat_rests_for, UTC)

    async def _carry(self, one: _UnderWay) -> None:
        """Send one, and note what became of it."""
        news = _News()
        notice = one.claimed.notice
        try:
            async with asyncio.timeout(_GIVEN_UP_AFTER):
                outcome = await self._send(notice, lambda: self._its_turn(one))
            news.settled.append(
                Settled(
                    notice.id,
                    outcome.state,
                    outcome.reason,
                    outcome.activity_id,
                    never_left=one.left_at is None,
                )
            )
        except _NotNow:
            before = one.claimed
            news.put_back.append(
                PutBack(
                    notice.id,
                    notice.reason,
                    notice.not_before or self._now(),
                    before.attempts,
                    before.first_tried_at,
                )
            )
        except TryLater as later:
            self._again(one.claimed, later, news)
        except Exception as error:
            # Whether it arrived is not known, so it is shown as such and not sent again. The error itself goes no
            # further: its words may be a person's.
            state, when = (
                (NoticeState.FAILED, "before it was sent")
                if one.left_at is None
                else (NoticeState.UNKNOWN, "while sending")
            )
            news.settled.append(Settled(notice.id, state, f"Failed {when} ({type(error).__name__})."))
        if one.left_at is None:
            news.never_left.append(one)
        else:
            news.left += self._came_late(one, one.left_at)
        self._news.add(news)
        self._one_ended.set()

    async def _its_turn(self, one: _UnderWay) -> None:
        while (wait := self._not_before(one.moment) - self._time()) > 0:
            await self._sleep(wait)
        if self._is_closed or self._is_paused(self._wall()) or self._time() > one.moment + _LATE:
            raise _NotNow
        one.left_at = self._time()
        self._left_here.append(one.left_at)
        self._news.left.append((one, one.left_at))

    def _not_before(self, moment: float) -> float:
        """The moment, or a later one where this process was held up and would send too many at once to make up for
        it."""
        is_full = len(self._left_here) == self._pace.in_a_span
        # One that is to come was noted by a clock that has been set back since.
        if not is_full or self._left_here[0] > self._time():
            return moment
        return max(moment, self._left_here[0] + self._pace.span)

    def _came_late(self, one: _UnderWay, left_at: float) -> list[tuple[_UnderWay, float]]:
        """What was held up on its way or back may have reached Teams that much later, and counts from then."""
        took = self._time() - left_at
        self._answers_took.append(took)
        known = sorted(self._answers_took)
        # Before some are known, each may have been held up all the time that it took.
        late = took - (known[len(known) // 4] if len(known) >= _ENOUGH_KNOWN else 0.0)
        return [(one, left_at + late)] if late > _WORTH_SAYING else []

    def _again(self, claimed: Claimed, later: TryLater, news: _News) -> None:
        """Teams did not take it: when to try it again, or that it is given up."""
        now = self._now()
        attempts = claimed.attempts + 1
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(claimed.attempts, 20))
        from_when = now + timedelta(seconds=wait * (1 + self._chance()) / 2)
        since, asked_for = claimed.first_tried_at, later.seconds
        if isinstance(later, WaitAll):
            # It is no fault of this notice, which is therefore never given up. One that meets with it again and again
            # comes back more and more seldom, so that it does not keep stopping the others.
            asked_for = min(wait, _LONGEST_PAUSE_UNTOLD) if asked_for is None else asked_for
            self._paused_until = _later(self._paused_until, self._wall() + timedelta(seconds=asked_for))
            # The others are to know at once.
            self._woken.set()
        elif since is None:
            since = now
        elif now - since >= TRIED_FOR:
            reason = f"Teams could not take it for a day: {later}"
            news.settled.append(Settled(claimed.notice.id, NoticeState.FAILED, reason))
            return
        if asked_for is not None:
            comes_back = asked_for + _COMES_BACK_WITHIN * self._chance()
            from_when = max(from_when, now + timedelta(seconds=comes_back))
        news.put_back.append(PutBack(claimed.notice.id, str(later), from_when, attempts, since))

    def _is_paused(self, wall: datetime) -> bool:
        return self._paused_until is not None and wall < self._paused_until

    def _time(self) -> float:
        return self._wall().timestamp()

    async def _wait(self, until: float | None) -> None:
        """Wait until the moment comes, or somebody wakes the pump, or sends have ended."""
        await self._first_of(until, self._woken, self._one_ended)
        if self._one_ended.is_set() and not self._woken.is_set() and self._tasks:
            together = self._time() + _ENDS_TOGETHER
            await self._first_of(together if until is None else min(until, together), self._woken)

    async def _first_of(self, until: float | None, *events: asyncio.Event) -> None:
        if any(event.is_set() for event in events):
            return
        waits: list[Coroutine[Any, Any, Any]] = [event.wait() for event in events]
        if until is not None:
            if (seconds := until - self._time()) <= 0:
                for wait in waits:
                    wait.close()
                return
            waits.append(_slept(self._sleep(seconds)))
        tasks = [asyncio.ensure_future(wait) for wait in waits]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()


async def _slept(sleeping: Awaitable[None]) -> None:
    await sleeping


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two moments, of which either may be missing."""
    if one is None or other is None:
        return one or other
    return max(one, other)
