"""The cards that a message to many is written with, from what it begins with to how it will look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from microsoft_teams.cards import (
    ActionSet,
    Column,
    ColumnSet,
    Container,
    ExecuteAction,
    ToggleVisibilityAction,
)

from cases.broadcasts import BroadcastKind, Content
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.broadcast_message import shown
from dialogs.cards.parts import Json

MOST_ANSWERS = 4
PHONE_WIDTH = "270px"
"""What a card leaves for its words in Teams on a phone, and still fits into a card that is itself on a phone."""

_MORE_ON_WORDS = ("picture", "picture_words", "link", "link_words")
_THROW_AWAY = "Throw this draft away"
EMPTY = "empty"
"""The choice to begin with nothing filled in."""


def ready_card(ready: Sequence[tuple[str, str]], drafts: Sequence[tuple[str, str, str]], once: str) -> Json:
    """What a bitesize can begin from: what is ready, as (key, title), or a draft, as (title, line, id). `once` tells a
    second press of the button from a second bitesize."""
    title = strings.WRITE_A_BITESIZE
    rows = [
        parts.row_with_button(line, named, "Go on", "bitesize_edit", {"broadcast": key})
        for named, line, key in drafts
    ]
    return parts.card(
        [
            parts.heading(title),
            parts.words(strings.WRITE_A_BITESIZE_HOW),
            parts.few_input("ready", "Start from", [*ready, (EMPTY, "An empty one")], EMPTY),
            *([parts.subheading("Or go on with a draft")] if rows else []),
            *rows,
        ],
        [
            parts.button("Start from this one", "bitesize_start", {"once": once}, "positive"),
            parts.bare_button(strings.ALL_BITESIZES, "bitesizes", {}),
        ],
        title,
    )


def words_card(
    draft: Mapping[str, Any], values: Mapping[str, Any], problems: Sequence[str], warning: str
) -> Json:
    """Step one: what it says."""
    more: list[Any] = [
        parts.text_input("picture", "Address of a picture", values["picture"], hint="https://"),
        parts.text_input("picture_words", "What the picture shows", values["picture_words"], lines=2),
        parts.quiet("Read out to those who don't see the picture."),
        parts.text_input("link", "Address of a link", values["link"], hint="https://"),
        parts.text_input(
            "link_words", "What the link says", values["link_words"], lines=2, hint="Read the policy"
        ),
    ]
    if not any(values[name] for name in _MORE_ON_WORDS):
        more = parts.unfolding_items("Add a picture or a link", "more_on_words", more)
    return parts.card(
        [
            parts.heading("What does it say?"),
            *_problems(problems, warning),
            parts.text_input("headline", "Title", values["headline"], lines=2),
            *parts.own_words_input("text", "Text", values["text"], values.get("text_more", "")),
            parts.quiet("Short is read: 60 to 110 words, one thing, no names."),
            *more,
        ],
        _steering(draft, "Next"),
        f"{_kind(values)}: what does it say?",
    )


def question_card(draft: Mapping[str, Any], values: Mapping[str, Any], problems: Sequence[str]) -> Json:
    """Step two: the question, which may be left out."""
    numbers = range(1, MOST_ANSWERS + 1)
    return parts.card(
        [
            parts.heading("A question at the end?"),
            parts.words("Leave it empty to ask for “I have read it” instead."),
            *_problems(problems, ""),
            parts.text_input("question", "The question", values["question"], lines=2),
            *[
                parts.text_input(
                    f"answer_{number}",
                    f"Answer {number}" if number < 3 else f"Answer {number} (optional)",
                    values[f"answer_{number}"],
                    lines=2,
                )
                for number in numbers
            ],
            parts.choice_input(
                "right",
                "Which one is right?",
                [(str(number), f"Answer {number}") for number in numbers],
                values["right"],
            ),
            parts.text_input("explanation", "Why? Shown after the answer", values["explanation"], lines=3),
        ],
        _steering(draft, "Next", has_back=True),
        f"{_kind(values)}: a question at the end?",
    )


def who_card(
    draft: Mapping[str, Any],
    values: Mapping[str, Any],
    audiences: Sequence[tuple[str, str]],
    late: Sequence[tuple[str, str]],
    problems: Sequence[str],
) -> Json:
    """Step three: who gets it, and when."""
    return parts.card(
        [
            parts.heading("Who gets it, and when?"),
            *_problems(problems, ""),
            parts.choice_input("audience", "Who gets it?", audiences, values["audience"]),
            parts.text_input("when", "When?", values["when"], hint="first Tuesday 10:00"),
            parts.quiet(
                "In your words: “now”, “tomorrow 9am”, “first Tuesday 10:00”, “on 12 January at 10”."
            ),
            parts.few_input("late", "And if Ask IG is off at that moment?", late, values["late"]),
        ],
        _steering(draft, "Check it", has_back=True),
        f"{_kind(values)}: who gets it, and when?",
    )


def ends(draft: Mapping[str, Any], sends: str) -> list[ExecuteAction]:
    """What ends the form, or tries it out. `sends` is the first button's title."""
    return [
        parts.button(sends, "send", draft, "positive"),
        parts.button("Send me a test", "bitesize_test", draft),
    ]


