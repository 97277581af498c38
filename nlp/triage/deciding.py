"""From chances to what is said: the label, what applies as well, and whether an incident is noticed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from nlp.triage.labels import IncidentCategory, Label
from nlp.triage.model import Chances, Settled

_NOTHING_ELSE: Final = frozenset({Label.OTHER, Label.POLICY_QUESTION})
"""What does not go together with an incident: where one is noticed, it is the incident that counts."""
_UNDER_ANOTHER_LAW: Final = frozenset({Label.EIR, Label.SAR})
_FOI_ACT: Final = re.compile(r"\b(?:freedom of information|foia?)\b")


@dataclass(frozen=True, slots=True)
class Decision:
    """The labels with their chances, likeliest first; what applies as well; the categories, likeliest first."""

    ranked: tuple[tuple[Label, float], ...]
    also: tuple[Label, ...]
    incident_noticed: bool
    categories: tuple[IncidentCategory, ...]

    @property
    def label(self) -> Label:
        """The likeliest label."""
        return self.ranked[0][0]


def decide(chances: Chances, settled: Settled) -> Decision:
    """Decide by the thresholds that were set on messages held out."""
    noticed = chances.incident >= settled.incident_from
    ranked = _ranked(chances.label, noticed=noticed)
    label = ranked[0][0]
    further = [
        one for one, chance in chances.also.items() if chance >= settled.also_from and one is not label
    ]
    also = [one for one in further if one not in _NOTHING_ELSE | {Label.INCIDENT}]
    if label in _NOTHING_ELSE:
        also = []
    if noticed and label is not Label.INCIDENT:
        also.append(Label.INCIDENT)
    categories = sorted(chances.category, key=lambda one: -chances.category[one])
    return Decision(ranked, tuple(also), noticed, tuple(categories))


def with_act_named(decision: Decision, low: str) -> Decision:
    """A request for environmental information or one's own data that names the FOI Act is for the FOI officer too."""
    if decision.label not in _UNDER_ANOTHER_LAW or Label.FOI in decision.also or not _FOI_ACT.search(low):
        return decision
    return replace(decision, also=(Label.FOI, *decision.also))


def _ranked(chances: Mapping[Label, float], *, noticed: bool) -> tuple[tuple[Label, float], ...]:
    ranked = sorted(chances.items(), key=lambda chance: -chance[1])
    at_first = ranked[0][0]
    if (at_first is Label.INCIDENT and not noticed) or (noticed and at_first in _NOTHING_ELSE):
        first = ranked[1] if not noticed else (Label.INCIDENT, chances[Label.INCIDENT])
        ranked = [first, *(one for one in ranked if one[0] is not first[0])]
    return tuple(ranked)
