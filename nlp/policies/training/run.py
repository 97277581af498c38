"""One training run: practice, weights, scores held out by family, and the file that the program reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from cases.policies import Passage
from nlp.policies.gate import ALL_SIGNS, Gate
from nlp.policies.index import build_index
from nlp.policies.ranking import ALL_FEATURES, RANKED_BY, Matrix, Ranker
from nlp.policies.search import BY_SENSE, BY_WORDS
from nlp.policies.training.fitting import (
    Tried,
    auc,
    calibration_error,
    examples_of,
    fit_gate,
    fit_ranking,
    ranked_with,
)
from nlp.policies.training.practice import Practice, practice_from
from nlp.policies.vectors import Encoder

OUR_MODEL: Final = Path(__file__).resolve().parents[1] / "model"

ANSWERS_FROM: Final = 0.58
"""From this probability on the passage is quoted as the answer."""
OFFERS_FROM: Final = 0.25
"""From this probability on it is offered."""
_TO_BEGIN_WITH: Final = {"whole_asked": 1.0, "whole_story": 0.45}
_BEFORE: Final = 0.4
"""What the questions before count beside the question, in parts of it; there is no practice for them."""
_OF_PAGES: Final = {"story_of_page": 0.2, "title_of_page": 0.3, "pairs_of_page": 0.2}
"""What counts where passages are whole pages and somebody tells a story, set by hand: the practice on pages has no
stories as citizens tell them. Chosen on the first 90 of the invented pages of `tests/nlp/data/pages`; what is held out
is measured without them."""


def train_policies(
    library: Sequence[Passage],
    data: Path,
    output: Path,
    say: Callable[[str], None],
    encoder: Encoder | None = None,
) -> None:
    """Train on the library and on what is in `data`, and write the weights and the scores into `output`.

    With an encoder those of a search by sense too, else those of a search by words alone. Raises `ValueError` where
    there is nothing to learn from.
    """
    families: dict[str, list[Tried]] = {}
    for practice in practice_from(library, data):
        if practice.asked:
            families.setdefault(practice.family, []).extend(_try(practice, encoder))
    if not families:
        raise ValueError("there is no question in them")
    scores = {}
    for held_out in families:
        others = {family: tried for family, tried in families.items() if not _is_kin(family, held_out)}
        if not others:
            continue
        weights = fit_ranking(list(others.values()))
        gate = _gate({name: [ranked_with(one, weights) for one in family] for name, family in others.items()})
        scores[held_out] = _scores([ranked_with(one, weights) for one in families[held_out]], gate)
        say(f"{held_out}, held out: {scores[held_out]}")
    weights = fit_ranking(list(families.values()))
    gate = _gate({name: [ranked_with(one, weights) for one in family] for name, family in families.items()})
    ranking = {
        name: round(float(weight), 4)
        for name, weight in zip(ALL_FEATURES, weights, strict=False)
        if name in RANKED_BY
    }
    ranking["whole_before"] = round(_BEFORE * ranking["whole_asked"], 4)
    if encoder is None:
        ranking.update(_OF_PAGES)
    name = BY_WORDS if encoder is None else BY_SENSE
    _write(output / name, {"ranking": ranking, "gate": gate})
    _write(output / name.replace("weights", "scores"), {"held out by family": scores})
    say(f"{name} is written to {output.name}.")


def _is_kin(family: str, held_out: str) -> bool:
    """Whether two families are made from the same words of the same texts.

    Questions that we wrote about the model policies in other words are held out by family alone.
    """
    about = dict.fromkeys(("policies", "headings", "headings kept", "rows"), "library")
    one, other = (about.get(name, name.removeprefix("taken out of ")) for name in (family, held_out))
    return one == other


def _try(practice: Practice, encoder: Encoder | None) -> list[Tried]:
    ranker = Ranker(build_index(practice.texts, encoder), _TO_BEGIN_WITH, encoder)
    tried = []
    for asked in practice.asked:
        ranked = ranker.rank(asked.question)
        right = tuple(row for row, passage in enumerate(ranked.passages) if passage in asked.answers)
        tried.append(Tried(ranked, right))
    return tried


def _gate(families: Mapping[str, Sequence[Tried]]) -> dict[str, Any]:
    weights, bias = fit_gate(examples_of(families))
    return {
        "weights": {sign: round(float(weight), 5) for sign, weight in zip(ALL_SIGNS, weights, strict=False)},
        "bias": round(bias, 5),
        "answers_from": ANSWERS_FROM,
        "offers_from": OFFERS_FROM,
    }


def _scores(tried: Sequence[Tried], written: Mapping[str, Any]) -> dict[str, float]:
    gate = Gate.of(written)
    confidences: Matrix = np.array([gate.confidence(one.ranked) for one in tried])
    first = np.array([0 in one.right for one in tried], dtype=np.bool_)
    answered = confidences >= gate.answers_from
    found = {
        "questions": float(len(tried)),
        "first": float(first.mean()),
        "in five": float(np.mean([any(row < 5 for row in one.right) for one in tried])),
        **({"auc": auc(confidences, first)} if 0 < first.mean() < 1 else {}),
        "calibration error": calibration_error(confidences, first),
        "answered": float(answered.mean()),
        "right of answered": float(first[answered].mean()) if answered.any() else 0.0,
    }
    return {name: round(value, 3) for name, value in found.items()}


def _write(file: Path, told: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
