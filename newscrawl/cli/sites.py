"""`newscrawl sites …`: the list of sites to keep up with."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from newscrawl.cli.addresses import checked
from newscrawl.cli.crawl import DEFAULT_SITES
from newscrawl.cli.options import ContactOption
from newscrawl.errors import SitesError
from newscrawl.publishers.choice import GENERAL, SPIDERS
from newscrawl.runner.output.consoles import err, out
from newscrawl.sites.listing.importing import Listed, sites_in
from newscrawl.sites.listing.reading import check_sites, text_of
from newscrawl.sites.listing.writing import add_entry, entry_text
from newscrawl.sites.looking.fetching import fetch
from newscrawl.sites.looking.probe import probe
from newscrawl.web.user_agent import user_agent

# robots.txt is read for this name, as in a crawl.
AGENT = "newscrawl"
STANDARD_INPUT = "-"

app = typer.Typer(no_args_is_help=True, help="Keep a list of sites: check it, add to it.")

SitesOption = Annotated[Path, typer.Option("--sites", metavar="FILE", help="The list of sites, in TOML.")]


@app.command()
def check(sites: SitesOption = DEFAULT_SITES) -> None:
    """Say what is wrong with the list, line by line. The exit code is 0 if nothing is, else 2."""
    entries, problems = check_sites(text_of(sites), SPIDERS)
    for problem in problems:
        err.print(f"{sites}:{problem.line}: {problem.message}", soft_wrap=True, markup=False)
    if problems:
        raise typer.Exit(2)
    out.print(f"{sites}: {len(entries)} {'site' if len(entries) == 1 else 'sites'}, all sound", soft_wrap=True)


@app.command()
def add(
    source: Annotated[
        str,
        typer.Argument(metavar="URL|FILE|-", help="A site's front page; or many: OPML, CSV with a column url, lines."),
    ],
    sites: SitesOption = DEFAULT_SITES,
    tags: Annotated[
        list[str] | None,
        typer.Option("--tag", metavar="TAG", help="Give the entry this tag; may be repeated."),
    ] = None,
    contact: ContactOption = None,
) -> None:
    """Look at a site and write its entry, with what was found as comments.

    Asks for robots.txt, the front page, sitemaps and feeds; nothing is written where the site cannot be crawled.
    Sites of a file, such as the subscriptions of a feed reader, are written without a look, with their folders as tags.
    """
    if source == STANDARD_INPUT or ("://" not in source and Path(source).is_file()):
        data = sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source).read_bytes()
        _add_all(sites_in(data, source), sites, tuple(tags or ()))
        return
    now = datetime.now(UTC)
    url = checked(source)
    findings = probe(url, partial(fetch, agent=user_agent(contact or ""), named=url), AGENT, now)
    entry = findings.entry(GENERAL, tags or ())
    notes = findings.notes(now.date().isoformat())
    add_entry(sites, entry, notes, SPIDERS)
    out.print(entry_text(entry, notes), end="", soft_wrap=True, markup=False)
    err.print(f"written to {sites}; crawl it with: newscrawl crawl --sites {sites}", soft_wrap=True)


def _add_all(found: Sequence[Listed], sites: Path, tags: tuple[str, ...]) -> None:
    """Write the sites *found* to the list; those that are there already are told and left as they are."""
    added = 0
    for listed in found:
        try:
            add_entry(sites, listed.entry(tags), (), SPIDERS)
            added += 1
        except SitesError as error:
            err.print(f"newscrawl: {error}", soft_wrap=True, markup=False)
    err.print(f"{added} of {len(found)} sites written to {sites}: newscrawl crawl --sites {sites}", soft_wrap=True)
    if not added:
        raise typer.Exit(1)
