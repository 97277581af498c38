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
_FEAST: Final = r"(?:christmas (?:day|eve)|boxing day|new year'?s? (?:day|eve)|valentine'?s day|st\.? (?:david|patrick|george|andrew|stephen)'?s day|hallowe'?en|bonfire night|leap day|may day|easter (?:sunday|monday|day)|good friday|hogmanay|armistice day|midsummer'?s? day)"
_FORMS: Final = re.compile(
    r"(?:(?<![\w/£-])|(?<=\bdob-)|(?<=\bdob))(?:"
    # A figure in each box of a form.
    r"\d[ |](?:\d[ |/.-]{1,3}){2,6}\d(?![ |]?\d)"
    r"|\d{1,2} \d{1,2} (?:\d{4}|\d{2})"
    rf"|\d{{1,2}} ?(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain|\.)? ?[/.-]? ?(?:of |de )?{_ANY_MONTH}[/., -]{{0,2}}(?:de |del )?(?:\d{{4}}|'?\d{{2}})"
    r"|\d{1,2} ?[/.,\\|:-] ?\d{1,2} ?[/.,\\|:-] ?(?:\d{4}|'?\d{2})"
    r"|(?:19|20)\d\d ?[/.\\-] ?\d{1,2} ?[/.\\-] ?\d{1,2}"
    r"|\d{6}(?:\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?(?: of)? {_ANY_MONTH}\b(?!,? ?'?\d)"
    rf"|{_ANY_MONTH},? (?:of )?(?:19|20)\d\d|{MONTH}[- ]?'?\d\d(?!\d)"
    rf"|(?:19|20)\d\d[ ,-]{{0,2}}{_ANY_MONTH}[ ,-]{{0,2}}\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?"
    rf"|{_ANY_MONTH}[ .,/-]{{1,2}}(?:the )?\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?[ ,./-]{{1,2}}(?:\d{{4}}|'?\d{{2}})"
    rf"|{_ANY_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?(?!,? ?'?\d)"
    # A Roman month, and a form's own captions.
    r"|\d{1,2}[./ -](?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})[./ -](?:\d{4}|\d{2})"
    rf"|(?:day:? ?)?\d{{1,2}}[ ,|/:]{{1,3}}(?:\(?day\)?[ ,|/]{{1,3}})?month:? ?(?:\d{{1,2}}|{_ANY_MONTH})[ ,|/]{{1,3}}year:? ?(?:19|20)?\d\d"
    # As it is said.
    rf"|(?:the )?{_ORDINAL}(?: day)?(?: of)?(?: the)? (?:{_ANY_MONTH}|{_ORDINAL}|{_CARDINAL})(?:[ ,]{{1,2}}(?:of |in )?{_SAID_YEAR})?"
    rf"|{_ANY_MONTH} (?:the )?{_ORDINAL}(?:[ ,]{{1,2}}(?:of |in )?{_SAID_YEAR})?"
    rf"|{_CARDINAL}[ ,]{{1,2}}(?:{_ANY_MONTH}|{_CARDINAL})[ ,]{{1,2}}{_SAID_YEAR}"
    rf"|{_FEAST}(?:,? (?:in |of )?(?:(?:19|20)\d\d|'?\d\d(?!\d)))?"
    r")(?![\w/-])"
)
_A_SIGN: Final = re.compile(r"\d|teenth|irst\b|econd\b|hird\b|[eo]{1,2}th\b|[rfnxt]th\b|day\b")


def find_written_dates(figures: str) -> Iterator[tuple[int, int]]:
    """Where dates stand in a text in lower case, the usual forms first where two overlap; in reading order."""
    if _A_SIGN.search(figures) is None:
        return
    usual = [match.span() for match in WRITTEN_DATE.finditer(figures)]
    taken = {position for start, end in usual for position in range(start, end)}
    others = [
        match.span()
        for match in _FORMS.finditer(figures)
        if match.start() not in taken and match.end() - 1 not in taken and _is_a_day(match.group())
    ]
    yield from sorted(usual + others)


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
