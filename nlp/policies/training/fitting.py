"""Fitting the weights: of the ranking, so that the right passage comes first; of the gate, so that it knows when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.policies.gate import signs_of
from nlp.policies.ranking import ALL_FEATURES, RANKED_BY, Matrix, Ranked

UNANSWERED: Final = 0.1
"""What a question counts from which the answer was taken away, beside one that has it."""
COUNTS: Final = {"website policies": 0.25, "headings": 0.25, "asked elsewhere": 0.3}
"""What a family counts for the gate where not 1. Of the websites' segments several answer, and one is marked."""
_HELD_SMALL: Final = 0.02
_STEPS: Final = 150
_PACE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Tried:
    """A ranking with the rows in it that are right; none where the answer was not found or was taken away."""

    ranked: Ranked
    right: tuple[int, ...]


def fit_ranking(families: Sequence[Sequence[Tried]]) -> Matrix:
    """The weights of the features under which the right passages are likeliest, none below 0; families count alike."""
    answered = [[one for one in family if one.right] for family in families]
    answered = [family for family in answered if family]
    names = ALL_FEATURES[: families[0][0].ranked.features.shape[1]]
    has_weight = np.array([name in RANKED_BY for name in names])
    weights = np.zeros(len(names))
    weights[0] = 1.0
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = -_HELD_SMALL * weights
        for family in answered:
            slope += sum(_slope(one, weights) for one in family) / len(family) / len(answered)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        pace = _PACE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights = np.maximum(weights + pace, 0.0) * has_weight
    return weights


def _slope(one: Tried, weights: Matrix) -> Matrix:
    features = one.ranked.features
    scores = features @ weights
    odds = np.exp(scores - scores.max())
    odds /= odds.sum()
    right = np.zeros(len(odds))
    right[list(one.right)] = odds[list(one.right)] / max(float(odds[list(one.right)].sum()), 1e-12)
    slope: Matrix = (right - odds) @ features
    return slope


def ranked_with(one: Tried, weights: Matrix) -> Tried:
    """The same ranking under other weights."""
    ranked = one.ranked
    scores = ranked.features @ weights
    order = np.argsort(-scores, kind="stable")
    right = frozenset(one.right)
    return Tried(
        Ranked(
            tuple(ranked.passages[at] for at in order),
            tuple(float(score) for score in scores[order]),
            ranked.features[order],
            ranked.wanted,
        ),
        tuple(place for place, at in enumerate(order) if at in right),
    )


def without_answer(one: Tried) -> Tried:
    """The ranking as it would be if what answers the question were not there."""
    kept = [at for at in range(len(one.ranked.passages)) if at not in one.right]
    ranked = one.ranked
    return Tried(
        Ranked(
            tuple(ranked.passages[at] for at in kept),
            tuple(ranked.scores[at] for at in kept),
            ranked.features[kept],
            ranked.wanted,
        ),
        (),
    )


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows for the gate: the signs, whether the first was right, and what each row counts."""

    signs: Matrix
    right: npt.NDArray[np.bool_]
    counts: Matrix


def examples_of(families: Mapping[str, Sequence[Tried]]) -> Examples:
    """The rows of rankings under their final weights; families count alike but for `COUNTS`."""
    signs, right, counts = [], [], []
    for name, family in families.items():
        rows = [(one, 1.0) for one in family] + [
            (without_answer(one), UNANSWERED) for one in family if one.right
        ]
        rows = [(one, count) for one, count in rows if one.ranked.passages]
        total = sum(count for _, count in rows)
        for one, count in rows:
            signs.append(signs_of(one.ranked))
            right.append(0 in one.right)
            counts.append(COUNTS.get(name, 1.0) * count / total)
    return Examples(np.array(signs), np.array(right, dtype=np.bool_), np.array(counts))


def fit_gate(examples: Examples) -> tuple[Matrix, float]:
    """Logistic regression by Newton's steps, held small: the weights of the signs, and the bias."""
    mean, spread = examples.signs.mean(axis=0), examples.signs.std(axis=0) + 1e-9
    rows = np.hstack([(examples.signs - mean) / spread, np.ones((len(examples.signs), 1))])
    counts = examples.counts / examples.counts.mean()
    held = np.full(rows.shape[1], 10.0)
    held[-1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (examples.right - likely)) - held * weights
        curve = (rows * (counts * likely * (1 - likely))[:, None]).T @ rows + np.diag(held + 1e-6)
        weights = weights + np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - plain @ mean)


def auc(scores: Matrix, right: npt.NDArray[np.bool_]) -> float:
    """How often one that is right has a higher score than one that is wrong."""
    good, bad = scores[right], scores[~right]
    if not len(good) or not len(bad):
        return float("nan")
    return float(np.mean((good[:, None] > bad).astype(float) + 0.5 * (good[:, None] == bad)))


def calibration_error(scores: Matrix, right: npt.NDArray[np.bool_], bins: int = 10) -> float:
    """The mean distance between what was promised and what came, over bins of confidence."""
    at = np.minimum((scores * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(scores[at == one].mean() - right[at == one].mean()) * np.mean(at == one)
            for one in range(bins)
            if np.any(at == one)
        )
    )
