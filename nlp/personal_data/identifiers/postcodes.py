# ruff: noqa: E501, SIM905  (a list of words reads better unbroken)
"""UK postcodes."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.identifiers.nearby import beside, is_of_goods, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_AREAS: Final = frozenset(
    (
        "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN "
        "EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N "
        "NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN "
        "TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
    ).split()
)
"""Postcode areas (Royal Mail), with Jersey, Guernsey, the Isle of Man and the forces' BF."""
_POSTCODE = re.compile(
    r"(?<![a-z0-9])(?P<area>[a-z]{1,2})(?P<apart>[ ]?)(?P<district>\d[a-z\d]?)(?P<gap>[ \t]{0,3}\n?[ \t]{0,2}|[ ]?[-.][ ]?)"
    r"(?P<first>\d)(?P<within>[ \n]?)(?P<last>[abd-hjlnp-uw-z][ ]?[abd-hjlnp-uw-z])(?![a-z0-9])"
)
_ITS_END = re.compile(r"[\dilo][ \n]?[a-z][ ]?[a-z](?![a-z0-9])|bfpo")
_NO_AREA = re.compile(
    r"(?<![a-z0-9])(?:gir[ ]?0aa|(?:fiqq|ascn|sthl|tdcu|bbnd|biqq|pcrn|siqq|tkca)[ ]?1zz|bfpo[ ]?\d{1,4})(?![a-z0-9])"
)
"""Girobank's, the overseas territories', and British Forces Post Office numbers."""
_MISTYPED = re.compile(
    r"(?<![a-z0-9])(?P<area>[a-z]{1,2})(?P<district>[\dilo][a-z\d]?)[ \n-]?(?P<first>[\dilo])[abd-hjlnp-uw-z]{2}(?![a-z0-9])"
)
_CUE = re.compile(
    r"\bp(?:ost|sot|st|ots|os) ?-?c(?:o|e)?d?(?:e|o)s?\b|\bp/?code\b|\bpc[:= ]|\baddress\b|\bzip\b|\bcod post\b|\bcyfeiriad\b"
)
_NO_ENDINGS: Final = frozenset({"st", "nd", "rd", "th", "pm", "am"})
_MEASURED: Final = frozenset(
    {"gb", "tb", "lb", "ft", "hr", "ea", "xl", "xs", "st", "nd", "rd", "th", "pm", "am"}
)
_STOREY = re.compile(
    r"(?:1st|2nd|3rd|\dth) (?:floor|storey|place|class|edition|half|quarter|year|team|prize|bay|shelf|row|item|part)\b"
)
_FROM_A_PLACE = re.compile(r"\b(?:from|in|at|near|to|around|lives?|living) $")
_AS_USUAL = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
_ENDS_AN_ADDRESS = re.compile(
    r"\d[A-Za-z]?,?[ ][A-Z][^\d\n]{2,60}(?:,[ ]?|[ ]?\n[ ]?|[ ])$|"  # "12 Mill Lane, Ormsley, "
    r"\b(?:Road|Street|Lane|Avenue|Close|Drive|Court|House|Rd|St|Ave|Cl)\b[^\d\n]{0,40}(?:,[ ]?|\n)$"
)
_MEMORY_AFTER = re.compile(
    r"\s?(?:ram|memory|ssd|hdd|disk|drive|storage|data|laptop|usb|stick|card|phone|tablet|batter(?:y|ies)|cells?)\b"
)


def find_postcodes(written: Written) -> Iterator[Span]:
    """Full UK postcodes whose area exists (Royal Mail's format, BS 7666); mistyped ones beside the word."""
    text, low = written.text, written.low
    if not _ITS_END.search(low):
        return
    for match in _POSTCODE.finditer(low):
        if _MEMORY_AFTER.match(low, match.end()):
            continue
        whole = text[match.start() : match.end()]
        if match["area"].upper() not in _AREAS:
            if _AS_USUAL.fullmatch(whole) and _ENDS_AN_ADDRESS.search(text[: match.start()]):
                why = "the shape of a full postcode behind an address, in no real area"
                yield span(text, *match.span(), DataLabel.POSTCODE, 0.8, why)
            continue
        if match["last"] in _NO_ENDINGS and not whole.isupper():
            continue
        cue = named_by(written, *match.span(), _CUE)
        if cue is None and (is_of_goods(written, *match.span()) or _STOREY.match(low, match.start("first"))):
            continue
        odd = match["apart"] or match["within"] or " " in match["last"] or "." in match["gap"]
        if (
            match["within"]
            and not (match["apart"] or " " in match["last"])
            and _FROM_A_PLACE.search(low[max(0, match.start() - 12) : match.start()])
        ):
            odd = ""
        if odd and not cue and (not whole.isupper() or match["last"] in _MEASURED or match["apart"]):
            continue
        score = 0.98 if cue or (whole.isupper() and not odd) else 0.9
        why = f"the shape of a full postcode in a real area{beside(cue)}"
        yield span(text, *match.span(), DataLabel.POSTCODE, score, why)
    for match in _NO_AREA.finditer(low):
        yield span(text, *match.span(), DataLabel.POSTCODE, 0.95, "a postcode of its own form")
    for match in _MISTYPED.finditer(low):
        letters_for_digits = not (match["district"][0].isdigit() and match["first"].isdigit())
        a_digit = any(mark.isdigit() for mark in match.group())
        if not (match["area"].upper() in _AREAS and letters_for_digits and a_digit):
            continue
        if cue := named_by(written, *match.span(), _CUE):
            why = f"a postcode with a letter for a digit{beside(cue)}"
            yield span(text, *match.span(), DataLabel.POSTCODE, 0.8, why)
