"""Odd things that people type and clients send, what must hold whatever they do, and a look at what is remembered."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dialogs import buttons, strings
from integrations.database import tables
from tests.program import Answers, Json, Program, TeamsPerson, running

LARGEST_CARD = 80 * 1024
"""Bytes as UTF-16."""

_FAILED = strings.WENT_WRONG.partition(".")[0]
MOST_DRAFTS = 10
LARGEST_STATE = 1_500_000
"""Characters: ten drafts of 40,000, the words they began with, and five kept messages."""

ODD_WORDS: tuple[str, ...] = (
    "",
    "   \n\t ",
    "?",
    "....!!",
    "😀😀😀",
    "👩‍👩‍👧‍👦 zażółć gęślą jaźń ﷽",
    "\u202eright to left\u202c שלום עולם مرحبا",
    "<at>Ask IG</at> hello there",
    "<at>Somebody Else</at>",
    "**bold** _it_ [press here](https://evil.example) `code` # heading",
    "<script>alert(1)</script><b onclick=x>HTML</b> &lt;&amp;",
    "{{user}} {0} %s %(name)s ${jndi:ldap://evil.example} '; DROP TABLE cases; --",
    "\x00\x01\x1b[31m zero",
    "half a character \ud83d here",
    "null",
    "-1",
    "99999999999999999999",
    "١٢٣",
    "31 February 2026",
    "0000-00-00",
    "INC-2026-999999",
    "take INC-0000-0000",
    "change",
    "change the weather to rain",
)

LONG_WORDS: tuple[str, ...] = (
    "a" * 20_000,
    "long words " * 1_818,
    "😀" * 10_000,
    '"\\\n' * 6_000,
    "b" * 20_001,
)

ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e308, 12.5, "", "x" * 3_000, "\x00", "\ud800", [], ["a", ["b"]], {}, {"a": {"b": [1]}},
    "2026-02-31", "9999-12-31", "0001-01-01", "24:61", "NaN", "Infinity", "nobody,nobody,,", "<b>", "-5",
)  # fmt: skip

FIELDS = (
    "what_happened", "what_happened_more", "happened_date", "happened_time", "noticed_date", "noticed_time", "contained",
    "whose", "kinds", "people", "service", "regime", "received", "requester", "contact", "text", "text_more",
    "addition", "once", "step", "to", "into", "kept", "as", "form", "page", "draft", "case", "verb", "shown",
    "ask", "answer", "given", "seen", "note", "search", "words", "kind", "state", "dates", "first", "last",
    "check", "hit", "verdict", "scope", "reason", "press", "file", "typed",
    "absence", "whom", "cover",
)  # fmt: skip

VERBS = (*sorted(buttons._HANDLERS), "", "no such verb", "__class__")


class Loop:
    """The program on an event loop of its own thread, so that tests that are no coroutines can talk to it."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="the program")
        self._thread.start()
        self._running = running(folder, **settings)
        self.program: Program = self.run(self._running.__aenter__())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """Stop the program."""
        self.run(self._running.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@contextmanager
def on_a_loop(folder: Path, **settings: Any) -> Iterator[Loop]:
    """The program until the block ends."""
    loop = Loop(folder, **settings)
    try:
        yield loop
    finally:
        loop.close()


def forged(person: TeamsPerson, verb: Any, data: Json) -> Json:
    """A press that no card of ours offered."""
    action = {"type": "Action.Execute", "verb": verb, "data": {**data, "verb": verb}}
    return person.activity(
        type="invoke", name="adaptiveCard/action", value={"action": action, "trigger": "manual"}
    )


def forged_message(person: TeamsPerson, verb: Any, data: Json) -> Json:
    """The same as a client sends it that knows no Universal Actions."""
    return person.activity(type="message", value={**data, "verb": verb})


def cards_in(answers: Answers) -> list[Json]:
    """Every card of an answer."""
    found = [one["content"] for message in answers.sent for one in message.get("attachments") or ()]
    body = answers.body or {}
    return [*found, body["value"]] if isinstance(body.get("value"), dict) else found


def must_hold(answers: Answers, what: object) -> None:
    """What holds after anything at all that a person does."""
    what = repr(what)[:300]
    assert answers.status == 200, f"{answers.status}: {what}"
    assert answers.sent or answers.body, f"no answer to {what}"
    assert answers.text.strip(), f"an empty answer to {what}"
    assert _FAILED not in answers.text, f"{what}: {answers.text[:400]}"
    for card in cards_in(answers):
        size = len(json.dumps(card, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))
        assert size < LARGEST_CARD, f"{what}: a card of {size} bytes"


async def remembered(program: Program, person: TeamsPerson) -> Json:
    """What is kept of the person's conversation: plain JSON, and not without bound."""
    states = tables.dialog_states
    async with program.parts.database.engine.connect() as connection:
        kept = await connection.scalar(sa.select(states.c.state).where(states.c.key.endswith(person.id)))
    state: Json = kept or {}
    assert json.loads(json.dumps(state)) == state
    assert len(json.dumps(state, ensure_ascii=False)) < LARGEST_STATE
    assert len(state.get("stack", ())) + len(state.get("drafts", ())) <= MOST_DRAFTS
    assert max(map(len, (state.get("sent", {}), state.get("pending", {}), state.get("chosen", {})))) <= 20
    return state


def words_kept(state: Json) -> list[str]:
    """The person's own words in each of their drafts."""
    rows = [*state.get("stack", ()), *state.get("drafts", ())]
    return [row["state"]["values"].get("what_happened", row["state"]["values"].get("text")) for row in rows]


async def words_sent(program: Program, person: TeamsPerson) -> list[str]:
    """The person's own words in the cases that they sent."""
    async with program.parts.database.work() as work:
        cases = await work.cases.reported_by(person.id, 50)
    return [str(case.details.get("what_happened", case.details.get("text"))) for case in cases]
