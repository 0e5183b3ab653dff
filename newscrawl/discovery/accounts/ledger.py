"""What came of each fetch: noted as the fate of its address, for its sources, and for the crawl's health."""

from collections.abc import Collection

import attrs

from newscrawl.discovery.accounts.fate_book import FateBook
from newscrawl.discovery.accounts.health import Health, Verdict
from newscrawl.discovery.accounts.seen_book import SeenBook
from newscrawl.discovery.accounts.source_book import SourceBook
from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.discovery.learned.site_memory import KnownArticle, SiteMemory
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.fates import Reason
from newscrawl.seen_by import SeenBy
from newscrawl.web.counted import counted
from newscrawl.web.page_keys import page_key

LISTS_ARTICLES = 5
"""Links to articles from which a page that is none is a listing."""

_REFUSALS = (Reason.REFUSED, Reason.CHALLENGE, Reason.FAILED)
_NOTHING_THERE = (Reason.GONE, Reason.FAILED, Reason.ROBOTS)


@attrs.define
class Ledger:
    """Notes in `book`, `sources` and `seen`, and counts in `health`; `memory` tells what was stored before."""

    book: FateBook
    memory: SiteMemory
    health: Health = attrs.field(factory=Health)
    sources: SourceBook = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: SourceBook(self.book.site, self.memory, self.book.clock), takes_self=True),
    )
    seen: SeenBook = attrs.field(init=False, default=attrs.Factory(lambda self: SeenBook(self.memory), takes_self=True))

    def source(self, fetch: Fetch, detail: str, entries: Collection[Candidate]) -> None:
        """*fetch* brought a feed or a sitemap with *entries*."""
        self.book.settle(fetch.url, Reason.SOURCE, detail)
        self.sources.came(fetch, entries)

    def article(self, fetch: Fetch) -> None:
        """*fetch* brought an article."""
        self.health.read += 1
        self.health.answered += fetch.kind == "article"

    def no_article(self, fetch: Fetch, url: str, articles: int, probability: float) -> None:
        """The page at *url* reads as no article; so many of its links lead to *articles*, and by its address it was
        likely one with *probability*."""
        self.health.answered += fetch.kind == "article"
        self.sources.listed(fetch, articles)
        if fetch.kind != "article" or articles >= LISTS_ARTICLES:
            self.book.settle(url, Reason.LISTING, counted(articles, "article") if articles else "")
        elif not fetch.known:
            self.book.settle(url, Reason.NOT_ARTICLE, f"by its address {probability:.0%} likely one")

    def unchanged(self, fetch: Fetch, *, is_article: bool) -> None:
        """The server said that what *fetch* asked for is as it was: it names what it named."""
        self.health.answered += fetch.kind == "article"
        self.health.named += 1
        self.sources.unchanged(fetch)
        if is_article:
            self.seen.saw(page_key(fetch.url), SeenBy.REVISIT)
        else:
            self.book.settle(fetch.url, Reason.SOURCE, "unchanged")

    def failed(self, fetch: Fetch, reason: Reason, detail: str) -> None:
        """*fetch* brought nothing of use; a stored article stays what it is for all that."""
        self.sources.failed(fetch, reason, detail)
        if fetch.kind == "article" and reason in _REFUSALS:
            self.health.refuse(detail or "with nothing")
        else:
            self.health.answered += fetch.kind == "article" and reason is not Reason.ROBOTS
        # The usual places of feeds and sitemaps, which no page has named, are guesses of ours.
        is_guess = fetch.kind in ("feed", "sitemap") and not self.book.is_queued(fetch.url)
        if not fetch.known and not (is_guess and reason in _NOTHING_THERE):
            self.book.settle(fetch.url, reason, detail)

    def stored(self, fetch: Fetch, url: str, known: KnownArticle | None, detail: str = "", *, changed: bool) -> None:
        """The article that *fetch* brought is stored at the canonical *url*; *known* is what it was before, *detail*
        says how."""
        if fetch.known:
            self.seen.saw(page_key(fetch.url), SeenBy.REVISIT)
        named_on = self.seen.stored(page_key(fetch.url), url)
        if known is None:
            self.sources.gave(named_on)
        reason = Reason.STORED if known is None else Reason.REVISED if changed else Reason.UNCHANGED
        self.book.settle(fetch.url, reason, detail)

    def verdict(self, named: int) -> Verdict | None:
        """Return what was wrong with the crawl, in which pages, feeds and sitemaps *named* so many articles."""
        self.health.named += named
        return self.health.verdict(self.book.counts, has_articles=bool(self.memory.articles))
