"""Whether a content can be sent as it is: lengths that fit a card, safe links, a question that has an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from cases.broadcasts.broadcast import Content, IfLate, Link, Picture, Question
from cases.errors import Refusal
from cases.words import readable

LONGEST_TITLE: Final = 80
LONGEST_TEXT: Final = 1_500
LONGEST_QUESTION: Final = 200
LONGEST_ANSWER: Final = 100
LONGEST_EXPLANATION: Final = 500
LONGEST_ALT: Final = 200
LONGEST_LINK_WORDS: Final = 60
LONGEST_ADDRESS: Final = 500
FEWEST_ANSWERS: Final = 2
MOST_ANSWERS: Final = 5
MOST_LATE_HOURS: Final = 14 * 24


def checked(content: Content) -> Content:
    """The content as it is kept: without space around its texts and characters that can't be shown.

    Raises `Refusal` with a sentence for everything that has to be put right.
    """
    tidied = _tidied(content)
    if wrong := tuple(_wrong_with(tidied)):
        raise Refusal(" ".join(wrong))
    return tidied


def _tidied(content: Content) -> Content:
    picture, link, question = content.picture, content.link, content.question
    return replace(
        content,
        title=_line(content.title),
        text=readable(content.text).strip(),
        picture=picture and Picture(picture.address.strip(), _line(picture.alt)),
        link=link and Link(link.address.strip(), _line(link.words)),
        question=question and _tidied_question(question),
    )


def _tidied_question(question: Question) -> Question:
    return Question(
        _line(question.words),
        tuple(_line(answer) for answer in question.answers),
        question.right,
        readable(question.explanation).strip(),
    )


def _line(text: str) -> str:
    return " ".join(readable(text).split())


def _wrong_with(content: Content) -> Iterator[str]:
    yield from _missing_or_long("title", content.title, LONGEST_TITLE)
    yield from _missing_or_long("text", content.text, LONGEST_TEXT)
    if content.picture is not None:
        yield from _wrong_with_address("picture", content.picture.address)
        if not content.picture.alt:
            yield "Say in a few words what the picture shows, for those who can't see it."
        yield from _long("words about the picture", content.picture.alt, LONGEST_ALT)
    if content.link is not None:
        yield from _wrong_with_address("link", content.link.address)
        if not content.link.words:
            yield "Write the words to press for the link."
        yield from _long("words of the link", content.link.words, LONGEST_LINK_WORDS)
    if content.question is not None:
        yield from _wrong_with_question(content.question)
        if content.asks_to_confirm:
            yield "Ask a question or ask for “I have read it”, not both: people should have one thing to do."
    if content.if_late is IfLate.SEND_LATE and not 1 <= content.late_hours <= MOST_LATE_HOURS:
        yield f"Say for how many hours it may still be sent late: from 1 to {MOST_LATE_HOURS}."


def _wrong_with_question(question: Question) -> Iterator[str]:
    yield from _missing_or_long("question", question.words, LONGEST_QUESTION)
    answers = question.answers
    if not FEWEST_ANSWERS <= len(answers) <= MOST_ANSWERS:
        yield f"Give the question from {FEWEST_ANSWERS} to {MOST_ANSWERS} answers."
    if not all(answers):
        yield "Write something for each answer, or take it out."
    if len({answer.casefold() for answer in answers}) < len(answers):
        yield "Two answers are the same. Change one of them."
    for answer in answers:
        yield from _long(f"answer “{answer[:20]}…”", answer, LONGEST_ANSWER)
    if not 0 <= question.right < len(answers):
        yield "Say which of the answers is right."
    yield from _missing_or_long("explanation", question.explanation, LONGEST_EXPLANATION)


def _missing_or_long(what: str, text: str, longest: int) -> Iterator[str]:
    if not text:
        yield f"Write the {what}."
    yield from _long(what, text, longest)


def _long(what: str, text: str, longest: int) -> Iterator[str]:
    if len(text) > longest:
        yield f"Make the {what} shorter: {longest:,} characters at most."


def _wrong_with_address(what: str, address: str) -> Iterator[str]:
    if not _is_safe(address):
        yield f"Give the {what} as a whole address that begins with https://."
    yield from _long(f"address of the {what}", address, LONGEST_ADDRESS)


def _is_safe(address: str) -> bool:
    """Whether it is an https address of a host, without what hides where it leads."""
    if not address.isprintable() or " " in address or "\\" in address:
        return False
    try:
        parts = urlsplit(address)
        return (
            parts.scheme == "https" and bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
        )
    except ValueError:
        return False
