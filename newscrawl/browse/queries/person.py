"""One person who signs articles."""

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


def namesakes(database: Database, person: Person) -> list[Person]:
    """Return who has the same name on other sites, accents and capitals aside."""
    query = select(people).where(people.c.folded == person.folded, people.c.key != person.key).order_by(people.c.site)
    with database.reading() as connection:
        return [Person(**row._mapping) for row in connection.execute(query.limit(20))]


def by_month(database: Database, key: int) -> list[Value]:
    """Return how many articles the person has signed in each month with any, in order."""
    month = func.substr(articles.c.published, 1, 7)
    query = select(month, func.count()).join(authorship, authorship.c.article_key == articles.c.key)
    query = query.where(authorship.c.person_key == key, articles.c.published.is_not(None)).group_by(month)
    with database.reading() as connection:
        return [Value(value=value, articles=count) for value, count in connection.execute(query.order_by(month))]


def sections(database: Database, key: int, limit: int) -> list[Value]:
    """Return the *limit* sections in which the person writes most."""
    count = func.count()
    query = select(articles.c.section, count).join(authorship, authorship.c.article_key == articles.c.key)
    query = query.where(authorship.c.person_key == key, articles.c.section.is_not(None))
    query = query.group_by(articles.c.section).order_by(count.desc(), articles.c.section).limit(limit)
    with database.reading() as connection:
        return [Value(value=value, articles=number) for value, number in connection.execute(query)]


def coauthors_of(database: Database, key: int, limit: int) -> list[Coauthor]:
    """Return the *limit* people with whom the person signs most often."""
    other, count = authorship.alias("other"), func.count()
    query = (
        select(people.c.key, people.c.name, count.label("articles"))
        .select_from(authorship)
        .join(other, (other.c.article_key == authorship.c.article_key) & (other.c.person_key != key))
        .join(people, people.c.key == other.c.person_key)
        .where(authorship.c.person_key == key)
        .group_by(people.c.key, people.c.name)
        .order_by(count.desc(), people.c.name)
        .limit(limit)
    )
    with database.reading() as connection:
        return [Coauthor(**row._mapping) for row in connection.execute(query)]
