"""Words that mean the same at any time, in the middle of a dialog too."""

from __future__ import annotations

import re
from enum import StrEnum

_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$")


class Command(StrEnum):
    """What a person can ask for by typing it."""

    HELP = "help"
    CANCEL = "cancel"
    START_AGAIN = "start_again"
    MY_CASES = "my_cases"
    UNTAKEN = "untaken"
    CONTINUE = "continue"
    DISCARD = "discard"
    BACK = "back"
    REPORT = "report"
    PASS_ON = "pass_on"
    TEAM_CHANNEL = "team_channel"


_WORDS: dict[Command, frozenset[str]] = {
    Command.HELP: frozenset({"help", "help me", "what can you do", "menu", "options", "commands"}),
    Command.CANCEL: frozenset(
        {"cancel", "stop", "quit", "exit", "leave it", "never mind", "nevermind", "not now"}
    ),
    Command.START_AGAIN: frozenset({"start again", "start over", "restart", "begin again", "reset"}),
    Command.MY_CASES: frozenset(
        {"my cases", "cases", "my reports", "my requests", "show my cases", "list my cases"}
    ),
    Command.UNTAKEN: frozenset({"unassigned", "untaken", "new cases", "not taken"}),
    Command.CONTINUE: frozenset({"continue", "carry on", "resume", "go on"}),
    Command.DISCARD: frozenset({"discard", "discard it", "delete draft", "discard draft", "throw it away"}),
    Command.BACK: frozenset({"back", "go back", "previous"}),
    Command.REPORT: frozenset(
        {"report an incident", "report incident", "report a breach", "report a data breach"}
    ),
    Command.PASS_ON: frozenset({"pass on a request", "pass on request", "log a request", "new request"}),
    Command.TEAM_CHANNEL: frozenset({"send new cases here", "use this channel"}),
}
_BY_WORDS = {words: command for command, group in _WORDS.items() for words in group}


def command_in(text: str) -> Command | None:
    """The command when the text is one and nothing else; case, spacing and punctuation do not matter."""
    if len(text) > 60:
        return None
    bare = " ".join(_EDGES.sub("", text.lower()).split())
    bare = bare.removeprefix("please ").removesuffix(" please")
    return _BY_WORDS.get(bare)
