"""The cards of a message to many as people get it, answer it and read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microsoft_teams.cards import Container, Image, OpenUrlAction, RichTextBlock, TextBlock, TextRun

from cases.broadcasts import Content, Question
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json


def message_card(
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
        [*_noted(note), *shown(content, "answer", chosen)],
        [button, *([opens] if policy else [])],
        in_words(content),
        refresh=("broadcast_shown", carried),
    )


def answered_card(content: Content, question: Question, chosen: int, note: str = "") -> Json:
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


def read_card(content: Content, note: str = "") -> Json:
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


def shown(content: Content, answer: str, chosen: str = "") -> list[Any]:
    """The message with its question, as it stands in a card. `answer` names the box of the question's answers."""
    return [_sender(), _title(content.title), *_content(content), *_asked(content, answer, chosen)]


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
