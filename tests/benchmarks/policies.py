"""How well questions find the passage that answers them, and how fast: beside BM25 (SQLite's FTS5) in the same run.

The questions in `policy-questions-not-trained-on.txt` were written before anything was measured on them, and nothing was
trained or tuned on them. A third of them the policies do not answer.
`askig bench policies --data FOLDER` measures on another corpus: `passages.jsonl` (`{"id", "text", "title"?}`) and
`questions.jsonl` (`{"question", "scenario"?, "answer"}`, the answer an id or a list of ids). Where a sentence encoder is
set, all is measured with it too, and the passages go through it anew.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.encoder import encoder_as_set
from cases.search.words import STOP_WORDS
from integrations.policies.folder import MODEL, PolicyFolder
from nlp.policies.index import ToIndex, build_index
from nlp.policies.library import to_index
from nlp.policies.question import read_question
from nlp.policies.search import Search
from nlp.policies.training.fitting import auc, calibration_error
from nlp.policies.training.practice import lines_of, places_answering
from nlp.policies.vectors import Encoder
from nlp.policies.words import words_of

_NOT_TRAINED_ON = Path(__file__).parents[1] / "nlp" / "data" / "policy-questions-not-trained-on.txt"
_PAGES = Path(__file__).parents[1] / "nlp" / "data" / "pages"
"""Invented pages of a government's website, with questions by people who never saw the program."""
_BOUND_TOGETHER = 4
_MANY = 10_000
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Corpus:
    """Texts, and questions with the places of the texts that answer them; without any where nothing does."""

    name: str
    texts: Sequence[ToIndex]
    asked: Sequence[tuple[str, str, frozenset[int]]]


def run(data: Path | None = None) -> str:
    """Measure, and return the tables for a person."""
    corpora = [
        corpus
        for corpus in (_library(), _given(_PAGES), _long_pages(), *([_given(data)] if data else []))
        if corpus.asked
    ]
    if not corpora:
        return "There is nothing to measure on: the model policies are not here, and no --data was given."
    ways: list[Encoder | None] = [None]
    if (kept := encoder_as_set()) is not None:
        ways.append(_Unkept(kept))
    tables = [_table(corpus, encoder) for corpus in corpora for encoder in ways]
    return "\n\n".join([*tables, *(f"{_many(corpora[-1], one)}\n{_start(one)}" for one in ways)])


class _Unkept:
    """An encoder that takes passages as it takes questions, one after the other and none from before."""

    def __init__(self, encoder: Encoder) -> None:
        self.form = encoder.form
        self.of_question = encoder.of_question
        self.of_passages = encoder.of_question


def _how(encoder: Encoder | None) -> str:
    return "by words alone" if encoder is None else "by sense too"


def _library() -> Corpus:
    passages = PolicyFolder(MODEL).read().passages
    return Corpus(
        "The model policies, questions not trained on",
        [to_index(passage) for passage in passages],
        [
            (story, question, places_answering(passages, answered_by))
            for answered_by, story, question in lines_of(_NOT_TRAINED_ON)
        ],
    )


