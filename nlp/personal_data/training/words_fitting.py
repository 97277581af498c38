"""Fits the thresholds of the words network on texts that it was not trained on, and scores what it reads there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from nlp.personal_data.labels import SPECIAL_CATEGORIES, DataLabel
from nlp.personal_data.resolving import settled
from nlp.personal_data.spans import Span
from nlp.personal_data.training.marked import Mark
from nlp.personal_data.training.writers import Marked
from nlp.personal_data.words.reading import Likely, Thresholds
from nlp.personal_data.words.signs import IDENTIFIERS, LIVES
from nlp.personal_data.words.statements import findings, statements
from nlp.personal_data.words.values import JUDGED, identified, values

AIMED_AT: Final = SPECIAL_CATEGORIES | {DataLabel.CRIMINAL_OFFENCE, DataLabel.CHILD}
_GROUPS: Final = {
    "special categories, offences, children": AIMED_AT,
    "all kinds": frozenset(LIVES),
    **{label.value: frozenset({label}) for label in LIVES},
}
_BUT_NAMES: Final = frozenset(IDENTIFIERS) - {DataLabel.PERSON}
_TRIED: Final = (0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.44, 0.48, 0.52, 0.56, 0.6, 0.66, 0.72, 0.78, 0.84, 0.9)
_PRECISION: Final = 0.8
"""Of the kinds aimed at, on these sentences, half of which were written to look alike: ordinary text is easier."""
_CERTAIN_PRECISION: Final = 0.9
_LISTED_KEPT: Final = 0.05
"""What the lists hold of somebody's life is found from here on: it needs little more from the network."""
_PATTERNED_KEPT: Final = (0.0, 0.01, 0.02, 0.04, 0.07, 0.1)
_WORTH_OF_A_FALSE_VALUE: Final = 3
_SHARE_OF_A_VALUE: Final = 0.8
"""How much of a value has to be found: half a number is no use."""
_ROUNDED: Final = 3
_Place = tuple[int, int]
Read = tuple[Marked, Likely]
"""A text with what a network that was not trained on it reads in it."""


@dataclass(slots=True)
class _Counts:
    """Of one kind: marks asked for, marks found, finds that no mark of the kind touches."""

    asked: int = 0
    found: int = 0
    false: int = 0

    def add(self, marks: Sequence[_Place], spans: Sequence[_Place], share: float) -> None:
        """`share` (0 to 1) of a mark has to be within one find for it to be found."""
        self.asked += len(marks)
        self.found += sum(
            any(min(end, e) - max(start, s) >= max(share * (end - start), 1) for s, e in spans)
            for start, end in marks
        )
        self.false += sum(not any(s < end and e > start for start, end in marks) for s, e in spans)


def _counted(
    texts: Iterable[tuple[Marked, Sequence[Mark]]], kinds: Sequence[DataLabel], share: float = 0.0
) -> dict[DataLabel, _Counts]:
    counts = {label: _Counts() for label in kinds}
    for marked, found in texts:
        for label in {kind for _, _, kind in found} | {kind for _, _, kind in marked.marks}:
            if label in counts:
                counts[label].add(
                    [(start, end) for start, end, kind in marked.marks if kind is label],
                    [(start, end) for start, end, kind in found if kind is label],
                    share,
                )
    return counts


def _of_kinds(texts: Iterable[Read], kinds: Sequence[DataLabel]) -> list[Read]:
    return [(marked, likely) for marked, likely in texts if marked.kinds is kinds]


def _places(spans: Iterable[Span]) -> list[Mark]:
    """Where spans stand of which a scan would keep one where several of a kind overlap."""
    return [(span.start, span.end, span.label) for span in settled(spans, lowest_score=0.0)]


def fitted(texts: Sequence[Read]) -> dict[DataLabel, Thresholds]:
    """The thresholds of all kinds."""
    return _fitted_to_identifiers(_of_kinds(texts, IDENTIFIERS)) | _fitted_to_lives(_of_kinds(texts, LIVES))


