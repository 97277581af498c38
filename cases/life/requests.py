"""The life of a request, as a table: FOI, EIR, SAR, other rights, re-use, complaints and reviews.

Asking the requester for something stops or restarts the clock only where the regime's rule says so
(`cases.clock`); the state here says where the case stands, the clock says what that does to the date.
"""

from __future__ import annotations

from typing import Final

from cases.case import Case, CaseState
from cases.clock import EventType
from cases.life import request_checks as check
from cases.life import request_effects as effect
from cases.life.actions import Action, Answers, Field, FieldKind, Right, Table
from cases.life.dates import correct, dates_to_correct, is_another_date
from cases.life.shared import about_a_colleague, assign, link, move_service
from cases.outcomes import Outcome
from cases.regimes import Regime
from cases.rights import DataSubjectRight

S = CaseState

_WORKING: Final = frozenset({S.RECEIVED, S.VALIDATED, S.ASSIGNED, S.SEEKING, S.DRAFTING, S.SIGN_OFF})
_WAITING: Final = frozenset({S.CLARIFYING, S.AWAITING_IDENTITY, S.AWAITING_FEE})
_OPEN: Final = _WORKING | _WAITING
_ANSWERED: Final = frozenset({S.RESPONDED, S.REFUSED, S.TRANSFERRED})
_ENDED: Final = _ANSWERED | frozenset({S.WITHDRAWN, S.LAPSED})
_ANY: Final = _OPEN | _ENDED | frozenset({S.CLOSED})

_ASKABLE: Final = frozenset({Regime.FOI, Regime.EIR, Regime.SAR, Regime.RIGHTS, Regime.REUSE})
_PERSONAL: Final = frozenset({Regime.SAR, Regime.RIGHTS})
_WITH_FEES: Final = frozenset({Regime.FOI, Regime.EIR, Regime.SAR, Regime.RIGHTS})
_LAPSING: Final = _WITH_FEES
_WITH_A_FORM: Final = frozenset({Regime.FOI, Regime.REUSE})

_ON: Final = Field("on", "On which day?", FieldKind.DAY)
_NOTE: Final = Field("note", "A note for the file", FieldKind.WORDS, is_required=False)
_REQUESTER: Final = (
    Field("requester", "Who is asking?", FieldKind.LINE, is_required=False),
    Field("contact", "Where does the answer go?", FieldKind.LINE, is_required=False),
)
_RIGHTS: Final = Field(
    "rights",
    "What do they want done?",
    FieldKind.CHOICES,
    options=tuple((one.value, one.title) for one in DataSubjectRight),
    asked_when=lambda case, _: case.regime is Regime.RIGHTS,
)
_NOT_VALID: Final[tuple[tuple[str, str], ...]] = (
    ("no_name", "It does not say who is asking"),
    ("no_address", "It gives no address for the answer"),
    ("not_described", "It does not describe what is wanted"),
    ("no_purpose", "It does not say what it is to be re-used for"),
)
_EXPLAINED: Final = (
    Outcome.VEXATIOUS,
    Outcome.REPEATED,
    Outcome.MANIFESTLY_UNREASONABLE,
    Outcome.MANIFESTLY_UNFOUNDED,
    Outcome.MANIFESTLY_EXCESSIVE,
)
"""Outcomes that the council has to be able to explain to the ICO."""


def _reasons_not_valid(case: Case, _: Answers) -> tuple[tuple[str, str], ...]:
    """A purpose is wanted for re-use alone (RoPSI reg 6)."""
    return tuple(one for one in _NOT_VALID if one[0] != "no_purpose" or case.regime is Regime.REUSE)


