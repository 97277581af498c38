"""A token is had from Entra ID over real HTTPS, once, and renewed in time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError
from azure.identity.aio import ClientSecretCredential

from integrations.teams import outcomes
from integrations.teams.connector import Connectors
from integrations.teams.credentials import (
    CONNECTOR_SCOPE,
    EntraCredentials,
    NoCredentials,
    client_secret,
    managed_identity,
)
from integrations.teams.service_hosts import ServiceHosts
from integrations.teams.transport import RetryPolicy, Transport
from tests.standins.connector import ConnectorStandIn
from tests.standins.identity import IdentityStandIn

TENANT = "7e2a0000-0000-4000-8000-0000000c0de5"


@pytest.fixture
async def identity() -> AsyncIterator[IdentityStandIn]:
    async with IdentityStandIn() as server:
        yield server


def from_stand_in(identity: IdentityStandIn, secret: str = "right", **given: object) -> EntraCredentials:
    def source() -> ClientSecretCredential:
        return ClientSecretCredential(
            TENANT,
            "app-1",
            secret,
            authority=identity.secure_url,
            disable_instance_discovery=True,
            connection_verify=str(identity.certificate_file),
            retry_total=0,
        )

    return EntraCredentials(source, **given)  # type: ignore[arg-type]


async def test_a_token_is_asked_for_once_with_the_bots_id_secret_and_scope(identity: IdentityStandIn) -> None:
    credentials = from_stand_in(identity)
    assert await asyncio.gather(*(credentials.token() for _ in range(10))) == ["token-1"] * 10
    assert await credentials.token() == "token-1"
    (request,) = identity.token_requests
    assert request.tenant_id == TENANT
    assert request.form["scope"] == CONNECTOR_SCOPE
    assert (request.form["client_id"], request.form["client_secret"]) == ("app-1", "right")
    await credentials.close()


async def test_it_is_renewed_five_minutes_before_its_end(identity: IdentityStandIn) -> None:
    now = time.time()
    credentials = from_stand_in(identity, now=lambda: now)
    assert await credentials.token() == "token-1"
    now += 3600 - 310
    assert await credentials.token() == "token-1"
    assert len(identity.token_requests) == 1
    await credentials.close()


async def test_a_wrong_secret_is_a_matter_of_registration(identity: IdentityStandIn) -> None:
    async with ConnectorStandIn() as teams:
        transport = Transport(
            credentials=from_stand_in(identity, secret="wrong"), hosts=ServiceHosts.of_this_machine()
        )
        connectors = Connectors(transport)
        with pytest.raises(outcomes.NotRegistered) as failed:
            await connectors.to(teams.url).conversations.send_to_conversation("a:1", {"type": "message"})
        assert "wrong" not in str(failed.value)
        assert teams.received == []
        await connectors.close()


async def test_an_identity_service_that_cannot_be_reached_is_tried_again_then_said(
    unused_tcp_port: int,
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    def source() -> ClientSecretCredential:
        return ClientSecretCredential(
            TENANT,
            "app-1",
            "right",
            authority=f"https://127.0.0.1:{unused_tcp_port}",
            disable_instance_discovery=True,
            retry_total=0,
        )

    async with ConnectorStandIn() as teams:
        transport = Transport(
            credentials=EntraCredentials(source),
            hosts=ServiceHosts.of_this_machine(),
            retry=RetryPolicy(attempts=3),
            sleep=sleep,
        )
        with pytest.raises(outcomes.Unavailable):
            await (
                Connectors(transport)
                .to(teams.url)
                .conversations.send_to_conversation("a:1", {"type": "message"})
            )
        assert len(waits) == 2
        assert teams.received == []
        await transport.close()


@dataclass
class NumberedCredential:
    """An Azure credential whose tokens live for an hour, and which fails when told to."""

    now: float = 1_000_000.0
    asked: int = 0
    error: Exception | None = None
    held: asyncio.Event | None = None
    closed: int = 0
    lifetimes: Iterator[int] = field(default_factory=lambda: iter(lambda: 3600, 0))

    async def get_token(self, *scopes: str, **_: object) -> AccessToken:
        assert scopes == (CONNECTOR_SCOPE,)
        self.asked += 1
        number = self.asked
        await asyncio.sleep(0)
        if self.held is not None:
            await self.held.wait()
        if self.error is not None:
            raise self.error
        return AccessToken(f"token-{number}", int(self.now) + next(self.lifetimes))

    async def close(self) -> None:
        self.closed += 1

    def credentials(self) -> EntraCredentials:
        return EntraCredentials(lambda: self, now=lambda: self.now)  # type: ignore[arg-type, return-value]


async def test_many_at_once_ask_for_one_token() -> None:
    source = NumberedCredential()
    credentials = source.credentials()
    assert await asyncio.gather(*(credentials.token() for _ in range(10))) == ["token-1"] * 10
    assert source.asked == 1


async def test_a_new_token_is_used_from_five_minutes_before_the_end_of_the_old() -> None:
    source = NumberedCredential()
    credentials = source.credentials()
    await credentials.token()
    source.now += 3600 - 301
    assert await credentials.token() == "token-1"
    source.now += 2
    assert await credentials.token() == "token-2"
    await credentials.close()
    assert source.closed == 1


async def test_the_old_token_serves_while_it_lives_when_a_new_one_cannot_be_had() -> None:
    source = NumberedCredential()
    credentials = source.credentials()
    await credentials.token()
    source.now += 3400
    source.error = ServiceRequestError("no network")
    assert [await credentials.token() for _ in range(5)] == ["token-1"] * 5
    assert source.asked == 2, "a failed renewal is not tried again at once"
    source.now += 31
    assert await credentials.token() == "token-1"
    assert source.asked == 3
    source.now += 200
    with pytest.raises(ServiceRequestError):
        await credentials.token()
    source.error = None
    assert await credentials.token() == "token-5"


async def test_others_go_on_with_the_old_token_while_one_renews() -> None:
    source = NumberedCredential()
    credentials = source.credentials()
    await credentials.token()
    source.now += 3400
    source.held = asyncio.Event()
    renewing = asyncio.create_task(credentials.token())
    while source.asked < 2:  # the credential has been asked, and is held
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        assert await credentials.token() == "token-1"
    source.held.set()
    assert await renewing == "token-2"


async def test_somebody_who_gives_up_does_not_take_the_token_from_the_others() -> None:
    source = NumberedCredential(held=asyncio.Event())
    assert source.held is not None
    credentials = source.credentials()
    impatient = asyncio.create_task(credentials.token())
    patient = asyncio.create_task(credentials.token())
    while not source.asked:  # the credential has been asked, and is held
        await asyncio.sleep(0)
    impatient.cancel()
    source.held.set()
    assert await patient == "token-2"


async def test_a_token_that_was_not_accepted_is_not_handed_out_again() -> None:
    source = NumberedCredential()
    credentials = source.credentials()
    credentials.forget(await credentials.token() or "")
    assert await credentials.token() == "token-2"
    credentials.forget("token-1")
    assert await credentials.token() == "token-2", "an old complaint does not touch the new token"


async def test_a_short_lived_token_is_still_used_for_a_while() -> None:
    source = NumberedCredential(lifetimes=iter([200, 3600]))
    credentials = source.credentials()
    assert [await credentials.token(), await credentials.token()] == ["token-1", "token-1"]
    source.now += 101
    assert await credentials.token() == "token-2"


async def test_a_failure_at_the_first_token_is_raised_and_the_next_try_is_free() -> None:
    source = NumberedCredential(error=ClientAuthenticationError("no"))
    credentials = source.credentials()
    with pytest.raises(ClientAuthenticationError):
        await credentials.token()
    source.error = None
    assert await credentials.token() == "token-2"


def test_each_event_loop_has_its_own_connections() -> None:
    made: list[NumberedCredential] = []

    def source() -> NumberedCredential:
        made.append(NumberedCredential())
        return made[-1]

    credentials = EntraCredentials(source, now=lambda: 1_000_000.0)  # type: ignore[arg-type]

    async def once() -> None:
        await credentials.token()
        await credentials.token()
        await credentials.close()

    asyncio.run(once())
    asyncio.run(once())
    assert [(one.asked, one.closed) for one in made] == [(1, 1), (1, 1)]


async def test_both_kinds_of_bot_identity_can_be_set_up_and_closed_without_asking_anybody() -> None:
    for credentials in (
        client_secret(tenant_id=TENANT, app_id="app-1", secret="s"),
        managed_identity(app_id="app-1"),
    ):
        await credentials.close()


async def test_in_development_there_is_no_token() -> None:
    assert await NoCredentials().token() is None
