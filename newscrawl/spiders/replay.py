"""Reads archived pages again, with today's reader and no network."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse

from newscrawl.archive import ArchivedResponse, CaptureIndex, Damage, read_archives
from newscrawl.archive.index import FILE
from newscrawl.archive.reading import read_capture
from newscrawl.discovery.addresses.url_classifier import is_believed, judge, log_odds
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.errors import ArgumentError
from newscrawl.extraction.page.document import Document
from newscrawl.items import NewsArticle, content_hash
from newscrawl.publishers.registry import registry
from newscrawl.spiders.page_reader import PageReader
from newscrawl.storage.articles.prepare import Origin
from newscrawl.web.charsets import header_charset
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of
from newscrawl.web.urls import canonical_url

OK = 200
HTML = ("text/html", "application/xhtml")


class ReplaySpider(Spider):
    """Yields the articles on the pages in `archives` (comma-separated: WARC files, folders of them, lists of paths).

    `site` (comma-separated) and `since` (a day or ISO 8601 time) narrow it to some sites, and to pages fetched since
    then; `language` (comma-separated) to articles in these. Articles say that they were fetched when the page was.
    Raises `ArgumentError` for a wrong value. Counts `newscrawl/replay/pages`, `…/damaged`,
    `…/not_articles`, `…/duplicates`.
    """

    name = "replay"
    # One article stands in an archive once for each time that it was fetched; no page is asked for.
    custom_settings = {"NEWSCRAWL_DEDUPLICATE": False, "NEWSCRAWL_ARCHIVE": ""}  # noqa: RUF012 - Scrapy's form

    def __init__(
        self,
        archives: str = "",
        site: str = "",
        since: str = "",
        language: str = "",
        publishers: str | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self._paths = [Path(part.strip()) for part in archives.split(",") if part.strip()]
        is_own = all((path / FILE).is_file() for path in self._paths)
        self.origin: Origin = "own archive" if is_own else "foreign archive"
        self._sites = frozenset(
            site_of(f"https://{part.split('://')[-1].strip()}/") for part in site.split(",") if part.strip()
        )
        self._languages = frozenset(part.strip().lower() for part in language.split(",") if part.strip())
        if not self._paths:
            raise ArgumentError("no archives: give files or folders with -a archives=FOLDER")
        try:
            self._since = datetime.fromisoformat(since).date().isoformat() if since else ""
            self._reader = PageReader(registry(publishers))
        except ValueError as error:
            raise ArgumentError(str(error)) from None
        self._places: dict[str, str] = {}
        self._patterns: dict[str, SitePatterns] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        kwargs.setdefault("publishers", crawler.settings.get("NEWSCRAWL_PUBLISHERS"))
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[NewsArticle]:
        """Yield the articles, oldest page first in archives of newscrawl's own, else as they stand in the files."""
        self._reader.attach(self.crawler)
        for found in self._responses():
            if isinstance(found, Damage):
                self._count("damaged")
                self.logger.warning("%s: the record at %s cannot be read: %s", found.file, found.offset, found.error)
            elif found.status == OK and found.headers.get("content-type", "").startswith(HTML):
                self._count("pages")
                article = await self.read(found)
                if article is None:
                    self._count("not_articles")
                elif self._repeats(article):
                    self._count("duplicates")
                elif not self._languages or (article.inLanguage or "").partition("-")[0].lower() in self._languages:
                    yield article

    async def read(self, page: ArchivedResponse) -> NewsArticle | None:
        """Return the article on the archived *page*, or `None` where there is none."""
        response = HtmlResponse(page.url, headers=page.headers, body=page.body, request=Request(page.url))
        document = Document.parse(page.body, page.url, header_charset(page.headers.get("content-type", "").encode()))
        patterns = self._patterns.setdefault(site_of(page.url), SitePatterns())
        url = canonical_url(page.url)
        by_address = judge(url, patterns, date.fromisoformat(page.time[:10])).probability
        if not is_believed(page.kind, by_address):
            return None
        article = await self._reader.read(response, document, log_odds(by_address))
        patterns.learn(url, is_article=article is not None)
        if article is not None:
            article.fetchedAt = page.time[:19] + "+00:00"
        return article

    def _repeats(self, article: NewsArticle) -> bool:
        """Tell whether another address has brought *article*, word for word."""
        place = page_key(article.canonicalUrl or article.url)
        return self._places.setdefault(content_hash(article), place) != place

    def _responses(self) -> Iterator[ArchivedResponse | Damage]:
        for path in self._paths:
            if (path / FILE).is_file():
                yield from self._own(path)
            else:
                yield from read_archives([path], self._wants)

    def _own(self, folder: Path) -> Iterator[ArchivedResponse | Damage]:
        with CaptureIndex(folder) as index:
            for capture in index.captures(since=self._since):
                if not self._wants(capture.url) or capture.kind in ("feed", "sitemap", "robots.txt"):
                    continue
                found = read_capture(folder, index, capture)
                yield found or Damage(str(folder / capture.file), capture.offset, "it stands there no more")

    def _wants(self, url: str) -> bool:
        return not self._sites or site_of(url) in self._sites

    def _count(self, what: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"newscrawl/replay/{what}")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
