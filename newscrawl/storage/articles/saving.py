"""Writing articles: what is new, what has changed, and under which key."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import Row, bindparam, update

from newscrawl.seen_by import SeenBy
from newscrawl.storage.articles.matching import Matching, Stored, is_stale
from newscrawl.storage.articles.people import Bylines
from newscrawl.storage.articles.prepare import FOUND, WORDED, Prepared, Record, revised_fields, with_id, worded
from newscrawl.storage.articles.versions.rereading import (
    Rereading,
    extractor_of,
    reading_of,
    revision_row,
    standing,
)
from newscrawl.storage.articles.versions.timeline import Placed
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, records, revisions
from newscrawl.storage.database.transaction import Transaction
from newscrawl.storage.duplicates.clusters import Clusters
from newscrawl.storage.exports.unshown import Unshown
from newscrawl.storage.graph.edges import Edges, sightings, usable
from newscrawl.storage.graph.nodes import ARTICLE, Nodes, Sighting
from newscrawl.storage.model import Outcome, Saved
from newscrawl.storage.search.text_index import TextIndex
from newscrawl.web.moments import utc_text

VOLATILE = ("url", "fetchedAt", *FOUND)
"""What differs from fetch to fetch, or is the store's own to say: no reason to write an article again."""

HOW_IT_WAS_READ = ("dateDownloaded", "extractorVersion")
"""Parts of `metadata` whose change alone is no reason either."""

_TOUCH = (
    update(articles)
    .where(articles.c.key == bindparam("which"), articles.c.last_fetched <= bindparam("moment"))
    .values(last_fetched=bindparam("moment"))
)


@attrs.frozen(kw_only=True)
class Change:
    """One article to be written: its key, what it is now, what was stored before, and where among its versions a page
    of an archive belongs."""

    key: int
    article: Prepared
    before: Record | None
    stored: Row[Any] | None
    placed: Placed | None = None

    @property
    def outcome(self) -> Outcome:
        if self.before is None:
            return "new"
        if self.placed is None:
            return "changed" if self.is_revision else "unchanged"
        return "reread" if self.is_other_reading and self.is_different else self.placed.effect

    @property
    def is_stale(self) -> bool:
        """Whether a later fetch stands already, which this one does not replace."""
        if self.stored is None or self.before is None:
            return False
        if self.placed is None:
            return is_stale(self.article, self.stored)
        return self.article.fetched_at < self._read_at and self.placed.versions[-1].read_at != self.article.fetched_at

    @property
    def is_other_reading(self) -> bool:
        """Whether what differs of the stored record is the reader, not the site: it was read from the very same fetch,
        or from one in which the former reader saw no change."""
        if self.before is None or self.placed is None or self.placed.effect == "changed":
            return False
        if self._read_at == self.article.fetched_at:
            return True
        former = extractor_of(self.before)
        return former != extractor_of(self.article.record) and self.article.fetched_at <= self._last_fetched

    @property
    def is_back(self) -> bool:
        """Whether it was marked as withdrawn and has been fetched since."""
        withdrawn_at = None if self.stored is None else self.stored.withdrawn_at
        return withdrawn_at is not None and not self.is_stale and self.article.fetched_at >= withdrawn_at

    @property
    def is_revision(self) -> bool:
        """Whether what stood before becomes a past version of its own."""
        return (
            self.before is not None
            and self.placed is None
            and not self.is_stale
            and revised_fields(self.before) != revised_fields(self.article.record)
        )

    @property
    def has_new_text(self) -> bool:
        """Whether its near-duplicates must be looked for anew."""
        if self.before is None or self.is_stale:
            return self.before is None
        return worded(self.before).shingled().text != self.article.shingled.text

    @property
    def has_new_words(self) -> bool:
        """Whether what a search finds it by has changed."""
        before, now = self.before, self.article.record
        return before is None or any(before.get(name) != now.get(name) for name in WORDED)

    @property
    def has_new_byline(self) -> bool:
        return self.before is None or self.before.get("authors") != self.article.record.get("authors")

    @property
    def is_different(self) -> bool:
        """Whether the stored record must be replaced."""
        if self.before is None or self.is_back:
            return True
        return not self.is_stale and _lasting(self.before) != _lasting(self.article.record)

    @property
    def row(self) -> dict[str, Any]:
        """What is written of it to `articles`, but for the numbers of the change."""
        article, stored = self.article, self.stored
        seen_by = int(SeenBy.ARCHIVE) if article.is_replayed else None
        fetched_at = article.fetched_at
        standing = self.placed.versions[-1] if self.placed else reading_of(article)
        unrevised = self.placed is None and stored is not None and not self.is_revision
        return article.row | {
            "key": self.key,
            "site": article.site,
            "article_id": article.article_id or (stored.article_id if stored else None),
            "first_fetched": fetched_at,
            "last_fetched": max(fetched_at, stored.last_fetched) if stored else fetched_at,
            "revised_at": stored.revised_at if stored is not None and unrevised else standing.first_seen,
            "revision": stored.revision + self.is_revision if stored else 1,
            "extractor": standing.extractor,
            "cause": standing.cause,
            "first_seen_by": seen_by,
            "seen_by": seen_by,
            "withdrawn_at": None if stored is None or self.is_back else stored.withdrawn_at,
        }

    @property
    def _read_at(self) -> str:
        assert self.before is not None
        return utc_text(self.before.get("fetchedAt")) or ""

    @property
    def _last_fetched(self) -> str:
        return "" if self.stored is None else str(self.stored.last_fetched)


