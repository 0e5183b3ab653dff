"""The versions of an article: each change of headline, standfirst, body, authors or dates is one."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from sqlalchemy import select

from newscrawl.storage.articles.diff import Diff, word_diff
from newscrawl.storage.articles.prepare import REVISED, Record, revised_fields
from newscrawl.storage.articles.versions.rereading import extractor_of
from newscrawl.storage.articles.versions.timeline import Cause
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, records, revisions
from newscrawl.storage.graph.nodes import key_at
from newscrawl.storage.named import no_article


@attrs.frozen(kw_only=True)
class Version:
    """One version: `number` from 1, `fetched_at` when it was first seen (UTC), `fields` what can change.

    `extractor` is the version of newscrawl that read it, `None` where that was not kept. `cause` is `reader` where an
    earlier reading of the same page was replaced by it, else `publisher`.
    """

    url: str
    number: int
    fetched_at: str
    content_hash: str
    fields: Record
    extractor: str | None = None
    cause: Cause = "publisher"


@attrs.frozen(kw_only=True)
class FieldChange:
    """What has changed in one field, word by word."""

    field: str
    diff: list[Diff]


def history(database: Database, url: str) -> list[Version]:
    """Return the versions of the article at *url* (any address of it), oldest first, the standing one last.

    Raises `NotKnown` where there is no such article.
    """
    with database.reading() as connection:
        key = key_at(connection, url)
        current = connection.execute(_current().where(articles.c.key == key)).first()
        if current is None:
            raise no_article(database, url)
        query = select(revisions).where(revisions.c.article_key == key).order_by(revisions.c.number)
        earlier = connection.execute(query).all()
    return [*(_earlier(current.url, row) for row in earlier), _standing(current)]


def all_versions(database: Database) -> Iterator[Version]:
    """Stream every version of every article, article by article, oldest first."""
    past = select(revisions, nodes.c.url).join(nodes, nodes.c.key == revisions.c.article_key)
    past = past.order_by(revisions.c.article_key, revisions.c.number)
    with database.reading() as connection:
        connection = connection.execution_options(yield_per=200)
        earlier = iter(connection.execute(past))
        pending = next(earlier, None)
        for current in connection.execute(_current().order_by(articles.c.key)):
            while pending is not None and pending.article_key == current.key:
                yield _earlier(current.url, pending)
                pending = next(earlier, None)
            yield _standing(current)


def compare(old: Version, new: Version) -> list[FieldChange]:
    """Return the fields that differ between two versions, each with its word diff."""
    pairs = [(name, shown(old.fields.get(name)), shown(new.fields.get(name))) for name in REVISED]
    return [FieldChange(field=name, diff=word_diff(a, b)) for name, a, b in pairs if a != b]


def shown(value: str | Sequence[dict[str, Any]] | None) -> str:
    """Return a field's value as text; authors by name."""
    if value is None or isinstance(value, str):
        return value or ""
    return ", ".join(author.get("name") or author.get("nameRaw") or "" for author in value)


def _current() -> Any:
    columns = (
        articles.c.key,
        articles.c.revision,
        articles.c.revised_at,
        articles.c.content_hash,
        articles.c.extractor,
        articles.c.cause,
    )
    return (
        select(*columns, nodes.c.url, records.c.record)
        .join(nodes, nodes.c.key == articles.c.key)
        .join(records, records.c.key == articles.c.key)
    )


def _standing(row: Any) -> Version:
    record = json.loads(row.record)
    return Version(
        url=row.url,
        number=row.revision,
        fetched_at=row.revised_at,
        content_hash=row.content_hash,
        fields=revised_fields(record),
        extractor=row.extractor or extractor_of(record),
        cause=row.cause,
    )


def _earlier(url: str, row: Any) -> Version:
    return Version(
        url=url,
        number=row.number,
        fetched_at=row.fetched_at,
        content_hash=row.content_hash,
        fields=json.loads(row.fields),
        extractor=row.extractor,
        cause=row.cause,
    )
