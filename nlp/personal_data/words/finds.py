"""Findings by their places, and how likely the network takes one to be what it says."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.spans import Span
from nlp.personal_data.words.signs import Sight

LIKELY: Final = 0.8
"""The score of what the network is certain of by itself."""
POSSIBLE: Final = 0.6
"""The score of what it thinks possible."""


class ByPlace:
    """Spans in the order of their places, to ask which meet others without looking at each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self._starts = [span.start for span in self.spans]
        self._longest = max((span.end - span.start for span in self.spans), default=0)

    def meeting(self, label: DataLabel, start: int, end: int) -> list[Span]:
        """Those of a kind that overlap `start` to `end`, the surest first."""
        if not self.spans:
            return []
        near = self.spans[bisect_left(self._starts, start - self._longest) : bisect_left(self._starts, end)]
        return sorted(
            (span for span in near if span.label is label and span.end > start), key=lambda span: -span.score
        )


def likelihood_of(span: Span, sight: Sight, likely: Floats, labels: Sequence[DataLabel]) -> float:
    """How likely the words of a span say what its label is, by the likeliest of them; `labels` in the order of the
    columns after the first.
    """
    column = likely[sight.words.rows(span.start, span.end), labels.index(span.label) + 1]
    return float(column.max()) if len(column) else 0.0
