"""Groups of near-duplicates, found when an article is stored.

A cluster is known by the key of its first article. Its canonical member is the first published among those
that hold at least `FULL_TEXT` of the longest member's words (a teaser that came out early does not stand
for the article); the others are its duplicates. Nothing is dropped: only `cluster` and `duplicate_of` are
set.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import attrs
from sqlalchemy import Row, Select, bindparam, select, update

from newscrawl.storage.articles.prepare import worded
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, records
from newscrawl.storage.database.transaction import Transaction
from newscrawl.storage.duplicates.shingles import Shingled
from newscrawl.storage.duplicates.similarity import is_copy
from newscrawl.storage.duplicates.sketch_index import Sketch, SketchIndex

COMPARED = 8
"""How many of the articles that share most with a new one are compared with it word by word."""

FULL_TEXT = 0.5

Texts = dict[int, Shingled]

_ASSIGN = (
    update(articles)
    .where(articles.c.key == bindparam("which"))
    .values(cluster=bindparam("group"), duplicate_of=bindparam("original"), change=bindparam("number"))
)


@attrs.define
class Clusters:
    """Keeps clusters inside a transaction."""

    database: Database
    index: SketchIndex

    @cached_property
    def _texts(self) -> Select[Any]:
        return select(records).where(self.database.among(records.c.key, "keys"))

    @cached_property
    def _clusters(self) -> Select[Any]:
        columns = (articles.c.key, articles.c.cluster)
        return select(*columns).where(self.database.among(articles.c.key, "keys"), articles.c.cluster.is_not(None))

    @cached_property
    def _members(self) -> Select[Any]:
        columns = (
            articles.c.key,
            articles.c.cluster,
            articles.c.duplicate_of,
            articles.c.published,
            articles.c.words,
        )
        return select(*columns).where(
            self.database.among(articles.c.key, "keys") | self.database.among(articles.c.cluster, "clusters")
        )

    @cached_property
    def _standing(self) -> Select[Any]:
        return (
            select(articles.c.key, articles.c.cluster, nodes.c.url)
            .outerjoin(nodes, nodes.c.key == articles.c.duplicate_of)
            .where(self.database.among(articles.c.key, "keys"), articles.c.cluster.is_not(None))
        )

    def update(self, tx: Transaction, texts: Texts, rewritten: Sequence[int]) -> None:
        """Enter *texts* of articles that are stored already; those of *rewritten* replace earlier ones."""
        left = self._leave(tx, rewritten) if rewritten else set()
        sketches = [(key, text.keys) for key, text in texts.items() if text.keys]
        if sketches:
            self.index.add(tx.connection, sketches)
        pairs = self._copies(tx, texts)
        if pairs or left:
            self._settle(tx, pairs, left)

    def standing(self, tx: Transaction, keys: Iterable[int]) -> dict[int, tuple[str, str | None]]:
        """Return cluster id and canonical URL of those of *keys* that belong to a cluster."""
        rows = tx.connection.execute(self._standing, {"keys": self.database.listed(keys)})
        return {key: (str(cluster), url) for key, cluster, url in rows}

    def _leave(self, tx: Transaction, keys: Sequence[int]) -> set[int]:
        """Take *keys* out of index and clusters; return the clusters that they were in."""
        self.index.remove(tx.connection, keys)
        clusters = self._clusters_of(tx, set(keys))
        if clusters:
            alone = update(articles).where(articles.c.key == bindparam("which"))
            alone = alone.values(cluster=None, duplicate_of=None)
            tx.connection.execute(alone, [{"which": key} for key in clusters])
        return set(clusters.values())

    def _copies(self, tx: Transaction, texts: Texts) -> list[tuple[int, int]]:
        """Return pairs (one of *texts*, another article) that are copies: of a cluster's members, one that is will do.

        So a story that many papers print costs no more than any other.
        """
        candidates = self._candidates(tx, [(key, text.keys) for key, text in texts.items() if text.keys])
        clusters = self._clusters_of(tx, {other for found in candidates.values() for other in found})
        firsts: list[tuple[int, int]] = []
        further: list[tuple[int, int]] = []
        for key, found in candidates.items():
            met: set[int] = set()
            for other in found:
                cluster = clusters.get(other)
                (further if cluster in met else firsts).append((key, other))
                if cluster is not None:
                    met.add(cluster)
        pairs = self._compared(tx, texts, firsts)
        joined = {(key, clusters.get(other)) for key, other in pairs}
        return pairs + self._compared(tx, texts, [(k, o) for k, o in further if (k, clusters[o]) not in joined])

    def _compared(self, tx: Transaction, texts: Texts, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return those of *pairs* that are copies."""
        known = texts | self._load(tx, {other for _, other in pairs} - texts.keys())
        return [(key, other) for key, other in pairs if other in known and is_copy(texts[key], known[other])]

    def _clusters_of(self, tx: Transaction, keys: set[int]) -> dict[int, int]:
        """Return the cluster of each of *keys* that belongs to one."""
        rows = tx.connection.execute(self._clusters, {"keys": self.database.listed(keys)}) if keys else ()
        return {row.key: row.cluster for row in rows}

    def _candidates(self, tx: Transaction, sketches: Sequence[Sketch]) -> dict[int, list[int]]:
        """Return for each of *sketches* the articles that share most with it."""
        if not sketches:
            return {}
        found = self.index.sharing(tx.connection, sketches)
        return {key: _best(shared, key) for key, shared in found.items()}

    def _load(self, tx: Transaction, keys: set[int]) -> Texts:
        if not keys:
            return {}
        rows = tx.connection.execute(self._texts, {"keys": self.database.listed(keys)})
        return {row.key: _shingled(row.record) for row in rows}

    def _settle(self, tx: Transaction, pairs: Sequence[tuple[int, int]], left: set[int]) -> None:
        """Unite the clusters that *pairs* join, shrink those in *left*, and choose canonical members anew."""
        keys = {key for pair in pairs for key in pair}
        joined = set(self._clusters_of(tx, keys).values())
        wanted = {"keys": self.database.listed(keys), "clusters": self.database.listed(joined | left)}
        members = {row.key: row for row in tx.connection.execute(self._members, wanted)}
        standing = [(key, row.cluster) for key, row in members.items() if row.cluster is not None]
        first: dict[int, int] = {}
        same_cluster = [(key, first.setdefault(cluster, key)) for key, cluster in standing]
        groups = _united([*pairs, *same_cluster])
        changed = [row for group in groups for row in _assignments([members[key] for key in group])]
        if changed:
            tx.connection.execute(_ASSIGN, [row | {"number": tx.take("changes")} for row in changed])


