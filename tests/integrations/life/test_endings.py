"""How a request ends other than with a full answer, and how what ended is opened again."""

from __future__ import annotations

from datetime import date

import pytest

from cases.case import CaseState
from cases.clock import ClockState
from cases.life.clocks import read_clock
from cases.regimes import Regime
from cases.reviews import open_review, what_follows
from tests.integrations.life.office import Office, at


async def test_a_vexatious_request_is_refused_with_its_reason_and_an_explanation(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    answer = {"on": "2026-05-18", "outcome": "vexatious", "grounds": ("FOIA-s14(1)",)}
    assert await office.refused("Olga", case.reference, "respond", answer) == (
        "Why? The council may have to explain it to the ICO. Please answer this.",
    )
    refused = await office.do("Olga", case.reference, "respond", {**answer, "note": "The tenth this week."})
    assert refused.state is CaseState.REFUSED
    assert refused.decisions["outcome"]["grounds"] == ["FOIA-s14(1)"]
    assert "The tenth" not in str((await office.history(case.reference))[-1].facts)
    assert (await office.words(case.reference))["respond.note"].endswith("The tenth this week.")


async def test_a_repeated_request_is_linked_to_the_one_it_repeats(office: Office) -> None:
    first = await office.open(Regime.FOI, "2026-05-18")
    again = await office.open(Regime.FOI, "2026-05-18")
    answer = {
        "on": "2026-05-18", "outcome": "repeated", "grounds": ("FOIA-s14(2)",), "note": "The same.",
        "repeats": first.reference.lower().replace("-", " "),
    }  # fmt: skip
    missing = await office.refused("Olga", again.reference, "respond", {**answer, "repeats": "FOI-2026-0999"})
    assert missing == (
        "Which earlier request does it repeat? I can't find FOI-2026-0999 among the cases that you can see.",
    )
    assert (await office.do("Olga", again.reference, "respond", answer)).state is CaseState.REFUSED
    assert await office.links(first.reference) == [(again.reference, "repeats")]


async def test_a_request_for_another_authority_is_transferred(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    answer = {"on": "2026-05-18", "outcome": "transferred"}
    assert await office.refused("Olga", case.reference, "respond", answer) == (
        "To which authority? Please answer this.",
    )
    moved = await office.do(
        "Olga", case.reference, "respond", {**answer, "transferred_to": "Eastmere Council"}
    )
    assert (moved.state, moved.details["transferred_to"]) == (CaseState.TRANSFERRED, "Eastmere Council")
    assert "Eastmere" not in str((await office.history(case.reference))[-1].facts)


async def test_a_request_lapses_only_once_the_time_for_the_fee_is_over(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    assert await office.refused("Olga", case.reference, "lapse", {"grounds": "FOIA-s9(2)"}) == (
        "Nothing was asked for that this law lets a request lapse for.",
        "What was waited for? Please choose from the list.",
    )
    await office.do("Olga", case.reference, "fee_notice", {"on": "2026-05-18"})
    office.now = at("2026-08-17")
    assert await office.refused("Olga", case.reference, "lapse", {"grounds": "FOIA-s9(2)"}) == (
        "The time to pay the fee is not over yet.",
    )
    office.now = at("2026-08-19")
    assert await office.refused("Olga", case.reference, "fee_paid", {"on": "2026-08-19"}) == (
        "The request had lapsed before the fee came, so it is a new request.",
    )
    lapsed = await office.do("Olga", case.reference, "lapse", {"grounds": "FOIA-s9(2)"})
    assert lapsed.state is CaseState.LAPSED
    assert lapsed.decisions["outcome"] == {"outcome": "lapsed", "grounds": ["FOIA-s9(2)"]}
    assert what_follows(lapsed) is Regime.FOI_REVIEW


async def test_a_request_lapses_when_the_requester_never_says_what_they_mean(office: Office) -> None:
    case = await office.open(Regime.SAR, "2026-05-18")
    await office.do("Olga", case.reference, "ask_identity", {"on": "2026-05-18"})
    office.now = at("2026-09-01")
    lapsed = await office.do(
        "Olga", case.reference, "lapse", {"grounds": "UKGDPR-12(6)", "note": "Wrote three times."}
    )
    assert (lapsed.state, lapsed.clock_runs) == (CaseState.LAPSED, False)


async def test_what_the_requester_takes_back_is_withdrawn_and_its_asks_are_not_needed(office: Office) -> None:
    from cases.ask import AskState
    from cases.asks import answer_ask, ask_service

    case = await office.open(Regime.FOI, "2026-05-18")
    await office.call(ask_service, "Olga", case.reference, "housing", "Anything?", date(2026, 5, 25))
    office.now = at("2026-05-20")
    assert await office.refused("Olga", case.reference, "withdrawn_by_requester", {"on": "2026-05-17"}) == (
        "That is before it reached the council on Monday 18 May 2026.",
    )
    ended = await office.do("Olga", case.reference, "withdrawn_by_requester", {"on": "2026-05-20"})
    assert (ended.state, ended.decisions["outcome"]["outcome"]) == (CaseState.WITHDRAWN, "withdrawn")
    async with office.database.work() as work:
        [ask] = await work.asks.of(case.reference)
    assert ask.state is AskState.NOT_NEEDED
    before = await office.everything()
    assert (await office.call(answer_ask, "Cora", ask.id, "Here.", is_held=True)).state is AskState.NOT_NEEDED
    assert await office.everything() == before


async def test_a_request_that_is_none_is_closed_with_what_it_lacks(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18", requester="", contact="")
    assert await office.refused("Hana", case.reference, "validate") == (
        "A Freedom of Information request needs a name and an address for the answer (FOIA s.8(1)(b)).",
    )
    lacks = {"missing": ("no_name", "no_address"), "note": "Wrote back to say what is missing."}
    closed = await office.do("Olga", case.reference, "not_valid", lacks)
    assert (closed.state, closed.decisions["validity"]) == (
        CaseState.CLOSED,
        {"missing": ["no_name", "no_address"]},
    )
    assert what_follows(closed) is None


async def _answered(office: Office) -> str:
    case = await office.open(Regime.FOI, "2026-05-18")
    office.now = at("2026-06-16")
    await office.do("Olga", case.reference, "respond", {"on": "2026-06-16", "outcome": "answered"})
    await office.do("Olga", case.reference, "close")
    return case.reference


async def test_an_answer_that_never_went_out_is_taken_back_and_the_clock_runs_on(office: Office) -> None:
    reference = await _answered(office)
    office.now = at("2026-06-18")
    again = await office.do("Olga", reference, "reopen", {"note": "The letter was never posted."})
    assert (again.state, again.events, again.clock_runs) == (CaseState.RECEIVED, (), True)
    assert "outcome" not in again.decisions
    reading = read_clock(again, office.desk)
    assert reading is not None
    assert reading.state is ClockState.OVERDUE
    late = {"on": "2026-06-18", "outcome": "answered"}
    assert await office.refused("Olga", reference, "respond", late) == (
        "It is late. Why? Please answer this.",
    )
    done = await office.do("Olga", reference, "respond", {**late, "why_late": "It lay on a desk."})
    assert done.decisions["outcome"]["in_time"] is False
    kept = [
        one.facts["given"].get("on") for one in await office.history(reference) if one.action == "respond"
    ]
    assert kept == ["2026-06-16", "2026-06-18"]


async def test_the_ico_has_a_case_answered_again_by_a_date_of_its_own(office: Office) -> None:
    reference = await _answered(office)
    office.now = at("2026-09-01")
    ordered = {"on": "2026-09-01", "until": "2026-10-06"}
    assert await office.refused("Olga", reference, "reopen_for_ico", ordered) == (
        "Record the complaint to the ICO first.",
    )
    await office.do("Olga", reference, "ico_complaint", {"on": "2026-09-01", "ico_reference": "IC-9-Z"})
    again = await office.do("Olga", reference, "reopen_for_ico", ordered)
    assert (again.state, again.due, again.rule) == (CaseState.RECEIVED, date(2026, 10, 6), "ICO")
    assert again.clock_runs
    asked = {"on": "2026-09-02", "note": "What?"}
    office.now = at("2026-09-02")
    assert await office.refused("Olga", reference, "ask_clarification", asked) == (
        "It was answered once, and is open again with a date of its own. The law's time no longer counts.",
    )
    office.now = at("2026-10-08")
    late = {"on": "2026-10-08", "outcome": "answered", "why_late": "The search took long."}
    done = await office.do("Olga", reference, "respond", late)
    assert (done.state, done.decisions["outcome"]["in_time"]) == (CaseState.RESPONDED, False)
    assert [one.type.value for one in done.events] == ["responded"]  # type: ignore[union-attr]
    # Taken back, it is open for the ICO still, and the first answer stands.
    back = await office.do("Olga", reference, "reopen", {"note": "Not sent."})
    assert (back.due, len(back.events)) == (date(2026, 10, 6), 1)


async def test_there_is_no_review_of_what_was_not_answered_or_before_it_was(office: Office) -> None:
    from cases.errors import ActionRefused

    case = await office.open(Regime.FOI, "2026-05-18")
    for step in ("withdrawn_by_requester", "close"):
        await office.do("Olga", case.reference, step, {"on": "2026-05-18"})
        with pytest.raises(ActionRefused, match="no answer yet"):
            await office.call(open_review, "Olga", case.reference, date(2026, 5, 18), "")
    answered = await _answered(office)
    with pytest.raises(ActionRefused, match="The answer went out on Tuesday 16 June 2026"):
        await office.call(open_review, "Olga", answered, date(2026, 6, 15), "")
    with pytest.raises(ActionRefused, match="before the request came"):
        await office.call(open_review, "Olga", answered, date(26, 6, 18), "")
    office.now = at("2026-12-01")
    late = await office.call(open_review, "Olga", answered, date(2026, 12, 1), "Please look again.")
    [row] = await office.history(late.reference)
    assert row.facts["asked_in_time"] is False
