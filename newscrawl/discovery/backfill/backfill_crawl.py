"""A crawl that goes back through a site's months: the one engine, with the sources that reach back.

At every step it says what is left to do, so that an attempt that is cut short at any moment is gone on with.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs

from newscrawl.discovery.accounts.health import Verdict
from newscrawl.discovery.backfill.address_months import month_of_address
from newscrawl.discovery.backfill.changed_later import ChangedLater
from newscrawl.discovery.backfill.dated_archives import DatedArchives, archive_of
from newscrawl.discovery.backfill.page_scouts import PageScouts
from newscrawl.discovery.backfill.sitemap_months import GRACE, articles_within, children_within, month_of_entry
from newscrawl.discovery.crawl.frontier import ARCHIVE, HOME, LISTING, SOURCE, Fetch, FetchKind
from newscrawl.discovery.crawl.listings import Listing
from newscrawl.discovery.crawl.page_outcome import ArticleFacts, Outcome
from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.discovery.crawl.sitemap_budget import SitemapBudget
from newscrawl.discovery.learned.site_notes import SiteNotes
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.discovery.sources.sitemaps import Sitemap, names_sitemap
from newscrawl.fates import BacklogNote, FateNote, Reason
from newscrawl.seen_by import SeenBy
from newscrawl.web.calendar_months import Month, Period
from newscrawl.web.page_keys import page_key

FREE_SITEMAPS = 1_000
"""Sitemaps that an index may name, of months that are wanted, whatever they bring: more than news sites have."""

_SOURCES: dict[str, tuple[FetchKind, int]] = {
    "home": ("home", HOME),
    "sitemap": ("sitemap", SOURCE),
    "feed": ("feed", SOURCE),
}


class BackfillCrawl(SiteCrawl):
    """The crawl of what a site has published in *period*.

    *left* is what an earlier attempt has noted, all of it: what it has seen to is not asked for again. `take_backlog`
    hands over what is to be noted since it was called last; the other arguments are those of `SiteCrawl`.
    """

    def __init__(self, start_url: str, *, period: Period, left: Iterable[BacklogNote] = (), **crawl: Any) -> None:
        super().__init__(start_url, **crawl)
        self.period = period
        self._left = list(left)
        self._articles = {page_key(note.url): note.url for note in self._left if note.kind == "article"}
        self._noted = {page_key(note.url) for note in self._left}
        self._seen_to = {
            page_key(note.url) for note in self._left if note.reason is not None and not note.reason.is_asked_again
        }
        self._notes: list[BacklogNote] = []
        self._archives = DatedArchives(period)
        self._later = ChangedLater()
        self._scouts = PageScouts()
        self._holding: list[Fetch] | None = None
        self._months: dict[str, Month] = {}
        self._source_month: Month | None = None
        self._read_months: dict[str, Month] = {}
        self._done: set[str] = set()
        self._queued = 0
        self._went_ill = False
        self.ledger.seen.beside = int(SeenBy.BACKFILL)
        self.frontier.on_offer = self._wait
        self.listings.admits = self._admit
        if self._clock() > period.until + GRACE:
            self._intake.holds = self._hold
        self.book.on_settled = self._settled
        # What became of an address is kept at once: a killed process has nothing to hand over.
        self.book.batch = 1
        self._intake.sitemaps = SitemapBudget(FREE_SITEMAPS)

    def begin(self) -> None:
        """Queue the start page, and what an earlier attempt has left."""
        super().begin()
        for key in self._seen_to:
            self.frontier.close_key(key)
        for note in self._left:
            if page_key(note.url) not in self._seen_to:
                self._go_on_with(note)
        listings = [note.url for note in self._left if note.kind == "listing"]
        self._ask_archives([url for url in listings if archive_of(url) is not None])
        self._archives.learn(listings)
        self._ask_archives(self._archives.take())

    def next(self) -> Fetch | None:
        """Return the next fetch to make, as `SiteCrawl.next` does."""
        fetch = super().next()
        if fetch is None and not self.in_flight and not self._turns.limited:
            self._ask_archives(self._archives.take_days())
            for entry in self._later.take():
                self._intake.entry(entry, "sitemap", self._sitemap)
            for held in self._scouts.rest():
                self._ask_for(held.rest)
            fetch = super().next()
        return fetch

    def take_backlog(self) -> list[BacklogNote]:
        """Hand over what is to be noted."""
        notes, self._notes = self._notes, []
        return notes

    def saw_page(
        self,
        fetch: Fetch,
        page: LinkedPage,
        facts: ArticleFacts | None,
        link_header: str = "",
        *,
        follow: bool = True,
    ) -> Outcome:
        """Learn that *fetch* brought a page, as `SiteCrawl.saw_page` does."""
        if facts is not None and facts.published is not None:
            month = Month.of(facts.published)
            self._read_months[page_key(fetch.url)] = month
            self._later.came(fetch.url, useful=month in self.period)
        if fetch.kind == "article":
            self._scouted(fetch, Month.of(facts.published) if facts is not None and facts.published else None)
        with self._reading(fetch):
            self._holding = [] if fetch.kind in ("home", "listing") and not self._source_month else None
            outcome = super().saw_page(fetch, page, facts, link_header, follow=follow)
            held, self._holding = self._holding or [], None
            self._ask_for(self._scouts.split(fetch.url, held))
            if not outcome.article and follow:
                self._archives.learn(link.url for link in read_links(page, self._intake.on_site))
                self._archives.found(fetch.url, self._queued)
                self._ask_archives(self._archives.take())
        self._see_to(fetch, Reason.LISTING)
        if outcome.article and not outcome.wanted and page_key(fetch.url) not in self._done:
            self._end(page_key(fetch.url), Reason.DUPLICATE)
        return outcome

    def saw_sitemap(self, fetch: Fetch, sitemap: Sitemap) -> None:
        """Learn that *fetch* brought *sitemap*; what lies outside of the period is left."""
        is_index = sitemap.kind == "index"
        children = children_within([e for e in sitemap.entries if is_index or names_sitemap(e.url)], self.period)
        articles = articles_within([e for e in sitemap.entries if not (is_index or names_sitemap(e.url))], self.period)
        for entry in children.others:
            self.book.passed_over(entry.url, Reason.SCOPE, "a sitemap of other months", fetch.url)
        for entry in articles.changed_later:
            if self._intake.is_new(entry.url) and self._later.add(entry):
                self._note(entry.url, "article", month_of_entry(entry))
        months = {entry.url: month for entry in articles.within if (month := month_of_entry(entry)) is not None}
        with self._reading(fetch, months):
            super().saw_sitemap(fetch, attrs.evolve(sitemap, entries=[*children.within, *articles.within]))
        self._see_to(fetch, Reason.SOURCE)

    def saw_feed(self, fetch: Fetch, entries: Iterable[Candidate], next_url: str | None = None) -> None:
        """Learn that *fetch* brought a feed, as `SiteCrawl.saw_feed` does."""
        entries = list(entries)
        months = {entry.url: month for entry in entries if (month := month_of_entry(entry)) is not None}
        with self._reading(fetch, months):
            super().saw_feed(fetch, entries, next_url)
        self._see_to(fetch, Reason.SOURCE)

    def failed(self, fetch: Fetch, reason: Reason = Reason.FAILED, detail: str = "") -> None:
        """Learn that *fetch* brought nothing of use, as `SiteCrawl.failed` does."""
        super().failed(fetch, reason, detail)
        self._scouted(fetch, None)
        self._see_to(fetch, reason)

    def verdict(self) -> Verdict | None:
        """Return what was wrong with the crawl, or None: an attempt that only ends an earlier one finds little."""
        verdict = super().verdict()
        self._went_ill = verdict is not None and verdict.outcome != "empty"
        return None if verdict and verdict.outcome == "empty" and self._left else verdict

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left that another attempt would go on with. To be asked for after `verdict`."""
        return not self._turns.limited and not self._went_ill and next(self.frontier.waiting(), None) is None

    def notes(self, *, finished: bool) -> SiteNotes:
        """Return what the next crawl should know; the archives of past months are not among its listings."""
        for entry in self._later.rest():
            self.book.passed_over(entry.url, Reason.SCOPE, "last changed long after the months that are wanted")
        return attrs.evolve(super().notes(finished=finished), listings=self.memory.notes.listings)

    @property
    def _sitemap(self) -> Fetch:
        return Fetch(url=self.start_url, kind="sitemap", rank=SOURCE)

    def _go_on_with(self, note: BacklogNote) -> None:
        month = Month.read(note.month)
        if note.kind == "article":
            if note.reason is not None:
                return
            self.ledger.seen.saw(page_key(note.url), note.seen_by)
            if self.memory.article(page_key(note.url)) is not None:
                # It was stored in the moment in which the attempt was cut short.
                self._end(page_key(note.url), Reason.STORED)
            elif month is not None and month > self.period.last:
                self._later.add(Candidate(url=note.url, modified=month.start))
            else:
                order = float((self._clock() - month.start).days) if month is not None else 0.0
                self._intake.offer(Fetch(url=note.url, kind="article", rank=ARCHIVE, order=order))
        elif note.kind == "listing":
            if self.frontier.mark_seen(note.url):
                self.listings.offer(note.url)
        else:
            kind, rank = _SOURCES[note.kind]
            self._intake.offer(Fetch(url=note.url, kind=kind, rank=rank, child=True))

    def _ask_archives(self, urls: Iterable[str]) -> None:
        for place, url in enumerate(urls):
            key = page_key(url)
            if key in self._seen_to or key in self._asked:
                continue
            # A page that links to it may have put it among the listings, which are not all asked for.
            self.frontier.reopen(url)
            listing = Listing(url, "dated archive")
            self.frontier.offer(Fetch(url=url, kind="listing", rank=LISTING, order=float(place), listing=listing))

    @contextmanager
    def _reading(self, fetch: Fetch, months: dict[str, Month] | None = None) -> Iterator[None]:
        """Take the *months* that a source tells of its entries for theirs, failing that its own."""
        self._months = months or {}
        self._source_month = month_of_address(fetch.url) if fetch.kind in ("sitemap", "listing") else None
        self._queued = 0
        yield
        self._months, self._source_month = {}, None

    def _wait(self, fetch: Fetch) -> None:
        """*fetch* was queued."""
        if fetch.known:
            return
        self._queued += fetch.kind == "article"
        month = self._months.get(fetch.url) or month_of_address(fetch.url)
        self._note(fetch.url, fetch.kind, month or (self._source_month if fetch.kind == "article" else None))

    def _hold(self, fetch: Fetch) -> bool:
        """Tell whether the article is held back until others of its page tell of which months it can be."""
        if self._holding is None or month_of_address(fetch.url) is not None:
            return False
        if not self._scouts.is_held(fetch.url) and all(one.url != fetch.url for one in self._holding):
            self._holding.append(fetch)
            self._queued += 1
            self._note(fetch.url, "article", None)
        return True

    def _scouted(self, fetch: Fetch, month: Month | None) -> None:
        """The article of *fetch* is of that *month*: what was held back because of it is asked for, or not."""
        held = self._scouts.came(fetch.url, month)
        side = held.side(self.period) if held is not None else None
        if held is None or side is None:
            self._ask_for(held.rest if held is not None else [])
            return
        for one in held.rest:
            self.book.passed_over(one.url, Reason.SCOPE, f"stands between articles of {side} months", held.page)
            self._end(page_key(one.url), Reason.SCOPE)
        if side == "earlier":
            self._turns.old_ones.setdefault(held.page, []).extend([True] * len(held.rest))

    def _ask_for(self, fetches: Iterable[Fetch]) -> None:
        for fetch in fetches:
            self._intake.offer(fetch)

    def _admit(self, url: str) -> bool:
        """Tell whether the listing at *url* is worth a place: not where it is the archive of other months."""
        archive = archive_of(url)
        if archive is not None:
            make, month = archive
            last = Month(month.year, 12) if make.unit == "year" else month
            if not Period(month, last).meets(self.period):
                return False
        self._note(url, "listing", month_of_address(url))
        return True

    def _note(self, url: str, kind: str, month: Month | None) -> None:
        key = page_key(url)
        if kind == "article":
            self._articles.setdefault(key, url)
        if key not in self._noted:
            self._noted.add(key)
            self._add(url, kind, month, None)

    def _settled(self, note: FateNote) -> None:
        """An address has its fate: of an article that this backfill has found, it is kept with it."""
        self._end(page_key(note.url), note.reason)

    def _end(self, key: str, reason: Reason) -> None:
        if key in self._articles:
            self._done.add(key)
            self._add(self._articles[key], "article", self._read_months.get(key), reason)

    def _see_to(self, fetch: Fetch, reason: Reason) -> None:
        """Note what came of a source, after all that it names."""
        if fetch.kind != "article":
            self._add(fetch.url, fetch.kind, month_of_address(fetch.url), reason)

    def _add(self, url: str, kind: str, month: Month | None, reason: Reason | None) -> None:
        text = str(month) if month is not None else None
        seen_by = self.ledger.seen.kinds(page_key(url))
        note = BacklogNote(site=self.site, url=url, kind=kind, month=text, reason=reason, seen_by=seen_by)
        self._notes.append(note)
