# ruff: noqa: E501  (a list of words reads better unbroken)
"""Street addresses: a number or a named building, a street and what follows it, without the postcode."""

import re
from collections.abc import Iterator

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_STREET_WORD = (
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Cl|Drive|Dr|Way|Court|Ct|Crescent|Cres|Gardens|Gdns|Terrace|Grove|"
    r"Place|Pl|Square|Sq|Hill|Rise|Row|Mews|Walk|Green|Park|View|Parade|Vale|Bank|Fields|Meadow|Meadows|Mount|"
    r"Wharf|Quay|Path|Gate|Yard|Croft|Broadway|Embankment|Circus|Villas|Buildings|Cottages|Drove|Ridge|End|Heights|"
    r"Common|Orchard|Chase|Dene|Garth|Wynd|Brae|Parkway|Boulevard|Esplanade|Promenade|Approach|Bridge|Side)"
)
_CAPITAL = r"[A-Z][A-Za-z'.-]*"
_STREET = rf"(?:(?:The|St\.?|Old|Upper|Lower|Great|Little)[ ])?{_CAPITAL}(?:[ ](?:of|the|and|{_CAPITAL})){{0,3}}?[ ]{_STREET_WORD}\b\.?(?:[ ](?:North|South|East|West))?|High[ ]Street|(?:The[ ])(?:Avenue|Crescent|Drive|Green|Grove|Lane|Mews|Parade|Square|Terrace)|Broadway"
_NUMBER = r"(?:(?:[Nn]o\.?|[Nn]umber)[ ])?\d{1,4}(?:[A-Za-z]\b)?(?:[ ]?[-/][ ]?\d{1,4}[A-Za-z]?)?"
_UNIT = r"(?:(?:Flat|flat|Apartment|Apt\.?|Unit|Room|Studio|Plot)[ ](?:\d{1,4}[A-Za-z]?|[A-Z]\d{0,3})(?:,[ ]?|[ ]|\n))"
_BUILDING = rf"(?:{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}[ ](?:House|Court|Lodge|Towers?|Mansions|Cottage|Farm|Heights|Point|Hall)(?:,[ ]?|\n|[ ]))"
_NO_TOWN = (
    r"(?!Dear\b|Tel|Phone|Mobile|E-?mail|Date|Yours|Regards|Kind|Thanks|The\b|To\b|From\b|Subject|Ref|DOB|Name|NHS|NI\b|Mr|Ms|Mrs|Miss|Dr|Please|He\b|She\b|They\b|"
    r"We\b|I\b|It\b|But\b|And\b|Her\b|His\b|My\b|Our\b|Your\b|There\b|This\b|That\b|When\b|Postcode|Council|Landlord|Tenant|Age\b|Born\b|Home\b|Work\b)"
)
_TOWN = rf"(?:(?:,[ ]?\n?|\n)[ \t]*{_NO_TOWN}{_CAPITAL}(?:[ -](?:upon|on|in|le|under|by|the|next|{_CAPITAL})){{0,3}}(?=[,.;:)!?\n]|$|[ ]+[A-Z]{{1,2}}\d|[ ]+[a-z(])){{0,3}}"
_ADDRESS = re.compile(
    rf"(?<![\w/£.-])(?:(?:{_UNIT})?(?:{_BUILDING})?{_NUMBER},?[ ](?:{_STREET})|{_UNIT}{_BUILDING}(?:(?:{_STREET}))?|{_UNIT}(?:{_STREET}))(?:{_TOWN})"
)
_NAMED_HOUSE = re.compile(
    rf"(?<![\w/£.-])(?:The[ ])?{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}[ ](?:House|Court|Lodge|Towers?|Mansions|Cottages?|Farm|Heights|Hall|Barn|View|Villa|Rectory|Vicarage),[ ]?\n?(?:{_STREET})(?:{_TOWN})"
)
_LIVES_AT = re.compile(
    rf"\b(?:lives?|lived|living|resides?|residing|moved|staying|address(?: is|:)?|property(?: is|:)?|tenancy|evicted)[ ](?:at|in|to|on|from)?[ ]?(?P<address>(?:{_BUILDING})?(?:{_STREET})(?:{_TOWN}))"
)
_SURE_STREET = r"(?:street|road|lane|avenue|close|drive|crescent|gardens|terrace|grove|mews|rd|ave|cres|gdns)"
_ANY_STREET = r"(?:street|road|lane|avenue|close|drive|crescent|gardens|terrace|grove|rise|mews|row|hill|view|way|place|park|square|court|green|walk|end|parade|st)"
_NOT_A_STREET_NAME = r"(?!of |in |on |to |the (?!avenue|crescent|close|drive|green|grove|lane|mews|parade|square|terrace)|and |a |an |at |or |for |bed |bedroom |days? |years? |weeks? |months? |hours? |minutes? |mins? |miles? |people |more |other |different |separate |x |way |metres? |feet |houses? |homes? |cars? |am |pm )"
_LOWER_CASE = re.compile(
    rf"(?<![\w/£.-])(?:(?:flat|apartment|apt|unit) \d{{1,3}}[a-z]?,? )?\d{{1,4}}[a-z]? {_NOT_A_STREET_NAME}[a-z.']{{2,}}(?: [a-z']{{2,}}){{0,2}}? {_SURE_STREET}\b(?: (?:north|south|east|west)\b)?"
    rf"|(?<=\b(?:at|to) )\d{{1,4}}[a-z]? {_NOT_A_STREET_NAME}[a-z.']{{2,}}(?: [a-z']{{2,}})? {_ANY_STREET}\b|(?:(?<=\bof )|(?<=\bfrom )|(?<=\boutside )|(?<=\bnear )|(?<=\baddress: )|(?<=\bproperty: )|(?<=\baddress is )|(?<=\bvisited )|(?<=\bin ))\d{{1,4}}[a-z]? {_NOT_A_STREET_NAME}[a-z.']{{2,}}(?: [a-z']{{2,}})? {_ANY_STREET}\b"
    rf"|(?<![\w/£.-])\d{{1,4}}[a-z]? the (?:avenue|crescent|close|drive|green|grove|lane|mews|parade|square|terrace)\b"
    rf"|^\d{{1,4}}[a-z]? {_NOT_A_STREET_NAME}[a-z.']{{2,}}(?: [a-z']{{2,}})? {_ANY_STREET}(?=,|\n|$)",
    re.MULTILINE,
)


def find_addresses(written: Written) -> Iterator[Span]:
    """Street addresses with a number, a flat or a named house; the postcode is left to its own span."""
    text, low, level = written.text, written.low, written.level
    for pattern, score, why in (
        (_ADDRESS, 0.92, "a house number and a street"),
        (_NAMED_HOUSE, 0.85, "a named house and a street"),
    ):
        for match in pattern.finditer(level):
            end = match.start() + len(match.group().rstrip(" ,.\n\t"))
            yield Span(match.start(), end, DataLabel.ADDRESS, text[match.start() : end], score, why)
    for match in _LIVES_AT.finditer(level):
        start, end = match.span("address")
        yield Span(
            start, end, DataLabel.ADDRESS, text[start:end], 0.8, "a street after words for living somewhere"
        )
    for match in _LOWER_CASE.finditer(low):
        yield Span(
            *match.span(), DataLabel.ADDRESS, text[slice(*match.span())], 0.8, "a house number and a street"
        )
