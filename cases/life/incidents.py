"""The life of an incident, as a table: reported, triaged, contained, assessed, decided, closed with lessons.

UK GDPR Article 33: the decision about telling the ICO is the Data Protection Officer's, within 72 hours of the
council becoming aware, and is recorded with its reasons either way (Article 33(5)).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cases.case import Case, CaseState
from cases.clock import EventType
from cases.life.actions import Action, Field, FieldKind, Right, Table

S = CaseState

_BEFORE_DECISION: Final = frozenset({S.REPORTED, S.TRIAGED, S.CONTAINED, S.ASSESSED})
_LIVE: Final = _BEFORE_DECISION | frozenset({S.DECIDED})
_YES_NO: Final = (("yes", "Yes"), ("no", "No"))


def _is_assessed(case: Case, _: Mapping[str, Any]) -> str | None:
    if not case.decisions.get("assessment"):
        return "Assess it first, so that the decision rests on something."
    return None


ACTIONS: Final = Table(
    (
        Action(
            "assign",
            "Assign to somebody",
            "assigned",
            _LIVE,
            None,
            Right.WORKS_IT,
            fields=(Field("handler", "Who will work on it?", FieldKind.COLLEAGUE),),
        ),
        Action(
            "triage",
            "I have looked at it",
            "looked at",
            frozenset({S.REPORTED}),
            S.TRIAGED,
            Right.WORKS_IT,
            fields=(
                Field("personal_data", "Is personal data affected?", FieldKind.CHOICE, options=_YES_NO),
                Field("note", "What did you find?", FieldKind.WORDS, is_required=False),
            ),
            decides="triage",
            is_main=True,
        ),
        Action(
            "contain",
            "It is contained",
            "contained",
            frozenset({S.REPORTED, S.TRIAGED}),
            S.CONTAINED,
            fields=(Field("note", "What was done?", FieldKind.WORDS),),
            is_main=True,
        ),
        Action(
            "decide",
            "Record the decision",
            "decided",
            frozenset({S.TRIAGED, S.CONTAINED, S.ASSESSED}),
            S.DECIDED,
            Right.DPO,
            fields=(
                Field("ico", "Tell the ICO?", FieldKind.CHOICE, options=_YES_NO),
                Field("people", "Tell the people concerned?", FieldKind.CHOICE, options=_YES_NO),
                Field(
                    "nhs",
                    "Report through the NHS toolkit?",
                    FieldKind.CHOICE,
                    options=(*_YES_NO, ("not_applicable", "Not health or care data")),
                ),
                Field("note", "The reasons, either way (Article 33(5))", FieldKind.WORDS),
            ),
            event=EventType.RESPONDED,
            checks=(_is_assessed,),
            decides="decision",
            source="UK GDPR Art 33, Art 34",
            is_main=True,
        ),
        Action(
            "close",
            "Close with lessons",
            "closed",
            frozenset({S.DECIDED}),
            S.CLOSED,
            fields=(
                Field("note", "What was learned?", FieldKind.WORDS),
                Field(
                    "actions", "What will be done, by whom and by when?", FieldKind.WORDS, is_required=False
                ),
            ),
            is_main=True,
        ),
    )
)
