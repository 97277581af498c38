"""A stand-in for Microsoft's identity services, as a real HTTP and HTTPS server on this machine: the OpenID
configuration and signing keys of the Bot Framework and of an Entra tenant, and Entra's token endpoint.

    async with IdentityStandIn() as identity:
        token = identity.mint({"iss": ..., "aud": ...})
        identity.rotate()
"""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import json
import ssl
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from jwt.algorithms import RSAAlgorithm

BOT_FRAMEWORK = "https://api.botframework.com"


@cache
def rsa_key(number: int, bits: int = 2048) -> rsa.RSAPrivateKey:
    """The private key of that number, the same throughout a test run: making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True)
class PublishedKey:
    """A signing key as its issuer publishes it."""

    key_id: str
    private_key: rsa.RSAPrivateKey
    endorsements: Sequence[str] | None = ("msteams", "webchat")

    def as_json(self) -> dict[str, Any]:
        written: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(self.private_key.public_key()))
        written |= {"kid": self.key_id, "x5t": self.key_id, "use": "sig"}
        if self.endorsements is not None:
            written["endorsements"] = list(self.endorsements)
        return written


@dataclass
class TokenRequest:
    """What somebody asked the token endpoint for."""

    tenant_id: str
    form: Mapping[str, str] = field(default_factory=dict)


class IdentityStandIn:
    """The servers. Everything that they serve can be changed while they run."""

    def __init__(self) -> None:
        self.url = ""
        self.secure_url = ""
        self.published: list[PublishedKey] = [PublishedKey("key-1", rsa_key(1))]
        self.extra_keys: list[Any] = []
        self.configuration_fetches = 0
        self.key_fetches = 0
        self.token_requests: list[TokenRequest] = []
        self.token_lifetime = 3600
        self.fails_with: int | None = None
        self.answers_with: str | None = None
        self.held: asyncio.Event | None = None
        self.was_asked = asyncio.Event()
        self._numbers = count(2)
        self._runner: web.AppRunner | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._configuration)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._configuration)
        app.router.add_get("/keys", self._keys)
        app.router.add_get("/moved", self._moved)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self._folder = tempfile.TemporaryDirectory()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._server_tls()).start()
        (host, plain), (_, secure) = (address[:2] for address in self._runner.addresses)
        self.url, self.secure_url = f"http://{host}:{plain}", f"https://{host}:{secure}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def metadata_url(self) -> str:
        """The OpenID configuration of the Bot Framework."""
        return f"{self.url}/v1/.well-known/openidconfiguration"

    def entra_metadata_url(self, tenant_id: str) -> str:
        """The OpenID configuration of a tenant."""
        return f"{self.url}/{tenant_id}/v2.0/.well-known/openid-configuration"

    @property
    def certificate_file(self) -> Path:
        """The certificate of the HTTPS server, for its clients to trust."""
        assert self._folder is not None
        return Path(self._folder.name) / "certificate.pem"

    @property
    def client_tls(self) -> ssl.SSLContext:
        """What a client needs to trust the HTTPS server."""
        return ssl.create_default_context(cafile=str(self.certificate_file))

    def rotate(self, *, endorsements: Sequence[str] | None = ("msteams",)) -> PublishedKey:
        """Publish a new key in place of the others; tokens are signed with it from now on."""
        number = next(self._numbers)
        self.published = [PublishedKey(f"key-{number}", rsa_key(number), endorsements)]
        return self.published[0]

    def mint(
        self,
        claims: Mapping[str, Any],
        *,
        key: PublishedKey | None = None,
        algorithm: str = "RS256",
        headers: Mapping[str, Any] | None = None,
        secret: Any = None,
    ) -> str:
        """A token with these claims, for an hour from now unless they say otherwise; None leaves a claim
        out."""
        key = key or self.published[-1]
        now = int(time.time())
        everything = {"nbf": now - 60, "exp": now + 3600} | dict(claims)
        return jwt.encode(
            {name: value for name, value in everything.items() if value is not None},
            secret if secret is not None or algorithm == "none" else key.private_key,
            algorithm=algorithm,
            headers={"kid": key.key_id} | dict(headers or {}),
        )

    async def _configuration(self, request: web.Request) -> web.Response:
        self.configuration_fetches += 1
        base = f"{request.scheme}://{request.host}"
        return await self._say({"issuer": BOT_FRAMEWORK, "jwks_uri": f"{base}/keys"})

    async def _keys(self, request: web.Request) -> web.Response:
        self.key_fetches += 1
        return await self._say({"keys": [*self.extra_keys, *(key.as_json() for key in self.published)]})

    async def _moved(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(self.metadata_url)

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.token_requests.append(TokenRequest(request.match_info["tenant"], form))
        if form.get("client_secret") == "wrong":
            said = {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}
            return web.json_response(said, status=401)
        return await self._say(
            {
                "token_type": "Bearer",
                "expires_in": self.token_lifetime,
                "access_token": f"token-{len(self.token_requests)}",
            }
        )

    async def _say(self, said: Mapping[str, Any]) -> web.Response:
        self.was_asked.set()
        if self.held is not None:
            await self.held.wait()
        if self.fails_with is not None:
            return web.json_response({"error": "unavailable"}, status=self.fails_with)
        if self.answers_with is not None:
            return web.Response(text=self.answers_with, content_type="application/json")
        return web.json_response(said)

    def _server_tls(self) -> ssl.SSLContext:
        key = rsa_key(0)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
                critical=False,
            )
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        key_file = self.certificate_file.with_name("key.pem")
        self.certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate_file, key_file)
        return context
