"""SQLite's part: opening a file, and seeing that it is ours and still there.

It runs in WAL mode with `synchronous=NORMAL`: what is committed survives a killed process (only a power cut can take
the last commits), readers never wait, and writers wait for each other up to `BUSY_SECONDS`.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from newscrawl.errors import StoreError, StoreUnavailable
from newscrawl.storage.database.address import shown

BUSY_SECONDS = 30

APPLICATION_ID = int.from_bytes(b"nwsc")
"""The mark in the header of a store's file (`PRAGMA application_id`)."""

OUR_TABLES = {"counters", "nodes", "articles", "records", "links", "pages"}
"""By these a store is known that was made before stores were marked."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "cache_size=-131072",
    "temp_store=MEMORY",
    "wal_autocheckpoint=8000",
    "secure_delete=ON",  # what is erased is overwritten, whichever way the library was built
    "journal_size_limit=67108864",  # a log that a long reader made grow does not stay so large
)


@attrs.define
class StoreFile:
    """The file of a store; `shown` is its URL. A connection to one that was deleted would write into nothing."""

    path: Path
    shown: str
    busy_seconds: float
    _identity: tuple[int, int] = attrs.field(init=False, default=(0, 0))

    @classmethod
    def of(cls, url: URL, create: bool) -> "StoreFile":
        """Return the file of *url*, made if *create* says so and it is missing. Raises `StoreError`."""
        if not url.database or url.database == ":memory:" or url.host or url.username:
            raise StoreError(f"cannot open store: it names no file; did you mean sqlite:///{url.host or 'FILE'}?")
        file = cls(Path(url.database), shown(url), _busy_seconds(url))
        if not create and not file.path.exists():
            raise StoreError(f"no store at {file.path}: crawl first, or check the path")
        try:
            file.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            words = f"cannot create folder {file.path.parent}: {error.strerror}; choose another store"
            raise StoreError(words) from error
        try:
            if create:
                file.path.touch()
            file.examine(create)
        except OSError as error:
            raise StoreError(f"cannot open store {file.path}: {error.strerror}; choose another store") from error
        return file

    def examine(self, may_be_empty: bool) -> None:
        """Look at the file without writing to it; raises `StoreError` where it is not a store's."""
        state = self.path.stat()
        self._identity = state.st_dev, state.st_ino
        if self.path.is_dir():
            raise StoreError(f"store {self.shown}: this is a folder; give the path of a file")
        if not state.st_size:
            if not may_be_empty:
                raise StoreError(f"no store at {self.path}: the file is empty; crawl first, or check the path")
            return
        if (mark := self._mark()) != APPLICATION_ID and (mark or not self._looks_ours(may_be_empty)):
            raise StoreError(f"store {self.shown}: the file is another program's database; choose another path")

    def _mark(self) -> int:
        """Return the mark in the header of the file. Raises `StoreError`.

        By SQLite alone: a process that opens the file otherwise loses, as it closes it, the locks of all of its
        connections (POSIX's rule); others then take the log for nobody's, and what is committed to it is lost.
        """
        try:
            with closing(sqlite3.connect(f"{self._uri}?mode=ro&immutable=1", uri=True)) as connection:
                found: int = connection.execute("PRAGMA application_id").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise StoreError(f"cannot open store {self.path}: {error}; choose another store") from None
        except sqlite3.DatabaseError:
            raise StoreError(f"store {self.shown}: the file is not a database; choose another path") from None
        return found & 0xFFFFFFFF

    def check(self, engine: Engine) -> None:
        """Raise `StoreUnavailable` where the file has gone; take up one that was put in its place."""
        try:
            state = self.path.stat()
        except OSError:
            words = f"store {self.shown}: the file has gone; put it back, or crawl into another store"
            raise StoreUnavailable(words) from None
        if (state.st_dev, state.st_ino) != self._identity:
            engine.dispose()
            self.examine(may_be_empty=False)

    def connect(self) -> sqlite3.Connection:
        """Open it; only to read where it cannot be written to."""
        uri = f"{self._uri}?mode={'rw' if self.is_writable else 'ro'}"
        if not self.is_writable and not os.access(self.path.parent, os.W_OK) and not self._log.exists():
            uri += "&immutable=1"  # nobody writes, and SQLite could not make the files by which readers are seen
        return sqlite3.connect(uri, uri=True, timeout=self.busy_seconds, check_same_thread=False)

    @property
    def is_writable(self) -> bool:
        """Whether the file and its folder may be written to."""
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    @property
    def _uri(self) -> str:
        return self.path.absolute().as_uri()

    @property
    def _log(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def _looks_ours(self, may_be_empty: bool) -> bool:
        """Tell whether the tables of an unmarked file are those of a store, or there are none."""
        try:
            with closing(sqlite3.connect(f"{self._uri}?mode=ro", uri=True)) as connection:
                names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        except sqlite3.OperationalError:
            return True  # locked, or not to be read: what follows tells in words of its own
        except sqlite3.DatabaseError as error:
            raise StoreError(f"store {self.shown}: {error}; the file is damaged: restore a copy") from None
        return names >= OUR_TABLES or (may_be_empty and not names)


def open_file(url: URL, create: bool) -> tuple[Engine, StoreFile]:
    """Return the engine for the file of *url*, and the file. Raises `StoreError`."""
    file = StoreFile.of(url, create)
    engine = create_engine(url, creator=file.connect)
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, file.is_writable))
    event.listen(engine, "begin", _begin)
    return engine, file


def mark(connection: Connection) -> None:
    """Mark the file of *connection* as a store's."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def shorten_log(connection: Connection) -> None:
    """Bring what stands in the log into the file itself, so far as no reader needs it: a copy of it has all then."""
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _busy_seconds(url: URL) -> float:
    """Return how many seconds a writer waits for others: what the URL says with `?timeout=SECONDS`, else 30."""
    text = url.query.get("timeout", str(BUSY_SECONDS))
    try:
        return max(0.0, float(str(text)))
    except ValueError:
        raise StoreError(f"cannot open store: timeout={text} is no number of seconds; use sqlite:///FILE") from None


def _prepare(connection: Any, is_writable: bool) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not guessed by the driver
    for pragma in _PRAGMAS if is_writable else _PRAGMAS[2:4]:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
