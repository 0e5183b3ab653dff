"""People across sites: a full name that signs texts in one language is one person wherever it signs.

A single word is one person a site, and a full name one in each language: one who signs in Spanish here and one who
signs in English there may well be two.
"""

from collections.abc import Sequence
from typing import Any

import attrs
from sqlalchemy import ColumnElement, Subquery, case, func, select

from newscrawl.browse.queries.person import Person
from newscrawl.extraction.bylines.person_names import is_agency, is_desk
from newscrawl.storage.articles.storable_text import folded
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, authorship, people


@attrs.frozen(kw_only=True)
class Place:
    """A site on which someone signs, the key that they have there, the page that it gives them, and how much."""

    key: int
    site: str
    url: str | None
    articles: int


@attrs.frozen(kw_only=True)
class Signer:
    """Someone who signs: the name as it stands most often, how many articles in all, and where."""

    name: str
    articles: int
    places: tuple[Place, ...]

    @property
    def is_person(self) -> bool:
        """Whether it is no agency, desk or newsroom."""
        return not (is_agency(self.name) or is_desk(self.name))


def signers(database: Database, words: str, limit: int) -> list[Signer]:
    """Return the *limit* who sign most, of those whose names have all *words* (accents and capitals aside)."""
    conditions = [people.c.folded.contains(part, autoescape=True) for part in folded(words).split()]
    signed = _signed(conditions)
    identity = _identity(signed)
    top = select(identity).select_from(people.join(signed, signed.c.person_key == people.c.key)).group_by(identity)
    top = top.order_by(func.sum(signed.c.articles).desc(), identity).limit(limit)
    return _found(database, signed, identity.in_(top))


def whole(database: Database, person: Person) -> Signer:
    """Return who *person* is on all sites."""
    signed = _signed([people.c.folded == person.folded])
    identity = _identity(signed)
    own = select(identity).select_from(people.join(signed, signed.c.person_key == people.c.key))
    found = _found(database, signed, identity == own.where(people.c.key == person.key).scalar_subquery())
    nowhere = Place(key=person.key, site=person.site, url=person.url, articles=0)
    return found[0] if found else Signer(name=person.name, articles=0, places=(nowhere,))


def _signed(conditions: Sequence[ColumnElement[bool]]) -> Subquery:
    """Return how many articles each entry of people has signed, and in which language."""
    language = func.min(func.lower(func.substr(articles.c.language, 1, 2))).label("language")
    query = (
        select(authorship.c.person_key, func.count().label("articles"), language)
        .join(articles, articles.c.key == authorship.c.article_key)
        .group_by(authorship.c.person_key)
    )
    if conditions:
        query = query.join(people, people.c.key == authorship.c.person_key).where(*conditions)
    return query.subquery()


def _identity(signed: Subquery) -> ColumnElement[str]:
    """Return what two entries of one person have in common."""
    is_full, language = people.c.folded.contains(" "), func.coalesce(signed.c.language, "")
    return people.c.folded + "\n" + case((is_full, language), else_=people.c.site)


def _found(database: Database, signed: Subquery, condition: ColumnElement[bool]) -> list[Signer]:
    """Return those for whose identity *condition* holds, who sign most first."""
    query = (
        select(_identity(signed).label("identity"), people.c.name, people.c.key, people.c.site, people.c.url)
        .add_columns(signed.c.articles)
        .select_from(people.join(signed, signed.c.person_key == people.c.key))
        .where(condition)
        .order_by(signed.c.articles.desc(), people.c.key)
    )
    found: dict[str, list[Any]] = {}
    with database.reading() as connection:
        for row in connection.execute(query):
            found.setdefault(row.identity, []).append(row)
    return sorted(map(_signer, found.values()), key=lambda one: (-one.articles, one.name))


def _signer(rows: Sequence[Any]) -> Signer:
    places = tuple(Place(key=row.key, site=row.site, url=row.url, articles=row.articles) for row in rows)
    return Signer(name=rows[0].name, articles=sum(place.articles for place in places), places=places)
