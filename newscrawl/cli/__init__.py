"""The newscrawl command."""

import sys
from typing import Annotated

import typer

import newscrawl
from newscrawl.cli import archive, export, graph, sites
from newscrawl.cli.browse import browse
from newscrawl.cli.crawl import crawl
from newscrawl.cli.demo import demo
from newscrawl.cli.extract import extract
from newscrawl.cli.history import history
from newscrawl.cli.replay import replay
from newscrawl.cli.report import report
from newscrawl.cli.schema import schema
from newscrawl.cli.search import SearchCommand, search
from newscrawl.cli.status import status
from newscrawl.cli.watch import watch
from newscrawl.cli.worker import worker
from newscrawl.errors import NewscrawlError, NotKnown
from newscrawl.runner.consoles import err, out

NOT_FOUND, BAD_INPUT = 1, 2

app = typer.Typer(
    name="newscrawl",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Its help breaks sentences where the source does, and takes [browse] for markup.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in (demo, extract, crawl, watch, worker, status, browse, replay, report, history, schema):
    app.command()(command)
app.command(cls=SearchCommand)(search)
app.add_typer(archive.app, name="archive")
app.add_typer(export.app, name="export")
app.add_typer(graph.app, name="graph")
app.add_typer(sites.app, name="sites")


def _version(asked: bool) -> None:
    if asked:
        out.print(f"newscrawl {newscrawl.__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version, and end.")
    ] = False,
) -> None:
    """Crawl news sites into clean records, a database and a graph of links.

    Begin with: newscrawl demo. One page: newscrawl extract URL. All documentation: newscrawl docs.
    """


def main() -> None:
    """Run the command; input that cannot be used is one line on standard error and exit code 2."""
    try:
        app()
    except NewscrawlError as error:
        err.print(f"newscrawl: {error}", soft_wrap=True, markup=False)
        sys.exit(NOT_FOUND if isinstance(error, NotKnown) else BAD_INPUT)
