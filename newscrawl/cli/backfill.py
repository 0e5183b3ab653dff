"""`newscrawl backfill SITE --from MONTH`: a site's past, month by month."""

from contextlib import ExitStack
from datetime import datetime
from typing import Annotated

import typer

from newscrawl.cli import crawl_options as options
from newscrawl.cli.addresses import usable
from newscrawl.cli.crawl import keeper_of, overrides
from newscrawl.cli.options import ContactOption, JsonOption, SetOption, SettingsOption, TsvOption, opened
from newscrawl.errors import BadInput
from newscrawl.runner.output.closing_table import report, tell_troubles
from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.tables import print_rows
from newscrawl.runner.replays.apart import replayed_apart
from newscrawl.runner.running.crawling import run
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.feeds import feed_place, feeds_folder, in_feeds
from newscrawl.runner.running.run_settings import project_settings, stated_settings
from newscrawl.storage import Store, site_of
from newscrawl.storage.named import known_site
from newscrawl.storage.state.backfills import last_backfill
from newscrawl.storage.state.backlog import MonthCount, gaps_in, refused_in, waiting_in
from newscrawl.web.calendar_months import Period
from newscrawl.web.counted import counted
from newscrawl.web.moments import now

SPIDER = "backfill"
UNDATED = "unknown"
MOST_NAMED = 12


def backfill(
    url: Annotated[str, typer.Argument(metavar="SITE", help="The site's address, or another page of it to start at.")],
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="MONTH",
            help="The first month: 2019-01, or a year.",
            show_default="with --calendar, the last backfill's",
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--to", metavar="MONTH", help="The last month: 2019-12, or a year.", show_default="this month"),
    ] = None,
    store: options.CrawlStoreOption = None,
    feed: options.FeedOption = None,
    feeds: options.FeedsOption = "output",
    max_pages: options.MaxPagesOption = None,
    archive: options.ArchiveOption = None,
    contact: ContactOption = None,
    archives: Annotated[
        list[str] | None,
        typer.Option(
            "--archives",
            metavar="NAME",
            help="Afterwards read the site's pages in these archives, named as for newscrawl replay; may be repeated.",
        ),
    ] = None,
    cc_news: Annotated[
        bool,
        typer.Option("--cc-news", help="Afterwards read the site's pages in CC-NEWS of these months."),
    ] = False,
    calendar: Annotated[
        bool, typer.Option("--calendar", help="Show what is known of the months, and ask for nothing.")
    ] = False,
    json: JsonOption = False,
    tsv: TsvOption = False,
    verbose: options.VerboseOption = False,
    settings_module: SettingsOption = None,
    pairs: SetOption = None,
) -> None:
    """Go back through what a site has published, and show a calendar of its months.

    Sitemaps, dated archives and the pages of listings are walked as far as they lead to these months. What was cut
    short is gone on with when the same command is run again: nothing is asked for twice. A month of which nothing is
    known is a gap. The exit code is 0 if all went well, 1 if articles were refused or wait still, or the site could not
    be read, 2 for input that cannot be used.
    """
    changed = stated_settings(settings_module, pairs or ()) | overrides(store, max_pages, contact, verbose)
    if archive is not None:
        changed["NEWSCRAWL_ARCHIVE"] = str(archive)
    settings = project_settings(changed)
    if not (address := settings["NEWSCRAWL_STORE"]):
        raise BadInput("a backfill needs a store to remember what it has found: set --store or NEWSCRAWL_STORE")
    if calendar:
        with opened(address) as known:
            site = known_site(known.database, url)
            period = asked_for(first, last, known, site, now())
            show(known.backlog.calendar(site, period), json=json, tsv=tsv)
        return
    if first is None:
        raise BadInput("--from is missing: give the first month, as --from 2019-01")
    period = Period.parse(first, last, now())
    start = usable([url])[0]
    place = feed_place(feed)
    folder = feeds_folder(feeds) if place is None else None
    months = {"first": str(period.first), "last": str(period.last)}
    crawls = [Crawl(SPIDER, {"url": start, **months}, narrowed=True)]
    with ExitStack() as stack:
        keeper = keeper_of(address, stack)
        assert keeper is not None
        ended = run(in_feeds(crawls, place, folder, settings, now()).crawls, settings, keeper)
        names = [*(archives or ()), *([f"cc-news:{period.first}..{period.last}"] if cc_news else [])]
        read = replayed_apart(names, site_of(start), address) if names and ended else True
        found = keeper.store.backlog.calendar(site_of(start), period)
    well = tell_troubles(ended) if json or tsv else report(ended)
    show(found, json=json, tsv=tsv)
    if not read:
        err.print("newscrawl: the archives were not read to their end: see the lines before", soft_wrap=True)
    if not (well and ended and read) or refused_in(found) or waiting_in(found):
        raise typer.Exit(1)


def asked_for(first: str | None, last: str | None, store: Store, site: str, at: datetime) -> Period:
    """Return the months that the options state, failing that those of the last backfill. Raises `BadInput`."""
    if first is not None:
        return Period.parse(first, last, at)
    before = last_backfill(store, site)
    if before is None:
        raise BadInput(f"nothing of {site} was ever asked back for: give its months, as --from 2019-01")
    return before.period


def show(calendar: list[MonthCount], *, json: bool, tsv: bool) -> None:
    """Print a calendar, and say what is missing in it."""
    rows = [
        {
            "month": month.month or UNDATED,
            "found": month.found,
            "stored": month.stored,
            "gone": month.gone,
            "refused": month.refused,
            "waiting": month.waiting,
            "gap": month.is_gap if json else "gap" if month.is_gap else "",
        }
        for month in calendar
    ]
    print_rows(rows, json=json, tsv=tsv, kept=["month"])
    gaps = gaps_in(calendar)
    if gaps:
        named = ", ".join(gaps[:MOST_NAMED]) + (" …" if len(gaps) > MOST_NAMED else "")
        err.print(f"{counted(len(gaps), 'month')} without any source: {named}", soft_wrap=True, markup=False)
    if refused := refused_in(calendar):
        words = "refused, or did not come: asked for again on a widening plan; see newscrawl losses"
        err.print(f"{counted(refused, 'article')} {words}", soft_wrap=True, markup=False)
    if waiting := waiting_in(calendar):
        err.print(
            f"still to be read: {counted(waiting, 'article')}; run the same command again", soft_wrap=True, markup=False
        )
