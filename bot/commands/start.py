"""`askig start`: try it out on this machine, with a sample council and Microsoft's test client."""

from __future__ import annotations

import asyncio
import sys

from bot.app import MESSAGES
from bot.commands.serve import serve
from bot.playground import (
    Persona,
    Playground,
    PlaygroundError,
    default_port,
    open_playground,
    show_in_browser,
)
from bot.sample_council.cases import add_sample_cases
from bot.settings import SAMPLE_COUNCIL, Settings, SettingsWrong, load_settings
from bot.wiring import Parts


def run(*, port: int, client_port: int, show: bool, database: str) -> int:
    """Start everything and stay until Ctrl+C. Returns 2 when something stands in the way, after saying what."""
    given: dict[str, object] = {"development": True, "host": "127.0.0.1", "port": port}
    if database:
        given["database_url"] = database
    windows: list[Playground] = []

    async def after_start(parts: Parts) -> None:
        await add_sample_cases(parts.database, parts.desk)
        opening = asyncio.create_task(_open(port, client_port or default_port(Persona.STAFF), show, windows))
        opening.add_done_callback(_told)

    try:
        return serve(_named(load_settings(given)), after_start)
    except SettingsWrong as wrong:
        print("Ask IG did not start:", *wrong.sentences, sep="\n- ", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"Ask IG did not start: port {port} can't be used ({error.strerror}). Is it running already?",
            file=sys.stderr,
        )
        return 2
    finally:
        for window in windows:
            window.close()


def _named(settings: Settings) -> Settings:
    """The settings with the sample council's name and address, so that its letters have both."""
    if settings.council_name or settings.people_file != SAMPLE_COUNCIL / "people.toml":
        return settings
    own = {"council_name": "Westmere Council", "reply_address": "information@westmere.example"}
    return settings.model_copy(update=own)


async def _open(port: int, client_port: int, show: bool, windows: list[Playground]) -> None:
    bot_url = f"http://127.0.0.1:{port}{MESSAGES}"
    window = await asyncio.to_thread(open_playground, Persona.STAFF, bot_url, client_port)
    windows.append(window)
    print(f"The bot listens on http://localhost:{port}{MESSAGES}")
    print(f"Talk to it as {window.person.name} ({Persona.STAFF}): {window.url}")
    print("As somebody else, in another terminal: python3 askig.py playground --as officer")
    print("Stop with Ctrl+C.", flush=True)
    if show:
        await asyncio.to_thread(show_in_browser, window)


def _told(task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if isinstance(error, PlaygroundError):
        print(f"The bot runs, but its client did not open: {error}", file=sys.stderr, flush=True)
    elif error is not None:
        print(
            f"The bot runs, but its client did not open ({type(error).__name__}).",
            file=sys.stderr,
            flush=True,
        )
