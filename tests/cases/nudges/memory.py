"""Storage in memory at the ports of `cases`, as far as the lives of cases and their nudges need it: for many examples.

A transaction that is not committed is not undone; what is tried here either refuses before it stores, or is done.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import TracebackType
from typing import Any

from cases.absence import Absence
from cases.ask import Ask, AskState
from cases.case import Addition, Case, HistoryEntry
from cases.correction import Correction
from cases.errors import Conflict
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.nudges.plan import Plan, Snooze, Times


@dataclass
class Cases:
    """`CaseStore`."""

    by_reference: dict[str, Case] = field(default_factory=dict)
    live: dict[str, Case] = field(default_factory=dict)
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    async def next_number(self, prefix: str, year: int) -> int:
        self.numbers[prefix, year] = self.numbers.get((prefix, year), 0) + 1
        return self.numbers[prefix, year]

    async def add(self, case: Case) -> None:
        self._keep(case)

    async def get(self, reference: str) -> Case | None:
        return self.by_reference.get(reference)

    async def save(self, case: Case) -> None:
        if self.by_reference[case.reference].version != case.version - 1:
            raise Conflict(case.reference)
        self._keep(case)

    def _keep(self, case: Case) -> None:
        self.by_reference[case.reference] = case
        self.live.pop(case.reference, None)
        if case.state.is_live:
            self.live[case.reference] = case

    async def several(self, references: Collection[str]) -> Sequence[Case]:
        return [self.by_reference[one] for one in sorted(references) if one in self.by_reference]


@dataclass
class History:
    """`HistoryStore`."""

    entries: dict[str, list[HistoryEntry]] = field(default_factory=dict)

    async def append(self, entry: HistoryEntry) -> None:
        self.entries.setdefault(entry.reference, []).append(entry)

    async def of(self, reference: str) -> Sequence[HistoryEntry]:
        return self.entries.get(reference, [])

    async def of_several(self, references: Collection[str]) -> Sequence[HistoryEntry]:
        return [entry for one in references for entry in self.entries.get(one, [])]


@dataclass
class Additions:
    """`AdditionStore`: nothing here reads what was said."""

    async def append(self, addition: Addition) -> None:
        del addition


@dataclass
class Corrections:
    """`CorrectionStore`: nothing here was read by triage."""

    async def get(self, correction_id: str) -> Correction | None:
        del correction_id
        return None

    async def remove(self, correction_id: str) -> None:
        del correction_id


@dataclass
class Asks:
    """`AskStore`."""

    by_id: dict[str, Ask] = field(default_factory=dict)

    async def add(self, ask: Ask) -> None:
        self.by_id[ask.id] = ask

    async def get(self, ask_id: str) -> Ask | None:
        return self.by_id.get(ask_id)

    async def save(self, ask: Ask) -> None:
        self.by_id[ask.id] = ask

    async def of(self, reference: str) -> Sequence[Ask]:
        return [ask for ask in self.by_id.values() if ask.reference == reference]

    async def open_about(self, references: Collection[str]) -> Sequence[Ask]:
        found = [
            ask for ask in self.by_id.values() if ask.reference in references and ask.state is AskState.OPEN
        ]
        return sorted(found, key=lambda ask: (ask.by, ask.id))


@dataclass
class Absences:
    """`AbsenceStore`."""

    kept: list[Absence] = field(default_factory=list)

    async def on(self, person_id: str, day: date) -> Absence | None:
        return next((one for one in self.kept if one.person == person_id and one.is_on(day)), None)


@dataclass
class Notices:
    """`NoticeStore`: everything is sent the moment it is recorded."""

    kept: dict[tuple[str, Recipient], Notice] = field(default_factory=dict)

    async def add(self, notice: Notice) -> bool:
        key = (notice.message or notice.id, notice.recipient)
        if key in self.kept:
            return False
        self.kept[key] = replace(notice, state=NoticeState.SENT)
        return True

    async def add_many(self, notices: Sequence[Notice]) -> int:
        return sum([await self.add(notice) for notice in notices])

    async def has_team_channel(self) -> bool:
        return False

    async def waiting(self, kinds: Collection[NoticeKind]) -> Sequence[Notice]:
        return ()


@dataclass
class Nudges:
    """`NudgeStore`."""

    cases: Cases
    history: History
    by_reference: dict[str, Plan] = field(default_factory=dict)
    put_off: dict[tuple[str, str], Snooze] = field(default_factory=dict)

    async def changed(self, limit: int) -> Sequence[str]:
        stale = [
            one
            for one, case in self.cases.live.items()
            if one not in self.by_reference or self.by_reference[one].version != case.version
        ]
        ended = [one for one in self.by_reference if one not in self.cases.live]
        return sorted(stale + ended)[:limit]

    async def times(self, references: Collection[str]) -> Mapping[str, Times]:
        found = {}
        for reference in references:
            entries = self.history.entries.get(reference, [])
            state = self.cases.by_reference[reference].state
            came = [one.at for one in entries if one.state_after is state and one.state_before is not state]
            if entries:
                changed_at = max(one.at for one in entries)
                found[reference] = Times(changed_at, max(came, default=changed_at))
        return found

    async def plans(self, references: Collection[str]) -> Mapping[str, Plan]:
        return {one: self.by_reference[one] for one in references if one in self.by_reference}

    async def put(self, plans: Sequence[Plan]) -> None:
        for plan in plans:
            before = self.by_reference.get(plan.reference)
            assert before is None or plan.told_until >= before.told_until, "told twice"
            self.by_reference[plan.reference] = plan

    async def forget(self, references: Collection[str]) -> None:
        for reference in references:
            self.by_reference.pop(reference, None)

    async def due(self, now: datetime) -> Sequence[Plan]:
        return await self.claim_due(now)

    async def claim_due(self, now: datetime) -> Sequence[Plan]:
        due = [plan for plan in self.by_reference.values() if plan.next_at and plan.next_at <= now]
        return sorted(due, key=lambda plan: plan.reference)

    async def snooze(self, snooze: Snooze) -> None:
        self.put_off[snooze.person, snooze.reference] = snooze

    async def snoozes(self, references: Collection[str]) -> Sequence[Snooze]:
        return [one for one in self.put_off.values() if one.reference in references]

    async def take_snoozes_over(self, now: datetime) -> Sequence[Snooze]:
        over = [one for one in self.put_off.values() if one.until <= now]
        for one in over:
            del self.put_off[one.person, one.reference]
        return over


class Memory:
    """A database and its units of work in one."""

    def __init__(self) -> None:
        self.cases = Cases()
        self.history = History()
        self.additions = Additions()
        self.corrections = Corrections()
        self.asks = Asks()
        self.absences = Absences()
        self.notices = Notices()
        self.nudges = Nudges(self.cases, self.history)

    def work(self) -> Any:
        """A unit of work."""
        return self

    async def commit(self) -> None:
        """What was done stands already."""

    async def __aenter__(self) -> Memory:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None
