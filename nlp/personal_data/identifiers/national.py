# ruff: noqa: E501  (a pattern reads better unbroken)
"""Numbers that the state gives a person, a pupil or a home."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum.gb import nhs, upn, utr

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

_GAP = r"(?:[ \t]{0,3}\n?[ \t]{0,3}|[ ]?[./|,_-][ ]?\n?)"
_NINO = re.compile(
    rf"(?:(?<![a-z0-9])|(?<=\bnino)|(?<=\bni no))(?P<prefix>[a-ceghj-pr-tw-z](?:[ ]?|[._|-])[a-ceghj-npr-tw-z]){_GAP}"
    rf"(?P<digits>\d(?:{_GAP}\d){{5}})(?:{_GAP}(?P<suffix>[a-d])(?!/o\b))?(?![a-z0-9]|\.\d)"
)
_MISTYPED_NINO = re.compile(
    r"(?<![a-z0-9])[a-ceghj-pr-tw-z][ ]?[a-ceghj-npr-tw-z][ -]?(?P<digits>(?=[oil -]{0,4}\d)(?:[\doil][ -]?){6})[a-d](?![a-z0-9])"
)
_PAIRS = re.compile(r"^\d\d\D+\d\d\D+\d\d$")
_FIGURES_OF_A_NINO: Final = 6
_FIGURES_OF_A_TEMPORARY_ONE: Final = 4
_TEMPORARY_NINO = re.compile(
    rf"(?<![a-z0-9])(?:\d[ ]?\d{_GAP}[a-z]{_GAP}\d{_GAP}\d[ ]?\d{_GAP}\d[ ]?\d(?:[ ]?\d)?|tn{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}[fm])(?![a-z0-9])"
)
_NINO_CUE = re.compile(
    r"(?=[inty])(?:\bninos?\b|\bni\b(?! office)|\bn\.?[ /]?i\.? ?n?o?s?\b|\bni(?:no|n|num|ns)(?:ber)?s?\b|national ins(?:urance)?|\bnat\.? ?ins\b|insurance (?:nos?|numbers?)|\btrn\b|\byswiriant(?: gwladol)?\b|\bnat ?ins\b)"
)
_BENEFITS = re.compile(
    r"\bninos?\b|\bn\.?i\b|insurance|\buc\b|universal credit|\bdwp\b|\bhmrc\b|\bpaye\b|payslip|payroll|\bp(?:45|60|11d?)\b|\bbenefits?\b|\bclaim(?:ant|s|ed)?\b|pension|\besa\b|\bpip\b|\bjsa\b|\bsuffix\b|permanent (?:no|number)\b|temp(?:orary)? (?:no|number)\b|employees?\b"
)
_REFERENCE_WORD = re.compile(
    r"\bref(?:erence)?s?\W{0,3}$|\b(?:claim|case|application|account|benefit|hb|housing|payroll|employee|staff)(?: (?:nos?|numbers?|id))?(?:'s)?(?: is)?\W{0,3}$"
)
_NUMBER_WORD = re.compile(r"\b(?:numbers?|nos?)\b")
_PASSPORT_BEFORE = re.compile(r"\bpassport(?: (?:no|number|is|was))?\W{0,3}$")
_UNUSED_PREFIXES: Final = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_SMALL_WORDS: Final = frozenset(
    {"at", "as", "by", "he", "me", "my", "we", "ok", "am", "an", "hr", "st", "pm"}
)


def find_ninos(written: Written) -> Iterator[Span]:
    """National Insurance numbers (HMRC's manual NIM39110) and temporary ones; the suffix may be missing."""
    text, low = written.text, written.low
    for match in _NINO.finditer(low) if written.longest_number >= _FIGURES_OF_A_NINO else ():
        letters = re.sub(r"[^A-Z]", "", match["prefix"].upper())
        if letters in _UNUSED_PREFIXES:
            continue
        if _PASSPORT_BEFORE.search(low[max(0, match.start() - 20) : match.start()]):
            continue
        cue = named_by(written, *match.span(), _NINO_CUE)
        shape = "the shape and letters of a National Insurance number"
        if match["suffix"] is None:
            cue = cue or named_by(written, *match.span(), _BENEFITS)
            a_reference = _REFERENCE_WORD.search(low[max(0, match.start() - 24) : match.start()])
            a_word = letters.lower() in _SMALL_WORDS and text[match.start() : match.end()].islower()
            if cue is None or called_otherwise(written, match.start()) or a_reference or a_word:
                continue
            yield span(text, *match.span(), DataLabel.NINO, 0.9, f"{shape}, but no last letter{beside(cue)}")
            continue
        spread = " " in match.group() and not text[match.start() : match.end()].isupper()
        called_a_number = _NUMBER_WORD.search(low[max(0, match.start() - 20) : match.start()])
        if cue is None and spread and letters.lower() in _SMALL_WORDS and not called_a_number:
            continue  # "at 10 30 15 a bus"
        in_odd_groups = "/" in match.group() and _PAIRS.search(match["digits"]) is None
        if cue is None and (in_odd_groups or is_of_goods(written, *match.span())):
            continue
        yield span(text, *match.span(), DataLabel.NINO, 0.99 if cue else 0.93, shape + beside(cue))
    for match in _MISTYPED_NINO.finditer(low):
        if not re.sub(r"[ -]", "", match["digits"]).isdigit() and (
            cue := named_by(written, *match.span(), _NINO_CUE)
        ):
            why = f"a National Insurance number with a letter for a figure{beside(cue)}"
            yield span(text, *match.span(), DataLabel.NINO, 0.85, why)
    for match in (
        _TEMPORARY_NINO.finditer(low) if written.longest_number >= _FIGURES_OF_A_TEMPORARY_ONE else ()
    ):
        cue = named_by(written, *match.span(), _NINO_CUE)
        if weak := cue or named_by(written, *match.span(), _BENEFITS):
            why = f"the shape of a temporary National Insurance number{beside(weak)}"
            yield span(text, *match.span(), DataLabel.NINO, 0.9 if cue else 0.75, why)


_TEN_DIGITS = re.compile(
    r"(?:(?<![\w+£$])|(?<=\b(?:utr|nhs))|(?<=\b(?:nhs|utr) no)|(?<=\b(?:nhs|utr)no))(?<!\d[./-])\d(?:(?:[ \t]{0,2}\n?[ \t]?|[ ]?[./-][ ]?)\d){9}(?:[ ]?(?P<letter>k)(?!\w)|(?!\w|-[\da-z]|\.\d))"
)
_FIGURES_OF_TEN: Final = 10
_NHS_GROUPS = re.compile(r"\d{3}[ .-]\n?\d{3}[ .-]\n?\d{4}")
_NHS_CUE = re.compile(
    r"(?=[cghmnp])(?:\bn[. ]?h[. ]?s(?![a-z])(?: ?(?:nos?|numbers?|num|#|id))?\.?|\bnhs(?:nos?|numbers?|num|_no|_number)(?![a-z])|\b(?:patient|hospital|gp|clinical|health)(?:'?s)? ?(?:nos?|numbers?|id)\b|\bpatients?\b|\bchi\b|\bh ?& ?c\b|\bhcn\b|\bgig\b|\bn\.?h\.?s\.?n\b|national health(?: service)?(?: (?:nos?|numbers?|card))?|\b(?:health|medical)(?: and (?:social )?care)? (?:nos?|numbers?|card)\b)"
)
_HEALTH = re.compile(
    r"\bnhs\b|\bchc\b|\bgps?\b|\bhospital\b|\bdischarged?\b|\bward\b|\bclinics?\b|\bdistrict nurse\b|\bsurgery\b|\bpatients?\b|\breferr(?:al|ed)\b|\bcamhs\b|\bcmht\b|\bprescri\w+|\bmidwi\w+|\badmi(?:ssion|tted)\b|\bconsultant\b|\bambulance\b|\bhealth\b|\bmedical\b|\bnurs(?:e|es|ing)\b|\bvaccin\w+|\btherap\w+|\bdiagnos\w+|\bdeceased\b|\bcontinuing (?:health)?care\b|\bfast track\b|\bsystmone\b|\bemis\b|\ba&e\b|\bsurname\b|\bd\.?o\.?b\b|\bdate of birth\b|\bborn\b|\bw(?:ee)?k check\b|\bhealth visitor\b|\bimms\b|\bimmuni\w+|\bjabs?\b|\bscan(?:ned)?\b|\bsamples?\b|\bblood\b|\bx-?rays?\b|\bappointments?\b|\btwins?\b|\bpharmac\w+|\boptician\b|\bdentist\b|\bphysio\w*|\boccupational therap\w+|\bcare home\b|\bappt\b|\ballerg\w+|\bbaby\b|\bwristband\b|\bcare record\b|\bsurnames\b|\bdied\b"
)
_UTR_CUE = re.compile(
    r"(?=[chirstu])(?:\bu[. ]?t[. ]?r\b\.?s?|\bsa ?302\b|\btax calculation\b|\bh\.m\.r\.c\b|\btax ?payers?'? unique\b|\bunique ref(?:erence)?\b|\b(?:the|inland) revenue\b|\bref(?:erence)? for (?:my )?tax\b|\butrs?(?:no|num|number)?(?![a-z])|unique tax(?:payer)?|(?<!council )(?<!c )(?<!c/)(?<!c\.)(?<!c\. )\btax(?: ?payer)?'?s? (?:ref(?:erence)?s?|nos?|numbers?|id)|\bself[- ]?(?:as+es+ments?|employed)|\bs/?a (?:ref(?:erence)?|nos?|numbers?|utr)\b|\btax[ -]?man\b|\bhmrc\b|\bcis\b|tax return|\bsole traders?\b|\bsubcontractors?\b|\bsa ?100\b|\bsa (?:ref|no|number)\b|\bcorporation tax\b|\btax office\b|\binland revenue\b|\bsa (?:registered|registration|return)\b|\bcyfeirnod (?:treth|trethdalwr)\w*(?: unigryw)?\b|\btreth incwm\b|\btaxpayer\b|(?<!council )(?<!c )(?<!c/)(?<!c\.)\btax[ -]?(?:check|bill|affairs|account)\b)"
)
_OF_A_TRADE = re.compile(
    r"(?<!council )(?<!c )(?<!c/)(?<!c\.)\btax\b|\bself[- ]?emp\w*|\baccountant\b|\bbookkeeper\b|\bmy return\b|\bturnover\b|\bprofits?\b|\bnet\b|\blandlords?\b|\bfreelance\w*|\bcontractors?\b|\bsubbies?\b|"
    r"\b(?:window cleaner|cleaner|plasterer|plumber|electrician|sparks?|joiner|carpenter|roofer|builder|bricklayer|tiler|decorator|scaffolder|groundworker|gardener|childminder|taxi driver|courier|hairdresser|farmer)s?\b"
)
"""Words of people who fill in a tax return; enough only for a number whose check is right."""
_PHONE_CUE = re.compile(r"\b(?:tel|telephone|phone|mobile|mob|call|ring|fax|text|contact)\b")


def find_ten_digit_numbers(written: Written) -> Iterator[Span]:
    """NHS numbers (modulus 11, NHS Data Dictionary) and tax references (modulus 11 with the check first).

    One in eleven numbers passes such a check by chance, so words nearby are asked for too.
    """
    if written.longest_number < _FIGURES_OF_TEN:
        return
    text, low = written.text, written.figures
    for match in _ten_digits(low):
        digits = re.sub(r"\D", "", match.group())
        start, end = match.span()
        if len(set(digits)) == 1:
            continue
        tax_cue = named_by(written, start, end, _UTR_CUE)
        if not tax_cue and utr.is_valid(digits) and not nhs.is_valid(digits):
            tax_cue = _said_in_the_sentence(low, start, end, _UTR_CUE) or _said_in_the_sentence(
                low, start, end, _OF_A_TRADE
            )
        if tax_cue and utr.is_valid(digits):
            why = f"tax reference: check digit right{beside(tax_cue)}"
            yield span(text, start, end, DataLabel.UTR, 0.98, why)
            continue
        if match["letter"] or not nhs.is_valid(digits):
            continue
        if cue := named_by(written, start, end, _NHS_CUE):
            why = f"NHS number: check digit right{beside(cue)}"
            yield span(text, start, end, DataLabel.NHS_NUMBER, 0.99, why)
            continue
        if called_otherwise(written, start) or tax_cue or named_by(written, start, end, _PHONE_CUE):
            continue
        if digits[0] == "0":
            continue
        if cue := named_by(written, start, end, _HEALTH):
            why = f"NHS number: check digit right, words about health or a person's record{beside(cue)}"
            yield span(text, start, end, DataLabel.NHS_NUMBER, 0.85, why)
        elif _said_in_the_sentence(low, start, end, _NHS_CUE):
            why = "NHS number: check digit right, words for it in the sentence"
            yield span(text, start, end, DataLabel.NHS_NUMBER, 0.8, why)
        elif digits[0] in _ISSUED and digits == match.group() and not _OTHER_GOODS.search(low):
            why = "NHS number: check digit right, in a range that is issued, and no words for another number"
            yield span(text, start, end, DataLabel.NHS_NUMBER, 0.6, why)
        elif _NHS_GROUPS.fullmatch(match.group()) and not is_of_goods(written, start, end):
            why = "NHS number: check digit right, written in the usual groups"
            yield span(text, start, end, DataLabel.NHS_NUMBER, 0.75, why)


_ISSUED: Final = frozenset("467")
"""The first figures of the numbers that England and Wales give out (NHS Data Dictionary)."""


def _said_in_the_sentence(low: str, start: int, end: int, cue: re.Pattern[str]) -> str | None:
    """The cue's words in the sentence of a number whose check is right, if no words for another number stand there."""
    before = re.split(r"[!?\n]|\.\s", low[max(0, start - _IN_A_SENTENCE) : start])[-1]
    after = re.split(r"[!?\n]|\.\s", low[end : end + _IN_A_SENTENCE])[0]
    sentence = f"{before} | {after}"
    said = cue.search(sentence)
    return said.group() if said and not _OTHER_GOODS.search(sentence) else None


_IN_A_SENTENCE: Final = 120


def _ten_digits(low: str) -> Iterator[re.Match[str]]:
    """Numbers of ten figures; one may begin behind a wide gap in what looks like one: "1935   681 366 4611"."""
    at = 0
    while match := _TEN_DIGITS.search(low, at):
        gap = _WIDE_GAP.search(match.group())
        digits = re.sub(r"\D", "", match.group())
        if gap is None or nhs.is_valid(digits) or (utr.is_valid(digits) and _UTR_CUE.search(low)):
            yield match
            at = match.end()
        else:
            at = match.start() + gap.end()


_WIDE_GAP = re.compile(r"[ \t]{2,}|\n")
_UPN = re.compile(
    r"(?:(?<![a-z0-9])|(?<=\bupn))[a-hj-np-rt-z][ ./-]?\n?(?:\d[ ./-]?\n?){10}\d[ ./-]?[\da-hj-np-rt-z](?![a-z0-9])"
)
_FIGURES_OF_A_PUPIL: Final = 11
_FIGURES_OF_A_PROPERTY: Final = 6
_UPN_CUE = re.compile(
    r"\bu\.?p\.?n\b\.?s?|\bupns?(?:no|num|number)?\b|unique pupil|pupil'?s? (?:no|number|id)|\bpupils?\b|\bschools?\b"
)
_UPRN = re.compile(r"(?=\d)(?:(?<![\w./-])|(?<=\buprn))\d(?:[ -]?\n?\d){5,11}(?![\w-]|[./]\d)")
_LONGEST_UPRN: Final = 12
_USUAL_UPRN = re.compile(r"(?<![\w./£#-])(?:100\d|200\d)\d{7,8}(?![\w-]|[./]\d)")
"""How the references begin that most councils were given."""
_OTHER_GOODS = re.compile(
    r"\b(?:orders?|invoices?|parcels?|tracking|barcode|ean|isbn|serial|meters?|mpan|mprn|asset|stock|part|sku|ticket|receipt|transaction|batch|phone|tel|account|card|supplier|imei|item|product|purchase|delivery|code|journal|licen[cs]e)\b"
)
_LONG_NUMBER = re.compile(r"\d{8,12}")
_IS_A_PLACE = re.compile(
    r"(?<![\w./£#-])(?P<numbers>\d{8,12}(?:(?:,? and |, ?| & | )\d{8,12})*)(?:(?: is| are|:| =| -|,? which is)(?: now| only| really| just| all| both)? (?:the |an? |one |two |three |four |five |six |\d{1,2} )?(?:\w+ )?(?:flats?|apartments?|house|houses|bungalows?|dwellings?|pitch(?:es)?|garages?|maisonettes?|annexe?s?|caravans?|homes?|bedsits?|hmo|chapel|barn|mill|conversion|school house|farm|studio|ground floor|first floor|shop|land|plots?)\b)"
)
"""Numbers said to be homes: "217003911 217003912: two flats"."""
_A_PROPERTY = re.compile(
    r"\b(?:flats?|apartments?|house|property|properties|address(?:es)?|bungalow|chapel|barn|mill|conversion|shop|building|premises|household|dwelling|home|tenancy|tenants?|council tax|street|road|avenue|lane|close|court|lofts|pitch(?:es)?|plots?|garages?|dwellings?|houses|homes|maisonettes?|bungalows|units?|parcels? of land|annexe?s?|caravans?|moorings?|vacant|void|residential|bell|storeys?|conver(?:sion|ted))\b"
)
_UPRN_CUE = re.compile(
    r"(?=[abcglnpu])(?:\bu\.?p\.?r\.?n\b(?! (?:counts?|totals?)\b)\.?'?s?|\burpns?\b|\buprns?(?:no|num|number)\b|\buprns\b|\buprns?(?=\d)|(?:unique )?property (?:ref(?:erence)?|identif\w+|id)s?(?: (?:nos?|numbers?))?|\bunique property (?:nos?|numbers?)|\bllpg\b|\bnlpg\b|\bgazetteer\b|\baddressbase\b|\bcyfeirnod eiddo(?: unigryw)?\b|\bup ?rn\b|\bproperty (?:ref|reference)\b|\bblpu\b)"
)


def find_pupils_and_properties(written: Written) -> Iterator[Span]:
    """Unique pupil numbers (DfE check letter) and, beside the words, property reference numbers."""
    if written.longest_number < _FIGURES_OF_A_PROPERTY:
        return
    text, low = written.text, written.low
    for match in _UPN.finditer(low) if written.longest_number >= _FIGURES_OF_A_PUPIL else ():
        number = re.sub(r"[^a-z\d]", "", match.group()).upper()
        # The library's is_valid also asks for a local authority of 2011: newer ones would be lost.
        checked = upn.calc_check_digit(number) == number[0]
        if checked:
            cue = named_by(written, *match.span(), _UPN_CUE)
            score = 0.98 if cue or upn.is_valid(number) else 0.9
            yield span(
                text, *match.span(), DataLabel.UPN, score, f"pupil number: check letter right{beside(cue)}"
            )
    for match in _USUAL_UPRN.finditer(low) if written.longest_number >= _FIGURES_OF_A_PUPIL else ():
        if is_of_goods(written, *match.span()) or called_otherwise(written, match.start()):
            continue
        cue = named_by(written, *match.span(), _A_PROPERTY)
        if cue or len(match.group()) == _LONGEST_UPRN or not _OTHER_GOODS.search(low):
            why = f"the form of most property references{beside(cue)}"
            yield span(text, *match.span(), DataLabel.UPRN, 0.7, why)
    for match in _IS_A_PLACE.finditer(low):
        if not is_of_goods(written, *match.span()) and not called_otherwise(written, match.start()):
            for one in _LONG_NUMBER.finditer(low, *match.span("numbers")):
                why = "a number that is said to be a home"
                yield span(text, *one.span(), DataLabel.UPRN, 0.65, why)
    if not written.places_of(_UPRN_CUE).starts:
        return
    for match in _UPRN.finditer(written.figures):
        if cue := named_by(written, *match.span(), _UPRN_CUE, OF_ANY_LENGTH):
            if is_a_count(written, match.end()):
                continue
            yield span(text, *match.span(), DataLabel.UPRN, 0.95, f"a property reference{beside(cue)}")
