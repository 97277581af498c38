"""Trains the lives network on marked sentences, a file a writer, and fits its thresholds.

How well it does on somebody else's sentences is learnt by leaving each writer out once, some at a time: the network is
trained on the others, reads the sentences of those left out, and the thresholds are fitted on what it read there. The
network that ships is trained on all of them.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from thinc.api import Adam, fix_random_seed

from nlp.held_out import in_groups
from nlp.personal_data import phrases
from nlp.personal_data.labels import SPECIAL_CATEGORIES, DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.lives.network import (
    Batch,
    LivesModel,
    Shape,
    TrainedNetwork,
    joined,
    new_network,
)
from nlp.personal_data.lives.reading import (
    OUR_MODEL,
    VECTORS,
    LivesReader,
    Seen,
    Thresholds,
    batch_of,
    findings,
    numbered,
    save_reader,
    statements,
)
from nlp.personal_data.lives.signs import LABELS, RULES
from nlp.personal_data.lives.vectors import WordVectors, load_vectors
from nlp.personal_data.resolving import settled
from nlp.personal_data.scanner import seen_before_lives
from nlp.personal_data.spans import Span
from nlp.personal_data.training.lives_card import written_lives_card
from nlp.personal_data.training.marked import Mark, marked_sentences
from nlp.personal_data.training.meaning import distilled

WRITERS: Final = Path(__file__).with_name("lives")
"""The marked sentences, a file a writer."""
PHRASES: Final = Path(phrases.__file__).parent
AIMED_AT: Final = SPECIAL_CATEGORIES | {DataLabel.CRIMINAL_OFFENCE, DataLabel.CHILD}
REPAIRED_ON: Final = frozenset({"tuning", "blind", "codes"})
"""Files on whose sentences the rules were repaired: the rules do too well there to be believed, and so would scores."""
_GROUPS: Final = {
    "special categories, offences, children": AIMED_AT,
    "all kinds": frozenset(LABELS),
    **{label.value: frozenset({label}) for label in LABELS},
}
_NOTHING: Final = 0
_PARTS: Final = 3
_TRIED: Final = (0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.44, 0.48, 0.52, 0.56, 0.6, 0.66)
_PRECISION: Final = 0.8
"""Of the kinds aimed at, on these sentences, half of which were written to look alike: ordinary text is easier."""
_CERTAIN_PRECISION: Final = 0.9
_ROUNDED: Final = 3


@dataclass(frozen=True, slots=True)
class LivesPlan:
    """How to train. `words_a_batch` and `dropout` as spaCy means them.

    In each round `without_rules` (0 to 1) of the texts are shown without what the lists say, so that the network learns
    from the words too (`where_repaired` of those that the rules were repaired on), and `forgotten` of the words as if
    they had not been met. A word is known of its own where the texts have it `met` times. `seeds` has one for each
    network that ships: the reader takes their mean. The first one serves where writers are left out.
    """

    seeds: tuple[int, ...] = (1,)
    rounds: int = 14
    words_a_batch: int = 250
    dropout: float = 0.2
    rate: float = 0.002
    without_rules: float = 0.3
    where_repaired: float = 0.7
    forgotten: float = 0.15
    met: int = 3
    own: int = 32
    width: int = 128
    windows: int = 3


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as the network sees it, with what is marked in it and the answer that is right for each word."""

    seen: Seen
    marks: tuple[Mark, ...]
    answers: NDArray[np.int64]
    repaired_on: bool


@dataclass(frozen=True, slots=True)
class _Example:
    numbers: NDArray[np.uint64]
    meanings: Floats
    signs: Floats
    answers: NDArray[np.int64]
    without_rules: float


