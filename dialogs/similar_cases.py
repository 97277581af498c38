"""Requests like the one at hand: a line for its card, and the list behind the line."""

from __future__ import annotations

from cases.case import Case
from cases.permissions import case_for, may_work
from cases.similar import may_be_a_repeat_of, similar_answered
from cases.words import counted, date_in_words
from dialogs.cards import finding as cards
from dialogs.turn import Turn

_LISTED = 5


async def similar_line(turn: Turn, case: Case) -> str:
    """What the case's card says of requests like it; empty where there are none, or for who does not work it."""
    if not may_work(turn.person, case) or not case.state.is_live:
        return ""
    lines = []
    found = await similar_answered(turn.work, case, turn.person, _LISTED)
    if found:
        lines.append(f"{counted(len(found), 'similar request')} answered: reuse?")
    if repeat := await may_be_a_repeat_of(turn.work, case, turn.person, turn.desk.calendar):
        lines.append(_repeat_line(turn, repeat))
    return " ".join(lines)


async def show_similar(turn: Turn, reference: str) -> None:
    """The answered requests like a case, each with how it ended."""
    case = await case_for(turn.work, turn.person, reference)
    found = await similar_answered(turn.work, case, turn.person, _LISTED)
    repeat = await may_be_a_repeat_of(turn.work, case, turn.person, turn.desk.calendar)
    title = f"Requests like {reference}"
    card = cards.similar_card(
        title,
        reference,
        [(one.reference, f"{one.outcome}. {one.score:.0%} alike.") for one in found],
        (repeat.reference, _repeat_line(turn, repeat)) if repeat else None,
    )
    turn.show(card, f"{title}: {len(found)}")


def _repeat_line(turn: Turn, repeat: Case) -> str:
    when = f" on {date_in_words(repeat.received, turn.now)}" if repeat.received else ""
    return f"The same requester asked much the same{when}: look at FOIA s.14(2)."
