"""A step's name stands on a button, and Teams cuts a button off that is wider than a phone."""

from __future__ import annotations

import pytest

from cases.life import enquiries, incidents, requests
from dialogs.case_steps import BESIDE

CHARACTERS_ON_A_PHONE = 26
"""What a button of a card of 300 pixels holds in bold type of 14 pixels (see tests/journeys)."""

TITLES = {action.title for life in (requests, incidents, enquiries) for action in life.ACTIONS.actions} | {
    step.title for step, _ in BESIDE
}


@pytest.mark.parametrize("title", sorted(TITLES))
def test_a_steps_name_fits_a_button_on_a_phone(title: str) -> None:
    assert 0 < len(title) <= CHARACTERS_ON_A_PHONE
