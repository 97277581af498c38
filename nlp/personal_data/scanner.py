"""The scan: a spaCy pipeline of our own components, configured in scanner.cfg.

Components write `Span` values with character offsets to `doc._.likely_personal_data`; the last one settles
overlaps. spaCy's tokens are not used for offsets, since an identifier may end inside a token.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from nlp.personal_data.circumstances import find_circumstances
from nlp.personal_data.identifiers import FINDERS
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.people import find_people
from nlp.personal_data.places import find_addresses
from nlp.personal_data.spans import Scan, Span

_CONFIG: Final = Path(__file__).with_name("scanner.cfg")
_READ_AT_MOST: Final = 100_000
_BATCH: Final = 32
_RUNS: Final = re.compile(r"\s+|\S+")

if not Doc.has_extension("likely_personal_data"):
    Doc.set_extension("likely_personal_data", default=())

# What keeps its place where two findings overlap: a checked number first, a lexicon's word last.
_CHECKED: Final = frozenset(
    {
        DataLabel.IBAN,
        DataLabel.PAYMENT_CARD,
        DataLabel.NHS_NUMBER,
        DataLabel.UTR,
        DataLabel.UPN,
        DataLabel.NINO,
        DataLabel.EMAIL,
        DataLabel.DRIVING_LICENCE,
        DataLabel.DATE_OF_BIRTH,
        DataLabel.UPRN,
        DataLabel.PASSPORT,
        DataLabel.IP_ADDRESS,
    }
)
_SHAPED: Final = frozenset(
    {
        DataLabel.POSTCODE,
        DataLabel.BANK_ACCOUNT,
        DataLabel.PHONE,
        DataLabel.VEHICLE_REG,
        DataLabel.COUNCIL_REF,
        DataLabel.HANDLE,
    }
)


def _rank(span: Span) -> tuple[int, float, int, int]:
    kind = (
        0
        if span.label in _CHECKED
        else 1
        if span.label in _SHAPED
        else 2
        if span.label is DataLabel.ADDRESS
        else 3
    )
    return (kind, -round(span.score, 1), span.start - span.end, span.start)


def without_overlaps(spans: Iterable[Span], lowest_score: float) -> tuple[Span, ...]:
    """The spans that stand when overlaps are settled, in reading order."""
    kept: list[Span] = []
    for span in sorted(spans, key=_rank):
        if span.score < lowest_score or span.start >= span.end:
            continue
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


@dataclass(frozen=True, slots=True)
class _Find:
    finders: tuple[Callable[[str], Iterable[Span]], ...]

    def __call__(self, doc: Doc) -> Doc:
        found = tuple(span for find in self.finders for span in find(doc.text))
        doc._.likely_personal_data = (*doc._.likely_personal_data, *found)
        return doc


@dataclass(frozen=True, slots=True)
class _Resolve:
    lowest_score: float

    def __call__(self, doc: Doc) -> Doc:
        doc._.likely_personal_data = without_overlaps(doc._.likely_personal_data, self.lowest_score)
        return doc


@registry.tokenizers("askig_runs")  # type: ignore[untyped-decorator]
def _tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """Splits at white space only: the finders read the text itself, in time linear in its length."""

    def for_pipeline(nlp: Language) -> Callable[[str], Doc]:
        def tokenizer(text: str) -> Doc:
            words = _RUNS.findall(text)
            return Doc(nlp.vocab, words=words, spaces=[False] * len(words))

        return tokenizer

    return for_pipeline


@Language.factory("askig_identifiers")
def _identifiers(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Find(FINDERS)


@Language.factory("askig_people")
def _people(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Find((find_people,))


@Language.factory("askig_places")
def _places(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Find((find_addresses,))


@Language.factory("askig_circumstances")
def _circumstances(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Find((find_circumstances,))


@Language.factory("askig_resolve", default_config={"lowest_score": 0.55})
def _resolve(nlp: Language, name: str, lowest_score: float) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Resolve(lowest_score)


class Scanner:
    """Flags likely personal data. It may miss some, and it redacts nothing."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._one_at_a_time = threading.Lock()

    def scan(self, text: str) -> Scan:
        """Scan one text. Only its first 100,000 characters are read."""
        return self._read([text])[0]

    def scan_many(self, texts: Iterable[str]) -> Iterator[Scan]:
        """Scan many texts in batches, in their order."""
        waiting = iter(texts)
        while batch := list(islice(waiting, _BATCH)):
            yield from self._read(batch)

    def _read(self, texts: list[str]) -> list[Scan]:
        shortened = [text[:_READ_AT_MOST] for text in texts]
        # The memory zone gives back what spaCy's vocabulary learnt from these texts: none of them stays.
        with self._one_at_a_time, self._pipeline.memory_zone():
            return [Scan(doc._.likely_personal_data) for doc in self._pipeline.pipe(shortened)]


@lru_cache(maxsize=1)
def load_scanner() -> Scanner:
    """The scanner, built once a process from scanner.cfg."""
    config = spacy.util.load_config(_CONFIG)
    return Scanner(spacy.util.load_model_from_config(config, auto_fill=True))
