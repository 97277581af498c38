"""What stands behind "More": every step has its group, and none has two."""

from __future__ import annotations

import pytest

from cases.life import enquiries, incidents, requests
from dialogs.case_buttons import GROUPS
from dialogs.case_steps import BESIDE

STEPS = {action.name for life in (requests, incidents, enquiries) for action in life.ACTIONS.actions} | {
    step.name for step, _ in BESIDE
}
NAMES = [name for names in GROUPS.values() for name in names]


@pytest.mark.parametrize("name", sorted(STEPS | set(NAMES)))
def test_each_stands_in_one_group(name: str) -> None:
    assert NAMES.count(name) == 1
