"""Keeps in the store which page was fetched when, and which links a page showed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newscrawl.signals import KIND, links_found
from newscrawl.storage import Link, Page, Writer
from newscrawl.storage.session import StoreSession

NOT_MODIFIED = 304


class Recorder:
    """Scrapy extension that writes responses to the store's pages and `links_found` to its links."""

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
        crawler.signals.connect(recorder.links_found, signal=links_found)
        return recorder

    def response_received(self, response: Response, request: Request) -> None:
        """Write what a later run needs to ask for the page again."""
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


def _validator(response: Response, request: Request, name: str, asked_with: str) -> str | None:
    """Return what to ask with next time; a 304 that does not repeat it confirms what was asked with."""
    value = response.headers.get(name)
    if value is None and response.status == NOT_MODIFIED:
        value = request.headers.get(asked_with)
    return value.decode("latin-1") if value else None
