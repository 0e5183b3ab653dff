"""What feeds have not shown yet: a feed reads the store, and forgets only what it has written.

An article that is new or has changed is noted for the feed of its crawl in the transaction that stores it. Whatever
becomes of the process or of the feed's file, the next feed of the same name shows what this one has not.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import bindparam, delete, select

from newscrawl.storage.articles.prepare import Record
from newscrawl.storage.articles.reading import complete
from newscrawl.storage.database.engine import STREAM_ROWS, Database
from newscrawl.storage.database.tables import articles, nodes, records, unshown
from newscrawl.storage.database.transaction import Transaction


@attrs.define
class Unshown:
    """Notes what feeds, by name, have still to show."""

    database: Database

    @cached_property
    def _insert(self) -> Any:
        keys = [unshown.c.feed, unshown.c.article_key]
        return self.database.insert(unshown).on_conflict_do_nothing(index_elements=keys)

    def add(self, tx: Transaction, found: Sequence[tuple[str, int]]) -> None:
        """Note (feed, article's key) each; no pair may come twice."""
        if found:
            rows = [{"feed": feed, "article_key": key} for feed, key in found]
            self.database.run_many(tx.connection, self._insert, rows)

    @contextmanager
    def shown(self, feeds: Sequence[str]) -> Iterator[Iterator[Record]]:
        """Give the records that *feeds* have to show, in the order of change; they have done so at the end.

        Where an error ends it, they have not. What changes meanwhile is left to the next. Raises `StoreError`.
        """
        canonical = nodes.alias("canonical")
        last = 0

        def found() -> Iterator[Record]:
            nonlocal last
            for change, record, cluster, duplicate_of, withdrawn_at in rows:
                last = change
                yield complete(json.loads(record), cluster, duplicate_of, withdrawn_at)

        query = (
            select(articles.c.change, records.c.record, articles.c.cluster, canonical.c.url, articles.c.withdrawn_at)
            .join(unshown, unshown.c.article_key == articles.c.key)
            .join(records, records.c.key == articles.c.key)
            .outerjoin(canonical, canonical.c.key == articles.c.duplicate_of)
            .where(unshown.c.feed.in_(feeds))
            .order_by(articles.c.change)
        )
        with self.database.reading() as connection:
            rows = connection.execution_options(yield_per=STREAM_ROWS).execute(query)
            yield found()
        if last:
            self._forget(feeds, last)

    def _forget(self, feeds: Sequence[str], last: int) -> None:
        seen = select(articles.c.key).where(articles.c.change <= bindparam("last"))
        forget = delete(unshown).where(unshown.c.feed.in_(feeds), unshown.c.article_key.in_(seen))
        with self.database.writing() as connection:
            connection.execute(forget, {"last": last})
