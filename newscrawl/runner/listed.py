"""Crawls of the sites in the list."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from newscrawl.publishers.choice import GENERAL, SPIDERS, spider_for
from newscrawl.runner.crawls import Crawl
from newscrawl.sites import SiteEntry, read_sites
from newscrawl.sites.due import chosen

# Counts that only the general spider keeps; for others Scrapy does.
COUNTS = {"max_articles": "CLOSESPIDER_ITEMCOUNT", "max_pages": "CLOSESPIDER_PAGECOUNT"}


def entries_of(file: Path, tags: Collection[str], urls: Sequence[str]) -> list[SiteEntry]:
    """Return the entries of the list *file* that *tags* and *urls* choose. Raises `SitesError`."""
    return chosen(read_sites(file, SPIDERS), tags, urls)


def crawl_of(entry: SiteEntry, narrowed: Mapping[str, str]) -> Crawl:
    """Return the crawl that *entry* asks for, with the limits of the command line above its own."""
    spider = entry.spider or spider_for(entry.url)
    arguments = dict(entry.limits) | ({"since": entry.since} if entry.since else {}) | dict(narrowed)
    settings: dict[str, object] = {}
    if spider != GENERAL:
        settings |= {COUNTS[name]: int(arguments.pop(name)) for name in COUNTS if name in arguments}
    if entry.headers:
        settings["DEFAULT_REQUEST_HEADERS"] = dict(entry.headers)
    limited = bool(settings.keys() & set(COUNTS.values()) or arguments.keys() & set(COUNTS))
    return Crawl(spider, {"url": entry.url, **arguments}, settings, entry, bool(narrowed) or limited)


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
