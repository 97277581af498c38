"""What is said of a policy beside its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cases.policies import Policy

_POLICY = Policy("RM00", "Records", approved=date(2026, 11, 2), review=date(2027, 11, 1))


def test_people_call_a_policy_by_its_number_and_title() -> None:
    assert _POLICY.name == "RM00 Records"
    assert replace(_POLICY, number="").name == "Records"
