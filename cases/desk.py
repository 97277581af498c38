"""What every service has on its desk: who is who, the calendar, the time, and fresh ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from cases.ask import AskState
from cases.calendar import HolidayCalendar
from cases.case import Case, CaseState, HistoryEntry
from cases.notices import Notice, NoticeKind, Recipient
from cases.nudges.rules import NudgeRules, shipped_rules
from cases.people import Directory, Person, Role
from cases.ports import Now, UnitOfWork
from cases.training.needs import TrainingNeeds, model_needs
from cases.working_hours import WorkingHours


@dataclass(frozen=True)
class Desk:
    """What the services need besides storage."""

    directory: Directory
    calendar: HolidayCalendar
    now: Now
    new_id: Callable[[], str]
    hours: WorkingHours = field(default_factory=WorkingHours)
    nudges: NudgeRules = field(default_factory=shipped_rules)
    training: TrainingNeeds = field(default_factory=model_needs)

    def time(self) -> datetime:
        """The time now, aware."""
        return self.now()


async def ig_team(
    work: UnitOfWork, directory: Directory, also: Sequence[Role] = (), about: Collection[str] = ()
) -> tuple[Recipient, ...]:
    """Who is told about the IG team's business: its channel, or each officer while no channel is chosen.

    `also` names roles whose holders are told in person in either case. `about` are the ids of colleagues whom the case
    is about: it is then told in person only, since one of them may read along in the channel.
    """
    roles = list(also)
    recipients: list[Recipient] = []
    if not about and await work.notices.has_team_channel():
        recipients.append(Recipient.team())
    else:
        roles.insert(0, Role.OFFICER)
    for role in roles:
        recipients += [
            Recipient.person(person.id) for person in directory.with_role(role) if person.id not in about
        ]
    return tuple(dict.fromkeys(recipients))


async def end_asks(work: UnitOfWork, reference: str) -> None:
    """What services were asked for a case that has come to its end is no longer needed."""
    for ask in await work.asks.of(reference):
        if ask.state is AskState.OPEN:
            await work.asks.save(replace(ask, state=AskState.NOT_NEEDED))


async def tell(
    work: UnitOfWork,
    desk: Desk,
    recipients: Sequence[Recipient],
    kind: NoticeKind,
    case: Case,
    facts: Mapping[str, Any],
) -> list[str]:
    """Record one notice for each recipient, but for colleagues whom the case is about and who did not send it.

    Returns the notices' ids.
    """
    recorded = []
    for recipient in recipients:
        if recipient.kind == "person" and recipient.id in case.about and recipient.id != case.reporter:
            continue
        notice = Notice(desk.new_id(), recipient, kind, case.reference, desk.time(), facts)
        await work.notices.add(notice)
        recorded.append(notice.id)
    return recorded


async def write_history(
    work: UnitOfWork,
    desk: Desk,
    actor: Person,
    action: str,
    before: CaseState | None,
    case: Case,
    facts: Mapping[str, Any],
) -> None:
    """Add the row that says who did what to the case, and when."""
    await work.history.append(
        HistoryEntry(case.reference, desk.time(), actor.id, action, before, case.state, facts)
    )
