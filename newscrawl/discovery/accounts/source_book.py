"""How the sources of one crawl answered: added to what earlier runs knew of each."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import attrs

from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.discovery.learned.source_states import SourceState, as_note
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.fates import Reason
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of


@attrs.define
class SourceBook:
    """The sources of *site*, as `memory` knew them and as they answered since."""

    site: str
    memory: SiteMemory
    clock: Callable[[], datetime]

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
            state.gave(self.clock())

    def as_note(self) -> list[dict[str, Any]]:
        """Return all as plain values for the store."""
        return as_note(self.memory.sources.values(), self.clock())

    def _of(self, fetch: Fetch) -> SourceState:
        return self.memory.sources.setdefault(fetch.url, SourceState(url=fetch.url, kind=fetch.kind))

    def _is_unknown(self, url: str) -> bool:
        key = page_key(url)
        return self.memory.article(key) is None and key not in self.memory.pages


def _is_source(fetch: Fetch) -> bool:
    """Tell whether *fetch* asks for a source: not for an article, nor for a further page of a listing."""
    return fetch.kind != "article" and (fetch.listing is None or fetch.listing.chain is None)
