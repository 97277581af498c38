"""What is read as being away, and what is something else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.absence_words import AbsenceWords, Saying, read_absence

TODAY = date(2026, 11, 23)


def _read(text: str) -> AbsenceWords:
    read = read_absence(text, TODAY)
    assert read is not None, text
    return read


@pytest.mark.parametrize(
    ("text", "whom", "cover", "first", "last"),
    [
        ("I'm away from 3 to 14 December, Hannah covers for me", "", "Hannah", "2026-12-03", "2026-12-14"),
        ("I’ll be on annual leave 3–14 December and Hannah Lewis is covering", "", "Hannah Lewis", "2026-12-03", "2026-12-14"),
        ("Hi, just so you know: I'm not in tomorrow. Owen will cover for me, thanks!", "", "Owen", "2026-11-24", "2026-11-24"),
        ("Hi, I'm off tomorrow", "", "", "2026-11-24", "2026-11-24"),
        ("away 3-14 December, cover: Owen", "", "Owen", "2026-12-03", "2026-12-14"),
        ("I'm off for two weeks from 1 December with Hannah covering my work", "", "Hannah", "2026-12-01", "2026-12-14"),
        ("I've booked annual leave from 3 to 14 December", "", "", "2026-12-03", "2026-12-14"),
        ("I'm away from 3 to 14 May, May Jones covers for me", "", "May Jones", "2027-05-03", "2027-05-14"),
        ("I'm away 3 to 14 December. Please contact o.price@westmere.example instead.", "", "o.price@westmere.example", "2026-12-03", "2026-12-14"),
        ("Hannah covers for me from 3 to 14 December", "", "Hannah", "2026-12-03", "2026-12-14"),
        ("Hannah is off sick today, Owen covers for her", "Hannah", "Owen", "2026-11-23", "2026-11-23"),
        ("Hannah Lewis is on leave next week; Owen Price covers Hannah's work", "Hannah Lewis", "Owen Price", "2026-11-30", "2026-12-06"),
        ("Hannah's away tomorrow", "Hannah", "", "2026-11-24", "2026-11-24"),
        ("I'm on leave from Thursday, back on 7 December", "", "", "2026-11-26", "2026-12-06"),
    ],
)  # fmt: skip
def test_who_is_away_when_and_who_covers(text: str, whom: str, cover: str, first: str, last: str) -> None:
    read = _read(text)
    assert read.days is not None
    assert (read.saying, read.whom, read.cover) == (Saying.AWAY, whom, cover)
    assert (str(read.days.first), str(read.days.last)) == (first, last)


@pytest.mark.parametrize("text", ["I'm away", "i am on leave", "Out of office", "away", "I'll be off work."])
def test_nothing_of_when(text: str) -> None:
    assert _read(text) == AbsenceWords(Saying.AWAY)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("I'm back", ""),
        ("i am back at work today!", ""),
        ("Hello, I'm back from leave", ""),
        ("Hannah is back", "Hannah"),
        ("Hannah Lewis is back in the office", "Hannah Lewis"),
    ],
)
def test_back(text: str, whom: str) -> None:
    assert _read(text) == AbsenceWords(Saying.BACK, whom)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("who covers for me?", ""),
        ("Who's covering", ""),
        ("my absence", ""),
        ("who covers for Hannah Lewis?", "Hannah Lewis"),
        ("is Hannah away today?", "Hannah"),
        ("when is Hannah back", "Hannah"),
    ],
)
def test_asked(text: str, whom: str) -> None:
    assert _read(text) == AbsenceWords(Saying.ASKED, whom)


@pytest.mark.parametrize("text", ["Hannah covers for me", "My cover is Hannah.", "Hannah is my cover"])
def test_only_who_covers(text: str) -> None:
    assert _read(text) == AbsenceWords(Saying.COVERED, cover="Hannah")


@pytest.mark.parametrize(
    "text",
    [
        "I'm away from my desk and my laptop was stolen",
        "I'm out of the office and left my bag on the train",
        "I'm off tomorrow and a resident wants their file",
        "I'm on leave next week. How do I report a breach?",
        "I'm back from leave and found a letter on my desk",
        "I was on leave from 3 to 14 August",
        "A resident is away next week",
        "My manager is away next week",
        "The file is away next week",
        "Everyone is off next week",
        "Who covers the cost of a data breach?",
        "who covers for the DPO?",
        "What is our cover for home working?",
        "I'm off",
        "back",
        "Hannah covers data protection in housing",
        "Under the FOI Act, who was away from 3 to 14 August?",
        "I'm away from 3 to 14 August\nmy phone was stolen",
        "I'm away " + "tomorrow " * 40,
    ],
)
def test_what_says_something_else_or_more_is_not_taken_for_it(text: str) -> None:
    assert read_absence(text, TODAY) is None


@given(
    st.text(max_size=220),
    st.sampled_from(["I'm away ", "Hannah is off ", "I'm back ", "Hannah covers for me ", ""]),
)
def test_no_text_is_too_odd(text: str, begins: str) -> None:
    read_absence(begins + text, TODAY)
