"""`newscrawl worker`: keep the sites of the list fresh together with other machines."""

import asyncio
import logging
import math
import signal
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newscrawl.cli.crawl import overrides, process_count
from newscrawl.cli.crawl_options import CrawlStoreOption, FeedsOption
from newscrawl.cli.options import (
    DEFAULT_SITES,
    SITES_VARIABLE,
    ContactOption,
    LogFormatOption,
    MetricsOption,
    SetOption,
    SettingsOption,
    TagsOption,
)
from newscrawl.errors import BadInput
from newscrawl.extras import install_hint
from newscrawl.runner.output.closing_table import tell_end
from newscrawl.runner.output.log_formats import SETTING, LogFormat
from newscrawl.runner.output.logs import announcer, log_to_console
from newscrawl.runner.output.metrics import served
from newscrawl.runner.output.progress import Tally
from newscrawl.runner.processes.supervisor import Sharing
from newscrawl.runner.running.crawling import AT_ONCE
from newscrawl.runner.running.feeds import Feeds, feeds_folder, in_folder, stated_feeds
from newscrawl.runner.running.listed import crawl_of, entries_of, take_off
from newscrawl.runner.running.run_settings import project_settings, stated_settings
from newscrawl.runner.running.site_spiders import SiteSpiders
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.list_watcher import FollowedList, version_of
from newscrawl.sites.timetable.leases import LEASE, Keeper
from newscrawl.sites.timetable.process_names import machine
from newscrawl.sites.timetable.watch import PATIENCE
from newscrawl.storage import Store, StoreUnavailable
from newscrawl.storage.database.address import is_postgresql
from newscrawl.web.moments import now

if TYPE_CHECKING:
    from newscrawl.runner.replays.queue import ReplayQueue
    from newscrawl.sites.timetable.queue import CrawlQueue

AGAIN_SECONDS = 5.0
# What the queue's libraries log are steps, or troubles that are told in better words.
CHATTER = ("procrastinate", "psycopg.pool")

logger = logging.getLogger(__name__)


def worker(
    sites: Annotated[
        Path,
        typer.Option(
            "--sites",
            metavar="FILE",
            envvar=SITES_VARIABLE,
            help="The list, the same on all machines; changes are taken up.",
        ),
    ] = DEFAULT_SITES,
    tags: TagsOption = None,
    store: CrawlStoreOption = None,
    processes: Annotated[
        str, typer.Option(metavar="N|auto", help="Crawl in so many processes; auto: one for each core.")
    ] = "auto",
    at_once: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="At most so many sites at a time on this machine.",
            show_default=f"{AT_ONCE} a process",
        ),
    ] = None,
    dead_after: Annotated[
        float,
        typer.Option(
            min=1.0,
            metavar="SECONDS",
            help="A machine that is silent for so long is taken for dead; the same on all machines.",
        ),
    ] = LEASE.total_seconds(),
    feeds: FeedsOption = "output",
    contact: ContactOption = None,
    log_format: LogFormatOption = LogFormat.TEXT,
    metrics: MetricsOption = None,
    settings_module: SettingsOption = None,
    pairs: SetOption = None,
) -> None:
    """Keep every site of the list fresh, together with the workers on other machines, until SIGTERM or Ctrl-C.

    All workers need one PostgreSQL store, and the list. Sites go to whichever machine has room, by a queue in that
    database; a host is asked by one machine at a time. A crawl that fails is put off more and more; the sites of a
    machine that died go to others. Archive files that newscrawl replay --queue has queued are read too, one in each
    process. On one machine alone, with any store: newscrawl watch.

      $ export NEWSCRAWL_STORE=postgresql+psycopg://newscrawl@db.example.org/news

      $ newscrawl worker      # on each machine

      $ newscrawl status      # anywhere
    """
    folder = feeds_folder(feeds)
    changed = stated_settings(settings_module, pairs or ())
    changed |= overrides(store, contact=contact) | {SETTING: log_format.value}
    settings = project_settings({"LOG_LEVEL": "INFO", **changed})
    stated = stated_feeds(settings, several=True)
    store = str(settings["NEWSCRAWL_STORE"])
    if not is_postgresql(store):
        raise BadInput(
            "workers share a PostgreSQL store: set --store postgresql+psycopg://USER@HOST/NAME "
            "(on one machine alone: newscrawl watch)"
        )
    try:
        from newscrawl.runner.replays.queue import ReplayQueue
        from newscrawl.sites.timetable.queue import CrawlQueue
    except ImportError as error:
        raise BadInput(f"the worker needs {error.name}: {install_hint('cluster')}") from None
    count = process_count(processes)
    at_once = at_once or AT_ONCE * count
    count = min(count, at_once)
    log_to_console(settings)
    for name in CHATTER:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    spiders = SiteSpiders(settings)
    entries_of(sites, tags or (), (), spiders)
    silence = timedelta(seconds=dead_after)
    with Store.open(store) as opened, served(metrics, opened) as watched:

        def entries() -> Sequence[SiteEntry]:
            take_off(opened, sites, spiders)
            return entries_of(sites, tags or (), (), spiders)

        listed = FollowedList(entries, partial(version_of, sites))
        keep = partial(Keeper, lease=silence, alone=True)
        lanes = math.ceil(at_once / count)
        sharing = Sharing(changed, count, lanes, keep(opened), partial(logger.warning, "%s"), keep)
        feeding = partial(in_folder, folder=folder, stated=stated)
        queue = CrawlQueue(opened.database, listed, partial(_crawl, sharing, feeding), now, silence)
        queue.prepare()
        replays = ReplayQueue(opened.database, {**changed, "FEEDS": {}}, silence)
        asyncio.run(_work(queue, replays, sharing, (at_once, count), watched.update))


