"""Keeps every response as served: pages, feeds, sitemaps, robots.txt, redirects, errors, each attempt."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers, Response

from newscrawl import __version__
from newscrawl.archive import ArchiveWriter, Exchange
from newscrawl.archive.http import decode
from newscrawl.errors import ArchiveError, StoreError
from newscrawl.extensions.purpose_settings import stated_purpose
from newscrawl.extensions.store_session import StoreSession
from newscrawl.extraction.metadata.usage import usage_rights_in
from newscrawl.items import as_record
from newscrawl.signals import FETCHED_AT, KIND, RECORD, USAGE, page_rendered
from newscrawl.web.charsets import header_charset
from newscrawl.web.file_addresses import is_address, without_login
from newscrawl.web.header_names import by_lower_name, header_values
from newscrawl.web.robots_directives import directives_in
from newscrawl.web.sites import site_of
from newscrawl.web.usage.rights import in_headers
from newscrawl.web.user_agent import user_agent

ENCODINGS = "gzip, deflate"
"""Readers of archives fail at pages in newer codings."""

FAILED = "archive_failed"
"""Reason with which a crawl ends whose pages cannot be kept."""

ARTICLE = "article"
PREFIX = "newscrawl/archive"

logger = logging.getLogger(__name__)


class Archive:
    """Downloader middleware next to the network: a response goes on only when it is kept.

    Setting `NEWSCRAWL_ARCHIVE` names the folder; empty, nothing is kept. A page that asks for `noarchive` is not kept,
    nor is that of an article of which nothing may be kept (`NEWSCRAWL_RIGHTS = "skip"`, `noindex` where it is obeyed),
    unless `NEWSCRAWL_ARCHIVE_ALL` is true. Where the archive cannot be written, as on a full disk, the crawl ends.
    Counts `newscrawl/archive/kept`, `…/rendered`, `…/bytes`, `…/truncated`, `…/refused`.
    """

    def __init__(self, writer: ArchiveWriter, crawler: Crawler, keep_all: bool, clock: Callable[[], datetime]) -> None:
        assert crawler.stats
        self._writer = writer
        self._crawler = crawler
        self._stats = crawler.stats
        self._keep_all = keep_all
        self._purpose = stated_purpose(crawler.settings)
        self._clock = clock
        self._has_failed = False
        self._unsafe: OSError | None = None
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        folder = crawler.settings.get("NEWSCRAWL_ARCHIVE")
        if not folder:
            raise NotConfigured

        if is_address(folder):
            raise ArchiveError(
                f"the archive {without_login(folder)} is no folder here: give a path, and copy it from there"
            )

        def clock() -> datetime:
            return datetime.now(UTC)

        try:
            writer = ArchiveWriter(
                Path(folder),
                f"newscrawl/{__version__}",
                user_agent(crawler.settings.get("NEWSCRAWL_CONTACT") or ""),
                clock,
            )
        except OSError as error:
            raise ArchiveError(f"the archive {folder} cannot be written: {error.strerror}; choose another") from None
        archive = cls(writer, crawler, crawler.settings.getbool("NEWSCRAWL_ARCHIVE_ALL"), clock)
        crawler.signals.connect(archive.page_rendered, signal=page_rendered)
        crawler.signals.connect(archive.close, signal=signals.spider_closed)
        session = StoreSession.of(crawler)
        if session is not None:
            # Extensions close behind the last article.
            ended = session.writer.require(archive.make_safe)
            crawler.signals.connect(lambda: ended(), signal=signals.engine_stopped, weak=False)
        return archive

    def process_request(self, request: Request) -> None:
        """Ask for codings that every reader of archives knows."""
        request.headers["Accept-Encoding"] = ENCODINGS

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep *response* and pass it on; raises `IgnoreRequest` where it could not be kept."""
        if self._unsafe is not None and not self._has_failed:
            self._fail(self._unsafe)
        if self._has_failed:
            raise IgnoreRequest("the archive cannot be written")
        exchange = self._exchange(request, response)
        if not self._keep_all and self._is_refused(request, response):
            self._stats.inc_value(f"{PREFIX}/refused")
            return response
        try:
            capture = self._writer.write(exchange)
        except OSError as error:
            self._fail(error)
            raise IgnoreRequest("the archive cannot be written") from error
        request.meta[FETCHED_AT] = exchange.fetched_at
        request.meta[RECORD] = exchange.identifier
        self._stats.inc_value(f"{PREFIX}/kept")
        self._stats.inc_value(f"{PREFIX}/bytes", capture.length)
        if exchange.truncated:
            self._stats.inc_value(f"{PREFIX}/truncated")
        return response

    def _is_refused(self, request: Request, response: Response) -> bool:
        """Tell whether the page asks not to be kept, or what it and its host reserve leaves nothing to be kept."""
        headers = header_values(response.headers)
        body = decode(response.body, by_lower_name(response.headers))[0]
        if "noarchive" in directives_in(headers.get("x-robots-tag", ()), body):
            return True
        if self._purpose.keeps_all or request.meta.get(KIND) != ARTICLE:
            return False
        charset = header_charset(response.headers.get("Content-Type"))
        rights = [*request.meta.get(USAGE, ()), *in_headers(headers), *usage_rights_in(body, response.url, charset)]
        return self._purpose.refusing(as_record(rights)) is not None

    def page_rendered(self, request: Request, response: Response) -> None:
        """Keep what a browser made of a page that was kept."""
        identifier = request.meta.get(RECORD)
        if identifier is None or self._has_failed:
            return
        try:
            self._writer.convert(response.url, request.meta[FETCHED_AT], identifier, response.body)
        except OSError as error:
            self._fail(error)
        else:
            self._stats.inc_value(f"{PREFIX}/rendered")

    def make_safe(self) -> None:
        """Have all that was kept on disk; raises `StoreError` where it is not, so that no article of it is stored.

        Called in the thread that writes to the store.
        """
        try:
            self._writer.sync()
        except OSError as error:
            self._unsafe = error
            raise StoreError(f"its page could not be kept: {error.strerror}") from None

    def close(self) -> None:
        """Close the archive's file under its final name."""
        try:
            self._writer.close()
        except OSError as error:
            logger.error("the archive's last file could not be closed: %s", error.strerror)

    def _exchange(self, request: Request, response: Response) -> Exchange:
        return Exchange(
            url=response.url,
            method=request.method,
            request_headers=_pairs(request.headers),
            status=response.status,
            headers=_pairs(response.headers),
            body=response.body,
            fetched_at=self._clock(),
            kind=str(request.meta.get(KIND, "robots.txt" if response.url.endswith("/robots.txt") else "page")),
            site=site_of(response.url),
            address=str(response.ip_address) if response.ip_address else None,
            truncated="dataloss" in response.flags,
            notes=(
                ("fetchTimeMs", str(round(1000 * request.meta.get("download_latency", 0)))),
                ("spider", self._crawler.spider.name if self._crawler.spider else ""),
                ("extractorVersion", __version__),
            ),
        )

    def _fail(self, error: OSError) -> None:
        self._has_failed = True
        self._stats.inc_value(f"{PREFIX}/errors")
        logger.error("the archive %s cannot be written: %s; the crawl ends", self._writer.folder, error.strerror)
        if self._crawler.engine is not None:
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=FAILED))


def _pairs(headers: Headers) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name, value) for name, values in headers.items() for value in values)
