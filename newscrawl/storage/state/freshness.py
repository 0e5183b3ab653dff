"""How soon articles are stored after they were published, and how many there are."""

import math
import statistics
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

import attrs
from sqlalchemy import func, select

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles
from newscrawl.web.moments import stored_moment, utc_text


def published_since(database: Database, site: str, moment: datetime) -> list[datetime]:
    """Return the publication times (aware, UTC) of the articles of *site* published since *moment*; `StoreError`."""
    query = select(articles.c.published).where(articles.c.site == site, articles.c.published >= utc_text(moment))
    with database.reading() as connection:
        return [stored_moment(text) for text in connection.scalars(query)]


def last_stored(database: Database, site: str) -> datetime | None:
    """Return when the newest article of *site* came into the store, or None; raises `StoreError`."""
    with database.reading() as connection:
        text = connection.scalar(select(func.max(articles.c.first_fetched)).where(articles.c.site == site))
    return stored_moment(text) if text else None


@attrs.frozen(kw_only=True)
class Delay:
    """The time from publication to storage: of half of the articles it is at most `median`, of nine in ten `most`."""

    median: timedelta
    most: timedelta


def delay_of(database: Database, site: str, since: datetime) -> Delay | None:
    """Return how long the articles of *site* stored since then took from publication to storage.

    Articles that were published before the site was first crawled are left out: they are the backlog. None where
    there are no others. Raises `StoreError`.
    """
    begun = select(func.min(articles.c.first_fetched)).where(articles.c.site == site).scalar_subquery()
    query = select(articles.c.published, articles.c.first_fetched).where(
        articles.c.site == site,
        articles.c.published >= begun,
        articles.c.published <= articles.c.first_fetched,
        articles.c.first_fetched >= utc_text(since),
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
    delays = sorted((stored_moment(stored) - stored_moment(published)).total_seconds() for published, stored in rows)
    if not delays:
        return None
    most = delays[math.ceil(0.9 * len(delays)) - 1]
    return Delay(median=timedelta(seconds=statistics.median(delays)), most=timedelta(seconds=most))


def undated(database: Database, site: str) -> int:
    """Return how many articles of *site* state no date; raises `StoreError`."""
    query = select(func.count()).where(articles.c.site == site, articles.c.published.is_(None))
    with database.reading() as connection:
        return connection.scalar(query) or 0


def articles_a_day(database: Database, site: str, days: int, now: datetime) -> list[int]:
    """Return how many articles of *site* were published on each of the last *days* days (UTC), oldest first."""
    return _a_day(published_since(database, site, _first_of(days, now)), days, now)


def stored_a_day(database: Database, site: str, days: int, now: datetime) -> list[int]:
    """Return how many articles of *site* came into the store on each of the last *days* days (UTC), oldest first."""
    since = utc_text(_first_of(days, now))
    query = select(articles.c.first_fetched).where(articles.c.site == site, articles.c.first_fetched >= since)
    with database.reading() as connection:
        return _a_day(map(stored_moment, connection.scalars(query)), days, now)


def _first_of(days: int, now: datetime) -> datetime:
    return (now - timedelta(days=days - 1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _a_day(times: Iterable[datetime], days: int, now: datetime) -> list[int]:
    counted = Counter(time.date() for time in times)
    return [counted[(_first_of(days, now) + timedelta(days=day)).date()] for day in range(days)]


def stored_since(database: Database, site: str, moment: datetime) -> tuple[int, int]:
    """Return how many articles of *site* came into the store since then, and how many older ones have changed."""
    since, mine = utc_text(moment), articles.c.site == site
    new = select(func.count()).where(mine, articles.c.first_fetched >= since)
    changed = select(func.count()).where(mine, articles.c.first_fetched < since, articles.c.revised_at >= since)
    with database.reading() as connection:
        return connection.scalar(new) or 0, connection.scalar(changed) or 0
