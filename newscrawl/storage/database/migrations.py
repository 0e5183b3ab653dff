"""The store's versions: a new store is made as it should be, an older one is led there step by step."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, inspect, or_, select, update

from newscrawl.errors import StoreError
from newscrawl.storage.articles.fields import date_source, fields_in
from newscrawl.storage.articles.prepare import worded
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.sqlite import mark
from newscrawl.storage.database.tables import (
    articles,
    backlog,
    counters,
    fate_counts,
    fates,
    metadata,
    notes,
    records,
    replayed_files,
    runs,
    saved_searches,
    schedule,
    site_notes,
    sources,
    unshown,
)
from newscrawl.storage.duplicates.sketch_index import sketch_index, tune_sqlite
from newscrawl.storage.search.text_index import gather_more, text_index
from newscrawl.web.moments import utc_text

Step = Callable[[Database, Connection], None]

_RECORDS = select(records).where(records.c.key > bindparam("last")).order_by(records.c.key).limit(500)
_SET_FIELDS = (
    update(articles)
    .where(articles.c.key == bindparam("which"))
    .values(fields=bindparam("bits"), date_source=bindparam("source"))
)
_SET_VERSION = update(counters).where(counters.c.name == "schema").values(value=bindparam("version"))


def create_tables(connection: Connection) -> None:
    """Make the tables of an empty store, as `newscrawl.storage.database.tables` has them."""
    metadata.create_all(connection)
    names = ("schema", "nodes", "people", "changes")
    connection.execute(counters.insert(), [{"name": name, "value": 0} for name in names])


def _add_indexes(database: Database, connection: Connection) -> None:
    """Add full-text search and near-duplicates (version 2); enter the articles that are there."""
    text_index(database).create(connection)
    sketch_index(database).create(connection)
    fill_indexes(database, connection)


def fill_indexes(database: Database, connection: Connection) -> None:
    """Enter every article into the empty indexes of words and of near-duplicates."""
    texts, sketches = text_index(database), sketch_index(database)
    last = 0
    while part := connection.execute(_RECORDS, {"last": last}).all():
        last = part[-1].key
        entries = {row.key: worded(json.loads(row.record)) for row in part}
        texts.add(connection, entries)
        keys = [(key, found.shingled().keys) for key, found in entries.items()]
        if filled := [(key, found) for key, found in keys if found]:
            sketches.add(connection, filled)


def _add_schedule(_: Database, connection: Connection) -> None:
    """Add when sites were crawled and are to be (version 3)."""
    metadata.create_all(connection, tables=[schedule, runs])


def _add_time_indexes(_: Database, connection: Connection) -> None:
    """Add what answers "the newest" at once (version 4)."""
    for name, columns in (
        ("articles_published", "articles (published, site)"),
        ("articles_stored", "articles (site, first_fetched)"),
        ("runs_started", "runs (started_at)"),
    ):
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")


def _tune_postgresql(database: Database, connection: Connection) -> None:
    """Make new entries of the indexes cost the server half of the time (version 5)."""
    if not database.is_sqlite:
        connection.exec_driver_sql("ALTER TABLE texts ALTER COLUMN vector SET STORAGE EXTERNAL")
        connection.exec_driver_sql("ALTER INDEX sketches_keys SET (fastupdate = off)")
        connection.exec_driver_sql("SELECT gin_clean_pending_list('sketches_keys')")


def _add_fates(_: Database, connection: Connection) -> None:
    """Add what became of every address (version 6)."""
    metadata.create_all(connection, tables=[fates, fate_counts])


def _mark_file(database: Database, connection: Connection) -> None:
    """Mark SQLite's file as a store's (version 7)."""
    if database.is_sqlite:
        mark(connection)


def _add_unshown(_: Database, connection: Connection) -> None:
    """Add what feeds have still to show (version 8)."""
    metadata.create_all(connection, tables=[unshown])


def _tell_readers_from_publishers(_: Database, connection: Connection) -> None:
    """Add who read each version, and whether it was the publisher that changed it (version 9)."""
    new = {
        "articles": {
            "publisher_change": "BIGINT NOT NULL DEFAULT 0",
            "reader_change": "BIGINT",
            "extractor": "TEXT",
            "cause": "TEXT NOT NULL DEFAULT 'publisher'",
        },
        "revisions": {"read_at": "TEXT", "extractor": "TEXT", "cause": "TEXT NOT NULL DEFAULT 'publisher'"},
    }
    for table, columns in new.items():
        _add_columns(connection, table, **columns)
    connection.exec_driver_sql("UPDATE articles SET publisher_change = change")
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS articles_publisher_change ON articles (publisher_change)")


def _add_replayed_files(_: Database, connection: Connection) -> None:
    """Add how far archive files are read (version 10)."""
    metadata.create_all(connection, tables=[replayed_files])


def _add_seen_by(_: Database, connection: Connection) -> None:
    """Add by which kinds of sources each article was seen (version 11)."""
    _add_columns(connection, "articles", first_seen_by="SMALLINT", seen_by="SMALLINT")


def _add_fields(database: Database, connection: Connection) -> None:
    """Add which fields each article has, and of each run how many of its articles had them (version 14)."""
    _add_columns(connection, "articles", fields="SMALLINT", date_source="TEXT")
    _add_columns(connection, "runs", quality="TEXT")
    last = 0
    while part := connection.execute(_RECORDS, {"last": last}).all():
        last = part[-1].key
        found = [(row.key, json.loads(row.record)) for row in part]
        rows = [{"which": key, "bits": fields_in(record), "source": date_source(record)} for key, record in found]
        connection.execute(_SET_FIELDS, rows)


def _add_run_counts(_: Database, connection: Connection) -> None:
    """Add what each run counted beside articles (version 15)."""
    _add_columns(connection, "runs", counts="TEXT")


def _add_sources(_: Database, connection: Connection) -> None:
    """Add how sources stand, a row each; until now they were a note of each site (version 16)."""
    metadata.create_all(connection, tables=[sources])
    noted = site_notes.c.name == "sources"
    for site, text in connection.execute(select(site_notes.c.site, site_notes.c.value).where(noted)).all():
        rows = {row["url"]: _source(site, row) for row in json.loads(text) if row.get("asked")}
        if rows:
            connection.execute(sources.insert(), list(rows.values()))
    connection.execute(site_notes.delete().where(noted))


def _add_kinds_of_backlog(_: Database, connection: Connection) -> None:
    """Add by which kinds of sources backfills have found articles (version 17)."""
    _add_columns(connection, "backlog", seen_by="SMALLINT NOT NULL DEFAULT 0")


def _add_notes(_: Database, connection: Connection) -> None:
    """Give what is kept of followers and lists a place of its own; until now it stood among notes of sites (version
    18)."""
    metadata.create_all(connection, tables=[notes])
    for row in connection.execute(
        select(site_notes).where(or_(site_notes.c.name == "listed", site_notes.c.site == "followers"))
    ).all():
        value = json.loads(row.value)
        is_list = row.name == "listed" and isinstance(value, list)
        if not is_list and not (isinstance(value, dict) and value.keys() == {"position", "told"}):
            continue
        subject, name = ("list", row.site) if is_list else ("follower", row.name)
        connection.execute(notes.insert(), {"subject": subject, "name": name, "value": row.value})
        this = (site_notes.c.site == row.site) & (site_notes.c.name == row.name)
        connection.execute(site_notes.delete().where(this))


def _source(site: str, noted: dict[str, Any]) -> dict[str, Any]:
    times = {name: utc_text(noted.get(name)) for name in ("asked", "answered", "new", "overran")}
    return {**{column.name: noted.get(column.name) for column in sources.c}, "site": site, **times}


def _add_columns(connection: Connection, table: str, **columns: str) -> None:
    there = {column["name"] for column in inspect(connection).get_columns(table)}
    for name, kind in columns.items():
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def _add_backlog(_: Database, connection: Connection) -> None:
    """Add what backfills have found (version 12)."""
    metadata.create_all(connection, tables=[backlog])


def _add_saved_searches(_: Database, connection: Connection) -> None:
    """Add searches that are kept under names (version 13)."""
    metadata.create_all(connection, tables=[saved_searches])


def _tune_sqlite(database: Database, connection: Connection) -> None:
    """Make lookups of near-duplicates cost two thirds (version 19)."""
    if database.is_sqlite:
        tune_sqlite(connection)


def _gather_words(database: Database, connection: Connection) -> None:
    """Let new articles cost the index of words less where many are stored at once (version 20)."""
    if database.is_sqlite:
        gather_more(connection)


STEPS: Sequence[Step] = (
    _add_indexes,
    _add_schedule,
    _add_time_indexes,
    _tune_postgresql,
    _add_fates,
    _mark_file,
    _add_unshown,
    _tell_readers_from_publishers,
    _add_replayed_files,
    _add_seen_by,
    _add_backlog,
    _add_saved_searches,
    _add_fields,
    _add_run_counts,
    _add_sources,
    _add_kinds_of_backlog,
    _add_notes,
    _tune_sqlite,
    _gather_words,
)
"""`STEPS[n]` leads from version n + 1 to n + 2. A step that changes a table spells its DDL out."""

VERSION = len(STEPS) + 1


def upgrade(database: Database) -> None:
    """Bring the store to `VERSION`, in one transaction; raises `StoreError` where it is newer than that."""
    with database.reading() as connection:
        if _version(connection) == VERSION:
            return
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('newscrawl schema'))")
        version = _version(connection)
        if version > VERSION:
            raise StoreError(
                f"store {database.shown} has version {version}, this newscrawl knows up to {VERSION}: "
                "upgrade newscrawl, or choose another store"
            )
        if version == 0:
            create_tables(connection)
            _add_indexes(database, connection)
            _mark_file(database, connection)
        for step in STEPS[version - 1 :] if version else ():
            step(database, connection)
        connection.execute(_SET_VERSION, {"version": VERSION})


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(counters.name):
        return 0
    return connection.scalar(select(counters.c.value).where(counters.c.name == "schema")) or 0
