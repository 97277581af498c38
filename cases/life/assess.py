"""Assessing an incident: the questions as a step of its life, and the result as facts of the case.

What the method found is kept as it was found, arithmetic and all, so that a later change of the method does not change
what an old decision rested on. The words of an overruling's reason are kept with the case's additions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from cases.assessment import (
    QUESTIONS,
    Answers,
    Assessment,
    Grade,
    Level,
    NhsGrade,
    Overruling,
    Question,
    Recommendation,
    assess,
    read_answers,
)
from cases.assessment.enisa import CONTEXT_OF_KIND
from cases.assessment.questions import QuestionKind
from cases.case import Case
from cases.desk import Desk
from cases.life.actions import Change, Doing, Field, FieldKind
from cases.people import Person
from cases.permissions import case_for
from cases.ports import UnitOfWork

ASSESSMENT: Final = "assessment"
"""The decision under which an assessment is kept."""

_HEALTH_OR_CARE: Final = frozenset({"health", "social_care"})
_KINDS: Final = {
    QuestionKind.ONE: FieldKind.CHOICE,
    QuestionKind.SEVERAL: FieldKind.CHOICES,
    QuestionKind.NUMBER: FieldKind.NUMBER,
}


def _field(question: Question) -> Field:
    return Field(
        question.id,
        question.title,
        _KINDS[question.kind],
        is_required=question.kind is QuestionKind.ONE,
        options=tuple((choice.value, choice.title) for choice in question.choices),
        hint=question.help,
    )


FIELDS: Final = (
    Field(
        "kinds",
        "Which kinds of data are affected?",
        FieldKind.CHOICES,
        is_required=False,
        options=tuple((kind, kind.replace("_", " ").capitalize()) for kind in CONTEXT_OF_KIND),
        hint="Leave it as it was reported unless you know better.",
    ),
    *(_field(question) for question in QUESTIONS),
    Field("note", "A note", FieldKind.WORDS, is_required=False),
)
"""The harm questions as a form asks them; the kinds of data are the report's unless they are given."""

LEVEL: Final = Field(
    "level",
    "How severe is it?",
    FieldKind.CHOICE,
    options=tuple((level.value, f"{level.value.capitalize()}: {level.meaning}") for level in Level),
)
"""What the Data Protection Officer sets instead of what the method found."""


def may_assess(person: Person, case: Case) -> bool:
    """Whether the person may assess the incident now, or assess it again."""
    return _is_open(person, case, "assess") or _is_open(person, case, "assess_again")


def may_overrule(person: Person, case: Case) -> bool:
    """Whether the person may set the severity of this incident instead of the method."""
    return _is_open(person, case, "overrule")


def _is_open(person: Person, case: Case, step: str) -> bool:
    from cases.life.perform import actions_on, has_right  # the tables that it reads hold these steps

    action = actions_on(case).named(step)
    return action is not None and action.is_for(case) and has_right(action.right, person, case)


async def assess_incident(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    reference: str,
    answers: Answers | Mapping[str, Any],
    note: str = "",
) -> Case:
    """Assess an incident, or assess it again, from the answers to the harm questions.

    As a mapping they are named as in `cases.assessment.QUESTIONS`, and `kinds` may correct the kinds of data that were
    reported. Assessing again replaces the assessment and ends an overruling; the history keeps each. Raises
    `NotFound`; `ActionRefused` with every check that failed. Does not commit.
    """
    from cases.life.perform import perform

    case = await case_for(work, person, reference)
    step = "assess_again" if ASSESSMENT in case.decisions else "assess"
    form = _as_form(answers) if isinstance(answers, Answers) else dict(answers)
    return await perform(work, desk, person, reference, step, {**form, "note": note or form.get("note")})


async def overrule_assessment(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, level: Level, reason: str
) -> Case:
    """Set the severity instead of the method, with the reason. For the Data Protection Officer alone.

    Raises `NotFound`; `ActionRefused` with every check that failed. Does not commit.
    """
    from cases.life.perform import perform

    return await perform(work, desk, person, reference, "overrule", {"level": level.value, "note": reason})


