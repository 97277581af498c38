# ruff: noqa: E501  (a pattern reads better unbroken)
"""How people write a day of birth: every form of a date, in figures, in words as they are said, in other languages.

Wider than `dates.WRITTEN_DATE`, since words for a birth beside it are asked for too. Patterns read text in lower case.
"""

import re
from collections.abc import Iterator
from typing import Final

from nlp.personal_data.dates import MONTH, WRITTEN_DATE

_OTHER_MONTH: Final = (
    # Misspelt, as people and recognised scans do.
    r"(?:j[au]nu?a?ur[ay]+|januray|f[eb]+[ru]+a?r[uay]+|febuary|marhc|mach|apirl|aprill|agust|augst|augus|septembr?|septmber|septemeber|setember|ocotber|octobr|octber|novembr|novemeber|novmber|decembr|decemeber|decmber|"
    # Welsh.
    r"ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|"
    # French, Spanish, Italian, Portuguese.
    r"janvier|f[eé]vrier|mars|avril|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|mar[cç]o|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    # Polish, German, Romanian, Irish, Scottish Gaelic.
    r"stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrze[sś]nia|pa[zź]dziernika|listopada|grudnia|januar|februar|m[aä]rz|juni|juli|oktober|dezember|ianuarie|februarie|martie|aprilie|iunie|iulie|septembrie|octombrie|noiembrie|decembrie|ean[aá]ir|feabhra|m[aá]rta|aibre[aá]n|bealtaine|meitheamh|i[uú]il|l[uú]nasa|samhain|nollaig)"
)
_ANY_MONTH: Final = rf"(?:{MONTH}|{_OTHER_MONTH})"
_UNITS: Final = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS: Final = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_ORDINAL: Final = (
    r"(?:(?:twenty|thirty)[- ]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|\d{1,2} ?(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain))"
)
_CARDINAL: Final = rf"(?:(?:twenty|thirty)(?:[- ]?{_UNITS})?|(?:oh |o |zero |nought )?{_UNITS}|{_TEENS})"
_TENS: Final = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_SAID_YEAR: Final = (
    rf"(?:(?:nineteen|twenty)[- ](?:hundred|(?:oh|o|nought)[- ]{_UNITS}|{_TENS}(?:[- ]?{_UNITS})?|{_TEENS})|two thousand(?:[- ](?:and )?(?:{_TENS}(?:[- ]?{_UNITS})?|{_TEENS}|{_UNITS}))?|"
    rf"{_TENS}(?:[- ]?{_UNITS})?|(?:oh|nought) {_UNITS}|(?:19|20)\d\d|'?\d\d(?!\d))"
)
_FEAST: Final = r"(?:christmas (?:day|eve)|boxing day|new year'?s? (?:day|eve)|valentine'?s day|st\.? (?:david|patrick|george|andrew|stephen)'?s day|hallowe'?en|bonfire night|leap day|may day|easter (?:sunday|monday|day)|good friday|hogmanay|armistice day|midsummer'?s? day|ve day|vj day|d-?day|(?:the )?coronation day|pancake day|shrove tuesday|ash wednesday|palm sunday|whit (?:sunday|monday)|maundy thursday|mothering sunday|mother'?s day|father'?s day|remembrance (?:sunday|day)|burns night|guy fawkes(?: night| day)?|april fool'?s?(?: day)?|twelfth night|epiphany|candlemas|michaelmas|martinmas|all (?:saints|souls)'? day|st\.? (?:swithin|dwynwen|nicholas|brigid|piran|jude|lucy|michael)'?s day|(?:the )?(?:summer|winter) solstice|(?:the )?(?:spring|autumn) equinox|eid(?: al-fitr| al-adha)?|lady day|diwali|hanukkah|passover|yom kippur|chinese new year|lunar new year|independence day|republic day|the millennium)"
_MANY: Final = (
    r"(?:the|an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|a (?:few|couple of)|some)"
)
_RELATIVE: Final = (
    rf"(?:(?:exactly |just |about )?(?:the (?:very |same )?|{_MANY} )(?:days?|weeks?|months?|nights?|mornings?|evenings?|hours?|minutes?|years?|summers?|winters?|spring|autumn|weekend|fortnight)(?: \d{{4}})?"
    rf"(?: (?:to the day|exactly))? (?:before|after|following|of|that|when|as|they|we|war)\b[^.,;:!?()\n]{{3,60}})"
)
"""A day told by another: "the day before the Queen's coronation"."""
_FORMS: Final = re.compile(
    r"(?:(?<![\w/£-])|(?<=\bdob-)|(?<=\bdob))(?:"
    # A figure in each box of a form; each part in brackets.
    rf"\(\d{{1,2}}\)[ /-]?\((?:\d{{1,2}}|{_ANY_MONTH})\)[ /-]?\((?:19|20)?\d\d\)"
    r"|\d[ |](?:\d[ |/.-]{1,3}){2,6}\d(?![ |]?\d)"
    r"|\d{1,2} \d{1,2} (?:\d{4}|\d{2})"
    rf"|\d{{1,2}} ?(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain|\.)? ?[/.-]? ?(?:of |de )?{_ANY_MONTH}[/., -]{{0,2}}(?:de |del )?(?:\d{{4}}|'?\d{{2}})"
    r"|\d{1,2} ?[/.,\\|:-] ?\d{1,2} ?[/.,\\|:-] ?(?:\d{4}|'?\d{2})"
    r"|(?:19|20)\d\d ?[/.\\-] ?\d{1,2} ?[/.\\-] ?\d{1,2}"
    r"|\d{6}(?:\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?(?: of)? {_ANY_MONTH}\b(?!,? ?'?\d)"
    rf"|{_ANY_MONTH}[.,]? (?:of )?(?:19|20)\d\d(?:,? (?:on )?the \d{{1,2}}(?:st|nd|rd|th))?|{MONTH}[- ]?'?\d\d(?!\d)"
    rf"|(?:19|20)\d\d[ ,-]{{0,2}}{_ANY_MONTH}[ ,-]{{0,2}}\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?"
    rf"|{_ANY_MONTH}[ .,/-]{{1,2}}(?:the )?\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?[ ,./-]{{1,2}}(?:\d{{4}}|'?\d{{2}})"
    rf"|{_ANY_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?(?!,? ?(?:'?\d|nineteen|twenty|two thousand))"
    # A Roman month, and a form's own captions.
    r"|\d{1,2}[./ -](?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})[./ -](?:\d{4}|\d{2})"
    rf"|(?:day:? ?)?\d{{1,2}}[ ,|/:]{{1,3}}(?:\(?day\)?[ ,|/]{{1,3}})?month:? ?(?:\d{{1,2}}|{_ANY_MONTH})[ ,|/]{{1,3}}year:? ?(?:19|20)?\d\d"
    # As it is said.
    rf"|(?:the )?{_ORDINAL}(?: day)?(?: of)?(?: the)? (?:{_ANY_MONTH}|{_ORDINAL}|{_CARDINAL})(?:[ ,]{{1,2}}(?:of |in )?(?:the year )?{_SAID_YEAR})?"
    rf"|{_ANY_MONTH}[.,]? (?:the )?{_ORDINAL}(?:[ ,]{{1,2}}(?:of |in )?(?:the year )?{_SAID_YEAR})?"
    rf"|{_CARDINAL}[ ,]{{1,2}}(?:{_ANY_MONTH}|{_CARDINAL})[ ,]{{1,2}}{_SAID_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_ANY_MONTH},? (?:in|of) (?:the year )?(?:of our lord )?(?:(?:19|20)\d\d|'\d\d)"
    rf"|(?:(?:19|20)\d\d|'\d\d),? \(?(?:on )?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_ANY_MONTH}|{_ANY_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b)"
    rf"|(?:19|20)\d\d,? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_ANY_MONTH}"
    rf"|{_FEAST}(?:,? (?:in |of )?(?:(?:19|20)\d\d|'?\d\d(?!\d)))?"
    r")(?![\w/]|-(?!born\b)|(?<=\d{4})(?!x)x)"
)
_SOON: Final = (
    r"(?:today|tomorrow|yesterday|tonight|last night|this (?:morning|afternoon|evening)|(?:(?:on|this|last|next|this coming) )?(?:early )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|weekend)(?: (?:week|morning|night|last|next|just gone|gone))?"
    r"|(?:on )?the \d{1,2}(?:st|nd|rd|th)|in (?:two|three|four|\d) (?:days|weeks)(?:' time)?|in a (?:week|fortnight|month)(?:'s time)?)"
)
_SEASON: Final = (
    r"(?:(?:in |during |at |around |towards |before |just (?:before|after) )?(?:the )?(?:early |late |mid[- ]?|very )?(?:spring|summer|autumn|winter|beginning|start|end|middle|height|first (?:day|week)|last (?:day|week)|blitz|war|great freeze|heatwave|big freeze)"
    r"(?: (?:of )?(?:the )?(?:[a-z]+ (?:of )?)?(?:(?:19|20)\d\d|'\d\d|war|year|month|blitz))?(?:,? (?:in |of )?(?:(?:19|20)\d\d|'\d\d))?(?:,? (?:on )?(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9}\b)?)"
)
_RELATIVE_DATE: Final = re.compile(
    rf"\b(?:born|birthday(?:'s| is| was)?|b-?day(?:'s| is| was)?|arrived|delivered|birth)(?: (?!(?:abroad|into|to|with|here)\b)[a-z]+){{0,3}}?(?: on| in| as| at| during|,|:)? (?P<when>(?:on )?{_RELATIVE}|{_SEASON}|{_SOON})(?![\w])"
)


