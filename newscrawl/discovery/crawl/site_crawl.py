"""The crawl of one site: what to fetch next, given what was found so far and what earlier runs know.

No network, no store, no Scrapy, and the time is given: a `SiteCrawl` hands out fetches and is told what came of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from newscrawl.discovery.accounts.fate_book import FateBook
from newscrawl.discovery.accounts.health import Verdict
from newscrawl.discovery.accounts.ledger import Ledger
from newscrawl.discovery.accounts.retries import Retries
from newscrawl.discovery.addresses.declared import DeclaredAddresses
from newscrawl.discovery.addresses.url_classifier import is_believed, log_odds
from newscrawl.discovery.crawl.admission import Intake
from newscrawl.discovery.crawl.frontier import FRESH, HOME, SOURCE, YOUNG, Fetch, Frontier
from newscrawl.discovery.crawl.leads import Leads
from newscrawl.discovery.crawl.listings import Listing, ListingBook
from newscrawl.discovery.crawl.page_outcome import ArticleFacts, Outcome
from newscrawl.discovery.crawl.resume import recall
from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.discovery.crawl.scope import Scope
from newscrawl.discovery.crawl.turns import Turns
from newscrawl.discovery.evidence.siblings import Siblings
from newscrawl.discovery.evidence.source_log import SourceLog
from newscrawl.discovery.evidence.told_articles import ToldArticles
from newscrawl.discovery.learned.mirror_hosts import TwinHosts
from newscrawl.discovery.learned.site_memory import SiteMemory
from newscrawl.discovery.learned.site_notes import SiteNotes
from newscrawl.discovery.pages.front import lack_of
from newscrawl.discovery.pages.head_links import HeadLinks, read_head_links
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.discovery.pages.pagination import find_pagination
from newscrawl.discovery.pages.teasers import Card, read_cards
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.discovery.sources.sitemaps import Sitemap, names_sitemap
from newscrawl.discovery.sources.well_known import Guesses
from newscrawl.fates import Reason
from newscrawl.seen_by import SeenBy
from newscrawl.web.page_keys import page_key
from newscrawl.web.sites import site_of

NOFOLLOW = "the start page asks robots not to follow its links; start at another page, or see the page on rights"


class SiteCrawl:
    """The crawl of the site of *start_url*.

    Call `begin`, then `next` whenever a request can be made, and one of `saw_page`, `saw_feed`,
    `saw_sitemap`, `unchanged` or `failed` for each fetch handed out; at the end `notes`. *clock* returns the
    current time, aware; *declared* is what the publisher states of its addresses. `counts` tells what
    happened, by name; `book` what became of every address.
    """

    def __init__(
        self,
        start_url: str,
        *,
        scope: Scope,
        memory: SiteMemory,
        plan: RevisitPlan,
        clock: Callable[[], datetime],
        declared: DeclaredAddresses | None = None,
    ) -> None:
        self.start_url = start_url
        self.site = site_of(start_url)
        self.scope = scope
        self.memory = memory
        notes = memory.notes
        memory.scope_covered = scope.is_within(notes.complete_scope)
        self.counts: Counter[str] = Counter()
        self.patterns = notes.patterns
        self.patterns.declared = declared or DeclaredAddresses()
        self.rhythm = notes.rhythm
        self.honesty = notes.lastmod
        self.recurring = notes.recurring
        self.frontier = Frontier(self.patterns.identity, self.patterns.trusts_ids)
        self.listings = ListingBook(later=memory.complete_at is not None, probing=not scope.since or scope.backwards)
        self.articles: set[str] = set(memory.articles)
        self.book = FateBook(site=self.site, clock=clock, tries=memory.tries())
        self.ledger = Ledger(self.book, memory)
        self._told = ToldArticles(self.articles, self.patterns)
        self._sources = SourceLog(notes)
        self.siblings = Siblings.from_note(notes.templates)
        self._asked: set[str] = set()
        self.hosts = TwinHosts(start_url[: start_url.index("/", 8)], set(notes.twin_origins))
        self.hosts.twins |= self.patterns.declared.origins - {self.hosts.origin}
        self._intake = Intake(
            site=self.site,
            scope=scope,
            memory=memory,
            patterns=self.patterns,
            honesty=self.honesty,
            frontier=self.frontier,
            listings=self.listings,
            clock=clock,
            articles=self.articles,
            counts=self.counts,
            hosts=self.hosts,
            book=self.book,
            seen=self.ledger.seen,
        )
        self._retries = Retries.of(memory.retries, clock())
        self.words = self._intake.words
        self._plan, self._clock = plan, clock
        self._guesses = Guesses(start_url)
        self._leads = Leads(intake=self._intake, guesses=self._guesses, counts=self.counts)
        self._published: list[datetime] = []
        self._in_flight: Counter[str] = Counter()
        self._turns = Turns(self._intake, self._guesses)

    def begin(self) -> None:
        """Queue the start page and what earlier runs leave to do."""
        recalled = recall(self.memory, self._plan, self._clock())
        for key in (*recalled.done, *self._retries.done):
            self.frontier.close_key(key)
        for url in recalled.known_urls:
            if self.patterns.declared.has_ids:
                # An address that is new of a stored article says that it was corrected.
                self.frontier.close_key(page_key(url))
            else:
                self.frontier.close(url)
        again = [Fetch(url=url, kind="article", rank=YOUNG) for url in (*self._retries.due, *self.memory.again)]
        left = filter(self._intake.is_left, (*recalled.fetches, *again))
        for fetch in (Fetch(url=self.start_url, kind="home", rank=HOME), *left):
            self.frontier.reopen(fetch.url)
            self._intake.offer(fetch)
            self._intake.revisited.add(fetch.url)
        for url, value in recalled.listings.items():
            if self.frontier.mark_seen(url):
                self.listings.offer(url, 1.0 + value)
        if recalled.guessed:
            self._guesses.give_up("sitemap")
            self._guesses.give_up("feed")

    def robots(self, sitemaps: Iterable[str]) -> None:
        """Queue the *sitemaps* (canonical addresses) that robots.txt names."""
        for url in filter(self._intake.on_site, sitemaps):
            self._guesses.give_up("sitemap")
            self._intake.offer(Fetch(url=url, kind="sitemap", rank=SOURCE))

    def next(self) -> Fetch | None:
        """Return the next fetch to make, or None: nothing to do now, and nothing ever if none is under way."""
        fetch = self._turns.next(self._in_flight)
        if fetch is not None:
            self.counts["fetches"] += 1
            self._in_flight[fetch.kind] += 1
            self._asked.add(page_key(fetch.url))
        return fetch

    def at_home(self, url: str) -> str:
        """Return the canonical *url* as the site's own address where its host is one of the site's."""
        return self.hosts.moved(url)

    def claim(self, source: str, target: str) -> bool:
        """Tell whether to follow a redirect from *source* to *target*: within the site, to a page not fetched yet. It
        counts as fetched from then on."""
        if not self._intake.on_site(target):
            self.counts["redirects_off_site"] += 1
            return False
        if page_key(source) == page_key(target):
            return True
        # A new slug of the same id is the same page, which `next` has closed when it handed out the old one.
        identity = self.patterns.identity(target)
        same = identity is not None and identity == self.patterns.identity(source)
        fresh = self.frontier.close(target) or (same and not self._is_asked(target))
        self._asked.add(page_key(target))
        self.ledger.seen.same(page_key(source), page_key(target))
        self.book.settle(source, Reason.REDIRECT, f"to {target}")
        self.counts["redirects" if fresh else "redirects_to_known"] += 1
        return fresh

    def _is_asked(self, url: str) -> bool:
        return page_key(url) in self._asked or page_key(url) in self.articles

    def saw_page(
        self,
        fetch: Fetch,
        page: LinkedPage,
        facts: ArticleFacts | None,
        link_header: str = "",
        *,
        follow: bool = True,
    ) -> Outcome:
        """Learn that *fetch* brought *page*, read as the article *facts* or as none.

        *link_header* is the value of the response's `Link`. Not *follow*: the page asks that its links lead nowhere.
        """
        url = page.url
        self._settle(fetch)
        self.frontier.close(url)
        if facts is not None and is_believed(fetch.kind, self._intake.judge(url).probability):
            wanted = self._saw_article(fetch, url, facts)
            new: list[str] = []
            if follow and (wanted or self.scope.since is None):
                own = self._intake.own(read_links(page, self._intake.is_new))
                _, new = self._intake.links(own, fetch, fresh=False, by=SeenBy.LINK)
            new += self._intake.settle_hosts(fetch)
            return Outcome(article=True, wanted=wanted, queued=tuple(new))
        head = read_head_links(page, link_header)
        if fetch.kind == "home":
            self._leads.sources(head)
        cards = self._saw_listing(fetch, page, head) if follow else ()
        if fetch.kind == "article":
            self.patterns.learn(url, is_article=False)
            self.counts["not_articles"] += 1
        self.ledger.no_article(fetch, url, len(cards), self._intake.judge(url).probability)
        if follow and (not cards or page.root.css_first("frameset") is not None):
            self._leads.follow(fetch, page)
        if fetch.kind == "home" and not cards:
            self.ledger.health.front = self.ledger.health.front or (lack_of(page.root) if follow else NOFOLLOW)
        self._intake.settle_hosts(fetch)
        return Outcome(article=False, wanted=False, cards=cards)

    def saw_part(self, fetch: Fetch, url: str, first: str) -> None:
        """Learn that *fetch* brought, from *url*, a later page of the article whose *first* page is the one to ask."""
        self._settle(fetch)
        self.ledger.health.answered += 1
        self.has_parts(first, [url])
        self._ask_again(first)

    def has_parts(self, url: str, pages: Iterable[str]) -> None:
        """Learn that the article at *url* goes on at *pages*, which are not to be asked for on their own."""
        for page in pages:
            self.frontier.close(page)
            self.book.settle(page, Reason.PART, f"of {url}")

    def prior(self, url: str) -> float:
        """Return the log odds that the page at *url* is an article, by its address and what is known of the site."""
        return log_odds(self._intake.judge(url).probability)

    def saw_feed(self, fetch: Fetch, entries: list[Candidate], next_url: str | None = None) -> None:
        """Learn that *fetch* brought a feed with *entries*; its next page is asked for if it showed new ones."""
        self._settle(fetch)
        self._guesses.give_up("feed")
        self.ledger.source(fetch, "feed", entries)
        if not fetch.child:
            self._sources.feeds.append(fetch.url)
        new = sum(self._intake.entry(entry, "feed", fetch) for entry in entries)
        if new and next_url and self._intake.on_site(next_url):
            self._intake.offer(Fetch(url=next_url, kind="feed", rank=SOURCE, order=2.0, child=True), fetch.url)

    def saw_sitemap(self, fetch: Fetch, sitemap: Sitemap) -> None:
        """Learn that *fetch* brought *sitemap*."""
        self._settle(fetch)
        self._guesses.give_up("sitemap")
        self.ledger.source(fetch, "sitemap", sitemap.entries)
        if not fetch.child:
            self._sources.saw_sitemap(fetch.url, sitemap)
        new = 0
        for entry in sitemap.entries:
            if sitemap.kind == "index" or names_sitemap(entry.url):
                self._intake.child_sitemap(entry)
            else:
                new += self._intake.entry(entry, "sitemap", fetch)
        self._intake.sitemaps.learn(useful=self._intake.names_known(sitemap.entries) or new > 0)
        self._intake.release_sitemaps()

    def unchanged(self, fetch: Fetch) -> None:
        """Learn that the server answered *fetch* with 304: the page is as it was."""
        self._settle(fetch)
        self.counts["not_modified"] += 1
        self.ledger.unchanged(fetch, is_article=fetch.known or page_key(fetch.url) in self.articles)
        if fetch.kind == "feed" and not fetch.child:
            self._sources.feeds.append(fetch.url)
        elif fetch.kind == "sitemap":
            self._unchanged_sitemap(fetch)
        elif fetch.claimed_change:
            self.honesty.learn(changed=False)
        elif fetch.listing is not None:
            self.listings.report(fetch.listing, 0, None)

    def _unchanged_sitemap(self, fetch: Fetch) -> None:
        # It was of use when it was kept, and tells nothing of the others.
        self._intake.sitemaps.learn(useful=True)
        if not fetch.child:
            for url in self._sources.unchanged_sitemap(fetch.url):
                self._intake.child_sitemap(Candidate(url=url))
        self._intake.release_sitemaps()

    def failed(self, fetch: Fetch, reason: Reason = Reason.FAILED, detail: str = "") -> None:
        """Learn that *fetch* brought nothing of use, for this *reason*: an error, a refusal, a file …"""
        self._settle(fetch)
        self.counts["failed"] += 1
        self.ledger.failed(fetch, reason, detail)
        if fetch.listing is not None:
            self.listings.report(fetch.listing, 0, None)

    def stored(self, fetch: Fetch, url: str, content_hash: str | None, detail: str = "") -> None:
        """Learn that what *fetch* brought is stored at the canonical *url*, with *content_hash*; *detail*: how."""
        known = self.memory.article(page_key(fetch.url))
        changed = known is None or known.content_hash != content_hash
        if fetch.claimed_change and known is not None:
            self.honesty.learn(changed=changed)
        self.ledger.stored(fetch, url, known, detail, changed=changed)

    def verdict(self) -> Verdict | None:
        """Return what was wrong with the crawl, or None. To be asked for at its end."""
        rest = self.ledger.verdict(self._intake.named.total())
        return None if self._turns.limited else self._intake.sections.verdict(rest)

    @property
    def in_flight(self) -> int:
        """How many fetches are handed out and not yet reported on."""
        return self._in_flight.total()

    def forget_lost(self) -> None:
        """Take every fetch that is still under way as lost."""
        self._in_flight.clear()

    def notes(self, *, finished: bool) -> SiteNotes:
        """Return what the next run should know.

        *finished*: the crawl ended because nothing was left to do. Only then, and if nothing was out of
        scope, may the next run ask conditionally for the pages fetched up to now.
        """
        now = self._clock()
        self.rhythm.learn(self._published, now)
        complete = finished and not self._turns.limited and not self.scope.backwards
        self._intake.pass_over_rest(Reason.LIMIT if self._turns.limited else Reason.QUEUED)
        old = self.memory.notes
        return SiteNotes(
            patterns=self.patterns,
            rhythm=self.rhythm,
            lastmod=self.honesty,
            recurring=self.recurring,
            twin_origins=self.hosts.as_note(),
            templates=self.siblings.as_note(),
            feeds=self._sources.all_feeds(),
            sitemaps=self._sources.all_sitemaps(),
            listings=self._sources.all_listings(),
            guessed_at=now if finished else old.guessed_at,
            complete_at=now if complete else old.complete_at,
            complete_scope=self.scope.as_note() if complete else old.complete_scope,
        )

    def _settle(self, fetch: Fetch) -> None:
        self._in_flight[fetch.kind] -= 1

    def _saw_article(self, fetch: Fetch, url: str, facts: ArticleFacts) -> bool:
        stated = self._believed(url, facts)
        known = self.memory.article(page_key(stated)) or self.memory.article(page_key(url))
        key = page_key(stated)
        repeats = None if fetch.known else self._told.repeats(key, facts)
        self.patterns.learn(url, is_article=not repeats or key == page_key(url))
        self.frontier.close(stated)
        self.ledger.seen.same(page_key(url), key)
        self._told.add(url, key, facts)
        self.hosts.saw_article(key)
        self.ledger.article(fetch)
        for other in self._retries.recovered(fetch.url):
            self._ask_again(other)
        if repeats:
            self.counts["duplicates"] += 1
            self.book.settle(url, Reason.DUPLICATE, repeats)
            return False
        self._intake.gained(fetch.url)
        if known is None and facts.published is not None:
            self._published.append(facts.published)
        if fetch.found_on is not None:
            self._turns.old_ones.setdefault(fetch.found_on, []).append(self.scope.is_too_old(facts.published))
        in_section = fetch.in_section or self.scope.in_section(stated, facts.section)
        wanted = in_section and self.scope.allows_time(facts.published)
        self.counts["wanted" if wanted else "out_of_scope"] += 1
        if not wanted and known is None:
            self.book.settle(url, Reason.SCOPE, f"published {facts.published or 'at an unknown time'}")
        return wanted

    def _believed(self, url: str, facts: ArticleFacts) -> str:
        """Return the address of the article on the page at *url*: the one that it states, unless another page with
        another text has stated that too. Then nobody is believed, and the page of that address is asked for itself."""
        if self._told.is_believable(url, facts):
            return facts.url
        self.counts["canonicals_not_believed"] += 1
        self._ask_again(facts.url)
        return url

    def _ask_again(self, url: str) -> None:
        """Queue the article at *url*, though its page was taken for done, unless it is stored or was asked for."""
        if page_key(url) not in self._asked and self.memory.article(page_key(url)) is None:
            self.frontier.reopen(url)
            self._intake.offer(Fetch(url=url, kind="article", rank=FRESH))

    def _saw_listing(self, fetch: Fetch, page: LinkedPage, head: HeadLinks) -> tuple[Card, ...]:
        url = page.url
        links = self._leads.links(fetch, page)
        listing = fetch.listing or Listing(url, "start")
        pagination = find_pagination(links, url, head.next_page)
        if pagination is not None:
            # The listing's other pages have their own turn, by what this one has shown.
            links = [link for link in links if not pagination.holds(link.url)]
        next_page = head.next_page if pagination is None or not pagination.holds(head.next_page or "") else None
        self._leads.further_pages(page, next_page)
        articles, new = self._intake.links(links, fetch, fresh=listing.chain is None, by=SeenBy.LISTING)
        if listing.chain is None:
            self._sources.saw_listing(url, len(new))
        for further in self.listings.report(listing, len(new), pagination):
            if self.frontier.mark_seen(further.url):
                self.listings.add(further)
        return tuple(read_cards(articles))
