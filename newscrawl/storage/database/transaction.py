"""One writing transaction: the connection, the moment, and the numbers that it gives out."""

from collections.abc import Iterator
from contextlib import contextmanager

import attrs
from sqlalchemy import Connection, bindparam, select, update

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import counters

_READ = select(counters.c.name, counters.c.value)
_LOCK = _READ.with_for_update()
_WRITE = update(counters).where(counters.c.name == bindparam("which")).values(value=bindparam("new"))


@attrs.define
class Transaction:
    """Holds the writers' lock: numbers from `take` follow the order of commits, across processes."""

    connection: Connection
    now: str
    _values: dict[str, int]
    _taken: set[str] = attrs.field(factory=set)

    def take(self, counter: str) -> int:
        """Return the next number of *counter* (`nodes`, `people`, `changes`)."""
        self._values[counter] += 1
        self._taken.add(counter)
        return self._values[counter]

    def _write_counters(self) -> None:
        if self._taken:
            rows = [{"which": name, "new": self._values[name]} for name in sorted(self._taken)]
            self.connection.execute(_WRITE, rows)


@contextmanager
def transaction(database: Database, now: str) -> Iterator[Transaction]:
    """Give a `Transaction`, committed at the end, rolled back where anything fails."""
    with database.writing() as connection:
        rows = connection.execute(_READ if database.is_sqlite else _LOCK)
        running = Transaction(connection, now, {row.name: row.value for row in rows})
        yield running
        running._write_counters()