_ARRIVING: Final = (
    Action(
        "validate",
        "It is a valid request",
        "found valid",
        frozenset({S.RECEIVED}),
        S.VALIDATED,
        Right.WORKS_IT,
        fields=(*_REQUESTER, _RIGHTS),
        checks=(check.has_a_requester,),
        effect=effect.found_valid,
        source="FOIA s.8; EIR reg 5; RoPSI reg 6",
    ),
    Action(
        "not_valid",
        "It is not a valid request",
        "found not valid",
        frozenset({S.RECEIVED, S.VALIDATED, S.ASSIGNED, S.CLARIFYING}),
        S.CLOSED,
        regimes=_WITH_A_FORM,
        fields=(
            Field("missing", "What does it lack?", FieldKind.CHOICES, options_of=_reasons_not_valid),
            Field("note", "How was the requester helped to make it valid?", FieldKind.WORDS),
        ),
        decides="validity",
        source="FOIA s.8, s.16; RoPSI reg 6",
    ),
    Action(
        "fill_in_requester",
        "Fill in who is asking",
        "the requester filled in",
        _ANY,
        None,
        Right.WORKS_IT,
        fields=_REQUESTER,
        checks=(check.is_filled_in,),
    ),
    Action(
        "which_rights",
        "Say which right it is",
        "the right named",
        _OPEN,
        None,
        Right.WORKS_IT,
        regimes=frozenset({Regime.RIGHTS}),
        fields=(_RIGHTS,),
        decides="rights",
        source="UK GDPR Art 16 to 22",
    ),
    Action(
        "acknowledge",
        "Record the acknowledgement",
        "acknowledged",
        _OPEN,
        None,
        fields=(_ON,),
        needs=(check.clock_counts, check.is_not_acknowledged),
        event=EventType.ACKNOWLEDGED,
        letter="acknowledgement",
        source="DPA 2018 s.164A(3); good practice",
    ),
    assign(_OPEN, "Who will work on it?", waiting=frozenset({S.RECEIVED, S.VALIDATED})),
)

_ASKING_THE_REQUESTER: Final = (
    Action(
        "ask_clarification",
        "Ask what they mean",
        "clarification asked for",
        _OPEN,
        S.CLARIFYING,
        regimes=_ASKABLE,
        fields=(_ON, Field("note", "What did you ask?", FieldKind.WORDS)),
        needs=(check.clock_counts, check.does_not_wait_for(EventType.CLARIFICATION_REQUESTED)),
        event=EventType.CLARIFICATION_REQUESTED,
        letter="clarification",
        source="FOIA s.1(3), s.16; EIR reg 9; DPA 2018 s.54 and UK GDPR Art 12A",
    ),
    Action(
        "clarified",
        "They answered",
        "clarified",
        _OPEN,
        S.ASSIGNED,
        fields=(_ON, Field("note", "What did they say?", FieldKind.WORDS)),
        needs=(check.waits_for(EventType.CLARIFICATION_REQUESTED),),
        event=EventType.CLARIFICATION_RECEIVED,
        leads_to=effect.answered_by_requester(EventType.CLARIFICATION_RECEIVED),
        is_main=True,
    ),
    Action(
        "ask_identity",
        "Ask for proof of identity",
        "identity asked for",
        _OPEN,
        S.AWAITING_IDENTITY,
        regimes=_PERSONAL,
        fields=(_ON,),
        needs=(check.clock_counts, check.does_not_wait_for(EventType.IDENTITY_REQUESTED)),
        event=EventType.IDENTITY_REQUESTED,
        letter="identity",
        source="UK GDPR Art 12(6)",
    ),
    Action(
        "identity_received",
        "Their identity is proven",
        "identity proven",
        _OPEN,
        S.ASSIGNED,
        fields=(_ON,),
        needs=(check.waits_for(EventType.IDENTITY_REQUESTED),),
        event=EventType.IDENTITY_RECEIVED,
        leads_to=effect.answered_by_requester(EventType.IDENTITY_RECEIVED),
        is_main=True,
    ),
    Action(
        "fee_notice",
        "Ask for a fee",
        "fees notice given",
        _OPEN,
        S.AWAITING_FEE,
        regimes=_WITH_FEES,
        fields=(_ON,),
        needs=(check.clock_counts, check.does_not_wait_for(EventType.FEE_NOTICE)),
        event=EventType.FEE_NOTICE,
        letter="fees-notice",
        source="FOIA s.9; EIR reg 8; UK GDPR Art 12(5)",
    ),
    Action(
        "fee_paid",
        "The fee was paid",
        "fee paid",
        _OPEN,
        S.ASSIGNED,
        fields=(_ON,),
        needs=(check.waits_for(EventType.FEE_NOTICE),),
        event=EventType.FEE_PAID,
        after=(check.payment_is_in_time,),
        leads_to=effect.answered_by_requester(EventType.FEE_PAID),
        is_main=True,
    ),
)

