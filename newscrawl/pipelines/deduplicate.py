"""Second pipeline: every article of a crawl once."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.statscollectors import StatsCollector

from newscrawl.items import NewsArticle
from newscrawl.web.urls import page_key, site_of


class DuplicateArticle(DropItem):
    """The crawl has this article already."""

    def __init__(self, article: NewsArticle, by: str) -> None:
        super().__init__(f"{article.canonicalUrl} repeats an article of this crawl: same {by}", log_level="DEBUG")


class DeduplicatePipeline:
    """Drops an article whose canonical URL, site's own id or content hash the crawl has seen.

    Copies on other sites are no concern of it: the store keeps them, related. Switched off by
    `NEWSCRAWL_DEDUPLICATE = False`.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats
        self._seen: set[tuple[str, str, str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("NEWSCRAWL_DEDUPLICATE"):
            raise NotConfigured
        assert crawler.stats
        return cls(crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Return *item*; raises `DuplicateArticle`, which Scrapy counts as a dropped item."""
        if not isinstance(item, NewsArticle):
            return item
        marks = _marks(item)
        by = next((name for name, site, value in marks if (name, site, value) in self._seen), None)
        self._seen.update(marks)
        if by is not None:
            self._stats.inc_value(f"newscrawl/duplicates/{by}")
            raise DuplicateArticle(item, by)
        return item


def _marks(article: NewsArticle) -> list[tuple[str, str, str]]:
    """Return (kind, site, value) of each mark by which *article* is known again."""
    url = article.canonicalUrl or article.url
    site = site_of(url)
    marks = [("canonicalUrl", site, page_key(url))]
    if article.articleId:
        marks.append(("articleId", site, article.articleId))
    if article.contentHash and article.articleBody:
        marks.append(("contentHash", site, article.contentHash))
    return marks
