"""What an activity of Teams says: who, where, which words, which button. Nothing in it is trusted beyond that."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from botbuilder.schema import Activity, ActivityTypes, Attachment

from cases.words import readable
from dialogs.turn import Place, Press, SentFile

_LONGEST_KEY = 400
_CARD_ACTION = "adaptiveCard/action"
_READ_RECEIPT = "application/vnd.microsoft.readReceipt"
_FILE = "application/vnd.microsoft.teams.file.download.info"
_MESSAGE_EXTENSION = frozenset({"composeExtension/fetchTask", "composeExtension/submitAction"})


def person_id(activity: Activity) -> str:
    """The Entra object id of who speaks; empty where Teams gave none."""
    sender = activity.from_property
    return str(getattr(sender, "aad_object_id", None) or "").lower()


def place_of(activity: Activity) -> Place:
    """Where it was said. What is not surely a personal chat is treated as public.

    A message that was handed over may come from any chat, and the talk about it goes on in private.
    """
    if is_passed_message(activity):
        return Place.HANDED_OVER
    kind = activity.conversation.conversation_type
    if kind == "personal":
        return Place.PERSONAL
    return Place.CHANNEL if kind == "channel" else Place.GROUP


def is_card_invoke(activity: Activity) -> bool:
    """Whether this is a Universal Action: a button whose answer takes the card's place."""
    return bool(activity.type == "invoke" and activity.name == _CARD_ACTION)


def is_shown_anew(activity: Activity) -> bool:
    """Whether the client asks by itself for a card as it stands now. Only its own view is to change."""
    value = activity.value
    return is_card_invoke(activity) and isinstance(value, Mapping) and value.get("trigger") == "automatic"


def is_passed_message(activity: Activity) -> bool:
    """Whether somebody handed a message of another chat to the bot, by the message extension of the manifest."""
    return bool(activity.type == "invoke" and activity.name in _MESSAGE_EXTENSION)


def _passed_words(activity: Activity) -> str:
    """The words of the message that was handed over: Teams gives them as HTML, without attachments."""
    value = activity.value if isinstance(activity.value, Mapping) else {}
    payload = value.get("messagePayload")
    body = payload.get("body") if isinstance(payload, Mapping) else None
    content = body.get("content") if isinstance(body, Mapping) else None
    if not isinstance(content, str):
        return ""
    if body is not None and body.get("contentType") == "text":
        return content.strip()
    reader = _Words()
    reader.feed(content)
    reader.close()
    return "\n".join(line for line in (" ".join(part.split()) for part in reader.text().split("\n")) if line)


class _Words(HTMLParser):
    """The words of HTML, a line for each block."""

    _BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote", "attachment"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BLOCKS:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        self._parts.append(data)

    def text(self) -> str:
        """What was read so far."""
        return "".join(self._parts)


def press_of(activity: Activity) -> Press | None:
    """The button that was pressed, from a Universal Action or from its fallback, a message with a value."""
    value = activity.value
    if not isinstance(value, Mapping) or is_passed_message(activity):
        return None
    if is_card_invoke(activity):
        action = value.get("action")
        if not isinstance(action, Mapping):
            return None
        data = action.get("data")
        data = data if isinstance(data, Mapping) else {}
        verb = data.get("verb") or action.get("verb")
    else:
        data = value
        verb = value.get("verb")
    return Press(verb if isinstance(verb, str) else "", dict(data))


def own_words(activity: Activity) -> str:
    """The text without the mentions of the bot, and only those: they are taken out by their entity, so that the
    bot's name in a sentence stays."""
    if is_passed_message(activity):
        return readable(_passed_words(activity))
    text = activity.text or ""
    bot = activity.recipient.id if activity.recipient else None
    for entity in activity.entities or ():
        given = {**(entity.additional_properties or {}), **{"type": entity.type}}
        mentioned = given.get("mentioned")
        marked = given.get("text")
        if (
            given["type"] == "mention"
            and isinstance(mentioned, Mapping)
            and mentioned.get("id") == bot
            and isinstance(marked, str)
            and marked
        ):
            text = text.replace(marked, " ", 1)
    return readable(text).strip()


def files_of(activity: Activity) -> tuple[SentFile, ...]:
    """The files that were sent in a personal chat, which Teams keeps in the sender's OneDrive or SharePoint."""
    return tuple(
        _file(attachment)
        for attachment in activity.attachments or ()
        if attachment.content_type == _FILE and isinstance(attachment.content_url, str)
    )


def _file(attachment: Attachment) -> SentFile:
    name = readable(attachment.name or "").strip()
    content = attachment.content if isinstance(attachment.content, Mapping) else {}
    download, ending = content.get("downloadUrl"), content.get("fileType")
    if "." not in name and isinstance(ending, str) and ending.isalnum():
        name = f"{name or 'document'}.{ending}"
    return SentFile(name, attachment.content_url, download if isinstance(download, str) else "")


def read_until(activity: Activity) -> str:
    """The id of the message up to which somebody has read their own chat with the bot; empty where Teams says nothing
    of the sort.

    Teams sends this event where the app has the permission `ChatMessageReadReceipt.Read.Chat`.
    """
    is_receipt = activity.type == ActivityTypes.event and activity.name == _READ_RECEIPT
    if not is_receipt or place_of(activity) is not Place.PERSONAL or not isinstance(activity.value, Mapping):
        return ""
    last = activity.value.get("lastReadMessageId")
    return last if isinstance(last, str) else ""


def has_attachment(activity: Activity) -> bool:
    """Whether a file or picture came with it. Teams adds the text itself as an HTML attachment, which is none."""
    return any((one.content_type or "") != "text/html" for one in activity.attachments or ())


def turn_key(activity: Activity) -> str:
    """What tells this activity from every other, so that a resend is known. The timestamp changes with a resend."""
    key = f"{activity.channel_id}|{activity.conversation.id}|{activity.id}"
    return key if len(key) <= _LONGEST_KEY else f"{activity.channel_id}|{sha256(key.encode()).hexdigest()}"


def state_key(activity: Activity, person: str) -> str:
    """The key of a person's dialog state: with the tenant, without the conversation, as dialogs are personal."""
    return f"{str(activity.conversation.tenant_id).lower()}/{person}"


def address_of(activity: Activity) -> dict[str, Any]:
    """Where an activity can be answered later on: our own value, plain JSON."""
    conversation = str(activity.conversation.id)
    if activity.conversation.conversation_type == "channel":
        conversation = conversation.split(";messageid=")[0]
    return {
        "service_url": activity.service_url,
        "conversation": conversation,
        "channel": activity.channel_id,
        "tenant": activity.conversation.tenant_id,
        "bot": {"id": activity.recipient.id, "name": activity.recipient.name},
        "user": activity.from_property.id if activity.from_property else None,
    }
