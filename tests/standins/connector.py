"""A stand-in for Teams' connector: a real HTTP server on this machine that speaks the documented protocol.

It keeps what arrived and what became of it, holds to Teams' rate limits where it is given them, and answers
with faults by a script. It decides nothing else: what a test wants to go wrong, the test says.

    async with ConnectorStandIn() as teams:
        teams.faults.then(throttled(retry_after=2), lost_answer())
        ...
        assert [message.text for message in teams.messages("a:conversation")] == ["Good morning"]
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from types import TracebackType
from typing import Any, Self

from aiohttp import web

Json = dict[str, Any]


class Verb(StrEnum):
    """What was asked of the connector."""

    CREATE = "create conversation"
    SEND = "send"
    REPLY = "reply"
    UPDATE = "update"
    DELETE = "delete"
    MEMBERS = "members"


@dataclass(frozen=True)
class Received:
    """One request as it arrived. `at`: seconds by the stand-in's clock."""

    verb: Verb
    conversation_id: str
    activity_id: str
    tenant_id: str
    body: Json
    authorization: str | None
    at: float


@dataclass(frozen=True)
class Message:
    """A message that a person would see."""

    id: str
    conversation_id: str
    reply_to_id: str
    body: Json

    @property
    def text(self) -> str:
        return str(self.body.get("text", ""))


@dataclass(frozen=True)
class Fault:
    """What to do in place of an ordinary answer.

    `status` 0 means no answer: the connection is broken off. `accepts` says whether the request is carried
    out all the same. `wait_for` is awaited before anything is answered.
    """

    status: int = 200
    body: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    accepts: bool = False
    wait_for: Callable[[], Any] | None = None


def throttled(retry_after: float | None = None) -> Fault:
    """429, with the seconds to wait where given."""
    headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    return Fault(429, _error("Throttled", "Too many requests"), headers)


def throttled_until(http_date: str) -> Fault:
    """429, with a date to wait for."""
    return Fault(429, _error("Throttled", "Too many requests"), {"Retry-After": http_date})


def precondition_failed() -> Fault:
    return Fault(412, _error("PreconditionFailed", "Precondition failed, please try again."))


def bad_gateway() -> Fault:
    return Fault(502, _error("ServiceError", "A dependency failed"))


def service_unavailable() -> Fault:
    return Fault(503)


def gateway_timeout() -> Fault:
    return Fault(504)


def server_error() -> Fault:
    return Fault(500, _error("ServiceError", "Internal server error"))


def bad_argument() -> Fault:
    return Fault(400, _error("BadArgument", "Invalid card"))


def not_in_roster() -> Fault:
    """403: the bot was removed from the conversation."""
    return Fault(403, _error("BotNotInConversationRoster", "The bot isn't part of the conversation roster."))


def not_installed() -> Fault:
    """403: the bot is not in this person's personal scope."""
    return Fault(403, _error("ForbiddenOperationException", "Bot isn't installed in user's personal scope"))


def blocked_by_user() -> Fault:
    return Fault(403, _error("ConversationBlockedByUser", "User blocked the conversation with the bot."))


def disabled_by_admin() -> Fault:
    return Fault(403, _error("BotDisabledByAdmin", "The tenant admin disabled this bot"))


def writes_blocked() -> Fault:
    """403 in Teams' older shape, in which the message is JSON of its own and names a sub-code."""
    message = json.dumps(
        {"subCode": "MessageWritesBlocked", "details": "Thread is not writable", "errorCode": None}
    )
    return Fault(403, {"errorCode": 209, "message": message})


def not_enough_permissions() -> Fault:
    return Fault(403, _error("NotEnoughPermissions", "Not allowed"))


def conversation_not_found() -> Fault:
    return Fault(404, _error("ConversationNotFound", "Conversation not found."))


def too_big() -> Fault:
    return Fault(413, _error("MessageSizeTooBig", "Message size too large."))


def not_registered() -> Fault:
    return Fault(401, _error("BotNotRegistered", "No registration found for this bot."))


def redirected(location: str) -> Fault:
    return Fault(307, headers={"Location": location})


def lost_answer() -> Fault:
    """The message is accepted and its answer is lost on the way."""
    return Fault(0, accepts=True)


def broken_connection() -> Fault:
    """The connection breaks before the message is accepted."""
    return Fault(0)


def slow(until: asyncio.Event) -> Fault:
    """The message is accepted; the answer comes once the event is set."""
    return Fault(accepts=True, wait_for=until.wait)


def _error(code: str, message: str) -> Json:
    return {"error": {"code": code, "message": message}}