def read_writers(names_model: str, folder: Path = WRITERS) -> dict[str, tuple[Marked, ...]]:
    """The marked sentences of each writer, by the name of the file. Raises what `marked_sentences` raises."""
    writers = {}
    for file in sorted(folder.glob("*.txt")):
        given = list(marked_sentences(file))
        sights = seen_before_lives((text for text, _ in given), names_model)
        writers[file.stem] = tuple(
            Marked(seen, tuple(marks), _answers(seen, marks), file.stem in REPAIRED_ON)
            for seen, (_, marks) in zip(sights, given, strict=True)
        )
    return writers


def _answers(seen: Seen, marks: Sequence[Mark]) -> NDArray[np.int64]:
    answers = np.full(len(seen.sight.words), _NOTHING, dtype=np.int64)
    for row, (begin, after) in enumerate(zip(seen.sight.starts, seen.sight.ends, strict=True)):
        for start, end, label in marks:
            if begin < end and after > start and label in LABELS:
                answers[row] = LABELS.index(label) + 1
    return answers


def train_lives_anew(
    model: Path, dictionary: Path, encoder: Path | None, plan: LivesPlan, report: Callable[[str], None]
) -> dict[str, Any]:
    """Train beside the names network in the folder `model`, and write to its folder `lives`. Returns the scores.

    With `encoder`, the folder of a sentence encoder, the vectors of words are taken from it anew: of those in the list
    `dictionary` and in our lists of phrases. Raises `OSError` or `ValueError` where a file can't be used, `ImportError`
    where the encoder's libraries are missing.
    """
    if encoder:
        lists = sorted(PHRASES.glob("*.txt"))
        vectors = distilled(encoder, [file.read_text(encoding="utf-8") for file in (dictionary, *lists)])
    else:
        vectors = load_vectors(OUR_MODEL / VECTORS)
    return train_lives(read_writers(str(model)), vectors, model / OUR_MODEL.name, plan, report)


