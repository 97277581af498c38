# ruff: noqa: E501  (a list of words reads better unbroken)
"""Numbers and addresses that carry their own check or shape, in the forms that people write them.

Each finder returns spans over the text; a number whose check fails is not flagged, and one whose shape is
common (ten digits, nine digits) is flagged only where words nearby say what it is.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from typing import Final

import phonenumbers
from stdnum import iban, luhn
from stdnum.gb import nhs, upn, utr

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import lowered

_SEPARATOR = r"[ \t.\u00a0/-]?\n?"
_BEFORE = 48
_AFTER = 24


def _nearby(low: str, start: int, end: int, cue: re.Pattern[str]) -> str | None:
    """The cue's words just before (or, failing that, just after) a number, in the same paragraph."""
    before = low[max(0, start - _BEFORE) : start].rsplit("\n\n", 1)[-1]
    if found := list(cue.finditer(before)):
        return found[-1].group().strip()
    after = cue.search(low[end : end + _AFTER].split("\n\n", 1)[0])
    return after.group().strip() if after else None


def _span(text: str, start: int, end: int, label: DataLabel, score: float, why: str) -> Span:
    return Span(start, end, label, text[start:end], score, why)


_NINO = re.compile(
    rf"(?<![A-Za-z0-9])(?P<prefix>[A-Za-z]{_SEPARATOR}[A-Za-z]){_SEPARATOR}(?P<digits>(?:\d{_SEPARATOR}){{6}})"
    rf"(?P<suffix>[A-Da-d])?(?![A-Za-z0-9])"
)
_TEMPORARY_NINO = re.compile(
    rf"(?<![A-Za-z0-9])\d\d{_SEPARATOR}[A-Za-z]\d{_SEPARATOR}\d\d{_SEPARATOR}\d\d(?![A-Za-z0-9])"
)
_NINO_CUE = re.compile(r"\bnino\b|\bni\b|\bn\.i\.|national insurance|\bnat ins\b")
_UNUSED_PREFIXES: Final = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def find_ninos(text: str) -> Iterator[Span]:
    """National Insurance numbers (HMRC's manual NIM39110) and temporary ones; the suffix may be missing."""
    low = lowered(text)
    for match in _NINO.finditer(text):
        letters = re.sub(r"[^A-Z]", "", match["prefix"].upper())
        if set(letters) & set("DFIQUV") or letters[1] == "O" or letters in _UNUSED_PREFIXES:
            continue
        end = match.end() if match["suffix"] else match.start() + len(match.group().rstrip(" \t\n.-/\u00a0"))
        cue = _nearby(low, match.start(), end, _NINO_CUE)
        if match["suffix"] is None and cue is None:
            continue
        shape = "the shape and letters of a National Insurance number"
        why = f"{shape}, '{cue}' nearby" if cue else shape
        yield _span(text, match.start(), end, DataLabel.NINO, 0.99 if cue else 0.93, why)
    for match in _TEMPORARY_NINO.finditer(text):
        if cue := _nearby(low, match.start(), match.end(), _NINO_CUE):
            why = f"the shape of a temporary National Insurance number, '{cue}' nearby"
            yield _span(text, match.start(), match.end(), DataLabel.NINO, 0.9, why)


_TEN_DIGITS = re.compile(r"(?<![\w+£$.-])\d(?:[ \t\u00a0-]?\n?\d){9}(?![\w-]|[.,]\d)")
_NHS_GROUPS = re.compile(r"\d{3}[ \u00a0-]\n?\d{3}[ \u00a0-]\n?\d{4}")
_NHS_CUE = re.compile(
    r"\bnhs\b(?: ?(?:no|number|num|#|id))?\.?|\bpatient (?:no|number|id)\b|\bhospital number\b"
)
_UTR_CUE = re.compile(r"\butrs?\b|unique taxpayer|tax(?:payer)? ref(?:erence)?|self[- ]assessment|\bhmrc\b")
_PHONE_CUE = re.compile(r"\b(?:tel|telephone|phone|mobile|mob|call|ring|fax|text)\b")


