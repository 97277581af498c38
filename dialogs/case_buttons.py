"""The buttons of a case's card: only what this person may do now, the most likely first, the rest under "More"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.case import Case, CaseKind, CaseState
from cases.letters import LetterKind, has_letters
from cases.life.assess import may_assess
from cases.permissions import may_add, may_take, may_withdraw, may_work
from cases.similar import SHARED_ANSWERS
from dialogs.cards import parts
from dialogs.case_steps import ASSESSING, steps_for
from dialogs.policy_answers import may_be_saved
from dialogs.turn import Turn

_IN_SIGHT = 3
_OFTEN = ("respond", "ask_service", "open_review", "send_back")
"""The steps that stand in sight after the one that leads on."""

_LEADS_ON = ("letter", "take", "assess", "step", "answer_new")
"""The verbs of buttons that stand out where they come first."""

GROUPS: Mapping[str, Sequence[str]] = {
    "The requester": (
        "ask_clarification",
        "clarified",
        "ask_identity",
        "identity_received",
        "fee_notice",
        "fee_paid",
        "fill_in_requester",
        "which_rights",
        "acknowledge",
        "withdrawn_by_requester",
        "lapse",
        "open_review",
        "ico_complaint",
    ),
    "The answer": (
        "answer",
        "answer_new",
        "draft",
        "respond",
        "ask_service",
        "letters",
        "similar",
        "mark_sensitive",
        "unmark_sensitive",
        "ask_sign_off",
        "sign_off",
        "send_back",
        "open_part",
        "reopen_for_ico",
    ),
    "The incident": (
        "triage",
        "look_again",
        "recategorise",
        "contain",
        "assess",
        "assess_again",
        "assessment",
        "overrule",
        "decide",
        "change_decision",
        "describe",
        "ico_text",
        "ico_told",
        "people_told",
        "nhs_told",
        "no_breach",
    ),
    "The dates": ("extend", "remove_extension", "correct"),
    "The file": ("adding", "read", "attach", "files", "check_how", "link", "history"),
    "The case itself": (
        "take",
        "assign",
        "move_service",
        "validate",
        "not_valid",
        "change_regime",
        "about",
        "not_about",
        "withdraw",
        "close",
        "reopen",
    ),
}
"""What stands together behind "More": names of steps, and verbs of the other buttons."""

_Offer = tuple[str, str, Mapping[str, Any]]


def case_buttons(turn: Turn, case: Case, *, has_more: bool, letter: LetterKind | None = None) -> list[Any]:
    """One button that leads on, two others, and "More" where there are more.

    `letter` goes with what was just done, so it comes first.
    """
    near, others = _offers(turn, case, has_more=has_more)
    if letter:
        carried = {"case": case.reference, "letter": letter.value}
        near.insert(0, ("Write the letter", "letter", carried))
    buttons = [parts.button(*offer) for offer in near[:_IN_SIGHT]]
    if buttons and near[0][1] in _LEADS_ON and may_work(turn.person, case):
        buttons[0].style = "positive"
    rest = near[_IN_SIGHT:] + others
    if len(rest) == 1:
        buttons.append(parts.under_more(parts.button(*rest[0])))
    elif rest:
        buttons.append(parts.button("More", "more", {"case": case.reference}))
    return buttons


def other_buttons(turn: Turn, case: Case) -> list[tuple[str, list[Any]]]:
    """What stands behind "More", in groups: all but what surely stands in sight, where a letter may come first."""
    near, others = _offers(turn, case, has_more=True)
    grouped: dict[str, list[Any]] = {title: [] for title in GROUPS}
    for offer in near[_IN_SIGHT - 1 :] + others:
        grouped[_group(offer)].append(parts.button(*offer))
    return [(title, buttons) for title, buttons in grouped.items() if buttons]


def _group(offer: _Offer) -> str:
    _, verb, carried = offer
    name = carried.get("step", verb)
    return next((title for title, names in GROUPS.items() if name in names), "The case itself")


def _offers(turn: Turn, case: Case, *, has_more: bool) -> tuple[list[_Offer], list[_Offer]]:
    """Everything that this person may do: its title, verb and what the button carries; first what may stand in sight,
    the most likely before the rest."""
    person, carried = turn.person, {"case": case.reference}
    steps = [step for step in steps_for(turn, case) if step.name not in ASSESSING]
    often = [step for step in steps if step.is_main or step.name in _OFTEN]
    takes: _Offer = ("Take this case", "take", {**carried, "from": case.handler or ""})
    offers: list[_Offer] = []
    if may_take(person, case) and case.handler is None:
        offers.append(takes)
    assesses = may_assess(person, case)
    if assesses and not case.decisions.get("assessment"):
        offers.append(("Assess it", "assess", carried))
    offers += [(step.title, "step", {**carried, "step": step.name}) for step in often]
    is_assessed = bool(case.decisions.get("assessment")) and may_work(person, case)
    if is_assessed and case.state is CaseState.ASSESSED:
        offers.append(("See the assessment", "assessment", carried))
    if case.kind is CaseKind.ENQUIRY and case.state is CaseState.ANSWERED and may_be_saved(person, case):
        offers.append(("Save it for next time", "answer_new", carried))
    if may_add(person, case):
        offers.append(("Add something", "adding", carried))
    if has_more:
        offers.append(("Read all of it", "read", {**carried, "page": "1"}))
    if case.kind is CaseKind.INCIDENT and may_work(person, case):
        offers.append(("The text for the ICO", "ico_text", carried))
    if has_letters(turn.letters, person, case):
        offers.append(("Letters", "letters", carried))
    near, offers = offers, []
    offers += [(step.title, "step", {**carried, "step": step.name}) for step in steps if step not in often]
    if is_assessed and case.state is not CaseState.ASSESSED:
        offers.append(("See the assessment", "assessment", carried))
    if is_assessed and assesses:
        offers.append(("Assess it again", "assess", carried))
    if may_take(person, case) and case.handler is not None:
        offers.append(takes)
    if may_work(person, case) and case.state.is_live and case.regime in SHARED_ANSWERS:
        offers.append(("Similar requests", "similar", carried))
    if may_work(person, case):
        offers.append(("Files", "files", carried))
        offers.append(("Check a document", "check_how", carried))
        offers.append(("What happened so far", "history", {**carried, "page": "1"}))
    if may_withdraw(person, case):
        offers.append(("Withdraw it", "withdraw", carried))
    return near, offers
