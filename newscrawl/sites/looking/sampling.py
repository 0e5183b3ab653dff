"""A few articles of a site, as examples: pages that its front page leads to and that read as articles."""

from collections.abc import Callable
from datetime import datetime

from newscrawl.discovery.addresses.url_classifier import judge
from newscrawl.discovery.learned.patterns import SitePatterns
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.errors import SitesError
from newscrawl.extraction import extract
from newscrawl.extraction.page.document import Document
from newscrawl.sites.looking.fetching import Fetched
from newscrawl.sites.looking.permission import rules_that_allow
from newscrawl.web.sites import site_of
from newscrawl.web.urls import canonical_url

Fetch = Callable[[str], Fetched]

MOST_ASKED = 12
"""Pages beside robots.txt and the one that was named."""


def sample(url: str, fetch: Fetch, agent: str, now: datetime, wanted: int = 3) -> list[Fetched]:
    """Return up to *wanted* articles of the site of *url*, that page first if it is one.

    *agent* is the name that robots.txt is read for, *now* is aware. Raises `SitesError` where none is found.
    """
    robots = rules_that_allow(url, fetch, agent)
    first = fetch(url)
    if first.status != 200:
        reason = first.error or (f"it leads to {first.elsewhere}" if first.elsewhere else f"status {first.status}")
        raise SitesError(f"{url} cannot be read: {reason}; give a page of the site")
    found = [first] if judge(canonical_url(url), SitePatterns(), now.date()).kind == "article" and _reads(first) else []
    for link in _promising(first, now)[:MOST_ASKED]:
        if len(found) >= wanted:
            break
        page = fetch(link) if robots.can_fetch(link, agent) else None
        if page is not None and _reads(page) and page.url not in [one.url for one in found]:
            found.append(page)
    if not found:
        raise SitesError(f"{url} leads to no article that can be read: give the address of an article")
    return found


def _promising(page: Fetched, now: datetime) -> list[str]:
    """Return the addresses on the site that *page* links to as to articles, the likeliest first."""
    links = list(read_links(LinkedPage.of(Document.parse(page.body, page.url, page.charset))))
    judged = {link.url: judge(link.url, SitePatterns(), now.date(), link=link) for link in reversed(links)}
    own = {url: one.probability for url, one in judged.items() if site_of(url) == site_of(page.url)}
    return [url for url in sorted(own, key=lambda url: -own[url]) if judged[url].kind == "article"]


def _reads(page: Fetched) -> bool:
    return page.status == 200 and extract(page.body, page.url, page.charset) is not None
