# ruff: noqa: E501  (a list of words reads better unbroken)
"""Postal addresses: a number or a named building, a street and what follows it, without the postcode."""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.identifiers.postcodes import find_postcodes
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.personal_data.towns import TOWN
from nlp.plain_text import Written

_STREET_WORD = (
    r"(?:(?i:street|str|road|rd|lane|avenue|ave|av|close|drive|crescent|cres|gardens|gdns|terrace|terr|grove|square|mews|parade|crt|"
    r"wharf|quay|croft|broadway|embankment|circus|villas|buildings|cottages|bldgs|drove|wynd|brae|parkway|boulevard|blvd|esplanade|promenade|"
    r"garth|dene|vennel|crofts|ginnel|snicket|gait|loan|fold|hollow|glade|copse|spinney|paddock|leas?|business park|caravan park|caravan site|holiday park|mobile home park|industrial estate|trading estate|retail park|estate)"
    r"|Ln|LN|Cl|CL|Dr|DR|St|ST|Way|WAY|Court|COURT|Ct|CT|Place|PLACE|Pl|PL|Sq|SQ|Hill|HILL|Rise|RISE|Row|ROW|Walk|WALK|Green|GREEN|Park|PARK|View|VIEW|"
    r"Vale|VALE|Bank|BANK|Fields?|FIELDS?|Meadows?|MEADOWS?|Mount|MOUNT|Path|PATH|Gate|GATE|Yard|YARD|Ridge|RIDGE|End|END|Heights|HEIGHTS|Common|COMMON|"
    r"Orchard|ORCHARD|Chase|CHASE|Approach|APPROACH|Bridge|BRIDGE|Side|SIDE|Top|Bottom|Nook|Brow|Cross|Arcade|Precinct|Pastures?|Warren|Holt|Reach|Mead|Oval|Point|Link|Causeway|Pightle|Twitten)"
)
_CAPITAL = r"[A-ZÀ-Þ][\w'.-]*"
_JOINING = r"(?:of|the|and|y|yr|ar|on|upon|in|le|de|des|du|la|na|an|&)"
_WELSH = r"(?i:heol|ffordd|stryd|l[oô]n|clos|rhodfa|maes|bryn|cwrt|parc|rhiw|teras|gerddi|rue|trem|dol|coed|pen|llys|tan|erw|rhes|chy|str[eé]t|sr[aà]id|b[oó]thar|cnoc|baile|druim|achadh|cois)"
_DIRECTION = r"(?:[ ](?:North|South|East|West|NORTH|SOUTH|EAST|WEST|N|S|E|W|Upper|Lower)\b)?"
_STREET = (
    rf"(?:(?:(?:The|St\.?|Old|Upper|Lower|Great|Little)[ ])?{_CAPITAL}(?:[ ](?:{_JOINING}|{_CAPITAL})){{0,3}}?[ ]{_STREET_WORD}\b(?:[ ]{_STREET_WORD}\b)?\.?(?!'s)"
    rf"|(?i:high street|the (?:avenue|crescent|drive|green|grove|lane|mews|parade|square|terrace|close|street|paddock|orchard|mall|strand|hill|leys|spinney|glebe|cloisters|quadrant|broadway)|broadway)\b"
    rf"|{_WELSH}(?:[ ](?:{_JOINING}|{_CAPITAL})){{1,3}}?(?=[,.;:)\n\t]|$|[ ][a-z(]|[ ][A-Z]{{1,2}}\d)){_DIRECTION}"
)
_NUMBER = r"\d{1,4}[A-Za-z]?(?:[ ]?[-/&][ ]?\d{1,4}[A-Za-z]?)?(?![\w/]|[.,]\d|:\d)"
_GAP = r"(?:,[ ]?\n?[ ]?|[ ]*\n[ ]*|\t|[ ]-[ ]|[ ])"
_UNIT = (
    r"(?:(?i:flat|flt|apartment|appt|apt\.?|unit|room|rm|studio|plot|suite|bedsit|maisonette|caravan|chalet|cabin|lodge|pitch|berth|mooring|narrowboat|croft|house|annexe?|block)[ ](?i:no\.?[ ]?)?(?:\d{1,4}[A-Za-z]?(?:[/-]\d{1,2}[A-Za-z]?)?|[A-Za-z]\d{0,3})(?!\w)"
    r"|(?i:(?:basement|garden|lower ground(?: floor)?|(?:ground|first|second|third|fourth|1st|2nd|3rd|4th|top)(?: floor)?|upper|lower|rear|attic) (?:flat|maisonette|apartment|annexe?|bedsit|left|right)(?:[ ]\w\b)?)|(?i:the annexe?)"
    r"|(?:\dF\d|[BGP]F\d?|[1-9]/[1-9]|TFL|TFR|GFL|GFR)(?!\w))"
)
_HOUSE_WORD = (
    r"(?:House|HOUSE|Court|COURT|Lodge|LODGE|Towers?|TOWERS?|Mansions?|Cottages?|COTTAGES?|Farm|FARM|Farmhouse|Heights|HEIGHTS|Point|Hall|HALL|Barns?|BARNS?|Villas?|Rectory|RECTORY|Vicarage|VICARAGE|Manse|Mill|Grange|GRANGE|Manor|MANOR|"
    r"Bungalow|BUNGALOW|Croft|Stables|Chapel|Schoolhouse|Forge|Granary|Oasthouse|Gatehouse|Coach House|Hostel|Buildings?|Wharf|Parsonage|Priory|Abbey|Chambers|Close|Place|Gardens|View|Hostel|Hotel|Inn|Arms|Steading|Steadings|Shieling|Apartments|Brewery|Maltings|Works|Warehouse|Exchange|Foundry|Laundry|Bakery|Dairy|School House|Old School|Tower Block|Almshouses|Lea|Nursing Home|Care Home|Lofts?|LOFTS|Quays?|Residences?|Plaza|Tenements?|Ropeworks|Depot)"
)
_HOUSE = (
    rf"(?:(?:The[ ]|THE[ ])?(?:{_CAPITAL}[ ]){{1,3}}?{_HOUSE_WORD}\b(?!'s)|(?:The|THE)[ ]{_HOUSE_WORD}\b)"
)
_NO_TOWN = (
    r"(?!(?i:dear|tel|phone|mobile|e-?mail|date|yours|regards|kind|thanks|the|to|from|subject|ref|dob|d\.o\.b|name|nhs|nino|ni|mr|ms|mrs|miss|dr|please|he|she|they|we|i|it|but|and|her|his|my|our|your|there|"
    r"this|that|when|postcode|post code|council|landlord|tenant|age|aged|born|home|work|by|re|status|band|hmo|room|flat|for|on|since|owner|occupier|person|client|contact|notes?|case|account|type|ward|uprn|gp|next|previous|current|new|town|city|county|country|telephone)\b)"
)
_TOWN = (
    rf"(?:(?:,[ ]?\n?[ ]?|[ ]*\n[ ]*|[ ]|\t)(?i:{TOWN})(?![\w'-])(?![ ](?:Council|Borough|City|Road|Street|County|Police|Hospital|University|Primary|High|Academy))"
    rf"|(?:,[ ]?\n?[ ]?|[ ]*\n[ ]*){_NO_TOWN}{_CAPITAL}(?:[ -](?:upon|on|in|le|under|by|the|next|y|yr|{_CAPITAL})){{0,3}}(?=[,;:)!?\n\t\"|]|\.(?:\s|$)|$|[ ]+[A-Z]{{1,2}}\d|[ ]+[a-z(-])){{0,4}}"
)
_NOT_A_PLACE_OF_LEARNING = r"(?![ ](?:(?:Primary|Junior|Infants?|High|Community|Special|Nursery|Church|C of E|CE|RC)[ ])?(?:School|Surgery|Library|Station|Hospital|Academy|Depot|Allotments?|Cemetery|Car Park)\b)"
_NUMBERED = re.compile(rf"(?<![\w/£$.#-]){_NUMBER},?[ ]{_STREET}{_NOT_A_PLACE_OF_LEARNING}{_TOWN}")
_BEFORE_NUMBER = re.compile(
    rf"(?<![\w/£$.#-])(?:(?:{_UNIT}{_GAP}){{1,2}}(?:(?:{_HOUSE}|(?:The[ ])?{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}){_GAP}(?:{_UNIT}{_GAP})?)?|{_HOUSE}{_GAP}(?:{_UNIT}{_GAP})?)$"
)
_HOUSE_BEFORE = re.compile(rf"(?<![\w/£$.#-]){_HOUSE},[ ]$")
_UNIT_AND_HOUSE = re.compile(
    rf"(?<![\w/£$.-]){_UNIT}{_GAP}(?:{_HOUSE}(?:{_GAP}(?:{_STREET}))?|{_STREET}){_NOT_A_PLACE_OF_LEARNING}{_TOWN}"
)
_NAMED_HOUSE = re.compile(
    rf"(?<![\w/£$.-]){_HOUSE}(?:,[ ]?\n?|[ ]*\n)(?:{_STREET}){_NOT_A_PLACE_OF_LEARNING}{_TOWN}"
)
_HOUSE_NAME_BEFORE = re.compile(
    rf"(?:[,(:][ ]|\b(?:at|from|to|of|is|near|outside|visit|address)[ ])(?P<name>(?!(?:Mr|Mrs|Ms|Miss|Dr|Dear|Tel|Address|Road|Street|Council|Flat|Unit)\b){_CAPITAL})(?<!\.)(?:,[ ]?\n?|[ ]*\n)$"
)
_LINE_OF_A_HOUSE = re.compile(
    r"^(?P<name>[A-Z][a-z]+(?:side|view|croft|dene|lea|holme|wood|crest|bank|field|brook|haven|cote?|mead|acre|acres|lands|stead|garth|thorpe|ridge|ways|dale|mount|hurst)),[ ]$",
    re.MULTILINE,
)
_LIVING_AT = re.compile(
    rf"\b(?:[Ll]ives?|[Ll]ived|[Ll]iving|[Rr]esid(?:es?|ing|ent|ed)|[Mm]oved|[Ss]taying|[Aa]ddress(?:ed)?|ADDRESS|[Pp]roperty|[Tt]enancy|[Ee]victed|[Hh]ome|[Cc]/o|[Ll]odg(?:es|ing))"
    rf"[ ]?(?:[:=(-]|is|was|as|at|in|to|on|from|of)?[ ]?\n?(?:at[ ])?(?P<address>(?:{_HOUSE}(?:,[ ]?\n?|[ ])(?:(?:{_STREET}|{_HOUSE})(?:,[ ]?\n?))?)?(?:{_STREET}){_NOT_A_PLACE_OF_LEARNING}{_TOWN}|{_HOUSE}(?:,[ ]?\n?{_NO_TOWN}{_CAPITAL}(?:[ -](?:{_JOINING}|{_CAPITAL})){{0,3}}(?=[,.;:)\n\t]|$|[ ][a-z(]|[ ]+[A-Z]{{1,2}}\d)){{1,4}})"
)
_UNIT_AND_TOWN = re.compile(
    rf"(?<![\w/£$.-])(?:(?i:croft|chalet|cabin|caravan|pitch|berth|mooring|narrowboat|flat|apartment|apt)[ ]\d{{1,4}}[A-Za-z]?),[ ]?\n?(?:(?i:{TOWN})(?![\w'-])|{_NO_TOWN}{_CAPITAL}(?:[ ]{_CAPITAL})?(?=[,.;)\n]|$|[ ]-[ ]|[ ]+[A-Z]{{1,2}}\d)){_TOWN}"
)
_WELSH_HOUSE = re.compile(
    rf"(?<![\w-])(?:Bwthyn|Ty|Tŷ|Fferm|Plas|Hafod|Hendre|Tyddyn|Hafan|Bryn|Cartref|Gwel|Gwêl|Neuadd|Capel|Penty|Ysgubor|Taigh|Tigh|Teach)[ ]{_CAPITAL}(?:[ ]{_CAPITAL})?,[ ]?\n?(?:{_STREET},[ ]?\n?)?{_NO_TOWN}{_CAPITAL}(?:[ ]{_CAPITAL})?(?=,?[ ]?\n?[A-Z]{{1,2}}\d)"
)
_BOX = re.compile(rf"\bP\.?[ ]?O\.?[ ]?(?i:box)[ ](?:[A-Z]{{0,2}}\d{{1,6}}){_TOWN}")

