"""Pieces of the graph of articles and people, small enough to be drawn.

A node's id is `a` and the key of an article (or of a page that was only seen), or `p` and the key of a person.
"""

import json
from collections.abc import Iterable
from typing import Any, Literal

import attrs
from sqlalchemy import Connection, func, select

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, authorship, links, nodes, people

Kind = Literal["article", "seen", "person"]

CITING = ("related", "inline")


@attrs.frozen(kw_only=True)
class Node:
    """A node to be drawn; `citations` counts the articles that lead to it (of a person: those signed)."""

    id: str
    kind: Kind
    label: str | None
    site: str
    published: str | None
    citations: int


@attrs.frozen(kw_only=True)
class Edge:
    """An edge to be drawn: `kind` is that of the link, or `byline` from an article to a person."""

    source: str
    target: str
    kind: str


@attrs.frozen(kw_only=True)
class Piece:
    """Nodes and the edges among them; `more` where there are neighbours that were left out."""

    nodes: list[Node]
    edges: list[Edge]
    more: bool = False


def around_article(database: Database, key: int, limit: int) -> Piece:
    """Return article *key*, up to *limit* pages that it links to, as many that link to it, and who signs it."""
    with database.reading() as connection:
        out = _ends(connection, links.c.from_key == key, links.c.to_key, limit)
        into = _ends(connection, links.c.to_key == key, links.c.from_key, limit)
        persons = _signers(database, connection, [key])
        pages = {key, *out[:limit], *into[:limit]}
        return _piece(database, connection, pages, persons, more=max(len(out), len(into)) > limit)


def around_person(database: Database, key: int, limit: int) -> Piece:
    """Return person *key* with the newest *limit* articles they signed, and who signed these with them."""
    query = (
        select(authorship.c.article_key)
        .join(articles, articles.c.key == authorship.c.article_key)
        .where(authorship.c.person_key == key)
        .order_by(articles.c.published.desc(), articles.c.key)
        .limit(limit + 1)
    )
    with database.reading() as connection:
        found = list(connection.scalars(query))
        persons = _signers(database, connection, found[:limit])
        return _piece(database, connection, found[:limit], {key, *persons}, more=len(found) > limit)


def newest_articles(database: Database, site: str | None, limit: int) -> Piece:
    """Return the newest *limit* articles (of *site*, where given), who signs them and the links among them."""
    query = select(articles.c.key).where(articles.c.published.is_not(None))
    if site is not None:
        query = query.where(articles.c.site == site)
    with database.reading() as connection:
        keys = list(connection.scalars(query.order_by(articles.c.published.desc()).limit(limit)))
        return _piece(database, connection, keys, _signers(database, connection, keys))


def _signers(database: Database, connection: Connection, keys: Iterable[int]) -> set[int]:
    """Return who signs the articles *keys*."""
    query = select(authorship.c.person_key).distinct().where(database.among(authorship.c.article_key, "keys"))
    return set(connection.scalars(query, {"keys": database.listed(keys)}))


def _ends(connection: Connection, condition: Any, other: Any, limit: int) -> list[int]:
    newest = func.max(links.c.last_seen)
    query = select(other).where(condition).group_by(other).order_by(newest.desc(), func.min(links.c.position), other)
    return list(connection.scalars(query.limit(limit + 1)))


def _piece(
    database: Database, connection: Connection, pages: Iterable[int], persons: set[int], more: bool = False
) -> Piece:
    keys, people_keys = database.listed(pages), database.listed(persons)
    asked = {"keys": keys, "others": keys, "people": people_keys}
    inside = select(links).where(database.among(links.c.from_key, "keys")).cte("inside").prefix_with("MATERIALIZED")
    linked = select(inside.c.from_key, inside.c.to_key, inside.c.kind).where(
        database.among(inside.c.to_key, "others"), inside.c.from_key != inside.c.to_key
    )
    signed = select(authorship.c.article_key, authorship.c.person_key)
    signed = signed.where(database.among(authorship.c.article_key, "keys"))
    edges = [Edge(source=f"a{a}", target=f"a{b}", kind=kind) for a, b, kind in connection.execute(linked, asked)]
    bylines = [(a, p) for a, p in connection.execute(signed, asked) if p in persons]
    edges += [Edge(source=f"a{a}", target=f"p{p}", kind="byline") for a, p in bylines]
    found = _articles(database, connection, asked) + _persons(database, connection, asked)
    return Piece(nodes=found, edges=edges, more=more)


def _articles(database: Database, connection: Connection, asked: dict[str, Any]) -> list[Node]:
    cited = (
        select(func.count(links.c.from_key.distinct()))
        .where(links.c.to_key == nodes.c.key, links.c.kind.in_(CITING))
        .scalar_subquery()
    )
    columns = (nodes.c.key, nodes.c.url, nodes.c.headline, nodes.c.site, articles.c.published)
    query = (
        select(*columns, cited.label("citations"), articles.c.key.label("crawled"))
        .outerjoin(articles, articles.c.key == nodes.c.key)
        .where(database.among(nodes.c.key, "keys"), nodes.c.same_as.is_(None))
        .order_by(nodes.c.key)
    )
    return [
        Node(
            id=f"a{row.key}",
            kind="seen" if row.crawled is None else "article",
            label=row.headline or row.url,
            site=row.site,
            published=row.published,
            citations=row.citations,
        )
        for row in connection.execute(query, asked)
    ]


def _persons(database: Database, connection: Connection, asked: dict[str, Any]) -> list[Node]:
    signed = select(func.count()).where(authorship.c.person_key == people.c.key).correlate(people).scalar_subquery()
    query = select(people.c.key, people.c.name, people.c.site, signed.label("citations"))
    query = query.where(database.among(people.c.key, "people")).order_by(people.c.key)
    return [
        Node(id=f"p{row.key}", kind="person", label=row.name, site=row.site, published=None, citations=row.citations)
        for row in connection.execute(query, asked)
    ]


def as_json(piece: Piece) -> str:
    """Return *piece* for the page's script: nodes as objects, edges as (source, target, kind)."""
    drawn = {
        "nodes": [attrs.asdict(node) for node in piece.nodes],
        "edges": [(edge.source, edge.target, edge.kind) for edge in piece.edges],
        "more": piece.more,
    }
    return json.dumps(drawn, ensure_ascii=False)
