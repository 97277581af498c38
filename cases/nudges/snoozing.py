"""Putting a case off: one person hears nothing of it until a morning of their choice, but never too late to act."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from cases.calendar import HolidayCalendar
from cases.case import Case, CaseKind
from cases.desk import Desk
from cases.errors import Refusal
from cases.nudges.days import is_too_late, last_day_to_wait
from cases.nudges.plan import Snooze
from cases.nudges.recipients import Recipients
from cases.nudges.situation import situations
from cases.people import Person
from cases.permissions import case_for, may_see, require
from cases.ports import UnitOfWork
from cases.words import LONDON, date_in_words

_LONGEST: Final = timedelta(days=31)


def may_snooze(person: Person, case: Case, until: date, calendar: HolidayCalendar) -> bool:
    """Whether the person may put the case off until this day, as far as the case goes: not an incident, not one that
    is done, and no longer than until the working day before it is due."""
    return (
        may_see(person, case)
        and person.id not in case.about
        and case.kind is not CaseKind.INCIDENT
        and case.state.is_live
        and not is_too_late(case, until, calendar)
    )


async def snooze(work: UnitOfWork, desk: Desk, person: Person, reference: str, until: date) -> datetime:
    """Say nothing of the case to the person before the morning of this day, or of the next on which people are at work.

    Returns that morning; then they are told once how it stands. Raises `NotFound`; `NotAllowed` where the person is not
    told of the case anyway; `Refusal` for an incident, a case that is done, or a day that is past or too late.
    """
    case = await case_for(work, person, reference)
    if not case.state.is_live:
        raise Refusal(f"Nothing is left to do for {reference}, so there is nothing to put off.")
    if case.kind is CaseKind.INCIDENT:
        raise Refusal(f"{reference} is an incident, and hours count. It can't be put off.")
    situation = (await situations(work, [reference]))[reference]
    is_told = await Recipients(work, desk).concerns(person, situation)
    require(is_told, f"You are not told about {reference}, so there is nothing to put off.")
    today = desk.time().astimezone(LONDON).date()
    if until <= today:
        raise Refusal("Choose a day after today.")
    if until - today > _LONGEST:
        raise Refusal("That is too far off. Choose a day within the next month.")
    day = desk.calendar.data_protection.on_or_after(until)
    if is_too_late(case, day, desk.calendar):
        raise Refusal(_too_late(case, today, desk))
    begins = desk.hours.begin_on(day)
    await work.nudges.snooze(Snooze(person.id, reference, begins))
    return begins


def _too_late(case: Case, today: date, desk: Desk) -> str:
    due = case.due or today
    last = last_day_to_wait(due, case.regime, desk.calendar)
    if due < today:
        return f"{case.reference} is overdue, so it can't be put off."
    if last <= today:
        return f"{case.reference} is due {date_in_words(due, today)}, so it can't be put off any longer."
    return (
        f"{case.reference} is due {date_in_words(due, today)}. It can be put off until "
        f"{date_in_words(last, today)} at the latest."
    )
