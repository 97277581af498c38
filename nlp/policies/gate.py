"""How sure it is that the passage ranked first is the right one: logistic regression over what the ranking saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.policies.ranking import FEATURES, Matrix, Ranked

SIGNS: Final = (
    "share_of_first",
    "lead_over_second",
    "asked_covered",
    "story_covered",
    "window_covered",
    "asked_unknown",
    "mostly_unknown",
    "title_covered",
    "title_named",
    "rankings_agree",
    "asked_words",
    "name_covered",
    "name_matched",
    "meaning_asked",
    "meaning_unasked",
    "keeping_asked",
    "keeping_by_time",
    "keeping_unasked",
)
"""What the gate looks at, in the order of its weights."""

OF_LIKENESS: Final = ("asked_alike", "whole_alike", "alike_lead", "likeness_agrees")
"""What it looks at besides where an encoder is set: how alike the first is to what is asked and to the whole question,
how far it leads in that, and in how many of both it is the first."""

ALL_SIGNS: Final = (*SIGNS, *OF_LIKENESS)

_LEADING: Final = ("whole_asked", "whole_story", "large_asked", "large_both", "pairs", "title_asked")
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
        return cls(tuple(float(weights.get(sign, 0.0)) for sign in ALL_SIGNS), bias, answers, offers)

    def confidence(self, ranked: Ranked) -> float:
        """The probability that the first is right; 0 where nothing was found."""
        if not ranked.passages:
            return 0.0
        signs = signs_of(ranked)
        weights = np.array(self.weights[: len(signs)])
        likely = float(1 / (1 + np.exp(-float(signs @ weights) - self.bias)))
        # Where the passages know less than half of what is asked, one shared word must not pass for an answer.
        return likely / 2 if signs[SIGNS.index("mostly_unknown")] else likely

    def band(self, confidence: float) -> Band:
        """What to do at this confidence."""
        if confidence >= self.answers_from:
            return Band.ANSWER
        return Band.DID_YOU_MEAN if confidence >= self.offers_from else Band.UNKNOWN


def signs_of(ranked: Ranked) -> Matrix:
    """The signs, for a ranking that found something: `SIGNS`, or `ALL_SIGNS` where it goes by sense too."""
    wanted, features = ranked.wanted, ranked.features[:, : len(FEATURES)]
    asked = wanted.asked * wanted.rarity
    mass = float(asked.sum()) or 1.0
    story_mass = float((wanted.story * wanted.rarity).sum())
    apart = ~_called_alike(features, mass)
    scores = np.array(ranked.scores)[apart]
    first, second = scores[0], scores[1] if len(scores) > 1 else 0.0
    odds = np.exp(scores - first)
    of = dict(zip(FEATURES, features[0], strict=True))
    unknown = float(sum(weight for weight, stands in zip(asked, wanted.stand_for, strict=True) if not stands))
    leading = features[:, [FEATURES.index(name) for name in _LEADING]]
    telling = leading.max(axis=0) > 0
    agree = (leading[0] >= leading.max(axis=0))[telling]
    likeness = ranked.features[apart, len(FEATURES) :]
    return np.array(
        [
            float(1 / odds.sum()),
            float(np.log1p(max(0.0, first - second))),
            of["whole_asked"] / mass,
            of["whole_story"] / story_mass if story_mass else of["whole_asked"] / mass,
            of["large_asked"] / mass,
            unknown / mass,
            float(unknown > mass / 2),
            of["title_asked"] / mass,
            of["title_named"],
            float(np.mean(agree)) if len(agree) else 0.0,
            float(np.log1p(np.count_nonzero(wanted.asked))),
            of["name_asked"] / mass,
            of["name_matched"] / mass,
            of["meaning_asked"],
            of["meaning_unasked"],
            of["keeping_asked"],
            of["keeping_by_time"],
            of["keeping_unasked"],
            *(_signs_of_likeness(likeness) if likeness.size else ()),
        ]
    )


def _signs_of_likeness(likeness: Matrix) -> list[float]:
    """`OF_LIKENESS`, from a row for each passage, the first's first."""
    leads = likeness[0] - likeness[1:].max(axis=0, initial=0.0)
    return [*map(float, likeness[0]), float(leads[-1]), float(np.mean(leads >= 0))]


def _called_alike(features: Matrix, mass: float) -> npt.NDArray[np.bool_]:
    """Which passages have the name of the first where that is what is asked: two policies on one thing are no doubt."""
    asked, matched = (features[:, FEATURES.index(name)] for name in ("name_asked", "name_matched"))
    alike = np.isclose(asked, asked[0]) & np.isclose(matched, matched[0]) & (matched > mass / 2)
    alike[0] = False
    return np.asarray(alike, dtype=np.bool_)
