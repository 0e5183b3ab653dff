"""Which feeds, sitemaps and listings a crawl read, for the next one to begin with."""

import attrs

from newscrawl.discovery.learned.site_notes import SiteNotes
from newscrawl.discovery.sources.sitemaps import Sitemap

MAX_REMEMBERED = 300


@attrs.define
class SourceLog:
    """Starts from `old`, the notes of the last run; what this one does not find again is kept."""

    old: SiteNotes
    feeds: list[str] = attrs.field(init=False, factory=list)
    _sitemaps: dict[str, list[str]] = attrs.field(init=False, factory=dict)
    _yields: dict[str, float] = attrs.field(init=False, factory=dict)

    def saw_sitemap(self, url: str, sitemap: Sitemap) -> None:
        """Remember the *sitemap* at *url*, and the sitemaps that it names without saying when they changed."""
        index = sitemap.kind == "index"
        undated = [entry.url for entry in sitemap.entries if index and entry.modified is None]
        self._sitemaps[url] = undated[:MAX_REMEMBERED]

    def unchanged_sitemap(self, url: str) -> list[str]:
        """Remember that the sitemap at *url* is as it was; return the sitemaps that it names without a time."""
        self._sitemaps[url] = self.old.sitemaps.get(url, [])
        return self._sitemaps[url]

    def saw_listing(self, url: str, new: int) -> None:
        """Remember that the listing at *url* was the first to name *new* articles."""
        self._yields[url] = self._yields.get(url, 0.0) + new

    def all_feeds(self) -> list[str]:
        """Return the feeds that the next run begins with."""
        return self.feeds[:MAX_REMEMBERED] or self.old.feeds

    def all_sitemaps(self) -> dict[str, list[str]]:
        """Return the sitemaps that the next run begins with."""
        return self._sitemaps or self.old.sitemaps

    def all_listings(self) -> dict[str, float]:
        """Return the listings that have been worth the most, with how many articles each was the first to name."""
        values = {url: value / 2 for url, value in self.old.listings.items()}
        for url, new in self._yields.items():
            values[url] = values.get(url, 0.0) + new
        best = sorted(values.items(), key=lambda item: -item[1])[:MAX_REMEMBERED]
        return {url: round(value, 3) for url, value in best}
