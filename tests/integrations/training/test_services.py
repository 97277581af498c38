"""Training on a real database of each kind: who is told what, what was done takes it back, and who may see the figures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

import pytest
import pytest_asyncio

from cases.absence import Absence
from cases.calendar import HolidayCalendar
from cases.desk import Desk
from cases.errors import NotAllowed, Refusal
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.people import Person, Role, Service
from cases.training import quizzing
from cases.training.completing import forget_training, record_completions
from cases.training.figures import figures_of, people_seen_by, training_of
from cases.training.prompting import Prompted, prompt_everybody
from cases.training.quizzing import Answered, Asked
from cases.training.records import How, TrainingRecord
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from tests.cases.training.council import Council
from tests.integrations.life.office import at

PI, REQUESTS = "protecting-information", "handling-requests"


def _person(name: str, *roles: Role, **given: str | date | None) -> Person:
    stands = {"service": "housing", "manager": "mia", "started": date(2020, 1, 1), **given}
    return Person(
        name, name.capitalize(), f"{name}@westmere.example", frozenset({Role.STAFF, *roles}), **stands
    )  # type: ignore[arg-type]


@dataclass
class Town:
    """A small council with a manager, her people and an officer. It is Monday morning, 23 November 2026."""

    database: Database
    council: Council
    now: datetime = field(default_factory=lambda: at("2026-11-23 09:00"))

    def __post_init__(self) -> None:
        ids = (f"{number:032x}" for number in count(1))
        self.desk = Desk(self.council, HolidayCalendar(), lambda: self.now, lambda: next(ids))

    async def morning(self, day: str) -> Prompted:
        self.now = at(f"{day} 09:00")
        return await prompt_everybody(self.database, self.desk)

    async def done(self, *what: tuple[str, str, str]) -> int:
        records = [
            TrainingRecord(who, course, date.fromisoformat(day), How.IMPORT) for who, course, day in what
        ]
        async with self.database.work() as work:
            new = await record_completions(work, self.desk, records)
            await work.commit()
        return new

    async def notices(self, name: str) -> list[Notice]:
        async with self.database.work() as work:
            return list(await work.notices.for_recipient(Recipient.person(name), 100))

    async def waiting(self, name: str) -> list[Notice]:
        return [one for one in await self.notices(name) if one.state is NoticeState.WAITING]

    async def figures(self, name: str) -> dict[str, tuple[int, int]]:
        async with self.database.work() as work:
            people = people_seen_by(self.council, self.council.people[name])
            found = figures_of(self.desk, await training_of(work, self.desk, people))
        return {whole.course.id: (whole.done, whole.should) for whole, _ in found}

    async def opens(self, name: str, course: str = PI) -> Asked:
        async with self.database.work() as work:
            asked = await quizzing.open_quiz(work, self.desk, self.council.people[name], course)
            await work.commit()
        return asked

    async def answers(self, name: str, asked: Asked, *, rightly: bool) -> Answered:
        text = asked.question.right if rightly else asked.question.wrong[0]
        option = next(one.id for one in asked.options if one.text == text)
        async with self.database.work() as work:
            answered = await quizzing.answer(
                work,
                self.desk,
                self.council.people[name],
                asked.course.id,
                asked.attempt_id,
                asked.question.id,
                option,
            )
            await work.commit()
        return answered


@pytest_asyncio.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    database = Database(create_engine(database_url))
    people = (
        _person("mia", manager=None),
        _person("sam"),
        _person("hana", Role.HANDLER),
        _person("olga", Role.OFFICER, manager=None, service=None),
    )
    yield Town(database, Council(people, (), [Service("housing", "Housing", None, ())]))
    await database.close()


async def test_somebody_with_two_courses_is_told_in_one_message(town: Town) -> None:
    assert await town.morning("2026-11-23") == Prompted(staff=4)
    [notice] = await town.waiting("hana")
    assert notice.kind is NoticeKind.TRAINING_PROMPT
    assert notice.facts == {"courses": [[PI, "2026-12-21"], [REQUESTS, "2026-12-21"]]}
    assert await town.morning("2026-11-24") == Prompted()
    assert await town.morning("2026-12-07") == Prompted(staff=4)


@pytest.mark.parametrize("when", ["2026-11-22 10:00", "2026-11-21 10:00", "2026-11-23 08:59", "2026-11-23 17:00", "2026-12-25 10:00"])  # fmt: skip
async def test_nobody_is_told_outside_working_hours(town: Town, when: str) -> None:
    town.now = at(when)
    assert await prompt_everybody(town.database, town.desk) == Prompted()
    assert await town.notices("sam") == []


async def test_what_was_done_takes_back_what_waits_and_nothing_else(town: Town) -> None:
    await town.morning("2026-11-23")
    assert await town.done(("sam", PI, "2026-11-23"), ("hana", PI, "2026-11-23")) == 2
    assert await town.waiting("sam") == []
    [withdrawn] = await town.notices("sam")
    assert (withdrawn.state, withdrawn.reason) == (NoticeState.WITHDRAWN, "It was done in the meantime.")
    assert len(await town.waiting("hana")) == 1
    assert await town.done(("hana", REQUESTS, "2026-11-23")) == 1
    assert await town.waiting("hana") == []
    assert len(await town.waiting("mia")) == 1


async def test_importing_again_changes_nothing(town: Town) -> None:
    assert await town.done(("sam", PI, "2026-11-01"), ("sam", PI, "2026-11-01")) == 1
    assert await town.done(("sam", PI, "2026-11-01")) == 0
    assert await town.morning("2026-11-23") == Prompted(staff=3)


async def test_an_old_record_that_came_late_takes_no_newer_one_away(town: Town) -> None:
    await town.done(("sam", PI, "2026-11-01"))
    await town.done(("sam", PI, "2024-11-01"))
    async with town.database.work() as work:
        assert await work.training.done_by("sam") == {PI: date(2026, 11, 1)}


async def test_a_manager_is_told_once_a_week_and_no_more_once_it_is_done(town: Town) -> None:
    await town.morning("2026-11-23")
    assert await town.morning("2026-12-21") == Prompted(staff=4)
    # A week overdue on Monday the 28th, which is a bank holiday.
    assert (await town.morning("2026-12-29")).managers == 1
    notices = await town.notices("mia")
    [notice] = [one for one in notices if one.kind is NoticeKind.TRAINING_OVERDUE_MANAGER]
    assert notice.facts["people"] == [
        ["sam", PI, "2026-12-21"], ["hana", PI, "2026-12-21"], ["hana", REQUESTS, "2026-12-21"]
    ]  # fmt: skip
    assert (await town.morning("2026-12-30")).managers == 0
    await town.done(("sam", PI, "2026-12-30"), ("hana", PI, "2026-12-30"))
    assert NoticeKind.TRAINING_OVERDUE_MANAGER in {one.kind for one in await town.waiting("mia")}
    await town.done(("hana", REQUESTS, "2026-12-30"))
    assert NoticeKind.TRAINING_OVERDUE_MANAGER not in {one.kind for one in await town.waiting("mia")}
    assert (await town.morning("2027-01-04")).managers == 0


async def test_whoever_is_away_is_told_once_when_they_are_back(town: Town) -> None:
    async with town.database.work() as work:
        for name, last in (("sam", "2026-12-08"), ("mia", "2026-12-31")):
            day = date.fromisoformat(last)
            await work.absences.put(Absence(f"away-{name}", name, date(2026, 11, 20), day, None, "olga"))
        await work.commit()
    assert await town.morning("2026-11-23") == Prompted(staff=2)
    assert await town.morning("2026-12-08") == Prompted(staff=2)
    assert await town.notices("sam") == []
    assert await town.morning("2026-12-09") == Prompted(staff=1)
    [notice] = await town.notices("sam")
    assert notice.facts == {"courses": [[PI, "2026-12-21"]]}
    assert (await town.morning("2026-12-29")).managers == 0
    assert (await town.morning("2027-01-04")).managers == 1


async def test_a_manager_is_not_told_of_somebody_who_is_away(town: Town) -> None:
    await town.morning("2026-11-23")
    async with town.database.work() as work:
        await work.absences.put(Absence("long", "hana", date(2026, 12, 1), None, None, "olga"))
        await work.commit()
    await town.morning("2026-12-29")
    [notice] = [one for one in await town.notices("mia") if "people" in one.facts]
    assert notice.facts["people"] == [["sam", PI, "2026-12-21"]]


async def test_somebody_who_leaves_is_forgotten_and_has_time_when_they_come_back(town: Town) -> None:
    await town.morning("2026-11-23")
    sam = town.council.people["sam"]
    town.council.remove("sam")
    await town.morning("2027-01-04")
    town.council.put(sam)
    assert (await town.morning("2027-01-05")).staff >= 1
    newest, *_ = await town.notices("sam")
    assert newest.facts == {"courses": [[PI, "2027-02-02"]]}


async def test_a_quiz_that_is_passed_is_recorded_today_and_takes_the_prompt_back(town: Town) -> None:
    await town.morning("2026-11-23")
    asked: Asked | None = await town.opens("sam")
    while asked is not None:
        answered = await town.answers("sam", asked, rightly=asked.number > 2)
        asked = answered.next
    assert answered.result is not None
    assert (answered.result.right, answered.result.good_until) == (8, date(2027, 11, 23))
    assert await town.waiting("sam") == []
    assert await town.figures("olga") == {PI: (1, 4), REQUESTS: (0, 2)}


async def test_what_is_not_passed_is_not_recorded_and_begins_anew(town: Town) -> None:
    asked: Asked | None = await town.opens("sam")
    first = asked
    while asked is not None:
        answered = await town.answers("sam", asked, rightly=asked.number > 3)
        asked = answered.next
    assert answered.result is not None
    assert (answered.result.right, answered.result.needed, answered.result.good_until) == (7, 8, None)
    assert (await town.figures("olga"))[PI] == (0, 4)
    again = await town.opens("sam")
    assert first is not None
    assert again.attempt_id != first.attempt_id
    with pytest.raises(Refusal, match="That quiz is over"):
        await town.answers("sam", first, rightly=True)


async def test_an_answer_counts_once(town: Town) -> None:
    asked = await town.opens("sam")
    assert (await town.answers("sam", asked, rightly=False)).is_new
    again = await town.answers("sam", asked, rightly=True)
    assert (again.is_new, again.is_right, again.next) == (False, False, None)
    assert (await town.opens("sam")).number == 2


async def test_nobody_takes_anothers_quiz_or_one_that_is_not_theirs(town: Town) -> None:
    asked = await town.opens("sam")
    with pytest.raises(Refusal, match="That quiz is over"):
        await town.answers("mia", asked, rightly=True)
    for course in (REQUESTS, "no such course"):
        with pytest.raises(Refusal, match="not one of yours"):
            await town.opens("sam", course)


async def test_figures_are_seen_by_officers_and_by_managers_of_their_own_people(town: Town) -> None:
    await town.done(("sam", PI, "2026-11-01"), ("olga", PI, "2025-11-22"), ("mia", PI, "2025-11-23"))
    assert await town.figures("olga") == {PI: (2, 4), REQUESTS: (0, 2)}
    assert await town.figures("mia") == {PI: (1, 2), REQUESTS: (0, 1)}
    for name in ("sam", "hana"):
        with pytest.raises(NotAllowed, match="Training figures are for"):
            await town.figures(name)


async def test_starters_count_once_their_days_are_over(town: Town) -> None:
    town.council.put(_person("new", started=date(2026, 11, 1)))
    assert (await town.figures("olga"))[PI] == (0, 4)
    town.now = at("2026-11-29 10:00")
    assert (await town.figures("olga"))[PI] == (0, 4)
    town.now = at("2026-11-30 10:00")
    assert (await town.figures("olga"))[PI] == (0, 5)


async def test_what_was_done_years_ago_is_forgotten(town: Town) -> None:
    await town.done(("sam", PI, "2020-11-22"), ("sam", PI, "2020-11-23"))
    async with town.database.work() as work:
        await forget_training(work, town.desk, 6)
        await work.commit()
    assert await town.done(("sam", PI, "2020-11-23")) == 0
    assert await town.done(("sam", PI, "2020-11-22")) == 1


async def test_a_starter_is_prompted_from_their_first_day_on(town: Town) -> None:
    town.council.put(_person("new", started=date(2026, 11, 25)))
    await town.morning("2026-11-23")
    await town.morning("2026-11-24")
    assert await town.notices("new") == []
    await town.morning("2026-11-25")
    [notice] = await town.notices("new")
    assert notice.facts == {"courses": [[PI, "2026-12-23"]]}


async def test_a_course_that_is_renewed_early_takes_the_prompt_back_and_counts_from_then(town: Town) -> None:
    await town.done(("sam", PI, "2025-12-20"))
    await town.morning("2026-11-23")  # 30 days before were two days ago
    [waiting] = await town.waiting("sam")
    assert waiting.facts == {"courses": [[PI, "2026-12-20"]]}
    await town.done(("sam", PI, "2026-11-24"))
    assert await town.waiting("sam") == []
    for day in ("2026-12-07", "2026-12-14", "2026-12-21", "2027-10-25"):
        await town.morning(day)
    newest, *_ = await town.notices("sam")
    assert newest.facts == {"courses": [[PI, "2027-11-24"]]}
    assert len(await town.notices("sam")) == 2