def find_relative_dates(low: str) -> Iterator[tuple[int, int]]:
    """Where a day of birth is told by another day, right after the word: "born three days after VE Day"."""
    if "born" in low or "birth" in low or "bday" in low or "b-day" in low:
        for match in _RELATIVE_DATE.finditer(low):
            yield match.start("when"), match.start("when") + len(match["when"].rstrip())


_A_SIGN: Final = re.compile(
    r"\d|teenth|irst\b|econd\b|hird\b|[eo]{1,2}th\b|[rfnxt]th\b|day\b|mas\b|ice\b|eid\b|night\b"
)


def find_written_dates(figures: str) -> Iterator[tuple[int, int]]:
    """Where dates stand in a text in lower case, the usual forms first where two overlap; in reading order.

    A date may go on in the next line. One before 1900 is nobody's who lives.
    """
    if _A_SIGN.search(figures) is None:
        return
    flat = _WITHIN_A_DATE.sub(" ", figures) if "\n" in figures else figures
    usual = [match.span() for match in WRITTEN_DATE.finditer(flat)]
    taken = {position for start, end in usual for position in range(start, end)}
    others = [
        match.span()
        for match in _FORMS.finditer(flat)
        if match.start() not in taken and match.end() - 1 not in taken and _is_a_day(match.group())
    ]
    for start, end in sorted(usual + others):
        if not _BEFORE_ANYBODY.search(flat[start:end]):
            yield start, end


_WITHIN_A_DATE: Final = re.compile(
    rf"(?<=\d|[a-z])\n(?={MONTH}\b)|(?<=[a-z]{{3}})\n(?=(?:19|20)\d\d\b)|(?<=\d[snrt][tdh])\n(?=of\b)|(?<=\bof)\n"
)
_BEFORE_ANYBODY: Final = re.compile(r"(?<!\d)1[0-8]\d\d(?!\d)")


def _is_a_day(written: str) -> bool:
    """Whether figures alone can be a day and a month; months in letters always can."""
    if any(mark.isalpha() for mark in written):
        return True
    numbers = re.findall(r"\d+", written)
    if len(numbers) > 3:
        return True  # a figure in each box of a form, of which one may be missing
    if len(numbers) == 1:
        numbers = [written[:2], written[2:4]] if int(written[:2]) <= 31 else [written[-2:], written[-4:-2]]
    if len(numbers[0]) == 4:
        numbers = numbers[::-1]
    day, month = sorted((int(numbers[0]), int(numbers[1])))[::-1]
    return 1 <= day <= 31 and 1 <= month <= 12
