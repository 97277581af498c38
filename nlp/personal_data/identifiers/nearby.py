"""What the words beside a number say it is."""

import re
from typing import Final

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Span

_BEFORE: Final = 72
_AFTER: Final = 40
_RIVAL = re.compile(
    r"\b(?:orders?|invoices?|tickets?|parcels?|tracking|barcode|isbn|ean|serial|requisition|purchase|planning|company|charity|vat|"
    r"asset|meter|job|lot|batch|model|version|extension|ext|case|application|contract|grant|quote|receipt|helpdesk)"
    r"(?: (?:no|number|num|ref(?:erence)?|id|tag|reading))?\b"
)
_NUMBER_BETWEEN = re.compile(r"\d{5}")


def named_by(low: str, start: int, end: int, cue: re.Pattern[str]) -> str | None:
    """The cue's words just before a number or, failing that, just after it, in the same paragraph.

    `low` is the text in lower case. Words for another kind of number, standing nearer, win: in "passport lost,
    order 123456789" the number is an order.
    """
    before = low[max(0, start - _BEFORE) : start].rsplit("\n\n", 1)[-1]
    found = None
    for found in cue.finditer(before):  # noqa: B007  (the last one is the nearest)
        pass
    if found is not None:
        between = before[found.end() :]
        if _RIVAL.search(between) is None and _NUMBER_BETWEEN.search(between) is None:
            return found.group().strip()
    after = low[end : end + _AFTER].split("\n", 1)[0]
    following = cue.search(after)
    if following is None or _NUMBER_BETWEEN.search(after[: following.start()]):
        return None
    return None if called_otherwise(low, start) else following.group().strip()


def called_otherwise(low: str, start: int) -> bool:
    """Whether words right before a number say that it is an order, an invoice, a version and the like."""
    return _RIVAL.search(low[max(0, start - 24) : start]) is not None


def span(text: str, start: int, end: int, label: DataLabel, score: float, why: str) -> Span:
    """The span over these words of `text`."""
    return Span(start, end, label, text[start:end], score, why)


def beside(cue: str | None) -> str:
    """The end of a reason: what stood nearby, if anything."""
    return f", '{cue}' nearby" if cue else ""
