"""A small council that works its cases: real services on a real database, people of every role, a clock that is set."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

from cases.audit import breaks
from cases.calendar import HolidayCalendar
from cases.case import Case, HistoryEntry
from cases.desk import Desk
from cases.errors import ActionRefused
from cases.incidents import IncidentReport, report_incident
from cases.life.perform import perform
from cases.notices import Notice, Recipient
from cases.people import Person
from cases.regimes import Regime
from cases.requests import PassedOnRequest, open_request
from cases.words import LONDON
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from integrations.people_file import FileDirectory

PEOPLE = {
    "Sam": "staff",
    "Adam": "administrator",
    "Cora": "coordinator",
    "Cyril": "coordinator",
    "Hana": "handler",
    "Hector": "handler",
    "Olga": "officer",
    "Oscar": "officer",
    "Dev": "dpo",
}
SURNAMES = {"Hana": "Handler"}
MANAGERS = {"Sam": "cora"}


def write_directory(folder: Path) -> FileDirectory:
    """Everybody of `PEOPLE`, and three services: housing (Cora), highways (Cyril) and parks, which has nobody."""
    people = "\n".join(
        f'[[people]]\nid = "{name.lower()}"\nname = "{name} {SURNAMES.get(name, "Other")}"\n'
        f'email = "{name.lower()}@westmere.example"\nroles = ["{role}"]'
        + (f'\nmanager = "{MANAGERS[name]}"' if name in MANAGERS else "")
        for name, role in PEOPLE.items()
    )
    services = "\n".join(
        f'[[services]]\nid = "{name}"\ntitle = "{name.capitalize()}"\n{coordinator}'
        for name, coordinator in (
            ("housing", 'coordinator = "cora"'),
            ("highways", 'coordinator = "cyril"'),
            ("parks", ""),
        )
    )
    (folder / "people.toml").write_text(people, encoding="utf-8")
    (folder / "services.toml").write_text(services, encoding="utf-8")
    return FileDirectory(folder / "people.toml", folder / "services.toml")


def at(written: str) -> datetime:
    """A moment in London: "2026-05-18" is ten in the morning, "2026-05-18 14:05" is that."""
    if " " in written:
        return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
    return datetime.combine(date.fromisoformat(written), time(10), LONDON)


@dataclass
class Office:
    """The council at a moment. Each thing done is a transaction of its own, as each turn is."""

    database: Database
    directory: FileDirectory
    now: datetime = field(default_factory=lambda: at("2026-05-18"))
    calendar: HolidayCalendar = field(default_factory=HolidayCalendar)

    @property
    def desk(self) -> Desk:
        """What the services need."""
        return Desk(self.directory, self.calendar, lambda: self.now, lambda: uuid4().hex)

    def person(self, name: str) -> Person:
        """Somebody by first name."""
        found = self.directory.person(name.lower())
        assert found is not None
        return found

    async def open(self, regime: Regime, received: str, sender: str = "Sam", **given: Any) -> Case:
        """Pass on a request; a name and an address are given unless other ones are."""
        request = PassedOnRequest(
            given.pop("text", "Please send me everything."),
            regime,
            date.fromisoformat(received),
            **{"requester": "Jo March", "contact": "jo@example.org", "service": "housing", **given},
        )
        async with self.database.work() as work:
            case = await open_request(work, self.desk, self.person(sender), request)
            await work.commit()
        return case

    async def report(self, noticed: str, sender: str = "Sam", **given: Any) -> Case:
        """Report an incident."""
        report = IncidentReport("A letter went to the wrong house.", at(noticed), **given)
        async with self.database.work() as work:
            case = await report_incident(work, self.desk, self.person(sender), report)
            await work.commit()
        return case

    async def call(self, service: Any, name: str, *given: Any, **named: Any) -> Any:
        """Call a service as somebody."""
        async with self.database.work() as work:
            result = await service(work, self.desk, self.person(name), *given, **named)
            await work.commit()
        return result

    async def do(
        self, name: str, reference: str, step: str, answers: Mapping[str, Any] | None = None
    ) -> Case:
        """Take a step as somebody; days may be written as text."""
        case: Case = await self.call(perform, name, reference, step, understood(answers or {}))
        return case

    async def refused(
        self, name: str, reference: str, step: str, answers: Mapping[str, Any] | None = None
    ) -> tuple[str, ...]:
        """What stands in the way of a step. A step that is refused changes nothing at all."""
        before = await self.everything()
        try:
            await self.do(name, reference, step, answers)
        except ActionRefused as refused:
            assert await self.everything() == before
            return refused.failed
        raise AssertionError(f"{step} was not refused")

    async def case(self, reference: str) -> Case:
        """The case as it is stored."""
        async with self.database.work() as work:
            found = await work.cases.get(reference)
        assert found is not None
        return found

    async def history(self, reference: str) -> list[HistoryEntry]:
        """What happened to a case."""
        async with self.database.work() as work:
            return list(await work.history.of(reference))

    async def words(self, reference: str) -> dict[str, str]:
        """What was written at each step of a case."""
        async with self.database.work() as work:
            return {one.step: one.text for one in await work.additions.of(reference)}

    async def links(self, reference: str) -> list[tuple[str, str]]:
        """What belongs to a case."""
        async with self.database.work() as work:
            return list(await work.links.of(reference))

    async def notices(self, name: str) -> list[Notice]:
        """What somebody is told, the newest first."""
        async with self.database.work() as work:
            return list(await work.notices.for_recipient(Recipient.person(self.person(name).id), 100))

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables, to see whether anything changed."""
        import sqlalchemy as sa

        from integrations.database.tables import metadata

        async with self.database.work() as work:
            return {
                table.name: sorted(
                    tuple(map(repr, row)) for row in await work.connection.execute(sa.select(table))
                )
                for table in metadata.sorted_tables
            }

    async def broken_chain(self) -> list[str]:
        """Where the history does not hold."""
        async with self.database.work() as work:
            return [one.sentence async for one in breaks(work.history.chain(), await work.history.head())]


def understood(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers with days and moments made of text that is one."""
    return {name: _as_date(value) for name, value in answers.items()}


def _as_date(value: Any) -> Any:
    if isinstance(value, str):
        for read in (date.fromisoformat, at):
            try:
                return read(value)
            except ValueError:
                continue
    return value


@asynccontextmanager
async def an_office(folder: Path, database_url: str) -> AsyncIterator[Office]:
    """The council, on a database that has nothing in its tables."""
    database = Database(create_engine(database_url))
    try:
        yield Office(database, write_directory(folder))
    finally:
        await database.close()
