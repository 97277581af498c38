# ruff: noqa: E501, SIM905  (a pattern reads better unbroken)
"""Dates of birth and ages."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlp.personal_data.dates import MONTH, WRITTEN_DATE
from nlp.personal_data.identifiers.nearby import span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_OLDEST: Final = 120
_ADULT: Final = 18
_BORN = (
    r"(?:\bd[. /]{0,2}o[. /]{0,2}b\b\.?s?|\bdobs?\b|\bdob_?|\b(?:dates?|d) of births?\b|\bdate ?of ?birth\b|\bbirth ?-?_?da(?:te|y)s?\b|\bb-?days?\b|\bborn\b|\bd of b\b|\bb\.|\bbirths?\b|\bnee\b"
    r"|\bturn(?:s|ed|ing)? \d{1,3}\b)"
)
_CUE = re.compile(_BORN)
_SHORT_CUE = re.compile(r"(?:^|[\s(,])b\.? ?$")
_SOMETHING_ELSE = re.compile(
    r"[.!?;](?<!d\.)(?<!o\.)(?<!b\.)\s+\w|\b(?:died|dies|death|dod|issued?|expir\w+|valid|seen|visit(?:ed)?|meeting|review(?:ed)?|received|sent|admitted|discharged|moved|started|joined|appoint\w+|registered|since|due|signed|deadline|hearing|lived|until|dated|copy|certificates?|parent(?:s|al)?|leave|rates?|control|statistics|centre|party|cards?|celebrat\w+|plans?)\b|\n\s*\n"
)
_AFTER = re.compile(
    rf"[\s,]*[(\[/|-]?\s?(?:(?:(?:put |set |noted )?down as|as|is|was|being|recorded as|given as|entered as|shown as|listed as|put as|for|under|in the|,)\s){{0,2}}(?:(?:his|her|their|my|the|your|our)\s|(?:[a-z]+)'s\s)?(?:real |correct |true |actual )?(?!b\.|births?\s(?!date)){_BORN}"
)
_BIRTH_DATE = re.compile(
    rf"(?:(?<![\w/£-])|(?<=\bdob-)|(?<=\bdob))(?:\d[ |](?:\d[ |]){{2,6}}\d(?![ |]?\d)|\d{{1,2}} \d{{1,2}} (?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:st|nd|rd|th)? ?[/.-]? ?{MONTH}[/., -]{{0,2}}(?:\d{{4}}|'?\d{{2}})|\d{{1,2}} ?[/.,-] ?\d{{1,2}} ?[/.,-] ?(?:\d{{4}}|\d{{2}})"
    rf"|\d{{6}}(?:\d\d)?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b(?!,? ?'?\d)|{MONTH},? (?:of )?(?:19|20)\d\d|(?:19|20)\d\d[ ]?{MONTH}[ ]?\d{{1,2}})(?![\w/-])"
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?$")
_YEAR_OF_BIRTH = re.compile(
    r"\b(?:born (?:in |c\.? ?|circa )|year of birth[: ]{1,2}|yob[: ]{1,2})(?P<year>(?:19[0-9]|20[0-2])\d)\b"
)
_AFTER_AGE = re.compile(r"\b(?:aged?|age) \d{1,3},? ?\((?P<date>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))\)")
_NAME_AND_DATE = re.compile(
    r"(?:[A-Z][a-z'-]+|[A-Z]\.?|Mr|Mrs|Ms|Miss|Dr),? [A-Z][A-Za-z'-]+(?:,? \(|,[ ]?|[ ]-[ ])(?P<date>\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19[2-9]\d|20[01]\d))(?=\)|[.,;]|\s*$)",
    re.MULTILINE,
)
_AND_ANOTHER = re.compile(
    r"(?:\s|,|and|&|\+|/|;|\([^)\d]{0,30}\)|\b(?!but|says|said|died|moved|seen|on\b|from|since|until|is\b|was|date|then|to\b)[a-z']{2,12}\b){1,8}"
)
_BEFORE: Final = 60


def find_dates_of_birth(written: Written) -> Iterator[Span]:
    """Dates that the words beside them say are somebody's birthday."""
    text, low = written.text, written.low
    if "b" in low or "turn" in low:
        yield from _dates_beside_words(written)
    for match in _YEAR_OF_BIRTH.finditer(low):
        yield span(text, *match.span("year"), DataLabel.DATE_OF_BIRTH, 0.75, "a year of birth")
    for match in _AFTER_AGE.finditer(low):
        yield span(text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.9, "a date in brackets after an age")
    for match in _NAME_AND_DATE.finditer(written.level):
        why = "a date right after a name"
        yield span(text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.7, why)


