# ruff: noqa: E501, SIM905  (a pattern reads better unbroken)
"""Ages."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlp.personal_data.identifiers.nearby import span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.names.lists import first_names, no_names
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_OLDEST: Final = 120
_SAME_SENTENCE: Final = 100
_ADULT: Final = 18
_MONTHS: Final = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WORDED = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:a|one) hundred(?: and (?:one|two|three|four|five|six|seven|eight|nine|ten))?)"
)
_HALF = r"(?:[½¼¾]|\.5| ?(?:and )?[13]/[24]| and (?:a half|a quarter|three quarters))?"
_YEARS = rf"(?:\d{{1,3}}|{_WORDED}){_HALF}"
_YEARS_AFTER = r"(?!\+)(?! (?:or|and) (?:more|over|above|under|older|younger|up)\b)(?![ ]?(?:-|to)[ ]?\d)(?![ ]?(?:%|per ?cent|,\d|\.\d|pounds|miles?|metres|minutes?|mins?|hours?|hrs|days?|weeks?|months?|times|years? (?!old|of age|this|next|last|now|and)|of\b|to\b|or more|clients|people|staff|others|cases|points?|pages?|out|am\b|pm\b|st\b|nd\b|rd\b|th\b|-\d|/\d|:\d))"
_RELATION = r"(?:mum|dad|mam|mother|father|son|daughter|wife|husband|partner|nan|nana|gran|grandad|granddad|grandma|grandmother|grandfather|grandson|granddaughter|brother|sister|uncle|aunt|auntie|niece|nephew|cousin|baby|toddler|kid|child|lad|girl|boy|twins?|man|woman|lady|gentleman|tenant|client|resident|patient|pupil|student|applicant|claimant|neighbour|carer|driver|victim|witness|suspect|complainant|deceased|other|eldest|oldest|youngest|middle one|friend|lodger|ex|girlfriend|boyfriend|stepson|stepdaughter|foster child|customer|caller|male|female|youth|teenager|pensioner|widow|widower|employee|perpetrator|suspect|bloke|chap|lass|bairn|infant|minor|veteran|constituent|homeowner|householder)"
_AGE = re.compile(
    rf"(?<!\w)(?=[a-z\d])(?:\b(?P<agedword>aged?)(?: is| was)?(?P<mark>[ ]?[:=(|-][ ]{{0,2}}|[\t|]{{1,3}}|[ ]?\n|[ ]{{1,2}})(?:about |around |only |just |approx(?:imately)?\.? )?(?P<aged>{_YEARS}(?:[ -]?(?:months?|mths?|weeks?|wks?|years?|yrs?)(?! (?:or|and) ))?)\b{_YEARS_AFTER}"
    rf"|\b(?:(?P<ageof>age of (?P<atage>{_YEARS}))\b{_YEARS_AFTER})"
    rf"|(?<![\w.,£-])(?P<years>{_YEARS})[ -]?(?:years?|yrs?|yr)[ -]?(?:olds?\b|of age\b|young\b)"
    rf"|(?<![\w.,£-])(?P<compound>\d{{1,2}} ?(?:yrs?|years?|y) ?(?:and |, ?|& )?\d{{1,2}} ?(?:months?|mths?|mnths?|mos?|m)\b)(?! (?:ago|of|in|later|left|behind|late|long|arrears|overdue|rent|from|sentence|contract|lease|total|service)\b)"
    r"|(?<![\w.,£-])(?P<short>\d{1,3}) ?-?(?:yo|y/o|y\.o\.?|y\.?r\.? ?o)\b(?!-)"
    rf"|(?<![\w.,£-])(?P<months>\d{{1,2}}{_HALF}|{_WORDED}{_HALF})[ -]?(?:months?|mths?|mnths?|weeks?|wks?|days?|mo|wk)[ -]?(?:old|of age)\b"
    rf"|\b{_RELATION} of (?P<of>\d{{1,3}}|{_WORDED})\b(?! (?:the|other|percent|them|which|those|these))"
    r"|\b(?:in|into|reached|of|now in|entering|well into) (?:his|her|their|my|our|your|both their) (?:very )?(?:(?:early|late|mid|middle)(?:[- ]?to[- ]?(?:late|mid))?[- ]?)?(?P<decade>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0'?s)\b"
    r"|\b(?P<decade2>(?:late|early|mid)[- ]?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0'?s))\b(?! (?:music|building|house|block|estate|onwards))"
    r"|(?<![\w.,£/-])(?P<sexed>\d{1,2})(?:[ ]?(?:yrs?|years?|y/?o|,|/)(?: old)?[ ]?(?:male|female)\b(?! (?:staff|voters|respondents))|/[fm]\b)"
    r"|\b(?:pt|patient|resident|client|caller|casualty|driver|applicant|tenant|victim|suspect) (?P<sexed4>\d{1,2}) ?[mf]\b|(?<=\()(?P<bracketed>\d{1,2} ?(?:months?|mths?|weeks?|wks?|yrs?|years?))(?=\))"
    r"|\b(?:male|female)[,/ (|-]{1,3}(?P<sexed2>\d{1,2}(?: ?(?:yrs?|years?)\b)?)(?=[ ]?(?:[,.;:)\]|\n\t]|$|approx))|(?<![\w'/.])[mf]/(?P<sexed3>\d{1,2})(?=[ ]?(?:[,.;:)\]|\n\t]|$)))"
)
_MORE_AGES = re.compile(
    rf"(?:,? ?(?:and|&|,|/) ?)(?P<more>\d{{1,2}}|{_WORDED})\b{_YEARS_AFTER}(?=[.,;:!?)\]\n\"'\t|/]|$| (?:and|&|but|who|with|years?|yrs|at|in|both|all|when|now|last|this|then|respectively|are|is|were|live[sd]?|go(?:es)?|attend|share|need)\b| ?&)"
)
_SEVERAL = re.compile(
    rf"\b(?:ages?|aged|children|kids|couple|pair|parents|grandparents|husband and wife|wife and husband|both|sons?|daughters?|boys|girls|grandchildren|twins|siblings|dependants|brothers|sisters|little ones|lads)(?: (?:are|is|were|of|who are|under 18))?(?: now| only| both| aged?)?(?: ?[:(,-] ?| )(?:aged? )?(?P<first>\d{{1,2}}|{_WORDED})(?=(?:,? ?(?:and|&|,|/) ?)(?:\d{{1,2}}|{_WORDED})\b)"
)
_AGE_AFTER_NAME = re.compile(
    r"(?<![A-Za-z])(?:[A-Z][a-z'-]+|[A-Z]\.?)[ ](?:[A-Z][A-Za-z'-]+)(?:,[ ](?P<comma>\d{1,2})(?=,|;|\)|\.?\s*$)|[ ]\((?P<bracket>\d{1,2})\))"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.?[ ][A-Z][A-Za-z'-]+(?:,[ ](?P<comma2>\d{1,2})(?=,|;|\)|\.?\s*$)|[ ]\((?P<bracket2>\d{1,2})\))"
    r"|^(?:[\W\d]{0,3})[A-Z][a-z'-]+,[ ](?P<first>\d{1,2}),|(?<=[.!?,:;\n] )[A-Z][a-z'-]+,[ ](?P<first2>\d{1,2}),|\b(?:and|with|to|from|for|by|of|is|was|son|daughter|brother|sister) [A-Z][a-z'-]{2,} \((?P<bracket3>\d{1,2})\)|(?:^|[,;:&-] |and )[A-Z][a-z'-]{2,} \((?P<bracket4>\d{1,2})\)"
    r"|\b(?:son|daughter|brother|sister|mother|father|wife|husband|partner|grandson|granddaughter|child|boy|girl|mum|dad|nan|baby|niece|nephew|neighbour|tenant|twins|resident|client|pensioner|man|woman|patient|pupil|student|victim|widow|widower|grandmother|grandfather|gran|cousin|uncle|aunt|teenager|youth|driver|passenger|cyclist|pedestrian)(?: [A-Z][a-z'-]+)?(?:,[ ](?P<relation>\d{1,2})(?=,|;|\)|\.?\s*$)|[ ]\((?P<relation2>\d{1,2})\))",
    re.MULTILINE,
)
_SET_APART = re.compile(r"(?:, |\()\d{1,2}(?!\d)")
_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|\w{3,5}teenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth)"
_KIN: Final = r"(?:mum|mam|dad|nan|nana|gran|granny|grandad|grandma|mother|father|wife|husband|hubby|sister|brother|son|daughter|aunt|auntie|uncle|partner|[a-z]{3,10}')"
_ROUND: Final = r"(?:eighteenth|twenty[- ]first|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth)"
_BIRTHDAY = re.compile(
    rf"\b(?:(?:his|her|my|their|our|your|mum's|mums|dad's|nan's|gran's|son's|daughter's|wife's|husband's|sister's|brother's|mother's|father's|grandad's|[a-z]{{3,12}}'s) (?:own |big )?(?P<nth>{_ORDINAL}) (?:birthday|b-?day)\b"
    rf"|(?:celebrat\w+|approaching) (?:his|her|my|their) (?P<nth2>{_ORDINAL})(?=[.,;!?)\n]|$| (?:in|on|next|last|this|today|tomorrow|with|at)\b)"
    rf"|(?:his|her|my|your|{_KIN}'?s) (?:big )?(?P<nth3>(?:18|21|[3-9]0|100|101|102)(?:st|nd|th)|{_ROUND})(?=[.,;!?)\n]|$| (?:in|on|next|last|this|today|tomorrow|with|at|is|was|so|and|but|coming|soon|bash|party|do|celebrations?|{_WEEKDAY})\b(?! (?:floor|year|week|day|anniversary))))"
)
_NOT_A_NAME: Final = re.compile(
    r"^(?:and |with |to |from |for |by |of |is |was |[,;:] )?(?:Part|Section|Article|Regulation|Chapter|Schedule|Table|Figure|Page|Appendix|Annex|Phase|Item|Note|Room|Floor|Level|Unit|Block|"
    r"Act|Ward|Form|Stage|Option|Paragraph|Clause|Rule|Order|Group|Year|Grade|Band|Question|Question|Step|Total|Zone|Plot|Flat|Class|Week|Day|Version|Line|Row|Column|Bus|Route|Map|Plan|Junction|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Yes|No|Other|None|Maths|Mathematics|English|Science|History|Geography|Physics|Chemistry|Biology|Art|Music|Drama|French|Spanish|German|Latin|Computing|Reading|Writing|Spelling|Attendance|Score|Target|Average|Total)\b|"
    r"(?:Council|Committee|Board|Team|Act|Regulations|Report|Ltd|Limited|Road|Street|Lane|Avenue|Close|School|House|Court|Park|Services?|Department|Group|Level|Ward|Section|Part|Schedule|Order|Framework|Plan|Policy|Code|Unit|Room|Table|Figure|Number|Centre|Phase|Stage)\b"
)
_A_THING_AFTER = re.compile(
    r",? the (?!(?:man|woman|lady|tenant|client|patient|driver|applicant|claimant|child|boy|girl|youngest|eldest|oldest|resident|widow|caller|victim)\b)[a-z]+ "
)
"""After an age at the head of a sentence: "At 101 years old the clock"."""
_PEOPLE_IN_GENERAL = re.compile(
    r"(?<!the )(?<!two )(?<!three )(?<!both )(?<!of )\b(?:adults|people|those|residents|patients|drivers|anyone|everyone|voters|users|parents) (?:who are )?$"
)
_THINGS_AGED = re.compile(
    r"\b(?:building|policy|system|car|house|vehicle|contract|laptop|document|tree|oak|bridge|file|record|data|computer|server|roof|boiler|lease|lift|"
    r"resurfacing|surfacing|surface|tarmac|paving|asphalt|lid|bin|light|sign|bench|decking|gutter|pump|fan|radiator|battery|cable|wiring|extension|conservatory|pavement|footpath|drain|culvert|pier|stairlift|hoist|sling|camera|screen|monitor|licence|permit|wall|church|pub|hall|boat|van|bus|road|pipe|sewer|school|library|company|firm|business|charity|debts?|invoices?|software|website|agreement|scheme|castle|wine|"
    r"whisky|cheese|dog|puppy|kitten|pup|cat|horse|survey|plan|map|centre|estate|block|property|machine|equipment|phone|printer|playground|fence|hedge|bed|mattress|sofa|carpet|kitchen|bathroom|window|door|cooker|fridge|freezer|tv|heater|tenancy|application|request|complaint|case|arrears|photo|photograph|report|assessment|quote|figures?|statue|monument|shed|garage|caravan|wheelchair|lift|fleet|mortgage|loan|account|bill|order|ticket|council|tradition|festival|club)s?\b"
)
_NUMBER_ALONE: Final = ("sexed", "sexed2", "sexed3", "sexed4", "bracketed")
_RELATION_BEFORE = re.compile(rf"\b{_RELATION} \($")
_GENERAL = re.compile(
    r"(?:\b(?:under|over|below|above|until|from|before|after|minimum|maximum|retirement|pension|school|average|mean|median|legal|voting|working|reach(?:es|ing)?|between|any|each|every|statutory|compulsory|anyone|everyone"
    r"|(?<!my )(?<!our )(?<!her )(?<!his )(?<!two )(?<!three )(?<!four )(?<!their )(?<!both )(?<!the )(?:people|those|children|adults|pupils|residents|persons|women|men|drivers|candidates|applicants|young people))(?: (?:the|an))?,? ?)$"
)
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * tens
    for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_A_BODY = re.compile(
    r"\b(?:committee|council|associations?|club|society|group|service|scheme|school|team|page|nhs|trust|park|museum|theatre|union|campaign|department|directorate|division|office|branch|volumes?|heating|thermostat|dial|up|down)\b"
)
_PERSON_SAID = re.compile(
    r"\b(?:he|she|they|me|him|his|her|man|woman|boy|girl|mr|mrs|ms|miss|tenant|driver|owner|who|i|my|son|daughter|baby|died|dad|mum|father|mother|brother|sister|husband|wife|nan|child|children|kids?|toddler|teenager|youth|lad|girl|patient|pupil|student|client|victim|suspect|perpetrator|accused|applicant|claimant|resident|caller|pensioner|lady|gentleman|person|carer|constituent|occupant|complainant|neighbour|widow|widower|partner|uncle|aunt|nephew|niece|cousin|grandson|granddaughter|grandad|grandma|gran|dob)\b"
)


def find_ages(written: Written) -> Iterator[Span]:
    """Ages of people; one under 18 says of a child too."""
    if not _A_NUMBER.search(written.low):
        return
    ends = []
    for found in _ages(written):
        if found.label is DataLabel.AGE:
            ends.append(found.end)
        yield found
    for match in _SAID_OTHERWISE.finditer(written.low) if ends else ():
        if any(0 <= match.start() - end <= _SAME_SENTENCE for end in ends):
            yield from _age(written.text, *match.span("age"), _number(match["age"]))


_FOR_ALL = re.compile(
    r"\b(?:for|all|most|any|to) (?:children|kids|pupils|boys|girls|young people) (?:who are )?aged "
)
_SAID_OTHERWISE = re.compile(
    rf"\b(?:(?:but|though|or|yet|whereas|while) (?:[a-z']+ ){{0,6}}?(?:says?|said|has|have|is|was|shows?|puts?|gives?|states?|like|actually|really|thinks?|looks?|be)|not|or rather|rather than|instead of)(?: (?:her|him|them|it|down|as|about|only|he's|she's)){{0,2}} (?P<age>\d{{1,3}}|{_WORDED})(?=[.,;:!?)\n\"]|$| (?:and|but|so|now|not)\b)(?!,\d|\.\d)"
)
"""A second age, for the one that was said before it: "in her fifties but the form says 62"."""


def _ages(written: Written) -> Iterator[Span]:
    text, low = written.text, written.low
    for match in _AGE.finditer(low):
        yield from _age_in_words(written, match)
    for match in _SEVERAL.finditer(low):
        general = _GENERAL.search(low[max(0, match.start() - 24) : match.start()]) or _FOR_ALL.search(
            low[max(0, match.start() - 12) : match.end()]
        )
        if general and not match.group().startswith("aged"):
            continue
        if general and _FOR_ALL.search(low[max(0, match.start() - 24) : match.end()]):
            continue
        yield from _age(text, *match.span("first"), _number(match["first"]))
        yield from _ages_that_follow(written, match.end())
    for match in _AGE_AFTER_NAME.finditer(written.level) if _SET_APART.search(low) else ():
        if _NOT_A_NAME.search(match.group()):
            continue
        group = match.lastgroup or ""
        yield from _age(text, *match.span(group), int(match[group]))
    for match in _NAME_IS_AGED.finditer(written.level):
        if not _NOT_A_NAME.search(match["name"]) and not _THINGS_AGED.search(match["name"].lower()):
            yield from _age(text, *match.span("age"), int(match["age"]))
    if "th" in low or "1st" in low or "nd" in low or "birthday" in low or "bday" in low:
        for match in _BIRTHDAY.finditer(low):
            group = match.lastgroup or "nth"
            where = match.span(group) if group == "nth3" else match.span()
            yield from _age(text, *where, _nth(match[group]))
    yield from _ages_by_what_stands_before(written)
    yield from _ages_in_columns(written)
    yield from _ages_set_apart(written)
    yield from _ages_of_first_names(written)


def _ages_of_first_names(written: Written) -> Iterator[Span]:
    """Ages of people whose first name is written small: "sam is 9 and ellie is 13"."""
    for match in _FIRST_NAME_IS.finditer(written.low) if _IS_A_NUMBER.search(written.low) else ():
        name = match["name"]
        if name in first_names() and name not in no_names() and name not in _NAMES_AND_WORDS:
            yield from _age(written.text, *match.span("age"), _number(match["age"]))


def _ages_set_apart(written: Written) -> Iterator[Span]:
    """Ages that stand as a field of their own, with their unit: "Jo Tully - 52 yrs - agency", "baby, 9/52"."""
    low = written.low
    for match in _A_FIELD.finditer(low):
        before = low[max(0, match.start() - _SAME_SENTENCE) : match.start()]
        heading = written.heading_of(match.start("age"))
        if heading and _AGE_HEADING.fullmatch(heading) is None:
            continue  # how long a record is kept
        young = match["unit"].lstrip()[0] in "mwd/"
        if (_A_BABY if young else _PERSON_SAID).search(before):
            yield from _age(written.text, *match.span("age"), 0 if young else _number(match["age"]))
    for match in _AND_STATE.finditer(low):
        if _PERSON_SAID.search(low[max(0, match.start() - _SAME_SENTENCE) : match.start()]):
            yield from _age(written.text, *match.span("age"), _number(match["age"]))
    for match in _IN_BRACKETS.finditer(low) if "(" in low else ():
        yield from _age(written.text, *match.span("age"), _number(match["number"]))
    named = [
        match for match in _NAME_AND_NUMBER.finditer(written.level) if match["name"].lower() in first_names()
    ]
    for match in named if len(named) > 1 else ():
        yield from _age(written.text, *match.span("age"), int(match["age"]))
    for match in _TOO_OLD.finditer(low) if "old" in low or "young" in low else ():
        yield from _age(written.text, *match.span("age"), _number(match["age"]))
    for match in _AND_WAS.finditer(low):
        if _PERSON_SAID.search(low[max(0, match.start() - _SAME_SENTENCE) : match.start()]):
            yield from _age(written.text, *match.span("age"), _number(match["age"]))
    if "narian" in low:
        for match in _BY_DECADE.finditer(low):
            yield span(written.text, *match.span(), DataLabel.AGE, 0.8, "an age in words")


_IS_A_NUMBER = re.compile(rf"(?:s|d)(?: now| only| just| nearly| about)? (?:\d|{_WORDED}\b)")
_FIRST_NAME_IS = re.compile(
    rf"\b(?P<name>[a-z]{{3,12}})(?: is| was|'s| turns| turned)(?: now| only| just| nearly| about)? (?P<age>\d{{1,2}}|{_WORDED})(?=[.,;:!?)\n]|$| (?:and|but|now|next|last|so|with|who|he|she)\b)"
)
_NAMES_AND_WORDS: Final = frozenset(
    "will may june april august mark bill rose grace faith hope joy summer autumn art grant frank rob pat sue don gene dean rich guy max miles ward page rent".split()
)
_A_FIELD = re.compile(
    r"(?:^|[,;/|(\n-] ?)(?P<age>(?:about )?\d{1,2}(?P<unit> ?(?:yrs?|years?|y/?o|months?|mths?|mnths?|wks?|weeks?|days)|/(?:12|52))(?: old)?)(?=[ ]?(?:[,.;/|)\n]|-[ ]|$))"
)
_AND_STATE = re.compile(
    r"(?<=[,;/|] )(?P<age>\d{2})(?=, (?:student|single|married|unmarried|divorced|widowed|retired|unemployed|homeless|pregnant|male|female|disabled|working|self-employed|no children|lives)\b)"
)
_TOO_OLD = re.compile(
    rf"\b(?:is|am|are|at|being|i'm|he's|she's) (?P<age>\d{{1,2}}|{_WORDED}) (?:too|very|quite|really|not|that|so) (?:old|young)\b"
)
_AND_WAS = re.compile(
    rf"\b(?:and|but|who) (?:is|was|is now|had just turned|would be|would have been) (?P<age>\d{{1,3}}|{_WORDED})(?=[.,;!?)\n]|$)"
)
_IN_BRACKETS = re.compile(
    rf"\((?P<age>(?:(?:both|now|aged?|about|nearly|almost|only|just|then|all|me|is|she's|he's|they're|who is|turning|over|under|approx\.?|est\.?|c\.?) ?){{1,3}}(?P<number>\d{{1,2}}|{_WORDED})(?: each| now| ish|ish)?)(?=[),;])"
)
_NAME_AND_NUMBER = re.compile(
    r"\b(?P<name>[A-Z][a-z]{2,11})(?:,? \(?| ?[-:] ?)(?P<age>\d{1,2})(?=[ ]?(?:[,.;)\n&/]|$| and\b))(?!\.\d|/\d|,\d{3}| and \d| ?& ?\d)"
)
_A_BABY = re.compile(
    r"\b(?:baby|babe|infant|newborn|toddler|child|twins?|health visitor|hv|midwife|nhs|mum|mother|parents?|son|daughter|boy|girl|imms|jabs?|weight|weighed)\b"
)
_BY_DECADE = re.compile(r"\b(?:quinqua|sexa|septua|octo|nona|cente)(?:ge)?narians?\b")

_A_NUMBER = re.compile(rf"\d|\b{_WORDED}\b|teens\b|t(?:ie|een)th\b|ties\b|narian")
_A_PARENT = re.compile(
    r"(?:mum|mam|dad|mother|father|nan|nana|gran|grandad|granddad|grandma|grandmother|grandfather)\b"
)
_LEAST_OF_A_PARENT: Final = 16
_AT_THE_AGE = re.compile(
    r"\b(?:at|by|from|since|until|before|around|about|reached|reaching) (?:about |around )?(?:the )?$"
)

_ABOUT: Final = r"(?:about|around|approx(?:imately)?\.?|roughly|maybe|perhaps|probably|nearly|almost|only|just|over|under|well over|at least|circa|c\.|~|getting on for|going on|coming up(?: to| for| on)?|nearer(?: to)?|closer to|touching|knocking(?: on)?|hitting|pushing|approaching|still|now|then|already|barely|not yet|not even|not quite|rising|(?:on )?the (?:wrong|right|other|far) side of|both|all|(?:just |a (?:few |couple of )?(?:days?|weeks?|months?) |(?:\w+ )?(?:days|weeks|months) )(?:shy|short|off|under)(?: of)?|(?:just |recently )?turn(?:ed|ing|s)|the ripe old age of|aged?)"
_FAMILY: Final = r"(?:hubby|hubs|missus|missis|other half|spouse|wean|grandpa|grampa|gramps|granny|nanny|nain|taid|mam-?gu|tad-?cu|step-?(?:dad|mum)|flatmate|housemate|godson|goddaughter|little (?:one|lad|girl|boy)|baby (?:brother|sister)|best friend|triplets?|great[- ](?:aunt|uncle|gran|nan|grandmother|grandfather)|mum|dad|mam|mother|father|son|daughter|wife|husband|partner|nan|nana|gran|grandad|granddad|grandma|grandmother|grandfather|grandson|granddaughter|brother|sister|uncle|aunt|auntie|niece|nephew|cousin|baby|toddler|lad|girl|boy|twins?|stepson|stepdaughter|step(?:mum|dad|mother|father|brother|sister)|foster (?:child|son|daughter)|girlfriend|boyfriend|fiancee?|lodger|carer)(?:[- ]in[- ]law)?"
_PARTY: Final = r"(?:(?:adult|child|children|kid|babe|applicant|client|patient|pt(?!s)|resident|tenant|victim|suspect|witness|passenger|driver|pedestrian|cyclist|casualty|claimant|complainant|defendant|offender|caller|customer|pupil|student|male|female|man|woman|lady|gentleman|gent|bloke|fella|youth|lad|girl|boy|teenager|pensioner|widow|widower|person|service user|neighbour|employee|occupant|householder|carer|foster carer|subject|deceased|yp|mother|father|perpetrator|perp|accused|abuser|assailant|attacker|constituent|owner|owner-occupier|homeowner|leaseholder|licensee|licence holder|landlord|landlady|keeper|occupier|candidate|applicant's \w+|volunteer|visitor|guest|appellant|informant|petitioner|learner|sibling|dependant|non-?dependant|parent|grandparent|relative|guy|chap|geezer|lass|lassie|bairn|infant|newborn|minor|teen|adolescent|juvenile|oap|veteran|rider|motorist|biker|worker|colleague|detainee|prisoner|refugee|asylum seeker|rough sleeper|squatter|inmate|attendee|missing person|misper|missing child|next of kin|nok|guardian|executor|appointee)s?)"
_SUBJECT: Final = rf"(?:who|he|she|they|i|we|you|both|{_FAMILY}|{_PARTY}|children|kids|parents|grandparents|youngest|eldest|oldest|middle one|other one|little one|the other|the first|the second|(?:younger|older|elder|youngest|eldest|oldest) of the (?:two|three|four)|one|couple|mr [a-z'-]+|mrs [a-z'-]+|ms [a-z'-]+|miss [a-z'-]+)"
_BE: Final = r"(?: (?:have been|has been|would've been|'d have been|is|was|are|were|am|will be|would be|would have been|must be|must have been|has turned|had turned|turns?|turned|turning|looks?|looked|appears?|appeared|seems?|seemed|be)|'s|'m|'re|'ll be|'d be|'d have been|'d've been)"
_NO_GENERAL_AGE: Final = r"(?<!school )(?<!minimum )(?<!maximum )(?<!min )(?<!max )(?<!pension )(?<!retirement )(?<!average )(?<!mean )(?<!median )(?<!legal )(?<!voting )(?<!working )(?<!reading )(?<!any )"
_BEFORE_AN_AGE = re.compile(
    r"(?:"
    rf"(?P<when>\b(?:when|since|until|till|til|before|after|while|once|because|if|though|although|as|by the time|that) (?:\w+ (?:and i|and me) |(?:my|his|her|their|our|the) (?:\w+ )?)?(?:{_SUBJECT}|[a-z]{{3,12}}) (?:was|were|turned|is|am|are|turns|reached|became|hit)(?: {_ABOUT}){{0,2}} )"
    rf"|(?P<is>\b(?:{_SUBJECT}{_BE}|im|hes|shes|theyre|turns|turned|turning|(?:is|was|are|were) (?:now|only|just|both|nearly|almost|well over|getting on for|pushing|approaching))(?: {_ABOUT}){{0,3}} )"
    rf"|(?P<at>(?:^|[.!?\n\"(] ?|, |\b(?:and|but|even|now|still|already|because) )at (?:(?:just|only|nearly|almost|over|age|the age of) ){{0,2}})"
    rf"|(?P<did>\b(?:had (?:me|him|her|us|them|my \w+|his \w+|a baby|(?:the |her )?\w+ child)|married|wed|died|dead|passed|retired|widowed|diagnosed|adopted|fostered|orphaned|convicted|removed|pregnant|into care|left (?:home|school|care)|started (?:school|smoking|drinking|using|nursery)|emigrated|passed away|expelled|excluded|arrested)(?: \w+)?,? at (?:(?:just|only|about|around|nearly|age) )?)"
    rf"|(?P<thought>\b(?:(?:me|him|her|them) (?:down )?as|thought|believed|said|known|estimated|understood|assessed|assumed|guessed|reckoned|looks|looked|appears|appeared|seems|seemed|claims|claimed)(?: to be)?(?: {_ABOUT}){{0,3}} )(?<!said )(?<!known )(?<!thought )(?<!believed )(?<!claimed )(?<!claims )(?<!assumed )(?<!understood )"
    rf"|(?P<approx>\b(?:{_PARTY}|{_FAMILY}|one|the other|another|other)(?: \w+)?,?(?: (?:is|was|are|were|who (?:is|was)|in age))?(?: {_ABOUT}){{1,3}} )"
    r"|(?P<fit>(?:, |\b(?:is|was|at|are|being|still) )an? (?:(?:very|really|quite|rather|fairly|pretty|ripe) )?(?!(?:further|total|mere|full|record|paltry|whopping|maximum|minimum|fresh|single|good|new|round|score|possible|level|band|grade|page|number|class|year|type|mark|week|time|measly|projected|confirmed|separate|second|final|nice|group|team)\b)[a-z]+(?:-[a-z]+)? )"
    rf"|(?P<then>(?:\bnow|, then|\baged) )"
    rf"|(?P<asked>{_NO_GENERAL_AGE}\b(?:age|old)\b(?!-)(?:(?!\b(?:limit|range|groups?|gap|bands?|minimum|maximum|average|uk|concern|discrimination|from|to|over|under|between)\b)[^.!?\d\n]){{0,36}}?(?:[?:=|\t.(-]|\b(?:is|was|as|being|says|said|reads|with|put)\b)[\"' ]{{0,3}}(?:{_ABOUT} )?)"
    rf"|(?P<young>\b(?:youngest|eldest|oldest|younger|older|elder|middle)(?: (?:one|son|daughter|child|boy|girl|lad|of the (?:two|three|four)))?(?:'s|,| is|:| -)? )"
    rf"|(?P<sex>\b(?:{_PARTY}|{_FAMILY}),? (?:m|f|male|female)[ ,:/-]{{1,2}})"
    rf"|(?P<family>\b{_FAMILY}(?:'?s)?(?:,? [a-z'-]{{2,14}})?(?:,? \(?|: ?| - | is ))"
    rf"|(?P<party>\b{_PARTY}(?: (?:one|two|three|four|[a-z]|\d))?(?:,? \(?| - |: ?))"
    rf"|(?P<caption>{_NO_GENERAL_AGE}\b(?:age|ages|oed|wiek|âge|edad|yrs|age/sex|sex/age|age (?:last|next) birthday)(?: ?\((?:in )?(?:years|yrs|y)\)| in years)?(?: (?:at|on|when|by|of) (?:[a-z]+ ){{0,2}}[a-z]+| (?:given|shown|recorded|put|stated|listed)(?: down)? as| is| was|,)?(?: (?:is|was))?[ ]?[:=|\t(/-]{{0,2}}\s{{0,2}}(?:{_ABOUT} )?)"
    r"|(?P<first>(?:^|\n|[.!?] )[\"'(]?)"
    r")$"
)
_THING_COUNTED: Final = r"(?:%|per ?cent|,\d|\.\d|:\d|/\d|-\d|\+| ?(?:st|nd|rd|th)\b| ?[ap]\.?m\b|[ ]?(?:pounds?|quid|pence|miles?|metres?|meters?|m\b|mm\b|cm\b|km\b|kg\b|g\b|ml\b|mg\b|litres?|stones?|st\b|lbs?|feet|foot|ft\b|inch(?:es)?|minutes?|mins?|hours?|hrs?|o'?clock|times|points?|per\b|of\b|to\b|out\b|in the\b(?! (?:new year|spring|summer|autumn|winter|coming|next)\b)|doors?|degrees|or more\b|and over\b|and under\b|or over\b|or under\b|percent))"
_UNIT: Final = r"(?: ?(?:years?|yrs?|y)(?: ?(?:and |, ?|& )?\d{1,2} ?(?:months?|mths?|m)\b)?(?: old| of age)?| ?(?:months?|mths?|weeks?|wks?|days?)(?: old| of age)?|/12(?: old)?|/52(?: old)?)\b"
_TAIL: Final = r"(?:[- ]?ish\b|[- ](?:odd|something)\b|(?: and a (?:half|bit)| ?½| ?¼| ?¾| 1/2)|(?: or so)\b| (?:or|going on) \d{1,3}\b|(?<=\d)-\d{1,2}\b)"
_CANDIDATE = re.compile(
    rf"(?<![\w.,£$€#+/-])(?P<number>1[01]\d|\d{{1,2}}|{_WORDED}(?:[- ]?ish)?)(?P<tail>{_TAIL})?(?P<unit>{_UNIT})?(?P<late>{_TAIL})?(?!\w)(?!{_THING_COUNTED})"
)
_STOPS = re.compile(
    rf"[ ]?(?:[.,;:!?)\]\n\t\"'|/]|$|-[ ]|&|(?:and|but|now|next|last|this|when|then|so|with|today|already|on|who|which|if|because|cos|bless|lol|not|he|she|i|we|they|going|while|as|during|though|although|since|before|after|until|yesterday|tomorrow|tonight|only|too|has|is|was|can|can't|cannot|could|lives|living|tbh|come|just|n|at|me|my|or|years?|yrs?|unless|living|without|please|\bu\b|ya|mate|love|dear|also|alone|retired|disabled|having|being|suffering)\b|in (?:{_MONTHS}|\d{{4}}|the (?:new year|spring|summer|autumn|winter|home)|a\b|two|three|four|six|\d|poor|care|hospital)\b)"
)
_PERSON_GOES_ON = re.compile(
    r",? ?(?:(?:he|she|i|they|we|my|his|her|mum|dad|mr|mrs|ms|nan|gran|it's hard|it is hard)\b)"
)
_NOW_GOES_ON = re.compile(
    r",? (?:and |but )?(?:he|she|they|i|we|living|lives?|married|working|retired|wants|a\b)|[,.;)]"
)
_ENDS = re.compile(
    r"[ ]?(?:[.,;:)\]\n\t|/]|$|-[ ]|(?:and|&|with|who|from|on|at|in|both|has|is|was|lives|living)\b)(?![ ]?\d[\d/]{2})"
)
_ENDS_THERE = re.compile(r"[ ]?(?:[.,;)\n!?]|$)| and\b")
_STATE = re.compile(
    r",? ?(?:male|female|looked[- ]after|lac\b|cla\b|lives? alone|living alone|lives with|single\b|student\b|unmarried|lives?\b|living\b|rents?\b|works?\b|on (?:benefits|uc|pip)\b|widow|married|divorced|separated|homeless|no fixed|care leaver|pregnant|retired|unemployed|nfa\b|year[- ]old)"
)
_OLD_ENOUGH_TO_ACT: Final = 13
_YOUNGEST: Final = {"at": _OLD_ENOUGH_TO_ACT, "party": _OLD_ENOUGH_TO_ACT, "then": 4}


def _ages_by_what_stands_before(written: Written) -> Iterator[Span]:
    """Numbers that the words before them say are somebody's age: "when I was 15", "At 79, she", "mother in law 77"."""
    text, low = written.text, written.low
    for match in _CANDIDATE.finditer(low):
        start, end = match.span()
        before = low[max(0, start - 56) : start]
        if _A_NUMBER_JUST_BEFORE.search(before[-8:]):
            continue  # the second of a row of numbers: what stands before the first says nothing of it
        if _never_before_an_age(before) or _FOR_ALL.search(before):
            continue
        if not match["unit"] and _COUNTS.match(low, end) and not _ANYTHING_FOLLOWS.search(before):
            continue  # most numbers count things
        said = _BEFORE_AN_AGE.search(before) if _A_LETTER.search(before) else _FIRST.search(before)
        if said is None:
            continue
        kind = said.lastgroup or ""
        whole = _whole_number(match["number"])
        if (whole < _YOUNGEST.get(kind, 0) and not match["unit"]) or not _goes_on(kind, low, match):
            continue
        sentence = re.split(r"[.!?\n]", before)[-1]
        if kind in ("then", "fit", "at", "is") and _of_a_thing(sentence):
            continue
        if "turn" in said.group() and _turns_without_age(sentence):
            continue
        if kind == "young" and not _OF_A_FAMILY.search(sentence):
            continue
        if kind == "caption" and match["tail"] and "ages" in said.group():
            continue  # for whom something is meant: "Ages 5-11"
        if kind == "fit":
            start -= (
                len(said.group().lstrip(", ").split(" ", 1)[1])
                if said.group()[0] != ","
                else len(said.group()) - 2
            )
        unit = match["unit"] or ""
        months = re.match(r" ?(?:m|w|d|/)", unit) is not None
        yield from _age(text, start, end, 0 if months else whole)
        if kind in ("family", "party", "is"):
            yield from _ages_that_follow(written, end)


