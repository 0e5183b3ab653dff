"""One person who signs articles, under `keys`: one for each site."""

from collections.abc import Sequence

import attrs
from sqlalchemy import func, select

from newscrawl.browse.queries.facets import Value
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, authorship, people


@attrs.frozen(kw_only=True)
class Person:
    """Someone who signs; `url` is the page that the site gives them."""

    key: int
    name: str
    site: str
    url: str | None
    folded: str


@attrs.frozen(kw_only=True)
class Coauthor:
    """Someone who signs articles together with another."""

    key: int
    name: str
    articles: int


def read_person(database: Database, key: int) -> Person | None:
    """Return the person *key*, None where there is none."""
    with database.reading() as connection:
        row = connection.execute(select(people).where(people.c.key == key)).first()
    return None if row is None else Person(**row._mapping)


def namesakes(database: Database, person: Person, keys: Sequence[int]) -> list[Person]:
    """Return who has the same name, accents and capitals aside, and is none of *keys*."""
    query = select(people).where(people.c.folded == person.folded, people.c.key.not_in(keys)).order_by(people.c.site)
    with database.reading() as connection:
        return [Person(**row._mapping) for row in connection.execute(query.limit(20))]


def by_month(database: Database, keys: Sequence[int]) -> list[Value]:
    """Return how many articles the person has signed in each month with any, in order."""
    month, count = func.substr(articles.c.published, 1, 7), func.count(articles.c.key.distinct())
    query = select(month, count).join(authorship, authorship.c.article_key == articles.c.key)
    query = query.where(authorship.c.person_key.in_(keys), articles.c.published.is_not(None)).group_by(month)
    with database.reading() as connection:
        return [Value(value=value, articles=number) for value, number in connection.execute(query.order_by(month))]


def sections(database: Database, keys: Sequence[int], limit: int) -> list[Value]:
    """Return the *limit* sections in which the person writes most."""
    count = func.count(articles.c.key.distinct())
    query = select(articles.c.section, count).join(authorship, authorship.c.article_key == articles.c.key)
    query = query.where(authorship.c.person_key.in_(keys), articles.c.section.is_not(None))
    query = query.group_by(articles.c.section).order_by(count.desc(), articles.c.section).limit(limit)
    with database.reading() as connection:
        return [Value(value=value, articles=number) for value, number in connection.execute(query)]


def coauthors_of(database: Database, keys: Sequence[int], limit: int) -> list[Coauthor]:
    """Return the *limit* people with whom the person signs most often; one that does so on several sites is one."""
    other, count = authorship.alias("other"), func.count(authorship.c.article_key.distinct())
    query = (
        select(func.min(people.c.key).label("key"), func.min(people.c.name).label("name"), count.label("articles"))
        .select_from(authorship)
        .join(other, (other.c.article_key == authorship.c.article_key) & other.c.person_key.not_in(keys))
        .join(people, people.c.key == other.c.person_key)
        .where(authorship.c.person_key.in_(keys))
        .group_by(people.c.folded)
        .order_by(count.desc(), func.min(people.c.name))
        .limit(limit)
    )
    with database.reading() as connection:
        return [Coauthor(**row._mapping) for row in connection.execute(query)]
