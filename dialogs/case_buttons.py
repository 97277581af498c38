"""The buttons of a case's card: only what this person may do now, the most likely first, the rest under "More"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.case import Case, CaseKind
from cases.letters import LetterKind, has_letters
from cases.life.assess import may_assess
from cases.permissions import may_add, may_take, may_withdraw, may_work
from cases.similar import SHARED_ANSWERS
from dialogs.cards import parts
from dialogs.case_steps import ASSESSING, steps_for
from dialogs.turn import Turn

_IN_SIGHT = 3
_OFTEN = ("respond", "ask_service", "open_review")
"""The steps that stand in sight after the one that leads on."""

_Offer = tuple[str, str, Mapping[str, Any]]


def case_buttons(turn: Turn, case: Case, *, has_more: bool, letter: LetterKind | None = None) -> list[Any]:
    """One button that leads on, two others, and "More" where there are more.

    `letter` goes with what was just done, so it comes first.
    """
    offers = _offers(turn, case, has_more=has_more)
    if letter:
        carried = {"case": case.reference, "letter": letter.value}
        offers.insert(0, ("Write the letter", "letter", carried))
    buttons = [parts.button(*offer) for offer in offers[:_IN_SIGHT]]
    if buttons and may_work(turn.person, case):
        buttons[0].style = "positive"
    rest = offers[_IN_SIGHT:]
    if len(rest) == 1:
        buttons.append(parts.under_more(parts.button(*rest[0])))
    elif rest:
        buttons.append(parts.button("More", "more", {"case": case.reference}))
    return buttons


def other_buttons(turn: Turn, case: Case) -> list[Any]:
    """What stands behind "More"."""
    return [parts.button(*offer) for offer in _offers(turn, case, has_more=True)[_IN_SIGHT:]]


def _offers(turn: Turn, case: Case, *, has_more: bool) -> list[_Offer]:
    """Everything that this person may do: its title, verb and what the button carries."""
    person, carried = turn.person, {"case": case.reference}
    steps = [step for step in steps_for(turn, case) if step.name not in ASSESSING]
    near = [step for step in steps if step.is_main or step.name in _OFTEN]
    takes: _Offer = ("Take this case", "take", {**carried, "from": case.handler or ""})
    offers: list[_Offer] = []
    if may_take(person, case) and case.handler is None:
        offers.append(takes)
    assesses = may_assess(person, case)
    if assesses and not case.decisions.get("assessment"):
        offers.append(("Assess it", "assess", carried))
    offers += [(step.title, "step", {**carried, "step": step.name}) for step in near]
    if may_add(person, case):
        offers.append(("Add something", "adding", carried))
    if has_more:
        offers.append(("Read all of it", "read", {**carried, "page": "1"}))
    if case.kind is CaseKind.INCIDENT and may_work(person, case):
        offers.append(("The text for the ICO", "ico_text", carried))
    if has_letters(turn.letters, person, case):
        offers.append(("Letters", "letters", carried))
    offers += [(step.title, "step", {**carried, "step": step.name}) for step in steps if step not in near]
    if case.decisions.get("assessment") and may_work(person, case):
        offers.append(("See the assessment", "assessment", carried))
        if assesses:
            offers.append(("Assess it again", "assess", carried))
    if may_take(person, case) and case.handler is not None:
        offers.append(takes)
    if may_work(person, case) and case.state.is_live and case.regime in SHARED_ANSWERS:
        offers.append(("Similar requests", "similar", carried))
    if may_work(person, case):
        offers.append(("Files", "files", carried))
        offers.append(("What happened so far", "history", {**carried, "page": "1"}))
    if may_withdraw(person, case):
        offers.append(("Withdraw it", "withdraw", carried))
    return offers
