"""What a scan returns."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from nlp.personal_data.bands import Band, band_of
from nlp.personal_data.considerations import Consideration, consideration_of
from nlp.personal_data.labels import CONTEXT_LABELS, DataKind, DataLabel, kind_of

WHAT_IT_IS_NOT: Final = (
    "This flags what is likely personal data and may miss some. It redacts nothing: a person decides."
)
"""Stands beside results wherever they are shown."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Likely personal data at `start` to `end` (Unicode code points, end exclusive).

    `score` (0 to 1) is how sure the rule is; `why` says in words what it saw. `group` is the number of the person
    that a PERSON span names, the same for all mentions of that person in the text; None for every other label.
    """

    start: int
    end: int
    label: DataLabel
    text: str
    score: float
    why: str
    group: int | None = None

    @property
    def band(self) -> Band:
        """How sure it is, in a word."""
        return band_of(self.label, self.score)

    @property
    def consideration(self) -> Consideration:
        """What to weigh before it is disclosed."""
        return consideration_of(self.label)


@dataclass(frozen=True, slots=True)
class PersonGroup:
    """All mentions of one person: the fullest name that the text gives, and where they stand."""

    number: int
    name: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """The likely personal data of one text, in reading order; no two spans of one label overlap.

    `allowed` is what was found but belongs to the requester or to staff in their role, where the caller named them.
    It may miss some and it redacts nothing: a person decides.
    """

    spans: tuple[Span, ...]
    allowed: tuple[Span, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """Counts by label: special categories (Art 9), offences (Art 10) and children first, context last."""
        counts = Counter(span.label for span in self.spans)
        return {label.value: counts[label] for label in DataLabel if label in counts}

    @property
    def flagged(self) -> dict[str, int]:
        """The summary without what identifies only in combination: what a chat shows and a case keeps."""
        context = {label.value for label in CONTEXT_LABELS}
        return {label: count for label, count in self.summary.items() if label not in context}

    @property
    def people(self) -> tuple[PersonGroup, ...]:
        """The people who are named, each with all their mentions, in the order in which they appear."""
        mentions: dict[int, list[Span]] = {}
        for span in self.spans:
            if span.group is not None:
                mentions.setdefault(span.group, []).append(span)
        return tuple(
            PersonGroup(number, max(of_one, key=lambda span: len(span.text)).text, tuple(of_one))
            for number, of_one in mentions.items()
        )

    def data_kinds(self) -> tuple[DataKind, ...]:
        """The kinds of data that an incident report would tick for this text."""
        found = {kind_of(span.label) for span in self.spans}
        return tuple(kind for kind in DataKind if kind in found)
