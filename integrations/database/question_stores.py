"""What people ask about policy, and the answers that the IG team saved, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cases.question import AskedQuestion, Found, QuestionGroup, SavedAnswer
from integrations.database import tables
from integrations.database.dialect import upsert

_ASKED = tables.policy_questions


class Questions:
    """`cases.ports.QuestionStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, question: AskedQuestion) -> None:
        counted_by = _counted_by(question.passage, question.words)
        row = {**asdict(question), "found": question.found.value, "counted_by": counted_by}
        await self._connection.execute(sa.insert(_ASKED).values(**row))

    async def get(self, question_id: str) -> AskedQuestion | None:
        row = (
            await self._connection.execute(sa.select(_ASKED).where(_ASKED.c.id == question_id))
        ).one_or_none()
        return _question(row) if row else None

    async def rate(self, question_id: str, *, is_helpful: bool) -> None:
        await self._connection.execute(
            sa.update(_ASKED).where(_ASKED.c.id == question_id).values(is_helpful=is_helpful)
        )

    async def lead_to(self, question_id: str, passage: str, title: str) -> None:
        led = {"passage": passage, "title": title, "counted_by": _counted_by(passage, "")}
        await self._connection.execute(sa.update(_ASKED).where(_ASKED.c.id == question_id).values(**led))

    async def settle(self, question_id: str) -> None:
        alike = sa.select(_ASKED.c.counted_by).where(_ASKED.c.id == question_id).scalar_subquery()
        await self._connection.execute(
            sa.update(_ASKED).where(_ASKED.c.counted_by == alike).values(is_settled=True)
        )

    async def most_asked(self, limit: int) -> Sequence[QuestionGroup]:
        return await self._groups(sa.true(), limit)

    async def unhelpful(self, limit: int) -> Sequence[QuestionGroup]:
        return await self._groups(
            sa.and_(_ASKED.c.is_helpful.is_(sa.false()), _ASKED.c.is_settled.is_(sa.false())), limit
        )

    async def unanswered(self, limit: int) -> Sequence[QuestionGroup]:
        return await self._groups(sa.and_(_ASKED.c.passage == "", _ASKED.c.is_settled.is_(sa.false())), limit)

    async def forget(self, before: date) -> None:
        await self._connection.execute(sa.delete(_ASKED).where(_ASKED.c.day < before))

    async def _groups(self, condition: sa.ColumnElement[bool], limit: int) -> Sequence[QuestionGroup]:
        many = sa.func.count().label("many")
        counted = (
            sa.select(
                _ASKED.c.counted_by,
                many,
                sa.func.sum(sa.case((_ASKED.c.is_helpful.is_(sa.false()), 1), else_=0)).label("unhelpful"),
            )
            .where(condition)
            .group_by(_ASKED.c.counted_by)
            .order_by(many.desc(), _ASKED.c.counted_by)
            .limit(limit)
        )
        groups = []
        for group in (await self._connection.execute(counted)).all():
            newest = (
                await self._connection.execute(
                    sa.select(_ASKED)
                    .where(_ASKED.c.counted_by == group.counted_by, condition)
                    # One whose words were kept says more.
                    .order_by((_ASKED.c.words == "").asc(), _ASKED.c.day.desc(), _ASKED.c.id)
                    .limit(1)
                )
            ).one()
            groups.append(QuestionGroup(_question(newest), group.many, group.unhelpful))
        return groups


class SavedAnswers:
    """`cases.ports.SavedAnswerStore` in SQL."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> Sequence[SavedAnswer]:
        kept = tables.saved_answers
        rows = await self._connection.execute(sa.select(kept).order_by(kept.c.id))
        return [_answer(row) for row in rows]

    async def get(self, answer_id: str) -> SavedAnswer | None:
        kept = tables.saved_answers
        row = (await self._connection.execute(sa.select(kept).where(kept.c.id == answer_id))).one_or_none()
        return _answer(row) if row else None

    async def put(self, answer: SavedAnswer) -> None:
        values = asdict(answer)
        await self._connection.execute(
            upsert(self._connection, tables.saved_answers)
            .values(**values)
            .on_conflict_do_update(index_elements=["id"], set_=values)
        )

    async def remove(self, answer_id: str) -> None:
        kept = tables.saved_answers
        await self._connection.execute(sa.delete(kept).where(kept.c.id == answer_id))


def _counted_by(passage: str, words: str) -> str:
    """A passage's id begins with what no words in small letters begin with."""
    return f"P:{passage}" if passage else words.lower().rstrip("?!. ")


def _question(row: Any) -> AskedQuestion:
    return AskedQuestion(
        row.id, row.day, row.words, Found(row.found), row.passage, row.title, row.is_helpful, row.is_settled
    )


def _answer(row: Any) -> SavedAnswer:
    return SavedAnswer(row.id, row.question, row.answer, row.saved_on, row.by, row.review)
