"""The NHS grid: who is told, and the floor for vulnerable people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.assessment.nhs import grade

ONE_TO_FIVE = st.integers(1, 5)


@pytest.mark.parametrize(
    ("likelihood", "severity", "tells_ico", "tells_department"),
    [(1, 1, False, False), (5, 2, False, False), (2, 5, False, False), (3, 3, True, False), (3, 5, True, False),
     (5, 3, True, False), (4, 4, True, True), (5, 5, True, True)],
)  # fmt: skip
def test_who_is_told(likelihood: int, severity: int, tells_ico: bool, tells_department: bool) -> None:
    placed = grade(likelihood, severity, vulnerable=False)
    assert (placed.tells_ico, placed.tells_department) == (tells_ico, tells_department)


def test_vulnerable_people_raise_both_scores_to_two_and_the_steps_say_so() -> None:
    placed = grade(1, 1, vulnerable=True)
    assert (placed.likelihood, placed.severity, placed.product) == (2, 2, 4)
    assert "Vulnerable people are affected, so neither score is below 2: 2 and 2." in placed.arithmetic


@pytest.mark.parametrize(("likelihood", "severity"), [(0, 3), (3, 6), (-1, 1)])
def test_a_score_off_the_grid_is_refused(likelihood: int, severity: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        grade(likelihood, severity, vulnerable=False)


@given(ONE_TO_FIVE, ONE_TO_FIVE, st.booleans())
def test_the_department_is_never_told_without_the_ico_and_a_floor_never_lowers(
    likelihood: int, severity: int, vulnerable: bool
) -> None:
    placed = grade(likelihood, severity, vulnerable)
    assert placed.tells_ico or not placed.tells_department
    assert placed.likelihood >= likelihood
    assert placed.severity >= severity
