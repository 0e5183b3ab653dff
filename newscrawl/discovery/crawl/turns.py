"""Whose turn it is: the next fetch of a crawl, as far as its limits allow."""

from collections import Counter

import attrs

from newscrawl.discovery.crawl.admission import Intake
from newscrawl.discovery.crawl.frontier import LISTING, Fetch
from newscrawl.discovery.crawl.listings import Listing
from newscrawl.discovery.sources.well_known import Guesses

OLD_ENOUGH = 3


@attrs.define
class Turns:
    """Chooses among what `intake` has queued, its listings and `guesses`.

    `old_ones` tells of each listing which of the articles found on it were older than wanted; `limited`: the limit of
    the crawl's scope was reached.
    """

    intake: Intake
    guesses: Guesses
    old_ones: dict[str, list[bool]] = attrs.field(init=False, factory=dict)
    limited: bool = attrs.field(init=False, default=False)

    def next(self, in_flight: Counter[str]) -> Fetch | None:
        """Return the next fetch to make while so many are under way, by kind; None: nothing to do now."""
        scope, counts, frontier = self.intake.scope, self.intake.counts, self.intake.frontier
        maximum = scope.max_articles
        if self._limit_reached() or (maximum is not None and counts["wanted"] + in_flight["article"] >= maximum):
            return None
        rank = frontier.next_rank()
        if rank is None or rank > LISTING:
            found = len(self.intake.articles) + len(frontier)
            while listing := self.intake.listings.pop(found, early=in_flight.total() > 0):
                if not self._leads_back(listing) and frontier.close(listing.url):
                    fetch = Fetch(url=listing.url, kind="listing", rank=LISTING, listing=listing)
                    return self.intake.conditional(fetch)
        if rank is None and not in_flight.total():
            self._last_resorts()
        return frontier.pop()

    def _limit_reached(self) -> bool:
        pages, articles = self.intake.scope.max_pages, self.intake.scope.max_articles
        self.limited = self.limited or bool(
            (pages is not None and self.intake.counts["fetches"] >= pages)
            or (articles is not None and self.intake.counts["wanted"] >= articles)
        )
        return self.limited

    def _last_resorts(self) -> None:
        """Queue what is only worth it when nothing better is left."""
        self.intake.offer_twins()
        guess = self.guesses.further(len(self.intake.articles))
        if guess is not None:
            self.intake.offer(guess)

    def _leads_back(self, listing: Listing) -> bool:
        """Tell whether *listing* follows a page on which only articles older than wanted were found."""
        if self.intake.scope.since is None or listing.found_on is None:
            return False
        old = self.old_ones.get(listing.found_on, [])
        return len(old) >= OLD_ENOUGH and all(old)
