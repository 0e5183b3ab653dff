"""Traps known by their behaviour: addresses of a suspicious form are asked for as long as articles come of them."""

from collections import Counter
from collections.abc import Iterator

import attrs

from newscrawl.discovery.addresses.traps import Trap
from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.web.page_keys import page_key

BASE = 20
"""How many of one form are asked for before any has turned out to be a new article."""

A_GAIN = 4
"""How many more each new article is worth."""

MAX_WAITING = 50_000


@attrs.define
class Suspects:
    """Fetches whose addresses look like traps, by the kind of trap.

    A trap grows, repeats itself and brings nothing new: its budget runs dry. A site whose articles have such addresses
    fills it up with every one.
    """

    _asked: Counter[Trap] = attrs.field(init=False, factory=Counter)
    _gains: Counter[Trap] = attrs.field(init=False, factory=Counter)
    _kinds: dict[str, Trap] = attrs.field(init=False, factory=dict)
    _waiting: dict[Trap, dict[str, Fetch]] = attrs.field(init=False, factory=dict)

    def admit(self, fetch: Fetch, trap: Trap) -> bool:
        """Tell whether *fetch* is to be queued now; else it waits until others of its form have brought articles."""
        key = page_key(fetch.url)
        if self._asked[trap] < BASE + A_GAIN * self._gains[trap]:
            self._asked[trap] += 1
            self._kinds[key] = trap
            return True
        waiting = self._waiting.setdefault(trap, {})
        if len(waiting) < MAX_WAITING:
            waiting.setdefault(key, fetch)
        return False

    def gained(self, url: str) -> list[Fetch]:
        """Learn that the page at *url* was a new article; return what waited for such news."""
        trap = self._kinds.pop(page_key(url), None)
        if trap is None:
            return []
        self._gains[trap] += 1
        waiting = self._waiting.get(trap, {})
        released: list[Fetch] = []
        while waiting and self._asked[trap] < BASE + A_GAIN * self._gains[trap]:
            key, fetch = next(iter(waiting.items()))
            del waiting[key]
            self._kinds[key] = trap
            self._asked[trap] += 1
            released.append(fetch)
        return released

    def waiting(self) -> Iterator[tuple[Fetch, Trap]]:
        """Yield what still waits, and what it looks like."""
        for trap, fetches in self._waiting.items():
            yield from ((fetch, trap) for fetch in fetches.values())
