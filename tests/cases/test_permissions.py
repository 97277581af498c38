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
    return Case(
        "X-2026-0001", CaseKind(kind), regime, CaseState(state), REPORTER, None, None, opened,
        None, None, None, None, (), {},
    )  # fmt: skip


# role, reported it?, kind, state: sees, takes, adds, withdraws
TABLE = """
staff        yes  incident  open       see . add withdraw
staff        no   incident  open       .   . .   .
staff        yes  request   taken      see . add .
staff        yes  request   withdrawn  see . .   .
staff        no   request   open       .   . .   .
staff        no   enquiry   open       .   . .   .
coordinator  no   incident  open       .   . .   .
coordinator  no   request   open       .   . .   .
administrator no  incident  open       .   . .   .
handler      no   incident  open       .   . .   .
handler      no   request   open       see take add .
handler      no   enquiry   open       see take add .
handler      no   request   withdrawn  see . .   .
officer      no   incident  open       see take add .
officer      no   incident  taken      see take add .
officer      yes  incident  open       see take add withdraw
officer      no   incident  withdrawn  see . .   .
dpo          no   incident  open       see take add .
dpo          no   request   open       see take add .
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
    assert may_see(who, case("incident", "taken").changed(handler=OTHER))