def find_nhs_numbers_and_utrs(text: str) -> Iterator[Span]:
    """NHS numbers (modulus 11, NHS Data Dictionary) and tax references (modulus 11 with the check first)."""
    low = lowered(text)
    for match in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        start, end = match.span()
        nhs_cue = _nearby(low, start, end, _NHS_CUE)
        utr_cue = _nearby(low, start, end, _UTR_CUE)
        if utr_cue and utr.is_valid(digits):
            yield _span(
                text, start, end, DataLabel.UTR, 0.98, f"tax reference: check digit right, '{utr_cue}' nearby"
            )
        elif nhs.is_valid(digits) and len(set(digits)) > 1:
            if nhs_cue:
                why = f"NHS number: check digit right, '{nhs_cue}' nearby"
                yield _span(text, start, end, DataLabel.NHS_NUMBER, 0.99, why)
            elif (
                _NHS_GROUPS.fullmatch(match.group())
                and digits[0] != "0"
                and not utr_cue
                and not _nearby(low, start, end, _PHONE_CUE)
            ):
                why = "NHS number: check digit right, written in the usual groups"
                yield _span(text, start, end, DataLabel.NHS_NUMBER, 0.75, why)


_AREAS: Final = frozenset(
    [
        "AB",
        "AL",
        "B",
        "BA",
        "BB",
        "BD",
        "BH",
        "BL",
        "BN",
        "BR",
        "BS",
        "BT",
        "CA",
        "CB",
        "CF",
        "CH",
        "CM",
        "CO",
        "CR",
        "CT",
        "CV",
        "CW",
        "DA",
        "DD",
        "DE",
        "DG",
        "DH",
        "DL",
        "DN",
        "DT",
        "DY",
        "E",
        "EC",
        "EH",
        "EN",
        "EX",
        "FK",
        "FY",
        "G",
        "GL",
        "GU",
        "GY",
        "HA",
        "HD",
        "HG",
        "HP",
        "HR",
        "HS",
        "HU",
        "HX",
        "IG",
        "IM",
        "IP",
        "IV",
        "JE",
        "KA",
        "KT",
        "KW",
        "KY",
        "L",
        "LA",
        "LD",
        "LE",
        "LL",
        "LN",
        "LS",
        "LU",
        "M",
        "ME",
        "MK",
        "ML",
        "N",
        "NE",
        "NG",
        "NN",
        "NP",
        "NR",
        "NW",
        "OL",
        "OX",
        "PA",
        "PE",
        "PH",
        "PL",
        "PO",
        "PR",
        "RG",
        "RH",
        "RM",
        "S",
        "SA",
        "SE",
        "SG",
        "SK",
        "SL",
        "SM",
        "SN",
        "SO",
        "SP",
        "SR",
        "SS",
        "ST",
        "SW",
        "SY",
        "TA",
        "TD",
        "TF",
        "TN",
        "TQ",
        "TR",
        "TS",
        "TW",
        "UB",
        "W",
        "WA",
        "WC",
        "WD",
        "WF",
        "WN",
        "WR",
        "WS",
        "WV",
        "YO",
        "ZE",
    ]
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Za-z]{1,2})(?P<district>\d[A-Za-z\d]?)(?P<gap>[ \t\u00a0]{0,2}\n?)"
    r"(?P<inward>\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])"
)
_NO_ENDINGS: Final = frozenset({"st", "nd", "rd", "th", "pm", "am"})


def find_postcodes(text: str) -> Iterator[Span]:
    """Full UK postcodes whose area exists (Royal Mail's format, BS 7666)."""
    for match in _POSTCODE.finditer(text):
        known = match["area"].upper() in _AREAS or match.group().upper().replace(" ", "") == "GIR0AA"
        ending = match["inward"][1:]
        if not known or ending in _NO_ENDINGS:
            continue
        tidy = match["area"].isupper() and ending.isupper()
        score = 0.98 if tidy else 0.9
        yield _span(
            text, *match.span(), DataLabel.POSTCODE, score, "the shape of a full postcode in a real area"
        )


_EMAIL = re.compile(
    r"(?<![\w.+%'-])[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}(?![\w-])"
)
_HANDLE = re.compile(r"(?<![\w@/.<>])@(?P<name>[A-Za-z_][A-Za-z0-9_.]{1,29})(?![\w@>])")
_NO_HANDLES: Final = frozenset(
    {"all", "everyone", "channel", "here", "team", "media", "param", "the", "home", "work"}
)


def find_emails_and_handles(text: str) -> Iterator[Span]:
    """E-mail addresses, and names after an @ as social media write them."""
    for match in _EMAIL.finditer(text):
        yield _span(text, *match.span(), DataLabel.EMAIL, 0.99, "the shape of an e-mail address")
    for match in _HANDLE.finditer(text):
        name = match["name"].rstrip(".")
        if name.lower() not in _NO_HANDLES:
            end = match.start() + 1 + len(name)
            yield _span(
                text, match.start(), end, DataLabel.HANDLE, 0.8, "a name after an @, as on social media"
            )


