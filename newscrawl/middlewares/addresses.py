"""No request to a private network: a page of the web must not make the crawler ask the router, a database or the
cloud's metadata service of the machine that it runs on.

The check is made where names become addresses, for every connection: redirects and names whose address changes
after a first look (DNS rebinding) get no further than links. Hosts that the user names as start addresses are
exempt, so a copy on loopback can be crawled.
"""

import ipaddress
import logging
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, fail

logger = logging.getLogger(__name__)

_CARRIER_GRADE_NAT = ipaddress.ip_network("100.64.0.0/10")


class ForbiddenAddress(IgnoreRequest):
    """The host is, or resolves to, an address that is not of the public internet."""


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


def start_hosts(crawler: Any) -> frozenset[str]:
    """Return the hosts that the user named as start addresses: the `start_hosts` of the spider of *crawler*, or of
    all spiders where it is a process of crawlers, and what a command for one page has in `NEWSCRAWL_NAMED_HOSTS`."""
    named = frozenset(crawler.settings.getlist("NEWSCRAWL_NAMED_HOSTS"))
    crawlers = getattr(crawler, "crawlers", None)
    if crawlers is not None:
        return named.union(*map(start_hosts, crawlers))
    return named.union(getattr(crawler.spider, "start_hosts", ()))


class PublicResolver(CachingThreadedResolver):
    """Scrapy's DNS resolver, but for names of private addresses. Set by `TWISTED_DNS_RESOLVER`."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, crawler: Any) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), crawler)

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":  # noqa: N802 (Twisted's name)
        """Return a deferred of the address of *name*; it fails with ForbiddenAddress for a private one."""
        resolved: Deferred[str] = super().getHostByName(name, timeout)
        if name not in start_hosts(self._crawler):
            resolved.addCallback(self._checked, name)
        return resolved

    def _checked(self, address: str, name: str) -> Any:
        if is_public(address):
            return address
        error = ForbiddenAddress(f"{name} resolves to {address}, which is not of the public internet")
        # The reactor turns every failure into "unknown host": the reason would be lost.
        logger.warning("Not asked: %s", error)
        return fail(error)


class PublicAddresses:
    """Downloader middleware that refuses what needs no resolver: private IP addresses and `localhost` in URLs.

    Counts `newscrawl/forbidden_addresses`. Switched off, with the resolver's check, by naming the host as a
    start address.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise ForbiddenAddress for a private address."""
        host = (urlparse_cached(request).hostname or "").lower()
        if not _looks_private(host) or host in start_hosts(self._crawler):
            return
        if self._crawler.stats:
            self._crawler.stats.inc_value("newscrawl/forbidden_addresses")
        raise ForbiddenAddress(f"{host} is not of the public internet")


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address in a NAT64 one (RFC 6052, 64:ff9b::/96)."""
    if address not in ipaddress.ip_network("64:ff9b::/96"):
        return None
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _looks_private(host: str) -> bool:
    """Tell whether *host* is a private address in any spelling that a resolver takes (`127.1`, `0x7f000001`)."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.replace(".", "").isdecimal() or host.startswith("0x")
    return not is_public(host)
