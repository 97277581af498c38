"""What the network reads of somebody's life, made into findings with their reasons."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from nlp.personal_data.circumstances import is_of_age
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.spans import Span
from nlp.personal_data.stretches import Stretches
from nlp.personal_data.words.finds import LIKELY, POSSIBLE, ByPlace, likelihood_of
from nlp.personal_data.words.reading import Seen, Thresholds
from nlp.personal_data.words.signs import IDENTIFIERS, LIVES, Sight

_ABOUT: Final = {
    DataLabel.HEALTH: "somebody's health",
    DataLabel.ETHNICITY: "somebody's origin",
    DataLabel.RELIGION_OR_BELIEF: "somebody's religion or belief",
    DataLabel.POLITICS: "somebody's politics",
    DataLabel.UNION_MEMBERSHIP: "somebody's union membership",
    DataLabel.SEX_LIFE_OR_ORIENTATION: "somebody's sex life or orientation",
    DataLabel.GENETIC: "what somebody inherited",
    DataLabel.BIOMETRIC: "how somebody was recognised by their body",
    DataLabel.CRIMINAL_OFFENCE: "an offence, or a suspicion of one",
    DataLabel.CHILD: "somebody who is a child",
    DataLabel.SOCIAL_CARE_CIRCUMSTANCES: "somebody's care or safety",
    DataLabel.MONEY_OR_BENEFITS: "somebody's money",
}
_GOES_ON: Final = 0.4
"""A statement goes on over words that are likely to say the same, at least so much of the threshold."""
_SAYS_NOTHING_ALONE: Final = frozenset(
    "the a an and or of to in on at for with is was are be been am 's 't 've 'd 'm 're 'll s t his her my their our "  # noqa: SIM905
    "your its he she they i it we you has had have that this by from as not no do did does but who which there here "
    "will would can could if so then up out off over me him them us met went came rang said told asked saw got gave "
    "took made called wrote too also again just".split()
)
_OUTSIDE: Final = frozenset(
    "a an the is was are am be been being has have had he she i they who it we you and or that this of to with for as "  # noqa: SIM905
    "at by so but".split()
)
_NOT_FIRST: Final = _OUTSIDE | {"'s", "'m", "'re", "'ve", "'d", "'ll", "'t"}
_NOT_LAST: Final = _OUTSIDE | {"in", "on"}
_POSSESSIVES: Final = frozenset({"his", "her", "my", "their", "our", "your"})
_SAID_OF_RELATIONS: Final = frozenset({DataLabel.CHILD, DataLabel.SEX_LIFE_OR_ORIENTATION})
"""Whose partner or child somebody is says something: "his husband", "my baby"."""
_END_OF_A_SENTENCE: Final = frozenset(".!?;")
_NUMBERS: Final = frozenset(IDENTIFIERS) - {DataLabel.PERSON, DataLabel.AGE}
"""What identifies somebody and says nothing of their life; an age says that somebody is a child."""
_SAYS_SOMETHING: Final = 0.6
"""How likely each of some listed words must be to say something, of whatever kind: the lists know which."""
_A_NAME: Final = 0.9
"""The score from which a name is surely one, and no flower."""
_SECTION: Final = re.compile(r"(?m)^[#>*| ]{0,8}(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?(?=\s)")
"""The number of a section at the beginning of a line."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words at `start` to `end` (code points, end exclusive) that the network reads as saying something of a kind."""

    label: DataLabel
    start: int
    end: int
    likelihood: float


def statements(sight: Sight, likely: Floats, found: Mapping[DataLabel, float]) -> Iterator[Statement]:
    """What the network reads: from the likeliest word on, as far as the words beside it are likely to say the same."""
    of_kinds = likely[:, 1:]
    peaks = of_kinds.max(axis=1)
    if peaks.max(initial=0) < min(found.values()):
        return
    best = of_kinds.argmax(axis=1)
    taken = [False] * len(best)
    ends = np.array([word in _END_OF_A_SENTENCE for word in sight.words.low], dtype=bool)
    rows = np.flatnonzero(peaks >= min(found.values()))
    for row in rows[np.argsort(-peaks[rows], kind="stable")]:
        kind, peak = int(best[row]), float(peaks[row])
        threshold = found[LIVES[kind]]
        if peak < threshold or taken[row]:
            continue
        goes_on = (of_kinds[:, kind] >= _GOES_ON * threshold) & ~ends
        first = last = int(row)
        while first > 0 and goes_on[first - 1] and not taken[first - 1]:
            first -= 1
        while last < len(best) - 1 and goes_on[last + 1] and not taken[last + 1]:
            last += 1
        taken[first : last + 1] = [True] * (last + 1 - first)
        while first <= last and _stands_outside(sight.words.low[first], LIVES[kind], _NOT_FIRST):
            first += 1
        while first <= last and _stands_outside(sight.words.low[last], LIVES[kind], _NOT_LAST):
            last -= 1
        if any(
            word[0].isalnum() and word not in _SAYS_NOTHING_ALONE
            for word in sight.words.low[first : last + 1]
        ):
            yield Statement(LIVES[kind], sight.words.starts[first], sight.words.ends[last], peak)


