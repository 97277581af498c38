"""What the network reads of numbers and words that identify somebody, beside what the patterns find.

A pattern knows how a value is written and what stands beside it most often; the network has seen many ways in which
people say what a number is. What both find stands. What a pattern tells by shape alone and the network thinks hardly
possible is dropped; what a caption or a check tells stays. What only the network reads is found where it is written as
such a value is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from stdnum import luhn
from stdnum.gb import nhs, upn, utr

from nlp.personal_data.bands import Band, band_of
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.spans import Span
from nlp.personal_data.stretches import Stretches
from nlp.personal_data.words.finds import LIKELY, POSSIBLE, ByPlace, likelihood_of
from nlp.personal_data.words.reading import Seen, Thresholds
from nlp.personal_data.words.signs import IDENTIFIERS

_GOES_ON: Final = 0.5
"""A value goes on over words that are likely of the same kind, at least so much of the threshold."""
_IN_FRONT: Final = "@+("
_BEHIND: Final = "_)"


class _Form(NamedTuple):
    """How a value is written: how many digits it has (at least, at most), and how many characters at most."""

    fewest: int
    most: int
    longest: int


_FORMS: Final = {
    DataLabel.ADDRESS: _Form(0, 12, 120),
    DataLabel.PHONE: _Form(5, 15, 30),
    DataLabel.HANDLE: _Form(0, 12, 40),
    DataLabel.DATE_OF_BIRTH: _Form(0, 8, 40),
    DataLabel.AGE: _Form(0, 4, 30),
    DataLabel.NHS_NUMBER: _Form(10, 10, 22),
    DataLabel.PASSPORT: _Form(5, 10, 16),
    DataLabel.DRIVING_LICENCE: _Form(5, 10, 24),
    DataLabel.UTR: _Form(10, 10, 20),
    DataLabel.BANK_ACCOUNT: _Form(6, 16, 50),
    DataLabel.PAYMENT_CARD: _Form(13, 19, 26),
    DataLabel.UPN: _Form(11, 12, 22),
    DataLabel.UPRN: _Form(6, 12, 18),
    DataLabel.COUNCIL_REF: _Form(3, 14, 26),
}
"""What the network may find by itself, and how; all else is told by how it is written, and patterns see that better."""
_TOLD_BY_SHAPE: Final = frozenset(
    {
        DataLabel.ADDRESS,
        DataLabel.PHONE,
        DataLabel.HANDLE,
        DataLabel.DATE_OF_BIRTH,
        DataLabel.AGE,
        DataLabel.NINO,
        DataLabel.VEHICLE_REG,
    }
)
"""What patterns tell by shape or loose words, which the network may drop. What a caption or a check tells stays."""
_OF_FIGURES: Final = frozenset(
    {
        DataLabel.PHONE,
        DataLabel.NHS_NUMBER,
        DataLabel.UTR,
        DataLabel.BANK_ACCOUNT,
        DataLabel.PAYMENT_CARD,
        DataLabel.UPRN,
    }
)
"""Letters that adjoin such a value are its caption."""
_OF_ANY_LENGTH: Final = frozenset(
    {DataLabel.ADDRESS, DataLabel.AGE, DataLabel.DATE_OF_BIRTH, DataLabel.BANK_ACCOUNT}
)
"""Patterns may find a part of such a value."""
JUDGED: Final = (*_FORMS, DataLabel.NINO, DataLabel.VEHICLE_REG)
"""The kinds of identifiers that the network finds, or of which it judges what patterns find."""
_CHECKS: Final = {
    DataLabel.NHS_NUMBER: nhs.is_valid,
    DataLabel.UTR: utr.is_valid,
    DataLabel.UPN: upn.is_valid,
    DataLabel.PAYMENT_CARD: luhn.is_valid,
}
_NAMES: Final = {
    DataLabel.ADDRESS: "an address",
    DataLabel.PHONE: "a telephone number",
    DataLabel.HANDLE: "a name on a social network or a login",
    DataLabel.DATE_OF_BIRTH: "a date of birth",
    DataLabel.AGE: "somebody's age",
    DataLabel.NHS_NUMBER: "an NHS number",
    DataLabel.PASSPORT: "a passport number",
    DataLabel.DRIVING_LICENCE: "a driving licence number",
    DataLabel.UTR: "a tax reference (UTR)",
    DataLabel.BANK_ACCOUNT: "a bank account",
    DataLabel.PAYMENT_CARD: "a payment card number",
    DataLabel.UPN: "a pupil number (UPN)",
    DataLabel.UPRN: "a property reference (UPRN)",
    DataLabel.COUNCIL_REF: "a reference of a person's account or case",
}


class Value(NamedTuple):
    """Characters `start` to `end` (end exclusive) that the network reads as a value of a kind."""

    label: DataLabel
    start: int
    end: int
    likelihood: float


def identified(seen: Seen, likely: Floats, thresholds: Mapping[DataLabel, Thresholds]) -> list[Span]:
    """What identifies somebody: what patterns found and the network thinks possible, and what it reads by itself.

    What patterns found of no kind of identifier is left as it is.
    """
    spans = []
    for span in seen.found:
        bounds = thresholds.get(span.label)
        if bounds is None or span.label not in JUDGED:
            spans.append(span)
            continue
        likelihood = likelihood_of(span, seen.sight, likely, IDENTIFIERS)
        if _is_told(seen, span) or likelihood >= bounds.kept:
            least = _score(likelihood, bounds) if likelihood >= bounds.found else 0.0
            spans.append(span if span.score >= least else replace(span, score=least))
    patterned = ByPlace(span for span in spans if span.label in _FORMS)
    names = Stretches(
        (span.start, span.end) for span in spans if span.label is DataLabel.PERSON and span.score >= LIKELY
    )
    most = likely.max(axis=0, initial=0)
    for label in _FORMS:
        bounds = thresholds.get(label)
        if bounds is None or most[IDENTIFIERS.index(label) + 1] < bounds.found:
            continue
        for value in values(seen, likely, label, bounds.found):
            if met := patterned.meeting(label, value.start, value.end):
                if (
                    len(met) == 1
                    and value.likelihood >= bounds.certain
                    and _is_more_of(seen, value, met[0], names)
                ):
                    spans = [_widened(seen, span, value) if span is met[0] else span for span in spans]
                continue
            if names.meet(value.start, value.end) or not _check_is_right(seen, value):
                continue
            spans = [
                span
                for span in spans
                if span.label not in _FORMS
                or span.end <= value.start
                or value.end <= span.start
                or likelihood_of(span, seen.sight, likely, IDENTIFIERS) >= value.likelihood
            ]
            spans.append(_as_span(seen, value, bounds))
    return spans


def _is_told(seen: Seen, span: Span) -> bool:
    """Whether a caption, a check, a sign or a column's heading, which the network does not see, tells what it is."""
    return (
        span.label not in _TOLD_BY_SHAPE
        or band_of(span.label, span.score) is Band.SURE
        or span.text.startswith("@")
        or seen.written.heading_of(span.start) != ""
    )


