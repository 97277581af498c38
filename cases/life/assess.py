"""Assessing an incident, and what the Data Protection Officer makes of it.

The answers are kept as facts, and the grade is computed from them whenever it is shown, so that its arithmetic can
always be followed. An overruling keeps what was computed beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from cases.assessment import Answers, Assessment, Level, assess, overrule, read_answers
from cases.case import Addition, Case, CaseKind, CaseState
from cases.desk import Desk, write_history
from cases.errors import ActionRefused
from cases.life.actions import Right
from cases.life.perform import has_right
from cases.people import Person
from cases.permissions import case_for
from cases.ports import UnitOfWork

_ASSESSABLE: Final = frozenset(
    {CaseState.REPORTED, CaseState.TRIAGED, CaseState.CONTAINED, CaseState.ASSESSED}
)
_HEALTH_OR_CARE: Final = frozenset({"health", "social_care"})
"""The kinds of data for which the NHS toolkit is asked too."""


_REASON: Final = "The reason is kept with the case."
"""Stands for the reason of an overruling, which is somebody's words and so is kept among the additions."""


def has_health_or_care_data(kinds: Iterable[str]) -> bool:
    """Whether the incident report's kinds of data include health or care data."""
    return not _HEALTH_OR_CARE.isdisjoint(kinds)


def may_assess(person: Person, case: Case) -> bool:
    """Whether the person may assess the incident now: until the decision is made."""
    return not _against(person, case)


def may_overrule(person: Person, case: Case) -> bool:
    """Whether the person may set the severity of this incident instead of the method."""
    return may_assess(person, case) and has_right(Right.DPO, person, case) and assessment_of(case) is not None


def _against(person: Person, case: Case) -> tuple[str, ...]:
    failed = []
    if case.kind is not CaseKind.INCIDENT:
        failed.append("Only an incident is assessed.")
    elif case.state not in _ASSESSABLE:
        failed.append(f"The case is not at that point: {case.state.title.lower()}.")
    if not has_right(Right.HANDLES_IT, person, case):
        failed.append(f"This step is for {Right.HANDLES_IT.value}.")
    return tuple(failed)


async def assess_incident(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, answers: Answers, note: str = ""
) -> Case:
    """Record the answers to the harm questions and the grade they lead to. Assessing again replaces the assessment;
    the history keeps each. An overruling of an earlier one does not outlive it.

    Raises `NotFound`; `ActionRefused` with every check that failed. Does not commit.
    """
    case = await case_for(work, person, reference)
    if failed := _against(person, case):
        raise ActionRefused(reference, "Assess", failed)
    made = _assess(case, answers)
    facts: dict[str, Any] = {
        "answers": _plain(answers),
        "score": made.enisa.score,
        "level": made.enisa.level.value,
        "recommendation": made.computed.value,
    }
    if made.nhs:
        facts["nhs"] = [made.nhs.likelihood, made.nhs.severity]
    decisions = {name: value for name, value in case.decisions.items() if name != "overruled"}
    changed = case.changed(state=CaseState.ASSESSED, decisions={**decisions, "assessment": facts})
    await work.cases.save(changed)
    if note.strip():
        await work.additions.append(Addition(reference, desk.time(), person.id, f"Assessment: {note.strip()}"))
    await write_history(work, desk, person, "assessed", case.state, changed, {"given": facts})
    return changed


async def overrule_assessment(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, level: Level, reason: str
) -> Case:
    """Set the severity instead of the method, with the reason. For the Data Protection Officer alone.

    Raises `NotFound`; `ActionRefused` with every check that failed; `Refusal` without a reason. Does not commit.
    """
    case = await case_for(work, person, reference)
    failed = list(_against(person, case))
    if not has_right(Right.DPO, person, case):
        failed.append(f"This step is for {Right.DPO.value}.")
    made = assessment_of(case)
    if made is None:
        failed.append("Assess it first: there is nothing to overrule yet.")
    if failed or made is None:
        raise ActionRefused(reference, "Overrule", tuple(failed))
    overrule(made, level, reason)
    changed = case.changed(decisions={**case.decisions, "overruled": level.value})
    await work.cases.save(changed)
    await work.additions.append(
        Addition(reference, desk.time(), person.id, f"Severity set to {level.value}: {reason.strip()}")
    )
    facts = {"from": made.level.value, "to": level.value}
    await write_history(work, desk, person, "assessment overruled", case.state, changed, facts)
    return changed


def assessment_of(case: Case) -> Assessment | None:
    """The assessment that stands, computed anew from the answers; None where there is none."""
    kept = case.decisions.get("assessment")
    if not isinstance(kept, dict) or "answers" not in kept:
        return None
    made = _assess(case, read_answers(kept["answers"]))
    level = case.decisions.get("overruled")
    return overrule(made, Level(level), _REASON) if level else made


def _assess(case: Case, answers: Answers) -> Assessment:
    kinds = tuple(case.details.get("kinds") or ())
    return assess(answers, kinds, has_health_or_care_data(kinds))


def _plain(answers: Answers) -> dict[str, Any]:
    """The answers as plain JSON, by the names of the questions."""
    plain = asdict(answers)
    return {
        name: sorted(value) if isinstance(value, frozenset) else getattr(value, "value", value)
        for name, value in plain.items()
    }
