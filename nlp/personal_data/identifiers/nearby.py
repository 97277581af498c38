# ruff: noqa: E501  (a list of words reads better unbroken)
"""What the words beside a number say it is."""

import re
from typing import Final

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_BEFORE: Final = 72
_LIST_BEFORE: Final = 200
_AFTER: Final = 40
_RIVAL = re.compile(
    r"\b(?:orders?|invoices?|tickets?|parcels?|tracking|barcode|isbn|ean|serial|requisition|purchase|planning|company|charity|vat|"
    r"asset|meter|mpan|mprn|job|lot|batch|model|version|extension|ext|case|application|contract|grant|quote|receipt|helpdesk|consignment|cost ?cent(?:re|er)|"
    r"grid|part|product|item|supplier|creditor|ledger|voucher|cheque|docket|delivery|sku|po|req)"
    r"(?: (?:no|number|num|ref(?:erence)?|id|tag|reading))?\b"
)
_GOODS = re.compile(
    r"\b(?:parts?|spec|kit|lens|fuse|pumps?|valves?|filters?|cables?|bearings?|cartridges?|toner|bolts?|seals?|bores?|boreholes?|colours?|paint|stock|catalogue|pallets?|vendors?|errors?|firmware|drawings?|drg|sheets?|plots?|grid|"
    r"journal|transactions?|entr(?:y|ies)|minutes?|licen[cs]e plate frame|colou?r ref|fabric|carpet|tiles?|lamps?|bulbs?|lantern|column|boiler|locks?|suite|keys?|diary|folder|boxes|rolls?|codes?)"
    r"(?: (?:nos?|numbers?|ref(?:erence)?|id|code|type|size))?\b\.?"
)
_IS_GOODS = re.compile(
    rf"\W{{0,3}}(?:is|was|are|fits?|on) (?:an?|the) (?:\w+ ){{0,3}}?(?:{_RIVAL.pattern}|{_GOODS.pattern})|[ ](?:part|fuse|stock|product|item|order|colour|paint|kit|model|serial|asset)s? (?:codes?|nos?|numbers?|refs?)\b"
)
_ITS_NAME = re.compile(
    rf"(?:{_RIVAL.pattern}|{_GOODS.pattern})(?: (?:nos?|numbers?|refs?|is|was|id|called|marked)\b)?[\s.:#(-]{{0,3}}$"
)
_NUMBER_BETWEEN = re.compile(r"\d{5}")
_NUMBER_IN_A_LIST = re.compile(r"\d(?:[ ./-]?\d){4,}")
_JOINS_A_LIST = re.compile(
    r"(?:[^a-z0-9]|\b(?:and|plus|then|or|to)\b|\([^)\d]{0,40}\)|\b(?!no\b|id\b)[a-z']{1,12}\b(?![ ]?(?:no|number|ref)\b)){0,12}"
)


def named_by(written: Written, start: int, end: int, cue: re.Pattern[str]) -> str | None:
    """The cue's words that say what the number at `start` to `end` is, if any do.

    They stand just before it, at the head of a list of such numbers, as the heading of its column or, failing those,
    just after it, in the same paragraph. Words for another kind of number, standing nearer, win: in "passport lost,
    order 123456789" the number is an order.
    """
    low = written.low
    before = low[max(0, start - _LIST_BEFORE) : start].rsplit("\n\n", 1)[-1]
    found = None
    for found in cue.finditer(before):  # noqa: B007  (the last one is the nearest)
        pass
    if found is not None:
        between = before[found.end() :]
        near = len(between) <= _BEFORE and _NUMBER_BETWEEN.search(between) is None
        if _RIVAL.search(between) is None and (near or _is_list(between, low[start:end])):
            return found.group().strip()
    if heading := cue.search(written.heading_of(start)):
        return heading.group().strip()
    after = low[end : end + _AFTER].split("\n", 1)[0]
    following = cue.search(after)
    if following is None or _NUMBER_BETWEEN.search(after[: following.start()]):
        return None
    return None if called_otherwise(written, start) else following.group().strip()


def _is_list(between: str, value: str) -> bool:
    """Whether only numbers with as many digits as `value` stand in `between`, and little else."""
    digits = sum(mark.isdigit() for mark in value)
    numbers = list(_NUMBER_IN_A_LIST.finditer(between))
    ends = [number.end() for number in numbers]
    begins = [number.start() for number in numbers[1:]] + [len(between)]
    return (
        bool(numbers)
        and all(sum(mark.isdigit() for mark in number.group()) == digits for number in numbers)
        and all(_JOINS_A_LIST.fullmatch(between, end, begin) for end, begin in zip(ends, begins, strict=True))
    )


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


def span(text: str, start: int, end: int, label: DataLabel, score: float, why: str) -> Span:
    """The span over these words of `text`."""
    return Span(start, end, label, text[start:end], score, why)


def beside(cue: str | None) -> str:
    """The end of a reason: what stood nearby, if anything."""
    return f", '{cue}' nearby" if cue else ""
