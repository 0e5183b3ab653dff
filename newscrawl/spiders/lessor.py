"""L'Essor, Mali: front page, sections, author listings with all their pages, articles and related links."""

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from typing import Any, Self

import attrs
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.utils.request import fingerprint

from newscrawl.discovery.addresses.url_classifier import judge
from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.discovery.crawl.scope import Scope
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.pages.links import PageLink, read_links
from newscrawl.discovery.pages.teasers import read_cards
from newscrawl.errors import ArgumentError, DiscoveryError
from newscrawl.extensions.store_session import StoreSession
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nodes import Element
from newscrawl.items import NewsArticle
from newscrawl.publishers.lessor import LessorArticlePage
from newscrawl.publishers.lessor.labels import TIMEZONE
from newscrawl.publishers.lessor.urls import ORIGIN, article_id, created_at, page_url
from newscrawl.signals import KIND, articles_queued, links_found, nothing_stored
from newscrawl.spiders.known import KnownArticles
from newscrawl.storage import Link
from newscrawl.web.charsets import header_charset
from newscrawl.web.dates import parse_date
from newscrawl.web.urls import host_of, site_of

REDIRECTS = (301, 302, 303, 307, 308)
GONE = (404, 410)
HOPS = "newscrawl_hops"
LIMITS = ("since", "until", "sections", "include", "exclude")
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
    custom_settings = {  # noqa: RUF012
        "SCRAPY_POET_REQUEST_FINGERPRINTER_BASE_CLASS": ArticleFingerprinter,
    }

    def __init__(self, url: str = ORIGIN + "/", revisit: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        front = page_url(url, url)
        if front is None:
            raise ArgumentError(f"url={url}: give a web address with its scheme, such as {ORIGIN}/")
        try:
            self._scope = Scope.parse(**{name: kwargs[name] for name in LIMITS if name in kwargs})
            plan = RevisitPlan() if revisit is None else RevisitPlan.parse(revisit)
        except DiscoveryError as error:
            raise ArgumentError(str(error)) from None
        self._front = front
        self.start_hosts = frozenset((host_of(front),))
        self._known = KnownArticles(plan)
        self._now = datetime.now(UTC)
        self._listed: set[frozenset[str]] = set()
        self._queued: set[str] = set()
        self._everywhere: frozenset[str] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        kwargs.setdefault("revisit", crawler.settings.get("NEWSCRAWL_REVISIT"))
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Request]:
        """Yield the start page, and articles that an earlier run saw linked and did not come to ask for."""
        yield self._request(self._front)
        session = StoreSession.of(self.crawler)
        if session is None:
            return
        site = site_of(self._front)
        self._known = KnownArticles.of(session.store, site, self._known.plan)
        for url in list(session.store.pending(site)):
            if (identifier := article_id(url)) and identifier not in self._known.articles:
                yield self._request(url)

    def parse(self, response: Response) -> Iterator[Request]:
        """Follow a page that is no article: front page, section, author listing, or none of use."""
        if response.status in REDIRECTS:
            yield from self._redirected(response)
        elif response.status in GONE:
            return
        elif isinstance(response, TextResponse):
            encoding = header_charset(response.headers.get("Content-Type"))
            links = self._links(Document.parse(response.body, response.url, encoding).html, response.url)
            self._report(response.url, [link for link in links if article_id(link.url)])
            yield from self._follow(links)

    async def parse_article(self, response: Response, page: LessorArticlePage) -> AsyncIterator[NewsArticle | Request]:
        """Yield the article's record and follow what the page links to."""
        if response.status in REDIRECTS:
            for request in self._redirected(response):
                yield request
            return
        if response.status in GONE:
            self._withdraw(response.url)
            return
        article, wanted = None, False
        if page.is_article:
            article = await page.to_item()
            published = parse_date(article.datePublished or "")
            wanted = self._scope.allows_time(published) and self._scope.in_section(article.url, article.section)
        elif self.crawler.stats:
            self.crawler.stats.inc_value("newscrawl/pages/no_article")
        following = list(self._follow(self._links(page.document.html, response.url)))
        self._queue(request.url for request in following if request.meta[KIND] == "article")
        if article is not None and wanted:
            yield article
        else:
            self.crawler.signals.send_catch_log(signal=nothing_stored, response=response)
        for request in following:
            yield request

    def _queue(self, urls: Iterable[str]) -> None:
        """Tell the store which articles an article leads to, before it has that one: no later run reads it again."""
        new = dict.fromkeys(url for url in urls if url not in self._queued)
        self._queued.update(new)
        if new:
            self.crawler.signals.send_catch_log(signal=articles_queued, urls=list(new))

    def _links(self, root: Element, base: str) -> list[PageLink]:
        """Return the page's links within the site, at the addresses to ask for."""
        links = ((link, page_url(link.url, base)) for link in read_links(root, base))
        return [attrs.evolve(link, url=url) for link, url in links if url]

    def _follow(self, links: list[PageLink]) -> Iterator[Request]:
        """Yield requests for the articles on a page, and for its other pages unless it is a listing's end."""
        articles = frozenset(identifier for link in links if (identifier := article_id(link.url)))
        ended = self._is_end(articles)
        for url in dict.fromkeys(link.url for link in links):
            identifier = article_id(url)
            if self._known.wants(identifier, url, self._now) if identifier else not (ended or self._is_waste(url)):
                yield self._request(url)

    def _is_end(self, articles: frozenset[str]) -> bool:
        """Tell whether a page with these *articles* lies beyond the end of its listing.

        Such a page repeats an earlier one, or offers no more than the boxes that every page has.
        """
        everywhere, repeats = self._everywhere, articles in self._listed
        self._listed.add(articles)
        self._everywhere = articles if everywhere is None else everywhere & articles
        return repeats or (everywhere is not None and articles <= everywhere)

    def _redirected(self, response: Response) -> Iterator[Request]:
        """Follow a redirect; one from a former slug to the present one leads to an address not asked for yet."""
        location = (response.headers.get("Location") or b"").decode("latin-1")
        target = page_url(location, response.url)
        hops = response.meta.get(HOPS, 0) + 1
        if target is None or target == response.url or hops > self.settings.getint("REDIRECT_MAX_TIMES"):
            return
        same = article_id(target) is not None and article_id(target) == article_id(response.url)
        request = self._request(target)
        yield request.replace(dont_filter=same, meta={**request.meta, HOPS: hops})

    def _withdraw(self, url: str) -> None:
        """Mark a stored article that the site has taken down."""
        session = StoreSession.of(self.crawler)
        if session and session.store.mark_withdrawn(url, datetime.now(UTC)) and self.crawler.stats:
            self.crawler.stats.inc_value("newscrawl/articles/withdrawn")

    def _request(self, url: str) -> Request:
        identifier = article_id(url)
        day = created_at(identifier) if identifier else self._now - FRESH
        return Request(
            url,
            self.parse_article if identifier else self.parse,
            priority=day.toordinal(),
            # A redirect is a link like any other: its target may be known already, or off the site.
            meta={KIND: "article" if identifier else "listing", "handle_httpstatus_list": [*REDIRECTS, *GONE]},
        )

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
