"""`newscrawl watch`: keep the sites of the list fresh until told to stop."""

import logging
import math
import random
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Annotated

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
from newscrawl.runner.output.closing_table import tell_end
from newscrawl.runner.output.log_formats import SETTING, LogFormat
from newscrawl.runner.output.logs import announcer, log_to_console
from newscrawl.runner.output.metrics import served
from newscrawl.runner.output.progress import Tally
from newscrawl.runner.processes.supervisor import Sharing
from newscrawl.runner.running.crawling import AT_ONCE
from newscrawl.runner.running.feeds import feeds_folder, in_folder, stated_feeds
from newscrawl.runner.running.listed import crawl_of, entries_of, take_off
from newscrawl.runner.running.outcome import Ended
from newscrawl.runner.running.run_settings import project_settings, stated_settings
from newscrawl.runner.running.site_spiders import SiteSpiders
from newscrawl.runner.running.stopping import GRACE_SECONDS, stopped_by_signals
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.list_watcher import FollowedList, version_of
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.sites.timetable.watch import PATIENCE, Watcher
from newscrawl.storage import DEFAULT_URL, Store, StoreUnavailable
from newscrawl.storage.state.schedule import Schedule
from newscrawl.web.moments import now

LOOK_SECONDS = 2.0

logger = logging.getLogger(__name__)


def watch(
    sites: Annotated[
        Path,
        typer.Option("--sites", metavar="FILE", envvar=SITES_VARIABLE, help="The list; changes to it are taken up."),
    ] = DEFAULT_SITES,
    tags: TagsOption = None,
    store: CrawlStoreOption = None,
    at_once: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="At most so many sites at a time.", show_default=f"{AT_ONCE} a core"),
    ] = None,
    feeds: FeedsOption = "output",
    contact: ContactOption = None,
    log_format: LogFormatOption = LogFormat.TEXT,
    metrics: MetricsOption = None,
    settings_module: SettingsOption = None,
    pairs: SetOption = None,
) -> None:
    """Keep every site of the list as fresh as its entry or its own rhythm asks, until SIGTERM or Ctrl-C.

    Sites share a process for each core; one that is slow costs the others nothing. The schedule is in the store: a
    watch that was stopped or killed goes on where it was. Two watches on one store share the sites.
    """
    folder = feeds_folder(feeds)
    changed = {"LOG_LEVEL": "INFO", **stated_settings(settings_module, pairs or ())}
    changed |= overrides(store, contact=contact) | {SETTING: log_format.value}
    settings = project_settings(changed)
    stated = stated_feeds(settings, several=True)
    log_to_console(settings)
    store = str(settings["NEWSCRAWL_STORE"] or DEFAULT_URL)
    changed |= {"NEWSCRAWL_STORE": store, "LOG_LEVEL": "WARNING"}
    spiders = SiteSpiders(settings)
    listed = FollowedList(lambda: entries_of(sites, tags or (), (), spiders), partial(version_of, sites))
    listed.entries()
    count = process_count("auto")
    at_once = at_once or AT_ONCE * count
    count = min(count, at_once)
    with Store.open(store) as opened, served(metrics, opened) as watched:
        keeper, lanes = Keeper(opened), math.ceil(at_once / count)
        sharing = Sharing(changed, count, lanes, keeper, partial(logger.warning, "%s"))

        def crawl(entry: SiteEntry) -> "Future[list[Ended]]":
            ending = sharing.add(in_folder([crawl_of(entry, {})], folder, now(), stated).crawls)
            ending.add_done_callback(_tell)
            return ending

        watcher = Watcher(listed, Schedule(opened.database), crawl, now, random.random, at_once)
        with stopped_by_signals(sharing.stop, 2 * GRACE_SECONDS):
            _watch(watcher, sharing, partial(take_off, opened, sites, spiders), watched.update)


def _watch(
    watcher: Watcher, sharing: Sharing, take_off_unlisted: Callable[[], None], update: Callable[[Tally], None]
) -> None:
    """Look what is due every few seconds until a signal comes; then until all crawls have ended."""
    next_look, asked = 0.0, None
    while sharing.step():
        update(sharing.tally)
        if sharing.is_stopping:
            if asked is None:
                asked = now()
                announcer.info("stopping: %s", ", ".join(watcher.running) or "nothing is being crawled")
            elif now() - asked > PATIENCE:
                asked = now()
                sharing.stop()
        elif time.monotonic() >= next_look:
            next_look = time.monotonic() + LOOK_SECONDS
            try:
                take_off_unlisted()
                watcher.step()
            except StoreUnavailable as error:
                logger.warning("%s; trying again", error)


def _tell(crawled: "Future[list[Ended]]") -> None:
    if crawled.exception() is None:
        for ended in crawled.result():
            tell_end(ended)
