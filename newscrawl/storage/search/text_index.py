"""Which stored articles hold given words: each engine's own full-text index over the same folded words.

Both are fed with the words that `storage.articles.storable_text.words` finds, so that both know the same ones.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import add
from typing import Any, Protocol

import attrs
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from newscrawl.storage.articles.prepare import Words
from newscrawl.storage.database.engine import Database, insert_rows
from newscrawl.storage.database.tables import articles

RANKED = 1_000
"""Of more matching articles, the newest are ranked: a bound on the time of a search for a common word."""

ROWS_AT_ONCE = 500
"""How many articles SQLite's index is given at once: what it has gathered it writes at the end of each step."""

PAGES_A_STEP = 2_000
"""How many pages of SQLite's index are written anew in one transaction of `purge`, some tenths of a second."""

WEIGHTS = (10.0, 4.0, 1.0)
"""What a word in headline, standfirst and body counts."""


@attrs.frozen
class Term:
    """One condition of a query: words in a row, the last one whole or the beginning of a word."""

    words: tuple[str, ...]
    is_prefix: bool = False
    is_excluded: bool = False


class TextIndex(Protocol):
    """The words of all stored articles."""

    def create(self, connection: Connection) -> None:
        """Make the index in a database that has none."""

    def add(self, connection: Connection, entries: Mapping[int, Words]) -> None:
        """Enter articles, by key, that are not in the index."""

    def remove(self, connection: Connection, entries: Mapping[int, Words]) -> None:
        """Take articles out; the words are those that were entered."""

    def purge(self, database: Database) -> None:
        """Take the words out of the files of *database* too that `remove` has only marked as gone; others may write
        meanwhile."""

    def best(
        self,
        connection: Connection,
        terms: Sequence[Term],
        conditions: Sequence[ColumnElement[bool]],
        limit: int,
    ) -> list[int]:
        """Return the keys of up to *limit* articles that match *terms* and *conditions*, best first."""

    def newest(self, terms: Sequence[Term], conditions: Sequence[ColumnElement[bool]], limit: int) -> Select[Any]:
        """Return a query of column `key`: the newest *limit* articles that match *terms* and *conditions*."""


def text_index(database: Database) -> TextIndex:
    """Return the index that fits *database*."""
    return _Sqlite() if database.is_sqlite else _Postgresql()


_MATCH: BindParameter[str] = bindparam("match")
_texts = table("texts", column("rowid"), column("key"), column("vector"))


@attrs.frozen
class _Sqlite:
    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE texts USING fts5(headline, description, body, content='', tokenize='ascii')"
        )
        gather_more(connection)

    def add(self, connection: Connection, entries: Mapping[int, Words]) -> None:
        statement = "INSERT INTO texts (rowid, headline, description, body) VALUES (?, ?, ?, ?)"
        insert_rows(connection, statement, _rows(entries), (min(len(entries), ROWS_AT_ONCE), 1))

    def remove(self, connection: Connection, entries: Mapping[int, Words]) -> None:
        statement = "INSERT INTO texts (texts, rowid, headline, description, body) VALUES ('delete', ?, ?, ?, ?)"
        connection.exec_driver_sql(statement, _rows(entries))

    def purge(self, database: Database) -> None:
        # Less than nought: all parts are to become one, in which nothing is left that another marks as gone.
        pages = -PAGES_A_STEP
        while _merged(database, pages):
            pages = PAGES_A_STEP

    def best(
        self,
        connection: Connection,
        terms: Sequence[Term],
        conditions: Sequence[ColumnElement[bool]],
        limit: int,
    ) -> list[int]:
        rank = func.bm25(literal_column("texts"), *WEIGHTS).label("rank")
        matching = select(_texts.c.rowid.label("key"), rank).where(literal_column("texts").op("MATCH")(_MATCH))
        if conditions:
            matching = matching.join(articles, articles.c.key == _texts.c.rowid).where(*conditions)
        newest = matching.order_by(_texts.c.rowid.desc()).limit(RANKED).subquery()
        query = select(newest.c.key).order_by(newest.c.rank, newest.c.key.desc()).limit(limit)
        return list(connection.scalars(query, {"match": _fts5(terms)}))

    def newest(self, terms: Sequence[Term], conditions: Sequence[ColumnElement[bool]], limit: int) -> Select[Any]:
        found = select(_texts.c.rowid.label("key")).where(literal_column("texts").op("MATCH")(_fts5(terms)))
        if conditions:
            found = found.join(articles, articles.c.key == _texts.c.rowid).where(*conditions)
        return found.order_by(_texts.c.rowid.desc()).limit(limit)


def gather_more(connection: Connection) -> None:
    """Let SQLite's index gather up to 8 MB of words before it writes them: those of 200 articles are more than the one
    that it gathers otherwise, and what is written in two parts must be merged."""
    connection.exec_driver_sql("INSERT INTO texts (texts, rank) VALUES ('hashsize', 8000000)")


