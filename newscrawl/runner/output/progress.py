"""How far a crawl is: a live line on a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import attrs
from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.logs import is_json

REFRESH_SECONDS = 0.5
# Seconds between two plain lines where standard error is no terminal.
PLAIN_EVERY = 10.0


@attrs.frozen
class Tally:
    """What crawls have done so far, added up over them.

    `unstored` counts articles that could not be stored, `lost` those of them for which the database was away.
    """

    pages: int = 0
    articles: int = 0
    new: int = 0
    changed: int = 0
    duplicates: int = 0
    unreached: int = 0
    exceptions: int = 0
    unstored: int = 0
    lost: int = 0
    queue: int = 0

    @property
    def errors(self) -> int:
        """Pages that did not come, pages that could not be read, articles that could not be stored."""
        return self.unreached + self.exceptions + self.unstored

    @classmethod
    def sum(cls, tallies: Iterable[Self]) -> Self:
        """Return *tallies* added up."""
        return cls(*(sum(values) for values in zip(attrs.astuple(cls()), *map(attrs.astuple, tallies), strict=True)))

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Read Scrapy's stats of *crawler*."""
        try:
            stats = crawler.stats.get_stats() if crawler.stats else {}
        except RuntimeError:  # Scrapy makes them as the crawl begins
            return cls()

        def total(*prefixes: str) -> int:
            return sum(v for k, v in stats.items() if k.startswith(prefixes) and isinstance(v, int))

        return cls(
            pages=total("response_received_count"),
            articles=total("item_scraped_count"),
            new=total("newscrawl/articles/new"),
            changed=total("newscrawl/articles/changed"),
            duplicates=total("newscrawl/duplicates/"),
            unreached=total("retry/max_reached"),
            exceptions=total("spider_exceptions/count"),
            unstored=total("newscrawl/store/errors"),
            lost=total("newscrawl/store/unavailable"),
            queue=stats.get("scheduler/enqueued", 0) - stats.get("scheduler/dequeued", 0),
        )


class ProgressDisplay:
    """Shows a tally while crawls run; `update` is to be called about twice a second. A context manager."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._started = self._printed = clock()
        self._live = Live(console=console, transient=True) if console.is_terminal else None

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def update(self, tally: Tally) -> None:
        """Show *tally*, at once on a terminal, else when the last line is old enough."""
        now = self._clock()
        rate = tally.pages / max(now - self._started, 0.1)
        if self._live:
            self._live.update(Text(self.line(tally, rate), no_wrap=True, overflow="ellipsis"))
        elif now - self._printed >= PLAIN_EVERY:
            self._printed = now
            self._console.print(self.line(tally, rate), soft_wrap=True)

    @staticmethod
    def line(tally: Tally, rate: float) -> str:
        """Return the progress as one line of text; *rate* is in pages a second."""
        return (
            f"{tally.pages} pages  {tally.articles} articles  {tally.new} new  {tally.duplicates} duplicates  "
            f"{tally.errors} errors  {tally.queue} queued  {rate:.0f} pages/s"
        )


@contextmanager
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
