"""A council of two hundred and the lives of its cases over a year, drawn from a seed and lived through the services."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from cases.absence import Absence
from cases.ask import AskState
from cases.asks import answer_ask, ask_service
from cases.calendar import HolidayCalendar
from cases.case import Case, CaseKind, CaseState
from cases.casework import add_to_case, take_case, withdraw_case
from cases.desk import Desk
from cases.enquiries import ask_the_team
from cases.errors import Refusal
from cases.incidents import IncidentReport, report_incident
from cases.life.perform import perform
from cases.nudges.telling import tell_nudges
from cases.people import Person
from cases.ports import UnitOfWork
from cases.regimes import Regime
from cases.requests import PassedOnRequest, open_request
from cases.words import LONDON
from integrations.people_file import FileDirectory

FIRST_DAY = date(2026, 1, 2)
HANDLERS = [f"handler-{number}" for number in range(12)]
OFFICERS = [f"officer-{number}" for number in range(4)]
DPOS = ["dpo-0", "dpo-1"]
SERVICES = [f"service-{number}" for number in range(10)]
COORDINATORS = [f"coordinator-{number}" for number in range(10)]
MANAGERS = [f"manager-{number}" for number in range(4)]
STAFF = [f"staff-{number}" for number in range(200 - 32)]
_REGIMES = (Regime.FOI, Regime.FOI, Regime.EIR, Regime.SAR, Regime.RIGHTS, Regime.REUSE)
_ENDINGS = {
    Regime.FOI: "answered",
    Regime.EIR: "answered",
    Regime.SAR: "supplied",
    Regime.RIGHTS: "done",
    Regime.REUSE: "permitted",
}
_REASONS = {
    Regime.FOI: "public_interest",
    Regime.EIR: "complex_and_voluminous",
    Regime.SAR: "complexity",
    Regime.RIGHTS: "complexity",
    Regime.REUSE: "many_documents",
}


def write_directory(folder: Path) -> FileDirectory:
    """Two hundred people. Handlers report to managers in turn; the last handler's manager is not known."""
    rows = []
    for names, role in (
        (HANDLERS, "handler"),
        (OFFICERS, "officer"),
        (DPOS, "dpo"),
        (COORDINATORS, "coordinator"),
        (MANAGERS, "staff"),
        (STAFF, "staff"),
    ):
        for number, name in enumerate(names):
            manager = f'manager = "{MANAGERS[number % 4]}"\n' if role == "handler" and number < 11 else ""
            rows.append(
                f'[[people]]\nid = "{name}"\nname = "{name}"\nemail = "{name}@x.example"\n'
                f'roles = ["{role}"]\n{manager}'
            )
    services = [
        f'[[services]]\nid = "{name}"\ntitle = "{name}"\ncoordinator = "{coordinator}"\n'
        for name, coordinator in zip(SERVICES, COORDINATORS, strict=True)
    ]
    (folder / "people.toml").write_text("\n".join(rows), encoding="utf-8")
    (folder / "services.toml").write_text("\n".join(services), encoding="utf-8")
    return FileDirectory(folder / "people.toml", folder / "services.toml")


@dataclass
class Seen:
    """What the story knows of a case without asking the program: since when it is where it is, and what it waits for."""

    case: Case
    in_state_since: datetime
    free_since: datetime | None
    asked: dict[str, date] = field(default_factory=dict)


Step = Callable[["Year", UnitOfWork, str], Awaitable[Any]]


