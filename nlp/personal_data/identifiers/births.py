# ruff: noqa: E501  (a pattern reads better unbroken)
"""Dates of birth."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from nlp.personal_data.dates import MONTH
from nlp.personal_data.identifiers.birth_dates import find_relative_dates, find_written_dates
from nlp.personal_data.identifiers.nearby import Rivals, caption_before, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.names.lists import first_names, no_names
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_CAPTION: Final = (
    r"(?:\bd[. /_-]{0,2}o[. /_-]{0,2}b(?![a-z])\.?s?|\bdobs?\b|\bdob_?(?=\W?\d)|\b(?:dates?|d)[ \n_-]?(?:of|0f|pf|fo|if|o)[ \n_-]?(?:births?|b)\b|\b(?:date|year|day)_?of_?birth|\bdate ?of (?:brith|birht|bith|berth|birt|birtg|birhh)\b|\bbirth ?-?_?da(?:te|y)s?\b|\bb-?days?\b|\bbday\b|"
    r"\bd\.?ob?\.?b\b|\bdate born\b|\byear of birth\b|\byob\b|\bdyddiad ?geni\b|\bpen-?blwydd\b|\bdata (?:urodzenia|na[sș]terii|di nascita|de nascimento)\b|\bdate de naissance\b|\bfecha de nacimiento\b|\bgeburtsdatum\b|\bdáta breithe\b)"
)
_BORN: Final = (
    rf"(?:{_CAPTION}|\bborn\b|\bb\.|\bbirth\b(?=[\s:=(*-]{{0,3}}(?:date|on\b|was\b|\d))|\bgave birth\b|\bbirth cert(?:ificate)?(?::| -|,?(?: it| which)? (?:says?|shows?|gives?|has|with|reads?|states?|confirms?)\b)|\bnee\b|\bganwyd\b|\bganed\b|\bnée? le\b|\bnacid[oa]\b|\bgeb\.|\bur\.|"
    r"\b(?:the |her |his |their |our |my )?(?:new )?baby (?:\w+ ){0,2}(?:arrived|came|was delivered|delivered)\b|\bdelivered (?:a |her |of )(?:healthy )?(?:baby|son|daughter|boy|girl)\b|"
    r"\b(?:turn(?:s|ed|ing)?|will be|'ll be|becom(?:es|ing)|became|reach(?:es|ed)?|hits?|was|is) (?:\d{1,3}|sixteen|eighteen|twenty[- ]one|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred)(?: years old)? on\b|\bturn(?:s|ed|ing)? \d{1,3}\b|"
    r"\b(?:arrived|came|brought) into (?:the|this) world\b|\bhave (?:you|him|her|them) (?:down )?as\b)"
)
_CUE = re.compile(_BORN)
_SHORT_CUE = re.compile(r"(?:^|[\s(,])b\.? ?$")
_RIVALS: Final = Rivals(
    re.compile(
        r"[.!?;](?<!d\.)(?<!o\.)(?<!b\.)(?<!\?)\s+(?!(?:no|not|correct|should|sorry|actually|it should|this should|(?:he|she|they|it|i)(?:'s| is| was| has)? (?:said|says|gave|given|reads?|should|told))\b)\w|\b(?:died|dies|death|dod|issued?|expir\w+|valid|seen|visit(?:ed)?|meeting|review(?:ed)?|received|sent|admitted|discharged|moved|started|joined|appoint\w+|registered|since|due|signed|deadline|hearing|lived|until|dated|copy|certificates?(?!:| -|,?(?: it| which)? (?:says?|shows?|show(?:ing|n)|states?|stating|gives?|giving|with|has|having|reads?|attached|seen|produced|provided|confirms?))|parent(?:al)? leave|leave|rates?|control|statistics|centre|party|cards?|celebrat\w+|plans?|cakes?|lunch|tea|meal|presents?|gifts?|treat|outing|trip|booking|order|tenancy|register|entries|deceased on|the new)\b|\n\s*\n(?=.)"
    ),
    re.compile(r"\d{5}|\d[/.-]\d{1,2}[/.-]\d"),
)
_AFTER = re.compile(
    rf"[\s,]*[(\[/|-]?\s?(?:(?:(?:put |set |noted )?down as|as|is|was|being|recorded as|given as|entered as|shown as|listed as|put as|for|under|in the|when|what (?:we|i|you) (?:have|hold|got) (?:as|for)|,)\s){{0,2}}(?:(?:his|her|their|my|the|your|our|he|she|i|they)(?:'s)?\s|(?:[a-z]+)'s\s)?(?:real |correct |true |actual |is |was |were )?(?!b\.|births?\s(?!date)|born (?:in|at|to|with)\b){_BORN}"
)
_THEN_BORN = re.compile(
    r"\.? ?(?:(?:that|this|it) (?:is|was) )?when (?:\w+ ){1,2}was born\b|\.? (?:and )?(?:that|this)(?: is|'s) (?:their|his|her|my) (?:birthday|dob|date of birth)\b"
)
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun)\.?,? (?:the )?$"
)
_ARTICLE = re.compile(r"\b(?:an? |the )$")
_YEAR_OF_BIRTH = re.compile(
    r"(?:\b(?:born|ganwyd)(?: (?:sometime|back|early|late|around|about|approx(?:imately)?\.?|circa|c\.?|roughly|probably|abroad|there))?(?: in| yn)?(?: (?:about|around|circa|the year|early|late))? |\b(?:year of birth|yob|birth year|dob|date of birth)(?: is| was)?[: =(]{1,3}|(?:^|[\s,(])b\.? ?|\bborn:? |\bborn in ')(?P<year>(?:19[0-9]|20[0-2])\d|(?<=')\d\d)\b(?![/.-]\d)"
)
_A_BODY = re.compile(
    r"\b(?:committee|council|authority|associations?|club|society|group|service|scheme|school|team|page|nhs|trust|park|museum|theatre|union|campaign|charity|company|project|idea|app)\b"
)
_AFTER_AGE = re.compile(
    r"\b(?:aged?|age):? (?:\d{1,3}|[a-z]{3,9}),? ?[(\[](?P<date>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))[)\]]"
)
_LONG_AGO: Final = r"(?:(?:19[2-9]\d|200\d|201[0-5])|'?(?:[3-9]\d|0\d|1[0-5]))(?!\d)"
_FIGURES: Final = r"(?:0?[1-9]|[12]\d|3[01]) ?[/.-] ?(?:0?[1-9]|1[0-2]) ?[/.-] ?"
_NAME_BEFORE = re.compile(
    r"(?P<name>(?:[A-Z][a-z'-]+|[A-Z]\.?|Mr|Mrs|Ms|Miss|Dr),? (?:[A-Z]\.? )?[A-Z][A-Za-z'-]+)(?P<apart>,? \(|,[ ]|[ ]-[ ]|[ ]?[|\t][ ]?|[ ]{1,3})$"
)
_CHILD: Final = r"(?:child(?:ren)?|kids?|siblings?|twins|triplets|sons?|daughters?|boys?|girls?|baby|babies|brothers?|sisters?|grand(?:son|daughter|child|children)|dependants?|little ones?|young(?:est|er)|eld(?:est|er)|pupil)"
_CHILD_BEFORE = re.compile(
    rf"\b(?i:{_CHILD})(?: \d)?(?:[ ,:-]{{1,3}}(?:is |are |called |named )?[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)?(?:[ ]?[(\[]|,[ ]|[ ]?[:-][ ]|(?<=[a-z]) )$"
)
_PARTY: Final = r"(?:(?:main |joint |second |first |foster )?applicant|claimant|partner|spouse|husband|wife|tenant|joint tenant|patient|client|pupil|student|occupant|occupier|non-?dep(?:endant)?|dependant|mother|father|mum|dad|service user|resident|carer|licensee|driver|employee|elector|voter|householder|person)"
_PARTY_BEFORE = re.compile(
    rf"\b(?i:{_PARTY})(?: \d)?(?:[ ,:]{{1,3}}(?:[A-Z][\w'-]+\.?[ ,]{{1,2}}){{1,4}}|[ ,:(-]{{1,4}})[(]?$"
)
_OF_A_DAY_LONG_AGO = re.compile(rf"(?:19[2-9]\d|200\d|201[0-5])\b|(?:[/.-]|[a-z] ?)'?{_LONG_AGO}$")
_ENDS_A_FIELD = re.compile(r"[ ]?(?:[.,;:)\]/|\n\t]|$|-[ ]|\()|[ ](?:and|nhs|ni|nino|upn)\b")
_LISTED_CHILD = re.compile(
    rf"(?P<name>[A-Z][a-z'-]+)(?:,? ?[(\[]| ?[:-] ?| )(?P<date>{_FIGURES}(?:\d{{4}}|\d{{2}}))(?![\d/])"
)
_AND_ANOTHER = re.compile(
    r"(?:\s|,|and|&|\+|/|;|\(|\)|\([^)\d]{0,30}\)|\b(?!but|says|said|died|dod|moved|seen|on\b|from|since|until|is\b|was|date|then|to\b|start|end|review)[a-z']{2,12}\b){1,8}"
)
_CORRECTED = re.compile(
    r"\b(?:but|not|no|correct(?:ed|ion)?|should (?:be|read|say|have been)|instead|actually|misheard|wrong(?:ly)?|changed to|rather|other|next|elsewhere|also|versus|vs|or|keyed|typed|entered|mixed|mistake)\b"
)
_ENDS_A_CORRECTION = re.compile(
    r"\b(?:died|dies|death|dod|issued?|expir\w+|visit(?:ed)?|meeting|review(?:ed)?|received|sent|admitted|discharged|moved|started|joined|registered|since|due|signed|deadline|hearing|lived|until|dated|rang|called|phoned|reported|applied|tenancy|wrote)\b"
)
_CORRECTION_WITHIN: Final = 70
_NEAR_A_CUE: Final = 8


def find_dates_of_birth(written: Written) -> Iterator[Span]:
    """Dates that the words beside them say are somebody's birthday."""
    text, low = written.text, written.figures
    if _CUE.search(written.low) or _SHORT_CUE_BEFORE_A_NUMBER.search(low):
        yield from _dates_beside_words(written)
        for match in _YEAR_OF_BIRTH.finditer(low):
            if not _A_BODY.search(low[max(0, match.start() - 30) : match.start()]):
                yield span(text, *match.span("year"), DataLabel.DATE_OF_BIRTH, 0.75, "a year of birth")
    if not _THREE_NUMBERS.search(low):
        return
    yield from _dates_of_family(written)
    for match in _AFTER_AGE.finditer(low):
        yield span(text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.9, "a date in brackets after an age")
    yield from _dates_right_behind(written)
    yield from _listed_children(written)


