"""Who is who: the people of the council as the bot knows them, and what each may do.

A person is known by their Microsoft Entra object id. Where people come from (a file in development, Entra
groups in production) is behind the `Directory` port.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person is to information governance. Everybody is staff; the others add rights."""

    STAFF = "staff"
    COORDINATOR = "coordinator"
    HANDLER = "handler"
    OFFICER = "officer"
    DPO = "dpo"
    ADMINISTRATOR = "administrator"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The role in words, as shown on a card."""
        return _ROLE_TITLES[self]


_ROLE_TITLES = {
    Role.STAFF: "Member of staff",
    Role.COORDINATOR: "Service coordinator",
    Role.HANDLER: "Request handler",
    Role.OFFICER: "IG officer",
    Role.DPO: "Data Protection Officer",
    Role.ADMINISTRATOR: "Administrator",
}


@dataclass(frozen=True)
class Person:
    """One person. `id` is the Entra object id; `service` is the id of the council service they work in; `manager` is
    the id of the person they report to; `started` is their first day, where it is known."""

    id: str
    name: str
    email: str
    roles: frozenset[Role]
    service: str | None
    manager: str | None = None
    started: date | None = None

    @property
    def first_name(self) -> str:
        """The name to greet them with."""
        return self.name.split(" ")[0]

    def has_any(self, *roles: Role) -> bool:
        """Whether the person holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)


PROGRAM = Person("askig", "Ask IG", "", frozenset(), None)
"""Who is written down as having done what the program does by itself."""


def as_known(words: str) -> str:
    """A name or an e-mail address in the form in which two of them are compared."""
    return " ".join(words.casefold().split())


@dataclass(frozen=True)
class Group:
    """A named group of people to whom something is told, such as "asset owners"."""

    id: str
    title: str
    members: frozenset[str]


@dataclass(frozen=True)
class Service:
    """A service of the council (Housing, Highways, …) with the words that point to it in a text."""

    id: str
    title: str
    coordinator: str | None
    words: tuple[str, ...]


class Directory(Protocol):
    """Where people and services are looked up."""

    def person(self, person_id: str) -> Person | None:
        """The person with this Entra object id, or None when the directory does not know them."""

    def everybody(self) -> Sequence[Person]:
        """All people, in a steady order."""

    def group(self, group_id: str) -> Group | None:
        """The named group with this id."""

    def groups(self) -> Sequence[Group]:
        """All named groups, in the order in which they are offered."""

    def with_role(self, role: Role) -> Sequence[Person]:
        """Everybody who holds the role, in a steady order."""

    def known_as(self, words: str) -> Sequence[Person]:
        """Everybody whose name or e-mail address this is, however it is written in case and spaces."""

    def service(self, service_id: str) -> Service | None:
        """The service with this id."""

    def services(self) -> Sequence[Service]:
        """All services, in the order in which they are offered."""


def service_named_in(text: str, services: Sequence[Service]) -> Service | None:
    """The service whose title or words occur in the text; the longest match wins, None where none does."""
    lowered = f" {text.lower()} "
    found = [
        (len(word), service)
        for service in services
        for word in (service.title.lower(), *service.words)
        if f" {word} " in lowered
        or f" {word}s " in lowered
        or f" {word}," in lowered
        or f" {word}." in lowered
    ]
    return max(found, key=lambda match: match[0])[1] if found else None
