"""What is due, in one's own chat: the digest on demand, putting a case off, and reminding the services it waits for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from cases.asks import asks_of, remind_services
from cases.case import LIVE_STATES, Case, CaseState
from cases.errors import Refusal
from cases.notices import NoticeKind, Recipient
from cases.nudges.snoozing import snooze
from cases.people import Role
from cases.permissions import case_for, works_cases
from cases.search.finding import find_cases
from cases.search.periods import period_in
from cases.search.query import CaseQuery
from cases.words import LONDON, date_in_words, listed
from dialogs import ask_talk, case_talk, strings
from dialogs.cards.nudge import Line, digest_card, digest_summary, how_it_stands, snoozed_card
from dialogs.case_steps import step_named
from dialogs.case_views import view_case
from dialogs.nudge_views import ask_line, line_for, next_working_day, view_digest
from dialogs.turn import Press, Turn

LONGEST_MESSAGE_NAME = 120
"""Characters of the name of what is told (`cases.notices.Notice.message`), which a notice's buttons carry."""

_LISTED = 50
_WORDS_BEFORE_A_DAY = re.compile(r"^(?:(?:again|on|until|till|not before)\s+)+")
_IN = re.compile(r"^in\s+(?P<count>an?|\w+)\s+(?P<unit>days?|weeks?|months?)$")


async def my_day(turn: Turn) -> None:
    """What the person has to look at: what they work on, what their service is asked and, for officers and the Data
    Protection Officer, what the team has to. The most urgent first, each case once."""
    sections: list[tuple[str, list[Line]]] = []
    shown: set[str] = set()

    async def add(title: str, cases: Iterable[Case]) -> None:
        lines = [await line_for(turn.work, turn, case) for case in cases if case.reference not in shown]
        found = [line for line in lines if line is not None]
        shown.update(line.reference for line in found)
        sections.append((_titled(title, len(found)), found))

    if works_cases(turn.person):
        await add("With you", await turn.work.cases.handled_by(turn.person.id, _LISTED))
    if turn.person.has_any(Role.OFFICER, Role.DPO):
        await add(
            "Overdue in the team", await _found(turn, CaseQuery(states=LIVE_STATES, due_before=turn.now))
        )
        await add("Not yet taken", await _found(turn, CaseQuery(states=LIVE_STATES, is_unassigned=True)))
        waiting = await _found(turn, CaseQuery(states=frozenset({CaseState.SIGN_OFF})))
        await add("To sign off", [case for case in waiting if step_named(turn, case, "sign_off")])
    asked = [ask_line(turn, ask) for ask in await asks_of(turn.work, turn.desk, turn.person, _LISTED)]
    sections.append((_titled("Your service is asked", len(asked)), asked))
    sections = [section for section in sections if section[1]]
    made = digest_card(strings.MY_DAY, sections, (how_it_stands(),))
    turn.show(made, digest_summary(strings.MY_DAY, sections))


async def open_beside(turn: Turn, press: Press) -> None:
    """Open what a digest or one's day lists: the list stays, as it stands now, and what is opened comes below it."""
    told = press.text("told")[:LONGEST_MESSAGE_NAME]
    if told:
        notice = await turn.work.notices.told(told, Recipient.person(turn.person.id))
        if notice and notice.kind is NoticeKind.DIGEST:
            turn.show(*await view_digest(turn.work, turn.desk, notice))
    else:
        await my_day(turn)
    if press.text("ask"):
        await ask_talk.open_ask(turn, press)
    else:
        await case_talk.open_case(turn, case_talk.reference_in(press))


def _titled(title: str, found: int) -> str:
    """The title of a section; there may be more than were looked for."""
    return title if found < _LISTED else f"{title}: the {_LISTED} most urgent"


async def _found(turn: Turn, query: CaseQuery) -> Sequence[Case]:
    return (await find_cases(turn.work, turn.person, query, _LISTED)).cases


async def put_off(turn: Turn, reference: str) -> None:
    """Say nothing of a case before the next working day."""
    await _put_off(turn, reference, next_working_day(turn))


async def put_off_until(turn: Turn, reference: str, when: str) -> None:
    """Say nothing of a case before a day that was typed: "on Friday", "5 December"."""
    await case_for(turn.work, turn.person, reference)
    day = day_ahead(when, turn.now.astimezone(LONDON).date()) if when else next_working_day(turn)
    if day is None:
        turn.say(strings.WHICH_DAY)
        return
    await _put_off(turn, reference, day)


async def _put_off(turn: Turn, reference: str, until: date) -> None:
    case = await case_for(turn.work, turn.person, reference)
    try:
        morning = await snooze(turn.work, turn.desk, turn.person, reference, until)
    except Refusal as refusal:
        turn.show(*await view_case(turn, case, str(refusal)))
        return
    sentence = strings.SNOOZED.format(reference=reference, when=date_in_words(morning, turn.now))
    turn.show(snoozed_card(reference, sentence), sentence)


async def remind_services_pressed(turn: Turn, reference: str) -> None:
    """Remind the services that a case waits for."""
    case = await case_for(turn.work, turn.person, reference)
    try:
        reminded = await remind_services(turn.work, turn.desk, turn.person, reference)
    except Refusal as refusal:
        turn.show(*await view_case(turn, case, str(refusal)))
        return
    services = [turn.desk.directory.service(ask.service) for ask in reminded]
    titles = listed([service.title for service in services if service])
    note = strings.SERVICES_REMINDED.format(services=titles) if reminded else strings.SERVICES_REMINDED_TODAY
    turn.show(*await view_case(turn, case, note))


def day_ahead(words: str, today: date) -> date | None:
    """The day after today that the words name ("Friday", "on 5 December", "next week", "in 3 days"), None where they
    name none. Of a week or a month that is named it is the first day, of a number of them the last."""
    bare = _WORDS_BEFORE_A_DAY.sub("", " ".join(words.lower().split()))
    counted = _IN.match(bare)
    if counted:
        count = "1" if counted["count"] in ("a", "an") else counted["count"]
        bare = f"next {count} {counted['unit']}"
    period = period_in(bare, today, ahead=True)
    if period is None:
        return None
    if period.first == period.last:
        # On a Friday "Friday" is the next one: what is put off is not for today.
        named_today = period.first == today and bare != "today" and not re.search(r"\d", bare)
        day = period.first + timedelta(days=7) if named_today else period.first
    else:
        day = period.last if period.first == today else period.first
    return day if day > today else None
