"""Working out the dates of all open cases anew, after something changed that they hang on: a new bank holiday.

A case whose date moved gets the new one and a row in its history, and whoever has it is told; of many at once in one
notice, by reference. What stands right is left alone, so this can be done again at any time, and by several at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from cases.case import Case, CaseKind
from cases.clock import due_date
from cases.desk import Desk, ig_team, tell, write_history
from cases.errors import Conflict
from cases.life.clocks import REOPENED, with_clock
from cases.notices import NoticeKind, Recipient
from cases.people import PROGRAM
from cases.ports import UnitOfWork

_READ_AT_ONCE: Final = 500
_MOVED_AT_ONCE: Final = 50
"""Cases that are changed in one transaction and told of in one notice: the others wait meanwhile."""

_TRIES: Final = 5


class Works(Protocol):
    """Where units of work come from."""

    def work(self) -> UnitOfWork:
        """A new unit of work, to be used with `async with`."""


@dataclass
class Recomputed:
    """What came of it.

    `notices` are the ids of those to be sent. `impossible` are cases whose steps no longer fit their dates, which a
    person has to look at: a holiday that was taken out can put an extension after the first limit.
    """

    looked_at: int = 0
    moved: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)


_Moved = tuple[list[str], list[str]]
"""The references of the cases that were moved, and the ids of the notices of it."""


async def recompute_open_cases(database: Works, desk: Desk) -> Recomputed:
    """Give every live case the date that its clock gives now. Commits as it goes.

    Raises `Conflict` when the same cases are changed by others time and again.
    """
    done, stale, after = Recomputed(), list[Case](), ""
    while True:
        async with database.work() as work:
            cases = await work.cases.live_after(after, _READ_AT_ONCE)
        if not cases:
            break
        after = cases[-1].reference
        done.looked_at += len(cases)
        for case in cases:
            try:
                if _is_stale(case, desk):
                    stale.append(case)
            except ValueError:  # an impossible history is one too
                done.impossible.append(case.reference)
        await asyncio.sleep(0)  # a bot that serves meanwhile gets its turn
    for group in _by_who_is_told(stale):
        moved, notices = await _move(database, desk, group)
        done.moved += moved
        done.notices += notices
    return done


def _is_stale(case: Case, desk: Desk) -> bool:
    """Whether the case's date is another than the one that its clock gives. Raises ValueError where it gives none."""
    if case.regime is None or REOPENED in case.decisions:
        return False
    if case.kind is CaseKind.INCIDENT:
        aware = datetime.fromisoformat(case.details["noticed"])
        return case.due_at != due_date(case.regime, events=case.events, aware=aware, calendar=desk.calendar)
    return case.due != due_date(case.regime, case.received, case.events, calendar=desk.calendar)


def _by_who_is_told(cases: Iterable[Case]) -> list[list[str]]:
    """References of cases that the same people are told of, in groups of a size that one transaction bears."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for case in cases:
        groups.setdefault((case.handler or "", *sorted(case.about)), []).append(case.reference)
    return [
        group[start : start + _MOVED_AT_ONCE]
        for group in groups.values()
        for start in range(0, len(group), _MOVED_AT_ONCE)
    ]


async def _move(database: Works, desk: Desk, references: Sequence[str]) -> _Moved:
    """Move these cases' dates in one transaction, as they stand by then. Tried again when somebody else was first."""
    for attempt in range(1, _TRIES + 1):
        try:
            async with database.work() as work:
                moved = await _moved_now(work, desk, references)
                await work.commit()
        except Conflict:
            if attempt == _TRIES:
                raise
        else:
            return moved
    return [], []


async def _moved_now(work: UnitOfWork, desk: Desk, references: Sequence[str]) -> _Moved:
    pairs: list[tuple[Case, Case]] = []
    for reference in references:
        before = await work.cases.get(reference)
        if before is not None and before.state.is_live and _is_stale(before, desk):
            after = with_clock(before.changed(), desk)
            await work.cases.save(after)
            pairs.append((before, after))
    # The history comes last, since its end is locked from here on: nobody who waits for it has a case that is wanted.
    for before, after in pairs:
        await write_history(
            work, desk, PROGRAM, "dates recomputed", before.state, after, _facts(before, after)
        )
    return [after.reference for _, after in pairs], await _tell(work, desk, pairs)


async def _tell(work: UnitOfWork, desk: Desk, pairs: Sequence[tuple[Case, Case]]) -> list[str]:
    """One notice for each group of cases with the same people to tell."""
    notices = []
    groups: dict[tuple[Recipient, ...], list[tuple[Case, Case]]] = {}
    for before, after in pairs:
        handler = (Recipient.person(after.handler),) if after.handler else ()
        told = handler or await ig_team(work, desk.directory, about=after.about)
        groups.setdefault(told, []).append((before, after))
    for told, group in groups.items():
        moved = [[after.reference, _date(before), _date(after)] for before, after in group]
        notices += await tell(work, desk, told, NoticeKind.DATES_MOVED, group[0][1], {"moved": moved})
    return notices


def _facts(before: Case, after: Case) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name in ("due", "due_at"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            facts[name] = [was and was.isoformat(), now and now.isoformat()]
    if before.rule != after.rule:
        facts["rule"] = [before.rule, after.rule]
    return facts


def _date(case: Case) -> str | None:
    date = case.due_at or case.due
    return date.isoformat() if date else None
