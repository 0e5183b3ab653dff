"""The store's versions: one step from each version to the next, run when a store is opened."""

import json
from collections.abc import Callable

from sqlalchemy import Connection, bindparam, inspect, select, update

from newscrawl.storage.database import Database
from newscrawl.storage.errors import StoreError
from newscrawl.storage.prepare import near_duplicate_text
from newscrawl.storage.shingles import shingled
from newscrawl.storage.sketch_index import sketch_index
from newscrawl.storage.tables import counters, metadata, records
from newscrawl.storage.text_index import text_index

Step = Callable[[Database, Connection], None]


def _first(_database: Database, connection: Connection) -> None:
    metadata.create_all(connection)
    names = ("schema", "nodes", "people", "changes")
    connection.execute(counters.insert(), [{"name": name, "value": 0} for name in names])


def _indexes(database: Database, connection: Connection) -> None:
    """Add full-text search and near-duplicates; enter the articles that are there."""
    words, sketches = text_index(database), sketch_index(database)
    words.create(connection)
    sketches.create(connection)
    last = 0
    while part := connection.execute(_RECORDS, {"last": last}).all():
        last = part[-1].key
        entries = {row.key: json.loads(row.record) for row in part}
        words.add(connection, entries)
        keys = {key: shingled(near_duplicate_text(record)).keys for key, record in entries.items()}
        if any(keys.values()):
            sketches.add(connection, [(key, found) for key, found in keys.items() if found])


_RECORDS = select(records).where(records.c.key > bindparam("last")).order_by(records.c.key).limit(500)

STEPS: tuple[Step, ...] = (_first, _indexes)
"""`STEPS[n]` leads from version n to n + 1; version 0 is an empty database."""

VERSION = len(STEPS)


def upgrade(database: Database) -> None:
    """Bring the store to `VERSION`, in one transaction; raises `StoreError` where it is newer than that."""
    with database.reading() as connection:
        if _version(connection) == VERSION:
            return
    with database.writing() as connection:
        _lock_schema(database, connection)
        version = _version(connection)
        if version > VERSION:
            raise StoreError(
                f"store {database.shown} has version {version}, this newscrawl knows up to {VERSION}: "
                "upgrade newscrawl, or choose another store"
            )
        for step in STEPS[version:]:
            step(database, connection)
        connection.execute(update(counters).where(counters.c.name == "schema").values(value=VERSION))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(counters.name):
        return 0
    return connection.scalar(select(counters.c.value).where(counters.c.name == "schema")) or 0


def _lock_schema(database: Database, connection: Connection) -> None:
    if not database.is_sqlite:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('newscrawl schema'))")
