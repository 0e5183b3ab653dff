"""Notes with each page what its host says of use: in robots.txt, in `/.well-known/tdmrep.json`, in the headers."""

import asyncio
from typing import Self

import attrs
from scrapy import Request
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.middlewares.robots import robots_name
from newscrawl.signals import KIND, USAGE, LetGo
from newscrawl.web.header_names import header_values
from newscrawl.web.usage.rights import in_headers, in_tdmrep, read_tdmrep
from newscrawl.web.usage.robots import RobotsUsage

ARTICLE = "article"
OK = 200
MAX_TDMREP = 512 * 1024
ROBOTS = "/robots.txt"


@attrs.define
class _Host:
    """What one host says of all its pages."""

    robots: RobotsUsage = attrs.field(factory=lambda: RobotsUsage(""))
    tdmrep: "asyncio.Future[list[tuple[str, int, str]]] | None" = None


class UsageSignals:
    """Downloader middleware: puts what is said outside of a page into `meta[signals.USAGE]` of an article's request.

    `/.well-known/tdmrep.json` is asked for once a host and run, with its first article. Switched off by
    `NEWSCRAWL_USAGE_SIGNALS = False`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._name = robots_name(crawler.settings)
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("NEWSCRAWL_USAGE_SIGNALS", True):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Note with the request for an article what its host says of all its pages: who keeps the answer goes by it."""
        if request.meta.get(KIND) != ARTICLE:
            return
        host = self._host(request)
        if host.tdmrep is None:
            host.tdmrep = asyncio.ensure_future(self._tdmrep(request))
        rules = await host.tdmrep
        request.meta[USAGE] = [*host.robots.for_page(request.url), *in_tdmrep(rules, request.url)]

    def process_response(self, request: Request, response: Response) -> Response:
        """Note what *response*, if it is robots.txt, says; and with an article what its headers say."""
        if urlparse_cached(response).path == ROBOTS and response.status == OK:
            self._host(request).robots = RobotsUsage(response.body.decode("utf-8-sig", "ignore"), self._name)
        elif USAGE in request.meta and response.status == OK:
            request.meta[USAGE] += in_headers(header_values(response.headers))
        return response

    def _host(self, request: Request) -> _Host:
        return self._hosts.setdefault(urlparse_cached(request).netloc, _Host())

    async def _tdmrep(self, request: Request) -> list[tuple[str, int, str]]:
        url = urlparse_cached(request)
        engine: ExecutionEngine | None = self._crawler.engine
        wanted = Request(
            f"{url.scheme}://{url.netloc}/.well-known/tdmrep.json",
            meta={"download_maxsize": MAX_TDMREP, "max_retry_times": 0},
            callback=NO_CALLBACK,
        )
        try:
            response = await engine.download_async(wanted) if engine is not None else None
        except LetGo:
            # The crawl ends before it is known: the articles are for the next.
            raise
        except Exception:
            # No statement: robots.txt forbids it, or it cannot be had.
            return []
        return read_tdmrep(response.body) if response is not None and response.status == OK else []