@dataclass
class Year:
    """The council at a moment."""

    database: Any
    directory: FileDirectory
    absences: list[Absence]
    calendar: HolidayCalendar = field(default_factory=HolidayCalendar)
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    seen: dict[str, Seen] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = count()
        self.desk = Desk(self.directory, self.calendar, lambda: self.now, lambda: f"{next(ids):032x}")

    def person(self, name: str) -> Person:
        """Somebody by id."""
        found = self.directory.person(name)
        assert found is not None
        return found

    async def live(self, lives: list[Life], days: int, hourly: Callable[[Year], Awaitable[None]]) -> None:
        """Let all lives happen in their order, with a round of nudges on each hour; `hourly` looks on before it."""
        steps = sorted(
            ((at, name, life) for life in lives for at, name in life.steps), key=lambda one: one[0]
        )
        waiting = iter(steps)
        step = next(waiting, None)
        hour = datetime.combine(FIRST_DAY, time(0), LONDON).astimezone(UTC)
        for _ in range(days * 24):
            while step is not None and step[0] < hour:
                self.now = step[0]
                await self._take(step[1], step[2])
                step = next(waiting, None)
            self.now = hour
            await hourly(self)
            await tell_nudges(self.database, self.desk)
            hour += timedelta(hours=1)

    async def _take(self, name: str, life: Life) -> None:
        """Take one step of a life, if the program lets it."""
        async with self.database.work() as work:
            try:
                case = await life.take(self, work, name)
            except Refusal:
                return
            await work.commit()
        if case is None:
            return
        self.done[name] = self.done.get(name, 0) + 1
        before = self.seen.get(case.reference)
        if before is None:
            self.seen[case.reference] = Seen(case, self.now, self.now)
            return
        if before.case.state is not case.state:
            before.in_state_since = self.now
        if case.handler is not None:
            before.free_since = None
        elif before.case.handler is not None:
            before.free_since = self.now
        before.case = case
        self._note_question(before, name)

    def _note_question(self, seen: Seen, name: str) -> None:
        """What the requester was asked, and answered."""
        today = self.now.astimezone(LONDON).date()
        for question, answer in (
            ("ask_clarification", "clarified"),
            ("ask_identity", "identity_received"),
            ("fee_notice", "fee_paid"),
        ):
            if name == question:
                seen.asked[question] = today
            if name == answer:
                seen.asked.pop(question, None)


@dataclass
class Life:
    """One case: when which step is tried, and who it is with."""

    kind: CaseKind
    regime: Regime
    handler: str
    officer: str
    service: str
    opens: datetime
    steps: list[tuple[datetime, str]]
    reference: str = ""

    async def take(self, year: Year, work: UnitOfWork, name: str) -> Case | None:
        """Take a step; the case as it is then, None where it makes no sense now. Raises `Refusal`."""
        desk, today = year.desk, year.now.astimezone(LONDON).date()
        handler, officer = year.person(self.handler), year.person(self.officer)
        staff = year.person("staff-0")
        if name == "open":
            case = await self._opened(year, work, staff, today)
            self.reference = case.reference
            return case
        case_now = await work.cases.get(self.reference)
        if case_now is None:
            return None
        holder = year.person(case_now.handler) if case_now.handler else officer
        if name == "take":
            return await take_case(work, desk, handler, self.reference)
        if name == "take_by_officer":
            return await take_case(work, desk, officer, self.reference)
        if name == "note":
            return await add_to_case(work, desk, staff, self.reference, "More.")
        if name == "withdraw":
            return await withdraw_case(work, desk, staff, self.reference)
        if name == "ask_service":
            by = today + timedelta(days=1 + len(self.steps) % 12)
            return await ask_service(work, desk, holder, self.reference, self.service, "Which?", by)
        if name == "answer_ask":
            open_asks = [one for one in await work.asks.of(self.reference) if one.state is AskState.OPEN]
            if not open_asks:
                return None
            service = desk.directory.service(open_asks[0].service)
            coordinator = year.person((service and service.coordinator) or "")
            await answer_ask(work, desk, coordinator, open_asks[0].id, "Two.", is_held=True)
            return await work.cases.get(self.reference)
        return await perform(
            work, desk, self._actor(year, name, holder), self.reference, name, self._given(name, today)
        )

    def _actor(self, year: Year, name: str, holder: Person) -> Person:
        if name == "decide":
            return year.person("dpo-0")
        if name in ("sign_off", "send_back", "about"):
            others = [one for one in OFFICERS if one != holder.id]
            return year.person(others[len(self.steps) % len(others)])
        return holder

    def _given(self, name: str, today: date) -> dict[str, Any]:
        given: dict[str, Any] = {"on": today, "note": "As said.", "answer": "As said."}
        if name == "respond":
            given["outcome"] = _ENDINGS.get(self.regime, "answered")
            given["why_late"] = "Staff were ill."
        if name == "extend":
            given["reason"] = _REASONS[self.regime]
            given["grounds"] = ("FOIA-s43(2)",)
            given["until"] = today + timedelta(days=25)
        if name == "about":
            # It turns out to be about whoever has it, who then has it no longer.
            given["colleague"] = self.handler
        if name == "triage":
            given["personal_data"] = "yes"
        return given

    async def _opened(self, year: Year, work: UnitOfWork, staff: Person, today: date) -> Case:
        if self.kind is CaseKind.INCIDENT:
            noticed = self.opens.replace(minute=0) - timedelta(hours=len(self.steps) % 20)
            return await report_incident(work, year.desk, staff, IncidentReport("A letter.", noticed))
        if self.kind is CaseKind.ENQUIRY:
            return await ask_the_team(work, year.desk, staff, "May I keep this?", {})
        received = today - timedelta(days=len(self.steps) % 5)
        request = PassedOnRequest(
            "Please send me everything.", self.regime, received, "Jo March", "jo@example.org", self.service
        )
        return await open_request(work, year.desk, staff, request)


