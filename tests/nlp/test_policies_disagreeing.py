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


@pytest.mark.parametrize(
    ("one", "other", "is_noticed"),
    [
        (
            "You must not use your own phone for work e-mail.",
            "You may use your own phone for work e-mail.",
            True,
        ),
        ("Staff must lock the filing room at night.", "Staff need not lock the filing room at night.", True),
        ("Never send passwords by e-mail to suppliers.", "Send passwords by e-mail to suppliers.", True),
        (
            "Meeting recordings must be kept by the clerk.",
            "The clerk must not keep meeting recordings.",
            True,
        ),
        ("Dogs are not allowed in the reading room.", "Dogs are allowed in the reading room.", True),
        (
            "Visitors can't take photographs of the archive.",
            "Visitors can take photographs of the archive.",
            True,
        ),
        ("Parking refunds over £50 go to the manager.", "Parking refunds over £75 go to the manager.", True),
        # What is allowed need not be done.
        (
            "You may use your own phone for work e-mail.",
            "You don't have to use your own phone for work.",
            False,
        ),
        # Another verb, or another thing.
        ("You must encrypt every memory stick.", "You must not buy a memory stick.", False),
        ("You must not send case files by post.", "You must send meeting papers by courier.", False),
        # An exception says the same the other way round.
        (
            "You must not use your own phone for work e-mail without approval.",
            "You may use your own phone for work e-mail with approval.",
            False,
        ),
        # It holds in another case.
        (
            "If you leave the council, do not keep your work laptop at home.",
            "Keep your work laptop at home when the office is closed for snow.",
            False,
        ),
        ("Keep signed contracts and do not keep drafts.", "Do not keep drafts of signed contracts.", False),
        ("You must lock your screen.", "You must always lock your screen.", False),
        (
            "One letter a person, never a group e-mail.",
            "A letter or an e-mail can name a group or a person.",
            False,
        ),
    ],
)
def test_what_one_requires_and_the_other_forbids(one: str, other: str, is_noticed: bool) -> None:
    for first, second in ((one, other), (other, one)):
        assert bool(disagreeing((quoted("A", first), quoted("B", second, 8.0)))) is is_noticed


def test_rows_of_one_policy_and_what_ranks_far_below_don_t_disagree() -> None:
    other = KEEP.replace("six", "12")
    assert disagreeing((quoted("RM01", KEEP), quoted("RM01", other))) == ()
    assert disagreeing((quoted("RM01", KEEP), quoted("HS01", other, 2.0))) == ()


@given(st.lists(st.tuples(st.sampled_from(("A", "B", "C")), st.text(), st.floats(-5, 50))))
def test_whatever_is_quoted_the_first_stays_first(found: list[tuple[str, str, float]]) -> None:
    passages = [quoted(policy, text, score) for policy, text, score in found]
    both = disagreeing(passages)
    assert both == () or (both[0] == passages[0] and len(both) == 2)
