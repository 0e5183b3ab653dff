"""Giving back the space of what was deleted, and telling the planner how large things are."""

from pathlib import Path

from sqlalchemy import Connection

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.sqlite import shorten_log
from newscrawl.storage.database.tables import metadata
from newscrawl.storage.search.text_index import text_index

INDEXES = ("texts", "sketches")


def compact(database: Database) -> tuple[int, int]:
    """Compact *database*; return how many bytes it took before and takes now. Raises `StoreError`."""
    with database.outside_transactions() as connection:
        if database.is_sqlite:
            file = Path(str(database.engine.url.database))
            shorten_log(connection)
            before = file.stat().st_size
            text_index(database).purge(database)
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("ANALYZE")
            shorten_log(connection)
            return before, file.stat().st_size
        before = _size(connection)
        for name in [*metadata.tables, *INDEXES]:
            connection.exec_driver_sql(f"VACUUM (ANALYZE) {name}")
        return before, _size(connection)


def _size(connection: Connection) -> int:
    names = ", ".join(f"('{name}'::regclass)" for name in [*metadata.tables, *INDEXES])
    query = f"SELECT sum(pg_total_relation_size(name)) FROM (VALUES {names}) AS found (name)"
    return int(connection.exec_driver_sql(query).scalar() or 0)