def _never_before_an_age(before: str) -> bool:
    last = before.rpartition(" ")[0].rpartition(" ")[2]
    return before.endswith(" ") and last in _NEVER_BEFORE and _GOING_ON.search(before) is None


_GOING_ON = re.compile(r"\b(?:going|coming up|knocking|getting) on $")
_NEVER_BEFORE: Final = frozenset(
    "the from by no number ref reference flat room page section item or than and with per every unit bus route plot lot band grade version house phase on".split()
)
"""Words after which a number is no age."""
_OF_A_FAMILY = re.compile(
    r"\b(?:my|our|his|her|their|your|children|kids|girls|boys|sons|daughters|siblings|family|mum|dad|twins)\b(?!.*\b(?:vehicles?|trees?|fleet|buildings?|cars?)\b)"
)
_A_LETTER = re.compile(r"[a-z]")
_FIRST = re.compile(r"(?P<first>(?:^|\n|[.!?] )[\"'(]?)$")
_COUNTS = re.compile(
    r"[ -](?!(?:is|was|has|does|his|this|its|as|us|yes|lives|works|needs|wants|says|gets|goes|uses|walks|stays|suffers|always|perhaps|years?|yrs?|plus|unless|bless|sometimes|besides|sits|keeps|takes|looks|drives|rents|shares|attends|cares|thinks|sleeps|regards|thanks|with|without|mrs|disabled|because|minus|years-old|months?|mths?|weeks?|wks?|days?)\b)"
    r"(?:[a-z'-]*[a-z]{2}s(?!s)\b|(?:bed(?:room)?|berth|way|year|page|foot|feet|ft|inch|stone|m|mm|cm|km|kg|g|ml|mph|mile|minute|hour|day|week|month|quid|percent|per|people|children|men|women|more|other|different|new|of|to|out|star|storey|seater|ton|tonne|pence|pounds?|degree|point|part|short|long|wide|high|deep|down|up|ahead|behind|x|by|point|hundred|thousand|million|dozen|lots?|half|double|staff|from|road|street|lane|avenue|close|drive|crescent|court|house)\b)"
)
"""A noun that a number counts, most often in the plural."""
_ANYTHING_FOLLOWS = re.compile(
    r"\b(?:when|since|un)?(?:till?|ages?|oed|wiek|edad|yrs|before|after|while|once|because|if|though|although|as|time|that)\b|\bwhen\b|\bsince\b|âge|/sex"
)
_A_NUMBER_JUST_BEFORE = re.compile(r"\d[ ]$|\b(?:one|two|three|four|five|six|seven|eight|nine|ten) $")
_ABOUT_BEFORE = re.compile(
    r"\b(?:(?:about|around|approx(?:imately)?\.?|roughly|nearly|almost|(?:well )?over|under|circa|c\.|~|maybe|perhaps|probably|barely|only|just|still|at(?: age)?|age|coming up (?:to|for|on)|getting on for|going on(?: for)?|pushing|approaching|not quite|rising|(?:on )?the (?:wrong|right|other|far) side of|(?:a )?(?:few |couple of )?(?:days?|weeks?|months?) (?:shy|short|off|under)(?: of)?) ?)+$",
    re.IGNORECASE,
)


