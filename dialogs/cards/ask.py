"""What a service is asked for, as its coordinator sees it."""

from __future__ import annotations

from collections.abc import Sequence

from cases.ask import Ask, AskState
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json

ANSWER = "What did you find, or where is it?"
_QUESTION_AT_MOST = 6_000


def ask_card(ask: Ask, *, by: str, asker: str, typed: str, problem: str, note: str) -> Json:
    """One ask: the question, the day, and a box for the answer while there is none."""
    title = f"Information wanted for {ask.reference}"
    body = [
        parts.heading(title),
        parts.headline(f"Please answer by {by}." if ask.state is AskState.OPEN else f"{ask.state.title}."),
        *([parts.words(note)] if note else []),
        *([parts.problem(problem)] if problem else []),
        parts.said_by(f"{asker} asks:", ask.question, _QUESTION_AT_MOST),
    ]
    carried = {"ask": ask.id}
    if ask.state is not AskState.OPEN:
        if ask.answer:
            body.append(parts.said_by("Your service answered:", ask.answer, _QUESTION_AT_MOST))
        return parts.card(body, [parts.button("What else we are asked", "asks", {})], title)
    body += [
        parts.text_input("answer", ANSWER, typed, lines=5),
        parts.quiet(
            "Send everything that you hold, also what you think can't be given out. The team decides that."
        ),
    ]
    return parts.card(
        body,
        [
            parts.button("Send the answer", "ask_answer", carried, "positive"),
            parts.button("We don't hold this", "ask_not_held", carried),
        ],
        f"{title}, by {by}.",
    )


def asks_card(lines: Sequence[tuple[Ask, str]], *, more: bool) -> Json:
    """What a coordinator's services have not answered yet, the nearest day first."""
    rows = [
        parts.row_with_button(
            f"For {ask.reference}", f"{line}: {ask.question}"[:300], "Open", "ask", {"ask": ask.id}
        )
        for ask, line in lines
    ]
    nothing = [] if rows else [parts.words("Nothing is waiting for your service.")]
    rest = [parts.quiet("There is more. Answer these first, then look again.")] if more else []
    return parts.card([parts.heading(strings.YOUR_ASKS), *rows, *nothing, *rest], (), strings.YOUR_ASKS)
