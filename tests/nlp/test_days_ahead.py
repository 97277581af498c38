"""From when until when somebody says that something is, seen from Monday 23 November 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.days_ahead import read_days_ahead

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("from 3 to 14 August", "2027-08-03", "2027-08-14"),
        ("3-14 August", "2027-08-03", "2027-08-14"),
        ("3rd – 14th Aug", "2027-08-03", "2027-08-14"),
        ("from the 3rd to the 14th of December", "2026-12-03", "2026-12-14"),
        ("from the 3rd to the 14th", "2026-12-03", "2026-12-14"),
        ("from 3 December to 14", "2026-12-03", "2026-12-14"),
        ("August 3 to August 14", "2027-08-03", "2027-08-14"),
        ("from 28 December until 4 January", "2026-12-28", "2027-01-04"),
        ("from 28 to 4 January", "2026-12-28", "2027-01-04"),
        ("between 1 and 4 December", "2026-12-01", "2026-12-04"),
        ("from Monday 7 December to Friday 11 December", "2026-12-07", "2026-12-11"),
        ("3/8/2027 to 14/8/2027", "2027-08-03", "2027-08-14"),
        ("3/12-14/12", "2026-12-03", "2026-12-14"),
        ("3.12.26 - 14.12.26", "2026-12-03", "2026-12-14"),
        ("from 2026-12-03 to 2026-12-14", "2026-12-03", "2026-12-14"),
        ("from 16 to 27 November", "2026-11-16", "2026-11-27"),
        ("from 20 November to 2 December", "2026-11-20", "2026-12-02"),
        ("from today until Friday", "2026-11-23", "2026-11-27"),
        ("Tuesday to Thursday", "2026-11-24", "2026-11-26"),
        ("Friday to Monday", "2026-11-27", "2026-11-30"),
        ("from Monday to Wednesday next week", "2026-11-30", "2026-12-02"),
        ("tomorrow and Wednesday", "2026-11-24", "2026-11-25"),
        ("for two weeks from 1 December", "2026-12-01", "2026-12-14"),
        ("from Monday for a fortnight", "2026-11-23", "2026-12-06"),
        ("for the next 3 days", "2026-11-23", "2026-11-25"),
        ("for a month from 1 December", "2026-12-01", "2026-12-31"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("for the rest of the week", "2026-11-23", "2026-11-29"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("all next month", "2026-12-01", "2026-12-31"),
        ("the week beginning 7 December", "2026-12-07", "2026-12-13"),
        ("in December", "2026-12-01", "2026-12-31"),
        ("in November", "2026-11-23", "2026-11-30"),
        ("tomorrow", "2026-11-24", "2026-11-24"),
        ("on Friday", "2026-11-27", "2026-11-27"),
        ("on Monday next week", "2026-11-30", "2026-11-30"),
        ("on Christmas Eve, 24 December", "2026-12-24", "2026-12-24"),
        ("from Thursday, back on 7 December", "2026-11-26", "2026-12-06"),
        ("from 29 February to 3 March 2028", "2028-02-29", "2028-03-03"),
    ],
)
def test_days_are_read_as_they_are_said(words: str, first: str, last: str) -> None:
    read = read_days_ahead(words, TODAY)
    assert read is not None
    assert (read.doubt, read.first, read.last) == ("", date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("words", "first", "last", "is_open"),
    [
        ("until Friday", None, "2026-11-27", False),
        ("until the end of next week", None, "2026-12-06", False),
        ("back on Thursday", None, "2026-11-25", False),
        ("from 1 December", "2026-12-01", None, False),
        ("from tomorrow onwards", "2026-11-24", None, False),
        ("since Thursday", "2026-11-19", None, False),
        ("since 3 November", "2026-11-03", None, False),
        ("from Wednesday until further notice", "2026-11-25", None, True),
        ("until I’m back", "2026-11-23", None, True),
    ],
)
def test_one_end_alone(words: str, first: str | None, last: str | None, is_open: bool) -> None:
    read = read_days_ahead(words, TODAY)
    assert read is not None
    assert read.first == (date.fromisoformat(first) if first else None)
    assert read.last == (date.fromisoformat(last) if last else None)
    assert (read.doubt, read.is_open) == ("", is_open)


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("from 31 February to 3 March", "There is no 31 February."),
        ("until 31/11/2026", "There is no 31/11/2026."),
        ("on 3/13", "There is no 3/13."),
        ("from Monday 8 December to 11 December", "8 December 2026 is a Tuesday, not a Monday."),
        ("from 3 to 14", "Say the month too"),
        ("on 3 December and 14 December", "one stretch of days at a time"),
        ("from the 45th to the 3rd of May", "There is no day 45"),
    ],
)
def test_a_day_that_cannot_be_is_doubted(words: str, doubt: str) -> None:
    read = read_days_ahead(words, TODAY)
    assert read is not None
    assert doubt in read.doubt
    assert (read.first, read.last) == (None, None)


@pytest.mark.parametrize("words", ["", "soon", "at 3 pm", "about 40 clients", "in the office", "Hannah"])
def test_where_no_day_is_told_none_is_read(words: str) -> None:
    assert read_days_ahead(words, TODAY) is None


def test_the_other_words_are_left() -> None:
    read = read_days_ahead("from 3 to 14 May, May Jones covers for me", TODAY)
    assert read is not None
    assert read.rest.strip(" ,") == "May Jones covers for me"


_DAYS = st.dates(date(2020, 1, 1), date(2038, 1, 1))


@given(_DAYS, st.integers(0, 300), st.integers(0, 40))
def test_a_stretch_that_is_ahead_reads_as_it_was_written(today: date, ahead: int, length: int) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    for written in (
        f"from {first:%A %-d %B} to {last:%A %-d %B}",
        f"{first:%-d/%-m} - {last:%-d/%-m}",
        f"from {first.isoformat()} until {last.isoformat()}",
        f"{first:%-d %b %Y} to {last:%-d %b %Y}",
        f"from {first:%-d %B} for {length + 1} days",
    ):
        read = read_days_ahead(written, today)
        assert read is not None
        assert (read.first, read.last) == (first, last), written


@given(st.text(st.sampled_from("0123456789 /.-thfromuilaybdeMNovug,"), max_size=60), _DAYS)
def test_whatever_is_written_it_ends_with_days_or_a_doubt(text: str, today: date) -> None:
    read = read_days_ahead(text, today)
    assert read is None or read.doubt or read.first or read.last


@given(st.text(max_size=80), _DAYS)
def test_no_text_is_too_odd(text: str, today: date) -> None:
    read_days_ahead(text, today)
