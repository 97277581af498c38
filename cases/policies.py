"""A policy as it is read: its sections, rows, definitions and answers, each a passage that can be quoted alone."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class PassageKind(StrEnum):
    """What a passage is in its policy."""

    PROSE = "prose"
    ROW = "table row"
    DEFINITION = "definition"
    ANSWER = "question and answer"


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy of the council.

    `number` and `version` are as the council writes them, "" where the file does not say; `link` opens it, "" where
    nothing does. `touches` says whom it is for, as it is written: "role handler", "service housing"; "" for everybody.
    """

    number: str
    title: str
    version: str = ""
    owner: str = ""
    approved: date | None = None
    review: date | None = None
    link: str = ""
    touches: str = ""

    @property
    def name(self) -> str:
        """What people call it: "RM00 Records management"."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a policy that can be quoted alone.

    `section` is the section's number, "" where it has none; `headings` stand over it, the outermost first.
    """

    id: str
    policy: Policy
    section: str
    headings: tuple[str, ...]
    text: str
    kind: PassageKind = PassageKind.PROSE

    @property
    def title(self) -> str:
        """The headings that stand over it, in one line."""
        return ", ".join((self.policy.title, *self.headings))

    @property
    def title_to_search(self) -> str:
        """The same without the name of a row or term, which stands in the text."""
        is_named_in_text = self.kind in {PassageKind.ROW, PassageKind.DEFINITION}
        return ", ".join((self.policy.title, *(self.headings[:-1] if is_named_in_text else self.headings)))


@dataclass(frozen=True, slots=True)
class ReadPolicies:
    """What was read: the passages in order, and a sentence about each file that could not be used."""

    passages: tuple[Passage, ...]
    remarks: tuple[str, ...] = ()


class PolicySource(Protocol):
    """Where policies come from: a folder, or later a SharePoint library."""

    def version(self) -> str:
        """Changes when any policy does, so that an index is kept for as long as it is true."""

    def stamp(self) -> Hashable:
        """Another than before when any policy may be; quickly told, without reading one."""

    def read(self) -> ReadPolicies:
        """All that can be read. A policy that was read before and can't be any more is as it was."""


def policies_of(passages: Sequence[Passage]) -> tuple[Policy, ...]:
    """The policies of the passages, each once, in order."""
    return tuple(dict.fromkeys(passage.policy for passage in passages))