_MORE_TIME: Final = (
    Action(
        "extend",
        "Extend the time",
        "extended",
        _OPEN,
        None,
        regimes=check.EXTENDABLE,
        fields=(
            Field("on", "When was the requester told?", FieldKind.DAY),
            Field("reason", "Why is more time needed?", FieldKind.CHOICE, options_of=check.extension_reasons),
            Field(
                "grounds",
                "Which exemption is weighed?",
                FieldKind.CHOICES,
                options_of=check.exemptions_to_weigh,
                asked_when=check.weighs_public_interest,
                hint="The notice names it (FOIA s.17(2)).",
            ),
            Field(
                "until",
                "Until when, if they were told a date",
                FieldKind.DAY,
                is_required=False,
                asked_when=check.is_not_for_re_use,
            ),
            Field("until", "Until when?", FieldKind.DAY, asked_when=check.is_for_re_use),
        ),
        needs=(check.clock_counts, check.is_not_extended),
        event=EventType.EXTENDED,
        decides="extension",
        letter="extension",
        source="FOIA s.10(3), s.17(2); EIR reg 7; UK GDPR Art 12(3); RoPSI reg 8; s.45 Code",
    ),
    Action(
        "remove_extension",
        "Take the extension back",
        "extension taken back",
        _OPEN,
        None,
        fields=(_ON,),
        needs=(check.is_extended,),
        event=EventType.EXTENSION_REMOVED,
        effect=effect.extension_removed,
    ),
)

_ANSWERING: Final = (
    Action(
        "draft",
        "Start the answer",
        "the answer begun",
        frozenset({S.RECEIVED, S.VALIDATED, S.ASSIGNED, S.SEEKING}),
        S.DRAFTING,
        fields=(_NOTE,),
        effect=effect.drafted,
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
        needs=(check.has_no_mark("sensitive"),),
        adds_mark="sensitive",
        removes_mark="signed_off",
    ),
    Action(
        "unmark_sensitive",
        "It is not sensitive",
        "no longer marked sensitive",
        _OPEN,
        None,
        Right.SIGNS_IT,
        fields=(Field("note", "Why not?", FieldKind.WORDS),),
        needs=(check.has_mark("sensitive"),),
        removes_mark="sensitive",
    ),
    Action(
        "ask_sign_off",
        "Send for sign-off",
        "sent for sign-off",
        frozenset({S.DRAFTING}),
        S.SIGN_OFF,
        fields=(Field("note", "The answer, or where it is", FieldKind.WORDS),),
        effect=effect.drafted,
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
        _OPEN - {S.SIGN_OFF},
        S.RESPONDED,
        fields=(
            Field("on", "When was the answer sent?", FieldKind.DAY),
            Field("outcome", "What was the outcome?", FieldKind.CHOICE, options_of=check.outcomes),
            Field(
                "grounds",
                "What was relied on?",
                FieldKind.CHOICES,
                is_required=False,
                options_of=check.grounds,
                asked_when=check.has_grounds,
            ),
            Field(
                "public_interest",
                "For which of these is the public interest test on file?",
                FieldKind.CHOICES,
                is_required=False,
                options_of=check.qualified_grounds,
                asked_when=check.has_qualified_grounds,
            ),
            Field(
                "repeats",
                "Which earlier request does it repeat?",
                FieldKind.CASE,
                is_required=False,
                asked_when=check.chose(Outcome.REPEATED),
                hint="Its reference, such as FOI-2026-0117.",
            ),
            Field(
                "transferred_to",
                "To which authority?",
                FieldKind.LINE,
                asked_when=check.chose(Outcome.TRANSFERRED),
            ),
            Field(
                "note",
                "Why? The council may have to explain it to the ICO.",
                FieldKind.WORDS,
                asked_when=check.chose(*_EXPLAINED),
            ),
            Field("why_late", "It is late. Why?", FieldKind.WORDS, asked_when=check.is_late),
            Field(
                "why_late",
                "If it is late, why?",
                FieldKind.WORDS,
                is_required=False,
                asked_when=check.may_be_late,
            ),
        ),
        needs=(check.is_signed_off,),
        event=EventType.RESPONDED,
        checks=(check.not_before_receipt, check.outcome_fits),
        after=(check.lateness_has_a_reason,),
        decides="outcome",
        leads_to=effect.ends_as,
        effect=effect.answered_again,
        letter="response",
        source="FOIA s.1, s.17; EIR reg 5, reg 14; UK GDPR Art 12, Art 15",
    ),
)

