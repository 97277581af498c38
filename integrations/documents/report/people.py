"""The people whom a document names, with all their mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cases.disclosure import Hit
from cases.documents import Document
from integrations.documents.report.words import one_line, value_of

_LONGEST_NAME: Final = 100
_CELLS_OF_A_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One person: the number that the hits have, the fullest name that the document gives, and the mentions."""

    number: int
    name: str
    mentions: tuple[Hit, ...]


def named_people(hits: Sequence[Hit], document: Document) -> Iterator[NamedPerson]:
    """The people in the order in which they appear."""
    mentions: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.group is not None:
            mentions[hit.group].append(hit)
    for number, of_one in mentions.items():
        yield NamedPerson(number, _fullest_name(of_one, document), tuple(of_one))


def _fullest_name(mentions: Sequence[Hit], document: Document) -> str:
    """The longest mention; where a row holds a first name and a surname in two cells, both."""
    longest = max((value_of(hit, document) for hit in mentions), key=len)
    if " " not in longest.strip():
        block = document.parts[mentions[0].part].block
        in_row = {value_of(hit, document): 0 for hit in mentions if document.parts[hit.part].block == block}
        longest = " ".join(in_row) if len(in_row) <= _CELLS_OF_A_NAME else longest
    return one_line(longest)[:_LONGEST_NAME]
