# ruff: noqa: E501  (a list of words reads better unbroken)
"""Street addresses: a number or a named building, a street and what follows it, without the postcode."""

import re
from collections.abc import Iterator

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import plain

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
_TOWN = rf"(?:(?:,[ ]?\n?|\n)[ \t]*(?!Dear\b|Tel|Phone|Mobile|E-?mail|Date|Yours|Regards|Kind|Thanks|The\b|To\b|From\b|Subject|Ref|DOB|Name|NHS|NI\b|Mr|Ms|Mrs|Miss|Dr|Please|He\b|She\b|They\b|We\b|I\b|But\b|And\b|Her\b|His\b){_CAPITAL}(?:[ -](?:upon|on|in|le|under|by|the|{_CAPITAL})){{0,3}}(?=[,.;)\n]|$|[ ]+[A-Z]{{1,2}}\d)){{0,3}}"
_ADDRESS = re.compile(
    rf"(?<![\w/£.-])(?:(?:{_UNIT})?(?:{_BUILDING})?{_NUMBER},?[ ](?:{_STREET})|{_UNIT}{_BUILDING}(?:(?:{_STREET}))?)(?:{_TOWN})"
)
_LIVES_AT = re.compile(
    rf"\b(?:lives?|lived|living|resides?|residing|moved|staying|address(?: is|:)?|property)[ ](?:at|in|to|on)?[ ]?(?P<address>(?:{_BUILDING})?(?:{_STREET}))"
)
_LOWER_CASE = re.compile(
    r"(?<![\w/£.-])(?:flat \d{1,3}[a-z]?,? )?\d{1,4}[a-z]? (?!of |in |on |to |the |and |a |days? |years? |weeks? |months? |hours? |people |more )[a-z']{3,}(?: [a-z']{3,})? "
    r"(?:street|road|lane|avenue|close|drive|crescent|gardens|terrace|grove|rise|mews|row)\b",
)


def find_addresses(text: str) -> Iterator[Span]:
    """Street addresses with a number, a flat or a named house."""
    level = plain(text)
    for match in _ADDRESS.finditer(level):
        end = match.start() + len(match.group().rstrip(" ,.\n\t"))
        yield Span(
            match.start(),
            end,
            DataLabel.ADDRESS,
            text[match.start() : end],
            0.92,
            "a house number and a street",
        )
    for match in _LIVES_AT.finditer(level):
        start, end = match.span("address")
        yield Span(
            start, end, DataLabel.ADDRESS, text[start:end], 0.8, "a street after words for living somewhere"
        )
    for match in _LOWER_CASE.finditer(level):
        yield Span(
            *match.span(), DataLabel.ADDRESS, text[slice(*match.span())], 0.8, "a house number and a street"
        )