def _dates_right_behind(written: Written) -> Iterator[Span]:
    """Dates right behind a child, and ones long ago right behind a party to the case or what can be a name."""
    for start, end in find_written_dates(written.figures):
        before = written.level[max(0, start - _BEFORE_A_DATE) : start]
        date = written.figures[start:end]
        if not _WITH_A_YEAR.search(date) or not _ENDS_A_FIELD.match(written.figures, end):
            continue
        if _heads_another_column(written, start):
            continue
        if _CHILD_BEFORE.search(before):
            why = "a date right after a child"
            yield span(written.text, start, end, DataLabel.DATE_OF_BIRTH, 0.75, why)
        elif not (_OF_A_DAY_LONG_AGO.search(date) or _NUMBER_OF_A_PERSON.match(written.figures, end)):
            continue
        elif _PARTY_BEFORE.search(before):
            why = "a date long ago, right after a party to the case"
            yield span(written.text, start, end, DataLabel.DATE_OF_BIRTH, 0.7, why)
        elif (name := _NAME_BEFORE.search(before)) and _is_a_name(name["name"]):
            why = "a date long ago, right after a name"
            yield span(written.text, start, end, DataLabel.DATE_OF_BIRTH, 0.7, why)


_NUMBER_OF_A_PERSON = re.compile(r"[ ,;|/\t]{1,3}(?:nhs|ni|nino|upn)\b")
_BEFORE_A_DATE: Final = 60
_WITH_A_YEAR = re.compile(r"(?:19|20)\d\d|[/.-]\d\d$|[a-z] ?'?\d\d$")
_SHORT_CUE_BEFORE_A_NUMBER = re.compile(r"(?:^|[\s(,])b\.? ?\d")
_THREE_NUMBERS = re.compile(r"\d ?[/.-] ?\d|\d(?:st|nd|rd|th)?[ -][a-z]{3,9},?[ -]\d")


