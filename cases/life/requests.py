"""The life of a request, as a table: FOI, EIR, SAR, other rights, re-use, complaints and reviews.

Asking the requester for something stops or restarts the clock only where the regime's rule says so
(`cases.clock`); the state here says where the case stands, the clock says what that does to the date.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from cases.case import Case, CaseState
from cases.clock import EventType, ExtensionReason
from cases.life.actions import Action, Check, Field, FieldKind, Right, Table
from cases.outcomes import Ground, Outcome, check_outcome, grounds_for, outcomes_for
from cases.regimes import Regime

S = CaseState

_NEW: Final = frozenset({S.RECEIVED, S.VALIDATED})
_WORKING: Final = frozenset({S.RECEIVED, S.VALIDATED, S.ASSIGNED, S.SEEKING, S.DRAFTING, S.SIGN_OFF})
_WAITING: Final = frozenset({S.CLARIFYING, S.AWAITING_IDENTITY, S.AWAITING_FEE})
_OPEN: Final = _WORKING | _WAITING
_ANSWERED: Final = frozenset({S.RESPONDED, S.REFUSED, S.TRANSFERRED, S.WITHDRAWN, S.LAPSED})

_ASKABLE: Final = frozenset({Regime.FOI, Regime.EIR, Regime.SAR, Regime.RIGHTS, Regime.REUSE})
_PERSONAL: Final = frozenset({Regime.SAR, Regime.RIGHTS})
_WITH_FEES: Final = frozenset({Regime.FOI, Regime.EIR, Regime.SAR, Regime.RIGHTS})

_ON: Final = Field("on", "On which day?", FieldKind.DAY)
_NOTE: Final = Field("note", "A note for the file", FieldKind.WORDS, is_required=False)


def _has_a_requester(case: Case, answers: Mapping[str, Any]) -> str | None:
    """FOIA s.8(1)(b): a valid request states the applicant's name and an address for correspondence."""
    named = answers.get("requester") or case.details.get("requester")
    contact = answers.get("contact") or case.details.get("contact")
    if case.regime is Regime.FOI and not (named and contact):
        return "A Freedom of Information request needs a name and an address for the answer (FOIA s.8(1)(b))."
    return None


def _is_signed_off(case: Case, _: Mapping[str, Any]) -> str | None:
    if "sensitive" in case.marks and "signed_off" not in case.marks:
        return "This case is marked sensitive, so it is signed off before the answer goes out."
    return None


def _is_not_marked(mark: str) -> Check:
    def check(case: Case, _: Mapping[str, Any]) -> str | None:
        return "It is marked so already." if mark in case.marks else None

    return check