_OF_REQUESTS = (
    "take", "take", "take_by_officer", "validate", "note", "ask_clarification", "ask_identity", "fee_notice",
    "extend", "extend", "ask_service", "ask_service", "answer_ask", "draft", "ask_sign_off", "sign_off", "send_back",
    "about", "respond",
)  # fmt: skip
_ANSWERS = {
    "ask_clarification": "clarified",
    "ask_identity": "identity_received",
    "fee_notice": "fee_paid",
    "ask_service": "answer_ask",
    "draft": "ask_sign_off",
}
_OF_INCIDENTS = ("take_by_officer", "triage", "contain", "note", "no_breach", "about")
_OF_ENQUIRIES = ("take", "note", "answer")


def draw_life(chance: random.Random, days: int) -> Life:
    """A life that begins at some half hour within so many days. Some cases are forgotten for months."""
    kind = chance.choice((CaseKind.REQUEST,) * 7 + (CaseKind.INCIDENT,) * 2 + (CaseKind.ENQUIRY,))
    opens = datetime.combine(FIRST_DAY, time(0, 30), LONDON).astimezone(UTC)
    opens += timedelta(hours=chance.randrange(days * 24))
    names = {
        CaseKind.REQUEST: _OF_REQUESTS,
        CaseKind.INCIDENT: _OF_INCIDENTS,
        CaseKind.ENQUIRY: _OF_ENQUIRIES,
    }[kind]
    at, steps = opens, [(opens, "open")]
    most_hours = 30 if kind is CaseKind.INCIDENT else chance.choice((50, 100, 300))
    for _ in range(chance.randrange(1, 14)):
        at += timedelta(hours=chance.randrange(1, most_hours))
        name = chance.choice(names)
        steps.append((at, name))
        if name in _ANSWERS and chance.random() < 0.7:
            at += timedelta(hours=chance.randrange(1, 900))
            steps.append((at, _ANSWERS[name]))
    if chance.random() < 0.85:
        for last in ("sign_off", "respond", "withdraw", "no_breach"):
            at += timedelta(hours=chance.randrange(1, 400))
            steps.append((at, last))
    regime = Regime.BREACH if kind is CaseKind.INCIDENT else chance.choice(_REGIMES)
    return Life(
        kind, regime, chance.choice(HANDLERS), chance.choice(OFFICERS), chance.choice(SERVICES), opens, steps
    )


def draw_absences(chance: random.Random, days: int) -> Iterator[Absence]:
    """Handlers, managers and coordinators are away now and then; an officer, who is always there, covers, or nobody
    does."""
    for number, person in enumerate((*HANDLERS, *MANAGERS, *COORDINATORS)):
        first = FIRST_DAY + timedelta(days=chance.randrange(30))
        while (first - FIRST_DAY).days < days:
            last = first + timedelta(days=chance.randrange(1, 15))
            yield Absence(f"{number}-{first}", person, first, last, chance.choice((*OFFICERS, None)), person)
            first = last + timedelta(days=chance.randrange(10, 80))


def is_waiting(case: Case) -> bool:
    """Whether it waits for the requester."""
    return case.state in (CaseState.CLARIFYING, CaseState.AWAITING_IDENTITY, CaseState.AWAITING_FEE)
