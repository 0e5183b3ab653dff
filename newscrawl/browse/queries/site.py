"""One site: when it publishes, and what its pages answer."""

import attrs
from sqlalchemy import case, func, select

from newscrawl.browse.queries.spans import Span
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, pages, schedule
from newscrawl.web.moments import stored_moment

Week = list[list[int]]
"""Articles by weekday (0 = Monday) and hour, UTC."""


@attrs.frozen(kw_only=True)
class Fetched:
    """How many pages of a kind answered well, answered with an error, and have not answered yet."""

    kind: str
    good: int
    refused: int
    waiting: int


def week_of(database: Database, site: str | None, span: Span) -> Week:
    """Return when *site* (None: all) published in *span*.

    Articles at midnight sharp are left out: their pages state the day alone.
    """
    hour = func.substr(articles.c.published, 1, 13)
    query = select(hour, func.count()).group_by(hour)
    query = query.where(
        articles.c.published >= span.since,
        articles.c.published < span.until,
        func.substr(articles.c.published, 12, 8) != "00:00:00",
    )
    if site is not None:
        query = query.where(articles.c.site == site)
    week = [[0] * 24 for _ in range(7)]
    with database.reading() as connection:
        for text, count in connection.execute(query):
            moment = stored_moment(f"{text}:00:00")
            week[moment.weekday()][moment.hour] += count
    return week


def fetched(database: Database, site: str) -> list[Fetched]:
    """Return what the newest fetch of each page of *site* gave, by kind of page."""
    good = func.sum(case((pages.c.status < 400, 1), else_=0))
    refused = func.sum(case((pages.c.status >= 400, 1), else_=0))
    waiting = func.sum(case((pages.c.status.is_(None), 1), else_=0))
    query = select(pages.c.kind, good, refused, waiting).where(pages.c.site == site).group_by(pages.c.kind)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(pages.c.kind)).all()
    return [Fetched(kind=kind, good=a, refused=b, waiting=c) for kind, a, b, c in rows]


def known_sites(database: Database) -> list[str]:
    """Return the sites that were crawled or of which an article is stored."""
    with database.reading() as connection:
        crawled = set(connection.scalars(select(schedule.c.site)))
        stored = set(connection.scalars(select(articles.c.site).distinct()))
    return sorted(crawled | stored)


def articles_by_site(database: Database) -> dict[str, int]:
    """Return how many articles of each site are stored."""
    query = select(articles.c.site, func.count()).group_by(articles.c.site)
    with database.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}
