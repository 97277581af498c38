"""`askig serve`: the bot as the settings say."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.app import SERVED, Parts, assemble, web_app
from bot.logs import set_up_logs
from bot.settings import Settings, SettingsWrong, load_settings

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
    web.run_app(app, host=settings.host, port=settings.port, print=None, access_log=None, **SERVED)
    return 0


def _as_context(call: Callable[[web.Application], Awaitable[None]]):  # type: ignore[no-untyped-def]
    async def context(app: web.Application):  # type: ignore[no-untyped-def]
        await call(app)
        yield

    return context
