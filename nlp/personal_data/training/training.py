"""The training loop: the same seeds and texts give the same network."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.training import Example, offsets_to_biluo_tags
from spacy.util import load_config
from thinc.api import Adam, fix_random_seed

from nlp.personal_data.names import network
from nlp.personal_data.names.evidence import EVIDENCE_TABLE
from nlp.personal_data.training.batches import batches
from nlp.personal_data.training.corpora import LABELS, Labelled

_CONFIG: Final = Path(network.__file__).with_suffix(".cfg")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `words_a_batch` and `dropout` as spaCy means them; `patience` in rounds without a better score.

    Of the real texts, `renamed` (0 to 1) have their people renamed in each round and `recased` their letters made small
    or capital. `with_names` and `without_names` are numbers of practice texts a round.
    """

    seed: int = 7
    rounds: int = 11
    words_a_batch: int = 1200
    dropout: float = 0.25
    rate: float = 0.001
    patience: int = 5
    renamed: float = 0.15
    recased: float = 0.03
    with_names: int = 1200
    without_names: int = 1200


def new_pipeline(evidence: dict[str, int], seed: int) -> Language:
    """An untrained network with its table of words."""
    fix_random_seed(seed)
    pipeline = spacy.util.load_model_from_config(load_config(_CONFIG), auto_fill=True)
    network.looks_at_little(pipeline)
    pipeline.vocab.lookups.add_table(EVIDENCE_TABLE, evidence)
    return pipeline


def train(
    pipeline: Language,
    texts: Callable[[int], Sequence[Labelled]],
    score: Callable[[Language], float],
    plan: Plan,
    report: Callable[[str], None],
) -> None:
    """Train `pipeline` in place and leave it at its best round.

    `texts` gives the texts of a round, since practice texts and the changes made to real ones differ from round to
    round; `score` judges the network on texts that it does not train on.
    """
    chance = random.Random(plan.seed)  # noqa: S311  (reproducible on purpose)
    first = [_example(pipeline, text) for text in texts(0)[:200]]
    for label in LABELS.values():
        pipeline.get_pipe("ner").add_label(label)  # type: ignore[attr-defined]
    pipeline.initialize(lambda: first)
    optimizer = Adam(plan.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, best_bytes, since = -1.0, b"", 0
    for number in range(plan.rounds):
        examples = [_example(pipeline, text) for text in texts(number)]
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        optimizer.learn_rate = plan.rate * (1 - 0.9 * number / plan.rounds)
        for batch in batches(examples, lambda example: len(example.reference), plan.words_a_batch):
            pipeline.update(batch, drop=plan.dropout, sgd=optimizer, losses=losses)
        with pipeline.use_params(optimizer.averages):
            reached = score(pipeline)
            if reached > best:
                best, best_bytes, since = reached, pipeline.to_bytes(exclude=["vocab"]), 0
            else:
                since += 1
        report(f"round {number + 1}: loss {losses['ner']:.0f}, score {reached:.4f}, best {best:.4f}")
        if since >= plan.patience:
            break
    pipeline.from_bytes(best_bytes, exclude=["vocab"])


def lean_towards_names(pipeline: Language, by: float) -> None:
    """Make the network less ready to pass over a word: a name that is missed costs more than one too many.

    `by` is taken off the score of "outside any name", the last of the parser's moves, before it decides.
    """
    moves = pipeline.get_pipe("ner").model.get_ref("lower")  # type: ignore[attr-defined]
    bias = moves.get_param("b").copy()
    bias[-1] -= by
    moves.set_param("b", bias)


def _example(pipeline: Language, text: Labelled) -> Example:
    doc = pipeline.make_doc(text.text)
    tags = offsets_to_biluo_tags(doc, list(text.spans))
    return Example.from_dict(doc, {"entities": tags})
