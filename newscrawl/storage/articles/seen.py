"""By which kinds of sources articles were seen: two short columns of the table of articles."""

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select, update

from newscrawl.seen_by import SeenNote
from newscrawl.storage.database.tables import articles, nodes
from newscrawl.storage.database.transaction import Transaction

_KEY = select(func.coalesce(nodes.c.same_as, nodes.c.key)).where(nodes.c.url == bindparam("address")).scalar_subquery()
_ADD = (
    update(articles)
    .where(articles.c.key == _KEY)
    .values(
        seen_by=func.coalesce(articles.c.seen_by, 0).bitwise_or(bindparam("kinds")),
        first_seen_by=func.coalesce(articles.c.first_seen_by, bindparam("kind")),
    )
)


def record_seen(tx: Transaction, notes: Iterable[SeenNote]) -> None:
    """Add what *notes* say to the articles that are stored."""
    rows = [{"address": note.url, "kinds": int(note.by), "kind": int(note.first)} for note in notes]
    if rows:
        tx.connection.execute(_ADD, rows)
