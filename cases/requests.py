"""Passing on a request that reached somebody: FOI, EIR, SAR, another right, re-use, a complaint or a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.case import Case, CaseKind, CaseState, format_reference, reference_prefix
from cases.clock import ClockReading, compute
from cases.desk import Desk, ig_team, tell, write_history
from cases.errors import Refusal
from cases.notices import NoticeKind
from cases.people import Person
from cases.ports import UnitOfWork
from cases.regimes import Regime
from cases.subjects import with_requester_as_subject
from cases.words import LONDON


@dataclass(frozen=True)
class PassedOnRequest:
    """A request as it was passed on. `received` is the day on which it reached the council, not the chat."""

    text: str
    regime: Regime
    received: date
    requester: str = ""
    contact: str = ""
    service: str | None = None
    flagged: Mapping[str, int] | None = None


def clock_of(desk: Desk, regime: Regime, received: date) -> ClockReading:
    """The clock of a request that reached the council on this day, as it stands today."""
    today = desk.time().astimezone(LONDON).date()
    return compute(regime, received=received, as_of=today, calendar=desk.calendar)


async def open_request(work: UnitOfWork, desk: Desk, person: Person, request: PassedOnRequest) -> Case:
    """Open a case for a request and record that the IG team is to be told.

    Raises `Refusal` when there is no text, the regime is not a request's, or the day lies in the future.
    Does not commit.
    """
    now = desk.time()
    if not request.text.strip():
        raise Refusal("Please paste the request, or say in your own words what is asked for.")
    if request.regime is Regime.BREACH:
        raise Refusal("An incident is reported, not passed on as a request.")
    if request.received > now.astimezone(LONDON).date():
        raise Refusal("The date it reached the council is in the future. Please check it.")
    case = await new_request(
        work, desk, person, request.regime, request.received, request.service,
        {
            "text": request.text,
            "requester": request.requester,
            "contact": request.contact,
            "flagged": dict(request.flagged or {}),
        },
    )  # fmt: skip
    await work.cases.add(case)
    await write_history(
        work,
        desk,
        person,
        "received",
        None,
        case,
        {"received": request.received.isoformat(), "due": case.due.isoformat() if case.due else None},
    )
    await tell(
        work,
        desk,
        await ig_team(work, desk.directory, about=case.about),
        NoticeKind.NEW_CASE,
        case,
        new_request_facts(case),
    )
    return case


async def new_request(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    regime: Regime,
    received: date,
    service: str | None,
    details: Mapping[str, Any],
    about: frozenset[str] = frozenset(),
) -> Case:
    """A case for a request with the next number, its dates, and whom it is about. It is not stored yet."""
    now = desk.time()
    reading = clock_of(desk, regime, received)
    prefix = reference_prefix(regime)
    case = Case(
        reference=format_reference(prefix, now.year, await work.cases.next_number(prefix, now.year)),
        kind=CaseKind.REQUEST,
        regime=regime,
        state=CaseState.RECEIVED,
        reporter=person.id,
        handler=None,
        service=service,
        opened_at=now,
        received=received,
        due=reading.due,
        due_at=None,
        rule=reading.rule,
        reasons=tuple(reason.text for reason in reading.reasons),
        details=details,
        about=about,
    )
    return with_requester_as_subject(case, desk.directory)


def new_request_facts(case: Case) -> dict[str, Any]:
    """What the team is told of a new request: regime, service and date, flagged kinds by count."""
    return {
        "kind": case.kind.value,
        "regime": case.regime.value if case.regime else None,
        "service": case.service,
        "due": case.due.isoformat() if case.due else None,
        "received": case.received.isoformat() if case.received else None,
        "flagged": dict(case.details.get("flagged") or {}),
    }
