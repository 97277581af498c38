"""Audiences as they are offered and typed: everybody, a service, a role or a named group."""

from __future__ import annotations

import re

from cases.audience import Audience, AudienceKind
from cases.people import Directory, Role

_ROLES = {
    Role.COORDINATOR: "Service coordinators",
    Role.HANDLER: "Request handlers",
    Role.OFFICER: "IG officers",
    Role.DPO: "Data Protection Officer",
    Role.ADMINISTRATOR: "Administrators",
}
"""The roles as audiences, short enough for a list on a phone. Staff is everybody."""


def audiences_in(directory: Directory) -> list[tuple[str, str]]:
    """Everybody, each service, role and group, as (key, title)."""
    return [
        (key_of(Audience(AudienceKind.EVERYBODY)), "Everybody"),
        *((key_of(Audience(AudienceKind.SERVICE, one.id)), one.title) for one in directory.services()),
        *((key_of(Audience(AudienceKind.ROLE, role.value)), title) for role, title in _ROLES.items()),
        *((key_of(Audience(AudienceKind.GROUP, one.id)), one.title) for one in directory.groups()),
    ]


def key_of(audience: Audience) -> str:
    """What stands for the audience in a list to choose from."""
    return f"{audience.kind.value}:{audience.name}"


def audience_of(key: str) -> Audience | None:
    """The audience behind a choice; None for what is none."""
    kind, _, name = key.partition(":")
    try:
        audience = Audience(AudienceKind(kind), name)
        return None if audience.kind is AudienceKind.ROLE and not Role(name) else audience
    except ValueError:
        return None


def audience_named(directory: Directory, words: str) -> str | None:
    """The choice whose title was typed, in any case, with or without "the" and "all"."""
    bare = re.sub(r"^(?:all|the|all of|everybody in|everyone in)\s+", "", words.strip(" .").casefold())
    if bare in ("everyone", "all staff", "staff", "the whole council"):
        bare = "everybody"
    return next((key for key, title in audiences_in(directory) if title.casefold() == bare), None)
