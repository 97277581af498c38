# ruff: noqa: E501  (a list of words reads better unbroken)
"""What the words beside a number say it is."""

import re
from dataclasses import dataclass
from typing import Final

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_NEAR: Final = 72
_SAME_SENTENCE: Final = 160
_LIST_BEFORE: Final = 200
_AFTER: Final = 100
_LONGEST_CAPTION: Final = 60
_NUMBER_WORD: Final = r"(?:no|number|num|ref(?:erence)?|id|tag|reading)"
_RIVAL = re.compile(
    rf"\b(?:(?:orders?|invoices?|tickets?|parcels?|tracking|barcode|isbn|ean|serial|requisition|purchase|planning|company|charity|vat|"
    rf"asset|tender|meter|mpan|mprn|lot|batch|model|version|extension|ext|quote(?! (?:this|the|that|your|it|ref\w*|number|when|my|our|in)\b)|receipt|helpdesk|consignment|cost ?cent(?:re|er)|"
    rf"grid|zoom|webinar|passcode|(?:meeting|conference)(?= id)|supplier|creditor|ledger|voucher|cheque|docket|sku|po|req)(?: {_NUMBER_WORD})?\b"
    rf"|(?<!for the )(?<!for a )(?:job|case|application|contract|grant|part|product|item|delivery|complaint|enquiry)(?: {_NUMBER_WORD}\b|(?=[\s:#(]{{0,2}}[a-z]{{0,3}}\d)))"
)
_GOODS = re.compile(
    r"\b(?:parts?|spec|kit|lens|fuse|pumps?|valves?|filters?|cables?|bearings?|cartridges?|toner|bolts?|seals?|bores?|boreholes?|colours?|paint|stock|catalogue|pallets?|vendors?|errors?|firmware|drawings?|drg|sheets?|plots?|grid|"
    r"journal|transactions?|entr(?:y|ies)|minutes?|licen[cs]e plate frame|colou?r ref|fabric|carpet|tiles?|lamps?|bulbs?|lantern|column|boiler|locks?|suite|keys?|diary|folder|boxes|rolls?|codes?|switch(?:es)?|plugs?|sockets?|connectors?|relays?|breakers?|sizes?|gaskets?|packs?|bricks?|hoses?|sacks?|tvs?|televisions?|monitors?|rooms?|lockers?|drawers?|shel(?:f|ves)|chests?|nominal|batch|circuits?|samples?|doors?|formats?|building reg(?:ulation)?s|building control|spares?|paving|slabs?|fittings?|brackets?|pipes?)"
    r"(?: (?:nos?|numbers?|ref(?:erence)?|id|code|type|size))?\b\.?"
)
_IS_GOODS = re.compile(
    rf"\W{{0,3}}(?:is|was|are|fits?|on) (?:an?|the) (?:\w+ ){{0,3}}?(?:{_RIVAL.pattern}|{_GOODS.pattern})|[ ](?:switch(?:es)?|plugs?|sockets?|connectors?|relays?|breakers?|contactors?|brackets?|lamp holders?|gaskets?|packs?|washers?|screws?|blades?|inserts?|panels?|lockers?|envelopes?)\b|[ ](?:part|fuse|stock|product|item|order|colour|paint|kit|model|serial|asset)s? (?:codes?|nos?|numbers?|refs?)\b"
)
_ITS_NAME = re.compile(
    rf"(?:{_RIVAL.pattern}|{_GOODS.pattern})(?: (?:nos?|numbers?|refs?|is|was|id|called|marked)\b)?[\s.:#(-]{{0,3}}$"
)
_NUMBER_IN_A_LIST = re.compile(r"\d(?:[ ./-]?\d){4,}")
_JOINS_A_LIST = re.compile(
    r"(?:[^a-z0-9]|\b(?:and|plus|then|or|to)\b|\([^)\d]{0,40}\)|\b\d{1,2}[.)]|\b(?!no\b|id\b)[a-z']{1,12}\b(?![ ]?(?:no|number|ref)\b)){0,12}"
)
_MORE_OF_A_LIST = re.compile(
    r"(?:(?:\s|[,&/;+]|\band\b|\bor\b){1,6}[a-z]{0,3}[ /-]?\d[\d -]{3,14}[a-z]?){1,6}(?:\W|\b(?:on|in|are|as|the|their|his|her|both|all)\b){0,8}"
)
"""Values that stand between one and the caption behind all of them: "70182803 and 10388049 on Mosaic"."""
_JOINS_THE_VALUE = re.compile(r"\W{0,4}(?:(?:is|was|are|as|being|reads?|shows?)\b\W{0,3}){0,2}")
_END_OF_SENTENCE = re.compile(
    r"[.!?]\s+(?=[a-z]{2})(?!(?:it|that|this|which)(?:'s| is| was| says| said| reads| looks)\b)"
)
_HAS_A_NUMBER_OF_ITS_OWN = re.compile(
    r"(?:[ ]?(?:nos?|numbers?|refs?|is|was)\b\.?){0,2}[ ]?[:=#-]?[ ]?[a-z]{0,5}[ ]?\d[\d /.-]{3}"
)

