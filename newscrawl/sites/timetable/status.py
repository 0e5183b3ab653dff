"""What is known of each site: how fresh it is, what its last run brought, when the next is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import attrs

from newscrawl.discovery.learned.rendering_need import NOTE as RENDERING
from newscrawl.discovery.learned.rendering_need import RenderingNeed
from newscrawl.sites.accounts.quality import alarm_of, lost_fields
from newscrawl.sites.timetable.trouble import trouble_of
from newscrawl.storage import Store
from newscrawl.storage.state.freshness import articles_a_day, delay_of, stored_a_day, undated
from newscrawl.storage.state.run_outcome import GOOD
from newscrawl.storage.state.schedule import Run, Schedule, SiteState

FRESHNESS_OVER = timedelta(days=7)
DAYS = 14

_BARS = "▁▂▃▄▅▆▇█"


@attrs.frozen(kw_only=True)
class SiteStatus:
    """A site's standing at a moment. `last_good` is when a run last ended well; `days` the articles published on
    each of the last 14 days (UTC), oldest first; `freshness` the median time from publication to storage over the
    last 7 days; `crawled_by` the process that crawls it now."""

    site: str
    last_run: Run | None
    last_good: datetime | None
    next_run: datetime | None
    failures: int
    crawled_by: str | None
    freshness: timedelta | None
    days: list[int]
    standing: str | None
    """The line that names fields which its articles have lost, as long as that is so."""
    freshness_most: timedelta | None
    """The time from publication to storage that nine in ten articles kept, over the same days as `freshness`."""
    stored: list[int]
    """The articles that came into the store on each of the same days as `days`."""
    undated: int
    in_vain: dict[str, int]
    """Addresses that were asked for in vain and are to be asked for again, by kind: `refused: 403`."""

    rendered_since: datetime | None = None
    """When the site's pages were found to gain by a browser, None where they do not as far as is known."""

    @property
    def alarm(self) -> str | None:
        """The line that calls for a person, of the last run or of one since which nothing was mended; else None."""
        return (self.last_run.alarm if self.last_run else None) or self.standing

    @property
    def lost(self) -> dict[str, int]:
        """What is `in_vain`, by reason."""
        counts: Counter[str] = Counter()
        for kind, count in self.in_vain.items():
            counts[kind.partition(": ")[0]] += count
        return dict(counts)

    @property
    def trouble(self) -> str:
        """What is wrong, in a few words; empty where nothing is."""
        return trouble_of(self.last_run, self.in_vain, self.undated)

    def as_json(self) -> dict[str, Any]:
        """Return the status as plain values: times in ISO 8601, spans in seconds."""
        run = self.last_run
        return {
            "site": self.site,
            "last_run": run and run.started_at.isoformat(),
            "last_end": run and run.ended_at.isoformat(),
            "outcome": run and run.outcome,
            "articles": run and run.articles,
            "new": run and run.new,
            "errors": run and run.errors,
            "note": run and run.note,
            "alarm": self.alarm,
            "last_good": self.last_good and self.last_good.isoformat(),
            "next_run": self.next_run and self.next_run.isoformat(),
            "failures": self.failures,
            "crawled_by": self.crawled_by,
            "freshness_seconds": self.freshness and self.freshness.total_seconds(),
            "freshness_90_seconds": self.freshness_most and self.freshness_most.total_seconds(),
            "articles_a_day": self.days,
            "stored_a_day": self.stored,
            "undated": self.undated,
            "changed": run and run.changed,
            "duplicates": run and run.duplicates,
            "counts": run and run.counts,
            "lost": self.lost,
            "in_vain": self.in_vain,
            "trouble": self.trouble,
            "rendered_since": self.rendered_since and self.rendered_since.isoformat(),
        }


def statuses(store: Store, sites: Iterable[str] | None, now: datetime) -> list[SiteStatus]:
    """Return the standing of *sites* at *now*, by default of all that were ever crawled; raises `StoreError`."""
    schedule = Schedule(store.database)
    states, last, good = schedule.states(), schedule.last_runs(), schedule.last_runs(GOOD)
    return [
        _status(store, states.get(site, SiteState(site=site)), last, good, now)
        for site in (sorted(states) if sites is None else sites)
    ]


def stale(found: Iterable[SiteStatus], after: timedelta, now: datetime) -> list[str]:
    """Return the sites of which no run ended well within the time *after* before *now*."""
    return [one.site for one in found if one.last_good is None or now - one.last_good > after]


def sparkline(numbers: list[int]) -> str:
    """Return *numbers* as a line of bars, the highest for the greatest.

    >>> sparkline([0, 1, 4])
    '▁▂█'
    """
    top = max(numbers, default=0)
    return "".join(_BARS[(number * (len(_BARS) - 1)) // top if top else 0] for number in numbers)


def _status(
    store: Store, state: SiteState, last: Mapping[str, Run], good: Mapping[str, Run], now: datetime
) -> SiteStatus:
    site = state.site
    need = RenderingNeed.from_note(store.note(site, RENDERING), now)
    delay = delay_of(store.database, site, now - FRESHNESS_OVER)
    return SiteStatus(
        site=site,
        last_run=last.get(site),
        last_good=good[site].ended_at if site in good else None,
        next_run=state.next_run,
        failures=state.failures,
        crawled_by=state.holder if state.is_held(now) else None,
        freshness=delay.median if delay else None,
        freshness_most=delay.most if delay else None,
        stored=stored_a_day(store.database, site, DAYS, now),
        undated=undated(store.database, site),
        days=articles_a_day(store.database, site, DAYS, now),
        standing=alarm_of(site, lost_fields(store, site, now)),
        in_vain=dict(store.fates.in_vain(site)),
        rendered_since=need.since if need.gained else None,
    )
