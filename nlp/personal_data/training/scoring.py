"""How well findings agree with what people marked.

Exact: a finding counts when its start and its end are those of a marked span. Characters: what part of the marked
characters is found, and what part of the found ones is marked, whatever the labels.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Stretch = tuple[int, int]
_RECALL_COUNTS: Final = 4
"""The square of beta: in F2 recall weighs more, since a name that is missed does more harm than one too many."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of what is right, what is found and not marked, and what is marked and not found."""

    right: int
    too_many: int
    missed: int

    @property
    def precision(self) -> float:
        """0 to 1; 0 where nothing was found."""
        return self.right / (self.right + self.too_many) if self.right else 0.0

    @property
    def recall(self) -> float:
        """0 to 1; 0 where nothing was marked."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Precision and recall, weighed alike."""
        return self._f(1)

    @property
    def f2(self) -> float:
        """Precision and recall, recall weighed twice."""
        return self._f(_RECALL_COUNTS)

    def _f(self, beta_squared: int) -> float:
        below = beta_squared * self.precision + self.recall
        return (1 + beta_squared) * self.precision * self.recall / below if below else 0.0

    def as_numbers(self) -> dict[str, float]:
        """Rounded, for a file of scores."""
        return {
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "f2": round(self.f2, 3),
        }


def exact(marked: Iterable[Collection[Stretch]], found: Iterable[Collection[Stretch]]) -> Agreement:
    """Agreement in whole spans, a collection for each text."""
    return _summed(marked, found, set)


def by_characters(marked: Iterable[Collection[Stretch]], found: Iterable[Collection[Stretch]]) -> Agreement:
    """Agreement in characters, a collection of spans for each text; a character counts once."""
    return _summed(
        marked, found, lambda stretches: {at for start, end in stretches for at in range(start, end)}
    )


def of_label(spans: Iterable[tuple[int, int, str]], label: str) -> list[Stretch]:
    """Start and end of the spans with one label."""
    return [(start, end) for start, end, one in spans if one == label]


def _summed(
    marked: Iterable[Collection[Stretch]],
    found: Iterable[Collection[Stretch]],
    units: Callable[[Collection[Stretch]], set[object]],
) -> Agreement:
    right = too_many = missed = 0
    for of_marked, of_found in zip(marked, found, strict=True):
        wanted, got = units(of_marked), units(of_found)
        right += len(wanted & got)
        too_many += len(got - wanted)
        missed += len(wanted - got)
    return Agreement(right, too_many, missed)


def mean(numbers: Sequence[float]) -> float:
    """Their mean."""
    return sum(numbers) / len(numbers)
