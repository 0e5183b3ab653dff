"""Which of the articles on a page of a listing are asked for: two tell whether the others can be of the period.

A listing shows its articles in the order of their time. Where the first and the last that a page shows are both of
later months, or both of earlier ones, so are those between.
"""

from collections.abc import Iterator
from typing import Literal

import attrs

from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.web.calendar_months import Month, Period
from newscrawl.web.page_keys import page_key

FEW = 3
"""So many articles are asked for at once."""

Side = Literal["later", "earlier"]


@attrs.define
class HeldBack:
    """The articles between the two scouts of `page`, and the months of these as far as they have come."""

    page: str
    rest: list[Fetch]
    scouts: int = 2
    months: list[Month | None] = attrs.field(factory=list)

    def side(self, period: Period) -> Side | None:
        """Return on which side of *period* the articles lie, None where they may be of it."""
        months = [month for month in self.months if month is not None]
        if len(months) < len(self.months):
            return None
        if all(month > period.last for month in months):
            return "later"
        return "earlier" if all(month < period.first for month in months) else None


@attrs.define
class PageScouts:
    """Holds articles back by page."""

    _held: dict[str, HeldBack] = attrs.field(factory=dict)
    _seen: set[str] = attrs.field(factory=set)

    def is_held(self, url: str) -> bool:
        """Tell whether the article at *url* was held back before."""
        return page_key(url) in self._seen

    def split(self, page: str, found: list[Fetch]) -> list[Fetch]:
        """Take in the articles *found* on *page*, in its order; return those to ask for now."""
        self._seen |= {page_key(fetch.url) for fetch in found}
        if len(found) <= FEW:
            return found
        held = HeldBack(page, found[1:-1])
        scouts = [found[0], found[-1]]
        self._held |= {page_key(scout.url): held for scout in scouts}
        return scouts

    def came(self, url: str, month: Month | None) -> HeldBack | None:
        """Learn the *month* of the article at *url*, None where it is not known; return what need be held no longer."""
        held = self._held.pop(page_key(url), None)
        if held is None:
            return None
        held.months.append(month)
        return held if len(held.months) == held.scouts else None

    def rest(self) -> Iterator[HeldBack]:
        """Let go of all that is held still: its scouts were lost."""
        groups = {id(held): held for held in self._held.values()}
        self._held.clear()
        yield from groups.values()
