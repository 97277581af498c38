"""The web application: what comes in from Teams and from browsers, and the program's start and stop around it.

A request to `/api/messages` goes through, in this order: size and form, who is calling, has this been worked on,
work. The answer comes when the work is done, and no later than Teams waits.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, NoReturn

import structlog
from aiohttp import web
from aiohttp.hdrs import CONTENT_ENCODING
from azure.core.exceptions import DeserializationError, SerializationError
from botbuilder.schema import Activity

from bot.activities import turn_key
from bot.edge.verify import Refused, VerifiedCaller
from bot.housekeeping import housekeeping
from bot.links import Purpose
from bot.logs import where
from bot.wiring import Parts
from integrations.database.engine import migrate

log = structlog.get_logger()

ACKNOWLEDGE_WITHIN = 8.0
"""Seconds. Teams sends a message again after about 15 and gives up on a button after about 10."""

MESSAGES = "/api/messages"

SERVED: Mapping[str, Any] = {"auto_decompress": False}
"""How the web server takes requests. Teams packs none, so nothing is unpacked, however large it would become."""


def web_app(parts: Parts) -> web.Application:
    """The aiohttp application; its start-up migrates the database and starts the engine."""
    app = web.Application(client_max_size=parts.settings.largest_request)
    edge = Edge(parts)
    app.router.add_post(MESSAGES, edge.messages)
    for purpose, page in (
        (Purpose.LETTER, parts.downloads.letter),
        (Purpose.UPLOAD, parts.documents.form),
        (Purpose.REPORT, parts.documents.report),
        (Purpose.TABLE, parts.documents.table),
        (Purpose.POLICY, parts.policies.policy),
    ):
        app.router.add_get(f"{purpose.path}/{{token}}", page, allow_head=False)
    app.router.add_post(f"{Purpose.UPLOAD.path}/{{token}}", parts.documents.take)
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", edge.ready)
    app.cleanup_ctx.append(lambda _: _running(parts, edge))
    return app


async def _running(parts: Parts, edge: Edge) -> AsyncIterator[None]:
    await asyncio.to_thread(migrate, parts.settings.database_url)
    await parts.engine.start()
    await parts.checker.take_up()
    await parts.shelf.load()
    async with housekeeping(parts):
        log.info(
            "started", host=parts.settings.host, port=parts.settings.port, replica=parts.settings.replica
        )
        yield
        await edge.settle()
    await parts.turns.settle()
    await parts.checker.stop()
    await parts.engine.stop()
    if parts.installing is not None:
        await parts.installing.close()
    await parts.turns.note_delivered()
    await parts.connectors.close()
    await parts.door.close()
    await parts.database.close()


async def _alive(_: web.Request) -> web.Response:
    return web.json_response({"alive": True})


class Edge:
    """The web side of the bot."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._in_flight: dict[str, asyncio.Task[web.Response]] = {}

    async def ready(self, _: web.Request) -> web.Response:
        """Whether the bot can work: the database answers and the engine runs."""
        try:
            is_ready = self._parts.engine.is_running and await self._parts.database.is_ready()
        except Exception as error:
            log.warning("not ready", where=where(error))
            is_ready = False
        return web.json_response({"ready": is_ready}, status=200 if is_ready else 503)

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """Take one activity."""
        try:
            body = await _body(request)
            caller = await self._parts.door.verify(request.headers.get("Authorization"), body)
            activity = _activity(body)
            # The library reads no `tenantId` of a conversation, and Teams leaves one of its two places out at times.
            activity.conversation.tenant_id = caller.tenant_id
        except Refused as refused:
            log.info("refused", status=refused.status, reason=refused.reason)
            return _refusal(refused.status)
        key = turn_key(activity)
        task = self._in_flight.get(key)
        if task is None:
            task = asyncio.create_task(self._work(activity, caller))
            self._in_flight[key] = task
            task.add_done_callback(lambda _: self._in_flight.pop(key, None))
        done, _ = await asyncio.wait({task}, timeout=ACKNOWLEDGE_WITHIN)
        if not done:
            # It goes on; what it has to say is sent when it is done.
            self._parts.turns.caller_gone(activity)
            return web.Response(status=202)
        return _copy(task.result())

    async def settle(self) -> None:
        """Wait until the activities that were let in are worked on."""
        while self._in_flight:
            await asyncio.wait(list(self._in_flight.values()))

    async def _work(self, activity: Activity, caller: VerifiedCaller) -> web.Response:
        try:
            result = await self._parts.adapter.process_activity(
                self._parts.authentication.authenticated(caller), activity, self._parts.turns.on_turn
            )
        except Exception as error:
            log.error("activity failed", where=where(error), kind=str(activity.type)[:40])
            return web.Response(status=500)
        if result is not None:
            if result.body is None:
                return web.Response(status=int(result.status))
            return web.json_response(result.body, status=int(result.status))
        return web.Response(status=200)