@attrs.define
class Saving:
    """Writes articles with their people and links inside a transaction."""

    database: Database
    nodes: Nodes
    edges: Edges
    bylines: Bylines
    clusters: Clusters
    words: TextIndex
    unshown: Unshown
    rereading: Rereading

    @cached_property
    def _upsert_article(self) -> Any:
        insert = self.database.insert(articles)
        kept = {"key", "first_fetched", "cluster", "duplicate_of", "first_seen_by", "seen_by"}
        changed = {column.name: insert.excluded[column.name] for column in articles.c if column.name not in kept}
        return insert.on_conflict_do_update(index_elements=[articles.c.key], set_=changed)

    @cached_property
    def _upsert_record(self) -> Any:
        insert = self.database.insert(records)
        return insert.on_conflict_do_update(index_elements=[records.c.key], set_={"record": insert.excluded.record})

    def save(self, tx: Transaction, prepared: Sequence[Prepared]) -> list[Saved]:
        """Write *prepared* in order; return what became of each."""
        return [saved for wave in _waves(prepared) for saved in self._save_wave(tx, wave)]

    @cached_property
    def _matching(self) -> Matching:
        return Matching(self.database, self.nodes)

    def _save_wave(self, tx: Transaction, wave: Sequence[Prepared]) -> list[Saved]:
        wave = self._matching.at_believed_addresses(tx, wave)
        found = usable(link for article in wave for link in article.links)
        seen = {p.url: Sighting(ARTICLE, p.record.get("headline"), p.fetched_at) for p in wave}
        ends = seen | {url: sight for url, sight in sightings(found, tx.now).items() if url not in seen}
        keys = self.nodes.find(tx, ends)
        stored = self._matching.find(tx, wave, keys)
        repeat = _first_repeat([keys.get(article.url) for article in wave])
        if repeat:
            return self._save_wave(tx, wave[:repeat]) + self._save_wave(tx, wave[repeat:])
        made = self.nodes.make(tx, {url: sight for url, sight in ends.items() if url not in keys})
        keys |= made
        replayed = {keys[article.url]: article for article in wave if article.is_replayed}
        places = self.rereading.place(tx, replayed, stored)
        changes = [_change(article, keys[article.url], stored, places) for article in wave]
        self._write(tx, changes)
        seen_before = [change for change in changes if change.is_different and change.article.url not in made]
        self.nodes.label(tx, {change.key: change.article.record.get("headline") for change in seen_before})
        self.edges.write(tx, found, keys)
        self._group(tx, changes)
        told = [change for change in changes if change.outcome != "unchanged" and not change.is_stale]
        self.unshown.add(tx, [(change.article.feed, change.key) for change in told if change.article.feed])
        standing = self.clusters.standing(tx, [change.key for change in changes])
        return [_saved(change, standing) for change in changes]

    def _write(self, tx: Transaction, changes: Sequence[Change]) -> None:
        different = [change for change in changes if change.is_different]
        same = [change for change in changes if not change.is_different]
        if same:
            rows = [{"which": change.key, "moment": change.article.fetched_at} for change in same]
            tx.connection.execute(_TOUCH, rows)
        if different:
            self._write_different(tx, different)
        for change in changes:
            if change.placed is not None and change.stored is not None:
                self.rereading.keep(tx, change.key, change.placed, change.stored)

    def _write_different(self, tx: Transaction, different: Sequence[Change]) -> None:
        run = self.database.run_many
        run(tx.connection, self._upsert_article, [_article_row(tx, change) for change in different])
        run(tx.connection, self._upsert_record, [_record_row(change) for change in different])
        revised = [_revision_row(change) for change in different if change.is_revision]
        if revised:
            tx.connection.execute(revisions.insert(), revised)
        signed = [change for change in different if change.has_new_byline]
        rewritten = [change.key for change in signed if change.before is not None]
        self._index(tx, different)
        self.bylines.write(tx, [(change.key, change.article) for change in signed], rewritten)

    def _index(self, tx: Transaction, different: Sequence[Change]) -> None:
        fresh = [change for change in different if change.has_new_words]
        outdated = {change.key: worded(change.before) for change in fresh if change.before is not None}
        if outdated:
            self.words.remove(tx.connection, outdated)
        if fresh:
            self.words.add(tx.connection, {change.key: change.article.words for change in fresh})

    def _group(self, tx: Transaction, changes: Sequence[Change]) -> None:
        new_text = [change for change in changes if change.has_new_text]
        if new_text:
            rewritten = [change.key for change in new_text if change.before is not None]
            self.clusters.update(tx, {change.key: change.article.shingled for change in new_text}, rewritten)


