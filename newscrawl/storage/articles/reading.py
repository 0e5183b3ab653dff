"""Stored articles, streamed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, NamedTuple

import attrs
from sqlalchemy import Column, ColumnElement, Select, func, select

from newscrawl.errors import BadInput
from newscrawl.storage.articles.prepare import FOUND, Record
from newscrawl.storage.articles.storable_text import folded
from newscrawl.storage.database.engine import STREAM_ROWS, Database
from newscrawl.storage.database.tables import articles, authorship, counters, nodes, people, records
from newscrawl.storage.graph.nodes import key_at
from newscrawl.web.given import given
from newscrawl.web.moments import utc_text
from newscrawl.web.sites import site_named

Moment = str | date | datetime


def _day_or_moment(value: Moment | None) -> str | None:
    """Return *value* as the store keeps times; raises `BadInput` (a `ValueError`) where it is no date."""
    if value is None:
        return None
    moment = datetime.combine(value, time()) if type(value) is date else value
    found = utc_text(moment) if isinstance(moment, datetime | str) else None
    if found is None:
        raise BadInput(f"{value!r} is no date: give 2026-01-31 or 2026-01-31T08:00+00:00")
    return found


def _site(value: str | None) -> str | None:
    return site_named(value) if value else value


def _name(_: Any, field: "attrs.Attribute[Any]", value: str | None) -> None:
    if value is not None:
        given(value, str, field.name, "give one, as text")


def _cursor(_: Any, field: "attrs.Attribute[Any]", value: int | None) -> None:
    if value is not None and given(value, int, field.name, "give the number that the last export ended with") < 0:
        raise BadInput(f"{field.name} {value} is no cursor: give the number that the last export ended with")


@attrs.frozen(kw_only=True)
class Filter:
    """Which articles are wanted; every condition must hold.

    `site` is a domain, or an address on it; `author` a name, accents and capitals left aside; `language` a code:
    `en` is also `en-US`, not the other way round. `since` and `until` bound the time of publication (from, and
    before): a `date`, a `datetime` (without a zone: UTC) or such a text in ISO 8601. `changed_since` is the cursor
    that an earlier export gave; `by_publisher`: what another reader made of the same pages is no change. Raises
    `BadInput`, a `ValueError`, for what is no date or cursor.
    """

    site: str | None = attrs.field(default=None, converter=_site)
    author: str | None = attrs.field(default=None, validator=_name)
    language: str | None = attrs.field(default=None, validator=_name)
    section: str | None = attrs.field(default=None, validator=_name)
    since: str | None = attrs.field(default=None, converter=_day_or_moment)
    until: str | None = attrs.field(default=None, converter=_day_or_moment)
    changed_since: int | None = attrs.field(default=None, validator=_cursor)
    by_publisher: bool = False

    def __attrs_post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.since > self.until:
            raise BadInput(f"since {self.since} is after until {self.until}: nothing lies between them")

    @property
    def change(self) -> Column[int]:
        """The column with the number of the last change that counts."""
        return articles.c.publisher_change if self.by_publisher else articles.c.change

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on table `articles`."""
        found: list[ColumnElement[bool]] = []
        if self.site is not None:
            found.append(articles.c.site == self.site)
        if self.language is not None:
            found.append(_is_language(self.language.lower()))
        if self.section is not None:
            found.append(articles.c.section == self.section)
        if self.since is not None:
            found.append(articles.c.published >= self.since)
        if self.until is not None:
            found.append(articles.c.published < self.until)
        if self.changed_since is not None:
            found.append(self.change > self.changed_since)
        if self.author is not None:
            by_name = select(authorship.c.article_key).join(people, people.c.key == authorship.c.person_key)
            found.append(articles.c.key.in_(by_name.where(people.c.folded == folded(self.author))))
        return found


def _is_language(code: str) -> ColumnElement[bool]:
    stated = func.lower(articles.c.language)
    return (stated == code) | stated.startswith(f"{code}-", autoescape=True)


class Snapshot(NamedTuple):
    """A stored article: its `record`, and the number of its last change, of its publisher's and of a reader's last."""

    record: Record
    change: int
    publisher_change: int
    reader_change: int | None

    def is_other_reading(self, since: int) -> bool:
        """Tell whether after the change *since* the page was read otherwise, and its publisher has done nothing."""
        return self.publisher_change <= since and (self.reader_change or 0) > since


@contextmanager
def snapshot_records(database: Database, wanted: Filter) -> Iterator[tuple[int, Iterator[Snapshot]]]:
    """Give the cursor of this moment, and the articles that *wanted* lets through.

    Records come in the order of change, all from the one view of the store that the cursor names.
    """
    with database.reading() as connection:
        cursor = connection.scalar(select(counters.c.value).where(counters.c.name == "changes"))
        rows = connection.execution_options(yield_per=STREAM_ROWS).execute(_query(wanted))
        found = (
            Snapshot(complete(json.loads(text), cluster, original, withdrawn_at), *changes)
            for *changes, text, cluster, original, withdrawn_at in rows
        )
        yield cursor or 0, found


def _query(wanted: Filter) -> Select[Any]:
    canonical = nodes.alias("canonical")
    return (
        select(
            articles.c.change,
            articles.c.publisher_change,
            articles.c.reader_change,
            records.c.record,
            articles.c.cluster,
            canonical.c.url,
            articles.c.withdrawn_at,
        )
        .join(records, records.c.key == articles.c.key)
        .outerjoin(canonical, canonical.c.key == articles.c.duplicate_of)
        .where(*wanted.conditions())
        .order_by(wanted.change)
    )


def complete(record: Record, cluster: int | None, duplicate_of: str | None, withdrawn_at: str | None) -> Record:
    """Return *record* with what the store has found out: see `newscrawl.storage.articles.prepare.FOUND`."""
    values = (duplicate_of, None if cluster is None else str(cluster), withdrawn_at)
    found = {name: value for name, value in zip(FOUND, values, strict=True) if value is not None}
    if not found:
        return record
    last = {name: record.pop(name) for name in ("fetchedAt",) if name in record}
    return record | found | last


def record_at(database: Database, url: str) -> Record | None:
    """Return the record of the article at *url*, any address of it; None where there is none. Raises `StoreError`."""
    with database.reading() as connection:
        text = connection.scalar(select(records.c.record).where(records.c.key == key_at(connection, url)))
    record: Record | None = json.loads(text) if text is not None else None
    return record
