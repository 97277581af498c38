"""Keeps `case_words`: the words by which a case is found, in the transaction that writes the case or adds to it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.case import Case
from cases.search.words import indexed_words
from integrations.database.dialect import short_insert
from integrations.database.tables import additions, case_words

_NEW_WORDS = short_insert(case_words)


async def index_new(connection: AsyncConnection, case: Case) -> None:
    """Index a case that was just stored."""
    words = " ".join(indexed_words(case, ()))
    await connection.execute(_NEW_WORDS, {"reference": case.reference, "words": words})


async def index_again(connection: AsyncConnection, case: Case) -> None:
    """Index a case whose details changed or that was added to. Where no word is new or gone nothing is written."""
    added = await connection.scalars(
        sa.select(additions.c.text).where(additions.c.reference == case.reference).order_by(additions.c.id)
    )
    words = " ".join(indexed_words(case, added.all()))
    await connection.execute(
        sa.update(case_words)
        .where(case_words.c.reference == case.reference, case_words.c.words != words)
        .values(words=words)
    )
