"""From the answers to a recommendation: record it, tell the ICO, or tell the people too.

UK GDPR Art 33(1): the ICO is told unless a risk to people is unlikely. Art 34(1): the people are told where a
high risk is likely. A risk is how bad together with how likely (recitals 75 and 76), so a grade of severity alone
decides neither. Where an answer is not known yet, the worse one is taken and the question stays open.

The recommendation is only that. The thresholds below are ours, and the Data Protection Officer should agree to
them before the first use.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from cases.assessment import enisa, nhs
from cases.assessment.enisa import (
    Alteration,
    Circumstances,
    Exposure,
    Grade,
    Level,
    Move,
    Unavailability,
)
from cases.assessment.nhs import NhsGrade
from cases.assessment.questions import (
    Answers,
    Detail,
    Gravity,
    Harm,
    Holder,
    Known,
    Likelihood,
    Protection,
    Recovery,
    Vulnerable,
    question,
)
from cases.errors import Refusal

CAVEAT: Final = "This is a recommendation. The Data Protection Officer decides."
MANY_PEOPLE: Final = 100
"""From more than this many people ENISA's method asks for a flag beside the grade."""


class Recommendation(StrEnum):
    """What the answers point to, from least to most."""

    RECORD_ONLY = "record only"
    TELL_ICO = "tell the ICO"
    TELL_ICO_AND_PEOPLE = "tell the ICO and the people"


@dataclass(frozen=True, slots=True)
class Overruling:
    """The severity that the Data Protection Officer set instead, and why. `reason` holds a person's words."""

    level: Level
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the method found, and what stands.

    `nhs` is None unless health or care data is affected. `reasons` say why the answers lead to `computed`, each
    with its source. `flags` are what the method puts beside the grade. `still_open` are the questions whose answer
    is not known yet. What was computed is kept when it is overruled.
    """

    enisa: Grade
    nhs: NhsGrade | None
    computed: Recommendation
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    still_open: tuple[str, ...]
    caveat: str = CAVEAT
    overruling: Overruling | None = None

    @property
    def level(self) -> Level:
        """The severity that stands: the overruling's, or else the method's."""
        return self.overruling.level if self.overruling else self.enisa.level

    @property
    def recommendation(self) -> Recommendation:
        """The recommendation that stands: what an overruling's severity calls for, or else what was computed."""
        return _CALLED_FOR[self.overruling.level] if self.overruling else self.computed


_CALLED_FOR: Final = {
    Level.LOW: Recommendation.RECORD_ONLY,
    Level.MEDIUM: Recommendation.TELL_ICO,
    Level.HIGH: Recommendation.TELL_ICO_AND_PEOPLE,
    Level.VERY_HIGH: Recommendation.TELL_ICO_AND_PEOPLE,
}


def assess(answers: Answers, kinds: Iterable[str], has_health_or_care_data: bool) -> Assessment:
    """Grade an incident and recommend what to do. `kinds` are values of the report's kinds of data."""
    vulnerable = answers.vulnerable is not Vulnerable.NONE
    grade = enisa.grade(kinds, _moves(answers), answers.identification, _circumstances(answers))
    on_the_grid = (
        nhs.grade(answers.likelihood.score, answers.gravity.score, vulnerable)
        if has_health_or_care_data
        else None
    )
    computed, reasons = _recommend(answers, grade, on_the_grid)
    return Assessment(
        enisa=grade,
        nhs=on_the_grid,
        computed=computed,
        reasons=(*reasons, *_always(on_the_grid)),
        flags=_flags(answers),
        still_open=_still_open(answers),
    )


def overrule(assessment: Assessment, level: Level, reason: str) -> Assessment:
    """Set the severity instead of the method. Raises Refusal without a reason."""
    if not reason.strip():
        raise Refusal("Please say why: the reason is kept with the decision (UK GDPR Art 33(5)).")
    return replace(assessment, overruling=Overruling(level, reason.strip()))


def _moves(answers: Answers) -> tuple[Move, ...]:
    moves: list[Move] = []
    if answers.detail is Detail.MUCH:
        moves.append(Move(1, "it says a lot about each person"))
    if answers.detail is Detail.LITTLE:
        moves.append(Move(-1, "it says very little about each person, or was public already"))
    if answers.vulnerable is Vulnerable.SOME:
        moves.append(Move(1, "children or adults at risk are among them"))
    if answers.vulnerable is Vulnerable.UNSURE:
        moves.append(Move(1, "children or adults at risk may be among them (not known yet, so taken as yes)"))
    if Harm.IDENTITY_FRAUD in answers.harms:
        moves.append(Move(1, "it could be used for identity fraud"))
    if Harm.PHYSICAL_DANGER in answers.harms:
        moves.append(Move(3, "it could put somebody in danger"))
    return tuple(moves)


_EXPOSURE: Final = {
    Holder.NOBODY: Exposure.NONE,
    Holder.TRUSTED: Exposure.KNOWN,
    Holder.KNOWN: Exposure.KNOWN,
    Holder.UNKNOWN: Exposure.UNKNOWN,
    Holder.PUBLIC: Exposure.UNKNOWN,
}


def _circumstances(answers: Answers) -> Circumstances:
    return Circumstances(
        exposure=_EXPOSURE[answers.holder],
        alteration=answers.alteration,
        unavailability=answers.unavailability,
        malicious=answers.malicious is not Known.NO,
    )


