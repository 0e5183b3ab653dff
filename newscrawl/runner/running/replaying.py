"""Reads archives again in this process."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
from scrapy.crawler import AsyncCrawlerProcess

from newscrawl.archive.index import FILE
from newscrawl.archive.reading import ANYWHERE
from newscrawl.archive.sources.names import is_remote, named
from newscrawl.pipelines.compare import EXAMPLES, FIELDS, PREFIX
from newscrawl.runner.output.logs import log_to_console
from newscrawl.runner.output.progress import REFRESH_SECONDS, Tally, progress
from newscrawl.runner.running.run_settings import project_settings

DRY = {
    "ITEM_PIPELINES": {
        "newscrawl.pipelines.normalise.NormalisePipeline": 100,
        "newscrawl.pipelines.compare.ComparePipeline": 300,
    },
    "FEEDS": {},
}


@attrs.frozen(kw_only=True)
class FieldChange:
    """How often a field reads the same as it is stored, otherwise, only now, or no more; with some addresses."""

    field: str
    same: int = 0
    changed: int = 0
    gained: int = 0
    lost: int = 0
    examples: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Replayed:
    """What reading archives again brought; `reread` articles came from fetches that were stored, and read otherwise.

    Of `unfinished` files the rest could not be had; files `read_before` were read by the same version in another run.
    """

    pages: int
    articles: int
    new: int
    changed: int
    reread: int
    unchanged: int
    damaged: int
    errors: int
    reason: str
    unfinished: int = 0
    read_before: int = 0
    fields: tuple[FieldChange, ...] = ()


def replay(
    archives: Sequence[str], arguments: Mapping[str, str], overrides: Mapping[str, Any], *, dry_run: bool = False
) -> Replayed:
    """Read the files that *archives* name again by the spider `replay` with *arguments*; *overrides* are settings.

    *dry_run*: store nothing, and say what would change. Raises `BadInput` where an archive cannot be read. Call it once
    a process.
    """
    named([name for name in archives if not is_remote(name) and not (Path(name) / FILE).is_file()], ANYWHERE)
    settings = project_settings({**(DRY if dry_run else {}), **overrides})
    log_to_console(settings)
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler("replay")
    given = {name: value for name, value in arguments.items() if value}
    crawling = process.crawl(crawler, archives="\n".join([*archives, ""]), **given)

    async def tick() -> None:
        with progress(settings, lambda _: None) as show:
            while True:
                show(Tally.of(crawler))
                await asyncio.sleep(REFRESH_SECONDS)

    ticking = asyncio.get_event_loop().create_task(tick())
    process.start()
    ticking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.get_event_loop().run_until_complete(ticking)
    if crawling.done() and not crawling.cancelled() and (error := crawling.exception()):
        raise error
    return _replayed(crawler.stats.get_stats() if crawler.stats else {})


def replayed_apart(archives: Sequence[str], site: str, store: str) -> bool:
    """Read the pages of *site* in *archives* into *store*, in a process of its own: a crawl has had this one's loop.

    Tell whether all went well; what is said goes to standard error.
    """
    command = [sys.executable, "-m", "newscrawl", "replay", *archives, "--site", site, "--store", store]
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def _replayed(stats: Mapping[str, Any]) -> Replayed:
    def count(name: str) -> int:
        return int(stats.get(f"newscrawl/{name}", 0))

    return Replayed(
        pages=count("replay/pages"),
        articles=int(stats.get("item_scraped_count", 0)),
        new=count("articles/new"),
        changed=count("articles/changed"),
        reread=count("articles/reread"),
        unchanged=count("articles/unchanged"),
        damaged=count("replay/damaged"),
        errors=count("store/errors")
        + count("replay/errors")
        + sum(int(v) for k, v in stats.items() if k.startswith("spider_exceptions/")),
        reason=str(stats.get("finish_reason", "not started")),
        unfinished=count("replay/files/unfinished"),
        read_before=count("replay/files/read_before"),
        fields=tuple(change for change in (_change(name, stats) for name in FIELDS) if change is not None),
    )


def _change(name: str, stats: Mapping[str, Any]) -> FieldChange | None:
    found = {kind: int(stats.get(f"{PREFIX}/{name}/{kind}", 0)) for kind in ("same", "changed", "gained", "lost")}
    if not any(found.values()):
        return None
    examples = [url for kind in ("lost", "changed", "gained") for url in stats.get(f"{EXAMPLES}/{name}/{kind}", ())]
    return FieldChange(field=name, **found, examples=tuple(examples[:3]))
