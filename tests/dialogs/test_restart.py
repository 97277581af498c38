"""Leave half-way, come back after the program was stopped and started again: the draft is still there."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path

from tests.dialogs.script import Clock, Script
from tests.program import Program, running

LEFT_HALF_WAY = """
Sam: I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person
Sam presses Next with What happened? = I've emailed a list to the wrong Gordon
Sam: around 45 people
Ewa: Under the Freedom of Information Act please tell me what the council spent on agency staff in 2025.
Ewa: it came yesterday
Ewa: cancel
Jo: I lost a letter
Jo: I also lost a phone
Max: what's the weather like
The program restarts
Sam: continue
Ask IG: Whose information is it?
Box About how many people? (leave empty if not sure): 45
Sam: back
Box What happened?: I've emailed a list to the wrong Gordon
Sam: send
Sam presses Send to the IG team
Ask IG: Thank you. Your report is INC-2026-0001
The program restarts
Sam presses it again
Ask IG: This was already sent as INC-2026-0001. Nothing was sent twice.
Sam: my cases
Ask IG: INC-2026-0001
Ewa: continue
Ask IG: Pass on a request
Box When did it first reach the council?: 2026-11-22
Ewa: discard
Ask IG: I've thrown the draft away. Nothing was sent.
Ewa: continue
Ask IG: You have no unfinished draft.
Jo: discard
Ask IG: Back to your incident report.
Box What happened?: I lost a letter
"""

BUTTONS_OUTLIVE_A_RESTART = """
Sam: what's the weather like
The program restarts
Sam presses Report an incident
Box What happened?: what's the weather like
"""

A_BITESIZE_LEFT_HALF_WAY = """
Olga: write a bitesize
Olga presses Start from this one with Start from = An empty one
Olga presses Next with Title = Look twice | Text = Read the address once more before you send.
Olga: What do you read twice?
The program restarts
Olga: continue
Box The question: What do you read twice?
Olga presses Back
Box Title: Look twice
Box Text: Read the address once more before you send.
Olga presses Next
The program restarts
Olga presses Next with Answer 1 = It | Answer 2 = Me | Which one is right? = Answer 1 | Why? Shown after the answer = So.
Olga presses Check it with Who gets it? = IG officers | When? = first Tuesday 10:00
Row Who gets it: IG officers: 1 person
The program restarts
Olga presses Schedule it
Ask IG: Goes out Tuesday 1 December, 10:00
The program restarts
Olga presses it again
Ask IG: You sent or scheduled this one already. Nothing was sent twice.
Olga: bitesizes
Ask IG: Look twice
"""


async def _play(database_url: str, folder: Path, lines: str) -> None:
    clock = Clock()
    async with AsyncExitStack() as everything:
        current = AsyncExitStack()
        people: Path | None = None

        async def start() -> Program:
            nonlocal people
            await current.aclose()
            # The durable engine gives the loop its own threads and ends them with itself.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
            started = await current.enter_async_context(
                running(folder, database_url, now=clock, people=people)
            )
            people = started.people_file
            return started

        everything.push_async_callback(lambda: current.aclose())
        await Script(await start(), clock, restart=start).play(lines)


async def test_a_draft_is_kept_across_a_restart(database_url: str, tmp_path: Path) -> None:
    await _play(database_url, tmp_path, LEFT_HALF_WAY)


async def test_a_button_shown_before_a_restart_works_after_it(database_url: str, tmp_path: Path) -> None:
    await _play(database_url, tmp_path, BUTTONS_OUTLIVE_A_RESTART)


async def test_a_bitesize_is_kept_across_restarts(database_url: str, tmp_path: Path) -> None:
    await _play(database_url, tmp_path, A_BITESIZE_LEFT_HALF_WAY)
