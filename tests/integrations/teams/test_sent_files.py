"""A file that was sent in Teams is fetched from an allowed host alone, within bounds, and without a token of ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from integrations.teams.sent_files import EMPTY, NOT_FETCHED, FileNotFetched, SentFiles
from integrations.teams.service_hosts import ServiceHosts
from tests.standins.drive import DriveStandIn

HOSTS = ServiceHosts(frozenset()).also("*.sharepoint.com", "*.svc.ms")
LARGEST = 100_000


@pytest_asyncio.fixture
async def drive() -> AsyncIterator[DriveStandIn]:
    async with DriveStandIn() as started:
        yield started


def here(seconds: float = 60.0) -> SentFiles:
    return SentFiles(HOSTS.and_this_machine(), LARGEST, seconds)


async def refused(files: SentFiles, link: str) -> FileNotFetched:
    with pytest.raises(FileNotFetched) as told:
        await files.fetch(link)
    # What is logged says nothing of the link, which is a key.
    assert "secret" not in f"{told.value} {told.value.reason}"
    assert "://" not in told.value.reason
    return told.value


async def test_a_file_is_fetched_with_its_own_link_and_nothing_of_ours(drive: DriveStandIn) -> None:
    content = bytes(range(256)) * 100
    assert await here().fetch(drive.keep("a.docx", content)) == content
    assert [one.path for one in drive.asked] == ["/personal/download.aspx", "/content/a.docx"]
    for one in drive.asked:
        assert "Authorization" not in one.headers
        assert "Cookie" not in one.headers
        assert one.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "link",
    [
        "http://council.sharepoint.com/a",
        "https://council.sharepoint.com:8443/a",
        "https://sharepoint.com.evil.example/a",
        "https://evilsharepoint.com/a",
        "https://council.sharepoint.com@evil.example/a",
        "https://user:pass@council.sharepoint.com/a",
        "https://evil.example/a?x=.sharepoint.com",
        "https://evil.example\\@council.sharepoint.com/a",
        "https://169.254.169.254/metadata",
        "http://127.0.0.1/a",
        "http://localhost/a",
        "file:///etc/passwd",
        "ftp://council.sharepoint.com/a",
        "//council.sharepoint.com/a",
        "https://council.sharepoint.com/a\nHost: evil.example",
        "https://ｃouncil.sharepoint.com/a",
        f"https://council.sharepoint.com/{'a' * 9_000}",
        "https://",
        "nonsense",
        "",
    ],
)
async def test_a_link_that_leads_elsewhere_is_not_followed(link: str) -> None:
    told = await refused(SentFiles(HOSTS, LARGEST), link)
    assert str(told) == NOT_FETCHED
    assert told.reason in ("no link", "host not allowed")


@pytest.mark.parametrize(
    "to", ["https://evil.example/a", "http://council.sharepoint.com/a", "file:///etc/passwd", ""]
)
async def test_a_redirect_is_checked_too(to: str) -> None:
    async def leads_on(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": to})

    app = web.Application()
    app.router.add_get("/a", leads_on)
    async with TestServer(app) as server:
        told = await refused(here(), str(server.make_url("/a")))
    assert str(told) == NOT_FETCHED


async def test_a_circle_comes_to_an_end(drive: DriveStandIn) -> None:
    assert (await refused(here(), f"{drive.url}/round/1")).reason == "too many redirects"


async def test_a_link_that_ran_out_is_told_in_a_sentence(drive: DriveStandIn) -> None:
    told = await refused(here(), drive.keep("a.txt", b"x").replace("key", "old"))
    assert (str(told), told.reason) == (NOT_FETCHED, "status 401")
    assert str(await refused(here(), drive.keep("b.txt", b""))) == EMPTY


async def test_a_file_that_is_too_large_is_given_up_at_once(drive: DriveStandIn) -> None:
    assert len(await here().fetch(drive.keep("a.txt", b"x" * LARGEST))) == LARGEST
    assert (await refused(here(), drive.keep("b.txt", b"x" * (LARGEST + 1)))).reason == "too large"


async def test_a_file_without_a_size_that_never_ends_is_given_up() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b"x" * 10_000)

    app = web.Application()
    app.router.add_get("/a", endless)
    async with TestServer(app) as server:
        assert (await refused(here(), str(server.make_url("/a")))).reason == "too large"


async def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    asked = asyncio.Event()

    async def silent(_: web.Request) -> web.Response:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    app = web.Application()
    app.router.add_get("/a", silent)
    async with TestServer(app, shutdown_timeout=0) as server:
        assert str(await refused(here(seconds=0.2), str(server.make_url("/a")))) == NOT_FETCHED
        assert asked.is_set()


async def test_a_packed_answer_is_not_unpacked() -> None:
    async def packed(_: web.Request) -> web.Response:
        return web.Response(body=b"\x1f\x8b...", headers={"Content-Encoding": "gzip"})

    app = web.Application()
    app.router.add_get("/a", packed)
    async with TestServer(app) as server:
        assert (await refused(here(), str(server.make_url("/a")))).reason == "packed"


async def test_nobody_there_is_told_in_a_sentence(drive: DriveStandIn) -> None:
    link = drive.keep("a.txt", b"x")
    await drive.__aexit__(None, None, None)
    assert str(await refused(here(), link)) == NOT_FETCHED
    await drive.__aenter__()
