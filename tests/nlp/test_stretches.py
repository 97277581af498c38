"""Whether stretches hold or meet others, answered as by looking at each."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.personal_data.stretches import Stretches

STRETCH = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(STRETCH), STRETCH)
def test_questions_are_answered_as_by_looking_at_each(
    stretches: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, end = asked
    known = Stretches(stretches)
    assert known.hold(start, end) is any(first <= start and end <= last for first, last in stretches)
    assert known.meet(start, end) is any(first < end and last > start for first, last in stretches)
    assert sorted(stretches) == list(known)
