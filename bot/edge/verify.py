"""Who may speak to the bot.

A request must carry a token that the Bot Framework signed for this bot and for Teams, and the activity in it
must come from our tenant and want its answer at a host that we know. Whatever fails is refused with 401 (we
do not know who you are) or 403 (we do, and no), before anything in the activity is acted on.

Sources: "Authentication with the Bot Connector API" (Microsoft Learn), section "Authenticate requests from
the Bot Connector service to your bot"; RFC 7519 and RFC 8725 for the token itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import jwt

from bot.edge.signing_keys import DocumentFetcher, KeysUnavailable, SigningKey, SigningKeys
from integrations.teams.service_hosts import ServiceHosts

TEAMS = "msteams"
EMULATOR = "emulator"

CLOCK_SKEW = 5 * 60.0
"""Seconds by which the clocks of Microsoft and of this machine may differ."""

LONGEST_TOKEN = 16 * 1024
"""Characters. Real tokens have about 1,500."""

BOT_FRAMEWORK_ISSUER = "https://api.botframework.com"
BOT_FRAMEWORK_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ENTRA_HOST = "https://login.microsoftonline.com"


class Refused(Exception):
    """A request that is not let in. `status` is the HTTP status to answer, `reason` is for our log: it holds
    nothing that the caller sent."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason


@dataclass(frozen=True)
class VerifiedCaller:
    """A channel that may speak to us, for one activity. `claims` is what its token says; `aud` is our app
    id."""

    tenant_id: str
    channel_id: str
    service_url: str
    claims: Mapping[str, Any]


@dataclass(frozen=True)
class Admission:
    """What an activity must say about itself to be let in, whoever brings it."""

    tenant_id: str
    hosts: ServiceHosts
    channels: frozenset[str] = frozenset({TEAMS})


class Door(Protocol):
    """Decides about a request."""

    async def verify(self, authorization: str | None, activity: Mapping[str, Any]) -> VerifiedCaller:
        """Who is speaking. `authorization` is the header of that name. Raises `Refused`."""

    async def close(self) -> None:
        """Release connections."""


class TokenIssuer(Protocol):
    """Somebody whose tokens we take."""

    @property
    def names(self) -> frozenset[str]:
        """What they write as `iss`."""

    @property
    def keys(self) -> SigningKeys:
        """What they sign with."""

    def check(self, key: SigningKey, claims: Mapping[str, Any], activity: Mapping[str, Any]) -> None:
        """Whether a token with a right signature also says what this issuer's tokens must. Raises
        `Refused`."""


@dataclass(frozen=True)
class BotFramework:
    """The Bot Framework itself: its tokens name the service address, and its keys the channels they sign
    for."""

    keys: SigningKeys
    names: frozenset[str] = frozenset({BOT_FRAMEWORK_ISSUER})

    def check(self, key: SigningKey, claims: Mapping[str, Any], activity: Mapping[str, Any]) -> None:
        if activity.get("channelId") not in key.endorsements:
            raise Refused(403, "the signing key is not endorsed for this channel")
        if not claims.get("serviceurl") or claims["serviceurl"] != activity.get("serviceUrl"):
            raise Refused(403, "the token is for another service address")


@dataclass(frozen=True)
class EntraTenant:
    """Our own tenant in Entra ID, for a single-tenant bot.

    Any application in the tenant can get a token that is meant for ours, so only a token that was given to
    the bot's own identity counts: `appid` in version 1 of these tokens, `azp` in version 2.
    """

    keys: SigningKeys
    tenant_id: str
    app_id: str
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        names = {f"https://sts.windows.net/{self.tenant_id}/", f"{ENTRA_HOST}/{self.tenant_id}/v2.0"}
        object.__setattr__(self, "names", frozenset(names))

    def check(self, key: SigningKey, claims: Mapping[str, Any], activity: Mapping[str, Any]) -> None:
        given_to = claims.get("azp") if claims.get("ver") == "2.0" else claims.get("appid")
        if given_to != self.app_id.lower():
            raise Refused(403, "the token was given to another application")
        if claims.get("tid") != self.tenant_id:
            raise Refused(403, "the token is of another tenant")
        if claims.get("serviceurl", activity.get("serviceUrl")) != activity.get("serviceUrl"):
            raise Refused(403, "the token is for another service address")


