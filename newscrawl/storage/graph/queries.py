"""Questions to the link graph, answered in SQL; nothing here reads the whole graph."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

import attrs
from sqlalchemy import Connection, Select, func, select

from newscrawl.errors import StoreError
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, authorship, links, nodes, people
from newscrawl.storage.graph.nodes import key_at
from newscrawl.storage.model import LINK_KINDS
from newscrawl.storage.named import no_article
from newscrawl.storage.store import Store

MAX_VISITED = 500_000
"""Nodes that a search for a path may touch before it gives up: some 100 MB."""

FRONTIER = 5_000


@attrs.frozen(kw_only=True)
class Cited:
    """An article and how many others link to it; `crawled` is false where it was only seen."""

    url: str
    headline: str | None
    site: str
    citations: int
    crawled: bool


@attrs.frozen(kw_only=True)
class Neighbour:
    """The other end of an edge: `direction` is `out` where the article asked about links to it."""

    url: str
    headline: str | None
    direction: Literal["in", "out"]
    kind: str
    position: int | None
    first_seen: str
    last_seen: str


@attrs.frozen(kw_only=True)
class Step:
    """A node on a path, and the kind of the edge that leads to it (`None` for the first)."""

    url: str
    headline: str | None
    kind: str | None


@attrs.frozen(kw_only=True)
class Orphan:
    """A crawled article that no known page links to."""

    url: str
    headline: str | None
    published: str | None


@attrs.frozen(kw_only=True)
class Pair:
    """Two people of one site and how many articles they have signed together."""

    one: str
    other: str
    site: str
    articles: int


def most_cited(
    store: Store,
    *,
    kinds: Sequence[str] = ("related", "inline"),
    site: str | None = None,
    limit: int = 20,
) -> list[Cited]:
    """Return the nodes that most articles link to by an edge of *kinds* (of *site*, where given)."""
    citations = func.count(links.c.from_key.distinct())
    ranked = select(links.c.to_key, citations.label("citations")).where(links.c.kind.in_(_checked(kinds)))
    if site is not None:
        ranked = ranked.join(nodes, nodes.c.key == links.c.to_key).where(nodes.c.site == site)
    top = ranked.group_by(links.c.to_key).order_by(citations.desc(), links.c.to_key).limit(limit).subquery()
    query = (
        select(
            nodes.c.url,
            nodes.c.headline,
            nodes.c.site,
            top.c.citations,
            articles.c.key.is_not(None).label("crawled"),
        )
        .join(top, top.c.to_key == nodes.c.key)
        .outerjoin(articles, articles.c.key == nodes.c.key)
        .order_by(top.c.citations.desc(), nodes.c.key)
    )
    with store.database.reading() as connection:
        rows = connection.execute(query).all()
    return [Cited(**{**row._mapping, "crawled": bool(row.crawled)}) for row in rows]


def key_of(store: Store, url: str) -> int | None:
    """Return the key of the node at *url*, or at another address of it; None where it was never seen."""
    with store.database.reading() as connection:
        return key_at(connection, url)


def neighbours(store: Store, url: str, *, limit: int = 100) -> list[Neighbour]:
    """Return what the article at *url* links to and what links to it, newest sighting first.

    Raises `NotKnown` where *url* is no node.
    """
    with store.database.reading() as connection:
        key = _key(store, connection, url)
        return [
            Neighbour(direction=direction, **row._mapping)
            for direction, here, there in _DIRECTIONS
            for row in connection.execute(_edges_of(key, here, there).limit(limit))
        ]


_DIRECTIONS: tuple[tuple[Literal["in", "out"], Any, Any], ...] = (
    ("out", links.c.from_key, links.c.to_key),
    ("in", links.c.to_key, links.c.from_key),
)


def _edges_of(key: int, here: Any, there: Any) -> Select[Any]:
    columns = (links.c.kind, links.c.position, links.c.first_seen, links.c.last_seen)
    return (
        select(nodes.c.url, nodes.c.headline, *columns)
        .join(nodes, nodes.c.key == there)
        .where(here == key)
        .order_by(links.c.last_seen.desc(), links.c.kind, links.c.position, nodes.c.key)
    )


def shortest_path(store: Store, source: str, target: str) -> list[Step]:
    """Return a shortest way from *source* to *target* along links, both included; `[]` where there is none.

    A search from both ends, one query for each frontier. Raises `NotKnown` where an end is no node, `StoreError`
    where more than `MAX_VISITED` nodes would have to be visited.
    """
    with store.database.reading() as connection:
        start, end = _key(store, connection, source), _key(store, connection, target)
        ahead, behind = {start: 0}, {end: 0}
        meeting = start if start == end else None
        fronts = [start], [end]
        while meeting is None and all(fronts):
            forwards = len(fronts[0]) <= len(fronts[1])
            seen, other = (ahead, behind) if forwards else (behind, ahead)
            fresh = _expanded(store.database, connection, fronts[0 if forwards else 1], seen, forwards)
            fronts = (fresh, fronts[1]) if forwards else (fronts[0], fresh)
            meeting = next((key for key in fresh if key in other), None)
            if len(ahead) + len(behind) > MAX_VISITED:
                raise StoreError(f"no path found within {MAX_VISITED:,} pages: choose two that are closer")
        if meeting is None:
            return []
        keys = [*reversed(_trail(meeting, ahead)), *_trail(meeting, behind)[1:]]
        return _steps(connection, keys)


def _expanded(
    database: Database, connection: Connection, front: list[int], seen: dict[int, int], forwards: bool
) -> list[int]:
    """Return the nodes one step from *front* that are not *seen*; enter into *seen* where they come from."""
    here, there = (links.c.from_key, links.c.to_key) if forwards else (links.c.to_key, links.c.from_key)
    query = select(here, there).where(database.among(here, "front")).order_by(here, there)
    fresh = []
    for first in range(0, len(front), FRONTIER):
        part = database.listed(front[first : first + FRONTIER])
        for origin, key in connection.execute(query, {"front": part}):
            if key not in seen:
                seen[key] = origin
                fresh.append(key)
    return fresh


def _trail(key: int, origins: dict[int, int]) -> list[int]:
    trail = [key]
    while origins[trail[-1]]:
        trail.append(origins[trail[-1]])
    return trail


def _steps(connection: Connection, keys: list[int]) -> list[Step]:
    described = {row.key: row for row in connection.execute(select(nodes).where(nodes.c.key.in_(keys)))}
    kinds: list[str | None] = [None]
    for origin, key in pairwise(keys):
        edge = select(func.min(links.c.kind)).where(links.c.from_key == origin, links.c.to_key == key)
        kinds.append(connection.scalar(edge))
    return [
        Step(url=described[key].url, headline=described[key].headline, kind=kind)
        for key, kind in zip(keys, kinds, strict=True)
    ]


def orphans(store: Store, *, site: str | None = None, limit: int = 100) -> list[Orphan]:
    """Return crawled articles that nothing known links to, newest first."""
    linked = select(links.c.to_key).where(links.c.to_key == articles.c.key).exists()
    query = select(nodes.c.url, nodes.c.headline, articles.c.published)
    query = query.join(articles, articles.c.key == nodes.c.key).where(~linked)
    if site is not None:
        query = query.where(articles.c.site == site)
    query = query.order_by(articles.c.published.desc().nulls_last(), articles.c.key).limit(limit)
    with store.database.reading() as connection:
        return [Orphan(**row._mapping) for row in connection.execute(query)]


def coauthors(store: Store, *, site: str | None = None, limit: int = 100) -> list[Pair]:
    """Return who writes with whom, most often first; each pair once."""
    one, other = people.alias("one"), people.alias("other")
    left, right = authorship.alias("left_side"), authorship.alias("right_side")
    together = func.count(left.c.article_key.distinct())
    query = (
        select(one.c.name, other.c.name, one.c.site, together)
        .select_from(left)
        .join(right, (right.c.article_key == left.c.article_key) & (right.c.person_key > left.c.person_key))
        .join(one, one.c.key == left.c.person_key)
        .join(other, other.c.key == right.c.person_key)
        .group_by(one.c.key, one.c.name, other.c.key, other.c.name, one.c.site)
        .order_by(together.desc(), one.c.key, other.c.key)
        .limit(limit)
    )
    if site is not None:
        query = query.where(one.c.site == site)
    with store.database.reading() as connection:
        return [Pair(one=a, other=b, site=s, articles=n) for a, b, s, n in connection.execute(query)]


def _key(store: Store, connection: Connection, url: str) -> int:
    key = key_at(connection, url)
    if key is None:
        raise no_article(store.database, url)
    return key


def _checked(kinds: Sequence[str]) -> Sequence[str]:
    unknown = [kind for kind in kinds if kind not in LINK_KINDS]
    if unknown or not kinds:
        raise StoreError(
            f"no such kind of link: {', '.join(unknown) or 'none given'}; there are {', '.join(LINK_KINDS)}"
        )
    return kinds
