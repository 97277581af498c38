"""What those who work cases do again and again."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from urllib.parse import urlsplit

import docx
from docx.document import Document
from playwright.async_api import Request, expect

from tests.journeys.window import Card, Window

_REFERENCE = re.compile(r"\b[A-Z]{3}-\d{4}-\d{4}\b")


async def pass_on(window: Window, letter: str, received: date) -> str:
    """Paste a letter, say when it came, and send it to the team; returns its reference."""
    await window.say(letter)
    form = window.card("Pass on a request")
    await form.has("What they wrote", letter)
    await form.pick_date("When did it first reach the council?", received)
    await form.press("Check and send")
    await window.card("Check the request").press("Send to the IG team")
    sent = window.card("Thank you. It is ")
    found = _REFERENCE.search(await sent.box.inner_text())
    assert found
    return found.group()


async def open_case(window: Window, reference: str) -> Card:
    """Type a case's reference; returns the card that comes."""
    # Told apart by its status from what one is told about the case, which may come at the same time.
    shown = window.cards(f"{reference}: ").filter(has_text="Status")
    before = await shown.count()
    await window.say(reference)
    await expect(shown).to_have_count(before + 1)
    return Card(shown.last)


async def is_hidden(window: Window, reference: str) -> None:
    """Type a case's reference, and be told in the words that are said of a case that there is not."""
    await window.say(reference)
    await window.sees(f"I can't find {reference} among the cases that you can see.")
    await expect(window.cards(f"{reference}: ")).to_have_count(0)


async def begin(window: Window, reference: str, step: str) -> Card:
    """Press the step's button on the newest card of the case, behind "More" where it is not in sight."""
    case = window.card(f"{reference}: ").containing("Status")
    if not await case.offers(step):
        await case.press("More")
        case = window.card(f"{reference}: what would you like to do?")
    await case.press(step)
    return window.card(f"{reference}: {step}")


async def done(window: Window, reference: str, what: str) -> Card:
    """Wait until the case's card says that this was done."""
    case = window.card(f"{reference}: ").containing(f"Done: {what}.")
    await case.shows(f"Done: {what}.")
    return case


def _is_letter(request: Request) -> bool:
    return urlsplit(request.url).path.startswith("/letters/")


async def download(window: Window, card: Card) -> Document:
    """Press a letter's download, and open the document that is behind its link."""
    context = window.page.context
    async with context.expect_event("request", _is_letter) as asked:
        await card.box.get_by_role("link", name="Download .docx").click()
    address = (await asked.value).url
    assert urlsplit(address).hostname == "localhost"
    answer = await context.request.get(address)
    assert answer.ok, await answer.text()
    return docx.Document(BytesIO(await answer.body()))
