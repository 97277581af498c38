"""The card that says what the bot can do, and those that offer a choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from microsoft_teams.cards import ActionSet

from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.finding import SEARCHED
from dialogs.cards.parts import Json


def menu_card(
    *,
    works_cases: bool,
    coordinates: bool,
    answers_questions: bool,
    broadcasts: bool,
    drafts: int,
    kept: str = "",
) -> Json:
    """What the bot can do, as buttons. `kept` names words that were typed before, for the buttons to begin with."""
    work: list[Any] = []
    if works_cases:
        lists = [parts.button("My day", "my_day", {}), parts.button("Not yet taken", "untaken", {})]
        lists += [
            parts.button(title, "found", {SEARCHED: title.lower()}) for title in ("Due this week", "Overdue")
        ]
        lists.append(parts.button("Find cases", "search", {}))
        work += [parts.subheading("Cases to work on"), ActionSet(actions=lists)]
    if coordinates:
        asked = parts.button("What we are asked for", "asks", {})
        work += [parts.subheading("Your service"), ActionSet(actions=[asked])]
    if answers_questions:
        asked = parts.button("What people ask", "what_people_ask", {})
        work += [parts.subheading("Questions about policy"), ActionSet(actions=[asked])]
    if broadcasts:
        listed = [
            parts.button(strings.WRITE_A_BITESIZE, "bitesize_new", {}),
            parts.button(strings.ALL_BITESIZES, "bitesizes", {}),
        ]
        work += [parts.subheading("Messages to many"), ActionSet(actions=listed)]
    carried = {"kept": kept} if kept else {}
    actions = [
        parts.button("Report an incident", "begin", {"form": "report_incident", **carried}, "positive"),
        parts.button("Pass on a request", "begin", {"form": "pass_on_request", **carried}),
    ]
    if kept:
        actions.append(parts.button("Answer it from policy", "choose", {"as": "policy_question", **carried}))
    actions.append(parts.button(strings.CHECK_A_DOCUMENT, "check_how", {}))
    actions.append(parts.button("My cases", "my_cases", {}))
    if drafts == 1:
        actions.insert(0, parts.button("Continue my draft", "continue", {}))
    elif drafts:
        actions.insert(0, parts.button("My drafts", "my_drafts", {}))
    return parts.card(
        [parts.heading(strings.WHAT_I_CAN_DO), parts.words(strings.MENU_SENTENCE), *work],
        actions,
        strings.WHAT_I_CAN_DO,
    )


def choice_card(
    question: str, kept: str, reasons: Sequence[str], options: Sequence[tuple[str, str]], explained: str = ""
) -> Json:
    """A question with one to three ways to go. Options are (what to do, title); what was typed is kept.

    Reasons quote the person's words, so they are shown as they are.
    """
    return parts.card(
        [
            parts.heading(question),
            *([parts.words(explained)] if explained else []),
            *[parts.quoted(reason) for reason in reasons],
        ],
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


def drafts_card(drafts: Sequence[tuple[str, str, str]]) -> Json:
    """All unfinished drafts, the newest first, as (what it is, how it begins, its id)."""
    rows = [
        parts.row_with_button(
            f"Draft {number}: {what}",
            parts.shortened(begins, 80) or "Nothing typed yet.",
            "Continue",
            "continue",
            {"draft": draft},
        )
        for number, (what, begins, draft) in enumerate(drafts, 1)
    ]
    return parts.card([parts.heading(strings.YOUR_DRAFTS), *rows], (), strings.YOUR_DRAFTS)


def question_sent_card(reference: str, heading: str, who_has_it: str) -> Json:
    """What became of a question."""
    return parts.card(
        [
            parts.heading(heading),
            parts.words("Somebody from the team will answer you here."),
            parts.words(who_has_it),
            parts.quiet("Has something already gone wrong? Then please tell me what happened."),
        ],
        [
            parts.button("Something has gone wrong", "begin", {"form": "report_incident"}),
            parts.under_more(parts.bare_button("Withdraw it", "withdraw", {"case": reference})),
        ],
        heading,
    )


def typed_card(words: str, why: str = "") -> Json:
    """Words that found no place, shown so that their person can use them elsewhere."""
    return parts.card(
        [
            *([parts.words(why)] if why else []),
            parts.words(strings.YOU_TYPED),
            parts.quoted(words, len(words) if parts.fits_in_a_box(words) else parts.EDITABLE_AT_MOST),
        ],
        (),
        why or strings.YOU_TYPED,
    )


def said_card(text: str) -> Json:
    """What became of a card that has served its purpose: one sentence, no dead buttons."""
    return parts.card([parts.words(text)], (), text)
