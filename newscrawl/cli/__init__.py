"""The newscrawl command."""

import sys

import typer

from newscrawl.cli import export, graph, sites
from newscrawl.cli.browse import browse
from newscrawl.cli.crawl import crawl
from newscrawl.cli.demo import demo
from newscrawl.cli.history import history
from newscrawl.cli.report import report
from newscrawl.cli.schema import schema
from newscrawl.cli.search import search
from newscrawl.cli.status import status
from newscrawl.cli.watch import watch
from newscrawl.cli.worker import worker
from newscrawl.errors import ArgumentError, BadInput, DiscoveryError
from newscrawl.runner.consoles import err
from newscrawl.sites import SitesError
from newscrawl.storage import StoreError

BAD_INPUT = 2

app = typer.Typer(
    name="newscrawl",
    help="Crawl news sites into clean records, a database and a graph of links. Begin with: newscrawl demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (demo, crawl, watch, worker, status, browse, report, search, history, schema):
    app.command()(command)
app.add_typer(export.app, name="export")
app.add_typer(graph.app, name="graph")
app.add_typer(sites.app, name="sites")


def main() -> None:
    """Run the command; input that cannot be used is one line on standard error and exit code 2."""
    try:
        app()
    except (BadInput, StoreError, DiscoveryError, ArgumentError, SitesError) as error:
        err.print(f"newscrawl: {error}", soft_wrap=True, markup=False)
        sys.exit(BAD_INPUT)