_ENDING_OTHERWISE: Final = (
    Action(
        "withdrawn_by_requester",
        "The requester withdrew it",
        "withdrawn by the requester",
        _OPEN,
        S.WITHDRAWN,
        fields=(_ON, _NOTE),
        checks=(check.not_before_receipt,),
        effect=effect.withdrawn,
    ),
    Action(
        "lapse",
        "It lapsed",
        "lapsed",
        _OPEN,
        S.LAPSED,
        regimes=_LAPSING,
        fields=(
            Field("grounds", "What was waited for?", FieldKind.CHOICE, options_of=check.why_it_lapsed),
            Field("note", "What was done to reach them?", FieldKind.WORDS, is_required=False),
        ),
        needs=(check.can_lapse,),
        after=(check.fee_is_overdue,),
        effect=effect.lapsed,
        source="FOIA s.1(3), s.9(2); EIR reg 8(5); UK GDPR Art 12(6)",
    ),
    Action("close", "Close the case", "closed", _ENDED, S.CLOSED, is_main=True),
)

_PUTTING_RIGHT: Final = (
    Action(
        "correct",
        "Correct a date",
        "a date corrected",
        _ANY,
        None,
        fields=(
            Field("which", "Which date is wrong?", FieldKind.CHOICE, options_of=dates_to_correct),
            Field("to", "What is the right date?", FieldKind.DAY),
        ),
        checks=(is_another_date,),
        effect=correct,
    ),
    Action(
        "change_regime",
        "It is under another law",
        "moved to another law",
        _OPEN,
        None,
        Right.WORKS_IT,
        fields=(
            Field("regime", "What is it really?", FieldKind.CHOICE, options_of=check.other_regimes),
            Field("note", "Why?", FieldKind.WORDS, is_required=False),
        ),
        needs=(check.clock_counts,),
        effect=effect.regime_changed,
    ),
    move_service(_OPEN),
    link(_ANY),
    *about_a_colleague(_ANY),
)

_AFTER_THE_ANSWER: Final = (
    Action(
        "ico_complaint",
        "They complained to the ICO",
        "complaint to the ICO",
        _ENDED | frozenset({S.CLOSED}),
        None,
        fields=(
            Field("on", "When did the ICO write?", FieldKind.DAY),
            Field("ico_reference", "The ICO's reference", FieldKind.LINE, is_required=False),
        ),
        checks=(check.not_before_receipt,),
        decides="ico_complaint",
        source="FOIA s.50; EIR reg 18; DPA 2018 s.165",
    ),
    Action(
        "reopen_for_ico",
        "The ICO wants a new answer",
        "opened again for the ICO",
        _ANSWERED | frozenset({S.CLOSED}),
        S.ASSIGNED,
        fields=(
            Field("on", "When did the ICO ask for it?", FieldKind.DAY),
            Field("until", "By when must it be answered?", FieldKind.DAY),
            _NOTE,
        ),
        needs=(check.was_answered, check.was_taken_to_the_ico),
        checks=(check.not_before_receipt,),
        leads_to=effect.at_work_again,
        effect=effect.reopened_for_ico,
        source="FOIA s.50(4); DPA 2018 s.165",
    ),
    Action(
        "reopen",
        "Ended by mistake: reopen",
        "opened again",
        _ENDED | frozenset({S.CLOSED}),
        S.ASSIGNED,
        fields=(Field("note", "What was the mistake?", FieldKind.WORDS),),
        leads_to=effect.at_work_again,
        effect=effect.reopened_as_mistake,
    ),
)

ACTIONS: Final = Table(
    _ARRIVING
    + _ASKING_THE_REQUESTER
    + _MORE_TIME
    + _ANSWERING
    + _ENDING_OTHERWISE
    + _PUTTING_RIGHT
    + _AFTER_THE_ANSWER
)
