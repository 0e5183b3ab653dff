"""How the sources of one crawl answered: added to what earlier runs knew of each."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import attrs

from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.discovery.learned.source_states import SourceState
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.fates import Reason
from newscrawl.source_notes import SourceNote
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of

HANDED_OVER_EVERY = timedelta(seconds=1)


@attrs.define
class SourceBook:
    """The sources of *site*, as `memory` knew them and as they answered since: handed over as they change."""

    site: str
    memory: SiteMemory
    clock: Callable[[], datetime]
    _changed: dict[str, SourceState] = attrs.field(init=False, factory=dict)
    _handed_over: datetime | None = attrs.field(init=False, default=None)

    def came(self, fetch: Fetch, entries: Collection[Candidate]) -> None:
        """The feed or sitemap that *fetch* asked for names *entries*."""
        own = [entry.url for entry in entries if site_of(entry.url) == self.site]
        self._of(fetch).came(self.clock(), len(own), sum(map(self._is_unknown, own)))

    def listed(self, fetch: Fetch, articles: int) -> None:
        """The page that *fetch* asked for leads to so many articles."""
        if fetch.kind in ("feed", "sitemap"):
            self._of(fetch).failed(self.clock(), Reason.NOT_ARTICLE, f"a web page came, no {fetch.kind}")
        elif _is_source(fetch):
            self._of(fetch).came(self.clock(), articles, 0)

    def unchanged(self, fetch: Fetch) -> None:
        """What *fetch* asked for is as it was."""
        if _is_source(fetch):
            self._of(fetch).same(self.clock())

    def failed(self, fetch: Fetch, reason: Reason, detail: str) -> None:
        """*fetch* brought nothing of use; where there never was anything, there is no source."""
        if _is_source(fetch) and (fetch.url in self.memory.sources or reason is not Reason.GONE):
            self._of(fetch).failed(self.clock(), reason, detail)

    def gave(self, url: str | None) -> None:
        """An article that the source at *url* was the first to name was stored."""
        if url is not None and (state := self.memory.sources.get(url)) is not None:
            self._changed[url] = state
            state.gave(self.clock())

    def is_ready(self) -> bool:
        """Tell whether something has changed, and the last time is long enough ago."""
        if not self._changed:
            return False
        return self._handed_over is None or self.clock() - self._handed_over >= HANDED_OVER_EVERY

    def take(self) -> list[SourceNote]:
        """Hand over how those stand that have changed since this was last called."""
        notes = [state.as_note() for state in self._changed.values()]
        self._changed.clear()
        self._handed_over = self.clock()
        return notes

    def _of(self, fetch: Fetch) -> SourceState:
        known = self.memory.sources
        state = known.setdefault(fetch.url, SourceState(site=self.site, url=fetch.url, kind=fetch.kind))
        self._changed[fetch.url] = state
        return state

    def _is_unknown(self, url: str) -> bool:
        key = page_key(url)
        return self.memory.article(key) is None and key not in self.memory.pages


def _is_source(fetch: Fetch) -> bool:
    """Tell whether *fetch* asks for a source: not for an article, nor for a further page of a listing."""
    return fetch.kind != "article" and (fetch.listing is None or fetch.listing.chain is None)
