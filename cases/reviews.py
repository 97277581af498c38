"""Cases that come of another: a review or complaint that follows an answer, and a part that is under another law."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.case import Case, CaseKind, CaseState
from cases.clock import EventType, last_day_to_ask_for_review
from cases.desk import Desk, ig_team, tell, write_history
from cases.errors import ActionRefused
from cases.life.dates import day_of
from cases.life.waiting import is_answered
from cases.notices import NoticeKind
from cases.people import Person
from cases.permissions import case_for, may_work
from cases.ports import UnitOfWork
from cases.regimes import Regime
from cases.requests import new_request, new_request_facts
from cases.words import LONDON, full_date_in_words

_FOLLOWS = {
    Regime.FOI: Regime.FOI_REVIEW,
    Regime.REUSE: Regime.FOI_REVIEW,
    Regime.EIR: Regime.EIR_REVIEW,
    Regime.SAR: Regime.DP_COMPLAINT,
    Regime.RIGHTS: Regime.DP_COMPLAINT,
}
"""FOIA s.45 Code and EIR reg 11 for reviews; DPA 2018 s.164A for data-protection complaints."""

_PARTS = (Regime.FOI, Regime.EIR, Regime.SAR, Regime.RIGHTS, Regime.REUSE, Regime.DP_COMPLAINT)
"""What one letter can hold side by side."""

_FOR_WORKERS = "This step is for those who work such cases."


def what_follows(case: Case) -> Regime | None:
    """The regime of the review or complaint that an answer of this kind can lead to; None while there is no answer."""
    ended = is_answered(case) and not case.state.is_live
    if case.regime is None or not (ended or case.state is CaseState.LAPSED):
        return None
    return _FOLLOWS.get(case.regime)


def may_open_review(person: Person, case: Case) -> bool:
    """Whether the person may open a review of this case's answer, or a complaint about it."""
    return what_follows(case) is not None and may_work(person, case)


async def open_review(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, received: date, text: str
) -> Case:
    """Open the review (or complaint) that a requester asks for, linked to the case it is about.

    Whether it was asked for in the time for it is a fact of the history; a late one may be done all the same. Raises
    `NotFound`; `ActionRefused` with every check that failed.
    """
    case = await case_for(work, person, reference)
    regime = what_follows(case)
    answered = day_of(case, EventType.RESPONDED) if regime else None
    failed = []
    if not may_work(person, case):
        failed.append(_FOR_WORKERS)
    if regime is None:
        failed.append("There is no answer yet that could be reviewed.")
    if received > desk.time().astimezone(LONDON).date():
        failed.append("The day it was asked for is in the future.")
    elif case.received and received < case.received:
        failed.append("The day it was asked for is before the request came.")
    elif answered and received < answered:
        failed.append(f"The answer went out on {full_date_in_words(answered)}, after that day.")
    if failed or regime is None:
        raise ActionRefused(reference, "Open a review", tuple(failed))
    facts: dict[str, Any] = {}
    if (
        answered
        and case.regime
        and (last := last_day_to_ask_for_review(case.regime, answered, desk.calendar))
    ):
        facts["asked_in_time"] = received <= last
    words = text.strip() or f"A review of {reference} was asked for."
    return await _open(work, desk, person, case, regime, received, words, "review", "review asked for", facts)


def may_open_part(person: Person, case: Case) -> bool:
    """Whether the person may take a part of this request as a case of its own."""
    return (
        case.kind is CaseKind.REQUEST
        and case.regime in _PARTS
        and case.state.is_live
        and may_work(person, case)
    )


def other_parts(case: Case) -> tuple[Regime, ...]:
    """What a part of this request can be."""
    return tuple(regime for regime in _PARTS if regime is not case.regime)


async def open_part(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, regime: Regime, text: str
) -> Case:
    """Take a part of a request as a case of its own, because it is under another law: a subject access request
    within a Freedom of Information request, say. It was received on the same day, and is linked.

    Raises `NotFound`; `ActionRefused` with every check that failed.
    """
    case = await case_for(work, person, reference)
    failed = []
    if not may_work(person, case):
        failed.append(_FOR_WORKERS)
    if case.kind is not CaseKind.REQUEST or case.regime not in _PARTS or not case.state.is_live:
        failed.append("Only a request that is being worked on has parts.")
    elif regime not in other_parts(case):
        failed.append("Choose another law than the one that the whole is under.")
    if not text.strip():
        failed.append("Say which part it is.")
    if failed or case.received is None:
        raise ActionRefused(reference, "Take a part on its own", tuple(failed))
    return await _open(
        work, desk, person, case, regime, case.received, text.strip(), "part", "part taken on its own", {}
    )


async def _open(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    case: Case,
    regime: Regime,
    received: date,
    text: str,
    how: str,
    done: str,
    facts: dict[str, Any],
) -> Case:
    """A case for the same requester, linked to the one that it comes of."""
    details = {
        "text": text,
        "requester": case.details.get("requester", ""),
        "contact": case.details.get("contact", ""),
        "flagged": {},
    }
    opened = await new_request(work, desk, person, regime, received, case.service, details, about=case.about)
    await work.cases.add(opened)
    await work.links.add(case.reference, opened.reference, how)
    dates = {"received": received.isoformat(), "due": opened.due.isoformat() if opened.due else None}
    await write_history(work, desk, person, done, None, opened, {"of": case.reference, **dates, **facts})
    team = await ig_team(work, desk.directory, about=opened.about)
    await tell(work, desk, team, NoticeKind.NEW_CASE, opened, new_request_facts(opened))
    return opened
