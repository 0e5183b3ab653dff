"""Slower where a server says that it is asked too much, and does not say when to come back."""

from collections.abc import Callable
from time import monotonic
from typing import Self

import attrs
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.signals import TooManyRequests

TOO_MANY = 429
FIRST_DELAY, LONGEST_DELAY = 5.0, 60.0
PATIENCE = 5
"""Answers 429 in a row, each to a request made after the delay had grown, from which the host is given up for now."""


@attrs.define
class _Host:
    refusals: int = 0
    grown_at: float = float("-inf")


class Backoff:
    """Downloader middleware that doubles a host's delay at each 429 without `Retry-After` (RFC 6585, 4): from 5 s to
    60 s. AutoThrottle brings it down again as pages come. A host that goes on refusing is asked for nothing more in
    this run. Counts `newscrawl/backoff`; switched off by `NEWSCRAWL_BACKOFF = False`.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = monotonic) -> None:
        self._crawler = crawler
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("NEWSCRAWL_BACKOFF"):
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let nothing more pass to a host that was given up."""
        host = self._hosts.get(urlparse_cached(request).hostname or "")
        if host is not None and host.refusals >= PATIENCE:
            raise TooManyRequests

    def process_response(self, request: Request, response: Response) -> Response:
        """Let the host of a 429 rest; return *response*."""
        name = urlparse_cached(request).hostname or ""
        if response.status != TOO_MANY:
            if response.status < 400:
                self._hosts.pop(name, None)
            return response
        if not response.headers.get("Retry-After"):
            self._grow(name, request)
        return response

    def _grow(self, name: str, request: Request) -> None:
        host = self._hosts.setdefault(name, _Host())
        now = self._clock()
        asked_at = now - float(request.meta.get("download_latency") or 0.0)
        if asked_at < host.grown_at:
            return  # sent before the delay grew: it tells nothing new
        host.refusals += 1
        host.grown_at = now
        if self._crawler.stats:
            self._crawler.stats.inc_value("newscrawl/backoff")
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot", "")) if engine is not None else None
        if slot is None:
            return
        if host.refusals >= PATIENCE:
            while slot.queue:
                _, answer = slot.queue.popleft()
                answer.errback(TooManyRequests())
        else:
            slot.delay = min(LONGEST_DELAY, max(FIRST_DELAY, 2 * slot.delay))
            slot.jitter = 0.0
            slot.lastseen = max(slot.lastseen, now)
