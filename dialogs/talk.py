"""What every part of the conversation works with: the turn, the person's memory and the forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from botbuilder.dialogs import DialogContext

from dialogs.form import Form
from dialogs.memory import Memory
from dialogs.turn import Turn


@dataclass(frozen=True)
class Talk:
    """One turn of one person's talk with the bot."""

    dc: DialogContext
    turn: Turn
    memory: Memory
    forms: Mapping[str, Form]

    @property
    def form(self) -> Form | None:
        """The form under way."""
        return self.forms[self.memory.stack[0].id] if self.memory.stack else None
