"""Trains the words network on marked sentences, a file a writer, and fits its thresholds.

Some files mark what is said about lives, the others what identifies somebody; each teaches one of the network's two
answers. How well it does on somebody else's sentences is learnt by leaving each writer out once, some at a time: the
network is trained on the others, reads the sentences of those left out, and the thresholds are fitted on what it read
there. The network that ships is trained on all of them.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from thinc.api import fix_random_seed

from nlp.held_out import in_groups
from nlp.personal_data.labels import SPECIAL_CATEGORIES, DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.training.rounds import Example, Schedule, towards, train
from nlp.personal_data.training.words_card import written_words_card
from nlp.personal_data.training.words_fitting import (
    Read,
    false_in_a_hundred,
    fitted,
    scores_of_identifiers,
    scores_of_lives,
)
from nlp.personal_data.training.writers import Marked
from nlp.personal_data.word_network import Batch, Shape, TrainedNetwork, WordModel, joined, new_network
from nlp.personal_data.words.reading import (
    OF_IDENTIFIERS,
    OF_LIVES,
    WordsReader,
    batch_of,
    numbered,
    save_reader,
    shape_of,
)
from nlp.personal_data.words.signs import LISTED, LIVES, PATTERNED
from nlp.word_vectors import WordVectors, load_vectors

_RARE: Final = [
    LIVES.index(label) + 1
    for label in LIVES
    if label in SPECIAL_CATEGORIES - {DataLabel.HEALTH, DataLabel.ETHNICITY}
]
"""Kinds of which sentences that are marked for identifiers say nothing, but for a very few."""
_LEAST_LEFT: Final = 0.05
_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class WordsPlan:
    """How to train. `words_a_batch` and `dropout` as spaCy means them.

    In each round `without_lists` (0 to 1) of the texts are shown without what lists say of lives, and as many without
    what patterns found, so that the network learns from the words too (`where_repaired` of those that the rules were
    repaired on), and `forgotten` of the words as if they had not been met. A word is known of its own where the texts
    have it `met` times. `seeds` has one for each network that ships: the reader takes their mean. The first one serves
    where writers are left out.
    """

    seeds: tuple[int, ...] = (1,)
    rounds: int = 14
    words_a_batch: int = 250
    dropout: float = 0.2
    rate: float = 0.002
    without_lists: float = 0.3
    where_repaired: float = 0.7
    forgotten: float = 0.15
    met: int = 3
    own: int = 32
    width: int = 96
    windows: int = 3


@dataclass(frozen=True, slots=True)
class _Example(Example):
    of_lives: bool
    without_lists: float


def train_words(
    writers: Mapping[str, Sequence[Marked]], output: Path, plan: WordsPlan, report: Callable[[str], None]
) -> dict[str, Any]:
    """Train on all writers, write the reader with scores.json and MODEL_CARD.md to `output`, and return the scores."""
    vectors = load_vectors()
    left_out: list[Read] = []
    sizes = {name: len(own) for name, own in writers.items() if not any(text.repaired_on for text in own)}
    for names in in_groups(sizes, _PARTS):
        own = [text for name in names for text in writers[name]]
        others = [text for name, texts in writers.items() if name not in names for text in texts]
        words, networks = _trained(others, vectors, replace(plan, seeds=plan.seeds[:1]), report)
        reader = WordsReader(vectors, words, [TrainedNetwork(network) for network in networks], {})
        left_out.extend(zip(own, reader.read([text.seen for text in own]), strict=True))
        report(f"read the sentences of {', '.join(names)}, who were left out")
    thresholds = fitted(left_out)
    everybody = [text for texts in writers.values() for text in texts]
    words, networks = _trained(everybody, vectors, plan, report)
    save_reader(output, words, _shape(plan, vectors, words), networks, thresholds)
    scores = {
        "plan": asdict(plan),
        "sentences": {name: len(texts) for name, texts in writers.items()},
        "words with vectors": len(vectors),
        "lives, writers left out in turn": scores_of_lives(left_out, thresholds),
        "identifiers, writers left out in turn": scores_of_identifiers(left_out, thresholds),
        "false hits in 100 look-alikes": false_in_a_hundred(left_out, thresholds),
    }
    (output / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    (output / "MODEL_CARD.md").write_text(written_words_card(scores), encoding="utf-8")
    return scores


def _shape(plan: WordsPlan, vectors: WordVectors, words: Sequence[str]) -> Shape:
    return shape_of(vectors, words, plan.own, plan.width, plan.windows)


def _trained(
    texts: Sequence[Marked], vectors: WordVectors, plan: WordsPlan, report: Callable[[str], None]
) -> tuple[list[str], list[WordModel]]:
    """The words that are known of their own, and a network for each seed."""
    times = Counter(word for text in texts for word in text.seen.sight.words.low)
    words = sorted(word for word, count in times.items() if count >= plan.met)
    numbers = numbered(words)
    examples = [_example(text, vectors, numbers, plan) for text in texts if text.seen.sight.words.low]
    networks = []
    for seed in plan.seeds:
        fix_random_seed(seed)
        network = new_network(_shape(plan, vectors, words), plan.dropout)
        _train(network, examples, plan, seed, report)
        report(f"trained on {len(examples)} sentences with seed {seed}")
        networks.append(network)
    return words, networks


def _example(text: Marked, vectors: WordVectors, numbers: Mapping[str, int], plan: WordsPlan) -> _Example:
    sight = text.seen.sight
    batch = batch_of(sight.words.low, sight.signs, [len(sight.signs)], vectors, numbers)
    without_lists = plan.where_repaired if text.repaired_on else plan.without_lists
    return _Example(batch.rows, batch.meanings, batch.signs, text.answers, text.kinds == LIVES, without_lists)


def _train(
    network: WordModel,
    examples: Sequence[_Example],
    plan: WordsPlan,
    seed: int,
    report: Callable[[str], None],
) -> None:
    """Train in place."""
    order = list(examples)
    chance = np.random.default_rng(seed)
    train(
        network,
        Schedule(plan.rounds, plan.words_a_batch, plan.rate),
        seed,
        lambda _: order,
        lambda some: _made_harder(some, plan, chance),
        _change,
        lambda number, loss: report(f"round {number + 1}: loss {loss:.3f}"),
    )


def _change(some: Sequence[_Example], likely: Floats) -> tuple[Floats, float]:
    """What should change in the answers: each text teaches the one that it was marked for."""
    change = np.zeros_like(likely)
    answers = np.concatenate([example.answers for example in some])
    marks_lives = np.repeat(
        [example.of_lives for example in some], [len(example.answers) for example in some]
    )
    change[~marks_lives, OF_LIVES] = _away_from_rare_kinds(likely[~marks_lives, OF_LIVES])
    loss = 0.0
    for of_these, columns in ((marks_lives, OF_LIVES), (~marks_lives, OF_IDENTIFIERS)):
        change[of_these, columns], lost = towards(likely[of_these, columns], answers[of_these])
        loss += lost
    return change, loss


def _away_from_rare_kinds(likely: Floats) -> Floats:
    """What teaches a network to read none of `_RARE` here, and leaves open which of the other kinds."""
    rare = likely[:, _RARE].sum(axis=1, keepdims=True)
    change: Floats = -likely * rare / np.maximum(1 - rare, _LEAST_LEFT)
    change[:, _RARE] = likely[:, _RARE]
    return change


def _made_harder(examples: Sequence[_Example], plan: WordsPlan, chance: np.random.Generator) -> Batch:
    """A batch where some words are forgotten, some lose their meaning too, and some texts what rules say."""
    batch = joined([(example.rows, example.meanings, example.signs) for example in examples])
    without_meaning = chance.random(len(batch.rows)) < plan.forgotten / 2
    batch.meanings[without_meaning] = 0
    batch.rows[without_meaning | (chance.random(len(batch.rows)) < plan.forgotten)] = 0
    shares = np.array([example.without_lists for example in examples])
    for signs in (LISTED, PATTERNED):
        without = np.repeat(chance.random(len(examples)) < shares, batch.lengths)
        batch.signs[without, signs] = 0
    return batch
