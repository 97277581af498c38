"""Who we are when we send: access tokens for the Bot Framework's connector, without blocking the event loop.

A token is asked for once, kept until five minutes before it runs out, and asked for by one task while the
others wait for that answer. Where a new token cannot be had, the old one serves for as long as it is
valid.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from azure.core.credentials_async import AsyncTokenCredential
from azure.identity.aio import ClientSecretCredential, ManagedIdentityCredential

from integrations.teams.per_loop import PerLoop

CONNECTOR_AUDIENCE = "https://api.botframework.com"
CONNECTOR_SCOPE = f"{CONNECTOR_AUDIENCE}/.default"

RENEW_BEFORE = 5 * 60.0
"""Seconds before its end at which a token is replaced."""

PAUSE_AFTER_FAILURE = 30.0
"""Seconds in which a failed renewal is not tried again while the old token is still valid."""


class Credentials(Protocol):
    """A source of access tokens for the connector."""

    async def token(self) -> str | None:
        """The token to send, or None to send none. Raises what the identity service raised where there is
        none."""

    def forget(self, token: str) -> None:
        """This token was not accepted: do not hand it out again."""

    async def close(self) -> None:
        """Release connections to the identity service. The credentials are not used afterwards."""


class NoCredentials:
    """For development against a client on this machine, which asks for no token."""

    async def token(self) -> str | None:
        return None

    def forget(self, token: str) -> None:
        return None

    async def close(self) -> None:
        return None


class EntraCredentials:
    """Tokens from Microsoft Entra ID, through azure-identity.

    `source` makes the credential; it is called once for each event loop, as its connections belong to a loop.
    `now` is the wall clock in seconds since 1970, which Entra counts a token's life by.
    """

    def __init__(
        self, source: Callable[[], AsyncTokenCredential], *, now: Callable[[], float] = time.time
    ) -> None:
        self._tokens = PerLoop(lambda: _TokenOfOneLoop(source(), now))

    async def token(self) -> str | None:
        return await self._tokens.here().token()

    def forget(self, token: str) -> None:
        self._tokens.here().forget(token)

    async def close(self) -> None:
        tokens = self._tokens.take_here()
        if tokens is not None:
            await tokens.close()


class _TokenOfOneLoop:
    def __init__(self, credential: AsyncTokenCredential, now: Callable[[], float]) -> None:
        self._credential = credential
        self._now = now
        self._one_at_a_time = asyncio.Lock()
        self._token = ""
        self._expires_at = 0.0
        self._renew_at = 0.0

    async def token(self) -> str:
        if self._now() < self._renew_at:
            return self._token
        if self._one_at_a_time.locked() and self._is_still_valid():
            return self._token
        async with self._one_at_a_time:
            if self._now() >= self._renew_at:
                await self._renew()
            return self._token

    def forget(self, token: str) -> None:
        if token == self._token:
            self._token, self._expires_at, self._renew_at = "", 0.0, 0.0

    async def close(self) -> None:
        await self._credential.close()

    async def _renew(self) -> None:
        try:
            fresh = await self._credential.get_token(CONNECTOR_SCOPE)
        except Exception:
            if not self._is_still_valid():
                raise
            self._renew_at = min(self._now() + PAUSE_AFTER_FAILURE, self._expires_at)
            return
        self._token = fresh.token
        self._expires_at = float(fresh.expires_on)
        # A token that came with less than five minutes to live is used for half of what is left.
        self._renew_at = max(self._expires_at - RENEW_BEFORE, (self._now() + self._expires_at) / 2)

    def _is_still_valid(self) -> bool:
        return bool(self._token) and self._now() < self._expires_at


def client_secret(*, tenant_id: str, app_id: str, secret: str) -> EntraCredentials:
    """The credentials of a single-tenant bot: its app registration's id and secret."""
    return EntraCredentials(lambda: ClientSecretCredential(tenant_id, app_id, secret))


def managed_identity(*, app_id: str) -> EntraCredentials:
    """The credentials of a bot with a user-assigned managed identity, whose client id is the bot's app id."""
    return EntraCredentials(lambda: ManagedIdentityCredential(client_id=app_id))
