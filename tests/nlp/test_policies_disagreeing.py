"""Two policies that say different things about the same are noticed; two that agree, or speak of other things, are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.policies import Passage, Policy
from nlp.policies.disagreeing import disagreeing
from nlp.policies.library import Quoted


def quoted(policy: str, text: str, score: float = 10.0) -> Quoted:
    return Quoted(Passage(policy, Policy(policy, policy), "1", (), text), score, 0, len(text))


KEEP = "Keep a tenancy file for six years after the tenancy ends."


@pytest.mark.parametrize(
    ("other", "is_noticed"),
    [
        ("Keep a tenancy file for 12 years after the tenancy ends.", True),
        ("A tenancy file is kept for 12 years after the end of the tenancy.", True),
        ("Keep a tenancy file for 6 years after the tenancy ends.", False),
        ("Keep a tenancy file for twenty working days after the tenancy ends.", False),
        ("Keep the minutes of the planning committee for 12 years in the archive.", False),
        ("Keep a tenancy file safe after the tenancy ends.", False),
    ],
)
def test_other_amounts_for_the_same(other: str, is_noticed: bool) -> None:
    assert bool(disagreeing((quoted("RM01", KEEP), quoted("HS01", other, 8.0)))) is is_noticed


def test_rows_of_one_policy_and_what_ranks_far_below_don_t_disagree() -> None:
    other = KEEP.replace("six", "12")
    assert disagreeing((quoted("RM01", KEEP), quoted("RM01", other))) == ()
    assert disagreeing((quoted("RM01", KEEP), quoted("HS01", other, 2.0))) == ()


@given(st.lists(st.tuples(st.sampled_from(("A", "B", "C")), st.text(), st.floats(-5, 50))))
def test_whatever_is_quoted_the_first_stays_first(found: list[tuple[str, str, float]]) -> None:
    passages = [quoted(policy, text, score) for policy, text, score in found]
    both = disagreeing(passages)
    assert both == () or (both[0] == passages[0] and len(both) == 2)
