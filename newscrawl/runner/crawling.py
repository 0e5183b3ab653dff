"""Runs crawls in this process and says how they ended."""

import asyncio
import contextlib
import gc
import logging
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import attrs
from rich import box
from rich.table import Table
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from newscrawl.middlewares.politeness import drop_waiting
from newscrawl.runner.bars import bar
from newscrawl.runner.consoles import err, out
from newscrawl.runner.logs import announcer, is_json, log_to_console
from newscrawl.runner.progress import ProgressDisplay, Tally
from newscrawl.sites.entry import SiteEntry
from newscrawl.sites.leases import Keeper
from newscrawl.storage import StoreUnavailable, site_of
from newscrawl.storage.state.schedule import Run

REFRESH_SECONDS = 0.5
# Crawls side by side in one process: each holds a store open, and 200 at once would only wait for each other.
AT_ONCE = 16
# New objects, less those that are gone, after which Python looks for cycles; its default is 700.
COLLECT_AFTER = 5_000
SWITCH_SECONDS = 0.0005
# Ends that the user asked for, beside the natural one.
GOOD_ENDS = ("finished", "closespider_")
CRASHED = "crashed"
# The process was silent for so long that others took the site for free.
LOST = "site lost to another process"
ANSWERED = ("downloader/response_status_count/2", "downloader/response_status_count/304")

# Characters of the bars in the closing table: as many as there is room for, none where a site's name needs it.
LEAST_BAR, MOST_BAR = 4, 16

logger = logging.getLogger(__name__)


@attrs.frozen
class Crawl:
    """One spider with its arguments, and settings of its own; `entry` is the site's in the list, if it is listed.

    `narrowed`: it is not after all articles of the site.
    """

    spider: str
    arguments: dict[str, str]
    settings: dict[str, Any] = attrs.field(factory=dict)
    entry: SiteEntry | None = None
    narrowed: bool = False

    @property
    def site(self) -> str:
        """The site that the crawl starts on."""
        return site_of(self.arguments["url"])


@attrs.frozen
class Ended:
    """How a crawl ended; `alarm` is a line where it gave far fewer articles than the site's habit."""

    crawl: Crawl
    tally: Tally
    reason: str
    seconds: float
    fetched: int
    """Responses with a 2xx status, or 304: the page is as it was."""
    alarm: str | None = None

    @property
    def trouble(self) -> str | None:
        """What the user cannot rely on, as one line; `None` where the crawl ended well."""
        site = urlsplit(self.crawl.arguments["url"]).netloc
        if self.reason == CRASHED:
            return f"{site}: given up, as each process that crawled it crashed: free some memory, or crawl it alone"
        if self.fetched == 0:
            return f"{site} gave no page: check the address, or run again with --verbose to see why"
        if self.tally.errors:
            return f"{site}: {self.tally.errors} pages failed; run again with --verbose to see why"
        if not self.reason.startswith(GOOD_ENDS):
            return f"{site}: cut short ({self.reason}); the next run goes on with what was pending"
        return None

    @property
    def outcome(self) -> str:
        """The outcome that the schedule knows it by."""
        if self.reason == "shutdown":
            return "stopped"
        if self.reason == CRASHED:
            return CRASHED
        if self.fetched == 0 or not self.reason.startswith(GOOD_ENDS):
            return "failed"
        return "finished" if self.reason == "finished" else "limited"


NextSite = Callable[[], Awaitable[list[Crawl] | None]]
"""Gives the crawls of a site, or None when there is no further one."""


def project_settings(overrides: dict[str, Any]) -> Settings:
    """Return newscrawl's settings with *overrides* above them, wherever the command runs."""
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    settings.setdict({"LOG_LEVEL": "WARNING", "LOG_INSTALL_ROOT_HANDLER": False, **overrides}, priority="cmdline")
    return settings


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

    with progress(settings, update) as show:
        crawling.run(next_site, show)
    return sorted(crawling.ended, key=lambda one: crawls.index(one.crawl))


@contextlib.contextmanager
def progress(settings: Settings, update: Callable[[Tally], None]) -> Iterator[Callable[[Tally], None]]:
    """Give what is to be told how far crawls are: it tells *update* and shows it, but not between JSON lines."""
    if is_json(settings):
        yield update
        return
    with ProgressDisplay(err) as display:

        def show(tally: Tally) -> None:
            update(tally)
            display.update(tally)

        yield show


