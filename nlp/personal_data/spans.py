"""What a scan returns."""

from collections import Counter
from dataclasses import dataclass

from nlp.personal_data.labels import DataKind, DataLabel, kind_of


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Likely personal data at `start` to `end` (Unicode code points, end exclusive).

    `score` (0 to 1) is how sure the rule is; `why` says in words what it saw.
    """

    start: int
    end: int
    label: DataLabel
    text: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Scan:
    """The likely personal data of one text, in reading order, without overlaps.

    It may miss some and it redacts nothing: a person decides.
    """

    spans: tuple[Span, ...]

    @property
    def summary(self) -> dict[str, int]:
        """Counts by label: special categories (Art 9), offences (Art 10) and children first."""
        counts = Counter(span.label for span in self.spans)
        return {label.value: counts[label] for label in DataLabel if label in counts}

    def data_kinds(self) -> tuple[DataKind, ...]:
        """The kinds of data that an incident report would tick for this text."""
        found = {kind_of(span.label) for span in self.spans}
        return tuple(kind for kind in DataKind if kind in found)
