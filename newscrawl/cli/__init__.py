"""The newscrawl command."""

import sys
from typing import Annotated

import typer

import newscrawl
from newscrawl.cli.exit_codes import BAD_INPUT, NOT_FOUND
from newscrawl.cli.home import HomeOption, settle
from newscrawl.cli.lazy import Lazy, lazy_group
from newscrawl.cli.words import WordsCommand
from newscrawl.errors import NewscrawlError, NotKnown
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.running.stopping import end_by_exception

COMMANDS = (
    Lazy("demo", "Crawl the bundled demo site: the first thing to try."),
    Lazy("extract", "Show the record of one page, at once."),
    Lazy("crawl", "Crawl sites into the store and a feed."),
    Lazy("backfill", "Go back through a site's months, with a calendar."),
    Lazy("watch", "Keep the sites of a list fresh, on this machine."),
    Lazy("worker", "Keep the sites of a list fresh, on many machines."),
    Lazy("status", "Say how each site stands."),
    Lazy("coverage", "Say how complete what is stored may be."),
    Lazy("sources", "Say how feeds, sitemaps and listings stand."),
    Lazy("quality", "Say how many articles have date, authors, body, section, picture."),
    Lazy("explain", "Tell what became of an address, and why."),
    Lazy("losses", "Count the addresses that became no article, by reason."),
    Lazy("browse", "Explore the store in a browser."),
    Lazy("report", "Write the store at a glance, as one page."),
    Lazy("history", "Show how an article has changed."),
    Lazy("forget", "Erase articles for good."),
    Lazy("prune", "Delete what is old: fates, pages, revisions, feeds, archives."),
    Lazy("vacuum", "Give back the space of what was deleted."),
    Lazy("replay", "Read archived pages again with today's reader."),
    Lazy("schema", "Print the JSON Schema of a record."),
    Lazy("docs", "Print the documentation."),
    Lazy("search", "Find stored articles by their words.", WordsCommand),
    Lazy("feed", "Write a question as a feed to subscribe to.", WordsCommand),
    Lazy("follow", "Tell what is new, changed or withdrawn.", WordsCommand),
    Lazy("archive", "Archives of pages as served (WARC)."),
    Lazy("export", "Write the store to files for other programs."),
    Lazy("graph", "Ask the graph of links."),
    Lazy("new", "Begin a publisher of your own."),
    Lazy("searches", "Keep searches under names."),
    Lazy("sites", "Keep a list of sites."),
)

app = typer.Typer(
    name="newscrawl",
    cls=lazy_group(*COMMANDS),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Its help breaks sentences where the source does, and takes [browse] for markup.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


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