def by_site(crawls: Sequence[Crawl]) -> list[list[Crawl]]:
    """Return *crawls* grouped by site, in order: those of one site run one after the other."""
    groups: dict[str, list[Crawl]] = {}
    for crawl in crawls:
        groups.setdefault(crawl.site, []).append(crawl)
    return list(groups.values())


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
        self.errors: list[Exception] = []

    def run(self, next_site: NextSite, update: Callable[[Tally], None]) -> None:
        """Crawl what *next_site* gives until it gives None, or a signal comes; *update* is told how far it is.

        What was under way when a signal came is recorded as stopped.
        """
        loop = asyncio.get_event_loop()
        helpers = [loop.create_task(self._tick(update)), loop.create_task(self._renew())]
        work = loop.create_task(self._work(next_site))
        work.add_done_callback(_stop_reactor)
        _tune_interpreter()
        self._process.start(stop_after_crawl=False)
        for task in (work, *helpers):
            task.cancel()
        results = loop.run_until_complete(asyncio.gather(work, *helpers, return_exceptions=True))
        self.errors += [result for result in results if isinstance(result, Exception)]
        for crawler in list(self._crawlers):
            self._end(crawler)
        if self.errors:
            raise self.errors[0]

    @property
    def tally(self) -> Tally:
        """What all crawls have done so far."""
        return Tally.sum([*(one.tally for one in self.ended), *map(Tally.of, self._crawlers)])

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
        holder = self._keeper.take(crawl.site) if self._keeper else None
        if holder is not None:
            announcer.warning("%s is left out: %s is crawling it", crawl.site, holder)
            self._on_left_out(crawl)
            return True
        crawler = self._process.create_crawler(crawl.spider)
        crawler.settings.setdict(crawl.settings, priority="cmdline")
        self._crawlers[crawler] = crawl, datetime.now(UTC)
        try:
            await self._process.crawl(crawler, **crawl.arguments)
        except Exception as error:
            self.errors.append(error)
        return self._end(crawler).outcome != "stopped"

    def _end(self, crawler: Crawler) -> Ended:
        crawl, started = self._crawlers.pop(crawler)
        self._letting_go.pop(crawler, None)
        ended = ended_of(crawler, crawl)
        if self._keeper:
            run = run_of(ended, started, self._keeper.clock())
            ended = attrs.evolve(ended, alarm=self._keeper.ended(run, crawl.entry, crawl.narrowed))
        self.ended.append(ended)
        self._on_end(ended)
        return ended

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


def _tune_interpreter() -> None:
    """Suit Python to a thread that reads pages and one that stores what it finds.

    To look for cycles took a tenth of a crawl's time: a page makes many thousand objects, few of them in cycles, and
    what was imported stays. The storing thread lets go of the interpreter at every hash and query; by default it
    waits 5 ms for it each time.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    sys.setswitchinterval(SWITCH_SECONDS)


def _stop_reactor(_: object) -> None:
    from twisted.internet import reactor

    with contextlib.suppress(RuntimeError):
        reactor.stop()  # type: ignore[misc]


def ended_of(crawler: Crawler, crawl: Crawl) -> Ended:
    """Return how *crawl* ended by the stats of its *crawler*; one that is under way still is being shut down."""
    stats = crawler.stats.get_stats() if crawler.stats else {}
    return Ended(
        crawl=crawl,
        tally=Tally.of(crawler),
        reason=stats.get("finish_reason", "shutdown" if crawler.engine is not None else "not started"),
        seconds=stats.get("elapsed_time_seconds", 0.0),
        fetched=sum(v for k, v in stats.items() if k.startswith(ANSWERED)),
    )


def run_of(ended: Ended, started: datetime, now: datetime) -> Run:
    """Return what the schedule keeps of a crawl that *started* then and has *ended* now."""
    tally = ended.tally
    return Run(
        site=ended.crawl.site,
        started_at=started,
        ended_at=now,
        outcome=ended.outcome,
        pages=tally.pages,
        articles=tally.articles,
        new=tally.new,
        changed=tally.changed,
        duplicates=tally.duplicates,
        errors=tally.errors,
    )


def report(ended: Sequence[Ended]) -> bool:
    """Print the table that closes a run, and what did not end well; return whether all did."""
    if ended:
        plain = closing_table(ended)
        room = out.width - out.measure(plain).maximum - 1
        out.print(closing_table(ended, min(room, MOST_BAR)) if room >= LEAST_BAR else plain)
    troubles = [trouble for one in ended if (trouble := one.trouble)]
    for trouble in troubles:
        err.print(f"newscrawl: {trouble}", soft_wrap=True, markup=False)
    return not troubles


def closing_table(ended: Sequence[Ended], width: int = 0) -> Table:
    """Return the table that closes a run: a row a crawl, with a bar of up to *width* characters for its articles,
    the new ones solid."""
    table = Table("site", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("articles", "new", "changed", "duplicates", "pages", "errors", "seconds"):
        table.add_column(name, justify="right")
    if width:
        table.add_column("", no_wrap=True)
    most = max((one.tally.articles for one in ended), default=0)
    for one in ended:
        tally = one.tally
        numbers = (tally.articles, tally.new, tally.changed, tally.duplicates, tally.pages, tally.errors)
        picture = [bar(tally.new, tally.articles, most, width)] if width else []
        site = urlsplit(one.crawl.arguments["url"]).netloc
        table.add_row(site, *map(str, numbers), f"{one.seconds:.1f}", *picture)
    return table
