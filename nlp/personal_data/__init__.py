"""Likely personal data in text: `load_scanner().scan(text)`."""

from nlp.personal_data.allowing import Allowed
from nlp.personal_data.bands import Band
from nlp.personal_data.considerations import Consideration
from nlp.personal_data.kinds import read_named_kinds
from nlp.personal_data.labels import CONTEXT_LABELS, SPECIAL_CATEGORIES, DataKind, DataLabel, kind_of
from nlp.personal_data.scanner import Scanner, build_scanner, load_scanner
from nlp.personal_data.spans import WHAT_IT_IS_NOT, PersonGroup, Scan, Span

__all__ = [
    "CONTEXT_LABELS",
    "SPECIAL_CATEGORIES",
    "WHAT_IT_IS_NOT",
    "Allowed",
    "Band",
    "Consideration",
    "DataKind",
    "DataLabel",
    "PersonGroup",
    "Scan",
    "Scanner",
    "Span",
    "build_scanner",
    "kind_of",
    "load_scanner",
    "read_named_kinds",
]
