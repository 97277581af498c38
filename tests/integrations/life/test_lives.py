"""Whole lives of cases, regime by regime: each step with the state and the date that it leads to.

The dates were counted by hand with the four nations' bank holidays of 2026: 25 May, 15 June (Scotland), 13 July
(Northern Ireland), 3 August (Scotland), 31 August.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.asks import answer_ask, ask_service
from cases.case import CaseState
from cases.casework import take_case
from cases.enquiries import ask_the_team
from cases.regimes import Regime
from cases.reviews import open_review
from tests.integrations.life.office import Office, at

Step = tuple[str, str, str, dict[str, Any], str, str]

# when, who, step, answers, state, due
FOI: list[Step] = [
    ("2026-05-18", "Olga", "validate", {}, "validated", "2026-06-17"),
    ("2026-05-18", "Olga", "assign", {"handler": "hana"}, "assigned", "2026-06-17"),
    ("2026-05-19", "Hana", "acknowledge", {"on": "2026-05-19"}, "assigned", "2026-06-17"),
    (
        "2026-06-01", "Hana", "ask_clarification",
        {"on": "2026-06-01", "note": "Which years?"}, "clarifying", "2026-06-17",
    ),
    # A fresh 20 working days from the answer.
    ("2026-06-08", "Hana", "clarified", {"on": "2026-06-08", "note": "2025"}, "assigned", "2026-07-07"),
    ("2026-06-09", "Hana", "draft", {"note": ""}, "drafting", "2026-07-07"),
    (
        "2026-06-22", "Hana", "extend",
        {"on": "2026-06-22", "reason": "public_interest", "grounds": ("FOIA-s43(2)",)}, "drafting", "2026-08-06",
    ),
    (
        "2026-07-30", "Hana", "respond",
        {
            "on": "2026-07-30", "outcome": "answered_in_part",
            "grounds": ("FOIA-s43(2)",), "public_interest": ("FOIA-s43(2)",),
        },
        "responded", "2026-08-06",
    ),
    ("2026-07-31", "Hana", "close", {}, "closed", "2026-08-06"),
]  # fmt: skip

EIR: list[Step] = [
    ("2026-05-18", "Hana", "validate", {}, "validated", "2026-06-17"),
    ("2026-05-19", "Olga", "assign", {"handler": "hana"}, "assigned", "2026-06-17"),
    # A pause: the working days from the notice to the payment, both included, do not count (4, 5 and 8 June).
    ("2026-06-04", "Hana", "fee_notice", {"on": "2026-06-04"}, "awaiting_fee", "2026-06-17"),
    ("2026-06-08", "Hana", "fee_paid", {"on": "2026-06-08"}, "assigned", "2026-06-22"),
    (
        "2026-06-10", "Hana", "extend",
        {"on": "2026-06-10", "reason": "complex_and_voluminous"}, "assigned", "2026-07-21",
    ),
    (
        "2026-07-23", "Hana", "respond",
        {
            "on": "2026-07-23", "outcome": "manifestly_unreasonable", "grounds": ("EIR-12(4)(b)",),
            "public_interest": ("EIR-12(4)(b)",), "note": "It would take weeks.", "why_late": "Staff were ill.",
        },
        "refused", "2026-07-21",
    ),
]  # fmt: skip

SAR: list[Step] = [
    ("2026-05-18", "Hana", "validate", {}, "validated", "2026-06-18"),
    ("2026-05-18", "Olga", "assign", {"handler": "hana"}, "assigned", "2026-06-18"),
    ("2026-05-19", "Hana", "ask_identity", {"on": "2026-05-19"}, "awaiting_identity", "2026-06-18"),
    # The month starts when the proof comes.
    ("2026-05-26", "Hana", "identity_received", {"on": "2026-05-26"}, "assigned", "2026-06-26"),
    (
        "2026-06-01", "Hana", "ask_clarification",
        {"on": "2026-06-01", "note": "Which services?"}, "clarifying", "2026-06-26",
    ),
    # Four days of waiting are added.
    ("2026-06-04", "Hana", "clarified", {"on": "2026-06-04", "note": "Housing"}, "assigned", "2026-06-30"),
    # Three months and four days end on a Sunday before a bank holiday.
    ("2026-06-15", "Hana", "extend", {"on": "2026-06-15", "reason": "complexity"}, "assigned", "2026-09-01"),
    ("2026-06-16", "Hana", "remove_extension", {"on": "2026-06-16"}, "assigned", "2026-06-30"),
    ("2026-06-30", "Hana", "respond", {"on": "2026-06-30", "outcome": "supplied"}, "responded", "2026-06-30"),
]  # fmt: skip

SAR_ASKED_BOTH_AT_ONCE: list[Step] = [
    ("2026-05-18", "Olga", "assign", {"handler": "hana"}, "assigned", "2026-06-18"),
    ("2026-05-19", "Hana", "ask_identity", {"on": "2026-05-19"}, "awaiting_identity", "2026-06-18"),
    (
        "2026-05-19", "Hana", "ask_clarification",
        {"on": "2026-05-19", "note": "Which services?"}, "clarifying", "2026-06-18",
    ),
    # One answer leaves the other open.
    ("2026-05-22", "Hana", "clarified", {"on": "2026-05-22", "note": "All"}, "awaiting_identity", "2026-06-22"),
    ("2026-05-26", "Hana", "identity_received", {"on": "2026-05-26"}, "assigned", "2026-06-26"),
]  # fmt: skip

RIGHTS: list[Step] = [
    ("2026-05-18", "Hana", "validate", {"rights": ("erasure", "objection")}, "validated", "2026-06-18"),
    ("2026-05-19", "Olga", "which_rights", {"rights": ("erasure",)}, "validated", "2026-06-18"),
    ("2026-05-19", "Olga", "draft", {}, "drafting", "2026-06-18"),
    (
        "2026-06-17", "Olga", "respond",
        {"on": "2026-06-17", "outcome": "not_done", "grounds": ("UKGDPR-17(3)(b)",)}, "responded", "2026-06-18",
    ),
]  # fmt: skip

REUSE: list[Step] = [
    ("2026-05-18", "Hana", "validate", {}, "validated", "2026-06-17"),
    ("2026-05-18", "Olga", "assign", {"handler": "hana"}, "assigned", "2026-06-17"),
    (
        "2026-06-10", "Hana", "extend",
        {"on": "2026-06-10", "reason": "many_documents", "until": "2026-07-01"}, "assigned", "2026-07-01",
    ),
    (
        "2026-06-30", "Hana", "respond", {"on": "2026-06-30", "outcome": "permitted"}, "responded", "2026-07-01",
    ),
]  # fmt: skip

LIVES = {
    "FOI": (Regime.FOI, "2026-05-18", FOI),
    "EIR": (Regime.EIR, "2026-05-18", EIR),
    "SAR": (Regime.SAR, "2026-05-18", SAR),
    "SAR asked for two things": (Regime.SAR, "2026-05-18", SAR_ASKED_BOTH_AT_ONCE),
    "RIGHTS": (Regime.RIGHTS, "2026-05-18", RIGHTS),
    "REUSE": (Regime.REUSE, "2026-05-18", REUSE),
}
IN_TIME = {"FOI": True, "EIR": False, "SAR": True, "RIGHTS": True, "REUSE": True}


async def _live(office: Office, reference: str, steps: list[Step]) -> None:
    for when, who, step, answers, expected, due in steps:
        office.now = at(when)
        before = await office.case(reference)
        rows = len(await office.history(reference))
        case = await office.do(who, reference, step, answers)
        assert (case.state, case.due) == (CaseState(expected), date.fromisoformat(due)), step
        assert await office.case(reference) == case
        assert case.version == before.version + 1
        entry = (await office.history(reference))[rows:]
        assert [(one.action, one.actor) for one in entry] == [(step, who.lower())]
        assert (entry[0].state_before, entry[0].state_after) == (before.state, case.state)
        if before.due != case.due:
            assert entry[0].facts["due"] == [before.due.isoformat(), due]  # type: ignore[union-attr]
    assert await office.broken_chain() == []


@pytest.mark.parametrize("name", LIVES)
async def test_a_request_lives_as_its_law_says(office: Office, name: str) -> None:
    regime, received, steps = LIVES[name]
    reference = (await office.open(regime, received)).reference
    await _live(office, reference, steps)
    case = await office.case(reference)
    if name in IN_TIME:
        assert case.decisions["outcome"]["in_time"] is IN_TIME[name]


async def test_a_request_is_reviewed_after_its_answer(office: Office) -> None:
    first = await office.open(Regime.FOI, "2026-05-18")
    await _live(office, first.reference, FOI)
    office.now = at("2026-08-10")
    review = await office.call(
        open_review, "Hana", first.reference, date(2026, 8, 10), "You left out the cost."
    )
    assert (review.regime, review.due) == (Regime.FOI_REVIEW, date(2026, 9, 8))
    assert await office.links(review.reference) == [(first.reference, "review")]
    [row] = await office.history(review.reference)
    assert row.facts["asked_in_time"] is True
    extended = {"on": "2026-09-01", "reason": "exceptional"}
    await _live(
        office,
        review.reference,
        [
            ("2026-08-11", "Olga", "assign", {"handler": "oscar"}, "assigned", "2026-09-08"),
            ("2026-09-01", "Oscar", "extend", extended, "assigned", "2026-10-06"),
            ("2026-09-30", "Oscar", "respond", {"on": "2026-09-30", "outcome": "answer_stands"}, "responded", "2026-10-06"),
            ("2026-10-01", "Oscar", "ico_complaint", {"on": "2026-10-01", "ico_reference": "IC-1-A"}, "responded", "2026-10-06"),
        ],
    )  # fmt: skip
    assert (await office.case(review.reference)).details["ico_reference"] == "IC-1-A"


async def test_an_environmental_review_has_forty_days_and_no_more(office: Office) -> None:
    first = await office.open(Regime.EIR, "2026-05-18")
    await _live(office, first.reference, EIR)
    office.now = at("2026-08-10")
    review = await office.call(open_review, "Hana", first.reference, date(2026, 8, 10), "")
    assert (review.regime, review.due) == (Regime.EIR_REVIEW, date(2026, 10, 6))
    failed = await office.refused("Olga", review.reference, "extend", {"on": "2026-08-10"})
    assert "This step does not exist for this kind of request." in failed


async def test_a_complaint_is_acknowledged_in_its_thirty_days_and_answered_when_it_is(office: Office) -> None:
    office.now = at("2026-06-22")
    complaint = await office.open(Regime.DP_COMPLAINT, "2026-06-22")
    await _live(
        office,
        complaint.reference,
        [
            ("2026-06-23", "Olga", "assign", {"handler": "hana"}, "assigned", "2026-07-21"),
            ("2026-07-01", "Hana", "acknowledge", {"on": "2026-07-01"}, "assigned", "2026-07-21"),
            ("2026-08-14", "Hana", "respond", {"on": "2026-08-14", "outcome": "upheld"}, "responded", "2026-07-21"),
        ],
    )  # fmt: skip
    assert (await office.case(complaint.reference)).decisions["outcome"]["in_time"] is True
    late = await office.open(Regime.DP_COMPLAINT, "2026-06-22")
    answer = {"on": "2026-08-14", "outcome": "upheld"}
    assert await office.refused("Olga", late.reference, "respond", answer) == (
        "The answer is late. Please say why.",
    )


async def test_services_are_asked_and_the_last_answer_leads_on(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    await office.call(take_case, "Hana", case.reference)
    by = date(2026, 5, 25)
    for service in ("housing", "highways"):
        asked = await office.call(ask_service, "Hana", case.reference, service, "What do you hold?", by)
        assert asked.state is CaseState.SEEKING
    async with office.database.work() as work:
        second, first = sorted(await work.asks.of(case.reference), key=lambda ask: ask.service)
    await office.call(answer_ask, "Cora", first.id, "Forty files.", is_held=True)
    assert (await office.case(case.reference)).state is CaseState.SEEKING
    await office.call(answer_ask, "Cyril", second.id, "", is_held=False)
    assert (await office.case(case.reference)).state is CaseState.DRAFTING
    told = {one.facts.get("step") for one in await office.notices("Hana")}
    assert {"not held by Highways", "answered by Housing"} <= told
    assert await office.broken_chain() == []


async def test_a_question_to_the_team_is_answered_closed_and_asked_again(office: Office) -> None:
    case = await office.call(ask_the_team, "Sam", "How long do we keep visitors' books?", {})
    assert (
        await office.do("Olga", case.reference, "assign", {"handler": "hana"})
    ).state is CaseState.ASSIGNED
    assert (
        await office.do("Hana", case.reference, "answer", {"answer": "A year."})
    ).state is CaseState.ANSWERED
    assert (await office.do("Hana", case.reference, "close")).state is CaseState.CLOSED
    again = await office.do("Olga", case.reference, "reopen", {"note": "They asked on."})
    assert (again.state, again.handler) == (CaseState.ASSIGNED, "hana")
    assert [one.facts["step"] for one in await office.notices("Sam")] == ["answered"]