_PHONE = re.compile(
    r"(?<![\w/£$.=-])(?:\+\d{1,3}[ \u00a0.-]?(?:\(0\)[ .-]?)?|\(?0)(?:[ \u00a0().-]{0,2}\d){8,12}(?![\w]|[./-]\d)"
)


_UK_SHAPE = re.compile(r"7[1-57-9]\d{8}|1632960\d{3}|[12389]\d{9}")


def find_phones(text: str) -> Iterator[Span]:
    """Telephone numbers: ones in a range that is in use, and UK mobiles or cued numbers in any range."""
    low = lowered(text)
    for match in _PHONE.finditer(text):
        try:
            number = phonenumbers.parse(match.group(), "GB")
        except phonenumbers.NumberParseException:
            continue
        start, end = match.span()
        cue = _nearby(low, start, end, _PHONE_CUE)
        national = str(number.national_number)
        mobile = national.startswith("7") and _UK_SHAPE.fullmatch(national) is not None
        in_use = phonenumbers.is_valid_number(number)
        uncertain = (
            number.country_code == 44 and _UK_SHAPE.fullmatch(national) is not None and cue is not None
        )
        if not (in_use or mobile or uncertain):
            continue
        why = "the shape of a telephone number" + (f", '{cue}' nearby" if cue else "")
        yield _span(text, start, end, DataLabel.PHONE, 0.98 if cue else 0.92, why)


_NINE_DIGITS = re.compile(r"(?<![\w.-])(?:\d[ ]?){8}\d(?![\w-]|[.,]\d)")
_OLD_PASSPORT = re.compile(r"(?<![\w.-])[A-Za-z] ?\d{6}(?![\w-])")
_FOREIGN_PASSPORT = re.compile(r"(?<![\w.-])[A-Z]{1,2}\d{6,7}(?![\w-])")
_PASSPORT_CUE = re.compile(r"\bpassports?\b(?: ?(?:no|number|num|#))?")
_LICENCE_CUE = re.compile(
    r"\b(?:driving|driver'?s?) ?(?:licen[cs]e|number|no)\b|\blicen[cs]e (?:no|number)\b|\bdvla\b"
)
_LICENCE = re.compile(
    r"(?<![A-Za-z0-9])(?P<name>[A-Za-z](?:[A-Za-z]{4}|[A-Za-z]{3}9|[A-Za-z]{2}99|[A-Za-z]999|9999))[ -]?"
    r"(?P<born>\d{3}[ -]?\d{3})[ -]?(?P<initials>[A-Za-z][A-Za-z9]|99)[ -]?(?P<check>[A-Za-z0-9][ -]?[A-Za-z]{2})"
    r"(?:[ -]?\d{2})?(?![A-Za-z0-9])"
)
_NI_LICENCE = re.compile(r"(?<![\w.-])\d{8}(?![\w-])")


def find_travel_and_driving(text: str) -> Iterator[Span]:
    """Passport numbers (only with the word) and driving licences (GB by their dates, NI only with the word)."""
    low = lowered(text)
    for pattern in (_NINE_DIGITS, _OLD_PASSPORT, _FOREIGN_PASSPORT):
        for match in pattern.finditer(text):
            if cue := _nearby(low, *match.span(), _PASSPORT_CUE):
                why = f"the shape of a passport number, '{cue}' nearby"
                yield _span(text, *match.span(), DataLabel.PASSPORT, 0.95, why)
    for match in _LICENCE.finditer(text):
        born = re.sub(r"\D", "", match["born"])
        if 1 <= int(born[1:3]) % 50 <= 12 and int(born[1:3]) < 63 and 1 <= int(born[3:5]) <= 31:
            why = "the shape of a driving licence number, with a possible birthday inside"
            yield _span(text, *match.span(), DataLabel.DRIVING_LICENCE, 0.97, why)
    for match in _NI_LICENCE.finditer(text):
        if cue := _nearby(low, *match.span(), _LICENCE_CUE):
            why = f"eight digits as on a Northern Ireland licence, '{cue}' nearby"
            yield _span(text, *match.span(), DataLabel.DRIVING_LICENCE, 0.85, why)


