"""Edges of the link graph."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import case

from newscrawl.errors import BadInput
from newscrawl.storage.articles.storable_text import is_url, storable
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import links
from newscrawl.storage.database.transaction import Transaction
from newscrawl.storage.graph.nodes import ARTICLE, PAGE, Nodes, Sighting
from newscrawl.storage.model import LINK_KINDS, Link
from newscrawl.web.suggestions import did_you_mean


def sightings(found: Iterable[Link], now: str) -> dict[str, Sighting]:
    """Return what *found* tells of each URL at either end, the first mention with a headline first.

    What only a text links to may be any page, and the words that lead there are no headline.
    """
    seen: dict[str, Sighting] = {}
    for link in found:
        moment = link.seen_at or now
        is_inline = link.kind == "inline"
        target = seen.get(link.to_url)
        if target is None or (target.headline is None and not is_inline):
            seen[link.to_url] = Sighting(PAGE, None, moment) if is_inline else Sighting(ARTICLE, link.headline, moment)
        source = seen.get(link.from_url)
        if source is None or source.kind == PAGE:
            seen[link.from_url] = Sighting("listing" if link.kind == "listing" else ARTICLE, None, moment)
    return seen


def require_kinds(kinds: Collection[str]) -> None:
    """Raise `BadInput` where one of *kinds* is no kind of link."""
    if unknown := sorted(set(map(str, kinds)) - set(LINK_KINDS)):
        raise BadInput(f"no such kind of link: {', '.join(unknown)}{did_you_mean(unknown[0], LINK_KINDS)}")


def usable(found: Iterable[Link]) -> list[Link]:
    """Return the links whose ends are web addresses that the store can index."""
    return [link for link in found if is_url(link.from_url) and is_url(link.to_url)]


def cleaned(link: Link) -> Link:
    """Return *link* with texts that both engines can hold."""
    headline, excerpt = storable(link.headline), storable(link.excerpt)
    if (headline, excerpt) == (link.headline, link.excerpt):
        return link
    return attrs.evolve(link, headline=headline, excerpt=excerpt)


@attrs.define
class Edges:
    """Writes edges inside a transaction."""

    database: Database
    nodes: Nodes

    @cached_property
    def _upsert(self) -> Any:
        insert = self.database.insert(links)
        new = insert.excluded
        newer = new.last_seen >= links.c.last_seen
        return insert.on_conflict_do_update(
            index_elements=[links.c.from_key, links.c.to_key, links.c.kind],
            set_={
                "headline": case((newer, new.headline), else_=links.c.headline),
                "excerpt": case((newer, new.excerpt), else_=links.c.excerpt),
                "position": case((newer, new.position), else_=links.c.position),
                "first_seen": case((new.first_seen < links.c.first_seen, new.first_seen), else_=links.c.first_seen),
                "last_seen": case((newer, new.last_seen), else_=links.c.last_seen),
            },
        )

    def add(self, tx: Transaction, found: Sequence[Link]) -> None:
        """Write *found*, whose ends may be new nodes."""
        ends = sightings(found, tx.now)
        keys = self.nodes.find(tx, ends)
        keys |= self.nodes.make(tx, {url: seen for url, seen in ends.items() if url not in keys})
        self.write(tx, found, keys)

    def write(self, tx: Transaction, found: Sequence[Link], keys: dict[str, int]) -> None:
        """Write *found*; *keys* holds both ends. A later sighting moves `last_seen` and what is shown."""
        rows: dict[tuple[int, int, str], dict[str, Any]] = {}
        for link in found:
            edge = (keys[link.from_url], keys[link.to_url], link.kind)
            if edge[0] != edge[1] and edge not in rows:
                rows[edge] = _row(link, edge, link.seen_at or tx.now)
        if rows:
            self.database.run_many(tx.connection, self._upsert, list(rows.values()))


def _row(link: Link, edge: tuple[int, int, str], moment: str) -> dict[str, Any]:
    return {
        "from_key": edge[0],
        "to_key": edge[1],
        "kind": edge[2],
        "position": link.position,
        "first_seen": moment,
        "last_seen": moment,
        "headline": link.headline,
        "excerpt": link.excerpt,
    }