def _recommend(
    answers: Answers, grade: Grade, on_the_grid: NhsGrade | None
) -> tuple[Recommendation, tuple[str, ...]]:
    no_risk = _why_no_risk(answers)
    if no_risk:
        return Recommendation.RECORD_ONLY, (no_risk,)
    high_risk = _why_high_risk(answers, grade)
    risk = _why_risk(answers, grade, on_the_grid)
    if high_risk:
        return Recommendation.TELL_ICO_AND_PEOPLE, (
            *high_risk,
            "A high risk is likely, so the ICO is told (UK GDPR Art 33(1)) and the people too, without undue delay "
            "(Art 34(1)).",
            *_why_people_might_not_be_told(answers),
        )
    if risk:
        return Recommendation.TELL_ICO, (
            *risk,
            "A risk cannot be called unlikely, so the ICO is told (UK GDPR Art 33(1)). It does not reach a high "
            "risk, so the people need not be told (Art 34(1)), though they may be.",
        )
    return Recommendation.RECORD_ONLY, (
        f"The grade is {grade.level.value}, and harm is not likely: a risk to people is unlikely, so the ICO need "
        "not be told (UK GDPR Art 33(1)).",
    )


_UNLIKELY_AT_MOST: Final = (Likelihood.IMPOSSIBLE, Likelihood.UNLIKELY)


def _why_no_risk(answers: Answers) -> str | None:
    if answers.living_people is Known.NO:
        return (
            "It is not about living people who can be identified, so it is not personal data (UK GDPR Art 4(1), "
            "DPA 2018 s.3) and Articles 33 and 34 do not apply."
        )
    if answers.likelihood not in _UNLIKELY_AT_MOST:
        return None
    if answers.protection is Protection.UNREADABLE and _still_whole(answers):
        return (
            "Nobody who has it can read it, and the council has it still, so a risk to people is unlikely (UK GDPR "
            "Art 33(1); compare Art 34(3)(a))."
        )
    if _came_back_safely(answers) and _still_whole(answers):
        return (
            "Only people with a duty to keep it to themselves had it, it came back or was destroyed, and harm is "
            "not likely. So a risk to people is unlikely (UK GDPR Art 33(1)), whatever the grade says of what "
            "might have been."
        )
    return None


def _still_whole(answers: Answers) -> bool:
    return answers.alteration is Alteration.NONE and answers.unavailability is Unavailability.NONE


def _came_back_safely(answers: Answers) -> bool:
    """Serious harm has to be ruled out, not only unlikely, before containment settles the matter."""
    ruled_out = answers.likelihood is Likelihood.IMPOSSIBLE or answers.gravity.score < Gravity.SERIOUS.score
    return (
        answers.recovery in (Recovery.RETURNED, Recovery.DESTROYED)
        and answers.holder in (Holder.NOBODY, Holder.TRUSTED)
        and answers.malicious is Known.NO
        and Harm.PHYSICAL_DANGER not in answers.harms
        and ruled_out
    )


def _why_high_risk(answers: Answers, grade: Grade) -> tuple[str, ...]:
    likely = answers.likelihood.score >= Likelihood.LIKELY.score
    reasons: list[str] = []
    if likely and answers.gravity.score >= Gravity.SERIOUS.score:
        reasons.append("Serious harm is likely or has happened.")
    if likely and answers.gravity is Gravity.SOME and grade.level in (Level.HIGH, Level.VERY_HIGH):
        reasons.append(f"Harm is likely or has happened, and the grade is {grade.level.value}.")
    if answers.gravity is Gravity.CATASTROPHIC and answers.likelihood is Likelihood.UNLIKELY:
        reasons.append("Harm that cannot be undone is possible, even if it is not likely.")
    return tuple(reasons)


def _why_risk(answers: Answers, grade: Grade, on_the_grid: NhsGrade | None) -> tuple[str, ...]:
    reasons: list[str] = []
    if grade.level is not Level.LOW:
        reasons.append(f"The grade is {grade.level.value}.")
    if answers.likelihood.score >= Likelihood.LIKELY.score and answers.gravity is not Gravity.NONE:
        reasons.append("Harm is likely or has happened, even if it is small.")
    if answers.gravity.score >= Gravity.SERIOUS.score and answers.likelihood is Likelihood.UNLIKELY:
        reasons.append("Serious harm is possible, even if it is not likely.")
    if on_the_grid and on_the_grid.tells_ico:
        reasons.append("The NHS toolkit's grid says that the ICO is told.")
    return tuple(reasons)


def _why_people_might_not_be_told(answers: Answers) -> tuple[str, ...]:
    if answers.protection is Protection.UNREADABLE:
        return (
            "They need not be told of what nobody can read (Art 34(3)(a)); check that this covers all of it.",
        )
    return ()


def _always(on_the_grid: NhsGrade | None) -> tuple[str, ...]:
    recorded = (
        "Whatever is decided, the facts, the effects and what was done are recorded (UK GDPR Art 33(5)).",
    )
    if on_the_grid is None:
        return recorded
    return (
        "Health or care data is affected: report it through the NHS Data Security and Protection Toolkit too.",
        *recorded,
    )


def _flags(answers: Answers) -> tuple[str, ...]:
    flags: list[str] = []
    if answers.people is not None and answers.people > MANY_PEOPLE:
        flags.append(
            f"{answers.people:,} people are affected. ENISA's method flags "
            f"more than {MANY_PEOPLE} beside the grade."
        )
    if answers.protection is Protection.UNREADABLE:
        flags.append("The data is unreadable to whoever has it. ENISA's method flags this beside the grade.")
    return tuple(flags)


def _still_open(answers: Answers) -> tuple[str, ...]:
    unknown = {
        "living_people": answers.living_people is Known.UNSURE,
        "people": answers.people is None,
        "vulnerable": answers.vulnerable is Vulnerable.UNSURE,
        "recovery": answers.recovery is Recovery.UNSURE,
        "protection": answers.protection is Protection.UNSURE,
        "malicious": answers.malicious is Known.UNSURE,
    }
    return tuple(question(question_id).title for question_id, is_open in unknown.items() if is_open)
