"""L'Essor, Mali: front page, sections, author listings with all their pages, articles and related links."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from typing import Any

import attrs
from lxml.etree import _Element as Element
from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from scrapy.utils.request import fingerprint

from newscrawl.discovery.cards import read_cards
from newscrawl.discovery.judge import judge
from newscrawl.discovery.links import PageLink, read_links
from newscrawl.discovery.patterns import SitePatterns
from newscrawl.extraction.document import Document
from newscrawl.items import NewsArticle
from newscrawl.pages.lessor import LessorArticlePage
from newscrawl.pages.lessor.labels import TIMEZONE
from newscrawl.pages.lessor.urls import ORIGIN, article_id, created_at, page_url
from newscrawl.signals import links_found
from newscrawl.spiders.errors import ArgumentError
from newscrawl.storage import Link

REDIRECTS = (301, 302, 303, 307, 308)
# Younger articles are asked for before listings, older ones after them.
FRESH = timedelta(days=7)


class ArticleFingerprinter:
    """Takes two addresses of one article for one request: the id counts, not the slug."""

    def fingerprint(self, request: Request) -> bytes:
        """Return what Scrapy tells requests apart by."""
        identifier = article_id(request.url)
        return sha1(identifier.encode()).digest() if identifier else fingerprint(request)


class LessorSpider(Spider):
    """Follows every link of the site to an article, and every other that may lead to further articles.

    `url` says where to start, by default on the live site. A copy elsewhere, for example on loopback, stands
    for the whole site: what links to the site's four hosts is asked of the copy. Raises `ArgumentError`.
    """

    name = "lessor"
    timezone = TIMEZONE
    # A redirect is a link like any other: its target may be known already, or off the site.
    handle_httpstatus_list = list(REDIRECTS)  # noqa: RUF012
    custom_settings = {  # noqa: RUF012
        "REDIRECT_ENABLED": False,
        "SCRAPY_POET_REQUEST_FINGERPRINTER_BASE_CLASS": ArticleFingerprinter,
    }

    def __init__(self, url: str = ORIGIN + "/", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        front = page_url(url, url)
        if front is None:
            raise ArgumentError(f"url={url}: give a web address with its scheme, such as {ORIGIN}/")
        self._front = front
        self._now = datetime.now(UTC)
        self._listed: set[frozenset[str]] = set()

    async def start(self) -> AsyncIterator[Request]:
        """Yield the request for the start page."""
        yield self._request(self._front)

    def parse(self, response: Response) -> Iterator[Request]:
        """Follow a page that is no article: front page, section, author listing, or none of use."""
        if response.status in REDIRECTS:
            yield from self._redirected(response)
        elif isinstance(response, TextResponse):
            links = self._links(
                Document.parse(response.body, response.url, response.encoding).root, response.url
            )
            self._report(response.url, [link for link in links if article_id(link.url)])
            yield from self._follow(links)

    async def parse_article(
        self, response: Response, page: LessorArticlePage
    ) -> AsyncIterator[NewsArticle | Request]:
        """Yield the article's record and follow what the page links to."""
        if response.status in REDIRECTS:
            for request in self._redirected(response):
                yield request
            return
        if page.is_article:
            yield await page.to_item()
        elif self.crawler.stats:
            self.crawler.stats.inc_value("newscrawl/pages/no_article")
        for request in self._follow(self._links(page.document.root, response.url)):
            yield request

    def _links(self, root: Element, base: str) -> list[PageLink]:
        """Return the page's links within the site, at the addresses to ask for."""
        links = ((link, page_url(link.url, base)) for link in read_links(root, base))
        return [attrs.evolve(link, url=url) for link, url in links if url]

    def _follow(self, links: list[PageLink]) -> Iterator[Request]:
        """Yield requests for articles, and for other pages unless an earlier page offered just the same articles:
        a listing that repeats itself has come to its end."""
        articles = frozenset(identifier for link in links if (identifier := article_id(link.url)))
        repeats = articles in self._listed
        self._listed.add(articles)
        for url in dict.fromkeys(link.url for link in links):
            if article_id(url) or not (repeats or self._is_waste(url)):
                yield self._request(url)

    def _redirected(self, response: Response) -> Iterator[Request]:
        """Follow a redirect; one from a former slug to the present one leads to an address not asked for yet."""
        location = (response.headers.get("Location") or b"").decode("latin-1")
        target = page_url(location, response.url)
        hops = response.meta.get("newscrawl_hops", 0) + 1
        if target is None or target == response.url or hops > self.settings.getint("REDIRECT_MAX_TIMES"):
            return
        same = article_id(target) is not None and article_id(target) == article_id(response.url)
        request = self._request(target)
        yield request.replace(dont_filter=same, meta={**request.meta, "newscrawl_hops": hops})

    def _request(self, url: str) -> Request:
        identifier = article_id(url)
        if identifier is None:
            priority = (self._now - FRESH).toordinal()
            return Request(url, self.parse, priority=priority, meta={"newscrawl_kind": "listing"})
        priority = created_at(identifier).toordinal()
        return Request(url, self.parse_article, priority=priority, meta={"newscrawl_kind": "article"})

    def _is_waste(self, url: str) -> bool:
        return judge(url, SitePatterns(), self._now.date()).kind == "waste"

    def _report(self, url: str, links: list[PageLink]) -> None:
        """Tell the store which articles a listing shows."""
        listed = [
            Link(
                from_url=url,
                to_url=card.url,
                kind="listing",
                headline=card.headline,
                excerpt=card.excerpt,
                position=card.position,
            )
            for card in read_cards(links)
        ]
        self.crawler.signals.send_catch_log(signal=links_found, links=listed)
