"""The usual places of sitemaps and feeds, tried one by one where a site names none."""

from collections import deque

from newscrawl.discovery.frontier import SOURCE, Fetch, FetchKind
from newscrawl.extraction.urls import canonical_url

_PLACES: dict[FetchKind, tuple[str, ...]] = {
    "sitemap": ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml"),
    "feed": ("/feed/", "/rss.xml", "/feed.xml"),
}


class Guesses:
    """Places of one site still to be tried, of each kind the likeliest first."""

    def __init__(self, start_url: str) -> None:
        self._left: dict[FetchKind, deque[str]] = {
            kind: deque(canonical_url(path, start_url) for path in paths) for kind, paths in _PLACES.items()
        }

    def next(self, kind: FetchKind) -> Fetch | None:
        """Return a fetch of the next place of *kind*, or None where all were tried or given up."""
        places = self._left.get(kind)
        return Fetch(url=places.popleft(), kind=kind, rank=SOURCE, order=1.0) if places else None

    def give_up(self, kind: FetchKind) -> None:
        """Try no further place of *kind*: one is known."""
        self._left.pop(kind, None)
