"""Erases articles for good: text, history, people, links and what is known of their pages."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
from sqlalchemy import ColumnElement, or_, select, update

from newscrawl.errors import BadInput, Forgotten
from newscrawl.storage.articles.prepare import Prepared, worded
from newscrawl.storage.articles.reading import Filter
from newscrawl.storage.articles.storable_text import folded
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import (
    articles,
    authorship,
    links,
    nodes,
    pages,
    people,
    records,
    revisions,
    unshown,
)
from newscrawl.storage.database.transaction import Transaction
from newscrawl.storage.duplicates.sketch_index import sketch_index
from newscrawl.storage.model import Link
from newscrawl.storage.named import known_site, require_address, require_articles
from newscrawl.storage.search.text_index import text_index
from newscrawl.storage.state.backlog import Backlog
from newscrawl.storage.state.fates import Fates
from newscrawl.storage.state.page_log import Knowledge
from newscrawl.storage.state.tombstones import NOTE, Tombstones
from newscrawl.web.sites import site_named, site_of
from newscrawl.web.urls import address_named

STEP = 500


class Forgetting:
    """Erases articles, and knows what was erased: its tombstones are notes of *knowledge*."""

    def __init__(self, database: Database, knowledge: Knowledge) -> None:
        self.database = database
        self._knowledge = knowledge
        self._fates = Fates(database)
        self._backlog = Backlog(database)
        self._stones: dict[str, Tombstones] | None = None

    def forget(self, tx: Transaction, urls: Iterable[str], author: str | None, site: str | None) -> list[str]:
        """Erase what `Store.forget` says; return the addresses."""
        named = list(map(_address, urls))
        keys = set(self._keys_at(tx, named))
        keys |= set(self._keys_by(tx, author)) if author else set()
        keys |= set(self._articles(tx, articles.c.site == site)) if site else set()
        erased = self._erase_all(tx, sorted(keys), named)
        by_site: dict[str, list[str]] = {site: []} if site else {}
        for url in erased:
            by_site.setdefault(site_of(url), []).append(url)
        change = tx.take("changes") if by_site else 0
        for name, addresses in by_site.items():
            stones = Tombstones.from_note(self._knowledge.note(name, NOTE)).with_urls(addresses, tx.now, change)
            if name == site:
                stones = stones if stones.whole else attrs.evolve(stones, whole=tx.now, whole_change=change)
            self._knowledge.keep_note(tx, name, NOTE, stones.as_note())
        return erased

    def require_known(self, urls: Iterable[str], author: str | None, site: str | None) -> None:
        """Raise `NotKnown` for what neither is in the store, nor was forgotten before."""
        for url in urls:
            if not self.is_forgotten(_address(url)):
                require_address(self.database, url)
        if author:
            require_articles(self.database, Filter(author=author))
        if site and site_named(site) not in self.tombstones():
            known_site(self.database, site)

    def tombstones(self) -> dict[str, Tombstones]:
        """Return what was forgotten, by site; read once, and after `read_again`."""
        if self._stones is None:
            notes = self._knowledge.notes_named(NOTE)
            self._stones = {site: Tombstones.from_note(note) for site, note in notes.items()}
        return self._stones

    def read_again(self) -> None:
        """Read the tombstones anew when they are asked for next."""
        self._stones = None

    def is_forgotten(self, url: str) -> bool:
        """Tell whether the page at *url* was forgotten."""
        found = self.tombstones()
        return bool(found) and found.get(site_of(url), Tombstones()).holds(url)

    def admitted(self, article: Prepared) -> Prepared:
        """Return *article* without links to what was forgotten; raises `Forgotten` where it was itself."""
        if not self.tombstones():
            return article
        if self.is_forgotten(article.url):
            raise Forgotten(f"{article.url} was forgotten on request, and is not taken again")
        return attrs.evolve(article, links=list(self.remaining(article.links)))

    def remaining(self, found: Iterable[Link]) -> Iterator[Link]:
        """Yield those links of *found* of which neither end was forgotten."""
        return (link for link in found if not self.is_forgotten(link.to_url) and not self.is_forgotten(link.from_url))

    def _keys_at(self, tx: Transaction, urls: Sequence[str]) -> list[int]:
        """Return the keys of the articles at the canonical *urls*, other addresses of theirs included."""
        named = select(nodes.c.key, nodes.c.same_as).where(nodes.c.url.in_(urls))
        return self._articles(tx, articles.c.key.in_({same or key for key, same in tx.connection.execute(named)}))

    def _keys_by(self, tx: Transaction, author: str) -> list[int]:
        """Return the keys of the articles that *author* has signed, accents and capitals left aside."""
        signed = select(authorship.c.article_key).join(people, people.c.key == authorship.c.person_key)
        return self._articles(tx, articles.c.key.in_(signed.where(people.c.folded == folded(author))))

    def _erase_all(self, tx: Transaction, keys: Sequence[int], urls: Sequence[str]) -> list[str]:
        """Erase the articles with *keys*, and what is known of the pages at *urls*; return all their addresses."""
        found = list(urls)
        for start in range(0, len(keys), STEP):
            found += self._erase(tx, list(keys[start : start + STEP]))
        for start in range(0, len(found), STEP):
            part = found[start : start + STEP]
            tx.connection.execute(pages.delete().where(or_(pages.c.url.in_(part), pages.c.final_url.in_(part))))
            self._fates.erase(tx, part)
            self._backlog.erase(tx, part)
        left = select(authorship.c.person_key)
        tx.connection.execute(people.delete().where(people.c.key.not_in(left)))
        return list(dict.fromkeys(found))

    def _articles(self, tx: Transaction, condition: ColumnElement[bool]) -> list[int]:
        return list(tx.connection.scalars(select(articles.c.key).where(condition)))

    def _erase(self, tx: Transaction, keys: list[int]) -> list[str]:
        connection = tx.connection
        self._unindex(tx, keys)
        own = or_(nodes.c.key.in_(keys), nodes.c.same_as.in_(keys))
        named: dict[int, str] = {row.key: row.url for row in connection.execute(select(nodes).where(own))}
        ends = list(named)
        connection.execute(links.delete().where(or_(links.c.from_key.in_(ends), links.c.to_key.in_(ends))))
        connection.execute(authorship.delete().where(authorship.c.article_key.in_(keys)))
        connection.execute(unshown.delete().where(unshown.c.article_key.in_(keys)))
        connection.execute(revisions.delete().where(revisions.c.article_key.in_(keys)))
        connection.execute(records.delete().where(records.c.key.in_(keys)))
        connection.execute(articles.delete().where(articles.c.key.in_(keys)))
        repeats = articles.c.duplicate_of.in_(keys)
        connection.execute(update(articles).where(repeats).values(duplicate_of=None))
        connection.execute(nodes.delete().where(nodes.c.key.in_(ends)))
        return list(named.values())

    def _unindex(self, tx: Transaction, keys: list[int]) -> None:
        rows: Any = tx.connection.execute(select(records.c.key, records.c.record).where(records.c.key.in_(keys)))
        text_index(self.database).remove(tx.connection, {row.key: worded(json.loads(row.record)) for row in rows})
        sketch_index(self.database).remove(tx.connection, keys)


def _address(url: str) -> str:
    address = address_named(url)
    if not address:
        raise BadInput(f"{url} is no web address: give one such as https://www.example.org/news/a-story")
    return address