def values(seen: Seen, likely: Floats, label: DataLabel, found: float) -> Iterator[Value]:
    """Where the network reads a value of one kind that is written as such a value is."""
    if label not in _FORMS:
        return
    column = likely[:, IDENTIFIERS.index(label) + 1]
    goes_on = column >= found * _GOES_ON
    row, count = 0, len(column)
    while row < count:
        if not goes_on[row]:
            row += 1
            continue
        first = row
        while row < count and goes_on[row]:
            row += 1
        peak = float(column[first:row].max())
        if (
            peak >= found
            and (place := _whole(seen, label, first, row - 1))
            and _is_written_so(seen, label, place)
        ):
            yield Value(label, *place, peak)


def _whole(seen: Seen, label: DataLabel, first: int, last: int) -> tuple[int, int] | None:
    """Where words stand without the marks around them, and with the letters and digits of theirs that adjoin them."""
    words = seen.sight.words.low
    while first <= last and not (words[first][0].isalnum() or words[first] in _IN_FRONT):
        first += 1
    while first <= last and not (words[last][0].isalnum() or words[last] in _BEHIND):
        last -= 1
    if first > last:
        return None
    text, start, end = seen.written.text, seen.sight.words.starts[first], seen.sight.words.ends[last]
    adjoins = str.isdecimal if label in _OF_FIGURES else str.isalnum
    while start and adjoins(text[start - 1]):
        start -= 1
    while end < len(text) and adjoins(text[end]):
        end += 1
    return start, end


def _is_written_so(seen: Seen, label: DataLabel, place: tuple[int, int]) -> bool:
    text, form = seen.written.text[slice(*place)], _FORMS[label]
    digits = sum(map(str.isdecimal, text))
    if label is DataLabel.ADDRESS and not digits and "," not in text:
        return False  # the name of a place
    return form.fewest <= digits <= form.most and len(text) <= form.longest


def _check_is_right(seen: Seen, value: Value) -> bool:
    """Whether the check digit is right, of kinds that have one: words alone make no number of such a kind."""
    check = _CHECKS.get(value.label)
    return check is None or check(re.sub(r"\W", "", seen.written.text[value.start : value.end]))


def _as_span(seen: Seen, value: Value, bounds: Thresholds) -> Span:
    text = seen.written.text[value.start : value.end]
    why = f"reads like {_NAMES[value.label]} from the words around it"
    if value.label in _CHECKS:
        why += ", check digit right"
    return Span(value.start, value.end, value.label, text, _score(value.likelihood, bounds), why)


def _is_more_of(seen: Seen, value: Value, span: Span, names: Stretches) -> bool:
    """Whether a value has more of what a pattern found a part of, in the same lines and with nobody's name in it."""
    text = seen.written.text
    more = text[value.start : span.start] + text[span.end : value.end]
    return value.label in _OF_ANY_LENGTH and "\n" not in more and not names.meet(value.start, value.end)


def _widened(seen: Seen, span: Span, value: Value) -> Span:
    """A find of a pattern with all that the network reads of the same value, such as the town after a street."""
    start, end = min(span.start, value.start), max(span.end, value.end)
    return replace(span, start=start, end=end, text=seen.written.text[start:end])


def _score(likelihood: float, bounds: Thresholds) -> float:
    return LIKELY if likelihood >= bounds.certain else POSSIBLE
