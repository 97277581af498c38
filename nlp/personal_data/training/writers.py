"""What each writer marked, as the words network sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.scanner import seen_before_words
from nlp.personal_data.training.marked import Mark, marked_sentences
from nlp.personal_data.words.reading import Seen
from nlp.personal_data.words.signs import IDENTIFIERS, LIVES

WRITERS: Final = Path(__file__).with_name("marked_texts")
"""The marked sentences, a file a writer: a folder of those about lives, one of those with identifiers."""
_OF_KINDS: Final = {"lives": LIVES, "identifiers": IDENTIFIERS}
REPAIRED_ON: Final = frozenset({"tuning", "blind", "codes", "spent"})
"""Files on whose sentences the rules were repaired: the rules do too well there to be believed, and so would scores."""
_NOTHING: Final = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as the network sees it, with what is marked in it of which kinds, and the answer that is right for each
    word: the place of its kind among them, from 1 on.
    """

    seen: Seen
    marks: tuple[Mark, ...]
    kinds: tuple[DataLabel, ...]
    answers: NDArray[np.int64]
    repaired_on: bool


def read_writers(names_model: str, folder: Path = WRITERS) -> dict[str, tuple[Marked, ...]]:
    """The marked sentences of each writer, by folder and file. Raises what `marked_sentences` raises."""
    writers = {}
    for name, kinds in _OF_KINDS.items():
        for file in sorted((folder / name).glob("*.txt")):
            given = list(marked_sentences(file))
            sights = seen_before_words((text for text, _ in given), names_model)
            writers[f"{name}/{file.stem}"] = tuple(
                Marked(seen, tuple(marks), kinds, _answers(seen, marks, kinds), file.stem in REPAIRED_ON)
                for seen, (_, marks) in zip(sights, given, strict=True)
            )
    return writers


def _answers(seen: Seen, marks: Sequence[Mark], kinds: Sequence[DataLabel]) -> NDArray[np.int64]:
    answers = np.full(len(seen.sight.signs), _NOTHING, dtype=np.int64)
    for start, end, label in marks:
        if label in kinds:
            answers[seen.sight.words.rows(start, end)] = kinds.index(label) + 1
    return answers
