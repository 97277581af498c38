"""The policies of a council, to be asked.

What the chat uses: `PolicyLibrary.answer(question, before)`. The passages come from a `PolicySource`, the index from
`build_index` or from where it was kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

from cases.policies import Passage, PassageKind, Policy, ReadPolicies, policies_of
from nlp.policies.gate import Band
from nlp.policies.index import PassageIndex, Sort, ToIndex, build_index
from nlp.policies.question import read_question
from nlp.policies.search import Search
from nlp.policies.vectors import Encoder

_LOOKED_AT: Final = 10
_RELATED: Final = 2
_QUESTIONS_BEFORE: Final = 2
_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])s?\)")
_COLUMN_OF_KEEPING = re.compile(
    r"^(?:keep|kept|retain|retention|how long|period)[^:\n]*: ", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage and what in it fits best, `text[begin:end]`: a sentence, or a whole row. A higher score is better."""

    passage: Passage
    score: float
    begin: int
    end: int

    @property
    def sentence(self) -> str:
        """The sentence that fits best."""
        return self.passage.text[self.begin : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the policies say to a question.

    `confidence` is the probability that the first passage answers it. Quote `passages[0]` where the band is ANSWER and
    offer `related`; offer `closest` where it is DID_YOU_MEAN or UNKNOWN. No passages where nothing fits at all.
    """

    band: Band
    confidence: float
    passages: tuple[Quoted, ...]

    @property
    def answered(self) -> bool:
        """Whether the first passage is given as the answer."""
        return self.band is Band.ANSWER

    @property
    def policy(self) -> Policy | None:
        """The policy that is quoted."""
        return self.passages[0].passage.policy if self.passages else None

    @property
    def related(self) -> tuple[Quoted, ...]:
        """Two further sections to read."""
        return self.passages[1 : 1 + _RELATED]

    @property
    def closest(self) -> tuple[Quoted, ...]:
        """The sections that come closest, for when there is no answer."""
        return self.passages[: 1 + _RELATED]


class PolicyLibrary:
    """Answers from the council's policies, with an encoder by sense too. May be shared by threads."""

    def __init__(
        self, read: ReadPolicies, index: PassageIndex | None = None, encoder: Encoder | None = None
    ) -> None:
        self.passages = read.passages
        self.remarks = read.remarks
        self._search = Search(index or index_of(read.passages, encoder), encoder)
        self._lock = Lock()

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies, in order."""
        return policies_of(self.passages)

    def answer(
        self, question: str, before: Sequence[str] = (), story: str = "", most: int = _LOOKED_AT
    ) -> Answer:
        """What the policies say, with at most so many passages.

        `before` are the questions before it in the talk, oldest first; `story` the situation, where it is told apart.
        """
        asked = read_question(question, story, before[-_QUESTIONS_BEFORE:])
        with self._lock:
            findings = self._search.find(asked, most)
            quoted = []
            for found in findings.found:
                passage = self.passages[found.passage]
                is_one_thing = passage.kind in {PassageKind.ROW, PassageKind.DEFINITION}
                marked = (
                    (0, len(passage.text))
                    if is_one_thing
                    else self._search.best_sentence(passage.text, findings.wanted)
                )
                quoted.append(Quoted(passage, found.score, *marked))
        return Answer(findings.band, findings.confidence, tuple(quoted))


def index_of(passages: Sequence[Passage], encoder: Encoder | None = None) -> PassageIndex:
    """The index over the passages of a library; with their vectors where there is an encoder."""
    return build_index(map(to_index, passages), encoder)


def to_index(passage: Passage) -> ToIndex:
    """What is indexed of a passage of a policy."""
    name = passage.headings[-1] if passage.headings else ""
    short = _ABBREVIATION.search(name)
    return ToIndex(
        passage.title_to_search,
        passage.text,
        _ABBREVIATION.sub("", name),
        short[1] if short else "",
        _sort_of(passage),
        ", ".join((passage.policy.name, *passage.headings[:1])),
    )


def _sort_of(passage: Passage) -> Sort:
    if passage.kind is PassageKind.DEFINITION:
        return Sort.MEANING
    if passage.kind is PassageKind.ROW and _COLUMN_OF_KEEPING.search(passage.text):
        return Sort.KEEPING
    return Sort.ANY
