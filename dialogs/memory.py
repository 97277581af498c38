"""What a person's conversation remembers between turns, as plain JSON and nothing else.

The stack of dialogs under way, the drafts that were put aside, what was typed before a choice was offered, what
became of such a choice, which drafts were sent as which case, so that a second press of an old button finds
out, and for minutes the files that were sent to the chat and the questions that were asked. All of it is bounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from botbuilder.dialogs import DialogInstance, DialogState

from dialogs.turn import SentFile

_SENT_KEPT = 20
_PENDING_KEPT = 5
_FILES_KEPT = 5
_FILES_KEPT_FOR = timedelta(minutes=15)
"""Longer than Teams lets the link to a file be used. It is a key to the file, so it is not kept for longer."""

_QUESTIONS_KEPT = 3
_QUESTIONS_KEPT_FOR = timedelta(minutes=10)
"""As long as "and how long?" surely means the question before it."""

MOST_DRAFTS = 10
"""How many drafts one person can leave unfinished. None is ever thrown away to make room."""


def _instance(name: str, state: dict[str, Any]) -> DialogInstance:
    made = DialogInstance()
    made.id = name
    made.state = state
    return made


def _is_a_file(kept: Any) -> bool:
    return _holds_texts(kept, ("name", "link", "download", "at"))


def _is_a_question(kept: Any) -> bool:
    return _holds_texts(kept, ("id", "words", "at"))


def _holds_texts(kept: Any, names: Sequence[str]) -> bool:
    return isinstance(kept, dict) and all(isinstance(kept.get(name), str) for name in names)


@dataclass
class Memory:
    """One person's memory with the bot. `stack` is shared with the dialog context: the first is the one on top."""

    stack: list[DialogInstance] = field(default_factory=list)
    drafts: list[DialogInstance] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    """What was begun from a choice: the key of the words it was offered for, and the draft or the reference."""

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    """Files that were sent and of which it was asked what to do with them, by the key that their card carries."""

    asked: list[dict[str, str]] = field(default_factory=list)
    """The questions about policy of the last minutes, the oldest first, so that the next one can lean on them."""

    @staticmethod
    def from_json(stored: Mapping[str, Any], known: frozenset[str]) -> Memory:
        """The memory from what was stored; dialogs that the program no longer knows are left out."""

        def instances(rows: Any) -> list[DialogInstance]:
            return [
                _instance(row["id"], dict(row["state"]))
                for row in rows or ()
                if isinstance(row, dict) and row.get("id") in known and isinstance(row.get("state"), dict)
            ]

        return Memory(
            instances(stored.get("stack")),
            instances(stored.get("drafts")),
            dict(stored.get("sent") or {}),
            dict(stored.get("pending") or {}),
            dict(stored.get("chosen") or {}),
            {key: kept for key, kept in dict(stored.get("files") or {}).items() if _is_a_file(kept)},
            [kept for kept in stored.get("asked") or () if _is_a_question(kept)],
        )

    def as_json(self) -> dict[str, Any]:
        """What is to be stored."""

        def rows(instances: list[DialogInstance]) -> list[dict[str, Any]]:
            return [{"id": instance.id, "state": instance.state} for instance in instances]

        return {
            "stack": rows(self.stack),
            "drafts": rows(self.drafts),
            "sent": dict(list(self.sent.items())[-_SENT_KEPT:]),
            "pending": dict(list(self.pending.items())[-_PENDING_KEPT:]),
            "chosen": dict(list(self.chosen.items())[-_SENT_KEPT:]),
            **({"files": dict(list(self.files.items())[-_FILES_KEPT:])} if self.files else {}),
            **({"asked": self.asked[-_QUESTIONS_KEPT:]} if self.asked else {}),
        }

    def keep_file(self, key: str, file: SentFile, now: datetime) -> None:
        """Keep a file's links, so that no card has to carry them."""
        self.files[key] = {**asdict(file), "at": now.isoformat()}

    def take_file(self, key: str) -> SentFile | None:
        """The file that was kept under the key, once."""
        kept = self.files.pop(key, None)
        return SentFile(kept["name"], kept["link"], kept["download"]) if kept else None

    def forget_files(self, now: datetime) -> None:
        """Drop the files that can't be fetched any more."""
        oldest = now - _FILES_KEPT_FOR
        self.files = {
            key: kept for key, kept in self.files.items() if datetime.fromisoformat(kept["at"]) > oldest
        }

    def keep_question(self, question_id: str, words: str, now: datetime) -> None:
        """Keep a question about policy for the one that may follow it."""
        self.asked.append({"id": question_id, "words": words, "at": now.isoformat()})
        del self.asked[:-_QUESTIONS_KEPT]

    def forget_questions(self, now: datetime) -> None:
        """Drop the questions that nobody has in mind any more."""
        oldest = now - _QUESTIONS_KEPT_FOR
        self.asked = [kept for kept in self.asked if datetime.fromisoformat(kept["at"]) > oldest]

    def dialog_state(self) -> DialogState:
        """The stack as the dialog library wants it; it changes this very list."""
        return DialogState(self.stack)

    @property
    def unfinished(self) -> list[DialogInstance]:
        """Everything that was begun and not sent, the newest first."""
        return [*self.stack, *reversed(self.drafts)]

    def find(self, draft: str) -> DialogInstance | None:
        """The draft, wherever it is kept."""
        return next((one for one in self.unfinished if one.state.get("draft") == draft), None)

    def bring_up(self, draft: str) -> bool:
        """Put the draft on top of the stack, from wherever it is. False when it is nowhere."""
        for group in (self.stack, self.drafts):
            for instance in group:
                if instance.state.get("draft") == draft:
                    group.remove(instance)
                    self.stack.insert(0, instance)
                    return True
        return False

    def put_aside(self) -> DialogInstance | None:
        """Take the dialog on top off the stack and keep it as a draft."""
        if not self.stack:
            return None
        instance = self.stack.pop(0)
        self.drafts.append(instance)
        return instance

    def discard(self, draft: str) -> bool:
        """Throw a draft away. False when there is none."""
        for group in (self.stack, self.drafts):
            for instance in group:
                if instance.state.get("draft") == draft:
                    group.remove(instance)
                    return True
        return False
