"""Turns of an incident report, against the turns of a stock echo bot in the same run.

Two servers of one kind, each a process of its own on this machine: Microsoft's echo sample on a stock
`CloudAdapter`, and Ask IG as `askig serve` runs it, on SQLite and, where there is one, on PostgreSQL. They are
measured in turns of a second or two (echo, Ask IG, echo, …), so that what else the machine does meets both.

A turn is counted from the POST until the HTTP answer and the bot's message or update of a card have both arrived
at Teams. Of Ask IG it is each turn of a whole report by somebody who never spoke to the bot before: the typed
sentence (read, flagged, draft stored), Next, Check and send, Send (case, history, notices and dialog state in one
transaction, flushed to the disk). The officers' notices are held back by no limit of Teams. Reports differ, and none is read twice. The processor time is that of the whole
server process until the officers have their notices too, which the durable engine delivers after the turn. Tokens
are checked by neither, as neither has credentials.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from tests.benchmarks.servers import Server, ask_ig, echo_bot, listening, postgres
from tests.benchmarks.teams import Teams
from tests.program import AT_ANY_RATE, TeamsPerson, write_people

_ROUNDS = 6
_REPORTS = 24
"""Reports in a round; an echo round has as many turns."""
_STEPS = ("typed sentence", "Next", "Check and send", "Send to the IG team")
_TOGETHER = (1, 8)
_OFFICERS = 2
"""The officer and the Data Protection Officer of the people file are told of each incident."""
_WARM_UP = 24
_ECHO = "stock echo"


@dataclass
class Measured:
    """What one server did with so many people at once. `rates`: turns a second, one number a round."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def of(self, step: str | None = None) -> list[float]:
        """The seconds of one step's turns, or of all."""
        if step is not None:
            return self.seconds[step]
        return [one for each in self.seconds.values() for one in each]


def run() -> str:
    """Measure for about two minutes and return a table for a person."""
    return asyncio.run(_run())


async def _run() -> str:
    reports_in_all = _WARM_UP + _ROUNDS * _REPORTS * len(_TOGETHER)
    with tempfile.TemporaryDirectory(prefix="askig-bench-") as made, ExitStack() as stack:
        folder = Path(made)
        people = write_people(folder, staff=reports_in_all)
        servers = {
            _ECHO: stack.enter_context(echo_bot(folder)),
            "Ask IG, SQLite": stack.enter_context(
                ask_ig(folder, "sqlite", f"sqlite:///{folder / 'askig.db'}", people, **AT_ANY_RATE)
            ),
        }
        postgres_url = stack.enter_context(postgres())
        if postgres_url:
            servers["Ask IG, PostgreSQL"] = stack.enter_context(
                ask_ig(folder, "postgresql", postgres_url, people, **AT_ANY_RATE)
            )
        async with Teams() as teams:
            loads: dict[str, Load] = {}
            for name, server in servers.items():
                await listening(server, teams.session)
                loads[name] = Load(teams, server, name, reports_in_all)
            results = {(name, together): Measured() for name, together in itertools.product(loads, _TOGETHER)}
            for load in loads.values():
                await load.warm_up()
            for together, _, (name, load) in itertools.product(
                _TOGETHER, range(_ROUNDS), list(loads.items())
            ):
                await load.round(results[name, together], together)
            return _table(results, list(servers), has_postgres=postgres_url is not None)


