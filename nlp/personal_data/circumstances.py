"""What is said about a person's life: special categories, offences, childhood, money and care.

Words are flagged only where their sentence is about somebody ("her diabetes"), not where it names a policy, a
team, a law or a statistic ("the union recognition policy").
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlp.personal_data.about import Sentences
from nlp.personal_data.circumstance_words import FIELDS, NOT_SAID, WORDS
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import lowered

_WORDS: Final = tuple(
    (label, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])"), score, meaning)
    for label, words, score, meaning in WORDS
)
_FIELDS: Final = tuple(
    (label, re.compile(rf"(?:^|(?<=[.;,|\n\t] )|(?<=[|\n\t]))[ \t*>-]*(?:{names}) ?[:=][ \t]*(?P<value>[^\n.;|]{{2,60}})"))
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
_A_NAME: Final = 0.6
_GROWN_CHILD = re.compile(r"^[ ,(]{0,2}(?:[\w'-]+ ){0,3}?\(?(?:aged |is |who is )?(?:1[89]|[2-9]\d)\b(?! ?(?:%|days?|weeks?|months?|times|per))")
_OWN_CHILD = re.compile(r"\b(?:son|daughter)$")
_CAPITAL_NAMES = re.compile(r"(?:christian|jewish|catholic|muslim|hindu|sikh|indian|chinese|irish|english|conservative|labour|black|white|green|reform)$")


def find_circumstances(text: str, found: Iterable[Span] = ()) -> Iterator[Span]:
    """Words that say something sensitive about somebody. `found` is what was found before: names make a sentence theirs."""
    low = lowered(text)
    named = [
        (span.start, span.end)
        for span in found
        if span.label in _NAMES_SOMEBODY and span.score >= _A_NAME
    ]
    sentences = Sentences(low, named)
    for label, pattern, score, meaning in _WORDS:
        for match in pattern.finditer(low):
            start, end = match.span()
            if not sentences.about_somebody(start) or sentences.in_general(start, end):
                continue
            if label is DataLabel.CHILD and _OWN_CHILD.search(match.group()) and _GROWN_CHILD.match(low[end : end + 32]):
                continue
            if _CAPITAL_NAMES.search(match.group()) and _part_of_a_name(text, start, end):
                continue
            why = f"{meaning}, in a sentence about somebody"
            yield Span(start, end, label, text[start:end], score, why)
    for label, pattern in _FIELDS:
        for match in pattern.finditer(low):
            value = match["value"].rstrip(" ,")
            start = match.start("value")
            if not NOT_SAID.match(value):
                end = start + len(value)
                yield Span(start, end, label, text[start:end], 0.85, "what stands behind a form's label")


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """ "Christian Aid", "Indian Ocean", "Green Lane": a capital follows a capital."""
    last = re.split(r"[ -]", text[start:end])[-1]
    return last[:1].isupper() and re.match(r" [A-Z][a-z]+", text[end : end + 12]) is not None
