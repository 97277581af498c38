"""What `CloudAdapter` needs in order to send, in place of the library's own authentication.

The library authenticates a request inside the turn; without an app id it then lets everybody in. Here a
request is verified before a turn begins, and the adapter is handed the finding. Its own way of asking is
closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, Protocol

from botbuilder.schema import CallerIdConstants
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
)
from botframework.connector.auth import ConnectorFactory as LibraryConnectorFactory
from botframework.connector.auth.user_token_client import UserTokenClient

from integrations.teams.connector import Connectors, TeamsConnector
from integrations.teams.credentials import CONNECTOR_AUDIENCE


class Caller(Protocol):
    """Somebody who was verified."""

    @property
    def claims(self) -> Mapping[str, Any]:
        """What their token says; at least `aud`, the bot's own app id."""


class ConnectorFactory(LibraryConnectorFactory):  # type: ignore[misc]  # the library has no types
    """Hands out the kept connector for a service address. The audience is always that of the credentials."""

    def __init__(self, connectors: Connectors) -> None:
        self._connectors = connectors

    async def create(self, service_url: str, audience: str | None = None) -> TeamsConnector:
        return self._connectors.to(service_url)


class SignInNotOffered(Exception):
    """Ask IG signs nobody in through the Bot Framework's token service: Teams says who is speaking."""


class _NoUserTokens(UserTokenClient):  # type: ignore[misc]  # the library has no types
    async def get_user_token(self, *_: Any, **__: Any) -> NoReturn:
        _refuse_sign_in()

    async def get_sign_in_resource(self, *_: Any, **__: Any) -> NoReturn:
        _refuse_sign_in()

    async def sign_out_user(self, *_: Any, **__: Any) -> NoReturn:
        _refuse_sign_in()

    async def get_token_status(self, *_: Any, **__: Any) -> NoReturn:
        _refuse_sign_in()

    async def get_aad_tokens(self, *_: Any, **__: Any) -> NoReturn:
        _refuse_sign_in()

    async def exchange_token(self, *_: Any, **__: Any) -> NoReturn:
        _refuse_sign_in()


def _refuse_sign_in() -> NoReturn:
    raise SignInNotOffered("Ask IG uses no sign-in of the Bot Framework; take the person from the activity")


class Authentication(BotFrameworkAuthentication):  # type: ignore[misc]  # the library has no types
    """The adapter's authentication: gives connectors, and verifies nobody itself."""

    def __init__(self, connectors: Connectors) -> None:
        self._factory = ConnectorFactory(connectors)
        self._no_user_tokens = _NoUserTokens()

    def authenticated(self, caller: Caller) -> AuthenticateRequestResult:
        """What to hand to `CloudAdapter.process_activity` in place of an authorisation header."""
        result = AuthenticateRequestResult()
        result.audience = CONNECTOR_AUDIENCE
        result.claims_identity = ClaimsIdentity(dict(caller.claims), True)
        result.caller_id = CallerIdConstants.public_azure_channel
        result.connector_factory = self._factory
        return result

    async def authenticate_request(self, activity: Any, auth_header: str) -> NoReturn:
        raise PermissionError(
            "a request is verified before its turn; hand over the result of authenticated()"
        )

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> NoReturn:
        raise PermissionError("Ask IG takes no streaming connections")

    async def authenticate_channel_request(self, auth_header: str) -> NoReturn:
        raise PermissionError("Ask IG takes no requests from other bots")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._factory

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> UserTokenClient:
        return self._no_user_tokens

    def get_originating_audience(self) -> str:
        return CONNECTOR_AUDIENCE
