"""An incident from its report to its closure: assessed, decided, told, and the 72 hours on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.assessment import Level, Recommendation, assess, read_answers
from cases.case import Case, CaseState
from cases.clock import ClockState
from cases.errors import ActionRefused
from cases.incidents import Whose
from cases.letters import Office as LetterOffice
from cases.letters import gather_facts
from cases.letters.ico import notification_of
from cases.life.assess import assess_incident, assessment_of, may_assess, may_overrule, overrule_assessment
from cases.life.clocks import read_clock
from cases.regimes import Regime
from tests.integrations.life.office import Office, at

GRAVE = {
    "living_people": "yes",
    "harms": ("distress", "loss_of_confidentiality"),
    "likelihood": "likely",
    "gravity": "serious",
    "people": "1,200",
    "vulnerable": "some",
    "holder": "known",
    "recovery": "no",
    "protection": "readable",
    "identification": "maximum",
    "detail": "usual",
    "alteration": "none",
    "unavailability": "none",
    "malicious": "no",
}
YES = {"ico": "yes", "people": "yes", "nhs": "yes", "note": "Vulnerable people's health notes."}
NO = {"ico": "no", "people": "no", "nhs": "no", "note": "It came back unopened."}


async def _assessed(office: Office, **given: Any) -> Case:
    incident = await office.report("2026-05-18 09:00", kinds=("names", "health"), people=40, **given)
    office.now = at("2026-05-18 12:00")
    await office.do("Olga", incident.reference, "triage", {"personal_data": "yes"})
    await office.do("Olga", incident.reference, "contain", {"note": "They promised to burn it."})
    case: Case = await office.call(assess_incident, "Olga", incident.reference, GRAVE, "First look.")
    return case


def _clock(office: Office, case: Case) -> ClockState:
    reading = read_clock(case, office.desk)
    assert reading is not None
    return reading.state


async def test_an_incident_is_assessed_decided_told_and_closed(office: Office) -> None:
    case = await _assessed(office)
    assert (case.state, case.marks) == (CaseState.ASSESSED, {"contained"})
    assert case.due_at == at("2026-05-21 09:00")
    found = assessment_of(case)
    expected = assess(read_answers(GRAVE), ("names", "health"), has_health_or_care_data=True)
    assert found == expected
    assert expected.computed is Recommendation.TELL_ICO_AND_PEOPLE
    row = (await office.history(case.reference))[-1]
    assert row.facts["score"] == expected.enisa.score
    assert row.facts["nhs"] == [3, 4]
    assert "First look" not in str(row.facts)

    with pytest.raises(ActionRefused, match="This step is for the Data Protection Officer"):
        await office.call(overrule_assessment, "Olga", case.reference, Level.LOW, "No harm.")
    assert await office.refused("Dev", case.reference, "overrule", {"level": "low"}) == (
        "Why? Please answer this.",
    )
    milder = await office.call(overrule_assessment, "Dev", case.reference, Level.LOW, "She is a nurse.")
    stands = assessment_of(milder)
    assert stands is not None
    assert (stands.level, stands.recommendation) == (Level.LOW, Recommendation.RECORD_ONLY)
    assert (stands.computed, stands.enisa) == (expected.computed, expected.enisa)
    assert "nurse" not in str(await office.history(case.reference))
    assert (await office.words(case.reference))["overrule.note"].endswith("She is a nurse.")

    assert (await office.refused("Olga", case.reference, "decide", YES))[0].startswith(
        "This step is for the Data"
    )
    decided = await office.do("Dev", case.reference, "decide", YES)
    assert (decided.state, _clock(office, decided)) == (CaseState.DECIDED, ClockState.RUNNING)
    assert await office.refused("Olga", case.reference, "close", {"note": "Check twice."}) == (
        "It was decided to tell the ICO and the people and the NHS toolkit. Record when that was done first.",
    )
    office.now = at("2026-05-21 10:00")
    late = {"at": at("2026-05-21 09:30"), "ico_reference": "IC-123456-A1B2"}
    assert await office.refused("Olga", case.reference, "ico_told", late) == (
        "The ICO was told after the 72 hours. Please say why (UK GDPR Art 33(1)).",
    )
    told = await office.do("Olga", case.reference, "ico_told", {**late, "why_late": "The form was down."})
    assert (_clock(office, told), told.clock_runs) == (ClockState.ANSWERED_LATE, False)
    assert "IC-123456" not in str((await office.history(case.reference))[-1].facts)
    await office.do("Olga", case.reference, "people_told", {"on": "2026-05-21"})
    await office.do("Olga", case.reference, "nhs_told", {"on": "2026-05-21"})
    closed = await office.do(
        "Olga", case.reference, "close", {"note": "Check twice.", "actions": "Training."}
    )
    assert closed.state is CaseState.CLOSED
    assert await office.broken_chain() == []


async def test_deciding_not_to_tell_the_ico_ends_the_hours_and_another_decision_starts_them_again(
    office: Office,
) -> None:
    case = await _assessed(office)
    decided = await office.do("Dev", case.reference, "decide", NO)
    assert _clock(office, decided) is ClockState.ANSWERED_IN_TIME
    office.now = at("2026-05-20 12:00")
    changed = await office.do("Dev", case.reference, "change_decision", YES)
    assert (_clock(office, changed), changed.clock_runs) == (ClockState.RUNNING, True)
    back = await office.do("Dev", case.reference, "change_decision", NO)
    assert _clock(office, back) is ClockState.ANSWERED_IN_TIME
    kept = [
        one.facts["given"]["ico"]
        for one in await office.history(case.reference)
        if "ico" in one.facts.get("given", {})
    ]
    assert kept == ["no", "yes", "no"]


async def test_the_toolkit_is_asked_about_where_health_or_care_data_is_affected(office: Office) -> None:
    incident = await office.report("2026-05-18 09:00", kinds=("names",))
    await office.do("Olga", incident.reference, "triage", {"personal_data": "yes"})
    assessed = await office.call(assess_incident, "Olga", incident.reference, GRAVE)
    assert assessed.decisions["assessment"]["nhs"] is None
    decided = await office.do("Dev", incident.reference, "decide", {**NO, "nhs": "yes"})
    assert decided.decisions["decision"] == {"ico": "no", "people": "no"}
    # The officer knows better than the report.
    other = await office.report("2026-05-18 09:00", kinds=("names",))
    await office.call(assess_incident, "Olga", other.reference, {**GRAVE, "kinds": ("social_care",)})
    assert await office.refused(
        "Dev", other.reference, "decide", {"ico": "no", "people": "no", "note": "."}
    ) == ("Report it through the NHS toolkit? Please answer this.",)


async def test_assessing_again_ends_an_overruling_and_keeps_both_in_the_history(office: Office) -> None:
    case = await _assessed(office)
    await office.call(overrule_assessment, "Dev", case.reference, Level.VERY_HIGH, "The press has it.")
    again = await office.call(
        assess_incident, "Olga", case.reference, read_answers({**GRAVE, "likelihood": "impossible"})
    )
    found = assessment_of(again)
    assert found is not None
    assert found.overruling is None
    assert again.decisions["assessment"]["answers"]["likelihood"] == "impossible"
    actions = [one.action for one in await office.history(case.reference)]
    assert actions[-3:] == ["assess", "overrule", "assess_again"]


async def test_who_may_assess_and_overrule_and_when(office: Office) -> None:
    case = await office.report("2026-05-18 09:00")
    may = {name: may_assess(office.person(name), case) for name in ("Olga", "Dev", "Hana", "Sam")}
    assert may == {"Olga": True, "Dev": True, "Hana": False, "Sam": False}
    assert not may_overrule(office.person("Dev"), case)
    assessed = await _assessed(office)
    assert may_overrule(office.person("Dev"), assessed)
    assert not may_overrule(office.person("Olga"), assessed)
    foi = await office.open(Regime.FOI, "2026-05-18")
    assert not may_assess(office.person("Dev"), foi)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"likelihood": "maybe"}, "How likely is that? Please choose from the list."),
        ({"harms": ("boredom",)}, "What could happen to them? Please choose from the list."),
        ({"people": "many"}, "How many people's information is it? Please give a whole number."),
        ({"kinds": ("gossip",)}, "Which kinds of data are affected? Please choose from the list."),
    ],
)
async def test_an_answer_that_is_none_is_told(office: Office, wrong: dict[str, Any], says: str) -> None:
    case = await office.report("2026-05-18 09:00")
    with pytest.raises(ActionRefused) as refused:
        await office.call(assess_incident, "Olga", case.reference, {**GRAVE, **wrong})
    assert refused.value.failed == (says,)


async def test_what_affected_no_personal_data_is_closed_and_can_be_opened_again(office: Office) -> None:
    near = await office.report("2026-05-18 09:00", whose=(Whose.NOBODY,))
    assert near.reasons[-1].startswith("It was reported as a near miss.")
    assert await office.refused("Olga", near.reference, "no_breach", {"note": "None there."}) == (
        "The case is not at that point: reported, with the team.",
    )
    looked = await office.do("Olga", near.reference, "triage", {"personal_data": "no"})
    assert looked.reasons == near.reasons
    closed = await office.do("Olga", near.reference, "no_breach", {"note": "The list was empty."})
    assert (closed.state, _clock(office, closed)) == (CaseState.CLOSED, ClockState.ANSWERED_IN_TIME)
    again = await office.do("Olga", near.reference, "reopen", {"note": "It was not."})
    assert (again.state, _clock(office, again)) == (CaseState.TRIAGED, ClockState.RUNNING)


async def test_an_incident_that_its_reporter_took_back_is_looked_at_all_the_same(office: Office) -> None:
    from cases.casework import withdraw_case

    case = await office.report("2026-05-18 09:00")
    await office.call(withdraw_case, "Sam", case.reference)
    again = await office.do("Olga", case.reference, "reopen", {"note": "Every breach is recorded."})
    assert again.state is CaseState.REPORTED


async def test_the_time_of_becoming_aware_and_of_telling_the_ico_are_corrected(office: Office) -> None:
    case = await _assessed(office)
    await office.do("Dev", case.reference, "decide", YES)
    office.now = at("2026-05-21 12:00")
    await office.do("Olga", case.reference, "ico_told", {"at": at("2026-05-21 08:00")})
    told = f"responded@{at('2026-05-21 08:00').isoformat()}"
    later = {"which": told, "to": at("2026-05-21 11:00")}
    assert (
        _clock(office, await office.do("Olga", case.reference, "correct", later)) is ClockState.ANSWERED_LATE
    )
    aware = {"which": "start", "to": at("2026-05-18 11:30")}
    moved = await office.do("Olga", case.reference, "correct", aware)
    assert moved.due_at == at("2026-05-21 11:30")
    assert _clock(office, moved) is ClockState.ANSWERED_IN_TIME
    facts = (await office.history(case.reference))[-1].facts
    assert facts["aware"] == [at("2026-05-18 09:00").isoformat(), at("2026-05-18 11:30").isoformat()]
    early = {"which": "start", "to": office.now + timedelta(hours=1)}
    assert await office.refused("Olga", case.reference, "correct", early) == (
        "What is the right time? Thursday 21 May, 13:00 is in the future.",
    )


async def test_the_notification_says_what_the_case_holds_and_marks_the_rest(office: Office) -> None:
    case = await _assessed(office, whose=(Whose.SERVICE_USERS,))
    await office.do("Dev", case.reference, "decide", YES)
    described = {
        "how_it_happened": "Two letters in one envelope.",
        "in_place_before": "A second pair of eyes.",
    }
    await office.do("Olga", case.reference, "describe", described)
    assert await office.refused("Olga", case.reference, "describe", {}) == ("Fill in at least one of these.",)

    async def text() -> str:
        stored = await office.case(case.reference)
        async with office.database.work() as work:
            facts = await gather_facts(
                work, office.desk, LetterOffice(council="Westmere Council"), office.person("Dev"), stored
            )
        return notification_of(stored, facts, office.now).text

    first = await text()
    for part in (
        "Controller: Westmere Council",
        "The first report of this breach.",
        "How it came about: Two letters in one envelope.",
        "The council became aware: Monday 18 May 2026, 09:00",
        "- health",
        "About 1,200 people",
        "They promised to burn it.",
        "A second pair of eyes.",
        "They will be told.",
        "Dev Other, Data Protection Officer",
        "Training of the people involved\n[to be added]",
    ):
        assert part in first
    await office.do("Olga", case.reference, "ico_told", {"at": office.now, "ico_reference": "IC-1-B"})
    await office.do("Olga", case.reference, "people_told", {"on": "2026-05-18"})
    second = await text()
    assert "Further information on the breach that the ICO knows as IC-1-B." in second
    assert "Yes, on Monday 18 May 2026." in second
