"""A window of the client as a person uses it: what they type, press and see.

Nothing here waits for a length of time: every step waits for what is on screen. Two habits of the client can come
between at any moment:

- Whatever arrives makes it draw every card anew. The buttons stay where they are, what was typed, picked or
  ticked and not sent yet is forgotten, and what was unfolded is folded again.
- A calendar, from when it is open until a moment after it has gone, is all that there is for those who can't see
  the screen, and so for every search by role: a button that is in plain sight is not found then.

So whatever fills in or unfolds looks whether it held, and is done again where it did not; and what a card offers is
only looked up once its buttons can be found. A press is sent once.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.async_api import Error, Locator, Page, ViewportSize, expect

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
PHONE_CARD = 300
"""Pixels: about what is left for a card in Teams on a phone of 375."""

HIGHEST_CARD = 2_400
"""Pixels: more than any card needs, on a phone too."""

_CUT_OFF = """card => {
    const seen = card.getBoundingClientRect();
    const right = Math.min(seen.right, document.documentElement.clientWidth);
    const parts = [...card.querySelectorAll("*")].filter(part => !part.closest("[aria-label='More options']"));
    const wordsOf = part => (part.tagName === "INPUT" ? part.value || part.placeholder : part.textContent).trim();
    const ruler = document.createElement("canvas").getContext("2d");
    const isHintTooLong = (part, style) => {
        if (part.tagName !== "INPUT" || part.value !== "") return false;
        ruler.font = style.font;
        const room = part.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        return ruler.measureText(part.placeholder).width > room + 1;
    };
    const cut = parts.filter(part => {
        const box = part.getBoundingClientRect();
        const style = getComputedStyle(part);
        const isShown = box.width > 1 && box.height > 1 && wordsOf(part) !== "";
        return isShown && (box.left < seen.left - 1 || box.right > right + 1 || isHintTooLong(part, style) ||
            (part.scrollWidth > part.clientWidth + 1 && style.overflowX !== "visible"));
    });
    return cut.map(part => wordsOf(part).slice(0, 60));
}"""

TRIES = 5
MILLISECONDS_A_TRY = 10_000
"""How long a step that can be done again is given before it is; the last time it is given what all others are."""

_HIDDEN_BY_A_CALENDAR = "#root[aria-hidden=true]"

_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


async def _until_it_holds(step: Callable[[float | None], Awaitable[None]]) -> None:
    """Do what may be done twice, and again where the cards were drawn anew in the middle of it.

    `step` is given how long to wait for each thing, or None for as long as all else is waited for.
    """
    for _ in range(TRIES - 1):
        try:
            await step(MILLISECONDS_A_TRY)
        except (AssertionError, Error):
            continue
        return
    await step(None)


async def check(box: Locator) -> None:
    """Tick a box, or choose one of several choices that are all in sight."""

    async def once(milliseconds: float | None) -> None:
        await box.check(timeout=milliseconds)
        await expect(box).to_be_checked(timeout=milliseconds)

    await _until_it_holds(once)


@dataclass(frozen=True)
class Card:
    """One card on screen."""

    box: Locator

    def containing(self, text: str) -> Card:
        """The same card, once it shows this as well."""
        return Card(self.box.filter(has_text=text))

    def field(self, label: str) -> Locator:
        """The input whose label begins so, whatever its kind."""
        return self.box.get_by_label(re.compile(f"^{re.escape(label)}")).first

    def button(self, title: str) -> Locator:
        """The button with exactly this title."""
        return self.box.get_by_role("button", name=title, exact=True)

    async def shows(self, *texts: str) -> None:
        """Wait until each of these is to be read on the card."""
        for text in texts:
            await expect(self.box).to_contain_text(text)

    async def lacks(self, *texts: str) -> None:
        """The card is there, and none of these is to be read on it."""
        for text in texts:
            await expect(self.box).not_to_contain_text(text)

    async def has(self, label: str, value: str) -> None:
        """Wait until the input holds this value."""
        await expect(self.field(label)).to_have_value(value)

    async def ticked(self, title: str) -> None:
        """Wait until the box is ticked."""
        await expect(self._box_to_tick(title)).to_be_checked()

    def _box_to_tick(self, title: str) -> Locator:
        # The client names a box by its question and its title.
        return self.box.get_by_role(
            "checkbox", name=re.compile(f"\\?(?: \\(optional\\))? {re.escape(title)}$")
        )

    async def offers(self, title: str) -> bool:
        """Whether the button is in sight, asked once the card's buttons can be found at all."""
        await expect(self.box.get_by_role("button").first).to_be_visible()
        return await self.button(title).count() > 0

    async def fill(self, label: str, text: str) -> None:
        """Type into a box, in place of what it holds."""
        box = self.field(label)

        async def once(milliseconds: float | None) -> None:
            await box.fill(text, timeout=milliseconds)
            await expect(box).to_have_value(text, timeout=milliseconds)

        await _until_it_holds(once)

    async def tick(self, title: str) -> None:
        """Tick one of several boxes."""
        await check(self._box_to_tick(title))

    async def choose(self, label: str, title: str) -> None:
        """Choose from the list that folds out, or press the button that the choice has of its own."""
        buttons = self.box.get_by_role("radiogroup", name=label)
        listed = self.box.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}"))
        await expect(buttons.or_(listed).first).to_be_visible()
        if await buttons.count():
            await check(buttons.get_by_role("radio", name=title, exact=True))
            return
        line = self.box.page.get_by_role("option", name=title, exact=True)

        async def once(milliseconds: float | None) -> None:
            if not await line.count():
                await listed.click(timeout=milliseconds)
            await line.click(timeout=milliseconds)
            await expect(listed).to_have_value(title, timeout=milliseconds)

        await _until_it_holds(once)

    async def pick_date(self, label: str, day: date) -> None:
        """Fill in a date as the client wants it typed."""
        box = self.field(label)
        calendar = self.box.page.get_by_role("dialog", name="Calendar")
        shown = f"{day.day} {day:%B} {day.year}"

        async def once(milliseconds: float | None) -> None:
            if await calendar.count():
                await box.press("Enter", timeout=milliseconds)
                await expect(calendar).to_be_hidden(timeout=milliseconds)
            await box.fill(f"{day:%B} {day.day}, {day.year}", timeout=milliseconds)
            # The first Enter reads what was typed and opens the calendar, the second one closes it.
            await box.press("Enter", timeout=milliseconds)
            await expect(calendar).to_be_visible(timeout=milliseconds)
            await expect(box).to_have_value(shown, timeout=milliseconds)
            await box.press("Enter", timeout=milliseconds)
            await expect(calendar).to_be_hidden(timeout=milliseconds)
            await expect(self.box.page.locator(_HIDDEN_BY_A_CALENDAR)).to_have_count(0, timeout=milliseconds)
            await expect(box).to_have_value(shown, timeout=milliseconds)

        await _until_it_holds(once)

    async def unfold(self, title: str, shown: Locator) -> None:
        """Press a button that only shows more of the card, and wait until this of it is in sight."""
        button = self.button(title)

        async def once(milliseconds: float | None) -> None:
            if not await shown.is_visible():
                await button.click(timeout=milliseconds)
            await expect(shown).to_be_visible(timeout=milliseconds)

        await expect(button).to_be_visible()
        await expect(shown).to_be_hidden()
        await _until_it_holds(once)

    async def press(self, title: str) -> None:
        """Press a button, under "More options" where it is not in sight, and wait for what the program answers."""
        button = await self._in_reach(title)
        page = self.box.page
        async with page.expect_response("**/invoke") as answer:
            # Whether the mouse would reach it is tried first. The press itself is one event: of a button that moved
            # between the mouse's going down and coming up, nobody could tell whether it was pressed.
            await button.click(trial=True)
            await button.dispatch_event("click")
        # With the answer the client draws every card anew, and forgets what was typed before that.
        await (await answer.value).finished()
        await page.evaluate(_TWO_FRAMES)

    async def _in_reach(self, title: str) -> Locator:
        """The button, or its line in the menu under "More options", which is opened for it."""
        button = self.button(title)
        more = self.box.get_by_role("button", name="More options")
        line = self.box.page.get_by_role("menuitem", name=title, exact=True)
        await expect(button.or_(more).first).to_be_visible()
        if await button.count():
            return button

        async def once(milliseconds: float | None) -> None:
            if not await line.count():
                await more.click(timeout=milliseconds)
            await expect(line).to_be_visible(timeout=milliseconds)

        await _until_it_holds(once)
        return line

    async def look(self, name: str) -> None:
        """Keep a picture of the card on a desk and one on a phone, and see that neither has anything cut off."""
        page = self.box.page
        before = page.viewport_size
        assert before
        # The chat shows as much as the window is high.
        await page.set_viewport_size(ViewportSize(width=before["width"], height=HIGHEST_CARD))
        await self._look(name)
        # The client's own page does not get narrower than a tablet, its cards do.
        narrow = f".ac-adaptiveCard {{ width: {PHONE_CARD}px !important }}"
        style = await page.add_style_tag(content=narrow)
        await self._look(f"{name}-phone")
        await style.evaluate("tag => tag.remove()")
        await page.set_viewport_size(before)

    async def _look(self, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        await self.box.screenshot(path=ARTEFACTS / f"{name}.png")
        found: list[str] = await self.box.evaluate(_CUT_OFF)
        assert found == [], f"cut off in {name}"


@dataclass(frozen=True)
class Window:
    """The client as one person has it open."""

    page: Page

    async def open_chat(self, name: str) -> None:
        """Go to a chat of the list at the side."""
        await self.page.get_by_role("treeitem", name=name).click()

    async def open_channel(self, name: str) -> None:
        """Go to a channel of the person's team."""
        await self.page.get_by_role("treeitem", name=f"- {name}").click()

    async def say(self, text: str) -> None:
        """Type something in the chat and send it."""
        box = self.page.locator("[data-lexical-editor=true]").last
        await box.fill(text)
        await box.press("Enter")
        await expect(box).to_have_text("")

    async def mention_in_channel(self, text: str) -> None:
        """Begin a post that mentions the bot."""
        box = self.page.locator("[data-lexical-editor=true]").first
        await box.click()
        await self.page.keyboard.type("@As")
        await self.page.get_by_role("menuitem", name="Ask IG").click()
        await self.page.keyboard.type(f" {text}")
        await self.page.get_by_role("button", name="Post", exact=True).click()

    def card(self, heading: str | re.Pattern[str]) -> Card:
        """The newest card that shows this."""
        return Card(self.page.locator(".ac-adaptiveCard").filter(has_text=heading).last)

    def cards(self, heading: str) -> Locator:
        """Every card on screen that shows this."""
        return self.page.locator(".ac-adaptiveCard").filter(has_text=heading)

    async def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until this is to be read somewhere in the chat."""
        await expect(self.page.get_by_text(text).last).to_be_visible()

    async def photograph(self, name: str) -> None:
        """Keep a picture of the window."""
        ARTEFACTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=ARTEFACTS / f"{name}.png")