def _whole_number(words: str) -> int:
    return _number(
        re.sub(r"[- ]?ish$", "", words).replace("sixt", "sixty") if words.endswith("ish") else words
    )


def _goes_on(kind: str, low: str, match: re.Match[str]) -> bool:
    """Whether what follows a number lets it be an age, given the kind of words before it."""
    end = match.end()
    unit = match["unit"] or ""
    if "w" in unit and low[max(0, match.start() - 3) : match.start()] == "at ":
        return False  # of a pregnancy
    if unit and kind not in _WITH_UNITS:
        return False
    if unit and kind in ("is", "when") and not unit.endswith(("old", "of age")):
        # not "he is 5 years behind", nor "it's 3 weeks"
        young = re.search(
            r"\b(?:baby|babe|newborn|infant|bairn|wean|kid|lad|nephew|niece|grandson|granddaughter|child|son|daughter|twins?|little one|one|boy|girl|toddler|she|he|they)\b",
            low[max(0, match.start() - 40) : match.start()],
        )
        return ("y" in unit or young is not None) and _ENDS_THERE.match(low, end) is not None
    if kind == "when":
        return (
            re.match(r" ?[a-z]+s\b(?<!his)(?<!has)(?<!was)(?<!is)(?<!as)", low[end : end + 20]) is None
            or _STOPS.match(low, end) is not None
        )
    if kind == "at":
        return _PERSON_GOES_ON.match(low, end) is not None
    if kind == "then":
        return _NOW_GOES_ON.match(low, end) is not None
    if kind == "first":
        return _STATE.match(low, end) is not None
    if _AND_SO_MANY_THINGS.match(low, end):
        return False
    if kind == "asked":
        return True
    if kind == "sex":
        return _ENDS.match(low, end) is not None
    if kind == "is" and _SAYS_I.search(low[max(0, match.start() - 24) : match.start()]):
        return True  # what it could count was passed over
    if kind in ("family", "party", "young"):
        return _ENDS.match(low, end) is not None or _WHEN_THAT_IS.match(low, end) is not None
    if kind == "caption":
        return (
            re.match(r"[ ]?(?:to|-|\+|and over|and under|or over|or under|group|band|limit|range)", low[end:])
            is None
        )
    return _STOPS.match(low, end) is not None


