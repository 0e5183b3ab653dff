"""Nodes of the link graph: one key for each URL, other addresses of the same article resolved."""

from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import Connection, Select, bindparam, func, select, update

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import links, nodes
from newscrawl.storage.database.transaction import Transaction
from newscrawl.web.sites import site_of
from newscrawl.web.urls import address_named

ARTICLE = "article"
PAGE = "page"
"""A node that only texts link to: an article or not. A crawl does not ask for it on that account."""


@attrs.frozen
class Sighting:
    """A URL seen: what is known of it from that."""

    kind: str
    headline: str | None
    seen_at: str


_INSERT = nodes.insert()
_RELABEL = update(nodes).where(nodes.c.key == bindparam("which")).values(headline=bindparam("text"), kind=ARTICLE)
_PROMOTE = (
    update(nodes)
    .where(nodes.c.key == bindparam("which"))
    .values(kind=ARTICLE, headline=func.coalesce(nodes.c.headline, bindparam("text", type_=nodes.c.headline.type)))
)
_READDRESS = update(nodes).where(nodes.c.key == bindparam("which")).values(url=bindparam("address"))


def key_at(connection: Connection, url: str) -> int | None:
    """Return the key of the node at *url*, in any form and at any address of it; None where there is none."""
    query = select(func.coalesce(nodes.c.same_as, nodes.c.key)).where(nodes.c.url.in_([url, address_named(url)]))
    key = connection.scalar(query.order_by(nodes.c.url != url).limit(1))
    return None if key is None else int(key)


@attrs.define
class Nodes:
    """Finds and makes nodes inside a transaction."""

    database: Database

    @cached_property
    def _find(self) -> Select[Any]:
        key = func.coalesce(nodes.c.same_as, nodes.c.key)
        return select(nodes.c.url, key, nodes.c.kind).where(self.database.among(nodes.c.url, "urls"))

    def find(self, tx: Transaction, sightings: dict[str, Sighting]) -> dict[str, int]:
        """Return the key of each of *sightings* that is known; a page that one of them calls an article is one."""
        rows = tx.connection.execute(self._find, {"urls": self.database.listed(sightings)}).all()
        promoted = [
            {"which": key, "text": sightings[url].headline}
            for url, key, kind in rows
            if kind == PAGE and sightings[url].kind == ARTICLE
        ]
        if promoted:
            tx.connection.execute(_PROMOTE, promoted)
        return {url: key for url, key, _ in rows}

    def make(self, tx: Transaction, sightings: dict[str, Sighting]) -> dict[str, int]:
        """Make a node for each of *sightings* (URLs that are not known); return their keys."""
        keys = {url: tx.take("nodes") for url in sightings}
        rows = [
            {
                "key": keys[url],
                "url": url,
                "site": site_of(url),
                "kind": seen.kind,
                "headline": seen.headline,
                "first_seen": seen.seen_at,
            }
            for url, seen in sightings.items()
        ]
        if rows:
            self.database.run_many(tx.connection, _INSERT, rows)
        return keys

    def label(self, tx: Transaction, headlines: dict[int, str | None]) -> None:
        """Give nodes that were crawled their article's own headline."""
        if headlines:
            tx.connection.execute(_RELABEL, [{"which": key, "text": text} for key, text in headlines.items()])

    def move(self, tx: Transaction, key: int, url: str) -> None:
        """Make *url* the address of node *key*; the old address stays known as another one of it."""
        connection = tx.connection
        old = str(connection.scalar(select(nodes.c.url).where(nodes.c.key == key)))
        other = connection.scalar(select(nodes.c.key).where(nodes.c.url == url))
        if other is None:
            connection.execute(_READDRESS, {"which": key, "address": url})
        else:
            swap = [(other, f"moving:{other}"), (key, url), (other, old)]
            connection.execute(_READDRESS, [{"which": which, "address": to} for which, to in swap])
        self.alias(tx, key, old)

    def readdress(self, tx: Transaction, key: int, url: str) -> int | None:
        """Make *url* the address of node *key*; return the key of the node that has its old address now, if any.

        Where another node had *url*, its links go with the address.
        """
        other: int | None = tx.connection.scalar(select(nodes.c.key).where(nodes.c.url == url, nodes.c.key != key))
        if other is None:
            tx.connection.execute(_READDRESS, {"which": key, "address": url})
            return None
        _redirect(tx, other, key)
        old = str(tx.connection.scalar(select(nodes.c.url).where(nodes.c.key == key)))
        swap = [(other, f"moving:{other}"), (key, url), (other, old)]
        tx.connection.execute(_READDRESS, [{"which": which, "address": to} for which, to in swap])
        return other

    def alias(self, tx: Transaction, key: int, url: str) -> None:
        """Make *url* another address of node *key*, with all edges that it has so far."""
        connection = tx.connection
        other = connection.scalar(select(nodes.c.key).where(nodes.c.url == url))
        if other is None:
            other = self.make(tx, {url: Sighting(ARTICLE, None, tx.now)})[url]
        same = (nodes.c.key == other) | (nodes.c.same_as == other)
        connection.execute(update(nodes).where(same).values(same_as=key))
        _redirect(tx, other, key)


def _redirect(tx: Transaction, old: int, new: int) -> None:
    """Lead the edges of node *old* to *new*; an edge that is there already stays as it is."""
    for column, other in ((links.c.from_key, links.c.to_key), (links.c.to_key, links.c.from_key)):
        twin = links.alias()
        twin_column, twin_other = twin.c[column.name], twin.c[other.name]
        taken = select(twin.c.kind).where(twin_column == new, twin_other == other, twin.c.kind == links.c.kind)
        moved = update(links).where(column == old, other != new, ~taken.exists())
        tx.connection.execute(moved.values({column.name: new}))
        tx.connection.execute(links.delete().where(column == old))
