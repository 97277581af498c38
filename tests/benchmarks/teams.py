"""Teams as the load sees it: a connector that says yes at once, and turns timed from the outside."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from itertools import count
from time import perf_counter
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

Json = dict[str, Any]


@dataclass(frozen=True)
class Timed:
    """A turn as it looked from Teams: seconds until it was whole, the card or text that came, and its id."""

    seconds: float
    shown: Json
    message_id: str


class Teams:
    """A connector on this machine and a client. One turn at a time in a conversation."""

    def __init__(self) -> None:
        self.url = ""
        self.sent_into: Counter[str] = Counter()
        self.something_came = asyncio.Event()
        self._awaited: dict[str, asyncio.Future[tuple[float, Json, str]]] = {}
        self._numbers = count(1)

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._receive))
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, shutdown_timeout=0.1).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()
        await self._runner.cleanup()

    async def _receive(self, request: web.BaseRequest) -> web.StreamResponse:
        """Take a message or an update of one, and remember when it came."""
        parts = request.rel_url.raw_path.split("/")
        conversation = request.rel_url.parts[3]
        body = json.loads(await request.read())
        arrived = perf_counter()
        is_update = request.method == "PUT"
        message_id = parts[-1] if is_update else str(next(self._numbers))
        self.sent_into[conversation] += 1
        self.something_came.set()
        awaited = self._awaited.get(conversation)
        if awaited is not None and not awaited.done():
            awaited.set_result((arrived, body, message_id))
        return web.Response(
            body=json.dumps({"id": message_id}).encode(),
            status=200 if is_update else 201,
            content_type="application/json",
        )

    async def post(self, url: str, activity: Json) -> None:
        """Tell the bot something without an answer to time. Raises `RuntimeError` if it is refused."""
        async with self.session.post(url, json=activity) as answer:
            if answer.status >= 300:
                raise RuntimeError(f"the bot answered {answer.status}")

    async def turn(self, url: str, activity: Json) -> Timed:
        """Post an activity, and wait for the HTTP answer and for what the bot sends to the conversation.

        Raises `RuntimeError` if the bot answers with an error.
        """
        conversation = activity["conversation"]["id"]
        awaited = self._awaited[conversation] = asyncio.get_running_loop().create_future()
        raw = json.dumps(activity).encode()
        began = perf_counter()
        async with self.session.post(url, data=raw, headers={"Content-Type": "application/json"}) as answer:
            said = await answer.read()
            answered = perf_counter()
        if answer.status >= 300:
            raise RuntimeError(f"the bot answered {answer.status}")
        async with asyncio.timeout(30):
            arrived, body, message_id = await awaited
        if activity["type"] == "invoke":
            shown = json.loads(said)["value"]
        else:
            attachments = body.get("attachments")
            shown = attachments[0]["content"] if attachments else body
        return Timed(max(answered, arrived) - began, shown, message_id)
