# ruff: noqa: E501  (a pattern reads better unbroken)
"""Numbers that the state gives a person, a pupil or a home."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum.gb import nhs, upn, utr

from nlp.personal_data.identifiers.nearby import beside, called_otherwise, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_GAP = r"(?:[ \t\u00a0]{0,3}\n?[ \t]{0,3}|[ ]?[./\u2010-\u2015-][ ]?\n?)"
_NINO = re.compile(
    rf"(?<![A-Za-z0-9])(?P<prefix>[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z]{_GAP}[A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z]){_GAP}"
    rf"(?P<digits>\d(?:{_GAP}\d){{5}})(?:{_GAP}(?P<suffix>[A-Da-d]))?(?![A-Za-z0-9]|[.,]\d)"
)
_TEMPORARY_NINO = re.compile(
    rf"(?<![A-Za-z0-9])\d\d{_GAP}[A-Za-z]{_GAP}\d{_GAP}\d\d{_GAP}\d\d(?![A-Za-z0-9])"
)
_NINO_CUE = re.compile(
    r"\bninos?\b|\bni\b(?! office)|\bn\.?i\.? ?n?o?\b|national ins(?:urance)?|\bnat\.? ins\b|insurance (?:no|number)|\btrn\b"
)
_UNUSED_PREFIXES: Final = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def find_ninos(written: Written) -> Iterator[Span]:
    """National Insurance numbers (HMRC's manual NIM39110) and temporary ones; the suffix may be missing."""
    text, low = written.text, written.low
    for match in _NINO.finditer(text):
        letters = re.sub(r"[^A-Z]", "", match["prefix"].upper())
        if letters in _UNUSED_PREFIXES:
            continue
        cue = named_by(low, *match.span(), _NINO_CUE)
        if match["suffix"] is None and cue is None:
            continue
        shape = "the shape and letters of a National Insurance number"
        yield span(text, *match.span(), DataLabel.NINO, 0.99 if cue else 0.93, shape + beside(cue))
    for match in _TEMPORARY_NINO.finditer(text):
        if cue := named_by(low, *match.span(), _NINO_CUE):
            why = f"the shape of a temporary National Insurance number{beside(cue)}"
            yield span(text, *match.span(), DataLabel.NINO, 0.9, why)


_TEN_DIGITS = re.compile(
    r"(?<![\w+£$.-])\d(?:(?:[ \t\u00a0]{0,2}\n?[ \t]?|[./\u2010-\u2015-])\d){9}(?:(?P<letter>[Kk])(?![\w-])|(?![\w-]|[.,]\d))"
)
_NHS_GROUPS = re.compile(r"\d{3}[ \u00a0.-]\n?\d{3}[ \u00a0.-]\n?\d{4}")
_NHS_CUE = re.compile(
    r"\bn\.?h\.?s\b(?: ?(?:no|number|num|#|id))?\.?|\b(?:patient|hospital|gp|clinical) ?(?:no|number|id)\b|\bpatient\b|\bchi (?:no|number)\b"
)
_UTR_CUE = re.compile(
    r"\bu\.?t\.?r\b\.?s?|unique tax(?:payer)?|tax(?:payer)?'?s? (?:ref(?:erence)?|number|id)|self[- ]?assessment|\bhmrc\b|\bcis\b|tax return"
)
_PHONE_CUE = re.compile(r"\b(?:tel|telephone|phone|mobile|mob|call|ring|fax|text|contact)\b")


def find_ten_digit_numbers(written: Written) -> Iterator[Span]:
    """NHS numbers (modulus 11, NHS Data Dictionary) and tax references (modulus 11 with the check first).

    One in eleven numbers passes such a check by chance, so words nearby are asked for too.
    """
    text, low = written.text, written.low
    for match in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        start, end = match.span()
        if len(set(digits)) == 1:
            continue
        tax_cue = named_by(low, start, end, _UTR_CUE)
        if tax_cue and utr.is_valid(digits):
            yield span(
                text, start, end, DataLabel.UTR, 0.98, f"tax reference: check digit right{beside(tax_cue)}"
            )
            continue
        if match["letter"] or not nhs.is_valid(digits):
            continue
        if cue := named_by(low, start, end, _NHS_CUE):
            yield span(
                text, start, end, DataLabel.NHS_NUMBER, 0.99, f"NHS number: check digit right{beside(cue)}"
            )
            continue
        grouped = _NHS_GROUPS.fullmatch(match.group()) is not None and digits[0] != "0"
        if called_otherwise(low, start):
            continue
        if grouped and not tax_cue and named_by(low, start, end, _PHONE_CUE) is None:
            why = "NHS number: check digit right, written in the usual groups"
            yield span(text, start, end, DataLabel.NHS_NUMBER, 0.75, why)


_UPN = re.compile(
    r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Za-hj-np-rt-z][ -]?(?:\d[ -]?){11}[\dA-HJ-NP-RT-Za-hj-np-rt-z](?![A-Za-z0-9])"
)
_UPN_CUE = re.compile(r"\bupns?\b|pupil'?s? (?:no|number|id)|\bpupil\b|\bschool\b")
_UPRN = re.compile(r"(?<![\w./-])\d(?:[ ]?\d){5,11}(?![\w-]|[.,/]\d)")
_UPRN_CUE = re.compile(
    r"\bu\.?p\.?r\.?n\.?s?\b|(?:unique )?property ref(?:erence)?(?: (?:no|number))?|\bllpg\b"
)


def find_pupils_and_properties(written: Written) -> Iterator[Span]:
    """Unique pupil numbers (DfE check letter) and, beside the words, property reference numbers."""
    text, low = written.text, written.low
    for match in _UPN.finditer(text):
        number = re.sub(r"[ -]", "", match.group()).upper()
        # The library's is_valid also asks for a local authority of 2011: newer ones would be lost.
        if upn.calc_check_digit(number) == number[0]:
            cue = named_by(low, *match.span(), _UPN_CUE)
            score = 0.98 if cue or upn.is_valid(number) else 0.9
            yield span(
                text, *match.span(), DataLabel.UPN, score, f"pupil number: check letter right{beside(cue)}"
            )
    for match in _UPRN.finditer(text):
        if cue := named_by(low, *match.span(), _UPRN_CUE):
            yield span(text, *match.span(), DataLabel.UPRN, 0.95, f"a property reference{beside(cue)}")
