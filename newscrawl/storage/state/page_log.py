"""What earlier runs have learned: known articles, fetched pages, notes on sites."""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import and_, bindparam, func, or_, select, union_all, update

from newscrawl.storage.articles.storable_text import is_url, storable
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, pages, site_notes
from newscrawl.storage.database.transaction import Transaction
from newscrawl.storage.graph.nodes import key_at
from newscrawl.storage.model import Known, Page
from newscrawl.web.sites import site_of

_PAGE_COLUMNS = tuple(pages.c[field.name] for field in attrs.fields(Page))
_WITHDRAW = (
    update(articles)
    .where(articles.c.key == bindparam("which"))
    .values(withdrawn_at=bindparam("moment"), change=bindparam("number"), publisher_change=bindparam("number"))
)


@attrs.define
class Knowledge:
    """Reads and writes what discovery goes by."""

    database: Database

    @cached_property
    def _upsert_page(self) -> Any:
        insert = self.database.insert(pages)
        changed = {column.name: insert.excluded[column.name] for column in pages.c if column.name != "url"}
        older = pages.c.fetched_at <= insert.excluded.fetched_at
        return insert.on_conflict_do_update(index_elements=[pages.c.url], set_=changed, where=older)

    @cached_property
    def _insert_page(self) -> Any:
        return self.database.insert(pages).on_conflict_do_nothing(index_elements=[pages.c.url])

    @cached_property
    def _upsert_note(self) -> Any:
        insert = self.database.insert(site_notes)
        keys = [site_notes.c.site, site_notes.c.name]
        return insert.on_conflict_do_update(index_elements=keys, set_={"value": insert.excluded.value})

    def record_pages(self, tx: Transaction, found: Iterable[Page]) -> None:
        """Keep the newest fetch of each URL; of two in *found* the later wins, and any before what is only queued."""
        queued: dict[str, dict[str, Any]] = {}
        fetched: dict[str, dict[str, Any]] = {}
        for page in found:
            rows = queued if page.status is None and page.error is None else fetched
            moment = page.fetched_at or tx.now
            if is_url(page.url) and (page.url not in rows or rows[page.url]["fetched_at"] <= moment):
                row = {column.name: storable(getattr(page, column.name)) for column in _PAGE_COLUMNS}
                rows[page.url] = row | {"site": site_of(page.url), "fetched_at": moment}
        if queued:
            self.database.run_many(tx.connection, self._insert_page, list(queued.values()))
        if fetched:
            self.database.run_many(tx.connection, self._upsert_page, list(fetched.values()))

    def page(self, url: str) -> Page | None:
        with self.database.reading() as connection:
            row = connection.execute(select(*_PAGE_COLUMNS).where(pages.c.url == url)).first()
        return None if row is None else Page(**row._mapping)

    def pages(self, site: str) -> Iterator[Page]:
        query = select(*_PAGE_COLUMNS).where(pages.c.site == site)
        yield from (Page(**row._mapping) for row in self.database.stream(query))

    def pending(self, site: str) -> Iterator[str]:
        waiting = and_(pages.c.kind == "article", pages.c.status.is_(None))
        linked = (
            select(nodes.c.url)
            .outerjoin(articles, articles.c.key == func.coalesce(nodes.c.same_as, nodes.c.key))
            .outerjoin(pages, pages.c.url == nodes.c.url)
            .where(
                nodes.c.site == site,
                nodes.c.kind == "article",
                articles.c.key.is_(None),
                or_(pages.c.url.is_(None), waiting),
            )
        )
        queued = (
            select(pages.c.url)
            .outerjoin(nodes, nodes.c.url == pages.c.url)
            .where(pages.c.site == site, waiting, nodes.c.key.is_(None))
        )
        yield from (row.url for row in self.database.stream(union_all(linked, queued)))

    def known(self, site: str) -> Iterator[Known]:
        query = (
            select(
                nodes.c.url,
                articles.c.article_id,
                articles.c.published,
                articles.c.last_fetched,
                articles.c.content_hash,
                articles.c.withdrawn_at,
                func.coalesce(articles.c.seen_by, 0),
                func.coalesce(articles.c.first_seen_by, 0),
            )
            .join(nodes, nodes.c.key == articles.c.key)
            .where(articles.c.site == site)
        )
        names = [field.name for field in attrs.fields(Known)]
        for row in self.database.stream(query):
            yield Known(**dict(zip(names, row, strict=True)))

    def aliases(self, site: str) -> Iterator[tuple[str, str]]:
        own = nodes.alias()
        query = select(nodes.c.url, own.c.url).join(own, own.c.key == nodes.c.same_as).where(own.c.site == site)
        yield from ((alias, url) for alias, url in self.database.stream(query))

    def mark_withdrawn(self, tx: Transaction, url: str, moment: str) -> bool:
        query = select(articles.c.key, articles.c.withdrawn_at).where(articles.c.key == key_at(tx.connection, url))
        found = tx.connection.execute(query).first()
        if found is None:
            return False
        if found.withdrawn_at is None:
            row = {"which": found.key, "moment": moment, "number": tx.take("changes")}
            tx.connection.execute(_WITHDRAW, row)
        return True

    def notes_named(self, name: str) -> dict[str, Any]:
        with self.database.reading() as connection:
            rows = connection.execute(select(site_notes).where(site_notes.c.name == name)).all()
        return {row.site: json.loads(row.value) for row in rows}

    def note(self, site: str, name: str) -> Any:
        query = select(site_notes.c.value).where(site_notes.c.site == site, site_notes.c.name == name)
        with self.database.reading() as connection:
            value = connection.scalar(query)
        return None if value is None else json.loads(value)

    def keep_note(self, tx: Transaction, site: str, name: str, value: Any) -> None:
        row = {"site": site, "name": name, "value": json.dumps(storable(value))}
        tx.connection.execute(self._upsert_note, row)
