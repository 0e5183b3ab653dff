"""A copy of a store: as one SQLite file, or into another store that is empty, whatever the engines of both."""

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from newscrawl.errors import StoreError
from newscrawl.storage.database.engine import STREAM_ROWS, Database, connect
from newscrawl.storage.database.migrations import fill_indexes, upgrade
from newscrawl.storage.database.tables import articles, counters, metadata
from newscrawl.storage.exports.parts import part_beside, put_in_place

SUFFIXES = (".db", ".sqlite", ".sqlite3")


def copy_store(database: Database, path: Path) -> int:
    """Write all of *database*, as it is at this moment, to the SQLite file *path*; return how many articles.

    Memory is constant, and the file appears when it is complete. Raises `StoreError`.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise StoreError(f"cannot copy the store to {path.name!r}: the name must end in {', '.join(SUFFIXES)}")
    if database.is_sqlite and path.exists() and path.samefile(str(database.engine.url.database)):
        raise StoreError(f"cannot copy the store to {path}: it is the store itself; choose another name")
    try:
        part = part_beside(path)
        try:
            count = _snapshot(database, part) if database.is_sqlite else copy_into(database, f"sqlite:///{part}")
            put_in_place(part, path)
        finally:
            for leftover in path.parent.glob(f"{glob.escape(part.name)}*"):
                leftover.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; choose another place") from error
    return count


def copy_into(database: Database, url: str) -> int:
    """Write all of *database*, as it is at this moment, to the store at *url*, which is made where it is missing.

    Return how many articles there are. All is written in one transaction: broken off, it leaves an empty store.
    Memory is constant. Raises `StoreError` where the store at *url* holds something.
    """
    copy = connect(url, create=True)
    try:
        upgrade(copy)
        with database.reading() as source, copy.writing() as target:
            # Who writes to the copy waits from here on.
            target.execute(counters.delete())
            _require_empty(copy, target)
            for table in metadata.sorted_tables:
                for rows in _rows(source, table):
                    copy.run_many(target, table.insert(), rows)
            fill_indexes(copy, target)
            target.exec_driver_sql("ANALYZE")
            return _count(target)
    finally:
        copy.engine.dispose()  # the last to leave brings all that was written into the one file


def _require_empty(copy: Database, target: Connection) -> None:
    for table in metadata.sorted_tables:
        if table is not counters and target.scalar(select(func.count()).select_from(select(table).limit(1).subquery())):
            raise StoreError(f"cannot copy into {copy.shown}: it is not empty; name a store that does not exist yet")


def _snapshot(database: Database, part: Path) -> int:
    with database.outside_transactions() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
        return _count(connection)


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = source.execution_options(yield_per=STREAM_ROWS).execute(select(table))
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(articles)) or 0
