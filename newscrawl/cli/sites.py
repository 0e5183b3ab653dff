"""`newscrawl sites …`: the list of sites to keep up with."""

import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import attrs
import typer

from newscrawl.cli.addresses import checked
from newscrawl.cli.options import DEFAULT_SITES, SITES_VARIABLE, ContactOption, JsonOption, TsvOption
from newscrawl.errors import BadInput, SitesError
from newscrawl.publishers.choice import GENERAL
from newscrawl.runner.output.consoles import err, out
from newscrawl.runner.output.tables import print_rows
from newscrawl.runner.running.site_spiders import SiteSpiders
from newscrawl.sites.listing.entry import LEAST_EVERY, SiteEntry
from newscrawl.sites.listing.importing import Imported, sites_in
from newscrawl.sites.listing.reading import check_sites, read_sites, text_of
from newscrawl.sites.listing.writing import add_entry, entry_text, remove_entry
from newscrawl.sites.looking.fetching import fetch
from newscrawl.sites.looking.probe import probe
from newscrawl.web.counted import counted
from newscrawl.web.durations import duration_text, parse_duration
from newscrawl.web.sites import site_of
from newscrawl.web.user_agent import user_agent

# robots.txt is read for this name, as in a crawl.
AGENT = "newscrawl"
STANDARD_INPUT = "-"

app = typer.Typer(no_args_is_help=True, help="Keep a list of sites: list it, check it, add to it, take off it.")

FILES = (".opml", ".xml", ".csv", ".txt")
"""Endings of lists that a user may have: what ends so, and is no address, is meant as a file."""

SitesOption = Annotated[
    Path, typer.Option("--sites", metavar="FILE", envvar=SITES_VARIABLE, help="The list of sites, in TOML.")
]


FileArgument = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="The list of sites.", show_default="that of --sites")
]


@app.command()
def check(file: FileArgument = None, sites: SitesOption = DEFAULT_SITES) -> None:
    """Say what is wrong with the list, line by line. The exit code is 0 if nothing is, else 2."""
    sites = file or sites
    entries, problems = check_sites(text_of(sites), SiteSpiders())
    for problem in problems:
        err.print(f"{sites}:{problem.line}: {problem.message}", soft_wrap=True, markup=False)
    if problems:
        raise typer.Exit(2)
    out.print(f"{sites}: {counted(len(entries), 'site')}, all sound", soft_wrap=True)


@app.command("list")
def list_(
    file: FileArgument = None, sites: SitesOption = DEFAULT_SITES, json: JsonOption = False, tsv: TsvOption = False
) -> None:
    """List the sites: where each starts, its tags, and how often it is crawled."""
    print_rows([_row(entry) for entry in read_sites(file or sites, SiteSpiders())], json=json, tsv=tsv)


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
    every: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="How often to crawl it: 30m, 6h or 1d.",
            show_default="as often as it publishes",
        ),
    ] = None,
    contact: ContactOption = None,
) -> None:
    """Look at a site and write its entry, with what was found as comments.

    Asks for robots.txt, the front page, sitemaps and feeds; nothing is written where the site cannot be crawled.
    Sites of a file, such as the subscriptions of a feed reader, are written without a look, with their folders as tags.
    """
    interval = _interval(every)
    if source == STANDARD_INPUT or ("://" not in source and Path(source).is_file()):
        data = sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source).read_bytes()
        _add_all(sites_in(data, source), source, sites, tuple(tags or ()), interval)
        return
    if "://" not in source and Path(source).suffix in FILES:
        raise BadInput(f"there is no file {source}: check the path")
    now = datetime.now(UTC)
    url = checked(source)
    findings = probe(url, partial(fetch, agent=user_agent(contact or ""), named=url), AGENT, now)
    entry = attrs.evolve(findings.entry(GENERAL, tags or ()), every=interval)
    notes = findings.notes(now.date().isoformat())
    add_entry(sites, entry, notes, SiteSpiders())
    out.print(entry_text(entry, notes), end="", soft_wrap=True, markup=False)
    err.print(f"written to {sites}; crawl it with: newscrawl crawl --sites {sites}", soft_wrap=True)


@app.command()
def remove(
    site: Annotated[str, typer.Argument(metavar="SITE|URL", help="The site's domain, or any address on it.")],
    sites: SitesOption = DEFAULT_SITES,
) -> None:
    """Take a site off the list: it is crawled no more, and leaves status and metrics with the next round.

    Its articles stay in the store; newscrawl forget --site erases them.
    """
    name = site_of(site if "://" in site else f"https://{site}/")
    entry = remove_entry(sites, name, SiteSpiders())
    err.print(f"{entry.url} is off {sites}; its articles stay in the store", soft_wrap=True, markup=False)


def _row(entry: SiteEntry) -> dict[str, object]:
    return {
        "site": entry.site,
        "url": entry.url,
        "tags": " ".join(sorted(entry.tags)),
        "every": duration_text(entry.every) if entry.every else "as it publishes",
        "spider": entry.spider or GENERAL,
    }


def _interval(text: str | None) -> timedelta | None:
    try:
        return parse_duration(text, LEAST_EVERY) if text is not None else None
    except ValueError as error:
        raise BadInput(f"--every: {error}") from None


def _add_all(imported: Imported, source: str, sites: Path, tags: tuple[str, ...], every: timedelta | None) -> None:
    """Write the sites *found* to the list; those that are there already are told and left as they are."""
    added, found = 0, imported.sites
    for listed in found:
        try:
            add_entry(sites, attrs.evolve(listed.entry(tags), every=every), (), SiteSpiders())
            added += 1
        except SitesError as error:
            err.print(f"newscrawl: {error}", soft_wrap=True, markup=False)
    if imported.unread:
        lines = counted(len(imported.unread), "line names", "lines name")
        err.print(f"newscrawl: {lines} no site, the first is line {imported.unread[0]} of {source}")
    err.print(
        f"{added} of {counted(len(found), 'site')} written to {sites}: newscrawl crawl --sites {sites}", soft_wrap=True
    )
    if not added:
        raise typer.Exit(1)
