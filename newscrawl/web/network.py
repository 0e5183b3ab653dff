"""Where newscrawl may connect to: the public internet, and what the user named; one rule for all ways to the network.

A page of the web must not make a crawl ask the router, a database or the cloud's metadata service of the machine that
it runs on. What is exempt: an address with the port that the user wrote, for a copy on loopback or a site in the house;
a name only where the user typed it for this very run and the first answer for it was a private address. A public site
whose name later leads into the house, as in DNS rebinding, stays refused.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

Origin = tuple[str, int]
"""Host, lower case and without brackets, and port."""

PORTS: Final = {"http": 80, "https": 443}

_CARRIER_GRADE_NAT: Final = ipaddress.ip_network("100.64.0.0/10")
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_LOCAL: Final = ("localhost",)
_LOCAL_ENDS: Final = (".localhost", ".local", ".internal")


def origin_of(url: str) -> Origin | None:
    """Return host and port of *url*, `None` where it has none.

    >>> origin_of("http://[::1]:8080/a"), origin_of("https://A.example/")
    (('::1', 8080), ('a.example', 443))
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (host.lower(), port) if host and port else None


def origins_of(urls: Iterable[str]) -> frozenset[Origin]:
    """Return host and port of each of *urls* that has both."""
    return frozenset(filter(None, map(origin_of, urls)))


def is_public(address: str) -> bool:
    """Tell whether the IP *address* is one of the public internet, by IANA's registries of special addresses.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, NAT64) are judged as themselves.
    """
    try:
        parsed = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or _nat64(parsed)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and parsed not in _CARRIER_GRADE_NAT


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address in a NAT64 one (RFC 6052, 64:ff9b::/96)."""
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def looks_private(host: str) -> bool:
    """Tell whether *host* is a private address in any spelling that a resolver takes (`127.1`, `0x7f000001`), or a
    name of this machine or this house alone."""
    host = host.lower().rstrip(".")
    if host in _LOCAL or host.endswith(_LOCAL_ENDS):
        return True
    if _is_address(host):
        return not is_public(host)
    return host.replace(".", "").isdecimal() or host.startswith("0x")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


class NetworkGuard:
    """Says of each connection whether it may be made. One for a process: it remembers what names first led to."""

    def __init__(self) -> None:
        self._first_private: dict[str, bool] = {}

    def may_ask(self, origin: Origin, named: Mapping[Origin, bool]) -> bool:
        """Tell, before any name is looked up, whether *origin* may be asked.

        *named*: what the user named, and whether it was typed for this run (true) or stands in a list.
        """
        return not looks_private(origin[0]) or _named(origin, named) is not None

    def may_connect(self, origin: Origin, address: str, named: Mapping[Origin, bool]) -> bool:
        """Tell whether a connection to *address* may be made for *origin*; *named* as in `may_ask`."""
        host = origin[0]
        public = is_public(address)
        first_private = self._first_private.setdefault(host, not public)
        if public:
            return True
        typed = _named(origin, named)
        if typed is None:
            return False
        return looks_private(host) or (typed and first_private)


def _named(origin: Origin, named: Mapping[Origin, bool]) -> bool | None:
    """Return whether *origin* was typed; `None` where it was not named at all."""
    host, port = origin
    if origin not in named and port == PORTS["https"] and not looks_private(host):
        return named.get((host, PORTS["http"]))  # a name that the user wrote without a port may lead to its TLS
    return named.get(origin)
