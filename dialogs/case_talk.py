"""Cases in a personal chat: one's own, those that nobody has taken, and what may be done to one."""

from __future__ import annotations

import re

from cases.case import is_only_a_reference
from cases.casework import add_to_case, take_case, withdraw_case
from cases.errors import NotFound
from cases.permissions import case_for, works_cases
from dialogs import strings
from dialogs.answers import LONGEST_MESSAGE
from dialogs.cards import case as case_cards
from dialogs.case_buttons import other_buttons
from dialogs.case_views import date_line, list_line, read_case, view_case, with_clock
from dialogs.commands import CaseCommand, CaseVerb
from dialogs.talk import Talk
from dialogs.turn import Press, Turn

_LISTED = 10
_ONCE = re.compile(r"[0-9a-f]{8,64}")


def reference_in(press: Press) -> str:
    """The reference that a button carried. Raises `NotFound`, without repeating it, for what is none."""
    reference = is_only_a_reference(press.text("case")[:40])
    if reference is None:
        raise NotFound("that case")
    return reference


async def my_cases(turn: Turn) -> None:
    """What the person works on, then what they sent."""
    store, person = turn.work.cases, turn.person
    handled = list(await store.handled_by(person.id, _LISTED)) if works_cases(person) else []
    known = {case.reference for case in handled}
    reported = [
        case for case in await store.reported_by(person.id, _LISTED + 1) if case.reference not in known
    ]
    mine = handled + reported
    lines = [(case, list_line(turn, case)) for case in mine[:_LISTED]]
    turn.show(case_cards.list_card("Your cases", lines, len(mine) > _LISTED), "Your cases")


async def open_case(turn: Turn, reference: str) -> None:
    """Show a case."""
    turn.show(*await view_case(turn, await case_for(turn.work, turn.person, reference)))


async def more(turn: Turn, reference: str) -> None:
    """Show what else may be done to a case."""
    case = await case_for(turn.work, turn.person, reference)
    shown = case_cards.more_card(reference, date_line(turn, case), other_buttons(turn, case))
    turn.show(shown, f"What would you like to do with {reference}?")


async def read_all(turn: Turn, press: Press) -> None:
    """A page of everything that was written about a case."""
    case = await case_for(turn.work, turn.person, reference_in(press))
    page = press.text("page")
    turn.show(*await read_case(turn, case, int(page) if re.fullmatch(r"[0-9]{1,6}", page) else 1))


async def take_pressed(turn: Turn, press: Press) -> None:
    """The button of a card. An old card doesn't know that somebody has taken the case since, so it says so first."""
    reference = reference_in(press)
    case = await case_for(turn.work, turn.person, reference)
    holder = turn.desk.directory.person(case.handler) if case.handler else None
    if holder and holder.id not in (turn.person.id, press.text("from")):
        turn.show(*await view_case(turn, case, strings.TAKEN_ALREADY.format(name=holder.name)))
        return
    await take(turn, reference)


async def take(turn: Turn, reference: str) -> None:
    """Take a case."""
    case = await take_case(turn.work, turn.desk, turn.person, reference)
    turn.show(*await view_case(turn, case, f"You have {case.reference} now."))


async def withdraw(turn: Turn, reference: str) -> None:
    """Take back one's own report."""
    case = await withdraw_case(turn.work, turn.desk, turn.person, reference)
    turn.show(*await view_case(turn, case, f"{case.reference} is withdrawn. It stays on record."))


async def ask_what_to_add(turn: Turn, reference: str) -> None:
    """Show the box to add something."""
    case = await case_for(turn.work, turn.person, reference)
    shown = case_cards.adding_card(case.reference, turn.desk.new_id())
    turn.show(with_clock(turn, case, shown), f"Add something to {case.reference}")


async def add_pressed(talk: Talk, press: Press) -> None:
    """Add what stands in the box, once however often the button is pressed."""
    turn, reference = talk.turn, reference_in(press)
    once = press.text("once") if _ONCE.fullmatch(press.text("once")) else ""
    if once and (added_to := talk.memory.sent.get(once)):
        case = await case_for(turn.work, turn.person, added_to)
        turn.show(*await view_case(turn, case, "That was already added. Nothing was added twice."))
        return
    if await _add(turn, reference, press.text("addition")) and once:
        talk.memory.sent[once] = reference


async def _add(turn: Turn, reference: str, text: str) -> bool:
    if len(text) > LONGEST_MESSAGE:
        turn.say(strings.TOO_LONG)
        return False
    case = await add_to_case(turn.work, turn.desk, turn.person, reference, text)
    turn.show(*await view_case(turn, case, "Thank you, I've added that."))
    return True


async def commanded(turn: Turn, command: CaseCommand) -> None:
    """A typed "open …", "take …", "withdraw …" or "add to …: text"."""
    if command.verb is CaseVerb.TAKE:
        await take(turn, command.reference)
    elif command.verb is CaseVerb.WITHDRAW:
        await withdraw(turn, command.reference)
    elif command.verb is CaseVerb.ADD and command.text:
        await _add(turn, command.reference, command.text)
    elif command.verb is CaseVerb.ADD:
        await ask_what_to_add(turn, command.reference)
    else:
        await open_case(turn, command.reference)
