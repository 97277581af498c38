"""How many people a sentence speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.counts import read_people


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("40 clients", 40),
        ("about two dozen families", 24),
        ("everyone in the team of 12", 12),
        ("a single resident", 1),
        ("1,200 residents", 1200),
        ("half a dozen service users", 6),
        ("one hundred and twenty parents", 120),
        ("2k tenants", 2000),
        ("a couple of tenants", 2),
        ("I told 3 people about 40 pupils", 40),
        ("the names of 30", 30),
        ("6 housing applications", 6),
        ("a resident's benefit letter", 1),
        ("Hundreds of emails", None),
        ("a 7 year old child", None),
        ("on 12 November at 4", None),
        ("£40", None),
        ("", None),
    ],
)
def test_people_are_counted(words: str, people: int | None) -> None:
    assert read_people(words) == people


@given(
    st.integers(2, 999_999),
    st.sampled_from(["clients", "residents", "families", "children", "members of staff"]),
)
def test_any_number_of_people_comes_back(number: int, noun: str) -> None:
    assert read_people(f"We lost the details of {number} {noun} yesterday.") == number
    assert read_people(f"We lost the details of about {number:,} of our {noun}.") == number


@given(st.text(max_size=300))
def test_any_text_gives_a_positive_number_or_none(text: str) -> None:
    people = read_people(text)
    assert people is None or people > 0
