"""The scan: a spaCy pipeline of our own components, configured in scanner.cfg.

Components write `Span` values with character offsets to `doc._.likely_personal_data`; the last one settles
overlaps. spaCy's tokens are not used for offsets, since an identifier may end inside a token.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from nlp.personal_data.allowing import Allowed, set_aside
from nlp.personal_data.circumstances import find_circumstances
from nlp.personal_data.context import CONTEXT_FINDERS
from nlp.personal_data.identifiers import FINDERS
from nlp.personal_data.identifiers.births import find_ages_beside_names
from nlp.personal_data.identifiers.council import finder_for
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.people import find_people
from nlp.personal_data.places import find_addresses
from nlp.personal_data.resolving import settled
from nlp.personal_data.spans import Scan, Span
from nlp.plain_text import Written

_CONFIG: Final = Path(__file__).with_name("scanner.cfg")
READ_AT_MOST: Final = 100_000
"""Characters of one text; what comes after them is not read."""
_BATCH: Final = 32
_RUNS: Final = re.compile(r"\s+|\S+")

if not Doc.has_extension("likely_personal_data"):
    Doc.set_extension("likely_personal_data", default=())
    Doc.set_extension("written", default=None)


def _written(doc: Doc) -> Written:
    """The forms of the text, made once for all components."""
    if doc._.written is None:
        doc._.written = Written(doc.text)
    written: Written = doc._.written
    return written


@dataclass(frozen=True, slots=True)
class _Find:
    finders: tuple[Callable[[Written], Iterable[Span]], ...]

    def __call__(self, doc: Doc) -> Doc:
        written = _written(doc)
        found = tuple(span for find in self.finders for span in find(written))
        doc._.likely_personal_data = (*doc._.likely_personal_data, *found)
        return doc


@dataclass(frozen=True, slots=True)
class _FindCircumstances:
    """Reads what came before it too: a sentence that names somebody is about them."""

    def __call__(self, doc: Doc) -> Doc:
        written, found = _written(doc), doc._.likely_personal_data
        names = [span for span in found if span.label is DataLabel.PERSON]
        found = (*found, *find_ages_beside_names(written, names))
        doc._.likely_personal_data = (*found, *find_circumstances(written, found))
        return doc


@dataclass(frozen=True, slots=True)
class _Resolve:
    lowest_score: float

    def __call__(self, doc: Doc) -> Doc:
        doc._.likely_personal_data = settled(doc._.likely_personal_data, self.lowest_score)
        return doc


@registry.tokenizers("askig_runs")  # type: ignore[untyped-decorator]
def _tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """Splits at white space only: the finders read the text itself, in time linear in its length."""

    def for_pipeline(nlp: Language) -> Callable[[str], Doc]:
        def tokenizer(text: str) -> Doc:
            words = _RUNS.findall(text)
            doc = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
            doc._.written = Written(text)
            return doc

        return tokenizer

    return for_pipeline


@Language.factory("askig_identifiers", default_config={"council_references": {}})
def _identifiers(
    nlp: Language,  # noqa: ARG001  (spaCy passes both)
    name: str,  # noqa: ARG001
    council_references: dict[str, list[str]],
) -> Callable[[Doc], Doc]:
    return _Find((*FINDERS, finder_for(council_references)) if council_references else FINDERS)


@Language.factory("askig_people")
def _people(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Find((lambda written: find_people(written.text),))


@Language.factory("askig_places")
def _places(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Find((find_addresses,))


@Language.factory("askig_circumstances")
def _circumstances(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _FindCircumstances()


@Language.factory("askig_context")
def _context(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Find(CONTEXT_FINDERS)


@Language.factory("askig_resolve", default_config={"lowest_score": 0.55})
def _resolve(nlp: Language, name: str, lowest_score: float) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Resolve(lowest_score)


class Scanner:
    """Flags likely personal data. It may miss some, and it redacts nothing."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._one_at_a_time = threading.Lock()

    def scan(self, text: str, allowed: Allowed | None = None) -> Scan:
        """Scan one text. Only its first 100,000 characters are read.

        What `allowed` names (the requester, staff in their role) is set aside in the scan's own `allowed`.
        """
        found = self._read([text])[0]
        return set_aside(found, allowed) if allowed else found

    def scan_many(self, texts: Iterable[str]) -> Iterator[Scan]:
        """Scan many texts in batches, in their order."""
        waiting = iter(texts)
        while batch := list(islice(waiting, _BATCH)):
            yield from self._read(batch)

    def _read(self, texts: list[str]) -> list[Scan]:
        shortened = [text[:READ_AT_MOST] for text in texts]
        # The memory zone gives back what spaCy's vocabulary learnt from these texts: none of them stays.
        with self._one_at_a_time, self._pipeline.memory_zone():
            return [Scan(doc._.likely_personal_data) for doc in self._pipeline.pipe(shortened)]


def load_scanner(council_references: Mapping[str, Sequence[str]] | None = None) -> Scanner:
    """The scanner, built once a process from scanner.cfg.

    `council_references` are a council's own: what each is called, and pictures of how it is written (`#` a digit,
    `@` a letter). Raises `ValueError` with a sentence for a picture that can't be used.
    """
    given = council_references or {}
    return _built(tuple((name, tuple(pictures)) for name, pictures in sorted(given.items())))


@lru_cache(maxsize=4)
def _built(council_references: tuple[tuple[str, tuple[str, ...]], ...]) -> Scanner:
    return build_scanner(dict(council_references))


def build_scanner(council_references: Mapping[str, Sequence[str]] | None = None) -> Scanner:
    """A scanner beside the others, for long work: those who share one wait for each other. See `load_scanner`."""
    given = council_references or {}
    config = spacy.util.load_config(_CONFIG)
    references = {name: list(pictures) for name, pictures in given.items()}
    for name, pictures in references.items():
        finder_for({name: pictures})  # its own sentence for a mistake, before spaCy wraps it in another
    config["components"]["askig_identifiers"]["council_references"] = references
    return Scanner(spacy.util.load_model_from_config(config, auto_fill=True))
