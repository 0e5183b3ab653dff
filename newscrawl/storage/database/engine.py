"""Opening a database, and the one way of writing to it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    Engine,
    Insert,
    Select,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.exc import DBAPIError, OperationalError

from newscrawl.errors import StoreError, StoreUnavailable
from newscrawl.extras import install_hint
from newscrawl.storage.database.address import SCHEMES, parse, shown, without_secrets
from newscrawl.storage.database.postgresql import WRITING, holder, open_server
from newscrawl.storage.database.sqlite import StoreFile, open_file, shorten_log

STREAM_ROWS = 500

ROWS_A_STEP = (50, 10, 3, 1)
"""How many rows SQLite is given at once: few sizes, as it compiles a statement for each."""


class Database:
    """An engine and the few things that the two kinds of database say differently."""

    def __init__(self, engine: Engine, shown: str, file: StoreFile | None = None) -> None:
        self.engine = engine
        self._file = file
        self.shown = shown
        self.is_closed = False
        self._compiled: dict[tuple[Any, tuple[str, ...]], Any] = {}
        self.is_sqlite = engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on one unchanging view of the store."""
        with self._translated(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction that holds the writers' lock; commit at the end."""
        with (
            self._translated(),
            self.engine.connect().execution_options(immediate=True) as connection,
            connection.begin(),
        ):
            if not self.is_sqlite:
                connection.exec_driver_sql(WRITING)
            yield connection

    def stream(self, query: Select[Any] | CompoundSelect[Any]) -> Iterator[Any]:
        """Yield the rows of *query* in constant memory."""
        with self.reading() as connection:
            yield from connection.execution_options(yield_per=STREAM_ROWS).execute(query)

    def run_many(self, connection: Connection, statement: Insert, rows: Sequence[dict[str, Any]]) -> None:
        """Execute *statement* (one object, used again and again) for each of *rows*, all of one shape.

        SQLite's driver is given the compiled statement itself (see `insert_rows`): no column here needs its values
        converted, and looking at each of some ten rows an article would cost more than writing them. PostgreSQL
        gets all rows in one message; no two of them may meet in the same row of the table.
        """
        compiled = self._compile(statement, tuple(rows[0]))
        if self.is_sqlite:
            pick = itemgetter(*compiled.positiontup)
            insert_rows(connection, str(compiled), [pick(row) for row in rows])
        else:
            connection.exec_driver_sql(str(compiled), {"rows": json.dumps(rows, ensure_ascii=False)})

    def _compile(self, statement: Insert, names: tuple[str, ...]) -> Any:
        compiled = self._compiled.get((statement, names))
        if compiled is None:
            full = statement if self.is_sqlite else statement.from_select(names, _given(statement, names))
            keys = list(names) if self.is_sqlite else None
            compiled = full.compile(dialect=self.engine.dialect, column_keys=keys)
            self._compiled[statement, names] = compiled
        return compiled

    def insert(self, table: Any) -> Any:
        """Return an INSERT that knows `on_conflict_do_update` (both dialects spell it alike)."""
        if self.is_sqlite:
            from sqlalchemy.dialects import sqlite

            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)

    def among(self, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Return `column IN (list)` with the list as one parameter: the statement is compiled once."""
        if self.is_sqlite:
            return column.in_(select(func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value))
        kind = Text() if isinstance(column.type, Text) else BigInteger()
        return column == any_(bindparam(name, type_=ARRAY(kind)))

    def listed(self, values: Iterable[str | int]) -> Any:
        """Return *values* as the parameter that `among` expects."""
        return json.dumps(list(values)) if self.is_sqlite else list(values)

    def close(self) -> None:
        """Close all connections for good."""
        self.is_closed = True
        self.engine.dispose()

    def reconnect(self) -> None:
        """Forget all connections: the next is a new one."""
        self.engine.dispose()

    @contextmanager
    def outside_transactions(self) -> Iterator[Connection]:
        """Give a connection on which each statement stands alone: what maintains a database runs in no transaction."""
        with self._translated(), self.engine.connect() as connection:
            if not self.is_sqlite:
                yield connection.execution_options(isolation_level="AUTOCOMMIT")
                return
            connection.exec_driver_sql("COMMIT")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("BEGIN")

    def rest(self) -> None:
        """Do what is best done while nobody writes. Raises `StoreError`."""
        if self._file is not None and self._file.is_writable:
            with self.outside_transactions() as connection:
                shorten_log(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        if self.is_closed:
            raise StoreError(f"store {self.shown} is closed: open it again with Store.open")
        if self._file is not None:
            self._file.check(self.engine)
        try:
            yield
        except (OperationalError, sqlite3.OperationalError) as error:
            kept_by = "" if self.is_sqlite else holder(self.engine, error)
            raise StoreUnavailable(_explained(self, error) + kept_by) from error
        except (DBAPIError, sqlite3.Error) as error:
            # The server says so also of a connection that it has ended itself.
            kind = StoreUnavailable if getattr(error, "connection_invalidated", False) else StoreError
            raise kind(_explained(self, error)) from error


def insert_rows(
    connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]], steps: Sequence[int] = ROWS_A_STEP
) -> None:
    """Execute *statement*, SQLite's INSERT of one row (`VALUES (?, …)`), for each of *rows*, many in one step: as many
    as the first of *steps* that are left, the last being 1.

    While SQLite makes a step, Python's other threads run, and after it the writing thread must wait for its turn. The
    driver is called itself, which halves what a call costs.
    """
    values = f"({', '.join('?' * len(rows[0]))})"
    start = 0
    with closing(connection.connection.cursor()) as cursor:
        for size in steps:
            many = statement.replace(values, ", ".join([values] * size), 1)
            while len(rows) - start >= size:
                cursor.execute(many, tuple(chain.from_iterable(rows[start : start + size])))
                start += size


def _given(statement: Insert, names: Sequence[str]) -> Select[Any]:
    """Return the SELECT that reads rows of columns *names* out of one JSON parameter."""
    from sqlalchemy.dialects import postgresql

    columns = [column(name, statement.table.c[name].type) for name in names]
    rows = func.json_to_recordset(cast(bindparam("rows", type_=Text), postgresql.JSON))
    return select(*rows.table_valued(*columns).render_derived(name="given", with_types=True).c)


def connect(url: str, *, create: bool) -> Database:
    """Return the database at *url*; raises `StoreError` where it cannot be reached."""
    try:
        parsed = parse(url)
        dialect = parsed.get_dialect().name
    except ImportError as error:
        raise StoreError(_driver_missing(error)) from None
    if dialect not in ("sqlite", "postgresql"):
        raise StoreError(f"cannot open store {shown(parsed)}: {dialect} is not supported; use {SCHEMES}")
    try:
        engine, file = open_file(parsed, create) if dialect == "sqlite" else (open_server(parsed), None)
        database = Database(engine, shown(parsed), file)
        with database.reading() as connection:
            connection.exec_driver_sql("SELECT 1" if dialect != "sqlite" else "SELECT count(*) FROM sqlite_master")
    except ImportError as error:
        raise StoreError(_driver_missing(error)) from None
    return database


def _driver_missing(error: ImportError) -> str:
    return f"cannot open store: the driver {error.name} is missing; {install_hint('postgres')}"


def _explained(database: Database, error: BaseException) -> str:
    cause = getattr(error, "orig", None) or error  # the driver's own words, without the statement
    reason = without_secrets(" ".join(str(cause).split()), database.engine.url) or type(cause).__name__
    advice = {
        "locked": "another process is writing; wait for it or stop it",
        "lock timeout": "another process has the writers' lock; wait for it or stop it",
        "not a database": "the file is something else; choose another path",
        "malformed": "the file is damaged; restore a copy",
        "unable to open": "check that the path exists and may be written",
        "readonly": "check that the file and its folder may be written",
        "full": "free some space",
        "connection": "check that the server runs and that the URL is right",
        "does not exist": "create the database first, or check the URL",
        "authentication": "check user and password",
        "permission denied": "this user may not do that; ask as one who may",
    }
    hint = next((words for sign, words in advice.items() if sign in reason.lower()), "see the message")
    return f"store {database.shown}: {reason[:300]}; {hint}"
