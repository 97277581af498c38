"""Prompts about training as they arrive in Teams, and a quiz that outlives the program."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from cases.notices import NoticeState
from cases.training.completing import record_completions
from cases.training.needs import model_needs
from cases.training.prompting import prompt_everybody
from cases.training.records import How, TrainingRecord
from integrations.database import tables
from tests.dialogs.odd import forged
from tests.dialogs.script import Clock, Script, boxes_of
from tests.integrations.life.office import at
from tests.program import TENANT, Answers, Program, TeamsPerson, running, words_of

PI = "protecting-information"
PEOPLE = (("Mia Manager", ""), ("Sam Staff", "mia"), ("Ewa Staff", "mia"), ("Olga Officer", ""))


def _people_file(folder: Path) -> Path:
    lines = [f'tenant = "{TENANT}"']
    for name, manager in PEOPLE:
        first = name.split()[0].lower()
        role = "officer" if first == "olga" else "staff"
        lines += ["[[people]]", f'id = "{first}"', f'name = "{name}"', f'email = "{first}@westmere.example"']
        lines += [f'roles = ["{role}"]', 'service = "housing"', "started = 2020-01-01"]
        lines += [f'manager = "{manager}"'] if manager else []
    file = folder / "people.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


class Council:
    """The program with its people, all of whom have opened the bot."""

    def __init__(self, program: Program, clock: Clock) -> None:
        self.program = program
        self.clock = clock

    def person(self, name: str) -> TeamsPerson:
        return self.program._person(f"{name} ")

    async def morning(self, day: str) -> dict[str, list[str]]:
        """What arrives in whose chat on that morning."""
        self.clock.at = at(f"{day} 09:00")
        before = len(self.program.teams.received)
        await prompt_everybody(self.program.parts.database, self.program.parts.desk)
        async with self.program.parts.database.engine.connect() as connection:
            waiting = sa.select(tables.notices.c.id).where(
                tables.notices.c.state == NoticeState.WAITING.value
            )
            ids = (await connection.execute(waiting)).scalars().all()
        await self.program.parts.engine.deliver(list(ids))
        await self.program.settled()
        arrived: dict[str, list[str]] = {}
        for one in self.program.teams.received[before:]:
            cards = [attachment["content"] for attachment in one.body.get("attachments") or ()]
            arrived.setdefault(one.conversation_id.removeprefix("a:"), []).extend(map(words_of, cards))
        return arrived

    async def card(self, name: str) -> dict[str, object]:
        """The newest card in somebody's chat."""
        chat = self.person(name).conversation
        bodies = [one.body for one in self.program.teams.received if one.conversation_id == chat]
        card: dict[str, object] = [body for body in bodies if body.get("attachments")][-1]["attachments"][0][
            "content"
        ]
        return card

    async def states(self, name: str) -> list[str]:
        async with self.program.parts.database.engine.connect() as connection:
            asked = sa.select(tables.notices.c.state).where(tables.notices.c.recipient_id == name)
            return list((await connection.execute(asked.order_by(tables.notices.c.recorded_at))).scalars())


@pytest_asyncio.fixture
async def council(tmp_path: Path) -> AsyncIterator[Council]:
    clock = Clock()
    async with running(tmp_path, now=clock, people=_people_file(tmp_path)) as program:
        made = Council(program, clock)
        for name, _ in PEOPLE:
            await made.person(name.split()[0]).arrive()
        yield made


async def test_a_prompt_arrives_its_button_begins_the_quiz_and_it_counts_as_read(council: Council) -> None:
    arrived = await council.morning("2026-11-23")
    assert set(arrived) == {"mia", "sam", "ewa", "olga"}
    [told] = arrived["sam"]
    assert "Training to do" in told
    assert "To be done by Monday 21 December (in 28 days)." in told
    assert await council.states("sam") == ["sent"]
    answers = await council.person("Sam").press(await council.card("Sam"), "Start the quiz")
    assert "Question 1 of 10" in answers.text
    assert await council.states("sam") == ["read"]
    assert await council.morning("2026-11-23") == {}


