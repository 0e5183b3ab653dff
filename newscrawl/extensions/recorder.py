"""Keeps in the store which page was fetched when, and which links a page showed."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newscrawl.extensions.store_session import StoreSession
from newscrawl.fates import BacklogNote, FateNote
from newscrawl.seen_by import SeenNote
from newscrawl.signals import (
    KIND,
    SUBREQUEST,
    NotStored,
    articles_queued,
    backlog_known,
    fates_known,
    links_found,
    nothing_stored,
    sources_known,
)
from newscrawl.source_notes import SourceNote
from newscrawl.storage import Link, Page, Writer

logger = logging.getLogger(__name__)

OK = 200
NOT_MODIFIED = 304


class Recorder:
    """Scrapy extension that writes what was asked for to the store's pages and `links_found` to its links.

    An article's page is written once the article is committed, or nothing on it is to be stored: where a crash
    comes between, the next run asks again.
    """

    def __init__(self, writer: Writer, clock: Callable[[], datetime]) -> None:
        self._writer = writer
        self._clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        session = StoreSession.of(crawler)
        if session is None:
            raise NotConfigured
        recorder = cls(session.writer, lambda: datetime.now(UTC))
        crawler.signals.connect(recorder.response_received, signal=signals.response_received)
        crawler.signals.connect(recorder.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(recorder.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(recorder.nothing_stored, signal=nothing_stored)
        crawler.signals.connect(recorder.articles_queued, signal=articles_queued)
        crawler.signals.connect(recorder.links_found, signal=links_found)
        crawler.signals.connect(recorder.fates_known, signal=fates_known)
        crawler.signals.connect(recorder.sources_known, signal=sources_known)
        crawler.signals.connect(recorder.backlog_known, signal=backlog_known)
        return recorder

    def response_received(self, response: Response, request: Request) -> None:
        """Write what a later run needs to ask for the page again, but of an article's page not yet."""
        kind = request.meta.get(KIND)
        if kind != SUBREQUEST and (response.status != OK or kind != "article"):
            self._write(response, request)

    def item_scraped(self, item: Any, response: Response | None) -> None:
        """Write the page of an article that is committed."""
        self._settle(response)

    def item_dropped(self, item: Any, response: Response | None, exception: Exception) -> None:
        """Write the page of what is not to be stored, but not of what could not be stored."""
        if not isinstance(exception, NotStored):
            self._settle(response)

    def nothing_stored(self, response: Response, **_: Any) -> None:
        """Write a page that gave nothing to store."""
        self._settle(response)

    def articles_queued(self, urls: list[str], **_: Any) -> None:
        """Write that *urls* are to be asked for."""
        now = self._clock()
        self._writer.add_pages([Page(url=url, kind="article", fetched_at=now) for url in urls])

    def fates_known(self, notes: list[FateNote], seen: list[SeenNote], **_: Any) -> None:
        """Write what became of addresses, and by which sources stored articles were seen."""
        self._writer.add_fates(notes).add_done_callback(_report)
        self._writer.add_seen(seen).add_done_callback(_report)

    def sources_known(self, notes: list[SourceNote], **_: Any) -> None:
        """Write how sources stand."""
        self._writer.add_sources(notes).add_done_callback(_report)

    def backlog_known(self, notes: list[BacklogNote], **_: Any) -> None:
        """Write what a backfill has found and seen to."""
        self._writer.add_backlog(notes).add_done_callback(_report)

    def _settle(self, response: Response | None) -> None:
        request = None if response is None else response.request
        if response is not None and request is not None and request.meta.get(KIND) == "article":
            self._write(response, request)

    def _write(self, response: Response, request: Request) -> None:
        page = Page(
            url=request.url,
            kind=str(request.meta.get(KIND, "page")),
            status=response.status,
            fetched_at=self._clock(),
            etag=_validator(response, request, "ETag", "If-None-Match"),
            last_modified=_validator(response, request, "Last-Modified", "If-Modified-Since"),
            final_url=response.url if response.url != request.url else None,
        )
        self._writer.add_pages([page])

    def links_found(self, links: list[Link], **_: Any) -> None:
        """Write the links of one page."""
        self._writer.add_links(links)


def _report(written: "Future[None]") -> None:
    if error := written.exception():
        logger.warning("what became of some addresses, or how sources stand, could not be kept: %s", error)


def _validator(response: Response, request: Request, name: str, asked_with: str) -> str | None:
    """Return what to ask with next time; a 304 that does not repeat it confirms what was asked with."""
    value = response.headers.get(name)
    if value is None and response.status == NOT_MODIFIED:
        value = request.headers.get(asked_with)
    return value.decode("latin-1") if value else None
