"""The hosts that our messages, and the bot's own token with them, may be sent to.

Every activity carries a `serviceUrl`, the address to answer to. Whoever can choose that address can have the
bot's answers and its access token sent to a place of their own, and `botbuilder` no longer checks it (its
`trust_service_url` does nothing). So there is one list, asked when an activity arrives and again before every
send.

Source for the hosts: Microsoft's "Send proactive messages" (`smba.trafficmanager.net`, by region in the path)
and the Bot Framework's "URLs to allow in a corporate firewall" (`*.botframework.com`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from ipaddress import ip_address

from yarl import URL

_NEVER_IN_A_SERVICE_URL = frozenset("\\@?#") | {chr(code) for code in range(0x21)} | {"\x7f"}


@dataclass(frozen=True)
class ServiceHosts:
    """Which hosts are allowed.

    `names` are exact host names, or `*.example.org` for any host below `example.org`, in lower case; they
    are reached by https on its usual port only. `schemes_on_this_machine` are the schemes in which a
    loopback address is allowed: none outside development.
    """

    names: frozenset[str]
    schemes_on_this_machine: frozenset[str] = frozenset()

    @staticmethod
    def of_microsoft() -> ServiceHosts:
        """The hosts of Teams and of the Bot Framework in Microsoft's public cloud."""
        return ServiceHosts(frozenset({"smba.trafficmanager.net", "*.botframework.com"}))

    @staticmethod
    def of_this_machine() -> ServiceHosts:
        """Loopback addresses only: for development against a client on the same machine."""
        return ServiceHosts(frozenset(), frozenset({"http", "https"}))

    def also(self, *names: str) -> ServiceHosts:
        """These hosts too.

        Raises `ValueError` for anything that is not a host name or `*.` and a host name of two parts or more.
        """
        for name in names:
            plain = name.removeprefix("*.")
            if not plain or plain != name.lower().removeprefix("*.") or _is_not_a_host_name(plain):
                raise ValueError(
                    f"{name!r} is not a host name such as smba.trafficmanager.net or *.example.org"
                )
        return replace(self, names=self.names | set(names))

    def and_this_machine(self) -> ServiceHosts:
        """Loopback addresses too: for development and for tests."""
        return replace(self, schemes_on_this_machine=frozenset({"http", "https"}))

    def allows(self, service_url: object) -> bool:
        """Whether a message may be sent to this address. Anything that is not a plain absolute URL is
        refused."""
        if not isinstance(service_url, str) or not service_url.isascii():
            return False
        if not _NEVER_IN_A_SERVICE_URL.isdisjoint(service_url):
            return False
        # Read exactly as it will be read to open the connection, so that both see the same host.
        try:
            address = URL(service_url, encoded=True)
            host, port = address.host, address.port
        except ValueError:
            return False
        if not host:
            return False
        if _is_loopback(host):
            return address.scheme in self.schemes_on_this_machine
        if address.scheme != "https" or port != 443 or _is_not_a_host_name(host):
            return False
        return self._names_host(host.lower())

    def _names_host(self, host: str) -> bool:
        if host in self.names:
            return True
        parents = host.split(".")[1:]
        return any(f"*.{'.'.join(parents[start:])}" in self.names for start in range(len(parents)))


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_not_a_host_name(name: str) -> bool:
    labels = name.split(".")
    return len(labels) < 2 or not all(
        label and label.replace("-", "").isalnum() and label.isascii() for label in labels
    )
