# ruff: noqa: E501  (a pattern reads better unbroken)
"""How a person is reached: e-mail, social media, telephone, and the address of a computer."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from nlp.personal_data.identifiers.nearby import beside, named_by, span
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w](?:[\w.!#$%&'*+/=?^`{|}~-]{0,62}[\w+-])?[ ]?@[ ]?(?:[^\W_](?:[\w-]{0,62})\.){1,8}[^\W\d_]{2,24}(?![\w-])"
)
_HANDLE = re.compile(r"(?<![\w@/.<>])@(?P<name>[^\W\d][\w.-]{1,29})(?![\w@>])")
_NO_HANDLES: Final = frozenset(
    {
        "all",
        "everyone",
        "channel",
        "here",
        "team",
        "media",
        "param",
        "the",
        "home",
        "work",
        "import",
        "property",
        "override",
        "lru_cache",
        "dataclass",
        "ask",
        "askig",
    }
)
_BARE_HANDLE = re.compile(
    r"\b(?:instagram|insta|twitter|tiktok|snapchat|snap|facebook|fb|reddit|discord|youtube|linkedin|x)"
    r"(?: (?:handle|username|user name|name|account|user|id|profile))?(?: is|:|,)[ ]{1,2}(?P<name>[a-z][\w.]{0,28}[\d_.][\w.]{0,28})(?!\w)"
    r"|\b(?:handle|username|user name|screen name)(?: is|:|,)? (?P<named>[a-z][\w.]{0,28}[\d_][\w.]{0,28})(?![\w@])"
    r"|\bu/(?P<reddit>[a-z][\w-]{2,20})\b"
    r"|\b(?:facebook|instagram|twitter|x|linkedin|tiktok)\.com/(?:in/|@)?(?P<page>[a-z][\w.-]{2,40})(?![\w/])"
)


def find_emails_and_handles(written: Written) -> Iterator[Span]:
    """E-mail addresses, and names on social media: after an @, or after the word for it."""
    text, low = written.text, written.low
    for match in _EMAIL.finditer(text):
        yield from _email(text, match)
    for match in _HANDLE.finditer(text):
        name = match["name"].rstrip(".-")
        if name.lower() not in _NO_HANDLES and len(name) > 1:
            end = match.start() + 1 + len(name)
            yield span(
                text, match.start(), end, DataLabel.HANDLE, 0.8, "a name after an @, as on social media"
            )
    for match in _BARE_HANDLE.finditer(low):
        group = match.lastgroup or "name"
        start = match.start(group)
        end = start + len(match[group].rstrip("."))
        yield span(text, start, end, DataLabel.HANDLE, 0.8, "a name after a word for social media")


def _email(text: str, match: re.Match[str]) -> Iterator[Span]:
    """An address, without a word before it that its pattern lets in ("contact=jo@example.org", "Jo @ work.co")."""
    address = match.group()
    if " " in address and not re.fullmatch(r"\S+ ?@ ?\S+\.(?:com|uk|org|net|gov|edu|info|eu|ie)", address):
        return
    local = address.split("@", 1)[0]
    own = re.split(r"[=|/*`]", local)[-1].lstrip("'")
    if own.strip():
        start = match.start() + len(local) - len(own)
        yield span(text, start, match.end(), DataLabel.EMAIL, 0.99, "the shape of an e-mail address")


_PHONE = re.compile(
    r"(?<![\w/£$.=-])(?:(?:\+|00)[ ]?\d{1,3}[ \u00a0.-]?(?:\(0\)[ .-]?)?|\(\+\d{1,3}\)[ ]?|\(?0)(?:[ \u00a0().\u2010-\u2015-]{0,2}\n?\d){8,12}(?!\w|[./-]\d)"
)
_BARE_MOBILE = re.compile(r"(?<![\w/£$.=+-])7\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w-]|[.,/]\d)")
_UK_SHAPE = re.compile(r"7[1-57-9]\d{8}|1632960\d{3}|[12389]\d{9}|1\d{8}")
_PHONE_CUE = re.compile(
    r"\b(?:tel|telephone|phone|phoned|mobile|mob|call|called|ring|rang|fax|text|whatsapp|dial|contact|landline|number|reached)\b"
)
_LOCAL_CUE = re.compile(r"\b(?:tel|telephone|phone|mobile|mob|whatsapp|landline|call|ring)\b")


def find_phones(written: Written) -> Iterator[Span]:
    """Telephone numbers: ones in a range that is in use, and UK mobiles or named numbers in any range."""
    text, low = written.text, written.low
    for match in _PHONE.finditer(text):
        dialled = re.sub(r"[\u2010-\u2015\n]", "-", match.group())
        dialled = "+" + dialled[2:] if dialled.startswith("00") else dialled
        try:
            number = phonenumbers.parse(dialled, "GB")
        except phonenumbers.NumberParseException:
            continue
        cue = named_by(low, *match.span(), _PHONE_CUE)
        national = str(number.national_number)
        british = number.country_code == 44 and _UK_SHAPE.fullmatch(national) is not None
        if phonenumbers.is_valid_number(number) or (british and (cue is not None or national[0] == "7")):
            why = f"the shape of a telephone number{beside(cue)}"
            yield span(text, *match.span(), DataLabel.PHONE, 0.98 if cue else 0.92, why)
    for match in _BARE_MOBILE.finditer(text):
        if cue := named_by(low, *match.span(), _LOCAL_CUE):
            why = f"a mobile number without its first nought{beside(cue)}"
            yield span(text, *match.span(), DataLabel.PHONE, 0.8, why)


_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IPV6 = re.compile(
    r"(?<![\w:.])(?=[0-9A-Fa-f:]{3,39}(?![\w:]))(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])"
)
_VERSION_CUE = re.compile(
    r"\b(?:versions?|ver|v|release|build|section|clause|para(?:graph)?|item|firmware|upgraded? to|update|standard|table|figure|policy|rule|part)\b\.?:?\s*$"
)
_IP_CUE = re.compile(
    r"\bip\b|\bips\b|\bipv[46]\b|log(?:ged|s)? ?in|sign(?:ed)?[- ]in|host|server|address|from|router|network|vpn|connect"
)


def find_ip_addresses(written: Written) -> Iterator[Span]:
    """IP addresses, versions 4 and 6; not software versions, numbered clauses or times."""
    text, low = written.text, written.low
    for match in _IPV4.finditer(text):
        if _VERSION_CUE.search(low[max(0, match.start() - 18) : match.start()]):
            continue
        if _is_ip(match.group()):
            yield span(text, *match.span(), DataLabel.IP_ADDRESS, 0.93, "the shape of an IP address")
    for match in _IPV6.finditer(text):
        address = match.group()
        # "12::30" and "3:45:10" are shorter than any address that is not named as one.
        long_enough = len(address) > 9 and len(re.findall(r"[0-9A-Fa-f]+", address)) > 2
        if (long_enough or named_by(low, *match.span(), _IP_CUE)) and _is_ip(address):
            yield span(
                text, *match.span(), DataLabel.IP_ADDRESS, 0.93, "the shape of an IP address (version 6)"
            )


def _is_ip(address: str) -> bool:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True
