"""Who is away, and who gets what was meant for them.

People say it of themselves; officers, the Data Protection Officer and administrators say it of anybody. It is told to
whoever covers, in office hours. Days are days in Europe/London, weekends and holidays included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cases.absence import Absence
from cases.desk import Desk
from cases.errors import Refusal
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.people import Directory, Person, Role
from cases.permissions import require
from cases.ports import UnitOfWork
from cases.words import LONDON, date_in_words

_KEPT = timedelta(days=31)
"""How long an absence is kept once it is over."""

_BEGINS_WITHIN = timedelta(days=366)
_LASTS_AT_MOST = timedelta(days=2 * 366)
_TOLD = frozenset(
    {NoticeState.SENDING, NoticeState.SENT, NoticeState.READ, NoticeState.ANSWERED, NoticeState.UNKNOWN}
)
_NOT_YOURS = (
    "Only an IG officer, the Data Protection Officer or an administrator can say that somebody else is away or "
    "back."
)


def may_note_for(person: Person, whom: Person) -> bool:
    """Whether the person may say that `whom` is away, or back."""
    return person.id == whom.id or may_note_for_others(person)


def may_note_for_others(person: Person) -> bool:
    """Whether the person may say so of anybody."""
    return person.has_any(Role.OFFICER, Role.DPO, Role.ADMINISTRATOR)


def require_may_note_for(person: Person, whom: Person) -> None:
    """Raise `NotAllowed` where the person may not say that `whom` is away, or back."""
    require(may_note_for(person, whom), _NOT_YOURS)


async def note_absence(
    work: UnitOfWork,
    desk: Desk,
    person: Person,
    whom: Person,
    first: date,
    last: date | None,
    cover: Person | None,
) -> Absence:
    """Note that `whom` is away from the first day to the last, and tell whoever covers.

    It takes the place of what was noted for the same days. Without `last` it holds until they are back. Raises
    `NotAllowed`; `Refusal` with a sentence for days or a cover that can't be.
    """
    require_may_note_for(person, whom)
    today = today_at(desk)
    if mistake := _mistake(first, last, today):
        raise Refusal(mistake)
    if cover and cover.id == whom.id:
        raise Refusal("Nobody can cover for themselves. Name somebody else, or leave it empty.")
    noted = Absence(desk.new_id(), whom.id, first, last, cover.id if cover else None, person.id)
    before = [one for one in await work.absences.of(whom.id, today) if one.meets(first, last)]
    if same := next((one for one in before if _is_same(one, noted)), None):
        return same
    for one in before:
        # What has begun holds until the new one begins; anything else was a plan that changed.
        await _end(work, one, first if one.first <= today else one.first)
        if one.cover != noted.cover:
            await _tell_the_end(work, desk, one)
    await work.absences.put(noted)
    if noted.cover and noted.cover != person.id:
        await _tell_cover(work, desk, noted, NoticeKind.COVER_BEGINS, _begins(noted))
    return noted


async def end_absence(work: UnitOfWork, desk: Desk, person: Person, absence_id: str) -> Absence | None:
    """Note that somebody is back today, or will not be away after all; whoever covers is told.

    Returns the absence that ended; None where it is over or was taken out already. Raises `NotAllowed`.
    """
    absence = await work.absences.get(absence_id)
    today = today_at(desk)
    if absence is None or (absence.last is not None and absence.last < today):
        return None
    whom = desk.directory.person(absence.person)
    require(person.id == absence.person or (whom is not None and may_note_for(person, whom)), _NOT_YOURS)
    await _end(work, absence, today)
    await _tell_the_end(work, desk, absence)
    return absence


async def absences_of(work: UnitOfWork, desk: Desk, whom: Person) -> Sequence[Absence]:
    """When the person is away, now and later, the soonest first."""
    return await work.absences.of(whom.id, today_at(desk))


async def is_away(work: UnitOfWork, person_id: str, day: date) -> bool:
    """Whether the person is away on this day."""
    return await work.absences.on(person_id, day) is not None


def _anybody(_: Person) -> bool:
    return True


async def covering(
    work: UnitOfWork,
    directory: Directory,
    person_id: str,
    day: date,
    fits: Callable[[Person], bool] = _anybody,
) -> Person | None:
    """Who gets on this day what is meant for the person: they themselves unless they are away.

    Otherwise their cover; or, where that one is away too, the cover's cover. Where that leads to nobody it is their
    manager, else an IG officer, else the Data Protection Officer, each with their own cover if away. `fits` says who
    may be told: whom it refuses is passed over (a case must not be told to somebody whom it is about, nor to who may
    not see it). None where nobody is left.
    """
    tried: set[str] = set()
    for begin in _whom_to_ask(directory, person_id):
        at: str | None = begin
        while at is not None and at not in tried:
            tried.add(at)
            absence = await work.absences.on(at, day)
            found = directory.person(at)
            if absence is None:
                if found is not None and fits(found):
                    return found
                break
            at = absence.cover
    return None


def _whom_to_ask(directory: Directory, person_id: str) -> Iterator[str]:
    yield person_id
    person = directory.person(person_id)
    if person and person.manager:
        yield person.manager
    for role in (Role.OFFICER, Role.DPO):
        yield from (one.id for one in directory.with_role(role))


async def forget_absences(work: UnitOfWork, desk: Desk) -> None:
    """Delete what was over long ago. Does not commit."""
    await work.absences.forget(today_at(desk) - _KEPT)


def today_at(desk: Desk) -> date:
    """The day it is in Europe/London."""
    return desk.time().astimezone(LONDON).date()


def _mistake(first: date, last: date | None, today: date) -> str:
    """What is wrong with the days; "" where nothing is."""
    if last is not None and last < first:
        return (
            f"The last day, {date_in_words(last, today)}, is before the first, {date_in_words(first, today)}. "
            "Check both days."
        )
    if last is not None and last < today:
        return f"{date_in_words(last, today)} is over already. Give days from today on."
    if first - today > _BEGINS_WITHIN:
        return f"{date_in_words(first, today)} is more than a year away. Check the year, or tell me nearer the time."
    if today - first > _LASTS_AT_MOST:
        return f"{date_in_words(first, today)} is years ago. Check the year."
    if last is not None and last - today > _LASTS_AT_MOST:
        return f"{date_in_words(last, today)} is more than two years away. Check the year."
    return ""


def _is_same(one: Absence, other: Absence) -> bool:
    return (one.first, one.last, one.cover) == (other.first, other.last, other.cover)


async def _end(work: UnitOfWork, absence: Absence, day: date) -> None:
    """They are there from this day on."""
    if absence.first < day:
        await work.absences.put(replace(absence, last=day - timedelta(days=1)))
    else:
        await work.absences.remove(absence.id)


async def _tell_the_end(work: UnitOfWork, desk: Desk, absence: Absence) -> None:
    """Whoever was told that they cover is told that they need not any more."""
    if absence.cover is None:
        return
    message = _begins(absence)
    await work.notices.withdraw(message, "They are not away any more, or somebody else covers.")
    told = await work.notices.told(message, Recipient.person(absence.cover))
    if told is not None and told.state in _TOLD:
        await _tell_cover(work, desk, absence, NoticeKind.COVER_ENDS, f"{message}/ended")


async def _tell_cover(work: UnitOfWork, desk: Desk, absence: Absence, kind: NoticeKind, message: str) -> None:
    now = desk.time()
    days = {"first": absence.first.isoformat(), "last": absence.last.isoformat() if absence.last else None}
    await work.notices.add(
        Notice(
            desk.new_id(),
            Recipient.person(absence.cover or ""),
            kind,
            "",
            now,
            {"person": absence.person, **days},
            message=message,
            not_before=desk.hours.next_on(now, desk.calendar.data_protection),
        )
    )


def _begins(absence: Absence) -> str:
    """The message that tells its cover of an absence."""
    return f"absence/{absence.id}"
