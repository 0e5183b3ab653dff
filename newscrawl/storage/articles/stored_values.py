"""The sites, authors, sections and languages of which there are articles."""

from sqlalchemy import func, select

from newscrawl.storage.articles.reading import Filter
from newscrawl.storage.articles.storable_text import folded
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, people

NAMED = ("site", "author", "section", "language")
"""The conditions of a `Filter` that name something."""

MOST = 5_000
"""Values that are looked through for one like another."""

_COLUMNS = {"site": articles.c.site, "section": articles.c.section, "language": articles.c.language}


def is_known(database: Database, name: str, value: str) -> bool:
    """Tell whether any article is of the site, author, section or language (*name*) *value*."""
    conditions = Filter(**{name: value}).conditions()  # type: ignore[arg-type]
    with database.reading() as connection:
        return connection.scalar(select(articles.c.key).where(*conditions).limit(1)) is not None


def values_like(database: Database, name: str, value: str) -> list[str]:
    """Return the values of *name* that may have been meant by *value*: those with most articles, and for people those
    who share a name with it."""
    if name != "author":
        column, count = _COLUMNS[name], func.count()
        query = select(column).where(column.is_not(None)).group_by(column).order_by(count.desc()).limit(MOST)
        with database.reading() as connection:
            return list(connection.scalars(query))
    parts = [part for part in folded(value).split() if len(part) > 1]
    found: dict[str, None] = {}
    with database.reading() as connection:
        for part in [*parts, *(part[:2] for part in parts)]:
            like = people.c.folded.contains(part, autoescape=True)
            found |= dict.fromkeys(connection.scalars(select(people.c.name).where(like).limit(MOST)))
    return list(found)
