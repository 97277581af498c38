"""A day and a time as an officer says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases.broadcasts.when import FARTHEST, read_when
from cases.calendar import HolidayCalendar
from cases.desk import Desk
from cases.errors import Refusal
from cases.words import LONDON, date_in_words
from integrations.people_file import FileDirectory

CALENDAR = HolidayCalendar()
SAMPLE = Path(__file__).parents[2] / "bot" / "sample_council"
DIRECTORY = FileDirectory(SAMPLE / "people.toml", SAMPLE / "services.toml")
MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NOW = "2026-11-24 14:05"  # a Tuesday


def at(written: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


def desk_at(now: datetime) -> Desk:
    return Desk(DIRECTORY, CALENDAR, lambda: now, lambda: "id")


def said(words: str, now: str | datetime = NOW) -> str:
    when = read_when(words, desk_at(at(now) if isinstance(now, str) else now))
    return f"{when.at.astimezone(LONDON):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("tomorrow 9am", "2026-11-25 09:00"),
        ("Tomorrow at 9.30 a.m.", "2026-11-25 09:30"),
        ("9am tomorrow", "2026-11-25 09:00"),
        ("tomorrow", "2026-11-25 09:00"),
        ("tomorrow morning", "2026-11-25 09:00"),
        ("tomorrow at 10 in the morning", "2026-11-25 10:00"),
        ("tomorrow afternoon", "2026-11-25 14:00"),
        ("today at 4", "2026-11-24 16:00"),
        ("at 3pm", "2026-11-24 15:00"),
        ("at 10", "2026-11-25 10:00"),
        ("14:05", "2026-11-25 14:05"),
        ("first Tuesday 10:00", "2026-12-01 10:00"),
        ("the first Tuesday at ten", "2026-12-01 10:00"),
        ("first Tuesday of January 10:00", "2027-01-05 10:00"),
        ("first Tuesday of next month at 10", "2026-12-01 10:00"),
        ("last Friday at noon", "2026-11-27 12:00"),
        ("fourth Tuesday 15:00", "2026-11-24 15:00"),
        ("fourth Tuesday 14:00", "2026-12-22 14:00"),
        ("last working day at 2pm", "2026-11-30 14:00"),
        ("last working day of December at 2pm", "2026-12-31 14:00"),
        ("first working day of January 2027 at 9", "2027-01-04 09:00"),
        ("on 12 January at 10", "2027-01-12 10:00"),
        ("10am on 12 January", "2027-01-12 10:00"),
        ("12th of January 2027, 10:15", "2027-01-12 10:15"),
        ("Tuesday 12 January at 10", "2027-01-12 10:00"),
        ("12/01/2027 10:15", "2027-01-12 10:15"),
        ("2027-01-12 10:15", "2027-01-12 10:15"),
        ("next Friday", "2026-11-27 09:00"),
        ("Friday at half past two", "2026-11-27 14:30"),
        ("Fri quarter to ten", "2026-11-27 09:45"),
        ("Tuesday 15:00", "2026-11-24 15:00"),
        ("Tuesday 14:00", "2026-12-01 14:00"),
        ("next Tuesday 15:00", "2026-12-01 15:00"),
        ("Wednesday next week at 11", "2026-12-02 11:00"),
        ("a week on Thursday, 11:00", "2026-12-03 11:00"),
        ("Thursday week at 11 o'clock", "2026-12-03 11:00"),
        ("in 2 weeks", "2026-12-08 09:00"),
        ("in two weeks at 3pm", "2026-12-08 15:00"),
        ("in a fortnight", "2026-12-08 09:00"),
        ("in 3 days at 1400 hrs", "2026-11-27 14:00"),
        ("in a month", "2026-12-24 09:00"),
        ("in half an hour", "2026-11-24 14:35"),
        ("in two hours", "2026-11-24 16:05"),
        ("in an hour's time", "2026-11-24 15:05"),
        ("in a week's time at 10", "2026-12-01 10:00"),
        ("in two days' time", "2026-11-26 09:00"),
        ("tomorrow at 0930", "2026-11-25 09:30"),
        ("next working day at 10", "2026-11-25 10:00"),
        ("tomorrow 9", "2026-11-25 09:00"),
        ("tonight at 7", "2026-11-24 19:00"),
        ("this afternoon at 4", "2026-11-24 16:00"),
        ("next Monday at nine am", "2026-11-30 09:00"),
        ("12 noon tomorrow", "2026-11-25 12:00"),
        ("1/12 9:00", "2026-12-01 09:00"),
        ("2pm 12/1", "2027-01-12 14:00"),
        ("Dec 1 9am", "2026-12-01 09:00"),
        ("December 1st at 9am", "2026-12-01 09:00"),
        ("the 12th at 10", "2026-12-12 10:00"),
        ("the 20th at 10", "2026-12-20 10:00"),
        ("Friday 27th at 11", "2026-11-27 11:00"),
        ("in 3 working days", "2026-11-27 09:00"),
        ("a week today", "2026-12-01 09:00"),
        ("two weeks from tomorrow at 10", "2026-12-09 10:00"),
        ("the day after tomorrow at 10", "2026-11-26 10:00"),
        ("tomorrow, 9 am please", "2026-11-25 09:00"),
    ],
)
def test_a_moment_to_come_is_read(words: str, moment: str) -> None:
    assert said(words) == moment


@pytest.mark.parametrize("words", ["now", "Now.", "right now", "straight away", "at once"])
def test_now_is_now(words: str) -> None:
    when = read_when(words, desk_at(at(NOW)))
    assert (when.at, when.is_now) == (at(NOW), True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "can't read"),
        ("soon", "can't read"),
        ("when you have time", "can't read"),
        ("next week", "can't read"),
        ("Tuesday or Wednesday at 10", "can't read"),
        ("tomorrow 25:00", "can't read"),
        ("tomorrow at 9 and at 10", "can't read"),
        ("tomorrow 13pm", "can't read"),
        ("Monday 9", "can't read"),  # the hour, or the day of the month
        ("9-10am tomorrow", "can't read"),
        ("in 0 working days", "can't read"),
        ("31/2 at 10", "can't read"),
        ("Monday 24th at 10", "is a Tuesday"),
        ("31 February at 10", "can't read"),
        ("first Tuesday of spring", "can't read"),
        ("Monday 12 January 2027 at 10", "12 January 2027 is a Tuesday"),
        ("x" * 5_000, "can't read"),
        ("every first Tuesday 10:00", "sent once"),
        ("Tuesdays at 10", "sent once"),
        ("yesterday at 10", "Monday 23 November, 10:00 is over"),
        ("today at 9am", "Tuesday 24 November, 09:00 is over"),
        ("12 January 2026 at 10", "Monday 12 January, 10:00 is over"),
        ("12 January 2031 at 10", "more than a year"),
        ("in 700 days", "more than a year"),
    ],
)
def test_what_is_no_moment_to_come_is_refused_with_what_to_do(words: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        said(words)


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("tomorrow 9am", ""),
        ("Saturday 10:00", "Saturday 28 November is at the weekend, when most people are not at work."),
        (
            "25 December at 10",
            "Friday 25 December is a bank holiday (Christmas Day), when most people are not at work.",
        ),
        ("30 November at 10", ""),  # St Andrew's Day is a working day here
        ("tomorrow 19:30", "19:30 is outside working hours (09:00 to 17:00)."),
    ],
)
def test_a_moment_at_which_few_are_at_work_is_remarked_on_and_not_refused(words: str, remark: str) -> None:
    assert read_when(words, desk_at(at(NOW))).remark == remark


def test_a_time_stays_the_same_on_the_clock_when_the_clocks_change() -> None:
    # 29 March 2026: BST begins. 25 October 2026: it ends.
    assert read_when("tomorrow 10:00", desk_at(at("2026-03-28 10:00"))).at == at(
        "2026-03-28 10:00"
    ) + timedelta(hours=23)
    assert read_when("tomorrow 10:00", desk_at(at("2026-10-24 10:00"))).at == at(
        "2026-10-24 10:00"
    ) + timedelta(hours=25)
    # A time that spring skips is the one that the clocks show instead.
    assert said("tomorrow 01:30", "2026-03-28 10:00") == "2026-03-29 02:30"
    # A time that autumn repeats is the first of the two that is to come.
    assert read_when("today 01:30", desk_at(at("2026-10-25 01:10"))).at == at("2026-10-25 01:30")
    assert read_when("today 01:30", desk_at(at("2026-10-25 01:40"))).at == at("2026-10-25 01:30", fold=1)
    # So many hours are hours that pass.
    assert read_when("in 3 hours", desk_at(at("2026-10-25 00:30"))).at == at("2026-10-25 00:30") + timedelta(
        hours=3
    )


@given(MOMENTS, st.integers(1, 300), st.integers(0, 23), st.integers(0, 59))
@example(datetime(2026, 3, 28, 12, tzinfo=UTC), 1, 1, 30)
@example(datetime(2026, 10, 24, 12, tzinfo=UTC), 1, 1, 30)
@example(datetime(2027, 12, 30, 12, tzinfo=UTC), 61, 10, 0)
def test_a_date_as_it_is_said_comes_back(now: datetime, days: int, hour: int, minute: int) -> None:
    day = now.astimezone(LONDON).date() + timedelta(days=days)
    when = read_when(f"{date_in_words(day)} at {hour:02}:{minute:02}", desk_at(now))
    shown = when.at.astimezone(LONDON)
    assert shown.date() == day
    skipped = (
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC).astimezone(LONDON)
    )
    assert (shown.hour, shown.minute) == (skipped.hour, skipped.minute)


@given(
    MOMENTS,
    st.sampled_from(["first", "second", "third", "fourth", "last"]),
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
    st.integers(7, 18),
)
def test_the_nth_weekday_is_the_next_one_of_its_kind(
    now: datetime, which: str, weekday: str, hour: int
) -> None:
    at = read_when(f"{which} {weekday} {hour}:00", desk_at(now)).at.astimezone(LONDON)
    assert at.astimezone(UTC) > now
    assert (f"{at:%A}", at.hour, at.minute) == (weekday, hour, 0)
    place = (at.day - 1) // 7
    if which == "last":
        assert (at + timedelta(days=7)).month != at.month
    else:
        assert place == ["first", "second", "third", "fourth"].index(which)
    # No such day lies between: the walk back finds none that is still to come.
    day = at - timedelta(days=1)
    while day.astimezone(UTC) > now:
        alike = f"{day:%A}" == weekday and (
            (day + timedelta(days=7)).month != day.month if which == "last" else (day.day - 1) // 7 == place
        )
        assert not alike
        day -= timedelta(days=1)


@given(MOMENTS)
def test_the_last_working_day_is_one_and_none_follows_it_in_its_month(now: datetime) -> None:
    at = read_when("last working day at 2pm", desk_at(now)).at.astimezone(LONDON)
    working = CALENDAR.data_protection
    assert at.astimezone(UTC) > now
    assert working.is_working(at.date())
    assert working.nth_after(at.date(), 1).month != at.month


PIECES = (
    "now", "today", "tomorrow", "next", "last", "first", "second", "fourth", "this", "in", "a", "two", "3", "12",
    "weeks", "week", "days", "month", "months", "january", "dec", "tuesday", "fri", "working", "day", "of", "on", "at",
    "the", "9", "9am", "2pm", "10:00", "14.30", "25:00", "noon", "half", "past", "ten", "quarter", "to", "0", "00:30",
    "12/1", "31/12/2030", "2027-02-30", "31", "february", "morning", "every", "hour", "o'clock",
)  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)


@given(st.one_of(WORDS, st.text(max_size=120)), MOMENTS)
def test_whatever_is_written_gives_a_moment_to_come_or_a_sentence(words: str, now: datetime) -> None:
    try:
        when = read_when(words, desk_at(now))
    except Refusal as refused:
        sentence = str(refused)
    else:
        assert now < when.at <= now + FARTHEST or (when.is_now and when.at == now)
        sentence = when.remark or "."
    assert sentence.endswith(".")
