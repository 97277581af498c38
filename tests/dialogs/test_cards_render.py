"""Every card that the bot shows passes the reference renderer, Microsoft's `adaptivecards`, at schema 1.5.

The cards are those of real conversations, with ordinary and with nasty words in them. A builder of `dialogs/cards`
that no conversation here comes to fails the test, so a new card can't be forgotten.
"""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import dialogs.cards
from cases.broadcasts import Link, Picture, Question
from cases.notices import Notice, NoticeKind, Recipient
from cases.policy_news import PolicyChange
from dialogs.cards import parts
from dialogs.policy_news import view_noticed_change
from dialogs.training import view_noticed_training
from tests.conftest import missing
from tests.dialogs.broadcasting import cards_of, content, propose_lesson, send, start
from tests.dialogs.odd import forged
from tests.dialogs.script import Clock, Script
from tests.program import Program, TeamsPerson, actions_of, running

CLIENT = Path(__file__).resolve().parents[2] / "deploy" / "client"
LARGEST = 80 * 1024
"""Bytes as UTF-16: Teams takes about 100 KB."""

INCIDENT = "I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person"
REQUEST = "Under the Freedom of Information Act, how much was spent on agency staff in 2025? Jo Bloggs, jo@example.org"
NASTY = (
    "**bold** [a](http://x.example) <b onclick=x>HTML</b> \u202eright to left\u202c 😀 \\ \" ' | ``` "
    + "long " * 3_000
)


class Seen:
    """The cards that were made, by the builder that made them."""

    def __init__(self) -> None:
        self.cards: list[tuple[str, dict[str, Any]]] = []

    def recording(self, make: Any) -> Any:
        def card(*given: Any, **named: Any) -> Any:
            made = make(*given, **named)
            self.cards.append((_builder(), made))
            return made

        return card


def _builder() -> str:
    """The function named …_card that is making a card now, or whoever else is."""
    frame = inspect.currentframe()
    names = []
    while frame is not None and len(names) < 8:
        names.append(f"{frame.f_globals.get('__name__', '')}.{frame.f_code.co_name}")
        frame = frame.f_back
    return next((one for one in names if one.endswith("_card") and one.startswith("dialogs.")), names[2])


def builders() -> set[str]:
    """Every builder of a card that there is."""
    modules = [
        import_module(f"dialogs.cards.{one.name}") for one in pkgutil.iter_modules(dialogs.cards.__path__)
    ]
    return {
        f"{module.__name__}.{name}"
        for module in modules
        for name, made in vars(module).items()
        if name.endswith("_card") and inspect.isfunction(made) and made.__module__ == module.__name__
    }


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from _nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from _nodes(child)


async def _report(sam: TeamsPerson, words: str) -> str:
    """An incident from the first words to the last card; returns its reference."""
    one = await sam.say(words)
    broken = await sam.press(one.card, "Next", noticed_date="2199-01-01", what_happened=NASTY)
    two = await sam.press(broken.card, "Next", noticed_date="2026-01-02", noticed_time="", happened_date="")
    three = await sam.press(two.card, "Check and send")
    done = await sam.press(three.card, "Send to the IG team")
    await sam.press(one.card, "Next", what_happened="What was typed into the old card")
    return next(word.strip(".,") for word in done.text.split() if word.startswith("INC-"))


def working_conversations() -> list[str]:
    """The written conversations of those who work cases, have a document checked, ask about policy, are away, or do training."""
    folder = Path(__file__).parent / "conversations"
    others = ("documents.txt", "policy_questions.txt", "absences.txt", "training.txt")
    files = [*sorted(folder.glob("working_*.txt")), *(folder / name for name in others)]
    return [lines for file in files for lines in re.split(r"(?m)^== .+ ==$", file.read_text("utf-8"))[1:]]


async def _everything(program: Program) -> None:
    """Conversations that come to every card."""
    sam, olga = program.newcomer(), program.officer()
    await sam.arrive()
    await olga.arrive()
    reference = await _report(sam, INCIDENT)
    for words in (reference, "my cases", "help", NASTY[:19_000], "xyzzy plugh", "How long do we keep CCTV?"):
        await sam.say(words)
    await sam.say("a resident wants to know what you hold")
    first = await sam.say(REQUEST)
    second = await sam.press(first.card, "Check and send", received="2026-01-05", text=NASTY)
    sent = await sam.press(second.card, "Send to the IG team")
    request = next(word.strip(".,") for word in sent.text.split() if word.startswith("FOI-"))
    for verb in ("letters", "letter"):
        pressed = forged(olga, verb, {"case": request, "letter": "acknowledgement"})
        await program.post(pressed, olga.conversation)
    await sam.say(INCIDENT)
    await sam.say("oh, and I also lost my phone")
    await sam.say("cancel")
    await sam.say("cancel")
    await sam.say("help")
    drafts = next(
        (one for one in actions_of((await sam.say("help")).card) if "draft" in one["title"].lower()), None
    )
    if drafts:
        await sam.press((await sam.say("help")).card, drafts["title"])
    await sam.say("discard")
    opened = await sam.say(reference)
    adding = await sam.press(opened.card, "Add something")
    added = await sam.press(adding.card, "Add it", addition=NASTY)
    if "Read all of it" in added.buttons():
        await sam.press(added.card, "Read all of it")
    await olga.say("unassigned")
    await olga.press((await olga.say(reference)).card, "Take this case")
    await sam.press((await sam.say("Ask the IG team: how long do we keep payslips?")).card, "Withdraw it")
    await program.settled()


