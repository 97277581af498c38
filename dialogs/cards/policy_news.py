"""The cards of news about policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microsoft_teams.cards import OpenUrlAction

from cases.policies import Policy
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json


def changed_card(name: str, happened: str, was: str, carried: Mapping[str, Any]) -> Json:
    """A policy that is new or has changed, for an officer to decide whether people are told. `was` says how it was
    called before; empty where it has no new name."""
    return parts.card(
        [
            parts.heading("A policy has changed"),
            parts.quoted(name),
            parts.headline(happened),
            *([parts.quoted(was)] if was else []),
            parts.words(strings.TELL_OF_POLICY),
        ],
        [
            parts.button("Tell people", "policy_tell", carried, "positive"),
            parts.button(strings.OPEN_THE_POLICY, "policy_open", carried),
        ],
        f"{name}: {happened}",
    )


def open_card(policy: Policy, age: str, link: str, message: Mapping[str, Any]) -> Json:
    """A policy, with the link that opens it. `message` is what the message about it carried that was pressed; nothing
    where there was none."""
    read_it = parts.button(strings.I_HAVE_READ_IT, "broadcast_read", message, "positive")
    back = parts.button(strings.BACK_TO_THE_MESSAGE, "broadcast_shown", message)
    version = f"Version {policy.version}. " if policy.version else ""
    return parts.card(
        [parts.heading(policy.name), parts.words(f"{version}{age}")],
        [OpenUrlAction(title=strings.OPEN_THE_POLICY, url=link), *([read_it, back] if message else [])],
        policy.name,
    )
