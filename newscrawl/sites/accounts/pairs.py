"""Which two sources of a site tell best how many articles there are, and what they tell."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations

import attrs

from newscrawl.seen_by import SeenBy
from newscrawl.sites.accounts.capture_recapture import (
    FEWEST_SHARED,
    Estimate,
    Table,
    are_alike,
    estimate,
    log_odds_ratio,
)
from newscrawl.storage.state.coverage import SeenArticle
from newscrawl.web.counted import counted

LISTS = (SeenBy.SITEMAP, SeenBy.FEED, SeenBy.LISTING)
"""The kinds that show what they have, whether it is known or not: of links, only new ones are noted. Where nothing
shows which two hang together least, those that stand first are taken."""

_SURELY = 2.58
"""Standard errors beyond which it is no chance (1 in 100) that two sources hang together."""


@attrs.frozen(kw_only=True)
class Pair:
    """Two kinds of sources, and what they name together. `estimate` is of the articles published since `since` (None:
    of all); `at_least`: there may be more, as what one of the two names the other is likelier to name as well.
    `remark` says in words what the estimate rests on, or why there is none."""

    one: SeenBy
    other: SeenBy
    table: Table
    estimate: Estimate | None = None
    since: datetime | None = None
    at_least: bool = False
    remark: str = ""


def best_pair(seen: Sequence[SeenArticle]) -> Pair | None:
    """Return the two kinds of sources of the articles *seen* that hang together least, and their estimate; None where
    fewer than two name any."""
    there = [kind for kind in LISTS if any(article.by & kind for article in seen)]
    pairs = [_pair(seen, one, other, there) for one, other in combinations(there, 2)]
    if not pairs:
        return None
    return min(pairs, key=lambda found: (found[0].estimate is None, found[0].at_least, found[1]))[0]


def _pair(seen: Sequence[SeenArticle], one: SeenBy, other: SeenBy, there: Sequence[SeenBy]) -> tuple[Pair, float]:
    """Return the pair of *one* and *other*, and how much they hang together as far as a third source shows it."""
    third = next((kind for kind in there if kind not in (one, other)), SeenBy(0))
    wide, narrow = sorted((one, other), key=lambda kind: _span(seen, kind), reverse=True)
    since, remark = None, ""
    if (first := _oldest(seen, narrow)) is not None and not _is_even(seen, wide, third, first):
        # The wide one does not name old articles as it names new ones: it speaks for the time of both alone.
        since = first
        seen = [article for article in seen if article.published is not None and article.published >= first]
    table = _table(seen, one, other)
    found = Pair(one=one, other=other, table=table, since=since)
    if table.both < FEWEST_SHARED:
        remark = f"{one.word} and {other.word} have {counted(table.both, 'article')} in common: too few to tell"
        return attrs.evolve(found, remark=remark), 0.0
    ratio, error = _hanging_together(seen, one, other, third)
    if ratio < -_SURELY * error:
        remark = f"{one.word} and {other.word} share out the articles between them: they tell nothing of others"
        return attrs.evolve(found, remark=remark), -ratio
    estimated = estimate(table)
    assert estimated is not None
    at_least = ratio > _SURELY * error or len(seen) > estimated.high
    estimated = estimated.at_least(len(seen))
    remark = _remark(one, other, narrow, wide, at_least=at_least, checked=error > 0)
    return attrs.evolve(found, estimate=estimated, at_least=at_least, remark=remark), abs(ratio)


def _remark(one: SeenBy, other: SeenBy, narrow: SeenBy, wide: SeenBy, *, at_least: bool, checked: bool) -> str:
    if at_least:
        return f"what {one.word} names, {other.word} is likelier to name as well: there are at least so many"
    if checked:
        return f"{one.word} and {other.word} name articles independently, as far as a third source shows"
    return f"holds if {wide.word} lacks as many of the articles in {narrow.word} as of others: no third source shows it"


def _table(seen: Iterable[SeenArticle], one: SeenBy, other: SeenBy) -> Table:
    one_and_other = [(bool(article.by & one), bool(article.by & other)) for article in seen]
    return Table(
        both=one_and_other.count((True, True)),
        one=one_and_other.count((True, False)),
        other=one_and_other.count((False, True)),
    )


def _hanging_together(seen: Sequence[SeenArticle], one: SeenBy, other: SeenBy, third: SeenBy) -> tuple[float, float]:
    """Return how much *one* and *other* hang together among what a *third* kind names, with the standard error; twice
    0 where that names too few."""
    named = [article for article in seen if article.by & third]
    if len(named) < FEWEST_SHARED:
        return 0.0, 0.0
    table = _table(named, one, other)
    return log_odds_ratio(table.both, table.one, table.other, len(named) - table.named)


def _is_even(seen: Sequence[SeenArticle], wide: SeenBy, third: SeenBy, first: datetime) -> bool:
    """Tell whether *wide* names as much of what a *third* kind named from before *first* as from since then."""
    named = [(article.published, bool(article.by & wide)) for article in seen if article.by & third]
    before = [also for published, also in named if published is not None and published < first]
    since = [also for published, also in named if published is not None and published >= first]
    if len(before) < FEWEST_SHARED or not since:
        return True
    return are_alike(sum(since), len(since), sum(before), len(before))


def _span(seen: Iterable[SeenArticle], kind: SeenBy) -> float:
    times = [article.published.timestamp() for article in seen if article.by & kind and article.published]
    return max(times) - min(times) if times else 0.0


def _oldest(seen: Iterable[SeenArticle], kind: SeenBy) -> datetime | None:
    return min((article.published for article in seen if article.by & kind and article.published), default=None)
