"""Keeps the delay between requests that a host's robots.txt asks for."""

from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


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
