"""Which stored texts share a sketch key: each engine's own inverted index.

SQLite's FTS5 and PostgreSQL's GIN write in batches that they merge later, so that a key, whose place in any
sorted index is random, costs no random write of its own.
"""

from collections.abc import Sequence
from typing import Protocol

import attrs
from sqlalchemy import ARRAY, BigInteger, Connection, bindparam, text

from newscrawl.storage.database import Database

Sketch = tuple[int, Sequence[int]]
"""An article's key and the keys of its sketch."""

CANDIDATES = 200
"""Of more articles that share a key, the newest are looked at."""


class SketchIndex(Protocol):
    """The sketches of all stored articles."""

    def create(self, connection: Connection) -> None:
        """Make the index in a database that has none."""

    def add(self, connection: Connection, sketches: Sequence[Sketch]) -> None:
        """Enter *sketches* of articles that have none."""

    def remove(self, connection: Connection, articles: Sequence[int]) -> None:
        """Take out the sketches of *articles*, if any."""

    def sharing(self, connection: Connection, keys: Sequence[int]) -> dict[int, int]:
        """Return how many of *keys* each article shares that shares any."""


def sketch_index(database: Database) -> SketchIndex:
    """Return the index that fits *database*."""
    return _Sqlite() if database.is_sqlite else _Postgresql()


@attrs.frozen
class _Sqlite:
    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE sketches USING fts5(keys, detail=none, columnsize=0, tokenize='ascii')"
        )

    def add(self, connection: Connection, sketches: Sequence[Sketch]) -> None:
        rows = [(article, " ".join(f"{key:x}" for key in keys)) for article, keys in sketches]
        connection.exec_driver_sql("INSERT INTO sketches (rowid, keys) VALUES (?, ?)", rows)

    def remove(self, connection: Connection, articles: Sequence[int]) -> None:
        connection.exec_driver_sql("DELETE FROM sketches WHERE rowid = ?", [(key,) for key in articles])

    def sharing(self, connection: Connection, keys: Sequence[int]) -> dict[int, int]:
        wanted = {f"{key:x}" for key in keys}
        # Asked once for each article stored: straight to the driver, which halves what a call costs.
        cursor = connection.connection.cursor()
        cursor.execute(
            "SELECT rowid, keys FROM sketches WHERE sketches MATCH ? ORDER BY rowid DESC LIMIT ?",
            (" OR ".join(f'"{key}"' for key in wanted), CANDIDATES),
        )
        rows = cursor.fetchall()
        cursor.close()
        return {article: len(wanted.intersection(shared.split())) for article, shared in rows}


_ADD = text("INSERT INTO sketches (key, keys) VALUES (:article, :keys)")
_REMOVE = text("DELETE FROM sketches WHERE key = ANY(:articles)")
_SHARING = text(
    "SELECT key, keys FROM sketches WHERE keys && :keys ORDER BY key DESC LIMIT :limit"
).bindparams(bindparam("keys", type_=ARRAY(BigInteger)))


@attrs.frozen
class _Postgresql:
    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE sketches (key BIGINT PRIMARY KEY, keys BIGINT[] NOT NULL)")
        connection.exec_driver_sql("CREATE INDEX sketches_keys ON sketches USING gin (keys)")

    def add(self, connection: Connection, sketches: Sequence[Sketch]) -> None:
        connection.execute(_ADD, [{"article": article, "keys": list(keys)} for article, keys in sketches])

    def remove(self, connection: Connection, articles: Sequence[int]) -> None:
        connection.execute(_REMOVE, {"articles": list(articles)})

    def sharing(self, connection: Connection, keys: Sequence[int]) -> dict[int, int]:
        rows = connection.execute(_SHARING, {"keys": list(keys), "limit": CANDIDATES})
        return {article: len(set(keys).intersection(shared)) for article, shared in rows}