def _outcomes(case: Case, _: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if case.regime is None:
        return ()
    own_steps = (Outcome.WITHDRAWN, Outcome.LAPSED)
    return tuple((one.value, one.title) for one in outcomes_for(case.regime) if one not in own_steps)


def _usable(case: Case, answers: Mapping[str, Any]) -> tuple[Ground, ...]:
    """The grounds that can stand behind the outcome that was chosen."""
    chosen = answers.get("outcome")
    if case.regime is None or chosen not in outcomes_for(case.regime):
        return ()
    return grounds_for(case.regime, Outcome(chosen))


def _grounds(case: Case, answers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((one.id, one.label) for one in _usable(case, answers))


def _qualified_grounds(case: Case, answers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Those of the grounds relied on that the law asks a public interest test for."""
    chosen = answers.get("grounds") or ()
    return tuple(
        (one.id, one.label) for one in _usable(case, answers) if one.public_interest and one.id in chosen
    )


def _has_grounds(case: Case, answers: Mapping[str, Any]) -> bool:
    return bool(_usable(case, answers))


def _has_qualified_grounds(case: Case, answers: Mapping[str, Any]) -> bool:
    return bool(_qualified_grounds(case, answers))


def _is_late(case: Case, answers: Mapping[str, Any]) -> bool:
    on = answers.get("on")
    return isinstance(on, date) and case.due is not None and on > case.due


def _outcome_fits(case: Case, answers: Mapping[str, Any]) -> str | None:
    if case.regime is None:
        return None
    wrong = check_outcome(
        case.regime,
        Outcome(answers["outcome"]),
        answers.get("grounds") or (),
        answers.get("public_interest") or (),
    )
    return " ".join(wrong) or None


_REFUSALS: Final = frozenset(
    {
        Outcome.REFUSED,
        Outcome.VEXATIOUS,
        Outcome.REPEATED,
        Outcome.MANIFESTLY_UNREASONABLE,
        Outcome.MANIFESTLY_UNFOUNDED,
        Outcome.MANIFESTLY_EXCESSIVE,
    }
)


def _ends_as(answers: Mapping[str, Any]) -> CaseState:
    outcome = Outcome(answers["outcome"])
    if outcome in _REFUSALS:
        return S.REFUSED
    return S.TRANSFERRED if outcome is Outcome.TRANSFERRED else S.RESPONDED


ACTIONS: Final = Table(
    (
        Action(
            "validate",
            "It is a valid request",
            "found valid",
            frozenset({S.RECEIVED}),
            S.VALIDATED,
            Right.WORKS_IT,
            fields=(
                Field("requester", "Who is asking?", FieldKind.LINE, is_required=False),
                Field("contact", "Where does the answer go?", FieldKind.LINE, is_required=False),
            ),
            checks=(_has_a_requester,),
            source="FOIA s.8; EIR reg 5",
        ),
        Action(
            "assign",
            "Assign to somebody",
            "assigned",
            _OPEN,
            None,
            Right.WORKS_IT,
            fields=(Field("handler", "Who will work on it?", FieldKind.COLLEAGUE),),
        ),
        Action(
            "ask_clarification",
            "Ask the requester what they mean",
            "clarification asked for",
            _WORKING,
            S.CLARIFYING,
            regimes=_ASKABLE,
            fields=(_ON, Field("note", "What did you ask?", FieldKind.WORDS)),
            event=EventType.CLARIFICATION_REQUESTED,
            letter="clarification",
            source="FOIA s.1(3), s.16; EIR reg 9; DPA 2018 s.54 and UK GDPR Art 12A",
        ),
        Action(
            "clarified",
            "They answered",
            "clarified",
            frozenset({S.CLARIFYING}),
            S.ASSIGNED,
            fields=(_ON, Field("note", "What did they say?", FieldKind.WORDS)),
            event=EventType.CLARIFICATION_RECEIVED,
            is_main=True,
        ),
        Action(
            "ask_identity",
            "Ask for proof of identity",
            "identity asked for",
            _WORKING,
            S.AWAITING_IDENTITY,
            regimes=_PERSONAL,
            fields=(_ON,),
            event=EventType.IDENTITY_REQUESTED,
            letter="identity",
            source="UK GDPR Art 12(6)",
        ),
        Action(
            "identity_received",
            "Their identity is proven",
            "identity proven",
            frozenset({S.AWAITING_IDENTITY}),
            S.ASSIGNED,
            fields=(_ON,),
            event=EventType.IDENTITY_RECEIVED,
            is_main=True,
        ),
        Action(
            "fee_notice",
            "Ask for a fee",
            "fees notice given",
            _WORKING,
            S.AWAITING_FEE,
            regimes=_WITH_FEES,
            fields=(_ON,),
            event=EventType.FEE_NOTICE,
            letter="fees-notice",
            source="FOIA s.9; EIR reg 8; UK GDPR Art 12(5)",
        ),
        Action(
            "fee_paid",
            "The fee was paid",
            "fee paid",
            frozenset({S.AWAITING_FEE}),
            S.ASSIGNED,
            fields=(_ON,),
            event=EventType.FEE_PAID,
            is_main=True,
        ),
        Action(
            "extend",
            "Extend the time",
            "extended",
            _WORKING,
            None,
            fields=(
                Field("on", "When was the requester told?", FieldKind.DAY),
                Field(
                    "reason",
                    "Why is more time needed?",
                    FieldKind.CHOICE,
                    options=tuple(
                        (one.value, one.value.replace("_", " ").capitalize()) for one in ExtensionReason
                    ),
                ),
                Field("until", "Until when, if they were told a date", FieldKind.DAY, is_required=False),
            ),
            event=EventType.EXTENDED,
            letter="extension",
            source="FOIA s.10(3); EIR reg 7; UK GDPR Art 12(3); RoPSI reg 8",
        ),
        Action(
            "remove_extension",
            "Take the extension back",
            "extension taken back",
            _WORKING,
            None,
            fields=(_ON,),
            event=EventType.EXTENSION_REMOVED,
        ),
        Action(
            "draft",
            "Start the answer",
            "the answer begun",
            frozenset({S.RECEIVED, S.VALIDATED, S.ASSIGNED, S.SEEKING}),
            S.DRAFTING,
            fields=(_NOTE,),
            is_main=True,
        ),
        Action(
            "mark_sensitive",
            "Mark as sensitive",
            "marked sensitive",
            _OPEN,
            None,
            Right.WORKS_IT,
            fields=(Field("note", "Why?", FieldKind.WORDS, is_required=False),),
            checks=(_is_not_marked("sensitive"),),
            adds_mark="sensitive",
        ),
        Action(
            "ask_sign_off",
            "Send for sign-off",
            "sent for sign-off",
            frozenset({S.DRAFTING}),
            S.SIGN_OFF,
            fields=(Field("note", "The answer, or where it is", FieldKind.WORDS),),
        ),
        Action(
            "sign_off",
            "Sign it off",
            "signed off",
            frozenset({S.SIGN_OFF}),
            S.DRAFTING,
            Right.SIGNS_IT,
            fields=(_NOTE,),
            adds_mark="signed_off",
            is_main=True,
        ),
        Action(
            "send_back",
            "Send it back",
            "sent back for changes",
            frozenset({S.SIGN_OFF}),
            S.DRAFTING,
            Right.SIGNS_IT,
            fields=(Field("note", "What has to change?", FieldKind.WORDS),),
            removes_mark="signed_off",
        ),
        Action(
            "respond",
            "Record the answer",
            "answered",
            _OPEN,
            S.RESPONDED,
            fields=(
                Field("on", "When was the answer sent?", FieldKind.DAY),
                Field("outcome", "What was the outcome?", FieldKind.CHOICE, options_of=_outcomes),
                Field(
                    "grounds",
                    "What was relied on?",
                    FieldKind.CHOICES,
                    is_required=False,
                    options_of=_grounds,
                    asked_when=_has_grounds,
                ),
                Field(
                    "public_interest",
                    "For which of these is the public interest test on file?",
                    FieldKind.CHOICES,
                    is_required=False,
                    options_of=_qualified_grounds,
                    asked_when=_has_qualified_grounds,
                ),
                Field("why_late", "It is late. Why?", FieldKind.WORDS, asked_when=_is_late),
            ),
            event=EventType.RESPONDED,
            checks=(_is_signed_off, _outcome_fits),
            decides="outcome",
            leads_to=_ends_as,
            letter="response",
            source="FOIA s.1, s.17; EIR reg 5, reg 14; UK GDPR Art 12, Art 15",
        ),
        Action(
            "withdrawn_by_requester",
            "The requester withdrew it",
            "withdrawn by the requester",
            _OPEN,
            S.WITHDRAWN,
            fields=(_ON, _NOTE),
        ),
        Action(
            "lapse",
            "The fee was not paid in time",
            "lapsed",
            frozenset({S.AWAITING_FEE}),
            S.LAPSED,
            checks=(),
            source="FOIA s.9(2)",
        ),
        Action(
            "correct_received",
            "Correct the date it was received",
            "the date of receipt corrected",
            _OPEN | _ANSWERED,
            None,
            fields=(Field("to", "When did it really reach the council?", FieldKind.DAY),),
        ),
        Action(
            "ico_complaint",
            "They complained to the ICO",
            "complaint to the ICO",
            _ANSWERED | frozenset({S.CLOSED}),
            None,
            fields=(
                Field("on", "When did the ICO write?", FieldKind.DAY),
                Field("reference_ico", "The ICO's reference", FieldKind.LINE, is_required=False),
            ),
            decides="ico_complaint",
        ),
        Action("close", "Close the case", "closed", _ANSWERED, S.CLOSED, is_main=True),
    )
)
