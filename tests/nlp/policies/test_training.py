"""Training: the right passage comes first more often afterwards, and the gate knows good rankings from bad ones."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cases.policies import Passage, Policy
from integrations.policies.folder import MODEL, PolicyFolder
from nlp.policies.gate import SIGNS, Gate
from nlp.policies.training.fitting import Examples, auc, calibration_error, fit_gate
from nlp.policies.training.practice import NOTHING, WRITTEN, lines_of, places_answering, written_questions
from nlp.policies.training.run import train_policies

NOT_TRAINED_ON = Path(__file__).parents[1] / "data" / "policy-questions-not-trained-on.txt"

_POLICY = Policy("RM00", "Records")
_HEADINGS = ("Keeping minutes of a board", "Destroying paper with names", "Scanning planning cards at last")
_TEXTS = (
    "Minutes of a board are kept for good.",
    "Paper with names is shredded.",
    "Planning cards are scanned.",
)


def _library() -> tuple[Passage, ...]:
    return tuple(
        Passage(f"RM00 {at}", _POLICY, str(at), (heading,), text)
        for at, (heading, text) in enumerate(zip(_HEADINGS, _TEXTS, strict=True), start=1)
    )


def test_a_run_writes_weights_that_can_be_read_and_its_scores(tmp_path: Path) -> None:
    train_policies(_library(), tmp_path, tmp_path / "first", lambda _: None)
    train_policies(_library(), tmp_path, tmp_path / "second", lambda _: None)
    written = (tmp_path / "first" / "weights.json").read_text(encoding="utf-8")
    assert written == (tmp_path / "second" / "weights.json").read_text(encoding="utf-8")
    assert 0 < Gate.of(json.loads(written)["gate"]).offers_from < 1


def test_nothing_to_learn_from_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no question"):
        train_policies((), tmp_path, tmp_path / "model", lambda _: None)


def test_the_gate_learns_a_sign_that_tells() -> None:
    chance = np.random.default_rng(3)
    signs = chance.normal(size=(2000, len(SIGNS)))
    right = signs[:, 0] + 0.3 * chance.normal(size=2000) > 0
    weights, bias = fit_gate(Examples(signs, right, np.ones(2000)))
    scores = 1 / (1 + np.exp(-(signs @ weights + bias)))
    assert auc(scores, right) > 0.95
    assert calibration_error(scores, right) < 0.1


def test_the_measures_are_what_they_say() -> None:
    right = np.array([True, False, True, False])
    assert auc(np.array([0.9, 0.1, 0.8, 0.2]), right) == 1
    assert auc(np.array([0.5, 0.5, 0.5, 0.5]), right) == 0.5
    assert calibration_error(np.array([1.0, 0.0, 1.0, 0.0]), right) == 0


def test_every_question_about_the_manuals_has_a_page_and_asks() -> None:
    for name in ("manuals-a.txt", "manuals-b.txt"):
        questions = list(written_questions(name))
        assert len(questions) >= 40
        assert all(answered_by and question.endswith("?") for answered_by, _, question in questions)


def test_every_question_about_the_model_policies_names_what_is_there_and_none_is_in_the_closed_set() -> None:
    library = PolicyFolder(MODEL).read().passages
    practised = [line for family in WRITTEN for line in written_questions(f"{family}.txt")]
    closed = list(lines_of(NOT_TRAINED_ON))
    for answered_by, _, question in (*practised, *closed):
        assert question
        assert bool(places_answering(library, answered_by)) == (answered_by != NOTHING)
    assert len({question for _, _, question in practised}) > 900
    said = {f"{story} {question}".casefold().strip(" ?.") for _, story, question in practised}
    assert not [one for one in closed if f"{one[1]} {one[2]}".casefold().strip(" ?.") in said]


def test_a_name_of_a_row_must_fit_one() -> None:
    library = PolicyFolder(MODEL).read().passages
    [record] = places_answering(library, "IG01 1.3/Record")
    assert library[record].headings[-1] == "Record"
    with pytest.raises(ValueError, match="no passages"):
        places_answering(library, "RM01 29/Gramophone")
    with pytest.raises(ValueError, match="passages"):
        places_answering(library, "RM01 29/C")
