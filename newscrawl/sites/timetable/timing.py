"""When a site is to be crawled again."""

from collections.abc import Callable
from datetime import datetime, timedelta

from newscrawl.discovery.learned.publishing_rhythm import AT_LEAST, Rhythm

Chance = Callable[[], float]
"""Gives a number from 0 to 1, as `random.random` does."""

FIRST_RETRY = timedelta(minutes=5)
LAST_RETRY = timedelta(hours=24)
_JITTER = 0.1


def next_run(
    started: datetime,
    now: datetime,
    every: timedelta | None,
    rhythm: Rhythm,
    chance: Chance,
    pace: timedelta | None = None,
) -> datetime:
    """Return when a site whose crawl *started* then and ended well at *now* is due again.

    *every* counts from start to start; without it the site's *rhythm* says when an article will wait, and *pace*
    within what time a feed of the site must be seen again. Up to a tenth earlier by *chance*, so that sites listed
    together do not stay together. All times aware.
    """
    due = started + every if every is not None else rhythm.next_visit(now)
    if every is None and pace is not None:
        due = min(due, started + pace)
    floor = now if every is not None else now + AT_LEAST * (1 - _JITTER)
    return max(due - (due - started) * _JITTER * chance(), floor)


def next_try(now: datetime, failures: int, chance: Chance) -> datetime:
    """Return when to try again after the last *failures* runs, at least one, failed.

    5 minutes, doubled with every further failure, at most a day; a quarter more or less by *chance*.
    """
    wait = min(FIRST_RETRY * (1 << min(failures - 1, 16)), LAST_RETRY)
    return now + wait * (0.75 + 0.5 * chance())
