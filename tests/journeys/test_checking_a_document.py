"""A workbook with a hidden sheet is checked before it goes out: sent by a browser, gone through in the chat, reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import pytest_asyncio
from openpyxl import Workbook
from openpyxl.comments import Comment
from playwright.async_api import Page, ViewportSize, expect

from tests.journeys.conftest import WIDE, Program
from tests.journeys.window import ARTEFACTS, Card, Window, check

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

PHONE = ViewportSize(width=375, height=812)
NAME = "Library spending 2025.xlsx"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(program: Program) -> Program:
    await program.start()
    return program


def _workbook(folder: Path) -> Path:
    book = Workbook()
    book.properties.creator = "Wilhelmina Fotheringay"
    spending = book.active
    spending.title = "Spending"
    spending.append(["Library", "Spent in 2025"])
    spending.append(["Central", 120_400])
    spending["B2"].comment = Comment("Ask Gordon Blackwood on 07700 900123", "W")
    staff = book.create_sheet("Staff")
    staff.append(["Name", "NI number", "Absence"])
    staff.append(["Agnieszka Kowalczyk", "QQ123456C", "off with depression since May"])
    staff.append(["Joan Pettigrew", "QQ654321A", ""])
    staff.sheet_state = "hidden"
    file = folder / NAME
    book.save(file)
    return file


async def test_a_workbook_with_a_hidden_sheet_is_checked_gone_through_and_reported(
    started: Program, tmp_path: Path
) -> None:
    async with started.window("staff") as sam:
        await _sent_by_browser(sam, _workbook(tmp_path))
        card = sam.card(NAME).containing("is checked")
        await card.shows("that people don't see", "hidden sheet", "sheet Staff, cell B2", "Hidden sheet (")
        await card.lacks("Kowalczyk", "QQ123456C", "depression", "Blackwood")
        await card.look("card-check-found")
        await sam.photograph("check-1-found")

        await _gone_through(sam, card)
        done = sam.card(NAME).containing("are decided")
        await done.shows(
            "everything is to be taken out",
            "Take out",
            "sheet Staff, cell B2",
            "Delete it, or publish a copy",
        )
        await done.look("card-check-decided")
        await sam.photograph("check-3-decided")

        await _reported(sam, done)
        await done.press("Delete what was read")
        gone = sam.card(NAME).containing("What was read is deleted")
        await gone.shows("The document's text is gone")
        report = await _opened(sam, gone, "Open the report")
        await expect(report.locator("body")).not_to_contain_text("Kowalczyk")
        await expect(report.locator("body")).to_contain_text("sheet Staff, cell B2")
        await report.close()


async def _sent_by_browser(sam: Window, file: Path) -> None:
    await sam.say("is this safe to publish?")
    how = sam.card("Check a document").containing("Choose a file")
    await how.look("card-check-how")
    page = await _opened(sam, how, "Choose a file")
    await page.get_by_label("The document").wait_for()
    await _photographed(page, "check-page-send")
    wrong = file.with_name("holiday.png")
    wrong.write_bytes(b"no picture")
    await page.get_by_label("The document").set_input_files(wrong)
    await page.get_by_role("button", name="Check it").click()
    await expect(page.get_by_role("alert")).to_contain_text("I can check files that end in")
    await _photographed(page, "check-page-problem")
    await page.get_by_label("The document").set_input_files(file)
    await page.get_by_role("button", name="Check it").click()
    await expect(page.get_by_role("heading", name="Thank you. The result is in your chat")).to_be_visible()
    await _photographed(page, "check-page-thanks")
    await page.close()


async def _gone_through(sam: Window, card: Card) -> None:
    await card.press("Go through them")
    hit = sam.card(re.compile(r": \d+ of \d+")).containing("0 of ")
    await hit.look("card-check-hit")
    await hit.fill("Why?", "It is in the annual report")
    await hit.press("It can stay")
    hit = sam.card(re.compile(r": \d+ of \d+")).containing("1 of ")
    await hit.press("Undo")
    hit = sam.card(re.compile(r": \d+ of \d+")).containing("0 of ")
    await hit.shows("0 of ")
    for _ in range(40):
        several = hit.box.get_by_role("radio", name=re.compile("^All "))
        if await several.count():
            await check(several.last)
        before = await hit.box.inner_text()
        await hit.press("Take it out")
        if await sam.cards("are decided").count():
            return
        hit = sam.card(re.compile(r": \d+ of \d+"))
        await expect(hit.box).not_to_have_text(before, use_inner_text=True)
        await sam.photograph("check-2-going-through")
    raise AssertionError("it does not come to an end")


async def _reported(sam: Window, card: Card) -> None:
    report = await _opened(sam, card, "Open the report")
    await expect(report.locator("body")).to_contain_text("Agnieszka Kowalczyk")
    await expect(report.locator("body")).to_contain_text("QQ123456C")
    await expect(report.locator("body")).to_contain_text("Take it out")
    await _photographed(report, "check-report")
    await report.close()


async def _opened(sam: Window, card: Card, title: str) -> Page:
    """Press a button that opens a page in the browser."""
    async with sam.page.context.expect_page() as opened:
        await card.box.get_by_role("link", name=title, exact=True).click()
    page = await opened.value
    await page.wait_for_load_state()
    return page


async def _photographed(page: Page, name: str) -> None:
    """Keep pictures of a page on a desk and on a phone, where nothing may stick out."""
    ARTEFACTS.mkdir(exist_ok=True)
    for viewport, where in ((WIDE, ""), (PHONE, "-phone")):
        await page.set_viewport_size(viewport)
        await page.screenshot(path=ARTEFACTS / f"{name}{where}.png")
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    await page.set_viewport_size(WIDE)
