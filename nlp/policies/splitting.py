"""A policy taken apart into passages: sections, rows of tables, definitions, questions with their answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from cases.policies import Passage, PassageKind, Policy
from nlp.policies.blocks import Block, Heading, Paragraph, Table, numbered
from nlp.policies.texts import sentences_of

LONGEST: Final = 220
"""Words of a passage of prose; a longer section is more than one, divided between paragraphs or sentences."""

_TERM = re.compile(
    r"^(?:term|word|words|definition|expression|abbreviation|acronym|phrase)s?\b", re.IGNORECASE
)
_QUESTION = re.compile(
    r"^(?:q|question)\s*[:.]\s*(.+?)\s*\n\s*(?:a|answer)\s*[:.]\s*(.+)$", re.IGNORECASE | re.DOTALL
)


def passages_of(policy: Policy, blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """The passages of a policy, in order, each with an id that is the same for as long as its section's number is."""
    splitter = _Splitter(policy)
    for block in blocks:
        splitter.add(block)
    splitter.end_of_section()
    return tuple(splitter.passages)


@dataclass
class _Splitter:
    policy: Policy
    passages: list[Passage] = field(default_factory=list)
    _above: list[tuple[int, str, str]] = field(default_factory=list)
    """Level, number and words of each heading that stands over what comes."""
    _prose: list[str] = field(default_factory=list)
    _ids: Counter[str] = field(default_factory=Counter)

    def add(self, block: Block) -> None:
        match block:
            case Heading():
                self.end_of_section()
                number, words = numbered(block.text)
                while self._above and self._above[-1][0] >= block.level:
                    self._above.pop()
                self._above.append((block.level, number, words))
            case Paragraph():
                asked = _QUESTION.match(block.text.strip())
                if asked:
                    self.end_of_section()
                    self._keep(asked[2].strip(), PassageKind.ANSWER, (asked[1],))
                elif block.text.strip():
                    self._prose.append(block.text.strip())
            case Table():
                self.end_of_section()
                self._add_rows(block.rows)

    def end_of_section(self) -> None:
        for text in _divided(self._prose):
            self._keep(text, PassageKind.PROSE)
        self._prose.clear()

    def _add_rows(self, rows: Sequence[Sequence[str]]) -> None:
        written = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
        written = [row for row in written if any(row)]
        if not written:
            return
        columns, said = written[0], written[1:]
        if not said:
            self._keep("; ".join(cell for cell in columns if cell), PassageKind.ROW)
            return
        defines = bool(_TERM.match(columns[0]))
        for row in said:
            text = "\n".join(_cells(columns, row))
            name = (row[0],) if row[0] else ()
            self._keep(text, PassageKind.DEFINITION if defines else PassageKind.ROW, name)

    def _keep(self, text: str, kind: PassageKind, also_about: tuple[str, ...] = ()) -> None:
        section = next((number for _, number, _ in reversed(self._above) if number), "")
        headings = (*(words for _, _, words in self._above if words), *also_about)
        name = " ".join(part for part in (self.policy.number or self.policy.title, section) if part)
        self._ids[name] += 1
        count = self._ids[name]
        self.passages.append(
            Passage(name if count == 1 else f"{name} ({count})", self.policy, section, headings, text, kind)
        )


def _cells(columns: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for at, cell in enumerate(row):
        if cell:
            column = columns[at] if at < len(columns) else ""
            yield f"{column}: {cell}" if column else cell


def _divided(paragraphs: Sequence[str]) -> Iterator[str]:
    """Paragraphs put together into passages, none much longer than `LONGEST`."""
    together: list[str] = []
    words = 0
    for part in (part for paragraph in paragraphs for part in _parts(paragraph)):
        count = len(part.split())
        if together and words + count > LONGEST:
            yield "\n\n".join(together)
            together, words = [], 0
        together.append(part)
        words += count
    if together:
        yield "\n\n".join(together)


def _parts(paragraph: str) -> Iterator[str]:
    """The paragraph, or where it is too long stretches of whole sentences."""
    if len(paragraph.split()) <= LONGEST:
        yield paragraph
        return
    begin = end = words = 0
    for at, until in sentences_of(paragraph):
        count = len(paragraph[at:until].split())
        if words and words + count > LONGEST:
            yield paragraph[begin:end]
            begin, words = at, 0
        end = until
        words += count
    if end > begin:
        yield paragraph[begin:end]
