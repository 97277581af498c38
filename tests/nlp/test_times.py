"""Times told in plain words."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.times import LONDON, Precision, read_day, read_moment

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=LONDON)  # a Monday
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)).map(  # noqa: DTZ001
    lambda naive: naive.replace(second=0, microsecond=0, tzinfo=LONDON)
)


@pytest.mark.parametrize(
    ("words", "told", "precision"),
    [
        ("yesterday at 4", "2026-11-22 16:00", Precision.HOUR),
        ("just now", "2026-11-23 14:05", Precision.MINUTE),
        ("I've just emailed it", "2026-11-23 14:05", Precision.MINUTE),
        ("this morning", "2026-11-23 10:00", Precision.PART_OF_DAY),
        ("last Friday about 3pm", "2026-11-20 15:00", Precision.HOUR),
        ("on 12 November", "2026-11-12 12:00", Precision.DAY),
        ("12/11/2026 14:30", "2026-11-12 14:30", Precision.MINUTE),
        ("an hour ago", "2026-11-23 13:05", Precision.HOUR),
        ("20 mins ago", "2026-11-23 13:45", Precision.MINUTE),
        ("around lunchtime", "2026-11-23 12:30", Precision.PART_OF_DAY),
        ("half past nine this morning", "2026-11-23 09:30", Precision.MINUTE),
        ("at 9.15am on Thursday", "2026-11-19 09:15", Precision.MINUTE),
        ("last night", "2026-11-22 21:00", Precision.PART_OF_DAY),
        ("over the weekend", "2026-11-21 12:00", Precision.DAY),
        ("November 3rd at 10:15", "2026-11-03 10:15", Precision.MINUTE),
        ("on 1 December", "2025-12-01 12:00", Precision.DAY),
        ("at 4", "2026-11-22 16:00", Precision.HOUR),
        ("two days ago", "2026-11-21 12:00", Precision.DAY),
        ("I emailed a date of birth yesterday", "2026-11-22 12:00", Precision.DAY),
        ("the letter with DOB 3 May 2015 went on 12 November", "2026-11-12 12:00", Precision.DAY),
    ],
)
def test_a_time_in_words(words: str, told: str, precision: Precision) -> None:
    moment = read_moment(words, NOW)
    assert moment is not None
    assert (f"{moment.at:%Y-%m-%d %H:%M}", moment.precision) == (told, precision)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "no time at all",
        "about 40 clients",
        "section 12(4)(b)",
        "£3.50",
        "24/7",
        "31/02/2026",
        "12/11/2031",
        "next Friday",
        "every Monday",
        "born 3 May 1971",
        "born on the 3rd of May 2015",
        "his date of birth is 12 June 2015",
        "D.O.B: 03/05/71",
        "her birthday (2015-05-03)",
    ],
)
def test_no_time_is_made_up(words: str) -> None:
    assert read_moment(words, NOW) is None


@given(st.text(max_size=200), moments)
def test_no_text_tells_of_the_future(text: str, now: datetime) -> None:
    moment = read_moment(text, now)
    assert moment is None or moment.at <= now


@given(moments, st.integers(0, 3000))
def test_a_date_written_in_uk_order_comes_back(now: datetime, days: int) -> None:
    day = now.date() - timedelta(days=days)
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day:%-d %B %Y}",
        f"{day:%A %-d %b %Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%-d.%-m.%y}",
    ):
        assert read_day(f"it came on {written}.", now.date()) == day


@given(moments, st.integers(0, 23), st.integers(0, 59), st.integers(1, 400))
def test_a_day_and_a_clock_time_come_back(now: datetime, hour: int, minute: int, days: int) -> None:
    day = now.date() - timedelta(days=days)
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
    moment = read_moment(f"on {at:%d/%m/%Y} at {at:%H:%M}", now)
    assert moment is not None
    assert moment.at.date() == day
    # From one to six without a nought the hour of the working day is meant; the clocks skip an hour in March.
    assert moment.at.minute == minute
    if not 1 <= hour <= 2:
        assert moment.at.hour == hour


@given(moments, st.integers(1, 6))
def test_a_weekday_is_one_of_the_last_seven_days(now: datetime, back: int) -> None:
    day = now.date() - timedelta(days=back)
    assert read_day(f"it happened on {day:%A}", now.date()) == day


def test_hours_ago_are_real_hours_when_the_clocks_change() -> None:
    after = datetime(2026, 10, 25, 3, 0, tzinfo=LONDON)
    moment = read_moment("3 hours ago", after)
    assert moment is not None
    assert f"{moment.at:%H:%M %Z}" == "01:00 BST"


def test_a_day_is_never_after_today() -> None:
    assert read_day("on 24 November", date(2026, 11, 23)) == date(2025, 11, 24)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read_moment("just now", datetime(2026, 11, 23))  # noqa: DTZ001
