"""Words that mean the same at any time, in the middle of a dialog too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cases.case import is_only_a_reference, references_in

_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_LONGEST_COMMAND = 60
_LONGEST_SNOOZE = 120


class Command(StrEnum):
    """What a person can ask for by typing it."""

    HELP = "help"
    CANCEL = "cancel"
    START_AGAIN = "start_again"
    MY_CASES = "my_cases"
    MY_DAY = "my_day"
    MY_DRAFTS = "my_drafts"
    UNTAKEN = "untaken"
    MY_ASKS = "my_asks"
    CHECK_A_DOCUMENT = "check_a_document"
    MY_CHECKS = "my_checks"
    WHAT_PEOPLE_ASK = "what_people_ask"
    SAVED_ANSWERS = "saved_answers"
    MY_TRAINING = "my_training"
    TRAINING_FIGURES = "training_figures"
    CONTINUE = "continue"
    DISCARD = "discard"
    BACK = "back"
    NEXT = "next"
    SEND = "send"
    REPORT = "report"
    PASS_ON = "pass_on"  # noqa: S105  (a name, not a secret)
    TEAM_CHANNEL = "team_channel"
    BITESIZES = "bitesizes"
    NEW_BITESIZE = "new_bitesize"
    TEST_BITESIZE = "test_bitesize"


_WORDS: dict[Command, frozenset[str]] = {
    Command.HELP: frozenset({"help", "help me", "what can you do", "menu", "options", "commands"}),
    Command.CANCEL: frozenset(
        {
            "cancel",
            "stop",
            "quit",
            "exit",
            "leave it",
            "leave it for later",
            "never mind",
            "nevermind",
            "not now",
        }
    ),
    Command.START_AGAIN: frozenset({"start again", "start over", "restart", "begin again", "reset"}),
    Command.MY_CASES: frozenset(
        {"my cases", "cases", "my reports", "my requests", "show my cases", "list my cases"}
    ),
    Command.MY_DAY: frozenset(
        {
            *(
                "my day",
                "show my day",
                "what is due",
                "what's due",
                "what’s due",
                "whats due",
                "my digest",
                "digest",
            ),
            *("what is due today", "what's due today", "what’s due today", "what do i have to do"),
            *("what do i have to do today", "what should i do today", "what is on today", "what's on today"),
        }
    ),
    Command.MY_DRAFTS: frozenset({"my drafts", "drafts", "show my drafts", "unfinished"}),
    Command.UNTAKEN: frozenset({"unassigned", "untaken", "new cases", "not taken"}),
    Command.MY_ASKS: frozenset(
        {"my asks", "asks", "what are we asked for", "what are we asked", "what is my service asked for"}
    ),
    Command.CHECK_A_DOCUMENT: frozenset(
        {
            *(f"check {which} {what}" for which in ("this", "a", "my") for what in ("document", "file")),
            *(
                f"check {which} {what} for personal data"
                for which in ("this", "a")
                for what in ("document", "file")
            ),
            *(
                "check this",
                "check a document before it goes out",
                "disclosure check",
                "run a disclosure check",
            ),
            *(
                "is this safe to publish",
                "is this safe to send",
                "is this safe to release",
                "can i publish this",
            ),
            *("is this document safe to publish", "is this file safe to publish", "can this be published"),
        }
    ),
    Command.MY_CHECKS: frozenset({"my checks", "checks", "my documents", "my disclosure checks"}),
    Command.WHAT_PEOPLE_ASK: frozenset(
        {"what people ask", "what do people ask", "what are people asking", "what people are asking"}
    ),
    Command.SAVED_ANSWERS: frozenset({"saved answers", "show saved answers", "show the saved answers"}),
    Command.MY_TRAINING: frozenset(
        {
            *(
                "training",
                "my training",
                "show my training",
                "what training is due",
                "what training do i have to do",
            ),
            *("is my training up to date", "start the quiz", "training quiz", "mandatory training"),
        }
    ),
    Command.TRAINING_FIGURES: frozenset(
        {
            *("training figures", "training completion", "training report", "show training figures"),
            *("who has not done their training", "who is overdue with training", "my team's training"),
        }
    ),
    Command.CONTINUE: frozenset({"continue", "carry on", "resume", "go on", "keep going"}),
    Command.DISCARD: frozenset(
        {"discard", "discard it", "delete draft", "discard draft", "throw it away", "throw this draft away"}
    ),
    Command.BACK: frozenset({"back", "go back", "previous"}),
    Command.NEXT: frozenset({"next", "next step", "next page", "check", "check and send"}),
    Command.SEND: frozenset(
        {
            *("send", "send it", "send it now", "send now", "send this", "send the report", "send my report"),
            *("send the request", "send to the ig team", "submit", "submit it", "submit the report"),
            *("yes send", "yes send it", "ok send it", "yes submit", "yes submit it", "send it off"),
        }
    ),
    Command.REPORT: frozenset(
        {"report an incident", "report incident", "report a breach", "report a data breach"}
    ),
    Command.PASS_ON: frozenset({"pass on a request", "pass on request", "log a request", "new request"}),
    Command.TEAM_CHANNEL: frozenset({"send new cases here", "use this channel"}),
    Command.BITESIZES: frozenset(
        {"bitesizes", "bitesize", "my bitesizes", "show bitesizes", "show the bitesizes"}
    ),
    Command.NEW_BITESIZE: frozenset(
        {
            "write a bitesize",
            "new bitesize",
            "write bitesize",
            "start a bitesize",
            "write the monthly bitesize",
        }
    ),
    Command.TEST_BITESIZE: frozenset({"send me a test", "send a test", "send me a test message"}),
}
_BY_WORDS = {words: command for command, group in _WORDS.items() for words in group}


def command_in(text: str) -> Command | None:
    """The command when the text is one and nothing else; case, spacing and punctuation do not matter."""
    return _BY_WORDS.get(_bare(text)) if len(text) <= _LONGEST_COMMAND else None


def _bare(text: str) -> str:
    without_edges = " ".join(re.sub(r"[,;:]", " ", _EDGES.sub("", text.lower())).split())
    return without_edges.removeprefix("please ").removesuffix(" please")


_FOR_THE_TEAM = re.compile(
    r"\s*(?:please\s+)?ask\s+the\s+(?:ig\s+|information\s+governance\s+)?team\s*[:,–—-]\s*(?P<question>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def question_for_the_team(text: str) -> str:
    """The question in "ask the IG team: …", which is sent at once; "" where there is none."""
    found = _FOR_THE_TEAM.fullmatch(text)
    return found["question"].strip() if found else ""


_CHANGE = re.compile(
    r"^(?:please )?(?:i(?:'d| would) like to |i (?:want|need) to |can i |let me )?"
    r"(?:change|edit|correct|fix|amend|update)(?: (?P<what>.+))?$"
)


def change_in(text: str) -> str | None:
    """What somebody wants to change, in their words, as in "change *the date*"; None when they ask for no change."""
    if len(text) > _LONGEST_COMMAND:
        return None
    asked = _CHANGE.match(_bare(text))
    return (asked["what"] or "") if asked else None


class CaseVerb(StrEnum):
    """What can be typed before a case's reference."""

    OPEN = "open"
    TAKE = "take"
    WITHDRAW = "withdraw"
    ADD = "add"
    ASSIGN = "assign"
    SNOOZE = "snooze"


