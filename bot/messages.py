"""Replies and notices as activities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from botbuilder.schema import Activity, Attachment, ChannelAccount, ConversationAccount

from dialogs.turn import Reply

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"


def as_activity(reply: Reply) -> Activity:
    """A reply as a message: a card with its summary, or words."""
    if reply.card is not None:
        return Activity(
            type="message",
            summary=reply.summary or None,
            attachments=[Attachment(content_type=CARD, content=dict(reply.card))],
        )
    return Activity(type="message", text=reply.text, text_format="markdown")


def without_refresh(reply: Reply) -> Reply:
    """The reply with a card that stays as it is: Microsoft 365 Agents Playground warns below any that asks anew."""
    if reply.card is None or "refresh" not in reply.card:
        return reply
    return replace(reply, card={name: part for name, part in reply.card.items() if name != "refresh"})


def addressed(activity: Activity, address: Mapping[str, Any]) -> Activity:
    """The activity with the address that it goes to."""
    activity.channel_id = address["channel"]
    activity.service_url = address["service_url"]
    activity.conversation = ConversationAccount(id=address["conversation"], tenant_id=address.get("tenant"))
    activity.from_property = ChannelAccount(id=address["bot"]["id"], name=address["bot"].get("name"))
    return activity


def as_json(reply: Reply) -> dict[str, Any]:
    """A reply as it is kept until it is delivered."""
    return {
        "text": reply.text,
        "card": dict(reply.card) if reply.card is not None else None,
        "summary": reply.summary,
        "in_private": reply.in_private,
    }


def from_json(kept: Mapping[str, Any]) -> Reply:
    """The reply that was kept."""
    return Reply(kept["text"], kept["card"], kept["summary"], kept["in_private"])
