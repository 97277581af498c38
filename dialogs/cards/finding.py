"""Looking for cases: the card that asks what for, and a page of what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dialogs.cards import parts
from dialogs.cards.parts import Json

SEARCHED = "search"
"""The name under which a button carries what was looked for."""

HINT = "Like: parking fines, FOI since March, SAR from Mr Okafor"


@dataclass(frozen=True)
class SearchInputs:
    """What stands in the search card: the words, and a value for each list and date."""

    words: str = ""
    kind: str = ""
    state: str = ""
    service: str = ""
    dates: str = ""
    first: str = ""
    last: str = ""


def search_card(
    inputs: SearchInputs,
    *,
    kinds: Sequence[tuple[str, str]],
    states: Sequence[tuple[str, str]],
    services: Sequence[tuple[str, str]],
    dates: Sequence[tuple[str, str]],
    problem: str = "",
) -> Json:
    """What to look for. All of it is optional, and options are (value, title)."""
    return parts.card(
        [
            parts.heading("Find cases"),
            *([parts.problem(problem)] if problem else []),
            parts.text_input("words", "What are you looking for?", inputs.words, hint=HINT),
            parts.quiet("Words, a name, a reference or how one begins. Leave empty what does not matter."),
            parts.side_by_side(
                parts.choice_input("kind", "What kind of case?", kinds, inputs.kind),
                parts.choice_input("state", "Where does it stand?", states, inputs.state),
            ),
            parts.choice_input("service", "Which service?", services, inputs.service),
            parts.choice_input("dates", "Which date matters?", dates, inputs.dates),
            parts.side_by_side(
                parts.date_input("first", "From", inputs.first), parts.date_input("last", "To", inputs.last)
            ),
        ],
        [parts.button("Search", "search_now", {}, "positive")],
        "Find cases. You can also type it, like: search parking fines.",
    )


def found_card(
    title: str,
    understood: str,
    lines: Sequence[tuple[str, str]],
    pages: Sequence[tuple[str, Mapping[str, str]]],
    searched: str,
) -> Json:
    """A page of cases, each with one line and a button that opens it.

    `lines` are (reference, line). `pages` are the buttons to the pages beside it, as title and what they carry.
    """
    nothing = (
        [] if lines else [parts.words("I found nothing that you can see. Try fewer words or other dates.")]
    )
    rows = [
        parts.row_with_button(reference, line, "Open", "open", {"case": reference})
        for reference, line in lines
    ]
    buttons = [parts.button(name, "found", carried) for name, carried in pages]
    return parts.card(
        [parts.heading(title), *([parts.quoted(understood)] if understood else []), *rows, *nothing],
        [*buttons, parts.button("Change the search", "search", {SEARCHED: searched})],
        f"{title}. {understood}".strip(),
    )


def similar_card(
    title: str, reference: str, lines: Sequence[tuple[str, str]], repeat: tuple[str, str] | None
) -> Json:
    """Answered requests like one at hand, as (reference, line), and the request that it may repeat."""
    rows = [
        parts.row_with_button(other, line, "Open", "open", {"case": other})
        for other, line in (*([repeat] if repeat else []), *lines)
    ]
    sentence = "Compare them before you use an answer again: they share words, not always the question."
    nothing = "There is no answered request like it that you can see."
    return parts.card(
        [parts.heading(title), parts.words(sentence if rows else nothing), *rows],
        [parts.button("Back to the case", "open", {"case": reference})],
        title,
    )
