"""When training is due and when somebody is prompted, against a table of examples and a naive reading of the rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.audience import Audience, AudienceKind
from cases.training.due import concerns_the_manager, due_on, good_until, prompt_due, prompt_for
from cases.training.needs import Course, PromptDays
from cases.training.records import Standing

YEARLY = Course("pi", "Protecting information", (Audience(AudienceKind.EVERYBODY),), 12, 28)
DAYS = PromptDays()
SEEN = date(2026, 11, 23)
DATES = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def _due(started: str = "", done: str = "", since: date = SEEN) -> date:
    return due_on(YEARLY, _day(started), _day(done), since)


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


@pytest.mark.parametrize(
    ("started", "done", "due"),
    [
        ("", "", "2026-12-21"),  # nobody knows since when they are here: 28 days from now
        ("2026-11-20", "", "2026-12-18"),  # a starter has 28 days from the first day
        ("2026-10-26", "", "2026-11-23"),  # the last of them is today
        ("2026-10-25", "", "2026-12-21"),  # it passed before Ask IG knew of them
        ("2019-04-01", "", "2026-12-21"),  # long here, and new to this course
        ("2019-04-01", "2026-01-15", "2027-01-15"),  # a year after it was done
        ("2019-04-01", "2024-02-29", "2026-12-21"),  # it ran out before they were seen to need it
        ("", "2025-11-23", "2026-11-23"),  # it runs out today
    ],
)
def test_when_it_is_due(started: str, done: str, due: str) -> None:
    assert _due(started, done) == date.fromisoformat(due)


def test_a_course_done_on_the_29th_of_february_counts_until_the_28th() -> None:
    assert good_until(YEARLY, date(2024, 2, 29)) == date(2025, 2, 28)


DUE = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("today", "stage", "until"),
    [
        ("2027-05-30", "", ""),
        ("2027-05-31", "30", "2027-06-16"),
        ("2027-06-15", "30", "2027-06-16"),
        ("2027-06-16", "14", "2027-06-23"),
        ("2027-06-23", "7", "2027-06-29"),
        ("2027-06-29", "1", "2027-07-01"),
        ("2027-06-30", "1", "2027-07-01"),
        ("2027-07-01", "overdue-1", "2027-07-07"),
        ("2027-07-06", "overdue-1", "2027-07-07"),
        ("2027-07-07", "overdue-7", "2027-07-14"),
        ("2027-07-20", "overdue-14", "2027-07-21"),
        ("2027-07-21", "overdue-21", "2027-07-28"),
    ],
)
def test_which_prompt_a_day_has(today: str, stage: str, until: str) -> None:
    prompt = prompt_for("pi", DAYS, DUE, date.fromisoformat(today))
    assert (prompt.stage if prompt else "") == stage
    assert (prompt.until.isoformat() if prompt else "") == until


def test_the_manager_is_told_from_a_week_overdue_on() -> None:
    assert not concerns_the_manager(DAYS, DUE, date(2027, 7, 6))
    assert concerns_the_manager(DAYS, DUE, date(2027, 7, 7))


def _days_of_the_table(days: PromptDays, due: date, last: date) -> list[date]:
    """Every day on which the table has a prompt, in order: written down one by one."""
    table = {due - timedelta(days=before) for before in days.before} | {due + timedelta(days=1)}
    day = due
    while (day := day + timedelta(days=days.overdue_every)) <= last:
        table.add(day)
    return sorted(one for one in table if one <= last)


@settings(deadline=None)
@given(
    due=DATES,
    ahead=st.integers(-500, 120),
    before=st.sets(st.integers(1, 90), max_size=6),
    every=st.integers(1, 40),
)
@example(due=DUE, ahead=0, before={1}, every=1)
def test_a_day_has_the_last_prompt_whose_day_has_come(
    due: date, ahead: int, before: set[int], every: int
) -> None:
    days = PromptDays(tuple(sorted(before, reverse=True)), every, 7)
    today = due - timedelta(days=ahead)
    table = _days_of_the_table(days, due, today + timedelta(days=200))
    come = [day for day in table if day <= today]
    prompt = prompt_for("pi", days, due, today)
    assert (prompt is None) == (not come)
    if prompt is not None:
        assert prompt.until == next(day for day in table if day > today)
        of_that_day = prompt_for("pi", days, due, come[-1])
        assert of_that_day == prompt
        yesterday = prompt_for("pi", days, due, come[-1] - timedelta(days=1))
        assert yesterday is None or yesterday.name != prompt.name


@settings(deadline=None)
@given(done=DATES, mornings=st.lists(st.integers(-40, 60), min_size=1, max_size=80, unique=True))
def test_each_prompt_is_told_once_however_many_mornings_are_missed(done: date, mornings: list[int]) -> None:
    due = good_until(YEARLY, done)
    told: list[str] = []
    standing = Standing("sam", "pi", due - timedelta(days=200))
    table = _days_of_the_table(DAYS, due, due + timedelta(days=100))
    expected = 0
    before = date.min
    for morning in sorted(due + timedelta(days=one) for one in mornings):
        expected += any(before < day <= morning for day in table)
        before = morning
        if prompt := prompt_due(YEARLY, DAYS, standing, due, morning):
            told.append(prompt.name)
            standing = Standing("sam", "pi", standing.since, prompt.name)
    assert len(told) == len(set(told)) == expected
