"""Articles as entries of a list."""

import json
from collections.abc import Sequence
from typing import Any

import attrs
from sqlalchemy import ColumnElement, Connection, select

from newscrawl.storage.articles.prepare import Record
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, authorship, nodes, people, records


@attrs.frozen(kw_only=True)
class Signature:
    """Someone who signs an article."""

    key: int
    name: str


@attrs.frozen(kw_only=True)
class Teaser:
    """An article as a list shows it; `published` is UTC, `day` the day that the site states where it states no hour."""

    key: int
    url: str
    site: str
    headline: str | None
    standfirst: str | None
    published: str | None
    day: str | None
    section: str | None
    authors: tuple[Signature, ...]


def newest(database: Database, limit: int, conditions: Sequence[ColumnElement[bool]] = ()) -> list[Teaser]:
    """Return the *limit* newest dated articles for which *conditions* hold."""
    query = select(articles.c.key).where(articles.c.published.is_not(None), *conditions)
    with database.reading() as connection:
        keys = connection.scalars(query.order_by(articles.c.published.desc(), articles.c.key.desc()).limit(limit))
        return read_teasers(database, connection, list(keys))


def at(database: Database, urls: Sequence[str]) -> dict[str, Teaser]:
    """Return the articles whose addresses are among *urls*, by address."""
    with database.reading() as connection:
        keys = list(connection.scalars(select(nodes.c.key).where(nodes.c.url.in_(urls))))
        return {one.url: one for one in read_teasers(database, connection, keys)}


def read_teasers(database: Database, connection: Connection, keys: Sequence[int]) -> list[Teaser]:
    """Return the articles *keys*, in that order."""
    columns = (articles.c.key, articles.c.site, articles.c.published, articles.c.section, nodes.c.url, records.c.record)
    query = (
        select(*columns)
        .join(nodes, nodes.c.key == articles.c.key)
        .join(records, records.c.key == articles.c.key)
        .where(database.among(articles.c.key, "keys"))
    )
    found = {row.key: row for row in connection.execute(query, {"keys": database.listed(keys)})}
    signed = signatures(database, connection, keys)
    return [_teaser(found[key], signed.get(key, [])) for key in keys if key in found]


def signatures(database: Database, connection: Connection, keys: Sequence[int]) -> dict[int, list[Signature]]:
    """Return who signs each of the articles *keys*."""
    query = (
        select(authorship.c.article_key, people.c.key, people.c.name)
        .join(people, people.c.key == authorship.c.person_key)
        .where(database.among(authorship.c.article_key, "keys"))
        .order_by(authorship.c.article_key, authorship.c.position)
    )
    found: dict[int, list[Signature]] = {}
    for article, key, name in connection.execute(query, {"keys": database.listed(keys)}):
        found.setdefault(article, []).append(Signature(key=key, name=name))
    return found


def stated_day(record: Record) -> str | None:
    """Return the day on which the article of *record* came out where its page states no hour, as it is there: at
    midnight in Bamako or Seoul, UTC may still have the day before."""
    exactness = (record.get("metadata") or {}).get("datePublishedPrecision")
    return str(record["datePublished"])[:10] if exactness == "day" and record.get("datePublished") else None


def _teaser(row: Any, authors: Sequence[Signature]) -> Teaser:
    record = json.loads(row.record)
    return Teaser(
        key=row.key,
        url=row.url,
        site=row.site,
        headline=record.get("headline"),
        standfirst=record.get("description"),
        published=row.published,
        day=stated_day(record),
        section=row.section,
        authors=tuple(authors),
    )
