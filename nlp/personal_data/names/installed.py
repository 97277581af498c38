"""Reads names with a spaCy pipeline that an organisation has installed, in place of our own network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.names.named import Named
from nlp.personal_data.taking_turns import Turns
from nlp.plain_text import Written

_LONGEST_SUFFIX: Final = 60
_LABELS: Final = {
    "PERSON": DataLabel.PERSON,
    "PER": DataLabel.PERSON,
    "ORG": DataLabel.ORGANISATION,
    "ORGANISATION": DataLabel.ORGANISATION,
    "GPE": DataLabel.PLACE,
    "LOC": DataLabel.PLACE,
    "FAC": DataLabel.PLACE,
    "LOCATION": DataLabel.PLACE,
    "PLACE": DataLabel.PLACE,
    "NORP": DataLabel.PLACE,
}
_NOT_NEEDED: Final = (
    "tagger", "parser", "senter", "sentencizer", "morphologizer", "lemmatizer", "trainable_lemmatizer",
    "attribute_ruler", "textcat", "textcat_multilabel", "entity_linker", "spancat",
)  # fmt: skip
_LONGEST_PIECE: Final = 1_500
_CHARACTERS_AT_ONCE: Final = 2_000
"""What the pipeline is given at once: it needs some 10 kB for each word, and others wait for so long."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


class _Piece(NamedTuple):
    """A stretch of one of the texts: the text's number, where the stretch begins in it, its words."""

    text: int
    start: int
    words: str


class InstalledReader:
    """Reads names in texts. Long texts are read a piece at a time, so that memory stays bounded.

    Threads take turns after each piece, in the order in which they came: whoever reads one message waits for one piece
    of a document, never for all of it.
    """

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._turns = Turns()

    def read(self, texts: Sequence[Written]) -> list[list[Named]]:
        """What is named in each of `texts`, in their order."""
        found: list[list[Named]] = [[] for _ in texts]
        for batch in _batches(
            _Piece(number, start, piece)
            for number, written in enumerate(texts)
            for start, piece in _pieces(written.text)
        ):
            # The memory zone gives back what the pipeline's vocabulary learnt from these texts.
            with self._turns, self._pipeline.memory_zone():
                for piece, doc in zip(batch, self._docs(batch), strict=True):
                    found[piece.text].extend(
                        Named(
                            piece.start + entity.start_char,
                            piece.start + entity.end_char,
                            _LABELS[entity.label_],
                        )
                        for entity in doc.ents
                        if entity.label_ in _LABELS
                    )
        return found

    def _docs(self, batch: list[_Piece]) -> Iterable[Doc]:
        if len(batch) == 1:
            return [self._pipeline(batch[0].words)]  # a batch of one costs a third more
        return self._pipeline.pipe([piece.words for piece in batch], batch_size=len(batch))


def _batches(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    batch: list[_Piece] = []
    characters = 0
    for piece in pieces:
        if batch and characters + len(piece.words) > _CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
        batch.append(piece)
        characters += len(piece.words)
    if batch:
        yield batch


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Stretches of a text with where each begins: paragraphs put together up to a length, longer ones cut."""
    start = 0
    while len(text) - start > _LONGEST_PIECE:
        window = text[start : start + _LONGEST_PIECE]
        ends = [match.end() for match in _PARAGRAPH.finditer(window)]
        cut = ends[-1] if ends else max(window.rfind(mark) + 1 for mark in ("\n", ". ", " "))
        cut = cut or _LONGEST_PIECE
        yield start, window[:cut]
        start += cut
    if text[start:].strip():
        yield start, text[start:]


def load_installed(name: str) -> InstalledReader:
    """The reader with the installed spaCy pipeline `name`, or the one in a folder of that name.

    Raises `ValueError` with a sentence where that pipeline can't be used.
    """
    try:
        pipeline = spacy.load(name, exclude=_NOT_NEEDED)
    except (OSError, ValueError, ImportError):
        raise ValueError(
            f"names_model: the spaCy pipeline '{name}' can't be loaded. Install it (for example with "
            "'python -m spacy download en_core_web_lg'), give the folder it is in, or take the setting out to use "
            "the model that comes with Ask IG."
        ) from None
    known = {label for pipe in pipeline.pipe_names for label in pipeline.pipe_labels.get(pipe, ())}
    if not known & set(_LABELS):
        raise ValueError(
            f"names_model: the spaCy pipeline '{name}' recognises no people. Use one with a 'ner' that gives PERSON, "
            "such as en_core_web_lg."
        )
    _looks_for_endings_at_the_end(pipeline)
    return InstalledReader(pipeline)


def _looks_for_endings_at_the_end(pipeline: Language) -> None:
    """Have the tokenizer look for a suffix in the last letters only.

    It searches a whole word anew for each suffix that it takes off: thousands of quotation marks in a row take seconds.
    """
    tokenizer: Any = pipeline.tokenizer
    search = getattr(tokenizer, "suffix_search", None)
    if search is not None:
        tokenizer.suffix_search = lambda word: search(word[-_LONGEST_SUFFIX:])
