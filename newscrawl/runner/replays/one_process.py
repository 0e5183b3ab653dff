"""Reads archives again in this process."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from newscrawl.runner.output.logs import log_to_console
from newscrawl.runner.output.progress import REFRESH_SECONDS, Tally, progress
from newscrawl.runner.replays.outcome import Replayed, replayed_of
from newscrawl.runner.running.run_settings import project_settings

DRY = {
    "ITEM_PIPELINES": {
        "newscrawl.pipelines.normalise.NormalisePipeline": 100,
        "newscrawl.pipelines.compare.ComparePipeline": 300,
    },
    "FEEDS": {},
}


@attrs.frozen
class Far:
    """How far one file is read: `position` and `size` in bytes, 0 where they are not known; pages and articles."""

    position: int = 0
    size: int = 0
    pages: int = 0
    articles: int = 0


def replay(
    archives: Sequence[str],
    arguments: Mapping[str, str],
    overrides: Mapping[str, Any],
    *,
    dry_run: bool = False,
    update: Callable[[Far], None] | None = None,
) -> Replayed:
    """Read what *archives* name again by the spider `replay` with *arguments*; *overrides* are settings.

    *dry_run*: store nothing, and say what would change. *update* is told how far it is, about twice a second; without
    it that is shown on standard error. Call it once a process.
    """
    settings = project_settings({**(DRY if dry_run else {}), **overrides})
    log_to_console(settings)
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler("replay")
    given = {name: value for name, value in arguments.items() if value}
    crawling = process.crawl(crawler, archives="\n".join([*archives, ""]), **given)

    async def tell() -> None:
        while update is not None:
            update(_far(crawler))
            await asyncio.sleep(REFRESH_SECONDS)
        with progress(settings, lambda _: None) as show:
            while True:
                show(Tally.of(crawler))
                await asyncio.sleep(REFRESH_SECONDS)

    telling = asyncio.get_event_loop().create_task(tell())
    process.start()
    telling.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.get_event_loop().run_until_complete(telling)
    if crawling.done() and not crawling.cancelled() and (error := crawling.exception()):
        raise error
    return replayed_of(crawler.stats.get_stats() if crawler.stats else {})


def _far(crawler: Crawler) -> Far:
    try:
        stats = crawler.stats.get_stats() if crawler.stats else {}
    except RuntimeError:  # Scrapy makes them as the crawl begins
        return Far()
    names = ("newscrawl/replay/position", "newscrawl/replay/size", "newscrawl/replay/pages", "item_scraped_count")
    return Far(*(int(stats.get(name, 0)) for name in names))
