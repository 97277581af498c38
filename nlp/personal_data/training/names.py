"""Trains the names network on labelled texts, chooses its best round, scores it, and writes it with its card."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from thinc.api import fix_random_seed

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.names.named import Named, NamesReader
from nlp.personal_data.names.network import LABELS, NO_NAME, TAGS, Signs, tags_of, words_of
from nlp.personal_data.names.reading import OurReader, load_names_reader, save_names
from nlp.personal_data.people import find_people
from nlp.personal_data.scanner import load_scanner
from nlp.personal_data.training import practice_texts
from nlp.personal_data.training.card import written_card
from nlp.personal_data.training.corpora import Labelled, for_training, is_held_out, read_labelled
from nlp.personal_data.training.known_words import evidence_of_words
from nlp.personal_data.training.marked import marked_sentences
from nlp.personal_data.training.practice import PracticeWriter, in_other_case, with_other_names
from nlp.personal_data.training.rounds import Example, Schedule, towards, train
from nlp.personal_data.training.scoring import Agreement, by_characters, exact, mean, of_label
from nlp.personal_data.training.writers import WRITERS
from nlp.personal_data.word_network import Batch, TrainedNetwork, WordModel, joined, new_network
from nlp.plain_text import Written
from nlp.word_vectors import load_vectors

TRAINED_ON: Final = ("court-train", "tweets-train", "emerging-train")
HELD_OUT_OF: Final = "court-train"
CHOSEN_ON: Final = "web-dev"
_OF_PEOPLE: Final = slice(NO_NAME + 1, NO_NAME + 1 + (TAGS - 1) // len(LABELS))
"""The tags of the names of people, who come first in `LABELS`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `words_a_batch` and `dropout` as spaCy means them.

    Of the real texts, `renamed` (0 to 1) have their people renamed in each round and `recased` their letters made small
    or capital. `with_names` and `without_names` are numbers of practice texts a round, `marked` the number of sentences
    in which a writer of ours marked people, and only these. In each round `forgotten` of the words (0 to 1) are shown
    as if they had not been met, and `meaningless` without their meaning.
    """

    seed: int = 3
    rounds: int = 5
    words_a_batch: int = 400
    dropout: float = 0.3
    rate: float = 0.002
    renamed: float = 0.15
    recased: float = 0.03
    with_names: int = 1200
    without_names: int = 1200
    marked: int = 12000
    forgotten: float = 0.1
    meaningless: float = 0.05
    width: int = 64
    windows: int = 3


@dataclass(frozen=True, slots=True)
class _Texts:
    training: tuple[Labelled, ...]
    held_out: tuple[Labelled, ...]
    choosing: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class _Example(Example):
    of_people: bool
    """Whether people are marked in it and nothing else: the rest may be no name, or that of a body or a place."""


def train_personal_data(
    data: Path, dictionary: Path, output: Path, plan: Plan, report: Callable[[str], None]
) -> None:
    """Train on the JSON Lines files of `data` with the plain words of `dictionary`.

    Writes the model, scores.json and MODEL_CARD.md to `output`.

    Raises `OSError` where a file is missing and `ValueError` where one is not of the shape that corpora.py describes.
    """
    texts = _read(data)
    report(f"{len(texts.training)} paragraphs to train on, {len(texts.held_out)} documents held out")
    evidence = evidence_of_words(texts.training, dictionary)
    network = trained(
        evidence,
        lambda number: _of_round(texts.training, plan, number),
        _marked_by_writers(),
        lambda reader: _judged(reader, texts),
        plan,
        report,
    )
    save_names(output, network, evidence, plan.width, plan.windows)
    scores = {"plan": asdict(plan), **_scores(output, texts)}
    (output / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    (output / "MODEL_CARD.md").write_text(written_card(scores, len(evidence)), encoding="utf-8")
    report(json.dumps({key: value for key, value in scores.items() if key != "plan"}, indent=2))


def trained(
    evidence: Mapping[str, int],
    texts: Callable[[int], Sequence[Labelled]],
    marked: Sequence[Labelled],
    score: Callable[[NamesReader], float],
    plan: Plan,
    report: Callable[[str], None],
) -> WordModel:
    """A network at its best round.

    `texts` gives the texts of a round, since practice texts and the changes made to real ones differ from round to
    round; of `marked` some are drawn for each; `score` judges the network on texts that it does not train on.
    """
    fix_random_seed(plan.seed)
    signs = Signs(evidence, load_vectors())
    network = new_network(signs.shape(plan.width, plan.windows), plan.dropout)
    chance = np.random.default_rng(plan.seed)
    drawing = random.Random(plan.seed)  # noqa: S311  (reproducible on purpose)
    of_people = [_example(text, signs, of_people=True) for text in marked]
    best, best_bytes = -1.0, b""

    def examples(number: int) -> list[_Example]:
        drawn = drawing.sample(of_people, min(plan.marked, len(of_people)))
        return [*(_example(text, signs, of_people=False) for text in texts(number)), *drawn]

    def keep_the_best(number: int, loss: float) -> None:
        nonlocal best, best_bytes
        reached = score(OurReader(TrainedNetwork(network), signs))
        if reached > best:
            best, best_bytes = reached, network.to_bytes()
        report(f"round {number + 1}: loss {loss:.4f}, score {reached:.4f}, best {best:.4f}")

    train(
        network,
        Schedule(plan.rounds, plan.words_a_batch, plan.rate),
        plan.seed,
        examples,
        lambda some: _made_harder(some, plan, chance),
        _change,
        keep_the_best,
    )
    return network.from_bytes(best_bytes)


def _example(text: Labelled, signs: Signs, *, of_people: bool) -> _Example:
    written = Written(text.text)
    tags = tags_of(written.words, ((start, end, DataLabel(label)) for start, end, label in text.spans))
    return _Example(*signs.of(words_of(written)), tags, of_people)


def _made_harder(examples: Sequence[_Example], plan: Plan, chance: np.random.Generator) -> Batch:
    """A batch where some words are forgotten and some have no meaning."""
    batch = joined([(example.rows, example.meanings, example.signs) for example in examples])
    batch.rows[chance.random(len(batch.rows)) < plan.forgotten, 0] = 0
    batch.meanings[chance.random(len(batch.rows)) < plan.meaningless] = 0
    return batch


def _change(some: Sequence[_Example], likely: Floats) -> tuple[Floats, float]:
    """What should change in the answers. Where people alone are marked, any tag but theirs is right for the rest."""
    answers = np.concatenate([example.answers for example in some])
    change, loss = towards(likely, answers)
    of_people = np.repeat([example.of_people for example in some], [len(example.answers) for example in some])
    rest = np.flatnonzero(of_people & (answers == NO_NAME))
    right = likely[rest]
    right[:, _OF_PEOPLE] = 0
    change[rest] = likely[rest] - right / np.maximum(right.sum(axis=1, keepdims=True), 1e-9)
    return change, loss


def _marked_by_writers() -> list[Labelled]:
    """The sentences with identifiers that writers marked, with the people in them."""
    return [
        Labelled(
            file.stem,
            text,
            tuple((start, end, str(label)) for start, end, label in marks if label is DataLabel.PERSON),
        )
        for file in sorted((WRITERS / "identifiers").glob("*.txt"))
        for text, marks in marked_sentences(file)
    ]


def _read(data: Path) -> _Texts:
    training: list[Labelled] = []
    held_out: list[Labelled] = []
    for name in TRAINED_ON:
        for text in read_labelled(data / f"{name}.jsonl"):
            held = name == HELD_OUT_OF and is_held_out(text.identifier)
            (held_out if held else training).append(text)
    choosing = read_labelled(data / f"{CHOSEN_ON}.jsonl")
    return _Texts(tuple(for_training(training)), tuple(held_out), choosing)


def _of_round(real: Sequence[Labelled], plan: Plan, number: int) -> list[Labelled]:
    writer = PracticeWriter(plan.seed * 1000 + number)
    chance = random.Random(plan.seed * 1000 + number)  # noqa: S311  (reproducible on purpose)
    texts = []
    for text in real:
        drawn = chance.random()
        changed = with_other_names(text, writer) if drawn < plan.renamed else text
        texts.append(in_other_case(changed, chance) if chance.random() < plan.recased else changed)
    texts.extend(writer.write(practice_texts.WITH_NAMES, plan.with_names))
    texts.extend(writer.write(practice_texts.WITHOUT_NAMES, plan.without_names))
    return texts


def _judged(reader: NamesReader, texts: _Texts) -> float:
    """The mean of F2 on web text and on the court documents held out, web text counted double: it is the harder."""
    web, court = (_people_of(reader, given).f2 for given in (texts.choosing, texts.held_out))
    return mean((web, web, court))


def _people_of(reader: NamesReader, texts: Sequence[Labelled]) -> Agreement:
    read = reader.read([Written(text.text) for text in texts])
    return _agreement(texts, [_people(text, named) for text, named in zip(texts, read, strict=True)])


def _people(text: Labelled, read: Sequence[Named]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in find_people(Written(text.text), read)]


def _agreement(texts: Sequence[Labelled], found: Sequence[list[tuple[int, int]]]) -> Agreement:
    return exact([of_label(text.spans, "PERSON") for text in texts], found)


def _scores(model: Path, texts: _Texts) -> dict[str, Any]:
    scanner = load_scanner(names_model=str(model))
    reader = load_names_reader(str(model))
    measured: dict[str, Any] = {
        "held out": sorted(text.identifier for text in texts.held_out),
    }
    for name, given in (("court", texts.held_out), ("web", texts.choosing)):
        scans = list(scanner.scan_many(text.text for text in given))
        found = [[(span.start, span.end, span.label.value) for span in scan.spans] for scan in scans]
        measured[name] = {
            "people, rules alone": _agreement(given, [_people(text, ()) for text in given]).as_numbers(),
            "people, network alone": _agreement(given, _read_alone(reader, given)).as_numbers(),
            "people": _agreement(given, [of_label(spans, "PERSON") for spans in found]).as_numbers(),
            "all labels, characters": by_characters(
                [[(start, end) for start, end, _ in text.spans] for text in given],
                [[(start, end) for start, end, _ in spans] for spans in found],
            ).as_numbers(),
        }
    return measured


def _read_alone(reader: NamesReader, texts: Sequence[Labelled]) -> list[list[tuple[int, int]]]:
    read = reader.read([Written(text.text) for text in texts])
    return [
        [(named.start, named.end) for named in of_text if named.label is DataLabel.PERSON] for of_text in read
    ]