def _stands_outside(word: str, label: DataLabel, at_an_edge: frozenset[str]) -> bool:
    """Whether a statement neither begins nor ends with this word: a mark, "is a", "her" but in "her husband"."""
    if not word[0].isalnum():
        return word in at_an_edge or word[0] not in "'£("
    return word in at_an_edge or (word in _POSSESSIVES and label not in _SAID_OF_RELATIONS)


def findings(
    seen: Seen, identified: Sequence[Span], likely: Floats, thresholds: Mapping[DataLabel, Thresholds]
) -> list[Span]:
    """What the network reads, what the lists hold and it thinks possible, and what stands behind the labels of a form.

    `identified` is what was found that identifies somebody. Where the lists hold words of a statement they give the
    reason, which an officer can look up.
    """
    numbers = Stretches((span.start, span.end) for span in identified if span.label in _NUMBERS)
    names = (
        (span.start, span.end)
        for span in identified
        if span.label is DataLabel.PERSON and span.score >= _A_NAME
    )
    outside = Stretches((*numbers, *names))
    sections = Stretches(match.span("number") for match in _SECTION.finditer(seen.written.text))
    of_forms = ByPlace(seen.rules.of_forms)
    listed = ByPlace(span for span in seen.rules.said if span not in seen.rules.of_forms)
    spans = list(of_forms.spans)
    for statement in statements(seen.sight, likely, {label: one.found for label, one in thresholds.items()}):
        label = statement.label
        if sections.meet(statement.start, statement.end):
            continue  # "5.8 Passwords" is a heading, and no reading of blood
        start, end = _trimmed(seen, outside, statement, likely, thresholds[label].found)
        if start >= end or (label is DataLabel.CHILD and is_of_age(seen.written.low, start, end)):
            continue
        if of_forms.meeting(label, start, end) or seen.rules.phrases.only_sounds_like_it(start, end):
            continue
        met = listed.meeting(label, start, end)
        if not met and _is_for_a_number(seen.written.text, numbers, statement, start, end):
            continue
        if label is DataLabel.ETHNICITY and not met and not seen.rules.sentences.about_somebody(start):
            continue  # a strange name that stands alone may be of a village
        score = LIKELY if statement.likelihood >= thresholds[label].certain else POSSIBLE
        why = f"reads like a statement about {_ABOUT[label]}; no listed words say so"
        if met:
            score, why = max(score, met[0].score), met[0].why
        spans.append(Span(start, end, label, seen.written.text[start:end], score, why))
    found = ByPlace(spans)
    for span in listed.spans:
        nothing = likely[seen.sight.words.rows(span.start, span.end), 0].max(initial=0.0)
        possible = likelihood_of(span, seen.sight, likely, LIVES) >= thresholds[span.label].kept
        possible = possible or nothing <= 1 - _SAYS_SOMETHING
        if possible and not found.meeting(span.label, span.start, span.end):
            spans.append(replace(span, score=POSSIBLE))
    return spans


def _is_for_a_number(text: str, numbers: Stretches, statement: Statement, start: int, end: int) -> bool:
    """Whether words are for numbers and say nothing of a life: "tenancy 4471-88, her HMRC number", "login jbell3"."""
    return numbers.meet(start, end) or (
        numbers.meet(statement.start, statement.end) and len(text[start:end].split()) == 1
    )


def _trimmed(
    seen: Seen, outside: Stretches, statement: Statement, likely: Floats, threshold: float
) -> tuple[int, int]:
    """A statement without the numbers and names that it begins or ends with: "AB123456C, has epilepsy".

    Nothing is left of one that words don't say, but for a child's age in a sentence about somebody.
    """
    sight, start, end = seen.sight, statement.start, statement.end
    rows = sight.words.rows(start, end)
    first, last = rows.start, rows.stop - 1
    if outside.meet(start, end):

        def goes(row: int) -> bool:
            held = outside.hold(sight.words.starts[row], sight.words.ends[row])
            return held or not sight.words.low[row][0].isalnum() or sight.words.low[row] in _OUTSIDE

        while first <= last and goes(first):
            first += 1
        while first <= last and goes(last):
            last -= 1
        column = likely[first : last + 1, LIVES.index(statement.label) + 1]
        if first > last or column.max() < threshold:
            return start, start
    if not any(map(_is_a_word, sight.words.low[first : last + 1])):
        an_age = statement.label is DataLabel.CHILD and seen.rules.sentences.about_somebody(start)
        if not an_age:
            return start, start
    return sight.words.starts[first], sight.words.ends[last]


def _is_a_word(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word not in _SAYS_NOTHING_ALONE
