"""Other hosts of the same site: a newspaper that answers under several domains links to itself across them.

A foreign host is a twin of the site if links to it lead, but for the host, to articles that the site itself has
served. Nothing is ever asked of it: its addresses are read as the site's own.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import attrs

from newscrawl.discovery.pages.links import PageLink
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of

MAX_HOSTS = 200
MAX_WAITING = 500
HOPELESS = 100
MIN_SHARED = 3
MIN_SHARE = 0.3


@attrs.define
class _Host:
    """What links to one foreign host have led to, by page key at home: articles of the site (`shared`), or pages not
    known so far (`waiting`)."""

    shared: set[str] = attrs.field(factory=set)
    waiting: dict[str, PageLink] = attrs.field(factory=dict)

    @property
    def is_twin(self) -> bool:
        links = len(self.shared) + len(self.waiting)
        return len(self.shared) >= max(MIN_SHARED, MIN_SHARE * links)

    @property
    def is_hopeless(self) -> bool:
        return len(self.waiting) >= HOPELESS and not self.shared


@attrs.define
class TwinHosts:
    """What is learned of the foreign hosts that the site at *origin* (scheme and host) links to.

    `twins` are those known to be the site itself.
    """

    origin: str
    twins: set[str] = attrs.field(factory=set)
    _hosts: dict[str, _Host] = attrs.field(init=False, factory=dict)
    _others: set[str] = attrs.field(init=False, factory=set)
    _awaited: dict[str, set[str]] = attrs.field(init=False, factory=dict)
    _promising: set[str] = attrs.field(init=False, factory=set)

    def may_matter(self, url: str) -> bool:
        """Tell whether the foreign *url* belongs to a twin, or may tell something new of its host."""
        origin = origin_of(url)
        if origin in self.twins:
            return True
        host = self._hosts.get(origin)
        if host is None:
            return origin not in self._others and len(self._hosts) < MAX_HOSTS
        key = page_key(self._moved(url, origin))
        return key not in host.waiting and key not in host.shared

    def at_home(self, link: PageLink, articles: set[str]) -> PageLink | None:
        """Return the foreign *link* as one to the site itself, or None where that is not known.

        *articles* are the page keys of the site's articles so far.
        """
        if self.is_twin(link.url):
            return attrs.evolve(link, url=self.moved(link.url))
        origin = origin_of(link.url)
        if self.may_matter(link.url):
            self._wait(link, origin, articles)
        return None

    def moved(self, url: str) -> str:
        """Return the canonical *url* as the site's own where its host is a twin, else as it is."""
        return self._moved(url, origin_of(url)) if self.is_twin(url) else url

    def is_twin(self, url: str) -> bool:
        """Tell whether the canonical *url* is on a twin."""
        return bool(url) and origin_of(url) in self.twins

    def saw_article(self, key: str) -> None:
        """Learn that the page with the page key *key* is an article of the site."""
        for origin in self._awaited.pop(key, ()):
            host = self._hosts[origin]
            del host.waiting[key]
            host.shared.add(key)
            self._promising.add(origin)

    def settle(self) -> Iterator[PageLink]:
        """Yield the links that waited for their hosts to be known as twins, and now are."""
        for origin in sorted(self._promising):
            if self._hosts[origin].is_twin:
                self.twins.add(origin)
                yield from self._forget(origin)
        self._promising.clear()

    def _wait(self, link: PageLink, origin: str, articles: set[str]) -> None:
        """Count *link* for or against its host."""
        host = self._hosts.setdefault(origin, _Host())
        home = self._moved(link.url, origin)
        key = page_key(home)
        if key in articles:
            host.shared.add(key)
            self._promising.add(origin)
        elif len(host.waiting) < MAX_WAITING:
            # Without its element, which would keep the whole page in memory.
            host.waiting[key] = attrs.evolve(link, url=home, element=None)
            self._awaited.setdefault(key, set()).add(origin)
        if host.is_hopeless:
            self._others.add(origin)
            self._forget(origin)

    def _forget(self, origin: str) -> list[PageLink]:
        """Stop counting for the host at *origin*; return the links that waited."""
        host = self._hosts.pop(origin)
        for key in host.waiting:
            self._awaited[key].discard(origin)
        return list(host.waiting.values())

    def _moved(self, url: str, origin: str) -> str:
        return self.origin + url[len(origin) :]

    def as_note(self) -> list[str]:
        """Return the twins as plain values for JSON."""
        return sorted(self.twins)

    @classmethod
    def from_note(cls, note: Any, origin: str) -> "TwinHosts":
        """Return what `as_note` gave for the site at *origin*; none where it cannot be read."""
        return cls(origin, {str(twin) for twin in note} if isinstance(note, list) else set())


def origin_of(url: str) -> str:
    """Return scheme and host of the canonical *url*."""
    return url[: url.index("/", 8)]


@lru_cache(maxsize=4096)
def site_of_origin(origin: str) -> str:
    """Return the site that addresses under *origin* belong to."""
    return site_of(origin)
