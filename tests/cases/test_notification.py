"""The text for the ICO's form and the notice to people: complete when the facts are, and never more than them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.assessment import Harm
from cases.calendar import HolidayCalendar
from cases.clock import compute
from cases.notification import TO_BE_ADDED, BreachFacts, is_late, notice_to_people, notification_to_ico
from cases.regimes import Regime

AWARE = datetime(2026, 3, 27, 15, 30, tzinfo=UTC)
DUE = compute(Regime.BREACH, aware=AWARE, as_of=AWARE, calendar=HolidayCalendar()).due
assert isinstance(DUE, datetime)
FACTS = BreachFacts(
    reference="INC-2026-0009",
    council="Anyshire Council",
    what_happened="A care plan went to the wrong house.",
    how_it_happened="Two letters were put in one envelope.",
    happened=datetime(2026, 3, 26, 9, 0, tzinfo=UTC),
    aware=AWARE,
    due=DUE,
    how_found="The neighbour rang us.",
    kinds=("Health or disability", "Home addresses"),
    whose=("People who use our services",),
    people=1,
    records=3,
    consequences="A neighbour may know about her care.",
    harms=frozenset({Harm.DISTRESS}),
    measures_taken="We fetched the letter.",
    measures_planned="Window envelopes are checked by a second person.",
    in_place_before="A written procedure for post.",
    training="Trained in May 2025.",
    people_told="Yes, by telephone on 27 March.",
    others_told="The NHS toolkit.",
    delay_reasons="The letter was found on a Friday evening.",
    dpo_name="R. Osei",
    dpo_email="dpo@anyshire.example",
    dpo_phone="01632 960001",
)
IN_TIME = DUE - timedelta(hours=1)
LATE = DUE + timedelta(minutes=1)

# Each fact that may be missing, and the section of the ICO's form where its absence has to show.
SECTIONS = {
    "what_happened": "What happened",
    "how_it_happened": "What happened",
    "how_found": "What happened",
    "happened": "When it happened and when the council knew",
    "aware": "When it happened and when the council knew",
    "due": "When it happened and when the council knew",
    "kinds": "Kinds of personal data",
    "whose": "People affected",
    "people": "People affected",
    "records": "Records affected",
    "measures_taken": "What has been done",
    "measures_planned": "What will be done",
    "in_place_before": "What was in place to prevent it",
    "training": "Training of the people involved",
    "people_told": "Whether the people have been told",
    "others_told": "Who else has been told",
    "dpo_name": "Data Protection Officer",
}
UNKNOWN = {field.name: field.default for field in fields(BreachFacts)}
WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=20)
NEVER_BEFORE = st.sets(st.sampled_from(sorted(SECTIONS)))


def without(names: set[str], facts: BreachFacts = FACTS) -> BreachFacts:
    return replace(facts, **{name: UNKNOWN[name] for name in names})


def test_with_all_the_facts_nothing_is_missing() -> None:
    draft = notification_to_ico(FACTS, IN_TIME)
    assert draft.missing == ()
    assert TO_BE_ADDED not in draft.text
    for said in (
        "Anyshire Council", "INC-2026-0009", "A care plan went to the wrong house.", "- Health or disability",
        "About 1 person", "About 3 records", "R. Osei, Data Protection Officer", "dpo@anyshire.example, 01632 960001",
        "The council became aware: Friday 27 March 2026, 15:30", "The 72 hours end: Monday 30 March 2026, 16:30",
        "- Distress or embarrassment", "The first report of this breach.",
    ):  # fmt: skip
        assert said in draft.text


def test_every_part_of_article_33_3_is_a_section() -> None:
    sources = {section.source for section in notification_to_ico(FACTS, IN_TIME).sections}
    assert sources >= {f"UK GDPR Art 33(3)({part})" for part in "abcd"}


@given(NEVER_BEFORE)
def test_what_is_missing_is_shown_where_it_belongs_and_nowhere_else(missing: set[str]) -> None:
    draft = notification_to_ico(without(missing), IN_TIME)
    expected = {SECTIONS[name] for name in missing} | (
        {"Whether this is later than 72 hours"} if "due" in missing else set()
    )
    assert set(draft.missing) == expected
    assert ("Art 33(4)): " in draft.text) == bool(expected)


@given(st.dictionaries(st.sampled_from([n for n, v in UNKNOWN.items() if v == ""]), WORDS), st.booleans())
def test_every_word_that_is_given_is_told_and_none_is_invented(
    given_facts: dict[str, Any], late: bool
) -> None:
    nothing = BreachFacts("INC-2026-0001", due=DUE)
    at = LATE if late else IN_TIME
    draft = notification_to_ico(replace(nothing, **given_facts), at)
    reported_before = "ico_reference" in given_facts
    for name, words in given_facts.items():
        if name != "delay_reasons" or (late and not reported_before):
            assert words in draft.text
    empty = notification_to_ico(nothing, at)
    assert set(draft.missing) <= set(empty.missing)
    assert "About" not in empty.text
    assert "@" not in empty.text


def test_with_no_facts_at_all_every_section_but_the_phase_is_to_be_added() -> None:
    draft = notification_to_ico(BreachFacts("INC-2026-0001"), IN_TIME)
    assert [section.heading for section in draft.sections if section.is_complete] == ["Which report this is"]
    assert f"Controller: {TO_BE_ADDED}" in draft.text
    assert draft.missing[0] == "The council's name"
    assert notice_to_people(BreachFacts("INC-2026-0001")).missing[0] == "The council's name"


@pytest.mark.parametrize(("at", "late"), [(IN_TIME, False), (DUE, False), (LATE, True)])
def test_lateness_needs_its_reasons_only_after_the_72_hours(at: datetime, late: bool) -> None:
    headings = [section.heading for section in notification_to_ico(FACTS, at).sections]
    assert is_late(FACTS, at) is late
    assert ("Why this is later than 72 hours" in headings) is late
    if late:
        assert "found on a Friday evening" in notification_to_ico(FACTS, at).text
        unexplained = notification_to_ico(without({"delay_reasons"}), at)
        assert unexplained.missing == ("Why this is later than 72 hours",)


def test_a_further_phase_names_the_icos_reference_and_asks_no_reasons() -> None:
    draft = notification_to_ico(replace(FACTS, ico_reference="IC-123456"), LATE)
    assert "Further information on the breach that the ICO knows as IC-123456." in draft.text
    assert draft.missing == ()
    assert "Why this is later" not in draft.text


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        notification_to_ico(replace(FACTS, happened=datetime(2026, 3, 26, 9)), IN_TIME)  # noqa: DTZ001
    with pytest.raises(ValueError, match="offset"):
        notice_to_people(replace(FACTS, happened=datetime(2026, 3, 26, 9)))  # noqa: DTZ001


def test_the_notice_to_people_says_what_article_34_2_asks_for() -> None:
    notice = notice_to_people(FACTS)
    assert notice.missing == ()
    for said in (
        "A care plan went to the wrong house.", "Thursday 26 March 2026", "- Health or disability",
        "A neighbour may know about her care.", "We fetched the letter.", "R. Osei, Data Protection Officer",
        "ico.org.uk", "talk to us", "Dear [name]", "Anyshire Council",
    ):  # fmt: skip
        assert said in notice.text


def test_the_notice_leaves_out_what_is_not_for_the_people() -> None:
    text = notice_to_people(replace(FACTS, people=412)).text
    for kept in (
        "412",
        "Trained in May 2025.",
        "A written procedure",
        "The neighbour rang us.",
        "NHS toolkit",
    ):
        assert kept not in text


@given(st.sets(st.sampled_from(["what_happened", "happened", "kinds", "measures_taken", "measures_planned",
                                "dpo_name", "harms"])))  # fmt: skip
def test_the_notice_shows_what_is_missing(missing: set[str]) -> None:
    where = {
        "what_happened": "What happened", "happened": "When", "kinds": "Which information about you",
        "measures_taken": "What we have done", "measures_planned": "What we will do next",
        "dpo_name": "Who to ask", "harms": "What you can do",
    }  # fmt: skip
    notice = notice_to_people(without(missing))
    assert set(notice.missing) == {where[name] for name in missing}


@given(st.frozensets(st.sampled_from(Harm), min_size=1))
def test_every_harm_brings_its_own_advice(harms: frozenset[Harm]) -> None:
    notice = notice_to_people(replace(FACTS, harms=harms))
    advice = next(section.text for section in notice.sections if section.heading == "What you can do")
    assert len(advice.splitlines()) == len(harms)
    assert ("999" in advice) == (Harm.PHYSICAL_DANGER in harms)
