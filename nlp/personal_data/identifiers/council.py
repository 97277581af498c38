# ruff: noqa: E501  (a pattern reads better unbroken)
"""References that have no national form: the usual ones by the words before them, and a council's own from settings."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from nlp.personal_data.identifiers.nearby import beside, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written, lowered

_NUMBER_WORD = r"(?:ref(?:erence)?|no|number|num|id|account|a/c|acc|acct|bill|register|application|claim|case|file|record)"
_JOIN = r"(?:[\s:.#,(=|'-]{1,4}|\s(?:is|was|of|are)\s(?:now )?){1,3}"
_PLAIN_REF = r"(?P<ref>(?:[a-z]{1,4}[-/ ]?)?\d{4,12}[a-z]?)(?![\w-]|[.,]\d)"
_MIXED_REF = r"(?P<ref>(?=[a-z0-9/-]*\d)[a-z0-9]+(?:[/-][a-z0-9]+){0,5})(?![\w])"
_REFERENCES: Final = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (rf"\bcouncil tax\b(?:'s)?(?:[\s:,-]{{1,2}}(?:my |your |her |his )?{_NUMBER_WORD}\b){{0,3}}{_JOIN}{_PLAIN_REF}", "council tax account"),
        (rf"\b(?:crime|incident|police|cad|occurrence)(?:\s(?:crime|incident))?[\s-](?:ref(?:erence)?|no|number|num|report|log)\b(?:\s{_NUMBER_WORD}\b)?(?:[\s:.#,(=-]|\s?(?:is|was)\s|police\s){{1,4}}{_MIXED_REF}", "crime reference"),
        (rf"\b(?:mosaic|liquid ?logic|lcs|las|care ?first|eclipse|frameworki|azeus|paris|capita one|synergy|social care|social services|adult care|client|service user|swift|person|customer)(?:\s(?:person|client|case|record))?\s{_NUMBER_WORD}\b(?:\s{_NUMBER_WORD}\b)?{_JOIN}{_PLAIN_REF}", "social care reference"),
        (rf"\b(?:housing(?: benefit| register| application)?|tenancy|rent(?: account)?|tenant|benefits?|homelessness|waiting list|northgate|academy|orchard)(?:\s{_NUMBER_WORD}\b){{1,3}}{_JOIN}{_PLAIN_REF}", "housing reference"),
        (rf"\brent account{_JOIN}{_PLAIN_REF}", "rent account"),
        (rf"\b(?:payroll|employee|staff|personnel|student|library card|blue badge|badge|penalty charge|pcn|membership)\s{_NUMBER_WORD}\b(?:\s{_NUMBER_WORD}\b)?{_JOIN}{_PLAIN_REF}", "reference about a person"),
    )
)  # fmt: skip


def find_usual_references(written: Written) -> Iterator[Span]:
    """Council tax, crime, social-care, housing and staff references, where the words before say what they are."""
    text, low = written.text, written.low
    for pattern, name in _REFERENCES:
        for match in pattern.finditer(low):
            start, end = match.span("ref")
            if not re.fullmatch(r"(?:19|20)\d\d", match["ref"]):
                yield span(text, start, end, DataLabel.COUNCIL_REF, 0.85, f"a number called a {name}")


_SHORTEST_PICTURE: Final = 4
_DRAWN: Final = {"#": r"\d", "@": "[a-z]"}
_ENOUGH_LETTERS: Final = 2


def finder_for(references: Mapping[str, Sequence[str]]) -> Callable[[Written], Iterator[Span]]:
    """A finder of a council's own references: what each is called, and pictures of how it is written.

    In a picture `#` is a digit, `@` a letter, and everything else stands for itself; a space, a hyphen, a dot and a
    slash stand for each other and may be missing. A picture without two letters or more would fit any number, so it
    is found only beside a word of its name. Raises `ValueError` with a sentence for a picture that can't be used.
    """
    drawn = [
        (name, re.compile(rf"(?<![\w]){_pattern(name, picture)}(?![\w])"), _cue_for(name, picture))
        for name, pictures in references.items()
        for picture in pictures
    ]

    def find(written: Written) -> Iterator[Span]:
        text, low = written.text, written.low
        for name, pattern, cue in drawn:
            for match in pattern.finditer(low):
                nearby = named_by(low, *match.span(), cue) if cue else None
                if cue is None or nearby:
                    why = f"the form of this council's {name}{beside(nearby)}"
                    yield span(text, *match.span(), DataLabel.COUNCIL_REF, 0.95 if nearby else 0.9, why)

    return find


def _pattern(name: str, picture: str) -> str:
    if sum(mark.isalnum() or mark in _DRAWN for mark in picture) < _SHORTEST_PICTURE or "#" not in picture:
        raise ValueError(
            f"council_references: '{picture}' for {name} would fit too much. Draw four characters or more, "
            "with # for each digit and @ for each letter, such as HB######."
        )
    return "".join(
        _DRAWN.get(mark) or (r"[ ./\u00a0-]?" if mark in " ./-" else re.escape(mark.lower()))
        for mark in picture
    )


def _cue_for(name: str, picture: str) -> re.Pattern[str] | None:
    if sum(mark.isalpha() or mark == "@" for mark in picture) >= _ENOUGH_LETTERS or "/" in picture:
        return None
    words = [re.escape(word) for word in lowered(name).split() if len(word) > 2]
    return re.compile(rf"\b(?:{'|'.join(words) or re.escape(lowered(name))})")
