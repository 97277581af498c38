"""One transaction, and the stores that work inside it."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from cases.errors import Conflict
from integrations.database.absence_store import Absences
from integrations.database.broadcast_store import Broadcasts
from integrations.database.case_stores import Additions, Cases, History
from integrations.database.conversation_stores import Addresses, DialogStates, Turns
from integrations.database.correction_store import Corrections
from integrations.database.disclosure_store import Disclosures
from integrations.database.engine import ONLY_READS
from integrations.database.install_store import Installs
from integrations.database.known_policy_store import KnownPolicies
from integrations.database.life_stores import Asks, Attachments, Links
from integrations.database.nudge_store import Nudges
from integrations.database.outbox import Notices, Outbox
from integrations.database.pace_store import SendPace
from integrations.database.question_stores import Questions, SavedAnswers
from integrations.database.training_store import Training

_LOST_RACES = frozenset({"40001", "40P01"})
"""PostgreSQL's states for a transaction that lost against another: serialisation failure and deadlock."""


class DatabaseWork:
    """`cases.ports.UnitOfWork` on a connection, with the stores that the bot itself needs beside it."""

    connection: AsyncConnection
    cases: Cases
    history: History
    additions: Additions
    notices: Notices
    nudges: Nudges
    asks: Asks
    links: Links
    attachments: Attachments
    disclosures: Disclosures
    questions: Questions
    saved_answers: SavedAnswers
    corrections: Corrections
    training: Training
    known_policies: KnownPolicies
    broadcasts: Broadcasts
    absences: Absences
    dialog_states: DialogStates
    turns: Turns
    addresses: Addresses
    outbox: Outbox
    pace: SendPace
    installs: Installs

    def __init__(self, engine: AsyncEngine, writers: asyncio.Lock | None) -> None:
        self._engine = engine
        self._writers = writers

    async def __aenter__(self) -> Self:
        if self._writers:
            await self._writers.acquire()
        try:
            self.connection = await self._engine.connect()
            try:
                await self.connection.begin()
            except BaseException:
                await asyncio.shield(self.connection.close())
                raise
        except BaseException:
            if self._writers:
                self._writers.release()
            raise
        self.cases = Cases(self.connection)
        self.history = History(self.connection)
        self.additions = Additions(self.connection)
        self.notices = Notices(self.connection)
        self.nudges = Nudges(self.connection)
        self.asks = Asks(self.connection)
        self.links = Links(self.connection)
        self.attachments = Attachments(self.connection)
        self.disclosures = Disclosures(self.connection)
        self.questions = Questions(self.connection)
        self.saved_answers = SavedAnswers(self.connection)
        self.corrections = Corrections(self.connection)
        self.training = Training(self.connection)
        self.known_policies = KnownPolicies(self.connection)
        self.broadcasts = Broadcasts(self.connection)
        self.absences = Absences(self.connection)
        self.dialog_states = DialogStates(self.connection)
        self.turns = Turns(self.connection)
        self.addresses = Addresses(self.connection)
        self.outbox = Outbox(self.connection)
        self.pace = SendPace(self.connection)
        self.installs = Installs(self.connection)
        return self

    async def commit(self) -> None:
        try:
            await self.connection.commit()
        except BaseException as error:
            # After a commit that failed the pool takes the connection back as it is, with its transaction open and,
            # on SQLite, the lock held. So it is thrown away.
            await asyncio.shield(self.connection.invalidate())
            if isinstance(error, IntegrityError):
                raise Conflict("commit") from error
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            # Undoes whatever was not committed; a connection that was committed has nothing to undo.
            # Shielded, since a connection that is not given back is missing from the pool for good.
            await asyncio.shield(self.connection.close())
        except DBAPIError:
            # The connection broke: its transaction is gone with it. The error to tell is the first one.
            if error is None:
                raise
        finally:
            if self._writers:
                self._writers.release()
        if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _LOST_RACES:
            raise Conflict("database") from error


class Snapshot:
    """What stood in the database at one moment, to be read at length: it holds up nobody, and nobody changes it."""

    history: History
    corrections: Corrections
    addresses: Addresses
    outbox: Outbox

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def __aenter__(self) -> Self:
        self._connection = await self._engine.connect()
        on_postgresql = self._engine.dialect.name == "postgresql"
        isolated = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        await self._connection.execution_options(**isolated if on_postgresql else {ONLY_READS: True})
        self.history = History(self._connection)
        self.corrections = Corrections(self._connection)
        self.addresses = Addresses(self._connection)
        self.outbox = Outbox(self._connection)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.shield(self._connection.close())


class Database:
    """The database of one process: hands out units of work."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        # SQLite has one writer at a time. Queueing for it here costs less than its own retry by sleeping.
        self._writers = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    def work(self) -> DatabaseWork:
        """A new unit of work, to be used with `async with`."""
        return DatabaseWork(self.engine, self._writers)

    def snapshot(self) -> Snapshot:
        """What stands now, to be read with `async with`."""
        return Snapshot(self.engine)

    async def is_ready(self) -> bool:
        """Whether the database answers."""
        async with self.work() as work:
            return (await work.connection.execute(sa.select(sa.literal(1)))).scalar_one() == 1

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()
