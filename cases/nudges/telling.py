"""Telling what is due: each minute the cases that changed are planned anew, and what fell due is recorded as notices.

What is told hangs on the case as it stands at that moment, so a case that was answered, paused or closed is silent. A
round that is done twice, or by two replicas, tells once: a case's plan is held by the one who tells, and every notice's
message follows from what it tells. What fell due while the program was off is told late, the newest of each only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from cases.days import last_moment_of
from cases.desk import Desk
from cases.notices import Notice, NoticeKind, Recipient, Urgency
from cases.nudges.days import is_too_late
from cases.nudges.moments import Moment, last_moments, next_moments
from cases.nudges.pending import withdraw_what_is_done
from cases.nudges.plan import Plan, Snooze
from cases.nudges.recipients import Recipients
from cases.nudges.rules import Rule
from cases.nudges.situation import Situation, situations
from cases.ports import UnitOfWork
from cases.recompute import Works
from cases.words import LONDON

_READ_AT_ONCE: Final = 200
_CHANGED_MEANWHILE: Final = 1_000
"""Cases that may be changed in the seconds that a round takes."""

_NO_DATE: Final = datetime.max.replace(tzinfo=UTC)


async def tell_nudges(database: Works, desk: Desk) -> None:
    """Plan the cases that changed, then record what is due now. Commits as it goes."""
    while True:
        async with database.work() as work:
            changed = await work.nudges.changed(_READ_AT_ONCE)
            if not changed:
                break
            await _plan(work, desk, changed)
            await work.commit()
    now = desk.time()
    async with database.work() as work:
        due = await work.nudges.due(now)
    looked_at: list[_LookedAt] = []
    for first in range(0, len(due), _READ_AT_ONCE):
        async with database.work() as work:  # short ones, so that nobody who writes waits for all of them
            looked_at += await _look_at(work, desk, due[first : first + _READ_AT_ONCE], now)
    async with database.work() as work:
        await _tell(work, desk, looked_at, now)
        await work.commit()


# Planning.


async def _plan(work: UnitOfWork, desk: Desk, references: Sequence[str]) -> None:
    """Find out anew when these cases are looked at next, and withdraw what no longer holds of them."""
    found = await situations(work, references)
    await withdraw_what_is_done(work, desk, references, found)
    before = await work.nudges.plans(references)
    plans, ended = [], []
    for reference in references:
        situation = found.get(reference)
        if situation is None or not situation.case.state.is_live:
            ended.append(reference)
            continue
        plans.append(_planned(situation, desk, _told_until(situation, before.get(reference))))
    await work.nudges.forget(ended)
    await work.nudges.put(plans)


def _told_until(situation: Situation, before: Plan | None) -> datetime:
    """From when on the case's moments count as it stands now.

    What fell before the change fell for the case as it stood then: it was told, unless the program was off. What was
    told of once is not told of again, should the change be written down later than it was made.
    """
    if before is None:
        return situation.changed_at
    was_off = before.next_at and before.next_at <= situation.changed_at
    return before.told_until if was_off else max(before.told_until, situation.changed_at)


def _planned(situation: Situation, desk: Desk, told_until: datetime) -> Plan:
    case = situation.case
    coming = next_moments(situation, desk.nudges, desk.calendar, desk.hours, told_until)
    return Plan(case.reference, case.version, told_until, coming[0].at if coming else None)


# Telling.


@dataclass(frozen=True)
class _Item:
    """What one recipient is told of one case. `is_asked` where they are the one who answers for the service."""

    reference: str
    rule: Rule
    at: datetime
    due: date | None
    ask: str | None
    is_asked: bool = False

    @property
    def subject(self) -> tuple[str, str, str | None]:
        """What is told of once in a message: a case that waits for two services, but each thing that one is asked."""
        return self.reference, self.rule.id, self.ask if self.is_asked else None

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"rule": self.rule.id, "due": self.due.isoformat() if self.due else None}
        return {**facts, "ask": self.ask} if self.ask else facts

    @property
    def message(self) -> str:
        """The same for the same nudge, whoever records it."""
        return f"nudge/{self.reference}/{self.rule.id}/{self.at.astimezone(UTC):%Y-%m-%dT%H:%M}"


@dataclass(frozen=True)
class _LookedAt:
    """A case that was due by this plan: who is told what of it, and when it is looked at next."""

    plan: Plan
    items: tuple[tuple[Recipient, _Item], ...]
    next_plan: Plan


async def _look_at(work: UnitOfWork, desk: Desk, plans: Sequence[Plan], now: datetime) -> list[_LookedAt]:
    """Who is to be told what of these cases."""
    are_at_work = desk.hours.are_on(now, desk.calendar.data_protection)
    recipients = Recipients(work, desk)
    references = [plan.reference for plan in plans]
    found = await situations(work, references)
    snoozed = {
        (one.person, one.reference)
        for one in await work.nudges.snoozes(references)
        if one.reference in found and _is_put_off(one, found[one.reference], desk)
    }
    looked_at = []
    for plan in plans:
        situation = found.get(plan.reference)
        if situation is None or situation.case.version != plan.version:
            continue  # changed since it was planned, and planned anew next time
        fell = last_moments(situation, desk.nudges, desk.calendar, desk.hours, plan.told_until, now)
        told = [moment for moment in fell if are_at_work or moment.rule.is_urgent]
        items: list[tuple[Recipient, _Item]] = []
        for recipient, moment in await _newest(recipients, desk, situation, told, now):
            if moment.rule.is_urgent or (recipient.id, plan.reference) not in snoozed:
                is_asked = await recipients.is_asked(recipient, moment, situation.case)
                items.append((recipient, _item(situation, moment, is_asked=is_asked)))
        next_plan = _next_plan(situation, desk, plan, now, is_all_told=len(told) == len(fell))
        looked_at.append(_LookedAt(plan, tuple(items), next_plan))
    return looked_at


async def _tell(work: UnitOfWork, desk: Desk, looked_at: Sequence[_LookedAt], now: datetime) -> None:
    """Record it, one notice for each recipient, but for urgent ones.

    What another replica told meanwhile is left out, and so is a case that was changed.
    """
    held = {plan.reference: plan for plan in await work.nudges.claim_due(now)}
    changed = set(await work.nudges.changed(_CHANGED_MEANWHILE))
    stands = [
        one
        for one in looked_at
        if held.get(one.plan.reference) == one.plan and one.plan.reference not in changed
    ]
    items: dict[Recipient, list[_Item]] = {}
    for one in stands:
        for recipient, item in one.items:
            items.setdefault(recipient, []).append(item)
    if desk.hours.are_on(now, desk.calendar.data_protection):
        await _add_what_was_put_off(work, desk, items, await work.nudges.take_snoozes_over(now))
    await work.nudges.put([one.next_plan for one in stands])
    await work.notices.add_many(
        [notice for recipient, of_one in items.items() for notice in _notices(desk, recipient, of_one, now)]
    )


def _is_put_off(snooze: Snooze, situation: Situation, desk: Desk) -> bool:
    """Whether it is silent still: a date that moved nearer since ends it."""
    day = snooze.until.astimezone(LONDON).date()
    return snooze.until > desk.time() and not is_too_late(situation.case, day, desk.calendar)


def _next_plan(situation: Situation, desk: Desk, plan: Plan, now: datetime, *, is_all_told: bool) -> Plan:
    """When the case is looked at next. What can wait is told when people are at work again."""
    if is_all_told:
        return _planned(situation, desk, now)
    coming = next_moments(situation, desk.nudges, desk.calendar, desk.hours, now)
    opens = desk.hours.next_on(now, desk.calendar.data_protection)
    return Plan(
        plan.reference, plan.version, plan.told_until, min([opens, *(moment.at for moment in coming)])
    )


async def _newest(
    recipients: Recipients, desk: Desk, situation: Situation, moments: Sequence[Moment], now: datetime
) -> list[tuple[Recipient, Moment]]:
    """Of what fell due the newest that still holds, for each recipient and each thing that it is about."""
    newest: dict[tuple[Recipient, str], Moment] = {}
    for moment in moments:
        for recipient in await recipients.of(moment, situation.case):
            key = (recipient, moment.ladder)
            known = newest.get(key)
            # Rules come in their order, and of two that fall together the later one weighs more.
            if known is None or moment.at >= known.at:
                newest[key] = moment
    oldest = now - desk.nudges.window
    return [
        (recipient, moment)
        for (recipient, _), moment in newest.items()
        if moment.at >= oldest or not moment.rule.is_for_a_day
    ]


def _item(situation: Situation, moment: Moment, *, is_asked: bool) -> _Item:
    ask = moment.ask.id if moment.ask else None
    return _Item(situation.case.reference, moment.rule, moment.at, moment.due, ask, is_asked)


async def _add_what_was_put_off(
    work: UnitOfWork,
    desk: Desk,
    items: dict[Recipient, list[_Item]],
    snoozes: Sequence[Snooze],
) -> None:
    """Who put a case off is told how it stands, unless they are told of it anyway or it is no longer theirs."""
    found = await situations(work, list({one.reference for one in snoozes}))
    recipients = Recipients(work, desk)
    for snooze in snoozes:
        situation, person = found.get(snooze.reference), desk.directory.person(snooze.person)
        if situation is None or person is None or not await recipients.concerns(person, situation):
            continue
        of_one = items.setdefault(Recipient.person(person.id), [])
        if all(item.reference != snooze.reference for item in of_one):
            case = situation.case
            of_one.append(_Item(case.reference, desk.nudges.snoozed, snooze.until, case.due, None))


def _notices(desk: Desk, recipient: Recipient, items: Sequence[_Item], now: datetime) -> list[Notice]:
    """Urgent ones alone, one other alone too, several in a digest with the most urgent first."""
    order = {rule.id: place for place, rule in enumerate(desk.nudges.rules)}
    items = sorted(items, key=lambda item: (_due_by(item.due), -order[item.rule.id], item.reference))
    once = {item.subject: item for item in reversed(items)}
    items = [item for item in items if once[item.subject] is item]
    alone = [item for item in items if item.rule.is_urgent]
    rest = [item for item in items if not item.rule.is_urgent]
    if len(rest) == 1:
        alone += rest
    notices = [
        Notice(
            desk.new_id(), recipient, NoticeKind.NUDGE, item.reference, now, item.facts,
            message=item.message,
            urgency=Urgency.URGENT if item.rule.is_urgent else Urgency.ORDINARY,
            not_after=now + desk.nudges.window,
        )
        for item in alone
    ]  # fmt: skip
    if len(rest) > 1:
        facts = {"items": [{"reference": item.reference, **item.facts} for item in rest]}
        notices.append(
            Notice(
                desk.new_id(), recipient, NoticeKind.DIGEST, "", now, facts,
                message=_digest_message(rest),
                not_after=now + desk.nudges.window,
            )
        )  # fmt: skip
    return notices


def _due_by(due: date | None) -> datetime:
    if due is None:
        return _NO_DATE
    return due if isinstance(due, datetime) else last_moment_of(due)


def _digest_message(items: Sequence[_Item]) -> str:
    """The same for the same nudges, whoever records them."""
    newest = max(item.at for item in items).astimezone(UTC)
    seal = hashlib.sha256("\n".join(sorted(item.message for item in items)).encode()).hexdigest()
    return f"digest/{newest:%Y-%m-%dT%H:%M}/{seal[:32]}"
