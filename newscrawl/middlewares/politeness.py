"""Polite to servers: robots.txt by RFC 9309, its crawl delay, and `Retry-After`."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Self

from scrapy import Request, signals
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from newscrawl.web.dates import utc_date

FORBID_ALL = b"User-agent: *\nDisallow: /\n"
MAX_ROBOTS_BYTES = 512 * 1024
ASKS_TO_WAIT = (429, 503)


class Robots(RobotsTxtMiddleware):
    """Scrapy's robots.txt rules, with RFC 9309's reading of errors.

    4xx: nothing is forbidden. 5xx: everything is. At most the first 512 KiB count.
    """

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules for *request*, the same to all requests that wait for them.

        Scrapy's own method hands them to the first that waits, and `None`, as if all were allowed, to others.
        """
        await super().robot_parser(request)
        rules = self._parsers[urlparse_cached(request).netloc]
        return None if isinstance(rules, Deferred) else rules

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            response = response.replace(status=200, body=FORBID_ALL)
        elif response.status >= 400:
            response = response.replace(status=200, body=b"")
        elif len(response.body) > MAX_ROBOTS_BYTES:
            response = response.replace(body=response.body[:MAX_ROBOTS_BYTES].rpartition(b"\n")[0])
        await super()._parse_robots(response, netloc, request)


class CrawlDelay:
    """Extension that keeps each host's `Crawl-delay` as the least delay of its slot, whatever AutoThrottle finds.

    Setting `NEWSCRAWL_MAX_CRAWL_DELAY` (seconds) bounds what a site can ask for.
    """

    def __init__(self, crawler: Crawler, agent: str, maximum: float) -> None:
        self._crawler = crawler
        self._agent = agent
        self._maximum = maximum
        self._delays: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        agent = settings.get("ROBOTSTXT_USER_AGENT") or settings.get("USER_AGENT")
        extension = cls(crawler, agent, settings.getfloat("NEWSCRAWL_MAX_CRAWL_DELAY", 60.0))
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(extension.slow_down, signal=signals.request_reached_downloader)
        crawler.signals.connect(extension.slow_down, signal=signals.response_downloaded)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Remember the delay that the host of *request* asks for."""
        delay = robotparser.crawl_delay(self._agent)
        if delay:
            self._delays[urlparse_cached(request).hostname or ""] = min(delay, self._maximum)

    def slow_down(self, request: Request) -> None:
        """Give the slot of *request* at least the delay that its host asked for."""
        delay = self._delays.get(urlparse_cached(request).hostname or "")
        engine = self._crawler.engine
        if delay is None or engine is None:
            return
        slot = engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is not None and slot.delay < delay:
            slot.delay, slot.jitter = delay, 0.0


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


def drop_waiting(engine: ExecutionEngine) -> None:
    """Send none of the requests that wait for their turn in the downloader of *engine*."""
    for slot in engine.downloader.slots.values():
        while slot.queue:
            _, answer = slot.queue.popleft()
            answer.errback(IgnoreRequest("the host is another's to ask"))


def retry_after(header: str, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` *header* (RFC 9110, 10.2.3) asks to wait from *now*, or None.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    """
    if header.isascii() and header.isdecimal():
        return float(header[:9])
    moment = utc_date(header)
    return max(0.0, (moment - now).total_seconds()) if moment is not None else None
