"""The measures of triage, from scores of messages that the fit did not see."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.triage.deciding import Decision, decide
from nlp.triage.labels import REQUESTS, Label
from nlp.triage.model import Settled, chances_of
from nlp.triage.training.texts import Message

_BINS: Final = 10


def measured(messages: Sequence[Message], scores: NDArray[Any], settled: Settled) -> dict[str, float]:
    """Shares between 0 and 1, with the numbers of messages that they are of."""
    decisions = [decide(chances_of(row, settled), settled) for row in scores]
    return measures(messages, decisions)


def measures(messages: Sequence[Message], decisions: Sequence[Decision]) -> dict[str, float]:
    """How many of the decisions are right, measure by measure."""
    pairs = list(zip(messages, decisions, strict=True))
    right = [decision.label is message.label for message, decision in pairs]
    requests = [decision.label is message.label for message, decision in pairs if message.label in REQUESTS]
    incidents = [decision for message, decision in pairs if message.reports_incident]
    others = [decision for message, decision in pairs if not message.reports_incident]
    told = [(message.category, decision.categories) for message, decision in pairs if message.category]
    return {
        "messages": len(pairs),
        "right": _share(right),
        "requests": len(requests),
        "requests right": _share(requests),
        "incidents": len(incidents),
        "incidents noticed": _share([decision.incident_noticed for decision in incidents]),
        "false alarms": _share([decision.incident_noticed for decision in others]),
        "category right": _share([ranked[0] is category for category, ranked in told]),
        "category in three": _share([category in ranked[:3] for category, ranked in told]),
        "also found": _share(
            [one in decision.also for message, decision in pairs for one in message.also - {decision.label}]
        ),
        "also right": _share(
            [one in message.applies for message, decision in pairs for one in decision.also]
        ),
        "calibration error": round(
            calibration_error([decision.ranked[0][1] for _, decision in pairs], right), 4
        ),
    }


def by_label(messages: Sequence[Message], decisions: Sequence[Decision]) -> dict[Label, float]:
    """The share of right ones for each label."""
    return {
        label: _share(
            [
                decision.label is label
                for message, decision in zip(messages, decisions, strict=True)
                if message.label is label
            ]
        )
        for label in Label
    }


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error over ten bins of equal width."""
    sums = np.zeros((_BINS, 2))
    for confidence, was_right in zip(confidences, right, strict=True):
        sums[min(_BINS - 1, int(confidence * _BINS))] += confidence, was_right
    return float(np.abs(sums[:, 0] - sums[:, 1]).sum() / max(1, len(right)))


def _share(found: Sequence[bool]) -> float:
    return round(sum(found) / len(found), 4) if found else 0.0
