"""Reads archived pages again, with today's reader and no network."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from functools import cached_property, partial
from logging import DEBUG
from pathlib import Path
from typing import Any, Self, TypeVar

import attrs
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.archive import ArchivedResponse, CaptureIndex, Damage
from newscrawl.archive.index import FILE
from newscrawl.archive.reading import MISSING, read_again, unlisted
from newscrawl.archive.sources.cc_news import as_date, spanned
from newscrawl.archive.sources.names import Named, is_remote, named
from newscrawl.archive.sources.remote import Remote
from newscrawl.discovery.addresses.url_classifier import is_believed, judge, log_odds
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.pages.article_pages import read_article_pages
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.page_faults import challenge_in
from newscrawl.errors import ArgumentError
from newscrawl.extensions.store_session import StoreSession
from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle, NewsArticleMetadata, content_hash
from newscrawl.publishers.registry import registry
from newscrawl.signals import SUBREQUEST
from newscrawl.spiders.archived_files import (
    MOST_UNDER_WAY,
    ArchivedFiles,
    UnderWay,
    in_thread,
    listed,
    selection_of,
    sites_in,
)
from newscrawl.spiders.archived_parts import PART, TIME, ArchivedParts, response_of
from newscrawl.spiders.page_check import fault_told
from newscrawl.spiders.page_reader import PageReader
from newscrawl.spiders.paged_articles import PagedArticles, PageMissing
from newscrawl.spiders.source_words import say_more
from newscrawl.storage.articles.prepare import Origin
from newscrawl.storage.state.replayed_files import Reached
from newscrawl.web.charsets import header_charset
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of
from newscrawl.web.urls import canonical_url
from newscrawl.web.user_agent import user_agent

OK = 200
HTML = ("text/html", "application/xhtml")
# An article's further page is one: as log odds.
SURELY_ARTICLE = 5.0
REMEMBERED_TEXTS = 100_000
REMEMBERED_SITES = 5_000
K = TypeVar("K")
V = TypeVar("V")

NO_PAGES = ("feed", "sitemap", "robots.txt", SUBREQUEST)


class ReplaySpider(Spider):
    """Yields the articles on the pages in `archives`: WARC files, folders of them, lists, addresses of both, and months
    of CC-NEWS (`cc-news:2026-01..2026-02`), parted by commas, or by line ends where there is one.

    `site` (comma-separated) and `since` and `until` (days or ISO 8601 times, UTC) narrow it to some sites, and to pages
    fetched then, the end left out; `language` (comma-separated) to articles in these. Articles say that they were
    fetched when the page was. With `resume` a run goes on where the last one was, and passes over files that were read
    by this version. Raises `ArgumentError` for a wrong value, `BadInput` for a name that leads to nothing. Counts
    `newscrawl/replay/pages`, `…/damaged`, `…/errors` (pages that could not be read), `…/not_articles`, `…/duplicates`,
    `…/files/read_before` and `…/files/unfinished`.
    """

    name = "replay"
    replays = True
    """What it yields goes into its own feed, whatever other feeds have still to show."""

    # One article stands in an archive once for each time that it was fetched; no page is asked for.
    custom_settings = {"NEWSCRAWL_DEDUPLICATE": False, "NEWSCRAWL_ARCHIVE": ""}  # noqa: RUF012 - Scrapy's form

    def __init__(
        self,
        archives: str = "",
        site: str = "",
        since: str = "",
        until: str = "",
        language: str = "",
        resume: str = "",
        publishers: str | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self._names = listed(archives, "\n" if "\n" in archives else ",")
        self._own = [Path(name) for name in self._names if not is_remote(name) and (Path(name) / FILE).is_file()]
        self._others = [name for name in self._names if Path(name) not in self._own]
        self._others += [str(path) for folder in self._own for path in unlisted(folder)]
        self.origin: Origin = "foreign archive" if self._others else "own archive"
        self._sites = sites_in(site)
        self._languages = frozenset(part.lower() for part in listed(language))
        self._asked = {"site": site, "language": language}
        self._resume = bool(resume)
        if not self._names:
            raise ArgumentError("no archives: give files or folders with -a archives=FOLDER")
        try:
            self._since, self._until = as_date(since), as_date(until)
            self._reader = PageReader(registry(publishers))
        except ValueError as error:
            raise ArgumentError(str(error)) from None
        self._typed = tuple(name for name in self._names if is_remote(name))
        self._parts: ArchivedParts | None = None
        self._files: ArchivedFiles | None = None
        self._texts: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._patterns: OrderedDict[str, SitePatterns] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        kwargs.setdefault("publishers", crawler.settings.get("NEWSCRAWL_PUBLISHERS"))
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[NewsArticle]:
        """Yield the articles, oldest page first in archives of newscrawl's own, else as they stand in the files."""
        self._reader.attach(self.crawler)
        self._under_way = under_way = UnderWay(self.crawler)
        async for found in self._found(under_way):
            if isinstance(found, Damage):
                self._count("damaged")
                self.logger.info("%s: the record at %s cannot be read: %s", found.file, found.offset, found.error)
            elif found.status == OK and found.headers.get("content-type", "").startswith(HTML):
                self._count("pages")
                article = await self._wanted_article(found)
                if article is not None:
                    under_way.sent(article, *(self._files.around if self._files else (None, None)))
                    yield article
                    await under_way.fewer_than(MOST_UNDER_WAY)

    def reached_with(self, article: NewsArticle) -> Reached | None:
        """Return how far its archive file is read once *article*, which goes into the store now, is committed."""
        return self._under_way.handed_over(article)

    async def _wanted_article(self, page: ArchivedResponse) -> NewsArticle | None:
        try:
            article = await self.read(page)
        except Exception as error:
            # One page, or a page object's fault with it, must not cost the rest of the archive.
            self._count("errors")
            self.logger.error("%s could not be read: %s", page.url, error, exc_info=self.logger.isEnabledFor(DEBUG))
            return None
        if article is None:
            self._count("not_articles")
        elif self._repeats(article):
            self._count("duplicates")
        elif not self._languages or (article.inLanguage or "").partition("-")[0].lower() in self._languages:
            return article
        return None

    async def read(self, page: ArchivedResponse) -> NewsArticle | None:
        """Return the article on the archived *page*, or `None` where there is none."""
        response = response_of(page)
        document = Document.parse(page.body, page.url, header_charset(page.headers.get("content-type", "").encode()))
        patterns = _remembered(self._patterns, site_of(page.url), SitePatterns(), REMEMBERED_SITES)
        url = canonical_url(page.url)
        by_address = judge(url, patterns, date.fromisoformat(page.time[:10])).probability
        if page.kind == PART or not is_believed(page.kind, by_address) or challenge_in(page.headers, document.html):
            return None
        article = await self._reader.read(response, document, log_odds(by_address))
        if article is not None and not await self._is_whole(article, document, page.time):
            return None
        if article is not None and fault_told(document, article):
            return None
        patterns.learn(url, is_article=article is not None)
        if article is not None:
            article.fetchedAt = page.time[:19] + "+00:00"
            session = StoreSession.of(self.crawler)
            say_more(article, None, session.store if session else None, datetime.fromisoformat(article.fetchedAt))
        return article

    async def _is_whole(self, article: NewsArticle, document: Document, time: str) -> bool:
        """Complete *article* by its further pages, as far as the archive has them; tell whether its page is no further
        one itself."""
        stand = read_article_pages(LinkedPage.of(document))
        if stand.first is not None:
            return False
        if self._parts is None or stand.following is None:
            return True
        paged = PagedArticles(partial(Request, meta={TIME: time}), self._parts.download, self._read_part)
        try:
            pages = await paged.complete(article, stand.following)
        except PageMissing:
            return False
        if pages:
            article.metadata = attrs.evolve(article.metadata or NewsArticleMetadata(), pages=[document.url, *pages])
        return True

    async def _read_part(self, response: Response, document: Document) -> NewsArticle | None:
        return await self._reader.read(response, document, SURELY_ARTICLE)

    def _repeats(self, article: NewsArticle) -> bool:
        """Tell whether another address of the site has brought *article*, word for word."""
        url = article.canonicalUrl or article.url
        place = page_key(url)
        key = (site_of(url), content_hash(article))
        return _remembered(self._texts, key, place, REMEMBERED_TEXTS) != place

    async def _found(self, under_way: UnderWay) -> AsyncIterator[ArchivedResponse | Damage]:
        for folder in self._own:
            with ArchivedParts(folder) as self._parts:
                async for one in in_thread(self._captured(folder)):
                    yield one
        self._parts = None
        foreign = await asyncio.to_thread(self._foreign)
        for name in foreign.missing:
            yield Damage(name, 0, MISSING)
        files = self._files = ArchivedFiles(self.crawler, under_way, self._wants, self._remote, self._selection())
        for name in foreign.files:
            async for found in files.read(name):
                yield found

    def _foreign(self) -> Named:
        found = named(self._others, self._remote, self.crawler.settings["NEWSCRAWL_COMMON_CRAWL"])
        # Pages of the time alone are meant, whatever else stands in the files.
        self._since, self._until = spanned(found.spans, self._since, self._until)
        return found

    def _captured(self, folder: Path) -> Iterator[ArchivedResponse | Damage]:
        with CaptureIndex(folder) as index:
            for capture in index.captures(since=self._since):
                if not self._wants(capture.url, capture.time) or capture.kind in NO_PAGES:
                    continue
                yield from read_again(folder, index, capture)

    def _wants(self, url: str, time: str) -> bool:
        is_then = time >= self._since and (not self._until or time < self._until)
        return is_then and (not self._sites or site_of(url) in self._sites)

    def _selection(self) -> str | None:
        if not self._resume:
            return None
        return selection_of({**self._asked, "since": self._since, "until": self._until})

    @cached_property
    def _remote(self) -> Remote:
        settings = self.crawler.settings
        typed = (*self._typed, settings["NEWSCRAWL_COMMON_CRAWL"])
        return Remote(user_agent(settings.get("NEWSCRAWL_CONTACT") or ""), typed)

    def _count(self, what: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"newscrawl/replay/{what}")


def _remembered(memory: OrderedDict[K, V], key: K, value: V, most: int) -> V:
    """Return what *memory* holds under *key*, else *value*, which it holds from now on; the oldest go as it is full."""
    found = memory.setdefault(key, value)
    memory.move_to_end(key)
    if len(memory) > most:
        memory.popitem(last=False)
    return found
