"""A site's past: goes back through its months by sitemaps, dated archives and the pages of its listings."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import attrs
from scrapy import Request

from newscrawl.discovery.backfill.backfill_crawl import BackfillCrawl
from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.errors import ArgumentError, BadInput
from newscrawl.extensions.store_session import StoreSession
from newscrawl.signals import backlog_known
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.remembering import hand_over
from newscrawl.storage.state.backfills import Backfill, ended, resumed
from newscrawl.web.calendar_months import Period
from newscrawl.web.sites import site_of


class BackfillSpider(NewsSpider):
    """Crawls what the site of `url` has published from the month `first` (`2019-01`) to the month `last`, by default to
    now.

    An attempt that was cut short is gone on with, where it was after the same months. Takes the arguments of `news`
    beside `since` and `until`; raises `ArgumentError` for a wrong value, and without a store.
    """

    name = "backfill"

    # What is asked for is kept at once, so that a killed attempt's successor asks for next to nothing twice.
    custom_settings = {"NEWSCRAWL_LINGER": 0.0}  # noqa: RUF012 - Scrapy's form

    def __init__(self, url: str = "", first: str = "", last: str | None = None, **arguments: Any) -> None:
        super().__init__(url, revisit="never", **{name: arguments[name] for name in arguments if name != "revisit"})
        try:
            self.period = Period.parse(first, last or None, self.clock())
        except BadInput as error:
            raise ArgumentError(str(error).replace("--from", "first").replace("--to", "last")) from None
        self._scope = attrs.evolve(self._scope, since=self.period.since, until=self.period.until, backwards=True)

    def site_crawl(self, url: str, memory: SiteMemory, kind: Any = BackfillCrawl) -> SiteCrawl:
        """Return the crawl of the site's past; what an earlier attempt has left is gone on with."""
        session = StoreSession.of(self.crawler)
        if session is None:
            raise ArgumentError("a backfill needs a store to remember what it has found: set NEWSCRAWL_STORE")
        left = resumed(session.store, Backfill(site=site_of(url), period=self.period, began_at=self.clock()))
        return super().site_crawl(url, memory, partial(kind, period=self.period, left=left))

    def closed(self, reason: str) -> None:
        """Keep what the next run should know; what has come to its end is not gone on with."""
        super().closed(reason)
        session = StoreSession.of(self.crawler)
        for site, crawl in self._crawls.items():
            self._hand_over(crawl)
            complete = isinstance(crawl, BackfillCrawl) and crawl.is_complete
            if session is not None and complete and reason == "finished" and not self._lost_articles():
                ended(session.store, site, self.clock())

    def _requests(self, crawl: SiteCrawl) -> Iterator[Request]:
        yield from super()._requests(crawl)
        self._hand_over(crawl)

    def _hand_over(self, crawl: SiteCrawl) -> None:
        # What was seen to is not looked at again: by what it was seen must be known before.
        hand_over(crawl, self._tell)
        if isinstance(crawl, BackfillCrawl) and (notes := crawl.take_backlog()):
            self._tell(backlog_known, notes=notes)
