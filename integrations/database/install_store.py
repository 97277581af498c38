"""For whom the app was to be installed in Teams, and who has removed it, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.notices import NoticeState, Recipient, Urgency
from integrations.database import tables
from integrations.database.dialect import upsert

_PERSON = "person"
_LONGEST_REASON = 300


class Installs:
    """Who waits for the app, when it was tried last, and who does not want it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def wanted(self, tried_before: datetime, at: datetime, least: Urgency, limit: int) -> Sequence[str]:
        """People for whom something waits that could not reach them for want of an address, the most urgent first;
        without those for whom it was tried since `tried_before`, and those who removed the app. `least` is the least
        urgent that counts."""
        notices, addresses, installs = tables.notices, tables.addresses, tables.installs
        most_urgent = sa.func.min(notices.c.urgency)
        rows = await self._connection.execute(
            sa.select(notices.c.recipient_id)
            .outerjoin(
                addresses,
                sa.and_(addresses.c.kind == _PERSON, addresses.c.id == notices.c.recipient_id),
            )
            .outerjoin(installs, installs.c.person == notices.c.recipient_id)
            .where(
                notices.c.state == NoticeState.NOT_INSTALLED.value,
                notices.c.recipient_kind == _PERSON,
                notices.c.urgency <= least.value,
                sa.or_(notices.c.not_after.is_(None), notices.c.not_after > at),
                addresses.c.id.is_(None),
                sa.or_(
                    installs.c.person.is_(None),
                    sa.and_(
                        installs.c.is_removed.is_(False),
                        sa.or_(installs.c.tried_at.is_(None), installs.c.tried_at < tried_before),
                    ),
                ),
            )
            .group_by(notices.c.recipient_id)
            .order_by(most_urgent, sa.func.min(notices.c.recorded_at), notices.c.recipient_id)
            .limit(limit)
        )
        return [row.recipient_id for row in rows]

    async def begin(self, person_id: str, tried_before: datetime, at: datetime) -> bool:
        """Note that it is tried for this person now. False where somebody else tried it since `tried_before`."""
        installs = tables.installs
        begun = (
            upsert(self._connection, installs)
            .values(person=person_id, tried_at=at, is_removed=False)
            .on_conflict_do_update(
                index_elements=[installs.c.person],
                set_={"tried_at": at},
                where=sa.or_(installs.c.tried_at.is_(None), installs.c.tried_at < tried_before),
            )
            .returning(installs.c.person)
        )
        return (await self._connection.execute(begun)).one_or_none() is not None

    async def take_back(self, person_id: str) -> None:
        """It was not tried after all."""
        await self._connection.execute(
            sa.update(tables.installs).where(tables.installs.c.person == person_id).values(tried_at=None)
        )

    async def note_reason(self, person_id: str, reason: str) -> None:
        """Say of what waits for this person why it can't reach them."""
        notices, recipient = tables.notices, Recipient.person(person_id)
        await self._connection.execute(
            sa.update(notices)
            .where(
                notices.c.recipient_kind == recipient.kind,
                notices.c.recipient_id == recipient.id,
                notices.c.state == NoticeState.NOT_INSTALLED.value,
            )
            .values(reason=reason[:_LONGEST_REASON])
        )

    async def note_removed(self, person_id: str) -> None:
        """The person removed the app: it is not installed for them again until they open it themselves."""
        installs = tables.installs
        await self._connection.execute(
            upsert(self._connection, installs)
            .values(person=person_id, is_removed=True)
            .on_conflict_do_update(index_elements=[installs.c.person], set_={"is_removed": True})
        )

    async def forget(self, person_id: str) -> None:
        """The person has the app."""
        await self._connection.execute(
            sa.delete(tables.installs).where(tables.installs.c.person == person_id)
        )
