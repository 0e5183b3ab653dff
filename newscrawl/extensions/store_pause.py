"""Asks a site for nothing while the store is away, and ends the crawl where it stays so."""

import asyncio
from collections.abc import Callable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.extensions.store_session import StoreSession
from newscrawl.signals import STORE_AWAY
from newscrawl.storage.articles.writer import Standing, Writer


class StorePause:
    """Scrapy extension: what is fetched while nothing can be stored would have to be asked for again.

    The crawl pauses when the store does not answer, goes on when it does, and is closed with reason `STORE_AWAY` where
    the writer has given it up.
    """

    def __init__(self, crawler: Crawler, writer: Writer) -> None:
        self._crawler = crawler
        self._writer = writer
        self._stop_listening: Callable[[], None] = lambda: None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        session = StoreSession.of(crawler)
        if session is None:
            raise NotConfigured
        pause = cls(crawler, session.writer)
        crawler.signals.connect(pause.opened, signal=signals.spider_opened)
        crawler.signals.connect(pause.closed, signal=signals.spider_closed)
        return pause

    def opened(self) -> None:
        """Listen to the writer, which speaks in a thread of its own."""
        loop = asyncio.get_running_loop()
        self._stop_listening = self._writer.listen(lambda standing: loop.call_soon_threadsafe(self._obey, standing))

    def closed(self) -> None:
        """Listen no more."""
        self._stop_listening()

    def _obey(self, standing: Standing) -> None:
        engine = self._crawler.engine
        if engine is None or engine.spider is None:
            return
        if standing is Standing.AWAY:
            engine.pause()
            return
        engine.unpause()
        if standing is Standing.GIVEN_UP:
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason=STORE_AWAY))