def train_lives(
    writers: Mapping[str, Sequence[Marked]],
    vectors: WordVectors,
    output: Path,
    plan: LivesPlan,
    report: Callable[[str], None],
) -> dict[str, Any]:
    """Train on all writers, write the reader with scores.json and MODEL_CARD.md to `output`, and return the scores."""
    left_out: list[tuple[Marked, Floats]] = []
    sizes = {name: len(own) for name, own in writers.items() if name not in REPAIRED_ON}
    for names in in_groups(sizes, _PARTS):
        own = [text for name in names for text in writers[name]]
        others = [text for name, texts in writers.items() if name not in names for text in texts]
        words, networks = _trained(others, vectors, replace(plan, seeds=plan.seeds[:1]), report)
        reader = LivesReader(vectors, words, [TrainedNetwork(network) for network in networks], {})
        left_out.extend(zip(own, reader.likelihoods([text.seen for text in own]), strict=True))
        report(f"read the sentences of {', '.join(names)}, who were left out")
    thresholds = _fitted(left_out)
    everybody = [text for texts in writers.values() for text in texts]
    words, networks = _trained(everybody, vectors, plan, report)
    save_reader(output, vectors, words, _shape(plan, vectors, words), networks, thresholds)
    scores = {
        "plan": asdict(plan),
        "sentences": {name: len(texts) for name, texts in writers.items()},
        "words with vectors": len(vectors),
        "writers left out in turn": _scores(left_out, thresholds),
    }
    (output / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    (output / "MODEL_CARD.md").write_text(written_lives_card(scores), encoding="utf-8")
    return scores


def _shape(plan: LivesPlan, vectors: WordVectors, words: Sequence[str]) -> Shape:
    return Shape(vectors.width, plan.own, plan.width, plan.windows, len(words))


def _trained(
    texts: Sequence[Marked], vectors: WordVectors, plan: LivesPlan, report: Callable[[str], None]
) -> tuple[list[str], list[LivesModel]]:
    """The words that are known of their own, and a network for each seed."""
    times = Counter(word for text in texts for word in text.seen.sight.words)
    words = sorted(word for word, count in times.items() if count >= plan.met)
    numbers = numbered(words)
    examples = [_example(text, vectors, numbers, plan) for text in texts if text.seen.sight.words]
    networks = []
    for seed in plan.seeds:
        fix_random_seed(seed)
        network = new_network(_shape(plan, vectors, words), plan.dropout)
        loss = _train(network, examples, plan, seed)
        report(f"trained on {len(examples)} sentences with seed {seed}: loss {loss:.3f}")
        networks.append(network)
    return words, networks


def _example(text: Marked, vectors: WordVectors, numbers: Mapping[str, int], plan: LivesPlan) -> _Example:
    sight = text.seen.sight
    batch = batch_of(sight.words, sight.signs, [len(sight.words)], vectors, numbers)
    without_rules = plan.where_repaired if text.repaired_on else plan.without_rules
    return _Example(batch.numbers, batch.meanings, batch.signs, text.answers, without_rules)


def _train(network: LivesModel, examples: Sequence[_Example], plan: LivesPlan, seed: int) -> float:
    """Train in place, and return the loss for each word in the last round."""
    order = list(examples)
    shuffling = random.Random(seed)  # noqa: S311  (reproducible on purpose)
    chance = np.random.default_rng(seed)
    optimizer = Adam(plan.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    loss = 0.0
    for number in range(plan.rounds):
        optimizer.learn_rate = plan.rate * (1 - 0.95 * number / plan.rounds)
        shuffling.shuffle(order)
        loss, words = 0.0, 0
        for some in _batches(order, plan.words_a_batch):
            batch = _made_harder(some, plan, chance)
            answers = np.concatenate([example.answers for example in some])
            likely, backprop = network(batch, is_train=True)
            rows = np.arange(len(answers))
            loss -= float(np.log(likely[rows, answers] + 1e-9).sum())
            words += len(answers)
            change = likely.copy()
            change[rows, answers] -= 1
            backprop(change / len(some))
            network.finish_update(optimizer)
        loss /= max(words, 1)
    for node in network.walk():
        for name in node.param_names:
            if (node.id, name) in optimizer.averages:
                node.set_param(name, optimizer.averages[(node.id, name)])
    return loss


def _batches(examples: Iterable[_Example], words: int) -> Iterable[list[_Example]]:
    batch: list[_Example] = []
    size = 0
    for example in examples:
        batch.append(example)
        size += len(example.answers)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _made_harder(examples: Sequence[_Example], plan: LivesPlan, chance: np.random.Generator) -> Batch:
    """A batch in which some words are forgotten, some lose their meaning too, and some texts what the lists say."""
    batch = joined([(example.numbers, example.meanings, example.signs) for example in examples])
    without_meaning = chance.random(len(batch.numbers)) < plan.forgotten / 2
    batch.meanings[without_meaning] = 0
    batch.numbers[without_meaning | (chance.random(len(batch.numbers)) < plan.forgotten)] = 0
    shares = np.array([example.without_rules for example in examples])
    without_rules = np.repeat(chance.random(len(examples)) < shares, batch.lengths)
    batch.signs[without_rules, RULES] = 0
    return batch


@dataclass(slots=True)
class _Counts:
    """Of one kind: marks asked for, marks found, finds that no mark of the kind touches."""

    asked: int = 0
    found: int = 0
    false: int = 0

    def add(self, marks: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> None:
        self.asked += len(marks)
        self.found += sum(any(s < end and e > start for s, e in spans) for start, end in marks)
        self.false += sum(not any(s < end and e > start for start, end in marks) for s, e in spans)


def _counted(
    texts: Iterable[tuple[Marked, Sequence[tuple[int, int, DataLabel]]]],
) -> dict[DataLabel, _Counts]:
    counts = {label: _Counts() for label in LABELS}
    for marked, found in texts:
        for label in {kind for _, _, kind in found} | {kind for _, _, kind in marked.marks}:
            if label in counts:
                counts[label].add(
                    [(start, end) for start, end, kind in marked.marks if kind is label],
                    [(start, end) for start, end, kind in found if kind is label],
                )
    return counts


def _places(spans: Iterable[Span]) -> list[tuple[int, int, DataLabel]]:
    """Where spans stand of which a scan would keep one where several of a kind overlap."""
    return [(span.start, span.end, span.label) for span in settled(spans, lowest_score=0.0)]


def _fitted(texts: Sequence[tuple[Marked, Floats]]) -> dict[DataLabel, Thresholds]:
    """The thresholds that find most at the precision aimed at, each kind paying the same price for what is false."""
    tried = {}
    for found in _TRIED:
        same = dict.fromkeys(LABELS, Thresholds(found, found))
        tried[found] = _counted(
            (marked, _places(findings(marked.seen, likely, same))) for marked, likely in texts
        )
    chosen: dict[DataLabel, float] = {}
    for price in np.arange(0.0, 3.0, 0.05):
        chosen = {
            label: max(_TRIED, key=lambda found: _worth(tried, found, label, float(price)))
            for label in LABELS
        }
        counts = [tried[chosen[label]][label] for label in LABELS if label in AIMED_AT]
        right, false = sum(one.found for one in counts), sum(one.false for one in counts)
        if right >= _PRECISION * (right + false):
            break
    return {label: Thresholds(found, _certain_from(texts, label, found)) for label, found in chosen.items()}


def _worth(
    tried: Mapping[float, Mapping[DataLabel, _Counts]], threshold: float, label: DataLabel, price: float
) -> float:
    """What a threshold is worth for one kind; those beside it count half, so that no lucky point is chosen."""
    place = _TRIED.index(threshold)
    near = [
        (weight, tried[_TRIED[place + step]][label])
        for step, weight in ((-1, 0.5), (0, 1.0), (1, 0.5))
        if 0 <= place + step < len(_TRIED)
    ]
    return sum(weight * (one.found - price * one.false) for weight, one in near) / sum(
        weight for weight, _ in near
    )


def _certain_from(texts: Sequence[tuple[Marked, Floats]], label: DataLabel, threshold: float) -> float:
    """How likely a statement must be for nine in ten such to be right."""
    peaks: list[tuple[float, bool]] = []
    thresholds = dict.fromkeys(LABELS, threshold)
    for marked, likely in texts:
        for said in statements(marked.seen.sight, likely, thresholds):
            if said.label is label:
                right = any(
                    kind is label and start < said.end and end > said.start
                    for start, end, kind in marked.marks
                )
                peaks.append((said.likelihood, right))
    certain, right_so_far = 1.0, 0
    for number, (peak, right) in enumerate(sorted(peaks, reverse=True), start=1):
        right_so_far += right
        if right_so_far >= _CERTAIN_PRECISION * number:
            certain = peak
    return round(max(certain, threshold), _ROUNDED)


def _scores(
    texts: Sequence[tuple[Marked, Floats]], thresholds: Mapping[DataLabel, Thresholds]
) -> dict[str, dict[str, dict[str, float]]]:
    ways = {
        "lists alone": _counted((marked, _places(marked.seen.rules.said)) for marked, _ in texts),
        "with the network": _counted(
            (marked, _places(findings(marked.seen, likely, thresholds))) for marked, likely in texts
        ),
    }
    return {
        group: {
            way: _as_numbers([one for label, one in counts.items() if label in labels])
            for way, counts in ways.items()
        }
        for group, labels in _GROUPS.items()
    }


def _as_numbers(counts: Sequence[_Counts]) -> dict[str, float]:
    asked = sum(one.asked for one in counts)
    found = sum(one.found for one in counts)
    false = sum(one.false for one in counts)
    return {
        "asked": asked,
        "recall": round(found / asked, _ROUNDED) if asked else 0.0,
        "precision": round(found / (found + false), _ROUNDED) if found else 0.0,
    }