class Load:
    """People who use one server. `teams` and `post` are what `TeamsPerson` needs of a program."""

    def __init__(self, teams: Teams, server: Server, name: str, staff: int) -> None:
        self.teams = teams
        self._server = server
        self._name = name
        self._numbers = iter(range(staff))
        self._officers = [
            self._person("Olga Officer", staff + 1),
            self._person("Dev Dpo", staff + 2),
        ]
        self._reported = 0

    def _person(self, name: str, number: int) -> TeamsPerson:
        person_id = f"00000000-0000-4000-8000-{number:012d}"
        return TeamsPerson(self, person_id, name, f"a:{self._name}:{person_id}")  # type: ignore[arg-type]

    async def post(self, activity: dict[str, Any], _: str = "") -> None:
        """Send an activity that nobody times."""
        await self.teams.post(self._server.url, activity)

    async def warm_up(self) -> None:
        """Let the officers open their chats, and everything that is made once be made."""
        for officer in self._officers:
            await officer.arrive()
        await self._all_told()
        for _ in range(_WARM_UP):
            await self._one(Measured())

    async def round(self, measured: Measured, together: int) -> None:
        """One round: so many reports (or echoes) by so many people at once."""
        before = {step: len(each) for step, each in measured.seconds.items()}
        work = iter(range(_REPORTS))
        cpu, began = self._server.cpu_seconds(), perf_counter()
        await asyncio.gather(*(self._several(measured, work) for _ in range(together)))
        took = perf_counter() - began
        await self._all_told()
        measured.cpu += self._server.cpu_seconds() - cpu
        turns = sum(len(each) - before.get(step, 0) for step, each in measured.seconds.items())
        measured.rates.append(turns / took)

    async def _several(self, measured: Measured, work: Iterator[int]) -> None:
        for _ in work:
            await self._one(measured)

    async def _one(self, measured: Measured) -> None:
        number = next(self._numbers)
        person = self._person(f"Staff{number} Person", number)
        said = f"I've just emailed a spreadsheet with {number + 2} clients' names and addresses to the wrong person"
        sentence = person.activity(type="message", text=said, textFormat="plain")
        if self._name == _ECHO:
            for _ in _STEPS:
                sentence = person.activity(type="message", text=said, textFormat="plain")
                await self._turn(measured, "echo", sentence)
            return
        card, shown_in = await self._turn(measured, _STEPS[0], sentence)
        for step in _STEPS[1:]:
            pressing = {**person.pressing(card, step), "replyToId": shown_in}
            card, _ = await self._turn(measured, step, pressing)
        if "INC-" not in str(card):
            raise RuntimeError("the report was not taken")
        self._reported += 1

    async def _turn(
        self, measured: Measured, step: str, activity: dict[str, Any]
    ) -> tuple[dict[str, Any], str]:
        timed = await self.teams.turn(self._server.url, activity)
        measured.seconds.setdefault(step, []).append(timed.seconds)
        return timed.shown, timed.message_id

    async def _all_told(self) -> None:
        """Wait until the officers have a notice of every report. The echo bot tells nobody."""
        if self._name == _ECHO:
            return
        async with asyncio.timeout(60):
            while self._told() < self._reported * _OFFICERS:
                self.teams.something_came.clear()
                await self.teams.something_came.wait()

    def _told(self) -> int:
        return sum(
            max(0, self.teams.sent_into[officer.conversation] - self._greetings) for officer in self._officers
        )

    _greetings = 2
    """Messages that somebody gets on opening the chat."""


def _table(results: dict[tuple[str, int], Measured], names: Sequence[str], *, has_postgres: bool) -> str:
    """The figures. The ratio stands behind each: Ask IG's by the echo bot's, above 1 is worse; rates turned round."""
    head = f"{'':<44}{'p50 ms':>15}{'p99 ms':>15}{'turns a second':>17}{'CPU ms a turn':>16}"
    lines = []
    for together in _TOGETHER:
        lines.append(f"{together} at once" if together > 1 else "One person at a time")
        lines.append(head)
        echo = results[_ECHO, together]
        for name in names:
            measured = results[name, together]
            cpu = 1000 * measured.cpu / len(measured.of())
            echo_cpu = 1000 * echo.cpu / len(echo.of())
            rate, echo_rate = median(measured.rates), median(echo.rates)
            lines.append(
                _row(f"  {name}, {'all four turns' if name != _ECHO else 'a turn'}", measured.of(), echo.of())
                + f"{rate:>9.0f} {_times(echo_rate / rate):>7}{cpu:>8.1f} {_times(cpu / echo_cpu):>7}"
            )
            if name != _ECHO:
                lines += [_row(f"    {step}", measured.of(step), echo.of()) for step in _STEPS]
    turns = len(results[_ECHO, 1].of())
    lines += [
        "",
        f"{turns} turns a server and a table, in {_ROUNDS} rounds one after the other. In brackets: times the "
        "stock echo's cost",
        "(below 1.00 is cheaper). A turn: from the POST until the HTTP answer and the bot's message have arrived.",
        "CPU: the server's process, the delivery of the officers' notices included; PostgreSQL's own not.",
    ]
    if not has_postgres:
        lines.append("PostgreSQL is not installed here, so Ask IG was measured on SQLite alone.")
    return "\n".join(lines)


def _row(name: str, seconds: Sequence[float], against: Sequence[float]) -> str:
    figures = []
    for of, echo in ((median(seconds), median(against)), (_p99(seconds), _p99(against))):
        figures.append(f"{1000 * of:>7.1f} {_times(of / echo):>7}")
    return f"{name:<44}{''.join(figures)}  "


def _p99(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=100, method="inclusive")[98]


def _times(ratio: float) -> str:
    return f"({ratio:.2f})"
