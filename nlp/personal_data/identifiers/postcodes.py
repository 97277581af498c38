# ruff: noqa: SIM905  (a list of words reads better unbroken)
"""UK postcodes."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.identifiers.nearby import span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_AREAS: Final = frozenset(
    (
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
        "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE "
        "NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ "
        "TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
    ).split()
)
"""Postcode areas (Royal Mail), with Jersey, Guernsey and the Isle of Man."""
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Za-z]{1,2})(?P<district>\d[A-Za-z\d]?)(?P<gap>[ \t\u00a0]{0,2}\n?|-)"
    r"(?P<inward>\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])"
)
_NO_ENDINGS: Final = frozenset({"st", "nd", "rd", "th", "pm", "am"})


def find_postcodes(written: Written) -> Iterator[Span]:
    """Full UK postcodes whose area exists (Royal Mail's format, BS 7666)."""
    text = written.text
    for match in _POSTCODE.finditer(text):
        known = match["area"].upper() in _AREAS or match.group().upper().replace(" ", "") == "GIR0AA"
        ending = match["inward"][1:]
        if not known or ending in _NO_ENDINGS:
            continue
        tidy = match["area"].isupper() and ending.isupper()
        score = 0.98 if tidy else 0.9
        yield span(
            text, *match.span(), DataLabel.POSTCODE, score, "the shape of a full postcode in a real area"
        )
