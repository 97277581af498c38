"""What happened to a case, told from its history: when, by whom, what, and which dates moved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cases.case import Case, HistoryEntry
from cases.life.perform import actions_on
from cases.people import PROGRAM
from cases.permissions import case_for, may_work
from cases.words import date_in_words, moment_in_words
from dialogs import strings
from dialogs.cards.case import history_card
from dialogs.case_talk import reference_in
from dialogs.case_views import with_clock
from dialogs.turn import Press, Turn

_A_PAGE = 10
_DATES = {"received": "Date received", "due": "Due date", "due_at": "Time to decide"}


async def show_history(turn: Turn, press: Press) -> None:
    """A page of what happened, the newest first, for those who may work the case."""
    case = await case_for(turn.work, turn.person, reference_in(press))
    if not may_work(turn.person, case):
        turn.say(strings.HISTORY_NOT_YOURS)
        return
    rows = [_row(turn, case, entry) for entry in reversed(await turn.work.history.of(case.reference))]
    pages = max(1, -(-len(rows) // _A_PAGE))
    wanted = press.text("page")
    page = min(max(1, int(wanted) if re.fullmatch(r"[0-9]{1,6}", wanted) else 1), pages)
    shown = history_card(case.reference, rows[(page - 1) * _A_PAGE : page * _A_PAGE], page, pages)
    turn.show(with_clock(turn, case, shown), f"{case.reference}: what happened so far")


def _row(turn: Turn, case: Case, entry: HistoryEntry) -> tuple[str, str]:
    action = actions_on(case).named(entry.action)
    done = action.done if action else entry.action
    said = [f"{done[:1].upper()}{done[1:]}, by {_name(turn, entry.actor)}."]
    if entry.state_before is not entry.state_after:
        said.append(f"{entry.state_after.title}.")
    said += _moved(turn, entry.facts)
    return moment_in_words(entry.at, turn.now), " ".join(said)


def _moved(turn: Turn, facts: Mapping[str, Any]) -> list[str]:
    said = []
    for name, title in _DATES.items():
        change = facts.get(name)
        if isinstance(change, list | tuple) and len(change) == 2 and change[0] and change[1]:
            said.append(f"{title} moved from {_when(change[0], turn.now)} to {_when(change[1], turn.now)}.")
    change = facts.get("handler")
    if isinstance(change, list | tuple) and len(change) == 2 and change[1]:
        said.append(f"Now with {_name(turn, str(change[1]))}.")
    service = turn.desk.directory.service(str(facts.get("service") or ""))
    if service:
        said.append(f"{service.title}.")
    return said


def _when(written: str, today: date) -> str:
    if "T" in written:
        return moment_in_words(datetime.fromisoformat(written), today)
    return date_in_words(date.fromisoformat(written), today)


def _name(turn: Turn, person_id: str) -> str:
    if person_id == PROGRAM.id:
        return PROGRAM.name
    person = turn.desk.directory.person(person_id)
    return person.name if person else "somebody who has left"
