"""Any news site: finds its articles by feeds, sitemaps and listings, and later only what is new or changed."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Self

from protego import Protego
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.python.failure import Failure

from newscrawl.discovery.crawl.frontier import ARCHIVE, Fetch
from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.discovery.crawl.scope import Scope, start_urls
from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.discovery.pages.article_pages import read_article_pages
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.page_faults import PageFault, refusal_of
from newscrawl.discovery.sources.reading import read_source
from newscrawl.discovery.sources.robots import sitemaps_of
from newscrawl.discovery.sources.sitemaps import Sitemap
from newscrawl.errors import ArgumentError, BadInput, PageTooComplex
from newscrawl.extensions.store_session import StoreSession
from newscrawl.extraction.page.document import Document
from newscrawl.fates import Reason, reasons_of
from newscrawl.items import NewsArticle
from newscrawl.publishers.registry import page_named, registry
from newscrawl.signals import (
    CUT,
    FETCHED_AT,
    KIND,
    TOLD_AT_THE_END,
    USAGE,
    LetGo,
    articles_queued,
    is_closing,
    links_found,
    nothing_stored,
)
from newscrawl.spiders.closing import tell
from newscrawl.spiders.declarations import declared_by
from newscrawl.spiders.page_check import PageCheck
from newscrawl.spiders.page_facts import facts_of, is_page, listing_link
from newscrawl.spiders.page_reader import PageReader
from newscrawl.spiders.paged_articles import PagedArticles, PageMissing
from newscrawl.spiders.redirects import Chain
from newscrawl.spiders.remembering import hand_over, keep, remember, telling_in
from newscrawl.spiders.source_words import say_more
from newscrawl.spiders.troubles import drop_of, failure_of, lost_home, lost_redirect, unanswered_home
from newscrawl.web.charsets import header_charset
from newscrawl.web.header_names import by_lower_name
from newscrawl.web.network import origins_of
from newscrawl.web.robots_directives import directives_in
from newscrawl.web.sites import site_of
from newscrawl.web.tellings import Telling
from newscrawl.web.urls import canonical_url

FETCH = "newscrawl_fetch"
CHAIN = "newscrawl_chain"
SURELY_ARTICLE = 5.0
"""Log odds that a further page of an article holds some of it."""

LIMITS = ("since", "until", "max_articles", "max_pages", "sections", "include", "exclude")
NOT_MODIFIED = 304
REDIRECTS = (301, 302, 303, 307, 308)


class NewsSpider(Spider):
    """Crawls the sites of the start addresses `url` (comma-separated), each within its registrable domain.

    `since`, `until` (days or ISO 8601 times; `until` takes its day in), `max_articles`, `max_pages` (each for one
    site), `sections` (comma-separated), `include` and `exclude` (regular expressions for articles' addresses)
    narrow it; `revisit` is the plan for young articles (`1h,6h,24h,72h`; `never`), by default setting
    `NEWSCRAWL_REVISIT`. What publishers declare is obeyed: setting `NEWSCRAWL_PUBLISHERS` adds some, and `page`
    (`module:Class`) is the page object for every page. `again` names the fates (see `newscrawl.fates`) whose addresses
    are asked for once more. Raises `ArgumentError` for a wrong value, before any request.
    """

    name = "news"
    publisher: str | None = None
    """Name of the publisher whose site every start address is, a copy of it elsewhere too; `None`: its host's."""

    @staticmethod
    def clock() -> datetime:
        """Return the current time in UTC."""
        return datetime.now(UTC)

    def __init__(
        self, url: str = "", revisit: str | None = None, page: str = "", publishers: str | None = None, **arguments: Any
    ) -> None:
        again = arguments.pop("again", "")
        limits = {name: arguments.pop(name) for name in LIMITS if name in arguments}
        super().__init__(**arguments)
        try:
            self._reader = PageReader(registry(publishers), page_named(page) if page else None, self.publisher)
            self._starts = [self._reader.start(start) for start in start_urls(url)]
            self._scope = Scope.parse(**limits)
            self._again = reasons_of(again)
            self._plan = RevisitPlan() if revisit is None else RevisitPlan.parse(revisit)
        except BadInput as error:
            raise ArgumentError(str(error)) from None
        self.site = site_of(self._starts[0])
        self.start_origins = origins_of(self._starts)
        self._crawls: dict[str, SiteCrawl] = {}
        self._paged = PagedArticles(
            self._part_request, self._download, lambda response, page: self.read(response, page, SURELY_ARTICLE)
        )
        self._check = PageCheck(self._stored_telling, lambda: is_closing(self.crawler))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        kwargs.setdefault("revisit", crawler.settings.get("NEWSCRAWL_REVISIT"))
        kwargs.setdefault("publishers", crawler.settings.get("NEWSCRAWL_PUBLISHERS"))
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(spider._idle, signal=signals.spider_idle)
        crawler.signals.connect(spider._scraped, signal=signals.item_scraped)
        crawler.signals.connect(spider._dropped, signal=signals.item_dropped)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield the first requests, once what earlier runs know has been read."""
        self._reader.attach(self.crawler)
        session = StoreSession.of(self.crawler)
        for url in self._starts:
            memory = remember(session.store, site_of(url), self._again) if session else SiteMemory()
            crawl = self._crawls[site_of(url)] = self.site_crawl(url, memory)
            crawl.begin()
            for request in self._requests(crawl):
                yield request

    def site_crawl(self, url: str, memory: SiteMemory, kind: Callable[..., SiteCrawl] = SiteCrawl) -> SiteCrawl:
        """Return the crawl, of this *kind*, of the site of *url*, of which earlier runs know *memory*."""
        declared = declared_by(self._reader.publisher_of(url))
        return kind(url, scope=self._scope, memory=memory, plan=self._plan, clock=self.clock, declared=declared)

    async def parse(self, response: Response) -> AsyncIterator[NewsArticle | Request]:
        """Tell the site's crawl what *response* brought; yield the article on it, if any, and what is next."""
        fetch: Fetch = response.meta[FETCH]
        crawl = self._crawls[site_of(fetch.url)]
        if response.status in REDIRECTS:
            for request in self._redirected(crawl, fetch, response):
                yield request
        elif response.status == NOT_MODIFIED:
            crawl.unchanged(fetch)
        elif response.status >= 400:
            self._refused(crawl, fetch, response)
        elif self._source(crawl, fetch, response):
            self._tell(nothing_stored, response=response)
        elif is_page(response):
            article = await self._page_or_none(crawl, fetch, response)
            if article is not None:
                yield article
        else:
            kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0]
            crawl.failed(fetch, Reason.FILE, kind)
            self._tell(nothing_stored, response=response)
        for request in self._requests(crawl):
            yield request

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Tell the site's crawl that a request brought no response; yield what is next."""
        if isinstance(failure.value, LetGo):
            return
        fetch: Fetch = failure.request.meta[FETCH]  # type: ignore[attr-defined]
        crawl = self._crawls[site_of(fetch.url)]
        reason, detail = failure_of(failure)
        if fetch.kind == "home":
            crawl.ledger.health.home = unanswered_home(fetch.url, reason, detail)
            self.logger.error("the start page %s cannot be read: %s", fetch.url, detail, extra=TOLD_AT_THE_END)
        crawl.failed(fetch, reason, detail)
        yield from self._requests(crawl)

    async def read(self, response: Response, document: Document, prior: float) -> NewsArticle | None:
        """Return the article on the page, or None where it is none; *prior* as in `extract_document`."""
        return await self._reader.read(response, document, prior)

    def closed(self, reason: str) -> None:
        """Keep what the next run should know, and count what happened."""
        session = StoreSession.of(self.crawler)
        finished = reason == "finished" and not self._lost_articles()
        for site, crawl in self._crawls.items():
            if session:
                keep(session.store, site, crawl.notes(finished=finished), self.clock())
            hand_over(crawl, self._tell, last=True)
        if self.crawler.stats:
            tell(self.crawler.stats, self._crawls.values(), finished=reason == "finished")

    @property
    def waiting(self) -> int:
        """How many addresses are known and wait to be asked for."""
        return sum(len(crawl.frontier) for crawl in self._crawls.values())

    def _lost_articles(self) -> bool:
        """Tell whether a page could not be read or an article not be stored: the next run must ask again."""
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        return any(name.startswith(("spider_exceptions", "newscrawl/store/errors")) for name in stats)

    async def _page(self, crawl: SiteCrawl, fetch: Fetch, response: Response) -> NewsArticle | None:
        encoding = header_charset(response.headers.get("Content-Type"))
        document = Document.parse(response.body, response.url, encoding)
        fault = self._check.before_reading(response)
        article = None
        if fetch.kind != "home" and fault is None:
            article = await self.read(response, document, crawl.prior(response.url))
        fault = fault or self._check.challenge(document, article)
        if article is None:
            fault = fault or self._check.unread(crawl, fetch, response)
        fault = fault or await self._check.after_reading(crawl, fetch, document, article)
        if fault is not None:
            self._faulty(crawl, fetch, response, fault)
            return None
        page = LinkedPage.of(document)
        if article is not None and not await self._is_whole(crawl, fetch, page, article):
            self._tell(nothing_stored, response=response)
            return None
        if article is not None:
            crawl.recurring.saw(article)
        facts = facts_of(article, response.url, crawl) if article else None
        link_header = ", ".join(value.decode("latin-1") for value in response.headers.getlist("Link"))
        follow = not self._is_nofollow(response)
        outcome = crawl.saw_page(fetch, page, facts, link_header, follow=follow)
        if outcome.cards:
            links = [listing_link(response.url, card) for card in outcome.cards]
            self._tell(links_found, links=links)
        if outcome.queued:
            self._tell(articles_queued, urls=list(outcome.queued))
        if article is not None and outcome.wanted:
            article.usageRights = [*(article.usageRights or ()), *response.meta.get(USAGE, ())] or None
            article.fetchedAt = (response.meta.get(FETCHED_AT) or self.clock()).isoformat(timespec="seconds")
            return article
        self._tell(nothing_stored, response=response)
        return None

    async def _is_whole(self, crawl: SiteCrawl, fetch: Fetch, page: LinkedPage, article: NewsArticle) -> bool:
        """Complete *article* by its further pages and its source; tell whether it can be had: not from a later page
        alone, and not where one of them did not come."""
        stand = read_article_pages(page)
        if stand.first is not None:
            crawl.saw_part(fetch, page.url, stand.first)
            return False
        try:
            pages = await self._paged.complete(article, stand.following)
        except PageMissing as error:
            crawl.failed(fetch, Reason.CUT, str(error))
            return False
        crawl.has_parts(page.url, pages)
        session = StoreSession.of(self.crawler)
        say_more(article, crawl.words.of(fetch.url), session.store if session else None, self.clock())
        return True

    def _is_nofollow(self, response: Response) -> bool:
        """Tell whether the page asks robots not to follow its links, and is obeyed."""
        if "nofollow" not in map(str.strip, self.settings.getlist("NEWSCRAWL_OBEY_DIRECTIVES")):
            return False
        stated = [value.decode("latin-1") for value in response.headers.getlist("X-Robots-Tag")]
        return "nofollow" in directives_in(stated, response.body)

    async def _page_or_none(self, crawl: SiteCrawl, fetch: Fetch, response: Response) -> NewsArticle | None:
        """Return the article on a page, `None` also where the page did not come whole or is beyond reading."""
        if CUT in response.flags:
            crawl.failed(fetch, Reason.CUT)
            return None
        try:
            return await self._page(crawl, fetch, response)
        except PageTooComplex as error:
            self.logger.warning("%s is not read: %s", response.url, error)
            if self.crawler.stats:
                self.crawler.stats.inc_value("newscrawl/pages_given_up")
            crawl.failed(fetch, Reason.TOO_COMPLEX, str(error))
            self._tell(nothing_stored, response=response)
            return None

    def _tell(self, signal: object, **what: Any) -> None:
        self.crawler.signals.send_catch_log(signal=signal, **what)

    def _source(self, crawl: SiteCrawl, fetch: Fetch, response: Response) -> bool:
        """Tell whether the response is a sitemap or feed, which *crawl* has been told of."""
        source = read_source(response.body, response.url, expected=fetch.kind in ("sitemap", "feed"))
        if isinstance(source, Sitemap):
            crawl.saw_sitemap(fetch, source)
        elif source is not None:
            crawl.saw_feed(fetch, source.entries, source.next_url)
        return source is not None

    def _faulty(self, crawl: SiteCrawl, fetch: Fetch, response: Response, fault: PageFault) -> None:
        """A page came that is none of the site's own: a challenge, or a fault under a good status."""
        if fetch.kind == "home":
            crawl.ledger.health.home = lost_home(fetch.url, fault)
        crawl.failed(fetch, fault.reason, fault.detail)
        self._tell(nothing_stored, response=response)

    def _redirected(self, crawl: SiteCrawl, fetch: Fetch, response: Response) -> Iterator[Request]:
        location = (response.headers.get("Location") or b"").decode("utf-8", "replace")
        source, target = canonical_url(response.url), crawl.at_home(canonical_url(location, response.url))
        seconds = response.meta.get("download_latency", 0.0)
        chain = response.meta.get(CHAIN, Chain()).after(source, response.headers.getlist("Set-Cookie"), seconds)
        allowed = target and chain.may_lead_to(target, self.settings.getint("REDIRECT_MAX_TIMES"))
        if allowed and (chain.has_seen(target) or crawl.claim(source, target)):
            request = self._request(fetch, target)
            request.meta[CHAIN] = chain
            if cookie := chain.cookie_for(target):
                request.headers["Cookie"] = cookie
            yield request
        else:
            self._lost_way(crawl, fetch, chain, target or location)

    def _lost_way(self, crawl: SiteCrawl, fetch: Fetch, chain: Chain, target: str) -> None:
        """A redirect is not followed: to another site, in a circle, or to a page that was."""
        lost = lost_redirect(chain, target, crawl.site)
        if fetch.kind == "home":
            crawl.ledger.health.home = lost.verdict
        crawl.failed(fetch, lost.reason, lost.detail)

    def _refused(self, crawl: SiteCrawl, fetch: Fetch, response: Response) -> None:
        session = StoreSession.of(self.crawler)
        refusal = refusal_of(response.status, by_lower_name(response.headers))
        if refusal.reason is Reason.GONE and fetch.known and session:
            crawl.counts["withdrawn"] += session.store.mark_withdrawn(fetch.url, self.clock())
        if fetch.kind == "home":
            crawl.ledger.health.home = lost_home(fetch.url, refusal)
            self.logger.error(
                "the start page %s answers with status %s", fetch.url, response.status, extra=TOLD_AT_THE_END
            )
        crawl.failed(fetch, refusal.reason, refusal.detail)

    def _part_request(self, url: str) -> Request:
        return Request(url, dont_filter=True, priority=ARCHIVE, meta={KIND: "part", "handle_httpstatus_all": True})

    async def _download(self, request: Request) -> Response:
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(request)

    def _requests(self, crawl: SiteCrawl) -> Iterator[Request]:
        """Yield requests until the site has enough under way: what comes later is judged with more knowledge."""
        hand_over(crawl, self._tell)
        enough = 2 * self.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        while crawl.in_flight < enough and (fetch := crawl.next()) is not None:
            yield self._request(fetch, fetch.url)

    def _request(self, fetch: Fetch, url: str) -> Request:
        headers = {"If-None-Match": fetch.etag, "If-Modified-Since": fetch.last_modified}
        return Request(
            url,
            self.parse,
            errback=self.failed,
            # The site's frontier has seen to it that no page is asked for twice.
            dont_filter=True,
            priority=ARCHIVE - fetch.rank,
            headers={name: value for name, value in headers.items() if value},
            meta={
                FETCH: fetch,
                KIND: fetch.kind,
                "handle_httpstatus_all": True,
            },
        )

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        rules = getattr(robotparser, "rp", None)
        crawl = self._crawls.get(site_of(request.url))
        if crawl is not None and isinstance(rules, Protego):
            crawl.robots(map(crawl.at_home, sitemaps_of(rules.sitemaps, request.url)))

    def _idle(self) -> None:
        """Go on where a request was lost on its way without a word; else let the spider end."""
        engine = self.crawler.engine
        going_on = False
        for crawl in self._crawls.values():
            crawl.forget_lost()
            for request in self._requests(crawl):
                going_on = True
                if engine is not None:
                    engine.crawl(request)
        if going_on:
            raise DontCloseSpider

    def _scraped(self, item: Any, response: Response) -> None:
        """Tell the crawl what the pipelines made of an article."""
        fetch = response.meta.get(FETCH) if response is not None else None
        if isinstance(item, NewsArticle) and isinstance(fetch, Fetch):
            reserved = item.metadata.reserved if item.metadata else None
            detail = f"without its text, which is reserved: {reserved}" if reserved else ""
            self._crawls[site_of(fetch.url)].stored(fetch, item.canonicalUrl or item.url, item.contentHash, detail)

    def _dropped(self, item: Any, response: Response, exception: Exception) -> None:
        """Tell the crawl that a pipeline dropped an article, and why."""
        fetch = response.meta.get(FETCH) if response is not None else None
        if isinstance(item, NewsArticle) and isinstance(fetch, Fetch):
            reason, detail = drop_of(exception)
            self._crawls[site_of(fetch.url)].book.settle(fetch.url, reason, detail)

    def _stored_telling(self, url: str) -> Telling | None:
        session = StoreSession.of(self.crawler)
        return telling_in(session.store, url) if session else None
