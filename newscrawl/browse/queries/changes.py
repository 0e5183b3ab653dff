"""What came, changed and went in some days."""

from sqlalchemy import ColumnElement, func, select

from newscrawl.browse.queries.spans import Span
from newscrawl.browse.queries.teasers import Teaser, read_teasers
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles


def stored_in(database: Database, span: Span, limit: int) -> tuple[int, list[Teaser]]:
    """Return how many articles came in *span*, and the newest of them."""
    return _those(database, articles.c.first_fetched, span, limit)


def revised_in(database: Database, span: Span, limit: int) -> tuple[int, list[Teaser]]:
    """Return how many articles were changed in *span*, and those that were last."""
    return _those(database, articles.c.revised_at, span, limit, articles.c.revision > 1)


def withdrawn_in(database: Database, span: Span, limit: int) -> tuple[int, list[Teaser]]:
    """Return how many articles were seen to be gone in *span*, and those that were last."""
    return _those(database, articles.c.withdrawn_at, span, limit)


def _those(
    database: Database, moment: ColumnElement[str], span: Span, limit: int, *conditions: ColumnElement[bool]
) -> tuple[int, list[Teaser]]:
    within = (moment >= span.since, moment < span.until, *conditions)
    with database.reading() as connection:
        count = connection.scalar(select(func.count()).select_from(articles).where(*within)) or 0
        keys = connection.scalars(select(articles.c.key).where(*within).order_by(moment.desc()).limit(limit))
        return count, read_teasers(database, connection, list(keys))
