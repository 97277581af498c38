"""An index over passages: which words stand where, in arrays that are kept on disk and mapped when they are needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nlp.policies.texts import heading_lines, plain_lines, title_in
from nlp.policies.vectors import Encoder, PassageVectors, stretches_of, vectors_of
from nlp.policies.words import Stems, words_of

FORM: Final = 4
"""Changes when an index that was kept can no longer be read, or would be made otherwise."""

HEADING: Final = 1.5
"""How often a word in a heading counts."""
TITLE: Final = 1.5
"""How often a word in the title counts."""

Whole = npt.NDArray[np.int32]
Real = npt.NDArray[np.float32]

_ARRAYS: Final = (
    "body",
    "body_begins",
    "title",
    "title_begins",
    "name",
    "name_begins",
    "short",
    "sort",
    "chapter",
    "passage_of_posting",
    "times_of_posting",
    "posting_begins",
    "length",
)
_VECTORS: Final = "vectors.npy"
_VECTORS_BEGIN: Final = "vectors_begin.npy"


class Sort(IntEnum):
    """What sort of question a passage is there for."""

    ANY = 0
    MEANING = 1
    """It defines a term."""
    KEEPING = 2
    """It says how long a record is kept."""


@dataclass(frozen=True, slots=True)
class ToIndex:
    """What is indexed of a passage.

    A title says what it is about; "" where there is none. The name is what it is called itself: the heading right over
    it, a row's first cell, a term; "" where that is the title. `short` is the name's abbreviation, "" without one.
    `chapter` is what it is a part of, the same for all its parts; "" where that is not known.
    """

    title: str
    text: str
    name: str = ""
    short: str = ""
    sort: Sort = Sort.ANY
    chapter: str = ""


@dataclass(frozen=True)
class PassageIndex:
    """The words of passages, by passage in order and by word.

    `words` are stems, and `forms` has for each the form that was met first. `body` and `title` hold the words of all
    passages one after the other, as places in `words`; passage n's begin at `…_begins[n]`. So does `name`. `short` has
    the place of each name's abbreviation, -1 without one, and `sort` each passage's `Sort`. Passages of one chapter
    have its number in `chapter`, those without -1. Postings say for each word in which passages it stands and how
    often, a heading and the title counting more. `length` is a passage's length, counted alike. `vectors` are there
    where an encoder is set.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...]
    body: Whole
    body_begins: npt.NDArray[np.int64]
    title: Whole
    title_begins: npt.NDArray[np.int64]
    name: Whole
    name_begins: npt.NDArray[np.int64]
    short: Whole
    sort: Whole
    chapter: Whole
    passage_of_posting: Whole
    times_of_posting: Real
    posting_begins: npt.NDArray[np.int64]
    length: Real
    vectors: PassageVectors | None = None

    def __len__(self) -> int:
        return len(self.length)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Each word's place."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def usual_length(self) -> float:
        """The mean length of a passage."""
        return float(self.length.mean()) if len(self.length) else 0.0

    def postings(self, word: int) -> tuple[Whole, Real]:
        """The passages in which a word stands, and how often."""
        begin, end = self.posting_begins[word], self.posting_begins[word + 1]
        return self.passage_of_posting[begin:end], self.times_of_posting[begin:end]

    def body_of(self, passage: int) -> Whole:
        """The words of a passage in order."""
        return self.body[self.body_begins[passage] : self.body_begins[passage + 1]]

    def title_of(self, passage: int) -> Whole:
        """The words of a passage's title in order."""
        return self.title[self.title_begins[passage] : self.title_begins[passage + 1]]

    def name_of(self, passage: int) -> Whole:
        """The words of what a passage is called, in order."""
        return self.name[self.name_begins[passage] : self.name_begins[passage + 1]]

    @cached_property
    def found_in(self) -> npt.NDArray[np.int64]:
        """In how many passages each word stands."""
        return np.diff(self.posting_begins)


def build_index(passages: Iterable[ToIndex], encoder: Encoder | None = None) -> PassageIndex:
    """The index of passages, in their order; with their vectors where there is an encoder."""
    places = _Places()
    bodies: list[Whole] = []
    titles: list[Whole] = []
    names: list[Whole] = []
    shorts: list[int] = []
    sorts: list[int] = []
    chapters: list[str] = []
    headings: list[npt.NDArray[np.bool_]] = []
    stretches: list[list[str]] = []
    for passage in passages:
        lines = plain_lines(passage.text)
        are_headings = heading_lines(lines)
        if any(are_headings):
            by_line = [places.of(line) for line in lines]
            body = np.concatenate(by_line)
            heading = np.repeat(np.array(are_headings), [len(line) for line in by_line])
        else:
            body = places.of("\n".join(lines))
            heading = np.zeros(len(body), dtype=np.bool_)
        bodies.append(body)
        headings.append(heading)
        title = passage.title or title_in(lines)
        titles.append(places.of(title))
        names.append(places.of(passage.name) if passage.name else titles[-1])
        shorts.append(next(iter(places.of(passage.short)), -1))
        sorts.append(passage.sort)
        chapters.append(passage.chapter)
        if encoder is not None:
            stretches.append(stretches_of(title, lines))
    index = _put_together(places, bodies, titles, names, shorts, sorts, chapters, headings)
    return index if encoder is None else replace(index, vectors=vectors_of(stretches, encoder))


