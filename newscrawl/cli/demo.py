"""`newscrawl demo`: the main job on a bundled replica of L'Essor, without network."""

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from newscrawl.cli.crawl import keeper_of, overrides
from newscrawl.demo import RENDITIONS, DemoServer, DemoSite
from newscrawl.errors import BadInput
from newscrawl.runner.output.closing_table import report
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.running.crawling import run
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.feeds import in_one_file, writable
from newscrawl.runner.running.run_settings import project_settings
from newscrawl.web.suggestions import unknown

# Our own server on loopback needs no courtesy, and nobody to write to.
UNHURRIED = {
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "NEWSCRAWL_CONTACT": "https://newscrawl.invalid/demo",
}


def demo(
    folder: Annotated[
        Path, typer.Option("--output", metavar="FOLDER", envvar="NEWSCRAWL_HOME", help="Where results go.")
    ] = Path("output"),
    rendition: Annotated[str, typer.Option(help=f"Markup of the site: {', '.join(RENDITIONS)}.")] = "semantic",
) -> None:
    """Crawl the bundled demo site: a replica of a daily paper, served on this machine.

    Results of an earlier demo in the same folder are replaced.
    """
    if rendition not in RENDITIONS:
        raise BadInput(unknown(rendition, RENDITIONS, "rendition"))
    database, feed = folder / "demo.db", folder / "demo.jsonl"
    settings = overrides(f"sqlite:///{database}")
    writable(folder)
    for leftover in folder.glob("demo.db*"):
        leftover.unlink()
    with DemoServer(DemoSite(rendition)) as server, ExitStack() as stack:
        err.print(f"Crawling the demo site at {server.url} …")
        crawl = Crawl("lessor", {"url": server.url + "/"})
        feeds = in_one_file([crawl], feed, stored=True)
        ended = run(
            feeds.crawls, project_settings({**settings, **UNHURRIED}), keeper_of(settings["NEWSCRAWL_STORE"], stack)
        )
    if not report(ended):
        raise typer.Exit(1)
    out.print(f"Articles, one JSON object a line:  {feed}", soft_wrap=True)
    out.print(f"Articles, people and links:        {database}", soft_wrap=True)
    program = "newscrawl" if shutil.which("newscrawl") else sys.argv[0]
    out.print("\nNext:", style="bold")
    for words, meaning in (
        (f"browse --store sqlite:///{database}", "see all of it in a browser"),
        (f"search ambulance --store sqlite:///{database}", "find words"),
        (f"export articles {folder / 'articles.csv'} --store sqlite:///{database}", "a table for Excel or pandas"),
        ("extract https://www.example.org/an/article", "one page of the web as a record"),
        ("crawl https://www.example.org/", "all of a site"),
    ):
        out.print(f"  {program} {words}", soft_wrap=True, end="")
        out.print(f"   # {meaning}", soft_wrap=True, style="dim")
