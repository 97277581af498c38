# ruff: noqa: E501, SIM905  (a pattern reads better unbroken)
"""Passports, driving licences and vehicle registrations."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.identifiers.nearby import beside, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_PASSPORT_SHAPES: Final = (
    re.compile(r"(?<![\w.+£-])\d(?:[ \u00a0-]?\n?\d){8}(?![\w-]|[.,/]\d)"),
    re.compile(r"(?<![\w.-])[A-Za-z][ -]?\d{6}(?:\d{1,2})?(?![\w-]|[.,/]\d)"),
    re.compile(r"(?<![\w.-])[A-Z]{2}[ -]?\d{6,7}(?![\w-]|[.,/]\d)"),
)
_PASSPORT_CUE = re.compile(r"\bpassports?\b(?:'s)?(?: ?(?:no|number|num|#))?|\btravel document\b|\bpp no\b")
_LICENCE_CUE = re.compile(
    r"\b(?:driving|driver'?s?) ?(?:licen[cs]e|number|no|id)\b(?: ?(?:no|number|num))?|\blicen[cs]e (?:no|number)\b|\bdvla\b|\bdva\b|\b(?:ni|northern ireland) licen[cs]e\b"
)
_OTHER_LICENCE = re.compile(
    r"\b(?:premises|alcohol|taxi operator|operator|hmo|software|gambling|street trading|tv|dog|personal) licen[cs]e\b"
)
_LICENCE = re.compile(
    r"(?<![A-Za-z0-9])(?P<name>[A-Za-z](?:[A-Za-z]{4}|[A-Za-z]{3}9|[A-Za-z]{2}99|[A-Za-z]999|9999))[ .\n-]?"
    r"(?P<born>\d{3}[ .-]?\d{3}|\d[ .-]\d{2}[ .-]\d{2}[ .-]\d)[ .-]?(?P<initials>[A-Za-z][A-Za-z9]|99)[ .-]?(?P<check>[A-Za-z0-9][ .-]?[A-Za-z]{2})"
    r"(?:[ -]?\d{2})?(?![A-Za-z0-9])"
)
_NI_LICENCE = re.compile(r"(?<![\w.-])\d{4}[ ]?\d{4}(?![\w-]|[.,/]\d)")


def find_passports(written: Written) -> Iterator[Span]:
    """Passport numbers, only beside the word: nine digits, or the letters and digits of older and other ones."""
    text, low = written.text, written.low
    if "assport" not in text and "ASSPORT" not in text and "ravel doc" not in text and "pp no" not in text:
        return
    for shape in _PASSPORT_SHAPES:
        for match in shape.finditer(text):
            if cue := named_by(low, *match.span(), _PASSPORT_CUE):
                why = f"the shape of a passport number{beside(cue)}"
                yield span(text, *match.span(), DataLabel.PASSPORT, 0.95, why)


def find_licences(written: Written) -> Iterator[Span]:
    """Driving licences: of Great Britain by the birthday inside, of Northern Ireland only beside the words."""
    text, low = written.text, written.low
    for match in _LICENCE.finditer(text):
        born = re.sub(r"\D", "", match["born"])
        if 1 <= int(born[1:3]) % 50 <= 12 and int(born[1:3]) < 63 and 1 <= int(born[3:5]) <= 31:
            why = "the shape of a driving licence number, with a possible birthday inside"
            yield span(text, *match.span(), DataLabel.DRIVING_LICENCE, 0.97, why)
    for match in _NI_LICENCE.finditer(text):
        cue = named_by(low, *match.span(), _LICENCE_CUE)
        if cue and not named_by(low, *match.span(), _OTHER_LICENCE):
            why = f"eight digits as on a Northern Ireland licence{beside(cue)}"
            yield span(text, *match.span(), DataLabel.DRIVING_LICENCE, 0.85, why)


_NEW_PLATE = re.compile(
    r"(?<![\w£-])(?P<letters>[A-Za-z]{2})(?P<inner>[ ]?)(?P<age>\d{2})(?P<gap>[ \u00a0.-]?\n?)(?P<tail>[A-Za-z]{3})(?![\w-])"
)
_OLD_PLATE = re.compile(
    r"(?<![\w£/-])(?:(?P<prefix>[A-HJ-NPR-Ya-hj-npr-y]\d{1,3}[ -]?[A-HJ-PR-Ya-hj-pr-y]{3})|(?P<suffix>[A-HJ-PR-Ya-hj-pr-y]{3}[ -]?\d{1,3}[A-HJ-NPR-Ya-hj-npr-y])"
    r"|(?P<irish>[A-Z]{1,2}[IZ][A-Z]? ?\d{1,4})|(?P<dateless>[A-Z]{1,3} ?\d{1,4}|\d{1,4} ?[A-Z]{1,3}))(?![\w-]|[.,/:]\d)"
)
_VEHICLE_CUE = re.compile(
    r"\b(?:reg(?:istration|d)?(?: (?:no|number|plate|mark))?|number ?plate|plates?|vrm|vrn|vehicle|car|cars|van|vans|lorry|truck|"
    r"motorbike|motorcycle|scooter|moped|taxi|minibus|caravan|dvla|parked|parking|driv(?:es|ing|er|en)|drove|mot|pcn|permit|ford|vauxhall|bmw|audi|volkswagen|vw|toyota|nissan|"
    r"honda|mercedes|kia|hyundai|peugeot|renault|citroen|skoda|seat|fiat|mini|mazda|volvo|tesla|land rover|range rover|rover|jaguar|suzuki|dacia|"
    r"corsa|fiesta|golf|astra|focus|polo|clio|transit|qashqai|yaris|micra|passat|estate car|hatchback|saloon)\b"
)
_PLATE_CUE = re.compile(
    r"\b(?<!vat )(?<!company )(?<!charity )(?<!land )(?<!voter )(?<!electoral )(?:reg(?:istration)?(?: (?:no|number|plate|mark))?|number ?plate|plate|vrm|vrn)\b\.?(?=\W{0,3}(?:is |was )?$|\W{0,3}\w{0,4}\W{0,3}$)"
)
_FEW_WORDS: Final = frozenset(
    "and for the was has had but not all are can our you via may who one two new old off per out now any day way get see let did she her his him say use run end ask put set too yes its due add ran how why top big bad far few got lot man men own pay try jan feb mar apr jun jul aug sep oct nov dec mon tue wed thu fri sat sun min max kgs mph hrs".split()
)


def find_vehicles(written: Written) -> Iterator[Span]:
    """Vehicle registrations: the present series by its age identifier (DVLA INF104), older ones only beside words for one."""
    text, low = written.text, written.low
    for match in _NEW_PLATE.finditer(text):
        age, tail = int(match["age"]), match["tail"]
        if not (2 <= age <= 29 or 51 <= age <= 79) or (tail.lower() in _FEW_WORDS and not tail.isupper()):
            continue
        cue = named_by(low, *match.span(), _VEHICLE_CUE)
        capitals = match["letters"].isupper() and tail.isupper()
        unusual = match["inner"] or match["gap"] not in ("", " ") or tail.lower() in _FEW_WORDS
        if cue is None and unusual:
            continue
        why = f"the shape of a vehicle registration{beside(cue)}"
        yield span(
            text, *match.span(), DataLabel.VEHICLE_REG, 0.97 if cue else 0.88 if capitals else 0.6, why
        )
    for match in _OLD_PLATE.finditer(text):
        letters = re.sub(r"[^A-Za-z]", "", match.group())
        if match.lastgroup == "dateless" and not match.group().isupper():
            continue
        if match.lastgroup == "prefix" and letters[1:].lower() in _FEW_WORDS and not letters.isupper():
            continue
        certain = match.lastgroup != "dateless"
        if cue := named_by(low, *match.span(), _VEHICLE_CUE if certain else _PLATE_CUE):
            why = f"the shape of an older vehicle registration{beside(cue)}"
            yield span(text, *match.span(), DataLabel.VEHICLE_REG, 0.85 if certain else 0.7, why)
