"""However many replicas ask for moments, and however late what they send gets away: never more than is allowed."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.durable.pace import Pace

START = 1_790_000_000.0


def most_in_a_second(times: list[float]) -> int:
    """The most of these within any second."""
    ordered = sorted(times)
    return max(
        (number + 1 - bisect_left(ordered, at - 1 + 1e-6) for number, at in enumerate(ordered)), default=0
    )


@settings(deadline=None)
@given(
    a_second=st.one_of(st.integers(1, 120), st.integers(121, 3_000)),
    asked=st.lists(st.tuples(st.floats(0, 0.4), st.integers(1, 8), st.floats(0, 0.09)), max_size=80),
)
def test_no_second_holds_more_than_is_allowed(a_second: int, asked: list[tuple[float, int, float]]) -> None:
    """Whoever asks at some moment is given so many, and each leaves a little late. It is put down when it left."""
    pace, now, taken, sent = Pace(a_second), START, [], []
    for later, count, late in asked:
        now += later
        taken = pace.still_counts(taken, now)
        moments = pace.moments(taken, now, count)
        assert all(moment >= now - 1e-6 for moment in moments)
        left = [round(moment + late, 6) for moment in moments]
        taken += left
        sent += left
        # Nobody asks again before what was given is about to leave.
        now = max(now, moments[-1] - 0.1)
    assert most_in_a_second(sent) <= a_second


@settings(deadline=None)
@given(a_second=st.integers(1, 100), late=st.floats(0, 0.02))
def test_what_is_allowed_is_used_to_95_in_a_hundred_though_all_is_a_little_late(
    a_second: int, late: float
) -> None:
    pace, taken, sent = Pace(a_second), [], 0
    now, ends = START, START + 10
    while now < ends:
        taken = pace.still_counts(taken, now)
        [moment] = pace.moments(taken, now, 1)
        # One in ten is late.
        sent += 1
        now = moment + (late if sent % 10 == 0 else 0)
        taken.append(round(now, 6))
    assert sent >= 0.95 * a_second * 10


def test_what_was_missed_is_made_up_for() -> None:
    """A tenth of a second in which nothing could be sent costs less than the messages that it had room for."""
    pace, taken, now, sent = Pace(40), [], START, 0
    stalls = iter(START + second for second in range(1, 60))
    stall = next(stalls)
    while now < START + 59:
        if now > stall:
            now += 0.1
            stall = next(stalls, START + 100)
        taken = pace.still_counts(taken, now)
        [now] = pace.moments(taken, now, 1)
        taken.append(now)
        sent += 1
    assert sent >= 0.95 * 40 * 59


def test_a_clock_that_was_set_back_stops_nobody() -> None:
    pace = Pace(1)
    taken = pace.still_counts([START + 3_600], START)
    assert pace.moments(taken, START, 1) == [START]
