"""How complete what is stored of a site may be: what each kind of source saw, and how many articles there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import attrs

from newscrawl.discovery.learned.source_states import SourceState
from newscrawl.fates import Reason
from newscrawl.seen_by import SeenBy
from newscrawl.sites.accounts.pairs import Pair, best_pair
from newscrawl.sites.accounts.sources import sources_of
from newscrawl.sites.accounts.thin_days import ThinDay, thin_days
from newscrawl.storage import Store
from newscrawl.storage.state.coverage import seen_articles
from newscrawl.storage.state.run_outcome import GOOD
from newscrawl.storage.state.schedule import Schedule
from newscrawl.web.counted import counted


@attrs.frozen(kw_only=True)
class Coverage:
    """What is stored of one site.

    `articles` are stored, `undated` of them without a date, `unknown` without a word by what they were seen. `first`
    and `seen` count by kind of source what it was the first to show, and all that it showed. `waiting` addresses are
    to be asked for, `in_vain` were, without an article coming of it; times are UTC.
    """

    site: str
    articles: int
    undated: int
    unknown: int
    oldest: datetime | None
    newest: datetime | None
    first: dict[str, int]
    seen: dict[str, int]
    pair: Pair | None
    thin: list[ThinDay]
    waiting: int
    in_vain: int
    overran: list[SourceState]
    """Feeds all of whose entries were new at a visit that was not the first: some may have been missed."""

    def as_json(self) -> dict[str, Any]:
        """Return this as plain values: times in ISO 8601."""
        return {
            **{name: getattr(self, name) for name in ("site", "articles", "undated", "unknown", "waiting", "in_vain")},
            "oldest": self.oldest and self.oldest.isoformat(),
            "newest": self.newest and self.newest.isoformat(),
            "first_seen_by": self.first,
            "seen_by": self.seen,
            "best_pair": self.pair and _pair(self.pair),
            "feeds_overran": [{"url": one.url, "at": one.overran and one.overran.isoformat()} for one in self.overran],
            "thin_days": [attrs.asdict(one) | {"day": one.day.isoformat()} for one in self.thin],
        }


def coverage_of(store: Store, site: str, now: datetime, since: datetime | None = None) -> Coverage:
    """Return how complete what *store* has of *site* may be at *now*: of the articles published *since* then where
    given. Raises `StoreError`."""
    seen = list(seen_articles(store.database, site, since))
    dates = [article.published for article in seen if article.published is not None and article.published <= now]
    last = Schedule(store.database).last_runs(GOOD).get(site)
    fates = store.fates.counts(site)
    waiting = fates[Reason.QUEUED] + fates[Reason.LIMIT]
    return Coverage(
        site=site,
        articles=len(seen),
        undated=sum(article.published is None for article in seen),
        unknown=sum(not article.by for article in seen),
        oldest=min(dates, default=None),
        newest=max(dates, default=None),
        first=_counts([article.first for article in seen]),
        seen=_counts([article.by for article in seen]),
        pair=_with_waiting(best_pair(seen), waiting),
        # Of what came after the last good run nothing can be known.
        thin=thin_days(dates, last.started_at) if last is not None else [],
        waiting=waiting,
        overran=[one for one in sources_of(store, [site])[site] if one.overran and (not since or one.overran >= since)],
        in_vain=sum(count for reason, count in fates.items() if reason.is_asked_again),
    )


def _with_waiting(pair: Pair | None, waiting: int) -> Pair | None:
    """Return *pair*, whose estimate is of what can be read of the site, as one of less where more than that waits."""
    if pair is None or pair.estimate is None or waiting <= pair.estimate.high - pair.estimate.low:
        return pair
    remark = f"{counted(waiting, 'likely article')} not asked for yet: there are at least so many"
    return attrs.evolve(pair, at_least=True, remark=remark)


def _counts(values: Sequence[SeenBy]) -> dict[str, int]:
    return {kind.word: sum(bool(value & kind) for value in values) for kind in SeenBy}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "sources": [pair.one.word, pair.other.word],
        "both": pair.table.both,
        "only": [pair.table.one, pair.table.other],
        "estimate": pair.estimate and attrs.asdict(pair.estimate),
        "at_least": pair.at_least,
        "since": pair.since and pair.since.isoformat(),
        "remark": pair.remark,
    }
