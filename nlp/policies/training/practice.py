"""Practice: questions with the passages that answer them, over texts of several kinds."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from cases.policies import Passage, PassageKind
from nlp.policies.index import ToIndex
from nlp.policies.library import to_index
from nlp.policies.question import Question, read_question
from nlp.policies.texts import heading_lines, plain_lines, sentences_of

POLICY_QA: Final = "policyqa-dev.json"
MANUALS: Final = ("manuals-a.jsonl", "manuals-b.jsonl")
"""Files of pages that the questions in `questions/` are about, `{"id", "title", "text"}` a line."""

WRITTEN: Final = ("policies", "procedures", "retention", "definitions", "unanswered")
"""Files of questions about the model policies, each a family."""
NOTHING: Final = "-"
"""What stands in the place of a section where nothing answers a question."""

_MODEL_POLICY: Final = "RM01"
_SMALLEST_POLICY: Final = 12
"""Segments."""
_QUESTIONS_OF_A_POLICY: Final = 40
_SEED: Final = 7
_MOST: Final = 200
_OF_A_ROW: Final = (
    "How long do I keep {}?",
    "how long must we keep {}",
    "When can I destroy {}?",
    "What is the retention period for {}?",
    "Can I delete {} now?",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the places of the passages that answer it."""

    question: Question
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Practice:
    """Texts and questions about them. What is held out is held out by family."""

    family: str
    name: str
    texts: tuple[ToIndex, ...]
    asked: tuple[Asked, ...]


def practice_from(library: Sequence[Passage], data: Path) -> Iterator[Practice]:
    """All the practice: on the library alone, and on what is in the folder `data`."""
    yield from _on_questions(library)
    yield _on_headings(library)
    yield _on_headings_kept(library)
    yield _on_rows(library)
    for name in MANUALS:
        if (data / name).is_file():
            yield _on_manuals(name, data / name)
            yield _on_parts_taken_out(name, data / name)
    yield from _asked_elsewhere(library, [data / name for name in MANUALS if (data / name).is_file()])
    if (data / POLICY_QA).is_file():
        yield from _on_website_policies(data / POLICY_QA)


def written_questions(name: str) -> Iterator[tuple[str, str, str]]:
    """What answers it, the story and the question, of each line that we wrote."""
    return lines_of(files(__package__).joinpath("questions", name))


def lines_of(file: Traversable) -> Iterator[tuple[str, str, str]]:
    """The lines of such a file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            answered_by, story, question = line.split("|")
            yield answered_by, story, question


def places_answering(library: Sequence[Passage], answered_by: str) -> frozenset[int]:
    """The places of the passages that a line of ours names; none where it says "-".

    "RM00 5.2" is all of a section, "RM01 29/Drone" the row or term in it whose name begins so, and ";" stands between
    several. Raises `ValueError` where a name fits nothing, or more than one row.
    """
    if answered_by == NOTHING:
        return frozenset()
    return frozenset(place for name in answered_by.split(";") for place in _places_named(library, name))


def _places_named(library: Sequence[Passage], name: str) -> list[int]:
    section, _, begins = name.partition("/")
    named = {
        at: passage.headings[-1]
        for at, passage in enumerate(library)
        if f"{passage.policy.number} {passage.section}" == section and passage.headings
    }
    places = [at for at, heading in named.items() if heading == begins]
    places = places or [at for at, heading in named.items() if heading.startswith(begins)]
    if not places or (begins and len(places) > 1):
        raise ValueError(f"{name} names {len(places) or 'no'} passages")
    return places


def _on_questions(library: Sequence[Passage]) -> Iterator[Practice]:
    """The questions that we wrote about the model policies, where these are the library."""
    if not any(passage.policy.number == _MODEL_POLICY for passage in library):
        return
    for family in WRITTEN:
        asked = tuple(
            Asked(read_question(f"{story} {question}".strip()), places_answering(library, answered_by))
            for answered_by, story, question in written_questions(f"{family}.txt")
        )
        yield Practice(family, family, _texts(library), asked)


def _texts(library: Sequence[Passage]) -> tuple[ToIndex, ...]:
    return tuple(map(to_index, library))


def _on_headings(library: Sequence[Passage]) -> Practice:
    """A section's own heading as the question; the heading is taken away from the section."""
    texts = tuple(ToIndex(passage.policy.title, passage.text) for passage in library)
    asked = tuple(
        Asked(Question(passage.headings[-1]), frozenset({at}))
        for at, passage in enumerate(library)
        if passage.kind is PassageKind.PROSE and passage.headings and len(passage.headings[-1].split()) > 2
    )
    return Practice("headings", "headings", texts, asked)


