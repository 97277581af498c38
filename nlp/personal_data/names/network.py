"""The first layer of the names network, registered with spaCy as `askig.WordEvidence.v1`.

Each word comes in as five numbers: the word itself where training met it often enough, its first three letters, its
last three, its shape, and what the lists know of it (`Evidence`). A word that training did not meet shares one number
with all others such, so that an unknown word is told by its evidence and its company, not by chance.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, LOWER, NORM, ORTH, PREFIX, SHAPE, SUFFIX  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    NumpyOps,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)
from thinc.types import Floats2d

from nlp.personal_data.layers import Floats, fast, laid_out, params, with_neighbours
from nlp.personal_data.names.evidence import EVIDENCE_TABLE, Evidence

_NOT_MET: Final = np.uint64(hash_string("\x00not met"))
_MET: Final = np.uint64(Evidence.MET_IN_TRAINING)
_LOOKED_AT: Final = frozenset({IS_SPACE, LOWER, NORM, PREFIX, SHAPE, SUFFIX})
_PREFIX: Final = 3
_SEED: Final = 7
_WORDS_KEPT: Final = 20_000
"""Some 400 bytes each."""
_ROWS: Final = {"word": 4000, "prefix": 2000, "suffix": 2500, "shape": 1000, "evidence": 500}


@registry.architectures("askig.WordEvidence.v1")  # type: ignore[untyped-decorator]
def word_evidence(width: int, embed_width: int, forget: float) -> Model[list[Doc], list[Floats2d]]:
    """The embedding layer.

    `width` is what comes out, `embed_width` what each of the five numbers is made into. In training, `forget` of the
    words met (0 to 1) are shown as if they had not been.
    """
    tables: list[Model[Any, Any]] = [
        HashEmbed(embed_width, rows, column=column, seed=column + _SEED, dropout=0.0)
        for column, rows in enumerate(_ROWS.values())
    ]
    mixed: Model[Any, Any] = chain(
        concatenate(*tables),
        Maxout(width, embed_width * len(tables), nP=3, dropout=0.0, normalize=True),
    )
    return chain(_word_numbers(forget), list2ragged(), with_array(mixed), ragged2list())


def looks_at_little(pipeline: Language) -> None:
    """Have the vocabulary work out for each new word only what this layer looks at: all else costs time.

    Call it before the pipeline reads anything, in training too: the prefix is our own, three letters in lower case.
    """
    getters = pipeline.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for attribute in set(getters) - _LOOKED_AT:
        del getters[attribute]
    getters[PREFIX] = lambda word: word[:_PREFIX].lower()


def reads_fast(pipeline: Language) -> None:
    """Have a trained pipeline with our first layer read through `layers.py`; it can't be trained any more."""
    component: Any = pipeline.get_pipe("tok2vec")
    component.model = fast(component.model, _Reading(component.model))


class _Reading:
    """What the words, windows and layers of `network.cfg` come to, for documents with words.

    What a word comes to by itself is worked out once and kept, under the number that spaCy has for it and not under the
    word, for so many words that memory stays bounded.
    """

    def __init__(self, model: Model[Any, Any]) -> None:
        self._ops = NumpyOps()
        self._kept: dict[int, Floats] = {}
        self._tables = params(model, "E")
        self._layers = [laid_out(node) for node in model.walk() if node.name == "maxout>>layernorm"]
        _, windows = model.layers
        self._apart: int = windows.attrs["pad"]

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        _, *windows = self._layers
        lengths = np.array([len(doc) for doc in docs], dtype="i")
        seen = self._ops.flatten([self._of_words(doc) for doc in docs], pad=self._apart)
        for layer in windows:
            seen += layer(with_neighbours(seen))
        apart: list[Floats] = self._ops.unflatten(seen, lengths, pad=self._apart)
        return apart

    def _of_words(self, doc: Doc) -> Floats:
        words = doc.to_array(ORTH).tolist()
        kept = self._kept
        if len(kept) > _WORDS_KEPT:
            kept.clear()
        new = {word: row for row, word in enumerate(words) if word not in kept}
        if new:
            kept.update(zip(new, self._mixed(_numbers(doc)[list(new.values())]), strict=True))
        return np.array([kept[word] for word in words], dtype=np.float32)

    def _mixed(self, numbers: NDArray[np.uint64]) -> Floats:
        """What comes of the five numbers of each word."""
        columns = [
            self._ops.gather_add(
                table, self._ops.hash(np.ascontiguousarray(numbers[:, column]), column + _SEED) % len(table)
            )
            for column, table in enumerate(self._tables)
        ]
        return self._layers[0](np.concatenate(columns, axis=1))


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
    evidence = np.array([table.get(word, 0) for word in lower.tolist()], dtype=np.uint64)
    numbers[:, 0] = np.where(evidence & _MET, lower, _NOT_MET)
    numbers[:, 1] = doc.to_array(PREFIX)
    numbers[:, 2] = doc.to_array(SUFFIX)
    numbers[:, 3] = doc.to_array(SHAPE)
    numbers[:, 4] = evidence
    return numbers
