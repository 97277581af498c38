"""Reads texts with a spaCy pipeline that recognises people, bodies and places: ours, or one that is installed."""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.names.evidence import EVIDENCE_TABLE
from nlp.personal_data.names.network import looks_at_little, reads_fast

OUR_MODEL: Final = Path(__file__).parents[1] / "model"
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
_CHARACTERS_AT_ONCE: Final = 8_000
"""What the network is given at once: it needs some 10 kB for each word."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """What was read as a person, a body or a place at `start` to `end` (code points, the end exclusive)."""

    start: int
    end: int
    label: DataLabel


class NamesReader:
    """Reads names in texts. Long texts are read a piece at a time, so that memory stays bounded."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._one_at_a_time = threading.Lock()

    def read(self, texts: Sequence[str]) -> list[list[Named]]:
        """What is named in each of `texts`, in their order."""
        found: list[list[Named]] = [[] for _ in texts]
        pieces = [
            (number, start, piece) for number, text in enumerate(texts) for start, piece in _pieces(text)
        ]
        # The memory zone gives back what the pipeline's vocabulary learnt from these texts.
        with self._one_at_a_time, self._pipeline.memory_zone():
            for (number, start, _), doc in zip(
                pieces, self._docs([piece for *_, piece in pieces]), strict=True
            ):
                found[number].extend(
                    Named(start + entity.start_char, start + entity.end_char, _LABELS[entity.label_])
                    for entity in doc.ents
                    if entity.label_ in _LABELS
                )
        return found

    def _docs(self, pieces: list[str]) -> Iterable[Doc]:
        if len(pieces) == 1:
            return [self._pipeline(pieces[0])]  # a batch of one costs a third more
        return chain.from_iterable(
            self._pipeline.pipe(batch, batch_size=len(batch)) for batch in _batches(pieces)
        )


def _batches(pieces: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    characters = 0
    for piece in pieces:
        if batch and characters + len(piece) > _CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
        batch.append(piece)
        characters += len(piece)
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


@lru_cache(maxsize=2)
def load_names_reader(model: str = "") -> NamesReader:
    """The reader with our own model or, where `model` names one, an installed spaCy pipeline or a folder with one.

    Raises `ValueError` with a sentence where that pipeline can't be used.
    """
    try:
        pipeline = spacy.load(model or OUR_MODEL, exclude=_NOT_NEEDED)
    except (OSError, ValueError, ImportError):
        raise ValueError(
            f"names_model: the spaCy pipeline '{model}' can't be loaded. Install it (for example with "
            "'python -m spacy download en_core_web_lg'), give the folder it is in, or take the setting out to use "
            "the model that comes with Ask IG."
        ) from None
    known = {label for name in pipeline.pipe_names for label in pipeline.pipe_labels.get(name, ())}
    if not known & set(_LABELS):
        raise ValueError(
            f"names_model: the spaCy pipeline '{model}' recognises no people. Use one with a 'ner' that gives PERSON, "
            "such as en_core_web_lg."
        )
    if pipeline.vocab.lookups.has_table(EVIDENCE_TABLE):
        looks_at_little(pipeline)
        reads_fast(pipeline)
    return NamesReader(pipeline)
