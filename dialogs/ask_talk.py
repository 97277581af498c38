"""What a service was asked for, in its coordinator's own chat: the list, one ask, and the answer to it.

The coordinator sees the question and the day, and nothing else of the case.
"""

from __future__ import annotations

from cases.ask import Ask, AskState
from cases.asks import answer_ask, ask_for, asks_of
from cases.errors import ActionRefused
from cases.words import date_in_words
from dialogs import strings
from dialogs.answers import LONGEST_MESSAGE
from dialogs.cards import ask as cards
from dialogs.cards.menu import typed_card
from dialogs.turn import Press, Turn

_LISTED = 10
_LONGEST_ID = 64


async def my_asks(turn: Turn) -> None:
    """What the services that the person coordinates have not answered yet."""
    found = await asks_of(turn.work, turn.desk, turn.person, _LISTED + 1)
    lines = [(ask, f"By {date_in_words(ask.by, turn.now)}") for ask in found[:_LISTED]]
    turn.show(cards.asks_card(lines, more=len(found) > _LISTED), strings.YOUR_ASKS)


async def open_ask(turn: Turn, press: Press) -> None:
    """Show one ask."""
    _show(turn, await _ask(turn, press))


async def answer_pressed(turn: Turn, press: Press) -> None:
    """Send what the service found."""
    await _answer(turn, press, is_held=True)


async def not_held_pressed(turn: Turn, press: Press) -> None:
    """Say that the service does not hold it."""
    await _answer(turn, press, is_held=False)


async def _answer(turn: Turn, press: Press, *, is_held: bool) -> None:
    ask, typed = await _ask(turn, press), press.text("answer")
    if ask.state is not AskState.OPEN:
        _show(turn, ask, note=strings.ASK_ANSWERED_ALREADY)
        if typed and typed != ask.answer:
            turn.show(typed_card(typed), strings.YOU_TYPED)
        return
    if len(typed) > LONGEST_MESSAGE:
        _show(turn, ask, typed, strings.BOX_TOO_LONG.format(label=cards.ANSWER, most=f"{LONGEST_MESSAGE:,}"))
        return
    try:
        answered = await answer_ask(turn.work, turn.desk, turn.person, ask.id, typed, is_held=is_held)
    except ActionRefused as refused:
        _show(turn, ask, typed, str(refused))
        return
    _show(turn, answered, note=strings.ASK_ANSWERED)


async def _ask(turn: Turn, press: Press) -> Ask:
    return await ask_for(turn.work, turn.desk, turn.person, press.text("ask")[:_LONGEST_ID])


def _show(turn: Turn, ask: Ask, typed: str = "", problem: str = "", note: str = "") -> None:
    asker = turn.desk.directory.person(ask.asker)
    shown = cards.ask_card(
        ask,
        by=date_in_words(ask.by, turn.now),
        asker=asker.name if asker else "the IG team",
        typed=typed,
        problem=problem,
        note=note,
    )
    turn.show(shown, note or f"Information wanted for {ask.reference}")
