# ruff: noqa: E501  (a pattern or a list of words reads better unbroken)
"""How a person is reached: e-mail, telephone, and the address of a computer."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from nlp.personal_data.identifiers.nearby import beside, is_of_goods, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w](?:[\w.!#$%&'*+/=?^`{|}~-]{0,62}[\w+-])?(?:[ ]?@[ ]?|@\n)(?:[^\W_](?:[\w-]{0,62})\.\n?){1,8}[^\W\d_]{2,24}(?![\w-])"
)
_QUOTED_EMAIL = re.compile(r'(?<!\w)"[^"@\n]{1,40}"@(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}(?![\w-])')
_ENDING = r"(?:com|co|uk|org|net|gov|edu|info|eu|ie|scot|wales|cymru|london|sch|ac)"
_SPELT_EMAIL = re.compile(
    rf"(?<![\w.@])[a-z0-9][\w+-]*(?:(?:\.| dot |[ ]?[\[(<{{][ ]?dot[ ]?[\])>}}][ ]?| underscore | hyphen | dash )[\w+-]+){{0,4}}(?:[ ]?[\[(<{{][ ]?at[ ]?[\])>}}][ ]?[a-z0-9][\w-]*(?:(?:\.|[ ]?[\[(<{{][ ]?dot[ ]?[\])>}}][ ]?| dot )[a-z0-9-]+){{0,4}}(?:\.|[ ]?[\[(<{{][ ]?dot[ ]?[\])>}}][ ]?| dot )"
    rf"|[ ]at[ ][a-z0-9][\w-]*(?:(?: dot |\.)[a-z0-9-]+){{0,4}} dot ){_ENDING}(?![\w-])"
)


def find_emails(written: Written) -> Iterator[Span]:
    """E-mail addresses, and those spelt out for people to read: "jo at example dot org"."""
    text, low = written.text, written.low
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield from _email(text, match)
        for match in _QUOTED_EMAIL.finditer(text):
            yield span(text, *match.span(), DataLabel.EMAIL, 0.97, "the shape of an e-mail address")
    if "at" in low and ("dot" in low or "at]" in low or "at)" in low):
        for match in _SPELT_EMAIL.finditer(low):
            yield span(
                text, *match.span(), DataLabel.EMAIL, 0.85, "an e-mail address with its signs spelt out"
            )


def _email(text: str, match: re.Match[str]) -> Iterator[Span]:
    """An address, without a word before it that its pattern lets in ("contact=jo@example.org", "Jo @ work.co")."""
    address = match.group()
    if " " in address and not re.fullmatch(r"\S+ ?@ ?\S+\.(?:com|uk|org|net|gov|edu|info|eu|ie)", address):
        return
    if "\n" in address and not re.search(rf"\.{_ENDING}$", address.lower()):
        address = address.split("\n", 1)[0].rstrip(".") if "@\n" not in address else ""
        if not re.search(r"@.+\.[^\W\d_]{2,24}$", address):
            return
    local = address.split("@", 1)[0]
    own = re.split(r"[=|/*`]", local)[-1].lstrip("'")
    if own.strip() and not address.lower().startswith("git@"):
        start = match.start() + len(local) - len(own)
        end = match.start() + len(address)
        yield span(text, start, end, DataLabel.EMAIL, 0.99, "the shape of an e-mail address")


_PHONE = re.compile(
    r"(?:(?<![\w£$+])|(?<=[Tt][Ee][Ll])|(?<=[Mm][Oo][Bb])|(?<=[Ff][Aa][Xx]))(?<!\d[./=-])(?<!\w/)(?:(?:\+|00)[ ]?\d{1,3}[ .-]?(?:\(0\)[ .-]?)?|\(\+\d{1,3}\)[ ]?(?:\(0\)[ ]?)?|44[ -]?(?=(?:\(0\))?[ ]?7)(?:\(0\))?|\(?0)"
    r"(?:[ ().-]{0,3}\n?[ ]?\d){8,12}(?!\w(?<!x)(?!(?<=[OoAaMm])(?:r|nd|ob)\b)(?!(?<=[A-Z])(?:[A-Z]{2}|:))|[.-]\d|/[1-9])(?:,?[ ]?(?:[Ee]xt(?:ension|n)?\.?|x)[ :]{0,2}\d{1,6}\b)?"
)
_TEXT_RELAY = re.compile(r"\b1800[12][ -]?$")
_AFTER_A_SLASH = re.compile(r"(?<=\w/)(?:\+44[ ]?\d|0)(?:[ ().-]{0,3}\d){8,11}(?!\w|[.-]\d|/[1-9])")
_WITH_SLASH_OR_LOW_LINE = re.compile(
    r"(?<![\w/£.-])0(?:\d{3,4} ?/ ?\d{6,7}|\d{3,4}(?:_\d{3,4}){1,2})(?![\w/])"
)
_BARE_MOBILE = re.compile(r"(?<![\w/£$.=+-])7\d{3}[ -]?\d{3}[ -]?\d{3}(?![\w-]|[.,/]\d)")
_LOCAL = re.compile(
    r"\b(?:tel|telephone|phone|landline|mob|mobile|home|fax)(?: ?(?:no|number|num))?\b\.?(?: is)?[:. ]{1,3}(?P<local>[2-9]\d{2}[ -]?\d{3,4}|[2-9]\d{3}[ ]\d{4})(?![\w-]|[ ]?\d|[.,/]\d)"
)
_TYPED_O = re.compile(
    r"(?<![\w])[oO](?:7\d{3}[ ]?\d{3}[ ]?\d{3}|[12]\d{2,3}[ ]\d{3}[ ]?\d{3,4}|[12]\d[ ]\d{4}[ ]\d{4})(?!\w)"
)
_GROUPED = re.compile(r"\(\+?[\d ]+\)|^\+?[\d ]*?\b0?\d{2,5}[ -]\d{3,4}[ -]?\d{3,4}\b|^0?\d{4}[ -/]\d{6}\b")
"""An area code, set apart from the number."""
_MORE_DIGITS = re.compile(r"[ .-]\d")
_IN_A_LONGER_CODE = re.compile(r"\d[a-z\d]*[a-z][a-z\d]* $|[a-z]\d+ $")
_OF_A_THING = re.compile(r"\b(?:isbn|issn|barcode|ean|sku|upc)\b[^.!?\n]*$|\b97[89][ -]$")
_YEAR_WITHIN = re.compile(r"-(?:19|20)\d\d-\d{1,3}$")
_UK_SHAPE = re.compile(r"7[1-57-9]\d{8}|1632960\d{3}|[12389]\d{9}|1\d{8}")
_PHONE_CUE = re.compile(
    r"(?:^|[\s(,;|/])[tmhwf][.:]|\b(?:home|work|daytime|evening)\b:?|\b(?:ringing|rings|calls|calling|texting|texted|handset|voicemail|answerphone|missed call|ffôn|ffon|symudol|switchboard|helpline|line|no|n[º°]|h/p|t/p)\b|\b(?:tel|telephone|phone|phoned|mobile|mob|cell|call|called|ring|rang|fax|text|txt|sms|whatsapp|dial|contact|landline|number|nmber|reached)\b"
)
_LOCAL_CUE = re.compile(r"\b(?:tel|telephone|phone|mobile|mob|cell|whatsapp|landline|call|ring|text|txt)\b")


def find_phones(written: Written) -> Iterator[Span]:
    """Telephone numbers: ones in a range that is in use, and UK mobiles or named numbers in any range."""
    text, low, level = written.text, written.low, written.figures
    for pattern in (_PHONE, _AFTER_A_SLASH, _WITH_SLASH_OR_LOW_LINE):
        for match in pattern.finditer(level):
            yield from _phone(written, match)
    for match in _BARE_MOBILE.finditer(level):
        if cue := named_by(written, *match.span(), _LOCAL_CUE):
            why = f"a mobile number without its first nought{beside(cue)}"
            yield span(text, *match.span(), DataLabel.PHONE, 0.8, why)
    for match in _TYPED_O.finditer(low):
        why = "a telephone number with a letter for its first nought"
        yield span(text, *match.span(), DataLabel.PHONE, 0.8, why)
    for match in _LOCAL.finditer(low):
        why = "a number without its area code after a word for a telephone"
        yield span(text, *match.span("local"), DataLabel.PHONE, 0.7, why)


def _phone(written: Written, match: re.Match[str]) -> Iterator[Span]:
    start, end = match.span()
    low = written.low
    if match.group().startswith("(") and ")" not in match.group():
        start += 1
    dialled = re.split("[Ee]|x", written.figures[start:end])[0].replace("\n", " ").replace("_", " ")
    dialled = "+" + dialled[2:] if dialled.startswith("00") else dialled
    dialled = "+" + dialled if dialled.startswith("44") else dialled
    try:
        number = phonenumbers.parse(dialled, "GB")
    except phonenumbers.NumberParseException:
        return
    cue = named_by(written, start, end, _PHONE_CUE)
    if cue is None and (is_of_goods(written, start, end) or written.level[max(0, start - 1) : start] == "-"):
        return
    if cue is None and _IN_A_LONGER_CODE.search(low[max(0, start - 8) : start]):
        return  # the last groups of a parcel's number
    if cue is None and _OF_A_THING.search(low[max(0, start - 40) : start]):
        return
    if cue is None and _YEAR_WITHIN.search(dialled):
        return  # "07700-2024-16"
    if (
        dialled.startswith("+44")
        and written.level[start : start + 2] == "44"
        and _MORE_DIGITS.match(written.level, end)
    ):
        return  # the first groups of a card
    national = str(number.national_number)
    british = number.country_code == 44 and _UK_SHAPE.fullmatch(national) is not None
    if phonenumbers.is_valid_number(number) or (
        british and (cue is not None or national[0] == "7" or _GROUPED.search(dialled))
    ):
        why = f"the shape of a telephone number{beside(cue)}"
        if relay := _TEXT_RELAY.search(low[max(0, start - 6) : start]):
            start -= len(relay.group())
        yield span(written.text, start, end, DataLabel.PHONE, 0.98 if cue else 0.92, why)


_DOT = r"(?:\.|\[\.\]|\(\.\))"
_IPV4 = re.compile(rf"(?<![\w.])(?:\d{{1,3}}{_DOT}){{3}}\d{{1,3}}(?!\w|\.\d)")
_IPV6 = re.compile(
    r"(?<![\w:.])(?=[0-9A-Fa-f:]{3,39}(?![\w:])|[0-9A-Fa-f:]{2,30}:\d{1,3}\.)(?:[0-9A-Fa-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4})(?![\w:])"
)
_VERSION_CUE = re.compile(
    r"\b(?:versions?|ver|v|release|build|section|clause|para(?:graph)?|item|firmware|image|(?:upgraded?|updated?|patched|downgraded|rolled back) (?:[\w-]+ ){0,3}?(?:to|from)|update|standard|table|figure|policy|rule|part|schedule|annex|appendix|chapter|patch|driver|software|app|java|jdk|kernel|python|chrome|firefox|edge|openssl|windows|android|ios|tomcat|ubuntu|node|php|oracle|postgres|postgresql|browser|plugin|library)\b\.?(?: is| no| number)?(?: now| at)?:?\s*$"
)
_VERSION_WITHIN: Final = 40
_IP_CUE = re.compile(
    r"\bip\b|\bips\b|\bipv[46]\b|log(?:ged|s)? ?in|log ?on|sign(?:ed)?[- ]in|host|server|address|from|router|network|vpn|\bsrc\b|\bdst\b|\bdns\b|\bping|\bport\b|connect|session|\bvia\b|device|visitor|traced|\bgeo|traffic|request"
)
_SMALL_PARTS: Final = 20
_NOBODYS: Final = ("0.", "127.", "255.")


def find_ip_addresses(written: Written) -> Iterator[Span]:
    """IP addresses, versions 4 and 6; not software versions, numbered clauses or times."""
    text, low, level = written.text, written.low, written.level
    for match in _IPV4.finditer(level):
        if _VERSION_CUE.search(low[max(0, match.start() - _VERSION_WITHIN) : match.start()]):
            continue
        address = re.sub(r"[\[\]()]", "", match.group())
        if not _is_ip(address) or address.startswith(_NOBODYS):
            continue
        # "1.2.3.4" may be the number of a paragraph or of a version.
        small = all(int(part) < _SMALL_PARTS for part in address.split("."))
        if not small or named_by(written, *match.span(), _IP_CUE):
            yield span(text, *match.span(), DataLabel.IP_ADDRESS, 0.93, "the shape of an IP address")
    for match in _IPV6.finditer(level):
        address = match.group()
        # "12::30" and "3:45:10" are shorter than any address that is not named as one.
        long_enough = len(address) > 9 and len(re.findall(r"[0-9A-Fa-f]+", address)) > 2
        local = re.match(r"fe80::[0-9a-f]|fd[0-9a-f]{2}:", address.lower())
        if (long_enough or local or named_by(written, *match.span(), _IP_CUE)) and _is_ip(address):
            yield span(
                text, *match.span(), DataLabel.IP_ADDRESS, 0.93, "the shape of an IP address (version 6)"
            )


def _is_ip(address: str) -> bool:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True
