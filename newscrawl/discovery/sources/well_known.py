"""The usual places of sitemaps and feeds, tried one by one where a site names none."""

from collections import deque

from newscrawl.discovery.crawl.frontier import SOURCE, Fetch, FetchKind
from newscrawl.web.urls import canonical_url

_PLACES: dict[FetchKind, tuple[str, ...]] = {
    "sitemap": ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml"),
    "feed": ("/feed/", "/rss.xml", "/feed.xml"),
}

FEW = 10
ARTICLES_A_GUESS = 200


class Guesses:
    """Places of one site still to be tried, of each kind the likeliest first.

    The likeliest place of a sitemap is always tried, the others only in proportion to the articles found
    without them, or where nearly none were: they are rare, and each costs a request.
    """

    def __init__(self, start_url: str) -> None:
        self._left: dict[FetchKind, deque[str]] = {
            kind: deque(canonical_url(path, start_url) for path in paths) for kind, paths in _PLACES.items()
        }
        self._tried = 0

    def first(self) -> Fetch | None:
        """Return a fetch of the likeliest place of a sitemap, or None where one is known."""
        return self._next("sitemap")

    def further(self, articles: int) -> Fetch | None:
        """Return a fetch of a less likely place, or None; *articles* is how many were found so far."""
        if articles >= FEW and self._tried > articles // ARTICLES_A_GUESS:
            return None
        kinds = sorted(self._left, key=lambda kind: -len(self._left[kind]))
        return next((fetch for kind in kinds if (fetch := self._next(kind)) is not None), None)

    def give_up(self, kind: FetchKind) -> None:
        """Try no further place of *kind*: one is known."""
        self._left.pop(kind, None)

    def _next(self, kind: FetchKind) -> Fetch | None:
        places = self._left.get(kind)
        if not places:
            return None
        self._tried += 1
        return Fetch(url=places.popleft(), kind=kind, rank=SOURCE, order=1.0)
