"""Who may see a case and do what to it, as a table."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases.case import Addition, Case, CaseKind, CaseState
from cases.people import Person, Role
from cases.permissions import may_add, may_read, may_see, may_take, may_withdraw, may_work
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


PERSONAL = [Regime.SAR, Regime.RIGHTS, Regime.DP_COMPLAINT]


def request(regime: Regime, handler: str | None, about: str = "") -> Case:
    made = case("request", "received")
    return made.changed(regime=regime, handler=handler, about=frozenset({about} - {""}))


@pytest.mark.parametrize("regime", [one for one in Regime if one is not Regime.BREACH])
def test_a_file_about_somebody_is_open_to_the_handler_who_has_it_and_to_all_while_nobody_has(regime: Regime):
    handler, officer, dpo = (person(role, reported=False) for role in ("handler", "officer", "dpo"))
    for who in (handler, officer, dpo):
        assert may_work(who, request(regime, None))
        assert may_work(who, request(regime, OTHER))
    assert may_work(handler, request(regime, "a-colleague")) == (regime not in PERSONAL)
    assert may_see(handler, request(regime, "a-colleague")) == (regime not in PERSONAL)
    assert may_work(officer, request(regime, "a-colleague"))
    assert may_work(dpo, request(regime, "a-colleague"))


@pytest.mark.parametrize("role", ["staff", "coordinator", "handler", "officer", "dpo", "administrator"])
@pytest.mark.parametrize("kind", list(CaseKind))
def test_a_case_is_hidden_from_whom_it_is_about(role: str, kind: CaseKind):
    subject = person(role, reported=False)
    about = case(kind.value, {"incident": "reported", "request": "received", "enquiry": "asked"}[kind.value])
    about = about.changed(about=frozenset({subject.id, "another"}))
    for one in (about, about.changed(handler=subject.id)):
        assert not may_see(subject, one)
        assert not may_work(subject, one)
        assert not may_take(subject, one)


def test_who_sent_a_case_about_themselves_sees_it_as_its_reporter_and_no_more():
    sender = person("dpo", reported=True)
    own = case("incident", "reported").changed(about=frozenset({sender.id}))
    assert may_see(sender, own)
    assert may_add(sender, own)
    assert not may_work(sender, own)
    assert not may_take(sender, own)


def test_what_was_written_at_a_step_is_for_those_who_work_the_case():
    reporter, officer = person("staff", reported=True), person("officer", reported=False)
    incident = case("incident", "reported")
    note = Addition(
        incident.reference, incident.opened_at, OTHER, "They were careless before.", "triage.note"
    )
    said = Addition(incident.reference, incident.opened_at, "a-colleague", "Please call me.")
    assert may_read(officer, incident, note)
    assert not may_read(reporter, incident, note)
    assert may_read(reporter, incident, said)
    assert not may_read(person("staff", reported=False), incident, said)
    answer = replace(note, step="answer.answer")
    assert may_read(reporter, case("enquiry", "answered"), answer)
    assert may_read(reporter, incident, replace(note, author=REPORTER))