_WITH_UNITS: Final = (
    "family",
    "party",
    "caption",
    "is",
    "when",
    "approx",
    "thought",
    "first",
    "asked",
    "young",
    "sex",
)
_SAYS_I = re.compile(
    rf"(?:\bi'?m|\bi am|\b(?:s?he)(?:'?s| is| was|'d be|'ll be| will be| would be| turns| turned))(?: {_ABOUT}){{0,2}} $"
)
_AND_SO_MANY_THINGS = re.compile(rf" (?:and|or) (?:\d{{1,3}}|{_WORDED}){_THING_COUNTED}")
_ISH = re.compile(
    r"(?<![\w.,£$€-])(?:\d{1,2}|twenty|thirty|forty|fifty|sixty|sixt|seventy|eighty|ninety)(?:[- ]?ish|[- ](?:odd|something))\b(?! (?:percent|per cent|%|quid|pounds|metres|miles|minutes|people|pages|homes|houses|years (?!old)))"
)
_NUMBER_AND_SEX = re.compile(r"\d ?(?:[yY][oOrRsS/]{0,3} ?)?[MF](?![a-zA-Z])|[MF] ?/ ?\d")
_SEXED = re.compile(
    r"(?:^|[\n(,;:|\t\"] ?|(?:[Pp]t|[Pp]atient|[Cc]lient|[Cc]aller|[Cc]asualty|[Rr]esident|[Ww]hite|[Bb]lack|[Aa]sian|\ba|[Rr]ef'd|[Rr]eferral|[Rr]e|[Nn]ew|[Vv]ictim|[Ss]uspect|[Ff]or|[Ss]aw|[Ss]een) )(?P<age>\d{1,3} ?(?:[yY]/?[oO] ?|[yY](?:rs?)? ?)?[MF])(?=[ ,.;:)/\n]|$)(?! ?(?:long|wide|high|deep|x\b|\d))"
    r"|(?<![\w'/.])(?<!Band )(?<!band )(?<!Grade )(?<!Class )(?<!Form )(?P<slashed>[MF] ?/ ?\d{1,3})(?=[ ,.;:)\n]|$)(?! of the)"
)


