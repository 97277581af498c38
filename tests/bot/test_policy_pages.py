"""Policies in a browser: for whoever works here, at the section that was quoted, while the link lasts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import LASTS, anchor_of
from bot.policies import EXPIRED, GONE, NOT_YOURS, NOTHING_HERE
from cases.policies import Passage, Policy
from cases.question import SavedAnswer
from tests.bot.test_downloads import fetch
from tests.program import Program, TeamsPerson, actions_of, running

QUESTION = "Can I use my own phone for work e-mail?"


async def opened(program: Program, who: TeamsPerson, question: str) -> str:
    """The address behind the button of an answer's card."""
    card = (await who.say(question)).card
    return next(str(one["url"]) for one in _links(card) if one["title"] == "Open the policy")


def _links(node: Any) -> list[Any]:
    if isinstance(node, dict):
        own = [node] if node.get("type") == "Action.OpenUrl" else []
        return own + [one for child in node.values() for one in _links(child)]
    return [one for child in node for one in _links(child)] if isinstance(node, list) else []


async def test_the_whole_policy_opens_at_the_section_that_was_quoted(program: Program) -> None:
    address = await opened(program, program.newcomer(), QUESTION)
    page, _, anchor = address.partition("#")
    status, headers, body = await fetch(program, page)
    shown = body.decode()
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "<h1>IS00 Information security</h1>" in shown
    assert "version 1.0, approved 2 November 2026" in shown
    assert shown.count("This was quoted:") == 1
    place = shown.index(f'<section id="{anchor}"><p><strong>This was quoted:')
    assert shown.rindex("5.2 Using my own phone or computer", 0, place) > 0
    assert shown.count("<section ") > 30


async def test_a_policy_that_is_kept_elsewhere_opens_there(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    for name, told in (("HS01", "link: https://westmere.example/hs01"), ("PK01", "version: 2")):
        text = f"---\nnumber: {name}\ntitle: {name} rules\n{told}\n---\n## 1 Keeping {name} forms\n\nKeep {name} forms.\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    address = "https://westmere.sharepoint.example/Policies"
    given = {"policies_folder": folder, "policies_address": address}
    async with running(tmp_path, **given) as program:
        who = program.newcomer()
        assert await opened(program, who, "How do I keep HS01 forms?") == "https://westmere.example/hs01"
        assert await opened(program, who, "How do I keep PK01 forms?") == f"{address}/PK01.md"


async def test_a_saved_answer_opens_too_until_it_is_taken_out(program: Program) -> None:
    saved = SavedAnswer(
        "ab" * 8,
        "May I <b>knit</b> in meetings?",
        "Yes, quietly.\nSocks only.",
        date(2026, 11, 1),
        "x",
        date(2027, 1, 1),
    )
    async with program.parts.database.work() as work:
        await work.saved_answers.put(saved)
        await work.commit()
    page = program.parts.turns._policies.link(saved.as_passage, program.newcomer().id).partition("#")[0]
    status, _, body = await fetch(program, page)
    assert status == 200
    assert "May I &lt;b&gt;knit&lt;/b&gt; in meetings?" in body.decode()
    assert "Yes, quietly.<br>Socks only." in body.decode()
    async with program.parts.database.work() as work:
        await work.saved_answers.remove(saved.id)
        await work.commit()
    status, _, body = await fetch(program, page)
    assert (status, GONE in body.decode()) == (404, True)


async def test_a_link_is_for_a_person_of_the_council_and_for_half_an_hour(program: Program) -> None:
    who = program.newcomer()
    address = (await opened(program, who, QUESTION)).partition("#")[0]
    links: Any = program.parts.turns._policies.link
    nobody = links(Passage("DP00 3.2", Policy("DP00", "x"), "3.2", (), "x"), "nobody").partition("#")[0]
    status, _, body = await fetch(program, nobody)
    assert (status, NOT_YOURS in body.decode()) == (403, True)
    status, _, body = await fetch(program, address[:-3] + "abc")
    assert (status, NOTHING_HERE in body.decode()) == (404, True)
    now = links._links._now
    links._links._now = lambda: now() + LASTS + timedelta(seconds=1)
    try:
        status, _, body = await fetch(program, address)
    finally:
        links._links._now = now
    assert (status, EXPIRED in body.decode()) == (403, True)


async def test_a_link_to_a_policy_opens_nothing_else(program: Program) -> None:
    address = (await opened(program, program.newcomer(), QUESTION)).partition("#")[0]
    for other in ("/letters/", "/documents/report/", "/documents/table/", "/documents/send/"):
        assert (await fetch(program, address.replace("/policies/", other)))[0] == 404


@given(st.text())
def test_an_anchor_is_a_plain_name(passage_id: str) -> None:
    anchor = anchor_of(passage_id)
    assert anchor.startswith("p-")
    assert all(one.isascii() and (one.isalnum() or one == "-") for one in anchor)


@pytest.mark.parametrize(
    "carried",
    [
        {"passage": "nowhere 1.1"},
        {"passage": ["x"], "related": 7},
        {"passage": "", "shown": "1 x IS00 5.2"},
    ],
)
async def test_a_forged_button_shows_nothing_and_breaks_nothing(
    program: Program, carried: dict[str, Any]
) -> None:
    who = program.newcomer()
    answered = await who.say(QUESTION)
    for title in ("Read", "No"):
        pressed = who.pressing(answered.card, title)
        data = pressed["value"]["action"]["data"]
        pressed["value"]["action"]["data"] = {"verb": data["verb"], "q": "unknown", "kept": "x", **carried}
        after = await program.post(pressed, who.conversation)
        assert after.status == 200
        assert "went wrong" not in after.text
    assert actions_of(answered.card)
