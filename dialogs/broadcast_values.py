"""What the form of a message to many holds, as plain text, and the content that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from cases.audience import Audience, AudienceKind
from cases.broadcasts import BroadcastKind, Content, IfLate, Link, Picture, Question
from cases.broadcasts.checking import checked
from cases.errors import Refusal
from dialogs.audiences import audience_of, key_of
from dialogs.cards.write_broadcast import MOST_ANSWERS
from dialogs.form import Values

ANSWERS: Final = tuple(f"answer_{number}" for number in range(1, MOST_ANSWERS + 1))
LONG_BOX: Final = 2_000
"""Characters of a box for sentences."""

LATE = (
    (IfLate.SEND_LATE.value, "Send it when Ask IG is back, within a day"),
    (IfLate.SKIP.value, "Leave it out"),
)
INPUTS: Mapping[str, Sequence[str]] = {
    "words": ("headline", "text", "text_more", "picture", "picture_words", "link", "link_words"),
    "question": ("question", *ANSWERS, "right", "explanation"),
    "who": ("audience", "when", "late"),
}
EMPTY: Values = {name: "" for names in INPUTS.values() for name in names}


def content_of(values: Values) -> Content:
    """What the form holds, as it is sent. What is wrong with it is found by `checked`."""
    question = _question(values)
    return Content(
        kind=BroadcastKind(values["kind"]),
        title=values["headline"],
        text=values["text"],
        audience=audience_of(values["audience"]) or Audience(AudienceKind.EVERYBODY),
        picture=_picture(values),
        link=_link(values),
        question=question,
        asks_to_confirm=question is None,
        if_late=_late(values),
        about=values["about"],
    )


def values_of(content: Content) -> Values:
    """What the form is filled in with from a content that is there already."""
    question, picture, link = content.question, content.picture, content.link
    answers = question.answers if question else ()
    return {
        "headline": content.title,
        "text": content.text,
        "picture": picture.address if picture else "",
        "picture_words": picture.alt if picture else "",
        "link": link.address if link else "",
        "link_words": link.words if link else "",
        "question": question.words if question else "",
        **{name: answers[at] if at < len(answers) else "" for at, name in enumerate(ANSWERS)},
        "right": str(question.right + 1) if question else "",
        "explanation": question.explanation if question else "",
        "audience": key_of(content.audience),
        "late": content.if_late.value,
        "about": content.about,
        "kind": content.kind.value,
    }


def _late(values: Values) -> IfLate:
    return next((rule for rule in IfLate if rule.value == values["late"]), IfLate.SEND_LATE)


def _picture(values: Values) -> Picture | None:
    address, words = values["picture"], values["picture_words"]
    return Picture(address, words) if address or words else None


def _link(values: Values) -> Link | None:
    address, words = values["link"], values["link_words"]
    return Link(address, words) if address or words else None


def _question(values: Values) -> Question | None:
    """The question; None where neither it nor an answer was written. An answer that was left out in the middle moves
    those behind it up."""
    names = [name for name in ANSWERS if values[name].strip()]
    if not values["question"].strip() and not names:
        return None
    chosen = f"answer_{values['right']}"
    right = names.index(chosen) if chosen in names else -1
    return Question(values["question"], tuple(values[name] for name in names), right, values["explanation"])


_SOUND = Content(
    kind=BroadcastKind.BITESIZE, title="A title", text="A text", audience=Audience(AudienceKind.EVERYBODY)
)
"""With nothing wrong, to check one step's parts at a time."""


def wrong_with_words(values: Values) -> str:
    """What has to be put right in the title, text, picture and link, in sentences; empty where nothing has."""
    content = content_of(values)
    return _wrong_with(
        replace(_SOUND, title=content.title, text=content.text, picture=content.picture, link=content.link)
    )


def wrong_with_question(values: Values) -> str:
    """The same for the question and its answers."""
    return _wrong_with(replace(_SOUND, question=_question(values)))


def _wrong_with(content: Content) -> str:
    try:
        checked(content)
    except Refusal as refusal:
        return str(refusal)
    return ""
