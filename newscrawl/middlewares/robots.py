"""Obeys robots.txt by RFC 9309."""

import logging
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from newscrawl.signals import TOLD_AT_THE_END, RobotsUnreadable, failure_words
from newscrawl.web.network import origin_of
from newscrawl.web.robots_directives import AGENT
from newscrawl.web.robots_rules import FORBID_ALL, MAX_REDIRECTS, robots_body

logger = logging.getLogger(__name__)


def robots_name(settings: BaseSettings) -> str:
    """Return the name that rules are looked up by: of `ROBOTSTXT_USER_AGENT`, else of `USER_AGENT`, else our own."""
    name = settings.get("ROBOTSTXT_USER_AGENT") or settings.get("USER_AGENT") or AGENT
    return str(name).partition("/")[0].strip()


class Robots(RobotsTxtMiddleware):
    """Downloader middleware: Scrapy's robots.txt rules, with RFC 9309's reading of what is no plain answer.

    No such file (4xx, or more than five redirects): all is allowed. It cannot be read (5xx, 429, no answer): nothing
    is, for this run. Rules for `newscrawl/1.0` are for us. The name that rules are looked up by is that of
    `ROBOTSTXT_USER_AGENT`, else of `USER_AGENT`. Counts `newscrawl/robots/unreadable`. Switched off by
    `ROBOTSTXT_OBEY`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._robotstxt_useragent = robots_name(crawler.settings)
        self._unreadable: dict[str, str] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules for *request*, the same to all requests that wait for them."""
        netloc = urlparse_cached(request).netloc
        if netloc not in self._parsers:
            self._parsers[netloc] = Deferred()
            await self._parse_robots(await self._ask(request), netloc, request)
        waiting = self._parsers[netloc]
        if isinstance(waiting, Deferred):
            # Its own result goes to the first that waits only.
            await maybe_deferred_to_future(waiting)
        rules = self._parsers[netloc]
        return None if isinstance(rules, Deferred) else rules

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise `IgnoreRequest` where the rules *rp* forbid *request*, `RobotsUnreadable` where there are none."""
        reason = self._unreadable.get(urlparse_cached(request).netloc)
        if reason is not None:
            raise RobotsUnreadable(reason)
        super().process_request_2(rp, request)

    async def _ask(self, request: Request) -> Response:
        """Return robots.txt of the host of *request*; never raises."""
        url = urlparse_cached(request)
        robots = Request(
            f"{url.scheme}://{url.netloc}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True, "redirect_ttl": MAX_REDIRECTS},
            callback=NO_CALLBACK,
        )
        assert self.crawler.engine is not None
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(robots)
        except IgnoreRequest:
            # It leads on and on, or to where nothing is asked for: a file that is not there.
            return Response(robots.url, status=404)
        except Exception as error:
            self._give_up(robots.url, failure_words(error))
            return Response(robots.url, status=503)
        if robots_body(response.status, b"") == FORBID_ALL:
            self._give_up(robots.url, f"status {response.status}")
        return response

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        await super()._parse_robots(response.replace(body=robots_body(response.status, response.body)), netloc, request)

    def _give_up(self, url: str, reason: str) -> None:
        netloc = urlsplit(url).netloc
        self._stats.inc_value("newscrawl/robots/unreadable")
        self._unreadable[netloc] = reason
        # Where a crawl starts, its end tells.
        told = origin_of(url) in getattr(self.crawler.spider, "start_origins", ())
        message = "robots.txt of %s cannot be read (%s): nothing is asked for there in this run"
        logger.warning(message, netloc, reason, extra=TOLD_AT_THE_END if told else None)
