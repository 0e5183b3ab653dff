"""The frontier: what is to be fetched next, and what never again in this run."""

import heapq
from collections.abc import Callable, Iterator
from typing import Literal

import attrs

from newscrawl.discovery.crawl.listings import Listing
from newscrawl.web.page_keys import page_key

FetchKind = Literal["home", "sitemap", "feed", "listing", "article"]

HOME, SOURCE, FRESH, YOUNG, LISTING, ARCHIVE = range(6)
"""Ranks, the most urgent first: start page; feeds and sitemaps; fresh articles; young ones to be looked at
again; listings; the archive."""


@attrs.frozen(kw_only=True)
class Fetch:
    """One request to make.

    `etag` and `last_modified` are what the server gave last time, for a conditional request. `known`: the article
    is stored already. `claimed_change`: a source says that it has changed since. `child`: named by another source,
    not a site's entry. `in_section`: named by a page of a section that is wanted. `told` is the text of the
    link. `listing` is the listing's own state.
    """

    url: str
    kind: FetchKind
    rank: int
    order: float = 0.0
    found_on: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    known: bool = False
    child: bool = False
    in_section: bool = False
    claimed_change: bool = False
    told: str = ""
    listing: Listing | None = attrs.field(default=None, eq=False)


class Frontier:
    """Fetches by rank, then by order (low first), then first come; one a page in a run.

    A page is *seen* once it was offered, *done* once its fetch was handed out or a redirect, a canonical link
    or its id has shown it to be a page that was. *identity* names an article whatever its slug, *trusted* tells
    whether that name can be relied on yet.
    """

    def __init__(self, identity: Callable[[str], str | None], trusted: Callable[[str], bool]) -> None:
        self._identity = identity
        self._trusted = trusted
        self._heap: list[tuple[int, float, int, Fetch]] = []
        self._count = 0
        self._seen: set[str] = set()
        self._done: dict[str, str] = {}
        """Names of pages that are done, with the page key of the page that each is."""
        self.on_offer: Callable[[Fetch], None] = lambda _: None
        """Told of each fetch that is queued."""
        self.on_same: Callable[[Fetch, str], None] = lambda *_: None
        """Told of each fetch that is not made since its id has shown it to be a page that was, under this page key."""

    def __len__(self) -> int:
        return len(self._heap)

    def offer(self, fetch: Fetch) -> bool:
        """Queue *fetch*; False where its page was seen before."""
        key = page_key(fetch.url)
        if not key or key in self._seen or self._dropped(fetch):
            return False
        self._seen.add(key)
        self._count += 1
        heapq.heappush(self._heap, (fetch.rank, fetch.order, self._count, fetch))
        self.on_offer(fetch)
        return True

    def seen(self, url: str) -> bool:
        """Tell whether the page at *url* was offered or is done."""
        key = page_key(url)
        return key in self._seen or self._done_as(url, key) is not None

    def seen_key(self, key: str) -> bool:
        """Tell whether a page with the page key *key* was offered or is done."""
        return key in self._seen or key in self._done

    def mark_seen(self, url: str) -> bool:
        """Mark the page at *url* as seen without queueing it; False where it was already."""
        if self.seen(url):
            return False
        self._seen.add(page_key(url))
        return True

    def close_key(self, key: str) -> None:
        """Mark the page with the page key *key* as done."""
        self._seen.add(key)
        self._done.setdefault(key, key)

    def close(self, url: str) -> bool:
        """Mark the page at *url* as done; False where it was already."""
        key = page_key(url)
        fresh = self._done_as(url, key) is None
        self._seen.add(key)
        self._done.setdefault(key, key)
        if identity := self._identity(url):
            self._done.setdefault(identity, key)
        return fresh

    def reopen(self, url: str) -> None:
        """Forget that the page at *url* was seen or is done, so that it can be offered."""
        key = page_key(url)
        self._seen.discard(key)
        self._done.pop(key, None)
        self._done.pop(self._identity(url) or "", None)

    def waiting(self) -> Iterator[Fetch]:
        """Yield what is queued and not done meanwhile, in no order."""
        return (item[3] for item in self._heap if self._done_as(item[3].url, page_key(item[3].url)) is None)

    def next_rank(self) -> int | None:
        """Return the rank of the fetch that `pop` would return, or None."""
        while self._heap and self._dropped(self._heap[0][3]):
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def pop(self) -> Fetch | None:
        """Take out the most urgent fetch whose page is not done meanwhile, and mark that as done."""
        if self.next_rank() is None:
            return None
        fetch = heapq.heappop(self._heap)[3]
        self.close(fetch.url)
        return fetch

    def _dropped(self, fetch: Fetch) -> bool:
        """Tell whether the page of *fetch* is done, and say so where only its id shows it."""
        key = page_key(fetch.url)
        done = self._done_as(fetch.url, key)
        if done is not None and key not in self._done:
            self.on_same(fetch, done)
        return done is not None

    def _done_as(self, url: str, key: str) -> str | None:
        """Return the page key under which the page at *url*, itself under *key*, is done."""
        if key in self._done:
            return self._done[key]
        identity = self._identity(url)
        return self._done.get(identity) if identity is not None and self._trusted(url) else None
