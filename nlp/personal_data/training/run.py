"""`askig train personal-data`: reads labelled texts, trains, chooses, scores, and writes the model with its card."""

import json
import random
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from spacy.language import Language

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.names.reading import Named, NamesReader, load_names_reader
from nlp.personal_data.people import find_people
from nlp.personal_data.scanner import load_scanner
from nlp.personal_data.training import practice_texts
from nlp.personal_data.training.card import written_card
from nlp.personal_data.training.corpora import Labelled, for_training, is_held_out, read_labelled
from nlp.personal_data.training.known_words import evidence_of_words
from nlp.personal_data.training.practice import PracticeWriter, in_other_case, with_other_names
from nlp.personal_data.training.scoring import Agreement, by_characters, exact, mean, of_label
from nlp.personal_data.training.training import Plan, lean_towards_names, new_pipeline, train
from nlp.plain_text import Written

TRAINED_ON: Final = ("court-train", "tweets-train", "emerging-train")
HELD_OUT_OF: Final = "court-train"
CHOSEN_ON: Final = "web-dev"
_LEANINGS: Final = (0.5, 1.0, 1.5, 2.0, 2.5)
_USUAL_LEANING: Final = 1.5
"""With which a round is judged; the best one is sought when the rounds are over."""


@dataclass(frozen=True, slots=True)
class _Texts:
    training: tuple[Labelled, ...]
    held_out: tuple[Labelled, ...]
    choosing: tuple[Labelled, ...]


def train_personal_data(data: Path, output: Path, plan: Plan, report: Callable[[str], None]) -> None:
    """Train on the JSON Lines files of `data` and write the model, scores.json and MODEL_CARD.md to `output`.

    Raises `OSError` where a file is missing and `ValueError` where one is not of the shape that corpora.py describes.
    """
    warnings.filterwarnings(
        "ignore", message=r"\[W030\]"
    )  # a span inside a token: that token is not learnt from
    texts = _read(data)
    report(f"{len(texts.training)} paragraphs to train on, {len(texts.held_out)} documents held out")
    evidence = evidence_of_words(texts.training)
    pipeline = new_pipeline(evidence, plan.seed)
    train(
        pipeline,
        lambda number: _of_round(texts.training, plan, number),
        lambda so_far: _judged(so_far, texts, _USUAL_LEANING),
        plan,
        report,
    )
    lean_towards_names(pipeline, leaning := _best_leaning(pipeline, texts))
    report(f"leaning towards names by {leaning}")
    output.mkdir(parents=True, exist_ok=True)
    # The words of the training texts stay out: what the model needs of them is in its table of evidence.
    pipeline.to_disk(output, exclude=["strings"])
    (output / "vocab" / "strings.json").write_text("[]", encoding="utf-8")
    scores = {"plan": asdict(plan), "leaning": leaning, **_scores(output, texts)}
    (output / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    (output / "MODEL_CARD.md").write_text(written_card(scores, len(evidence)), encoding="utf-8")
    report(json.dumps({key: value for key, value in scores.items() if key != "plan"}, indent=2))


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


def _judged(pipeline: Language, texts: _Texts, leaning: float) -> float:
    """The mean of F2 on web text and on the court documents held out, web text counted double: it is the harder."""
    lean_towards_names(pipeline, leaning)
    reader = NamesReader(pipeline)
    web, court = (_people_of(reader, given).f2 for given in (texts.choosing, texts.held_out))
    lean_towards_names(pipeline, -leaning)
    return mean((web, web, court))


def _best_leaning(pipeline: Language, texts: _Texts) -> float:
    return max(_LEANINGS, key=lambda leaning: (_judged(pipeline, texts, leaning), -leaning))


def _people_of(reader: NamesReader, texts: Sequence[Labelled]) -> Agreement:
    read = reader.read([text.text for text in texts])
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
    read = reader.read([text.text for text in texts])
    return [
        [(named.start, named.end) for named in of_text if named.label is DataLabel.PERSON] for of_text in read
    ]