def _fitted_to_identifiers(texts: Sequence[Read]) -> dict[DataLabel, Thresholds]:
    """Of each kind by itself the thresholds at which what is found, less what is false, is worth most.

    What patterns find is kept or dropped first, then what the network finds by itself is fitted to what is left.
    """
    kept = _best(texts, [dict.fromkeys(JUDGED, Thresholds(1, 1, kept)) for kept in _PATTERNED_KEPT])
    best = _best(
        texts,
        [{label: replace(kept[label], found=found, certain=found) for label in JUDGED} for found in _TRIED],
    )
    return {
        label: replace(bounds, certain=_certain_value_from(texts, label, bounds))
        for label, bounds in best.items()
    }


def _best(
    texts: Sequence[Read], tried: Iterable[Mapping[DataLabel, Thresholds]]
) -> dict[DataLabel, Thresholds]:
    best: dict[DataLabel, tuple[float, Thresholds]] = {}
    for thresholds in tried:
        counts = _counted(_values(texts, thresholds), JUDGED, _SHARE_OF_A_VALUE)
        for label, one in counts.items():
            worth = one.found - _WORTH_OF_A_FALSE_VALUE * one.false
            if label not in best or worth > best[label][0]:
                best[label] = worth, thresholds[label]
    return {label: bounds for label, (_, bounds) in best.items()}


def _values(
    texts: Iterable[Read], thresholds: Mapping[DataLabel, Thresholds]
) -> Iterable[tuple[Marked, Sequence[Mark]]]:
    for marked, likely in texts:
        yield marked, _places(identified(marked.seen, likely.identifiers, thresholds))


def _certain_value_from(texts: Sequence[Read], label: DataLabel, bounds: Thresholds) -> float:
    """How likely a value must be for nine in ten such to be right."""
    peaks = [
        (value.likelihood, _is_right(marked, label, value.start, value.end))
        for marked, likely in texts
        for value in values(marked.seen, likely.identifiers, label, bounds.found)
    ]
    return _from_where_most_are_right(peaks, bounds.found)


def _fitted_to_lives(texts: Sequence[Read]) -> dict[DataLabel, Thresholds]:
    """The thresholds that find most at the precision aimed at, each kind paying the same price for what is false."""
    tried = {}
    for found in _TRIED:
        same = dict.fromkeys(LIVES, Thresholds(found, found, _LISTED_KEPT))
        tried[found] = _counted(_statements(texts, same), LIVES)
    chosen: dict[DataLabel, float] = {}
    for price in np.arange(0.0, 3.0, 0.05):
        chosen = {
            label: max(_TRIED, key=lambda found: _worth(tried, found, label, float(price))) for label in LIVES
        }
        counts = [tried[chosen[label]][label] for label in LIVES if label in AIMED_AT]
        right, false = sum(one.found for one in counts), sum(one.false for one in counts)
        if right >= _PRECISION * (right + false):
            break
    return {
        label: Thresholds(found, _certain_from(texts, label, found), _LISTED_KEPT)
        for label, found in chosen.items()
    }


def _statements(
    texts: Iterable[Read], thresholds: Mapping[DataLabel, Thresholds]
) -> Iterable[tuple[Marked, Sequence[Mark]]]:
    for marked, likely in texts:
        yield marked, _places(findings(marked.seen, marked.seen.found, likely.lives, thresholds))


def _worth(
    tried: Mapping[float, Mapping[DataLabel, _Counts]], threshold: float, label: DataLabel, price: float
) -> float:
    """What a threshold is worth for one kind; those beside it count half, so that no lucky point is chosen."""
    place = _TRIED.index(threshold)
    near = [
        (weight, tried[_TRIED[place + step]][label])
        for step, weight in ((-1, 0.5), (0, 1.0), (1, 0.5))
        if 0 <= place + step < len(_TRIED)
    ]
    return sum(weight * (one.found - price * one.false) for weight, one in near) / sum(
        weight for weight, _ in near
    )