def _dates_of_family(written: Written) -> Iterator[Span]:
    """Dates long ago that are said to be somebody's: "my brother's is 30.09.2001, mine is 14.02.1998"."""
    low = written.figures
    for pattern in (_OWNERS, _BESIDE_A_NUMBER):
        for match in pattern.finditer(low):
            why = "a date long ago that is said to be somebody's"
            yield span(written.text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.75, why)


_BESIDE_A_NUMBER = re.compile(
    rf"(?<!\w)(?:[a-z]\d{{11}}[\da-z]|[a-z]{{2}} ?(?:\d\d ?){{3}}[a-d]|\d{{3}}[ -]\d{{3}}[ -]\d{{4}})(?:[ ,;|/\t]{{1,3}}[a-z0-9]{{1,3}}){{0,3}}(?:,? \(?| ?[,;|/\t] ?)(?P<date>{_FIGURES}(?:{_LONG_AGO}|20[12]\d))(?![\w/])"
)
"""A date right after a pupil's, a National Insurance or an NHS number: the next field of the person's record."""
_OWNERS = re.compile(
    rf"\b(?:mine|his|hers|theirs|yours|(?:mum|dad|mam|mother|father|son|daughter|wife|husband|partner|nan|gran|grandad|grandma|brother|sister|twin|uncle|aunt|auntie|baby|[a-z]{{3,10}})'s)(?: is| was|:| =|,)? (?:actually |really |the )?(?P<date>{_FIGURES}{_LONG_AGO}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH} {_LONG_AGO})(?![\w/])"
)


