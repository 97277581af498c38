"""Answers and tokens go to Microsoft's hosts, and in development to this machine; nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

from integrations.teams.service_hosts import ServiceHosts

MICROSOFT = ServiceHosts.of_microsoft()


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net/emea/9a3d0f9e-0000-0000-0000-000000000000/",
        "https://SMBA.trafficmanager.net:443/uk",
        "https://webchat.botframework.com/",
        "https://europe.directline.botframework.com",
    ],
)
def test_the_hosts_of_teams_and_the_bot_framework_are_allowed(url: str) -> None:
    assert MICROSOFT.allows(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net:8443/uk/",
        "https://smba.trafficmanager.net./uk/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil-smba.trafficmanager.net/",
        "https://evil.trafficmanager.net/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example/#smba.trafficmanager.net",
        "https://evil.example/?https://smba.trafficmanager.net",
        "https://evil.example\\.botframework.com/",
        "https://evil.example\t.botframework.com/",
        "https://botframework.com/",
        "https://evilbotframework.com/",
        "https://127.0.0.1/",
        "http://localhost:56150",
        "https://169.254.169.254/",
        "https://[::1]/",
        "https:smba.trafficmanager.net",
        "//smba.trafficmanager.net",
        "smba.trafficmanager.net",
        "ftp://smba.trafficmanager.net",
        "https://smba.trafficmanager.net:x/",
        "https://[smba.trafficmanager.net/",
        "https://é.botframework.com/",
        "https://a%2eb.botframework.com/",
        "https://a..botframework.com/",
        "",
        " https://smba.trafficmanager.net/",
        None,
        5,
        ["https://smba.trafficmanager.net/"],
    ],
)
def test_no_other_address_is_allowed(url: object) -> None:
    assert not MICROSOFT.allows(url)


@pytest.mark.parametrize(
    "url", ["http://localhost:56150", "http://127.0.0.1:3978/x", "http://[::1]:1", "https://127.9.9.9"]
)
def test_in_development_this_machine_is_allowed_and_nothing_else(url: str) -> None:
    here = ServiceHosts.of_this_machine()
    assert here.allows(url)
    assert not here.allows("https://smba.trafficmanager.net/uk/")
    assert MICROSOFT.and_this_machine().allows(url)
    assert MICROSOFT.and_this_machine().allows("https://smba.trafficmanager.net/uk/")


@pytest.mark.parametrize(
    "url",
    ["http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://0.0.0.0:1", "ftp://localhost"],
)
def test_what_only_looks_like_this_machine_is_not_it(url: str) -> None:
    assert not ServiceHosts.of_this_machine().allows(url)


def test_an_administrator_can_add_hosts() -> None:
    hosts = MICROSOFT.also("smba.infra.gcc.teams.microsoft.com", "*.council.example")
    assert hosts.allows("https://smba.infra.gcc.teams.microsoft.com/teams")
    assert hosts.allows("https://relay.council.example/")
    assert hosts.allows("https://smba.trafficmanager.net/uk")
    assert not hosts.allows("https://council.example/")


@pytest.mark.parametrize(
    "name",
    ["", "*", "*.", "*.com", "https://a.example", "a.example/", "a.*.example", "A.example", "localhost"],
)
def test_what_is_not_a_host_name_cannot_be_added(name: str) -> None:
    with pytest.raises(ValueError, match="is not a host name"):
        MICROSOFT.also(name)


@settings(deadline=None)
@given(st.text(alphabet="abc.:/@\\#?%[]*-smbatrafficmanager.net" + "\t\n é", max_size=60))
def test_an_allowed_address_is_always_read_as_an_allowed_host(rest: str) -> None:
    for url in (
        rest,
        f"https://{rest}",
        f"https://smba.trafficmanager.net{rest}",
        f"https://x{rest}.botframework.com",
    ):
        if MICROSOFT.allows(url):
            host = URL(url.rstrip("/") + "/v3/conversations", encoded=True).host or ""
            assert host == "smba.trafficmanager.net" or host.endswith(".botframework.com")
