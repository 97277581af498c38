"""Nudges where something happens in between, through the real program: a case changes hands, waits, or its date moves.

Each conversation has a program of its own, so that nobody's morning holds other cases.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogs.script import Clock, Script
from tests.program import running

CONVERSATIONS = {
    "a case that somebody else took after the morning's message is said to be theirs": """
        It is 2026-11-02 10:00
        Hana opens the chat
        Olga opens the chat
        Sam: Under the Freedom of Information Act please tell me how much the council spent on agency staff.
        Sam: it came today
        Sam: send
        Sam: send
        Hana: take [FOI]
        Ask IG: You have [FOI] now.
        What is due is told
        It is 2026-11-16 09:00
        What is due is told
        Hana is told: Due Tuesday 1 December (10 working days left).
        Olga: take [FOI]
        Ask IG: You have [FOI] now.
        Hana: my day
        Ask IG: Nothing is waiting for you.
        It is 2026-11-23 09:00
        What is due is told
        Olga is told: Due Tuesday 1 December (5 working days left).
        Olga presses Start the answer
        Ask IG: [FOI]: Start the answer
    """,
    "a case that waits for the requester is silent, and goes on with its new date": """
        It is 2026-11-02 10:00
        Hana opens the chat
        Sam: Under the Freedom of Information Act please tell me how much the council spent on agency staff.
        Sam: it came today
        Sam: send
        Sam: send
        Hana: take [FOI]
        Hana: [FOI]
        Hana presses More
        Hana presses Ask what they mean
        Hana presses Ask what they mean with On which day? = 2026-11-02 | What did you ask? = Which benches?
        Ask IG: Done: clarification asked for.
        It is 2026-11-17 09:00
        What is due is told
        Hana: my day
        Ask IG: Waiting for the requester to say what they mean
        It is 2026-12-01 09:00
        What is due is told
        Hana is told: [FOI] has waited 20 working days for the requester.
        Hana presses They answered
        Hana presses They answered with What did they say? = Those in the park
        Ask IG: Done: clarified.
        It is 2026-12-15 09:00
        What is due is told
        Hana is told: Its answer is not recorded yet.
        Hana presses Remind me tomorrow
        Ask IG: I'll remind you of [FOI] on Wednesday 16 December
        It is 2026-12-16 09:00
        What is due is told
        Hana is told: You asked to be reminded of [FOI].
    """,
    "what was put off is told of at once when its date moves nearer": """
        It is 2026-11-02 10:00
        Hana opens the chat
        Sam: Under the Freedom of Information Act please tell me how much the council spent on agency staff.
        Sam: it came today
        Sam: send
        Sam: send
        Hana: take [FOI]
        What is due is told
        Hana: remind me about [FOI] on 27 November
        Ask IG: I'll remind you of [FOI] on Friday 27 November
        It is 2026-11-20 15:00
        What is due is told
        Hana: [FOI]
        Hana presses More
        Hana presses Correct a date
        Hana presses Correct a date with Which date is wrong? = It was received: Monday 2 November 2026 | What is the right date? = 2026-10-28
        Ask IG: Done: a date corrected.
        Ask IG: Due Wednesday 25 November
        What is due is told
        It is 2026-11-23 09:00
        What is due is told
        Hana is told: Due Wednesday 25 November (2 working days left).
        No button Remind me on Friday
    """,
    "when an incident was noticed is put right, and all know of the new end": """
        It is 2026-11-24 10:00
        Olga opens the chat
        Dev opens the chat
        Sam: I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person
        Sam: send
        Sam: send
        Ask IG: Thank you. Your report is INC-2026-
        Dev is told: [INC]
        Olga: [INC]
        Olga presses More
        Olga presses Correct a time
        Olga presses Correct a time with Which time is wrong? = The council became aware: Tuesday 24 November 2026, 10:00 | What is the right time? = 2026-11-21 22:00
        Ask IG: Done: a time corrected.
        Dev is told: [INC]: a time corrected by Olga Officer. The council must decide about telling the ICO by Tuesday 24 November, 22:00.
        It is 2026-11-24 21:00
        What is due is told
        Dev is told: 1 hour left of the 72, until Tuesday 24 November, 22:00.
        It is 2026-11-25 09:00
        What is due is told
        Dev is told: The 72 hours are over.
        Olga is told: The 72 hours ended on Tuesday 24 November, 22:00.
        Olga presses Take it
        Ask IG: You have [INC] now.
        It is 2026-11-26 09:00
        What is due is told
        Olga is told: What to do now: look at what happened, and stop it from going further.
        Olga presses I have looked at it
        Ask IG: [INC]: I have looked at it
    """,
    "whose handler is away is told to their cover, who acts": """
        It is 2026-11-02 10:00
        Hana opens the chat
        Olga opens the chat
        Sam: Under the Freedom of Information Act please tell me how much the council spent on agency staff.
        Sam: it came today
        Sam: send
        Sam: send
        Hana: take [FOI]
        Hana: I'm away from 9 to 20 November, Olga Officer covers for me
        Olga is told: Hana Handler is away
        What is due is told
        It is 2026-11-13 09:00
        What is due is told
        It is 2026-11-16 09:00
        What is due is told
        Olga is told: Hana Handler is away, so you are told instead.
        Olga presses Start the answer
        Ask IG: [FOI]: Start the answer
        Hana: I'm back
        It is 2026-11-23 09:00
        What is due is told
        Hana is told: (5 working days left).
    """,
}


@pytest.mark.parametrize("lines", [pytest.param(lines, id=title) for title, lines in CONVERSATIONS.items()])
async def test_something_happens_in_between(tmp_path: Path, lines: str) -> None:
    clock = Clock()
    async with running(tmp_path, now=clock, staff=10) as program:
        await Script(program, clock).play(lines)
