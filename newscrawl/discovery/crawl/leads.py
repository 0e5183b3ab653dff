"""What a page leads on to besides its links: feeds and sitemaps, further pages, and what a stub stands for."""

from collections import Counter

import attrs

from newscrawl.discovery.crawl.admission import Intake
from newscrawl.discovery.crawl.frontier import HOME, SOURCE, Fetch, FetchKind
from newscrawl.discovery.pages.head_links import HeadLinks
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import PageLink, read_links
from newscrawl.discovery.pages.load_more import read_load_more
from newscrawl.discovery.pages.script_links import read_script_links
from newscrawl.discovery.pages.stubs import read_onward
from newscrawl.discovery.sources.well_known import Guesses
from newscrawl.web.page_keys import page_key

FURTHER_PAGE = 1.5
"""How much more than of its like is expected of a page that its listing names as the next."""


@attrs.define(kw_only=True)
class Leads:
    """Hands what pages of one site lead on to, to what the crawl takes in."""

    intake: Intake
    guesses: Guesses
    counts: Counter[str]
    _led: set[str] = attrs.field(init=False, factory=set)

    def sources(self, head: HeadLinks) -> None:
        """Queue the feeds and sitemaps that a start page's *head* names, else the likeliest place of a sitemap."""
        self._sources("feed", head.feeds)
        self._sources("sitemap", head.sitemaps)
        guess = self.guesses.first()
        if guess is not None:
            self.intake.offer(guess)

    def links(self, fetch: Fetch, page: LinkedPage) -> list[PageLink]:
        """Return the links to the site on the listing *page*; what its scripts name is read too where it is
        a start page or has no others."""
        links = self.intake.own(read_links(page, self.intake.matters))
        if fetch.kind == "home" or not links:
            shown = {link.url for link in links}
            links += [link for link in self.intake.own(read_script_links(page)) if link.url not in shown]
        return links

    def further_pages(self, page: LinkedPage, next_page: str | None) -> None:
        """Queue the pages that the listing *page* names as its next ones, by its head or its buttons."""
        for url in filter(None, (next_page, *read_load_more(page))):
            if self.intake.on_site(url) and self.intake.frontier.mark_seen(url):
                self.intake.listings.offer(url, FURTHER_PAGE)

    def follow(self, fetch: Fetch, page: LinkedPage) -> None:
        """Queue where *page* sends its reader, having nothing itself.

        A page that was reached in this way leads no further: what sends its readers round in a circle, or along an
        endless row, is a trap.
        """
        if fetch.kind not in ("home", "article", "listing") or fetch.url in self._led:
            return
        onward = read_onward(page)
        # An article is not read out of the small frames of advertisements and widgets.
        insets = () if fetch.kind == "article" else onward.insets
        for target in (*filter(None, (onward.target,)), *onward.frames, *insets):
            if not self.intake.on_site(target):
                continue
            self._led.add(target)
            if page_key(target) == page_key(page.url):
                # / that leads to /index.html: one page by its address, and yet two.
                self.intake.frontier.reopen(target)
            rank = HOME if fetch.kind == "home" else fetch.rank
            if self.intake.offer(Fetch(url=target, kind=fetch.kind, rank=rank, found_on=fetch.found_on)):
                self.counts["led_on"] += 1

    def _sources(self, kind: FetchKind, urls: tuple[str, ...]) -> None:
        for url in filter(self.intake.on_site, urls):
            self.guesses.give_up(kind)
            self.intake.offer(Fetch(url=url, kind=kind, rank=SOURCE))