_NEW_PLATE = re.compile(
    r"(?<![\w-])(?P<letters>[A-Za-z]{2})(?P<age>\d{2})(?P<gap>[ -]?)(?P<tail>[A-Za-z]{3})(?![\w-])"
)
_OLD_PLATE = re.compile(
    r"(?<![\w-])(?:[A-HJ-NPR-Y]\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-Y]|[A-Z]{1,3} ?\d{1,4}|\d{1,4} ?[A-Z]{1,3}"
    r"|[A-Z]{1,2}IZ ?\d{1,4}|[A-Z]{3} ?\d{4})(?![\w-])"
)
_VEHICLE_CUE = re.compile(
    r"\b(?:reg(?:istration)?(?: (?:no|number|plate|mark))?|number ?plate|plates?|vrm|vrn|vehicle|car|cars|van|lorry|"
    r"motorbike|motorcycle|scooter|taxi|dvla|parked|pcn|permit|ford|vauxhall|bmw|audi|volkswagen|vw|toyota|nissan|"
    r"honda|mercedes|kia|hyundai|peugeot|renault|skoda|fiat|mini|corsa|fiesta|golf|astra|focus)\b"
)
_PLATE_CUE = re.compile(
    r"\b(?:reg(?:istration)?(?: (?:no|number|plate|mark))?|number ?plate|plate|vrm|vrn)\b"
)
_WORDS_AFTER_ROADS: Final = frozenset(
    [
        "and",
        "for",
        "the",
        "was",
        "has",
        "had",
        "but",
        "not",
        "all",
        "are",
        "can",
        "our",
        "you",
        "via",
        "may",
        "who",
        "one",
        "two",
        "new",
        "old",
        "off",
        "per",
        "out",
        "now",
        "any",
        "day",
        "way",
    ]
)


def find_vehicles(text: str) -> Iterator[Span]:
    """Vehicle registrations: the current series by its age identifier, older ones only beside a word for a car."""
    low = lowered(text)
    for match in _NEW_PLATE.finditer(text):
        age, tail = int(match["age"]), match["tail"]
        if not (2 <= age <= 29 or 51 <= age <= 79):
            continue
        cue = _nearby(low, *match.span(), _VEHICLE_CUE)
        capitals = match["letters"].isupper() and tail.isupper()
        if not cue and (not capitals or tail.lower() in _WORDS_AFTER_ROADS):
            continue
        if not capitals and tail.lower() in _WORDS_AFTER_ROADS:
            continue
        why = "the shape of a vehicle registration" + (f", '{cue}' nearby" if cue else "")
        yield _span(text, *match.span(), DataLabel.VEHICLE_REG, 0.97 if cue else 0.88, why)
    for match in _OLD_PLATE.finditer(text):
        whole = re.fullmatch(
            r"[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|[A-Z]{1,2}IZ ?\d{1,4}", match.group()
        )
        cue = _nearby(low, *match.span(), _VEHICLE_CUE if whole else _PLATE_CUE)
        if cue:
            why = f"the shape of an older vehicle registration, '{cue}' nearby"
            yield _span(text, *match.span(), DataLabel.VEHICLE_REG, 0.85 if whole else 0.7, why)


_SORT_CODE = r"\d{2}[ -]\d{2}[ -]\d{2}|\d{6}"
_SORT_THEN_ACCOUNT = re.compile(
    rf"(?<![\w.-])(?P<sort>{_SORT_CODE})(?![\w-])(?P<between>[^\d\n]{{1,28}}\n?[^\d\n]{{0,20}}?)(?<![\d-])(?P<account>\d{{4}} ?\d{{4}}|\d{{7}})(?![\w-])"
)
_ACCOUNT_THEN_SORT = re.compile(
    rf"(?<![\w.-])(?P<account>\d{{4}} ?\d{{4}}|\d{{7}})(?![\w-])(?P<between>[^\d\n]{{1,28}}\n?[^\d\n]{{0,20}}?)(?<![\d-])(?P<sort>{_SORT_CODE})(?![\w-])"
)
_SORT_ALONE = re.compile(rf"(?<![\w.-])(?:{_SORT_CODE})(?![\w-])")
_ACCOUNT_ALONE = re.compile(r"(?<![\w.-])\d{4} ?\d{4}(?![\w-])")
_SORT_CUE = re.compile(r"\bsort ?-?codes?\b|\bs/c\b|\bsc:")
_ACCOUNT_CUE = re.compile(r"\b(?:bank|current|savings)? ?(?:account|acct|acc|a/c) ?(?:no|number|num)?\b\.?")
_BANK_CUE = re.compile(
    r"\bsort ?-?codes?\b|\bs/c\b|\b(?:bank )?(?:account|acct|acc|a/c)\b|\bbank\b|\bbacs\b|\bpaid (?:in)?to\b"
)
_COUNCIL_TAX_CUE = re.compile(r"council tax|rent account|business rates|library|gas|electric|water")


