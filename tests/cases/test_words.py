"""Dates and counts read as a person says them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cases.words import (
    counted,
    date_in_words,
    days_in_words,
    full_date_in_words,
    listed,
    moment_in_words,
    ordinal_in_words,
    with_article,
)


def test_a_day_of_this_year_is_said_without_the_year() -> None:
    assert date_in_words(date(2026, 6, 17), date(2026, 1, 1)) == "Wednesday 17 June"
    assert date_in_words(date(2026, 6, 17)) == "Wednesday 17 June"


def test_a_day_of_another_year_is_said_with_it() -> None:
    assert date_in_words(date(2027, 1, 7), date(2026, 12, 4)) == "Thursday 7 January 2027"
    assert full_date_in_words(date(2026, 6, 17)) == "Wednesday 17 June 2026"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 8, 3), date(2026, 8, 14), "from Monday 3 to Friday 14 August"),
        (date(2026, 8, 31), date(2026, 9, 4), "from Monday 31 August to Friday 4 September"),
        (date(2026, 12, 28), date(2027, 1, 4), "from Monday 28 December to Monday 4 January 2027"),
        (date(2026, 8, 3), date(2026, 8, 3), "on Monday 3 August"),
        (date(2026, 8, 3), None, "from Monday 3 August on"),
    ],
)
def test_days_are_said_from_when_until_when(first: date, last: date | None, words: str) -> None:
    assert days_in_words(first, last, date(2026, 6, 1)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 26, 14, 5, tzinfo=UTC), "Thursday 26 November, 14:05"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "Thursday 2 July, 00:30"),
        (datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=-5))), "Wednesday 1 July, 16:00"),
    ],
)
def test_a_moment_is_said_in_london(moment: datetime, words: str) -> None:
    assert moment_in_words(moment) == words


def test_the_hour_that_happens_twice_is_told_apart() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_in_words(first) == "Sunday 25 October, 01:30 (BST)"
    assert moment_in_words(first + timedelta(hours=1)) == "Sunday 25 October, 01:30 (GMT)"


def test_the_year_of_a_moment_is_the_one_in_london() -> None:
    just_before_midnight = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert moment_in_words(just_before_midnight, date(2027, 1, 1)) == "Thursday 31 December 2026, 23:59"


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        moment_in_words(datetime(2026, 11, 26, 14, 5))  # noqa: DTZ001


def test_counts_lists_and_places() -> None:
    assert counted(1, "working day") == "1 working day"
    assert counted(18, "working day") == "18 working days"
    assert counted(0, "day") == "0 days"
    assert counted(1_200, "person", "people") == "1,200 people"
    assert counted(1, "person", "people") == "1 person"
    assert listed(["England", "Wales", "Northern Ireland"]) == "England, Wales and Northern Ireland"
    assert listed(["Scotland"]) == "Scotland"
    assert listed([]) == ""
    assert [ordinal_in_words(n) for n in (1, 2, 3, 11, 12, 13, 20, 21, 40, 112)] == [
        "1st",
        "2nd",
        "3rd",
        "11th",
        "12th",
        "13th",
        "20th",
        "21st",
        "40th",
        "112th",
    ]
    assert with_article("Environmental Information request") == "An Environmental Information request"
    assert with_article("Subject access request") == "A Subject access request"
