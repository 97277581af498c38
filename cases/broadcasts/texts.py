"""Texts that ship, to start a message from: twelve bitesizes, and a lesson for each kind of incident."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from cases.audience import Audience, AudienceKind
from cases.broadcasts.broadcast import BroadcastKind, Content, Question

_BITESIZES: Final = "bitesizes.toml"
_LESSONS: Final = "lessons.toml"


@dataclass(frozen=True)
class ReadyText:
    """A text to start from. `id` is short and steady: a lesson's is the ICO category that it is about."""

    id: str
    title: str
    text: str
    question: Question

    def content(self, audience: Audience, about: str) -> Content:
        """A bitesize of this text for an audience."""
        return Content(
            kind=BroadcastKind.BITESIZE,
            title=self.title,
            text=self.text,
            audience=audience,
            question=self.question,
            about=about,
        )


@cache
def bitesizes() -> Mapping[str, ReadyText]:
    """The bitesizes that ship, by id, in the order in which they are offered."""
    return _texts_of(_BITESIZES)


@cache
def lesson_texts() -> Mapping[str, ReadyText]:
    """A text for each of the ICO's categories, by category."""
    return _texts_of(_LESSONS)


@cache
def lesson_lead() -> str:
    """How a lesson begins; `{service}` stands for the title of the service."""
    return str(_written(_LESSONS)["lead"]).strip()


def bitesize_content(bitesize_id: str) -> Content | None:
    """A bitesize that ships, to everybody, to be changed as the officer likes; None where there is none of this id."""
    found = bitesizes().get(bitesize_id)
    return None if found is None else found.content(Audience(AudienceKind.EVERYBODY), f"bitesize/{found.id}")


def _written(name: str) -> dict[str, Any]:
    return tomllib.loads((files("cases.broadcasts") / name).read_text(encoding="utf-8"))


def _texts_of(name: str) -> Mapping[str, ReadyText]:
    return {row["id"]: _ready(row) for row in _written(name)["texts"]}


def _ready(row: Mapping[str, Any]) -> ReadyText:
    answers = tuple(row["answers"])
    question = Question(row["question"], answers, answers.index(row["right"]), row["why"])
    return ReadyText(row["id"], row["title"], row["text"].strip(), question)
