"""What is recommended for an incident, why, and how the Data Protection Officer overrules it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.assessment import (
    CAVEAT,
    QUESTIONS,
    Answers,
    Harm,
    Level,
    Recommendation,
    assess,
    overrule,
    question,
    read_answers,
)
from cases.assessment.questions import (
    Gravity,
    Holder,
    Identification,
    Known,
    Likelihood,
    Protection,
    QuestionKind,
    Recovery,
    Vulnerable,
)
from cases.errors import Refusal

LETTER_TO_THE_WRONG_HOUSE: dict[str, Any] = {
    "living_people": "yes",
    "harms": "distress,loss_of_confidentiality",
    "likelihood": "unlikely",
    "gravity": "minor",
    "people": "1",
    "vulnerable": "none",
    "holder": "known",
    "recovery": "returned",
    "protection": "readable",
    "identification": "maximum",
    "detail": "usual",
    "alteration": "none",
    "unavailability": "none",
    "malicious": "no",
}
ANSWERS = st.builds(Answers, people=st.none() | st.integers(0, 10**6))
KINDS = st.sets(st.sampled_from(["names", "addresses", "employment", "financial", "health", "social_care"]))
ORDER = list(Recommendation)


def answers(**changed: str) -> Answers:
    return read_answers(LETTER_TO_THE_WRONG_HOUSE | changed)


@pytest.mark.parametrize(
    ("changed", "kinds", "care", "recommended"),
    [
        ({}, ["names", "addresses"], False, "record only"),
        ({"likelihood": "likely"}, ["names", "addresses"], False, "tell the ICO"),
        ({}, ["financial"], False, "tell the ICO"),
        ({"holder": "trusted"}, ["health"], True, "record only"),
        ({"holder": "trusted", "recovery": "no"}, ["health"], True, "tell the ICO"),
        ({"holder": "trusted", "gravity": "serious"}, ["health"], True, "tell the ICO"),
        ({"holder": "trusted", "malicious": "yes"}, ["health"], True, "tell the ICO"),
        ({"holder": "trusted", "harms": "physical_danger"}, ["health"], True, "tell the ICO"),
        ({"holder": "trusted", "alteration": "recoverable"}, ["health"], True, "tell the ICO"),
        ({"holder": "trusted", "likelihood": "impossible", "gravity": "serious"}, ["health"], True, "record only"),
        ({"holder": "public", "recovery": "no", "likelihood": "likely", "gravity": "some"}, ["health"], True,
         "tell the ICO and the people"),
        ({"likelihood": "highly_likely", "gravity": "serious"}, ["names"], False, "tell the ICO and the people"),
        ({"harms": "physical_danger", "gravity": "catastrophic"}, ["addresses"], False,
         "tell the ICO and the people"),
        ({"protection": "unreadable", "holder": "unknown", "recovery": "no"}, ["health"], True, "record only"),
        ({"protection": "unreadable", "holder": "unknown", "recovery": "no", "unavailability": "full"}, ["health"],
         True, "tell the ICO"),
        ({"living_people": "no", "likelihood": "happened", "gravity": "serious"}, ["health"], False, "record only"),
    ],
)  # fmt: skip
def test_what_is_recommended(changed: dict[str, str], kinds: list[str], care: bool, recommended: str) -> None:
    assessed = assess(answers(**changed), kinds, care)
    assert assessed.recommendation.value == recommended
    assert assessed.caveat == "This is a recommendation. The Data Protection Officer decides."
    assert (assessed.nhs is not None) == care


@given(ANSWERS, KINDS, st.booleans())
def test_every_recommendation_cites_the_law(given_answers: Answers, kinds: set[str], care: bool) -> None:
    assessed = assess(given_answers, kinds, care)
    said = " ".join(assessed.reasons)
    assert "Art 33(5)" in said
    assert assessed.caveat == CAVEAT
    if assessed.recommendation is Recommendation.TELL_ICO_AND_PEOPLE:
        assert "Art 33(1)" in said
        assert "Art 34(1)" in said
    if assessed.recommendation is Recommendation.TELL_ICO:
        assert "Art 33(1)" in said
    if assessed.recommendation is Recommendation.RECORD_ONLY and given_answers.living_people is not Known.NO:
        assert "a risk to people is unlikely" in said


@given(ANSWERS, KINDS, st.booleans(), st.sampled_from(Likelihood), st.sampled_from(Gravity))
def test_more_likely_or_worse_harm_never_lowers_the_recommendation(
    given_answers: Answers, kinds: set[str], care: bool, likelihood: Likelihood, gravity: Gravity
) -> None:
    worse = replace(
        given_answers,
        likelihood=max(likelihood, given_answers.likelihood, key=lambda one: one.score),
        gravity=max(gravity, given_answers.gravity, key=lambda one: one.score),
    )
    assert rank(worse, kinds, care) >= rank(given_answers, kinds, care)


@given(ANSWERS, KINDS, st.booleans())
def test_what_is_not_known_is_never_taken_for_the_better(
    given_answers: Answers, kinds: set[str], care: bool
) -> None:
    known = replace(
        given_answers,
        living_people=Known.YES,
        vulnerable=Vulnerable.NONE,
        recovery=Recovery.RETURNED,
        protection=Protection.UNREADABLE,
        malicious=Known.NO,
    )
    unknown = replace(
        known,
        living_people=Known.UNSURE,
        vulnerable=Vulnerable.UNSURE,
        recovery=Recovery.UNSURE,
        protection=Protection.UNSURE,
        malicious=Known.UNSURE,
        people=None,
    )
    assert rank(unknown, kinds, care) >= rank(known, kinds, care)
    assert len(assess(unknown, kinds, care).still_open) == 6


@given(ANSWERS, KINDS, st.booleans(), st.sampled_from(Identification), st.sampled_from(Harm))
def test_easier_to_identify_or_one_more_harm_never_lowers_the_recommendation(
    given_answers: Answers, kinds: set[str], care: bool, identification: Identification, harm: Harm
) -> None:
    easier = max(identification, given_answers.identification, key=lambda one: one.score)
    worse = replace(given_answers, identification=easier, harms=given_answers.harms | {harm})
    assert rank(worse, kinds, care) >= rank(given_answers, kinds, care)


@given(ANSWERS, KINDS, st.booleans())
def test_a_public_leak_is_never_judged_milder_than_one_to_a_colleague(
    given_answers: Answers, kinds: set[str], care: bool
) -> None:
    to_a_colleague = replace(given_answers, holder=Holder.TRUSTED)
    assert rank(replace(given_answers, holder=Holder.PUBLIC), kinds, care) >= rank(
        to_a_colleague, kinds, care
    )


def rank(given_answers: Answers, kinds: set[str], care: bool) -> int:
    return ORDER.index(assess(given_answers, kinds, care).recommendation)


def test_more_than_a_hundred_people_are_flagged() -> None:
    assert not assess(answers(people="100"), ["names"], False).flags
    assert assess(answers(people="1,250"), ["names"], False).flags == (
        "1,250 people are affected. ENISA's method flags more than 100 beside the grade.",
    )


def test_the_officer_overrules_with_a_reason_and_what_was_computed_is_kept() -> None:
    computed = assess(answers(), ["names"], False)
    overruled = overrule(computed, Level.HIGH, "  The family is known to a stalker. ")
    assert overruled.level is Level.HIGH
    assert overruled.recommendation is Recommendation.TELL_ICO_AND_PEOPLE
    assert overruled.overruling
    assert overruled.overruling.reason == "The family is known to a stalker."
    assert (overruled.enisa, overruled.computed) == (computed.enisa, Recommendation.RECORD_ONLY)


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_overruling_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(Refusal, match="say why"):
        overrule(assess(answers(), ["names"], False), Level.LOW, reason)


def test_every_question_fills_one_field_and_offers_only_answers_that_can_be_read() -> None:
    assert [each.id for each in QUESTIONS] == [field.name for field in fields(Answers)]
    for each in QUESTIONS:
        assert each.help
        assert bool(each.choices) == (each.kind is not QuestionKind.NUMBER)
        for choice in each.choices:
            assert read_answers(LETTER_TO_THE_WRONG_HOUSE | {each.id: choice.value})


@given(ANSWERS)
def test_answers_survive_the_form(given_answers: Answers) -> None:
    form: dict[str, Any] = {field.name: getattr(given_answers, field.name) for field in fields(Answers)}
    form["harms"] = ",".join(harm.value for harm in given_answers.harms)
    assert read_answers(form) == given_answers


@pytest.mark.parametrize("missing", [each.id for each in QUESTIONS if each.kind is QuestionKind.ONE])
@pytest.mark.parametrize("given_instead", [None, "", "perhaps", 7])
def test_a_missing_answer_is_asked_for_by_its_question(missing: str, given_instead: object) -> None:
    with pytest.raises(Refusal) as refusal:
        read_answers(LETTER_TO_THE_WRONG_HOUSE | {missing: given_instead})
    assert question(missing).title in str(refusal.value)


@pytest.mark.parametrize("number", ["-1", "many", "1.5", "²", "9" * 5000])
def test_a_number_of_people_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(Refusal, match="whole number"):
        read_answers(LETTER_TO_THE_WRONG_HOUSE | {"people": number})


def test_an_unknown_harm_is_refused() -> None:
    with pytest.raises(Refusal, match="What could happen"):
        read_answers(LETTER_TO_THE_WRONG_HOUSE | {"harms": "distress,boredom"})
