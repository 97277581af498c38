"""What was recorded to be told and waits to be sent: whether it still holds of a case, and its withdrawal where not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from cases.case import Case
from cases.desk import Desk
from cases.notices import Notice, NoticeKind
from cases.nudges.moments import applies
from cases.nudges.rules import Rule, Trigger
from cases.nudges.situation import Situation, situations
from cases.ports import UnitOfWork

_AT_REST: Final = "The case is answered or closed."
_PAUSED: Final = "The case waits for the requester."
_DONE: Final = "It was done in the meantime."
_ALL_DONE: Final = "Every case in it is answered, closed, waiting for the requester or done with."


def is_silent(case: Case, rule: Rule | None) -> bool:
    """Whether nothing is to be told of the case by this rule, as it is at rest or its time does not run. `rule` is None
    for one that was taken out since."""
    if not case.state.is_live:
        return True
    waits_with_it = rule is not None and rule.when in (Trigger.REQUESTER, Trigger.SNOOZE_OVER)
    return not case.clock_runs and not waits_with_it


def still_holds(item: Mapping[str, Any], situation: Situation, desk: Desk, recorded_at: datetime) -> bool:
    """Whether what a nudge, or a line of a digest, tells of a case is still so.

    `item` is a notice's facts (`rule`, and `ask` of a service's answer). What somebody put off is told unless the case
    was paused after it was recorded.
    """
    rule, case = desk.nudges.named(str(item["rule"])), situation.case
    if is_silent(case, rule):
        return False
    if rule is None:
        return True
    if rule.when is Trigger.SNOOZE_OVER:
        return case.clock_runs or situation.in_state_since <= recorded_at
    return applies(rule, situation, desk.calendar, desk.hours)


async def withdraw_what_is_done(
    work: UnitOfWork, desk: Desk, changed: Collection[str], found: Mapping[str, Situation]
) -> None:
    """Withdraw what waits to be sent and does not hold any more: the nudges of these cases, and the digests of which
    not one case is left. `found` is how these cases stand."""
    known, about = dict(found), set(changed)
    waiting = [
        (notice, _items(notice))
        for notice in await work.notices.waiting((NoticeKind.NUDGE, NoticeKind.DIGEST))
        if any(item["reference"] in about for item in _items(notice))
    ]
    others = {item["reference"] for _, items in waiting for item in items} - known.keys()
    known.update(await situations(work, others) if others else {})
    for notice, items in waiting:
        if not any(
            item["reference"] in known
            and still_holds(item, known[item["reference"]], desk, notice.recorded_at)
            for item in items
        ):
            await work.notices.withdraw(notice.message, _why(notice, known.get(notice.reference)))


def _items(notice: Notice) -> list[Mapping[str, Any]]:
    items: list[Mapping[str, Any]] = notice.facts.get(
        "items", [{"reference": notice.reference, **notice.facts}]
    )
    return items


def _why(notice: Notice, situation: Situation | None) -> str:
    if notice.kind is NoticeKind.DIGEST:
        return _ALL_DONE
    if situation is None or not situation.case.state.is_live:
        return _AT_REST
    return _DONE if situation.case.clock_runs else _PAUSED