_SURE_STREET = (
    r"(?:street|road|lane|avenue|close|drive|crescent|gardens|terrace|grove|mews|rd|ave|cres|gdns|ln|terr)"
)
_ANY_STREET = r"(?:street|road|lane|avenue|close|drive|crescent|gardens|terrace|grove|rise|mews|row|hill|view|way|place|park|square|court|green|walk|end|parade|st|rd|ave|cl|ct|gate|fold|croft|bank|mount|vale)"
_WORD_OF_NAME = (
    r"(?!(?:the|of|in|on|to|a|an|and|or|for|is|was|were|are|he|she|it|they|we|i|his|her|their|my|our|this|that|with|from|by|at|as|be|do|did|has|had|have|not|no|but|so|if|when|who|what|why|how|up|out|off|near|per|than|then|"
    r"bed|beds|bedroom|days?|years?|weeks?|months?|hours?|minutes?|mins?|secs?|miles?|mile|mph|km|people|more|other|different|separate|x|metres?|meters?|feet|houses?|homes?|cars?|am|pm|bins?|trees?|times?|cases?|percent|pounds|quid|lorries|vans|"
    r"left|went|took|take|got|get|live|lives|closed|blocked|open|new|busy|main|whole|same|each|every|any|both|all|some|private|public|storey|lane|year|month|week|day|hour|minute|metre|foot|ton|tonne|zone|way|way's|yard|plus|or)\b)[a-z][a-z.']*"
)
_LOWER_TOWNS = rf"(?:(?: ?,? ?\n?){TOWN}(?![\w'-]))*"
_LOWER_CASE = re.compile(
    rf"(?<!\w)(?=\d)(?:(?<![\w/£.-])\d{{1,4}}[a-z]?(?:-\d{{1,4}}[a-z]?)?,? (?:(?:{_WORD_OF_NAME} ){{1,3}}?(?:(?:new|old|main) )?{_SURE_STREET}\b\.?(?: (?:north|south|east|west)\b)?"
    rf"|the (?:avenue|crescent|close|drive|green|grove|lane|mews|parade|square|terrace)\b|(?:heol|ffordd|stryd|lon|clos|maes|bryn) (?:[a-z]+(?: (?:y|yr)\b)?)(?: [a-z]+)?(?=[,.;\n]|$)|high st\b){_LOWER_TOWNS}"
    rf"|(?:(?<=\bat )|(?<=\bto )|(?<=\bof )|(?<=\bfrom )|(?<=\boutside )|(?<=\bnear )|(?<=\baddress: )|(?<=\bproperty: )|(?<=\baddress is )|(?<=\bvisited )|(?<=\bis )|(?<=\bin )(?!(?:19|20)\d\d ))\d{{1,4}}[a-z]? (?:{_WORD_OF_NAME} ){{1,2}}?{_ANY_STREET}\b(?! (?:of|closures?|works|signs?|lights?|safety|users?|network|staff|homes?)\b){_LOWER_TOWNS}"
    rf"|(?:(?<=\bno )|(?<=\bnumber )|^|(?<=, ))\d{{1,4}}[a-z]? (?:{_WORD_OF_NAME} ){{1,2}}?{_ANY_STREET}\b(?=[,.;:)\n!?]|$| and\b| is\b| was\b| again\b| in\b| on\b| since\b| for\b| with\b| but\b| who\b| has\b| ?,? ?{TOWN}){_LOWER_TOWNS})",
    re.MULTILINE,
)
_LOWER_BEFORE = re.compile(
    r"(?<![\w/£.-])(?:(?:flat|flt|apartment|apt|unit|room) (?:\d{1,3}[a-z]?(?:/\d)?|[a-z])(?: ?,? |\n)(?:[a-z]+ (?:house|court|tower|lodge)(?:, ?| ))?|[a-z]+ (?:house|court|tower|lodge), ?)$"
)
_LOWER_UNIT = re.compile(
    rf"(?<![\w/£.-])(?:flat|flt|apartment|apt|room) (?:\d{{1,3}}[a-z]?|[a-z]),? (?:{_WORD_OF_NAME} ){{1,2}}?(?:house|court|lodge|tower|point|heights|mansions)\b(?:, ?(?:{_WORD_OF_NAME} ){{1,2}}?{_ANY_STREET}\b)?{_LOWER_TOWNS}"
)

