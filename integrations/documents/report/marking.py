"""A part's text cut where findings begin and end, so that each stretch can be marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cases.disclosure import Hit


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a part's text, the findings that it belongs to, and those that begin or end in it."""

    text: str
    hits: tuple[Hit, ...] = ()
    begins: tuple[Hit, ...] = ()
    ends: tuple[Hit, ...] = ()


def stretches(text: str, hits: Sequence[Hit]) -> Iterator[Stretch]:
    """The whole of `text` in order. Findings may overlap; what lies outside the text is left out."""
    inside = [hit for hit in hits if 0 <= hit.start < hit.end <= len(text)]
    cuts = sorted({0, len(text), *(at for hit in inside for at in (hit.start, hit.end))})
    waiting = sorted(inside, key=lambda hit: (hit.start, hit.number), reverse=True)
    covering: list[Hit] = []
    for start, end in pairwise(cuts):
        covering = [hit for hit in covering if hit.end > start]
        while waiting and waiting[-1].start <= start:
            covering.append(waiting.pop())
        yield Stretch(
            text[start:end],
            tuple(covering),
            tuple(hit for hit in covering if hit.start == start),
            tuple(hit for hit in covering if hit.end == end),
        )