def _ages_in_columns(written: Written) -> Iterator[Span]:
    """Numbers under the heading "Age", numbers with a sex ("34F", "F/71"), and rounded ones ("sixtyish")."""
    text, low = written.text, written.low
    for match in _SEXED.finditer(written.level) if _NUMBER_AND_SEX.search(written.level) else ():
        group = match.lastgroup or ""
        yield from _age(text, *match.span(group), int(re.sub(r"\D", "", match[group])))
    if "ish" in low or "odd" in low or "something" in low:
        for match in _ISH.finditer(low):
            if _PERSON_SAID.search(low[max(0, match.start() - 60) : match.end() + 60]) or _PARTY_SAID.search(
                low
            ):
                yield from _age(text, *match.span(), _ADULT)
    if written.has_tables:
        for match in _IN_A_CELL.finditer(low):
            if _AGE_HEADING.fullmatch(written.heading_of(match.start("age"))):
                yield from _age(text, *match.span("age"), _number(match["age"]))


_PARTY_SAID = re.compile(rf"\b(?:{_PARTY}|men|women|people|lads|couple)\b")
_IN_A_CELL = re.compile(
    rf"(?:^|[\t|;,/\n]|[ ]{{2}})[ ]*(?P<age>(?:\d{{1,3}}|{_WORDED})(?:{_UNIT})?)(?=[ ]*(?:$|[\t|;,/\n]|[ ]{{2}}))"
)
_AGE_HEADING = re.compile(
    r"(?:.* )?(?<!average )(?<!mean )(?<!median )(?:ages?|oed|age[ /](?:at|on|in|last|sex).*|sex[ /]age)(?: ?\(.*\)| (?:now|today|yrs|years))?\W*(?: \| .*)?"
)