_MORE_THAN_A_BOX = re.compile(r"\d[ ]?[,\n\t ]")
_PIECE_END = re.compile(
    rf"(?:{_UNIT}{_GAP})?(?:{_UNIT}|{_NUMBER},?(?:[ ](?:{_JOINING}|{_CAPITAL})){{1,5}}|{_HOUSE}|(?:The|THE)(?:[ ]{_CAPITAL}){{1,3}})$"
)
_TOWN_PIECE = re.compile(rf"{_NO_TOWN}{_CAPITAL}(?:[ -](?:{_JOINING}|under|by|{_CAPITAL})){{0,4}}")
_LABEL = re.compile(r"^.*(?:[:=(]|\b(?:at|to|from|of|is|c/o)\b)\s*", re.IGNORECASE)
_PIECES = re.compile(r"[,\n\t]")
_NUMBERED_THING = re.compile(
    r"\b(?i:items?|sections?|para|paragraph|chapter|lots?|phase|stage|option|pages?|tables?|figure|question|day|week|route|bus|year|minute|appendix|clause|schedule|part|version|zone)[ ]$"
)
_LOWER_END = re.compile(
    rf"(?<![\w/£.-])\d{{1,4}}[a-z]? (?:{_WORD_OF_NAME} ){{1,2}}?{_ANY_STREET}\b[a-z' ]{{0,24}}$"
)
_STREET_PIECE = re.compile(_STREET)
_DIGIT = re.compile(r"\d")
_NEAR: Final = 80
_FAR: Final = 160
_ANY_UNIT = re.compile(
    r"\b(?:flat|flt|apartment|appt|apt|unit|room|rm|studio|plot|suite|bedsit|maisonette|caravan|pitch|berth|mooring|house|annexe?|block|croft|chalet|cabin|lodge|narrowboat|left|right|\df\d|[bgp]f\d?|\d/\d|[tg]f[lr])\b"
)
_ANY_HOUSE = re.compile(rf"{_HOUSE_WORD}(?:,|[ ]*\n)")


