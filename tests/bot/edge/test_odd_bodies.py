"""Whatever is sent under a right token, the program answers and none of its parts fails."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.program import SEND, Json, actions_of
from tests.strict import TOLD, Strict, logs_of_the_program, strict_program

EXAMPLES = 300
_FAILURES = {"housekeeping failed", "notices not queued"}


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
    | st.sampled_from(["\0", "\ud800", "9" * 5000, "2026-13-45T99:99:99Z", "..", "a/b?c#d", "<at>", "‮"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)

PATHS = [
    *(
        (name,)
        for name in (
            "type", "id", "channelId", "from", "recipient", "conversation", "channelData", "locale", "text",
            "textFormat", "entities", "attachments", "value", "name", "replyToId", "membersAdded", "action",
            "timestamp", "localTimestamp", "suggestedActions", "relatesTo", "semanticAction", "reactionsAdded",
            "summary", "importance", "expiration", "callerId", "topicName", "serviceUrl",
        )
    ),
    ("from", "id"), ("from", "name"), ("from", "aadObjectId"), ("from", "role"), ("recipient", "id"),
    ("conversation", "id"), ("conversation", "conversationType"), ("conversation", "tenantId"),
    ("conversation", "isGroup"), ("channelData", "tenant"), ("channelData", "tenant", "id"),
    ("channelData", "channel"), ("channelData", "team"), ("value", "action"), ("value", "action", "verb"),
    ("value", "action", "data"), ("value", "action", "data", "case"), ("value", "action", "data", "draft"),
    ("value", "action", "data", "verb"), ("value", "trigger"), ("value", "messagePayload"),
    ("value", "messagePayload", "body"), ("value", "messagePayload", "body", "content"),
    ("entities", "0"), ("entities", "0", "mentioned"), ("entities", "0", "text"), ("entities", "0", "type"),
    ("attachments", "0"), ("attachments", "0", "contentType"), ("attachments", "0", "content"),
]  # fmt: skip


def replaced(whole: Any, path: tuple[str, ...], value: Any) -> Any:
    """The activity with what stands at this path replaced; made where it is not there."""
    if not path:
        return value
    head, *rest = path
    if head == "0":
        inner = whole[0] if isinstance(whole, list) and whole else {}
        return [replaced(inner, tuple(rest), value)]
    known = whole if isinstance(whole, dict) else {}
    return {**known, head: replaced(known.get(head), tuple(rest), value)}


async def activities_of(strict: Strict) -> list[Json]:
    """One of each kind of activity that Teams sends, with presses of real buttons, of the reporter and an officer."""
    person, officer = strict.person, strict.program.officer()
    sent = await person.press(await person.fill_in(TOLD), SEND)
    [reference] = set(re.findall(r"INC-\d{4}-\d{4}", sent.text))
    cards = [
        (person, sent.card),
        (person, (await person.say("I also lost a phone")).card),
        (person, (await person.say("help")).card),
        (person, (await person.say("my cases")).card),
        (officer, (await officer.say(reference)).card),
        (officer, (await officer.say("cases")).card),
    ]
    presses = [one.pressing(card, action["title"]) for one, card in cards for action in actions_of(card)]
    handed_over = {"messagePayload": {"body": {"contentType": "html", "content": f"<p>{TOLD}</p>"}}}
    picture = {"contentType": "image/png", "contentUrl": "https://example.org/x"}
    return [
        *presses,
        person.activity(type="message", text=TOLD),
        person.activity(type="message", text=reference),
        officer.activity(type="message", text=reference),
        person.in_channel(TOLD),
        officer.in_channel("new cases here"),
        person.activity(type="message", value=presses[0]["value"]["action"]["data"]),
        person.activity(type="message", attachments=[picture]),
        person.activity(type="installationUpdate", action="add"),
        person.activity(type="installationUpdate", action="remove"),
        person.activity(type="conversationUpdate", membersAdded=[{"id": "28:askig"}]),
        person.activity(type="messageReaction", reactionsAdded=[{"type": "like"}]),
        person.activity(type="invoke", name="composeExtension/fetchTask", value=handed_over),
        person.activity(type="invoke", name="task/fetch", value={}),
        person.activity(type="event", name="x", value=1),
    ]


@pytest_asyncio.fixture
async def fresh(tmp_path: Path, database_url: str) -> AsyncIterator[Strict]:
    async with strict_program(tmp_path, database_url) as started:
        yield started


def bodies(activities: list[Json]) -> st.SearchStrategy[tuple[str, Any]]:
    """Raw bytes, JSON of any shape, and activities some of whose fields hold odd values."""
    changes = st.lists(st.tuples(st.sampled_from(PATHS), ODD), max_size=3)
    return st.one_of(
        st.tuples(st.just("bytes"), st.binary(max_size=200)),
        st.tuples(st.just("json"), ODD),
        *[
            st.tuples(st.just("activity"), st.tuples(st.sampled_from(activities), changes))
            for _ in range(6)  # most of the time
        ],
    )


def _body(kind: str, made: Any) -> Any:
    if kind != "activity":
        return made
    activity, changes = made
    whole = {**activity, "id": str(uuid4())}
    for path, value in changes:
        whole = replaced(whole, path, value)
    return whole


@pytest.mark.filterwarnings("ignore:Do not use the `random` module")  # other threads do
async def test_nothing_that_is_sent_makes_any_part_fail(fresh: Strict) -> None:
    loop = asyncio.get_running_loop()
    token = fresh.token()
    activities = await activities_of(fresh)
    seen: set[int] = set()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(one=bodies(activities))
    def is_answered(one: tuple[str, Any]) -> None:
        posted = fresh.post(_body(*one), token)
        status, _ = asyncio.run_coroutine_threadsafe(posted, loop).result(60)
        seen.add(status)
        assert status in {200, 400, 403, 501}
        failed = [line for line in logs.new() if line["level"] == "error" or line["event"] in _FAILURES]
        assert failed == []

    with logs_of_the_program() as logs:
        await asyncio.to_thread(is_answered)
    assert seen >= {200, 400}
    assert (await fresh.post(fresh.message(text="help"), token))[0] == 200
