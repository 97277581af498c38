"""Things that several journeys do on their way."""

from __future__ import annotations

import re

from tests.journeys.window import Card, Window

_REFERENCE = re.compile(r"\b[A-Z]{3}-\d{4}-\d{4}\b")


async def report(window: Window, sentence: str) -> str:
    """Say what happened and send the report as it was filled in; returns its reference."""
    await window.say(sentence)
    what = window.card("Report an incident").containing("Do this now")
    await what.has("What happened?", sentence)
    return await send(window, what)


async def send(window: Window, what: Card) -> str:
    """Go on from a report's first card and send it; returns its reference."""
    await what.press("Next")
    await window.card("Whose information is it?").press("Check and send")
    return await send_checked(window)


async def send_checked(window: Window) -> str:
    """Send the report that is shown to be checked; returns its reference."""
    before = await window.cards("Thank you. Your report is").count()
    check = window.card("Check your report")
    await check.press("Send to the IG team")
    thanks = Card(window.cards("Thank you. Your report is").nth(before))
    await thanks.shows("It's with the IG team")
    found = _REFERENCE.search(await thanks.box.inner_text())
    assert found
    return found.group()


async def my_cases(window: Window) -> set[str]:
    """The references that the list of one's own cases shows."""
    shown = window.cards("Your cases")
    before = await shown.count()
    await window.say("my cases")
    box = shown.nth(before)
    await box.wait_for()
    return set(_REFERENCE.findall(await box.inner_text()))