async def test_the_manager_is_told_who_is_overdue_and_sees_no_others(council: Council) -> None:
    await council.morning("2026-11-23")
    async with council.program.parts.database.work() as work:
        record = TrainingRecord("mia", PI, date(2026, 11, 23), How.IMPORT)
        await record_completions(work, council.program.parts.desk, [record])
        await work.commit()
    arrived = await council.morning("2026-12-29")
    assert [text.splitlines()[0] for text in arrived["sam"]] == ["Training is overdue"]
    assert "Overdue: it should have been done by 21 December 2026." in arrived["sam"][0]
    [told] = arrived["mia"]
    assert "2 of your people have training that is 7 days or more overdue." in told
    assert "Sam Staff" in told
    assert "Ewa Staff" in told
    assert "Protecting information, due by 21 December 2026" in told
    mia = council.person("Mia")
    shown = await mia.press(await council.card("Mia"), "Training figures")
    assert "Training of your team" in shown.text
    assert "0 of 2 up to date, 0%. Below the council's 95% line." in shown.text
    listed = await mia.press(shown.card, "Who is not (2)")
    assert "Olga" not in listed.text
    assert "Sam Staff" in listed.text


async def test_what_was_done_before_it_was_sent_is_not_asked_for(council: Council) -> None:
    council.clock.at = at("2026-11-23 09:00")
    await prompt_everybody(council.program.parts.database, council.program.parts.desk)
    async with council.program.parts.database.work() as work:
        record = TrainingRecord("sam", PI, date(2026, 11, 23), How.IMPORT)
        await record_completions(work, council.program.parts.desk, [record])
        await work.commit()
    arrived = await council.morning("2026-11-23")
    assert set(arrived) == {"mia", "ewa", "olga"}
    assert await council.states("sam") == ["withdrawn"]


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("training_figures", {}),
        ("training_missing", {"course": PI}),
        ("training_quiz", {"course": "handling-requests"}),
        ("training_quiz", {"course": "none"}),
        ("training_quiz", {}),
        ("training_answer", {"course": PI, "attempt": "0" * 32, "question": "curiosity", "answer": "0" * 12}),
        ("training_missing", {"course": PI, "first": "-5"}),
    ],
)
async def test_a_forged_press_shows_nothing_of_others(
    council: Council, verb: str, data: dict[str, str]
) -> None:
    sam = council.person("Sam")
    answers: Answers = await council.program.post(forged(sam, verb, data), sam.conversation)
    assert answers.status == 200
    for words in ("Ewa", "Olga", "Mia", "Question 1", "That's right"):
        assert words not in answers.text
    assert any(words in answers.text for words in ("are for IG officers", "not one of yours", "quiz is over"))


@pytest.mark.parametrize("first", ["99999", "-1", "x", "0", "٣"])
async def test_a_page_that_there_is_not_is_the_last_or_the_first(council: Council, first: str) -> None:
    olga = council.person("Olga")
    pressed = forged(olga, "training_missing", {"course": PI, "first": first})
    answers = await council.program.post(pressed, olga.conversation)
    assert "4 people, by service." in answers.text


async def test_a_card_tells_nobody_which_answer_is_right(council: Council) -> None:
    sam = council.person("Sam")
    card = (await sam.press((await sam.say("training")).card, "Start the quiz")).card
    quiz = model_needs().courses[0].quiz
    assert quiz is not None
    [box] = boxes_of(card)
    question = next(one for one in quiz.questions if one.text == box["label"])
    lengths = {len(choice["value"]) for choice in box["choices"]}
    assert lengths == {12}
    assert question.why not in str(card)


async def test_a_quiz_outlives_the_program(tmp_path: Path, database_url: str) -> None:
    clock = Clock()
    async with running(tmp_path, database_url, now=clock) as program:
        script = Script(program, clock)
        await script.play("Sam: training\nSam presses Start the quiz\nSam answers rightly 4 times")
        sam = script.people["Sam"]
    async with running(tmp_path, database_url, now=clock) as program:
        sam.program = program
        script = Script(program, clock, people={"Sam": sam})
        await script.play(
            "Sam: my training\nSam presses Go on with the quiz\nAsk IG: Question 5 of 10\n"
            "Sam answers rightly 6 times\nAsk IG: You had 10 of 10 right."
        )
