# ruff: noqa: E501  (a pattern reads better unbroken)
"""What the lists hold of a person's life: special categories, offences, childhood, money and care.

The words network is told of it and decides (`words/statements.py`). Words count as said where their sentence is about somebody
("her diabetes"), not where it names a policy, a team, a law or a statistic ("the union recognition policy").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from nlp.personal_data.about import Sentences
from nlp.personal_data.forms import answers_of_forms
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.phrases import Phrase, Phrases, find_phrases
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_LEAD_IN = re.compile(
    r"(?:(?:he|she|who|i|they) )?(?:(?:is|am|are|was|were|been|got|as|being|described as|had|having|he's|she's|i'm|they're) )+(?:an? )?"
)
_NAMES_SOMEBODY: Final = frozenset(
    {
        DataLabel.PERSON,
        DataLabel.NHS_NUMBER,
        DataLabel.NINO,
        DataLabel.UPN,
        DataLabel.DATE_OF_BIRTH,
        DataLabel.AGE,
    }
)
_OFTEN_OF_SERVICES: Final = frozenset(
    {DataLabel.CHILD, DataLabel.MONEY_OR_BENEFITS, DataLabel.BIOMETRIC, DataLabel.RELIGION_OR_BELIEF}
)
"""A short note of such matters is as likely about school transport, a budget, a door or a festival."""
_PART_OF: Final = frozenset(
    {
        (DataLabel.HEALTH, DataLabel.GENETIC),
        (DataLabel.HEALTH, DataLabel.SEX_LIFE_OR_ORIENTATION),
        (DataLabel.ETHNICITY, DataLabel.RELIGION_OR_BELIEF),
        (DataLabel.SOCIAL_CARE_CIRCUMSTANCES, DataLabel.HEALTH),
        (DataLabel.SOCIAL_CARE_CIRCUMSTANCES, DataLabel.MONEY_OR_BENEFITS),
    }
)
"""What gives way to a longer find of which other kind. Elsewhere words may say two things ("disabled child")."""
_A_NAME: Final = 0.6
_AGE_GROUP = re.compile(r"\baged (?:between \d+ and|\d+ ?(?:to|-) ?\d|\d+ (?:and|or) (?:over|under|above))")
_AS_FAR: Final = 24
_MEANINGS: Final = {
    DataLabel.HEALTH: "words about health",
    DataLabel.ETHNICITY: "words about ethnic or national origin",
    DataLabel.RELIGION_OR_BELIEF: "words about religion or belief",
    DataLabel.POLITICS: "words about politics",
    DataLabel.UNION_MEMBERSHIP: "words about union membership",
    DataLabel.SEX_LIFE_OR_ORIENTATION: "words about sex life or orientation",
    DataLabel.GENETIC: "words about genes",
    DataLabel.BIOMETRIC: "words about biometrics",
    DataLabel.CRIMINAL_OFFENCE: "words about an offence or a suspicion",
    DataLabel.CHILD: "words about a child",
    DataLabel.SOCIAL_CARE_CIRCUMSTANCES: "words about care or safeguarding",
    DataLabel.MONEY_OR_BENEFITS: "words about money or benefits",
}
_BY_ITSELF: Final = 0.75
_WITH_A_NEIGHBOUR: Final = 0.7
_GROWN_CHILD = re.compile(
    r"^[ ,(]{0,2}(?:[\w'-]+ ){0,3}?\(?(?:aged |is |who is )?(?:1[89]|[2-9]\d)\b(?! ?(?:%|days?|weeks?|months?|times|per))"
)
_OF_GENES_BEFORE = re.compile(
    r"\b(?:carr(?:y|ies|ied|iers?) (?:of|for|the)?|(?:gene|genes|mutation|variant|test|tested|screen(?:ed|ing)?) for|inherited|hereditary|genetic|familial|unaffected by)(?: the| an?)? ?$"
)
_OF_GENES_AFTER = re.compile(
    r" (?:(?:faulty|disease|syndrome|the|for the) ){0,2}(?:genes?|carriers?|traits?|mutations?|premutation|pre-mutation|variants?|deletion|status by descent)\b"
)
_OF_AGE: Final = 18
_OWN_CHILD_NAMED = re.compile(r"\b(?:son|daughter)\b")
_CAPITAL_NAMES = re.compile(
    r"(?:christian|jewish|catholic|muslim|hindu|sikh|indian|chinese|irish|english|conservative|labour|black|white|green|reform)$"
)


@dataclass(frozen=True, slots=True)
class Match:
    """Words of the lists at `start` to `end` (end exclusive), whoever they may be about.

    `in_general`: they only name a policy, a team or the like, or only sound like what they seem to say.
    """

    label: DataLabel
    start: int
    end: int
    in_general: bool


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rules read in a text.

    `said` is what they take to be said about somebody, of which `of_forms` stands behind the label of a form;
    `matches`, `phrases`, `sentences` and `named` (names and personal numbers) are what they went by.
    """

    said: tuple[Span, ...]
    of_forms: frozenset[Span]
    matches: tuple[Match, ...]
    phrases: Phrases
    sentences: Sentences
    named: tuple[tuple[int, int], ...]


