# ruff: noqa: E501  (a list of words reads better unbroken)
"""Numbers spelt out as they are said on the telephone: "oh seven seven double oh, nine hundred, six one three"."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import luhn
from stdnum.gb import nhs, utr

from nlp.personal_data.identifiers.nearby import Rivals, beside, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_FIGURES: Final = {
    **dict.fromkeys(("zero", "oh", "o", "nought", "naught", "nil"), "0"),
    **{
        word: str(figure)
        for figure, word in enumerate(
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], start=1
        )
    },
    **{
        word: str(number)
        for number, word in enumerate(
            [
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
            ],
            start=10,
        )
    },
}
_TENS: Final = {
    word: str(tens)
    for tens, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_WORD: Final = rf"(?:{'|'.join((*_FIGURES, *_TENS, 'double', 'treble', 'triple', 'hundred', 'thousand'))})"
_SAID = re.compile(
    rf"\b(?:{_WORD}|\d{{1,5}}(?=[ ,-]+{_WORD}\b))(?:[ ,.-]{{1,3}}(?:(?:then|and) )?(?:{_WORD}\b|\d{{1,5}}\b)){{4,20}}"
)
_PIECE = re.compile(r"[a-z]+|\d+")
_PHONE: Final = re.compile(r"0[1237]\d{8,9}|44[1237]\d{9}|7\d{9}")
_BY_CAPTION: Final = (
    (DataLabel.BANK_ACCOUNT, re.compile(r"\d{6}"), re.compile(r"\bsort(?:ing)?[ -]?code'?s?\b|\bs/c\b"), "a sort code"),
    (DataLabel.BANK_ACCOUNT, re.compile(r"\d{8}"), re.compile(r"\b(?:account|a/c|acc)\b(?: (?:no|number))?"), "a bank account number"),
    (DataLabel.PASSPORT, re.compile(r"\d{9}"), re.compile(r"\bpassport\b"), "a passport number"),
    (DataLabel.COUNCIL_REF, re.compile(r"\d{5,12}"), re.compile(r"\bcouncil tax\b|\bcrime (?:ref(?:erence)?|number)\b|\b(?:tenancy|rent|housing|mosaic)\b"), "a reference about a person"),
)  # fmt: skip
_NHS_CUE = re.compile(r"\bnhs\b|\bn h s\b|\bhospital\b|\bpatient\b")
_TAX_CUE = re.compile(r"\butr\b|\btax\b|\bhmrc\b")
_NO_RIVALS: Final = Rivals(
    re.compile(r"\b(?:order|invoice|parcel|meter|tracking|reference for the order)\b"), re.compile(r"\d{5}")
)


def find_spoken_numbers(written: Written) -> Iterator[Span]:
    """Telephone numbers in words, and other numbers in words whose check is right or whose caption stands beside them."""
    for match in _SAID.finditer(written.low):
        figures = _as_figures(match.group())
        start, end = match.span()
        if found := _what_it_is(written, start, end, figures):
            label, why = found
            yield span(written.text, start, end, label, 0.8, f"{why}, spelt out in words")


def _what_it_is(written: Written, start: int, end: int, figures: str) -> tuple[DataLabel, str] | None:
    health_cue = named_by(written, start, end, _NHS_CUE, _NO_RIVALS)
    if health_cue and nhs.is_valid(figures):
        return DataLabel.NHS_NUMBER, f"NHS number: check digit right{beside(health_cue)}"
    tax_cue = named_by(written, start, end, _TAX_CUE, _NO_RIVALS)
    if tax_cue and utr.is_valid(figures):
        return DataLabel.UTR, f"tax reference: check digit right{beside(tax_cue)}"
    if len(figures) == 16 and luhn.is_valid(figures):
        return DataLabel.PAYMENT_CARD, "payment card: check digit right"
    for label, shape, cue_words, name in _BY_CAPTION:
        if shape.fullmatch(figures) and (cue := named_by(written, start, end, cue_words, _NO_RIVALS)):
            return label, f"{name}{beside(cue)}"
    return (DataLabel.PHONE, "a telephone number") if _PHONE.fullmatch(figures) else None


def _as_figures(words: str) -> str:
    """The figures that words say, read one after the other: "nine hundred" is 900, "forty four" 44, "double oh" 00."""
    figures, times = "", 1
    pieces = _PIECE.findall(words)
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else ""
        if piece in ("double", "treble", "triple"):
            times = 2 if piece == "double" else 3
        elif piece == "hundred":
            figures += "00"
        elif piece == "thousand":
            figures += "000"
        elif piece in _TENS:
            one_follows = _FIGURES.get(following, "0") in "123456789"
            figures += _TENS[piece] + ("" if one_follows else "0")
        else:
            figures += _FIGURES.get(piece, piece) * times
            times = 1
    return figures
