"""A copy of a store as one SQLite file, whatever the store's own engine."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from newscrawl.errors import StoreError
from newscrawl.storage.database.engine import STREAM_ROWS, Database, connect
from newscrawl.storage.database.migrations import fill_indexes, upgrade
from newscrawl.storage.database.tables import articles, counters, metadata

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
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            part = Path(folder) / "store.db"
            count = _snapshot(database, part) if database.is_sqlite else _filled(database, part)
            part.replace(path)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; choose another place") from error
    return count


def _snapshot(database: Database, part: Path) -> int:
    with database.reading() as connection:
        connection.exec_driver_sql("COMMIT")  # VACUUM takes its own view, and stands in no transaction
        connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
        connection.exec_driver_sql("BEGIN")
        return _count(connection)


def _filled(database: Database, part: Path) -> int:
    copy = connect(f"sqlite:///{part}", create=True)
    try:
        upgrade(copy)
        with database.reading() as source, copy.writing() as target:
            target.execute(counters.delete())
            for table in metadata.sorted_tables:
                for rows in _rows(source, table):
                    copy.run_many(target, table.insert(), rows)
            fill_indexes(copy, target)
            return _count(target)
    finally:
        copy.engine.dispose()  # the last to leave brings all that was written into the one file


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = source.execution_options(yield_per=STREAM_ROWS).execute(select(table))
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(articles)) or 0
