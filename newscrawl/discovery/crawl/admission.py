"""The intake: judges what feeds, sitemaps and pages name, and queues what is worth a request."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

import attrs

from newscrawl.discovery.accounts.fate_book import FateBook
from newscrawl.discovery.accounts.sections_seen import SectionsSeen
from newscrawl.discovery.accounts.seen_book import SeenBook
from newscrawl.discovery.addresses.traps import Trap, plain_view
from newscrawl.discovery.addresses.url_classifier import Judgement, Source, judge
from newscrawl.discovery.crawl.frontier import ARCHIVE, FRESH, LISTING, SOURCE, YOUNG, Fetch, Frontier
from newscrawl.discovery.crawl.listings import ListingBook
from newscrawl.discovery.crawl.scope import Scope
from newscrawl.discovery.crawl.sitemap_budget import SitemapBudget
from newscrawl.discovery.evidence.source_words import WordBook
from newscrawl.discovery.evidence.suspects import Suspects
from newscrawl.discovery.learned.lastmod_trust import LastmodHonesty
from newscrawl.discovery.learned.mirror_hosts import TwinHosts, origin_of, site_of_origin
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.learned.site_memory import KnownArticle, SiteMemory
from newscrawl.discovery.pages.feed_links import leads_to_feed
from newscrawl.discovery.pages.links import PageLink
from newscrawl.discovery.pages.pagination import first_pages
from newscrawl.discovery.sources.candidates import Candidate
from newscrawl.discovery.sources.sitemaps import lists_articles
from newscrawl.fates import Reason
from newscrawl.seen_by import SeenBy
from newscrawl.web.page_keys import is_twin, page_key

# What a publisher's declared ids settle.
SURE, NO_ARTICLE = Judgement("article", 0.999), Judgement("listing", 0.001)
FRESH_DAYS = 3.0
UNKNOWN_DAYS = 1000.0
MAX_DISMISSED = 50_000
MAX_LINKED_FEEDS = 30
SAME_ID = "as one of the same id"
_PLACE_HINT = {"nav": 1.3, "header": 1.3, "footer": 0.5}


@attrs.define(kw_only=True)
class Intake:
    """What one site's crawl takes in; `articles` are the page keys of all articles known so far.

    `clock` returns the current time, aware.
    """

    site: str
    scope: Scope
    memory: SiteMemory
    patterns: SitePatterns
    honesty: LastmodHonesty
    frontier: Frontier
    listings: ListingBook
    clock: Callable[[], datetime]
    articles: set[str]
    counts: Counter[str]
    hosts: TwinHosts
    book: FateBook
    seen: SeenBook
    suspects: Suspects = attrs.field(init=False, factory=Suspects)
    words: WordBook = attrs.field(init=False, factory=WordBook)
    sections: SectionsSeen = attrs.field(init=False, default=attrs.Factory(lambda self: SectionsSeen(self.scope), True))
    named: Counter[str] = attrs.field(init=False, factory=Counter)
    """How many addresses of articles each page, feed or sitemap named, whether they were known or not."""
    revisited: set[str] = attrs.field(init=False, factory=set)
    holds: Callable[[Fetch], bool] = attrs.field(init=False, default=lambda _: False)
    """Asked of each new article that a page leads to; where it says yes, that is offered later, or not at all."""
    sitemaps: SitemapBudget = attrs.field(init=False, factory=SitemapBudget)
    _named: set[str] = attrs.field(init=False, factory=set)
    _dismissed: set[str] = attrs.field(init=False, factory=set)
    _twins: dict[str, Fetch] = attrs.field(init=False, factory=dict)
    _trials: int | None = attrs.field(init=False)
    _stored_ids: set[str] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        ids = (self.patterns.declared.article_id(known.url) for known in self.memory.articles.values())
        self._stored_ids = {identifier for identifier in ids if identifier is not None}
        self._trials = self.honesty.allowance()
        self.frontier.on_same = self._is_same

    def on_site(self, url: str) -> bool:
        """Tell whether the canonical *url* belongs to the site."""
        origin = origin_of(url)
        return origin == self.hosts.origin or site_of_origin(origin) == self.site

    def is_left(self, fetch: Fetch) -> bool:
        """Tell whether *fetch*, which an earlier run left, is one that this run is after."""
        if fetch.kind != "article" or fetch.known:
            return True
        return self.scope.allows_url(fetch.url) and self.scope.in_section(fetch.url)

    def matters(self, url: str) -> bool:
        """Tell whether a link to the canonical *url* is worth reading."""
        return self.on_site(url) or self.hosts.may_matter(url)

    def is_new(self, url: str) -> bool:
        """Tell whether a link to the canonical *url* is worth reading and not to a page seen in this run."""
        if url in self._dismissed:
            return False
        return not self.frontier.seen(url) if self.on_site(url) else self.hosts.may_matter(url)

    def own(self, links: Iterable[PageLink]) -> list[PageLink]:
        """Return those of *links* that lead to the site, under whichever of its hosts."""
        found: list[PageLink] = []
        for link in links:
            own = self.on_site(link.url) and not self.hosts.is_twin(link.url)
            home = link if own else self.hosts.at_home(link, self.articles)
            if home is not None:
                found.append(home)
            else:
                self._dismiss(link.url)
        return found

    def settle_hosts(self, fetch: Fetch) -> list[str]:
        """Queue the links that waited for their host to be known as the site's own; return what `links` found new."""
        by = SeenBy.LINK if fetch.kind == "article" else SeenBy.LISTING
        _, new = self.links(list(self.hosts.settle()), fetch, fresh=False, by=by)
        return new

    def judge(self, url: str, link: PageLink | None = None, source: Source = "page") -> Judgement:
        """Judge the canonical *url* by what is known of the site now."""
        declared = self.patterns.declared
        if declared.article_id(url) is not None:
            return SURE
        verdict = judge(url, self.patterns, self.clock().date(), link=link, source=source)
        return NO_ARTICLE if declared.has_ids and verdict.kind == "article" else verdict

    def offer(self, fetch: Fetch, found_on: str | None = None) -> bool:
        """Queue *fetch*, conditional where that is safe; tell whether it is new.

        Another address of a stored article, by the id that its publisher declares, is one that may have been corrected.
        A twin waits until it is clear that nothing names the page that it is the twin of.
        """
        if self.memory.is_forgotten(fetch.url):
            self.book.passed_over(fetch.url, Reason.SCOPE, "forgotten on request", found_on or fetch.found_on)
            return False
        if fetch.kind == "article" and not fetch.known and is_twin(fetch.url):
            if not self.frontier.seen(fetch.url):
                self._twins.setdefault(page_key(fetch.url), fetch)
            return False
        if fetch.kind == "article" and self.patterns.declared.article_id(fetch.url) in self._stored_ids:
            fetch = attrs.evolve(fetch, known=True)
        if self.frontier.offer(self.conditional(fetch)):
            # A stored article keeps its fate, whatever comes of asking for it once more.
            if not fetch.known and (found_on or fetch.kind == "article"):
                self.book.queued(fetch.url, found_on or fetch.found_on)
            return True
        if not self.frontier.seen_key(page_key(fetch.url)):
            self.book.passed_over(fetch.url, Reason.SAME_PAGE, SAME_ID, found_on or fetch.found_on)
        return False

    def _is_same(self, fetch: Fetch, done: str) -> None:
        """Note that the page of *fetch* is one that was, under the page key *done*."""
        self.seen.same(page_key(fetch.url), done)
        if self.book.is_queued(fetch.url):
            self.book.settle(fetch.url, Reason.SAME_PAGE, SAME_ID)

    def offer_twins(self) -> None:
        """Queue the AMP, mobile and print twins whose main page nothing has named."""
        for fetch in self._twins.values():
            self.frontier.offer(fetch)
        self._twins.clear()

    def conditional(self, fetch: Fetch) -> Fetch:
        """Return *fetch* with the validators of an earlier run, where they may be used."""
        page = self.memory.validators(fetch.url)
        return attrs.evolve(fetch, etag=page.etag, last_modified=page.last_modified) if page else fetch

    def links(
        self, links: list[PageLink], fetch: Fetch, *, fresh: bool, by: SeenBy
    ) -> tuple[list[PageLink], list[str]]:
        """Queue what is worth it among *links*, found on the page that *fetch* brought, which is of the kind *by*.

        Returns those that lead to articles, and the addresses of the articles that were new. *fresh*: they are
        likely the site's newest.
        """
        articles: dict[str, tuple[PageLink, Judgement]] = {}
        feeds = {link.url for link in links if leads_to_feed(link)}
        for url in feeds:
            self._feed(url, fetch)
        for link, verdict in self._judged(link for link in links if link.url not in feeds):
            key = page_key(link.url)
            if key in self.articles or verdict.kind == "article":
                self.seen.saw(key, by, fetch.url)
                articles.setdefault(link.url, (link, verdict))
            elif verdict.kind == "listing":
                self._listing(link, verdict, fetch)
            else:
                self._dismiss(link.url)
                self._pass_over(link.url, verdict, fetch)
        self.named[fetch.url] += len(articles)
        found = [link for link, _ in articles.values()]
        return found, [
            link.url for link, verdict in articles.values() if self._article(link, fetch, verdict, fresh=fresh)
        ]

    def entry(self, entry: Candidate, source: Source, fetch: Fetch) -> bool:
        """Queue the *entry* of a feed or sitemap where it is worth it; tell whether it was new and is."""
        entry = attrs.evolve(entry, url=self.hosts.moved(entry.url))
        if not self.on_site(entry.url):
            self.book.passed_over(entry.url, Reason.OFF_SITE, found_on=fetch.url)
            return False
        key = page_key(entry.url)
        known = self.memory.article(key)
        self.named[fetch.url] += known is not None
        self.seen.saw(key, SeenBy.FEED if source == "feed" else SeenBy.SITEMAP, fetch.url)
        self.words.note(entry, source)
        if not self._in_scope(entry, fetch):
            if known is None:
                self.book.passed_over(entry.url, Reason.SCOPE, found_on=fetch.url)
            return False
        if known is not None:
            self._change(entry, known)
            return False
        verdict = self.judge(entry.url, source=source)
        if verdict.kind == "listing" and self.frontier.mark_seen(entry.url):
            self.listings.offer(entry.url, 0.5)
        if verdict.kind != "article":
            self._pass_over(entry.url, verdict, fetch)
            return False
        self.named[fetch.url] += 1
        age = self._age(entry)
        fresh = age <= FRESH_DAYS or (source == "feed" and age == UNKNOWN_DAYS)
        rank = FRESH if fresh else ARCHIVE
        return self._try(Fetch(url=entry.url, kind="article", rank=rank, order=age), verdict.trap, fetch.url)

    def child_sitemap(self, entry: Candidate) -> None:
        """Take in a sitemap that an index names, unless the index says that it did not change since; it is queued by
        `release_sitemaps`."""
        if not self.on_site(entry.url) or self.frontier.seen(entry.url):
            return
        page = self.memory.validators(entry.url)
        if page and page.fetched and entry.modified and not self.honesty.refuted:
            # A lastmod that is a mere day is taken as that day's end.
            unchanged = entry.modified < page.fetched - timedelta(days=1)
            self.counts["sitemaps_unchanged"] += unchanged
            if unchanged:
                return

        order = self._age(entry) if lists_articles(entry.url) else UNKNOWN_DAYS * 2
        self.sitemaps.add(Fetch(url=entry.url, kind="sitemap", rank=SOURCE, order=order, child=True))

    def release_sitemaps(self) -> None:
        """Queue those of the sitemaps taken in that may be asked for by now."""
        for fetch in self.sitemaps.take():
            self.offer(fetch)

    def names_known(self, entries: Iterable[Candidate]) -> bool:
        """Tell whether one of *entries* is a known article that no sitemap of this run has named before."""
        before = len(self._named)
        self._named.update(key for entry in entries if (key := page_key(entry.url)) in self.memory.articles)
        return len(self._named) > before

    def _dismiss(self, url: str) -> None:
        """Remember that a link to *url* leads nowhere, so that the next page's link to it is not read again."""
        if len(self._dismissed) < MAX_DISMISSED:
            self._dismissed.add(url)

    def gained(self, url: str) -> None:
        """Learn that the page at *url* was a new article, and queue what waited for one of its form."""
        for fetch in self.suspects.gained(url):
            self.offer(fetch)

    def pass_over_rest(self, reason: Reason) -> None:
        """Note why what waits still will not be asked for in this run."""
        for fetch, trap in self.suspects.waiting():
            self.book.passed_over(fetch.url, Reason.TRAP, f"{trap}: others of this form were no new articles")
        for fetch in self.frontier.waiting():
            self.book.passed_over(fetch.url, reason)

    def _judged(self, links: Iterable[PageLink]) -> Iterator[tuple[PageLink, Judgement]]:
        """Yield *links*, each address once, by the link that says most for it: its headline, not its picture."""
        best: dict[str, tuple[PageLink, Judgement]] = {}
        for link in links:
            verdict = self.judge(link.url, link)
            before = best.get(link.url)
            if before is None or verdict.probability > before[1].probability:
                best[link.url] = link, verdict
        yield from best.values()

    def _pass_over(self, url: str, verdict: Judgement, fetch: Fetch) -> None:
        """Note why *url*, named by what *fetch* brought, is not taken for an article's."""
        if page_key(url) in self.articles:
            return
        if verdict.kind == "listing":
            detail, reason = f"{verdict.probability:.0%}", Reason.LISTING_FORM
        else:
            detail, reason = verdict.why, Reason.TRAP if verdict.trap else Reason.WASTE
        self.book.passed_over(url, reason, detail, fetch.url)

    def _article(self, link: PageLink, fetch: Fetch, verdict: Judgement, *, fresh: bool) -> bool:
        url = link.url
        if not self.sections.holds(url, fetch.url) or not self.scope.allows_url(url):
            if not self.frontier.seen(url):
                self.book.passed_over(url, Reason.SCOPE, found_on=fetch.url)
            return False
        # Where old articles are not wanted, those of a page tell whether its next page is worth a look.
        created = self.patterns.declared.created(url)
        age = self._days_since(created) if created else UNKNOWN_DAYS
        fresh = age <= FRESH_DAYS if created else fresh
        rank, order = (FRESH, 0.5) if fresh or self.scope.since else (ARCHIVE, age)
        found = Fetch(
            url=url,
            kind="article",
            rank=rank,
            order=order,
            found_on=None if fetch.kind == "article" else fetch.url,
            in_section=bool(self.scope.sections),
            told=link.text,
        )
        if verdict.trap is None and not self.frontier.seen(url) and self.holds(found):
            return True
        return self._try(found, verdict.trap, fetch.url)

    def _try(self, fetch: Fetch, trap: Trap | None, found_on: str) -> bool:
        """Queue *fetch*; where its address looks like a *trap*, only as far as others of its form were articles."""
        if trap is None or self.frontier.seen(fetch.url):
            return self.offer(fetch, found_on)
        plain = plain_view(fetch.url)
        if trap is Trap.FACET and plain != fetch.url and self.frontier.seen(plain):
            self.book.passed_over(fetch.url, Reason.TRAP, f"{trap} of {plain}", found_on)
            return False
        return self.suspects.admit(fetch, trap) and self.offer(fetch, found_on)

    def _feed(self, url: str, fetch: Fetch) -> None:
        """Queue the feed at *url* that a link leads to; a site with one for each of its tags is not asked for all."""
        if self.counts["feeds_linked"] < MAX_LINKED_FEEDS and self.offer(
            Fetch(url=url, kind="feed", rank=LISTING), fetch.url
        ):
            self.counts["feeds_linked"] += 1

    def _listing(self, link: PageLink, verdict: Judgement, fetch: Fetch) -> None:
        if self.frontier.seen(link.url) or "nofollow" in link.rel or is_twin(link.url):
            return
        self._pass_over(link.url, verdict, fetch)
        if not self.sections.holds(link.url, ""):
            return
        if self.frontier.mark_seen(link.url):
            deep = any(map(self.frontier.seen_key, first_pages(link.url)))
            self.listings.offer(link.url, _PLACE_HINT.get(link.place, 1.0), deep=deep)

    def _in_scope(self, entry: Candidate, fetch: Fetch) -> bool:
        scope = self.scope
        if not scope.allows_url(entry.url) or not scope.allows_time(entry.published):
            return False
        if scope.since and entry.modified and entry.modified < scope.since - timedelta(days=1):
            return False
        return self.sections.holds(entry.url, fetch.url)

    def _change(self, entry: Candidate, known: KnownArticle) -> None:
        """Queue a known article once more where its source says that it changed, and is trusted or on
        trial."""
        fetched = self.memory.last_fetched(known)
        if entry.modified is None or fetched is None or known.withdrawn:
            return
        if entry.modified <= fetched + timedelta(seconds=1) or self._trials == 0 or known.url in self.revisited:
            return
        self.revisited.add(known.url)
        if self._trials is not None:
            self._trials -= 1
        self.frontier.reopen(known.url)
        self.offer(Fetch(url=known.url, kind="article", rank=YOUNG, known=True, claimed_change=True))

    def _age(self, entry: Candidate) -> float:
        """Return the age of *entry* in days."""
        moment = entry.published or entry.modified
        return self._days_since(moment) if moment else UNKNOWN_DAYS

    def _days_since(self, moment: datetime) -> float:
        return max(0.0, (self.clock() - moment) / timedelta(days=1))