def read_circumstances(written: Written, found: Iterable[Span] = ()) -> Circumstances:
    """What rules read as said about somebody's life. `found` is what was found before: names make a sentence theirs."""
    text, low = written.text, written.low
    named = tuple(
        (span.start, span.end) for span in found if span.label in _NAMES_SOMEBODY and span.score >= _A_NAME
    )
    sentences = Sentences(low, named)
    phrases = find_phrases(written)
    matches = tuple(_matches(phrases, sentences))
    said = [
        _as_span(text, low, phrase)
        for phrase, match in zip(phrases.said, matches, strict=True)
        if not match.in_general and _says_of_somebody(text, low, phrase, phrases, sentences)
    ]
    of_forms = tuple(answers_of_forms(text, low))
    telling = (*_telling(said, low, phrases, sentences), *of_forms)
    return Circumstances(telling, frozenset(of_forms), matches, phrases, sentences, named)


def _matches(phrases: Phrases, sentences: Sentences) -> Iterator[Match]:
    for phrase in phrases.said:
        start, end = phrase.start, phrase.end
        in_general = phrases.only_sounds_like_it(start, end) or sentences.in_general(start, end)
        yield Match(phrase.label, start, end, in_general)


def _says_of_somebody(text: str, low: str, phrase: Phrase, phrases: Phrases, sentences: Sentences) -> bool:
    """Whether the sentence here is about somebody, or a note that says more than who deals with such matters."""
    label, start, end = phrase.label, phrase.start, phrase.end
    about = sentences.about_somebody(start) or (
        label not in _OFTEN_OF_SERVICES
        and sentences.reads_as_a_note(start)
        and not phrases.only_deals_with_it(start, end)
    )
    if not about or (_CAPITAL_NAMES.search(low[start:end]) and _part_of_a_name(text, start, end)):
        return False
    return label is not DataLabel.CHILD or _AGE_GROUP.search(low, start, end + _AS_FAR) is None


def _as_span(text: str, low: str, phrase: Phrase) -> Span:
    start = _without_lead_in(low, phrase.start, phrase.end)
    score = _WITH_A_NEIGHBOUR if phrase.by_neighbour else _BY_ITSELF
    why = f"{_MEANINGS[phrase.label]}, in a sentence about somebody"
    return Span(start, phrase.end, phrase.label, text[start : phrase.end], score, why)


def _without_lead_in(low: str, start: int, end: int) -> int:
    """Where the words that say it begin: "is a" is left out of "is a wheelchair user"."""
    lead_in = _LEAD_IN.match(low, start, end)
    return lead_in.end() if lead_in and lead_in.end() < end else start


def _telling(said: list[Span], low: str, phrases: Phrases, sentences: Sentences) -> Iterator[Span]:
    """What says most: neither an illness that is only carried, nor a part of what truly is of another kind, nor
    a person, place or paper that deals with such matters beside what it is about.
    """
    settings = {span for span in said if phrases.only_deals_with_it(span.start, span.end)}
    telling = {sentences.around(span.start) for span in said if span not in settings}
    ordered = sorted(said)
    starts = [span.start for span in ordered]
    longest = max((span.end - span.start for span in said), default=0)
    for span in said:
        if span in settings and sentences.around(span.start) in telling:
            continue
        if span.label is DataLabel.HEALTH and _only_carried(span, low):
            continue
        near = ordered[bisect_left(starts, span.start - longest) : bisect_right(starts, span.start)]
        if any(_says_more(other, span) for other in near):
            continue
        yield span


def _only_carried(span: Span, low: str) -> bool:
    """ "A carrier of sickle cell", "the cystic fibrosis gene": not ill with it."""
    return (
        _OF_GENES_BEFORE.search(low[max(0, span.start - 40) : span.start]) is not None
        or _OF_GENES_AFTER.match(low[span.end : span.end + 30]) is not None
    )


def _says_more(longer: Span, span: Span) -> bool:
    """Whether a span is a part of a longer one that says what it truly is: "Fragile X syndrome" is of genes."""
    return (
        (span.label, longer.label) in _PART_OF
        and longer.start <= span.start
        and span.end <= longer.end
        and longer.end - longer.start > span.end - span.start
    )


def is_of_age(low: str, start: int, end: int) -> bool:
    """Whether the words at `start` to `end` are an adult's age, or name a son or a daughter beside whom such an age stands."""
    words = low[start:end]
    if words.isdecimal() and int(words) >= _OF_AGE:
        return True
    child = _OWN_CHILD_NAMED.search(low, start, end)
    return child is not None and _GROWN_CHILD.match(low[child.end() : child.end() + 32]) is not None


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """ "Christian Aid", "Indian Ocean", "Green Lane": a capital follows a capital."""
    last = re.split(r"[ -]", text[start:end])[-1]
    return last[:1].isupper() and re.match(r" [A-Z][a-z]+", text[end : end + 12]) is not None
