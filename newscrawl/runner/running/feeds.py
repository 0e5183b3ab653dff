"""Which file the articles of each crawl go to: files of two crawls are never one while they are written."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
from scrapy.settings import Settings

from newscrawl.errors import BadInput, StoreError
from newscrawl.runner.places import Place, address_of, folder_of, place_of, written_here
from newscrawl.runner.running.crawls import Crawl
from newscrawl.settings import FEEDS
from newscrawl.storage import Store
from newscrawl.storage.exports.formats import beside

FEED_FORMATS = {".jsonl": "jsonlines", ".json": "json", ".csv": "csv", ".xml": "xml"}

DEFAULT_FOLDER = Path("output")

OF_SITE = "%(site)s"
"""Stands for the site's name in the name of a feed."""

# lessor.ml-2026-11-25.jsonl, and news-2026-11-25T12-00-00+00-00.jsonl as `_name` and setting FEEDS have it
_FEED = re.compile(r".+-(\d{4}-\d\d-\d\d)(?:T[\d+-]+)?\.(?:jsonl|json|csv|xml)", re.ASCII)


@attrs.frozen
class Feeds:
    """The *crawls* with the feed of each in their settings; `together` is the one file of several."""

    crawls: list[Crawl]
    together: Place | None = None

    def finish(self, store: Store | None, settings: Settings) -> str | None:
        """Write what several crawls have in common; return what kept it from being written, in one line."""
        if self.together is None or store is None:
            return None
        try:
            sites = [crawl.site for crawl in self.crawls]
            with (
                store.unshown.shown(sites) as records,
                written_here(self.together, settings) as path,
                beside(path) as file,
            ):
                for record in records:
                    file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        except StoreError as error:
            return f"the feed was not written ({error}); the next one shows its articles"
        return None


def feeds_folder(text: str) -> Path | None:
    """Return the folder for feeds that *text* names, made if missing; None for `none`. Raises `BadInput`."""
    if text.strip() in ("", "none"):
        return None
    folder = place_of(text)
    if not isinstance(folder, Path):
        raise BadInput(f"{folder}: feeds of many sites go to a folder here")
    return writable(folder)


def writable(folder: Path) -> Path:
    """Return *folder*, which can be written to, made if need be. Raises `BadInput`."""
    try:
        folder_of(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"the folder {folder} cannot be made: {error.strerror}; choose another place") from None
    return folder


def feed_place(text: str | None) -> Place | None:
    """Return the feed that *text* names, None for none; raises `BadInput` where none can be written there, or not as
    its ending asks. The folder of a file is made if missing."""
    if text is None:
        return None
    feed = place_of(text)
    if feed.suffix not in FEED_FORMATS:
        raise BadInput(f"{feed}: feeds are written as {', '.join(FEED_FORMATS)}; give a file with one of these endings")
    if isinstance(feed, Path):
        writable(feed.parent)
    return feed


def stated_feeds(settings: Settings, *, several: bool = False) -> dict[str, Any]:
    """Return the feeds that a user names in `FEEDS` of settings of their own; empty for none.

    *several*: crawls of several sites write to them. Raises `BadInput`, also where these would write to one file.
    """
    feeds = settings.getdict("FEEDS")
    if feeds == FEEDS:
        return {}
    for name in feeds if several else ():
        if OF_SITE not in str(name):
            raise BadInput(f"FEEDS: {name} would be one file of several sites: put {OF_SITE} into its name")
    return feeds


def in_feeds(
    crawls: Sequence[Crawl], feed: Place | None, folder: Path | None, settings: Settings, now: datetime
) -> Feeds:
    """Return *crawls* that write to *feed*, or failing that to files of their own in *folder* (None: to none), and
    beside them to the feeds of the user's *settings*. Raises `BadInput`."""
    stated = stated_feeds(settings, several=len(crawls) > 1 or any(crawl.entry for crawl in crawls))
    if feed is None:
        return in_folder(crawls, folder, now, stated)
    if stated and len(crawls) > 1:
        raise BadInput(f"{feed}: FEEDS of your settings shows the articles of these sites: leave --feed out, or FEEDS")
    return in_one_file(crawls, feed, stored=bool(settings["NEWSCRAWL_STORE"]), stated=stated)


def in_one_file(
    crawls: Sequence[Crawl], feed: Place, *, stored: bool, stated: Mapping[str, Any] | None = None
) -> Feeds:
    """Return *crawls* that write to *feed*, which shows what is new once all have ended; a single one writes to those
    *stated* too. Raises `BadInput`."""
    if len(crawls) == 1:
        return Feeds([_writing(crawls[0], address_of(feed), overwrite=True, stated=stated or {})])
    if feed.suffix != ".jsonl":
        raise BadInput(f"{feed}: several sites go into one .jsonl only; give one, or crawl site by site")
    if not stored:
        raise BadInput(f"{feed}: several sites come into one feed by way of a store; name one with --store")
    settings = {"FEEDS": {}, "NEWSCRAWL_FEED_TOGETHER": True}
    return Feeds([attrs.evolve(crawl, settings={**crawl.settings, **settings}) for crawl in crawls], feed)


def in_folder(
    crawls: Sequence[Crawl], folder: Path | None, now: datetime, stated: Mapping[str, Any] | None = None
) -> Feeds:
    """Return *crawls* that each write to a file of its own in *folder* (None: to none), and to the feeds *stated*.

    A site of the list, which is crawled again and again, has a file a day (UTC); any other one a crawl.
    """
    feeds = stated or {}
    if folder is None:
        return Feeds([attrs.evolve(crawl, settings={**crawl.settings, "FEEDS": dict(feeds)}) for crawl in crawls])
    return Feeds([_writing(crawl, _name(crawl, folder, now), overwrite=False, stated=feeds) for crawl in crawls])


def old_feeds(folder: Path, before: datetime) -> list[Path]:
    """Return the feeds in *folder*, by crawls of single sites, that were begun on a day before that of *before*."""
    days = {path: match[1] for path in folder.glob("*") if (match := _FEED.fullmatch(path.name))}
    return sorted(path for path, day in days.items() if day < f"{before:%Y-%m-%d}")


def _name(crawl: Crawl, folder: Path, now: datetime) -> str:
    when = "%(time)s" if crawl.entry is None else f"{now:%Y-%m-%d}"
    return f"{folder}/{crawl.site.replace(':', '-')}-{when}.jsonl"


def _writing(crawl: Crawl, name: str, overwrite: bool, stated: Mapping[str, Any]) -> Crawl:
    kind = FEED_FORMATS.get(Path(name).suffix, "jsonlines")
    options: dict[str, Any] = {"format": kind, "overwrite": overwrite, "store_empty": overwrite}
    return attrs.evolve(crawl, settings={**crawl.settings, "FEEDS": {**stated, name: options}})
