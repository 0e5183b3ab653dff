"""The records that answer a question, the newest first."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from newscrawl.storage.articles.prepare import Record
from newscrawl.storage.articles.reading import Filter, complete
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, records
from newscrawl.storage.search.queries import parsed
from newscrawl.storage.search.text_index import RANKED, text_index
from newscrawl.storage.store import Store

PART = 100


def keys_of(store: Store, query: str, wanted: Filter) -> list[int]:
    """Return the keys of up to `RANKED` articles for *query* among those that *wanted* lets through, best first."""
    with store.database.reading() as connection:
        return list(text_index(store.database).best(connection, parsed(query), wanted.conditions(), RANKED))


def newest_keys(store: Store, query: str, wanted: Filter, limit: int) -> list[int]:
    """Return the keys of the *limit* newest articles for *query* (empty: all) that *wanted* lets through."""
    database = store.database
    statement = select(articles.c.key).where(*wanted.conditions())
    values = {}
    if query:
        statement = statement.where(database.among(articles.c.key, "keys"))
        values = {"keys": database.listed(keys_of(store, query, wanted))}
    order = articles.c.published.desc().nulls_last(), articles.c.key.desc()
    with database.reading() as connection:
        return list(connection.scalars(statement.order_by(*order).limit(limit), values))


def newest_records(store: Store, query: str, wanted: Filter, limit: int) -> list[Record]:
    """Return the records of `newest_keys`."""
    return list(records_of(store.database, newest_keys(store, query, wanted, limit)))


def records_of(database: Database, keys: Sequence[int]) -> Iterator[Record]:
    """Yield the records of the articles *keys*, in that order, in constant memory."""
    canonical = nodes.alias("canonical")
    query = (
        select(articles.c.key, records.c.record, articles.c.cluster, canonical.c.url, articles.c.withdrawn_at)
        .join(records, records.c.key == articles.c.key)
        .outerjoin(canonical, canonical.c.key == articles.c.duplicate_of)
        .where(database.among(articles.c.key, "keys"))
    )
    for first in range(0, len(keys), PART):
        chosen = keys[first : first + PART]
        with database.reading() as connection:
            rows = connection.execute(query, {"keys": database.listed(chosen)})
            found = {key: complete(json.loads(record), *rest) for key, record, *rest in rows}
        yield from (found[key] for key in chosen if key in found)