def find_bank_accounts(text: str) -> Iterator[Span]:
    """A sort code with its account as one span; either alone only beside the words for it."""
    low = lowered(text)
    for pattern in (_SORT_THEN_ACCOUNT, _ACCOUNT_THEN_SORT):
        for match in pattern.finditer(text):
            cue = _nearby(low, *match.span(), _BANK_CUE) or _first(
                _BANK_CUE, low[match.start() : match.end()]
            )
            if cue or re.fullmatch(r"\d\d-\d\d-\d\d", match["sort"]):
                why = "a sort code with an account number" + (f", '{cue}' nearby" if cue else "")
                yield _span(text, *match.span(), DataLabel.BANK_ACCOUNT, 0.97 if cue else 0.9, why)
    for match in _SORT_ALONE.finditer(text):
        if cue := _nearby(low, *match.span(), _SORT_CUE):
            yield _span(
                text, *match.span(), DataLabel.BANK_ACCOUNT, 0.85, f"a bank sort code, '{cue}' nearby"
            )
    for match in _ACCOUNT_ALONE.finditer(text):
        cue = _nearby(low, *match.span(), _ACCOUNT_CUE)
        if cue and not _nearby(low, *match.span(), _COUNCIL_TAX_CUE):
            yield _span(
                text, *match.span(), DataLabel.BANK_ACCOUNT, 0.8, f"a bank account number, '{cue}' nearby"
            )


def _first(pattern: re.Pattern[str], low: str) -> str | None:
    found = pattern.search(low)
    return found.group().strip() if found else None


_CARD = re.compile(r"(?<![\w.+-])\d(?:[ \u00a0-]?\d){12,18}(?![\w-]|\.\d)")
_CARD_ISSUERS = re.compile(
    r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|[68])|6(?:011|4[4-9]|5)|50|5[6-9]|6[37]"
)
_CARD_LENGTHS: Final = {13, 14, 15, 16, 19}
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,4})?(?![A-Za-z0-9])"
)


def find_cards_and_ibans(text: str) -> Iterator[Span]:
    """Payment cards (issuer's range, length and Luhn check) and IBANs (ISO 13616 check)."""
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        known = len(digits) in _CARD_LENGTHS and _CARD_ISSUERS.match(digits) is not None
        if known and len(set(digits)) > 1 and luhn.is_valid(digits):
            yield _span(
                text,
                *match.span(),
                DataLabel.PAYMENT_CARD,
                0.97,
                "payment card: check digit and issuer right",
            )
    for match in _IBAN.finditer(text):
        candidate, end = match.group(), match.end()
        while candidate:
            if iban.is_valid(candidate):
                yield _span(text, match.start(), end, DataLabel.IBAN, 0.99, "bank account: IBAN check right")
                break
            # A word may follow after a space and look like one more group.
            shorter = candidate.rstrip().rpartition(" ")[0]
            candidate, end = shorter, match.start() + len(shorter)


_UPN = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Za-hj-np-rt-z] ?\d{3} ?\d{4} ?\d{4}[\dA-Za-z](?![A-Za-z0-9])")
_UPRN = re.compile(r"(?<![\w.-])\d{6,12}(?![\w-])")
_UPRN_CUE = re.compile(r"\buprns?\b|unique property reference")


def find_pupils_and_properties(text: str) -> Iterator[Span]:
    """Unique pupil numbers (DfE check letter) and, beside the word, property reference numbers."""
    low = lowered(text)
    for match in _UPN.finditer(text):
        if upn.is_valid(match.group()):
            yield _span(text, *match.span(), DataLabel.UPN, 0.98, "pupil number: check letter right")
    for match in _UPRN.finditer(text):
        if cue := _nearby(low, *match.span(), _UPRN_CUE):
            yield _span(text, *match.span(), DataLabel.UPRN, 0.95, f"a property reference, '{cue}' nearby")


