"""Crawls of the sites in the list."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from newscrawl.errors import SitesError
from newscrawl.middlewares.field_rules import SETTING as FIELD_RULES
from newscrawl.publishers.choice import GENERAL
from newscrawl.runner.running.crawls import Crawl
from newscrawl.runner.running.site_spiders import SiteSpiders
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.reading import read_sites
from newscrawl.sites.timetable.due import chosen
from newscrawl.storage import Store
from newscrawl.storage.state.schedule import Schedule

COUNTS = frozenset(("max_articles", "max_pages"))


def entries_of(file: Path, tags: Collection[str], names: Sequence[str], spiders: SiteSpiders) -> list[SiteEntry]:
    """Return the entries of the list *file*, by *spiders*, that *tags* and *names* choose. Raises `SitesError`."""
    return chosen(read_sites(file, spiders), tags, names)


def crawl_of(entry: SiteEntry, narrowed: Mapping[str, str]) -> Crawl:
    """Return the crawl that *entry* asks for, with the limits of the command line above its own."""
    spider = entry.spider or GENERAL
    arguments = dict(entry.limits) | ({"since": entry.since} if entry.since else {}) | dict(narrowed)
    if entry.page:
        arguments["page"] = entry.page
    settings: dict[str, object] = {"NEWSCRAWL_LISTED": True}
    if entry.headers:
        settings["DEFAULT_REQUEST_HEADERS"] = dict(entry.headers)
    if entry.render:
        settings["NEWSCRAWL_RENDER"] = entry.render
    if entry.rights:
        settings["NEWSCRAWL_RIGHTS"] = entry.rights
    if entry.purpose:
        settings["NEWSCRAWL_PURPOSE"] = ",".join(entry.purpose)
    if entry.archive is not None:
        settings["NEWSCRAWL_ARCHIVE"] = entry.archive
    if entry.fields:
        settings[FIELD_RULES] = dict(entry.fields)
    limited = bool(narrowed or arguments.keys() & COUNTS)
    return Crawl(spider, {"url": entry.url, **arguments}, settings, entry, limited)


def take_off(store: Store, file: Path, spiders: SiteSpiders) -> None:
    """Forget the schedule of sites that the list *file* had when this was last called, and has no longer.

    Does nothing while the list is as it was, or unsound. Raises `StoreError`.
    """
    with suppress(SitesError):
        name, found = str(file.resolve()), sorted(entry.site for entry in read_sites(file, spiders))
        before = store.notes.get("list", name)
        if before != found:
            Schedule(store.database).forget(set(before or ()) - set(found))
            store.notes.keep("list", name, found)