def _dates_beside_words(written: Written) -> Iterator[Span]:
    text, low = written.text, written.low
    if not _CUE.search(low) and not re.search(r"[\s(,]b\.? ?\d", low):
        return
    last_birthday = -1
    for match in _dates(low):
        start, end = match
        cue = _words_for_birth(written, start, end)
        listed = last_birthday >= 0 and _AND_ANOTHER.fullmatch(low, last_birthday, start)
        if cue or listed:
            last_birthday = end
            if weekday := _WEEKDAY.search(low[max(0, start - 20) : start]):
                start -= len(weekday.group())
            why = f"a date after '{cue}'" if cue else "a date in a list of birthdays"
            yield span(text, start, end, DataLabel.DATE_OF_BIRTH, 0.98 if cue else 0.85, why)


def _dates(low: str) -> Iterator[tuple[int, int]]:
    """Dates in every form, the usual ones first where two overlap."""
    usual = [match.span() for match in WRITTEN_DATE.finditer(low)]
    starts = {position for start, end in usual for position in range(start, end)}
    others = [
        match.span()
        for match in _BIRTH_DATE.finditer(low)
        if _is_a_day(match.group()) and match.start() not in starts and match.end() - 1 not in starts
    ]
    yield from sorted(usual + others)


def _is_a_day(written: str) -> bool:
    """Whether figures alone can be a day and a month; months in letters always can."""
    if any(mark.isalpha() for mark in written):
        return True
    numbers = re.findall(r"\d+", written)
    if len(numbers) > 3:
        return True  # a digit in each box of a form, of which one may be missing
    if len(numbers) == 1:
        numbers = [written[:2], written[2:4]]
    day, month = int(numbers[0]), int(numbers[1])
    return 1 <= day <= 31 and 1 <= month <= 12


def _words_for_birth(written: Written, start: int, end: int) -> str | None:
    """The words near a date that say it is a birthday: before it, heading its column, or right after it."""
    low = written.low
    before = low[max(0, start - _BEFORE) : start]
    found = None
    for found in _CUE.finditer(before):  # noqa: B007  (the last one is the nearest)
        pass
    if found is not None:
        between = before[found.end() :]
        if found.group() == "born" and _A_BODY.search(before[max(0, found.start() - 24) : found.start()]):
            return None
        if not _SOMETHING_ELSE.search(between) and not re.search(r"\d{4}|\d[/.-]\d", between):
            return found.group().strip(" .")
    if short := _SHORT_CUE.search(before):
        return short.group().strip(" (,")
    if heading := _CUE.search(written.heading_of(start)):
        return heading.group()
    after = _AFTER.match(low, end)
    return "date of birth" if after else None


