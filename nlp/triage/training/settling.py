"""Temperatures and thresholds, set on messages held out so that a confidence of 0.8 is right 8 times in 10."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.triage.labels import Label
from nlp.triage.model import CATEGORIES, LABELS, Settled, incident_score
from nlp.triage.training.texts import Message

_TEMPERATURES: Final = tuple(float(one) for one in np.geomspace(0.2, 5, 65))
_NOTICED: Final = 0.9
"""The share of incidents that the threshold lets through here. What ships saw every writer and notices more."""
_THRESHOLDS: Final = tuple(float(one) for one in np.linspace(0.2, 0.9, 36))


def settled_on(messages: Sequence[Message], scores: NDArray[Any]) -> Settled:
    """Set what the scores of messages held out call for."""
    labels, incidents = len(LABELS), 2 * len(LABELS)
    right = np.array([LABELS.index(message.label) for message in messages])
    applies = np.array([[label in message.applies for label in LABELS] for message in messages])
    reports = np.array([message.reports_incident for message in messages])
    told = [place for place, message in enumerate(messages) if message.category is not None]
    of_told = np.array(
        [CATEGORIES.index(one) for place in told if (one := messages[place].category) is not None]
    )
    label = _coolest(lambda heat: _surprise(scores[:, :labels] / heat, right))
    also = _coolest(lambda heat: _surprise_yes_no(scores[:, labels:incidents] / heat, applies))
    doubts = incident_score(scores)
    incident = _coolest(lambda heat: _surprise_yes_no(doubts / heat, reports))
    category = _coolest(lambda heat: _surprise(scores[told, incidents + 1 :] / heat, of_told))
    chance = 1 / (1 + np.exp(-doubts / incident))
    return Settled(
        label=label,
        also=also,
        incident=incident,
        category=category,
        incident_from=float(np.quantile(chance[reports], 1 - _NOTICED)),
        also_from=_also_from(messages, 1 / (1 + np.exp(-scores[:, labels:incidents] / also))),
    )


def _coolest(surprise: Callable[[float], float]) -> float:
    return min(_TEMPERATURES, key=surprise)


def _surprise(scores: NDArray[Any], right: NDArray[Any]) -> float:
    level = scores - scores.max(axis=1, keepdims=True)
    shares = level - np.log(np.exp(level).sum(axis=1, keepdims=True))
    return float(-shares[np.arange(len(right)), right].mean())


def _surprise_yes_no(scores: NDArray[Any], right: NDArray[Any]) -> float:
    return float(np.logaddexp(0, np.where(right, -scores, scores)).mean())


def _also_from(messages: Sequence[Message], chances: NDArray[Any]) -> float:
    """The threshold with the best balance of what is found and what is wrongly said to apply as well."""
    others = [place for place, label in enumerate(LABELS) if label is not Label.INCIDENT]
    applies = np.array([[LABELS[place] in message.also for place in others] for message in messages])
    open_to = np.array([[message.label is not LABELS[place] for place in others] for message in messages])
    return max(_THRESHOLDS, key=lambda least: _balance((chances[:, others] >= least) & open_to, applies))


def _balance(found: NDArray[Any], right: NDArray[Any]) -> float:
    both = float((found & right).sum())
    return 2 * both / max(1.0, float(found.sum() + right.sum()))
