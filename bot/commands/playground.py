"""`askig playground --as …`: the client as somebody else, beside a running bot."""

from __future__ import annotations

import sys
import time

from bot.playground import Persona, PlaygroundError, default_port, open_playground, show_in_browser

_LOOK_EVERY = 0.5


def run(persona: str, bot_url: str, port: int, *, show: bool) -> int:
    """Open the client and stay until it ends or Ctrl+C. Returns 2 when it can't be opened, after saying why."""
    who = Persona(persona)
    try:
        with open_playground(who, bot_url, port or default_port(who)) as window:
            print(f"Talk to the bot as {window.person.name} ({who}): {window.url}", flush=True)
            if show:
                show_in_browser(window)
            while window.is_open:
                time.sleep(_LOOK_EVERY)
    except PlaygroundError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0