async def _body(request: web.Request) -> dict[str, Any]:
    """The activity in a request. Raises `Refused`: 413 for one that is too large, 415 and 400 for no activity."""
    if request.content_type != "application/json":
        raise Refused(415, "not JSON")
    if request.headers.get(CONTENT_ENCODING, "identity").lower() != "identity":
        raise Refused(415, "packed")
    try:
        raw = await request.read()
        body = json.loads(raw, parse_constant=_no_constant)
        if b"\\u" in raw or b"\0" in raw:
            body = _storable(body)
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "too large") from None
    except (ValueError, RecursionError):
        raise Refused(400, "unreadable JSON") from None
    if not isinstance(body, dict) or not _is_activity(body):
        raise Refused(400, "not an activity")
    return body


def _no_constant(name: str) -> NoReturn:
    """`NaN` and `Infinity` are Python's, not JSON's, and PostgreSQL does not store them."""
    raise ValueError(name)


def _storable(value: Any) -> Any:
    """The value without what PostgreSQL does not store as text: NUL, and halves of a character of UTF-16."""
    if isinstance(value, str):
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {_storable(key): _storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return value


def _activity(body: dict[str, Any]) -> Activity:
    """The body as the library's model. Raises `Refused` with 400 where one of its fields is of the wrong kind."""
    try:
        return Activity().deserialize(body)
    except (DeserializationError, SerializationError, AttributeError, TypeError, ValueError, KeyError):
        raise Refused(400, "a field of the wrong kind") from None


def _is_activity(body: dict[str, Any]) -> bool:
    """Whether the parts that everything relies on are there and of the right kind."""
    parties = [body.get(name) for name in ("conversation", "recipient", "from")]
    return (
        all(isinstance(party, dict) and _is_id(party.get("id")) for party in parties)
        and all(_is_id(body.get(name)) for name in ("type", "id", "serviceUrl", "channelId"))
        and (body.get("replyToId") in (None, "") or _is_id(body["replyToId"]))
        and isinstance(body.get("text"), str | None)
        and all(_is_list_of_objects(body.get(name)) for name in ("entities", "attachments", "membersAdded"))
        and isinstance(body.get("channelData"), dict | None)
        and isinstance(body["from"].get("aadObjectId"), str | None)
    )


def _is_id(value: Any) -> bool:
    """Whether it can name something, in the path of an address too."""
    return isinstance(value, str) and value not in ("", ".", "..")


def _is_list_of_objects(value: Any) -> bool:
    """Whether there is nothing, or a list of objects."""
    return value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


_REFUSALS = {
    400: "That is not an activity that this bot can read.",
    401: "A token of the Bot Framework is needed.",
    403: "This bot does not serve that tenant, channel or service.",
    413: "That is too large.",
    415: "Send JSON, not packed.",
    503: "The caller can't be verified just now. Try again.",
}


def _refusal(status: int) -> web.Response:
    return web.json_response({"error": _REFUSALS.get(status, "Refused.")}, status=status)


def _copy(answer: web.Response) -> web.Response:
    """A response can be sent once; a resend in flight gets its own."""
    return web.Response(status=answer.status, body=answer.body, content_type=answer.content_type)
