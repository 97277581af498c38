"""Links under which one person can fetch one document for a short time.

A browser that opens such a link does not say who is sitting there, so the link itself is the key: signed (HMAC with
SHA-256), short-lived, and made for one person, whose right is checked again when it is opened.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from itsdangerous import BadData, URLSafeSerializer

from cases.case import is_only_a_reference
from cases.letters import LetterKind
from cases.ports import Now

LETTERS: Final = "/letters"
LASTS: Final = timedelta(minutes=30)
"""Long enough to read the letter in the chat first."""

SHORTEST_SECRET: Final = 32
"""Bytes."""

_PURPOSE: Final = "askig.letter"
_FILE_MODE: Final = 0o600


class LinkForged(Exception):
    """No link of ours: made up, changed, or signed with another secret."""


class LinkExpired(Exception):
    """A link of ours whose time is over."""


@dataclass(frozen=True)
class LetterLink:
    """What a link says: which letter about which case, and for whom."""

    reference: str
    kind: LetterKind
    person_id: str


class LetterLinks:
    """Makes links to letters and reads them again."""

    def __init__(self, secret: bytes, public_address: str, now: Now) -> None:
        """`public_address` is where browsers reach the program, without a path."""
        self._signer = URLSafeSerializer(
            secret,
            salt=_PURPOSE,
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )
        self._address = public_address.rstrip("/")
        self._now = now

    def __call__(self, reference: str, kind: LetterKind, person_id: str) -> str:
        """The address of the letter for this person, from now on."""
        until = int((self._now() + LASTS).timestamp())
        token = self._signer.dumps([reference, kind.value, person_id, until])
        return f"{self._address}{LETTERS}/{token}"

    def read(self, token: str) -> LetterLink:
        """What the link says. Raises `LinkForged` or `LinkExpired`."""
        try:
            said: Any = self._signer.loads(token)
        except BadData as error:
            raise LinkForged from error
        # It is signed, so we made it; an older version of the program may have meant another form.
        match said:
            case [str(reference), str(kind), str(person_id), int(until)]:
                pass
            case _:
                raise LinkForged
        if is_only_a_reference(reference) != reference or kind not in LetterKind._value2member_map_:
            raise LinkForged
        if self._now() >= datetime.fromtimestamp(until, UTC):
            raise LinkExpired
        return LetterLink(reference, LetterKind(kind), person_id)


def kept_secret(beside: Path) -> bytes:
    """A secret made once and kept in a file of its own beside another, readable by its owner alone.

    For development: replicas have to be given one that they share. Raises `ValueError` for a file that was changed.
    """
    file = beside.with_name(f"{beside.stem}-links.key")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        made.touch(_FILE_MODE)
        made.write_text(secrets.token_hex(SHORTEST_SECRET), encoding="ascii")
        # It appears whole or not at all, and the first of two processes wins.
        with suppress(FileExistsError):
            os.link(made, file)
        made.unlink()
    secret = file.read_bytes()
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"The secret in {file} is too short. Remove the file, and a new one is made.")
    return secret
