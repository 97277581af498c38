"""Likely personal data in text: `load_scanner().scan(text)`."""

from nlp.personal_data.kinds import read_named_kinds
from nlp.personal_data.labels import SPECIAL_CATEGORIES, DataKind, DataLabel, kind_of
from nlp.personal_data.scanner import Scanner, load_scanner
from nlp.personal_data.spans import Scan, Span

__all__ = [
    "SPECIAL_CATEGORIES",
    "DataKind",
    "DataLabel",
    "Scan",
    "Scanner",
    "Span",
    "kind_of",
    "load_scanner",
    "read_named_kinds",
]
