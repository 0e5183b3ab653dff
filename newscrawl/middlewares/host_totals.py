"""How much each host of a crawl gave, and for how long it was asked: which of a site's hosts costs what."""

from collections.abc import Callable
from time import monotonic
from typing import Self
from weakref import WeakKeyDictionary

import attrs
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.signals import HOSTS

MOST = 50
"""Hosts that are told by name: a site can have as many as it likes."""

OTHERS = "others"


@attrs.define
class _Host:
    asked: int = 0
    since: float = 0.0


class HostTotals:
    """Downloader middleware, next to the network, that counts by host under `newscrawl/hosts/HOST/`: `requests`,
    `bytes` as received, and `seconds` in which something was asked of it, pauses between requests included.

    What other middlewares refuse or answer is not asked of a host, though Scrapy tells of it here, too. Hosts
    beyond `MOST` are counted together. Switched off by `NEWSCRAWL_HOST_TOTALS = False`.
    """

    def __init__(self, stats: StatsCollector, clock: Callable[[], float] = monotonic) -> None:
        self._stats = stats
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._under_way: WeakKeyDictionary[Request, str] = WeakKeyDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("NEWSCRAWL_HOST_TOTALS") or crawler.stats is None:
            raise NotConfigured
        return cls(crawler.stats)

    def process_request(self, request: Request) -> None:
        """Count *request*, and begin the time of its host where nothing else is under way there."""
        name = self._under_way[request] = self._name(request)
        host = self._hosts.setdefault(name, _Host())
        if not host.asked:
            host.since = self._clock()
        host.asked += 1
        self._stats.inc_value(f"{HOSTS}{name}/requests")

    def process_response(self, request: Request, response: Response) -> Response:
        """Count what came; return *response*."""
        if (name := self._ended(request)) is not None:
            size = len(response.body) + len(response.headers.to_string())
            self._stats.inc_value(f"{HOSTS}{name}/bytes", size)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Nothing came: that took its time, too."""
        self._ended(request)

    def _ended(self, request: Request) -> str | None:
        """Count the time of *request*; return the name of its host, `None` where nothing was asked of it."""
        name = self._under_way.pop(request, None)
        if name is None:
            return None
        host = self._hosts[name]
        host.asked -= 1
        if not host.asked:
            key = f"{HOSTS}{name}/seconds"
            self._stats.set_value(key, self._stats.get_value(key, 0.0) + self._clock() - host.since)
        return name

    def _name(self, request: Request) -> str:
        host = urlparse_cached(request).netloc.rpartition("@")[2]
        return host if host in self._hosts or len(self._hosts) < MOST else OTHERS