class Verifier:
    """Lets in whom Microsoft vouches for. `app_id` is the bot's own, to which every token must be
    addressed."""

    def __init__(self, *, app_id: str, admission: Admission, issuers: Sequence[TokenIssuer]) -> None:
        if not app_id or not admission.tenant_id:
            raise ValueError("an app id and a tenant id are needed to verify anybody")
        self._app_id = app_id.lower()
        self._admission = admission
        self._issuers = {name: issuer for issuer in issuers for name in issuer.names}

    async def verify(self, authorization: str | None, activity: Mapping[str, Any]) -> VerifiedCaller:
        """Who is speaking.

        Raises `Refused`: 401 for a token that is missing, malformed, expired, forged, addressed to
        somebody else or of an issuer whom we do not know; 403 for the wrong channel, tenant or service
        address; 503 while no signing keys can be fetched, so that the sender tries again.
        """
        token = _bearer_token(authorization)
        issuer, key = await self._issuer_and_key_of(token)
        claims = self._verified_claims(token, key)
        caller = _admit(self._admission, activity, claims)
        issuer.check(key, claims, activity)
        return caller

    async def close(self) -> None:
        """Stop fetching keys, and close the connections for it."""
        for issuer in set(self._issuers.values()):
            await issuer.keys.close()

    async def _issuer_and_key_of(self, token: str) -> tuple[TokenIssuer, SigningKey]:
        try:
            key_id = jwt.get_unverified_header(token).get("kid")
            named = jwt.decode(token, options={"verify_signature": False}).get("iss")
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as cause:
            raise Refused(401, "the token cannot be read") from cause
        issuer = self._issuers.get(named) if isinstance(named, str) else None
        if issuer is None:
            raise Refused(401, "the token is of an issuer we do not know")
        if not isinstance(key_id, str) or not key_id:
            raise Refused(401, "the token names no signing key")
        try:
            key = await issuer.keys.find(key_id)
        except KeysUnavailable as cause:
            raise Refused(503, str(cause)) from cause
        if key is None:
            raise Refused(401, "the token is signed with a key we do not know")
        return issuer, key

    def _verified_claims(self, token: str, key: SigningKey) -> Mapping[str, Any]:
        try:
            return jwt.decode(
                token,
                key.public_key,
                algorithms=["RS256"],
                audience=self._app_id,
                leeway=CLOCK_SKEW,
                options={"require": ["exp", "iss", "aud"]},
            )
        except jwt.ExpiredSignatureError as cause:
            raise Refused(401, "the token has expired") from cause
        except jwt.InvalidSignatureError as cause:
            raise Refused(401, "the token is forged") from cause
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as cause:
            raise Refused(401, f"the token is not valid: {type(cause).__name__}") from cause


class OpenDoor:
    """For development without credentials: takes no token, and only what comes from a client on this
    machine for the tenant of the settings. Never to be used on an address that others can reach."""

    def __init__(self, *, tenant_id: str, app_id: str = "") -> None:
        if not tenant_id:
            raise ValueError("a tenant id is needed, in development too")
        self._app_id = app_id
        self._admission = Admission(tenant_id, ServiceHosts.of_this_machine(), frozenset({TEAMS, EMULATOR}))

    async def verify(self, authorization: str | None, activity: Mapping[str, Any]) -> VerifiedCaller:
        """Who is speaking. Raises `Refused` with 403."""
        return _admit(self._admission, activity, {"aud": self._app_id, "appid": self._app_id})

    async def close(self) -> None:
        return None


def issuers_of_microsoft(*, app_id: str, tenant_id: str) -> tuple[TokenIssuer, ...]:
    """The issuers for a single-tenant bot in Microsoft's public cloud."""
    fetch = DocumentFetcher()
    tenant_id = tenant_id.lower()
    entra_metadata = f"{ENTRA_HOST}/{tenant_id}/v2.0/.well-known/openid-configuration"
    return (
        BotFramework(SigningKeys(BOT_FRAMEWORK_METADATA, fetch)),
        EntraTenant(SigningKeys(entra_metadata, fetch), tenant_id, app_id),
    )


def _bearer_token(authorization: str | None) -> str:
    if not authorization:
        raise Refused(401, "there is no token")
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or " " in token or not token.isascii():
        raise Refused(401, "the authorisation is not a bearer token")
    if len(token) > LONGEST_TOKEN:
        raise Refused(401, "the token is too long")
    return token


def _admit(admission: Admission, activity: Mapping[str, Any], claims: Mapping[str, Any]) -> VerifiedCaller:
    channel_id = activity.get("channelId")
    if not isinstance(channel_id, str) or channel_id not in admission.channels:
        raise Refused(403, "the activity is of a channel that is not allowed")
    service_url = activity.get("serviceUrl")
    if not isinstance(service_url, str) or not admission.hosts.allows(service_url):
        raise Refused(403, "the service host is not allowed")
    # Teams leaves one of the two out at times; what is there must agree, and one must be there.
    named = [
        tenant
        for tenant in (
            _inside(activity, "conversation", "tenantId"),
            _inside(activity, "channelData", "tenant", "id"),
        )
        if tenant not in (None, "")
    ]
    if not named:
        raise Refused(403, "the activity names no tenant")
    if any(not isinstance(tenant, str) or tenant.lower() != admission.tenant_id.lower() for tenant in named):
        raise Refused(403, "the activity is of another tenant")
    return VerifiedCaller(admission.tenant_id, channel_id, service_url, claims)


def _inside(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
