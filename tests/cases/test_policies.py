"""What is said of a policy beside its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cases.policies import Policy, age_in_words

_POLICY = Policy("RM00", "Records", approved=date(2026, 11, 2), review=date(2027, 11, 1))


def test_how_old_a_policy_is_and_when_it_is_reviewed() -> None:
    assert age_in_words(_POLICY, date(2026, 12, 1)) == (
        "Approved on 2 November 2026. To be reviewed by 1 November 2027."
    )
    assert "was due on 1 November 2027, so check" in age_in_words(_POLICY, date(2027, 11, 2))
    assert age_in_words(replace(_POLICY, approved=None, review=None), date(2026, 12, 1)) == ""


def test_people_call_a_policy_by_its_number_and_title() -> None:
    assert _POLICY.name == "RM00 Records"
    assert replace(_POLICY, number="").name == "Records"
