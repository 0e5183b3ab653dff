"""A news site in memory, and a loop that crawls it as a spider would."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import attrs

from newscrawl.discovery.addresses.declared import DeclaredAddresses
from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.discovery.crawl.page_outcome import ArticleFacts
from newscrawl.discovery.crawl.revisit_plan import RevisitPlan
from newscrawl.discovery.crawl.scope import Scope
from newscrawl.discovery.crawl.site_crawl import SiteCrawl
from newscrawl.discovery.learned.site_memory import KnownArticle, KnownPage, SiteMemory
from newscrawl.discovery.learned.site_notes import SiteNotes
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.sources.reading import read_source
from newscrawl.discovery.sources.sitemaps import Sitemap
from newscrawl.extraction.page.document import Document
from newscrawl.web.page_keys import page_key
from newscrawl.web.urls import canonical_url

HOME = "https://news.example/"
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def slug(number: int) -> str:
    """Return the path of article *number*."""
    return f"/news/the-story-of-village-number-{['one', 'two', 'three', 'four', 'five'][number % 5]}-{50000 + number}"


def link(path: str, text: str = "") -> str:
    """Return a link to *path*."""
    return f'<a href="{path}">{text or "The story behind " + path}</a>'


@attrs.define
class MemorySite:
    """`pages` maps paths to bodies, `articles` the paths of articles to when they were published; `redirects` to
    other paths. What is in neither is a 404. `asked` counts requests."""

    pages: dict[str, str] = attrs.field(factory=dict)
    articles: dict[str, datetime] = attrs.field(factory=dict)
    redirects: dict[str, str] = attrs.field(factory=dict)
    texts: dict[str, str] = attrs.field(factory=dict)
    canonical: dict[str, str] = attrs.field(factory=dict)
    now: datetime = NOW
    asked: Counter[str] = attrs.field(factory=Counter)

    def add(self, numbers: range, *, links: str = "", published: datetime | None = None) -> list[str]:
        """Publish articles and return their paths."""
        paths = [slug(number) for number in numbers]
        for number, path in zip(numbers, paths, strict=True):
            self.pages[path] = f"<html><body><h1>Story {number}</h1>{links}</body></html>"
            self.articles[path] = published or self.now - timedelta(days=30)
        return paths

    def listing(self, path: str, links: str) -> None:
        """Put up a page that is no article."""
        self.pages[path] = f"<html><body><nav>{link('/world', 'World')}</nav>{links}</body></html>"

    def crawl(
        self,
        memory: SiteMemory | None = None,
        *,
        robots: tuple[str, ...] = (),
        declared: DeclaredAddresses | None = None,
        **scope: str,
    ) -> "Run":
        """Crawl the site until nothing is left to do."""
        self.asked.clear()
        crawl = SiteCrawl(
            HOME,
            scope=Scope.parse(**scope),
            memory=memory or SiteMemory(),
            plan=RevisitPlan(),
            clock=lambda: self.now,
            declared=declared,
        )
        crawl.begin()
        return self.go_on(Run(crawl), robots)

    def go_on(self, run: "Run", robots: tuple[str, ...]) -> "Run":
        """Let robots.txt name the sitemaps *robots*, and crawl until nothing is left to do."""
        run.crawl.robots(canonical_url(path, HOME) for path in robots)
        while (fetch := run.crawl.next()) is not None:
            self._answer(run, fetch)
            assert self.asked.total() < 5_000
        return run

    def _answer(self, run: "Run", fetch: Fetch) -> None:
        url = fetch.url
        while True:
            path = "/" + url.removeprefix(HOME)
            self.asked[path] += 1
            target = self.redirects.get(path)
            if target is None:
                break
            target = canonical_url(target, url)
            if not run.crawl.claim(url, target):
                run.crawl.failed(fetch)
                return
            url = target
        run.fetched[url] = fetch
        body = self.pages.get(path)
        if body is None:
            run.crawl.failed(fetch)
        elif fetch.etag == etag(body):
            run.not_modified.append(path)
            run.crawl.unchanged(fetch)
        else:
            source = read_source(body.encode(), url, expected=fetch.kind in ("sitemap", "feed"))
            if isinstance(source, Sitemap):
                run.crawl.saw_sitemap(fetch, source)
            elif source is not None:
                run.crawl.saw_feed(fetch, source.entries, source.next_url)
            else:
                self._page(run, fetch, url, path, body)

    def _page(self, run: "Run", fetch: Fetch, url: str, path: str, body: str) -> None:
        facts = None
        bare = path.partition("?")[0]
        if bare in self.articles:
            text = self.texts.get(bare, bare)
            named = canonical_url(self.canonical.get(bare, path), HOME)
            facts = ArticleFacts(url=named, published=self.articles[bare], content_hash=text)
        outcome = run.crawl.saw_page(fetch, LinkedPage.of(Document.parse(body, url)), facts)
        if outcome.wanted and facts is not None:
            run.stored.append(path)
            run.crawl.stored(fetch, facts.url, facts.content_hash)
            run.hashes[facts.url] = facts.content_hash or ""

    def remember(self, run: "Run", *, finished: bool = True) -> SiteMemory:
        """Return what a store would know after *run*."""
        old = run.crawl.memory
        notes = json.loads(json.dumps(run.crawl.notes(finished=finished).as_json()))
        memory = SiteMemory(dict(old.articles), dict(old.pages), dict(old.aliases), SiteNotes.from_json(notes))
        for url, fetch in run.fetched.items():
            body = self.pages.get("/" + url.removeprefix(HOME))
            memory.add_page(
                KnownPage(
                    url=url,
                    kind=fetch.kind,
                    status=404 if body is None else 200,
                    fetched=self.now,
                    etag=None if body is None else etag(body),
                )
            )
        seen = {note.url: note for note in run.crawl.ledger.seen.take()}
        for url, content in run.hashes.items():
            published = self.articles.get("/" + url.removeprefix(HOME))
            note = seen.get(url)
            memory.add_article(
                KnownArticle(
                    url=url,
                    published=published,
                    fetched=self.now,
                    content_hash=content,
                    seen_by=note.by if note else 0,
                    first_seen_by=note.first if note else 0,
                )
            )
        return memory


@attrs.define
class Run:
    """What one crawl did: `stored` holds the paths of the articles that it gave out, in order."""

    crawl: SiteCrawl
    stored: list[str] = attrs.field(factory=list)
    not_modified: list[str] = attrs.field(factory=list)
    fetched: dict[str, Fetch] = attrs.field(factory=dict)
    hashes: dict[str, str] = attrs.field(factory=dict)


def etag(body: str) -> str:
    """Return the entity tag of *body*."""
    return f'"{hash(body)}"'


def keys(paths: list[str]) -> set[str]:
    """Return the page keys of *paths*."""
    return {page_key(canonical_url(path, HOME)) for path in paths}