_WORDED = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_HALF = r"(?:[½¼¾]|\.5| ?1/2| and a half| and three quarters)?"
_YEARS = rf"(?:\d{{1,3}}|{_WORDED}){_HALF}"
_YEARS_AFTER = r"(?!\+)(?! (?:or|and) (?:more|over|above|under|older|younger|up)\b)(?![ ]?(?:-|to)[ ]?\d)(?![ ]?(?:%|per ?cent|,\d|\.\d|pounds|miles?|metres|minutes?|mins?|hours?|hrs|days?|weeks?|months?|times|years? (?!old|of age|this|next|last|now|and)|of\b|to\b|or more|clients|people|staff|others|cases|points?|pages?|out|am\b|pm\b|st\b|nd\b|rd\b|th\b|-\d|/|:\d))"
_RELATION = r"(?:mum|dad|mam|mother|father|son|daughter|wife|husband|partner|nan|nana|gran|grandad|granddad|grandma|grandmother|grandfather|grandson|granddaughter|brother|sister|uncle|aunt|auntie|niece|nephew|cousin|baby|toddler|kid|child|lad|girl|boy|twins?|man|woman|lady|gentleman|tenant|client|resident|patient|pupil|student|applicant|claimant|neighbour|carer|driver|victim|witness|suspect|complainant|deceased|other|eldest|oldest|youngest|middle one|friend|lodger|ex|girlfriend|boyfriend|stepson|stepdaughter|foster child|customer|caller|male|female|youth|teenager|pensioner|widow|widower|employee)"
_STOPS_AFTER = r"(?=[ ]?(?:[.,;:!?)\]\n\"'|/]|$|-[ ]|and\b|but\b|now\b|next\b|last\b|this\b|in\b|when\b|then\b|years?\b|yrs?\b|so\b|with\b|at\b|today\b|already\b|on\b|who\b|which\b|if\b|because\b|cos\b|bless\b|lol\b|not\b|he\b|she\b|i\b|we\b|they\b|going\b|while\b|as\b|during\b|though\b|although\b|since\b|before\b|after\b|until\b|yesterday\b|tomorrow\b|tonight\b|only\b|too\b|has\b|is\b|was\b|can(?:'t|not)?\b|could\b|lives\b|living\b|tbh\b|though\b|come\b|just\b|& ))"
_AGE = re.compile(
    rf"(?<!\w)(?=[a-z\d])(?:\b(?P<agedword>aged?)(?: is| was)?(?P<mark>[ ]?[:=(|-][ ]{{0,2}}|[\t|]{{1,3}}|[ ]?\n|[ ]{{1,2}})(?:about |around |only |just |approx(?:imately)?\.? )?(?P<aged>{_YEARS}(?:[ -]?(?:months?|mths?|weeks?|wks?))?)\b{_YEARS_AFTER}"
    rf"|\b(?:(?P<ageof>age of (?P<atage>{_YEARS}))\b{_YEARS_AFTER})"
    rf"|(?<![\w.,£-])(?P<years>{_YEARS})[ -]?(?:years?|yrs?|yr)[ -]?(?:olds?\b|of age\b|young\b)"
    r"|(?<![\w.,£-])(?P<short>\d{1,3}) ?-?(?:yo|y/o|y\.o\.?|y\.?r\.? ?o)\b"
    rf"|(?<![\w.,£-])(?P<months>\d{{1,2}}{_HALF}|{_WORDED}{_HALF})[ -]?(?:months?|mths?|mnths?|weeks?|wks?|days?|mo|wk)[ -]?(?:old|of age)\b"
    rf"|\b{_RELATION} of (?P<of>\d{{1,3}}|{_WORDED})\b(?! (?:the|other|percent|them|which|those|these))"
    r"|\b(?:in|into|reached|of|now in) (?:his|her|their|my)(?: late| early| mid)?[- ]?(?P<decade>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0'?s)\b"
    r"|\b(?P<decade2>(?:late|early|mid)[- ]?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0'?s))\b(?! (?:music|building|house|block|estate|onwards))"
    r"|(?<![\w.,£/-])(?P<sexed>\d{1,2})(?:[ ]?(?:yrs?|years?|y/?o|,|/)(?: old)?[ ]?(?:male|female)\b(?! (?:staff|voters|respondents))|/[fm]\b)"
    r"|\b(?:pt|patient|resident|client|caller|casualty|driver) (?P<sexed4>\d{1,2})[mf]\b|(?<=\()(?P<bracketed>\d{1,2} ?(?:months?|mths?|weeks?|wks?|yrs?|years?))(?=\))"
    r"|\b(?:male|female)[,/ (|-]{1,3}(?P<sexed2>\d{1,2})(?=[ ]?(?:[,.;:)\]|\n\t]|$|yrs?\b|years?\b))|(?<![\w'/.])[mf]/(?P<sexed3>\d{1,2})(?=[ ]?(?:[,.;:)\]|\n\t]|$)))"
)
_IS_AGED = re.compile(rf"(?<=[ ])(?P<is>\d{{1,3}}|{_WORDED}){_HALF}\b{_YEARS_AFTER}{_STOPS_AFTER}")
_IS_BEFORE = re.compile(
    rf"\b(?:(?:who|he|she|they|i) (?:is|was|will be|am|are|turns?|turned|just turned)|who's|he's|she's|(?:he|she|i)'ll be|i'm|im|hes|shes|they're|is only|is now|is just|are both|both|(?P<turning>turn(?:s|ed|ing)?)|{_RELATION}(?: (?:is|was|who is|who was)|'s)|\b(?:mum|dad|wife|husband|partner|son|daughter|nan|gran|grandad|brother|sister|youngest|eldest|oldest))"
    r"(?: now| only| just| nearly| almost| about| around| still| then| already| both| coming up to| going on| approaching| over| turning| not yet| not even| not quite| barely| roughly| maybe){0,2}(?: turned| turning)?[ ]$"
)
_MORE_AGES = re.compile(
    rf"(?:,? ?(?:and|&|,|/) ?)(?P<more>\d{{1,2}}|{_WORDED})\b{_YEARS_AFTER}(?=[.,;:!?)\]\n\"'\t|/]|$| (?:and|&|but|who|with|years?|yrs|at|in|both|all|respectively|are|is|were|live[sd]?|go(?:es)?|attend|share|need)\b| ?&)"
)
_SEVERAL = re.compile(
    rf"\b(?:ages?|aged|children|kids|sons?|daughters?|boys|girls|grandchildren|twins|siblings|dependants|brothers|sisters|little ones|lads)(?: (?:are|is|were|of|who are|under 18))?(?: now| only| both| aged?)?(?: ?[:(,-] ?| )(?:aged? )?(?P<first>\d{{1,2}}|{_WORDED})(?=(?:,? ?(?:and|&|,|/) ?)(?:\d{{1,2}}|{_WORDED})\b)"
)
_AGE_AFTER_NAME = re.compile(
    r"(?:[A-Z][a-z'-]+|[A-Z]\.?)[ ](?:[A-Z][A-Za-z'-]+)(?:,[ ](?P<comma>\d{1,2})(?=,|;|\)|\.?\s*$)|[ ]\((?P<bracket>\d{1,2})\))"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.?[ ][A-Z][A-Za-z'-]+(?:,[ ](?P<comma2>\d{1,2})(?=,|;|\)|\.?\s*$)|[ ]\((?P<bracket2>\d{1,2})\))"
    r"|^(?:[\W\d]{0,3})[A-Z][a-z'-]+,[ ](?P<first>\d{1,2}),|(?<=[.!?,:;\n] )[A-Z][a-z'-]+,[ ](?P<first2>\d{1,2}),|\b(?:and|with|to|from|for|by|of|is|was|son|daughter|brother|sister) [A-Z][a-z'-]{2,} \((?P<bracket3>\d{1,2})\)|(?:^|[,;:] |and )[A-Z][a-z'-]{2,} \((?P<bracket4>\d{1,2})\)"
    r"|\b(?:son|daughter|brother|sister|mother|father|wife|husband|partner|grandson|granddaughter|child|boy|girl|mum|dad|nan|baby|niece|nephew|neighbour|tenant|twins|resident|client|pensioner|man|woman|patient|pupil|student|victim|widow|widower|grandmother|grandfather|gran|cousin|uncle|aunt|teenager|youth|driver|passenger|cyclist|pedestrian)(?: [A-Z][a-z'-]+)?(?:,[ ](?P<relation>\d{1,2})(?=,|;|\)|\.?\s*$)|[ ]\((?P<relation2>\d{1,2})\))",
    re.MULTILINE,
)
_SET_APART = re.compile(r"(?:, |\()\d{1,2}(?!\d)")
_BIRTHDAY = re.compile(
    r"\b(?:his|her|my|their|mum's|mums|dad's|nan's|gran's|son's|daughter's|wife's|husband's|sister's|brother's|mother's|father's|grandad's) (?:own )?(?P<nth>\d{1,3}(?:st|nd|rd|th)) birthday\b"
)
_NOT_A_NAME: Final = re.compile(
    r"^(?:and |with |to |from |for |by |of |is |was |[,;:] )?(?:Part|Section|Article|Regulation|Chapter|Schedule|Table|Figure|Page|Appendix|Annex|Phase|Item|Note|Room|Floor|Level|Unit|Block|"
    r"Act|Ward|Form|Stage|Option|Paragraph|Clause|Rule|Order|Group|Year|Grade|Band|Question|Question|Step|Total|Zone|Plot|Flat|Class|Week|Day|Version|Line|Row|Column|Bus|Route|Map|Plan|Junction|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Yes|No|Other|None)\b|"
    r"(?:Council|Committee|Board|Team|Act|Regulations|Report|Ltd|Limited|Road|Street|Lane|Avenue|Close|School|House|Court|Park|Services?|Department|Group|Level|Ward|Section|Part|Schedule|Order|Framework|Plan|Policy|Code|Unit|Room|Table|Figure|Number|Centre|Phase|Stage)\b"
)
_THINGS_AGED = re.compile(
    r"\b(?:building|policy|system|car|house|vehicle|contract|laptop|document|tree|oak|bridge|file|record|data|computer|server|roof|boiler|lease|lift|"
    r"wall|church|pub|hall|boat|van|bus|road|pipe|sewer|school|library|company|firm|business|charity|debts?|invoices?|software|website|agreement|scheme|castle|wine|"
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
    r"\b(?:committee|council|associations?|club|society|group|service|scheme|school|team|page|nhs|trust|park|museum|theatre|union|campaign|volumes?|heating|thermostat|dial|up|down)\b"
)
_PERSON_SAID = re.compile(
    r"\b(?:he|she|his|her|man|woman|boy|girl|mr|mrs|ms|miss|tenant|driver|owner|who|i|my|son|daughter|baby|died|dad|mum|father|mother|brother|sister|husband|wife|nan)\b"
)


def find_ages(written: Written) -> Iterator[Span]:
    """Ages of people; one under 18 says of a child too."""
    text, low = written.text, written.low
    for match in _AGE.finditer(low):
        yield from _age_in_words(written, match)
    for match in _IS_AGED.finditer(low):
        before = low[max(0, match.start() - 60) : match.start()]
        said = _IS_BEFORE.search(before)
        if said and not (said["turning"] and _turns_without_age(re.split(r"[.!?\n]", before)[-1])):
            yield from _age(text, *match.span("is"), _number(match["is"]))
            yield from _ages_that_follow(written, match.end())
    for match in _SEVERAL.finditer(low):
        if _GENERAL.search(low[max(0, match.start() - 24) : match.start()]) and not match.group().startswith(
            "aged"
        ):
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
    if "birthday" in low:
        for match in _BIRTHDAY.finditer(low):
            yield from _age(text, *match.span("nth"), int(match["nth"][:-2]))


def _turns_without_age(sentence: str) -> bool:
    """Whether it is a thing or a body that turns fifty, or a dial that is turned up to it."""
    return _THINGS_AGED.search(sentence) is not None or _A_BODY.search(sentence) is not None


def _age_in_words(written: Written, match: re.Match[str]) -> Iterator[Span]:
    text, low = written.text, written.low
    before = low[max(0, match.start() - 40) : match.start()]
    sentence = re.split(r"[.!?\n]", before)[-1]
    after = low[match.end() : match.end() + 24].lstrip(" -")
    about_a_thing = _THINGS_AGED.search(sentence) or _THINGS_AGED.match(after)
    if about_a_thing and not _PERSON_SAID.search(sentence):
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
    if match["ageof"] and not re.search(r"\bat (?:the )?$", sentence):
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
        name for name in ("aged", "ageof", "years", "short", "months", "of", *_NUMBER_ALONE) if match[name]
    )
    value = match["atage"] if group == "ageof" else match[group]
    age = 0 if group == "months" or re.search(r"m(?:on)?th|w(?:ee)?k", value) else _number(value)
    start, end = match.span()
    if group in ("of", "ageof", *_NUMBER_ALONE):
        start, end = match.span("atage" if group == "ageof" else group)
    elif group == "aged" and (match["mark"].strip(" ") or low[max(0, start - 3) : start] == "'s "):
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
    r"(?:,? (?:who|which))?(?:,? (?:is|was|turns|turned|will be)(?: now| only| just| then)? |,? aged? |, | \()(?P<age>\d{1,2})(?=[.,;:!?)\n]|$| (?:and|but|now|next|last|years?|with|who|in|when|at|so|today|going|while|as|before|since|though|he|she|i|only|already)\b)"
)
_NAME_IS_AGED = re.compile(
    r"(?<=[a-z,] )(?<!the )(?<!a )(?<!our )(?P<name>[A-Z][a-z'-]{1,14}) (?:is|was|turned|turns|'s)(?: now| only| just| about| nearly)? (?P<age>\d{1,2})(?=[.,;:!?)\n]|$| (?:and|but|now|next|last|years|with|who|in|when|at|so|today|going|while|he|she|i|already)\b)"
)


def find_ages_beside_names(written: Written, names: Iterable[Span]) -> Iterator[Span]:
    """Ages that stand right behind a name: "Jane Tully, 45," and "Tully is 45"."""
    for name in names:
        if match := _AGE_BESIDE_NAME.match(written.text, name.end):
            yield from _age(written.text, *match.span("age"), int(match["age"]))


def _number(words: str) -> int:
    """The number in figures or words, "seventy-two"; a half is left out."""
    figures = re.match(r"\d+", words)
    return (
        int(figures.group()) if figures else sum(_NUMBERS.get(word, 0) for word in re.split(r"[- ]", words))
    )


def _age(text: str, start: int, end: int, age: int) -> Iterator[Span]:
    if age > _OLDEST:
        return
    yield span(text, start, end, DataLabel.AGE, 0.88, "an age")
    if age < _ADULT:
        yield span(text, start, end, DataLabel.CHILD, 0.88, "an age under 18")
