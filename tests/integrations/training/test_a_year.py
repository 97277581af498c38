"""A year with 200 staff in fast time: every prompt falls when the table says, against a naive reading of the table.

The oracle knows no state: it looks at what stood on each morning of the whole year, writes down the table's days one by
one, and puts each off to the first morning on which people were prompted and the person was there.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, groupby

import pytest
import pytest_asyncio
import sqlalchemy as sa

from cases.absence import Absence
from cases.calendar import HolidayCalendar
from cases.desk import Desk
from cases.notices import NoticeKind, NoticeState
from cases.people import Group, Person, Role
from cases.training.completing import record_completions
from cases.training.prompting import Prompted, prompt_everybody
from cases.training.records import How, TrainingRecord
from cases.words import LONDON
from integrations.database import tables
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from tests.cases.training.council import Council

FIRST, LAST = date(2026, 12, 1), date(2027, 11, 30)
HOLIDAYS = {
    date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29),
    date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30),
}  # fmt: skip
"""Of England and Wales, as gov.uk lists them."""

SERVICES = ("adult-social-care", "housing", "planning", None)
Due = tuple[str, date]
"""A course and the last day to do it."""


_DELIVER = (
    sa.update(tables.notices)
    .where(tables.notices.c.state == NoticeState.WAITING.value)
    .values(state=NoticeState.SENT.value)
)
"""By the evening everything has been sent."""


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    made = Database(create_engine(database_url))
    yield made
    await made.close()


@dataclass
class Morning:
    """What stood on a morning when people were prompted: who needs what by when, and who reports to whom."""

    day: date
    dues: dict[tuple[str, str], tuple[date, date]] = field(default_factory=dict)
    """By person and course: since when it is needed, and the last day."""
    managers: dict[str, str | None] = field(default_factory=dict)
    away: frozenset[str] = frozenset()


@dataclass
class Town:
    """The council in that year: what happens is drawn, and noted for the oracle."""

    draw: random.Random
    council: Council = field(default_factory=Council)
    done: dict[tuple[str, str], date] = field(default_factory=dict)
    mornings: list[Morning] = field(default_factory=list)
    since: dict[tuple[str, str], date] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    absences: list[Absence] = field(default_factory=list)

    def people(self, number: int) -> None:
        """Managers, who have none themselves, and their people; some have done courses before."""
        for _ in range(number):
            self.join(
                FIRST - timedelta(days=self.draw.randrange(3_000)) if self.draw.random() < 0.9 else None
            )
        self.choose_owners()

    def join(self, started: date | None) -> None:
        """Somebody comes."""
        number = next(self.numbers)
        roles = {Role.STAFF, *([Role.HANDLER] if self.draw.random() < 0.1 else [])}
        manager = None if number < 10 or self.draw.random() < 0.1 else f"p{self.draw.randrange(10)}"
        service = self.draw.choice(SERVICES)
        self.council.put(
            Person(f"p{number}", f"Person {number}", "", frozenset(roles), service, manager, started)
        )

    def choose_owners(self) -> None:
        """Other people own assets."""
        everybody = [person.id for person in self.council.everybody()]
        owners = self.draw.sample(everybody, min(12, len(everybody)))
        self.council.put_group(Group("asset-owners", "Asset owners", frozenset(owners)))

    def pass_a_day(self, day: date) -> list[TrainingRecord]:
        """What changes on a day. Returns what was done."""
        everybody = list(self.council.everybody())
        if self.draw.random() < 0.15:
            self.join(day + timedelta(days=self.draw.randrange(-3, 4)))
        if self.draw.random() < 0.08 and len(everybody) > 20:
            self.council.remove(self.draw.choice(everybody[10:]).id)
        if self.draw.random() < 0.1:
            person = self.draw.choice(list(self.council.everybody()))
            self.council.put(replace(person, roles=person.roles ^ {Role.HANDLER}))
        if self.draw.random() < 0.05:
            person = self.draw.choice(list(self.council.everybody())[10:])
            self.council.put(
                replace(person, manager=f"p{self.draw.randrange(10)}", service="adult-social-care")
            )
        if self.draw.random() < 0.01:
            self.choose_owners()
        if self.draw.random() < 0.3:
            person, first = self.draw.choice(everybody), day + timedelta(days=self.draw.randrange(1, 5))
            last = first + timedelta(days=self.draw.choice((0, 4, 13, 60)))
            self.absences.append(Absence(f"a{len(self.absences)}", person.id, first, last, None, person.id))
        some = self.draw.sample(list(self.council.everybody()), self.draw.randrange(3))
        made = [self._does_something(person, day) for person in some]
        return [record for record in made if record]

    def _does_something(self, person: Person, day: date) -> TrainingRecord | None:
        course = self.draw.choice([*_needed(person, self.council)])
        done = day - timedelta(days=self.draw.choice((0, 0, 0, 1, 40, 400)))
        if done >= self.done.get((person.id, course), date.min):
            self.done[person.id, course] = done
        return TrainingRecord(person.id, course, done, How.IMPORT)

    def note(self, day: date) -> None:
        """Write down what stands on a morning on which people are prompted."""
        away = frozenset(one.person for one in self.absences if one.first <= day <= (one.last or day))
        morning = Morning(day, {}, {one.id: one.manager for one in self.council.everybody()}, away)
        needed = {
            (one.id, course)
            for one in self.council.everybody()
            if not one.started or day >= one.started
            for course in _needed(one, self.council)
        }
        self.since = {key: self.since.get(key, day) for key in needed}
        for person, course in needed:
            since = self.since[person, course]
            started = self.council.people[person].started
            last = self.done.get((person, course))
            due = _year_after(last) if last else (started or since) + timedelta(days=28)
            morning.dues[person, course] = (since, since + timedelta(days=28) if due < since else due)
        self.mornings.append(morning)

    def staff_prompts(self) -> set[tuple[date, str, frozenset[Due]]]:
        """What each person should have been told on which morning."""
        told: dict[tuple[date, str], set[Due]] = defaultdict(set)
        keys = {key for morning in self.mornings for key in morning.dues}
        for person, course in keys:
            stood = [(one, one.dues.get((person, course))) for one in self.mornings]
            for stands, run in groupby(stood, key=lambda pair: pair[1]):
                days = [morning.day for morning, _ in run if person not in morning.away]
                if stands is not None and days:
                    for day in _told_in(days, stands[1]):
                        told[day, person].add((course, stands[1]))
        return {(day, person, frozenset(what)) for (day, person), what in told.items()}

    def manager_prompts(self) -> set[tuple[date, str, frozenset[tuple[str, str, date]]]]:
        """What each manager should have been told: once a week, of what was a week overdue when the week began."""
        told: set[tuple[date, str, frozenset[tuple[str, str, date]]]] = set()
        had: set[tuple[tuple[int, int], str]] = set()
        for morning in self.mornings:
            week = morning.day.isocalendar()[:2]
            monday = date.fromisocalendar(*week, 1)
            began = next(
                day for day in (monday + timedelta(days=one) for one in range(7)) if _is_working(day)
            )
            for manager in set(filter(None, morning.managers.values())):
                late = frozenset(
                    (person, course, due)
                    for (person, course), (_, due) in morning.dues.items()
                    if morning.managers[person] == manager
                    and not morning.away & {person, manager}
                    and due + timedelta(days=7) <= began
                )
                if late and manager in morning.managers and (week, manager) not in had:
                    had.add((week, manager))
                    told.add((morning.day, manager, late))
        return told


def _needed(person: Person, council: Council) -> Iterator[str]:
    """Which courses the table asks somebody to do, as its comments say."""
    yield "protecting-information"
    if person.roles & {Role.HANDLER, Role.OFFICER, Role.COORDINATOR}:
        yield "handling-requests"
    owners = council.group("asset-owners")
    if owners and person.id in owners.members:
        yield "owning-an-asset"
    if person.service in ("adult-social-care", "childrens-services"):
        yield "health-and-care"


def _year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def _told_in(mornings: Sequence[date], due: date) -> set[date]:
    """The mornings of a stretch, in which nothing changes, on which the table has something to say."""
    table = [due - timedelta(days=before) for before in (30, 14, 7, 1)]
    table += [due + timedelta(days=1), *(due + timedelta(days=7 * week) for week in range(1, 60))]
    told = {next((one for one in mornings if one >= day), None) for day in table if day > mornings[0]}
    late = {mornings[0]} if any(day <= mornings[0] for day in table) else set()
    return late | {day for day in told if day is not None}


@pytest.mark.parametrize("seed", [3])
async def test_every_prompt_of_a_year_falls_when_the_table_says(database: Database, seed: int) -> None:
    town = Town(random.Random(seed))
    town.people(200)
    at = datetime.combine(FIRST, time(0), LONDON)
    ids = (f"n{number}" for number in count())
    desk = Desk(town.council, HolidayCalendar(), lambda: at.astimezone(UTC), lambda: next(ids))
    for _ in range(150):
        person = town.draw.choice(list(town.council.everybody()))
        for course in _needed(person, town.council):
            town.done[person.id, course] = FIRST - timedelta(days=town.draw.randrange(500))
    async with database.work() as work:
        before = [TrainingRecord(who, what, day, How.IMPORT) for (who, what), day in town.done.items()]
        assert await record_completions(work, desk, before) == len(before)
        await work.commit()
    day = FIRST - timedelta(days=1)
    while (day := day + timedelta(days=1)) <= LAST:
        at = datetime.combine(day, time(8, 59), LONDON)
        assert await prompt_everybody(database, desk) == Prompted()
        # On some days the program is off; on some it comes back in the afternoon.
        begins = town.draw.choices((time(9), time(9, 10), time(16, 50), None), (80, 10, 4, 6))[0]
        if begins is not None:
            at = datetime.combine(day, begins, LONDON)
            if _is_working(day):
                town.note(day)
            prompted = await prompt_everybody(database, desk)
            assert _is_working(day) or prompted == Prompted()
            at += timedelta(minutes=5)
            again = await prompt_everybody(database, desk)
            assert again == Prompted()
        at = datetime.combine(day, time(16, 58), LONDON)
        async with database.work() as work:
            await work.connection.execute(_DELIVER)
            known = len(town.absences)
            await record_completions(work, desk, town.pass_a_day(day))
            for absence in town.absences[known:]:
                await work.absences.put(absence)
            await work.commit()
    staff, managers = await _recorded(database)
    for found, expected, least in (
        (staff, town.staff_prompts(), 1_000),
        (managers, town.manager_prompts(), 100),
    ):
        # Some of what is wrong: to show how two large sets differ takes minutes.
        assert sorted(map(str, found - expected))[:3] == []
        assert sorted(map(str, expected - found))[:3] == []
        assert len(expected) > least


async def _recorded(
    database: Database,
) -> tuple[set[tuple[date, str, frozenset[Due]]], set[tuple[date, str, frozenset[tuple[str, str, date]]]]]:
    """What the outbox holds, whatever became of it: on which morning who was told what."""
    staff: list[tuple[date, str, frozenset[Due]]] = []
    managers: list[tuple[date, str, frozenset[tuple[str, str, date]]]] = []
    async with database.engine.connect() as connection:
        for row in await connection.execute(sa.select(tables.notices)):
            day = row.recorded_at.astimezone(LONDON).date()
            assert row.not_after > row.recorded_at
            if row.kind == NoticeKind.TRAINING_PROMPT:
                asked = [(course, date.fromisoformat(due)) for course, due in row.facts["courses"]]
                assert len(asked) == len({course for course, _ in asked})
                staff.append((day, row.recipient_id, frozenset(asked)))
            else:
                listed = frozenset(
                    (who, what, date.fromisoformat(due)) for who, what, due in row.facts["people"]
                )
                managers.append((day, row.recipient_id, listed))
    # One message a person and morning.
    assert len({one[:2] for one in staff}) == len(staff)
    assert len({one[:2] for one in managers}) == len(managers)
    return set(staff), set(managers)
