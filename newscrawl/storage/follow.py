"""What has changed in a store since it was last asked: new, changed and withdrawn articles that answer a question.

A follower has a name; how far it is stands in the store (`Follower.position`), so that whoever delivers events tells of
each at least once: the position is moved after the delivery.
"""

import heapq
from collections.abc import Iterator
from typing import Any, Literal

import attrs
from sqlalchemy import func, select

from newscrawl.storage.articles.history import FieldChange, compare
from newscrawl.storage.articles.prepare import REVISED, Record
from newscrawl.storage.articles.reading import Filter, snapshot_records
from newscrawl.storage.database.tables import articles, counters, nodes
from newscrawl.storage.named import require_articles
from newscrawl.storage.search.queries import matches, parsed
from newscrawl.storage.store import Store

Kind = Literal["new", "changed", "withdrawn", "forgotten"]

REMEMBERED = 2_000
"""Events that are known to have been delivered: an article's row may change without anything that a reader sees."""


@attrs.frozen(kw_only=True)
class Question:
    """What is followed: words as in a search, a filter, the least share of the text that must have changed (0 to 1) and
    the fields that count; none: all of a revision's."""

    words: str = ""
    wanted: Filter = attrs.field(factory=Filter)
    min_change: float = 0.0
    only: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class Event:
    """Something to tell; `id` is the same whenever the same is told again, `fields` are those that changed.

    Of what was forgotten on request `article` holds no more than `site`, `forgottenAt` and, of a single article,
    `urlSha256`, the SHA-256 of its canonical URL: whoever has a copy erases it.
    """

    id: str
    kind: Kind
    article: Record
    change: int
    fields: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what is sent."""
        return {"id": self.id, "event": self.kind, "changed": list(self.fields), "article": self.article}


class Follower:
    """Asks *store* again and again for what is new to *question*, under a *name*.

    Raises `NotKnown` where a new follower asks for a site, author, section or language of which there is no article.
    """

    def __init__(self, store: Store, name: str, question: Question) -> None:
        self._store = store
        self._name = name
        self._question = question
        self._terms = parsed(question.words) if question.words else []
        note = store.notes.get("follower", name) or {}
        if not note:
            require_articles(store.database, question.wanted)
        self._told: dict[str, None] = dict.fromkeys(note.get("told", []))
        self.position: int = note["position"] if note else self._end()
        """The change up to which all was delivered; a new follower begins with what comes next."""
        if not note:
            self._keep()

    def events(self) -> Iterator[Event]:
        """Yield what is to be told, oldest change first; call `delivered` with each before the next is asked for."""
        wanted = attrs.evolve(self._question.wanted, changed_since=self.position, by_publisher=True)
        with snapshot_records(self._store.database, wanted) as (end, found):
            events = (self._event(one.publisher_change, one.record) for one in found)
            told = (event for event in events if event is not None)
            yield from heapq.merge(told, self._forgotten(end), key=lambda event: event.change)
        self.position = max(self.position, end)
        self._keep()

    def delivered(self, event: Event) -> None:
        """Keep that *event* was told, and all that came before it."""
        self._told[event.id] = None
        while len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        self.position = event.change
        self._keep()

    def _forgotten(self, end: int) -> list[Event]:
        """Return what was forgotten up to the change *end*, whatever is asked for: its text is not there to tell."""
        forgetting = self._store.forgetting
        forgetting.read_again()
        # What was told of an article names its address.
        self._told = {told: None for told in self._told if not forgetting.is_forgotten(told.rpartition("#")[0])}
        found: list[Event] = []
        for site, stones in forgetting.tombstones().items():
            if self._question.wanted.site in (None, site):
                found += [_erased(site, one.at, one.change, one.url) for one in stones.articles]
                found += [_erased(site, stones.whole, stones.whole_change)] if stones.whole else []
        wanted = (one for one in found if self.position < one.change <= end and one.id not in self._told)
        return sorted(wanted, key=lambda one: one.change)

    def _event(self, change: int, record: Record) -> Event | None:
        if self._terms and not matches(record, self._terms):
            return None
        url = str(record.get("canonicalUrl") or record["url"])
        kind, number, fields = self._what(url, record)
        found = Event(id=f"{url}#{number}{kind[0]}", kind=kind, article=record, change=change, fields=fields)
        if found.id in self._told or (kind == "changed" and not fields):
            return None
        return found

    def _what(self, url: str, record: Record) -> tuple[Kind, int, tuple[str, ...]]:
        number = self._revision(url)
        if "withdrawnAt" in record:
            return "withdrawn", number, ()
        if number < 2:
            return "new", number, ()
        *earlier, new = self._store.history(url)[-2:]
        # Earlier versions may have been pruned.
        found = [one for old in earlier for one in compare(old, new)]
        changes = [one for one in found if not self._question.only or one.field in self._question.only]
        enough = changes and max(map(share, changes)) >= self._question.min_change
        return "changed", number, tuple(one.field for one in changes) if enough else ()

    def _revision(self, url: str) -> int:
        query = select(articles.c.revision).join(nodes, nodes.c.key == articles.c.key).where(nodes.c.url == url)
        with self._store.database.reading() as connection:
            return connection.scalar(query) or 1

    def _end(self) -> int:
        with self._store.database.reading() as connection:
            return connection.scalar(select(func.max(counters.c.value)).where(counters.c.name == "changes")) or 0

    def _keep(self) -> None:
        self._store.notes.keep("follower", self._name, {"position": self.position, "told": list(self._told)})


def _erased(site: str, at: str, change: int, url: str | None = None) -> Event:
    article = {"site": site, "forgottenAt": at} | ({"urlSha256": url} if url else {})
    return Event(id=f"{url or site}#{change}f", kind="forgotten", article=article, change=change)


def share(change: FieldChange) -> float:
    """Return how much of a field has changed: characters taken out and put in, of all in both versions (0 to 1)."""
    size = {
        kind: sum(len(part.text) for part in change.diff if part.kind == kind) for kind in ("same", "added", "removed")
    }
    changed = size["added"] + size["removed"]
    return changed / max(1, changed + 2 * size["same"])


FIELDS = REVISED
"""The fields whose change can be followed."""