def _certain_from(texts: Sequence[Read], label: DataLabel, threshold: float) -> float:
    """How likely a statement must be for nine in ten such to be right."""
    thresholds = dict.fromkeys(LIVES, threshold)
    peaks = [
        (said.likelihood, _is_right(marked, label, said.start, said.end))
        for marked, likely in texts
        for said in statements(marked.seen.sight, likely.lives, thresholds)
        if said.label is label
    ]
    return _from_where_most_are_right(peaks, threshold)


def _is_right(marked: Marked, label: DataLabel, start: int, end: int) -> bool:
    return any(kind is label and s < end and e > start for s, e, kind in marked.marks)


def _from_where_most_are_right(peaks: Iterable[tuple[float, bool]], threshold: float) -> float:
    certain, right_so_far = 1.0, 0
    for number, (peak, right) in enumerate(sorted(peaks, reverse=True), start=1):
        right_so_far += right
        if right_so_far >= _CERTAIN_PRECISION * number:
            certain = peak
    return round(max(certain, threshold), _ROUNDED)


def scores_of_lives(
    texts: Sequence[Read], thresholds: Mapping[DataLabel, Thresholds]
) -> dict[str, dict[str, dict[str, float]]]:
    texts = _of_kinds(texts, LIVES)
    ways = {
        "lists alone": _counted(((marked, _places(marked.seen.rules.said)) for marked, _ in texts), LIVES),
        "with the network": _counted(_statements(texts, thresholds), LIVES),
    }
    return {
        group: {
            way: _as_numbers([one for label, one in counts.items() if label in labels])
            for way, counts in ways.items()
        }
        for group, labels in _GROUPS.items()
    }


def scores_of_identifiers(
    texts: Sequence[Read], thresholds: Mapping[DataLabel, Thresholds]
) -> dict[str, dict[str, dict[str, float]]]:
    texts = _of_kinds(texts, IDENTIFIERS)
    patterned = ((marked, _places(marked.seen.found)) for marked, _ in texts)
    ways = {
        "patterns alone": _counted(patterned, IDENTIFIERS, _SHARE_OF_A_VALUE),
        "with the network": _counted(_values(texts, thresholds), IDENTIFIERS, _SHARE_OF_A_VALUE),
    }
    groups = {"all but names": _BUT_NAMES}
    groups |= {label.value: frozenset({label}) for label in IDENTIFIERS}
    return {
        group: {
            way: _as_numbers([one for label, one in counts.items() if label in labels])
            for way, counts in ways.items()
        }
        for group, labels in groups.items()
    }


def false_in_a_hundred(texts: Sequence[Read], thresholds: Mapping[DataLabel, Thresholds]) -> dict[str, float]:
    """Of the texts with no identifier marked, those with some found, names aside."""
    plain = [(marked, likely) for marked, likely in _of_kinds(texts, IDENTIFIERS) if not marked.marks]
    ways: dict[str, list[tuple[Marked, Sequence[Mark]]]] = {
        "patterns alone": [(marked, _places(marked.seen.found)) for marked, _ in plain],
        "with the network": list(_values(plain, thresholds)),
    }
    return {
        way: round(
            100
            * sum(any(kind in _BUT_NAMES for _, _, kind in found) for _, found in read)
            / max(len(read), 1),
            _ROUNDED,
        )
        for way, read in ways.items()
    }


def _as_numbers(counts: Sequence[_Counts]) -> dict[str, float]:
    asked = sum(one.asked for one in counts)
    found = sum(one.found for one in counts)
    false = sum(one.false for one in counts)
    return {
        "asked": asked,
        "recall": round(found / asked, _ROUNDED) if asked else 0.0,
        "precision": round(found / (found + false), _ROUNDED) if found else 0.0,
    }