# A story that many papers print is compared with its first telling again and again.
@lru_cache(maxsize=256)
def _shingled(record: str) -> Shingled:
    """Return the shingles of the article whose *record* (JSON) is stored."""
    return worded(json.loads(record)).shingled()


def _best(shared: dict[int, int], key: int) -> list[int]:
    """Return the articles, other than *key*, that share most keys, the oldest of equal ones first."""
    others = (other for other in shared if other != key)
    return sorted(others, key=lambda other: (-shared[other], other))[:COMPARED]


def _united(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected groups of *pairs*, each sorted."""
    group_of: dict[int, list[int]] = {}
    for one, other in pairs:
        large, small = group_of.get(one, [one]), group_of.get(other, [other])
        if large is small:
            group_of.setdefault(one, large)
            continue
        if one != other:
            large = large + small
        group_of.update(dict.fromkeys(large, large))
    return [sorted(group) for key, group in group_of.items() if key == min(group)]


def _assignments(group: Sequence[Row[Any]]) -> Iterable[dict[str, Any]]:
    """Return what must be written for *group* (in the order of keys) to be one cluster."""
    clusters = [row.cluster for row in group if row.cluster is not None]
    cluster = min(clusters, default=group[0].key) if len(group) > 1 else None
    canonical = _canonical(group)
    for row in group:
        original = None if row.key == canonical else canonical
        if (row.cluster, row.duplicate_of) != (cluster, original):
            yield {"which": row.key, "group": cluster, "original": original}


def _canonical(group: Sequence[Row[Any]]) -> int:
    longest = max(row.words for row in group)
    full = [row for row in group if row.words >= FULL_TEXT * longest]
    return int(min(full, key=lambda row: (row.published or "9999", row.key)).key)
