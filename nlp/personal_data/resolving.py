"""Which findings stand where several overlap."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from nlp.personal_data.grouping import group_names
from nlp.personal_data.labels import CIRCUMSTANCES, CONTEXT_LABELS, DataLabel
from nlp.personal_data.spans import Span

_CHECKED: Final = frozenset(
    {
        DataLabel.IBAN,
        DataLabel.PAYMENT_CARD,
        DataLabel.NHS_NUMBER,
        DataLabel.UTR,
        DataLabel.UPN,
        DataLabel.NINO,
        DataLabel.EMAIL,
        DataLabel.DRIVING_LICENCE,
        DataLabel.DATE_OF_BIRTH,
        DataLabel.UPRN,
        DataLabel.PASSPORT,
        DataLabel.IP_ADDRESS,
    }
)
_SHAPED: Final = frozenset(
    {
        DataLabel.POSTCODE,
        DataLabel.BANK_ACCOUNT,
        DataLabel.PHONE,
        DataLabel.VEHICLE_REG,
        DataLabel.COUNCIL_REF,
        DataLabel.HANDLE,
    }
)
_A_WEAK_NAME: Final = 0.8
_A_WHOLE_DATE: Final = 0.9


class Taken:
    """Stretches of text that are taken; none of them overlaps another."""

    def __init__(self) -> None:
        self._stretches: list[tuple[int, int]] = []

    def meets(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches that overlap this one."""
        at = max(bisect_left(self._stretches, (start, start)) - 1, 0)
        found = []
        while at < len(self._stretches) and self._stretches[at][0] < end:
            if self._stretches[at][1] > start:
                found.append(self._stretches[at])
            at += 1
        return found

    def take(self, start: int, end: int) -> bool:
        """Take the stretch; False where some of it is taken already."""
        if self.meets(start, end):
            return False
        insort(self._stretches, (start, end))
        return True


def _rank(span: Span) -> tuple[int, float, int, int]:
    """What keeps its place first: a checked number, then a shaped one, an address, a name."""
    kind = (
        0
        if span.label in _CHECKED
        else 1
        if span.label in _SHAPED
        else 2
        if span.label is DataLabel.ADDRESS
        else 3
    )
    return (kind, -round(span.score, 1), span.start - span.end, span.start)


def settled(spans: Iterable[Span], lowest_score: float) -> tuple[Span, ...]:
    """The spans that stand, in reading order, with the mentions of each person grouped.

    What identifies never overlaps. Words about somebody's life may say two things at once ("disabled son"), and give
    way to an identifier that holds them whole (the "Black" of "Mr Black"). Context gives way to everything else.
    """
    found = [span for span in spans if span.score >= lowest_score and span.start < span.end]
    whole_dates = Taken()
    for span in found:
        if span.label is DataLabel.DATE and span.score >= _A_WHOLE_DATE:
            whole_dates.take(span.start, span.end)
    taken = Taken()
    kept = []
    for span in sorted(
        (span for span in found if span.label not in CIRCUMSTANCES | CONTEXT_LABELS), key=_rank
    ):
        weak_name = span.label is DataLabel.PERSON and span.score < _A_WEAK_NAME
        if weak_name and whole_dates.meets(span.start, span.end):
            continue  # "June" in "5 June 2026"
        if taken.take(span.start, span.end):
            kept.append(span)
    ages = {(span.start, span.end) for span in kept if span.label is DataLabel.AGE}
    kept.extend(_circumstances(found, taken, ages))
    kept.extend(_context(found, taken))
    return _grouped(sorted(kept))


def _circumstances(found: list[Span], taken: Taken, ages: set[tuple[int, int]]) -> Iterable[Span]:
    of_label: dict[DataLabel, Taken] = defaultdict(Taken)
    for span in sorted(found, key=lambda span: (-round(span.score, 1), span.start - span.end, span.start)):
        if span.label not in CIRCUMSTANCES:
            continue
        within = any(
            start <= span.start and span.end <= end and (start, end) not in ages
            for start, end in taken.meets(span.start, span.end)
        )
        if not within and of_label[span.label].take(span.start, span.end):
            yield span


def _context(found: list[Span], taken: Taken) -> Iterable[Span]:
    """Whole dates first, then the longest: "the Principal Public Prosecutor" before a principal."""
    own = Taken()
    for span in sorted(found, key=_context_rank):
        if span.label not in CONTEXT_LABELS or taken.meets(span.start, span.end):
            continue
        if own.take(span.start, span.end):
            yield span


def _context_rank(span: Span) -> tuple[bool, int, float, int]:
    whole_date = span.label is DataLabel.DATE and span.score >= _A_WHOLE_DATE
    return (not whole_date, span.start - span.end, -span.score, span.start)


def _grouped(spans: list[Span]) -> tuple[Span, ...]:
    people = [index for index, span in enumerate(spans) if span.label is DataLabel.PERSON]
    numbers = group_names(spans[index].text for index in people)
    for index, number in zip(people, numbers, strict=True):
        spans[index] = replace(spans[index], group=number + 1)
    return tuple(spans)
