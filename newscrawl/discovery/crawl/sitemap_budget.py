"""How many of the sitemaps that indexes name are asked for: as many as bring something, so that no index is endless."""

import heapq

from newscrawl.discovery.crawl.frontier import Fetch

FREE = 40
"""Child sitemaps that are asked for whatever they bring."""

FOR_EACH_USEFUL = 3
"""How many more are, for each that named an article which none before had."""

MAX_WAITING = 50_000
"""The protocol's limit for the sitemaps of an index."""


class SitemapBudget:
    """Lets child sitemaps through as long as enough of them are of use, *free* of them in any case; the others wait,
    the newest first."""

    def __init__(self, free: int = FREE) -> None:
        self._allowed = free
        self._waiting: list[tuple[float, int, Fetch]] = []
        self._count = 0

    def add(self, fetch: Fetch) -> None:
        """Take in a child sitemap."""
        if len(self._waiting) < MAX_WAITING:
            self._count += 1
            heapq.heappush(self._waiting, (fetch.order, self._count, fetch))

    def learn(self, *, useful: bool) -> None:
        """Learn that a sitemap came, and whether it was *useful*."""
        self._allowed += FOR_EACH_USEFUL * useful

    def take(self) -> list[Fetch]:
        """Hand out what may be asked for now."""
        ready: list[Fetch] = []
        while self._waiting and self._allowed > 0:
            self._allowed -= 1
            ready.append(heapq.heappop(self._waiting)[2])
        return ready
