"""The card that says what the bot can do, and those that offer a choice."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json


def menu_card(*, works_cases: bool, drafts: int) -> Json:
    """What the bot can do, as buttons."""
    actions = [
        parts.button("Report an incident", "begin", {"form": "report_incident"}, "positive"),
        parts.button("Pass on a request", "begin", {"form": "pass_on_request"}),
        parts.button("My cases", "my_cases", {}),
    ]
    if drafts:
        actions.insert(0, parts.button("Continue my draft", "continue", {}))
    if works_cases:
        actions.append(parts.button("Not yet taken", "untaken", {}))
    return parts.card(
        [parts.heading(strings.WHAT_I_CAN_DO), parts.words(strings.MENU_SENTENCE)],
        actions,
        strings.WHAT_I_CAN_DO,
    )


def choice_card(question: str, kept: str, reasons: Sequence[str], options: Sequence[tuple[str, str]]) -> Json:
    """A question with two or three ways to go. Options are (what to do, title); what was typed is kept."""
    return parts.card(
        [parts.heading(question), *[parts.quiet(reason) for reason in reasons]],
        [parts.button(title, "choose", {"kept": kept, "as": option}) for option, title in options],
        question,
    )


def draft_card(what: str, draft: str) -> Json:
    """An unfinished draft: go on or throw it away."""
    return parts.card(
        [parts.heading(f"Kept: {what}"), parts.words(strings.KEPT)],
        [
            parts.button("Continue", "continue", {"draft": draft}, "positive"),
            parts.button("Throw it away", "discard", {"draft": draft}),
        ],
        strings.KEPT,
    )


def said_card(text: str) -> Json:
    """What became of a card that has served its purpose: one sentence, no dead buttons."""
    return parts.card([parts.words(text)], (), text)
