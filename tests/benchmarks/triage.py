"""How well triage reads messages by a writer it never saw, beside plain TF-IDF with logistic regression, in one run.

The writers of the shipped messages are held out, a group at a time, from ours and from the peer alike. What ships was
fitted on all writers; it is measured on messages that were kept out of training, and for the time that a message takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from nlp.times import LONDON
from nlp.triage import load_triage
from nlp.triage.deciding import Decision, decide
from nlp.triage.features import SENSES_FILE
from nlp.triage.labels import IncidentCategory, Label
from nlp.triage.model import CATEGORIES, LABELS, OUR_MODEL, chances_of, load_model
from nlp.triage.training.fitting import Plan, look_at
from nlp.triage.training.run import scores_held_out, writers_held_out
from nlp.triage.training.scoring import measures
from nlp.triage.training.settling import settled_on
from nlp.triage.training.texts import Message, read_messages

_NOW: Final = datetime(2026, 11, 23, 14, 5, tzinfo=LONDON)
_KEPT_OUT: Final = Path(__file__).parents[1] / "nlp" / "data"
_PEER: Final = "TF-IDF, logistic regression"
_MEASURES: Final = (
    "right",
    "requests right",
    "incidents noticed",
    "false alarms",
    "category right",
    "category in three",
    "calibration error",
)


def run() -> str:
    """Measure, and return the table for a person."""
    messages = read_messages()
    decisions = {"Ask IG": _ours(messages), _PEER: _peer(messages)}
    writers = sorted({message.writer for message in messages})
    lines = [f"{'writer held out':16} {'measure':20} " + "  ".join(f"{name:>27}" for name in decisions)]
    for writer in [*writers, "all"]:
        held = [at for at, one in enumerate(messages) if writer in ("all", one.writer)]
        of_writer = [messages[at] for at in held]
        numbers = {
            name: measures(of_writer, [decided[at] for at in held]) for name, decided in decisions.items()
        }
        for measure in _MEASURES:
            shown = "  ".join(f"{of_one[measure]:27.3f}" for of_one in numbers.values())
            lines.append(f"{writer:16} {measure:20} {shown}")
    return "\n".join([*lines, "", *_kept_out(), "", *_speed_and_size(messages)])


def _kept_out() -> list[str]:
    """What ships, on messages kept out of training, most of them by a tester who was given the aims alone."""
    messages, model = read_messages(_KEPT_OUT), load_model()
    decisions = [decide(model.chances(model.row(seen)), model.settled) for seen in look_at(messages)]
    reached = measures(messages, decisions)
    return [
        f"What ships, on {len(messages)} messages kept out of training",
        *(f"{measure:37} {reached[measure]:27.3f}" for measure in _MEASURES),
    ]


def _ours(messages: Sequence[Message]) -> list[Decision]:
    scores = scores_held_out(messages, look_at(messages), Plan(), lambda _: None)
    settled = settled_on(messages, scores)
    return [decide(chances_of(row, settled), settled) for row in scores]


def _peer(messages: Sequence[Message]) -> list[Decision]:
    """Words and pairs of words, one regression for the labels and one for the categories, as they come."""
    decided: dict[int, Decision] = {}
    for writers in writers_held_out(messages):
        held = [at for at, one in enumerate(messages) if one.writer in writers]
        rest = [one for one in messages if one.writer not in writers]
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        known = words.fit_transform([one.text for one in rest])
        unseen = words.transform([messages[at].text for at in held])
        labels = LogisticRegression(C=20, max_iter=200).fit(known, [one.label.value for one in rest])
        told = [at for at, one in enumerate(rest) if one.category is not None]
        categories = LogisticRegression(C=20, max_iter=200).fit(
            known[told], [str(rest[at].category) for at in told]
        )
        of_label, of_category = labels.predict_proba(unseen), categories.predict_proba(unseen)
        for place, at in enumerate(held):
            decided[at] = _as_decision(
                labels.classes_, of_label[place], categories.classes_, of_category[place]
            )
    return [decided[at] for at in range(len(messages))]


def _as_decision(
    labels: Sequence[str], of_label: np.ndarray, categories: Sequence[str], of_category: np.ndarray
) -> Decision:
    ranked = tuple((Label(labels[at]), float(of_label[at])) for at in np.argsort(-of_label))
    ordered = tuple(IncidentCategory(categories[at]) for at in np.argsort(-of_category))
    assert len(ranked) <= len(LABELS)
    assert len(ordered) <= len(CATEGORIES)
    return Decision(ranked, (), ranked[0][0] is Label.INCIDENT, ordered)


def _speed_and_size(messages: Sequence[Message]) -> list[str]:
    triage = load_triage()
    taken: list[float] = []
    for message in messages:
        begun = perf_counter()
        triage.read(message.text, _NOW)
        taken.append((perf_counter() - begun) * 1000)
    size = sum(file.stat().st_size for file in (*OUR_MODEL.iterdir(), SENSES_FILE)) / 1e6
    return [
        f"ms a message: {median(taken):.1f} (median), {sorted(taken)[int(len(taken) * 0.95)]:.1f} (19 of 20)",
        f"model: {size:.1f} MB",
    ]
