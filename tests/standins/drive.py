"""A stand-in for where Teams keeps the files that people send: OneDrive, as "Send and receive files through your bot"
describes it. A file is fetched by a link that is signed already and leads on to where the bytes are."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer

FILE = "application/vnd.microsoft.teams.file.download.info"


@dataclass
class DriveStandIn:
    """Serves files under links that carry a key, after one redirect; keeps what was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)
    url: str = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/personal/download.aspx", self._leads_on)
        app.router.add_get("/content/{name}", self._content)
        app.router.add_get("/round/{number}", self._round)
        self._server = TestServer(app)
        await self._server.start_server()
        self.url = str(self._server.make_url("")).rstrip("/")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    def keep(self, name: str, content: bytes) -> str:
        """Keep a file; returns the link under which it can be fetched."""
        self.files[name] = content
        return f"{self.url}/personal/download.aspx?UniqueId={name}&tempauth=v1.secret%2Bkey"

    def attachment(self, name: str, content: bytes) -> dict[str, object]:
        """The file as an activity carries it."""
        return {
            "contentType": FILE,
            "contentUrl": f"https://council-my.sharepoint.com/personal/sam/Documents/{name}",
            "name": name,
            "content": {
                "downloadUrl": self.keep(name, content),
                "uniqueId": "1150d938-8870-4044-9f2c-5bbdebbc0e4e",
                "fileType": name.rpartition(".")[2],
            },
        }

    async def _leads_on(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if request.query.get("tempauth") != "v1.secret+key":
            return web.Response(status=401)
        return web.Response(status=302, headers={"Location": f"/content/{request.query['UniqueId']}"})

    async def _content(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        content = self.files.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _round(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        return web.Response(status=307, headers={"Location": f"/round/{number + 1}"})
