"""Looks at a site before it is listed: may it be crawled, and where will its articles be found?"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

import attrs

from newscrawl.discovery.addresses.url_classifier import judge
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.pages.head_links import read_head_links
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.discovery.sources.feeds import read_feed
from newscrawl.discovery.sources.robots import sitemaps_of
from newscrawl.discovery.sources.sitemaps import read_sitemap
from newscrawl.errors import SitesError
from newscrawl.extraction.page.document import Document
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.looking.fetching import Fetched
from newscrawl.sites.looking.permission import rules_that_allow
from newscrawl.storage import site_of
from newscrawl.web.counted import counted
from newscrawl.web.urls import canonical_url

Fetch = Callable[[str], Fetched]
T = TypeVar("T")

MAX_SOURCES = 5
_USUAL_SITEMAP = "/sitemap.xml"
_USUAL_FEED = "/feed/"
_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Findings:
    """What a look at the site found; `url` is where it starts, after redirects."""

    url: str
    crawl_delay: float | None
    sitemaps: list[str]
    feeds: list[str]
    article_links: int
    articles_a_day: float | None
    language: str | None

    def notes(self, day: str) -> list[str]:
        """Return the findings as lines of text for the list; *day* is when they were made."""
        rate = f", about {self.articles_a_day:.0f} articles a day" if self.articles_a_day else ""
        delay = f"; robots.txt asks for {self.crawl_delay:g} s between requests" if self.crawl_delay else ""
        return [
            f"Found on {day}: {counted(self.article_links, 'link')} to articles on the front page, "
            f"{counted(len(self.sitemaps), 'sitemap')}, {counted(len(self.feeds), 'feed')}{rate}{delay}",
            *(f"sitemap {url}" for url in self.sitemaps),
            *(f"feed {url}" for url in self.feeds),
        ]

    def entry(self, spider: str, tags: Iterable[str] = ()) -> SiteEntry:
        """Return the entry for the site, read by *spider*."""
        return SiteEntry(url=self.url, spider=spider, tags=frozenset(tags))


def probe(url: str, fetch: Fetch, agent: str, now: datetime) -> Findings:
    """Ask for robots.txt, the front page, sitemaps and feeds of the site at *url*, some ten requests at most.

    *agent* is the name that robots.txt is read for, *now* is aware. Raises `SitesError` where the site does not
    answer, forbids the crawl, leads elsewhere, or shows nothing that an article could be found by.
    """
    robots = rules_that_allow(url, fetch, agent)
    front = _front(fetch(url), url)
    page = LinkedPage.of(Document.parse(front.body, front.url, None))
    head = read_head_links(page)
    patterns = SitePatterns()
    links = {link.url for link in read_links(page) if site_of(link.url) == site_of(url)}
    article_links = sum(judge(link, patterns, now.date()).kind == "article" for link in links)

    named = sitemaps_of(robots.sitemaps, canonical_url("/robots.txt", url)) or list(head.sitemaps)
    sitemaps = _sound(named or [canonical_url(_USUAL_SITEMAP, url)], url, fetch, read_sitemap)
    feeds = _sound(list(head.feeds) or [canonical_url(_USUAL_FEED, url)], url, fetch, read_feed)
    if not (sitemaps or feeds or links):
        raise SitesError(f"{front.url} shows no links, and the site has no sitemap and no feed: nothing to go by")
    published = [entry.published for _, feed in feeds for entry in feed.entries if entry.published]
    delay = robots.crawl_delay(agent)
    return Findings(
        url=canonical_url(front.url),
        crawl_delay=float(delay) if delay else None,
        sitemaps=[source for source, _ in sitemaps],
        feeds=[source for source, _ in feeds],
        article_links=article_links,
        articles_a_day=_rate(published, now),
        language=(page.root.attributes.get("lang") or "").partition("-")[0].lower() or None,
    )


def _front(answer: Fetched, url: str) -> Fetched:
    if answer.elsewhere:
        raise SitesError(f"{url} leads to another site: add {answer.elsewhere} instead")
    if answer.error:
        raise SitesError(f"{url} does not answer ({answer.error}): check the address and the network")
    if answer.status != 200:
        raise SitesError(f"{url} answers with status {answer.status}: give a page that can be read")
    return answer


def _sound(urls: list[str], site: str, fetch: Fetch, read: Callable[[bytes, str], T | None]) -> list[tuple[str, T]]:
    """Return those of *urls*, on the site and at most `MAX_SOURCES`, that are what *read* reads."""
    found = []
    for url in [url for url in dict.fromkeys(urls) if site_of(url) == site_of(site)][:MAX_SOURCES]:
        answer = fetch(url)
        content = read(answer.body, answer.url) if answer.status == 200 else None
        if content is not None:
            found.append((url, content))
    return found


def _rate(published: list[datetime], now: datetime) -> float | None:
    """Return the articles a day that feeds' dates speak of, by the span that the entries of the feeds cover."""
    past = sorted(moment for moment in published if moment <= now)
    if len(past) < 3:
        return None
    return len(past) / max((now - past[0]) / _DAY, 1.0)
