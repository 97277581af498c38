"""What people put right of triage is kept with the text, and exported as training reads it."""

from __future__ import annotations

import asyncio
import io
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.command_line import main
from cases.corrections import LABELS, forget_corrections
from cases.regimes import Regime
from dialogs.pass_on_request import REGIMES
from nlp.triage import IncidentCategory, Label
from nlp.triage.training.texts import Message, read_messages
from tests.databases import sqlite_in
from tests.dialogs.script import Clock, Script
from tests.program import running

LETTER = (
    "Dear council, under the Freedom of Information Act 2000 please tell me how much was spent on agency staff in 2025, "
    "Jo March jo@example.org"
)
REPORT = "I've just emailed a spreadsheet with 40 clients' names to the wrong person"

SENT_AS_READ = f"""
Sam: {LETTER}
Sam: it came yesterday
Sam: send
Sam: send
Ask IG: Thank you. It is FOI-2026-
Sam: {REPORT}
Sam: send
Sam: send
Ask IG: Your report is INC-2026-
"""
SENT_AS_ANOTHER = f"""
Sam: {LETTER}
Sam presses Check and send with What kind of request is it? = Re-use of information | When did it first reach the council? = 2026-11-20
Sam: send
Ask IG: Thank you. It is RPS-2026-
"""
MOVED = """
Olga: [RPS]
Olga presses More
Olga presses It is under another law
Olga presses It is under another law with What is it really? = Environmental Information request
Ask IG: Done: moved to another law.
"""
MOVED_BACK = """
Olga: [RPS]
Olga presses More
Olga presses It is under another law
Olga presses It is under another law with What is it really? = Freedom of Information request
Ask IG: Done: moved to another law.
"""
RECATEGORISED = f"""
Sam: {REPORT}
Sam: send
Sam: send
Olga: [INC]
Row ICO category: E-mailed to the wrong recipient
Olga presses More
Olga presses Change its ICO category
Olga presses Change its ICO category with What is it in the ICO's list? = Bcc not used
Ask IG: Done: the ICO category changed.
Row ICO category: Bcc not used
"""
HAPPENED = """
Sam: how long do we keep tenancy files
Ask IG: IG policy RM01
Sam presses This happened – report it
Sam: send
Sam: send
Ask IG: Your report is INC-2026-
"""
SEARCHED = "search warrant papers for a tenant were left on the bus"


async def corrected(folder: Path, *parts: str, **settings: object) -> None:
    """Play these as one conversation."""
    clock = Clock()
    async with running(folder, now=clock, **settings) as program:
        await Script(program, clock).play("\n".join(parts))


async def exported(folder: Path) -> tuple[Message, ...]:
    """What the command prints, as training reads it."""
    printed, told = io.StringIO(), io.StringIO()
    with redirect_stdout(printed), redirect_stderr(told):
        status = await asyncio.to_thread(main, ["triage-corrections", "--database", sqlite_in(folder)])
    assert status == 0
    if not printed.getvalue():
        assert told.getvalue().startswith("0 corrections.")
        return ()
    (folder / "texts").mkdir()
    (folder / "texts" / "corrections.jsonl").write_text(printed.getvalue(), encoding="utf-8")
    return read_messages(folder / "texts")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((SENT_AS_READ,), [], id="sent as it was read"),
        pytest.param((SENT_AS_ANOTHER,), [(LETTER, "reuse", None)], id="sent as another"),
        pytest.param((SENT_AS_ANOTHER, MOVED), [(LETTER, "eir", None)], id="and moved by an officer: the latest"),
        pytest.param((SENT_AS_ANOTHER, MOVED_BACK), [], id="and moved to what triage had said"),
        pytest.param((RECATEGORISED,), [(REPORT, "incident", "failure_to_use_bcc")], id="another category"),
        pytest.param(
            (HAPPENED,), [("how long do we keep tenancy files", "incident", None)], id="it was no question"
        ),
    ],
)  # fmt: skip
async def test_what_is_exported(
    tmp_path: Path, parts: tuple[str, ...], expected: list[tuple[str, str, str | None]]
) -> None:
    await corrected(tmp_path, *parts)
    found = await exported(tmp_path)
    assert [(one.text, one.label.value, one.category) for one in found] == expected


async def test_a_question_that_was_taken_for_an_incident_is_kept_once(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, now=clock) as program:
        script = Script(program, clock)
        await script.play(f"Olga: {SEARCHED}\nAsk IG: I want to be sure that I understood. What is this?")
        olga, card = script.person("Olga"), script.card_with("Report an incident")
        for _ in range(2):
            # As the second of the two says it, whatever triage holds for the second likeliest.
            await script.post("Olga", olga.pressing(card, "Report an incident", **{"as": "policy_question"}))
    [one] = await exported(tmp_path)
    assert one.text == SEARCHED
    assert one.label is Label.POLICY_QUESTION


async def test_what_was_corrected_goes_after_the_months_that_are_set(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, now=clock, correction_months=2) as program:
        await Script(program, clock).play(SENT_AS_ANOTHER)
        for day, left in (
            (datetime(2027, 1, 15, 9, tzinfo=UTC), 1),
            (datetime(2027, 1, 25, 9, tzinfo=UTC), 0),
        ):
            clock.at = day
            async with program.parts.database.work() as work:
                await forget_corrections(work, program.parts.desk, program.parts.settings.correction_months)
                await work.commit()
            async with program.parts.database.snapshot() as snapshot:
                assert len([one async for one in snapshot.corrections.all()]) == left


def test_the_command_says_that_there_is_no_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["triage-corrections", "--database", f"sqlite:///{tmp_path}/none.db"]) == 2
    assert "There is no database at" in capsys.readouterr().err


def test_cases_and_triage_call_things_the_same() -> None:
    assert {Label(label) for label in LABELS.values()} == {*REGIMES, Label.INCIDENT}
    assert all(LABELS[regime] == label.value for label, regime in REGIMES.items())
    assert set(LABELS) == set(Regime)
    assert all(one.title for one in IncidentCategory)
