"""What the steps of a request look at: who is asking, what may be chosen, what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from cases.case import Case, CaseState
from cases.clock import ClockReading, ClockState, EventType, ExtensionReason
from cases.life.actions import Answers, Need
from cases.life.clocks import REOPENED
from cases.life.waiting import has_extension, is_answered, is_open
from cases.outcomes import Ground, Outcome, Role, check_outcome, grounds_for, outcomes_for
from cases.regimes import Regime
from cases.words import full_date_in_words

_WAITING: Final = frozenset({CaseState.CLARIFYING, CaseState.AWAITING_IDENTITY, CaseState.AWAITING_FEE})
_NEEDS_A_NAME: Final = {
    Regime.FOI: "A Freedom of Information request needs a name and an address for the answer (FOIA s.8(1)(b)).",
    Regime.REUSE: "A request for re-use needs a name and an address for the answer (RoPSI 2015 reg 6).",
}
_NEEDS_A_PERSON: Final = frozenset({Regime.SAR, Regime.RIGHTS})


def has_a_requester(case: Case, answers: Answers) -> str | None:
    """Whether it is known who asks and where the answer goes, as far as the law wants it."""
    named = answers.get("requester") or case.details.get("requester")
    contact = answers.get("contact") or case.details.get("contact")
    if case.regime in _NEEDS_A_NAME and not (named and contact):
        return _NEEDS_A_NAME[case.regime]
    if case.regime in _NEEDS_A_PERSON and not named:
        return "It is about somebody's own data, so their name is needed."
    return None


def is_filled_in(_: Case, answers: Answers) -> str | None:
    """Whether anything was given at all."""
    return None if answers.get("requester") or answers.get("contact") else "Give a name, an address, or both."


def not_before_receipt(case: Case, answers: Answers) -> str | None:
    """Whether the day is one on which the case was with the council."""
    on = answers.get("on")
    if isinstance(on, date) and case.received and on < case.received:
        return f"That is before it reached the council on {full_date_in_words(case.received)}."
    return None


# What the case waits for.


def waits_for(question: EventType) -> Need:
    """The requester was asked for this and has not answered."""

    def need(case: Case) -> str | None:
        return None if is_open(case, question) else "The requester is not being waited for in this."

    return need


def does_not_wait_for(question: EventType) -> Need:
    """The requester is not being asked for this just now."""

    def need(case: Case) -> str | None:
        return "The requester was asked already." if is_open(case, question) else None

    return need


def clock_counts(case: Case) -> str | None:
    """Whether the law's time still counts: not once a case was answered, and opened again for the ICO."""
    if REOPENED in case.decisions:
        return (
            "It was answered once, and is open again with a date of its own. The law's time no longer counts."
        )
    return None


def is_not_extended(case: Case) -> str | None:
    """Whether no extension stands."""
    return "Its time is extended already." if has_extension(case) else None


def is_extended(case: Case) -> str | None:
    """Whether an extension stands."""
    return None if has_extension(case) else "Its time is not extended."


def is_not_acknowledged(case: Case) -> str | None:
    """Whether it was not acknowledged yet."""
    done = any(getattr(event, "type", None) is EventType.ACKNOWLEDGED for event in case.events)
    return "It was acknowledged already." if done else None


def was_answered(case: Case) -> str | None:
    """Whether an answer went out."""
    return None if is_answered(case) else "No answer went out."


def was_taken_to_the_ico(case: Case) -> str | None:
    """Whether the requester's complaint to the ICO is on file."""
    return None if "ico_complaint" in case.decisions else "Record the complaint to the ICO first."


def payment_is_in_time(_: Case, __: Answers, reading: ClockReading | None) -> str | None:
    """Whether the fee came before the request lapsed."""
    if reading and reading.state is ClockState.LAPSED:
        return "The request had lapsed before the fee came, so it is a new request."
    return None


def fee_is_overdue(_: Case, answers: Answers, reading: ClockReading | None) -> str | None:
    """Where the law sets a time for the fee: whether that is over."""
    if answers.get("grounds") not in _UNPAID or (reading and reading.state is ClockState.LAPSED):
        return None
    return "The time to pay the fee is not over yet."


# Marks and sign-off.