_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IPV6 = re.compile(
    r"(?<![\w:])(?=[0-9A-Fa-f:]{3,39}(?![\w:]))(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])"
)
_VERSION_CUE = re.compile(r"\b(?:version|ver|v|release|build|section|clause|para(?:graph)?|item)\b\.?:?\s*$")


def find_ip_addresses(text: str) -> Iterator[Span]:
    """IP addresses, versions 4 and 6; not software versions or numbered clauses."""
    low = lowered(text)
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(text):
            if len(match.group()) < 7 or _VERSION_CUE.search(low[max(0, match.start() - 14) : match.start()]):
                continue
            try:
                ipaddress.ip_address(match.group())
            except ValueError:
                continue
            yield _span(text, *match.span(), DataLabel.IP_ADDRESS, 0.93, "the shape of an IP address")


_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}[/. -]\d{{1,2}}[/. -](?:\d{{4}}|\d{{2}})|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|\d{{8}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTHS}\.?,?[ -](?:\d{{4}}|'?\d{{2}})|"
    rf"{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})(?![\w/-])",
    re.IGNORECASE,
)
_BIRTH_BEFORE = re.compile(
    r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdates? of births?|\bbirth ?da(?:te|y)|\bborn(?: on)?(?: the)?|\bd of b|\bb\.)"
    r"[^\w\n]{0,6}(?:\n\s{0,4})?(?:(?:is|was|on|as|of|the|given as|recorded as|:)[\s:]{1,3}){0,3}(?:[a-z' ]{0,22}(?:is|was|-|:)\s)?$"
)
_BIRTH_AFTER = re.compile(r"^[\s,]*\(?(?:d\.?o\.?b\b|date of birth|born\b|birthday)")


def find_dates_of_birth(text: str) -> Iterator[Span]:
    """Dates that the words beside them say are somebody's birthday."""
    low = lowered(text)
    for match in _DATE.finditer(text):
        start, end = match.span()
        before = _BIRTH_BEFORE.search(low[max(0, start - 60) : start])
        if before or _BIRTH_AFTER.search(low[end : end + 24]):
            cue = before.group().strip(" :-\n") if before else "date of birth"
            yield _span(text, start, end, DataLabel.DATE_OF_BIRTH, 0.98, f"a date after '{cue}'")


_REFERENCES: Final = (
    (re.compile(r"council tax (?:account|ref(?:erence)?|a/c|acc)?\W{0,3}(?:no|number|ref(?:erence)?)?\W{0,4}(?:is\s)?(?P<ref>\d{7,12}[a-z]?)\b"), "council tax account"),
    (re.compile(r"\bcrime (?:ref(?:erence)?|no|number)\W{0,3}(?:no|number)?\W{0,4}(?:is\s)?(?P<ref>[a-z0-9]*\d[a-z0-9/-]{3,})\b"), "crime reference"),
    (re.compile(r"\b(?:mosaic|liquidlogic|lcs|las|carefirst|eclipse|case management|social care|client|service user|person|customer)\s(?:id|ref(?:erence)?|no|number)\W{0,4}(?:no|number)?\W{0,3}(?:is\s)?(?P<ref>[a-z]{0,3}-?\d{5,10})\b"), "social care reference"),
    (re.compile(r"\b(?:housing|tenancy|rent|tenant|benefit|claim|payroll|employee|staff)\s(?:account|application|register|claim)?\s?(?:ref(?:erence)?|no|number|id)\W{0,4}(?:no|number)?\W{0,3}(?:is\s)?(?P<ref>[a-z]{0,4}-?\d{4,10})\b"), "council reference"),
)  # fmt: skip


def find_council_references(text: str) -> Iterator[Span]:
    """References that have no national form, where the words before say what they are."""
    low = lowered(text)
    for pattern, name in _REFERENCES:
        for match in pattern.finditer(low):
            yield _span(text, *match.span("ref"), DataLabel.COUNCIL_REF, 0.85, f"a number called a {name}")


FINDERS: Final[tuple[Callable[[str], Iterator[Span]], ...]] = (
    find_ninos,
    find_nhs_numbers_and_utrs,
    find_postcodes,
    find_emails_and_handles,
    find_phones,
    find_travel_and_driving,
    find_vehicles,
    find_bank_accounts,
    find_cards_and_ibans,
    find_pupils_and_properties,
    find_ip_addresses,
    find_dates_of_birth,
    find_council_references,
)
