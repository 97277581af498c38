"""Which steps of a broadcast tell how it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cases.broadcasts.steps import Step, StepKind, telling

_BEGAN = datetime(2026, 12, 1, 10, tzinfo=UTC)
_KINDS = {kind.value[:2]: kind for kind in StepKind}


def steps(written: str) -> list[Step]:
    """The steps that are written by their first letters, one a minute."""
    return [
        Step(_KINDS[short], _BEGAN + timedelta(minutes=minute), f"person-{minute}")
        for minute, short in enumerate(written.split())
    ]


def test_the_first_letters_name_each_kind() -> None:
    assert len(_KINDS) == len(StepKind)


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        ("", ()),
        ("wr", (0,)),
        ("wr ch ch", (0, 2)),
        # What was changed before it was scheduled was looked at when it was.
        ("wr ch sc", (0, 2)),
        ("wr ch se", (0, 2)),
        ("wr sc ch", (0, 1, 2)),
        ("wr sc ch sc", (0, 2, 3)),
        ("wr sc sc", (0, 2)),
        ("wr sc se", (0, 1, 2)),
        ("wr se pa", (0, 1, 2)),
        ("wr se pa re", (0, 1, 3)),
        ("wr se pa re pa", (0, 1, 4)),
        ("wr se pa ca", (0, 1, 3)),
        ("wr se pa re ca", (0, 1, 4)),
        ("wr sc ca", (0, 1, 2)),
    ],
)
def test_what_matters_now_is_told(happened: str, told: tuple[int, ...]) -> None:
    all_of_them = steps(happened)
    assert telling(all_of_them) == [all_of_them[place] for place in told]
