"""The day on which somebody wants to be reminded: a day to come, as it is typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.words import date_in_words
from dialogs.nudges import day_ahead
from tests.dialogs.nudging import MONDAY


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("tomorrow", date(2026, 11, 24)),
        ("on Friday", date(2026, 11, 27)),
        ("until monday", date(2026, 11, 30)),
        ("next Wednesday", date(2026, 11, 25)),
        ("on 5 December", date(2026, 12, 5)),
        ("2 January", date(2027, 1, 2)),
        ("1/12/2026", date(2026, 12, 1)),
        ("in 3 days", date(2026, 11, 26)),
        ("in a week", date(2026, 11, 30)),
        ("in two weeks", date(2026, 12, 7)),
        ("next week", date(2026, 11, 30)),
        ("today", None),
        ("yesterday", None),
        ("last friday", None),
        ("1/11/2026", None),
        ("when hell freezes over", None),
        ("", None),
    ],
)
def test_a_day_to_come_is_read(words: str, day: date | None) -> None:
    assert day_ahead(words, MONDAY) == day


@given(today=st.dates(date(2020, 1, 1), date(2035, 12, 31)), days=st.integers(1, 360))
def test_a_day_in_words_is_that_day(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    said = date_in_words(day).partition(" ")[2]
    assert day_ahead(f"on {said}", today) == day
    assert day_ahead(f"in {days} days", today) == day


@given(today=st.dates(date(2020, 1, 1), date(2035, 12, 31)), words=st.text(max_size=40))
def test_whatever_is_typed_is_no_day_that_has_been(today: date, words: str) -> None:
    day = day_ahead(words, today)
    assert day is None or day > today
