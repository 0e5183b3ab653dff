"""In place of the store's pipeline: what would change if the articles were stored, field by field."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.statscollectors import StatsCollector

from newscrawl.extensions.store_session import StoreSession
from newscrawl.items import NewsArticle, as_record
from newscrawl.storage import Filter, Store
from newscrawl.web.page_keys import page_key

PREFIX = "newscrawl/compare"
EXAMPLES = "newscrawl/compare_examples"
MOST_EXAMPLES = 3
FIELDS = (
    "headline description articleBody authors agency dateline datePublished dateModified section keywords inLanguage "
    "mainImage relatedArticles authorArticles"
).split()


class ComparePipeline:
    """Counts `newscrawl/compare/FIELD/same`, `changed`, `gained` and `lost` beside the stored records of the same
    pages, and `newscrawl/compare/articles/new` for what is not stored; stores nothing."""

    def __init__(self, store: Store, stats: StatsCollector) -> None:
        self._stats = stats
        self._records = {
            page_key(str(record.get("canonicalUrl") or record["url"])): record for record in store.records(Filter())
        }

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        session = StoreSession.of(crawler)
        if session is None:
            raise NotConfigured
        assert crawler.stats
        return cls(session.store, crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Compare *item* and pass it on."""
        if isinstance(item, NewsArticle):
            now = as_record(item)
            before = self._records.get(page_key(item.canonicalUrl or item.url))
            if before is None or before.get("fetchedAt") != now.get("fetchedAt"):
                self._stats.inc_value(f"{PREFIX}/articles/{'new' if before is None else 'other_fetch'}")
                return item
            self._stats.inc_value(f"{PREFIX}/articles/compared")
            for name in FIELDS:
                self._note(name, before.get(name), now.get(name), item.url)
        return item

    def _note(self, name: str, before: Any, now: Any, url: str) -> None:
        if before is None and now is None:
            return
        outcome = "gained" if before is None else "lost" if now is None else "same" if before == now else "changed"
        self._stats.inc_value(f"{PREFIX}/{name}/{outcome}")
        if outcome != "same":
            examples = self._stats.get_value(f"{EXAMPLES}/{name}/{outcome}", ())
            self._stats.set_value(f"{EXAMPLES}/{name}/{outcome}", (*examples, url)[:MOST_EXAMPLES])
