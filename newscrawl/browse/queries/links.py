"""What an article links to, and what links to it."""

from collections.abc import Sequence
from typing import Any, Literal

import attrs
from sqlalchemy import select

from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, links, nodes


@attrs.frozen(kw_only=True)
class Link:
    """The other end of a link; `kinds` are those of the links between the two."""

    key: int
    headline: str | None
    url: str
    site: str
    published: str | None
    crawled: bool
    kinds: tuple[str, ...]


def linked(database: Database, key: int, direction: Literal["in", "out"], limit: int) -> list[Link]:
    """Return up to *limit* pages that article *key* links to (`out`), or that link to it (`in`)."""
    here, there = (links.c.from_key, links.c.to_key) if direction == "out" else (links.c.to_key, links.c.from_key)
    query = (
        select(nodes.c.key, nodes.c.headline, nodes.c.url, nodes.c.site, articles.c.published, links.c.kind)
        .add_columns(articles.c.key.is_not(None).label("crawled"))
        .join(nodes, nodes.c.key == there)
        .outerjoin(articles, articles.c.key == there)
        .where(here == key, there != key)
        .order_by(links.c.kind, links.c.position, links.c.last_seen.desc(), there)
        .limit(4 * limit)
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
    return _grouped(rows)[:limit]


def _grouped(rows: Sequence[Any]) -> list[Link]:
    found: dict[int, Link] = {}
    for row in rows:
        earlier = found.get(row.key)
        if earlier is None:
            values = {**row._mapping, "kinds": (row.kind,), "crawled": bool(row.crawled)}
            del values["kind"]
            found[row.key] = Link(**values)
        else:
            found[row.key] = attrs.evolve(earlier, kinds=(*earlier.kinds, row.kind))
    return list(found.values())
