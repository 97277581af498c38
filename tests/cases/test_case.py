"""References: written, recognised, and told from other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.case import ENQUIRY_PREFIX, format_reference, is_only_a_reference, reference_prefix, references_in
from cases.regimes import Regime

PREFIXES = [reference_prefix(regime) for regime in Regime] + [ENQUIRY_PREFIX]


def test_every_regime_has_letters_of_its_own():
    assert len(set(PREFIXES)) == len(PREFIXES)


@given(
    st.sampled_from(PREFIXES),
    st.integers(2000, 2099),
    st.integers(1, 999_999),
    st.sampled_from(["-", " ", "/", "–", ""]),
)
def test_a_reference_is_recognised_however_it_is_spaced(prefix: str, year: int, number: int, between: str):
    reference = format_reference(prefix, year, number)
    typed = reference.replace("-", between).lower()
    assert is_only_a_reference(f"  {typed}. ") == reference
    assert references_in(f"about {reference}, please") == (reference,)


@pytest.mark.parametrize(
    "text", ["", "hello", "FOI 2000", "INC-2026", "INC-2026-0001 please", "XYZ-2026-0001", "the FOI of 2026"]
)
def test_other_words_are_not_a_reference(text: str):
    assert is_only_a_reference(text) is None
