"""Whose data need not be held back: the requester's own, and the names of staff in their role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.personal_data.grouping import could_be, name_words
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.spans import Scan, Span

_FEWEST_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class Allowed:
    """Names, and other values as they are written (an e-mail address, a telephone number, a postcode).

    A name is given in full. A lone surname or first name in the text counts as theirs only where the text puts it
    together with their full name.
    """

    requester: Sequence[str] = ()
    staff: Sequence[str] = ()


def set_aside(scan: Scan, allowed: Allowed) -> Scan:
    """The scan with what is allowed moved out of `spans`."""
    values = {value for given in (*allowed.requester, *allowed.staff) if (value := _bare(given))}
    names = [words for given in (*allowed.requester, *allowed.staff) if len(words := name_words(given)) > 1]
    groups = {
        group.number
        for group in scan.people
        if any(could_be(name_words(group.name), full) for full in names) and len(name_words(group.name)) > 1
    }

    def is_allowed(span: Span) -> bool:
        if span.label is DataLabel.PERSON:
            return span.group in groups
        return _bare(span.text) in values

    kept = tuple(span for span in scan.spans if not is_allowed(span))
    return Scan(kept, tuple(span for span in scan.spans if is_allowed(span)))


def _bare(value: str) -> str:
    """A value without spaces, marks and capitals, so that every written form is the same; "" where too short."""
    bare = re.sub(r"[^\w@]", "", value).casefold()
    return bare if len(bare) >= _FEWEST_CHARACTERS else ""
