"""One request to Teams' connector, carried through: to an allowed host only, with our token, tried again
where that is safe, and ended with an answer or with one of the failures in `outcomes`.

What is safe to try again: a request that was never sent (no connection could be made), and the answers for
which Microsoft's "Status codes retry guidance" says so (412, 429, 502, 503, 504). A request that was sent
and whose answer was lost may have been accepted; a new message is then never sent twice, while a change or
a deletion of a known message may be repeated, as doing it twice changes nothing.

Trying again here is for an answer that somebody waits for. What comes out of the outbox is tried once at a time, and
waits there (`Transport.trying_once`).
"""

from __future__ import annotations

import asyncio
import copy
import json
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

import aiohttp
from azure.core.exceptions import AzureError, ClientAuthenticationError
from yarl import URL

from integrations.teams.credentials import Credentials
from integrations.teams.outcomes import (
    HostNotAllowed,
    NotRegistered,
    SendFailed,
    Throttled,
    Unavailable,
    Unknown,
    failure_of,
)
from integrations.teams.per_loop import PerLoop
from integrations.teams.service_hosts import ServiceHosts

_LONGEST_ASKED_FOR = 3_600.0
"""Seconds. Teams asks for seconds or minutes; a longer wait is taken for a mistake, and it is asked again by then."""

ANSWERS_TO_TRY_AGAIN = frozenset({412, 429, 502, 503, 504})


@dataclass(frozen=True)
class RetryPolicy:
    """How long a send is tried for. All in seconds, save `attempts`.

    `total` bounds the waits: a wait that would end after it is not begun. A wait doubles from `first_wait`
    up to `longest_wait`, and a random half of it is cut off so that many senders do not come back
    together.
    """

    attempts: int = 6
    total: float = 60.0
    first_wait: float = 0.5
    longest_wait: float = 15.0


@dataclass(frozen=True)
class Timeouts:
    """Seconds to wait for a connection to be free and made, and for each part of an answer."""

    connect: float = 10.0
    answer: float = 30.0


