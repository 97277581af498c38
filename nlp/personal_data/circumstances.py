# ruff: noqa: E501  (a pattern reads better unbroken)
"""What is said about a person's life: special categories, offences, childhood, money and care.

Words are flagged only where their sentence is about somebody ("her diabetes"), not where it names a policy, a
team, a law or a statistic ("the union recognition policy").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.personal_data.about import Sentences
from nlp.personal_data.circumstance_words import (
    CHILD_BEFORE,
    CHILD_NOUNS,
    ENDINGS,
    FIELDS,
    NO_CHILD_AFTER,
    NO_ILLNESSES,
    NOT_SAID,
    WORDS,
)
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.openings import LENGTH, by_opening, either
from nlp.personal_data.phrases import Phrases, find_phrases
from nlp.personal_data.spans import Span
from nlp.personal_data.stretches import Stretches
from nlp.plain_text import Written

_KINDS: Final = tuple((label, score, meaning) for label, _, score, meaning in WORDS)
_BY_OPENING: Final = [by_opening(words, r"(?![\w-])") for _, words, _, _ in WORDS]
_TRIED_AT: Final = {
    opening: (
        either([tried[opening] for tried in _BY_OPENING if opening in tried]),
        tuple((index, tried[opening]) for index, tried in enumerate(_BY_OPENING) if opening in tried),
    )
    for opening in set().union(*_BY_OPENING)
}
"""At a word that begins so: whether any list may match there, and the lists one by one."""
_NOTHING_TRIED: Final[tuple[None, tuple[()]]] = (None, ())
_HEALTH_LIST: Final = next(index for index, (label, *_) in enumerate(WORDS) if label is DataLabel.HEALTH)
_GENETIC_LIST: Final = next(index for index, (label, *_) in enumerate(WORDS) if label is DataLabel.GENETIC)
_CHILD_LIST: Final = next(index for index, (label, *_) in enumerate(WORDS) if label is DataLabel.CHILD)
_CHILD_NOUN = re.compile(rf"(?<![\w-])(?:{CHILD_NOUNS})(?![\w-]){NO_CHILD_AFTER}")
_CHILD_BEFORE = re.compile(rf"\b{CHILD_BEFORE}")
_CLAUSE_START = re.compile(r"(?:^|[.,:;|(\n-] ?)$")
_WORD_START = re.compile(r"(?<![\w-])[\w£]")
_ENDING = re.compile(rf"(?:{ENDINGS})(?![\w-])")
_LEAD_IN = re.compile(
    r"(?:(?:he|she|who|i|they) )?(?:(?:is|am|are|was|were|been|got|as|being|described as|had|having|he's|she's|i'm|they're) )+(?:an? )?"
)
_FIELD = re.compile(
    r"(?:^|(?<=[.;,|] )|(?<=[|\n\t]))[ \t*>-]{0,8}(?P<name>[a-z][a-z -]{2,44}?) ?[:=][ \t]{0,8}(?P<value>[^\n.;|]{2,60})"
)
_FIELD_NAMES: Final = tuple(
    (
        label,
        re.compile(
            rf"(?:(?:stated|current|known|previous|main|any|client|child|mother|self-declared|declared)(?:'s)? )?(?:{names})(?: (?:at|on|as|given|stated|recorded|declared|if)\b[a-z ]*)?"
        ),
    )
    for label, names in FIELDS
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
_MEANINGS: Final = {label: meaning for label, _, _, meaning in WORDS}
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
    words = tuple(_matches(low))
    said = [*_words(text, low, words, phrases, sentences), *_phrases(text, low, phrases, sentences)]
    places = [
        *((_KINDS[index][0], start, end) for index, start, end in words),
        *((phrase.label, phrase.start, phrase.end) for phrase in phrases.said),
    ]
    matches = tuple(
        Match(
            label,
            start,
            end,
            phrases.only_sounds_like_it(start, end) or sentences.in_general(start, end),
        )
        for label, start, end in places
    )
    of_forms = tuple(_fields(text, low))
    telling = (*_telling(said, low, phrases, sentences), *of_forms)
    return Circumstances(telling, frozenset(of_forms), matches, phrases, sentences, named)


def _words(
    text: str, low: str, matches: Sequence[tuple[int, int, int]], phrases: Phrases, sentences: Sentences
) -> Iterator[Span]:
    """What the lists of words say of somebody."""
    of_genes = Stretches((start, end) for index, start, end in matches if index == _GENETIC_LIST)
    for index, start, end in matches:
        if index == _HEALTH_LIST and of_genes.hold(start, end):
            continue  # "a carrier for cystic fibrosis" is not ill with it
        if phrases.only_sounds_like_it(start, end):
            continue
        label, score, meaning = _KINDS[index]
        if not _says_of_somebody(label, sentences, phrases, start, end) or sentences.in_general(start, end):
            continue
        words = low[start:end]
        if label is DataLabel.CHILD and is_of_age(low, start, end):
            continue
        if _CAPITAL_NAMES.search(words) and _part_of_a_name(text, start, end):
            continue
        if label is DataLabel.CHILD and _AGE_GROUP.search(low, start, end + _AS_FAR):
            continue
        start = _without_lead_in(low, start, end)
        yield Span(start, end, label, text[start:end], score, f"{meaning}, in a sentence about somebody")


def _without_lead_in(low: str, start: int, end: int) -> int:
    """Where the words that say it begin: "is a" is left out of "is a wheelchair user"."""
    lead_in = _LEAD_IN.match(low, start, end)
    return lead_in.end() if lead_in and lead_in.end() < end else start


def _phrases(text: str, low: str, phrases: Phrases, sentences: Sentences) -> Iterator[Span]:
    """What the lists of phrases say of somebody."""
    for phrase in phrases.said:
        label, start, end = phrase.label, phrase.start, phrase.end
        if phrases.only_sounds_like_it(start, end):
            continue
        if not _says_of_somebody(label, sentences, phrases, start, end) or sentences.in_general(start, end):
            continue
        if _CAPITAL_NAMES.search(low[start:end]) and _part_of_a_name(text, start, end):
            continue
        if label is DataLabel.CHILD and _AGE_GROUP.search(low, start, end + _AS_FAR):
            continue
        start = _without_lead_in(low, start, end)
        score = _WITH_A_NEIGHBOUR if phrase.by_neighbour else _BY_ITSELF
        why = f"{_MEANINGS[phrase.label]}, in a sentence about somebody"
        yield Span(start, end, phrase.label, text[start:end], score, why)


def _says_of_somebody(label: DataLabel, sentences: Sentences, phrases: Phrases, start: int, end: int) -> bool:
    """Whether the sentence here is about somebody, or a note that says more than who deals with such matters."""
    return sentences.about_somebody(start) or (
        label not in _OFTEN_OF_SERVICES
        and sentences.reads_as_a_note(start)
        and not phrases.only_deals_with_it(start, end)
    )


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


def _fields(text: str, low: str) -> Iterator[Span]:
    """What stands behind the labels of a form: "Religion: Sikh"."""
    for match in _FIELD.finditer(low):
        value = match["value"].rstrip(" ,")
        if NOT_SAID.match(value):
            continue
        for label, names in _FIELD_NAMES:
            if names.fullmatch(match["name"].strip()):
                start = match.start("value")
                end = start + len(value)
                yield Span(start, end, label, text[start:end], 0.85, f"what stands behind '{match['name']}'")
                break


def _matches(low: str) -> Iterator[tuple[int, int, int]]:
    """Where words of the lists stand: which list, start and end."""
    over = [0] * len(_KINDS)
    for at in _WORD_START.finditer(low):
        start = at.start()
        opening = low[start : start + LENGTH]
        for shorter in (opening, opening[:2], opening[:1]):
            any_list, lists = _TRIED_AT.get(shorter, _NOTHING_TRIED)
            if any_list is None or not any_list.match(low, start):
                continue
            for index, words in lists:
                if start >= over[index] and (match := words.match(low, start)):
                    over[index] = match.end()
                    yield index, start, match.end()
    yield from _children(low)
    for ending in _ENDING.finditer(low):
        start = ending.start()
        while start and low[start - 1].isalpha():
            start -= 1
        if NO_ILLNESSES.fullmatch(low[start : ending.end()]) is None:
            yield _HEALTH_LIST, start, ending.end()


def _children(low: str) -> Iterator[tuple[int, int, int]]:
    """A word for a child with the word before it that says whose, or that it is a certain one."""
    for noun in _CHILD_NOUN.finditer(low):
        before = _CHILD_BEFORE.search(low[max(0, noun.start() - 48) : noun.start()])
        if before is None:
            if noun["any"] and _CLAUSE_START.search(low[max(0, noun.start() - 2) : noun.start()]):
                yield _CHILD_LIST, noun.start(), noun.end()
            continue
        certain = noun["any"] or before["number"] or before["one"] in ("the", "both")
        if noun["own"] is None and (before["own"] or certain):
            yield _CHILD_LIST, noun.start() - len(before.group()), noun.end()


def is_of_age(low: str, start: int, end: int) -> bool:
    """Whether the words at `start` to `end` name a son or a daughter whose age beside them is that of an adult."""
    child = _OWN_CHILD_NAMED.search(low, start, end)
    return child is not None and _GROWN_CHILD.match(low[child.end() : child.end() + 32]) is not None


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """ "Christian Aid", "Indian Ocean", "Green Lane": a capital follows a capital."""
    last = re.split(r"[ -]", text[start:end])[-1]
    return last[:1].isupper() and re.match(r" [A-Z][a-z]+", text[end : end + 12]) is not None
