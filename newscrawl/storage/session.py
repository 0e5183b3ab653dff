"""The store of a running crawl: opened once, shared by spider and pipelines, closed after the last item."""

from typing import Self
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.storage.store import Store
from newscrawl.storage.writer import Writer

# Scrapy hands out extensions only when all of them exist; some of them need this one before.
_SESSIONS: "WeakKeyDictionary[Crawler, StoreSession]" = WeakKeyDictionary()


class StoreSession:
    """Scrapy extension that holds the crawl's `store` and its background `writer`.

    Setting `NEWSCRAWL_STORE` names the store; empty, there is none. Raises `StoreError` where it cannot be
    opened.
    """

    def __init__(self, url: str) -> None:
        self.store: Store = Store.open(url)
        self.writer: Writer = self.store.writer()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        url = crawler.settings.get("NEWSCRAWL_STORE")
        if not url:
            raise NotConfigured
        session = cls(url)
        _SESSIONS[crawler] = session
        # Pipelines have closed by then, so nothing is left to be written.
        crawler.signals.connect(session.close, signal=signals.spider_closed)
        return session

    @classmethod
    def of(cls, crawler: Crawler) -> Self | None:
        """Return the session of *crawler*, `None` where the crawl has no store."""
        session = _SESSIONS.get(crawler)
        return session if isinstance(session, cls) else None

    def close(self) -> None:
        """Write what is pending and close the store."""
        self.writer.close()
        self.store.close()
