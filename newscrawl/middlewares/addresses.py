"""No request to a private network, whatever a page, a redirect or a name leads to: see `newscrawl.web.network`.

The check is made where names become addresses, for every connection: redirects and names whose address changes
after a first look (DNS rebinding) get no further than links. What the user named as start addresses is exempt, so
that a copy on loopback can be crawled.
"""

import logging
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver, HostResolution
from twisted.internet.abstract import isIPv6Address
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, succeed
from twisted.internet.interfaces import IHostnameResolver
from zope.interface import implementer  # type: ignore[import-untyped]

from newscrawl.web.network import NetworkGuard, Origin, origin_of, origins_of

logger = logging.getLogger(__name__)


class ForbiddenAddress(IgnoreRequest):
    """The host is, or resolves to, an address that is not of the public internet."""


def named_origins(crawler: Any) -> dict[Origin, bool]:
    """Return what the user named, and whether it was typed for this run: the `start_urls` and
    `start_origins` of the spider of *crawler*, or of all spiders where it is a process of crawlers, and what a command
    for one page has in `NEWSCRAWL_NAMED`. Sites of a list (`NEWSCRAWL_LISTED`) were not typed."""
    named = dict.fromkeys(origins_of(crawler.settings.getlist("NEWSCRAWL_NAMED")), True)
    for each in getattr(crawler, "crawlers", None) or [crawler]:
        typed = not each.settings.getbool("NEWSCRAWL_LISTED")
        spider = getattr(each, "spider", None)
        own = origins_of(getattr(spider, "start_urls", ())) | getattr(spider, "start_origins", frozenset())
        for origin in own:
            named[origin] = typed or named.get(origin, False)
    return named


@implementer(IHostnameResolver)
class PublicResolver(CachingThreadedResolver):
    """Scrapy's DNS resolver, but for private addresses that were not named. Set by `TWISTED_DNS_RESOLVER`."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, crawler: Any) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._crawler = crawler
        self._guard = NetworkGuard()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), crawler)

    def install_on_reactor(self) -> None:
        """Be asked for every name, with the port that is to be connected to."""
        super().install_on_reactor()
        self.reactor.installNameResolver(self)  # type: ignore[arg-type]

    def resolveHostName(  # noqa: N802 (Twisted's names)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Give *resolutionReceiver* the address of *hostName* if *portNumber* of it may be connected to, else none."""
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def resolved(address: str) -> None:
            if self._may_connect((hostName.lower(), portNumber), address):
                kind = IPv6Address if ":" in address else IPv4Address
                resolutionReceiver.addressResolved(kind("TCP", address, portNumber))

        asked: Deferred[Any] = succeed(hostName) if isIPv6Address(hostName) else self.getHostByName(hostName)
        asked.addCallback(resolved)
        asked.addErrback(lambda failure: logger.debug("No address for %s: %s", hostName, failure.value))
        asked.addCallback(lambda _: resolutionReceiver.resolutionComplete())
        return resolution

    def _may_connect(self, origin: Origin, address: str) -> bool:
        if self._guard.may_connect(origin, address, named_origins(self._crawler)):
            return True
        # The reactor turns every failure into "unknown host": the reason would be lost.
        logger.warning("Not asked: %s:%d resolves to %s, which is not of the public internet", *origin, address)
        return False


class PublicAddresses:
    """Downloader middleware that refuses what needs no resolver: private IP addresses and `localhost` in URLs.

    Counts `newscrawl/forbidden_addresses`. Switched off, with the resolver's check, for what the user named.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._guard = NetworkGuard()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise ForbiddenAddress for a private address."""
        origin = origin_of(request.url)
        if origin is None or self._guard.may_ask(origin, named_origins(self._crawler)):
            return
        if self._crawler.stats:
            self._crawler.stats.inc_value("newscrawl/forbidden_addresses")
        raise ForbiddenAddress(f"{origin[0]}:{origin[1]} is not of the public internet")