_IS_A_COUNT = re.compile(
    r",?\d*[ ](?:more |other |new |open |live |active )?(?:applicants?|applications?|homes|people|households?|properties|cases|calls|claims|claimants|tenants|tenancies|residents|children|staff|employees|pounds|reads|loans|copies|visitors|checks|items|members|items|bills|accounts|users|visits|badges|permits|pcns|crimes|incidents|reports|records|letters|in the (?:borough|district|county|area|uk)|in (?:19|20)\d\d\b|(?:a|per) (?:year|month|week)\b)"
)


@dataclass(frozen=True, slots=True)
class Rivals:
    """What keeps a caption from a value that stands further on: words for another thing, and other values."""

    words: re.Pattern[str]
    values: re.Pattern[str]
    of_one_length: bool = True
    """Whether values of the caption's kind have the same number of digits, as those of a list are asked to."""


_OTHER_NUMBERS: Final = Rivals(_RIVAL, re.compile(r"\d{5}"))
OF_ANY_LENGTH: Final = Rivals(_RIVAL, re.compile(r"\d{5}"), of_one_length=False)


def named_by(
    written: Written, start: int, end: int, cue: re.Pattern[str], rivals: Rivals = _OTHER_NUMBERS
) -> str | None:
    """The cue's words that say what the value at `start` to `end` is, if any do: its caption.

    They stand before it in the same paragraph or on a line of their own above it, at the head of a list of such
    values, as the heading of its column or, failing those, after it in the same sentence. Words for another kind of
    value, standing nearer, win: in "passport lost, order 123456789" the number is an order.
    """
    return caption_before(written, start, end, cue, rivals) or _caption_after(
        written, start, end, cue, rivals
    )


def caption_before(
    written: Written, start: int, end: int, cue: re.Pattern[str], rivals: Rivals = _OTHER_NUMBERS
) -> str | None:
    """The cue's words where they stand before the value, above it, or at the head of its list or its column."""
    captions = written.places_of(cue)
    if not captions.starts:
        return None
    nearest = captions.last_within(_paragraph_begins(written.worded, start), start)
    if nearest is not None and _reaches(written, nearest[1], start, end, rivals):
        return written.worded[slice(*nearest)].strip()
    heading = cue.search(written.heading_of(start))
    return heading.group().strip() if heading and not rivals.words.search(heading.string) else None


def _caption_after(
    written: Written, start: int, end: int, cue: re.Pattern[str], rivals: Rivals
) -> str | None:
    captions = written.places_of(cue)
    if not captions.starts:
        return None
    ends = written.worded.find("\n", end, end + _AFTER)
    following = captions.first_within(end, end + _AFTER if ends < 0 else ends)
    if following is None:
        return None
    caption, after = following
    if (
        (
            rivals.values.search(written.worded, end, caption)
            and _MORE_OF_A_LIST.fullmatch(written.worded, end, caption) is None
        )
        or _END_OF_SENTENCE.search(written.worded, end, caption + 2)
        or written.places_of(rivals.words).first_within(end, caption)
    ):
        return None
    if _HAS_A_NUMBER_OF_ITS_OWN.match(written.worded, after):
        return None
    return None if called_otherwise(written, start) else written.worded[caption:after].strip()


