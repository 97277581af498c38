"""One turn of a conversation: who said what, and what is to be answered.

Conversations read a `Turn` and add replies to it; nothing is sent until the turn is committed. A press is what
came back from a card: it is untrusted, it only names what somebody wants to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from cases.desk import Desk
from cases.disclosure.checks import DisclosureDesk
from cases.letters import LetterDesk
from cases.people import Person
from cases.ports import UnitOfWork
from cases.words import readable
from dialogs.shown import is_marked
from nlp.personal_data import Scan
from nlp.triage import Reading


class Place(StrEnum):
    """Where something is said."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True)
class SentFile:
    """A file that came with a message: its name, the link to where Teams keeps it, and the link under which it can be
    fetched for some minutes by whoever has it ("" where Teams gave none). The latter goes into no card and no log."""

    name: str
    link: str
    download: str = ""


@dataclass(frozen=True)
class FileToRead:
    """A file whose check was begun in a turn: it is fetched and read once the turn is committed."""

    check_id: str
    name: str
    download: str


@dataclass(frozen=True)
class TextToRead:
    """The same for a text that was typed or pasted."""

    check_id: str
    name: str
    text: str


@dataclass(frozen=True)
class Press:
    """A button that was pressed: the verb it names, what the card carried, and what was typed into it."""

    verb: str
    data: Mapping[str, Any]

    def text(self, name: str) -> str:
        """What was typed or carried under the name, as text; empty where there is nothing of the sort."""
        value = self.data.get(name)
        return readable(value).strip() if isinstance(value, str) else ""

    def shown(self, name: str) -> str:
        """The mark of what the card showed in its input; empty where it carries none."""
        marks = self.data.get("shown")
        marked = marks.get(name) if isinstance(marks, Mapping) else None
        return marked if isinstance(marked, str) else ""

    def answer(self, name: str, before: str) -> str:
        """What the card's input holds now, or `before` where it was left as it was shown: that may be newer.

        A client leaves an emptied input out. A value that is not text at all did not come from our card.
        """
        if not isinstance(self.data.get(name, ""), str) or is_marked(self.text(name), self.shown(name)):
            return before
        return self.text(name)

    def ticked(self, name: str, before: Sequence[str]) -> Sequence[str]:
        """The same for boxes that are ticked."""
        if not isinstance(self.data.get(name, ""), str) or is_marked(self.choices(name), self.shown(name)):
            return before
        return self.choices(name)

    def choices(self, name: str) -> tuple[str, ...]:
        """What was ticked under the name."""
        return tuple(part.strip() for part in self.text(name).split(",") if part.strip())


@dataclass(frozen=True)
class Reply:
    """One message to the person: a card, or words. `summary` is read out and shown where cards are not.

    `in_private` sends it to the person's own chat even when they spoke elsewhere.
    """

    text: str = ""
    card: Mapping[str, Any] | None = None
    summary: str = ""
    in_private: bool = False


@dataclass
class Turn:
    """What one message or press is handled with. `text` is without mentions; `reading` and `scan` read it lazily."""

    person: Person
    place: Place
    text: str
    press: Press | None
    work: UnitOfWork
    desk: Desk
    letters: LetterDesk
    disclosure: DisclosureDesk
    now: datetime
    reading_of: Callable[[str], Reading]
    scan_of: Callable[[str], Scan]
    files: Sequence[SentFile] = ()
    """Files that came with the message."""
    replies: list[Reply] = field(default_factory=list)
    choose_team_channel: bool = False
    to_read: list[FileToRead | TextToRead] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Answer in words."""
        self.replies.append(Reply(text=text))

    def show(self, card: Mapping[str, Any], summary: str) -> None:
        """Answer with a card; the summary says the same in one sentence."""
        self.replies.append(Reply(card=card, summary=summary))

    def say_in_private(self, text: str) -> None:
        """Say something in the person's own chat."""
        self.replies.append(Reply(text=text, in_private=True))

    @property
    def reading(self) -> Reading:
        """What the words of this turn are."""
        return self.reading_of(self.text)

    def flagged(self, text: str) -> dict[str, int]:
        """Kinds of likely personal data in a text, counted; not what identifies only in combination."""
        return self.scan_of(text).flagged if text else {}
