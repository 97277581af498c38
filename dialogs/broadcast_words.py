"""A message to many that is typed: which part the words are, by the name before them or by what is still missing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cases.broadcasts import IfLate
from cases.broadcasts.checking import LONGEST_TITLE
from cases.broadcasts.when import read_when
from cases.errors import Refusal
from cases.people import Directory
from dialogs.audiences import audience_named
from dialogs.broadcast_values import ANSWERS, LONG_BOX
from dialogs.cards.parts import LINE_AT_MOST
from dialogs.form import Draft, Values
from dialogs.turn import Turn

_CALLED: Mapping[str, str] = {
    "picture_words": r"picture (?:description|words)|description of the picture|alt(?:ernative)? text",
    "picture": r"picture|photo|image",
    "link_words": r"link (?:words|text)",
    "link": r"link|web (?:page|address)",
    "headline": r"title|heading|headline",
    "right": r"right(?: answer| one)?|correct(?: answer)?",
    "answer_1": r"answer 1|first answer",
    "answer_2": r"answer 2|second answer",
    "answer_3": r"answer 3|third answer",
    "answer_4": r"answer 4|fourth answer",
    "answer": r"answer",
    "explanation": r"explanation|why|because",
    "question": r"question",
    "late": r"(?:if )?late",
    "when": r"when|time|date|day|send (?:it )?(?:on|at)",
    "audience": r"audience|who|for|to",
    "text": r"text|words|message|body",
}
"""What people call each part when they type it: "title: Look twice", "change the date to next Friday"."""

_LABELLED = {
    name: re.compile(
        rf"\s*(?:(?:please\s+)?(?:change|edit|correct|update)\s+(?:the\s+)?(?:{called})\s+to\s+"
        rf"|(?:the\s+)?(?:{called})\s*[:=]\s*)(?P<value>\S.*)",
        re.IGNORECASE | re.DOTALL,
    )
    for name, called in _CALLED.items()
}
IN_WORDS: Mapping[str, str] = {
    "headline": "the title",
    "text": "the text",
    "picture": "the picture",
    "picture_words": "what the picture shows",
    "link": "the link",
    "link_words": "what the link says",
    "question": "the question",
    **{name: f"answer {number}" for number, name in enumerate(ANSWERS, 1)},
    "right": "which answer is right",
    "explanation": "the explanation",
    "audience": "who gets it",
    "when": "when it goes out",
    "late": "what happens if it is late",
}
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PICTURE_ADDRESS = re.compile(r"\S+\.(?:png|jpe?g|gif)(?:\?\S*)?", re.IGNORECASE)
_LEAVES_OUT = re.compile(r"\b(?:skip|leave|not|no|never)\b", re.IGNORECASE)


def heard(turn: Turn, draft: Draft) -> tuple[str, str, bool]:
    """Which part was typed, what it is to be, and whether the part was named; no part where none is meant."""
    text, values = turn.text.strip(), draft.values
    for name, pattern in _LABELLED.items():
        if found := pattern.fullmatch(text):
            return _next_answer(values) if name == "answer" else name, found["value"].strip(), True
    guess = {"words": _as_words, "question": _as_question}.get(draft.step)
    if guess is not None:
        return guess(values, text), text, False
    if audience_named(turn.desk.directory, text):
        return "audience", text, False
    try:
        read_when(text, turn.desk)
    except Refusal:
        return "", text, False
    return "when", text, False


def _as_words(values: Values, text: str) -> str:
    if _ADDRESS.fullmatch(text):
        return "picture" if _PICTURE_ADDRESS.fullmatch(text) else "link"
    if not values["headline"] and not values["text"] and len(text) <= LONGEST_TITLE and "\n" not in text:
        return "headline"
    return "text"


def _as_question(values: Values, text: str) -> str:
    answers = [name for name in ANSWERS if values[name]]
    if text.isdecimal() and answers:
        return "right"
    if not values["question"]:
        return "question"
    return _next_answer(values) if len(answers) < len(ANSWERS) else "explanation"


def _next_answer(values: Values) -> str:
    return next((name for name in ANSWERS if not values[name]), ANSWERS[-1])


def as_kept(directory: Directory, values: Values, name: str, said: str) -> str | None:
    """What was typed as the form keeps it; None for an audience that there is not."""
    if name == "audience":
        return audience_named(directory, said)
    if name == "right":
        return _which_answer(values, said)
    if name == "late":
        return (IfLate.SKIP if _LEAVES_OUT.search(said) else IfLate.SEND_LATE).value
    if name == "text":
        return said
    return said[: LONG_BOX if name == "explanation" else LINE_AT_MOST]


def _which_answer(values: Values, words: str) -> str:
    """The number of the answer that is meant, by its number or its words; empty for what is none."""
    bare = re.sub(r"^(?:answer|number|the)\s+", "", words.strip(" .").casefold())
    numbered = {"first": "1", "second": "2", "third": "3", "fourth": "4"}.get(bare.removesuffix(" one"), bare)
    for number, name in enumerate(ANSWERS, 1):
        if numbered == str(number) or (values[name] and values[name].casefold() == words.strip().casefold()):
            return str(number)
    return ""
