"""How many articles there are, by how many two sources have in common: capture-recapture.

Where one source names each article as likely as any other, whatever the other one names, the share of the other's
articles that it has is the share of all that it has (Lincoln, Petersen; Chapman 1951). The interval is Sadinle's
(2009), which holds near small counts.
"""

import math

import attrs

FEWEST_SHARED = 7
"""Articles that both must have: with fewer, Chapman's estimate is biased (Robson and Regier 1964)."""

Z = 1.96


@attrs.frozen(kw_only=True)
class Table:
    """How many articles `both` of two sources named, and how many `one` or the `other` alone."""

    both: int
    one: int
    other: int

    @property
    def named(self) -> int:
        """How many articles either named."""
        return self.both + self.one + self.other


@attrs.frozen(kw_only=True)
class Estimate:
    """About `articles` exist, in 95 of 100 cases `low` to `high`."""

    articles: int
    low: int
    high: int

    def at_least(self, count: int) -> "Estimate":
        """Return this where it is known that *count* articles exist."""
        return Estimate(articles=max(self.articles, count), low=max(self.low, count), high=max(self.high, count))


def estimate(table: Table) -> Estimate | None:
    """Return how many articles there are by *table*; None where the two have too few in common to tell.

    >>> estimate(Table(both=16, one=4, other=114))
    Estimate(articles=161, low=143, high=229)
    """
    if table.both < FEWEST_SHARED:
        return None
    both, one, other = table.both + 0.5, table.one + 0.5, table.other + 0.5
    chapman = (table.both + table.one + 1) * (table.both + table.other + 1) / (table.both + 1) - 1
    unseen = one * other / both
    spread = math.exp(Z * math.sqrt(1 / both + 1 / one + 1 / other + both / (one * other)))
    least = table.named - 0.5
    low, high = least + unseen / spread, least + unseen * spread
    found = max(round(chapman), table.named)
    return Estimate(articles=found, low=min(found, max(table.named, math.floor(low))), high=max(found, math.ceil(high)))


def log_odds_ratio(both: int, one: int, other: int, neither: int) -> tuple[float, float]:
    """Return how much two sources hang together among articles that a third one named, and its standard error.

    The first is 0 where they do not, above where what one names the other is likelier to name too.
    """
    cells = [count + 0.5 for count in (both, one, other, neither)]
    ratio = math.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    return ratio, math.sqrt(sum(1 / count for count in cells))


def are_alike(some: int, of_some: int, others: int, of_others: int) -> bool:
    """Tell whether two shares, *some* of *of_some* and *others* of *of_others*, may be the same (else once in 100)."""
    ratio, error = log_odds_ratio(some, others, of_some - some, of_others - others)
    return abs(ratio) < 2.58 * error
