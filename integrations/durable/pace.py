"""How fast messages go out. Teams takes so many a second from an app in a tenant, and so many in one chat.

Before it is sent, every message takes a moment of its own. The moments that were taken stand in the database, so that
all replicas share one pace. A message that went out later than it should have, or took longer than usual to be
answered, is put down at that later moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SLACK = 0.03
"""Of a second. What is counted in one second is sent in a little more, since messages take differently long to reach
Teams: none may be over the limit as Teams counts. At this much, 97 % of the limit can be used."""

_COUNTED_AT_ONCE = 100
"""A higher limit is counted in parts of a second, so that fewer moments have to be kept."""

_CLOSEST = 0.8
"""Of the even distance between two moments. Messages are spread over the second, and what was missed is made up for."""

_OUT_OF_THE_QUESTION = 60.0
"""Seconds. A moment so far ahead was taken by a clock that has been set back since."""


@dataclass(frozen=True)
class Pace:
    """At most so many messages in any second, to everybody together and in one chat."""

    a_second: int = 40
    a_second_in_a_chat: int = 1

    @property
    def _parts(self) -> int:
        return -(-self.a_second // _COUNTED_AT_ONCE)

    @property
    def span(self) -> float:
        """Seconds within which no more than `in_a_span` messages go out."""
        return (1 + SLACK) / self._parts

    @property
    def in_a_span(self) -> int:
        """How many messages may go out within a span."""
        return self.a_second // self._parts

    @property
    def chat_rests_for(self) -> float:
        """Seconds from one message in a chat to the next."""
        return (1 + SLACK) / self.a_second_in_a_chat

    def still_counts(self, taken: Sequence[float], now: float) -> list[float]:
        """The moments, in their order, that have a say in what may be sent from now on."""
        return sorted(at for at in taken if now - 2 * self.span < at < now + _OUT_OF_THE_QUESTION)

    def moments(self, taken: Sequence[float], now: float, at_most: int) -> list[float]:
        """The next moments at which a message may go out, in seconds as `now` is.

        `taken` holds those that `still_counts` returned.
        """
        closest = _CLOSEST * self.span / self.in_a_span
        all_taken = list(taken)
        for _ in range(at_most):
            at = max(now, all_taken[-1] + closest) if all_taken else now
            if len(all_taken) >= self.in_a_span:
                at = max(at, all_taken[-self.in_a_span] + self.span)
            all_taken.append(round(at, 6))
        return all_taken[len(taken) :]