def has_mark(mark: str) -> Need:
    """The case carries the mark."""

    def need(case: Case) -> str | None:
        return None if mark in case.marks else "It is not marked so."

    return need


def has_no_mark(mark: str) -> Need:
    """The case does not carry the mark."""

    def need(case: Case) -> str | None:
        return "It is marked so already." if mark in case.marks else None

    return need


def is_signed_off(case: Case) -> str | None:
    """Whether a sensitive case was signed off."""
    if "sensitive" in case.marks and "signed_off" not in case.marks:
        return "This case is marked sensitive, so it is signed off before the answer goes out."
    return None


# More time.

_EXTENSION_REASONS: Final = {
    Regime.FOI: ((ExtensionReason.PUBLIC_INTEREST, "To weigh the public interest in an exemption"),),
    Regime.EIR: ((ExtensionReason.COMPLEX_AND_VOLUMINOUS, "It is both complex and voluminous"),),
    Regime.SAR: (
        (ExtensionReason.COMPLEXITY, "It is complex"),
        (ExtensionReason.NUMBER_OF_REQUESTS, "They made a number of requests"),
    ),
    Regime.RIGHTS: (
        (ExtensionReason.COMPLEXITY, "It is complex"),
        (ExtensionReason.NUMBER_OF_REQUESTS, "They made a number of requests"),
    ),
    Regime.REUSE: (
        (ExtensionReason.MANY_DOCUMENTS, "There are many documents"),
        (ExtensionReason.COMPLEXITY, "The issues are complex"),
    ),
    Regime.FOI_REVIEW: ((ExtensionReason.EXCEPTIONAL, "The case is exceptional"),),
}
EXTENDABLE: Final = frozenset(_EXTENSION_REASONS)
"""Everything but complaints and EIR reviews, which no law lets take longer."""


def extension_reasons(case: Case, _: Answers) -> tuple[tuple[str, str], ...]:
    """The reasons for which this law allows more time."""
    reasons = _EXTENSION_REASONS.get(case.regime, ()) if case.regime else ()
    return tuple((reason.value, title) for reason, title in reasons)


def weighs_public_interest(_: Case, answers: Answers) -> bool:
    """Whether the time is for the public interest test."""
    return answers.get("reason") == ExtensionReason.PUBLIC_INTEREST.value


def is_for_re_use(case: Case, _: Answers) -> bool:
    """Whether it is a re-use request, whose extension must give a date."""
    return case.regime is Regime.REUSE


def is_not_for_re_use(case: Case, _: Answers) -> bool:
    """Whether it is anything else."""
    return case.regime is not Regime.REUSE


def exemptions_to_weigh(case: Case, _: Answers) -> tuple[tuple[str, str], ...]:
    """The exemptions that the law asks a public interest test for; the notice names the one (FOIA s.17(2))."""
    return _labelled(one for one in grounds_for(case.regime) if one.public_interest) if case.regime else ()


# The answer.


def outcomes(case: Case, _: Answers) -> tuple[tuple[str, str], ...]:
    """How it can end with an answer; being withdrawn and lapsing are steps of their own."""
    if case.regime is None:
        return ()
    own_steps = (Outcome.WITHDRAWN, Outcome.LAPSED)
    return tuple((one.value, one.title) for one in outcomes_for(case.regime) if one not in own_steps)


def grounds(case: Case, answers: Answers) -> tuple[tuple[str, str], ...]:
    """What can stand behind the outcome that was chosen."""
    return _labelled(_usable(case, answers))


def qualified_grounds(case: Case, answers: Answers) -> tuple[tuple[str, str], ...]:
    """Those of the grounds relied on that the law asks a public interest test for."""
    chosen = answers.get("grounds")
    chosen = chosen if isinstance(chosen, tuple | list) else ()
    return _labelled(one for one in _usable(case, answers) if one.public_interest and one.id in chosen)


def has_grounds(case: Case, answers: Answers) -> bool:
    """Whether anything can stand behind the outcome."""
    return bool(_usable(case, answers))


def has_qualified_grounds(case: Case, answers: Answers) -> bool:
    """Whether a public interest test is asked for."""
    return bool(qualified_grounds(case, answers))


