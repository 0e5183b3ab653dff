"""The whole store at a glance."""

from collections.abc import Sequence
from datetime import date

import attrs
from sqlalchemy import case, func, select

from newscrawl.browse.queries.facets import Value
from newscrawl.browse.queries.spans import Span
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, people
from newscrawl.web.moments import stored_moment


@attrs.frozen(kw_only=True)
class Size:
    """How much the store holds."""

    articles: int
    people: int
    sites: int


@attrs.frozen(kw_only=True)
class DayCount:
    """How many articles *site* published on *day* (UTC)."""

    day: date
    site: str
    articles: int


@attrs.frozen(kw_only=True)
class Copies:
    """A group of near-duplicates: `key`, `url` and `headline` are those of the article that the others repeat."""

    key: int
    headline: str | None
    site: str
    published: str | None
    articles: int
    sites: int


# A full name is one person on all sites; see `newscrawl.browse.queries.people`, which minds languages as well.
_person = case((people.c.folded.contains(" "), people.c.folded), else_=people.c.folded + "\n" + people.c.site)


def size(database: Database) -> Size:
    """Return how much the store holds."""
    with database.reading() as connection:
        return Size(
            articles=connection.scalar(select(func.count()).select_from(articles)) or 0,
            people=connection.scalar(select(func.count(_person.distinct()))) or 0,
            sites=connection.scalar(select(func.count(articles.c.site.distinct()))) or 0,
        )


def has_articles(database: Database, site: str | None = None) -> bool:
    """Tell whether any article is stored (of *site*, where given)."""
    query = select(articles.c.key).limit(1)
    if site is not None:
        query = query.where(articles.c.site == site)
    with database.reading() as connection:
        return connection.scalar(query) is not None


def articles_a_day(database: Database, span: Span, site: str | None = None) -> list[DayCount]:
    """Return the articles of each day of *span* by site (of *site*, where given); days without any are left out."""
    day = func.substr(articles.c.published, 1, 10)
    query = select(day, articles.c.site, func.count()).group_by(day, articles.c.site)
    query = query.where(articles.c.published >= span.since, articles.c.published < span.until)
    if site is not None:
        query = query.where(articles.c.site == site)
    with database.reading() as connection:
        return [DayCount(day=stored_moment(d).date(), site=s, articles=n) for d, s, n in connection.execute(query)]


def clusters(database: Database, span: Span, limit: int) -> list[Copies]:
    """Return the largest groups of near-duplicates of which a copy was published in *span*, largest first."""
    of_span = articles.c.published.between(span.since, span.until)
    count, sites = func.count().label("articles"), func.count(articles.c.site.distinct()).label("sites")
    grouped = (
        select(articles.c.cluster, count, sites)
        .where(articles.c.cluster > 0, of_span)
        .group_by(articles.c.cluster)
        .having(count > 1)
        .order_by(count.desc(), articles.c.cluster.desc())
        .limit(limit)
        .subquery()
    )
    original = (
        select(func.min(articles.c.key))
        .where(articles.c.cluster == grouped.c.cluster, articles.c.duplicate_of.is_(None))
        .scalar_subquery()
    )
    chosen = select(grouped, original.label("key")).subquery()
    query = (
        select(chosen, nodes.c.headline, articles.c.site, articles.c.published)
        .join(nodes, nodes.c.key == chosen.c.key)
        .join(articles, articles.c.key == chosen.c.key)
        .order_by(chosen.c.articles.desc(), chosen.c.cluster.desc())
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
    return [
        Copies(
            key=row.key,
            headline=row.headline,
            site=row.site,
            published=row.published,
            articles=row.articles,
            sites=row.sites,
        )
        for row in rows
    ]


def sections(database: Database, span: Span, limit: int) -> list[Value]:
    """Return the *limit* sections with most articles in *span*."""
    count = func.count()
    query = select(articles.c.section, count).where(articles.c.section.is_not(None)).group_by(articles.c.section)
    query = query.where(articles.c.published >= span.since, articles.c.published < span.until)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(count.desc(), articles.c.section).limit(limit)).all()
    return [Value(value=value, articles=number) for value, number in rows]


def busiest(counts: Sequence[DayCount], limit: int) -> list[str]:
    """Return the *limit* sites with most articles in *counts*."""
    total: dict[str, int] = {}
    for one in counts:
        total[one.site] = total.get(one.site, 0) + one.articles
    return sorted(total, key=lambda site: (-total[site], site))[:limit]
