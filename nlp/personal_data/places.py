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
_PLACE_WORD = r"(?:St\.|[A-ZÀ-Þ](?:[^\W\d_]|['-])*(?![\w'-]))"
_NO_TOWN = (
    r"(?!(?i:dear|tel|phone|mobile|e-?mail|date|yours|regards|kind|thanks|the|to|from|subject|ref|dob|d\.o\.b|name|nhs|nino|ni|mr|ms|mrs|miss|dr|please|he|she|they|we|i|it|but|and|her|his|my|our|your|there|"
    r"this|that|when|postcode|post code|council|landlord|tenant|age|aged|born|home|work|by|re|status|band|hmo|room|flat|for|on|since|owner|occupier|person|client|contact|notes?|case|account|type|ward|uprn|gp|next|previous|current|new|town|city|county|country|telephone)\b)"
)
_TOWN = (
    rf"(?:(?:,[ ]?\n?[ ]?|[ ]*\n[ ]*|[ ]|\t)(?i:{TOWN})(?![\w'-])(?![ ](?:Council|Borough|City|Road|Street|County|Police|Hospital|University|Primary|High|Academy))"
    rf"|(?:,[ ]?\n?[ ]?|[ ]*\n[ ]*){_NO_TOWN}{_PLACE_WORD}(?:[ -](?:upon|on|of|in|le|under|by|the|next|y|yr|{_PLACE_WORD})){{0,3}}(?=[,;:)!?\n\t\"|]|\.(?:\s|$)|$|[ ]+[A-Z]{{1,2}}\d|[ ]+[a-z(-])){{0,4}}"
)
_NOT_A_PLACE_OF_LEARNING = r"(?![ ](?:(?:Primary|Junior|Infants?|High|Community|Special|Nursery|Church|C of E|CE|RC)[ ])?(?:School|Surgery|Library|Station|Hospital|Academy|Depot|Allotments?|Cemetery|Car Park)\b)"
_NUMBERED = re.compile(rf"(?<![\w/£$.#-]){_NUMBER},?[ ]{_STREET}{_NOT_A_PLACE_OF_LEARNING}{_TOWN}")
_BEFORE_NUMBER = re.compile(
    rf"(?<![\w/£$.#-])(?:(?:{_UNIT}{_GAP}){{1,2}}(?:(?:{_HOUSE}|(?:The[ ])?{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}){_GAP}(?:{_UNIT}{_GAP})?)?|{_HOUSE}{_GAP}(?:{_UNIT}{_GAP})?)$"
)
_NO_HOME = r"(?i:centre|center|library|school|academy|college|hospital|surgery|clinic|station|offices?|council|church|mosque|temple|museum|theatre|pool|baths|market|hub|depot|garage|supermarket|tesco|asda|aldi|lidl|sainsbury'?s?|morrisons|bank|co-op|restaurant|cafe|café|takeaway|store|shop|team|committee|ward|parish|department|stadium|arena|ground|cemetery|crematorium|car park|village hall|town hall|community hall|civic|club|university|court|tribunal|court house|crown|magistrates)"
_HOME_NAME = rf"(?:(?:(?:The|Y|Yr|Hen)[ ])?(?:Old|Former|Hen)(?:[ ]{_PLACE_WORD}){{1,3}}|(?![A-Z][\w'.-]*(?:[ ][A-Z][\w'.-]*){{0,3}}[ ]?\b{_NO_HOME}\b)(?!{_NO_HOME}\b)(?!(?:Mr|Mrs|Ms|Miss|Dr|Rev|Cllr|Sir|Lady|Dear|Flat|Unit|Room|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)(?:(?:The|Yr?|Old|Upper|Lower|Little|Great|West|East|North|South)[ ])?{_PLACE_WORD}(?:[ ](?:{_JOINING}[ ])?{_PLACE_WORD}){{0,2}})"
_RURAL = r"(?:Farm|Farmhouse|Cottages?|Bothy|Barns?|Croft|Forge|Mill|Bungalow|Rectory|Vicarage|Manse|Parsonage|Schoolhouse|School House|Coach House|Gatehouse|Gate House|Lodge|Grange|Steadings?|Shieling|Stables|Oast|Granary|Smithy|Dairy|Byre|Cabin|Chalet|Caravan|Yurt|Static|Bwthyn|Isaf|Uchaf|Fawr|Fach|Ganol|Post Office|Police House|Old School|Old Chapel|Chapel House|Toll House|Tollhouse|Holding|Smallholding|Hall Farm)"
_WORDS_FOR_LIVING = r"(?:[Ll]ives?|[Ll]ived|[Ll]iving|[Rr]esid(?:es?|ing|ent|ed)|[Mm]oved|[Ss]tay(?:s|ed|ing)|[Aa]ddress(?:ed)?|ADDRESS|[Pp]roperty|[Tt]enancy|[Ee]victed|[Hh]ome|[Hh]ouse|[Ff]arm|[Cc]ottage|[Cc]/o|[Ll]odg(?:es|ing)|[Oo]wner|[Tt]enant|[Oo]ccupier|[Rr]egistered|[Vv]isit(?:ed)?|[Pp]osted|[Ss]ent|[Dd]eliver(?:ed)?|[Ww]rit(?:e|ten)|[Ss]poke|[Ss]een|[Mm]e|[Uu]s|[Hh]e's|[Ss]he's|[Tt]hey're|[Ii]'m|[Ww]e're|[Hh]im|[Hh]er|[Mm]um|[Dd]ad|[Mm]rs?|[Mm]s|[Mm]iss)"
_CUE_OF_HOME = (
    rf"(?:\b{_WORDS_FOR_LIVING}\b[^.!?\n]{{0,40}}?(?:\b(?:at|in|to|from|is|was|of|c/o)[ ]|[:=(][ ]?|,[ ]))"
)
_NAME_AND_STREET = re.compile(
    rf"{_CUE_OF_HOME}(?P<address>{_HOME_NAME}(?<!Street)(?<!Road)(?<!Lane)(?<!Avenue)(?<!Row)(?<!Walk)(?<!Close)(?<!Drive)(?<!Way)(?<!Park)(?<!Square)(?<!Place)(?<!Gate)(?<!Bridge),[ ]?\n?{_STREET}{_NOT_A_PLACE_OF_LEARNING}{_TOWN})",
    re.MULTILINE,
)
"""A house that has only a name, with its street: "lives at Rosewood, Station Road, Wadebridge"."""
_RURAL_AND_PLACE = re.compile(
    rf"(?<![\w/£$.-])(?P<address>(?:(?:The|THE)[ ])?(?:{_PLACE_WORD}[ ]){{0,3}}?{_RURAL}\b(?!'s),[ ]?\n?{_NO_TOWN}(?!{_NO_HOME}\b){_PLACE_WORD}(?:[ -](?:{_JOINING}|{_PLACE_WORD})){{0,3}}(?=[,.;:)!?\n\t\"|]|$|[ ]+[a-z(-]|[ ]+[A-Z]{{1,2}}\d){_TOWN})"
)
"""A farm or a cottage with its village: "Upper Blaencwm Farm, Llanafan"."""
_NAME_AND_POSTCODE = re.compile(
    rf"{_CUE_OF_HOME}(?P<address>{_HOME_NAME}(?:,[ ]{_PLACE_WORD}(?:[ ]{_PLACE_WORD})?){{0,2}})(?=,?[ ]?\n?[A-Z]{{1,2}}\d[A-Z\d]?[ ]?\d[A-Z]{{2}}\b)"
)
_SITE = r"(?i:marina|moorings?|basin|boat ?yard|wharf|quay|lock|harbour|dock|canal|pontoon|showground|caravan (?:park|site)|holiday (?:park|village)|park homes?|mobile homes?|traveller(?:s'|s|'s)? site|gypsy site|(?:transit )?site|park|farm|yard|stables|field)"
_UNIT_ON_SITE = re.compile(
    rf"(?<![\w/£$.-])(?P<address>(?i:(?:static |touring )?caravan|van|static|pitch|plot|berth|mooring|pontoon|bay|chalet|cabin|lodge|pod|yard|stand)[ ](?i:no\.?[ ]|number[ ])?[A-Z]?\d{{1,3}}[A-Za-z]?,?[ ](?:(?:on|at|in)[ ])?(?:the[ ])?{_PLACE_WORD}(?:[ ](?:{_JOINING}[ ])?{_PLACE_WORD}){{0,3}}(?:[ ]{_SITE}\b)?{_TOWN})"
)
"""A pitch, a berth or a caravan where it stands."""
_BOAT = re.compile(
    rf"(?<![\w-])(?P<address>(?:NB|N/B|MV|SY|(?i:narrow ?boat|houseboat|barge|widebeam|wide beam|cruiser|yacht|motor yacht|dutch barge|boat|tug))[ ]\"?{_PLACE_WORD}(?:[ ]{_PLACE_WORD}){{0,2}}\"?,[ ](?:(?i:berth|mooring|pontoon|pitch|moored (?:at|on|by)|at|off)[ ](?:[A-Z]?\d{{1,3}}[A-Za-z]?,?[ ])?)?(?:the[ ])?{_PLACE_WORD}(?:[ ](?:{_JOINING}[ ])?{_PLACE_WORD}){{0,3}}(?:[ ]{_SITE}\b)?{_TOWN})"
)
_NUMBER_IN_WORDS = re.compile(
    rf"(?:(?<=[?.:,;] )|(?<=\bat )|(?<=\bis )|(?<=\bto )|(?<=\bfrom )|^)(?P<address>(?:[Nn]umber[ ])?(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]hirteen|[Ff]ourteen|[Ff]ifteen|[Ss]ixteen|[Ss]eventeen|[Ee]ighteen|[Nn]ineteen|[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety|[Aa] hundred)(?:[- ](?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine))?(?:[ ]?[A-Da-d])?,?[ ](?!(?:Acres?|Miles?|Oaks?|Elms?|Ways?|Bridges|Ashes|Lanes?|Trees|Gates|Wells|Hills|Sisters|Kings|Queens)\b)(?:{_STREET}|{_HOUSE}(?=,)){_NOT_A_PLACE_OF_LEARNING}{_TOWN})",
    re.MULTILINE,
)
_NUMBER_AND_TOWN = re.compile(
    rf"(?<![\w/£$.#-]){_NUMBER}[ ](?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)(?:The[ ])?[A-Z][a-z'-]{{2,}}(?:[ ][A-Z][a-z'-]+){{0,2}},[ ]?\n?(?i:{TOWN})(?![\w'-])(?![ ](?:Council|Borough|City|Road|Street|County|Police|Hospital|University)){_TOWN}"
)
"""A number in a street whose name has no word for one: "14 Haymarket, Leicester"."""
_UNIT_AND_NAME = re.compile(
    rf"(?<![\w/£$.-])(?P<address>(?:{_UNIT}|(?i:(?:basement|garden|ground|first|second|third|fourth|top|1st|2nd|3rd|4th|upper|lower|attic) floor(?: (?:front|back|rear|left|right))?)|(?i:(?:the |caretaker'?s? |warden'?s? |granny )?(?:annexe?|lodge|bothy|flat|cottage|caravan|stables|coach house)))(?:,[ ]?\n?(?:at[ ])?|[ ](?:at|of|in|behind)[ ]){_HOME_NAME}(?:,[ ]?\n?(?:{_STREET}|\d{{1,4}}[A-Za-z]?[ ]{_STREET}){_TOWN}|,[ ]?\n?(?i:{TOWN})(?![\w'-]){_TOWN}))"
)
_DESCRIBED_BEFORE = re.compile(
    r"(?:\b(?:the |a )?(?:[a-z-]+ )?(?:flats?|rooms?|maisonette|bedsit|annexe?|caravan|shed|cabin|lodge|stables?|barn|studio|basement|attic|garage|van) (?:above|over|below|behind|under|beneath|at|next to|beside|opposite|off|round|on top of|to|in|of)(?: the (?:back|rear|side|front|top|bottom) of| back of)?(?: the| a)? [\w' &-]{2,30}?,? |\bthe (?:old|former|converted) [\w' -]{2,25}, |\b[Cc]/[Oo] (?:The )?[A-Z][\w' &-]{1,40}, |\b(?:back|rear|side|top|bottom|front) of )$",
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
    rf"(?<![\w-])(?:Bwthyn|Ty|Tŷ|Fferm|Plas|Hafod|Hendre|Tyddyn|Hafan|Bryn|Cartref|Gwel|Gwêl|Neuadd|Capel|Penty|Ysgubor|Taigh|Tigh|Teach)[ ]{_PLACE_WORD}(?:[ ]{_PLACE_WORD})?,[ ]?\n?(?:{_STREET},[ ]?\n?)?{_NO_TOWN}{_PLACE_WORD}(?:[ ]{_PLACE_WORD})?(?=,?[ ]?\n?[A-Z]{{1,2}}\d)"
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
_LABEL = re.compile(
    r"^.*(?:[:=(]|\b(?:at|to|from|(?<!isle )(?<!vale )(?<!bridge )of|is|c/o)\b)\s*", re.IGNORECASE
)
_PIECES = re.compile(r"[,\n\t]")
_NUMBERED_THING = re.compile(
    r"\b(?i:items?|sections?|para|paragraph|chapter|lots?|phase|stage|option|pages?|tables?|figure|question|day|week|route|bus|year|minute|appendix|clause|schedule|part|version|zone)[ ]$"
)
_LOWER_END = re.compile(
    rf"(?<![\w/£.-])\d{{1,4}}[a-z]? (?:{_WORD_OF_NAME} ){{1,2}}?{_ANY_STREET}\b[a-z' ]{{0,24}}$"
)
_STREET_PIECE = re.compile(_STREET)
_NEAR: Final = 80
_FAR: Final = 160
_ANY_UNIT = re.compile(
    r"\b(?:flat|flt|apartment|appt|apt|unit|room|rm|studio|plot|suite|bedsit|maisonette|caravan|pitch|berth|mooring|house|annexe?|block|croft|chalet|cabin|lodge|narrow ?boat|left|right|floor|bothy|cottage|stables|van|static|pontoon|bay|pod|yard|stand|nb|n/b|mv|sy|houseboat|barge|boat|yacht|wide ?beam|cruiser|tug|\df\d|[bgp]f\d?|\d/\d|[tg]f[lr])\b"
)
_ANY_HOUSE = re.compile(rf"{_HOUSE_WORD}(?:,|[ ]*\n)")


def find_addresses(written: Written) -> Iterator[Span]:
    """Postal addresses with a number, a flat or a named house; the postcode is left to its own span."""
    found: list[tuple[int, int, float, str]] = []
    level = written.level
    has_digits = written.has_digit
    has_unit = _ANY_UNIT.search(written.low) is not None
    for pattern, score, why in (
        (_NUMBERED, 0.92, "a house number and a street"),
        (_UNIT_AND_HOUSE, 0.9, "a flat or a unit in a building or a street"),
        (_NAMED_HOUSE, 0.85, "a named house and a street"),
        (_UNIT_AND_TOWN, 0.75, "a flat, a croft or a pitch with its place"),
        (_WELSH_HOUSE, 0.8, "a house named in Welsh or Gaelic, before its postcode"),
        (_BOX, 0.85, "a box at a post office"),
        (_NUMBER_AND_TOWN, 0.75, "a house number, a street and its town"),
    ):
        if pattern in (_NUMBERED, _NUMBER_AND_TOWN) and not has_digits:
            continue
        if pattern in _OF_UNITS and not has_unit:
            continue
        if pattern is _NAMED_HOUSE and not _ANY_HOUSE.search(level):
            continue
        for match in pattern.finditer(level):
            start = match.start()
            if pattern is _BOX and not _MORE_THAN_A_BOX.search(match.group()):
                continue
            if pattern in (_NUMBERED, _NUMBER_AND_TOWN):
                if _NUMBERED_THING.search(level[max(0, start - 16) : start]):
                    continue
                start = _start_before_number(level, start)
            elif building := _HOUSE_BEFORE.search(level[max(0, start - _NEAR) : start]):
                start = max(0, start - _NEAR) + building.start()
            found.append((start, match.end(), score, why))
    for pattern, gate, why in _WITH_A_GATE:
        if (has_unit or pattern not in _OF_UNITS) and gate.search(level):
            for match in pattern.finditer(level):
                found.append((*match.span("address"), 0.8, why))
    for match in _LOWER_CASE.finditer(written.low) if has_digits else ():
        if _NUMBERED_THING.search(level[max(0, match.start() - 16) : match.start()]):
            continue
        floor = max(0, match.start() - _NEAR)
        before = _LOWER_BEFORE.search(written.low[floor : match.start()])
        start = floor + before.start() if before else match.start()
        found.append((start, match.end(), 0.8, "a house number and a street"))
    for match in _LOWER_UNIT.finditer(written.low) if has_unit else ():
        found.append((*match.span(), 0.75, "a flat in a building"))
    if _ABROAD_HINT.search(written.low):
        for match in _ABROAD.finditer(level):
            found.append((*match.span(), 0.8, "a street abroad with its number"))
    if _A_NAMED_PLACE.search(level) and _ABOUT_SOMEBODY.search(written.low):
        for match in _HOUSE_OF_A_PERSON.finditer(level):
            found.append((*match.span("address"), 0.7, "a named house and a street"))
    for match in _AT_A_NUMBER.finditer(written.low) if has_digits else ():
        found.append((*match.span("address"), 0.7, "a house number with the name of a street"))
    for postcode in find_postcodes(written):
        if (begin := _start_before_postcode(level, postcode.start)) is not None:
            found.append((begin, postcode.start, 0.9, "what an address says before its postcode"))
    yield from _longest(written.text, found)


_A_NAMED_PLACE = re.compile(r"[\w'],[ ]?\n?[A-ZÀ-Þ]")
_A_RURAL_PLACE = re.compile(rf"{_RURAL},[ ]?\n?[A-ZÀ-Þ]")
_BEFORE_A_POSTCODE = re.compile(r"[a-zà-ÿ],?[ ]?\n?[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}\b")
_ABROAD = re.compile(
    r"(?<![\w/£$.-])(?P<address>(?:(?:ul|al|os|pl)\.[ ]|[Uu]lica[ ]|Via[ ]|Viale[ ]|Piazza[ ]|Calle[ ]|C/[ ]?|Avenida[ ]|Av\.[ ]|Rua[ ]|Strada[ ]|Str\.[ ]|Bulevardul[ ]|Rruga[ ])[A-ZÀ-Þ][\w'.-]*(?:[ ][\w'.-]+){0,3}?,?[ ](?:nr\.?[ ]?)?\d{1,4}[A-Za-z]?(?:/\d{1,4})?"
    r"|[A-ZÀ-Þ][a-zß-ÿ-]{2,}(?:straße|strasse|str\.|weg|gasse|allee|straat|laan|platz|gade|vägen|gatan)[ ]\d{1,4}[A-Za-z]?"
    r"|\d{1,4}(?:bis|ter)?,?[ ](?:[Rr]ue|[Bb]oulevard|[Aa]venue|[Pp]lace|[Ii]mpasse|[Cc]hemin|[Qq]uai)[ ](?:(?:de|du|des|la|le|les|l'|d')[ ]?){0,2}[A-ZÀ-Þ][\w'-]*(?:[ -][A-ZÀ-Þ][\w'-]*){0,2})(?:,[ ]?\n?(?:\d{2,5}(?:-\d{3})?[ ])?[A-ZÀ-Þ][\w'-]+(?:[ ][A-ZÀ-Þ][\w'-]+)?){0,2}"
)
_ABROAD_HINT = re.compile(
    r"\b(?:ul|al|os|pl|av|str)\.|\b(?:ulica|via|viale|piazza|calle|avenida|rua|strada|rue|boulevard|impasse|chemin|quai|bulevardul|rruga)\b|\bc/|(?:straße|strasse|str\.|weg|gasse|allee|straat|laan|platz|gade|vägen|gatan) \d"
)
_HOUSE_OF_A_PERSON = re.compile(
    rf"(?:(?<=\b[Aa]t )|(?<=\b[Hh]ouse )|(?<=\b[Pp]lease\. )|(?<=[a-z][.;:] )|(?<=\n)|^)(?P<address>{_HOME_NAME}(?<!Street)(?<!Road)(?<!Lane)(?<!Avenue)(?<!Row)(?<!Walk)(?<!Close)(?<!Drive)(?<!Way)(?<!Park)(?<!Square)(?<!Place)(?<!Gate)(?<!Bridge)(?<!Rd)(?<!Ave),[ ]?\n?{_STREET}{_NOT_A_PLACE_OF_LEARNING}{_TOWN}(?=[.,;:)!?\n]|$))"
)
"""A house that has only a name, with its street, in a text about somebody."""
_ABOUT_SOMEBODY = re.compile(
    r"\b(?:she|he|her|his|i|i'm|me|my|mine|we|our|mr|mrs|ms|miss|dr|tenant|resident|lives?|living|mum|dad|nan|address|post|letters?|postcode|deliver(?:y|ed)?|visit(?:ed)?|dob|born)\b"
)
_FIELD_NAMES = r"(?:side|croft|dene|mead|fields?|wood|garth|hurst|bank|brook|stead|fold|thorpe|combe|dale|lea|leigh|holme|crest|mount|lands?|acres?|ridge|view|haven|court|wick|ley|cote?|lodge|house|rise|bury|gate|grove)"
_AT_A_NUMBER = re.compile(
    rf"(?:(?<=\bat )|(?<=\bfrom )|(?<=\baddress is )|(?<=\baddress: )|(?<=\bin )|(?<=\bhere at )|(?<=\bto ))(?P<address>\d{{1,3}}[a-z]? (?:[a-z]{{2,}}{_FIELD_NAMES}|the [a-z]{{3,}}s))(?=[,.;:!?)\n]|$| (?:and|mate|ta|pls|please|thanks|but|in|who|is|has|since)\b)"
)
_A_NUMBER_AND_CAPITAL = re.compile(
    r"(?:ne|wo|ee|ur|ve|ix|en|ht|ty|ed)(?: ?[A-Da-d])?,?[ ](?:The[ ])?[A-ZÀ-Þ][\w'.-]*[ ][A-ZÀ-Þ]"
)
_TWO_CAPITALS = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w'.-]*,?[ ]\n?(?:[a-z]{1,4}[ ])?[A-ZÀ-Þ]")
_WITH_A_GATE: Final = (
    (_LIVING_AT, _TWO_CAPITALS, "a street or a house after words for living somewhere"),
    (_NAME_AND_STREET, _A_NAMED_PLACE, "a named house and a street"),
    (_RURAL_AND_PLACE, _A_RURAL_PLACE, "a farm or a cottage with its village"),
    (_NAME_AND_POSTCODE, _BEFORE_A_POSTCODE, "a named house before its postcode"),
    (_UNIT_ON_SITE, _TWO_CAPITALS, "a pitch, a berth or a caravan where it stands"),
    (_BOAT, _TWO_CAPITALS, "a boat with its mooring"),
    (_NUMBER_IN_WORDS, _A_NUMBER_AND_CAPITAL, "a house number in words and a street"),
    (_UNIT_AND_NAME, _TWO_CAPITALS, "a flat or a floor in a named building"),
)
"""Patterns, each with a cheap one that must be met first."""
_OF_UNITS: Final = (_UNIT_AND_HOUSE, _UNIT_AND_TOWN, _UNIT_ON_SITE, _UNIT_AND_NAME, _BOAT)


def _start_before_number(level: str, number: int) -> int:
    """Where an address begins whose street has its number here: at a flat, a building or the name of the house."""
    floor = max(0, number - _NEAR)
    if building := _BEFORE_NUMBER.search(level[floor:number]):
        return floor + building.start()
    if name := _HOUSE_NAME_BEFORE.search(level[floor:number]):
        return floor + name.start("name")
    if name := _LINE_OF_A_HOUSE.search(level[level.rfind("\n", 0, number) + 1 : number]):
        return number - (len(name.group()))
    if described := _DESCRIBED_BEFORE.search(level[floor:number]):
        return floor + described.start()
    return number - len("number ") if level[max(0, number - 8) : number].lower() == " number " else number


def _longest(text: str, found: list[tuple[int, int, float, str]]) -> Iterator[Span]:
    """Of findings that overlap, the one that says most."""
    kept_until = 0
    tidy = [
        (_with_what_is_within(text, start), start + len(text[start:end].rstrip(" ,.\n\t;:(-")), score, why)
        for start, end, score, why in found
    ]
    for start, end, score, why in sorted(tidy, key=lambda one: (one[0], -one[1])):
        if start >= kept_until:
            yield Span(start, end, DataLabel.ADDRESS, text[start:end], score, why)
            kept_until = end


def _with_what_is_within(text: str, start: int) -> int:
    """Where an address begins whose annexe or floor stands before it: "Annexe, Thistle Cottage"."""
    within = _WITHIN_BEFORE.search(text[max(0, start - _LONGEST_WITHIN) : start])
    return start - len(within.group()) if within else start


_LONGEST_WITHIN: Final = 24
_WITHIN_BEFORE = re.compile(
    r"\b(?:(?:the |granny )?annexe?|(?:basement|garden|ground|first|second|third|fourth|top|1st|2nd|3rd|4th|upper|lower|attic) floor|c/o), ?$",
    re.IGNORECASE,
)


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
