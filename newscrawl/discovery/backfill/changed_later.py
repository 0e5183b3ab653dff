"""Articles of which a sitemap says alone that they were changed long after the period: few of them are of it.

Some are asked for, the earliest changed first; as long as they turn out to be of the period, more are.
"""

import heapq
from collections.abc import Iterator

import attrs

from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.web.page_keys import page_key

SCOUTS = 10
FOR_EACH_USEFUL = 3
MAX_WAITING = 200_000


@attrs.define
class ChangedLater:
    """Holds such entries; `take` what may be asked for by now, and tell what `came` of each."""

    _allowed: int = SCOUTS
    _waiting: list[tuple[float, int, Candidate]] = attrs.field(factory=list)
    _asked: set[str] = attrs.field(factory=set)
    _count: int = 0

    def add(self, entry: Candidate) -> bool:
        """Take in *entry*, which has a `modified`; False where there is no room for it."""
        if len(self._waiting) >= MAX_WAITING or entry.modified is None:
            return False
        self._count += 1
        heapq.heappush(self._waiting, (entry.modified.timestamp(), self._count, entry))
        return True

    def take(self) -> list[Candidate]:
        """Hand out what may be asked for now."""
        ready: list[Candidate] = []
        while self._waiting and self._allowed > 0:
            self._allowed -= 1
            ready.append(heapq.heappop(self._waiting)[2])
        self._asked |= {page_key(entry.url) for entry in ready}
        return ready

    def came(self, url: str, *, useful: bool) -> None:
        """Learn that the article at *url* came, and whether it was of the period."""
        if useful and page_key(url) in self._asked:
            self._allowed += FOR_EACH_USEFUL

    def rest(self) -> Iterator[Candidate]:
        """Yield what was never asked for."""
        return (entry for _, _, entry in self._waiting)
