"""Who is refused gets the right status, and nothing of the request goes any further."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from yarl import URL

from tests.program import TENANT, Json
from tests.standins.identity import PublishedKey, rsa_key
from tests.strict import APP, LIMIT, SECRET_WORD, Logs, Strict, logs_of_the_program, strict_program

ANOTHER = "99999999-0000-4000-8000-000000000000"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def strict(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Strict]:
    async with strict_program(tmp_path_factory.mktemp("strict")) as started:
        yield started


@pytest.fixture
def logs() -> Iterator[Logs]:
    with logs_of_the_program() as written:
        yield written


Request = Callable[[Strict], tuple[Any, str | None, dict[str, str]]]


def said(changes: Json | None = None, **claims: Any) -> Request:
    """A message with these changes, under a right token but for these claims."""
    return lambda strict: (strict.message(**(changes or {})), strict.token(**claims), {})


def under(token: Callable[[Strict], str | None]) -> Request:
    """A right message under this token."""
    return lambda strict: (strict.message(), token(strict), {})


def body(raw: Any, **headers: str) -> Request:
    """This body under a right token."""
    return lambda strict: (raw, strict.token(), headers)


def _signed_by_somebody_else(strict: Strict) -> str:
    forger = PublishedKey(strict.identity.published[0].key_id, rsa_key(77))
    return f"Bearer {strict.identity.mint(strict.claims(), key=forger)}"


def _without_signature(strict: Strict) -> str:
    return f"Bearer {strict.identity.mint(strict.claims(), algorithm='none', secret='')}"


def _of_an_unknown_key(strict: Strict) -> str:
    return f"Bearer {strict.identity.mint(strict.claims(), headers={'kid': 'made-up'})}"


def _of_our_tenant(app: str) -> Callable[[Strict], str]:
    def token(strict: Strict) -> str:
        claims = {
            "iss": f"{strict.identity.url}/{TENANT}/v2.0", "aud": APP, "tid": TENANT, "ver": "2.0", "azp": app
        }  # fmt: skip
        return f"Bearer {strict.identity.mint(claims)}"

    return token


def _in(place: str, tenant: str) -> Json:
    conversation = {"id": "a:1", "conversationType": "personal", "tenantId": TENANT}
    return {
        "conversation": {"conversation": {**conversation, "tenantId": tenant}},
        "channelData": {"channelData": {"tenant": {"id": tenant}}},
        "neither": {"conversation": {"id": "a:1"}, "channelData": {}},
    }[place]


def _without(field: str) -> Request:
    return said({field: None})


REFUSED: Mapping[str, tuple[int, str, Request]] = {
    "no token": (401, "there is no token", under(lambda _: None)),
    "empty header": (401, "there is no token", under(lambda _: "")),
    "another scheme": (401, "not a bearer token", under(lambda _: f"Basic {SECRET_WORD}")),
    "not a token": (401, "cannot be read", under(lambda _: f"Bearer {SECRET_WORD}")),
    "forged": (401, "forged", under(_signed_by_somebody_else)),
    "unsigned": (401, "not valid", under(_without_signature)),
    "unknown key": (401, "a key we do not know", under(_of_an_unknown_key)),
    "expired": (401, "expired", said(exp=int(time.time()) - 600)),
    "not valid yet": (401, "not valid", said(nbf=int(time.time()) + 86_400)),
    "for another bot": (401, "not valid", said(aud=ANOTHER)),
    "for nobody": (401, "not valid", said(aud=None)),
    "another issuer": (401, "an issuer we do not know", said(iss=f"https://{SECRET_WORD}.example")),
    "another tenant's issuer": (401, "an issuer", said(iss=f"https://sts.windows.net/{ANOTHER}/")),
    "another application of ours": (403, "another application", under(_of_our_tenant(ANOTHER))),
    "another tenant's conversation": (403, "another tenant", said(_in("conversation", ANOTHER))),
    "another tenant's data": (403, "another tenant", said(_in("channelData", ANOTHER))),
    "no tenant": (403, "no tenant", said(_in("neither", ""))),
    "another channel": (403, "channel", said({"channelId": "webchat"})),
    "the test client's channel": (403, "channel", said({"channelId": "emulator"})),
    "another host": (403, "service host", said({"serviceUrl": f"https://{SECRET_WORD}.example/"})),
    "a host that looks like Teams'": (
        403, "service host", said({"serviceUrl": "https://smba.trafficmanager.net.evil.example/"}),
    ),
    "Teams without TLS": (403, "service host", said({"serviceUrl": "http://smba.trafficmanager.net/uk/"})),
    "a service that the token does not name": (
        403, "another service address", said({"serviceUrl": "https://smba.trafficmanager.net/uk/"}),
    ),
    "no JSON": (400, "unreadable JSON", body(f"{SECRET_WORD} {{".encode())),
    "nothing": (400, "unreadable JSON", body(b"")),
    "half a character": (400, "unreadable JSON", body(b'{"text": "\xc3"}')),
    "a number that is none": (400, "unreadable JSON", body(b'{"text": NaN}')),
    "deeper than can be read": (400, "unreadable JSON", body(b"[" * 30_000)),
    "a list": (400, "not an activity", body([{"text": SECRET_WORD}])),
    "a word": (400, "not an activity", body(SECRET_WORD)),
    "null": (400, "not an activity", body(None)),
    "no kind": (400, "not an activity", _without("type")),
    "no id": (400, "not an activity", _without("id")),
    "no sender": (400, "not an activity", _without("from")),
    "no recipient": (400, "not an activity", _without("recipient")),
    "no conversation": (400, "not an activity", _without("conversation")),
    "text that is none": (400, "not an activity", said({"text": {SECRET_WORD: 1}})),
    "a time that is none": (400, "wrong kind", said({"timestamp": SECRET_WORD})),
    "too large": (413, "too large", said({"text": SECRET_WORD * LIMIT})),
    "packed": (415, "packed", body(gzip.compress(bytes(50 * LIMIT)), **{"Content-Encoding": "gzip"}),
    ),
    "plain text": (415, "not JSON", body(f"{SECRET_WORD}".encode(), **{"Content-Type": "text/plain"})),
    "a form": (
        415, "not JSON", body(b"text=hello", **{"Content-Type": "application/x-www-form-urlencoded"}),
    ),
}  # fmt: skip


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("case", REFUSED)
async def test_who_is_refused_gets_the_status_and_reaches_nothing(
    strict: Strict, case: str, logs: Logs
) -> None:
    expected, reason, request = REFUSED[case]
    stored, sent = await strict.everything_stored(), len(strict.program.teams.received)
    raw, token, headers = request(strict)
    status, answer = await strict.post(raw, token, **headers)
    assert status == expected
    [line] = logs.new()
    assert (line["event"], line["status"]) == ("refused", expected)
    assert reason in line["reason"]
    assert set(line) == {"event", "level", "timestamp", "status", "reason"}
    assert SECRET_WORD not in repr(line)
    assert SECRET_WORD not in answer
    assert list(json.loads(answer)) == ["error"]
    assert await strict.everything_stored() == stored
    assert len(strict.program.teams.received) == sent


@pytest.mark.asyncio(loop_scope="module")
async def test_what_teams_really_sends_is_let_in_and_answered_with_our_token(
    strict: Strict, logs: Logs
) -> None:
    """The counterpart of every refusal above: each of them differs from this in one thing."""
    before = len(strict.program.teams.received)
    for token in (strict.token(), _of_our_tenant(APP)(strict)):
        assert (await strict.post(strict.message(), token))[0] == 200
    answers = strict.program.teams.received[before:]
    assert len(answers) >= 2
    assert {one.authorization for one in answers} == {"Bearer token-1"}
    stored = await strict.everything_stored()
    assert len(stored["turns"]) == 2
    assert len(stored["dialog_states"]) == 1
    assert not [line for line in logs.new() if SECRET_WORD in repr(line) or line["event"] == "refused"]


@pytest.mark.asyncio(loop_scope="module")
async def test_somebody_who_hangs_up_in_the_middle_disturbs_nobody(strict: Strict, logs: Logs) -> None:
    port = URL(strict.program.url).port
    for head in (b"", b"Content-Encoding: gzip\r\n"):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + head
            + b'Content-Length: 500\r\n\r\n{"text": "Quercus'
        )
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    assert (await strict.post(strict.message(), None))[0] == 401
    lines = logs.new()
    assert {line["event"] for line in lines} == {"refused"}
