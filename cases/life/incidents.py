"""The life of an incident, as a table: reported, triaged, contained, assessed, decided, closed with lessons.

UK GDPR Article 33: the decision about telling the ICO is the Data Protection Officer's, and is recorded with its
reasons either way (Article 33(5)). The 72 hours end when the ICO was told, or when it was decided not to tell it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from cases.case import UNDECIDED_STATES, Case, CaseState
from cases.clock import ClockReading, ClockState, Correction, Event, EventType
from cases.incident_categories import IncidentCategory
from cases.life.actions import Action, Answers, Change, Doing, Field, FieldKind, Need, Right, Table
from cases.life.assess import (
    FIELDS,
    LEVEL,
    assessed,
    has_health_or_care_data,
    is_assessed,
    kinds_affected,
    overruled,
)
from cases.life.dates import correct, dates_to_correct, is_another_date
from cases.life.shared import about_a_colleague, assign, link, move_service
from cases.life.waiting import is_answered

S = CaseState

_LIVE: Final = UNDECIDED_STATES | frozenset({S.DECIDED})
_ANY: Final = _LIVE | frozenset({S.WITHDRAWN, S.CLOSED})
_YES_NO: Final = (("yes", "Yes"), ("no", "No"))

_METHOD: Final = "UK GDPR Art 33, Art 34; ENISA 2013; NHS DSPT"

_TRIAGE: Final = (
    Field("personal_data", "Is personal data affected?", FieldKind.CHOICE, options=_YES_NO),
    Field("note", "What did you find?", FieldKind.WORDS, is_required=False),
)
_DECISION: Final = (
    Field("ico", "Tell the ICO?", FieldKind.CHOICE, options=_YES_NO),
    Field("people", "Tell the people concerned?", FieldKind.CHOICE, options=_YES_NO),
    Field(
        "nhs",
        "Report it through the NHS toolkit?",
        FieldKind.CHOICE,
        options=_YES_NO,
        asked_when=lambda case, _: has_health_or_care_data(kinds_affected(case)),
        hint="Health or care data is affected.",
    ),
    Field("note", "The reasons, either way (Article 33(5))", FieldKind.WORDS),
)


def _decided(case: Case, _: Answers, doing: Doing) -> Change:
    """Not telling the ICO ends the 72 hours now. Telling it ends them when it is told."""
    if case.decisions["decision"]["ico"] == "no":
        return Change({"events": case.events if is_answered(case) else _answered(case, doing.now)})
    if "ico_told" in case.decisions:
        return Change({})
    return Change({"events": _without_answer(case)})


def _ico_told(case: Case, answers: Answers, _: Doing) -> Change:
    return Change({"events": _answered(case, answers["at"])})


def _nothing_affected(case: Case, _: Answers, doing: Doing) -> Change:
    return Change({"events": _answered(case, doing.now)})


def _answered(case: Case, at: datetime) -> tuple[Event | Correction, ...]:
    # The 72 hours are real hours, so the moment counts and not the day.
    return (*case.events, Event(EventType.RESPONDED, at))


def _without_answer(case: Case) -> tuple[Event | Correction, ...]:
    responded = EventType.RESPONDED
    return tuple(
        one for one in case.events if (one.what if isinstance(one, Correction) else one.type) is not responded
    )


def _other_categories(case: Case, _: Answers) -> tuple[tuple[str, str], ...]:
    known = case.details.get("category")
    return tuple((one.value, one.title) for one in IncidentCategory if one.value != known)


def _recategorised(case: Case, answers: Answers, _: Doing) -> Change:
    """The category that the report was read as gives way."""
    return Change({"details": {**case.details, "category": answers["category"]}})


def _opened_again(case: Case, _: Answers, __: Doing) -> Change:
    """What was closed as no breach runs again; what was decided stays decided."""
    return Change({} if "decision" in case.decisions else {"events": _without_answer(case)})


def _as_it_stood(case: Case, _: Answers) -> CaseState:
    if "decision" in case.decisions:
        return S.DECIDED
    if "assessment" in case.decisions:
        return S.ASSESSED
    return S.TRIAGED if "triage" in case.decisions else S.REPORTED


def _contained(case: Case, _: Answers) -> CaseState:
    return S.CONTAINED if case.state in (S.REPORTED, S.TRIAGED) else case.state


def _is_not_contained(case: Case) -> str | None:
    return "It is contained already." if "contained" in case.marks else None


def _affects_nobody(case: Case) -> str | None:
    triage = case.decisions.get("triage") or {}
    if triage.get("personal_data") == "no":
        return None
    return "Only what was looked at and affects no personal data is closed as no breach."


def _is_to_be_told(name: str, sentence: str) -> Need:
    def need(case: Case) -> str | None:
        decision = case.decisions.get("decision") or {}
        return None if decision.get(name) == "yes" and f"{name}_told" not in case.decisions else sentence

    return need


def _all_are_told(case: Case) -> str | None:
    decision = case.decisions.get("decision") or {}
    open_ones = [
        words
        for name, words in (("ico", "the ICO"), ("people", "the people"), ("nhs", "the NHS toolkit"))
        if decision.get(name) == "yes" and f"{name}_told" not in case.decisions
    ]
    return (
        f"It was decided to tell {' and '.join(open_ones)}. Record when that was done first."
        if open_ones
        else None
    )


def _lateness_has_a_reason(_: Case, answers: Answers, reading: ClockReading | None) -> str | None:
    if reading and reading.state is ClockState.ANSWERED_LATE and not answers.get("why_late"):
        return "The ICO was told after the 72 hours. Please say why (UK GDPR Art 33(1))."
    return None


_WORKING_IT_OUT: Final = (
    assign(_LIVE, "Who will work on it?"),
    Action(
        "triage",
        "I have looked at it",
        "looked at",
        frozenset({S.REPORTED}),
        S.TRIAGED,
        Right.WORKS_IT,
        fields=_TRIAGE,
        decides="triage",
        is_main=True,
    ),
    Action(
        "look_again",
        "Change what was found",
        "looked at again",
        frozenset({S.TRIAGED, S.CONTAINED}),
        None,
        Right.WORKS_IT,
        fields=_TRIAGE,
        decides="triage",
    ),
    Action(
        "contain",
        "It is contained",
        "contained",
        _LIVE,
        S.CONTAINED,
        fields=(Field("note", "What was done?", FieldKind.WORDS),),
        needs=(_is_not_contained,),
        adds_mark="contained",
        leads_to=_contained,
        is_main=True,
    ),
    Action(
        "assess",
        "Assess it",
        "assessed",
        frozenset({S.REPORTED, S.TRIAGED, S.CONTAINED}),
        S.ASSESSED,
        fields=FIELDS,
        effect=assessed,
        source=_METHOD,
        is_main=True,
        is_asked_apart=True,
    ),
    Action(
        "assess_again",
        "Assess it again",
        "assessed again",
        frozenset({S.ASSESSED, S.DECIDED}),
        None,
        fields=FIELDS,
        effect=assessed,
        source=_METHOD,
        is_asked_apart=True,
    ),
    Action(
        "overrule",
        "Set the severity yourself",
        "the severity set",
        frozenset({S.ASSESSED, S.DECIDED}),
        None,
        Right.DPO,
        fields=(
            LEVEL,
            Field("note", "Why?", FieldKind.WORDS, hint="Kept with the decision (Article 33(5))."),
        ),
        needs=(is_assessed,),
        effect=overruled,
        is_asked_apart=True,
    ),
    Action(
        "no_breach",
        "Close it: no breach",
        "closed as no breach",
        frozenset({S.TRIAGED, S.CONTAINED}),
        S.CLOSED,
        fields=(Field("note", "How do you know, and what was learned?", FieldKind.WORDS),),
        needs=(_affects_nobody,),
        effect=_nothing_affected,
        source="UK GDPR Art 4(12)",
    ),
)

_DECIDING: Final = (
    Action(
        "decide",
        "Record the decision",
        "decided",
        frozenset({S.TRIAGED, S.CONTAINED, S.ASSESSED}),
        S.DECIDED,
        Right.DPO,
        fields=_DECISION,
        needs=(is_assessed,),
        decides="decision",
        effect=_decided,
        source="UK GDPR Art 33, Art 34",
        is_main=True,
    ),
    Action(
        "change_decision",
        "Change the decision",
        "the decision changed",
        frozenset({S.DECIDED}),
        None,
        Right.DPO,
        fields=_DECISION,
        decides="decision",
        effect=_decided,
        source="UK GDPR Art 33, Art 34",
    ),
    Action(
        "ico_told",
        "The ICO was told",
        "the ICO told",
        frozenset({S.DECIDED}),
        None,
        fields=(
            Field("at", "When was it told?", FieldKind.MOMENT),
            Field("ico_reference", "The ICO's reference", FieldKind.LINE, is_required=False),
            Field("why_late", "If it was after the 72 hours, why?", FieldKind.WORDS, is_required=False),
        ),
        needs=(_is_to_be_told("ico", "It was not decided to tell the ICO, or it was told already."),),
        after=(_lateness_has_a_reason,),
        decides="ico_told",
        effect=_ico_told,
        source="UK GDPR Art 33(1)",
        is_main=True,
    ),
    Action(
        "people_told",
        "The people were told",
        "the people told",
        frozenset({S.DECIDED}),
        None,
        fields=(
            Field("on", "On which day?", FieldKind.DAY),
            Field("note", "How?", FieldKind.WORDS, is_required=False),
        ),
        needs=(
            _is_to_be_told("people", "It was not decided to tell the people, or they were told already."),
        ),
        decides="people_told",
        letter="breach-notice",
        source="UK GDPR Art 34",
    ),
    Action(
        "nhs_told",
        "The NHS toolkit was used",
        "reported through the NHS toolkit",
        frozenset({S.DECIDED}),
        None,
        fields=(
            Field("on", "On which day?", FieldKind.DAY),
            Field("nhs_reference", "The toolkit's reference", FieldKind.LINE, is_required=False),
        ),
        needs=(_is_to_be_told("nhs", "It was not decided to use the toolkit, or it was reported already."),),
        decides="nhs_told",
        source="NHS DSPT, guide to the notification of incidents",
    ),
    Action(
        "describe",
        "Facts for the ICO",
        "what the ICO asks for filled in",
        _LIVE,
        None,
        fields=tuple(
            Field(name, label, FieldKind.WORDS, is_required=False)
            for name, label in (
                ("how_it_happened", "How did it come about?"),
                ("how_found", "How was it found?"),
                ("consequences", "What could it mean for the people?"),
                ("measures_planned", "What will be done?"),
                ("in_place_before", "What was in place to prevent it?"),
                ("training", "What training had the people involved had?"),
                ("others_told", "Who else was told?"),
                ("delay_reasons", "If the ICO is told after the 72 hours, why?"),
            )
        ),
        checks=(lambda _, answers: None if any(answers.values()) else "Fill in at least one of these.",),
        source="UK GDPR Art 33(3)",
    ),
    Action(
        "close",
        "Close with lessons",
        "closed",
        frozenset({S.DECIDED}),
        S.CLOSED,
        fields=(
            Field("note", "What was learned?", FieldKind.WORDS),
            Field("actions", "What will be done, by whom and by when?", FieldKind.WORDS, is_required=False),
        ),
        needs=(_all_are_told,),
        is_main=True,
    ),
)

_PUTTING_RIGHT: Final = (
    Action(
        "correct",
        "Correct a time",
        "a time corrected",
        _ANY,
        None,
        fields=(
            Field("which", "Which time is wrong?", FieldKind.CHOICE, options_of=dates_to_correct),
            Field("to", "What is the right time?", FieldKind.MOMENT),
        ),
        checks=(is_another_date,),
        effect=correct,
    ),
    Action(
        "recategorise",
        "Change its ICO category",
        "the ICO category changed",
        _ANY,
        None,
        Right.WORKS_IT,
        fields=(
            Field(
                "category", "What is it in the ICO's list?", FieldKind.CHOICE, options_of=_other_categories
            ),
        ),
        effect=_recategorised,
        source="ICO data security incident trends",
    ),
    move_service(_LIVE),
    link(_ANY),
    *about_a_colleague(_ANY),
    Action(
        "reopen",
        "Open it again",
        "opened again",
        frozenset({S.CLOSED, S.WITHDRAWN}),
        S.REPORTED,
        fields=(Field("note", "Why?", FieldKind.WORDS),),
        leads_to=_as_it_stood,
        effect=_opened_again,
        source="UK GDPR Art 33(5): every breach is recorded, also one that its reporter took back",
    ),
)

ACTIONS: Final = Table(_WORKING_IT_OUT + _DECIDING + _PUTTING_RIGHT)