def _usable(case: Case, answers: Answers) -> tuple[Ground, ...]:
    chosen = answers.get("outcome")
    if case.regime is None or chosen not in outcomes_for(case.regime):
        return ()
    return grounds_for(case.regime, Outcome(chosen))


def outcome_fits(case: Case, answers: Answers) -> str | None:
    """Whether the outcome and what stands behind it hold together."""
    if case.regime is None:
        return None
    wrong = check_outcome(
        case.regime,
        Outcome(answers["outcome"]),
        answers.get("grounds") or (),
        answers.get("public_interest") or (),
    )
    return " ".join(wrong) or None


def chose(*outcomes: Outcome) -> Callable[[Case, Answers], bool]:
    """Whether one of these outcomes was chosen, to ask for more."""

    def asked(_: Case, answers: Answers) -> bool:
        return answers.get("outcome") in outcomes

    return asked


def is_late(case: Case, answers: Answers) -> bool:
    """Whether the day of the answer is surely after the date."""
    return _is_after_the_date(case, answers) and not _may_be_in_time_after_it(case)


def may_be_late(case: Case, answers: Answers) -> bool:
    """Whether it is after the date, and only the clock can tell whether that is late."""
    return _is_after_the_date(case, answers) and _may_be_in_time_after_it(case)


def _is_after_the_date(case: Case, answers: Answers) -> bool:
    on = answers.get("on")
    if not isinstance(on, date) or isinstance(on, datetime) or case.due is None:
        return False
    return on > case.due


def _may_be_in_time_after_it(case: Case) -> bool:
    """While the clock waits nothing is late, and of a complaint only the acknowledgement has a date."""
    waits = any(
        is_open(case, question)
        for question in (
            EventType.CLARIFICATION_REQUESTED,
            EventType.IDENTITY_REQUESTED,
            EventType.FEE_NOTICE,
        )
    )
    return waits or case.state in _WAITING or case.regime is Regime.DP_COMPLAINT


def lateness_has_a_reason(_: Case, answers: Answers, reading: ClockReading | None) -> str | None:
    """A late answer says why it is late."""
    if reading and reading.state is ClockState.ANSWERED_LATE and not answers.get("why_late"):
        return "The answer is late. Please say why."
    return None


# The end without an answer.

_UNPAID: Final = ("FOIA-s9(2)", "EIR-8(5)")
_WAITED_FOR: Final = {
    "FOIA-s1(3)": EventType.CLARIFICATION_REQUESTED,
    "UKGDPR-12A": EventType.CLARIFICATION_REQUESTED,
    "UKGDPR-12(6)": EventType.IDENTITY_REQUESTED,
    "FOIA-s9(2)": EventType.FEE_NOTICE,
    "EIR-8(5)": EventType.FEE_NOTICE,
}


def why_it_lapsed(case: Case, _: Answers) -> tuple[tuple[str, str], ...]:
    """What the requester was waited for in vain, as far as the law lets a request lapse for it."""
    if case.regime is None or Outcome.LAPSED not in outcomes_for(case.regime):
        return ()
    waited = (one for one in grounds_for(case.regime, Outcome.LAPSED) if one.role is Role.STILL_WAITING)
    return _labelled(one for one in waited if one.id in _WAITED_FOR and is_open(case, _WAITED_FOR[one.id]))


def can_lapse(case: Case) -> str | None:
    """Whether there is something that was waited for in vain."""
    return (
        None if why_it_lapsed(case, {}) else "Nothing was asked for that this law lets a request lapse for."
    )


# Another law.

_CHANGES: Final = (
    Regime.FOI,
    Regime.EIR,
    Regime.SAR,
    Regime.RIGHTS,
    Regime.REUSE,
    Regime.DP_COMPLAINT,
)
_REVIEWS: Final = (Regime.FOI_REVIEW, Regime.EIR_REVIEW)


def other_regimes(case: Case, _: Answers) -> tuple[tuple[str, str], ...]:
    """What it can turn out to be instead: a review another review, anything else another request."""
    group = _REVIEWS if case.regime in _REVIEWS else _CHANGES
    return tuple((one.value, one.title) for one in group if one is not case.regime)


def _labelled(found: Iterable[Ground]) -> tuple[tuple[str, str], ...]:
    return tuple((one.id, one.label) for one in found)
