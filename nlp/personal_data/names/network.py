"""The first layer of the names network, registered with spaCy as `askig.WordEvidence.v1`.

Each word comes in as five numbers: the word itself where training met it often enough, its first three letters, its
last three, its shape, and what the lists know of it (`Evidence`). A word that training did not meet shares one number
with all others such, so that an unknown word is told by its evidence and its company, not by chance.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import LOWER, SHAPE, SUFFIX  # type: ignore[import-not-found]
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d

from nlp.personal_data.names.evidence import EVIDENCE_TABLE, Evidence

_NOT_MET: Final = hash_string("\x00not met")
_MET: Final = int(Evidence.MET_IN_TRAINING)
_PREFIX: Final = 3
_ROWS: Final = {"word": 4000, "prefix": 2000, "suffix": 2500, "shape": 1000, "evidence": 500}


@registry.architectures("askig.WordEvidence.v1")  # type: ignore[untyped-decorator]
def word_evidence(width: int, embed_width: int, forget: float) -> Model[list[Doc], list[Floats2d]]:
    """The embedding layer.

    `width` is what comes out, `embed_width` what each of the five numbers is made into. In training, `forget` of the
    words met (0 to 1) are shown as if they had not been.
    """
    tables: list[Model[Any, Any]] = [
        HashEmbed(embed_width, rows, column=column, seed=column + 7, dropout=0.0)
        for column, rows in enumerate(_ROWS.values())
    ]
    mixed: Model[Any, Any] = chain(
        concatenate(*tables),
        Maxout(width, embed_width * len(tables), nP=3, dropout=0.0, normalize=True),
    )
    return chain(_word_numbers(forget), list2ragged(), with_array(mixed), ragged2list())


def _word_numbers(forget: float) -> Model[list[Doc], list[NDArray[np.uint64]]]:
    return Model("askig_word_numbers", _forward, attrs={"forget": forget, "chance": np.random.default_rng(7)})


def _forward(
    model: Model[list[Doc], list[NDArray[np.uint64]]], docs: list[Doc], is_train: bool
) -> tuple[list[NDArray[np.uint64]], Callable[[Any], list[Doc]]]:
    numbers = [_numbers(doc) for doc in docs]
    if is_train and model.attrs["forget"]:
        chance = model.attrs["chance"]
        for of_doc in numbers:
            of_doc[chance.random(len(of_doc)) < model.attrs["forget"], 0] = _NOT_MET
    return numbers, lambda _: []


def _numbers(doc: Doc) -> NDArray[np.uint64]:
    table = doc.vocab.lookups.get_table(EVIDENCE_TABLE)
    numbers: NDArray[np.uint64] = np.empty((len(doc), 5), dtype=np.uint64)
    if not len(doc):
        return numbers
    lower = doc.to_array(LOWER)
    evidence = [table.get(word, 0) for word in lower.tolist()]
    numbers[:, 0] = [
        word if known & _MET else _NOT_MET for word, known in zip(lower.tolist(), evidence, strict=True)
    ]
    numbers[:, 1] = [hash_string(token.lower_[:_PREFIX]) for token in doc]
    numbers[:, 2] = doc.to_array(SUFFIX)
    numbers[:, 3] = doc.to_array(SHAPE)
    numbers[:, 4] = evidence
    return numbers
