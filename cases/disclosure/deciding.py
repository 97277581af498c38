"""What stands of all that was decided about the hits of a check. Nothing here is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from cases.disclosure.check import CONTEXT, Decision, DisclosureCheck, Hit, Verdict

POSSIBLE = "possible"
"""The band of what one weak sign speaks for (`nlp.personal_data.Band`)."""


class Scope(StrEnum):
    """What one decision is for."""

    THIS = "this"
    KIND = "kind"
    PERSON = "person"
    """All mentions of one person."""

    BAND = "band"
    """All that is as unsure: only for the bands that are gone through quickly."""


def standing(made: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that stand, by hit: the latest of each, without those that were taken back."""
    latest = {one.hit: one for one in made}
    return tuple(one for _, one in sorted(latest.items()) if one.verdict is not Verdict.TAKEN_BACK)


def covered(check: DisclosureCheck, hit: Hit, scope: Scope) -> tuple[Hit, ...]:
    """The hits that a decision about this hit is for: itself, and of the others those that nobody has decided about.

    So a decision for many never changes one that somebody made with their eyes on it.
    """
    others = (one for one in check.open_hits if one.number != hit.number and _belongs(one, hit, scope))
    return (hit, *others)


def _belongs(one: Hit, hit: Hit, scope: Scope) -> bool:
    if scope is Scope.KIND:
        return one.label == hit.label
    if scope is Scope.PERSON:
        return hit.group is not None and one.group == hit.group
    return scope is Scope.BAND and hit.band in (POSSIBLE, CONTEXT) and one.band == hit.band


def undoing(made: Sequence[Decision], press: str, by: str, at: datetime, undo: str) -> Iterator[Decision]:
    """The rows that undo what was decided in one press, which is named `press`: where it still stands, what stood
    before stands again. `undo` names the press that undoes it."""
    before: dict[int, Decision] = {}
    latest: dict[int, Decision] = {}
    for one in made:
        if one.press == press:
            if one.hit in latest:
                before[one.hit] = latest[one.hit]
            else:
                before.pop(one.hit, None)
        latest[one.hit] = one
    for hit, one in sorted(latest.items()):
        if one.press == press:
            earlier = before.get(hit, replace(one, verdict=Verdict.TAKEN_BACK, why=""))
            yield replace(earlier, by=by, at=at, press=undo)
