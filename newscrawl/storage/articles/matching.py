"""Which stored article a fetched one is: by its canonical URL, failing that by the site's id, if the texts agree."""

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import Row, Select, bindparam, select, update

from newscrawl.storage.articles.prepare import Prepared, Record, alone, own_identity
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, records
from newscrawl.storage.database.transaction import Transaction
from newscrawl.storage.graph.nodes import ARTICLE, Nodes, Sighting
from newscrawl.web.page_keys import page_key
from newscrawl.web.tellings import telling_of
from newscrawl.web.urls import canonical_url

Stored = dict[int, Row[Any]]
"""Stored articles by key: the columns of `articles`, with `url` and `record` (JSON)."""

_REWRITE = update(records).where(records.c.key == bindparam("which")).values(record=bindparam("text"))
_RENAME = (
    update(articles)
    .where(articles.c.key == bindparam("which"))
    .values(article_id=bindparam("identifier"), change=bindparam("number"))
)


@attrs.define
class Matching:
    """Finds stored articles inside a transaction."""

    database: Database
    nodes: Nodes

    @cached_property
    def _by_id(self) -> Select[Any]:
        columns = (articles.c.site, articles.c.article_id, articles.c.key)
        return select(*columns).where(self.database.among(articles.c.article_id, "ids"))

    @cached_property
    def _stored(self) -> Select[Any]:
        return (
            select(articles, nodes.c.url, records.c.record)
            .join(nodes, nodes.c.key == articles.c.key)
            .join(records, records.c.key == articles.c.key)
            .where(self.database.among(articles.c.key, "keys"))
        )

    def at_believed_addresses(self, tx: Transaction, wave: Sequence[Prepared]) -> list[Prepared]:
        """Return *wave* with each article at the canonical URL that its page states, unless an article with another
        text is stored there: then at the address that it was read at, with an id of its own."""
        stating = {p.url: Sighting(ARTICLE, None, p.fetched_at) for p in wave if _is_stated(p.record)}
        keys = self.nodes.find(tx, stating) if stating else {}
        stored = self._rows(tx, set(keys.values()))
        return [
            alone(article) if self._is_another(article, stored.get(keys.get(article.url, 0))) else article
            for article in wave
        ]

    def find(self, tx: Transaction, wave: Sequence[Prepared], keys: dict[str, int]) -> Stored:
        """Return the stored articles that *wave* is about, by key; enter moved addresses into *keys*.

        The canonical URL of a stored article says which one it is; failing that, the site's own id.
        """
        by_id = self._find_by_id(tx, wave)
        stored = self._rows(tx, {keys[p.url] for p in wave if p.url in keys} | set(by_id.values()))
        for article in wave:
            key = keys.get(article.url)
            if key in stored and _took(stored[key], article) and _disagree(stored[key], article):
                given_back = self._give_back(tx, stored.pop(key))
                del keys[article.url]
                keys |= {article.url: given_back} if given_back is not None else {}
                continue
            if key not in stored:
                key = by_id.get((article.site, article.article_id))
                if key not in stored or _disagree(stored[key], article):
                    continue
            if stored[key].url != article.url:
                renamed = self.nodes.alias if is_stale(article, stored[key]) else self.nodes.move
                renamed(tx, key, article.url)
                keys[article.url] = key
        return stored

    def _rows(self, tx: Transaction, keys: set[int]) -> Stored:
        if not keys:
            return {}
        rows = tx.connection.execute(self._stored, {"keys": self.database.listed(keys)})
        return {row.key: row for row in rows}

    def _find_by_id(self, tx: Transaction, wave: Sequence[Prepared]) -> dict[tuple[str, str | None], int]:
        wanted = {(article.site, article.article_id) for article in wave if article.article_id}
        if not wanted:
            return {}
        rows = tx.connection.execute(self._by_id, {"ids": self.database.listed({name for _, name in wanted})})
        # Sites that count their articles have the same ids.
        return {(row.site, row.article_id): row.key for row in rows if (row.site, row.article_id) in wanted}

    def _is_another(self, article: Prepared, row: Row[Any] | None) -> bool:
        if row is None or not _is_stated(article.record):
            return False
        read_at = page_key(json.loads(row.record).get("url", ""))
        return read_at != page_key(article.record["url"]) and _disagree(row, article)

    def _give_back(self, tx: Transaction, row: Row[Any]) -> int | None:
        """Set the stored article *row* back to the address that it was read at: the one that it stated is another's.

        Return the key of the node that has the stated address now, if there is one."""
        record: Record = json.loads(row.record)
        own = canonical_url(record["url"])
        node = self.nodes.readdress(tx, row.key, own)
        identity = own_identity(own)
        text = json.dumps(record | identity, ensure_ascii=False)
        tx.connection.execute(_REWRITE, {"which": row.key, "text": text})
        renamed = {"which": row.key, "identifier": identity["articleId"], "number": tx.take("changes")}
        tx.connection.execute(_RENAME, renamed)
        return node


def is_stale(article: Prepared, stored: Row[Any]) -> bool:
    """Tell whether another writer has stored a later fetch of *article* already."""
    return bool(article.fetched_at < stored.last_fetched)


def _is_stated(record: Record) -> bool:
    """Tell whether the canonical URL of *record* is another than that of the page that it was read from."""
    own = page_key(record.get("url", ""))
    return bool(own) and own != page_key(record.get("canonicalUrl") or record["url"])


def _took(row: Row[Any], article: Prepared) -> bool:
    """Tell whether the stored article *row* stands at an address that it stated, and *article* was read at."""
    if page_key(article.record.get("url", "")) != page_key(row.url):
        return False
    return _is_stated(json.loads(row.record))


def _disagree(row: Row[Any], article: Prepared) -> bool:
    before, now = json.loads(row.record), article.record
    one, other = (telling_of(record.get("headline"), record.get("articleBody")) for record in (before, now))
    return not one.agrees(other)
