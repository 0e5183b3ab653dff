"""`newscrawl crawl URL…`: crawl sites now."""

import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import attrs
import scrapy.core.downloader.contextfactory  # noqa: F401 - it asks of every loaded module, so it comes first
import typer

from newscrawl.cli import crawl_options as options
from newscrawl.cli.addresses import usable
from newscrawl.cli.exit_codes import FAR_TOO_FEW, NOT_WELL
from newscrawl.cli.options import (
    DEFAULT_SITES,
    SITES_VARIABLE,
    ContactOption,
    LogFormatOption,
    MetricsOption,
    SetOption,
    SettingsOption,
    SinceOption,
    TagsOption,
    UntilOption,
)
from newscrawl.errors import BadInput
from newscrawl.fates import reasons_of
from newscrawl.publishers.choice import GENERAL
from newscrawl.rendering.modes import rendering_mode
from newscrawl.runner.output.closing_table import report
from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.log_formats import SETTING, LogFormat
from newscrawl.runner.output.logs import announcer
from newscrawl.runner.output.metrics import served
from newscrawl.runner.processes.processes import run_shared
from newscrawl.runner.running.crawling import run
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.feeds import feed_place, feeds_folder, in_feeds
from newscrawl.runner.running.listed import crawl_of, entries_of, take_off
from newscrawl.runner.running.outcome import Ended
from newscrawl.runner.running.run_settings import project_settings, stated_settings
from newscrawl.runner.running.site_spiders import SiteSpiders
from newscrawl.sites.timetable.due import due as due_of
from newscrawl.sites.timetable.due import first_due
from newscrawl.sites.timetable.leases import Keeper
from newscrawl.storage import Store, site_of
from newscrawl.storage.state.schedule import Schedule
from newscrawl.web.list_files import list_text
from newscrawl.web.moments import now
from newscrawl.web.suggestions import unknown

MOST_PROCESSES = 256
LISTED_ARTICLES = "articles"


def crawl(
    urls: options.UrlsArgument = None,
    store: options.CrawlStoreOption = None,
    feed: options.FeedOption = None,
    feeds: options.FeedsOption = "output",
    max_pages: options.MaxPagesOption = None,
    archive: options.ArchiveOption = None,
    render: options.RenderOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sections: options.SectionsOption = None,
    include: options.IncludeOption = None,
    exclude: options.ExcludeOption = None,
    again: options.AgainOption = None,
    contact: ContactOption = None,
    spider: options.SpiderOption = None,
    sites: options.ListOption = None,
    tags: TagsOption = None,
    articles: options.ArticlesOption = None,
    due: options.DueOption = False,
    processes: options.ProcessesOption = "1",
    log_format: LogFormatOption = LogFormat.TEXT,
    metrics: MetricsOption = None,
    verbose: options.VerboseOption = False,
    settings_module: SettingsOption = None,
    pairs: SetOption = None,
) -> None:
    """Crawl news sites: every article as one record, in the store and in a JSON-lines feed.

    What is known of publishers by name is obeyed; any other site is read as news sites are. A site that another
    process is crawling into the same store is left to it.
    The exit code is 0 if every crawl ended well, 1 if one did not, 2 for input that cannot be used, 3 if a site
    gave far fewer articles than it used to.
    """
    limits = {"since": since, "until": until, "sections": sections, "include": include, "exclude": exclude}
    narrowed = {name: value for name, value in limits.items() if value is not None}
    listed = (
        sites or Path(os.environ.get(SITES_VARIABLE) or DEFAULT_SITES) if sites is not None or tags or due else None
    )
    changed = stated_settings(settings_module, pairs or ())
    changed |= overrides(store, max_pages, contact, verbose) | {SETTING: log_format.value}
    if archive is not None:
        changed["NEWSCRAWL_ARCHIVE"] = str(archive)
    settings = project_settings(changed)
    spiders = SiteSpiders(settings)
    if listed is not None:
        entries = entries_of(listed, tags or (), urls or (), spiders)
        crawls = [crawl_of(entry, narrowed) for entry in entries]
    elif articles is not None:
        crawls = listed_articles(articles)
    else:
        crawls = named(urls or [], checked_spider(spider, spiders), narrowed, bool(narrowed or max_pages))
    if again is not None:
        reasons_of(again)
        crawls = [attrs.evolve(one, arguments={**one.arguments, "again": again}) for one in crawls]
    if render is not None:
        mode = {"NEWSCRAWL_RENDER": rendering_mode(render)}
        crawls = [attrs.evolve(one, settings={**one.settings, **mode}) for one in crawls]
    workers = process_count(processes)
    place = feed_place(feed)
    folder = feeds_folder(feeds) if place is None else None
    with ExitStack() as stack:
        keeper = keeper_of(settings["NEWSCRAWL_STORE"], stack)
        if listed is not None and keeper is not None:
            take_off(keeper.store, listed, spiders)
        if due:
            crawls = due_crawls(crawls, keeper)
        shown = in_feeds(crawls, place, folder, settings, now())
        watched = stack.enter_context(served(metrics, keeper.store if keeper else None))
        if workers > 1 and len(crawls) > 1:
            ended = run_shared(shown.crawls, changed, min(workers, len(crawls)), keeper, watched.update)
        else:
            ended = run(shown.crawls, settings, keeper, watched.update) if crawls else []
        lacking = shown.finish(keeper.store if keeper else None, settings)
    asked_for = len(crawls) if sites is not None or tags or articles else len(urls or ())
    conclude(ended, 0 if due else asked_for - len(ended), lacking)


