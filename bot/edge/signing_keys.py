"""The public keys that an issuer signs its tokens with, fetched over OpenID discovery and kept.

Keys change without notice. A key that we do not know is looked for at most once in a while, so that tokens
made up by somebody cannot make us ask without end; keys that we have serve on while newer ones are
fetched, and when they cannot be.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

REFRESH_AFTER = 24 * 3600.0
"""Seconds after which keys are fetched anew; Microsoft asks for at least once in 24 hours."""

LOOK_AGAIN_AFTER = 5 * 60.0
"""Seconds between two fetches for the sake of an unknown key."""

PAUSE_AFTER_FAILURE = 10.0
"""Seconds before the next fetch where there are no keys at all and the last fetch failed."""

SMALLEST_KEY_BITS = 2048
LARGEST_DOCUMENT_BYTES = 1024 * 1024


@dataclass(frozen=True)
class SigningKey:
    """A public key, and the channels that it may sign for (Microsoft calls them its endorsements)."""

    public_key: RSAPublicKey
    endorsements: frozenset[str]


class KeysUnavailable(Exception):
    """There are no keys of this issuer, and none can be fetched at present."""


class FetchFailed(Exception):
    """A document could not be fetched, or was not what was asked for."""


class Fetch(Protocol):
    """Fetches a JSON object."""

    async def __call__(self, url: str) -> Mapping[str, Any]:
        """Raises `FetchFailed`."""

    async def close(self) -> None:
        """Close connections. May be called more than once."""


class DocumentFetcher:
    """Fetches JSON documents over HTTP: bounded in size and time, and never from https on to http.

    `ssl` is what aiohttp takes under that name: the certificates to trust, True for those of the system.
    """

    def __init__(self, *, ssl: Any = True) -> None:
        self._ssl = ssl
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, url: str) -> Mapping[str, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=15), cookie_jar=aiohttp.DummyCookieJar()
            )
        try:
            async with self._session.get(url, ssl=self._ssl, max_redirects=3) as response:
                hops = [*response.history, response]
                if url.startswith("https:") and any(hop.url.scheme != "https" for hop in hops):
                    raise FetchFailed("redirected away from https")
                if response.status != 200:
                    raise FetchFailed(f"answered {response.status}")
                return _read_object(await _read_at_most(response, LARGEST_DOCUMENT_BYTES))
        except (aiohttp.ClientError, TimeoutError, OSError) as cause:
            raise FetchFailed(type(cause).__name__) from cause

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


class SigningKeys:
    """The keys of one issuer. `metadata_url` is its OpenID configuration; `clock` gives seconds, only
    growing."""

    def __init__(
        self, metadata_url: str, fetch: Fetch, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._metadata_url = metadata_url
        self._fetch = fetch
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._running: asyncio.Task[None] | None = None

    async def find(self, key_id: str) -> SigningKey | None:
        """The key of that id, or None where the issuer has no such key.

        Waits for a fetch only where the answer depends on it. Raises `KeysUnavailable`.
        """
        if not self._keys:
            await self._fetch_first_keys()
        known = self._keys.get(key_id)
        if known is not None:
            if (
                self._since(self._fetched_at) >= REFRESH_AFTER
                and self._since(self._tried_at) >= LOOK_AGAIN_AFTER
            ):
                self._begin_refresh()
            return known
        if self._running is not None or self._since(self._tried_at) >= LOOK_AGAIN_AFTER:
            await self._refreshed()
        return self._keys.get(key_id)

    async def close(self) -> None:
        """Stop a fetch that is under way, and close its connections."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running})
        await self._fetch.close()

    async def _fetch_first_keys(self) -> None:
        if self._running is not None or self._since(self._tried_at) >= PAUSE_AFTER_FAILURE:
            await self._refreshed()
        if not self._keys:
            raise KeysUnavailable("the issuer's signing keys cannot be fetched")

    async def _refreshed(self) -> None:
        # Shielded: a caller who goes away does not take the fetch from the others who wait for it.
        await asyncio.shield(self._begin_refresh())

    def _begin_refresh(self) -> asyncio.Task[None]:
        if self._running is None:
            self._tried_at = self._clock()
            self._running = asyncio.get_running_loop().create_task(self._refresh())
            self._running.add_done_callback(self._refresh_ended)
        return self._running

    def _refresh_ended(self, _: asyncio.Task[None]) -> None:
        self._running = None

    async def _refresh(self) -> None:
        try:
            configuration = await self._fetch(self._metadata_url)
            keys_url = configuration.get("jwks_uri")
            if not isinstance(keys_url, str) or _scheme(keys_url) != _scheme(self._metadata_url):
                raise FetchFailed("the OpenID configuration names no keys")
            keys = _read_keys(await self._fetch(keys_url))
            if not keys:
                raise FetchFailed("the issuer published no key that can be used")
        except FetchFailed:
            return
        self._keys = keys
        self._fetched_at = self._clock()

    def _since(self, moment: float | None) -> float:
        return float("inf") if moment is None else self._clock() - moment


def _read_keys(document: Mapping[str, Any]) -> Mapping[str, SigningKey]:
    """The keys for RSA signatures in a JSON Web Key Set (RFC 7517). What cannot be used is passed over."""
    published = document.get("keys")
    keys: dict[str, SigningKey] = {}
    for entry in published if isinstance(published, list) else []:
        if not isinstance(entry, dict) or entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig":
            continue
        key_id, endorsements = entry.get("kid"), entry.get("endorsements")
        try:
            public_key = jwt.PyJWK(entry, algorithm="RS256").key
        except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
            continue
        if isinstance(key_id, str) and isinstance(public_key, RSAPublicKey):
            if public_key.key_size < SMALLEST_KEY_BITS:
                continue
            names = endorsements if isinstance(endorsements, list) else []
            keys[key_id] = SigningKey(public_key, frozenset(name for name in names if isinstance(name, str)))
    return keys


async def _read_at_most(response: aiohttp.ClientResponse, limit: int) -> bytes:
    read = bytearray()
    async for part in response.content.iter_chunked(64 * 1024):
        read += part
        if len(read) > limit:
            raise FetchFailed("the document is too large")
    return bytes(read)


def _read_object(text: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as cause:
        raise FetchFailed("the document is not JSON") from cause
    if not isinstance(document, dict):
        raise FetchFailed("the document is not a JSON object")
    return document


def _scheme(url: str) -> str:
    return url.partition(":")[0].lower()
