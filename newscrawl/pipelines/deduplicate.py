"""Second pipeline: every article of a crawl once."""

from typing import Any, Self

import attrs
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.statscollectors import StatsCollector

from newscrawl.items import NewsArticle
from newscrawl.signals import DuplicateArticle
from newscrawl.web.article_ids import article_number, derived_id
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of
from newscrawl.web.tellings import Telling, telling_of
from newscrawl.web.urls import canonical_url


@attrs.define
class DeduplicatePipeline:
    """Drops an article whose canonical URL, site's own id or content hash the crawl has seen.

    Where two pages share an id, or state one canonical URL, and their texts do not agree, both are articles: the second
    gets an id of its own, and the address that it was read at. Copies on other sites are no concern of it: the store
    keeps them, related. Counts `newscrawl/duplicates/…` and `newscrawl/not_believed/…`. Switched off by
    `NEWSCRAWL_DEDUPLICATE = False`.
    """

    _stats: StatsCollector
    _addresses: dict[tuple[str, str], Telling] = attrs.field(factory=dict)
    _read: set[tuple[str, str]] = attrs.field(factory=set)
    _ids: dict[tuple[str, str], Telling] = attrs.field(factory=dict)
    _hashes: set[tuple[str, str]] = attrs.field(factory=set)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("NEWSCRAWL_DEDUPLICATE"):
            raise NotConfigured
        assert crawler.stats
        return cls(crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Return *item*; raises `DuplicateArticle`, which Scrapy counts as a dropped item."""
        if isinstance(item, NewsArticle):
            by = self._repeats(item)
            if by is not None:
                self._stats.inc_value(f"newscrawl/duplicates/{by}")
                raise DuplicateArticle(item, by)
        return item

    def _repeats(self, article: NewsArticle) -> str | None:
        """Return the mark by which *article* is known again, or `None`."""
        site = site_of(article.canonicalUrl or article.url)
        telling = telling_of(article.headline, article.articleBody)
        content = (site, article.contentHash) if article.contentHash and article.articleBody else None
        by = None
        if self._repeats_address(article, site, telling):
            by = "canonicalUrl"
        elif self._repeats_id(article, site, telling):
            by = "articleId"
        elif content in self._hashes:
            by = "contentHash"
        self._remember(article, site, telling)
        if content is not None:
            self._hashes.add(content)
        return by

    def _repeats_address(self, article: NewsArticle, site: str, telling: Telling) -> bool:
        stated, own = page_key(article.canonicalUrl or article.url), page_key(article.url)
        if (site, stated) not in self._addresses:
            return False
        told = self._addresses[site, stated]
        if telling.agrees(told):
            return True
        if stated == own:
            # The page itself, once more; or for the first time, after another has stated its address.
            return (site, own) in self._read
        self._stats.inc_value("newscrawl/not_believed/canonicalUrl")
        article.canonicalUrl = canonical_url(article.url) or article.url
        article.articleId = article_number(article.canonicalUrl) or derived_id(article.canonicalUrl)
        return (site, own) in self._addresses

    def _repeats_id(self, article: NewsArticle, site: str, telling: Telling) -> bool:
        told = self._ids.get((site, article.articleId or ""))
        if told is None or telling.agrees(told):
            return told is not None
        self._stats.inc_value("newscrawl/not_believed/articleId")
        article.articleId = derived_id(article.canonicalUrl or article.url)
        return False

    def _remember(self, article: NewsArticle, site: str, telling: Telling) -> None:
        stated, own = page_key(article.canonicalUrl or article.url), page_key(article.url)
        if stated == own:
            self._addresses[site, stated] = telling
        self._addresses.setdefault((site, stated), telling)
        self._read.add((site, own))
        if article.articleId:
            self._ids.setdefault((site, article.articleId), telling)