class Faults:
    """The script of what goes wrong. Rules are asked first, then a conversation's faults, then those for
    anybody."""

    def __init__(self) -> None:
        self._for_anybody: deque[Fault | None] = deque()
        self._for_conversation: defaultdict[str, deque[Fault | None]] = defaultdict(deque)
        self._rules: list[Callable[[Received], Fault | None]] = []

    def then(self, *faults: Fault | None) -> None:
        """The next requests get these, one each; None lets a request through."""
        self._for_anybody.extend(faults)

    def at(self, conversation_id: str, *faults: Fault | None) -> None:
        """The next requests in this conversation get these, one each."""
        self._for_conversation[conversation_id].extend(faults)

    def whenever(self, rule: Callable[[Received], Fault | None]) -> None:
        """Every request is shown to `rule`; it gets the fault that the rule returns, if it returns one."""
        self._rules.append(rule)

    def for_request(self, received: Received) -> Fault | None:
        """The fault for this request, taken out of the script."""
        for rule in self._rules:
            fault = rule(received)
            if fault is not None:
                return fault
        waiting = self._for_conversation.get(received.conversation_id) or self._for_anybody
        return waiting.popleft() if waiting else None


@dataclass(frozen=True)
class RateLimits:
    """At most so many requests in so many seconds, as (requests, seconds)."""

    per_conversation: Sequence[tuple[int, float]] = ()
    per_tenant: Sequence[tuple[int, float]] = ()

    @staticmethod
    def of_teams() -> RateLimits:
        """The limits that Microsoft documents for bots."""
        return RateLimits(((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0)), ((50, 1.0),))