def assessment_of(case: Case) -> Assessment | None:
    """What the assessment found and what stands; None for a case that was not assessed.

    The reason of an overruling is empty here: it is among the case's additions.
    """
    kept = case.decisions.get(ASSESSMENT)
    if not kept:
        return None
    nhs, overruled = kept.get("nhs"), kept.get("overruled")
    return Assessment(
        enisa=Grade(float(kept["score"]), Level(kept["level"]), tuple(kept["arithmetic"])),
        nhs=NhsGrade(**{**nhs, "arithmetic": tuple(nhs["arithmetic"])}) if nhs else None,
        computed=Recommendation(kept["recommendation"]),
        reasons=tuple(kept["reasons"]),
        flags=tuple(kept["flags"]),
        still_open=tuple(kept["still_open"]),
        overruling=Overruling(Level(overruled["level"]), "") if overruled else None,
    )


def has_health_or_care_data(kinds: Iterable[str]) -> bool:
    """Whether health or care data is among these kinds, so that the NHS toolkit is asked too."""
    return not _HEALTH_OR_CARE.isdisjoint(kinds)


def kinds_affected(case: Case) -> tuple[str, ...]:
    """The kinds of data affected: as the assessment found, or else as it was reported."""
    kept = case.decisions.get(ASSESSMENT)
    return tuple((kept or case.details).get("kinds") or ())


def people_affected(case: Case) -> int | None:
    """About how many people: as the assessment found, or else as it was reported; None where it is not known."""
    answers = (case.decisions.get(ASSESSMENT) or {}).get("answers") or {}
    found: int | None = answers.get("people")
    return case.details.get("people") if found is None else found


def is_assessed(case: Case) -> str | None:
    """Whether there is an assessment."""
    return (
        None
        if case.decisions.get(ASSESSMENT)
        else "Assess it first, so that the decision rests on something."
    )


def assessed(case: Case, answers: Mapping[str, Any], _: Doing) -> Change:
    """Keep what was answered and what the method finds."""
    kinds = tuple(answers.get("kinds") or ()) or kinds_affected(case)
    read = read_answers(answers)
    found = assess(read, kinds, has_health_or_care_data(kinds))
    kept = {"answers": _as_form(read), "kinds": list(kinds), **_as_facts(found)}
    facts = {
        "score": found.enisa.score,
        "level": found.enisa.level.value,
        "recommendation": found.computed.value,
        "nhs": [found.nhs.likelihood, found.nhs.severity] if found.nhs else None,
    }
    return Change({"decisions": {**case.decisions, ASSESSMENT: kept}}, facts)


def overruled(case: Case, answers: Mapping[str, Any], doing: Doing) -> Change:
    """The Data Protection Officer's severity stands instead; what was computed is kept."""
    kept = {**case.decisions[ASSESSMENT], "overruled": {"level": answers["level"], "by": doing.person.id}}
    stands = replace(_known(case), overruling=Overruling(Level(answers["level"]), ""))
    facts = {"recommendation": stands.recommendation.value}
    return Change({"decisions": {**case.decisions, ASSESSMENT: kept}}, facts)


def _known(case: Case) -> Assessment:
    found = assessment_of(case)
    if found is None:
        raise ValueError("there is nothing to overrule")
    return found


def _as_facts(found: Assessment) -> dict[str, Any]:
    nhs = found.nhs
    return {
        "score": found.enisa.score,
        "level": found.enisa.level.value,
        "arithmetic": list(found.enisa.arithmetic),
        "nhs": nhs
        and {
            "likelihood": nhs.likelihood,
            "severity": nhs.severity,
            "tells_ico": nhs.tells_ico,
            "tells_department": nhs.tells_department,
            "arithmetic": list(nhs.arithmetic),
        },
        "recommendation": found.computed.value,
        "reasons": list(found.reasons),
        "flags": list(found.flags),
        "still_open": list(found.still_open),
    }


def _as_form(answers: Answers) -> dict[str, Any]:
    """The answers by the questions' names, as a form gives them and as plain JSON."""
    return {
        name: tuple(sorted(value)) if isinstance(value, frozenset) else getattr(value, "value", value)
        for name, value in ((one.id, getattr(answers, one.id)) for one in QUESTIONS)
    }
