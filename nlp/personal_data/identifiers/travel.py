# ruff: noqa: E501, SIM905  (a pattern reads better unbroken)
"""Passports, driving licences and vehicle registrations."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.identifiers.mistyping import with_typing_errors
from nlp.personal_data.identifiers.nearby import (
    OF_ANY_LENGTH,
    beside,
    called_otherwise,
    is_a_count,
    is_of_goods,
    named_by,
    span,
)
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_PASSPORT: Final = rf"(?:{with_typing_errors('passport')}s?|pa?ss?[ -]?po?rts?|pas?s?[ -]?po?rts?|pasports?|passeports?|pasaportes?|paszport(?:u|em)?|pasaport|reisepass|pasbor[td](?:au)?|p[/. ] ?ports?|p/p|pport)(?! (?:scheme\b|checks?\b a|to (?:leisure|work|learning|health)|photos?\b(?! page)|fees?\b|queue|applications?\b|appointments?\b))"
_PASSPORT_SHAPES: Final = (
    re.compile(
        r"(?:(?<![\w+£])(?:gbr?|uk)[ ]?|(?<=\bpp)|(?<=\bukpp)|(?<=passport)|(?<![\w+£])(?<!\d[.-]))\d(?:[ ./-]?\n?\d){8}(?:gbr)?(?![\w-]|[./]\d)"
    ),
    re.compile(r"(?<![\w-])(?<!\d )[a-z][ -]?\d(?:[ ]?\d){5}(?:[ ]?\d){0,2}(?![\w-]|[./]\d)"),
    re.compile(r"(?<![\w-])(?:[a-z]{2}[ -]?|[a-z]{3})\d(?:[ ]?\d){5,6}(?![\w-]|[./]\d)"),
    re.compile(r"(?<![\w/-])(?=\d*[a-z])(?=(?:[a-z]*\d){3})[a-z\d]{8,9}(?![\w/-])"),
)
_NAMED_PASSPORT = re.compile(
    rf"\b(?:{_PASSPORT}|ppt|travel doc(?:ument)?s?)\b(?:'s)?(?: ?(?:nos?|numbers?|num|#)\b\.?)?(?:[ ]?[:=#(-]|[ ]is\b|[ ]was\b|\n|\t|[ ])(?:[ ]?\n?)(?P<number>(?=[a-z]{{0,9}}\d)[a-z0-9]{{7,9}})(?![\w-])"
)
_MACHINE_READ = re.compile(r"(?<![\w<])(?P<number>[a-z0-9]{7,9})<{0,2}\d[a-z]{3}\d{7}[mf<]\d{7}[a-z0-9<]{2,}")
"""The second line that machines read (ICAO Doc 9303)."""
_PASSPORT_CUE = re.compile(
    rf"(?=[bhiprtu])(?:(?:(?<![a-z])|(?<=\buk)|(?<=\bgb))(?:{_PASSPORT}|ukpp)(?![a-z])(?:'s)?(?: ?(?:nos?|numbers?|num|#))?|\bpassport_?(?:no|num|number)\b|\bbio(?:graphic(?:al)?|metric|data)?[ -]?(?:data )?page\b|\bphoto page\b|\bpp(?=:? ?(?:gbr?)?(?:\d{{9}}|[a-z]{{0,3}}\d{{6}}))|\bpp(?=\)|'?s? *[:=#])|\btravel doc(?:ument)?s?\b|\bpp ?(?:no|num|number)\b|\bppt\b|\bhmpo\b|\brtw\b|\bright[- ]to[- ]work\b|\bid (?:seen|checked|verified|documents?|docs?)\b|\bproof of (?:id|identity)\b)"
)
_DOCUMENT_CUE = re.compile(r"\bdoc(?:ument)?\.? ?(?:nos?|numbers?|id)\b")
_NATION_NEARBY = re.compile(
    r"\bnationality\b|\bgbr\b|\bplace of birth\b|\bpass?port|\bvisa\b|\bissuing (?:state|country|authority)\b|\btype[: ]+p\b"
)

_LICENCE_CUE = re.compile(
    r"\b(?:driving|drivers?|driver'?s?) ?(?:licen[cs]es?|numbers?|nos?|id)\b(?: ?(?:nos?|numbers?|num))?|\blicen[cs]e (?:nos?|numbers?)\b|\bdvla\b|\bdva\b|\b(?:ni|northern ir(?:eland|ish)) (?:driving )?licen[cs]e\b|\bphotocard\b|\bli[cs]en[cs]es?\b|\blic\b|\bdriver nu?mber\b|\btrwydded(?: yrru)?\b|\bdl(?: ?(?:no|number|num))?\b\.?"
)
_OTHER_LICENCE = re.compile(
    r"\b(?:premises|alcohol|taxi operator|operator|hmo|software|gambling|street trading|tv|dog|personal|scrap metal|marriage|pavement|landlord|market|skip|film|music|entertainment|import|export|sia) licen[cs]e\b"
)
_LICENCE = re.compile(
    r"(?<![a-z0-9])(?P<name>(?=[a-z][a-z9 .-]{4})[a-z](?:[a-z]{4}|[a-z]{3}9|[a-z]{2}99|[a-z]999|9999))(?P<gap>[ ./\n-]{0,2})"
    r"(?P<born>\d(?:[ .-]?\d){5})(?:[ .-]?\n?)(?P<initials>[a-z][ ]?[a-z9]|99)[ .-]?\n?(?P<check>[a-z0-9][ .-]?[a-z0-9][ ]?[a-z0-9])"
    r"(?:[ -/]{0,3}\d[ ]?\d)?(?![a-z0-9])"
)
_SPACED_LICENCE = re.compile(
    r"(?<![a-z0-9])[a-z](?:[ -][a-z9]){4}(?:[ -]\d){6}[ -][a-z9][ -][a-z9][ -][a-z0-9][ -][a-z][ -][a-z](?![a-z0-9])"
)
_FEWEST_FIGURES: Final = 4
_FIGURES_OF_A_LICENCE: Final = 6
_NI_LICENCE = re.compile(
    r"(?<![\w.-])(?:\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}|\d{2} \d{3} \d{3})(?![\w-]|[./]\d)"
)


def find_passports(written: Written) -> Iterator[Span]:
    """Passport numbers, only beside the word: nine digits, or the letters and digits of older and other ones."""
    if written.longest_number < _FEWEST_FIGURES:
        return
    text, low = written.text, written.low
    for match in _MACHINE_READ.finditer(low) if "<" in low else ():
        why = "the line of a passport that machines read"
        yield span(text, *match.span("number"), DataLabel.PASSPORT, 0.97, why)
    cued = bool(written.places_of(_PASSPORT_CUE).starts)
    if not cued and not _DOCUMENT_CUE.search(low):
        return
    for shape in _PASSPORT_SHAPES:
        for match in shape.finditer(written.figures):
            cue = named_by(written, *match.span(), _PASSPORT_CUE, OF_ANY_LENGTH) if cued else None
            if cue is None and _NATION_NEARBY.search(low[max(0, match.start() - 80) : match.end() + 80]):
                cue = named_by(written, *match.span(), _DOCUMENT_CUE)
            if cue and not is_a_count(written, match.end()):
                why = f"the shape of a passport number{beside(cue)}"
                yield span(text, *match.span(), DataLabel.PASSPORT, 0.95, why)
    for match in _NAMED_PASSPORT.finditer(written.worded):
        why = "a number right after the word for a passport"
        yield span(text, *match.span("number"), DataLabel.PASSPORT, 0.85, why)


def find_licences(written: Written) -> Iterator[Span]:
    """Driving licences: of Great Britain by the birthday inside, of Northern Ireland only beside the words."""
    text, low = written.text, written.low
    if written.longest_number < _FIGURES_OF_A_LICENCE:
        return
    for match in _LICENCE.finditer(low):
        ends_in_a_letter = match["check"][-1].isalpha()
        if _has_birthday(match["born"]) and (ends_in_a_letter or written.places_of(_LICENCE_CUE).starts):
            why = "the shape of a driving licence number, with a possible birthday inside"
            yield span(text, *match.span(), DataLabel.DRIVING_LICENCE, 0.97, why)
    for match in _SPACED_LICENCE.finditer(low):
        if _has_birthday(re.sub(r"\W", "", match.group())[5:11]):
            why = "the shape of a driving licence number, a character in each box"
            yield span(text, *match.span(), DataLabel.DRIVING_LICENCE, 0.95, why)
    if not written.places_of(_LICENCE_CUE).starts:
        return
    for match in _NI_LICENCE.finditer(low):
        cue = named_by(written, *match.span(), _LICENCE_CUE)
        if cue and not named_by(written, *match.span(), _OTHER_LICENCE):
            why = f"eight digits as on a Northern Ireland licence{beside(cue)}"
            yield span(text, *match.span(), DataLabel.DRIVING_LICENCE, 0.85, why)


def _has_birthday(digits: str) -> bool:
    born = re.sub(r"\D", "", digits)
    month, day = int(born[1:3]), int(born[3:5])
    return (1 <= month <= 12 or 51 <= month <= 62) and 1 <= day <= 31


_NEW_PLATE = re.compile(
    r"(?<![\w£-])(?P<letters>[a-z][ ]?[a-z])(?P<inner>[ ]?|[.-])(?P<age>\d[ ]?\d)(?P<gap>[ .-]?\n?|[ ]{2}|[ ]-[ ])(?P<tail>[a-z][ ]?[a-z][ ]?[a-z])(?![\w-]|[.]\w)"
)
_MISTYPED_PLATE = re.compile(r"(?<![\w£-])[a-z]{2}(?:o\d|\do|[i1l]\d|\d[il])[ ]?[a-z]{3}(?![\w-])")
_OLD_PLATE = re.compile(
    r"(?<![\w£/-])(?:(?P<prefix>[a-hj-npqr-y][ ]?\d{1,3}[ .-]?[a-hj-pr-y]{3})|(?P<suffix>[a-hj-pr-y]{3}[ .-]?\d{1,3}[ ]?[a-hj-npr-y])"
    r"|(?P<irish>(?:[a-z][iz][a-z]?|[a-z]{2}z)[ -]?\d{1,4})|(?P<republic>\d{2,3}-[a-z]{1,2}-\d{1,6})|(?P<dateless>[a-z]{1,3}[ ]?\d{1,4}|\d{1,4}[ ]?[a-z]{1,3}))(?![\w-]|[.,/:]\d)"
)
_FULL_OLD_PLATE = re.compile(r"[a-z]\d{2,3}[ ]?[a-z]{3}|[a-z]{3}[ ]?\d{2,3}[a-z]")
_DEALING = re.compile(
    r"\b(?:sold|bought|fine|ticket(?:ed)?|owner|insurance|crash(?:ed)?|hit|bumped|scratched|reversed|abandoned|outside|driveway|garage|space|bay|road tax|seen|speeding|stolen|untaxed)\b"
)
_IN_A_LIST = re.compile(r"(?:\s|,|and|&|/|;|\+|or){1,6}")
_DIPLOMAT = re.compile(r"\d(?<![\w-]\d)\d\d[ ][dx][ ]\d{3}(?![\w-])")
_MAKES = (
    r"ford|vauxhall|bmw|audi|volkswagen|vw|toyota|nissan|honda|mercedes|merc|kia|hyundai|peugeot|renault|citroen|skoda|seat|fiat|mini|mazda|volvo|"
    r"tesla|land ?rover|range rover|rover|jaguar|suzuki|dacia|mg|lexus|porsche|subaru|mitsubishi|saab|smart|alfa|jeep|isuzu|iveco|daf|scania|yamaha|kawasaki|triumph|vespa|piaggio|"
    r"corsa|fiesta|focus|golf|astra|polo|clio|transit|vivaro|qashqai|yaris|micra|passat|zafira|insignia|mondeo|kuga|puma|juke|leaf|picanto|sportage|tucson|swift|jazz|civic|prius|aygo|fabia|octavia|ibiza|leon|sprinter|berlingo|partner|defender|discovery|golf"
)
_VEHICLE_CUE = re.compile(
    r"\b(?:regs?(?:istrations?|d|istered)?(?: ?(?:nos?|numbers?|plates?|marks?))?|number ?plates?|plates?|index|v\.?r\.?[mn]\b\.?s?|vrms?|vrns?|v5c?|anpr|vehicles?|veh|cars?|vans?|lorry|lorries|hgv|trucks?|pick-?up|jeep|"
    r"motor ?bikes?|motorcycles?|bike|scooter|moped|quad|taxis?|cab|minicab|minibus|coach|caravan|campervan|tractor|trailer|dvla|parking (?:tickets?|fines?)|parks?|parked|parking|driv(?:es|ing|er|en|e)|drove|mot|pcns?|penalty charge|permits?|blue badge|fined|clamped|towed|"
    r"hatchback|saloon|estate car|4x4|suv|convertible|private hire|hackney|fleet|keeper|insured|sorn|speeding|cctv|number on it|rhif cofrestru|cofrestriad|cerbyd|"
    rf"{_MAKES})\b"
)
_PLATE_CUE = re.compile(
    r"\b(?<!vat )(?<!company )(?<!charity )(?<!land )(?<!voter )(?<!electoral )(?:reg(?:istration)?(?: ?(?:nos?|numbers?|plate|marks?))?|(?:private|cherished|personal|personalised) (?:plates?|numbers?|reg(?:istration)?)|number ?plates?|plates?|vrms?|vrns?|index)\b\.?"
)
_CLOSE_BEFORE: Final = re.compile(
    r"(?:\W{0,3}\b(?:is|was|of|on|the|it|its|mark|number|no|reading|read|says|shows|showing|cherished|personal|private)\b){0,4}\W{0,3}$"
)
_FEW_WORDS: Final = frozenset(
    "and for the was has had but not all are can our you via may who one two new old off per out now any day way get see let did she her his him say use run end ask put set too yes its due add ran how why top big bad far few got lot man men own pay try jan feb mar apr jun jul aug sep oct nov dec mon tue wed thu fri sat sun min max kgs mph hrs ref sec bus sub car van min pcs pts kwh mbs gbp usd eur ml".split()
)


def find_vehicles(written: Written) -> Iterator[Span]:
    """Vehicle registrations: the present series by its age identifier (DVLA INF104), older ones only beside words for one."""
    text, low = written.text, written.low
    for match in _NEW_PLATE.finditer(low):
        age, tail = int(match["age"].replace(" ", "")), match["tail"].replace(" ", "")
        whole = text[match.start() : match.end()]
        capitals = whole.isupper()
        if not (2 <= age <= 29 or 51 <= age <= 79) or (tail in _FEW_WORDS and not capitals):
            continue
        cue = named_by(written, *match.span(), _VEHICLE_CUE)
        spread = any(" " in match[part] for part in ("letters", "age", "tail"))
        unusual = spread or match["inner"] or match["gap"] not in ("", " ") or tail in _FEW_WORDS
        mixed = not capitals and not whole.islower()
        if cue is None and (unusual or mixed or is_of_goods(written, *match.span())):
            continue
        why = f"the shape of a vehicle registration{beside(cue)}"
        score = 0.97 if cue else 0.88 if capitals else 0.6
        yield span(text, *match.span(), DataLabel.VEHICLE_REG, score, why)
    for match in _MISTYPED_PLATE.finditer(low):
        if cue := named_by(written, *match.span(), _VEHICLE_CUE):
            why = f"a vehicle registration with a letter for a digit{beside(cue)}"
            yield span(text, *match.span(), DataLabel.VEHICLE_REG, 0.75, why)
    for match in _DIPLOMAT.finditer(low):
        if cue := named_by(written, *match.span(), _VEHICLE_CUE):
            why = f"the shape of a diplomat's vehicle registration{beside(cue)}"
            yield span(text, *match.span(), DataLabel.VEHICLE_REG, 0.8, why)
    last_plate = -1
    for match in _OLD_PLATE.finditer(low):
        listed = last_plate >= 0 and _IN_A_LIST.fullmatch(low, last_plate, match.start()) is not None
        for found in _old_plate(written, match, after_another=listed):
            last_plate = found.end
            yield found


def _old_plate(written: Written, match: re.Match[str], *, after_another: bool) -> Iterator[Span]:
    text, low = written.text, written.low
    whole = text[match.start() : match.end()]
    letters = re.sub(r"[^a-z]", "", match.group())
    if match.lastgroup == "dateless":
        before = low[max(0, match.start() - 60) : match.start()]
        cues = list(_PLATE_CUE.finditer(before))
        close = cues and _CLOSE_BEFORE.fullmatch(before, cues[-1].end())
        if after_another and whole.isupper():
            why = "the shape of a registration without a year, in a list of registrations"
            yield span(text, *match.span(), DataLabel.VEHICLE_REG, 0.7, why)
            return
        heading = _PLATE_CUE.search(written.heading_of(match.start()))
        cue = cues[-1].group() if close else heading.group() if heading else None
        if (
            cue
            and (whole.isupper() or not re.search(r"\s", whole))
            and not called_otherwise(written, match.start())
        ):
            why = f"the shape of a registration without a year{beside(cue)}"
            yield span(text, *match.span(), DataLabel.VEHICLE_REG, 0.7, why)
        return
    ends_in_a_word = letters[1:] in _FEW_WORDS or letters[:3] in _FEW_WORDS
    if ends_in_a_word and not whole.isupper():
        return
    if match.lastgroup == "irish" and not whole.isupper():
        return
    cue = named_by(written, *match.span(), _VEHICLE_CUE)
    if cue is None and _FULL_OLD_PLATE.fullmatch(match.group()) and not is_of_goods(written, *match.span()):
        cue = named_by(written, *match.span(), _DEALING)  # "I sold P331 VDK"
    if cue:
        why = f"the shape of an older vehicle registration{beside(cue)}"
        yield span(text, *match.span(), DataLabel.VEHICLE_REG, 0.85, why)
