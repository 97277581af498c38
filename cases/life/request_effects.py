"""What the steps of a request do besides their row: who drafted, how it ended, another law, opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from cases.case import Case, CaseState
from cases.clock import Correction, Event, EventType
from cases.clock.rules import rule_for
from cases.life.actions import Answers, Change, Doing
from cases.life.clocks import REOPENED
from cases.life.waiting import waiting_or_working
from cases.outcomes import Outcome
from cases.regimes import Regime

_EXTENSION: Final = (EventType.EXTENDED, EventType.EXTENSION_REMOVED)
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


def ends_as(_: Case, answers: Answers) -> CaseState:
    """Where an answer leads."""
    outcome = Outcome(answers["outcome"])
    if outcome in _REFUSALS:
        return CaseState.REFUSED
    return CaseState.TRANSFERRED if outcome is Outcome.TRANSFERRED else CaseState.RESPONDED


def found_valid(case: Case, answers: Answers, _: Doing) -> Change:
    """It is one that the law knows; of a rights request it may be said which right it uses."""
    decisions = {**case.decisions, "validity": {"valid": True}}
    if answers.get("rights"):
        decisions["rights"] = {"rights": list(answers["rights"])}
    return Change({"decisions": decisions})


def drafted(case: Case, _: Answers, doing: Doing) -> Change:
    """Whoever drafted the answer does not sign it off."""
    drafters = sorted({*case.decisions.get("drafters", ()), doing.person.id})
    return Change({"decisions": {**case.decisions, "drafters": drafters}})


def withdrawn(case: Case, answers: Answers, _: Doing) -> Change:
    """It ended because the requester wished so."""
    return _outcome(case, {"outcome": Outcome.WITHDRAWN.value, "on": answers["on"].isoformat()})


def lapsed(case: Case, answers: Answers, _: Doing) -> Change:
    """It ended because the requester did not answer, or did not pay."""
    return _outcome(case, {"outcome": Outcome.LAPSED.value, "grounds": [answers["grounds"]]})


def _outcome(case: Case, outcome: Mapping[str, Any]) -> Change:
    return Change({"decisions": {**case.decisions, "outcome": outcome}})


def extension_removed(case: Case, _: Answers, __: Doing) -> Change:
    """Why it had been extended no longer stands."""
    return Change({"decisions": _without(case, "extension")})


def answered_again(case: Case, answers: Answers, _: Doing) -> Change:
    """The answer to a case that was opened again goes to its own date: the law's clock has ended before."""
    reopened = case.decisions.get(REOPENED)
    if reopened is None:
        return Change({})
    again = {**reopened, "answered": answers["on"].isoformat()}
    return Change({"decisions": {**case.decisions, REOPENED: again}})


def reopened_as_mistake(case: Case, _: Answers, __: Doing) -> Change:
    """What was recorded as the end never was: the clock runs as if it had not been. The history keeps both."""
    decisions = _without(case, "outcome", "validity")
    reopened = case.decisions.get(REOPENED)
    if reopened is not None and "answered" in reopened:
        decisions[REOPENED] = {name: value for name, value in reopened.items() if name != "answered"}
        return Change({"decisions": decisions})
    decisions.pop(REOPENED, None)
    return Change({"decisions": decisions, "events": _without_steps(case, (EventType.RESPONDED,))})


def reopened_for_ico(case: Case, answers: Answers, _: Doing) -> Change:
    """The law's clock has ended with the first answer; now the day counts that the ICO gave."""
    again = {"on": answers["on"].isoformat(), "until": answers["until"].isoformat()}
    return Change({"decisions": {**_without(case, "outcome"), REOPENED: again}})


def at_work_again(case: Case, _: Answers) -> CaseState:
    """Where a case stands that was opened again."""
    return waiting_or_working(case)


def answered_by_requester(step: EventType) -> Callable[[Case, Answers], CaseState]:
    """Where a case stands once the requester has answered in this."""

    def leads_to(case: Case, _: Answers) -> CaseState:
        return waiting_or_working(case, step)

    return leads_to


def regime_changed(case: Case, answers: Answers, _: Doing) -> Change:
    """Another law: the same receipt and the same steps, counted by its rules.

    An extension for a reason that the new law does not know was none under it, so the clock leaves it out. The
    history keeps it, and says that it no longer counts.
    """
    regime = Regime(answers["regime"])
    extension = rule_for(regime, case.received).extension if case.received else None
    known = extension.grounds if extension else frozenset()
    given = {one.reason for one in case.events if isinstance(one, Event) and one.type is EventType.EXTENDED}
    fields: dict[str, Any] = {"regime": regime, "marks": case.marks - {"signed_off"}}
    if given <= known:
        return Change(fields)
    fields["events"] = _without_steps(case, _EXTENSION)
    fields["decisions"] = _without(case, "extension")
    return Change(fields, {"no_longer_counts": [EventType.EXTENDED.value]})


def _without(case: Case, *names: str) -> dict[str, Any]:
    return {name: value for name, value in case.decisions.items() if name not in names}


def _without_steps(case: Case, steps: tuple[EventType, ...]) -> tuple[Event | Correction, ...]:
    return tuple(
        one for one in case.events if (one.what if isinstance(one, Correction) else one.type) not in steps
    )
