"""What follows an answer: an internal review or a complaint about data protection, as a case of its own."""

from __future__ import annotations

from datetime import date

from cases.case import Case, CaseState, format_reference, reference_prefix
from cases.desk import Desk, ig_team, tell, write_history
from cases.errors import ActionRefused
from cases.life.clocks import with_clock
from cases.notices import NoticeKind
from cases.people import Person
from cases.permissions import case_for, may_work
from cases.ports import UnitOfWork
from cases.regimes import Regime
from cases.requests import new_request_facts
from cases.words import LONDON

_FOLLOWS = {
    Regime.FOI: Regime.FOI_REVIEW,
    Regime.REUSE: Regime.FOI_REVIEW,
    Regime.EIR: Regime.EIR_REVIEW,
    Regime.SAR: Regime.DP_COMPLAINT,
    Regime.RIGHTS: Regime.DP_COMPLAINT,
}
"""FOIA s.45 Code and EIR reg 11 for reviews; DPA 2018 s.164A for data-protection complaints."""

_ANSWERED = frozenset(
    {CaseState.RESPONDED, CaseState.REFUSED, CaseState.TRANSFERRED, CaseState.LAPSED, CaseState.CLOSED}
)


def what_follows(case: Case) -> Regime | None:
    """The regime of the review or complaint that an answer of this kind can lead to."""
    return _FOLLOWS.get(case.regime) if case.regime and case.state in _ANSWERED else None


def may_open_review(person: Person, case: Case) -> bool:
    """Whether the person may open a review of this case's answer, or a complaint about it."""
    return what_follows(case) is not None and may_work(person, case)


async def open_review(
    work: UnitOfWork, desk: Desk, person: Person, reference: str, received: date, text: str
) -> Case:
    """Open the review (or complaint) that a requester asks for, linked to the case it is about.

    Raises `NotFound`; `ActionRefused` with every check that failed.
    """
    case = await case_for(work, person, reference)
    regime = what_follows(case)
    now = desk.time()
    failed = []
    if not may_work(person, case):
        failed.append("This step is for those who work such cases.")
    if regime is None:
        failed.append("There is no answer yet that could be reviewed.")
    if received > now.astimezone(LONDON).date():
        failed.append("The day it was asked for is in the future.")
    elif case.received and received < case.received:
        failed.append("The day it was asked for is before the request came.")
    if failed or regime is None:
        raise ActionRefused(reference, "Open a review", tuple(failed))
    prefix = reference_prefix(regime)
    opened = with_clock(
        Case(
            reference=format_reference(prefix, now.year, await work.cases.next_number(prefix, now.year)),
            kind=case.kind,
            regime=regime,
            state=CaseState.RECEIVED,
            reporter=person.id,
            handler=None,
            service=case.service,
            opened_at=now,
            received=received,
            due=None,
            due_at=None,
            rule=None,
            reasons=(),
            details={
                "text": text or f"A review of {reference} was asked for.",
                "requester": case.details.get("requester", ""),
                "contact": case.details.get("contact", ""),
                "flagged": {},
            },
        ),
        desk,
    )
    await work.cases.add(opened)
    await work.links.add(reference, opened.reference, "review")
    facts = {
        "of": reference,
        "received": received.isoformat(),
        "due": opened.due.isoformat() if opened.due else None,
    }
    await write_history(work, desk, person, "review asked for", None, opened, facts)
    team = await ig_team(work, desk.directory)
    await tell(work, desk, team, NoticeKind.NEW_CASE, opened.reference, new_request_facts(opened))
    return opened
