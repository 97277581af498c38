"""What answers from policy need: the library as it stands now, and a link that opens a policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cases.policies import Passage
from nlp.policies.library import PolicyLibrary


class LibraryOf(Protocol):
    """Hands out the council's policies together with the answers that the IG team saved."""

    async def __call__(self, saved: Sequence[Passage]) -> PolicyLibrary: ...


class LinkToPassage(Protocol):
    """The address at which one person reads a passage in its policy: the council's own, or one for a short time."""

    def __call__(self, passage: Passage, person_id: str) -> str: ...


@dataclass(frozen=True)
class PolicyDesk:
    """The library, and how it is opened in a browser."""

    library: LibraryOf
    link: LinkToPassage