def find_addresses(written: Written) -> Iterator[Span]:
    """Postal addresses with a number, a flat or a named house; the postcode is left to its own span."""
    found: list[tuple[int, int, float, str]] = []
    level = written.level
    has_digits = _DIGIT.search(level) is not None
    for pattern, score, why in (
        (_NUMBERED, 0.92, "a house number and a street"),
        (_UNIT_AND_HOUSE, 0.9, "a flat or a unit in a building or a street"),
        (_NAMED_HOUSE, 0.85, "a named house and a street"),
        (_UNIT_AND_TOWN, 0.75, "a flat, a croft or a pitch with its place"),
        (_WELSH_HOUSE, 0.8, "a house named in Welsh or Gaelic, before its postcode"),
        (_BOX, 0.85, "a box at a post office"),
    ):
        if pattern is _NUMBERED and not has_digits:
            continue
        if pattern in (_UNIT_AND_HOUSE, _UNIT_AND_TOWN) and not _ANY_UNIT.search(written.low):
            continue
        if pattern is _NAMED_HOUSE and not _ANY_HOUSE.search(level):
            continue
        for match in pattern.finditer(level):
            start = match.start()
            if pattern is _BOX and not _MORE_THAN_A_BOX.search(match.group()):
                continue
            if pattern is _NUMBERED:
                if _NUMBERED_THING.search(level[max(0, start - 16) : start]):
                    continue
                start = _start_before_number(level, start)
            elif building := _HOUSE_BEFORE.search(level[max(0, start - _NEAR) : start]):
                start = max(0, start - _NEAR) + building.start()
            found.append((start, match.end(), score, why))
    for match in _LIVING_AT.finditer(level):
        found.append((*match.span("address"), 0.8, "a street or a house after words for living somewhere"))
    for match in _LOWER_CASE.finditer(written.low) if has_digits else ():
        if _NUMBERED_THING.search(level[max(0, match.start() - 16) : match.start()]):
            continue
        floor = max(0, match.start() - _NEAR)
        before = _LOWER_BEFORE.search(written.low[floor : match.start()])
        start = floor + before.start() if before else match.start()
        found.append((start, match.end(), 0.8, "a house number and a street"))
    for match in _LOWER_UNIT.finditer(written.low):
        found.append((*match.span(), 0.75, "a flat in a building"))
    for postcode in find_postcodes(written) if has_digits else ():
        if (begin := _start_before_postcode(level, postcode.start)) is not None:
            found.append((begin, postcode.start, 0.9, "what an address says before its postcode"))
    yield from _longest(written.text, found)


