"""Installs the app in Teams for people who could not be reached, where the council allows it.

Scheduled work: it looks up who waits, tries each at most once a day and one at a time, and stops when Graph takes no
more. Teams tells of an installation by itself, and with that where the person is reached; what waited then goes out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from cases.desk import Desk
from cases.installs import Installation, Installer, InstallerWrong, InstallLater, InstallOutcome
from cases.notices import Recipient, Urgency
from integrations.database.unit_of_work import Database

log = structlog.get_logger()

TRIED_AGAIN_AFTER: Final = timedelta(hours=23)
"""A little less than a day, so that the time of day doesn't wander."""

_AT_ONCE: Final = 100
_PAUSE: Final = 1.0
"""Seconds between two people."""

_LEFT: Final = "They are not in the list of people any more."


class Installing:
    """Works for one process at a time: each person is noted before they are tried."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        installer: Installer,
        address_in: Callable[[str], dict[str, Any]],
        pause: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`address_in` makes the address of a chat that Graph named. `pause` waits between two people."""
        self._database = database
        self._desk = desk
        self._installer = installer
        self._address_in = address_in
        self._pause = pause or _a_second
        self._not_before: datetime | None = None

    async def install_missing(self) -> None:
        """Install it for those who wait, outside working hours only for what is urgent."""
        now = self._desk.time()
        if self._not_before is not None and now < self._not_before:
            return
        is_working_time = self._desk.hours.are_on(now, self._desk.calendar.data_protection)
        least = Urgency.BULK if is_working_time else Urgency.URGENT
        async with self._database.work() as work:
            people = await work.installs.wanted(now - TRIED_AGAIN_AFTER, now, least, _AT_ONCE)
        for number, person in enumerate(people):
            if number:
                await self._pause()
            if not await self._try(person):
                return

    async def close(self) -> None:
        """Release the installer's connections."""
        await self._installer.close()

    async def _try(self, person: str) -> bool:
        """Try it for one person. False when there is no use in going on with others."""
        now = self._desk.time()
        async with self._database.work() as work:
            is_ours = await work.installs.begin(person, now - TRIED_AGAIN_AFTER, now)
            await work.commit()
        if not is_ours:
            return True
        if self._desk.directory.person(person) is None:
            await self._settle(person, Installation(InstallOutcome.REFUSED, _LEFT))
            return True
        try:
            made = await self._installer.install(person)
        except InstallLater as later:
            self._not_before = now + timedelta(seconds=later.after) if later.after else None
            log.info("installing later", reason=str(later), after=later.after)
        except InstallerWrong as wrong:
            log.error("can't install", reason=str(wrong))
        else:
            log.info("installed", person=person, outcome=made.outcome.value)
            await self._settle(person, made)
            return True
        async with self._database.work() as work:
            await work.installs.take_back(person)
            await work.commit()
        return False

    async def _settle(self, person: str, made: Installation) -> None:
        recipient, now = Recipient.person(person), self._desk.time()
        async with self._database.work() as work:
            if made.outcome is InstallOutcome.REFUSED:
                await work.installs.note_reason(person, made.reason)
            elif made.outcome is InstallOutcome.INSTALLED:
                await work.installs.note_reason(person, "Ask IG was installed for them just now.")
            elif made.chat and await work.addresses.find(recipient) is None:
                # Teams told of this installation long ago, and will not again.
                await work.addresses.put(recipient, self._address_in(made.chat), now)
                await work.installs.forget(person)
                await work.outbox.revive(recipient, now)
            await work.commit()


async def _a_second() -> None:
    await asyncio.sleep(_PAUSE)
