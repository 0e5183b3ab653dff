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
from newscrawl.items import NewsArticle
from newscrawl.signals import STORE_AWAY
from newscrawl.storage import Store
from newscrawl.storage.state.replayed_files import FileProgress, Reached
from newscrawl.web.sites import site_named

KEPT_EVERY = 500
"""After so many pages it is kept how far a file is read, also where none of them is an article."""

MOST_UNDER_WAY = 64
"""Articles that are read and not yet stored: more are waited for, which bounds memory."""

_STATS = {"pages": "newscrawl/replay/pages", "damaged": "newscrawl/replay/damaged"}

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
    """Knows the articles of *crawler* that are on their way into the store, and how far files are read with each."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._count = 0
        self._changed = asyncio.Event()
        # Those that are not handed over to the store, in the order that they stand in: what was reached before each.
        self._waiting: dict[int, Reached | None] = {}
        self._last: Reached | None = None
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(self._arrived, signal=signal)

    def sent(self, article: NewsArticle, before: Reached | None, after: Reached | None) -> None:
        """Note that *article* is on its way; *before* and *after* say how far its file is read without and with it."""
        self._count += 1
        self._waiting[id(article)] = before
        self._last = after

    def handed_over(self, article: NewsArticle) -> Reached | None:
        """Return how far its file is read once *article* and all that were handed over before it are stored."""
        self._waiting.pop(id(article), None)
        return next(iter(self._waiting.values()), self._last)

    async def fewer_than(self, most: int) -> None:
        """Return when fewer than *most* are under way; closes the crawl where the store is away."""
        while self._count >= most:
            self._changed.clear()
            await self._changed.wait()
        if self._crawler.stats and self._crawler.stats.get_value("newscrawl/store/unavailable"):
            raise CloseSpider(STORE_AWAY)

    def _arrived(self, item: object) -> None:
        self._waiting.pop(id(item), None)
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
    _begun: FileProgress | None = None
    _counted: dict[str, int] = attrs.field(factory=dict)
    _end: int = 0
    _before: Reached | None = None

    @property
    def around(self) -> tuple[Reached | None, Reached | None]:
        """How far the file is read without what was yielded last, and with it."""
        return self._before, self._reached(self._end)

    async def read(self, name: str) -> AsyncIterator[ArchivedResponse | Damage]:
        """Yield what the file *name* holds, from where the last run was; how far it is read is kept as that is stored.

        Counts `newscrawl/replay/files/read_before` for one that is read already, `…/unfinished` for one of which the
        rest could not be had.
        """
        self._begun = await self._progress(name)
        if self._begun.done:
            self._count("files/read_before")
            return
        self._end, kept = self._begun.position, self._pages()
        self._counted = self._counts()
        async for found in in_thread(read_file(name, self.wanted, self._end, self.remote)):
            self._before = self._reached(self._end)
            self._end = found.end or self._end
            if not isinstance(found, PassedOver):
                yield found
            self._position(name, self._end)
            if self._pages() - kept >= KEPT_EVERY or isinstance(found, PassedOver):
                kept = self._pages()
                await self._keep(done=False)
        is_whole = isinstance(found, PassedOver)
        await self._keep(done=is_whole)
        if not is_whole:
            self._count("files/unfinished")

    async def _progress(self, name: str) -> FileProgress:
        store = self._store
        if self.selection is None or store is None:
            return FileProgress(file=name, selection="")
        found = await asyncio.to_thread(store.replayed.of, name, self.selection)
        # What has no offsets is read from its beginning.
        return found if found.position or found.done else attrs.evolve(found, pages=0, damaged=0)

    async def _keep(self, *, done: bool) -> None:
        """Keep how far the file is read, once all of it is stored."""
        store, reached = self._store, self._reached(self._end)
        if reached is None or store is None:
            return
        await self.under_way.fewer_than(1)
        await asyncio.to_thread(store.keep_reached, attrs.evolve(reached, done=done))

    def _reached(self, position: int) -> Reached | None:
        begun = self._begun
        if begun is None or not begun.selection:
            return None
        more = {name: count - self._counted[name] for name, count in self._counts().items()}
        return Reached(
            file=begun.file,
            selection=begun.selection,
            position=position,
            pages=begun.pages + more["pages"],
            damaged=begun.damaged + more["damaged"],
        )

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
