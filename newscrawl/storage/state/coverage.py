"""What the store knows of how complete a site's articles are."""

from collections.abc import Iterator
from datetime import datetime

import attrs
from sqlalchemy import select

from newscrawl.seen_by import SeenBy
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles
from newscrawl.web.moments import moment_of, utc_text


@attrs.frozen
class SeenArticle:
    """When an article was `published` (aware, UTC; None: it is undated), and by which kinds of sources it was seen."""

    published: datetime | None
    first: SeenBy
    by: SeenBy


def seen_articles(database: Database, site: str, since: datetime | None = None) -> Iterator[SeenArticle]:
    """Stream the stored articles of *site*, those *published* *since* then where given; raises `StoreError`."""
    query = select(articles.c.published, articles.c.first_seen_by, articles.c.seen_by).where(articles.c.site == site)
    if since is not None:
        query = query.where(articles.c.published >= utc_text(since))
    for published, first, by in database.stream(query):
        yield SeenArticle(moment_of(published), SeenBy(first or 0), SeenBy(by or 0))


def stored_sites(database: Database) -> list[str]:
    """Return the sites of which articles are stored, by name; raises `StoreError`."""
    with database.reading() as connection:
        return sorted(connection.scalars(select(articles.c.site).distinct()))
