"""Dates, laws, services and people that were written down wrongly: put right, with both kept in the history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.case import CaseState
from cases.clock import Correction, EventType
from cases.errors import ActionRefused
from cases.life.dates import dates_to_correct, day_of
from cases.regimes import Regime
from cases.reviews import open_part
from tests.integrations.life.office import Office, at


async def test_the_day_of_receipt_is_corrected_and_what_followed_keeps_its_days(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    office.now = at("2026-06-01")
    await office.do("Olga", case.reference, "fee_notice", {"on": "2026-05-28"})
    await office.do("Olga", case.reference, "fee_paid", {"on": "2026-05-29"})
    assert (await office.case(case.reference)).due == date(2026, 6, 19)
    right = await office.do("Olga", case.reference, "correct", {"which": "start", "to": "2026-05-15"})
    assert (right.received, right.due) == (date(2026, 5, 15), date(2026, 6, 18))
    facts = (await office.history(case.reference))[-1].facts
    assert facts["received"] == ["2026-05-18", "2026-05-15"]
    assert facts["due"] == ["2026-06-19", "2026-06-18"]


async def test_every_date_of_the_clock_can_be_corrected(office: Office) -> None:
    case = await office.open(Regime.SAR, "2026-05-18")
    office.now = at("2026-07-10")
    for step, answers in (
        ("ask_identity", {"on": "2026-05-19"}),
        ("identity_received", {"on": "2026-05-20"}),
        ("ask_clarification", {"on": "2026-05-21", "note": "?"}),
        ("clarified", {"on": "2026-05-22", "note": "!"}),
        ("fee_notice", {"on": "2026-05-25"}),
        ("fee_paid", {"on": "2026-05-26"}),
        ("extend", {"on": "2026-05-27", "reason": "complexity"}),
        ("acknowledge", {"on": "2026-05-28"}),
        ("respond", {"on": "2026-07-01", "outcome": "supplied"}),
    ):
        await office.do("Olga", case.reference, step, answers)
    case = await office.case(case.reference)
    which = [key for key, _ in dates_to_correct(case, {})]
    assert len(which) == 10
    for key in which[1:]:
        step, _, day = key.partition("@")
        later = date.fromisoformat(day).replace(day=date.fromisoformat(day).day + 1)
        try:
            changed = await office.do("Olga", case.reference, "correct", {"which": key, "to": later})
        except (
            ActionRefused
        ) as refused:  # an answer before its question is refused, and put right the other way
            assert "has no" in str(refused) or "before" in str(refused)  # noqa: PT017
            continue
        assert later in {
            day_of(changed, EventType(step)),
            *(one.to for one in changed.events if isinstance(one, Correction)),
        }
    assert await office.broken_chain() == []


async def test_a_date_is_put_wrong_and_right_again_on_one_day(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    office.now = at("2026-06-01")
    await office.do("Olga", case.reference, "fee_notice", {"on": "2026-05-27"})
    for was, to in (("2026-05-27", "2026-05-29"), ("2026-05-29", "2026-05-27"), ("2026-05-27", "2026-05-22")):
        answers = {"which": f"fee_notice@{was}", "to": to}
        corrected = await office.do("Olga", case.reference, "correct", answers)
        assert day_of(corrected, EventType.FEE_NOTICE) == date.fromisoformat(to)
    assert await office.refused(
        "Olga", case.reference, "correct", {"which": "fee_notice@2026-05-22", "to": "2026-05-22"}
    ) == ("It says Friday 22 May 2026 already.",)


async def test_correcting_the_answer_makes_it_late(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    office.now = at("2026-06-30")
    done = await office.do("Olga", case.reference, "respond", {"on": "2026-06-17", "outcome": "answered"})
    assert done.decisions["outcome"]["in_time"] is True
    late = await office.do(
        "Olga", case.reference, "correct", {"which": "responded@2026-06-17", "to": "2026-06-18"}
    )
    assert late.decisions["outcome"]["in_time"] is False
    assert (await office.history(case.reference))[-1].facts["in_time"] is False


async def test_a_request_that_is_environmental_keeps_its_receipt_and_loses_a_foreign_extension(
    office: Office,
) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    office.now = at("2026-06-10")
    weighed = {"on": "2026-06-10", "reason": "public_interest", "grounds": ("FOIA-s43(2)",)}
    assert (await office.do("Olga", case.reference, "extend", weighed)).due == date(2026, 7, 16)
    moved = await office.do("Olga", case.reference, "change_regime", {"regime": "EIR", "note": "Trees."})
    assert (moved.regime, moved.due, moved.rule) == (Regime.EIR, date(2026, 6, 17), "EIR-2005-01")
    assert (moved.reference, moved.events) == (case.reference, ())
    facts = (await office.history(case.reference))[-1].facts
    assert facts["regime"] == ["FOI", "EIR"]
    assert facts["due"] == ["2026-07-16", "2026-06-17"]
    assert facts["no_longer_counts"] == ["extended"]
    again = {"on": "2026-06-10", "reason": "complex_and_voluminous"}
    assert (await office.do("Olga", case.reference, "extend", again)).due == date(2026, 7, 16)


async def test_a_request_that_is_for_ones_own_data_is_counted_in_months(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    office.now = at("2026-06-01")
    await office.do("Olga", case.reference, "ask_clarification", {"on": "2026-05-20", "note": "?"})
    await office.do("Olga", case.reference, "clarified", {"on": "2026-05-21", "note": "!"})
    moved = await office.do("Hana", case.reference, "change_regime", {"regime": "SAR"})
    assert (moved.regime, moved.due) == (
        Regime.SAR,
        date(2026, 6, 22),
    )  # 18 June and two days of waiting: Saturday
    assert [one for one in ("SAR", "FOI_REVIEW") if one in dict(_options(moved))] == []


def _options(case: Any) -> tuple[tuple[str, str], ...]:
    from cases.life.request_checks import other_regimes

    return other_regimes(case, {})


async def test_a_part_of_a_letter_is_a_case_under_another_law(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18", text="Spending, and my own file.")
    office.now = at("2026-05-20")
    part = await office.call(open_part, "Olga", case.reference, Regime.SAR, "My own file.")
    assert (part.regime, part.received, part.due) == (Regime.SAR, date(2026, 5, 18), date(2026, 6, 18))
    assert (part.details["requester"], part.details["text"]) == ("Jo March", "My own file.")
    assert await office.links(case.reference) == [(part.reference, "part")]
    with pytest.raises(ActionRefused) as refused:
        await office.call(open_part, "Olga", case.reference, Regime.FOI, " ")
    assert refused.value.failed == (
        "Choose another law than the one that the whole is under.",
        "Say which part it is.",
    )


async def test_a_case_is_moved_to_the_service_that_it_is_about(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    assert await office.refused("Hana", case.reference, "move_service", {"service": "housing"}) == (
        "It is with that service already.",
    )
    moved = await office.do("Hana", case.reference, "move_service", {"service": "parks"})
    assert moved.service == "parks"
    assert (await office.history(case.reference))[-1].facts["service"] == ["housing", "parks"]


async def test_cases_are_linked(office: Office) -> None:
    one, other = [await office.open(Regime.FOI, "2026-05-18") for _ in range(2)]
    answers = {"other": other.reference, "how": "duplicate"}
    await office.do("Hana", one.reference, "link", answers)
    assert await office.links(other.reference) == [(one.reference, "duplicate")]
    incident = await office.report("2026-05-18 09:00")
    hidden = {"other": incident.reference, "how": "related"}
    assert await office.refused("Hana", one.reference, "link", hidden) == (
        f"Which case? I can't find {incident.reference} among the cases that you can see.",
    )
    assert await office.refused(
        "Hana", one.reference, "link", {"other": one.reference, "how": "related"}
    ) == ("Which case? That is this case itself.",)


async def test_what_extends_the_time_is_only_what_the_law_knows(office: Office) -> None:
    case = await office.open(Regime.SAR, "2026-05-18")
    weighed = {"on": "2026-05-18", "reason": "public_interest"}
    failed = await office.refused("Olga", case.reference, "extend", weighed)
    assert failed[0] == "Why is more time needed? Please choose from the list."
    office.now = at("2026-06-19")
    assert await office.refused(
        "Olga", case.reference, "extend", {"on": "2026-06-19", "reason": "complexity"}
    ) == (
        "The extension is dated Friday 19 June 2026, after the first limit, Thursday 18 June 2026. The requester must "
        "be told of it within the first one month (UK GDPR Art 12A).",
    )


async def test_a_sensitive_answer_is_signed_off_by_somebody_who_did_not_draft_it(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    reference = case.reference
    answer = {"on": "2026-05-18", "outcome": "answered"}
    await office.do("Olga", reference, "assign", {"handler": "hana"})
    await office.do("Oscar", reference, "draft")
    await office.do("Hana", reference, "ask_sign_off", {"note": "In the folder."})
    for officer in ("Olga", "Oscar"):
        assert (await office.notices(officer))[-1].facts["step"] == "sent for sign-off"
    # Hana sent it, Oscar began it, so neither signs; nor does a handler.
    for name in ("Hana", "Oscar", "Hector"):
        failed = await office.refused(name, reference, "sign_off")
        assert failed[0].startswith(
            "This step is for an IG officer or the Data Protection Officer who did not draft"
        )
    assert (await office.do("Olga", reference, "sign_off")).marks == {"signed_off"}
    # What is marked sensitive after its sign-off is signed off anew.
    marked = await office.do("Hector", reference, "mark_sensitive")
    assert marked.marks == {"sensitive"}
    assert await office.refused("Hana", reference, "respond", answer) == (
        "This case is marked sensitive, so it is signed off before the answer goes out.",
    )
    await office.do("Hana", reference, "ask_sign_off", {"note": "Again."})
    assert "It is marked so already." in await office.refused("Hector", reference, "mark_sensitive")
    back = await office.do("Dev", reference, "send_back", {"note": "Leave the names out."})
    assert back.marks == {"sensitive"}
    await office.do("Hana", reference, "ask_sign_off", {"note": "Now."})
    signed = await office.do("Dev", reference, "sign_off")
    assert signed.marks == {"sensitive", "signed_off"}
    # What a service finds later, and what the requester says later, make it another answer.
    asked = await office.do("Hana", reference, "ask_clarification", {"on": "2026-05-18", "note": "?"})
    assert (asked.state, asked.marks) == (CaseState.CLARIFYING, {"sensitive"})
    plain = await office.do("Olga", reference, "unmark_sensitive", {"note": "Published since."})
    assert plain.marks == frozenset()
