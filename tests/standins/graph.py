"""A stand-in for the part of Microsoft Graph that installs apps for people: a real HTTP server that speaks what is
documented under "Install app for user", "List apps installed for user" and "Get chat between user and app"."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

Json = dict[str, Any]


@dataclass
class GraphStandIn:
    """Keeps who has the app, and answers with errors by a script: a status, a code, a message, and headers."""

    app: str
    permissions: tuple[str, ...] = ()
    """What the app's manifest asks for of a chat: an installation has to consent to just that."""

    has_it: set[str] = field(default_factory=set)
    errors: list[tuple[int, str, str, dict[str, str]]] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    """Method, path with query, and authorization of every request."""

    bodies: list[Json] = field(default_factory=list)
    url: str = ""

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._noted])
        base = "/v1.0/users/{user}/teamwork/installedApps"
        app.router.add_post(base, self._install)
        app.router.add_get(base, self._installed)
        app.router.add_get(f"{base}/{{installation}}/chat", self._chat)
        self._server = TestServer(app)
        await self._server.start_server()
        self.url = str(self._server.make_url("/v1.0"))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    def then(self, status: int, code: str = "", message: str = "", **headers: str) -> None:
        """Answer the next request so."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.errors.append((status, code, message, named))

    def installation_of(self, user: str) -> str:
        """The id of an installation, as Graph makes them."""
        return b64encode(f"{user}##{self.app}".encode()).decode()

    @web.middleware
    async def _noted(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.asked.append((request.method, request.path_qs, request.headers.get("Authorization", "")))
        if not self.errors:
            answer: web.StreamResponse = await handler(request)
            return answer
        status, code, message, headers = self.errors.pop(0)
        return _error(status, code, message, headers)

    async def _install(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.bodies.append(body)
        if not str(body.get("teamsApp@odata.bind")).endswith(f"/appCatalogs/teamsApps/{self.app}"):
            return _error(404, "NotFound", "The app definition was not found in the catalogue.")
        consented = body.get("consentedPermissionSet", {}).get("resourceSpecificPermissions", ())
        given = {(one["permissionValue"], one["permissionType"].lower()) for one in consented}
        if given != {(name, "application") for name in self.permissions}:
            return _error(403, "Forbidden", "The permissions consented to are not those of the app.")
        user = request.match_info["user"]
        if user in self.has_it:
            return _error(409, "Conflict", "The app is installed in the user's personal scope already.")
        self.has_it.add(user)
        return web.Response(status=201)

    async def _installed(self, request: web.Request) -> web.Response:
        user = request.match_info["user"]
        wanted = request.query.get("$filter") == f"teamsApp/id eq '{self.app}'"
        value = [{"id": self.installation_of(user)}] if wanted and user in self.has_it else []
        return web.json_response({"value": value})

    async def _chat(self, request: web.Request) -> web.Response:
        user = request.match_info["user"]
        if request.match_info["installation"] != self.installation_of(user):
            return _error(404, "NotFound", "No such installation.")
        return web.json_response({"id": f"19:{user}_{self.app}@unq.gbl.spaces", "chatType": "oneOnOne"})


def _error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> web.Response:
    body = {"error": {"code": code, "message": message, "innerError": {"request-id": "0c9a47e2"}}}
    return web.json_response(body, status=status, headers=headers or {})
