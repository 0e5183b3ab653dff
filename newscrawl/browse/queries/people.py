"""People across sites: a full name is one person wherever it signs; a single word is one a site."""

from collections.abc import Sequence

import attrs
from sqlalchemy import ColumnElement, case, func, select

from newscrawl.extraction.bylines.person_names import is_agency, is_desk
from newscrawl.storage.articles.storable_text import folded
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import authorship, people


@attrs.frozen(kw_only=True)
class Place:
    """A site on which someone signs, the key that they have there, and how much."""

    key: int
    site: str
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


def _identity() -> ColumnElement[str]:
    """Return what two entries of one person have in common: a full name; one word alone is too little evidence."""
    return case((people.c.folded.contains(" "), people.c.folded), else_=people.c.folded + "\n" + people.c.site)


def signers(database: Database, words: str, limit: int) -> list[Signer]:
    """Return the *limit* who sign most, of those whose names have all *words* (accents and capitals aside)."""
    identity = _identity()
    counted = (
        select(authorship.c.person_key, func.count().label("articles")).group_by(authorship.c.person_key).subquery()
    )
    joined = people.join(counted, counted.c.person_key == people.c.key)
    conditions = [people.c.folded.contains(part, autoescape=True) for part in folded(words).split()]
    total = func.sum(counted.c.articles)
    top = select(identity.label("identity")).select_from(joined).where(*conditions)
    top = top.group_by(identity).order_by(total.desc(), identity).limit(limit)
    columns = (identity.label("identity"), people.c.key, people.c.name, people.c.site, counted.c.articles)
    query = (
        select(*columns).select_from(joined).where(identity.in_(top)).order_by(counted.c.articles.desc(), people.c.key)
    )
    found: dict[str, list[tuple[str, Place]]] = {}
    with database.reading() as connection:
        for one, key, name, site, articles in connection.execute(query):
            found.setdefault(one, []).append((name, Place(key=key, site=site, articles=articles)))
    made = [_signer(entries) for entries in found.values()]
    return sorted(made, key=lambda one: (-one.articles, one.name))


def _signer(entries: Sequence[tuple[str, Place]]) -> Signer:
    places = tuple(place for _, place in entries)
    return Signer(name=entries[0][0], articles=sum(place.articles for place in places), places=places)