_A_THING_THAT = re.compile(
    r"\b(?:the|this|that|its|our|your|a|an|every|each) (?P<noun>[a-z'-]+(?: [a-z'-]+){0,4}?)(?:,|,? (?:is|was|are|were|turns|turned|will be|has been|of))(?: \w+){0,3}? $"
)


def _of_a_thing(before: str) -> bool:
    """Whether what is said to be so old has an article and is no person: "The pavilion is 82 years old"."""
    subject = _A_THING_THAT.search(before)
    if subject is None:
        return False
    return not (_PERSON_SAID.search(subject["noun"]) or _SOMEBODY.search(subject["noun"]))


_SOMEBODY = re.compile(
    rf"\b(?:{_PARTY}|{_FAMILY}|{_RELATION}|men|women|people|couple|eldest|oldest|youngest|elder|younger|other|others|two|kids?|children|little|latter|former)s?\b"
)


def _turns_without_age(sentence: str) -> bool:
    """Whether it is a thing or a body that turns fifty, or a dial that is turned up to it."""
    return _THINGS_AGED.search(sentence) is not None or _A_BODY.search(sentence) is not None


def _age_in_words(written: Written, match: re.Match[str]) -> Iterator[Span]:
    text, low = written.text, written.low
    before = low[max(0, match.start() - _SAME_SENTENCE) : match.start()]
    whole_sentence = re.split(r"[.!?\n]", before)[-1]
    sentence = whole_sentence[-40:]
    after = low[match.end() : match.end() + 24].lstrip(" -")
    about_a_thing = _THINGS_AGED.search(sentence) or _THINGS_AGED.match(after)
    if about_a_thing and not match["decade"] and not _PERSON_SAID.search(whole_sentence):
        return
    if match["years"] and _of_a_thing(f"{whole_sentence[-60:].rstrip()} "):
        return
    if match["years"] and _A_THING_AFTER.match(low, match.end()):
        return
    if match["decade"] and _PEOPLE_IN_GENERAL.search(sentence):
        return
    if match["decade2"] and re.search(r"\b(?:the|of|since|from) $", sentence):
        return  # "the early 80s"
    for decade in ("decade", "decade2"):
        if match[decade]:
            start = match.start(decade) if decade == "decade2" else match.start()
            yield span(text, start, match.end(), DataLabel.AGE, 0.8, "an age in words")
            return
    if match["bracketed"] and not _RELATION_BEFORE.search(sentence):
        return
    general = _GENERAL.search(sentence[-24:]) is not None
    if match["agedword"] and general and not match["mark"].strip():
        return
    if match["ageof"] and not _AT_THE_AGE.search(sentence):
        return
    if match["ageof"] and "at" not in sentence[-8:] and not _PERSON_SAID.search(sentence + after):
        return
    if match["ageof"] and re.match(
        r"(?:,? )?(?:you|they|children|people|pupils|everyone|all|anyone|men|women)\b", after
    ):
        return
    if (match["years"] or match["months"]) and re.search(
        r"\b(?:under|over|than|least|most|average) $", sentence
    ):
        return
    if match["years"] and re.search(r"olds$", match.group()):
        return
    group = next(
        name
        for name in ("aged", "ageof", "years", "compound", "short", "months", "of", *_NUMBER_ALONE)
        if match[name]
    )
    value = match["atage"] if group == "ageof" else match[group]
    age = 0 if group == "months" or re.search(r"m(?:on)?th|w(?:ee)?k", value) else _number(value)
    start, end = match.span()
    if group == "of" and age < _LEAST_OF_A_PARENT and _A_PARENT.match(match.group()):
        return  # "mum of three"
    if group in ("ageof", *_NUMBER_ALONE):
        start, end = match.span("atage" if group == "ageof" else group)
    elif group == "aged" and (match["mark"].strip(" \n") or low[max(0, start - 3) : start] == "'s "):
        start = match.start("aged")
    yield from _age(text, start, end, age)
    if group == "aged":
        yield from _ages_that_follow(written, match.end())