async def _work(
    queue: "CrawlQueue",
    replays: "ReplayQueue",
    sharing: Sharing,
    at_once: tuple[int, int],
    update: Callable[[Tally], None],
) -> None:
    """Take part until a signal comes; a second one ends the crawls at once. *at_once*: so many sites, and files of
    archives."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def stop() -> None:
        sharing.stop()
        replays.stop()
        told.set()

    loop.set_exception_handler(_tell)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    announcer.info("%s works with up to %s sites at a time", machine(), at_once[0])
    dealing = asyncio.ensure_future(asyncio.to_thread(_deal, sharing, update))
    fetching = asyncio.ensure_future(_fetch(queue, at_once[0]))
    reading = asyncio.ensure_future(_fetch(replays, at_once[1]))
    waiting = asyncio.ensure_future(told.wait())
    await asyncio.wait((dealing, fetching, waiting), return_when=asyncio.FIRST_COMPLETED)
    if told.is_set():
        announcer.info("stopping; sites that are being crawled: %s", sharing.busy)
    else:
        sharing.stop()
    loop.call_later(PATIENCE.total_seconds(), sharing.stop)
    waiting.cancel()
    fetching.cancel()
    reading.cancel()
    for result in await asyncio.gather(dealing, fetching, reading, return_exceptions=True):
        if isinstance(result, Exception):
            raise result


def _tell(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say in one line what went wrong beside the crawls, as the end of a job that is no longer this machine's."""
    error = context.get("exception")
    cause = error and (error.__cause__ or error)
    logger.warning("the queue: %s", next(iter(str(cause or context["message"]).splitlines()), repr(cause)))


def _deal(sharing: Sharing, update: Callable[[Tally], None]) -> None:
    while sharing.step():
        update(sharing.tally)


async def _fetch(queue: "CrawlQueue | ReplayQueue", at_once: int) -> None:
    while True:
        try:
            await queue.work(at_once, 2 * PATIENCE)
        except StoreUnavailable as error:
            logger.warning("%s; trying again", error)
        await asyncio.sleep(AGAIN_SECONDS)


async def _crawl(sharing: Sharing, feeding: Callable[..., Feeds], entry: SiteEntry) -> None:
    """Have the site of *entry* crawled, and say how it ended. Raises `Unfinished`."""
    logger.info("crawling %s", entry.url)
    feeds = feeding([crawl_of(entry, {})], now=now())
    for ended in await asyncio.wrap_future(sharing.add(feeds.crawls)):
        tell_end(ended)
