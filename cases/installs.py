"""Installing Ask IG in Teams for somebody who has not opened it, so that what they are told reaches them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class InstallOutcome(StrEnum):
    """How an attempt to install ended."""

    INSTALLED = "installed"
    """Teams tells of it by itself, and with that where the person is reached."""

    THERE_ALREADY = "there_already"
    REFUSED = "refused"


@dataclass(frozen=True)
class Installation:
    """What became of an attempt. `reason` says in words why it was refused; `chat` is the id of the person's chat with
    Ask IG where it was there already and is known, else empty."""

    outcome: InstallOutcome
    reason: str = ""
    chat: str = ""


class InstallLater(Exception):  # it names what happened
    """Nothing more can be installed just now; `after` are the seconds to wait, None where none were named."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class InstallerWrong(Exception):  # it names what happened
    """Nobody can be installed for, since something is not set up; the sentence says what to do."""


class Installer(Protocol):
    """Installs the app for people, one at a time."""

    async def install(self, person_id: str) -> Installation:
        """Install it in the person's own scope, by their Entra object id.

        Raises `InstallLater` and `InstallerWrong`; nothing is known of the person then.
        """

    async def close(self) -> None:
        """Release connections. The installer is not used afterwards."""
