"""Which listing pages are worth a request: those where others like them led to articles not seen before.

Every listing page counts how many articles it was the first to show. Listings of one folder share that
experience; a page that showed something new makes its neighbours worth a look; in a paged listing whose first
pages show nothing new, the last page and ever deeper ones are probed before it is given up. What experience
says is hardly worth it gets a budget in proportion to the articles found, so no trap can be endless.
"""

import heapq

import attrs

from newscrawl.discovery.pagination import Pagination, page_number
from newscrawl.discovery.traits import traits_of

MAX_WAITING = 20_000
MAX_EMPTY_UNKNOWN_END = 6
UNTRIED = 6.0
PROBE = 0.6
WORTHWHILE = 1.0


@attrs.define
class _Experience:
    pages: int = 0
    articles: int = 0

    def expected(self) -> float:
        return (self.articles + UNTRIED) / (self.pages + 1)


@attrs.define
class _Chain:
    """The pages of one listing."""

    asked: set[int] = attrs.field(factory=set)
    last: int = 0
    empty: int = 0
    probing: bool = False


@attrs.define(eq=False)
class Listing:
    """A listing page in the book: where it leads and what is expected of it."""

    url: str
    group: str
    expected: float
    number: int | None = None
    chain: _Chain | None = None


@attrs.frozen(kw_only=True)
class Budget:
    """How many listing pages of little promise may be fetched: a base, and a share of the articles found."""

    base: int
    share: float

    def allows(self, wasted: int, articles: int) -> bool:
        """Tell whether one more may be fetched."""
        return wasted < self.base + self.share * articles


FIRST_RUN = Budget(base=15, share=0.05)
LATER_RUN = Budget(base=6, share=0.008)


class ListingBook:
    """The listings of one site that wait to be fetched, best first; see the module's words on what is best.

    *later*: earlier runs have walked the listings to their end, so a page without news ends the walk.
    """

    def __init__(self, *, later: bool = False) -> None:
        self._later = later
        self._budget = LATER_RUN if later else FIRST_RUN
        self._heap: list[tuple[float, int, Listing]] = []
        self._count = 0
        self._groups: dict[str, _Experience] = {}
        self._chains: dict[str, _Chain] = {}
        self.wasted = 0

    def __len__(self) -> int:
        return len(self._heap)

    def offer(self, url: str, bonus: float = 0.0) -> None:
        """Add the listing at *url*, which the caller has not offered before; *bonus* raises what is
        expected."""
        group = _group(url)
        number = page_number(url)
        if number is not None and number > 1:
            # A deep page is reached through its first one, unless nothing else leads to it.
            bonus -= UNTRIED * 0.75
        expected = self._groups.setdefault(group, _Experience()).expected()
        self._push(Listing(url, group, max(expected + bonus, 0.01)))

    def pop(self, articles: int) -> Listing | None:
        """Take out the most promising listing, or return None where none is worth a request any more.

        *articles* is how many articles were found so far.
        """
        while self._heap:
            negative, _, listing = heapq.heappop(self._heap)
            expected = self._expected_now(listing)
            if expected < -negative - 0.01:
                listing.expected = expected
                self._push(listing)
                continue
            if expected < WORTHWHILE and not self._budget.allows(self.wasted, articles):
                return None
            return listing
        return None

    def report(self, listing: Listing, new: int, pagination: Pagination | None) -> list[Listing]:
        """Learn that *listing* was the first to show *new* articles; return further pages of it to consider.

        The caller gives those not seen elsewhere to `add`.
        """
        experience = self._groups.setdefault(listing.group, _Experience())
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
            return self._pages(listing, chain, pagination, around, float(new))
        if self._later or (not known_end and chain.empty > MAX_EMPTY_UNKNOWN_END):
            return []
        return self._pages(listing, chain, pagination, _probes(chain, pagination), PROBE)

    def add(self, listing: Listing) -> None:
        """Queue a further page that `report` returned."""
        self._push(listing)

    def _pages(
        self,
        listing: Listing,
        chain: _Chain,
        pagination: Pagination,
        numbers: tuple[int, ...],
        expected: float,
    ) -> list[Listing]:
        pages: list[Listing] = []
        for number in numbers:
            if pagination.step <= number <= chain.last and number not in chain.asked:
                chain.asked.add(number)
                pages.append(Listing(pagination.page_url(number), listing.group, expected, number, chain))
        return pages

    def _expected_now(self, listing: Listing) -> float:
        if listing.chain is not None:
            return (
                listing.expected / (1 + listing.chain.empty)
                if listing.expected < WORTHWHILE
                else listing.expected
            )
        return min(listing.expected, self._groups[listing.group].expected() + UNTRIED / 2)

    def _push(self, listing: Listing) -> None:
        if len(self._heap) < MAX_WAITING:
            self._count += 1
            heapq.heappush(self._heap, (-listing.expected, self._count, listing))


def _probes(chain: _Chain, pagination: Pagination) -> tuple[int, ...]:
    """Return the pages by which to tell whether a listing hides something new behind pages that do not."""
    if chain.probing:
        return (chain.last,)
    chain.probing = True
    step, current = pagination.step, pagination.current
    doubling = [current + step * 2**power for power in range(17)]
    return (chain.last, *(number for number in doubling if number < chain.last))


def _group(url: str) -> str:
    """Return what the listings of one folder share: the folder, without the page number."""
    traits = traits_of(url)
    segments = [segment for segment in traits.segments if not segment.isdecimal()]
    tail = url.partition("?")[2]
    names = sorted(part.partition("=")[0] for part in tail.split("&") if part)
    return "/".join([*segments[:-1], "*"]) + ("?" + "&".join(names) if names else "")
