"""`newscrawl replay ARCHIVE…`: read archived pages again."""

from typing import Annotated

import attrs
import typer

from newscrawl.cli.crawl_options import CrawlStoreOption, FeedOption, VerboseOption
from newscrawl.cli.options import JsonOption, TsvOption
from newscrawl.errors import BadInput
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.output.tables import print_json, print_rows
from newscrawl.runner.places import address_of
from newscrawl.runner.running.feeds import FEED_FORMATS, feed_place
from newscrawl.runner.running.replaying import Replayed
from newscrawl.runner.running.replaying import replay as run_replay
from newscrawl.settings import NEWSCRAWL_ARCHIVE


def replay(
    archives: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARCHIVE...",
            help="Folders of --archive, .warc .warc.gz .warc.zst .wacz files of any making, or .txt lists of them.",
            show_default="setting NEWSCRAWL_ARCHIVE",
        ),
    ] = None,
    store: CrawlStoreOption = None,
    feed: FeedOption = None,
    site: Annotated[str, typer.Option(metavar="HOST,…", help="Only pages of these sites.")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Only pages fetched since, of own archives.")] = "",
    language: Annotated[str, typer.Option(metavar="CODE,…", help="Only articles in these languages.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store nothing: say what would change.")] = False,
    json: JsonOption = False,
    tsv: TsvOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Read archived pages again with today's reader, without a network.

    An article that was stored from the same fetch is replaced in place: a better reader is no correction by the
    newsroom. The exit code is 0 if all went well, 1 if records were damaged or articles could not be stored, 2 for
    input that cannot be used.
    """
    names = archives or ([NEWSCRAWL_ARCHIVE] if NEWSCRAWL_ARCHIVE else [])
    if not names:
        raise BadInput("there is no archive to read: give files or folders, or set NEWSCRAWL_ARCHIVE")
    settings: dict[str, object] = {"NEWSCRAWL_STORE": store} if store is not None else {}
    place = feed_place(feed)
    if place is not None:
        settings["FEEDS"] = {address_of(place): {"format": FEED_FORMATS[place.suffix]}}
    elif not dry_run:
        settings["FEEDS"] = {}
    if verbose:
        settings["LOG_LEVEL"] = "INFO"
    found = run_replay(names, {"site": site, "since": since, "language": language}, settings, dry_run=dry_run)
    _show(found, dry_run=dry_run, json=json, tsv=tsv)
    if found.damaged or found.errors or found.reason != "finished":
        raise typer.Exit(1)


def _show(found: Replayed, *, dry_run: bool, json: bool, tsv: bool) -> None:
    if json:
        print_json(attrs.asdict(found))
        return
    if dry_run:
        print_rows([attrs.asdict(f) | {"examples": " ".join(f.examples)} for f in found.fields], tsv=tsv)
    out.print(
        f"{found.pages} pages read, {found.articles} articles: {found.new} new, {found.changed} changed, "
        f"{found.reread} read otherwise than before, {found.unchanged} as they were"
    )
    if found.damaged:
        err.print(f"newscrawl: {found.damaged} records are damaged: run again with --verbose to see which")
    if found.errors:
        err.print(f"newscrawl: {found.errors} articles could not be read or stored: run again with --verbose")
    if found.reason != "finished":
        err.print(f"newscrawl: cut short ({found.reason}): run it again; what is stored already is not stored twice")