def _on_headings_kept(library: Sequence[Passage]) -> Practice:
    """A section's heading without one of its words as the question; the section keeps it."""
    chance = random.Random(_SEED)  # noqa: S311
    asked = tuple(
        Asked(Question(_without_a_word(passage.headings[-1], chance)), frozenset({at}))
        for at, passage in enumerate(library)
        if passage.kind is PassageKind.PROSE and passage.headings and len(passage.headings[-1].split()) > 3
    )
    return Practice("headings kept", "headings kept", _texts(library), asked)


def _on_rows(library: Sequence[Passage]) -> Practice:
    """What people ask of a retention schedule, with the name of a row, one of its words left out."""
    chance = random.Random(_SEED)  # noqa: S311
    rows = [
        (at, passage.headings[-1])
        for at, passage in enumerate(library)
        if passage.kind is PassageKind.ROW and passage.headings and "Keep for: " in passage.text
    ]
    asked = tuple(
        Asked(
            Question(chance.choice(_OF_A_ROW).format(_without_a_word(name.split(",")[0].lower(), chance))),
            frozenset({at}),
        )
        for at, name in chance.sample(rows, min(_MOST, len(rows)))
    )
    return Practice("rows", "rows", _texts(library), asked)


def _without_a_word(text: str, chance: random.Random) -> str:
    words = text.split()
    if len(words) > 2:
        del words[chance.randrange(len(words))]
    return " ".join(words)


def _asked_elsewhere(library: Sequence[Passage], manuals: Sequence[Path]) -> Iterator[Practice]:
    """Questions about other texts, which nothing here answers."""
    policies = [practice for practice in _on_questions(library) if practice.name == "policies"]
    everything = [*policies, *(_on_manuals(file.name, file) for file in manuals)]
    for practice in everything:
        foreign = [asked.question for other in everything if other is not practice for asked in other.asked]
        short = [Question(question.asked) for question in foreign]
        yield Practice(
            "asked elsewhere",
            practice.name,
            practice.texts,
            tuple(Asked(question, frozenset()) for question in (*foreign, *short)),
        )


def _pages(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _on_manuals(name: str, file: Path) -> Practice:
    pages = _pages(file)
    place = {page["id"]: at for at, page in enumerate(pages)}
    asked = tuple(
        Asked(read_question(f"{story} {question}"), frozenset({place[page]}))
        for page, story, question in written_questions(name.replace(".jsonl", ".txt"))
        if page in place
    )
    return Practice(name, name, tuple(ToIndex(page.get("title", ""), page["text"]) for page in pages), asked)


def _on_parts_taken_out(name: str, file: Path) -> Practice:
    """Two sentences of a page as the story and a heading as the question, both taken out of the page."""
    chance = random.Random(_SEED)  # noqa: S311 (a draw to practise on, no secret)
    texts: list[ToIndex] = []
    asked: list[Asked] = []
    for page in _pages(file):
        lines = plain_lines(page["text"])
        are_headings = heading_lines(lines)
        headings = [
            at
            for at, is_heading in enumerate(are_headings)
            if is_heading and at and len(lines[at].split()) > 2
        ]
        told = [at for at, line in enumerate(lines) if not are_headings[at] and 8 < len(line.split()) < 120]
        if headings and len(told) > 6:
            taken = [*chance.sample(told, 2), chance.choice(headings)]
            story = " ".join(lines[at][slice(*sentences_of(lines[at])[0])] for at in taken[:2])
            asked.append(Asked(Question(lines[taken[2]], story), frozenset({len(texts)})))
            lines = [line for at, line in enumerate(lines) if at not in taken]
        texts.append(ToIndex(page.get("title", ""), "\n".join(lines)))
    asked = chance.sample(asked, min(_MOST, len(asked)))
    return Practice(f"taken out of {name}", f"taken out of {name}", tuple(texts), tuple(asked))


def _on_website_policies(file: Path) -> Iterator[Practice]:
    """Questions that one segment of a website's policy answers, asked of that policy."""
    chance = random.Random(_SEED)  # noqa: S311
    for policy in json.loads(file.read_text(encoding="utf-8"))["data"]:
        answers: dict[str, set[int]] = {}
        for at, segment in enumerate(policy["paragraphs"]):
            for asked in segment["qas"]:
                answers.setdefault(asked["question"], set()).add(at)
        single = [(question, frozenset(places)) for question, places in answers.items() if len(places) == 1]
        if len(policy["paragraphs"]) >= _SMALLEST_POLICY:
            chosen = chance.sample(single, min(_QUESTIONS_OF_A_POLICY, len(single)))
            yield Practice(
                "website policies",
                policy["title"],
                tuple(ToIndex("", segment["context"]) for segment in policy["paragraphs"]),
                tuple(Asked(Question(question), places) for question, places in chosen),
            )
