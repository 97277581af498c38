"""Plays a conversation that is written down as one would tell it.

    Sam: I've lost my phone
    Ask IG: Ring the IT service desk now
    Box What happened?: I've lost my phone
    Sam presses Next with Time it happened = 14:05
    Row People: About 40
    Olga is told: New: [INC]

A line is one of those that `_LINES` lists. `[INC]` stands for the newest reference that begins so. `Ask IG` lines
look at everything that was answered to the last thing said or pressed, in the speaker's own chat; `Everybody reads`
at what was answered in the channel or group chat.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from cases.training.needs import model_needs
from cases.words import LONDON
from tests.program import Answers, Json, Program, TeamsPerson, actions_of

_OFFICE = {"Olga": "officer", "Hana": "handler", "Dev": "dpo", "Cora": "coordinator"}
_REFERENCE = re.compile(r"\b([A-Z]{3})-20\d\d-\d{4,6}\b")


class Clock:
    """The time, which stands still until a conversation moves it."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Monday 23 November 2026, 14:05."""
        self.at = datetime(2026, 11, 23, 14, 5, tzinfo=LONDON)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Script:
    """One conversation while it is played."""

    program: Program
    clock: Clock
    restart: Callable[[], Awaitable[Program]] | None = None
    people: dict[str, TeamsPerson] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    answers: Answers | None = None
    public: str = ""
    shown: list[Json] = field(default_factory=list)
    last: Json = field(default_factory=dict)
    speaker: str = ""
    began: int = 0

    async def play(self, text: str) -> None:
        """Play all lines; an assertion names the line that did not come true."""
        self.began = len(self.program.teams.received)
        for number, line in enumerate(text.splitlines(), 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            try:
                await self._line(self._filled(line))
            except AssertionError as error:
                raise AssertionError(f"line {number}: {line}\n{error}") from None

    def _filled(self, line: str) -> str:
        line = re.sub(r"\[([A-Z]{3})\]", lambda found: self.known.get(found[1], found[0]), line)
        return re.sub(r"\[(\d+) × (.+?)\]", lambda found: found[2] * int(found[1]), line).replace("\\n", "\n")

    async def _line(self, line: str) -> None:
        for pattern, act in _LINES:
            if found := re.fullmatch(pattern, line, re.DOTALL):
                await act(self, *found.groups())
                return
        raise AssertionError("that is no line of a conversation")

    def person(self, name: str) -> TeamsPerson:
        """Whoever is called so; a name that is new to the conversation is a new member of staff."""
        if name not in self.people:
            office = _OFFICE.get(name)
            self.people[name] = getattr(self.program, office)() if office else self.program.newcomer()
        return self.people[name]

    async def post(self, name: str, activity: Json) -> None:
        """Send an activity and keep what came back."""
        person = self.person(name)
        # What others caused to be told arrives first, so that it is not taken for an answer to this.
        await self.program.settled()
        before = len(self.program.teams.received)
        self.answers = await self.program.post(activity, person.conversation)
        arrived = self.program.teams.received[before:]
        self.public = "\n".join(
            Answers(200, None, [one.body]).text for one in arrived if one.conversation_id.startswith("19:")
        )
        if activity["conversation"]["conversationType"] != "personal" and self.answers.body:
            self.public += "\n" + Answers(200, self.answers.body, ()).text
            self.answers = Answers(self.answers.status, None, self.answers.sent)
        assert self.answers.status == 200, self.answers
        self.speaker, self.last = name, activity
        cards = [one["content"] for message in self.answers.sent for one in message.get("attachments") or ()]
        if self.answers.body and isinstance(self.answers.body.get("value"), dict):
            cards.insert(0, self.answers.body["value"])
        self.shown = cards or self.shown
        for found in _REFERENCE.finditer(f"{self.answers.text}\n{self.public}"):
            self.known[found[1]] = found[0]

    @property
    def text(self) -> str:
        """What the speaker was answered in their own chat."""
        assert self.answers is not None
        return self.answers.text

    def card_with(self, title: str) -> Json:
        """The newest card with this button."""
        for card in reversed(self.shown):
            if any(action["title"] == title for action in actions_of(card)):
                return card
        raise AssertionError(
            f"no button {title!r} among {[a['title'] for c in self.shown for a in actions_of(c)]}"
        )


async def _says(script: Script, name: str, text: str) -> None:
    person = script.person(name)
    await script.post(name, person.activity(type="message", text="" if text == "(nothing)" else text))


async def _says_in(script: Script, name: str, place: str, text: str) -> None:
    activity = script.person(name).in_channel(text)
    if place == "group":
        activity["conversation"] = {
            "id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True,
            "tenantId": activity["conversation"]["tenantId"],
        }  # fmt: skip
    await script.post(name, activity)


async def _presses(script: Script, name: str, said: str) -> None:
    offered = {action["title"] for card in script.shown for action in actions_of(card)}
    named = [title for title in offered if said == title or said.startswith(f"{title} with ")]
    title = max(named, key=len, default=said)
    inputs = said.removeprefix(title).removeprefix(" with ")
    card = script.card_with(title)
    given: dict[str, str] = {}
    for pair in inputs.split(" | "):
        if pair:
            label, _, value = pair.partition(" = ")
            box = box_of(card, label)
            titles = {one["title"]: one["value"] for one in box.get("choices", ())}
            given[box["id"]] = ",".join(titles.get(part.strip(), part) for part in value.split(" & "))
    await script.post(name, script.person(name).pressing(card, title, **given))


async def _answers_a_quiz(script: Script, name: str, how: str, times: str | None) -> None:
    """Answer questions of a quiz; which answers are right is known from the quizzes that come with the program."""
    for _ in range(int(times or 1)):
        card = script.card_with("Answer")
        [box] = boxes_of(card)
        right = {
            question.right
            for course in model_needs().courses
            if course.quiz
            for question in course.quiz.questions
        }
        chosen = next(one for one in box["choices"] if (one["title"] in right) == (how == "rightly"))
        await script.post(name, script.person(name).pressing(card, "Answer", answer=chosen["value"]))


LETTER = "Dear Mrs Agnieszka Kowalczyk, your NHS number is 943 476 5919. Please ring Gordon Blackwood on 07700 900123."
"""What stands in a file that somebody sends; one that is called `broken…` holds nothing that can be read."""


async def _sends_a_file(script: Script, name: str, file: str, words: str = "") -> None:
    content = b"\x00\x01 no document" if file.startswith("broken") else LETTER.encode()
    sent = script.program.drive.attachment(file, content)
    if file.startswith("gone"):
        script.program.drive.files.clear()
    await script.post(name, script.person(name).activity(type="message", text=words, attachments=[sent]))


async def _presses_again(script: Script, name: str) -> None:
    again = {**copy.deepcopy(script.last), "id": str(uuid4()), "serviceUrl": script.program.teams.url}
    await script.post(name, again)


async def _resent(script: Script) -> None:
    await script.post(script.speaker, copy.deepcopy(script.last))


async def _answers(script: Script, fragment: str) -> None:
    assert fragment in script.text, f"not in: {script.text}"


async def _answers_nothing(script: Script) -> None:
    assert script.answers is not None
    assert not script.answers.sent, script.text


async def _does_not_say(script: Script, fragment: str) -> None:
    assert fragment not in script.text, f"in: {script.text}"


async def _box(script: Script, label: str, value: str) -> None:
    for card in reversed(script.shown):
        boxes = [box for box in boxes_of(card) if box["label"] == label]
        if boxes:
            held = boxes[0].get("value")
            held = str(int(held)) if isinstance(held, float) else str(held or "")
            titles = {one["value"]: one["title"] for one in boxes[0].get("choices", ())}
            shown = " & ".join(titles.get(part, part) for part in held.split(",")) if titles else held
            assert shown == ("" if value == "(empty)" else value), f"it holds: {shown}"
            return
    raise AssertionError("no such box")


async def _row(script: Script, name: str, value: str) -> None:
    rows: dict[str, str] = {}
    for card in script.shown:
        rows.update(rows_of(card))
    assert rows.get(name) == value, f"rows: {rows}"


async def _button(script: Script, title: str) -> None:
    script.card_with(title)


async def _no_button(script: Script, title: str) -> None:
    titles = [action["title"] for card in script.shown for action in actions_of(card)]
    assert title not in titles, titles


async def _is_told(script: Script, name: str, fragment: str) -> None:
    await script.program.settled()
    told = [
        Answers(200, None, [one.body]).text
        for one in script.program.teams.received[script.began :]
        if one.conversation_id == script.person(name).conversation
    ]
    assert any(fragment in text for text in told), told
    cards = [
        one["content"]
        for received in script.program.teams.received[script.began :]
        if received.conversation_id == script.person(name).conversation
        for one in received.body.get("attachments") or ()
        if fragment in Answers(200, None, [received.body]).text
    ]
    script.shown = cards[-1:] or script.shown


async def _everybody_reads(script: Script, fragment: str) -> None:
    assert fragment in script.public, f"they read: {script.public}"


async def _nobody_else_reads(script: Script, fragment: str) -> None:
    await script.program.settled()
    own = script.person(script.speaker).conversation
    for one in script.program.teams.received[script.began :]:
        if one.conversation_id != own:
            assert fragment.lower() not in str(one.body).lower(), one.body
    assert fragment.lower() not in script.public.lower()


async def _it_is(script: Script, when: str) -> None:
    script.clock.at = datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


async def _is_due(script: Script) -> None:
    await script.program.tell_what_is_due()


async def _arrives(script: Script, name: str) -> None:
    await script.person(name).arrive()


async def _restarts(script: Script) -> None:
    assert script.restart is not None, "this conversation can't restart the program"
    await script.program.settled()
    script.program = await script.restart()
    for person in script.people.values():
        person.program = script.program
    script.began = 0


_NAME = r"(?!Ask IG)([A-Z]\w+)"
_LINES: tuple[tuple[str, Callable[..., Awaitable[None]]], ...] = (
    (r"It is (\d{4}-\d\d-\d\d \d\d:\d\d)", _it_is),
    (r"What is due is told", _is_due),
    (r"The program restarts", _restarts),
    (r"The same is sent again", _resent),
    (r"Ask IG: (.+)", _answers),
    (r"Ask IG says nothing more", _answers_nothing),
    (r"Ask IG does not say: (.+)", _does_not_say),
    (r"Everybody reads: (.+)", _everybody_reads),
    (r"Nobody else reads: (.+)", _nobody_else_reads),
    (r"Box (.+?): (.+)", _box),
    (r"Row (.+?): (.+)", _row),
    (r"Button (.+)", _button),
    (r"No button (.+)", _no_button),
    (rf"{_NAME} opens the chat", _arrives),
    (rf"{_NAME} is told: (.+)", _is_told),
    (rf"{_NAME} sends the file (\S+) with the words: (.+)", _sends_a_file),
    (rf"{_NAME} sends the file (.+)", _sends_a_file),
    (rf"{_NAME} presses it again", _presses_again),
    (rf"{_NAME} answers (rightly|wrongly)(?: (\d+) times)?", _answers_a_quiz),
    (rf"{_NAME} presses (.+)", _presses),
    (rf"{_NAME} in the (channel|group): (.+)", _says_in),
    (rf"{_NAME}: (.+)", _says),
)


def boxes_of(node: Any) -> list[Json]:
    """All inputs of a card."""
    if isinstance(node, dict):
        own = [node] if str(node.get("type", "")).startswith("Input.") else []
        return own + [box for child in node.values() for box in boxes_of(child)]
    return [box for child in node for box in boxes_of(child)] if isinstance(node, list) else []


def box_of(card: Json, label: str) -> Json:
    """The input with this label; with `#2` behind it, the second that is called so."""
    name, _, nth = label.partition(" #")
    found = [box for box in boxes_of(card) if box["label"] == name]
    assert found, f"no box {label!r} among {[box['label'] for box in boxes_of(card)]}"
    return found[int(nth or 1) - 1]


def rows_of(node: Any) -> dict[str, str]:
    """The facts of a card: a name, and what stands beside it or below it."""
    found: dict[str, str] = {}
    if isinstance(node, dict):
        columns = node.get("columns", ())
        pair = [column["items"][0] for column in columns] if columns else node.get("items", ())
        if [part.get("type") for part in pair] == ["RichTextBlock"] * 2:
            name, value = ("".join(run["text"] for run in part["inlines"]) for part in pair)
            found[name] = value
        for child in node.values():
            found |= rows_of(child)
    elif isinstance(node, list):
        for child in node:
            found |= rows_of(child)
    return found