def ends_overtaken(draft: Mapping[str, Any]) -> list[ExecuteAction]:
    """The same where a colleague was quicker."""
    return [
        parts.button(strings.SAVE_IT_ANEW, "bitesize_anew", draft, "positive"),
        parts.bare_button(_THROW_AWAY, "discard", draft),
    ]


def check_card(
    draft: Mapping[str, Any],
    content: Content,
    rows: Sequence[tuple[str, str]],
    ending: Sequence[ExecuteAction],
    problems: Sequence[str],
    warning: str,
) -> Json:
    """Step four: how it looks on a phone and on a computer, who gets it and when; `ending` are the buttons that end
    it."""
    check = f"Check the {content.kind.title.lower()}"
    return parts.card(
        [
            parts.heading(check),
            *_problems(problems, warning),
            *parts.facts(rows),
            parts.subheading("How it looks"),
            *_previews(content),
        ],
        [
            *ending,
            parts.bare_button("Change the words", "change", {**draft, "to": "words"}),
            parts.under_more(parts.bare_button("Change the question", "change", {**draft, "to": "question"})),
            parts.under_more(parts.bare_button("Change who and when", "change", {**draft, "to": "who"})),
        ],
        f"{check} and type 'send' to send it, or 'send me a test'.",
    )


def _kind(values: Mapping[str, Any]) -> str:
    return BroadcastKind(values["kind"]).title


def _problems(problems: Sequence[str], warning: str) -> list[Any]:
    return [parts.problem(text) for text in [*problems, *([warning] if warning else [])]]


def _steering(draft: Mapping[str, Any], onward: str, *, has_back: bool = False) -> list[Any]:
    back = [parts.button("Back", "back", draft)] if has_back else []
    return [parts.button(onward, "next", draft, "positive"), *back, *_put_away(draft)]


def _put_away(draft: Mapping[str, Any]) -> list[Any]:
    return [
        parts.under_more(parts.button("Leave it for later", "leave", draft)),
        parts.under_more(parts.bare_button(_THROW_AWAY, "discard", draft)),
    ]


def _previews(content: Content) -> list[Any]:
    """The message as a phone shows it, and behind a button as a computer does."""
    phone = Column(width=PHONE_WIDTH, show_border=True, items=_preview(content, "phone"))
    swap = ToggleVisibilityAction(
        title="Phone or computer", target_elements=["preview_phone", "preview_computer"]
    )
    return [
        Container(
            id="preview_phone",
            spacing="Small",
            items=[parts.quiet("On a phone:"), ColumnSet(columns=[phone], spacing="Small")],
        ),
        Container(
            id="preview_computer",
            is_visible=False,
            spacing="Small",
            items=[
                parts.quiet("On a computer:"),
                Container(show_border=True, spacing="Small", items=_preview(content, "computer")),
            ],
        ),
        ActionSet(actions=[swap], spacing="Small"),
    ]


def _preview(content: Content, where: str) -> list[Any]:
    button = "Answer" if content.question else strings.I_HAVE_READ_IT
    return [*shown(content, f"answer_on_{where}"), parts.quiet(f"Its button: “{button}”.")]