def _long_pages() -> Corpus:
    """Pages as long as a government's guides, of several parts: each holds some of the invented ones. They are asked
    what people asked who had the page before them, which makes annotators' questions."""
    pages = _lines(_PAGES / "passages.jsonl")
    order = Random("long pages").sample(range(len(pages)), len(pages))
    bound = [order[first : first + _BOUND_TOGETHER] for first in range(0, len(pages), _BOUND_TOGETHER)]
    place = {pages[page]["id"]: at for at, together in enumerate(bound) for page in together}
    return Corpus(
        f"Pages, {_BOUND_TOGETHER} bound into one, asked by people who had read them",
        [
            ToIndex(
                pages[first]["title"],
                "\n".join(
                    [
                        pages[first]["text"],
                        *(f"{pages[one]['title']}\n{pages[one]['text']}" for one in others),
                    ]
                ),
            )
            for first, *others in bound
        ],
        [
            (told["scenario"], told["question"], frozenset({place[told["answer"]]}))
            for told in _lines(_PAGES / "questions.jsonl")
            if told.get("had_the_page")
        ],
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _given(folder: Path) -> Corpus:
    passages = _lines(folder / "passages.jsonl")
    place = {passage["id"]: at for at, passage in enumerate(passages)}
    asked = []
    for told in _lines(folder / "questions.jsonl"):
        answers = told["answer"] if isinstance(told["answer"], list) else [told["answer"]]
        asked.append((told.get("scenario", ""), told["question"], frozenset(place[one] for one in answers)))
    return Corpus(folder.name, [ToIndex(one.get("title") or "", one["text"]) for one in passages], asked)


def _table(corpus: Corpus, encoder: Encoder | None) -> str:
    began = process_time()
    search = Search(build_index(corpus.texts, encoder), encoder)
    indexing = process_time() - began
    confidences: list[float] = []

    def ours(story: str, question: str) -> Sequence[int]:
        findings = search.find(read_question(question, story), 5)
        confidences.append(findings.confidence)
        return [found.passage for found in findings.found]

    rows = [
        _row(f"Ask IG {_how(encoder)}", ours, corpus),
        _row("BM25 (FTS5, porter)", _bm25(corpus.texts), corpus),
    ]
    sure = np.array(confidences) >= search.answers_from
    right = np.array(rows[0].first, dtype=np.bool_)
    answerable = np.array([bool(answers) for *_, answers in corpus.asked])
    lines = [
        f"{corpus.name}: {np.sum(answerable)} questions on {len(corpus.texts)} passages",
        f"{'':23}{'first':>8}{'in five':>9}{'ms (CPU)':>10}",
        *(
            f"{row.name:23}{np.mean(np.array(row.first)[answerable]):8.3f}"
            f"{np.mean(np.array(row.in_five)[answerable]):9.3f}{row.milliseconds:10.1f}"
            for row in rows
        ),
        f"Answered as sure: {np.mean(sure[answerable]):.2f}, {_share(right[answerable & sure])} of these rightly",
    ]
    if not answerable.all():
        lines.append(
            f"With {np.sum(~answerable)} that nothing answers, of which answered as sure "
            f"{np.mean(sure[~answerable]):.3f}"
        )
    lines += [
        f"Confidence that the first is right: AUC {auc(np.array(confidences), right):.3f}, "
        f"calibration error {calibration_error(np.array(confidences), right):.3f}",
        f"Indexing: {indexing:.2f} s CPU",
    ]
    return "\n".join(lines)


def _share(right: npt.NDArray[np.bool_]) -> str:
    return f"{right.mean():.2f}" if len(right) else "none"


@dataclass(frozen=True)
class _Row:
    name: str
    first: Sequence[bool]
    in_five: Sequence[bool]
    milliseconds: float


def _row(name: str, find: Callable[[str, str], Sequence[int]], corpus: Corpus) -> _Row:
    first, in_five, took = [], [], []
    for story, question, answers in corpus.asked:
        began = process_time()
        found = find(story, question)
        took.append(process_time() - began)
        first.append(bool(found) and found[0] in answers)
        in_five.append(any(one in answers for one in found[:5]))
    return _Row(name, first, in_five, 1000 * median(took))


def _bm25(texts: Sequence[ToIndex]) -> Callable[[str, str], Sequence[int]]:
    """Plain BM25 over title and text together, any word of the question or its story."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE page USING fts5(said, tokenize = 'porter unicode61')")
    database.executemany(
        "INSERT INTO page (rowid, said) VALUES (?, ?)",
        ((at, f"{text.title}\n{text.text}") for at, text in enumerate(texts)),
    )

    def find(story: str, question: str) -> Sequence[int]:
        words = dict.fromkeys(word for word in words_of(f"{story} {question}") if word not in STOP_WORDS)
        wanted = " OR ".join('"' + word.replace('"', "") + '"' for word in words)
        found = database.execute(
            "SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page) LIMIT 5", [wanted or '""']
        )
        return [at for (at,) in found]

    return find


def _many(corpus: Corpus, encoder: Encoder | None) -> str:
    """Indexing and asking with as many passages as a large library has: the corpus over and over."""

    def texts() -> Iterator[ToIndex]:
        for at in range(_MANY):
            text = corpus.texts[at % len(corpus.texts)]
            yield ToIndex(f"{text.title} {at}", text.text)

    began = process_time()
    index = build_index(texts(), encoder)
    indexing = process_time() - began
    search = Search(index, encoder)
    took = []
    for story, question, _ in corpus.asked[:50]:
        began = process_time()
        search.find(read_question(question, story), 10)
        took.append(process_time() - began)
    return (
        f"{_MANY} passages, {len(index.body)} words, {_how(encoder)}: indexed in {indexing:.1f} s CPU, "
        f"a question {1000 * median(took):.1f} ms CPU"
    )


def _start(encoder: Encoder | None) -> str:
    """What a start with a kept index and a first answer take, beside Python with numpy alone; Linux tells the memory."""
    alone = _measured("import numpy")
    with_us = _measured(
        "import pathlib, tempfile\n"
        "from integrations.policies.folder import MODEL, PolicyFolder\n"
        "from bot.encoder import encoder_as_set\n"
        "from integrations.policies.keeping import IndexStore, kept_as\n"
        "from nlp.policies.library import PolicyLibrary, index_of\n"
        "source = PolicyFolder(MODEL)\n"
        "read = source.read()\n"
        "store = IndexStore(pathlib.Path(tempfile.gettempdir()) / 'askig-bench-policies')\n"
        f"encoder = {'None' if encoder is None else 'encoder_as_set()'}\n"
        "key = kept_as(source.version(), encoder)\n"
        "index = store.index(key, lambda: index_of(read.passages, encoder))\n"
        "PolicyLibrary(read, index, encoder).answer('How long do I keep minutes?')"
    )
    return (
        f"Start of the library and a first answer, {_how(encoder)}: {with_us[0] - alone[0]:.2f} s CPU and "
        f"{with_us[1] - alone[1]:.0f} MB beyond Python with numpy"
    )


def _measured(program: str) -> tuple[float, float]:
    """Seconds of processor time and megabytes of a program in a process of its own, the second time that it runs."""
    measured = (
        program
        + "\nimport pathlib, time\nprint(time.process_time())\nstatus = pathlib.Path('/proc/self/status')\n"
        + "told = status.read_text() if status.exists() else 'VmHWM: 0'\nprint(told.split('VmHWM:')[1].split()[0])"
    )
    for _ in range(2):
        said = subprocess.run(
            [sys.executable, "-c", measured], check=True, capture_output=True, text=True, cwd=_ROOT
        ).stdout.split()
    return float(said[-2]), float(said[-1]) / 1024
