"""What the morning's digest says, from the cases as they stand then, and what it opens."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from dialogs.cards.nudge import ROWS_AT_MOST, Line, rows_in
from tests.dialogs.nudging import INCIDENT, MONDAY, Ticking, digest, done, office, opened, press, taken
from tests.program import Program, actions_of, words_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOCK = Ticking()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with office(tmp_path_factory.mktemp("digests"), CLOCK) as started:
        yield started


@pytest.fixture(autouse=True)
def _monday() -> None:
    CLOCK.reset()


async def test_a_digest_shows_ten_and_names_the_rest(program: Program) -> None:
    references = [await taken(program) for _ in range(12)]
    handler = program.handler()
    told = await digest(program, handler, *[("due-in-5", one) for one in references])
    assert "Good morning, Hana. 12 cases to look at" in told.text
    assert told.buttons().count("Open") == ROWS_AT_MOST
    assert f"And {references[10]} and {references[11]}." in told.text
    assert told.text.count("(20 working days left)") == ROWS_AT_MOST
    assert references[3] in (await handler.press(told.card, "How it stands now")).text
    assert "Kowalczyk" not in told.text


async def test_what_a_digest_opens_comes_below_and_the_digest_stays(program: Program) -> None:
    references, handler = [await taken(program) for _ in range(3)], program.handler()
    told = await digest(program, handler, *[("due-in-5", one) for one in references])
    opened_one = await handler.press(told.card, "Open")
    assert "Good morning, Hana. 3 cases to look at" in words_of((opened_one.body or {})["value"])
    assert f"{references[0]}: Freedom of Information request" in words_of(
        opened_one.sent[-1]["attachments"][0]["content"]
    )
    # What has come to its end since is gone from it.
    await done(program, handler, references[1], "withdrawn_by_requester", {"on": MONDAY})
    again = await handler.press(told.card, "Open")
    assert "Good morning, Hana. 2 cases to look at" in again.text
    assert references[1] not in again.text
    # Nobody else gets the digest by carrying its name.
    message = actions_of(told.card)[0]["data"]["told"]
    other = await press(program.officer(), "open_beside", case=references[0], told=message)
    assert "Good morning" not in other.text
    assert references[2] not in other.text


async def test_a_digest_is_told_where_cards_are_not_shown(program: Program) -> None:
    references = [await taken(program) for _ in range(2)]
    told = await digest(program, program.handler(), *[("due-in-5", one) for one in references])
    assert told.sent[0]["summary"] == (
        f"Good morning, Hana. 2 cases to look at. {references[0]}: Due Tuesday 22 December (20 working days left). "
        "Freedom of Information request. Being worked on."
    )


async def test_a_digest_leaves_out_what_is_done_or_hidden(program: Program) -> None:
    reference, incident = await taken(program), await opened(program, INCIDENT, "INC")
    told = await digest(program, program.handler(), ("due-in-5", reference), ("hours-48", incident))
    assert "Good morning, Hana. 1 case to look at" in told.text
    assert incident not in told.text


# How many lines a section gets.


@given(st.lists(st.integers(0, 30), max_size=5))
async def test_ten_lines_are_shared_fairly(sizes: list[int]) -> None:
    lines = [("", [Line("", "", "", "open", {})] * size) for size in sizes]
    shown = rows_in(lines)
    assert sum(shown) == min(ROWS_AT_MOST, sum(sizes))
    assert all(count <= size for count, size in zip(shown, sizes, strict=True))
    cut = [count for count, size in zip(shown, sizes, strict=True) if count < size]
    assert not cut or max(shown) - min(cut) <= 1, "one section has more while another waits"
