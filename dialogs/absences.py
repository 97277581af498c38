"""Being away: "I'm away from 3 to 14 August, Hannah covers for me", "I'm back", "who covers for me?"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cases.absence import Absence
from cases.absences import (
    absences_of,
    covering,
    end_absence,
    may_note_for,
    may_note_for_others,
    note_absence,
    require_may_note_for,
    today_at,
)
from cases.errors import NotAllowed, Refusal
from cases.people import Person
from cases.words import date_in_words, days_in_words, listed
from dialogs import strings
from dialogs.absence_words import AbsenceWords, Saying, read_absence
from dialogs.assigning import is_called
from dialogs.cards import absence as cards
from dialogs.cards.menu import said_card
from dialogs.moments import day_of
from dialogs.turn import Press, Turn

_OFFERED = 5
_LONGEST_ID = 64


async def said(turn: Turn) -> bool:
    """Answer what is said about somebody's being away. False where the words say something else."""
    words = read_absence(turn.text, today_at(turn.desk))
    if words is None:
        return False
    whom = _whom(turn, words)
    if whom is None:
        return False
    if isinstance(whom, str):
        turn.say(whom)
    elif words.saying is Saying.ASKED:
        await _show(turn, whom)
    elif words.saying is Saying.BACK:
        await _is_back(turn, whom)
    elif words.saying is Saying.COVERED:
        await _is_covered(turn, whom, words.cover)
    else:
        await _is_away(turn, whom, words)
    return True


async def save_pressed(turn: Turn, press: Press) -> None:
    """Note what was filled in."""
    whom = turn.desk.directory.person(press.text("whom")[:_LONGEST_ID])
    if whom is None:
        turn.say(strings.UNKNOWN_BUTTON)
        return
    first, last = press.text("first"), press.text("last")
    cover = "" if press.text("cover") == cards.OTHER else press.text("cover")
    problem = ""
    if day_of(first) is None:
        problem = strings.AWAY_FIRST_DAY
    elif last and day_of(last) is None:
        problem = strings.AWAY_LAST_DAY
    elif press.text("cover") == cards.OTHER:
        problem = strings.AWAY_OTHER_COVER
    if problem:
        _ask(turn, whom, day_of(first), day_of(last), cover, problem)
        return
    await _note(turn, whom, day_of(first) or date.min, day_of(last), cover)


async def change_pressed(turn: Turn, press: Press) -> None:
    """Ask for another time, or another cover."""
    absence = await turn.work.absences.get(press.text("absence")[:_LONGEST_ID])
    whom = turn.desk.directory.person(absence.person) if absence else None
    if absence is None or whom is None:
        turn.show(said_card(strings.AWAY_OVER), strings.AWAY_OVER)
        return
    require_may_note_for(turn.person, whom)
    cover = turn.desk.directory.person(absence.cover) if absence.cover else None
    _ask(turn, whom, absence.first, absence.last, cover.name if cover else "")


async def end_pressed(turn: Turn, press: Press) -> None:
    """Somebody is back, or will not be away after all."""
    ended = await end_absence(turn.work, turn.desk, turn.person, press.text("absence")[:_LONGEST_ID])
    sentence = strings.AWAY_OVER if ended is None else _ended(turn, ended)
    turn.show(said_card(sentence), sentence)


def _whom(turn: Turn, words: AbsenceWords) -> Person | str | None:
    """Who is meant; a sentence where that can't be told, None where it is nobody of the council's."""
    if not words.whom:
        return turn.person
    found = _people_called(turn, words.whom)
    if len(found) == 1:
        return found[0]
    if found:
        who = listed([_with_service(turn, person) for person in found[:_OFFERED]])
        return strings.AWAY_WHICH_PERSON.format(name=words.whom, who=who)
    is_told = words.saying is not Saying.ASKED and words.whom[:1].isupper()
    if is_told and may_note_for_others(turn.person):
        return strings.AWAY_UNKNOWN_PERSON.format(name=words.whom)
    return None


async def _is_away(turn: Turn, whom: Person, words: AbsenceWords) -> None:
    require_may_note_for(turn.person, whom)
    days = words.days
    if days is None or days.doubt:
        _ask(turn, whom, None, None, words.cover, days.doubt if days else "")
        return
    first = days.first or today_at(turn.desk)
    if days.last is None and not days.is_open:
        _ask(turn, whom, first, None, words.cover, strings.AWAY_UNTIL_WHEN)
        return
    await _note(turn, whom, first, days.last, words.cover)


async def _is_covered(turn: Turn, whom: Person, cover: str) -> None:
    """Who covers was said and nothing of when: it is meant for the time that is noted, or the next."""
    known = await absences_of(turn.work, turn.desk, whom)
    if known:
        await _note(turn, whom, known[0].first, known[0].last, cover)
    else:
        _ask(turn, whom, None, None, cover)


async def _is_back(turn: Turn, whom: Person) -> None:
    today = today_at(turn.desk)
    require_may_note_for(turn.person, whom)
    absence = await turn.work.absences.on(whom.id, today)
    if absence is not None:
        await end_absence(turn.work, turn.desk, turn.person, absence.id)
        turn.say(_ended(turn, absence))
    elif whom.id == turn.person.id:
        turn.say(strings.WELCOME_BACK_ALREADY.format(name=whom.first_name))
    else:
        turn.say(strings.NOT_AWAY_OTHER.format(name=whom.name))


