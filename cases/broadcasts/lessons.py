"""Learning from incidents: several of one kind in one service propose a bitesize for that service to the officers.

A proposal holds the category, the service and a number. What it is filled in with are texts by category, so nothing of
any incident, and nobody, can be in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from cases.audience import Audience, AudienceKind
from cases.broadcasts.broadcast import Content
from cases.broadcasts.permissions import require_may_broadcast
from cases.broadcasts.texts import lesson_lead, lesson_texts
from cases.case import Case, CaseKind, CaseState
from cases.conditions import Fact, IsNot
from cases.desk import Desk
from cases.errors import Refusal
from cases.notices import Notice, NoticeKind, Recipient
from cases.people import Person, Role
from cases.ports import UnitOfWork
from cases.search.query import CaseQuery, Days
from cases.words import LONDON

MANY: Final = 3
"""Incidents of one category in one service that are no accident any more."""

WITHIN: Final = 90
"""Days, today included, in which they were reported; and for which nothing more is proposed about the same."""

_READ_AT_ONCE: Final = 200
_LONGEST_SERVICE: Final = 60
"""Characters of a service's id in the name of a message, which has 120 at most."""

_Pair = tuple[str, str]
"""A category and a service."""


def lesson_content(desk: Desk, person: Person, category: str, service_id: str) -> Content:
    """The bitesize that a proposal is filled in with, for the people of the service.

    Raises `NotAllowed`, `Refusal` for a category or a service that there no longer is.
    """
    require_may_broadcast(person)
    text, service = lesson_texts().get(category), desk.directory.service(service_id)
    if text is None or service is None:
        raise Refusal(
            "That kind of incident or that service is not there any more. Write the message yourself."
        )
    lead = lesson_lead().format(service=service.title)
    content = text.content(Audience(AudienceKind.SERVICE, service.id), about_lesson(category, service.id))
    return replace(content, text=f"{lead}\n\n{text.text}")


def about_lesson(category: str, service_id: str) -> str:
    """What a bitesize that came of a lesson is about."""
    return f"lesson/{category}/{service_id[:_LONGEST_SERVICE]}"


async def propose_lessons(work: UnitOfWork, desk: Desk) -> None:
    """Propose a bitesize to the officers wherever there were several incidents of one category in one service.

    To be done each day; doing it twice does no harm. Does not commit.
    """
    today = desk.time().astimezone(LONDON).date()
    for (category, service), cases in (await _incidents(work, today)).items():
        if len(cases) < MANY or category not in lesson_texts() or desk.directory.service(service) is None:
            continue
        last = await work.broadcasts.last_lesson(category, service)
        if last is not None and (today - last).days < WITHIN:
            continue
        await work.broadcasts.note_lesson(category, service, today)
        await _propose(work, desk, (category, service), cases)


async def _incidents(work: UnitOfWork, today: date) -> Mapping[_Pair, Sequence[Case]]:
    """The incidents of these days that were not withdrawn, by category and service, the earliest first."""
    query = CaseQuery(kind=CaseKind.INCIDENT, opened=Days(today - timedelta(days=WITHIN - 1), today))
    not_withdrawn = IsNot(Fact.STATE, CaseState.WITHDRAWN.value)
    found: dict[_Pair, list[Case]] = defaultdict(list)
    page = await work.cases.find(query, not_withdrawn, _READ_AT_ONCE)
    while True:
        for case in page.cases:
            category = case.details.get("category")
            if category and case.service:
                found[str(category), case.service].append(case)
        if page.next is None:
            break
        page = await work.cases.find(query, not_withdrawn, _READ_AT_ONCE, page.next)
    return {pair: sorted(cases, key=lambda case: case.opened_at) for pair, cases in found.items()}


async def _propose(work: UnitOfWork, desk: Desk, pair: _Pair, cases: Sequence[Case]) -> None:
    """Tell each officer in person, or the Data Protection Officer where there is none; nobody whom one of the cases is
    about."""
    category, service = pair
    hidden_from = frozenset[str]().union(*(case.about for case in cases))
    third = cases[MANY - 1].opened_at.astimezone(LONDON).date()
    for person in _told(desk, Role.OFFICER, hidden_from) or _told(desk, Role.DPO, hidden_from):
        await work.notices.add(
            Notice(
                desk.new_id(),
                Recipient.person(person.id),
                NoticeKind.LESSON_PROPOSED,
                "",
                desk.time(),
                {"category": category, "service": service, "number": len(cases)},
                message=f"{about_lesson(category, service)}/{third.isoformat()}",
                not_before=desk.hours.next_on(desk.time(), desk.calendar.data_protection),
            )
        )


def _told(desk: Desk, role: Role, hidden_from: frozenset[str]) -> Sequence[Person]:
    return [person for person in desk.directory.with_role(role) if person.id not in hidden_from]