def _saved(change: Change, standing: dict[int, tuple[str, str | None]]) -> Saved:
    cluster_id, duplicate_of = standing.get(change.key, (None, None))
    return Saved(outcome=change.outcome, article_key=change.key, duplicate_of=duplicate_of, cluster_id=cluster_id)


def _waves(prepared: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    """Part *prepared* so that no part holds one article twice: the second is a change to the first."""
    wave: list[Prepared] = []
    taken: set[Any] = set()
    for article in prepared:
        identities = {article.url, (article.site, article.article_id or article.url)}
        if taken & identities:
            yield wave
            wave, taken = [], set()
        wave.append(article)
        taken |= identities
    if wave:
        yield wave


def _first_repeat(keys: Sequence[int | None]) -> int | None:
    """Return the first place in *keys* that repeats an earlier one."""
    return next((i for i, key in enumerate(keys) if key is not None and key in keys[:i]), None)


def _change(article: Prepared, key: int, stored: Stored, places: Mapping[int, Placed]) -> Change:
    row = stored.get(key)
    others = (other for other in stored.values() if other.key != key)
    if any((other.site, other.article_id) == (article.site, article.article_id) for other in others):
        article = with_id(article, row.article_id if row else None)
    before = None if row is None else json.loads(row.record)
    return Change(key=key, article=article, before=before, stored=row, placed=places.get(key))


def _lasting(record: Record) -> Record:
    lasting = {name: value for name, value in record.items() if name not in VOLATILE}
    metadata = {k: v for k, v in record.get("metadata", {}).items() if k not in HOW_IT_WAS_READ}
    return lasting | {"metadata": metadata}


def _article_row(tx: Transaction, change: Change) -> dict[str, Any]:
    number = tx.take("changes")
    if change.stored is not None and change.is_other_reading:
        changes = {"publisher_change": change.stored.publisher_change, "reader_change": number}
    else:
        changes = {"publisher_change": number, "reader_change": change.stored and change.stored.reader_change}
    return change.row | {"change": number} | changes


def _record_row(change: Change) -> dict[str, Any]:
    return {"key": change.key, "record": change.article.text}


def _revision_row(change: Change) -> dict[str, Any]:
    stored = change.stored
    assert stored is not None
    return revision_row(change.key, stored.revision, standing(stored))
