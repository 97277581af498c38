"""How sure it is that the passage ranked first is the right one: logistic regression over what the ranking saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from nlp.policies.ranking import FEATURES, Matrix, Ranked

SIGNS: Final = (
    "share_of_first",
    "lead_over_second",
    "lead_of_mass",
    "score_of_mass",
    "asked_covered",
    "story_covered",
    "window_covered",
    "asked_unknown",
    "title_covered",
    "title_named",
    "pairs_found",
    "rankings_agree",
    "asked_words",
    "story_words",
)
"""What the gate looks at, in the order of its weights."""

_LEADING: Final = ("whole_asked", "whole_story", "large_asked", "small_asked", "pairs", "title_asked")
"""What the first may be the first in by itself."""


class Band(StrEnum):
    """What to do with what was found."""

    ANSWER = "answer"
    DID_YOU_MEAN = "did you mean"
    UNKNOWN = "I don't know"


@dataclass(frozen=True, slots=True)
class Gate:
    """Weights for the signs, and from which probability on it answers, and offers."""

    weights: tuple[float, ...]
    bias: float
    answers_from: float
    offers_from: float

    @classmethod
    def of(cls, written: Mapping[str, object]) -> Gate:
        """The gate as it is written down. Raises `ValueError` where it is not one."""
        weights, bias = written.get("weights"), written.get("bias")
        answers, offers = written.get("answers_from"), written.get("offers_from")
        if (
            not isinstance(weights, Mapping)
            or not isinstance(bias, int | float)
            or not isinstance(answers, int | float)
            or not isinstance(offers, int | float)
        ):
            raise ValueError("The gate's weights can't be read.")
        return cls(tuple(float(weights.get(sign, 0.0)) for sign in SIGNS), bias, answers, offers)

    def confidence(self, ranked: Ranked) -> float:
        """The probability that the first is right; 0 where nothing was found."""
        if not ranked.passages:
            return 0.0
        total = float(signs_of(ranked) @ np.array(self.weights)) + self.bias
        return float(1 / (1 + np.exp(-total)))

    def band(self, confidence: float) -> Band:
        """What to do at this confidence."""
        if confidence >= self.answers_from:
            return Band.ANSWER
        return Band.DID_YOU_MEAN if confidence >= self.offers_from else Band.UNKNOWN


def signs_of(ranked: Ranked) -> Matrix:
    """The signs, for a ranking that found something."""
    wanted, features = ranked.wanted, ranked.features
    asked = wanted.asked * wanted.rarity
    mass = float(asked.sum()) or 1.0
    story_mass = float((wanted.story * wanted.rarity).sum())
    scores = np.array(ranked.scores)
    first, second = scores[0], scores[1] if len(scores) > 1 else 0.0
    odds = np.exp(scores - first)
    of = dict(zip(FEATURES, features[0], strict=True))
    unknown = float(sum(weight for weight, stands in zip(asked, wanted.stand_for, strict=True) if not stands))
    pair_mass = float(sum(rarity for _, _, rarity in wanted.pairs))
    agree = [
        features[0, FEATURES.index(name)] >= features[:, FEATURES.index(name)].max() > 0 for name in _LEADING
    ]
    return np.array(
        [
            float(1 / odds.sum()),
            float(np.log1p(max(0.0, first - second))),
            float((first - second) / mass),
            float(first / (mass + 0.5 * story_mass)),
            of["whole_asked"] / mass,
            of["whole_story"] / story_mass if story_mass else 0.0,
            of["large_asked"] / mass,
            unknown / mass,
            of["title_asked"] / mass,
            of["title_named"],
            of["pairs"] / pair_mass if pair_mass else 0.0,
            float(np.mean(agree)),
            float(np.log1p(np.count_nonzero(wanted.asked))),
            float(np.log1p(np.count_nonzero(wanted.story))),
        ]
    )
