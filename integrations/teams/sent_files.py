"""Fetches a file that somebody sent to the bot in Teams.

Teams puts the file into the sender's OneDrive and hands the bot a link to it that is signed already and runs out within
minutes ("Send and receive files through your bot"). No token of ours goes with the request. The link comes with a
message, so it is treated as anybody's: it has to lead to an allowed host, and so does each address that it leads on to.
"""

from __future__ import annotations

from typing import Final

import aiohttp
from yarl import URL

from cases.errors import Refusal
from integrations.teams.service_hosts import ServiceHosts

NOT_FETCHED: Final = (
    "I couldn't fetch the file from Teams. "
    "Send it again, or type “check a document” and choose it in your browser."
)
EMPTY: Final = "That file is empty, so there is nothing to check."

_REDIRECTS: Final = 5
_LONGEST_LINK: Final = 8_000
_PIECE: Final = 64 * 1024
_MOVED: Final = frozenset({301, 302, 303, 307, 308})


class FileNotFetched(Refusal):
    """A file that could not be fetched; `reason` is for the log, without the link."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def too_large(largest: int) -> str:
    """The sentence for a file that is larger than this many bytes."""
    return f"That file is too large to check. {megabytes(largest)} is the most I can read: send it in parts."


def megabytes(size: int) -> str:
    """A size of some megabytes in words."""
    return f"{size / 2**20:.3g} MB"


class SentFiles:
    """Fetches files from the hosts where Teams keeps them."""

    def __init__(self, hosts: ServiceHosts, largest: int, seconds: float = 60.0) -> None:
        """`largest` is in bytes; `seconds` is how long one file may take in all."""
        self._hosts = hosts
        self._largest = largest
        self._timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=10)

    async def fetch(self, link: str) -> bytes:
        """The file's bytes. Raises `FileNotFetched`."""
        # A session of its own, so that no cookie of one file goes with the next; nothing packed is unpacked.
        session = aiohttp.ClientSession(
            timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, trust_env=False
        )
        try:
            async with session:
                return await self._follow(session, self._allowed(link))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise FileNotFetched(NOT_FETCHED, type(error).__name__) from None

    def _allowed(self, link: str) -> URL:
        """The link as it is fetched. Raises `FileNotFetched` where it does not lead to an allowed host."""
        if len(link) > _LONGEST_LINK or not link.isascii() or not link.isprintable() or "\\" in link:
            raise FileNotFetched(NOT_FETCHED, "no link")
        try:
            # Read exactly as it will be read to open the connection, so that both see the same host.
            address = URL(link, encoded=True)
            is_plain = address.user is None and address.password is None
            origin = str(address.origin())
        except ValueError:
            raise FileNotFetched(NOT_FETCHED, "no link") from None
        if not is_plain or not self._hosts.allows(f"{origin}/"):
            raise FileNotFetched(NOT_FETCHED, "host not allowed")
        return address

    async def _follow(self, session: aiohttp.ClientSession, address: URL) -> bytes:
        for _ in range(_REDIRECTS + 1):
            headers = {"Accept-Encoding": "identity"}
            async with session.get(address, allow_redirects=False, headers=headers) as answer:
                if answer.status in _MOVED:
                    leads_to = URL(answer.headers.get("Location", ""), encoded=True)
                    address = self._allowed(str(address.join(leads_to)))
                    continue
                if answer.status != 200:
                    raise FileNotFetched(NOT_FETCHED, f"status {answer.status}")
                if answer.headers.get("Content-Encoding", "identity") != "identity":
                    raise FileNotFetched(NOT_FETCHED, "packed")
                return await self._read(answer)
        raise FileNotFetched(NOT_FETCHED, "too many redirects")

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes:
        if answer.content_length is not None and answer.content_length > self._largest:
            raise FileNotFetched(too_large(self._largest), "too large")
        content = bytearray()
        async for piece in answer.content.iter_chunked(_PIECE):
            content += piece
            if len(content) > self._largest:
                raise FileNotFetched(too_large(self._largest), "too large")
        if not content:
            raise FileNotFetched(EMPTY, "empty")
        return bytes(content)
