"""Sending to Teams: a thin connector in place of `botbuilder`'s, which builds two REST clients for every
turn.

A connector speaks to one service address. It offers what `CloudAdapterBase` calls, under the names that it
calls, so that the adapter and everything above it stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from botbuilder.schema import ConversationResourceResponse, ResourceResponse

from integrations.teams.activity_json import activity_to_json
from integrations.teams.outcomes import Unknown
from integrations.teams.transport import ConnectorRequest, Method, Transport

_KEPT = 256
"""Connectors kept. A council sees one service address or two; the bound is for the day when it does not."""


class Conversations:
    """The conversations behind one service address.

    An activity is botbuilder's `Activity` or the plain dictionary of the wire. Every method raises the
    exceptions of `integrations.teams.outcomes`.
    """

    def __init__(self, service_url: str, transport: Transport) -> None:
        self._service_url = service_url
        self._transport = transport

    async def create_conversation(self, parameters: Any) -> ConversationResourceResponse:
        """Open a conversation (for a person: find theirs), with a first message if `parameters` has one.

        Raises `Unknown` also where Teams agreed without naming the conversation.
        """
        said = await self._carry(Method.POST, "", activity_to_json(parameters))
        conversation_id = _text(said, "id")
        if not conversation_id:
            raise Unknown("Teams opened a conversation without saying which")
        return ConversationResourceResponse(
            id=conversation_id,
            activity_id=_text(said, "activityId"),
            service_url=_text(said, "serviceUrl") or self._service_url,
        )

    async def send_to_conversation(self, conversation_id: str, activity: Any) -> ResourceResponse:
        """Say something in a conversation. The answer's `id` is the message's; empty where Teams named
        none."""
        path = f"/{_part(conversation_id)}/activities"
        return _resource(await self._carry(Method.POST, path, activity_to_json(activity)))

    async def reply_to_activity(
        self, conversation_id: str, activity_id: str, activity: Any
    ) -> ResourceResponse:
        """Answer a message, in its thread where there are threads."""
        path = f"/{_part(conversation_id)}/activities/{_part(activity_id)}"
        return _resource(await self._carry(Method.POST, path, activity_to_json(activity)))

    async def update_activity(
        self, conversation_id: str, activity_id: str, activity: Any
    ) -> ResourceResponse:
        """Put something else in the place of a message of ours."""
        path = f"/{_part(conversation_id)}/activities/{_part(activity_id)}"
        return _resource(await self._carry(Method.PUT, path, activity_to_json(activity)))

    async def delete_activity(self, conversation_id: str, activity_id: str) -> None:
        """Take back a message of ours."""
        await self._carry(Method.DELETE, f"/{_part(conversation_id)}/activities/{_part(activity_id)}", None)

    async def member(self, conversation_id: str, member_id: str) -> Mapping[str, Any]:
        """What Teams knows of a member: `id`, `name`, `aadObjectId`, `userPrincipalName`, `tenantId`."""
        return await self._carry(Method.GET, f"/{_part(conversation_id)}/members/{_part(member_id)}", None)

    async def _carry(self, method: Method, path: str, body: Mapping[str, Any] | None) -> Mapping[str, Any]:
        request = ConnectorRequest(method, f"/v3/conversations{path}", body)
        return await self._transport.carry(self._service_url, request)


class TeamsConnector:
    """A connector for one service address."""

    def __init__(self, service_url: str, transport: Transport) -> None:
        self.service_url = service_url
        self.conversations = Conversations(service_url, transport)


class Connectors:
    """The connectors of this program, one for each service address, over one transport."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._kept: dict[str, TeamsConnector] = {}

    def to(self, service_url: str) -> TeamsConnector:
        """The connector for that address. Whether it may be sent to is asked at each send."""
        kept = self._kept.get(service_url)
        if kept is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            kept = self._kept[service_url] = TeamsConnector(service_url, self._transport)
        return kept

    def trying_once(self) -> Connectors:
        """Connectors over the same connections that leave it to the caller to try again."""
        return Connectors(self._transport.trying_once())

    async def close(self) -> None:
        """Close the connections of the running event loop."""
        await self._transport.close()


def _part(identifier: str) -> str:
    """An identifier as one part of a path. Raises `ValueError` for one that would mean another path."""
    if not identifier or identifier in {".", ".."}:
        raise ValueError("a conversation, message or member is needed to send to")
    return quote(identifier, safe="")


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return value if isinstance(value, str) else ""


def _resource(said: Mapping[str, Any]) -> ResourceResponse:
    return ResourceResponse(id=_text(said, "id"))