class Method(StrEnum):
    """The verbs of the connector protocol."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    DELETE = "DELETE"


@dataclass(frozen=True)
class ConnectorRequest:
    """What to ask of a connector. `path` starts at `/v3` and is percent-encoded; `body` is sent as JSON."""

    method: Method
    path: str
    body: Mapping[str, Any] | None = None

    @property
    def may_be_repeated(self) -> bool:
        """Whether doing it twice leaves the same as doing it once."""
        return self.method is not Method.POST


@dataclass(frozen=True)
class _Answer:
    status: int
    body: bytes
    retry_after: float | None
    token: str | None


class _NeverSent(Exception):
    """No byte of the request left for Teams."""


class _AnswerLost(Exception):
    """The request left, at least in part, and no answer came back."""


class Transport:
    """Carries requests to connectors over one pool of connections for each event loop.

    `sleep`, `clock` (seconds, only ever growing) and `chance` (from 0 to 1) can be given by tests.
    """

    def __init__(
        self,
        *,
        credentials: Credentials,
        hosts: ServiceHosts,
        retry: RetryPolicy | None = None,
        timeouts: Timeouts | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._credentials = credentials
        self._hosts = hosts
        self._retry = retry or RetryPolicy()
        timeouts = timeouts or Timeouts()
        self._timeout = aiohttp.ClientTimeout(total=None, connect=timeouts.connect, sock_read=timeouts.answer)
        self._sleep = sleep
        self._clock = clock
        self._chance = chance
        self._sessions = PerLoop(self._open_session)

    def trying_once(self) -> Transport:
        """The same connections and credentials for a caller that tries again by itself, later."""
        once = copy.copy(self)
        once._retry = RetryPolicy(attempts=1)
        return once

    async def carry(self, service_url: str, request: ConnectorRequest) -> Mapping[str, Any]:
        """Send the request and return what Teams answered, an empty mapping where it answered without words.

        Raises a `SendFailed` for everything else, and `ValueError` for a body that is not JSON.
        """
        if not self._hosts.allows(service_url):
            raise HostNotAllowed("the service address is not one that messages may be sent to")
        url = URL(service_url.rstrip("/") + request.path, encoded=True)
        body = None if request.body is None else _to_bytes(request.body)
        give_up_at = self._clock() + self._retry.total
        answer_was_lost = token_was_renewed = False
        attempt = 0
        while True:
            attempt += 1
            retry_after: float | None = None
            try:
                answer = await self._try_once(url, request, body)
            except _NeverSent as cause:
                failure: SendFailed = Unavailable(f"no connection to Teams: {cause}")
            except _AnswerLost as cause:
                failure = Unknown(f"the answer of Teams was lost: {cause}")
                if not request.may_be_repeated:
                    raise failure from cause
                answer_was_lost = True
            else:
                if 200 <= answer.status < 300:
                    return _read_mapping(answer.body)
                if answer.status == 404 and answer_was_lost and request.method is Method.DELETE:
                    return {}
                if answer.status == 401 and answer.token and not token_was_renewed:
                    self._credentials.forget(answer.token)
                    token_was_renewed = True
                    continue
                failure = _failure_of(answer)
                if answer.status not in ANSWERS_TO_TRY_AGAIN:
                    raise failure
                retry_after = answer.retry_after
            wait = self._wait_before(attempt, retry_after)
            if attempt >= self._retry.attempts or self._clock() + wait > give_up_at:
                raise failure
            await self._sleep(wait)

    async def close(self) -> None:
        """Close the connections of the running event loop, and the credentials."""
        session = self._sessions.take_here()
        if session is not None:
            await session.close()
        await self._credentials.close()

    async def _try_once(self, url: URL, request: ConnectorRequest, body: bytes | None) -> _Answer:
        token = await self._token()
        headers: dict[str, str] = {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            # A redirect is never followed: it would carry the token to a host that nobody checked.
            async with self._sessions.here().request(
                request.method, url, data=body, headers=headers, allow_redirects=False
            ) as response:
                return _Answer(
                    response.status,
                    await _read_what_came(response),
                    seconds_asked_for(response.headers),
                    token,
                )
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as cause:
            raise _NeverSent(type(cause).__name__) from cause
        except (aiohttp.ClientError, TimeoutError, OSError) as cause:
            raise _AnswerLost(type(cause).__name__) from cause

    async def _token(self) -> str | None:
        try:
            return await self._credentials.token()
        except ClientAuthenticationError as cause:
            raise NotRegistered(
                "the identity service gave the bot no token: check its id and secret"
            ) from cause
        except AzureError as cause:
            raise _NeverSent(f"no token, {type(cause).__name__}") from cause

    def _wait_before(self, attempt: int, retry_after: float | None) -> float:
        if retry_after is not None:
            return retry_after + self._chance() * self._retry.first_wait
        longest = min(self._retry.longest_wait, self._retry.first_wait * 2.0 ** (attempt - 1))
        return longest * (1 + self._chance()) / 2

    def _open_session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            timeout=self._timeout,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"Accept": "application/json", "User-Agent": "AskIG"},
        )


async def _read_what_came(response: aiohttp.ClientResponse) -> bytes:
    """The body of an answer. The status alone says what became of the message, so a broken body is no
    failure."""
    try:
        return await response.read()
    except (aiohttp.ClientError, TimeoutError, OSError):
        return b""


def _to_bytes(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, separators=(",", ":"), allow_nan=False).encode("ascii")


def _read_mapping(body: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _failure_of(answer: _Answer) -> SendFailed:
    code, sub_code = _error_codes(_read_mapping(answer.body))
    if answer.status == 429:
        return Throttled("Teams asked us to slow down", code=code, retry_after=answer.retry_after)
    if answer.status in ANSWERS_TO_TRY_AGAIN:
        return Unavailable(
            f"Teams answered {answer.status}",
            status=answer.status,
            code=sub_code or code,
            retry_after=answer.retry_after,
        )
    return failure_of(answer.status, code, sub_code)


def _error_codes(said: Mapping[str, Any]) -> tuple[str, str]:
    """The code and the sub-code of an error, which Teams words in several shapes: `{"error": {"code",
    …}}`, the same without the envelope, and with a `message` that is JSON of its own with a `subCode` in
    it."""
    error = said.get("error", said)
    if isinstance(error, str):
        return error, ""
    if not isinstance(error, dict):
        return "", ""
    code, message, sub_code = error.get("code"), error.get("message"), error.get("subCode")
    if not isinstance(sub_code, str) and isinstance(message, str):
        sub_code = _read_mapping(message.encode("utf-8", "replace")).get("subCode")
    return code if isinstance(code, str) else "", sub_code if isinstance(sub_code, str) else ""


def seconds_asked_for(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, an hour at most, from a number of seconds or an HTTP date (RFC 9110, 10.2.3); None where
    neither is given."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said), _LONGEST_ASKED_FOR)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), _LONGEST_ASKED_FOR)
