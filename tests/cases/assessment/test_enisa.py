"""ENISA's severity: known cases worked by hand, and what must hold for every case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.assessment.enisa import (
    CONTEXT_OF_KIND,
    Alteration,
    Circumstances,
    Exposure,
    Identification,
    Level,
    Move,
    Unavailability,
    grade,
    level_of,
)
from nlp.personal_data import DataKind

KINDS = st.sets(st.sampled_from([*CONTEXT_OF_KIND, "something new"]))
MOVES = st.lists(st.builds(Move, st.integers(-3, 3), st.just("a reason")), max_size=4)
CIRCUMSTANCES = st.builds(
    Circumstances,
    st.sampled_from(Exposure),
    st.sampled_from(Alteration),
    st.sampled_from(Unavailability),
    st.booleans(),
)
IDENTIFICATION = st.sampled_from(Identification)


@pytest.mark.parametrize(
    ("kinds", "moves", "identification", "circumstances", "score", "level"),
    [
        (["financial"], [], "significant", Circumstances(Exposure.KNOWN), 2.5, "medium"),
        (["names", "contact_details"], [], "maximum", Circumstances(Exposure.KNOWN), 1.25, "low"),
        (["names", "health"], [], "maximum", Circumstances(Exposure.UNKNOWN), 4.5, "very high"),
        (["health"], [Move(-1, "old")], "maximum", Circumstances(), 3.0, "high"),
        (["addresses"], [Move(3, "danger")], "maximum", Circumstances(malicious=True), 4.5, "very high"),
        (["employment"], [], "negligible", Circumstances(unavailability=Unavailability.FULL), 1.0, "low"),
        ([], [], "negligible", Circumstances(), 0.25, "low"),
        (
            ["social_care"], [], "maximum",
            Circumstances(Exposure.UNKNOWN, Alteration.UNRECOVERABLE, Unavailability.FULL, True), 6.0, "very high",
        ),
    ],
)  # fmt: skip
def test_worked_by_hand(
    kinds: list[str],
    moves: list[Move],
    identification: str,
    circumstances: Circumstances,
    score: float,
    level: str,
) -> None:
    graded = grade(kinds, moves, Identification(identification), circumstances)
    assert (graded.score, graded.level.value) == (score, level)


def test_the_arithmetic_reads_as_a_sum_that_can_be_checked() -> None:
    steps = grade(
        ["financial", "names"], [], Identification.SIGNIFICANT, Circumstances(Exposure.KNOWN)
    ).arithmetic
    assert steps == (
        "Kind of data: financial data scores 3. The highest kind counts.",
        "How easy it is to tell who the people are: significant (people identifiable with a little work), × 0.75.",
        "Circumstances add 0.25: seen, or open to be seen, by people who are known.",
        "3 (financial data) × 0.75 (people identifiable with a little work) + 0.25 (seen, or open to be seen, by "
        "people who are known) = 2.5: medium",
        "Medium means that people may meet significant inconveniences that they can overcome with some difficulty.",
    )


def test_a_move_beyond_the_ends_is_said_and_cut() -> None:
    graded = grade(["health"], [Move(1, "a whole file")], Identification.MAXIMUM, Circumstances())
    assert "Moved by +1: a whole file." in graded.arithmetic
    assert "That would be 5, but the method stays within 1 and 4, so 4." in graded.arithmetic
    assert graded.score == 4


@pytest.mark.parametrize(
    ("score", "level"),
    [(0.25, "low"), (1.75, "low"), (2.0, "medium"), (2.75, "medium"), (3.0, "high"), (3.75, "high"),
     (4.0, "very high"), (6.0, "very high")],
)  # fmt: skip
def test_the_edges_of_the_levels(score: float, level: str) -> None:
    assert level_of(score) is Level(level)


def test_every_kind_that_a_report_can_tick_has_a_context() -> None:
    assert set(CONTEXT_OF_KIND) == {kind.value for kind in DataKind}


@given(KINDS, MOVES, IDENTIFICATION, CIRCUMSTANCES)
def test_the_score_stays_in_its_range_and_the_steps_say_it(
    kinds: set[str], moves: list[Move], identification: Identification, circumstances: Circumstances
) -> None:
    graded = grade(kinds, moves, identification, circumstances)
    assert 0.25 <= graded.score <= 6
    assert (graded.score * 4).is_integer()
    told = float(next(step for step in graded.arithmetic if " = " in step).split(" = ")[1].split(":")[0])
    assert told == graded.score


@given(KINDS, st.sampled_from(sorted(CONTEXT_OF_KIND)), MOVES, IDENTIFICATION, CIRCUMSTANCES)
def test_another_kind_of_data_never_lowers_the_score(
    kinds: set[str],
    another: str,
    moves: list[Move],
    identification: Identification,
    circumstances: Circumstances,
) -> None:
    before = grade(kinds, moves, identification, circumstances)
    assert grade(kinds | {another}, moves, identification, circumstances).score >= before.score
