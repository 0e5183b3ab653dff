"""Crawls of this process, side by side."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from newscrawl.runner.output.logs import announcer, log_to_console
from newscrawl.runner.output.progress import REFRESH_SECONDS, Tally, progress
from newscrawl.runner.running.crawls import Crawl, NextSite, by_site
from newscrawl.runner.running.dropping import drop_waiting
from newscrawl.runner.running.interpreter import tune_interpreter
from newscrawl.runner.running.outcome import LOST, Ended, ended_of, not_begun
from newscrawl.runner.running.recording import recorded
from newscrawl.runner.running.stopping import stopped_by_signals
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.storage import StoreUnavailable

# Crawls side by side in one process: each holds a store open, and 200 at once would only wait for each other.
AT_ONCE = 16
DROP_SECONDS = 0.2

logger = logging.getLogger(__name__)


def run(
    crawls: Sequence[Crawl],
    settings: Settings,
    keeper: Keeper | None = None,
    update: Callable[[Tally], None] = lambda _: None,
) -> list[Ended]:
    """Run *crawls* side by side, those of one site one after the other, with progress on standard error.

    *update* is told how far they are, about twice a second.
    A site that another process is crawling is left to it, where a *keeper* can tell. Raises what kept a crawl from
    starting: `StoreError`, `ArgumentError`, `DiscoveryError`. Call it once a process.
    """
    log_to_console(settings)
    waiting = deque(by_site(crawls))
    crawling = Crawling(settings, keeper, lanes=min(AT_ONCE, len(waiting)))

    async def next_site() -> list[Crawl] | None:
        return waiting.popleft() if waiting else None

    with progress(settings, update, crawling.by_site) as show:
        crawling.run(next_site, show)
    return sorted(crawling.ended, key=lambda one: crawls.index(one.crawl))


class Crawling:
    """Crawls of one process, in as many *lanes* as sites may be crawled at once, and what has ended.

    *on_end* is told of each crawl as it ends, *on_left_out* of one whose site another process is crawling.
    `errors` are what kept a crawl from starting or being recorded, or the run from telling how far it is.
    """

    def __init__(
        self,
        settings: Settings,
        keeper: Keeper | None,
        lanes: int,
        on_end: Callable[[Ended], None] = lambda _: None,
        on_left_out: Callable[[Crawl], None] = lambda _: None,
    ) -> None:
        self.ended: list[Ended] = []
        self._process = AsyncCrawlerProcess(settings)
        self._keeper = keeper
        self._lanes = lanes
        self._on_end = on_end
        self._on_left_out = on_left_out
        self._crawlers: dict[Crawler, tuple[Crawl, datetime]] = {}
        self._letting_go: dict[Crawler, asyncio.Future[None]] = {}
        self._endings: set[asyncio.Task[None]] = set()
        self._stopping: asyncio.Future[None] | None = None
        self.errors: list[Exception] = []

    def run(self, next_site: NextSite, update: Callable[[Tally], None]) -> None:
        """Crawl what *next_site* gives until it gives None, or a signal comes; *update* is told how far it is.

        What was under way when a signal came is recorded as stopped.
        """
        loop = asyncio.get_event_loop()
        helpers = [loop.create_task(self._tick(update)), loop.create_task(self._renew())]
        work = loop.create_task(self._work(next_site))
        work.add_done_callback(_stop_reactor)
        tune_interpreter()
        with stopped_by_signals(lambda: loop.call_soon_threadsafe(self._stop)):
            self._process.start(stop_after_crawl=False, install_signal_handlers=False)
            for task in (work, *helpers):
                task.cancel()
            results = loop.run_until_complete(asyncio.gather(work, *helpers, return_exceptions=True))
            for crawler in list(self._crawlers):
                self._end(crawler)
            loop.run_until_complete(asyncio.gather(*self._endings))
        self.errors += [result for result in results if isinstance(result, Exception)]
        if self.errors:
            raise self.errors[0]

    def _stop(self) -> None:
        """Let the crawls end with what is under way; asked a second time, leave that."""
        if self._stopping is None:
            self._stopping = asyncio.ensure_future(self._end_well())
            self._stopping.add_done_callback(_stop_reactor)
        else:
            _stop_reactor(None)

    async def _end_well(self) -> None:
        """End all crawls with what was sent: what waits for its turn, which may be a minute away, is not."""
        ending = asyncio.ensure_future(self._process.stop())
        while not ending.done():
            for crawler in self._crawlers:
                if crawler.engine is not None:
                    drop_waiting(crawler.engine)
            await asyncio.wait([ending], timeout=DROP_SECONDS)

    @property
    def tally(self) -> Tally:
        """What all crawls have done so far."""
        return Tally.sum([*(one.tally for one in self.ended), *map(Tally.of, self._crawlers)])

    def by_site(self) -> dict[str, Tally]:
        """Return the sites that are being crawled, and how far each crawl is."""
        return {crawl.site: Tally.of(crawler) for crawler, (crawl, _) in self._crawlers.items()}

    async def _work(self, next_site: NextSite) -> None:
        await asyncio.gather(*(self._lane(next_site) for _ in range(self._lanes)))

    async def _lane(self, next_site: NextSite) -> None:
        try:
            while crawls := await next_site():
                for crawl in crawls:
                    if not await self._crawl(crawl):
                        return
        except Exception as error:
            self.errors.append(error)

    async def _crawl(self, crawl: Crawl) -> bool:
        """Run one crawl; `False` where the process is being stopped."""
        if self._stopping is not None:
            return False
        try:
            holder = await asyncio.to_thread(self._keeper.take, crawl.site) if self._keeper else None
        except StoreUnavailable as error:
            if not self.ended and not self._crawlers:
                raise
            # What the others bring is told all the same.
            self._tell(not_begun(crawl, error))
            return self._stopping is None
        if holder is not None:
            announcer.warning("%s is left out: %s is crawling it", crawl.site, holder)
            self._on_left_out(crawl)
            return True
        crawler = self._process.create_crawler(crawl.spider)
        crawler.settings.setdict({"NEWSCRAWL_SITE": crawl.site, **crawl.settings}, priority="cmdline")
        self._crawlers[crawler] = crawl, datetime.now(UTC)
        try:
            await self._process.crawl(crawler, **crawl.arguments)
        except Exception as error:
            self.errors.append(error)
        await asyncio.shield(self._end(crawler))
        return self._stopping is None

    def _end(self, crawler: Crawler) -> "asyncio.Task[None]":
        """Begin to see to what a crawl leaves that has ended, or is left as it is."""
        crawl, started = self._crawlers.pop(crawler)
        self._letting_go.pop(crawler, None)
        ending = asyncio.get_event_loop().create_task(self._record(ended_of(crawler, crawl), started))
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)
        return ending

    async def _record(self, ended: Ended, started: datetime) -> None:
        # The store may make it wait: other crawls go on meanwhile.
        self._tell(await asyncio.to_thread(recorded, self._keeper, ended, started) if self._keeper else ended)

    def _tell(self, ended: Ended) -> None:
        self.ended.append(ended)
        self._on_end(ended)

    async def _tick(self, update: Callable[[Tally], None]) -> None:
        while True:
            update(self.tally)
            await asyncio.sleep(REFRESH_SECONDS)

    async def _renew(self) -> None:
        """Keep the sites that are being crawled; end a crawl whose site may have gone to another process."""
        while self._keeper:
            await asyncio.sleep(self._keeper.renew_every.total_seconds())
            running = {crawler: crawl.site for crawler, (crawl, _) in self._crawlers.items()}
            try:
                held = await asyncio.to_thread(self._keeper.renew)
            except StoreUnavailable as error:
                logger.warning("the sites' leases could not be renewed: %s", error)
                continue
            for crawler in self._crawlers:
                if running.get(crawler) not in {None, *held} and crawler not in self._letting_go:
                    self._letting_go[crawler] = asyncio.ensure_future(_close(crawler))


async def _close(crawler: Crawler) -> None:
    if crawler.engine is None:
        return
    closing = asyncio.ensure_future(crawler.engine.close_spider_async(reason=LOST))
    # Closing has begun by then: nothing follows what is dropped.
    await asyncio.sleep(0)
    drop_waiting(crawler.engine)
    # One that is being opened, or is closed already, is left alone.
    with contextlib.suppress(RuntimeError):
        await closing


def _stop_reactor(_: object) -> None:
    from twisted.internet import reactor

    with contextlib.suppress(RuntimeError):
        reactor.stop()  # type: ignore[misc]