def _merged(database: Database, pages: int) -> bool:
    """Merge parts of SQLite's index; tell whether there was anything to do."""
    with database.writing() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        before = driver.total_changes
        connection.exec_driver_sql("INSERT INTO texts (texts, rank) VALUES ('merge', ?)", (pages,))
        return bool(driver.total_changes - before >= 2)  # the command itself counts as one


def _rows(entries: Mapping[int, Words]) -> list[tuple[Any, ...]]:
    return [(key, found.headline, found.standfirst, found.body) for key, found in entries.items()]


def _fts5(terms: Sequence[Term]) -> str:
    def spelled(term: Term) -> str:
        return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")

    wanted = " AND ".join(spelled(term) for term in terms if not term.is_excluded)
    return " NOT ".join([f"({wanted})", *(spelled(term) for term in terms if term.is_excluded)])


_ADD = "INSERT INTO texts (key, vector) VALUES (%s, %s::tsvector)"
_REMOVE = text("DELETE FROM texts WHERE key = ANY(:keys)")


@attrs.frozen
class _Postgresql:
    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE texts (key BIGINT PRIMARY KEY, vector TSVECTOR NOT NULL)")
        # A vector hardly gets smaller, and trying takes as long as making it.
        connection.exec_driver_sql("ALTER TABLE texts ALTER COLUMN vector SET STORAGE EXTERNAL")
        connection.exec_driver_sql("CREATE INDEX texts_vector ON texts USING gin (vector)")

    def add(self, connection: Connection, entries: Mapping[int, Words]) -> None:
        connection.exec_driver_sql(_ADD, [(key, _vector(found)) for key, found in entries.items()])

    def remove(self, connection: Connection, entries: Mapping[int, Words]) -> None:
        connection.execute(_REMOVE, {"keys": list(entries)})

    def purge(self, database: Database) -> None:
        """Leave it to the server, whose vacuum frees what was deleted."""

    def best(
        self,
        connection: Connection,
        terms: Sequence[Term],
        conditions: Sequence[ColumnElement[bool]],
        limit: int,
    ) -> list[int]:
        wanted = _as_query(_MATCH)
        matching: Select[Any] = select(_texts.c.key).where(_texts.c.vector.op("@@")(wanted))
        if conditions:
            matching = matching.join(articles, articles.c.key == _texts.c.key).where(*conditions)
        # Materialised, lest the planner walk all articles from the newest until it has met enough that match.
        found = matching.cte("found").prefix_with("MATERIALIZED")
        newest = select(found.c.key).order_by(found.c.key.desc()).limit(RANKED).subquery()
        weights: ColumnElement[Any] = literal_column("'{0.1, 0.1, 0.4, 1.0}'::float4[]")
        rank = func.ts_rank(weights, _texts.c.vector, wanted, 1)
        query = select(newest.c.key).join(_texts, _texts.c.key == newest.c.key)
        query = query.order_by(rank.desc(), newest.c.key.desc()).limit(limit)
        return list(connection.scalars(query, {"match": _tsquery(terms)}))

    def newest(self, terms: Sequence[Term], conditions: Sequence[ColumnElement[bool]], limit: int) -> Select[Any]:
        matching: Select[Any] = select(_texts.c.key).where(_texts.c.vector.op("@@")(_as_query(_tsquery(terms))))
        if conditions:
            matching = matching.join(articles, articles.c.key == _texts.c.key).where(*conditions)
        found = matching.cte("found").prefix_with("MATERIALIZED")
        return select(found.c.key).order_by(found.c.key.desc()).limit(limit)


MAX_POSITION = 16_383


@cache
def _places(weight: str) -> list[str]:
    return [f":{place}{weight}" for place in range(1, MAX_POSITION)]


def _vector(given: Words) -> str:
    """Return the words as a tsvector literal: fields weighted, and apart, so that no phrase spans two.

    A word is letters and digits only, so that it needs no quotes; the server merges its places.
    """
    found: list[str] = []
    start = 0
    for weight, words in (("A", given.headline), ("B", given.standfirst), ("C", given.body)):
        field = words.split()
        places = _places(weight)
        found += map(add, field, places[start:])
        found += [word + places[-1] for word in field[max(0, len(places) - start) :]]
        start += len(field) + 10
    return " ".join(found)


def _as_query(text: Any) -> ColumnElement[Any]:
    from sqlalchemy.dialects.postgresql import TSQUERY

    return cast(text, TSQUERY)


def _tsquery(terms: Sequence[Term]) -> str:
    def spelled(term: Term) -> str:
        phrase = " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "")
        return f"!({phrase})" if term.is_excluded else f"({phrase})"

    return " & ".join(spelled(term) for term in terms)