async def _to_many(program: Program, sam: TeamsPerson, olga: TeamsPerson) -> None:
    """A message to many, with everything in it and as long as it may be, and one that only asks to be read."""
    await sam.arrive()
    full = {
        "title": NASTY[:80],
        "text": NASTY[:1_500],
        "picture": Picture("https://example.org/a.png", NASTY[:200]),
        "link": Link("https://example.org/p", NASTY[:60]),
        "question": Question(NASTY[:200], tuple(f"{one}{NASTY[:99]}" for one in "abcde"), 4, NASTY[:500]),
    }
    await send(program, content(**full), "full")
    await olga.press((await olga.say("bitesizes")).card, "Open")
    for answer in ("", "0"):
        await sam.press(cards_of(program, sam)[-1], "Answer", answer=answer)
    await send(program, content(question=None, asks_to_confirm=True), "read")
    await sam.press(cards_of(program, sam)[-1], "I have read it")
    shown = await olga.press((await olga.say("bitesizes")).card, "Open")
    for button in ("Who was not reached", "Who has not answered"):
        await olga.press(shown.card, button)
    await start(program, content(), "held")
    await olga.press((await olga.press((await olga.say("bitesizes")).card, "Open")).card, "Cancel")
    await propose_lesson(program, olga)
    form = await olga.press((await olga.say("write a bitesize")).card, "Start from this one", ready="empty")
    await olga.press(form.card, "Next", text=NASTY[:1_500])
    await olga.say("discard")


async def _training_prompts(program: Program, now: datetime) -> None:
    """What somebody and their manager are told about training that is due; of nobody here it is known that it is late."""
    desk = program.parts.desk
    everybody = [person.id for person in desk.directory.everybody()][-30:]
    due = (now.date() + timedelta(days=28)).isoformat()
    facts = (
        (NoticeKind.TRAINING_PROMPT, {"courses": [["protecting-information", due]]}),
        (
            NoticeKind.TRAINING_OVERDUE_MANAGER,
            {"people": [[one, "protecting-information", due] for one in everybody]},
        ),
    )
    for kind, told in facts:
        notice = Notice("n", Recipient.person(everybody[0]), kind, "", now, told)
        async with program.parts.database.work() as work:
            await view_noticed_training(work, desk, notice)


async def _policy_news(program: Program, olga: TeamsPerson, now: datetime) -> None:
    """A policy that has changed, as an officer is told of it, and opened."""
    for change in PolicyChange:
        facts = {
            "policy": NASTY[:80],
            "title": NASTY,
            "version": NASTY[:12],
            "before": [NASTY[:80], NASTY, "1", ""],
            "change": change.value,
        }
        notice = Notice("n", Recipient.person(olga.id), NoticeKind.POLICY_CHANGED, "", now, facts)
        view_noticed_change(notice)
    await program.post(forged(olga, "policy_open", {"policy": "IS00", "broadcast": "b1"}), olga.conversation)


def _wrong_by_the_renderer(cards: list[dict[str, Any]]) -> list[list[str]]:
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if node is None or not (CLIENT / "node_modules" / "linkedom").exists():
        missing("the reference renderer (python3 askig.py test installs it)")
    done = subprocess.run(
        [str(node), str(Path(__file__).with_name("validate_cards.cjs")), str(CLIENT)],
        input="".join(json.dumps(card) + "\n" for card in cards),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


async def test_every_card_passes_the_reference_renderer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Seen()
    monkeypatch.setattr(parts, "card", seen.recording(parts.card))
    clock = Clock()
    async with running(tmp_path, staff=100, now=clock) as program:
        await _everything(program)
        for lines in working_conversations():
            clock.reset()
            await Script(program, clock).play(lines)
        await _to_many(program, program.newcomer(), program.officer())
        clock.reset()
        await _training_prompts(program, clock())
        await _policy_news(program, program.officer(), clock())
    assert builders() - {name for name, _ in seen.cards} == set(), (
        "no conversation above comes to these cards"
    )
    found = _wrong_by_the_renderer([card for _, card in seen.cards])
    assert len(found) == len(seen.cards)
    assert [(name, wrong) for (name, _), wrong in zip(seen.cards, found, strict=True) if wrong] == []
    for name, card in seen.cards:
        nodes = list(_nodes(card))
        inputs = [one for one in nodes if str(one.get("type", "")).startswith("Input.")]
        ids = [one["id"] for one in nodes if "id" in one and one.get("type") != "Action.Submit"]
        assert all(one.get("label") for one in inputs), f"{name}: an input without a label"
        assert len(set(ids)) == len(ids), f"{name}: an id twice"
        assert all(
            "fallback" in one for one in nodes if one.get("type") == "Action.Execute" and "title" in one
        ), name
        assert all(one.get("altText") for one in nodes if one.get("type") == "Image"), name
        assert card.get("fallbackText"), f"{name}: no words for where cards are not shown"
        assert len(json.dumps(card, ensure_ascii=False).encode("utf-16-le")) < LARGEST, f"{name}: too large"


async def test_the_renderer_does_find_what_is_wrong() -> None:
    wrong = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "TextBox", "text": "x"}, {"type": "Input.Text"}],
    }
    assert _wrong_by_the_renderer([wrong])[0]