def _ages_that_follow(written: Written, at: int) -> Iterator[Span]:
    """The rest of a list: the 6 and the 9 of "aged 4, 6 and 9"."""
    while match := _MORE_AGES.match(written.low, at):
        yield from _age(written.text, *match.span("more"), _number(match["more"]))
        at = match.end()


_AGE_BESIDE_NAME = re.compile(
    rf"(?:,? (?:who|which))?(?:,? (?:is|was|turns|turned|will be|'s)(?: {_ABOUT})? |,? aged? |\. (?=\d+ (?:on|next|this|last|in|today|tomorrow)\b)|, | \()(?P<age>\d{{1,3}})(?=[.,](?!\d)|[;:!?)\n]|$| (?:and|but|now|next|last|years?|with|who|on|in|when|at|so|today|going|while|as|before|since|though|he|she|i|only|already)\b)(?! (?:and|to|or) \d)"
)
_YEARS_BESIDE_NAME = re.compile(
    r"(?: ?[-,;|/(\t]{1,2} ?| )(?P<age>(?P<years>\d{1,3}) ?(?:yrs?|years?|y/?o)(?: old)?)(?=[ ]?(?:[-,.;|/)\t\n]|$))"
)
_FIELD_OF_AN_AGE = re.compile(
    rf"(?P<by>[,;:|/(\t]|[ ]-)[ ]?(?P<age>(?P<number>1[01]\d|[1-9]\d?|{_WORDED}){_HALF}(?P<unit> ?(?:years?|yrs?|y/?o|months?|mths?|wks?|weeks?)(?: old)?)?(?: approx\.?)?)(?=[ ]?(?:[,;|)\t\n\"]|\.(?!\d)|/(?!\d)|-[ ]|$))"
)
_BEFORE_THE_FIELD: Final = 64
"""Characters between a name and the field of its age, with other fields in them."""
_ENDS_A_RECORD = re.compile(r"\n|[.!?;] (?=[A-Z][a-z]+ [a-z])")
_COUNTED_IN_THE_RECORD = re.compile(
    r"\b(?:page|pages|item|items|table|figure|section|para|score|scored|marks?|grade|mean|total|votes?|seats?|no|nos|number|numbers|year|years|week|weeks|room|rooms|ward|bus|route|plots?|band|question|q|lots?|class|row|level|part|appendix|annex|chapter|volume|vol|issue|extension|ext|max|minutes|rule|section|stop|stops|bay|bays)\b\W*$"
)
_LEAST_LETTERS: Final = 6
_NAME_IS_AGED = re.compile(
    r"(?<=[a-z,] )(?<!the )(?<!a )(?<!our )(?P<name>[A-Z][a-z'-]{1,14}) (?:is|was|turned|turns|'s)(?: now| only| just| about| nearly)? (?P<age>\d{1,2})(?=[.,;:!?)\n]|$| (?:and|but|now|next|last|years|with|who|in|when|at|so|today|going|while|he|she|i|already)\b)"
)


