"""Which listing pages are worth a request: those where others like them led to articles not seen before.

Every listing page counts how many articles it was the first to show. Listings of one folder share that
experience; a page that showed something new makes its neighbours worth a look; in a paged listing whose first
pages show nothing new, the last page and ever deeper ones are probed before it is given up. What experience
says is hardly worth it gets a budget in proportion to the articles found, so no trap can be endless.
"""

import heapq
from collections.abc import Callable
from typing import Literal

import attrs

from newscrawl.discovery.addresses.url_features import traits_of
from newscrawl.discovery.pages.pagination import Pagination

MAX_WAITING = 20_000
MAX_EMPTY_UNKNOWN_END = 6
FIRST_GUESS = 6.0
PRIOR_PAGES = 2
WORTHWHILE = 1.0
NEIGHBOUR = 0.7

Why = Literal["offered", "neighbour", "probe"]


@attrs.define
class _Experience:
    """How many pages of one kind were fetched, and how many articles they were the first to show."""

    pages: int = 0
    articles: int = 0

    def expected(self, prior: float) -> float:
        return (self.articles + PRIOR_PAGES * prior) / (self.pages + PRIOR_PAGES)


@attrs.define
class _Chain:
    """The pages of one listing: those asked for, the last that is known, how many in a row showed nothing new."""

    asked: set[int] = attrs.field(factory=set)
    last: int = 0
    empty: int = 0
    probing: bool = False


@attrs.define(eq=False)
class Listing:
    """A listing page in the book, and why it is there.

    `hint` weighs what experience says of its kind; of a `neighbour` it is the articles that the page beside it
    was the first to show. `found_on` is the page of the same listing that led to it.
    """

    url: str
    kind: str
    why: Why = "offered"
    hint: float = 1.0
    chain: _Chain | None = None
    found_on: str | None = None


@attrs.frozen(kw_only=True)
class Budget:
    """How many listing pages of little promise may be fetched: a base, and a share of the articles found."""

    base: int
    share: float

    def allows(self, wasted: int, articles: int) -> bool:
        """Tell whether one more may be fetched."""
        return wasted < self.base + self.share * articles


FIRST_RUN = Budget(base=25, share=0.05)
LATER_RUN = Budget(base=6, share=0.008)


class ListingBook:
    """The listings of one site that wait to be fetched, best first; see the module's words on what is best.

    *later*: earlier runs have walked the listings to their end, so few are asked. Without *probing*, a page
    that shows nothing new ends the walk over its listing.
    """

    def __init__(self, *, later: bool = False, probing: bool = True) -> None:
        self._probing = probing and not later
        self._budget = LATER_RUN if later else FIRST_RUN
        self._heap: list[tuple[float, int, Listing]] = []
        self._count = 0
        self._all = _Experience()
        self._kinds: dict[str, _Experience] = {}
        self._chains: dict[str, _Chain] = {}
        self.wasted = 0
        self.admits: Callable[[str], bool] = lambda _: True
        """Asked of each listing's address, once, before it is queued."""

    def __len__(self) -> int:
        return len(self._heap)

    def offer(self, url: str, hint: float = 1.0, *, deep: bool = False) -> None:
        """Add the listing at *url*, which the caller has not offered before.

        *hint*: how much more (above 1) or less is expected of it than of its like. *deep*: it is a later
        page of a listing whose first page is known, through which it will be reached in its turn.
        """
        if self.admits(url):
            self._push(Listing(url, _kind(url), hint=hint / 4 if deep else hint))

    def pop(self, articles: int, *, early: bool) -> Listing | None:
        """Take out the most promising listing, or return None where none is worth a request any more.

        *articles* is how many articles were found so far. *early*: fetches that may make listings superfluous
        are under way, so only one that promises something new is taken out.
        """
        while self._heap:
            negative, count, listing = heapq.heappop(self._heap)
            expected = self._expected(listing)
            if expected < -negative * 0.99:
                self._push(listing)
            elif expected < WORTHWHILE and (early or not self._budget.allows(self.wasted, articles)):
                heapq.heappush(self._heap, (negative, count, listing))
                return None
            else:
                return listing
        return None

    def report(self, listing: Listing, new: int, pagination: Pagination | None) -> list[Listing]:
        """Learn that *listing* was the first to show *new* articles; return further pages of it to consider.

        The caller gives those not seen elsewhere to `add`.
        """
        for experience in (self._all, self._kinds.setdefault(listing.kind, _Experience())):
            experience.pages += 1
            experience.articles += new
        self.wasted += not new
        if pagination is None:
            return []
        chain = self._chains.setdefault(pagination.template, _Chain())
        chain.asked.add(pagination.current)
        known_end = pagination.last > pagination.current + pagination.step
        chain.last = max(chain.last, pagination.last)
        chain.empty = 0 if new else chain.empty + 1
        if new:
            around = (pagination.current + pagination.step, pagination.current - pagination.step)
            return self._pages(
                chain,
                pagination,
                around,
                Listing("", listing.kind, "neighbour", float(new), found_on=listing.url),
            )
        if not self._probing or (not known_end and chain.empty > MAX_EMPTY_UNKNOWN_END):
            return []
        model = Listing("", "probe:" + listing.kind.removeprefix("probe:"), "probe", found_on=listing.url)
        return self._pages(chain, pagination, _probes(chain, pagination), model)

    def add(self, listing: Listing) -> None:
        """Queue a further page that `report` returned."""
        if self.admits(listing.url):
            self._push(listing)

    def _pages(self, chain: _Chain, pagination: Pagination, numbers: tuple[int, ...], model: Listing) -> list[Listing]:
        pages: list[Listing] = []
        for number in numbers:
            if pagination.step <= number <= chain.last and number not in chain.asked:
                chain.asked.add(number)
                pages.append(attrs.evolve(model, url=pagination.page_url(number), chain=chain))
        return pages

    def _expected(self, listing: Listing) -> float:
        """Return how many new articles the page is expected to show, by what is known now."""
        if listing.why == "neighbour":
            return listing.hint * NEIGHBOUR
        prior = (self._all.articles + FIRST_GUESS) / (self._all.pages + 1)
        experience = self._kinds.get(listing.kind, _Experience()).expected(prior) * listing.hint
        return experience / max(1, listing.chain.empty) if listing.chain is not None else experience

    def _push(self, listing: Listing) -> None:
        if len(self._heap) < MAX_WAITING:
            self._count += 1
            heapq.heappush(self._heap, (-self._expected(listing), self._count, listing))


def _probes(chain: _Chain, pagination: Pagination) -> tuple[int, ...]:
    """Return the pages by which to tell whether a listing hides something new behind pages that do not."""
    if chain.probing:
        return (chain.last,)
    chain.probing = True
    step, current = pagination.step, pagination.current
    doubling = [current + step * 2**power for power in range(17)]
    return (chain.last, *(number for number in doubling if number < chain.last))


def _kind(url: str) -> str:
    """Return what the listings of one folder have in common: the folder, without the page number."""
    traits = traits_of(url)
    segments = [segment for segment in traits.segments if not segment.isdecimal()]
    tail = url.partition("?")[2]
    names = sorted(part.partition("=")[0] for part in tail.split("&") if part)
    return "/".join([*segments[:-1], "*"]) + ("?" + "&".join(names) if names else "")
