"""What earlier runs know of a site, as plain values: discovery neither opens nor knows the store."""

from collections.abc import Callable
from datetime import datetime

import attrs

from newscrawl.discovery.learned.site_notes import SiteNotes
from newscrawl.discovery.learned.source_states import SourceState
from newscrawl.fates import FateNote
from newscrawl.web.page_keys import page_key


@attrs.frozen(kw_only=True)
class KnownArticle:
    """A stored article: its canonical address, times (aware) and content hash."""

    url: str
    published: datetime | None = None
    fetched: datetime | None = None
    content_hash: str | None = None
    withdrawn: bool = False
    seen_by: int = 0
    """Bits of `newscrawl.seen_by.SeenBy`; `first_seen_by` is one of them."""
    first_seen_by: int = 0


@attrs.frozen(kw_only=True)
class KnownPage:
    """The newest fetch of a page; `status` None: it was queued, and no response has come yet."""

    url: str
    kind: str
    status: int | None
    fetched: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    final_url: str | None = None


@attrs.define
class SiteMemory:
    """All that earlier runs know of one site.

    `articles` and `pages` are found by page key; `aliases` maps the page keys of an article's other addresses
    to the key of its canonical one; `notes` is what the last run left.
    `scope_covered`: the last complete run was after all that this one is after. `retries` are the fates of what was
    asked for in vain and is no stored article, `again` the addresses that the user wants to be asked for once more.
    `sources` are the states of feeds, sitemaps and listings, by address.
    `is_forgotten` tells whether an address was forgotten on request.
    """

    articles: dict[str, KnownArticle] = attrs.field(factory=dict)
    pages: dict[str, KnownPage] = attrs.field(factory=dict)
    aliases: dict[str, str] = attrs.field(factory=dict)
    notes: SiteNotes = attrs.field(factory=SiteNotes)
    scope_covered: bool = True
    retries: list[FateNote] = attrs.field(factory=list)
    again: list[str] = attrs.field(factory=list)
    sources: dict[str, SourceState] = attrs.field(factory=dict)
    is_forgotten: Callable[[str], bool] = lambda _: False

    def tries(self) -> dict[str, int]:
        """Return how often pages were asked for in vain so far, by page key."""
        return {page_key(note.url): note.tries for note in self.retries}

    def add_article(self, article: KnownArticle) -> None:
        """Remember *article*."""
        self.articles[page_key(article.url)] = article

    def add_page(self, page: KnownPage) -> None:
        """Remember *page*; an address that led to another is remembered as its alias."""
        key = page_key(page.url)
        self.pages[key] = page
        if page.final_url and (final := page_key(page.final_url)) and final != key:
            self.aliases[key] = final

    def page(self, url: str) -> KnownPage | None:
        """Return the newest fetch of the page at *url*."""
        return self.pages.get(page_key(url))

    def add_alias(self, url: str, canonical: str) -> None:
        """Remember that *url* is another address of the article at *canonical*."""
        key, target = page_key(url), page_key(canonical)
        if key != target:
            self.aliases[key] = target

    @property
    def complete_at(self) -> datetime | None:
        """When the last run ended that saw all that the site's pages name, or None."""
        return self.notes.complete_at if self.scope_covered else None

    def validators(self, url: str) -> KnownPage | None:
        """Return the page at *url* if it may be asked for conditionally.

        A page fetched after the last complete run may have named articles that were never fetched: a crash
        must not hide them behind a 304, so its validators are not used.
        """
        page, complete = self.pages.get(page_key(url)), self.complete_at
        if page is None or page.status not in (200, 304) or not (page.etag or page.last_modified):
            return None
        if page_key(url) in self.articles:
            return page
        if page.kind == "article":
            # It came to nothing: if it is asked for again, then to be read again, by another reader or for another end.
            return None
        return page if complete and page.fetched and page.fetched <= complete else None

    def last_fetched(self, article: KnownArticle) -> datetime | None:
        """Return when *article* was last asked for, whether the server sent it anew or said that it had not
        changed."""
        page = self.pages.get(page_key(article.url))
        times = [article.fetched, page.fetched if page and page.status in (200, 304) else None]
        return max((time for time in times if time is not None), default=None)

    def article(self, key: str) -> KnownArticle | None:
        """Return the article behind the page *key*, directly or through an alias."""
        return self.articles.get(key) or self.articles.get(self.aliases.get(key, ""))
