"""How far crawls are: on a terminal a live line, and one a site where several run; elsewhere a line now and then."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import attrs
from rich.console import Console, Group
from rich.live import Live
from rich.text import Text
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from newscrawl.runner.output.bars import bar
from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.logs import is_json

REFRESH_SECONDS = 0.5
# Seconds between two plain lines where standard error is no terminal.
PLAIN_EVERY = 10.0
# Before, a rate says little.
ETA_AFTER = 10.0
MAX_SITES = 8
BAR_WIDTH = 20


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
            queue=stats.get("scheduler/enqueued", 0)
            - stats.get("scheduler/dequeued", 0)
            + getattr(crawler.spider, "waiting", 0),
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

    def update(self, tally: Tally, sites: Mapping[str, Tally] | None = None) -> None:
        """Show *tally*, at once on a terminal, else when the last line is old enough.

        *sites*: those that are being crawled, each with a line of its own on a terminal where there are several.
        """
        now = self._clock()
        elapsed = now - self._started
        line = self.line(tally, tally.pages / max(elapsed, 0.1), elapsed)
        if self._live:
            known = tally.pages + tally.queue
            whole = bar(tally.pages, known, known, BAR_WIDTH).append(f"  {line}", style="none")
            self._live.update(Group(*map(_cut, (whole, *_site_lines(sites or {})))))
        elif now - self._printed >= PLAIN_EVERY:
            self._printed = now
            self._console.print(line, soft_wrap=True)

    @staticmethod
    def line(tally: Tally, rate: float, elapsed: float = 0.0) -> str:
        """Return the progress as one line of text; *rate* is in pages a second, *elapsed* in seconds.

        How long it will take is told by what is known by then: more may be found.
        """
        told = (
            f"{tally.pages} pages  {tally.articles} articles  {tally.new} new  {tally.duplicates} duplicates  "
            f"{tally.errors} errors  {tally.queue} queued  {rate:.0f} pages/s"
        )
        left = tally.queue / rate if rate and elapsed >= ETA_AFTER else 0.0
        return f"{told}  about {_span(left)} left" if left >= 1 else told


def _site_lines(sites: Mapping[str, Tally]) -> Iterator[Text]:
    """Yield a line for each of several sites, those with most still to do first."""
    if len(sites) < 2:
        return
    busiest = sorted(sites.items(), key=lambda entry: (-entry[1].queue, entry[0]))
    for site, tally in busiest[:MAX_SITES]:
        yield Text(f"  {site}  {tally.pages} pages  {tally.articles} articles  {tally.queue} queued", style="dim")
    if len(busiest) > MAX_SITES:
        yield Text(f"  and {len(busiest) - MAX_SITES} more sites", style="dim")


def _cut(line: Text) -> Text:
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _span(seconds: float) -> str:
    """Return a length of time as people say it, in one unit."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@contextmanager
def progress(
    settings: Settings, update: Callable[[Tally], None], sites: Callable[[], Mapping[str, Tally]] = dict
) -> Iterator[Callable[[Tally], None]]:
    """Give what is to be told how far crawls are: it tells *update* and shows it, but not between JSON lines.

    *sites* gives what is being crawled, and how far each is.
    """
    if is_json(settings):
        yield update
        return
    with ProgressDisplay(err) as display:

        def show(tally: Tally) -> None:
            update(tally)
            display.update(tally, sites())

        yield show