def _dates_beside_words(written: Written) -> Iterator[Span]:
    text, low = written.text, written.figures
    last_birthday = relative_end = -1
    for start, end in find_relative_dates(low):
        if not _A_BODY.search(low[max(0, start - 30) : start]):
            relative_end = end
            why = "a day of birth told by another day"
            yield span(text, start, end, DataLabel.DATE_OF_BIRTH, 0.75, why)
    for start, end in find_written_dates(low):
        if end <= relative_end:
            continue
        cue = _words_for_birth(written, start, end)
        if cue or (last_birthday >= 0 and _is_another(written, last_birthday, start)):
            last_birthday = end
            if weekday := _WEEKDAY.search(low[max(0, start - 20) : start]):
                start -= len(weekday.group())
                if article := _ARTICLE.search(low[max(0, start - 4) : start]):
                    start -= len(article.group())
            why = f"a date after '{cue}'" if cue else "a date in a list of birthdays"
            yield span(text, start, end, DataLabel.DATE_OF_BIRTH, 0.98 if cue else 0.85, why)


def _is_another(written: Written, last: int, start: int) -> bool:
    """Whether a date that follows a birthday is one too: the next of a list, or what the first should have been."""
    if _heads_another_column(written, start):
        return False
    if _AND_ANOTHER.fullmatch(written.figures, last, start):
        return True
    between = written.figures[last:start]
    return (
        len(between) <= _CORRECTION_WITHIN
        and _CORRECTED.search(between) is not None
        and _ENDS_A_CORRECTION.search(between) is None
    )


def _heads_another_column(written: Written, at: int) -> bool:
    heading = written.heading_of(at)
    return bool(heading) and _CUE.search(heading) is None


def _words_for_birth(written: Written, start: int, end: int) -> str | None:
    """The words near a date that say it is a birthday: before it, heading its column, or right after it."""
    low = written.figures
    before = low[max(0, start - 60) : start]
    if cue := caption_before(written, start, end, _CUE, _RIVALS):
        of_a_body = ("born" in cue or "turn" in cue or "birth" in cue) and _A_BODY.search(before)
        return None if of_a_body and not _PERSONAL.search(before) else cue.strip(" .")
    if short := _SHORT_CUE.search(before):
        return short.group().strip(" (,")
    if _AFTER.match(low, end) or _THEN_BORN.match(low, end):
        return "date of birth"
    return "date of birth" if _is_said_after(low, start, end) else None


