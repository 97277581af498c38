"""Who may see a case and do what to it, as a table."""

from datetime import UTC, datetime

import pytest

from cases.case import Case, CaseKind, CaseState
from cases.people import Person, Role
from cases.permissions import may_add, may_see, may_take, may_withdraw
from cases.regimes import Regime

REPORTER, OTHER = "reporter", "somebody-else"


def person(role: str, *, reported: bool) -> Person:
    return Person(
        REPORTER if reported else OTHER, "A B", "a@b.example", frozenset({Role.STAFF, Role(role)}), None
    )


def case(kind: str, state: str) -> Case:
    regime = {"incident": Regime.BREACH, "request": Regime.FOI, "enquiry": None}[kind]
    opened = datetime(2026, 11, 23, tzinfo=UTC)
    handler = "a-colleague" if state in ("assigned", "triaged") else None
    return Case(
        "X-2026-0001", CaseKind(kind), regime, CaseState(state), REPORTER, handler, None, opened,
        None, None, None, None, (), {},
    )  # fmt: skip


# role, reported it?, kind, state: sees, takes, adds, withdraws
TABLE = """
staff         yes  incident  reported   see . add withdraw
staff         no   incident  reported   .   . .   .
staff         yes  request   assigned   see . add .
staff         yes  request   withdrawn  see . .   .
staff         no   request   received   .   . .   .
staff         no   enquiry   asked      .   . .   .
coordinator   no   incident  reported   .   . .   .
coordinator   no   request   received   .   . .   .
administrator no   incident  reported   .   . .   .
handler       no   incident  reported   .   . .   .
handler       no   request   received   see take add .
handler       no   enquiry   asked      see take add .
handler       no   request   withdrawn  see . .   .
officer       no   incident  reported   see take add .
officer       no   incident  triaged    see take add .
officer       yes  incident  reported   see take add withdraw
officer       no   incident  withdrawn  see . .   .
dpo           no   incident  reported   see take add .
dpo           no   request   received   see take add .
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_rights(row: str):
    role, reported, kind, state, *allowed = row.split()
    who, what = person(role, reported=reported == "yes"), case(kind, state)
    found = [
        may_see(who, what) and "see",
        may_take(who, what) and "take",
        may_add(who, what) and "add",
        may_withdraw(who, what) and "withdraw",
    ]
    assert [one or "." for one in found] == allowed


def test_a_handler_keeps_seeing_what_they_work_on():
    who = person("staff", reported=False)
    assert may_see(who, case("incident", "triaged").changed(handler=OTHER))
