"""The library's adapter sends through our connector, and lets nobody in by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import (
    Activity,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
)

from integrations.teams.authentication import Authentication, SignInNotOffered
from integrations.teams.connector import Connectors
from integrations.teams.credentials import NoCredentials
from integrations.teams.service_hosts import ServiceHosts
from integrations.teams.transport import Transport
from tests.standins.connector import ConnectorStandIn, Verb

CHAT = "a:chat"


@dataclass(frozen=True)
class Caller:
    claims: Mapping[str, Any] = field(default_factory=lambda: {"aud": "app-1", "appid": "app-1"})


@pytest.fixture
async def teams() -> AsyncIterator[ConnectorStandIn]:
    async with ConnectorStandIn() as server:
        yield server


@pytest.fixture
async def authentication() -> AsyncIterator[Authentication]:
    transport = Transport(credentials=NoCredentials(), hosts=ServiceHosts.of_this_machine())
    yield Authentication(Connectors(transport))
    await transport.close()


def incoming(teams: ConnectorStandIn, **changes: Any) -> Activity:
    return Activity(
        **{
            "type": "message",
            "id": "activity-1",
            "channel_id": "msteams",
            "service_url": teams.url,
            "conversation": ConversationAccount(id=CHAT),
            "from_property": ChannelAccount(id="29:person"),
            "recipient": ChannelAccount(id="28:bot"),
            "text": "hello",
        }
        | changes
    )


async def test_a_turn_answers_changes_and_deletes_through_our_connector(
    teams: ConnectorStandIn, authentication: Authentication
) -> None:
    adapter = CloudAdapter(authentication)

    async def turn(context: TurnContext) -> None:
        answer = await context.send_activity("one")
        await context.update_activity(
            Activity(type="message", id=answer.id, text="two", conversation=context.activity.conversation)
        )
        second = await context.send_activity("three")
        await context.delete_activity(second.id)

    await adapter.process_activity(authentication.authenticated(Caller()), incoming(teams), turn)
    assert [one.text for one in teams.messages(CHAT)] == ["two"]
    assert [one.verb for one in teams.received] == [Verb.REPLY, Verb.UPDATE, Verb.REPLY, Verb.DELETE]


async def test_an_answer_to_an_invoke_goes_back_in_the_response(
    teams: ConnectorStandIn, authentication: Authentication
) -> None:
    adapter = CloudAdapter(authentication)

    async def turn(context: TurnContext) -> None:
        await context.send_activity(Activity(type="invokeResponse", value={"status": 200}))

    invoked = incoming(teams, type="invoke")
    said = await adapter.process_activity(authentication.authenticated(Caller()), invoked, turn)
    assert said == {"status": 200}
    assert teams.received == []


async def test_the_bot_can_speak_first(teams: ConnectorStandIn, authentication: Authentication) -> None:
    adapter = CloudAdapter(authentication)

    async def turn(context: TurnContext) -> None:
        await context.send_activity("good morning")

    reference = ConversationReference(
        service_url=teams.url, channel_id="msteams", conversation=ConversationAccount(id=CHAT)
    )
    await adapter.continue_conversation(reference, turn, "app-1")
    assert [one.text for one in teams.messages(CHAT)] == ["good morning"]

    opened: list[str] = []

    async def opened_turn(context: TurnContext) -> None:
        opened.append(context.activity.conversation.id)
        await context.send_activity("welcome")

    await adapter.create_conversation(
        "app-1",
        opened_turn,
        ConversationParameters(members=[ChannelAccount(id="29:new")], bot=ChannelAccount(id="28:bot")),
        "msteams",
        teams.url,
    )
    assert [one.text for one in teams.messages(opened[0])] == ["welcome"]


@pytest.mark.parametrize("header", ["", "Bearer anything"])
async def test_the_adapter_lets_nobody_in_by_itself(
    teams: ConnectorStandIn, authentication: Authentication, header: str
) -> None:
    turns: list[TurnContext] = []

    async def turn(context: TurnContext) -> None:
        turns.append(context)

    with pytest.raises(PermissionError):
        await CloudAdapter(authentication).process_activity(header, incoming(teams), turn)
    with pytest.raises(PermissionError):
        await authentication.authenticate_streaming_request(header, "msteams")
    with pytest.raises(PermissionError):
        await authentication.authenticate_channel_request(header)
    assert turns == []


async def test_signing_in_through_the_bot_framework_says_that_it_is_not_offered(
    authentication: Authentication,
) -> None:
    identity = authentication.authenticated(Caller()).claims_identity
    client = await authentication.create_user_token_client(identity)
    assert client is await authentication.create_user_token_client(identity)
    for call in (
        client.get_user_token("user", "connection", "msteams", ""),
        client.get_sign_in_resource("connection", None, ""),
        client.sign_out_user("user", "connection", "msteams"),
        client.get_token_status("user", "msteams", ""),
        client.get_aad_tokens("user", "connection", [], "msteams"),
        client.exchange_token("user", "connection", "msteams", None),
    ):
        with pytest.raises(SignInNotOffered):
            await call


async def test_the_caller_is_known_in_the_turn(
    teams: ConnectorStandIn, authentication: Authentication
) -> None:
    adapter = CloudAdapter(authentication)
    seen: list[Any] = []

    async def turn(context: TurnContext) -> None:
        seen.append(context.turn_state[adapter.BOT_IDENTITY_KEY].get_claim_value("aud"))
        seen.append(context.activity.caller_id)

    await adapter.process_activity(authentication.authenticated(Caller()), incoming(teams), turn)
    assert seen == ["app-1", "urn:botframework:azure"]
