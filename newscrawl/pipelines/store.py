"""Third pipeline: articles into the store, each in one transaction."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.statscollectors import StatsCollector

from newscrawl.errors import BadInput, Forgotten
from newscrawl.extensions.store_session import StoreSession
from newscrawl.items import NewsArticle
from newscrawl.signals import NotStored
from newscrawl.storage import StoreError, StoreUnavailable, Writer
from newscrawl.storage.articles.prepare import Origin
from newscrawl.storage.state.replayed_files import Reached


class StorePipeline:
    """Passes an article on only when it is committed: what the crawl reports survives a killed process.

    Counts `newscrawl/articles/new`, `changed` and `unchanged`. Absent where
    `NEWSCRAWL_STORE` is empty; fails as the crawl starts where the project has turned on this pipeline alone.
    """

    def __init__(
        self,
        writer: Writer,
        stats: StatsCollector,
        *,
        feed: str | None = None,
        origin: Origin = "fetched",
        reached_with: Callable[[NewsArticle], Reached | None] = lambda _: None,
    ) -> None:
        self._writer = writer
        self._stats = stats
        self._feed = feed
        self._origin: Origin = origin
        self._reached_with = reached_with

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        session = StoreSession.of(crawler)
        if session is None:
            if crawler.settings.get("NEWSCRAWL_STORE") == "":
                raise NotConfigured
            raise BadInput(
                "the StorePipeline has no store session: turn newscrawl on by ADDONS = {'newscrawl.Addon': 500}, or "
                "set NEWSCRAWL_STORE = '' to store nothing"
            )
        assert crawler.stats
        origin: Origin = getattr(crawler.spider, "origin", "fetched")
        stated = {"reached_with": how} if (how := getattr(crawler.spider, "reached_with", None)) else {}
        return cls(session.writer, crawler.stats, feed=session.feed, origin=origin, **stated)

    async def process_item(self, item: Any) -> Any:
        """Return *item* with `duplicateOf` and `clusterId` as the store found them; raises `NotStored`."""
        if not isinstance(item, NewsArticle):
            return item
        reached = self._reached_with(item)
        handed = self._writer.submit(item, feed=self._feed, origin=self._origin, reached=reached)
        try:
            saved = await asyncio.wrap_future(handed)
        except Forgotten as error:
            self._stats.inc_value("newscrawl/articles/forgotten")
            raise DropItem(str(error), log_level="DEBUG") from None
        except StoreError as error:
            self._stats.inc_value("newscrawl/store/errors")
            if isinstance(error, StoreUnavailable):
                self._stats.inc_value("newscrawl/store/unavailable")
            raise NotStored(item, str(error)) from None
        self._stats.inc_value(f"newscrawl/articles/{saved.outcome}")
        item.duplicateOf, item.clusterId = saved.duplicate_of, saved.cluster_id
        return item
