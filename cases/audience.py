"""Whom a message to many is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cases.people import Directory, Person, Role


class AudienceKind(StrEnum):
    """How an audience is chosen."""

    EVERYBODY = "everybody"
    SERVICE = "service"
    ROLE = "role"
    GROUP = "group"


@dataclass(frozen=True)
class Audience:
    """Whom a message is for: everybody, or those of one service, role or named group. `name` is its id; empty for
    everybody."""

    kind: AudienceKind
    name: str = ""

    def as_json(self) -> dict[str, str]:
        """The audience as plain JSON."""
        return {"kind": self.kind.value, "name": self.name}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Audience:
        """The audience from plain JSON. Raises `ValueError` or `KeyError` for what is none."""
        return Audience(AudienceKind(stored["kind"]), str(stored.get("name") or ""))

    def people(self, directory: Directory) -> Sequence[Person]:
        """Who belongs to it now, in a steady order; nobody for a service or group that there no longer is."""
        return [person for person in directory.everybody() if self.has(person, directory)]

    def has(self, person: Person, directory: Directory) -> bool:
        """Whether the person belongs to it now."""
        if self.kind is AudienceKind.EVERYBODY:
            return True
        if self.kind is AudienceKind.SERVICE:
            return person.service == self.name
        if self.kind is AudienceKind.ROLE:
            return Role(self.name) in person.roles
        group = directory.group(self.name)
        return group is not None and person.id in group.members

    def in_words(self, directory: Directory) -> str:
        """The audience as it is named on a card: "Housing", "everybody"."""
        if self.kind is AudienceKind.EVERYBODY:
            return "everybody"
        if self.kind is AudienceKind.ROLE:
            return f"everybody who is: {Role(self.name).title}"
        known = (
            directory.service(self.name) if self.kind is AudienceKind.SERVICE else directory.group(self.name)
        )
        return known.title if known else f"{self.name} (not there any more)"
