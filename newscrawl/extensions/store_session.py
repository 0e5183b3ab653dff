"""The store of a running crawl: opened once a process, closed after the last item of its last crawl."""

import asyncio
from typing import Self
from weakref import WeakKeyDictionary

import attrs
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.storage.articles.writer import LINGER_SECONDS, Writer
from newscrawl.storage.store import Store

# Scrapy hands out extensions only when all of them exist; some of them need this one before.
_SESSIONS: "WeakKeyDictionary[Crawler, StoreSession]" = WeakKeyDictionary()


# One store and one writer for all crawls of the process that name the same store: their articles share commits,
# and the database's cache is in memory once.
_OPEN: dict[str, "_Opened"] = {}


@attrs.define
class _Opened:
    store: Store
    writer: Writer
    users: int = 0


class StoreSession:
    """Scrapy extension that holds the crawl's `store` and its background `writer`.

    Setting `NEWSCRAWL_STORE` names the store; empty, there is none. `feed` is the name of the feed that is to show the
    crawl's articles: that of its site, None where there is no feed. What is to be written waits `NEWSCRAWL_LINGER`
    seconds for company, those of the process's first crawl. Raises `StoreError` where the store cannot be opened.
    """

    def __init__(self, url: str, feed: str | None = None, linger: float = LINGER_SECONDS) -> None:
        if url not in _OPEN:
            store = Store.open(url)
            _OPEN[url] = _Opened(store, store.writer(linger))
        opened = _OPEN[url]
        opened.users += 1
        self.store: Store = opened.store
        self.writer: Writer = opened.writer
        self.feed = feed
        self._url = url

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        url = crawler.settings.get("NEWSCRAWL_STORE")
        if not url:
            raise NotConfigured
        session = cls(url, _feed_of(crawler), crawler.settings.getfloat("NEWSCRAWL_LINGER"))
        _SESSIONS[crawler] = session
        # Pipelines and feeds have closed by then, so nothing is left to be written or read.
        crawler.signals.connect(session.close, signal=signals.engine_stopped)
        return session

    @classmethod
    def of(cls, crawler: Crawler) -> Self | None:
        """Return the session of *crawler*, `None` where the crawl has no store."""
        session = _SESSIONS.get(crawler)
        return session if isinstance(session, cls) else None

    async def close(self) -> None:
        """Write what is pending; close the store if no other crawl of the process uses it."""
        opened = _OPEN[self._url]
        opened.users -= 1
        if opened.users:
            await asyncio.to_thread(self.writer.flush)
            return
        del _OPEN[self._url]
        await asyncio.to_thread(self.writer.close)
        self.store.close()


def _feed_of(crawler: Crawler) -> str | None:
    """Return the name of the feed; what is read again from an archive goes straight into its own."""
    settings = crawler.settings
    wanted = settings.getdict("FEEDS") or settings.getbool("NEWSCRAWL_FEED_TOGETHER")
    if not wanted or getattr(crawler.spider, "replays", False):
        return None
    return str(settings.get("NEWSCRAWL_SITE") or getattr(crawler.spider, "site", None) or crawler.spidercls.name)
