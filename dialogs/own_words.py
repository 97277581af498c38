"""A person's own words in a form: what came back from their box, together with what was said since it was shown."""

from __future__ import annotations

from typing import Any

from dialogs import strings
from dialogs.answers import LONGEST_MESSAGE, put_together
from dialogs.cards.parts import fits_in_a_box
from dialogs.shown import is_marked, length_marked
from dialogs.turn import Press, Turn


def left_over(name: str) -> str:
    """The value that holds what did not fit into the words called `name`, and the box that it stays in."""
    return f"{name}_more"


def take_words(turn: Turn, press: Press, values: dict[str, Any], name: str) -> list[str]:
    """Put the words' box, and the box to add to them, into the values; returns what has to be put right.

    What is more than a draft holds stays in the box to add, so that its person can shorten it or send it later.
    """
    before, more_name = values[name], left_over(name)
    if len(press.text(name)) > LONGEST_MESSAGE or len(press.text(more_name)) > LONGEST_MESSAGE:
        return [strings.TOO_MUCH_FOR_ONE]
    told = with_the_box(before, press, name)
    more = press.answer(more_name, values.get(more_name, ""))
    if told is None:
        told, more = before, press.text(name)
    # The same button pressed twice brings the same words twice.
    joined = told if not more or told.endswith(f"\n{more}") else put_together(told, more)
    is_whole = joined is not None
    if joined is None:
        joined = told
    values[more_name] = "" if is_whole or not fits_in_a_box(more) else more
    if joined != before:
        values[name] = joined
        values["flagged"] = turn.flagged(joined)
    return [] if is_whole else [strings.TOO_MUCH_FOR_ONE]


def with_the_box(before: str, press: Press, name: str) -> str | None:
    """The words with what was changed in their box; None where both together are more than a draft holds."""
    if not isinstance(press.data.get(name), str):
        return before
    box, marked = press.text(name), press.shown(name)
    length = length_marked(marked)
    if length < 0 or is_marked(before, marked):
        return box
    if is_marked(box, marked) or box in before:
        # An old card, or the same press twice.
        return before
    if is_marked(before[:length], marked):
        # What was said since stands below what the card showed.
        return put_together(box, before[length:].strip())
    return put_together(before, box)
