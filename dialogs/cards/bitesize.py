"""The cards of a bitesize: the four that it is written with, and what staff get, answer and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from microsoft_teams.cards import (
    ActionSet,
    Column,
    ColumnSet,
    Container,
    ExecuteAction,
    Image,
    OpenUrlAction,
    RichTextBlock,
    TextBlock,
    TextRun,
    ToggleVisibilityAction,
)

from cases.broadcasts import Content, Question
from dialogs import strings
from dialogs.cards import parts
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
        "A bitesize: what does it say?",
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
        "A bitesize: a question at the end?",
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
        "A bitesize: who gets it, and when?",
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
    return parts.card(
        [
            parts.heading("Check the bitesize"),
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
        "Check the bitesize and type 'send' to send it, or 'send me a test'.",
    )


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
    return [
        *_told(content),
        *_asked(content, f"answer_on_{where}", ""),
        parts.quiet(f"Its button: “{button}”."),
    ]


# What staff get.


def bitesize_card(
    content: Content, carried: Mapping[str, Any], note: str = "", chosen: str = "", policy: str = ""
) -> Json:
    """The message as it arrives, with its question or with "I have read it". `note` stands above all else; `policy` is
    the key of the policy that it is about."""
    if content.question:
        button = parts.button("Answer", "broadcast_answer", carried, "positive")
    else:
        button = parts.button(strings.I_HAVE_READ_IT, "broadcast_read", carried, "positive")
    opens = parts.bare_button(strings.OPEN_THE_POLICY, "policy_open", {**carried, "policy": policy})
    return parts.card(
        [*_noted(note), *_told(content), *_asked(content, "answer", chosen)],
        [button, *([opens] if policy else [])],
        in_words(content),
        refresh=("broadcast_shown", carried),
    )


def bitesize_answered_card(content: Content, question: Question, chosen: int, note: str = "") -> Json:
    """What became of it once it was answered: right or not, and why; the message is one press away."""
    is_right = chosen == question.right
    headline = strings.ANSWER_RIGHT if is_right else strings.ANSWER_NOT_RIGHT
    rows = [("You answered", question.answers[chosen])]
    if not is_right:
        rows.append(("The answer is", question.answers[question.right]))
    return parts.card(
        [
            *_noted(note),
            _title(content.title),
            parts.headline(headline),
            parts.quoted(question.words),
            *parts.facts(rows),
            *_paragraphs(question.explanation),
            *_read_again(content),
        ],
        (),
        f"{headline} {question.explanation}",
    )


def bitesize_read_card(content: Content, note: str = "") -> Json:
    """What became of it once it was read."""
    return parts.card(
        [
            *_noted(note),
            _title(content.title),
            parts.headline(strings.THANKS_FOR_READING),
            *_read_again(content),
        ],
        (),
        strings.THANKS_FOR_READING,
    )


def in_words(content: Content) -> str:
    """The whole message for where cards are not shown, and as what is read out when it arrives."""
    question = content.question
    asked = [f"{question.words} {' / '.join(question.answers)}"] if question else []
    linked = [f"{content.link.words}: {content.link.address}"] if content.link else []
    return "\n".join([f"{strings.FROM_THE_TEAM}: {content.title}", content.text, *linked, *asked])


def _noted(note: str) -> list[Any]:
    return [parts.headline(note)] if note else []


def _told(content: Content) -> list[Any]:
    return [_sender(), _title(content.title), *_content(content)]


def _sender() -> TextBlock:
    """Who it is from. It is the heading for those who have the card read out: the title is somebody's own words, and
    those can't be one."""
    return TextBlock(text=strings.FROM_THE_TEAM, style="heading", wrap=True, is_subtle=True, size="Small")


def _content(content: Content) -> list[Any]:
    picture = content.picture
    shown = [Image(url=picture.address, alt_text=picture.alt, size="Stretch")] if picture else []
    return [*shown, *_paragraphs(content.text), *_link(content)]


def _title(title: str) -> RichTextBlock:
    # Somebody's own words, so they are shown as they are.
    return RichTextBlock(inlines=[TextRun(text=title, weight="Bolder", size="Medium")], spacing="Small")


def _paragraphs(text: str) -> list[RichTextBlock]:
    """Somebody's own words, a block for each paragraph and line, so that no client runs them together."""
    blocks = []
    for paragraph in text.strip().split("\n\n"):
        for number, line in enumerate(one for one in paragraph.splitlines() if one.strip()):
            blocks.append(
                RichTextBlock(inlines=[TextRun(text=line.strip())], spacing="None" if number else "Small")
            )
    return blocks


def _link(content: Content) -> list[Any]:
    link = content.link
    if link is None:
        return []
    # Not a button: Teams cuts off a button's title that is wider than a phone.
    opens = OpenUrlAction(title=link.words, url=link.address)
    return [
        RichTextBlock(
            inlines=[TextRun(text=link.words, underline=True, select_action=opens)], spacing="Small"
        )
    ]


def _asked(content: Content, name: str, chosen: str) -> list[Any]:
    question = content.question
    if question is None:
        return []
    options = [(str(number), answer) for number, answer in enumerate(question.answers)]
    return [parts.few_input(name, question.words, options, chosen)]


def _read_again(content: Content) -> list[Any]:
    apart = Container(style="emphasis", items=_content(content))
    return parts.unfolding_items("Read it again", "again", [apart])
