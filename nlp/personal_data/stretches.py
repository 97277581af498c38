"""Whether any of many stretches of a text holds or meets another, without looking at each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate


class Stretches:
    """Start and end (exclusive) of stretches that may overlap. A question takes the time of a search, not of a walk."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._ordered = sorted(stretches)
        self._starts = [start for start, _ in self._ordered]
        self._furthest = list(accumulate((end for _, end in self._ordered), max))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._ordered)

    def __len__(self) -> int:
        return len(self._ordered)

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds all of `start` to `end`."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them overlaps `start` to `end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start
