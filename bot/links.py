"""Links under which one person can fetch or send one document for a short time.

A browser that opens such a link does not say who is sitting there, so the link itself is the key: signed (HMAC with
SHA-256), short-lived, for one purpose, and made for one person, whose right is checked again when it is opened.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from itsdangerous import BadData, URLSafeSerializer

from cases.case import is_only_a_reference
from cases.letters import LetterKind
from cases.policies import Passage
from cases.ports import Now

LASTS: Final = timedelta(minutes=30)
"""Long enough to read the letter in the chat first."""

SHORTEST_SECRET: Final = 32
"""Bytes."""

_FILE_MODE: Final = 0o600


class Purpose(StrEnum):
    """What a link is for; one that was made for one purpose opens nothing else."""

    LETTER = "letter"
    UPLOAD = "upload"
    REPORT = "report"
    TABLE = "table"
    POLICY = "policy"

    @property
    def path(self) -> str:
        """Where links of this purpose lead, before the token."""
        return _PATHS[self]


_PATHS: Final = {
    Purpose.LETTER: "/letters",
    Purpose.UPLOAD: "/documents/send",
    Purpose.REPORT: "/documents/report",
    Purpose.TABLE: "/documents/table",
    Purpose.POLICY: "/policies",
}


class LinkForged(Exception):
    """No link of ours: made up, changed, made for another purpose, or signed with another secret."""


class LinkExpired(Exception):
    """A link of ours whose time is over."""


@dataclass(frozen=True)
class Link:
    """What a link says: what it is about, and for whom it was made."""

    about: tuple[str, ...]
    person_id: str


class SignedLinks:
    """Makes links and reads them again."""

    def __init__(self, secret: bytes, public_address: str, now: Now) -> None:
        """`public_address` is where browsers reach the program, without a path."""
        self._secret = secret
        self._address = public_address.rstrip("/")
        self._now = now

    def make(self, purpose: Purpose, about: Sequence[str], person_id: str) -> str:
        """The address for this person, from now on."""
        until = int((self._now() + LASTS).timestamp())
        token = self._signer(purpose).dumps([*about, person_id, until])
        return f"{self._address}{purpose.path}/{token}"

    def read(self, purpose: Purpose, token: str) -> Link:
        """What the link says. Raises `LinkForged` or `LinkExpired`."""
        try:
            said: Any = self._signer(purpose).loads(token)
        except BadData as error:
            raise LinkForged from error
        # It is signed, so we made it; an older version of the program may have meant another form.
        match said:
            case [*about, str(person_id), int(until)] if all(isinstance(one, str) for one in about):
                pass
            case _:
                raise LinkForged
        if self._now() >= datetime.fromtimestamp(until, UTC):
            raise LinkExpired
        return Link(tuple(about), person_id)

    def _signer(self, purpose: Purpose) -> URLSafeSerializer:
        return URLSafeSerializer(
            self._secret,
            salt=f"askig.{purpose.value}",
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )


@dataclass(frozen=True)
class LetterLink:
    """What a link to a letter says: which letter about which case, and for whom."""

    reference: str
    kind: LetterKind
    person_id: str


class LetterLinks:
    """Links to letters (`cases.letters.LinkTo`)."""

    def __init__(self, links: SignedLinks) -> None:
        self._links = links

    def __call__(self, reference: str, kind: LetterKind, person_id: str) -> str:
        return self._links.make(Purpose.LETTER, (reference, kind.value), person_id)

    def read(self, token: str) -> LetterLink:
        """What the link says. Raises `LinkForged` or `LinkExpired`."""
        link = self._links.read(Purpose.LETTER, token)
        match link.about:
            case (reference, kind) if kind in LetterKind._value2member_map_ and _is_reference(reference):
                return LetterLink(reference, LetterKind(kind), link.person_id)
        raise LinkForged


@dataclass(frozen=True)
class UploadLink:
    """What a link to the upload page says: who sends a document, and for which case, if for one."""

    person_id: str
    reference: str | None


@dataclass(frozen=True)
class CheckLink:
    """What a link to a report says: of which check, and for whom."""

    check_id: str
    person_id: str


class CheckLinks:
    """Links of disclosure checks (`cases.disclosure.checks.DocumentLinks`)."""

    def __init__(self, links: SignedLinks) -> None:
        self._links = links

    def upload(self, person_id: str, reference: str | None) -> str:
        return self._links.make(Purpose.UPLOAD, (reference or "",), person_id)

    def report(self, check_id: str, person_id: str) -> str:
        return self._links.make(Purpose.REPORT, (check_id,), person_id)

    def table(self, check_id: str, person_id: str) -> str:
        return self._links.make(Purpose.TABLE, (check_id,), person_id)

    def read_upload(self, token: str) -> UploadLink:
        """What the link says. Raises `LinkForged` or `LinkExpired`."""
        link = self._links.read(Purpose.UPLOAD, token)
        match link.about:
            case ("",):
                return UploadLink(link.person_id, None)
            case (reference,) if _is_reference(reference):
                return UploadLink(link.person_id, reference)
        raise LinkForged

    def read_check(self, purpose: Purpose, token: str) -> CheckLink:
        """What a link to a report or a table says. Raises `LinkForged` or `LinkExpired`."""
        link = self._links.read(purpose, token)
        match link.about:
            case (check_id,):
                return CheckLink(check_id, link.person_id)
        raise LinkForged


@dataclass(frozen=True)
class PolicyLink:
    """What a link to a policy says: at which passage it is opened, and for whom."""

    passage_id: str
    person_id: str


class PolicyLinks:
    """Links to policies (`dialogs.policy_desk.LinkToPassage`): where the council keeps one, else a page of ours."""

    def __init__(self, links: SignedLinks) -> None:
        self._links = links

    def __call__(self, passage: Passage, person_id: str) -> str:
        if passage.policy.link:
            return passage.policy.link
        made = self._links.make(Purpose.POLICY, (passage.id,), person_id)
        return f"{made}#{anchor_of(passage.id)}"

    def read(self, token: str) -> PolicyLink:
        """What the link says. Raises `LinkForged` or `LinkExpired`."""
        link = self._links.read(Purpose.POLICY, token)
        match link.about:
            case (passage_id,):
                return PolicyLink(passage_id, link.person_id)
        raise LinkForged


def anchor_of(passage_id: str) -> str:
    """The name of a passage's place on its policy's page."""
    return "p-" + "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in passage_id)


def _is_reference(written: str) -> bool:
    return is_only_a_reference(written) == written


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