class _Places:
    """Gives each stem a place, in the order in which they come."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self._stems = Stems()
        self._place: dict[str, int] = {}

    def forms(self) -> tuple[str, ...]:
        """For each word the form of it that was met first."""
        form_of: dict[int, str] = {}
        for form, place in self._place.items():
            form_of.setdefault(place, form)
        return tuple(form_of[place] for place in range(len(self.words)))

    def of(self, text: str) -> Whole:
        known = self._place
        found = words_of(text)
        try:
            places = [known[word] for word in found]
        except KeyError:
            for word in found:
                if word not in known:
                    stem = self._stems[word]
                    known[word] = self.words.setdefault(stem, len(self.words)) if stem else -1
            places = [known[word] for word in found]
        written = np.array(places, dtype=np.int32)
        kept: Whole = written[written >= 0]
        return kept


def _put_together(
    places: _Places,
    bodies: Sequence[Whole],
    titles: Sequence[Whole],
    names: Sequence[Whole],
    shorts: Sequence[int],
    sorts: Sequence[int],
    chapters: Sequence[str],
    headings: Sequence[npt.NDArray[np.bool_]],
) -> PassageIndex:
    count, words = len(bodies), tuple(places.words)
    body, body_begins = _joined(bodies)
    title, title_begins = _joined(titles)
    name, name_begins = _joined(names)
    weight = np.ones(len(body), dtype=np.float32)
    if headings:
        weight[np.concatenate(headings)] = HEADING
    weights = np.concatenate([weight, np.full(len(title), TITLE, dtype=np.float32)])
    passage = np.concatenate(
        [
            np.repeat(np.arange(count), np.diff(body_begins)),
            np.repeat(np.arange(count), np.diff(title_begins)),
        ]
    )
    key = np.concatenate([body, title]).astype(np.int64) * max(count, 1) + passage
    order = np.argsort(key, kind="stable")
    key, weights_in_order = key[order], weights[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    times = np.add.reduceat(weights_in_order, first) if len(first) else np.zeros(0, dtype=np.float32)
    unique = key[first]
    return PassageIndex(
        words=words,
        forms=places.forms(),
        body=body,
        body_begins=body_begins,
        title=title,
        title_begins=title_begins,
        name=name,
        name_begins=name_begins,
        short=np.array(shorts, dtype=np.int32),
        sort=np.array(sorts, dtype=np.int32),
        chapter=_numbered(chapters),
        passage_of_posting=(unique % max(count, 1)).astype(np.int32),
        times_of_posting=times.astype(np.float32),
        posting_begins=np.searchsorted(unique, np.arange(len(words) + 1) * max(count, 1)).astype(np.int64),
        length=np.bincount(passage, weights=weights, minlength=count).astype(np.float32),
    )


def _numbered(chapters: Sequence[str]) -> Whole:
    """A number for each chapter; -1 for none."""
    number = {"": -1}
    return np.array([number.setdefault(chapter, len(number) - 1) for chapter in chapters], dtype=np.int32)


def _joined(parts: Sequence[Whole]) -> tuple[Whole, npt.NDArray[np.int64]]:
    begins = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum([len(part) for part in parts], out=begins[1:])
    joined = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
    return joined.astype(np.int32), begins


def save_index(index: PassageIndex, folder: Path) -> None:
    """Write the index into a folder that is there."""
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(index, name))
    told = {"form": FORM, "words": index.words, "forms": index.forms}
    if index.vectors is not None:
        np.save(folder / _VECTORS, index.vectors.rows)
        np.save(folder / _VECTORS_BEGIN, index.vectors.begins)
        told["vectors"] = index.vectors.form
    (folder / "words.json").write_text(json.dumps(told), encoding="utf-8")


def load_index(folder: Path) -> PassageIndex:
    """An index that was saved; its arrays are read as they are needed.

    Raises `ValueError` or `OSError` where it can't be used.
    """
    told = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    if not isinstance(told, dict) or told.get("form") != FORM:
        raise ValueError("The index has another form.")
    arrays: dict[str, Any] = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
    return PassageIndex(
        words=tuple(told["words"]),
        forms=tuple(told["forms"]),
        **{name: np.asarray(array) for name, array in arrays.items()},
        vectors=_loaded_vectors(folder, told["vectors"]) if "vectors" in told else None,
    )


def _loaded_vectors(folder: Path, form: str) -> PassageVectors:
    rows, begins = (np.asarray(np.load(folder / name, mmap_mode="r")) for name in (_VECTORS, _VECTORS_BEGIN))
    return PassageVectors(rows, begins, form)
