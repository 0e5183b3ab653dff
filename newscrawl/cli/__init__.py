"""The newscrawl command."""

import sys
from typing import Annotated

import typer

import newscrawl
from newscrawl.cli import archive, export, graph, new, searches, sites
from newscrawl.cli.backfill import backfill
from newscrawl.cli.browse import browse
from newscrawl.cli.coverage import coverage
from newscrawl.cli.crawl import crawl
from newscrawl.cli.demo import demo
from newscrawl.cli.docs import docs
from newscrawl.cli.explain import explain
from newscrawl.cli.extract import extract
from newscrawl.cli.feed import feed
from newscrawl.cli.follow import follow
from newscrawl.cli.forget import forget
from newscrawl.cli.history import history
from newscrawl.cli.home import HomeOption, settle
from newscrawl.cli.losses import losses
from newscrawl.cli.prune import prune
from newscrawl.cli.quality import quality
from newscrawl.cli.replay import replay
from newscrawl.cli.report import report
from newscrawl.cli.schema import schema
from newscrawl.cli.search import SearchCommand, search
from newscrawl.cli.sources import sources
from newscrawl.cli.status import status
from newscrawl.cli.vacuum import vacuum
from newscrawl.cli.watch import watch
from newscrawl.cli.worker import worker
from newscrawl.errors import NewscrawlError, NotKnown
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.running.stopping import end_by_exception

NOT_FOUND, BAD_INPUT = 1, 2

app = typer.Typer(
    name="newscrawl",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Its help breaks sentences where the source does, and takes [browse] for markup.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command, short in (
    (demo, "Crawl the bundled demo site: the first thing to try."),
    (extract, "Show the record of one page, at once."),
    (crawl, "Crawl sites into the store and a feed."),
    (backfill, "Go back through a site's months, with a calendar."),
    (watch, "Keep the sites of a list fresh, on this machine."),
    (worker, "Keep the sites of a list fresh, on many machines."),
    (status, "Say how each site stands."),
    (coverage, "Say how complete what is stored may be."),
    (sources, "Say how feeds, sitemaps and listings stand."),
    (quality, "Say how many articles have date, authors, body, section, picture."),
    (explain, "Tell what became of an address, and why."),
    (losses, "Count the addresses that became no article, by reason."),
    (browse, "Explore the store in a browser."),
    (report, "Write the store at a glance, as one page."),
    (history, "Show how an article has changed."),
    (forget, "Erase articles for good."),
    (prune, "Delete what is old: fates, pages, revisions, feeds, archives."),
    (vacuum, "Give back the space of what was deleted."),
    (replay, "Read archived pages again with today's reader."),
    (schema, "Print the JSON Schema of a record."),
    (docs, "Print the documentation."),
):
    app.command(short_help=short)(command)
app.command(cls=SearchCommand, short_help="Find stored articles by their words.")(search)
app.command(cls=SearchCommand, short_help="Write a question as a feed to subscribe to.")(feed)
app.command(cls=SearchCommand, short_help="Tell what is new, changed or withdrawn.")(follow)
app.add_typer(archive.app, name="archive", short_help="Archives of pages as served (WARC).")
app.add_typer(export.app, name="export", short_help="Write the store to files for other programs.")
app.add_typer(graph.app, name="graph", short_help="Ask the graph of links.")
app.add_typer(new.app, name="new", short_help="Begin a publisher of your own.")
app.add_typer(searches.app, name="searches", short_help="Keep searches under names.")
app.add_typer(sites.app, name="sites", short_help="Keep a list of sites.")


def _version(asked: bool) -> None:
    if asked:
        out.print(f"newscrawl {newscrawl.__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version, and end.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Crawl news sites into clean records, a database and a graph of links.

    Begin with: newscrawl demo. One page: newscrawl extract URL. All documentation: newscrawl docs.
    """
    # Before the options of the command are read, whose defaults it sets.
    settle(home)


def main() -> None:
    """Run the command; input that cannot be used is one line on standard error and exit code 2."""
    end_by_exception()
    try:
        app()
    except NewscrawlError as error:
        err.print(f"newscrawl: {error}", soft_wrap=True, markup=False)
        sys.exit(NOT_FOUND if isinstance(error, NotKnown) else BAD_INPUT)
