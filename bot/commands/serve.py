"""`askig serve`: the bot as the settings say."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.app import SERVED, web_app
from bot.logs import set_up_logs
from bot.settings import Settings, SettingsWrong, load_settings
from bot.wiring import Parts, assemble

AfterStart = Callable[[Parts], Awaitable[None]]


def run() -> int:
    """Serve until stopped. Returns 2 when the settings are wrong, after saying how."""
    try:
        return serve(load_settings())
    except SettingsWrong as wrong:
        print("Ask IG did not start:", *wrong.sentences, sep="\n- ", file=sys.stderr)
        return 2


def serve(settings: Settings, after_start: AfterStart | None = None) -> int:
    """Serve with these settings; `after_start` is called once the database and the engine are up."""
    set_up_logs(settings.log_level)
    try:
        parts = assemble(settings)
    except ValueError as error:
        raise SettingsWrong(str(error).split("\n")) from error
    app = web_app(parts)
    if after_start is not None:

        async def _after(_: web.Application) -> None:
            await after_start(parts)

        # `on_startup` comes before the clean-up contexts that start the parts, so this is one of those too.
        app.cleanup_ctx.append(_as_context(_after))
    app.cleanup_ctx.append(_as_context(_keep_what_stands))
    web.run_app(
        app, host=settings.host, port=settings.port, print=None, access_log=None, loop=_event_loop(), **SERVED
    )
    return 0


async def _keep_what_stands(_: web.Application) -> None:
    """Take the models, rules and classes that stay until the end out of the collector's sight.

    It would otherwise look through all of them again and again, which holds up whoever is speaking just then.
    """
    gc.collect()
    gc.freeze()


def _event_loop() -> asyncio.AbstractEventLoop:
    """uvloop, which answers a turn in less time than Python's own loop. Windows has none, and takes Python's own."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def _as_context(call: Callable[[web.Application], Awaitable[None]]):  # type: ignore[no-untyped-def]
    async def context(app: web.Application):  # type: ignore[no-untyped-def]
        await call(app)
        yield

    return context
