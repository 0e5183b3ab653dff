"""How a crawl ended: judged once, by what Scrapy counted and what the spider made of the site."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import attrs
from scrapy.crawler import Crawler

from newscrawl.errors import StoreError
from newscrawl.runner.output.progress import Tally
from newscrawl.runner.running.crawls import Crawl
from newscrawl.signals import FEED_FAILED, HOSTS, LOSSES, STORE_AWAY, VERDICT, WHY
from newscrawl.storage.state.run_outcome import RunOutcome
from newscrawl.storage.state.schedule import Run
from newscrawl.web.counted import counted

LOST = "site lost to another process"
"""Scrapy's reason for the end of a crawl whose site others took, as the process was silent for so long."""

ANSWERED = ("downloader/response_status_count/2", "downloader/response_status_count/304")
SHUTDOWN = "shutdown"
_FATES, _STATUSES = "newscrawl/fates/", "downloader/response_status_count/"
# Ends that the user asked for, beside the natural one.
LIMIT = "closespider_"
_ENDS = {
    "finished": RunOutcome.FINISHED,
    SHUTDOWN: RunOutcome.STOPPED,
    LOST: RunOutcome.LOST,
    STORE_AWAY: RunOutcome.STORE_FAILED,
}


@attrs.frozen
class Ended:
    """How a crawl ended.

    `why` is what the user cannot rely on, in words; None where all went well. `alarm` is a line where the site gave
    far fewer articles than is its habit; `lost` what it refused or what could not be read, in words.
    """

    crawl: Crawl
    tally: Tally
    outcome: RunOutcome
    why: str | None = None
    seconds: float = 0.0
    alarm: str | None = None
    lost: str | None = None
    counts: dict[str, Any] | None = None
    """See `newscrawl.storage.state.schedule.Run`."""

    @property
    def trouble(self) -> str | None:
        """What the user cannot rely on, as one line that names the site; None where the crawl ended well."""
        return self.why and f"{urlsplit(self.crawl.arguments['url']).netloc}{self.why}"

    @property
    def note(self) -> str | None:
        """What the schedule keeps with a run that was not good: `why`, on its own."""
        return None if self.outcome.is_good or self.why is None else self.why.lstrip(": ")

    @property
    def exit_code(self) -> int:
        """What a command ends with after this crawl alone: 0 or 1."""
        return self.outcome.exit_code if self.why is None else 1


def ended_of(crawler: Crawler, crawl: Crawl) -> Ended:
    """Return how *crawl* ended by the stats of its *crawler*; one that is under way still is being shut down."""
    stats = crawler.stats.get_stats() if crawler.stats else {}
    reason = stats.get("finish_reason", SHUTDOWN if crawler.engine is not None else "not started")
    tally = Tally.of(crawler)
    outcome, why = judged(reason, stats, tally)
    return Ended(
        crawl,
        tally,
        outcome,
        why,
        seconds=stats.get("elapsed_time_seconds", 0.0),
        lost=stats.get(LOSSES),
        counts=_counts(stats),
    )


def crashed(crawl: Crawl) -> Ended:
    """Return the end of a *crawl* that took two processes along."""
    why = ": given up, as each process that crawled it crashed: free some memory, or crawl it alone"
    return Ended(crawl, Tally(exceptions=1), RunOutcome.CRASHED, why)


def not_begun(crawl: Crawl, error: StoreError) -> Ended:
    """Return the end of a *crawl* whose site could not be taken, as the store did not answer."""
    return Ended(crawl, Tally(), RunOutcome.STORE_FAILED, f": not crawled: {error}")


def judged(reason: str, stats: Mapping[str, Any], tally: Tally) -> tuple[RunOutcome, str | None]:
    """Return the outcome of a crawl and what the user cannot rely on: words that go on after the site's name.

    *reason* is Scrapy's for the end. Of several outcomes the gravest is told, of those as grave the first.
    """
    gravity = list(RunOutcome)
    return max(_findings(reason, stats, tally), key=lambda finding: gravity.index(finding[0]))


def run_of(ended: Ended, started: datetime, now: datetime) -> Run:
    """Return what the schedule keeps of a crawl that *started* then and has *ended* now."""
    tally = ended.tally
    return Run(
        site=ended.crawl.site,
        started_at=started,
        ended_at=now,
        outcome=ended.outcome,
        pages=tally.pages,
        articles=tally.articles,
        new=tally.new,
        changed=tally.changed,
        duplicates=tally.duplicates,
        errors=tally.errors,
        counts=ended.counts,
    )


def _counts(stats: Mapping[str, Any]) -> dict[str, Any]:
    def by(prefix: str) -> dict[str, Any]:
        return {name.removeprefix(prefix): count for name, count in stats.items() if name.startswith(prefix)}

    return {
        "fates": by(_FATES),
        "statuses": by(_STATUSES),
        "withdrawn": stats.get("newscrawl/discovery/withdrawn", 0),
        "bytes": stats.get("downloader/response_bytes", 0),
        "seconds": round(stats.get("elapsed_time_seconds", 0.0), 1),
        "hosts": _by_host(by(HOSTS)),
    }


def _by_host(totals: Mapping[str, float]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for name, value in totals.items():
        host, _, what = name.rpartition("/")
        found.setdefault(host, {"requests": 0, "bytes": 0, "seconds": 0.0})[what] = round(value, 1)
    return found


def _findings(reason: str, stats: Mapping[str, Any], tally: Tally) -> Iterator[tuple[RunOutcome, str | None]]:
    failed = f": {counted(tally.errors, 'page')} failed; run again with --verbose to see why" if tally.errors else None
    ended = _ENDS.get(reason, RunOutcome.LIMITED if reason.startswith(LIMIT) else RunOutcome.FAILED)
    yield ended, failed if ended.is_good else f": cut short ({reason}); the next run goes on with what was pending"
    # The spider knows better why no page came, where it says so.
    if VERDICT not in stats and not any(name.startswith(ANSWERED) for name in stats):
        yield RunOutcome.FAILED, " gave no page: check the address, or run again with --verbose to see why"
    if FEED_FAILED in stats:
        yield (
            RunOutcome.FEED_FAILED,
            f": the feed was not written ({stats[FEED_FAILED]}); the next one shows its articles",
        )
    if VERDICT in stats:
        yield RunOutcome(stats[VERDICT]), f": {stats[WHY]}"
    if tally.lost:
        what = f"{tally.lost} articles were" if tally.lost > 1 else "an article was"
        yield RunOutcome.STORE_FAILED, f": {what} read, but the store could not be reached; the next run asks again"