@dataclass(frozen=True)
class CaseCommand:
    """Something to be done with a case. `text` is what is to be added, whom it is for, or until when it may wait; empty
    where not given yet."""

    verb: CaseVerb
    reference: str
    text: str = ""


_CASE_COMMAND = re.compile(
    r"\s*(?:please\s+)?(?P<verb>open|show|see|view|take|withdraw|assign|give|add\s+(?:this\s+)?to)\s+(?:case\s+)?"
    r"(?P<reference>[a-z]{3}[\s\-–—/]*\d{4}[\s\-–—/]*\d{1,6})(?!\d)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


_SNOOZE = re.compile(
    r"\s*(?:please\s+)?(?:remind\s+me(?:\s+again)?(?P<before>\s.*?)?\s+(?:about|of)|snooze|put\s+off)\s+(?:case\s+)?"
    r"(?P<reference>[a-z]{3}[\s\-–—/]*\d{4}[\s\-–—/]*\d{1,6})(?!\d)(?P<after>.*)",
    re.IGNORECASE,
)


def _snooze_in(text: str) -> CaseCommand | None:
    """Either "remind me about FOI-2026-0001 on Friday" or "remind me on Friday about FOI-2026-0001"."""
    found = _SNOOZE.fullmatch(text) if len(text) <= _LONGEST_SNOOZE else None
    references = references_in(found["reference"]) if found else ()
    if found is None or not references:
        return None
    when = f"{found['before'] or ''} {found['after']}"
    return CaseCommand(CaseVerb.SNOOZE, references[0], _bare(when))


def case_command_in(text: str) -> CaseCommand | None:
    """The command about a case: its reference alone, or "take …", "withdraw …", "add to …: text", "assign … to …",
    "remind me about … on Friday"."""
    if reference := is_only_a_reference(text):
        return CaseCommand(CaseVerb.OPEN, reference)
    if snooze := _snooze_in(text):
        return snooze
    found = _CASE_COMMAND.fullmatch(text)
    references = references_in(found["reference"]) if found else ()
    if found is None or not references:
        return None
    rest = found["rest"].lstrip(" \t:,;.-–—\n").strip()
    verb = found["verb"].lower()
    if verb.startswith("add"):
        return CaseCommand(CaseVerb.ADD, references[0], rest)
    if verb in ("assign", "give"):
        return CaseCommand(CaseVerb.ASSIGN, references[0], _EDGES.sub("", re.sub(r"^to\b", "", rest)))
    if _EDGES.sub("", rest) not in ("", "please"):
        return None
    named = {"take": CaseVerb.TAKE, "withdraw": CaseVerb.WITHDRAW}
    return CaseCommand(named.get(verb, CaseVerb.OPEN), references[0])
