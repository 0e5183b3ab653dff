"""One article and what surrounds it."""

import json

import attrs
from sqlalchemy import select

from newscrawl.browse.queries.teasers import Signature, signatures, stated_day
from newscrawl.storage.articles.prepare import Record
from newscrawl.storage.articles.reading import complete
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, records


@attrs.frozen(kw_only=True)
class Reading:
    """A stored article: `record` as an export gives it, the rest what the store knows beside; `day` as of `Teaser`."""

    key: int
    url: str
    site: str
    words: int
    published: str | None
    day: str | None
    modified: str | None
    first_fetched: str
    last_fetched: str
    revision: int
    withdrawn_at: str | None
    cluster: int | None
    duplicate_of: int | None
    record: Record
    authors: tuple[Signature, ...]


@attrs.frozen(kw_only=True)
class Copy:
    """An article of the same group of near-duplicates; `beside`: where it stands beside another."""

    key: int
    headline: str | None
    site: str
    published: str | None
    is_original: bool
    beside: str = ""


@attrs.frozen(kw_only=True)
class Seen:
    """A page of the link graph that was only seen, not crawled."""

    key: int
    url: str
    site: str
    headline: str | None
    first_seen: str


def read_article(database: Database, key: int) -> Reading | None:
    """Return the stored article *key*, None where there is none."""
    canonical = nodes.alias("canonical")
    query = (
        select(articles, nodes.c.url, records.c.record, canonical.c.url.label("original"))
        .join(nodes, nodes.c.key == articles.c.key)
        .join(records, records.c.key == articles.c.key)
        .outerjoin(canonical, canonical.c.key == articles.c.duplicate_of)
        .where(articles.c.key == key)
    )
    with database.reading() as connection:
        row = connection.execute(query).first()
        if row is None:
            return None
        authors = signatures(database, connection, [key]).get(key, [])
    record = complete(json.loads(row.record), row.cluster, row.original, row.withdrawn_at)
    values = {f.name: getattr(row, f.name) for f in attrs.fields(Reading) if f.name not in ("record", "authors", "day")}
    return Reading(**values, record=record, day=stated_day(record), authors=tuple(authors))


def seen_page(database: Database, key: int) -> Seen | None:
    """Return the page *key* of the link graph, crawled or not."""
    query = select(nodes.c.key, nodes.c.url, nodes.c.site, nodes.c.headline, nodes.c.first_seen)
    with database.reading() as connection:
        row = connection.execute(query.where(nodes.c.key == key)).first()
    return None if row is None else Seen(**row._mapping)


def copies(database: Database, cluster: int, limit: int) -> list[Copy]:
    """Return the first *limit* articles of *cluster* by time of publication."""
    query = (
        select(
            articles.c.key,
            nodes.c.headline,
            articles.c.site,
            articles.c.published,
            articles.c.duplicate_of.is_(None).label("is_original"),
        )
        .join(nodes, nodes.c.key == articles.c.key)
        .where(articles.c.cluster == cluster)
        .order_by(articles.c.published, articles.c.key)
        .limit(limit)
    )
    with database.reading() as connection:
        return [Copy(**{**row._mapping, "is_original": bool(row.is_original)}) for row in connection.execute(query)]
