"""`newscrawl crawl URL…`: crawl sites now."""

import os
import socket
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from newscrawl.cli.consoles import out
from newscrawl.cli.errors import BadInput
from newscrawl.cli.options import ContactOption, SinceOption, UntilOption
from newscrawl.cli.running import Crawl, closing_table, project_settings, run
from newscrawl.spiders.choice import SPIDERS, spider_for

FEED_FORMATS = {".jsonl": "jsonlines", ".json": "json", ".csv": "csv", ".xml": "xml"}


def crawl(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Where to start: a site's address.")],
    store: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            envvar="NEWSCRAWL_STORE",
            help="Database for articles and links: sqlite:///FILE or postgresql+psycopg://HOST/NAME.",
            show_default="sqlite:///output/newscrawl.db",
        ),
    ] = None,
    feed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write articles here (.jsonl .json .csv .xml).",
            show_default="output/*.jsonl",
        ),
    ] = None,
    max_pages: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Stop each crawl after so many pages.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sections: Annotated[str | None, typer.Option(metavar="A,B", help="Only these sections.")] = None,
    include: Annotated[
        str | None, typer.Option(metavar="REGEX", help="Only articles with such an address.")
    ] = None,
    exclude: Annotated[
        str | None, typer.Option(metavar="REGEX", help="No articles with such an address.")
    ] = None,
    contact: ContactOption = None,
    spider: Annotated[
        str | None, typer.Option(metavar="NAME", help="Use this spider, whatever the address.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show Scrapy's log.")] = False,
) -> None:
    """Crawl news sites: every article as one record, in the store and in a JSON-lines feed.

    A publisher that newscrawl knows by name is read by its own spider, any other site by the general one.
    The exit code is 0 if every crawl ended well, 1 if one did not, 2 for input that cannot be used.
    """
    limits = {"since": since, "until": until, "sections": sections, "include": include, "exclude": exclude}
    narrowed = {name: value for name, value in limits.items() if value is not None}
    crawls = [Crawl(spider or spider_for(url), {"url": url, **narrowed}) for url in map(checked, urls)]
    if spider is not None and spider not in SPIDERS:
        known = ", ".join(sorted(SPIDERS))
        raise BadInput(f"there is no spider {spider!r}: give one of {known}, or leave --spider out")
    settings = overrides(store, feed, max_pages, verbose)
    if contact is not None:
        settings["NEWSCRAWL_CONTACT"] = contact
    ended = run(crawls, project_settings(settings))
    out.print(closing_table(ended))
    if not all(one.well for one in ended):
        raise typer.Exit(1)


def checked(url: str) -> str:
    """Return *url* if it is a web address whose host is known. Raises `BadInput`."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise BadInput(f"{url} is no web address: give one such as https://www.lessor.ml/") from None
    if parts.scheme not in ("http", "https") or not host:
        bare = url.split("://")[-1]
        raise BadInput(f"{url} has no http:// or https:// in front: try https://{bare}")
    try:
        socket.getaddrinfo(host, parts.port or 80)
    except (OSError, UnicodeError):
        raise BadInput(f"the host {host} is unknown: check the spelling and the network connection") from None
    return url


def overrides(store: str | None, feed: Path | None, max_pages: int | None, verbose: bool) -> dict[str, Any]:
    """Return the settings that the options change. Raises `BadInput`."""
    settings: dict[str, Any] = {}
    if store is not None:
        settings["NEWSCRAWL_STORE"] = store
    if feed is not None:
        if feed.suffix not in FEED_FORMATS:
            raise BadInput(
                f"{feed}: feeds are written as {', '.join(FEED_FORMATS)}; give a file with one of these endings"
            )
        settings["FEEDS"] = {str(feed): {"format": FEED_FORMATS[feed.suffix], "overwrite": True}}
    writable(feed.parent if feed is not None else Path("output"))
    if max_pages is not None:
        settings["CLOSESPIDER_PAGECOUNT"] = max_pages
    if verbose:
        settings["LOG_LEVEL"] = "INFO"
    return settings


def writable(folder: Path) -> None:
    """Make sure that *folder* can be written to, making it if need be. Raises `BadInput`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"the folder {folder} cannot be made: {error.strerror}; choose another place"
        ) from None
    if not os.access(folder, os.W_OK):
        raise BadInput(
            f"the folder {folder} cannot be written to: change its permissions or choose another place"
        )
