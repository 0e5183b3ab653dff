"""How soon articles are stored after they were published, and how many there are."""

import statistics
from collections import Counter
from datetime import datetime, timedelta

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


def median_delay(database: Database, site: str, since: datetime) -> timedelta | None:
    """Return the median time from publication to storage of the articles of *site* stored since then.

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
    delays = [(stored_moment(stored) - stored_moment(published)).total_seconds() for published, stored in rows]
    return timedelta(seconds=statistics.median(delays)) if delays else None


def articles_a_day(database: Database, site: str, days: int, now: datetime) -> list[int]:
    """Return how many articles of *site* were published on each of the last *days* days (UTC), oldest first."""
    first = now - timedelta(days=days - 1)
    times = published_since(database, site, first.replace(hour=0, minute=0, second=0, microsecond=0))
    counted = Counter(time.date() for time in times)
    return [counted[(first + timedelta(days=day)).date()] for day in range(days)]


def stored_since(database: Database, site: str, moment: datetime) -> tuple[int, int]:
    """Return how many articles of *site* came into the store since then, and how many older ones have changed."""
    since, mine = utc_text(moment), articles.c.site == site
    new = select(func.count()).where(mine, articles.c.first_fetched >= since)
    changed = select(func.count()).where(mine, articles.c.first_fetched < since, articles.c.revised_at >= since)
    with database.reading() as connection:
        return connection.scalar(new) or 0, connection.scalar(changed) or 0
