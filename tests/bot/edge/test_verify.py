"""Only Teams, for our bot, from our tenant, gets in; everybody else gets 401 or 403 and nothing more."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.edge.signing_keys import DocumentFetcher, SigningKeys
from bot.edge.verify import (
    Admission,
    BotFramework,
    EntraTenant,
    OpenDoor,
    Refused,
    VerifiedCaller,
    Verifier,
    issuers_of_microsoft,
)
from integrations.teams.service_hosts import ServiceHosts
from tests.standins.identity import BOT_FRAMEWORK, IdentityStandIn, PublishedKey, rsa_key

APP = "0a1b2c3d-0000-4000-8000-00000000a551"
TENANT = "7e2a0000-0000-4000-8000-0000000c0de5"
SERVICE = "https://smba.trafficmanager.net/uk/"


def activity(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "type": "message",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "conversation": {"id": "a:1", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "a private matter",
    }
    return whole | changes


def claims(**changes: Any) -> dict[str, Any]:
    return {"iss": BOT_FRAMEWORK, "aud": APP, "serviceurl": SERVICE} | changes


@pytest.fixture
async def identity() -> AsyncIterator[IdentityStandIn]:
    async with IdentityStandIn() as server:
        yield server


class FastTime:
    def __init__(self) -> None:
        self.now = 5000.0

    def clock(self) -> float:
        return self.now


@pytest.fixture
def fast() -> FastTime:
    return FastTime()


@pytest.fixture
async def door(identity: IdentityStandIn, fast: FastTime) -> AsyncIterator[Verifier]:
    fetch = DocumentFetcher()
    verifier = Verifier(
        app_id=APP,
        admission=Admission(TENANT, ServiceHosts.of_microsoft()),
        issuers=(
            BotFramework(SigningKeys(identity.metadata_url, fetch, clock=fast.clock)),
            EntraTenant(
                SigningKeys(identity.entra_metadata_url(TENANT), fetch, clock=fast.clock), TENANT, APP
            ),
        ),
    )
    yield verifier
    await verifier.close()


async def refusal(door: Verifier | OpenDoor, header: str | None, said: Mapping[str, Any]) -> Refused:
    with pytest.raises(Refused) as refused:
        await door.verify(header, said)
    assert "private" not in str(refused.value)
    return refused.value


async def test_teams_gets_in(door: Verifier, identity: IdentityStandIn) -> None:
    caller = await door.verify(f"Bearer {identity.mint(claims())}", activity())
    assert (caller.tenant_id, caller.channel_id, caller.service_url) == (TENANT, "msteams", SERVICE)
    assert caller.claims["aud"] == APP
    await door.verify(f"bearer {identity.mint(claims())}", activity())
    assert identity.key_fetches == 1, "keys are kept"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer a b",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer ....",
        "Bearer é.é.é",
        "Bearer " + "a" * 50_000,
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Bearer bnVsbA.bnVsbA.bnVsbA",
    ],
)
async def test_without_a_token_that_can_be_read_the_answer_is_401(door: Verifier, header: str | None) -> None:
    assert (await refusal(door, header, activity())).status == 401


@settings(deadline=None)
@given(text=st.text(max_size=60), parts=st.lists(st.binary(max_size=40), max_size=4))
def test_nothing_that_can_be_written_in_the_header_is_an_error_of_ours(text: str, parts: list[bytes]) -> None:
    door = Verifier(
        app_id=APP,
        admission=Admission(TENANT, ServiceHosts.of_microsoft()),
        issuers=issuers_of_microsoft(app_id=APP, tenant_id=TENANT),
    )
    dotted = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    for header in (text, f"Bearer {text}", f"Bearer {dotted}"):
        with pytest.raises(Refused) as refused:
            asyncio.run(door.verify(header, activity()))
        assert refused.value.status == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": None},
        {"iss": "https://evil.example"},
        {"iss": f"https://sts.windows.net/{APP}/"},
        {"aud": None},
        {"aud": "another-app"},
        {"aud": ["another-app"]},
        {"exp": None},
        {"exp": int(time.time()) - 600},
        {"exp": "soon"},
        {"nbf": int(time.time()) + 900},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
async def test_a_token_for_somebody_else_of_somebody_else_or_of_another_time_is_refused(
    door: Verifier, identity: IdentityStandIn, wrong: dict[str, Any]
) -> None:
    token = identity.mint(claims(**wrong))
    assert (await refusal(door, f"Bearer {token}", activity())).status == 401


async def test_a_header_whose_issuer_is_not_a_name_is_refused(door: Verifier) -> None:
    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    for issuer in (5, ["https://api.botframework.com"], {"a": 1}, None):
        token = f"{part({'alg': 'RS256', 'kid': 'key-1'})}.{part({'iss': issuer})}.AAAA"
        assert (await refusal(door, f"Bearer {token}", activity())).status == 401


async def test_clocks_may_differ_by_less_than_five_minutes(door: Verifier, identity: IdentityStandIn) -> None:
    now = int(time.time())
    token = identity.mint(claims(exp=now - 240, nbf=now + 240))
    assert isinstance(await door.verify(f"Bearer {token}", activity()), VerifiedCaller)


async def test_a_forged_token_is_refused(door: Verifier, identity: IdentityStandIn) -> None:
    forger = PublishedKey("key-1", rsa_key(99))
    token = identity.mint(claims(), key=forger)
    assert (await refusal(door, f"Bearer {token}", activity())).status == 401
    good = identity.mint(claims())
    head, _, signature = good.split(".")
    swapped = identity.mint(claims(aud="x")).split(".")[1]
    assert (await refusal(door, f"Bearer {head}.{swapped}.{signature}", activity())).status == 401


async def test_only_rs256_is_taken(door: Verifier, identity: IdentityStandIn) -> None:
    tokens = [
        identity.mint(claims(), algorithm="none"),
        identity.mint(claims(), algorithm="HS256", secret="a shared secret of thirty-two bytes"),
        identity.mint(claims(), algorithm="RS512"),
        identity.mint(claims(), algorithm="PS256"),
    ]
    for token in tokens:
        assert (await refusal(door, f"Bearer {token}", activity())).status == 401


async def test_a_token_without_a_usable_key_id_is_refused(door: Verifier, identity: IdentityStandIn) -> None:
    unknown = PublishedKey("key-nobody-knows", rsa_key(1))
    for token in (identity.mint(claims(), key=unknown), identity.mint(claims(), headers={"kid": ""})):
        assert (await refusal(door, f"Bearer {token}", activity())).status == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"channelId": "webchat"},
        {"channelId": "emulator"},
        {"channelId": None},
        {"channelId": ["msteams"]},
        {"serviceUrl": "https://evil.example/"},
        {"serviceUrl": "https://smba.trafficmanager.net/emea/"},
        {"serviceUrl": None},
        {"serviceUrl": 5},
        {"conversation": {"tenantId": "another"}},
        {"channelData": {"tenant": {"id": "another"}}},
        {"conversation": {}, "channelData": {}},
        {"conversation": None, "channelData": None},
        {"conversation": "a", "channelData": ["b"]},
        {"conversation": {"tenantId": ""}, "channelData": {"tenant": {"id": ""}}},
        {"conversation": {"tenantId": 5}},
        {"channelData": {"tenant": {"id": {"$ne": ""}}}},
    ],
)
async def test_the_wrong_channel_tenant_or_service_address_gets_403(
    door: Verifier, identity: IdentityStandIn, changes: dict[str, Any]
) -> None:
    token = identity.mint(claims())
    assert (await refusal(door, f"Bearer {token}", activity(**changes))).status == 403


@pytest.mark.parametrize(
    "missing", [{"conversation": {"id": "a:1"}}, {"channelData": {}}, {"channelData": None}]
)
async def test_one_of_the_two_places_for_the_tenant_may_be_empty(
    door: Verifier, identity: IdentityStandIn, missing: dict[str, Any]
) -> None:
    await door.verify(f"Bearer {identity.mint(claims())}", activity(**missing))


@pytest.mark.parametrize(
    "service", [None, "", "https://smba.trafficmanager.net/emea/", "https://evil.example/"]
)
async def test_a_token_for_another_service_address_gets_403(
    door: Verifier, identity: IdentityStandIn, service: str | None
) -> None:
    token = identity.mint(claims(serviceurl=service))
    assert (await refusal(door, f"Bearer {token}", activity())).status == 403


@pytest.mark.parametrize("endorsements", [None, [], ["webchat"]])
async def test_a_key_that_is_not_endorsed_for_teams_gets_403(
    door: Verifier, identity: IdentityStandIn, endorsements: list[str] | None
) -> None:
    identity.rotate(endorsements=endorsements)
    assert (await refusal(door, f"Bearer {identity.mint(claims())}", activity())).status == 403


@pytest.mark.parametrize(
    "of_entra",
    [
        {"iss": f"https://sts.windows.net/{TENANT}/", "ver": "1.0", "appid": APP},
        {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "ver": "2.0", "azp": APP},
    ],
)
async def test_the_bots_own_identity_in_our_tenant_gets_in_and_no_other_application(
    door: Verifier, identity: IdentityStandIn, of_entra: dict[str, Any]
) -> None:
    own = claims(serviceurl=None, tid=TENANT, **of_entra)
    await door.verify(f"Bearer {identity.mint(own)}", activity())
    for wrong in (
        {"appid": "another", "azp": "another"},
        {"appid": None, "azp": None},
        {"tid": "another"},
        {"serviceurl": "https://evil.example/"},
    ):
        token = identity.mint(own | wrong)
        assert (await refusal(door, f"Bearer {token}", activity())).status == 403


async def test_after_a_key_rotation_the_new_key_is_found(
    door: Verifier, identity: IdentityStandIn, fast: FastTime
) -> None:
    await door.verify(f"Bearer {identity.mint(claims())}", activity())
    identity.rotate()
    fast.now += 301
    await door.verify(f"Bearer {identity.mint(claims())}", activity())
    assert identity.key_fetches == 2


async def test_made_up_keys_cannot_make_us_ask_again_and_again(
    door: Verifier, identity: IdentityStandIn, fast: FastTime
) -> None:
    await door.verify(f"Bearer {identity.mint(claims())}", activity())
    fast.now += 301
    for number in range(20):
        made_up = identity.mint(claims(), key=PublishedKey(f"made-up-{number}", rsa_key(99)))
        assert (await refusal(door, f"Bearer {made_up}", activity())).status == 401
    assert identity.key_fetches == 2


async def test_many_at_once_fetch_the_keys_once(door: Verifier, identity: IdentityStandIn) -> None:
    header = f"Bearer {identity.mint(claims())}"
    await asyncio.gather(*(door.verify(header, activity()) for _ in range(20)))
    assert identity.key_fetches == 1


async def test_old_keys_serve_on_while_newer_ones_are_fetched_or_cannot_be(
    door: Verifier, identity: IdentityStandIn, fast: FastTime
) -> None:
    header = f"Bearer {identity.mint(claims())}"
    await door.verify(header, activity())
    fast.now += 25 * 3600
    identity.held = asyncio.Event()
    await door.verify(header, activity())
    identity.fails_with = 500
    identity.held.set()
    await door.verify(header, activity())
    made_up = identity.mint(claims(), key=PublishedKey("made-up", rsa_key(99)))
    assert (await refusal(door, f"Bearer {made_up}", activity())).status == 401
    await door.verify(header, activity())
    for rubbish in ("", "[]", "{", '{"jwks_uri": 5}', '{"jwks_uri": "ftp://x", "keys": 7}', "[" * 100_000):
        identity.fails_with, identity.answers_with = None, rubbish
        fast.now += 3600
        assert (await refusal(door, f"Bearer {made_up}", activity())).status == 401
        await door.verify(header, activity())


async def test_without_any_keys_the_sender_is_asked_to_come_again(
    door: Verifier, identity: IdentityStandIn, fast: FastTime
) -> None:
    identity.fails_with = 503
    header = f"Bearer {identity.mint(claims())}"
    for _ in range(5):
        assert (await refusal(door, header, activity())).status == 503
    assert identity.configuration_fetches == 1, "a service in trouble is not asked for every request"
    identity.fails_with = None
    fast.now += 11
    await door.verify(header, activity())


@pytest.mark.filterwarnings("ignore:The RSA key is 1024 bits")
async def test_keys_that_cannot_be_used_are_passed_over(door: Verifier, identity: IdentityStandIn) -> None:
    short = PublishedKey("short", rsa_key(50, 1024)).as_json()
    good = identity.published[0].as_json()
    identity.extra_keys = [
        None,
        5,
        {},
        {"kty": "RSA"},
        {"kty": "EC", "kid": "ec"},
        good | {"kid": 5},
        good | {"kid": "broken", "n": "%%%"},
        good | {"kid": "broken", "n": 7},
        good | {"kid": "enc", "use": "enc"},
        short,
    ]
    await door.verify(f"Bearer {identity.mint(claims())}", activity())
    for key in (PublishedKey("short", rsa_key(50, 1024)), PublishedKey("enc", rsa_key(1))):
        assert (await refusal(door, f"Bearer {identity.mint(claims(), key=key)}", activity())).status == 401


async def test_keys_are_fetched_over_https_and_never_from_https_on_to_http(identity: IdentityStandIn) -> None:
    fetch = DocumentFetcher(ssl=identity.client_tls)
    straight = SigningKeys(f"{identity.secure_url}/v1/.well-known/openidconfiguration", fetch)
    assert await straight.find("key-1") is not None
    from_https_to_http = SigningKeys(f"{identity.secure_url}/moved", fetch)
    with pytest.raises(Exception, match="cannot be fetched"):
        await from_https_to_http.find("key-1")
    untrusting = SigningKeys(f"{identity.secure_url}/v1/.well-known/openidconfiguration", DocumentFetcher())
    with pytest.raises(Exception, match="cannot be fetched"):
        await untrusting.find("key-1")
    for keys in (straight, from_https_to_http, untrusting):
        await keys.close()


async def test_a_document_without_end_is_not_read_to_its_end(identity: IdentityStandIn) -> None:
    identity.answers_with = '{"jwks_uri": "' + "x" * 3_000_000 + '"}'
    keys = SigningKeys(identity.metadata_url, DocumentFetcher())
    with pytest.raises(Exception, match="cannot be fetched"):
        await keys.find("key-1")
    await keys.close()


async def test_somebody_who_hangs_up_does_not_take_the_keys_from_the_others(
    door: Verifier, identity: IdentityStandIn
) -> None:
    header = f"Bearer {identity.mint(claims())}"
    identity.held = asyncio.Event()
    impatient = asyncio.create_task(door.verify(header, activity()))
    patient = asyncio.create_task(door.verify(header, activity()))
    await identity.was_asked.wait()
    impatient.cancel()
    identity.held.set()
    assert isinstance(await patient, VerifiedCaller)


@pytest.mark.parametrize(("app_id", "tenant_id"), [("", TENANT), (APP, "")])
def test_there_is_no_verifier_without_an_app_and_a_tenant(app_id: str, tenant_id: str) -> None:
    with pytest.raises(ValueError, match="needed"):
        Verifier(app_id=app_id, admission=Admission(tenant_id, ServiceHosts.of_microsoft()), issuers=())


async def test_in_development_a_client_on_this_machine_gets_in_without_a_token() -> None:
    door = OpenDoor(tenant_id=TENANT)
    for channel in ("msteams", "emulator"):
        here = activity(channelId=channel, serviceUrl="http://localhost:56150")
        caller = await door.verify(None, here)
        assert caller.service_url == "http://localhost:56150"
        await door.verify("Bearer rubbish", here)


@pytest.mark.parametrize(
    "changes",
    [
        {"serviceUrl": SERVICE},
        {"serviceUrl": "http://10.0.0.1/"},
        {"channelId": "directline"},
        {"conversation": {"tenantId": "another"}},
        {"conversation": {}, "channelData": {}},
    ],
)
async def test_in_development_nobody_else_gets_in(changes: dict[str, Any]) -> None:
    said = activity(serviceUrl="http://127.0.0.1:56150") | changes
    assert (await refusal(OpenDoor(tenant_id=TENANT), None, said)).status == 403


def test_the_open_door_needs_a_tenant_too() -> None:
    with pytest.raises(ValueError, match="tenant"):
        OpenDoor(tenant_id="")