def find_ages_beside_names(written: Written, names: Iterable[Span]) -> Iterator[Span]:
    """Ages that stand right behind a name, "Jane Tully, 45," and "Tully is 45", or in a field of the same record."""
    if not _A_NUMBER.search(written.low):
        return
    for name in names:
        if name.text.isupper() and len(name.text) < _LEAST_LETTERS:
            continue
        if match := _YEARS_BESIDE_NAME.match(written.low, name.end):
            yield from _age(written.text, *match.span("age"), int(match["years"]))
        if match := _AGE_BESIDE_NAME.match(written.level, name.end):
            yield from _age(written.text, *match.span("age"), int(match["age"]))
        yield from _age_in_the_record(written, name)


def _age_in_the_record(written: Written, name: Span) -> Iterator[Span]:
    """A number alone in a field after a name: "Reece, ref 2218409, 14, moved"; not one of a row of numbers."""
    name_end = name.end
    record = _ENDS_A_RECORD.split(written.level[name_end : name_end + _BEFORE_THE_FIELD], maxsplit=1)[0]
    fields = [
        match
        for match in _FIELD_OF_AN_AGE.finditer(written.low, name_end, name_end + len(record) + 1)
        if written.heading_of(match.start("age")) == ""
    ]
    if len(fields) != 1 or _COUNTED_IN_THE_RECORD.search(written.low, name_end, fields[0].start("by")):
        return
    (field,) = fields
    if field["by"] in "\t:" and " " not in name.text and name.text.lower() not in first_names():
        return  # one word before them is often a heading
    if field["by"] in ":-/" and field.start() > name_end + 1 and not field["unit"]:
        return  # "Jane Tully, votes: 12"
    young = field["unit"] is not None and field["unit"].lstrip()[0] in "mw"
    if young and not _A_BABY.search(written.low, max(0, name.start - _BEFORE_THE_FIELD), field.start()):
        return
    yield from _age(written.text, *field.span("age"), 0 if young else _number(field["number"]))


def _nth(ordinal: str) -> int:
    """The number of a birthday, "18th"; in words, only whether it is a child's is told: 1 for one, else of age."""
    figures = re.match(r"\d+", ordinal)
    if figures:
        return int(figures.group())
    grown = ordinal.startswith(
        ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet", "hundred")
    )
    return _ADULT if grown and not ordinal.endswith("teenth") and ordinal not in _SMALL_ORDINALS else 1


_SMALL_ORDINALS: Final = ("fifth", "sixth", "seventh", "eighth")


def _number(words: str) -> int:
    """The number in figures or words, "seventy-two"; a half is left out."""
    figures = re.match(r"\d+", words)
    return (
        int(figures.group()) if figures else sum(_NUMBERS.get(word, 0) for word in re.split(r"[- ]", words))
    )


_WHEN_THAT_IS = re.compile(
    rf"(?:,? (?:next|last|this|this coming|coming|the following) (?:birthday|week|month|year|day|spring|summer|autumn|winter|christmas|easter|time|{_WEEKDAY}|{_MONTHS})"
    rf"|,? (?:today|tomorrow|yesterday|the day after tomorrow)|,? (?:in|come|at|by|since|this|last|next) (?:early |late |mid[- ]?)?(?:{_MONTHS}\b|christmas|easter|the (?:new year|spring|summer|autumn|winter)|a (?:few |couple of )?(?:days?|weeks?|months?|fortnight)|(?:two|three|four|five|six|\d) (?:days|weeks|months))(?:'s time| time)?"
    rf"|,? on (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)(?: (?:of )?{_MONTHS})?\b|(?:bank holiday |easter |good )?{_WEEKDAY}|\d{{1,2}} {_MONTHS}|christmas day|boxing day|new year'?s (?:day|eve)|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?\b)| and (?:a half|a bit|three quarters)\b| going on \d{{1,2}}\b|,? (?:nearly|almost|soon|coming up(?: to)?|soon to be|about to be) \d{{1,3}}\b)(?!\w)",
    re.IGNORECASE,
)
"""When somebody turns that age: "next birthday", "on the 4th"; part of what is said of it."""
_TURNING = re.compile(r"\b(?:turn(?:s|ed|ing)?|will be|will turn) $", re.IGNORECASE)


def _age(text: str, start: int, end: int, age: int) -> Iterator[Span]:
    if age > _OLDEST:
        return
    if about := _ABOUT_BEFORE.search(text[max(0, start - 40) : start]):
        start -= len(about.group())
    if when := _WHEN_THAT_IS.match(text, end):
        end = when.end()
        if turning := _TURNING.search(text[max(0, start - 12) : start]):
            start -= len(turning.group())
    yield span(text, start, end, DataLabel.AGE, 0.88, "an age")
    if age < _ADULT:
        yield span(text, start, end, DataLabel.CHILD, 0.88, "an age under 18")
