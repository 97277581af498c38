"""Buttons in a personal chat: the verb that a card carried, and what it does.

A press is untrusted: a draft is looked up among the person's own, a case through its service, which checks the
person's right to it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from dialogs import (
    ask_talk,
    assess_incident,
    case_history,
    case_talk,
    drafts,
    finding,
    letters,
    starting,
    steps,
    strings,
)
from dialogs.talk import Talk
from dialogs.turn import Press

_Handler = Callable[[Talk, Press], Awaitable[None]]


async def pressed(talk: Talk, press: Press) -> None:
    """Do what a button says."""
    handler = _HANDLERS.get(press.verb)
    if handler is None:
        talk.turn.say(strings.UNKNOWN_BUTTON)
        return
    await handler(talk, press)


async def _in_form(talk: Talk, press: Press) -> None:
    await drafts.pressed(talk, press.text("draft"))


async def _leave(talk: Talk, press: Press) -> None:
    drafts.leave(talk, press.text("draft"))


async def _merge(talk: Talk, press: Press) -> None:
    drafts.merge(talk, press.text("draft"))


async def _continue(talk: Talk, press: Press) -> None:
    drafts.carry_on(talk, press.text("draft"))


async def _discard(talk: Talk, press: Press) -> None:
    if press.text("draft"):
        drafts.discard(talk, press.text("draft"))
    else:
        talk.turn.say(strings.DRAFT_GONE)


async def _my_drafts(talk: Talk, _: Press) -> None:
    drafts.show_drafts(talk)


async def _my_cases(talk: Talk, _: Press) -> None:
    await case_talk.my_cases(talk.turn)


async def _untaken(talk: Talk, _: Press) -> None:
    await finding.untaken(talk.turn)


async def _search(talk: Talk, press: Press) -> None:
    await finding.search_pressed(talk.turn, press)


async def _search_now(talk: Talk, press: Press) -> None:
    await finding.search_now_pressed(talk.turn, press)


async def _found(talk: Talk, press: Press) -> None:
    await finding.page_pressed(talk.turn, press)


async def _open(talk: Talk, press: Press) -> None:
    await case_talk.open_case(talk.turn, case_talk.reference_in(press))


async def _read(talk: Talk, press: Press) -> None:
    await case_talk.read_all(talk.turn, press)


async def _take(talk: Talk, press: Press) -> None:
    await case_talk.take(talk.turn, case_talk.reference_in(press))


async def _adding(talk: Talk, press: Press) -> None:
    await case_talk.ask_what_to_add(talk.turn, case_talk.reference_in(press))


async def _withdraw(talk: Talk, press: Press) -> None:
    await case_talk.withdraw(talk.turn, case_talk.reference_in(press))


async def _asks(talk: Talk, _: Press) -> None:
    await ask_talk.my_asks(talk.turn)


async def _ask(talk: Talk, press: Press) -> None:
    await ask_talk.open_ask(talk.turn, press)


async def _ask_answer(talk: Talk, press: Press) -> None:
    await ask_talk.answer_pressed(talk.turn, press)


async def _ask_not_held(talk: Talk, press: Press) -> None:
    await ask_talk.not_held_pressed(talk.turn, press)


async def _more(talk: Talk, press: Press) -> None:
    await case_talk.more(talk.turn, case_talk.reference_in(press))


async def _assessment(talk: Talk, press: Press) -> None:
    await assess_incident.show_assessment(talk.turn, press)


async def _letters(talk: Talk, press: Press) -> None:
    await letters.show_letters(talk.turn, press)


async def _letter(talk: Talk, press: Press) -> None:
    await letters.show_letter(talk.turn, press)


async def _history(talk: Talk, press: Press) -> None:
    await case_history.show_history(talk.turn, press)


_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(("next", "back", "send", "change"), _in_form),
    "begin": starting.begin_pressed,
    "choose": starting.choose,
    "leave": _leave,
    "merge": _merge,
    "continue": _continue,
    "discard": _discard,
    "my_drafts": _my_drafts,
    "my_cases": _my_cases,
    "untaken": _untaken,
    "search": _search,
    "search_now": _search_now,
    "found": _found,
    "open": _open,
    "read": _read,
    "take": _take,
    "adding": _adding,
    "add": case_talk.add_pressed,
    "withdraw": _withdraw,
    "shown_anew": _open,
    "more": _more,
    "assess": assess_incident.assess_pressed,
    "assessment": _assessment,
    "letters": _letters,
    "letter": _letter,
    "history": _history,
    "asks": _asks,
    "ask": _ask,
    "ask_answer": _ask_answer,
    "ask_not_held": _ask_not_held,
    "step": steps.ask,
    "do": steps.do,
}
