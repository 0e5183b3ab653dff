"""`newscrawl replay ARCHIVE…`: read archived pages again."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

import attrs
import typer
from scrapy.settings import Settings

from newscrawl.archive.sources.names import is_remote
from newscrawl.cli.crawl import process_count
from newscrawl.cli.crawl_options import CrawlStoreOption, FeedOption, VerboseOption
from newscrawl.cli.options import ContactOption, JsonOption, SetOption, SettingsOption, TsvOption
from newscrawl.errors import BadInput
from newscrawl.extras import install_hint
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.runner.places import address_of
from newscrawl.runner.replays.asked import Asked, asked, is_by_file, unread
from newscrawl.runner.replays.display import shown
from newscrawl.runner.replays.files import Reading, replay_files
from newscrawl.runner.replays.one_process import replay as replay_here
from newscrawl.runner.replays.outcome import Replayed
from newscrawl.runner.running.feeds import FEED_FORMATS, feed_place
from newscrawl.runner.running.run_settings import project_settings, stated_settings
from newscrawl.settings import NEWSCRAWL_ARCHIVE
from newscrawl.sites.timetable.leases import LEASE
from newscrawl.spiders.archived_files import selection_of
from newscrawl.storage import Store
from newscrawl.storage.database.address import is_postgresql
from newscrawl.web.counted import counted
from newscrawl.web.user_agent import user_agent


def replay(
    archives: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARCHIVE...",
            help="Folders of --archive; .warc .warc.gz .warc.zst .wacz files of any making, folders and .txt "
            "lists of them; addresses of such files and lists; months of CC-NEWS, as cc-news:2026-01..2026-02.",
            show_default="setting NEWSCRAWL_ARCHIVE",
        ),
    ] = None,
    store: CrawlStoreOption = None,
    feed: FeedOption = None,
    site: Annotated[
        list[str] | None, typer.Option("--site", metavar="HOST", help="Only pages of this site; may be repeated.")
    ] = None,
    since: Annotated[str, typer.Option(metavar="DATE", help="Only pages fetched since: ISO 8601, UTC.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Only pages fetched before: ISO 8601, UTC.")] = "",
    language: Annotated[str, typer.Option(metavar="CODE,…", help="Only articles in these languages.")] = "",
    processes: Annotated[
        str, typer.Option(metavar="N|auto", help="Read so many files at a time; auto: one for each core.")
    ] = "1",
    queued: Annotated[
        bool,
        typer.Option(
            "--queue", help="Read nothing here: queue the files of servers for newscrawl worker, on any machine."
        ),
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read also what an earlier run of this version has read of files.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store nothing: say what would change.")] = False,
    json: JsonOption = False,
    tsv: TsvOption = False,
    contact: ContactOption = None,
    verbose: VerboseOption = False,
    settings_module: SettingsOption = None,
    pairs: SetOption = None,
) -> None:
    """Read archived pages again with today's reader, without a network but for archives of servers.

    An article that was stored from the same fetch is replaced in place: a better reader is no correction by the
    newsroom. Files of servers are read as they come and not kept; a run that was cut short goes on where it was.
    The exit code is 0 if all went well, 1 if something was damaged or missing or could not be stored, 2 for input
    that cannot be used.
    """
    names = archives or ([NEWSCRAWL_ARCHIVE] if NEWSCRAWL_ARCHIVE else [])
    if not names:
        raise BadInput("there is no archive to read: give files or folders, or set NEWSCRAWL_ARCHIVE")
    count = process_count(processes)
    overrides = _overrides(store, contact, verbose, stated_settings(settings_module, pairs or ()))
    settings = project_settings(overrides)
    arguments = {"site": ",".join(site or ()), "since": since, "until": until, "language": language}
    what = asked(names, arguments, user_agent(settings["NEWSCRAWL_CONTACT"] or ""), settings["NEWSCRAWL_COMMON_CRAWL"])
    place = feed_place(feed)
    if place is not None:
        overrides["FEEDS"] = {address_of(place): {"format": FEED_FORMATS[place.suffix], "overwrite": True}}
        if count > 1:
            raise BadInput(f"{place}: one process writes a feed; leave --processes out, or export from the store")
    elif not dry_run:
        overrides["FEEDS"] = {}
    for name in what.missing:
        err.print(f"newscrawl: {name} is not there", soft_wrap=True)
    if queued:
        _queue(what, settings, again=again, is_other=dry_run or feed is not None)
        return
    if is_by_file(names, count) and feed is None:
        resumed = {} if again or dry_run else {"resume": "1"}
        left = unread(what.files, what.arguments, settings["NEWSCRAWL_STORE"]) if resumed else what.files
        with shown(left) as show:
            found = replay_files(left, Reading({**what.arguments, **resumed}, overrides, dry_run), count, show)
        found = attrs.evolve(found, read_before=len(what.files) - len(left))
    else:
        found = replay_here(what.files, what.arguments, overrides, dry_run=dry_run) if what.files else Replayed()
    found = attrs.evolve(found, missing=what.missing)
    _show(found, dry_run=dry_run, json=json, tsv=tsv)
    if not found.is_whole:
        raise typer.Exit(1)


def _queue(what: Asked, settings: Settings, *, again: bool, is_other: bool) -> None:
    """Queue the files that are asked for and not read yet, and say how far all of them are; exit code 1 where some are
    missing."""
    if again or is_other:
        raise BadInput("--queue goes with none of --again, --dry-run and --feed: files are read once, into the store")
    if here := [name for name in what.files if not is_remote(name)]:
        raise BadInput(f"{here[0]} is of this machine: only files of servers can be queued for all")
    url = str(settings["NEWSCRAWL_STORE"])
    if not is_postgresql(url):
        raise BadInput("a queue is part of a PostgreSQL store: set --store postgresql+psycopg://USER@HOST/NAME")
    try:
        from newscrawl.runner.replays.queue import ReplayQueue
    except ImportError as error:
        raise BadInput(f"the queue needs {error.name}: {install_hint('cluster')}") from None
    left = unread(what.files, what.arguments, url)
    with Store.open(url) as opened:
        queue = ReplayQueue(opened.database, {}, LEASE)
        queue.prepare()
        added = asyncio.run(queue.add(left, what.arguments))
        far = opened.replayed.all_of(selection_of(what.arguments))
    pages, articles = (sum(getattr(one, name) for one in far.values()) for name in ("pages", "articles"))
    out.print(
        f"{len(what.files) - len(left)} of {counted(len(what.files), 'file')} read, {added} queued now, "
        f"{len(left) - added} before; {counted(pages, 'page')}, {counted(articles, 'article')} so far"
    )
    if what.missing:
        raise typer.Exit(1)


def _overrides(store: str | None, contact: str | None, verbose: bool, stated: dict[str, Any]) -> dict[str, Any]:
    given = {"NEWSCRAWL_STORE": store, "NEWSCRAWL_CONTACT": contact, "LOG_LEVEL": "INFO" if verbose else None}
    return stated | {name: value for name, value in given.items() if value is not None}


def _show(found: Replayed, *, dry_run: bool, json: bool, tsv: bool) -> None:
    if json:
        print_json(attrs.asdict(found))
        return
    if dry_run:
        print_rows([attrs.asdict(f) | {"examples": " ".join(f.examples)} for f in found.fields], tsv=tsv)
    out.print(
        f"{counted(found.pages, 'page')} read, {counted(found.articles, 'article')}: {found.new} new, "
        f"{found.changed} changed, {found.reread} read otherwise than before, {found.unchanged} as they were"
    )
    for line in _troubles(found):
        err.print(f"newscrawl: {line}", soft_wrap=True)


def _troubles(found: Replayed) -> Sequence[str]:
    lines = {
        "files were read before by this version: --again reads them once more": found.read_before,
        "records are damaged: run again with --again --verbose to see which": found.damaged,
        "articles could not be read or stored: run again with --verbose": found.errors,
        "files could not be read to their end: run it again to go on with them": found.unfinished,
    }
    told = [f"{count} {words}" for words, count in lines.items() if count]
    if found.reason != "finished":
        told.append(f"cut short ({found.reason}): run it again; what is stored already is not stored twice")
    return told
