"""Reads the articles whose addresses it is given, and follows nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.errors import ArgumentError, BadInput
from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle
from newscrawl.publishers.registry import registry
from newscrawl.signals import KIND, nothing_stored
from newscrawl.spiders.page_reader import PageReader
from newscrawl.web.charsets import header_charset
from newscrawl.web.network import origins_of
from newscrawl.web.urls import canonical_url

SURE = 4.0
"""The log odds that a page is an article: the user says so."""


def _addresses(text: str) -> list[str]:
    found = text.split()
    for url in found:
        if not canonical_url(url):
            raise ArgumentError(f"urls={url[:200]}: this is no web address")
    if not found:
        raise ArgumentError("urls: give the addresses of articles, one a line")
    return found


class ListedArticlesSpider(Spider):
    """Reads each page of `urls` (one a line, all of one site, `url` being the first) as an article of its publisher.

    Raises `ArgumentError` for what is no address.
    """

    name = "articles"

    def __init__(self, url: str = "", urls: str = "", publishers: str | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        try:
            self._urls = _addresses(urls or url)
            self._reader = PageReader(registry(publishers))
        except BadInput as error:
            raise ArgumentError(str(error)) from None
        self.start_origins = origins_of(self._urls)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        kwargs.setdefault("publishers", crawler.settings.get("NEWSCRAWL_PUBLISHERS"))
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._reader.attach(crawler)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield a request for each address."""
        for url in self._urls:
            yield Request(url, meta={KIND: "article"})

    async def parse(self, response: Response) -> AsyncIterator[NewsArticle]:
        """Yield the article on the page; say where there is none."""
        charset = header_charset((response.headers.get("Content-Type") or b"").decode("latin-1"))
        document = Document.parse(response.body, response.url, charset)
        article = await self._reader.read(response, document, SURE)
        if article is None:
            self.logger.warning("%s is no article", response.url)
            self.crawler.signals.send_catch_log(signal=nothing_stored, response=response)
            return
        article.fetchedAt = datetime.now(UTC).isoformat(timespec="seconds")
        yield article