def process_count(text: str) -> int:
    """Return how many processes *text* asks for. Raises `BadInput`."""
    if text == "auto":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= MOST_PROCESSES:
        raise BadInput(f"--processes {text}: give a number from 1 to {MOST_PROCESSES}, or auto")
    return int(text)


def checked_spider(name: str | None, spiders: SiteSpiders) -> str:
    """Return the spider *name*, by default the general one. Raises `BadInput` where it is none of *spiders*."""
    if name is not None and name not in spiders:
        raise BadInput(unknown(name, spiders, "spider"))
    return name or GENERAL


def named(urls: Sequence[str], spider: str, narrowed: Mapping[str, str], limited: bool) -> list[Crawl]:
    """Return crawls of those of *urls* that can be asked. Raises `BadInput` where none can."""
    if not urls:
        raise BadInput("there is nothing to crawl: give a site's address, or a list of sites with --sites FILE")
    return [Crawl(spider, {"url": url, **narrowed}, narrowed=limited) for url in usable(urls)]


def listed_articles(file: Path) -> list[Crawl]:
    """Return crawls of the articles that *file* lists, an address a line: one for each site. Raises `BadInput`."""
    try:
        lines = list_text(file.read_bytes(), str(file)).splitlines()
    except OSError as error:
        raise BadInput(f"cannot read {file}: {error.strerror}") from None
    found = dict.fromkeys(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))
    if not found:
        raise BadInput(f"{file} names no article: give an address a line")
    by_site: dict[str, list[str]] = {}
    for url in usable(list(found)):
        by_site.setdefault(site_of(url), []).append(url)
    return [
        Crawl(LISTED_ARTICLES, {"url": urls[0], "urls": "\n".join(urls)}, narrowed=True) for urls in by_site.values()
    ]


def keeper_of(url: str, stack: ExitStack) -> Keeper | None:
    """Return what takes sites in the store at *url*, closed with *stack*; None without a store. `StoreError`."""
    return Keeper(stack.enter_context(Store.open(url))) if url else None


def due_crawls(crawls: Collection[Crawl], keeper: Keeper | None) -> list[Crawl]:
    """Return those of *crawls*, all of listed sites, that are due, and say when the next is if none is."""
    if keeper is None:
        raise BadInput("--due needs a store to remember what is due: set --store or NEWSCRAWL_STORE")
    states = Schedule(keeper.store.database).states()
    by_entry = {crawl.entry.site: crawl for crawl in crawls if crawl.entry}
    entries = [crawl.entry for crawl in crawls if crawl.entry]
    started = now()
    found = [by_entry[entry.site] for entry in due_of(entries, states, started)]
    if not found and (moment := first_due(entries, states)) and moment > started:
        err.print(f"no site is due before {moment:%Y-%m-%d %H:%M} UTC")
    return found


def conclude(ended: Sequence[Ended], left_out: int = 0, lacking: str | None = None) -> None:
    """Print how crawls ended, loudly where one gave far too few articles; leave with the exit code that says so.

    *left_out* is how many sites were left to others, *lacking* what several crawls could not do together.
    """
    well = report(ended)
    if lacking:
        announcer.warning("newscrawl: %s", lacking)
    alarms = [one.alarm for one in ended if one.alarm]
    for alarm in alarms:
        announcer.error("ALARM: %s", alarm)
    if alarms:
        raise typer.Exit(FAR_TOO_FEW)
    if left_out or lacking or not well:
        raise typer.Exit(NOT_WELL)


def overrides(
    store: str | None,
    max_pages: int | None = None,
    contact: str | None = None,
    verbose: bool = False,
) -> dict[str, Any]:
    """Return the settings that the options change."""
    given = {"NEWSCRAWL_STORE": store, "CLOSESPIDER_PAGECOUNT": max_pages, "NEWSCRAWL_CONTACT": contact}
    settings: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if verbose:
        settings["LOG_LEVEL"] = "INFO"
    return settings