def _paragraph_begins(low: str, start: int) -> int:
    """Where the words before a value begin that may name it: its paragraph or, at its head, the caption above."""
    earliest = max(0, start - _LIST_BEFORE)
    blank_line = low.rfind("\n\n", earliest, start)
    if blank_line < 0:
        return earliest
    if low[blank_line + 2 : start].strip(' \t"(>*-'):
        return blank_line + 2
    above = low[earliest:blank_line].rstrip()
    caption = earliest + above.rfind("\n") + 1
    return caption if earliest + len(above) - caption <= _LONGEST_CAPTION else blank_line + 2


def _reaches(written: Written, begin: int, start: int, end: int, rivals: Rivals) -> bool:
    """Whether a caption that ends at `begin` still speaks of the value from `start` to `end`."""
    between, value = written.worded[begin:start], written.worded[start:end]
    if written.places_of(rivals.words).first_within(begin, begin + len(between.rstrip())):
        return False
    if not rivals.values.search(between):
        return len(between) <= _NEAR or (
            len(between) <= _SAME_SENTENCE and not _END_OF_SENTENCE.search(between)
        )
    return _is_list(between, value if rivals.of_one_length else None) or _only_others(between, value)


def _is_list(between: str, value: str | None) -> bool:
    """Whether only numbers stand in `between`, and little else; with as many digits as `value`, if there is one."""
    numbers = list(_NUMBER_IN_A_LIST.finditer(between))
    ends = [number.end() for number in numbers]
    begins = [number.start() for number in numbers[1:]] + [len(between)]
    return (
        bool(numbers)
        and (value is None or all(_digits_in(number.group()) == _digits_in(value) for number in numbers))
        and all(_JOINS_A_LIST.fullmatch(between, end, begin) for end, begin in zip(ends, begins, strict=True))
    )


def _only_others(between: str, value: str) -> bool:
    """Whether the numbers in `between` are of other kinds, put in by the way: "NHS no for Jo (tel 01632 960123) is …"."""
    numbers = list(_NUMBER_IN_A_LIST.finditer(between))
    return (
        bool(numbers)
        and all(_digits_in(number.group()) != _digits_in(value) for number in numbers)
        and _JOINS_THE_VALUE.fullmatch(between, numbers[-1].end()) is not None
        and between.rstrip(" :=-").endswith((")", "is", "was"))
    )


def _digits_in(words: str) -> int:
    return sum(mark.isdigit() for mark in words)


def called_otherwise(written: Written, start: int) -> bool:
    """Whether words right before a number say that it is an order, an invoice, a version and the like."""
    heading = written.heading_of(start)
    return _RIVAL.search(heading or written.low[max(0, start - 24) : start]) is not None


def is_of_goods(written: Written, start: int, end: int) -> bool:
    """Whether the words right beside what only has the shape of an identifier say that it belongs to a thing.

    Weaker than `called_otherwise`: "code" or "kit" says nothing against a number that is named for what it is.
    """
    before = written.low[max(0, start - 40) : start].rsplit("\n", 1)[-1]
    heading = written.heading_of(start)
    return (
        _ITS_NAME.search(before) is not None
        or _IS_GOODS.match(written.low, end) is not None
        or (heading != "" and _RIVAL.search(heading) is not None)
    )


def is_a_count(written: Written, end: int) -> bool:
    """Whether words right after a number say that it counts things: "12345 applicants"."""
    return _IS_A_COUNT.match(written.low, end) is not None


def span(text: str, start: int, end: int, label: DataLabel, score: float, why: str) -> Span:
    """The span over these words of `text`."""
    return Span(start, end, label, text[start:end], score, why)


def beside(cue: str | None) -> str:
    """The end of a reason: what stood nearby, if anything."""
    return f", '{cue}' nearby" if cue else ""
