"""The scan: a spaCy pipeline of our own components, configured in scanner.cfg.

Components write `Span` values with character offsets to `doc._.likely_personal_data`; the last one settles
overlaps. This pipeline's tokens are not used for offsets, since an identifier may end inside a token; the two networks
read words (`Written.words`), and many texts at once.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch, registry

from nlp.personal_data.allowing import Allowed, set_aside
from nlp.personal_data.circumstances import Circumstances, read_circumstances
from nlp.personal_data.context import CONTEXT_FINDERS, find_named, find_short_names
from nlp.personal_data.identifiers import FINDERS
from nlp.personal_data.identifiers.ages import find_ages_beside_names
from nlp.personal_data.identifiers.births import find_dates_beside_names
from nlp.personal_data.identifiers.council import finder_for
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.names.named import Named, NamesReader
from nlp.personal_data.names.reading import load_names_reader
from nlp.personal_data.people import find_people
from nlp.personal_data.places import find_addresses
from nlp.personal_data.resolving import settled
from nlp.personal_data.spans import Scan, Span
from nlp.personal_data.words.reading import Seen, WordsReader, load_words_reader
from nlp.personal_data.words.signs import sight_of
from nlp.personal_data.words.statements import findings
from nlp.personal_data.words.values import identified
from nlp.plain_text import Written

_CONFIG: Final = Path(__file__).with_name("scanner.cfg")
READ_AT_MOST: Final = 100_000
"""Characters of one text; what comes after them is not read."""
_TEXTS_AT_ONCE: Final = 512
_CHARACTERS_AT_ONCE: Final = 100_000
_KEPT_AS: Final = "askig_reading"

if not Doc.has_extension("likely_personal_data"):
    Doc.set_extension("likely_personal_data", default=())


@dataclass(slots=True)
class _Reading:
    """What the components know of a text so far: its forms, what the network read in it, what rules read of lives, what
    is found.
    """

    written: Written
    named: Sequence[Named] = ()
    circumstances: Circumstances | None = None
    found: list[Span] = field(default_factory=list)


def _reading(doc: Doc) -> _Reading:
    """The reading of a document, kept with it."""
    kept = doc.user_data.get(_KEPT_AS)
    if kept is None:
        kept = doc.user_data[_KEPT_AS] = _Reading(Written(doc.text))
    reading: _Reading = kept
    return reading


@dataclass(frozen=True, slots=True)
class _Find:
    finders: tuple[Callable[[Written], Iterable[Span]], ...]

    def __call__(self, doc: Doc) -> Doc:
        reading = _reading(doc)
        for find in self.finders:
            reading.found.extend(find(reading.written))
        return doc


class _ReadNames:
    """Keeps what the network reads as people, bodies and places for the components after it."""

    def __init__(self, reader: NamesReader) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        reading = _reading(doc)
        (reading.named,) = self._reader.read([reading.written])
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            readings = [_reading(doc) for doc in batch]
            read = self._reader.read([reading.written for reading in readings])
            for doc, reading, named in zip(batch, readings, read, strict=True):
                reading.named = named
                yield doc


@dataclass(frozen=True, slots=True)
class _FindNamed:
    """Finders that look at what the network read too."""

    finders: tuple[Callable[[Written, Sequence[Named]], Iterable[Span]], ...]

    def __call__(self, doc: Doc) -> Doc:
        reading = _reading(doc)
        for find in self.finders:
            reading.found.extend(find(reading.written, reading.named))
        return doc


@dataclass(frozen=True, slots=True)
class _ReadCircumstances:
    """Reads what came before it too: a sentence that names somebody is about them."""

    def __call__(self, doc: Doc) -> Doc:
        reading = _reading(doc)
        names = [span for span in reading.found if span.label is DataLabel.PERSON]
        reading.found.extend(find_ages_beside_names(reading.written, names))
        reading.found.extend(find_dates_beside_names(reading.written, names))
        reading.circumstances = read_circumstances(reading.written, reading.found)
        return doc


class _ReadWords:
    """Has the network judge what patterns found, and adds what it reads of who somebody is and how they live."""

    def __init__(self, reader: WordsReader) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        self._read_words([_reading(doc)])
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            self._read_words([_reading(doc) for doc in batch])
            yield from batch

    def _read_words(self, readings: Sequence[_Reading]) -> None:
        texts = [_seen(reading) for reading in readings]
        thresholds = self._reader.thresholds
        for reading, seen, likely in zip(readings, texts, self._reader.read(texts), strict=True):
            reading.found = identified(seen, likely.identifiers, thresholds)
            reading.found.extend(findings(seen, reading.found, likely.lives, thresholds))


def _seen(reading: _Reading) -> Seen:
    rules = reading.circumstances or read_circumstances(reading.written, reading.found)
    found = tuple(reading.found)
    return Seen(reading.written, found, rules, sight_of(reading.written, rules, found))


@dataclass(frozen=True, slots=True)
class _Resolve:
    lowest_score: float

    def __call__(self, doc: Doc) -> Doc:
        doc._.likely_personal_data = settled(_reading(doc).found, self.lowest_score)
        return doc


@registry.tokenizers("askig_whole")  # type: ignore[untyped-decorator]
def _tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """One token a text: the finders read the text itself, and the networks the words of `Written`."""

    def for_pipeline(nlp: Language) -> Callable[[str], Doc]:
        nlp.vocab.lex_attr_getters.clear()  # type: ignore[attr-defined]  # nobody asks what the token is like

        def tokenizer(text: str) -> Doc:
            doc = Doc(nlp.vocab, words=[text] if text else [], spaces=[False] if text else [])
            doc.user_data[_KEPT_AS] = _Reading(Written(text))
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


@Language.factory("askig_names", default_config={"model": ""})
def _names(nlp: Language, name: str, model: str) -> _ReadNames:  # noqa: ARG001  (spaCy passes both)
    return _ReadNames(load_names_reader(model))


@Language.factory("askig_people")
def _people(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _FindNamed((find_people,))


@Language.factory("askig_places")
def _places(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _Find((find_addresses,))


@Language.factory("askig_circumstances")
def _circumstances(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _ReadCircumstances()


@Language.factory("askig_words")
def _words(nlp: Language, name: str) -> _ReadWords:  # noqa: ARG001  (spaCy passes both)
    return _ReadWords(load_words_reader())


@Language.factory("askig_context")
def _context(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes both)
    return _FindNamed((*(_unread(find) for find in CONTEXT_FINDERS), find_named, find_short_names))


def _unread(
    find: Callable[[Written], Iterable[Span]],
) -> Callable[[Written, Sequence[Named]], Iterable[Span]]:
    """A finder that looks at the text alone."""
    return lambda written, _: find(written)


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
        batch: list[str] = []
        characters = 0
        for text in texts:
            batch.append(text)
            characters += min(len(text), READ_AT_MOST)
            if len(batch) == _TEXTS_AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
                yield from self._read(batch)
                batch, characters = [], 0
        if batch:
            yield from self._read(batch)

    def _read(self, texts: list[str]) -> list[Scan]:
        shortened = [text[:READ_AT_MOST] for text in texts]
        # The memory zone gives back what spaCy's vocabulary learnt from these texts: none of them stays.
        with self._one_at_a_time, self._pipeline.memory_zone():
            if len(shortened) == 1:
                return [Scan(self._pipeline(shortened[0])._.likely_personal_data)]
            docs = self._pipeline.pipe(shortened, batch_size=_TEXTS_AT_ONCE)
            return [Scan(doc._.likely_personal_data) for doc in docs]


def load_scanner(
    council_references: Mapping[str, Sequence[str]] | None = None, names_model: str = ""
) -> Scanner:
    """The scanner, built once a process from scanner.cfg.

    `council_references` are a council's own: what each is called, and pictures of how it is written (`#` a digit,
    `@` a letter). `names_model` is the name or the folder of an installed spaCy pipeline that reads names in place of
    ours. Raises `ValueError` with a sentence for a picture or a pipeline that can't be used.
    """
    given = council_references or {}
    return _built(tuple((name, tuple(pictures)) for name, pictures in sorted(given.items())), names_model)


@lru_cache(maxsize=4)
def _built(council_references: tuple[tuple[str, tuple[str, ...]], ...], names_model: str) -> Scanner:
    return build_scanner(dict(council_references), names_model)


def build_scanner(
    council_references: Mapping[str, Sequence[str]] | None = None, names_model: str = ""
) -> Scanner:
    """A scanner beside the others, for long work: those who share one wait for each other. See `load_scanner`."""
    given = council_references or {}
    config = spacy.util.load_config(_CONFIG)
    references = {name: list(pictures) for name, pictures in given.items()}
    for name, pictures in references.items():
        finder_for({name: pictures})  # its own sentence for a mistake, before spaCy wraps it in another
    config["components"]["askig_identifiers"]["council_references"] = references
    config["components"]["askig_names"]["model"] = names_model
    return Scanner(spacy.util.load_model_from_config(config, auto_fill=True))


def seen_before_words(texts: Iterable[str], names_model: str = "") -> Iterator[Seen]:
    """What the words network is given of each text: for training it. `names_model` as in `load_scanner`."""
    config = spacy.util.load_config(_CONFIG)
    components = config["nlp"]["pipeline"]
    config["nlp"]["pipeline"] = components[: components.index("askig_words")]
    config["components"]["askig_names"]["model"] = names_model
    pipeline = spacy.util.load_model_from_config(config, auto_fill=True)
    for text in texts:
        with pipeline.memory_zone():
            yield _seen(_reading(pipeline(text)))