class ConnectorStandIn:
    """The server. `clock` gives seconds; a test in fast time gives its own."""

    def __init__(
        self,
        *,
        limits: RateLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
        tenant_id: str = "00000000-0000-0000-0000-00000000feed",
    ) -> None:
        self.faults = Faults()
        self.received: list[Received] = []
        self.url = ""
        self._limits = limits or RateLimits()
        self._clock = clock
        self._tenant_id = tenant_id
        self._tenants: dict[str, str] = {}
        self._messages: dict[str, dict[str, Message]] = {}
        self._members: defaultdict[str, dict[str, Json]] = defaultdict(dict)
        self._counted: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
        self._numbers = count(1)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_post("/v3/conversations", self._create)
        app.router.add_post("/v3/conversations/{conversation}/activities", self._send)
        app.router.add_post("/v3/conversations/{conversation}/activities/{activity}", self._reply)
        app.router.add_put("/v3/conversations/{conversation}/activities/{activity}", self._update)
        app.router.add_delete("/v3/conversations/{conversation}/activities/{activity}", self._delete)
        app.router.add_get("/v3/conversations/{conversation}/members", self._list_members)
        app.router.add_get("/v3/conversations/{conversation}/pagedmembers", self._page_members)
        app.router.add_get("/v3/conversations/{conversation}/members/{member}", self._one_member)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def messages(self, conversation_id: str) -> list[Message]:
        """What a person sees in that conversation now, oldest first."""
        return list(self._messages.get(conversation_id, {}).values())

    def everything_sent(self) -> list[Message]:
        """What people see in all conversations."""
        return [message for messages in self._messages.values() for message in messages.values()]

    def add_member(self, conversation_id: str, member: Json) -> None:
        """Somebody is in that conversation; `member` needs an `id`."""
        self._members[conversation_id][str(member["id"])] = member

    def most_in(
        self, seconds: float, *, conversation_id: str | None = None, tenant_id: str | None = None
    ) -> int:
        """The most requests that arrived within any such span, of one conversation, one tenant, or all."""
        times = [
            one.at
            for one in self.received
            if conversation_id in (None, one.conversation_id) and tenant_id in (None, one.tenant_id)
        ]
        most, window = 0, deque[float]()
        for moment in times:
            window.append(moment)
            while window[0] <= moment - seconds:
                window.popleft()
            most = max(most, len(window))
        return most

    async def _create(self, request: web.Request) -> web.StreamResponse:
        body = await _json(request)
        members = body.get("members") or []
        ids = ",".join(sorted(str(member.get("id", "")) for member in members))
        # As in Teams, a person's conversation with a bot is always the same one.
        conversation_id = (
            f"a:{ids}" if ids and not body.get("isGroup") else f"19:{next(self._numbers)}@thread.tacv2"
        )
        return await self._answer(request, Verb.CREATE, conversation_id, "", body, self._do_create)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        return await self._about_activity(request, Verb.SEND, self._do_send)

    async def _reply(self, request: web.Request) -> web.StreamResponse:
        return await self._about_activity(request, Verb.REPLY, self._do_send)

    async def _update(self, request: web.Request) -> web.StreamResponse:
        return await self._about_activity(request, Verb.UPDATE, self._do_update)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        return await self._about_activity(request, Verb.DELETE, self._do_delete)

    async def _list_members(self, request: web.Request) -> web.StreamResponse:
        return await self._about_activity(
            request, Verb.MEMBERS, lambda one: (200, list(self._members[one.conversation_id].values()))
        )

    async def _page_members(self, request: web.Request) -> web.StreamResponse:
        return await self._about_activity(
            request,
            Verb.MEMBERS,
            lambda one: (200, {"members": list(self._members[one.conversation_id].values())}),
        )

    async def _one_member(self, request: web.Request) -> web.StreamResponse:
        def look_up(one: Received) -> tuple[int, Any]:
            member = self._members[one.conversation_id].get(request.match_info["member"])
            return (200, member) if member else (404, _error("MemberNotFoundInConversation", "Not found"))

        return await self._about_activity(request, Verb.MEMBERS, look_up)

    async def _about_activity(
        self, request: web.Request, verb: Verb, do: Callable[[Received], tuple[int, Any]]
    ) -> web.StreamResponse:
        conversation_id = request.match_info["conversation"]
        activity_id = request.match_info.get("activity", "")
        return await self._answer(request, verb, conversation_id, activity_id, await _json(request), do)

    async def _answer(
        self,
        request: web.Request,
        verb: Verb,
        conversation_id: str,
        activity_id: str,
        body: Json,
        do: Callable[[Received], tuple[int, Any]],
    ) -> web.StreamResponse:
        one = Received(
            verb,
            conversation_id,
            activity_id,
            self._tenant_of(conversation_id, body),
            body,
            request.headers.get("Authorization"),
            self._clock(),
        )
        self.received.append(one)
        fault = self.faults.for_request(one) or self._over_the_limit(one)
        if fault is None:
            status, said = do(one)
            return web.json_response(said, status=status)
        status, said = do(one) if fault.accepts else (fault.status, fault.body)
        if fault.wait_for is not None:
            await fault.wait_for()
        if fault.status == 0:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        text = "" if said is None else json.dumps(said)
        return web.Response(status=status, text=text, headers=fault.headers, content_type="application/json")

    def _do_create(self, one: Received) -> tuple[int, Any]:
        self._tenants.setdefault(one.conversation_id, one.tenant_id)
        first = one.body.get("activity")
        message_id = self._keep(one.conversation_id, "", first) if first else None
        said = {"id": one.conversation_id, "activityId": message_id, "serviceUrl": self.url}
        return 201, {key: value for key, value in said.items() if value is not None}

    def _do_send(self, one: Received) -> tuple[int, Any]:
        return 201, {"id": self._keep(one.conversation_id, one.activity_id, one.body)}

    def _do_update(self, one: Received) -> tuple[int, Any]:
        messages = self._messages.get(one.conversation_id, {})
        if one.activity_id not in messages:
            return 404, _error("ActivityNotFoundInConversation", "Not found")
        messages[one.activity_id] = Message(
            one.activity_id, one.conversation_id, messages[one.activity_id].reply_to_id, one.body
        )
        return 200, {"id": one.activity_id}

    def _do_delete(self, one: Received) -> tuple[int, Any]:
        if self._messages.get(one.conversation_id, {}).pop(one.activity_id, None) is None:
            return 404, _error("ActivityNotFoundInConversation", "Not found")
        return 200, {}

    def _keep(self, conversation_id: str, reply_to_id: str, body: Json) -> str:
        message_id = str(1_700_000_000_000 + next(self._numbers))
        message = Message(message_id, conversation_id, reply_to_id, body)
        self._messages.setdefault(conversation_id, {})[message_id] = message
        return message_id

    def _tenant_of(self, conversation_id: str, body: Json) -> str:
        channel_data = body.get("channelData")
        said = (
            body.get("tenantId")
            or body.get("tenantID")
            or (channel_data.get("tenant", {}).get("id") if isinstance(channel_data, dict) else None)
        )
        return str(said or self._tenants.get(conversation_id, self._tenant_id))

    def _over_the_limit(self, one: Received) -> Fault | None:
        waits = [
            self._wait_under(("conversation", one.conversation_id), self._limits.per_conversation, one.at),
            self._wait_under(("tenant", one.tenant_id), self._limits.per_tenant, one.at),
        ]
        if max(waits) > 0:
            return throttled(retry_after=-(-max(waits) // 1))
        self._counted["conversation", one.conversation_id].append(one.at)
        self._counted["tenant", one.tenant_id].append(one.at)
        return None

    def _wait_under(self, key: tuple[str, str], limits: Sequence[tuple[int, float]], now: float) -> float:
        """Seconds until one more request fits under these limits; 0 where it fits now."""
        times = self._counted[key]
        wait = 0.0
        for allowed, seconds in limits:
            if len(times) >= allowed and times[-allowed] > now - seconds:
                wait = max(wait, times[-allowed] + seconds - now)
        return wait


async def _json(request: web.Request) -> Json:
    if not request.can_read_body:
        return {}
    body = await request.json()
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="an object is needed")
    return body
