"""Feeds as readers of the store: at the end of a crawl they show what no feed has shown."""

import asyncio
from collections.abc import Iterator
from typing import IO, Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter, FeedSlot
from scrapy.utils.defer import ensure_awaitable

from newscrawl.errors import StoreError
from newscrawl.extensions.feed_files import FeedFile
from newscrawl.extensions.store_session import StoreSession
from newscrawl.items import NewsArticle
from newscrawl.signals import FEED_FAILED
from newscrawl.storage.articles.from_record import rebuilt
from newscrawl.storage.articles.prepare import Record
from newscrawl.web.file_addresses import without_login


class FeedNotWritten(Exception):  # noqa: N818 - says what it is
    """A feed could not be written; the message says which and why."""


class StoreFeeds(FeedExporter):
    """Scrapy's feeds, whose articles come from the store: those new or changed since they were last shown, each once.

    What a killed crawl had stored stands in the feed of the next. A feed that cannot be written is told under
    `FEED_FAILED`, and shown next time. Without a store, and for items of other kinds, feeds are Scrapy's own.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._session = StoreSession.of(crawler)
        self._feed = self._session.feed if self._session else None
        self._failures: list[str] = []

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Write *item* unless the store has it."""
        if self._feed is None or not isinstance(item, NewsArticle):
            self._export([item], spider)

    async def close_spider(self, spider: Spider) -> None:
        """Write what is to be shown, and put the files in their place."""
        try:
            if self._feed is None or self._session is None or self._failures:
                await self._close(spider)
            else:
                with self._session.store.unshown.shown([self._feed]) as records:
                    await asyncio.to_thread(self._export, _items(records), spider)
                    await self._close(spider)
        except (StoreError, FeedNotWritten) as error:
            assert self.crawler.stats
            self.crawler.stats.set_value(FEED_FAILED, str(error))

    def _start_new_batch(self, *args: Any, **kwargs: Any) -> FeedSlot:
        slot = super()._start_new_batch(*args, **kwargs)
        # It is only told from here on.
        slot.uri = without_login(slot.uri)
        store = slot.storage.store

        async def told(file: IO[bytes]) -> None:
            try:
                await ensure_awaitable(store(file))
            except Exception as error:
                self._failures.append(f"{slot.uri}: {_reason(error)}")
                raise

        slot.storage.store = told  # type: ignore[method-assign, assignment]
        return slot

    async def _close(self, spider: Spider) -> None:
        if self._failures:
            self._discard()
        await super().close_spider(spider)
        if self._failures:
            raise FeedNotWritten(self._failures[0])

    def _export(self, items: Any, spider: Spider) -> None:
        try:
            for item in items:
                if self._failures:
                    return
                super().item_scraped(item, spider)
        except OSError as error:
            self._failures.append(f"{self.slots[0].uri}: {_reason(error)}")

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        try:
            await super()._close_slot(slot, spider)
        except OSError as error:
            self._failures.append(f"{slot.uri}: {_reason(error)}")

    def _discard(self) -> None:
        for slot in self.slots:
            if slot.file is not None and isinstance(slot.storage, FeedFile):
                slot.storage.discard(slot.file)
        self.slots = []


def _items(records: Iterator[Record]) -> Iterator[NewsArticle]:
    return (rebuilt(NewsArticle, record) for record in records)


def _reason(error: Exception) -> str:
    """Return what *error* says, in one line."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(words.split()) or type(error).__name__
