"""Reads documents and scans them, beside the conversation: no transaction is open meanwhile and no turn waits.

What a document is read to is kept by a service in one transaction, and who asked is told by a notice as of anything
else. A document itself is in memory alone, and only until it has been read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import structlog

from bot.logs import where
from cases.desk import Desk
from cases.disclosure import Hit
from cases.disclosure.checks import (
    MOST_HITS,
    STOPPED,
    DisclosureDesk,
    end_own_readings,
    record_check,
    record_not_read,
    sweep_documents,
)
from cases.disclosure.copies import sealed_copy
from cases.documents import Document, DocumentReader
from cases.errors import Conflict, Refusal
from cases.ports import UnitOfWork
from dialogs.turn import FileToRead, TextToRead
from integrations.database.unit_of_work import Database
from integrations.teams.sent_files import FileNotFetched

log = structlog.get_logger()

BUSY: Final = "I'm reading other documents just now. Please try again in a minute."
WENT_WRONG: Final = (
    "Something went wrong on our side while I read it, so it isn't checked. Please try again; if it happens again, "
    "tell the IG team this number: {error}."
)
_READ_AT_ONCE: Final = 2
_HELD_AT_ONCE: Final = 6
"""Documents that are sent by a browser or wait to be read, each in memory."""

_ATTEMPTS: Final = 6

Scan = Callable[[Document], tuple[Hit, ...]]
"""Everything that was found in a document. Takes long, on a thread of its own."""


class Busy(Exception):
    """So many documents are held that no further one is taken just now."""


class Checker:
    """Works on the documents that were sent to one process."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        disclosure: DisclosureDesk,
        reader: DocumentReader,
        scan: Scan,
        fetch: Callable[[str], Awaitable[bytes]],
        deliver: Callable[[Sequence[str]], Coroutine[Any, Any, None]],
    ) -> None:
        """`fetch` gets a file from where Teams keeps it, `deliver` hands committed notices to the engine."""
        self._database = database
        self._desk = desk
        self._disclosure = disclosure
        self._reader = reader
        self._scan = scan
        self._fetch = fetch
        self._deliver = deliver
        self._places = asyncio.Semaphore(_READ_AT_ONCE)
        self._held = 0
        self._under_way: dict[str, asyncio.Task[None]] = {}

    @contextmanager
    def room(self) -> Iterator[None]:
        """Room in memory for one more document while the block lasts. Raises `Busy`."""
        if self._held + len(self._under_way) >= _HELD_AT_ONCE:
            raise Busy
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    def read_soon(self, check_id: str, name: str, content: bytes) -> None:
        """Read a document that was sent by a browser, whose check has been begun and committed."""

        async def given() -> bytes:
            return content

        self._begin(check_id, name, given)

    def read_what_was_sent(self, sent: FileToRead | TextToRead) -> None:
        """Read what was sent in the chat, whose check has been begun and committed. A file is fetched first."""
        if isinstance(sent, TextToRead):
            self.read_soon(sent.check_id, sent.name, sent.text.encode())
        else:
            self._begin(sent.check_id, sent.name, lambda: self._fetch(sent.download))

    def _begin(self, check_id: str, name: str, content: Callable[[], Awaitable[bytes]]) -> None:
        task = asyncio.create_task(self._work_on(check_id, name, content))
        self._under_way[check_id] = task
        task.add_done_callback(lambda _: self._under_way.pop(check_id, None))

    async def _work_on(self, check_id: str, name: str, content: Callable[[], Awaitable[bytes]]) -> None:
        try:
            async with self._places:
                document = await self._reader.read(name, await content())
                hits = await asyncio.to_thread(self._scan, document)
                copy = await asyncio.to_thread(
                    sealed_copy, self._disclosure.seal, check_id, document, hits[:MOST_HITS]
                )
            await self._committed(
                lambda work: record_check(
                    work, self._desk, self._disclosure, check_id, document.remarks, hits, copy
                )
            )
        except asyncio.CancelledError:
            await asyncio.shield(self._not_read(check_id, STOPPED))
            raise
        except Refusal as refusal:
            reason = refusal.reason if isinstance(refusal, FileNotFetched) else type(refusal).__name__
            log.info("document not read", reason=reason)
            await self._not_read(check_id, str(refusal))
        except Exception as error:
            error_id = self._desk.new_id()[:8]
            log.error("document failed", error_id=error_id, where=where(error))
            await self._not_read(check_id, WENT_WRONG.format(error=error_id))

    async def _not_read(self, check_id: str, problem: str) -> None:
        try:
            await self._committed(lambda work: record_not_read(work, self._desk, check_id, problem))
        except Exception as error:
            # The sweep ends what stays unread.
            log.error("document failed", where=where(error))

    async def _committed(self, change: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        """Make the change in a transaction of its own, again where others were first, and have its notices sent."""
        for _ in range(_ATTEMPTS):
            try:
                async with self._database.work() as work:
                    await change(work)
                    await work.commit()
                    recorded = list(work.notices.recorded)
            except Conflict:
                continue
            await self._deliver(recorded)
            return
        raise Conflict("document")

    async def take_up(self) -> None:
        """End what a process of this name was reading when it died. For the start, before anything is read."""
        await self._committed(lambda work: end_own_readings(work, self._desk, self._disclosure))

    async def sweep(self) -> None:
        """Delete what is kept no longer, say what is still being read here, and end what died. For every minute."""
        await self._committed(
            lambda work: sweep_documents(work, self._desk, self._disclosure, tuple(self._under_way))
        )

    async def settle(self) -> None:
        """Wait until every document that was taken has been read."""
        while self._under_way:
            await asyncio.wait(list(self._under_way.values()))

    async def stop(self) -> None:
        """Read no further: who waits is told to send the document again."""
        for task in list(self._under_way.values()):
            task.cancel()
        await self.settle()