def _is_said_after(low: str, start: int, end: int) -> bool:
    """Whether a whole date long ago stands before words for a birth, in the same sentence and with no rival between."""
    if not _WITH_ITS_YEAR.search(low[start:end]):
        return False
    sentence = re.split(r"[!?\n;]|\.\s", low[end : end + _SAID_WITHIN])[0]
    said = _BIRTH_SAID.search(sentence)
    if said is None:
        return False
    between = sentence[: said.start()]
    if _RIVALS.words.search(low[max(0, start - _SAID_WITHIN // 2) : start]):
        return False
    return not (_RIVALS.words.search(between) or _RIVALS.values.search(between) or _A_BODY.search(sentence))


_SAID_WITHIN: Final = 70
_WITH_ITS_YEAR = re.compile(r"(?:19[0-9]\d|200\d|201[0-5])|[/.-](?:[3-9]\d)$|'[3-9]\d$|nineteen")
_BIRTH_SAID = re.compile(
    r"\b(?:birthdays?|dobs?|d\.o\.b|date of birth|year of birth|born|birth cert(?:ificate)?)\b(?! (?:of|columns?|fields?|in(?! the\b)|at(?! home\b))\b)"
)


_PERSONAL = re.compile(
    r"\b(?:he|she|his|her|my|i|who|mr|mrs|ms|miss|baby|son|daughter|mother|father|child|dob|date of birth)\b"
)


def _is_a_name(words: str) -> bool:
    """Whether two words with capitals can be somebody's name: "Head Office" can't."""
    return not any(word.strip(".,").lower() in _no_names() for word in words.split())


def _no_names() -> frozenset[str]:
    return no_names() | _OFFICES


_OFFICES: Final = frozenset(
    [
        "office",
        "report",
        "committee",
        "board",
        "council",
        "ward",
        "hall",
        "house",
        "centre",
        "school",
        "services",
        "service",
        "team",
        "panel",
        "minutes",
        "agenda",
        "appendix",
        "annex",
        "section",
        "part",
        "schedule",
        "policy",
        "plan",
        "meeting",
        "visit",
        "review",
        "version",
        "draft",
        "form",
        "letter",
    ]
)


def _listed_children(written: Written) -> Iterator[Span]:
    """First names with a date each, two or more, or one with its date in brackets: "Maya (14/06/2017), Tom (2/2/19)"."""
    named = [
        match
        for match in _LISTED_CHILD.finditer(written.level)
        if match["name"].lower() in first_names() and not _heads_another_column(written, match.start("date"))
    ]
    for match in named:
        in_brackets = written.level[match.start("date") - 1] in "(["
        if len(named) > 1 or in_brackets:
            why = "a date right after a first name"
            yield span(written.text, *match.span("date"), DataLabel.DATE_OF_BIRTH, 0.7, why)


_RIGHT_BEHIND = re.compile(r"(?:,? ?[(\[]| ?[,.;|/\t-]{1,2} ?| {1,4})(?:the )?")
_LONG_AGO_ENDS = re.compile(
    rf"(?:19[2-9]\d|200\d|201[0-5])(?!\d)|[/.-]{_LONG_AGO}$|nineteen[ -]|two thousand"
)
_OF_FIGURES = re.compile(r"[\d ./-]+$")
_A_REAL_DAY = re.compile(rf"{_FIGURES}{_LONG_AGO}|(?:19[2-9]\d|200\d|201[0-5])[-/.]\d\d?[-/.]\d\d?")
_GOES_ON_AFTER = re.compile(r"[ ]?(?:[.,;:)\]/|\n\t-]|$)| {2}| (?:nhs|ni|nino|upn|of|at|and|ref)\b")
_WRITES = re.compile(
    r"(?:\b(?:by|signed|from|with|to|saw|per|via|sincerely|faithfully|regards|chair|chaired|author|officer|manager|councillor|cllr|prepared|reviewed|approved|said|told)\b[ :,]*)$"
)


def find_dates_beside_names(written: Written, names: Iterable[Span]) -> Iterator[Span]:
    """Dates long ago right behind a name, unless it is the name of who wrote, saw or signed something."""
    low = written.figures
    dates = list(find_written_dates(low))
    for name in names if dates else ():
        behind = next(((start, end) for start, end in dates if start >= name.end), None)
        if behind is None or not _is_long_ago_behind(low, name.end, *behind):
            continue
        if _WRITES.search(low[max(0, name.start - 24) : name.start]):
            continue
        if not _heads_another_column(written, behind[0]) and not _A_BODY.search(name.text.lower()):
            why = "a date right after a name"
            yield span(written.text, *behind, DataLabel.DATE_OF_BIRTH, 0.7, why)


def _is_long_ago_behind(low: str, name_end: int, start: int, end: int) -> bool:
    return (
        start - name_end <= _GAP_AT_MOST
        and _RIGHT_BEHIND.fullmatch(low[name_end:start]) is not None
        and _LONG_AGO_ENDS.search(low[start:end]) is not None
        and (_OF_FIGURES.match(low, start, end) is None or _A_REAL_DAY.match(low, start) is not None)
        and _GOES_ON_AFTER.match(low, end) is not None
    )


_GAP_AT_MOST: Final = 8
