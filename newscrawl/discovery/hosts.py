"""Other hosts of the same site: a newspaper that answers under several domains links to itself across them.

A foreign host is a twin of the site if links to it lead, but for the host, to articles that the site itself has
served. Nothing is ever asked of it: its addresses are read as the site's own.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from newscrawl.discovery.links import PageLink
from newscrawl.extraction.urls import page_key

MAX_HOSTS = 200
MAX_WAITING = 500
HOPELESS = 100
MIN_SHARED = 3
MIN_SHARE = 0.3


@attrs.define
class _Host:
    shared: set[str] = attrs.field(factory=set)
    waiting: dict[str, PageLink] = attrs.field(factory=dict)


@attrs.define
class TwinHosts:
    """What is learned of the foreign hosts that the site at *origin* (scheme and host) links to.

    `twins` are those known to be the site itself.
    """

    origin: str
    twins: set[str] = attrs.field(factory=set)
    _hosts: dict[str, _Host] = attrs.field(init=False, factory=dict)
    _others: set[str] = attrs.field(init=False, factory=set)

    def may_matter(self, url: str) -> bool:
        """Tell whether the foreign *url* belongs to a twin, or may tell whether its host is one."""
        return _origin(url) not in self._others

    def at_home(self, link: PageLink, articles: set[str]) -> PageLink | None:
        """Return the foreign *link* as one to the site itself, or None where that is not known.

        *articles* are the page keys of the site's articles so far.
        """
        origin = _origin(link.url)
        home = attrs.evolve(link, url=self.origin + link.url[len(origin) :])
        if origin in self.twins:
            return home
        if origin in self._others or (origin not in self._hosts and len(self._hosts) >= MAX_HOSTS):
            return None
        host = self._hosts.setdefault(origin, _Host())
        key = page_key(home.url)
        if key in articles:
            host.shared.add(key)
            host.waiting.pop(home.url, None)
        elif len(host.waiting) < MAX_WAITING:
            host.waiting[home.url] = home
        if len(host.waiting) >= HOPELESS and not host.shared:
            self._others.add(origin)
            del self._hosts[origin]
        return None

    def settle(self, articles: set[str]) -> Iterator[PageLink]:
        """Yield the links that waited for their hosts to be known as twins, and now are."""
        for origin, host in list(self._hosts.items()):
            now_known = [url for url in host.waiting if page_key(url) in articles]
            for url in now_known:
                host.shared.add(page_key(url))
                del host.waiting[url]
            links = len(host.shared) + len(host.waiting)
            if len(host.shared) >= MIN_SHARED and len(host.shared) >= MIN_SHARE * links:
                self.twins.add(origin)
                del self._hosts[origin]
                yield from host.waiting.values()

    def as_note(self) -> list[str]:
        """Return the twins as plain values for JSON."""
        return sorted(self.twins)

    @classmethod
    def from_note(cls, note: Any, origin: str) -> "TwinHosts":
        """Return what `as_note` gave for the site at *origin*; none where it cannot be read."""
        return cls(origin, {str(twin) for twin in note} if isinstance(note, list) else set())


def _origin(url: str) -> str:
    """Return scheme and host of the canonical *url*."""
    return url[: url.index("/", 8)]