def _ended(turn: Turn, absence: Absence) -> str:
    whom = turn.desk.directory.person(absence.person) or turn.person
    is_self = whom.id == turn.person.id
    if not absence.is_on(today_at(turn.desk)):
        days = days_in_words(absence.first, absence.last, turn.now)
        sentence = strings.AWAY_AFTER_ALL_SELF if is_self else strings.AWAY_AFTER_ALL
        return sentence.format(name=whom.name, days=days)
    return (strings.WELCOME_BACK if is_self else strings.BACK_OTHER).format(
        name=whom.first_name if is_self else whom.name
    )


async def _note(turn: Turn, whom: Person, first: date, last: date | None, cover: str) -> None:
    """Note it, or ask again for what can't be."""
    meant = _covers(turn, whom, cover)
    if cover and len(meant) != 1:
        problem = strings.AWAY_WHICH_COVER if meant else strings.AWAY_UNKNOWN_COVER
        _ask(turn, whom, first, last, cover, problem, meant[:_OFFERED])
        return
    try:
        noted = await note_absence(
            turn.work, turn.desk, turn.person, whom, first, last, meant[0] if meant else None
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        _ask(turn, whom, first, last, cover, str(refusal))
        return
    await _show(turn, whom, noted, strings.AWAY_NOTED)


def _ask(
    turn: Turn,
    whom: Person,
    first: date | None,
    last: date | None,
    cover: str,
    problem: str = "",
    covers: Sequence[Person] = (),
) -> None:
    is_self = whom.id == turn.person.id
    title = strings.AWAY_ASK if is_self else strings.AWAY_ASK_OTHER.format(name=whom.name)
    shown = cards.ask_absence_card(
        title=title,
        whom=whom.id,
        first=first.isoformat() if first else "",
        last=last.isoformat() if last else "",
        cover="" if covers else cover,
        covers=[(person.id, _with_service(turn, person)) for person in covers],
        problem=problem,
    )
    turn.show(shown, title)


async def _show(turn: Turn, whom: Person, absence: Absence | None = None, note: str = "") -> None:
    """An absence as it is noted; without one named, the one that is on or comes next."""
    known = await absences_of(turn.work, turn.desk, whom)
    is_self = whom.id == turn.person.id
    if not known:
        turn.say(strings.NOT_AWAY if is_self else strings.NOT_AWAY_OTHER.format(name=whom.name))
        return
    absence = absence or known[0]
    today = today_at(turn.desk)
    days = days_in_words(absence.first, absence.last, turn.now)
    if absence.last is None:
        days = f"{days}, until {'you say' if is_self else 'they say'} “I'm back”"
    ends = "I'm back" if is_self else "Back at work"
    if not absence.is_on(today):
        ends = "I won't be away" if is_self else "Take it out"
    title = f"{'You are' if is_self else f'{whom.name} is'} away"
    shown = cards.absence_card(
        title=title,
        headline=f"{days[:1].upper()}{days[1:]}",
        note=note,
        rows=_rows(turn, whom, absence),
        remarks=await _remarks(turn, whom, absence),
        absence=absence.id,
        ends=ends if may_note_for(turn.person, whom) else "",
        later=[
            (days_in_words(one.first, one.last, turn.now), one.id) for one in known if one.id != absence.id
        ],
    )
    turn.show(shown, f"{title} {days}")


def _rows(turn: Turn, whom: Person, absence: Absence) -> list[tuple[str, str]]:
    cover = turn.desk.directory.person(absence.cover) if absence.cover else None
    rows = [("Covers", cover.name if cover else "Nobody was named")]
    if absence.noted_by != whom.id and (noted_by := turn.desk.directory.person(absence.noted_by)):
        rows.append(("Put down by", noted_by.name))
    return rows


async def _remarks(turn: Turn, whom: Person, absence: Absence) -> list[str]:
    """Who gets what was meant for them, where the cover's name alone doesn't say it."""
    today = today_at(turn.desk)
    day = max(absence.first, today)
    cover = turn.desk.directory.person(absence.cover) if absence.cover else None
    if cover is None:
        return [await _goes_to(turn, whom, day, "What is meant for")]
    away = [one for one in await absences_of(turn.work, turn.desk, cover) if one.meets(day, absence.last)]
    if not away:
        return []
    from_then = max(away[0].first, day)
    said = f"{cover.first_name} is away too, {days_in_words(away[0].first, away[0].last, turn.now)}."
    return [said, await _goes_to(turn, whom, from_then, "What comes then for")]


async def _goes_to(turn: Turn, whom: Person, day: date, what: str) -> str:
    gets = await covering(turn.work, turn.desk.directory, whom.id, day)
    named = "you" if whom.id == turn.person.id else whom.first_name
    if gets is None:
        return f"{what} {named} reaches nobody on {date_in_words(day, turn.now)}. Name somebody who covers."
    return f"{what} {named} goes to {'you' if gets.id == turn.person.id else gets.name}."


def _covers(turn: Turn, whom: Person, cover: str) -> Sequence[Person]:
    """Who may be meant as the cover: by the id that a card offered, or by what was typed."""
    if not cover:
        return ()
    if chosen := turn.desk.directory.person(cover[:_LONGEST_ID]):
        return (chosen,)
    found = _people_called(turn, cover)
    return [person for person in found if person.id != whom.id] or found


def _people_called(turn: Turn, name: str) -> Sequence[Person]:
    """Everybody who is called so in full, else by a part of their name; those of the same service first."""
    directory = turn.desk.directory
    found = directory.known_as(name) or [one for one in directory.everybody() if is_called(one, name)]
    return sorted(found, key=lambda one: one.service != turn.person.service)


def _with_service(turn: Turn, person: Person) -> str:
    service = turn.desk.directory.service(person.service) if person.service else None
    return f"{person.name} ({service.title})" if service else person.name
