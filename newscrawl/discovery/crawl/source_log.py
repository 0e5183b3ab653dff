"""Which feeds, sitemaps and listings a crawl read, for the next one to begin with."""

from typing import Any

import attrs

from newscrawl.discovery.sources.sitemaps import Sitemap

MAX_REMEMBERED = 300


@attrs.define
class SourceLog:
    """Starts from `old`, the notes of the last run; what this one does not find again is kept."""

    old: dict[str, Any]
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
        sitemaps = self.old.get("sitemaps")
        children = sitemaps.get(url) if isinstance(sitemaps, dict) else None
        self._sitemaps[url] = [str(child) for child in children] if isinstance(children, list) else []
        return self._sitemaps[url]

    def saw_listing(self, url: str, new: int) -> None:
        """Remember that the listing at *url* was the first to name *new* articles."""
        self._yields[url] = self._yields.get(url, 0.0) + new

    def as_note(self) -> dict[str, Any]:
        """Return what the next run should know, as plain values for JSON."""
        return {
            "feeds": self.feeds[:MAX_REMEMBERED] or self.old.get("feeds", []),
            "sitemaps": self._sitemaps or self.old.get("sitemaps", {}),
            "listings": self._listings(),
        }

    def _listings(self) -> dict[str, float]:
        old = self.old.get("listings")
        values: dict[str, float] = {}
        for url, value in old.items() if isinstance(old, dict) else ():
            values[str(url)] = float(value) / 2 if isinstance(value, int | float) else 0.0
        for url, new in self._yields.items():
            values[url] = values.get(url, 0.0) + new
        best = sorted(values.items(), key=lambda item: -item[1])[:MAX_REMEMBERED]
        return {url: round(value, 3) for url, value in best}
