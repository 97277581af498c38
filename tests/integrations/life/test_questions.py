"""What people ask, on both databases: counted by what it led to, without who asked; and answers saved for next time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from cases.errors import NotAllowed, Refusal
from cases.question import Found, saved_answer_in
from cases.questions import (
    forget_questions,
    note_question,
    save_answer,
    saved_answers,
    take_out_answer,
    what_people_ask,
)
from integrations.database import tables
from tests.integrations.life.office import Office, at


async def asked(office: Office, words: str, passage: str = "", **given: Any) -> str:
    found = Found.ANSWERED if passage else Found.UNKNOWN
    async with office.database.work() as work:
        question = await note_question(
            work, office.desk, words, given.get("flagged", {}), found, passage, passage and f"About {passage}"
        )
        if "helpful" in given:
            await work.questions.rate(question.id, is_helpful=given["helpful"])
        await work.commit()
    return question.id


async def lists(office: Office, name: str = "Olga") -> dict[str, list[tuple[str, int, int]]]:
    async with office.database.work() as work:
        found = await what_people_ask(work, office.person(name))
    return {
        which: [((one.newest.title or one.newest.words).lower().rstrip("?"), one.asked, one.unhelpful) for one in groups]
        for which, groups in (
            ("most", found.most), ("unhelpful", found.unhelpful), ("unanswered", found.unanswered)
        )
    }  # fmt: skip


async def test_questions_are_counted_by_what_they_led_to(office: Office) -> None:
    await asked(office, "How long for payslips?", "RM01 3", helpful=True)
    await asked(office, "payslips, how long", "RM01 3", helpful=False)
    await asked(office, "May I use my phone?", "IS00 5.2")
    await asked(office, "May I knit?")
    await asked(office, "may I knit")
    await asked(office, "Has Jo Bloggs been paid?", flagged={"PERSON": 1})
    found = await lists(office)
    assert set(found["most"][:2]) == {("about rm01 3", 2, 1), ("may i knit", 2, 0)}
    assert set(found["most"][2:]) == {("about is00 5.2", 1, 0), ("", 1, 0)}
    assert found["unhelpful"] == [("about rm01 3", 1, 1)]
    assert found["unanswered"] == [("may i knit", 2, 0), ("", 1, 0)]
    with pytest.raises(NotAllowed):
        await lists(office, "Hana")


async def test_no_row_says_who_asked_or_at_what_time(office: Office) -> None:
    await asked(office, "May I knit?")
    assert {column.name for column in tables.policy_questions.columns} == {
        "id", "day", "words", "found", "counted_by", "passage", "title", "is_helpful", "is_settled"
    }  # fmt: skip
    async with office.database.engine.connect() as connection:
        row = (await connection.execute(sa.select(tables.policy_questions))).one()
    assert row.day == office.desk.time().date()


async def test_an_answer_settles_the_questions_like_the_one_it_answers(office: Office) -> None:
    question = await asked(office, "May I knit?")
    await asked(office, "may i knit")
    await asked(office, "May I juggle?")
    async with office.database.work() as work:
        saved = await save_answer(
            work,
            office.desk,
            office.person("Olga"),
            "a" * 16,
            " May I\nknit? ",
            " Yes. ",
            date(2027, 5, 18),
            question,
        )
        await work.commit()
    assert (saved.question, saved.answer, saved.by) == ("May I knit?", "Yes.", "olga")
    assert saved_answer_in(saved.as_passage.id) == saved.id
    assert [words for words, _, _ in (await lists(office))["unanswered"]] == ["may i juggle"]
    async with office.database.work() as work:
        assert await saved_answers(work, office.person("Dev")) == (saved,)
        changed = await save_answer(
            work, office.desk, office.person("Dev"), saved.id, "May I knit?", "No.", date(2027, 5, 18)
        )
        assert await saved_answers(work, office.person("Dev")) == (changed,)
        await take_out_answer(work, office.person("Dev"), saved.id)
        assert await saved_answers(work, office.person("Dev")) == ()


@pytest.mark.parametrize(
    ("question", "answer", "review"),
    [
        ("", "Yes.", date(2027, 5, 18)),
        ("May I?", " ", date(2027, 5, 18)),
        ("May I?", "Yes.", None),
        ("May I?", "Yes.", date(2026, 5, 18)),
        ("x" * 301, "Yes.", date(2027, 5, 18)),
        ("May I?", "x" * 6_001, date(2027, 5, 18)),
    ],
)
async def test_what_is_missing_is_said_and_nothing_is_saved(
    office: Office, question: str, answer: str, review: date | None
) -> None:
    async with office.database.work() as work:
        with pytest.raises(Refusal):
            await save_answer(work, office.desk, office.person("Olga"), "a" * 16, question, answer, review)
        assert await work.saved_answers.all() == []
        with pytest.raises(NotAllowed):
            await save_answer(
                work, office.desk, office.person("Hana"), "a" * 16, "May I?", "Yes.", date(2027, 5, 18)
            )


async def test_what_was_asked_is_forgotten_after_its_months(office: Office) -> None:
    await asked(office, "May I knit?")
    office.now = at("2027-05-10")
    await asked(office, "May I juggle?")
    async with office.database.work() as work:
        await forget_questions(work, office.desk, 12)
        await work.commit()
    assert len((await lists(office))["unanswered"]) == 2
    office.now = at("2027-06-01")
    async with office.database.work() as work:
        await forget_questions(work, office.desk, 12)
        await work.commit()
    assert [words for words, _, _ in (await lists(office))["unanswered"]] == ["may i juggle"]
