"""Who is told of a nudge: never anybody whom the case is about, and whoever covers for somebody who is away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cases.absences import covering, is_away
from cases.ask import Ask
from cases.asks import who_answers
from cases.case import Case
from cases.desk import Desk
from cases.life.actions import Right
from cases.life.perform import has_right
from cases.notices import Recipient
from cases.nudges.moments import Moment, applies
from cases.nudges.rules import Who
from cases.nudges.situation import Situation
from cases.people import Person, Role
from cases.permissions import may_see
from cases.ports import UnitOfWork
from cases.words import LONDON


@dataclass(frozen=True)
class _About:
    """What somebody is told of. `is_for_nobody_else` where the rule names nobody who is told otherwise."""

    case: Case
    ask: Ask | None
    is_for_nobody_else: bool


class Recipients:
    """Finds whom nudges go to, at one moment: who is away is looked up once."""

    def __init__(self, work: UnitOfWork, desk: Desk) -> None:
        self._work = work
        self._desk = desk
        self._today: date = desk.time().astimezone(LONDON).date()
        self._away: dict[str, bool] = {}
        self._has_channel: bool | None = None

    async def of(self, moment: Moment, case: Case) -> tuple[Recipient, ...]:
        """Whom this nudge goes to. `otherwise` of the rule comes in for each of `who` that there is nobody for."""
        found: list[Recipient] = []
        is_somebody_missing = False
        about = _About(case, moment.ask, is_for_nobody_else=not moment.rule.otherwise)
        for who in moment.rule.who:
            one = await self._named(who, about)
            found += one
            is_somebody_missing = is_somebody_missing or not one
        if is_somebody_missing:
            for who in moment.rule.otherwise:
                found += await self._named(who, about)
        return tuple(dict.fromkeys(found))

    async def is_asked(self, recipient: Recipient, moment: Moment, case: Case) -> bool:
        """Whether the recipient is told of it as the one who answers for the service that was asked."""
        if moment.ask is None or recipient.id == case.handler:
            return False
        return recipient in await self._named(
            Who.COORDINATOR, _About(case, moment.ask, is_for_nobody_else=True)
        )

    async def concerns(self, person: Person, situation: Situation) -> bool:
        """Whether there is a rule by which the person is told of the case as it stands. What goes to the team's channel
        goes to each officer."""
        case, desk = situation.case, self._desk
        if not self._sees(person, case):
            return False
        for rule in desk.nudges.rules:
            if not applies(rule, situation, desk.calendar, desk.hours):
                continue
            for ask in situation.asks or (None,):
                told = await self.of(Moment(rule, desk.time(), case.due, ask), case)
                if Recipient.person(person.id) in told:
                    return True
                if Recipient.team() in told and person.has_any(Role.OFFICER):
                    return True
        return False

    async def _named(self, who: Who, about: _About) -> Sequence[Recipient]:
        case, directory = about.case, self._desk.directory
        if who is Who.TEAM:
            if await self._has_team_channel() and not case.about:
                return (Recipient.team(),)
            return await self._present(directory.with_role(Role.OFFICER), case)
        if who is Who.OFFICERS:
            return await self._present(directory.with_role(Role.OFFICER), case)
        if who is Who.SIGNERS:
            officers = directory.with_role(Role.OFFICER)
            return await self._present(
                [one for one in officers if has_right(Right.SIGNS_IT, one, case)], case
            )
        if who is Who.DPO:
            found = [
                await self._covered(one.id, lambda other: self._sees(other, case))
                for one in directory.with_role(Role.DPO)
            ]
            return _to(one for one in found if one)
        found_one = await self._one(who, about)
        return _to([found_one] if found_one else [])

    async def _one(self, who: Who, about: _About) -> Person | None:
        """The one person whom this names."""
        case, directory = about.case, self._desk.directory
        handler = directory.person(case.handler) if case.handler else None
        if who is Who.HANDLER and case.handler and (handler or about.is_for_nobody_else):
            # For a handler who has left, it is somebody else if the rule doesn't say who.
            return await self._covered(case.handler, lambda other: self._sees(other, case))
        if who is Who.MANAGER and handler and handler.manager and handler.manager not in case.about:
            # They read that it is late, and nothing of the case.
            return await self._covered(handler.manager, lambda other: other.id not in case.about)
        if who is Who.COORDINATOR and about.ask:
            return await who_answers(self._work, self._desk, directory.service(about.ask.service), case)
        if who is Who.REPORTER and case.reporter and case.reporter not in case.about:
            return directory.person(case.reporter)
        return None

    async def _covered(self, person_id: str, fits: Callable[[Person], bool]) -> Person | None:
        """The person, or whoever covers for them today."""
        person = self._desk.directory.person(person_id)
        if person and fits(person) and not await self._is_away(person_id):
            return person
        return await covering(self._work, self._desk.directory, person_id, self._today, fits)

    async def _present(self, people: Iterable[Person], case: Case) -> Sequence[Recipient]:
        """Those who may see the case and are not away; all of them where all are."""
        seeing = [one for one in people if self._sees(one, case)]
        present = [one for one in seeing if not await self._is_away(one.id)]
        return _to(present or seeing)

    async def _is_away(self, person_id: str) -> bool:
        if person_id not in self._away:
            self._away[person_id] = await is_away(self._work, person_id, self._today)
        return self._away[person_id]

    async def _has_team_channel(self) -> bool:
        if self._has_channel is None:
            self._has_channel = await self._work.notices.has_team_channel()
        return self._has_channel

    @staticmethod
    def _sees(person: Person, case: Case) -> bool:
        return person.id not in case.about and may_see(person, case)


def _to(people: Iterable[Person]) -> tuple[Recipient, ...]:
    return tuple(Recipient.person(one.id) for one in people)