def _start_before_number(level: str, number: int) -> int:
    """Where an address begins whose street has its number here: at a flat, a building or the name of the house."""
    floor = max(0, number - _NEAR)
    if building := _BEFORE_NUMBER.search(level[floor:number]):
        return floor + building.start()
    if name := _HOUSE_NAME_BEFORE.search(level[floor:number]):
        return floor + name.start("name")
    if name := _LINE_OF_A_HOUSE.search(level[level.rfind("\n", 0, number) + 1 : number]):
        return number - (len(name.group()))
    return number - len("number ") if level[max(0, number - 8) : number].lower() == " number " else number


def _longest(text: str, found: list[tuple[int, int, float, str]]) -> Iterator[Span]:
    """Of findings that overlap, the one that says most."""
    kept_until = 0
    tidy = [
        (start, start + len(text[start:end].rstrip(" ,.\n\t;:(-")), score, why)
        for start, end, score, why in found
    ]
    for start, end, score, why in sorted(tidy, key=lambda one: (one[0], -one[1])):
        if start >= kept_until:
            yield Span(start, end, DataLabel.ADDRESS, text[start:end], score, why)
            kept_until = end


def _start_before_postcode(level: str, postcode: int) -> int | None:
    """Where an address begins that ends in a postcode: back over towns to a number, a flat or a named house."""
    floor = max(0, postcode - _FAR)
    end = len(level[floor:postcode].rstrip(" ,\n\t.;(-"))
    if lower := _LOWER_END.search(level, floor, floor + end):
        return lower.start()
    begin_of_address = street = None
    while end > 0:
        marks = [mark.end() for mark in _PIECES.finditer(level[floor : floor + end])]
        begin = marks[-1] if marks else 0
        piece = level[floor + begin : floor + end]
        indent = len(piece) - len(piece.lstrip())
        if label := _LABEL.match(piece):
            indent = label.end()
        if not piece[indent:].strip():
            break
        if opening := _PIECE_END.search(piece):
            begin_of_address = floor + begin + opening.start()
            if opening.start() > indent:
                break
        elif begin_of_address is not None or not _TOWN_PIECE.fullmatch(piece[indent:]):
            break
        elif street is not None:
            alone = " " not in piece[indent:].strip() or piece[indent:].startswith("The ")
            return floor + begin + indent if alone else street
        elif _STREET_PIECE.fullmatch(piece[indent:]):
            street = floor + begin + indent
        if indent > len(piece) - len(piece.lstrip()) or begin == 0:
            break
        end = len(level[floor : floor + begin].rstrip(" ,\n\t"))
        if level[floor + end : floor + begin].count("\n") > 1:
            break
    return street if begin_of_address is None else begin_of_address
