"""Which stored texts share a sketch key: each engine's own inverted index.

SQLite's FTS5 writes in batches that it merges later, so that a key, whose place in any sorted index is random,
costs no random write of its own. PostgreSQL's GIN could do so too, but every article stored is looked up as
well, and a lookup would read all of what is not merged yet.
"""

import json
from collections.abc import Sequence
from typing import Protocol

import attrs
from sqlalchemy import Connection, text

from newscrawl.storage.database.engine import Database, insert_rows

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

    def sharing(self, connection: Connection, sketches: Sequence[Sketch]) -> dict[int, dict[int, int]]:
        """Return for each of *sketches*, by its article, how many keys each article shares that shares any."""


def sketch_index(database: Database) -> SketchIndex:
    """Return the index that fits *database*."""
    return _Sqlite() if database.is_sqlite else _Postgresql()


@attrs.frozen
class _Sqlite:
    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE sketches USING fts5(keys, detail=none, columnsize=0, tokenize='ascii')"
        )
        tune_sqlite(connection)

    def add(self, connection: Connection, sketches: Sequence[Sketch]) -> None:
        rows = [(article, " ".join(f"{key:x}" for key in keys)) for article, keys in sketches]
        insert_rows(connection, "INSERT INTO sketches (rowid, keys) VALUES (?, ?)", rows)

    def remove(self, connection: Connection, articles: Sequence[int]) -> None:
        connection.exec_driver_sql("DELETE FROM sketches WHERE rowid = ?", [(key,) for key in articles])

    def sharing(self, connection: Connection, sketches: Sequence[Sketch]) -> dict[int, dict[int, int]]:
        # Asked once for each article stored: straight to the driver, which halves what a call costs.
        cursor = connection.connection.cursor()
        found = {}
        for article, keys in sketches:
            wanted = {f"{key:x}" for key in keys}
            cursor.execute(
                "SELECT rowid, keys FROM sketches WHERE sketches MATCH ? ORDER BY rowid DESC LIMIT ?",
                (" OR ".join(f'"{key}"' for key in wanted), CANDIDATES),
            )
            found[article] = {other: len(wanted.intersection(shared.split())) for other, shared in cursor.fetchall()}
        cursor.close()
        return found


def tune_sqlite(connection: Connection) -> None:
    """Make lookups in SQLite's index cheap, of which there are more than entries.

    A key is looked for in every segment, of which fewer are left if two of a size are merged at once, and there within
    one page: 500 bytes hold some forty keys.
    """
    connection.exec_driver_sql("INSERT INTO sketches (sketches, rank) VALUES ('automerge', 2), ('pgsz', 500)")


_GIVEN = "json_to_recordset(CAST(:sketches AS json)) AS given (article bigint, keys bigint[])"
_ADD = text(f"INSERT INTO sketches (key, keys) SELECT article, keys FROM {_GIVEN}")
_REMOVE = text("DELETE FROM sketches WHERE key = ANY(:articles)")
# Materialised, lest the planner walk all articles from the newest until it has met enough that share a key.
_SHARING = text(
    f"SELECT given.article, other.key, other.keys FROM {_GIVEN} CROSS JOIN LATERAL ("
    "WITH found AS MATERIALIZED (SELECT key, keys FROM sketches WHERE keys && given.keys) "
    "SELECT key, keys FROM found ORDER BY key DESC LIMIT :limit) AS other"
)


@attrs.frozen
class _Postgresql:
    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE sketches (key BIGINT PRIMARY KEY, keys BIGINT[] NOT NULL)")
        connection.exec_driver_sql("CREATE INDEX sketches_keys ON sketches USING gin (keys) WITH (fastupdate = off)")

    def add(self, connection: Connection, sketches: Sequence[Sketch]) -> None:
        connection.execute(_ADD, {"sketches": _given(sketches)})

    def remove(self, connection: Connection, articles: Sequence[int]) -> None:
        connection.execute(_REMOVE, {"articles": list(articles)})

    def sharing(self, connection: Connection, sketches: Sequence[Sketch]) -> dict[int, dict[int, int]]:
        wanted = {article: set(keys) for article, keys in sketches}
        found: dict[int, dict[int, int]] = {article: {} for article in wanted}
        rows = connection.execute(_SHARING, {"sketches": _given(sketches), "limit": CANDIDATES})
        for article, other, keys in rows:
            found[article][other] = len(wanted[article].intersection(keys))
        return found


def _given(sketches: Sequence[Sketch]) -> str:
    return json.dumps([{"article": article, "keys": list(keys)} for article, keys in sketches])
