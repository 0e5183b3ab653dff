"""A host that does not answer is asked once: slow and dead sites cost nothing but themselves."""

from collections.abc import Callable
from time import monotonic
from typing import Self

import attrs
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    NotConfigured,
)
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.signals import NoAnswer

SILENT = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError)
"""The name is unknown, nobody listens, or nothing comes: asking at once again gives the same."""

PATIENCE = 6
PATIENCE_SECONDS = 20.0
"""A host that has answered is given up after so many requests in a row, and so long, without an answer."""


@attrs.define
class _Host:
    has_answered: bool = False
    failures: int = 0
    since: float = 0.0
    given_up: str = ""


class Silence:
    """Downloader middleware that asks a host for nothing more in this run from which no answer comes.

    One that has never answered is not asked a second time, neither the same nor for another page; one that has is
    asked until `PATIENCE` is at an end. Counts `newscrawl/silent_hosts`; switched off by `NEWSCRAWL_SILENCE = False`.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = monotonic) -> None:
        self._crawler = crawler
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("NEWSCRAWL_SILENCE"):
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let nothing more pass to a host that was given up."""
        if why := self._host(request).given_up:
            raise NoAnswer(why)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note that the host of *request* answers; return *response*."""
        self._hosts[urlparse_cached(request).netloc] = _Host(has_answered=True)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count what came instead of an answer, and give the host up when that is enough."""
        if not isinstance(exception, SILENT):
            return
        host, now = self._host(request), self._clock()
        host.since = host.since if host.failures else now
        host.failures += 1
        if host.has_answered and (host.failures < PATIENCE or now - host.since < PATIENCE_SECONDS):
            return
        request.meta["dont_retry"] = True
        if not host.given_up:
            host.given_up = " ".join(str(exception).split()) or type(exception).__name__
            self._give_up(request, host.given_up)

    def _host(self, request: Request) -> _Host:
        return self._hosts.setdefault(urlparse_cached(request).netloc, _Host())

    def _give_up(self, request: Request, why: str) -> None:
        """Let what waits for the host wait no longer."""
        if self._crawler.stats:
            self._crawler.stats.inc_value("newscrawl/silent_hosts")
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot", "")) if engine is not None else None
        while slot is not None and slot.queue:
            _, answer = slot.queue.popleft()
            answer.errback(NoAnswer(why))
