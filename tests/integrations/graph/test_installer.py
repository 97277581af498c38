"""Microsoft's own Graph library against a server on this machine that speaks the documented protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

from cases.installs import Installation, InstallerWrong, InstallLater, InstallOutcome
from integrations.graph.installer import GraphInstaller, is_available
from tests.conftest import free_port, missing
from tests.standins.graph import GraphStandIn

APP = "12345678-9abc-def0-1234-56789abcdef0"
SAM = "1d4f7c92-6a08-4e3b-b5d1-0c9a47e283f1"
READ_RECEIPTS = "ChatMessageReadReceipt.Read.Chat"


class Identity:
    """Gives tokens, as azure-identity does; counts who closed it."""

    def __init__(self, *, knows_us: bool = True) -> None:
        self.knows_us = knows_us
        self.scopes: list[str] = []
        self.is_closed = False

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        self.scopes += scopes
        if not self.knows_us:
            raise ClientAuthenticationError("AADSTS7000215: an invalid secret")
        return AccessToken("the-token", 4_000_000_000)

    async def close(self) -> None:
        self.is_closed = True


@pytest.fixture(autouse=True)
def _library() -> None:
    if not is_available():
        missing("Microsoft's Graph library (the extra `graph`)")


@pytest_asyncio.fixture
async def graph() -> AsyncIterator[GraphStandIn]:
    async with GraphStandIn(APP, (READ_RECEIPTS,)) as started:
        yield started


@pytest_asyncio.fixture
async def installer(graph: GraphStandIn) -> AsyncIterator[GraphInstaller]:
    made = GraphInstaller(Identity, APP, (READ_RECEIPTS,), address=graph.url)  # type: ignore[arg-type]
    yield made
    await made.close()


async def test_the_app_is_installed_with_what_its_manifest_asks_for(
    graph: GraphStandIn, installer: GraphInstaller
) -> None:
    assert await installer.install(SAM) == Installation(InstallOutcome.INSTALLED)
    assert graph.has_it == {SAM}
    assert graph.asked == [("POST", f"/v1.0/users/{SAM}/teamwork/installedApps", "Bearer the-token")]
    assert graph.bodies == [
        {
            "@odata.type": "#microsoft.graph.userScopeTeamsAppInstallation",
            "teamsApp@odata.bind": f"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{APP}",
            "consentedPermissionSet": {
                "resourceSpecificPermissions": [
                    {"permissionValue": READ_RECEIPTS, "permissionType": "application"}
                ]
            },
        }
    ]


async def test_an_app_that_asks_for_nothing_is_installed_without_consent(graph: GraphStandIn) -> None:
    graph.permissions = ()
    plain = GraphInstaller(Identity, APP, (), address=graph.url)  # type: ignore[arg-type]
    assert (await plain.install(SAM)).outcome is InstallOutcome.INSTALLED
    assert "consentedPermissionSet" not in graph.bodies[0]
    await plain.close()


async def test_one_that_is_there_already_tells_the_chat(
    graph: GraphStandIn, installer: GraphInstaller
) -> None:
    graph.has_it.add(SAM)
    made = await installer.install(SAM)
    assert made == Installation(InstallOutcome.THERE_ALREADY, chat=f"19:{SAM}_{APP}@unq.gbl.spaces")
    assert [method for method, _, _ in graph.asked] == ["POST", "GET", "GET"]


async def test_a_chat_that_is_not_told_is_left_empty(graph: GraphStandIn, installer: GraphInstaller) -> None:
    graph.then(409, "Conflict", "installed already")
    assert await installer.install(SAM) == Installation(InstallOutcome.THERE_ALREADY)
    graph.then(409, "Conflict", "installed already")
    graph.then(403, "Forbidden", "not yours to read")
    assert await installer.install(SAM) == Installation(InstallOutcome.THERE_ALREADY)


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, "Forbidden", "an app policy blocks it, or they have no Teams licence"),
        (404, "NotFound", "Teams does not know them"),
        (400, "BadRequest", "would not install Ask IG for them (400)"),
    ],
)
async def test_a_refusal_is_said_in_words(
    graph: GraphStandIn, installer: GraphInstaller, status: int, code: str, words: str
) -> None:
    graph.then(status, code, "App is blocked by app permission policy.")
    made = await installer.install(SAM)
    assert made.outcome is InstallOutcome.REFUSED
    assert words in made.reason
    assert (await installer.install(SAM)).outcome is InstallOutcome.INSTALLED


@pytest.mark.parametrize(
    ("status", "headers", "after"),
    [(429, {"Retry_After": "17"}, 17.0), (429, {}, None), (503, {"Retry_After": "4"}, 4.0), (502, {}, None)],
)
async def test_when_graph_takes_no_more_it_is_left_for_later_and_not_tried_again_at_once(
    graph: GraphStandIn, installer: GraphInstaller, status: int, headers: dict[str, str], after: float | None
) -> None:
    graph.then(status, "TooManyRequests", "Slow down.", **headers)
    with pytest.raises(InstallLater) as later:
        await installer.install(SAM)
    assert later.value.after == after
    assert len(graph.asked) == 1


async def test_a_missing_permission_is_no_fault_of_the_person(
    graph: GraphStandIn, installer: GraphInstaller
) -> None:
    said = "Missing role permissions on the request. API requires one of 'TeamsAppInstallation.…'."
    graph.then(403, "Forbidden", said)
    with pytest.raises(InstallerWrong, match=r"TeamsAppInstallation\.ReadWriteAndConsentSelfForUser\.All"):
        await installer.install(SAM)
    graph.then(401, "InvalidAuthenticationToken", "Access token is invalid.")
    with pytest.raises(InstallerWrong, match="could not sign in"):
        await installer.install(SAM)


async def test_an_identity_that_gives_no_token(graph: GraphStandIn) -> None:
    identity = Identity(knows_us=False)
    stranger = GraphInstaller(lambda: identity, APP, (), address=graph.url)  # type: ignore[arg-type,return-value]
    with pytest.raises(InstallerWrong, match="could not sign in"):
        await stranger.install(SAM)
    assert graph.asked == []
    await stranger.close()
    assert identity.is_closed
    assert identity.scopes == ["https://graph.microsoft.com/.default"]


async def test_nobody_answers() -> None:
    alone = GraphInstaller(Identity, APP, (), address=f"http://127.0.0.1:{free_port()}/v1.0")  # type: ignore[arg-type]
    with pytest.raises(InstallLater, match="did not answer"):
        await alone.install(SAM)
    await alone.close()
