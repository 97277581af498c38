"""`cases.installs.Installer` on Microsoft Graph.

Sources: "Install app for user" (`POST /users/{id}/teamwork/installedApps`: 201 without a body; what the app asks for of
a chat has to be consented to in the same request), "List apps installed for user", "Get chat between user and app",
and Graph's throttling guidance (429 with `Retry-After`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError

from cases.installs import Installation, InstallerWrong, InstallLater, InstallOutcome
from integrations.teams.transport import seconds_asked_for

GRAPH: Final = "https://graph.microsoft.com/v1.0"
_SCOPE: Final = "https://graph.microsoft.com/.default"
_GIVES_UP_AFTER: Final = 60.0
"""Seconds for one person, with all that is asked."""

NOT_THERE: Final = (
    "install_missing needs Microsoft's Graph library, which is not installed here. Install the extra: "
    'pip install -e ".[graph]", or set install_missing to false.'
)
_NO_PERMISSION: Final = (
    "Microsoft Graph does not let Ask IG install itself. Grant the bot's identity the application permission {name} "
    "(docs/administering.md)."
)
_NOT_SIGNED_IN: Final = (
    "Ask IG could not sign in to Microsoft Graph. Check app_id, app_type and the identity or secret."
)
_REFUSALS: Final = {
    403: "Teams does not allow Ask IG for them: an app policy blocks it, or they have no Teams licence.",
    404: "Teams does not know them, or does not find Ask IG in the council's catalogue (teams_app_id).",
}
_PLAIN_PERMISSION: Final = "TeamsAppInstallation.ReadWriteSelfForUser.All"
_CONSENTING_PERMISSION: Final = "TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All"
"""What an app takes whose manifest asks for something of a chat."""

_MISSING_PERMISSION: Final = ("missing role permissions", "missing scope permissions")
_LATER: Final = frozenset({408, 412, 429})


def is_available() -> bool:
    """Whether Microsoft's library is installed."""
    return find_spec("msgraph") is not None


@dataclass(frozen=True)
class _Library:
    """What is used of Microsoft's library, loaded by name: it is optional, and so are its types."""

    client: Callable[..., Any]
    adapter: Callable[..., Any]
    authentication: Callable[..., Any]
    request: Callable[..., Any]
    no_retries: Any
    installation: Callable[..., Any]
    permission_set: Callable[..., Any]
    permission: Callable[..., Any]
    application: Any
    listing: Callable[..., Any]
    api_error: type[Exception]
    http_error: type[Exception]

    @staticmethod
    def load() -> _Library:
        """Load it, which takes a second or two. Raises `ImportError` where it is not installed."""
        msgraph = import_module("msgraph")
        models = "msgraph.generated.models"
        kind = import_module(f"{models}.teams_app_resource_specific_permission_type")
        installed = import_module(
            "msgraph.generated.users.item.teamwork.installed_apps.installed_apps_request_builder"
        )
        retry = import_module("kiota_http.middleware.options").RetryHandlerOption
        return _Library(
            client=msgraph.GraphServiceClient,
            adapter=msgraph.GraphRequestAdapter,
            authentication=import_module(
                "kiota_authentication_azure.azure_identity_authentication_provider"
            ).AzureIdentityAuthenticationProvider,
            request=import_module("kiota_abstractions.base_request_configuration").RequestConfiguration,
            # Who comes next, and when, is decided by whoever calls.
            no_retries=retry(max_retries=0, should_retry=False),
            installation=import_module(
                f"{models}.user_scope_teams_app_installation"
            ).UserScopeTeamsAppInstallation,
            permission_set=import_module(f"{models}.teams_app_permission_set").TeamsAppPermissionSet,
            permission=import_module(
                f"{models}.teams_app_resource_specific_permission"
            ).TeamsAppResourceSpecificPermission,
            application=kind.TeamsAppResourceSpecificPermissionType.Application,
            listing=installed.InstalledAppsRequestBuilder.InstalledAppsRequestBuilderGetQueryParameters,
            api_error=import_module("kiota_abstractions.api_error").APIError,
            http_error=import_module("httpx").HTTPError,
        )


