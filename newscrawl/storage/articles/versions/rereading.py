"""Versions of stored articles, taken out for a page that is read once more and put back as they are then."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import Row, Select, bindparam, delete, select, update

from newscrawl.storage.articles.prepare import Prepared, Record, revised_fields
from newscrawl.storage.articles.versions.timeline import Placed, Reading, placed
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, revisions
from newscrawl.storage.database.transaction import Transaction
from newscrawl.web.moments import utc_text

_FORGET = delete(revisions).where(revisions.c.article_key == bindparam("which"))
_STAND = (
    update(articles)
    .where(articles.c.key == bindparam("which"))
    .values(
        revision=bindparam("number"),
        revised_at=bindparam("moment"),
        extractor=bindparam("reader"),
        cause=bindparam("why"),
    )
)


@attrs.define
class Rereading:
    """Places readings of archived pages among the versions of their articles, inside a transaction."""

    database: Database

    @cached_property
    def _revisions(self) -> Select[Any]:
        among = self.database.among(revisions.c.article_key, "keys")
        return select(revisions).where(among).order_by(revisions.c.article_key, revisions.c.number)

    def place(
        self, tx: Transaction, replayed: Mapping[int, Prepared], stored: Mapping[int, Row[Any]]
    ) -> dict[int, Placed]:
        """Return, by key, the versions of each of the *stored* articles with what was *replayed* of it."""
        keys = [key for key in replayed if key in stored]
        if not keys:
            return {}
        past: dict[int, list[Reading]] = {key: [] for key in keys}
        for row in tx.connection.execute(self._revisions, {"keys": self.database.listed(set(keys))}):
            past[row.article_key].append(_past(row))
        return {
            key: placed(
                [*past[key], standing(stored[key])],
                reading_of(replayed[key]),
                stored[key].last_fetched,
                is_own=replayed[key].origin == "own archive",
            )
            for key in keys
        }

    def keep(self, tx: Transaction, key: int, found: Placed, stored: Row[Any]) -> None:
        """Write the versions of the article with *key* as *found*, if they are not what is *stored*."""
        *past, last = found.versions
        numbered = [revision_row(key, number, version) for number, version in enumerate(past, 1)]
        before = tx.connection.execute(self._revisions, {"keys": self.database.listed({key})}).all()
        if numbered != [dict(row._mapping) for row in before]:
            tx.connection.execute(_FORGET, {"which": key})
            if numbered:
                tx.connection.execute(revisions.insert(), numbered)
        stands = (len(past) + 1, last.first_seen, last.extractor, last.cause)
        if stands != (stored.revision, stored.revised_at, stored.extractor, stored.cause):
            names = ("number", "moment", "reader", "why")
            tx.connection.execute(_STAND, {"which": key, **dict(zip(names, stands, strict=True))})


def reading_of(article: Prepared) -> Reading:
    """Return what was read of the page of *article*."""
    return Reading(
        first_seen=article.fetched_at,
        read_at=article.fetched_at,
        fields=revised_fields(article.record),
        content_hash=article.row["content_hash"],
        extractor=extractor_of(article.record),
    )


def standing(stored: Row[Any]) -> Reading:
    """Return the standing version of a *stored* article."""
    record = json.loads(stored.record)
    return Reading(
        first_seen=stored.revised_at,
        read_at=utc_text(record.get("fetchedAt")) or stored.revised_at,
        fields=revised_fields(record),
        content_hash=stored.content_hash,
        extractor=stored.extractor or extractor_of(record),
        cause=stored.cause,
    )


def extractor_of(record: Record) -> str | None:
    """Return the version of the reader that made *record*."""
    found = record.get("metadata", {}).get("extractorVersion")
    return None if found is None else str(found)


def _past(row: Row[Any]) -> Reading:
    return Reading(
        first_seen=row.fetched_at,
        read_at=row.read_at or row.fetched_at,
        fields=json.loads(row.fields),
        content_hash=row.content_hash,
        extractor=row.extractor,
        cause=row.cause,
    )


def revision_row(key: int, number: int, version: Reading) -> dict[str, Any]:
    """Return the row of `revisions` for *version* of the article with *key*."""
    return {
        "article_key": key,
        "number": number,
        "fetched_at": version.first_seen,
        "content_hash": version.content_hash,
        "fields": json.dumps(version.fields, ensure_ascii=False),
        "read_at": version.read_at,
        "extractor": version.extractor,
        "cause": version.cause,
    }
