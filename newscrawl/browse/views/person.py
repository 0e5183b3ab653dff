"""A person: what they signed, when, where, and with whom."""

from sqlalchemy import select

from newscrawl.browse import charts
from newscrawl.browse.periods import over_time
from newscrawl.browse.queries.people import signers, whole
from newscrawl.browse.queries.person import (
    by_month,
    coauthors_of,
    namesakes,
    read_person,
    sections,
)
from newscrawl.browse.queries.teasers import newest
from newscrawl.browse.requests import Asked, NotThere, Page
from newscrawl.storage.database.tables import articles, authorship

SHOWN = 20
MOST = 500
LISTED = 120


def person(asked: Asked) -> Page:
    """Show the person number `key`."""
    database, key = asked.store.database, int(asked.path["key"])
    found, limit = read_person(database, key), asked.number("n", SHOWN, MOST)
    if found is None:
        raise NotThere(f"there is no person {key} in this store: look for a name with a search")
    signer = whole(database, found)
    keys = [place.key for place in signer.places]
    signed = articles.c.key.in_(select(authorship.c.article_key).where(authorship.c.person_key.in_(keys)))
    months = by_month(database, keys)
    values = {
        "person": signer,
        "key": key,
        "chart": over_time(months) if months else None,
        "sections": charts.shares({one.value: one.articles for one in sections(database, keys, 12)}),
        "coauthors": coauthors_of(database, keys, 24),
        "namesakes": namesakes(database, found, keys),
        "newest": newest(database, limit, [signed]),
        "more": f"/person/{key}?n={limit + SHOWN}#articles" if limit < min(signer.articles, MOST) else None,
    }
    return Page("person.html", values)


def people(asked: Asked) -> Page:
    """Show who signs most, or whose names have the words `q`; agencies and desks apart."""
    query = asked.text("q")
    found = signers(asked.store.database, query, LISTED)
    values = {
        "query": query,
        "people": [one for one in found if one.is_person],
        "desks": [one for one in found if not one.is_person],
    }
    return Page("people.html", values)
