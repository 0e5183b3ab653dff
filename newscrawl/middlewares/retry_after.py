"""Comes back when a server says so, and not before."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from newscrawl.web.dates import utc_date

ASKS_TO_WAIT = (429, 503)


class RetryAfter(RetryMiddleware):
    """Scrapy's retries, but a 429 or 503 that says when to come back is tried again then, and not before.

    The host's other requests wait as well. A wait beyond `NEWSCRAWL_MAX_RETRY_AFTER` seconds is not made: the
    page is given up for this run. Counts `newscrawl/retry_after`.
    """

    def __init__(self, crawler: Crawler, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._clock = clock
        self._longest = crawler.settings.getfloat("NEWSCRAWL_MAX_RETRY_AFTER", 120.0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return *response*, or the request to make once more, which its slot holds back until then."""
        wait = self._wait(response) if response.status in ASKS_TO_WAIT else None
        if wait is not None and wait > self._longest:
            return response
        result: Request | Response = super().process_response(request, response)
        if wait and isinstance(result, Request):
            if self.crawler.stats:
                self.crawler.stats.inc_value("newscrawl/retry_after")
            self._hold(request, wait)
        return result

    def _wait(self, response: Response) -> float | None:
        header = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
        return retry_after(header, self._clock())

    def _hold(self, request: Request, wait: float) -> None:
        """Let nothing of the slot pass for *wait* seconds."""
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot", "")) if engine is not None else None
        if slot is not None:
            # A slot looks at the time of its last request only if it has a delay.
            slot.delay = max(slot.delay, 0.001)
            slot.lastseen = max(slot.lastseen, monotonic() + wait)


def retry_after(header: str, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` *header* (RFC 9110, 10.2.3) asks to wait from *now*, or None.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    """
    if header.isascii() and header.isdecimal():
        return float(header[:9])
    moment = utc_date(header)
    return max(0.0, (moment - now).total_seconds()) if moment is not None else None
