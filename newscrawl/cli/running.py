"""Runs crawls in this process and says how they ended."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import attrs
from rich import box
from rich.logging import RichHandler
from rich.table import Table
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from newscrawl.cli.consoles import err, out
from newscrawl.cli.progress import ProgressDisplay, Tally

REFRESH_SECONDS = 0.5
# Ends that the user asked for, beside the natural one.
GOOD_ENDS = ("finished", "closespider_")


@attrs.frozen
class Crawl:
    """One spider with its arguments."""

    spider: str
    arguments: dict[str, str]


@attrs.frozen
class Ended:
    """How a crawl ended."""

    crawl: Crawl
    tally: Tally
    reason: str
    seconds: float
    fetched: int
    """Responses with a 2xx status."""

    @property
    def trouble(self) -> str | None:
        """What the user cannot rely on, as one line; `None` where the crawl ended well."""
        site = urlsplit(self.crawl.arguments["url"]).netloc
        if self.fetched == 0:
            return f"{site} gave no page: check the address, or run again with --verbose to see why"
        if self.tally.errors:
            return f"{site}: {self.tally.errors} pages failed; run again with --verbose to see why"
        if not self.reason.startswith(GOOD_ENDS):
            return f"{site}: cut short ({self.reason}); the next run goes on with what was pending"
        return None


def project_settings(overrides: dict[str, Any]) -> Settings:
    """Return newscrawl's settings with *overrides* above them, wherever the command runs."""
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    settings.setdict({"LOG_LEVEL": "WARNING", "LOG_INSTALL_ROOT_HANDLER": False, **overrides}, priority="cmdline")
    return settings


def run(crawls: Sequence[Crawl], settings: Settings) -> list[Ended]:
    """Run *crawls* side by side, with progress on standard error.

    Raises what kept a crawl from starting: `StoreError`, `ArgumentError`, `DiscoveryError`. Call it once a
    process.
    """
    handler = RichHandler(settings["LOG_LEVEL"], err, show_path=False)
    if settings["LOG_LEVEL"] != "INFO":
        handler.addFilter(_without_traceback)
    logging.basicConfig(format="%(name)s: %(message)s", handlers=[handler])
    process = AsyncCrawlerProcess(settings)
    running = [(process.create_crawler(crawl.spider), crawl) for crawl in crawls]
    tasks = [process.crawl(crawler, **crawl.arguments) for crawler, crawl in running]
    with ProgressDisplay(err) as display:
        ticker = asyncio.get_event_loop().create_task(_tick(display, [crawler for crawler, _ in running]))
        process.start()
        ticker.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            task.result()
    return [_ended(crawler, crawl) for crawler, crawl in running]


def _without_traceback(record: logging.LogRecord) -> bool:
    """Leave the message of *record* and drop its traceback, which says nothing to who did not write the code."""
    record.exc_info = record.exc_text = None
    return True


async def _tick(display: ProgressDisplay, crawlers: list[Crawler]) -> None:
    while True:
        display.update(Tally.of(crawlers))
        await asyncio.sleep(REFRESH_SECONDS)


def _ended(crawler: Crawler, crawl: Crawl) -> Ended:
    assert crawler.stats
    stats = crawler.stats.get_stats()
    return Ended(
        crawl=crawl,
        tally=Tally.of([crawler]),
        reason=stats.get("finish_reason", "not started"),
        seconds=stats.get("elapsed_time_seconds", 0.0),
        fetched=sum(v for k, v in stats.items() if k.startswith("downloader/response_status_count/2")),
    )


def report(ended: Sequence[Ended]) -> bool:
    """Print the table that closes a run, and what did not end well; return whether all did."""
    out.print(closing_table(ended))
    troubles = [trouble for one in ended if (trouble := one.trouble)]
    for trouble in troubles:
        err.print(f"newscrawl: {trouble}", soft_wrap=True, markup=False)
    return not troubles


def closing_table(ended: Sequence[Ended]) -> Table:
    """Return the table that closes a run: a row a crawl."""
    table = Table("site", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("articles", "new", "changed", "duplicates", "pages", "errors", "seconds"):
        table.add_column(name, justify="right")
    for one in ended:
        tally = one.tally
        numbers = (tally.articles, tally.new, tally.changed, tally.duplicates, tally.pages, tally.errors)
        table.add_row(urlsplit(one.crawl.arguments["url"]).netloc, *map(str, numbers), f"{one.seconds:.1f}")
    return table
