"""The archive files that a replay reads, with how far each is read kept in the store."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TypeVar

import attrs
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from newscrawl import __version__
from newscrawl.archive.reading import ArchivedResponse, Damage, PassedOver, Wanted, read_file
from newscrawl.archive.sources.cc_news import as_date
from newscrawl.archive.sources.remote import Remote
from newscrawl.extensions.store_session import StoreSession
from newscrawl.signals import STORE_AWAY
from newscrawl.storage import Store
from newscrawl.storage.state.replayed_files import COUNTS, FileProgress
from newscrawl.web.sites import site_named

KEPT_EVERY = 500
"""After so many pages it is kept how far a file is read; at most these are read a second time after a kill."""

MOST_UNDER_WAY = 64
"""Articles that are read and not yet stored: more are waited for, which bounds memory."""

_STATS = {name: f"newscrawl/articles/{name}" for name in COUNTS} | {
    "pages": "newscrawl/replay/pages",
    "damaged": "newscrawl/replay/damaged",
    "articles": "item_scraped_count",
}

T = TypeVar("T")


def listed(text: str, separator: str = ",") -> list[str]:
    """Return the parts of *text*, without blanks around them and without empty ones."""
    return [part.strip() for part in text.split(separator) if part.strip()]


def sites_in(text: str) -> frozenset[str]:
    """Return the sites of the hosts or addresses in *text*, parted by commas."""
    return frozenset(map(site_named, listed(text)))


def selection_of(arguments: Mapping[str, str]) -> str:
    """Return what says in the store which pages of a file the spider's *arguments* want, and which reader reads them.

    Raises `BadInput` for what is no date.
    """
    found = {
        "site": sorted(sites_in(arguments.get("site", ""))),
        "since": as_date(arguments.get("since", "")),
        "until": as_date(arguments.get("until", "")),
        "language": sorted(part.lower() for part in listed(arguments.get("language", ""))),
    }
    return json.dumps({**{name: value for name, value in found.items() if value}, "extractorVersion": __version__})


class UnderWay:
    """Counts the articles of *crawler* that are on their way into the store."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._count = 0
        self._changed = asyncio.Event()
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(self._arrived, signal=signal)

    def sent(self) -> None:
        """Count one more."""
        self._count += 1

    async def fewer_than(self, most: int) -> None:
        """Return when fewer than *most* are under way; closes the crawl where the store is away."""
        while self._count >= most:
            self._changed.clear()
            await self._changed.wait()
        if self._crawler.stats and self._crawler.stats.get_value("newscrawl/store/unavailable"):
            raise CloseSpider(STORE_AWAY)

    def _arrived(self) -> None:
        self._count -= 1
        self._changed.set()


@attrs.define
class ArchivedFiles:
    """Reads archive files one after the other. `selection` says what is wanted of them, and by which reader; None: it
    is not kept how far they are read."""

    crawler: Crawler
    under_way: UnderWay
    wanted: Wanted
    remote: Remote
    selection: str | None = None
    _before: dict[str, int] = attrs.field(factory=dict)

    async def read(self, name: str) -> AsyncIterator[ArchivedResponse | Damage]:
        """Yield what the file *name* holds, from where the last run was; how far it is read is kept as that is stored.

        Counts `newscrawl/replay/files/read_before` for one that is read already, `…/unfinished` for one of which the
        rest could not be had.
        """
        progress = await self._begun(name)
        if progress.done:
            self._count("files/read_before")
            return
        last, kept = progress.position, self._pages()
        self._before = self._counts()
        async for found in in_thread(read_file(name, self.wanted, progress.position, self.remote)):
            if not isinstance(found, PassedOver):
                yield found
            last = found.end or last
            self._position(name, last)
            if self._pages() - kept >= KEPT_EVERY or isinstance(found, PassedOver):
                kept = self._pages()
                progress = await self._keep(progress, last)
        is_whole = isinstance(found, PassedOver)
        await self._keep(progress, last, done=is_whole)
        if not is_whole:
            self._count("files/unfinished")

    async def _begun(self, name: str) -> FileProgress:
        store = self._store
        if self.selection is None or store is None:
            return FileProgress(file=name, selection="")
        return await asyncio.to_thread(store.replayed.of, name, self.selection)

    async def _keep(self, progress: FileProgress, position: int, *, done: bool = False) -> FileProgress:
        """Keep how far the file is read, once all of it is stored."""
        store = self._store
        if not progress.selection or store is None:
            return progress
        await self.under_way.fewer_than(1)
        now = self._counts()
        more = {name: getattr(progress, name) + now[name] - self._before[name] for name in COUNTS}
        self._before = now
        progress = attrs.evolve(progress, position=position, done=done, **more)
        await asyncio.to_thread(store.keep_replayed, progress)
        return progress

    @property
    def _store(self) -> Store | None:
        session = StoreSession.of(self.crawler)
        return session.store if session is not None else None

    def _counts(self) -> dict[str, int]:
        assert self.crawler.stats
        return {name: int(self.crawler.stats.get_value(stat, 0)) for name, stat in _STATS.items()}

    def _pages(self) -> int:
        return self._counts()["pages"]

    def _count(self, what: str) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(f"newscrawl/replay/{what}")

    def _position(self, name: str, position: int) -> None:
        assert self.crawler.stats
        self.crawler.stats.set_value("newscrawl/replay/position", position)
        self.crawler.stats.set_value("newscrawl/replay/size", self.remote.sizes.get(name, 0))


async def in_thread(found: Iterator[T]) -> AsyncIterator[T]:
    """Yield what *found* yields, which is looked for in a thread, one ahead: decompression and waiting for a server go
    on while the last page is read."""
    nothing = object()
    ahead = asyncio.ensure_future(asyncio.to_thread(next, found, nothing))
    try:
        while (one := await ahead) is not nothing:
            ahead = asyncio.ensure_future(asyncio.to_thread(next, found, nothing))
            yield one  # type: ignore[misc]
    finally:
        ahead.cancel()