class GraphInstaller:
    """Installs one app of the council's catalogue for people."""

    def __init__(
        self,
        credential: Callable[[], AsyncTokenCredential],
        app: str,
        consents: Sequence[str],
        *,
        address: str = GRAPH,
    ) -> None:
        """`app` is the id that the catalogue gave the app, `consents` what its manifest asks for of a chat. The
        credential is made when the first person is installed for, on the running event loop."""
        self._credential = credential
        self._app = app
        self._consents = tuple(consents)
        self._address = address
        self._opened: tuple[_Library, Any, Any, AsyncTokenCredential] | None = None
        self._opening = asyncio.Lock()

    async def install(self, person_id: str) -> Installation:
        """Install the app for the person; one that is there already is as good. Raises as the port says."""
        library, client = await self._open()
        try:
            async with asyncio.timeout(_GIVES_UP_AFTER):
                return await self._installed(library, client, person_id)
        except AzureError as error:
            raise InstallerWrong(_NOT_SIGNED_IN) from error
        except (library.http_error, TimeoutError, OSError) as error:
            raise InstallLater(f"Microsoft Graph did not answer ({type(error).__name__}).") from error

    async def close(self) -> None:
        """Release connections."""
        if self._opened is not None:
            _, _, http, credential = self._opened
            self._opened = None
            await http.aclose()
            await credential.close()

    async def _open(self) -> tuple[_Library, Any]:
        async with self._opening:
            if self._opened is None:
                library = await asyncio.to_thread(_Library.load)
                credential = self._credential()
                adapter = library.adapter(library.authentication(credential, scopes=[_SCOPE]))
                adapter.base_url = self._address
                self._opened = (
                    library,
                    library.client(request_adapter=adapter),
                    adapter._http_client,
                    credential,
                )
            library, client, _, _ = self._opened
            return library, client

    async def _installed(self, library: _Library, client: Any, person_id: str) -> Installation:
        apps = client.users.by_user_id(person_id).teamwork.installed_apps
        try:
            await apps.post(self._body(library), library.request(options=[library.no_retries]))
        except library.api_error as error:
            if _status(error) != 409:
                return self._refused(error)
            return Installation(InstallOutcome.THERE_ALREADY, chat=await self._chat(library, apps))
        return Installation(InstallOutcome.INSTALLED)

    def _body(self, library: _Library) -> Any:
        body = library.installation(
            additional_data={"teamsApp@odata.bind": f"{GRAPH}/appCatalogs/teamsApps/{self._app}"}
        )
        if self._consents:
            body.consented_permission_set = library.permission_set(
                resource_specific_permissions=[
                    library.permission(permission_value=name, permission_type=library.application)
                    for name in self._consents
                ]
            )
        return body

    async def _chat(self, library: _Library, apps: Any) -> str:
        """The id of the person's chat with the app; empty where Graph does not tell."""
        wanted = library.listing(filter=f"teamsApp/id eq '{self._app}'")
        try:
            found = await apps.get(library.request(query_parameters=wanted, options=[library.no_retries]))
            installed = next((one for one in (found and found.value) or () if one.id), None)
            if installed is None:
                return ""
            chat = await apps.by_user_scope_teams_app_installation_id(installed.id).chat.get(
                library.request(options=[library.no_retries])
            )
        except library.api_error:
            return ""
        return str(chat.id or "") if chat else ""

    def _refused(self, error: Any) -> Installation:
        """What Graph's answer means for this person. Raises `InstallLater`, `InstallerWrong`."""
        status = _status(error)
        if status in _LATER or status >= 500:
            after = seconds_asked_for(_headers(error))
            raise InstallLater(f"Microsoft Graph answered {status}.", after) from error
        if status == 401:
            raise InstallerWrong(_NOT_SIGNED_IN) from error
        said = str(getattr(getattr(error, "error", None), "message", "") or "").lower()
        if status == 403 and any(words in said for words in _MISSING_PERMISSION):
            needed = _CONSENTING_PERMISSION if self._consents else _PLAIN_PERMISSION
            raise InstallerWrong(_NO_PERMISSION.format(name=needed)) from error
        return Installation(
            InstallOutcome.REFUSED,
            _REFUSALS.get(status, f"Microsoft Graph would not install Ask IG for them ({status})."),
        )


def _status(error: Any) -> int:
    return int(getattr(error, "response_status_code", None) or 0)


def _headers(error: Any) -> Mapping[str, str]:
    """The answer's headers under the names that they have elsewhere."""
    given = getattr(error, "response_headers", None) or {}
    return {str(name).title(): str(value) for name, value in dict(given).items()}
