"""How the articles that a search finds divide by site, author, section, language and time."""

from collections.abc import Sequence
from typing import Any

import attrs
from sqlalchemy import CTE, Select, Text, cast, func, literal, select, union_all

from newscrawl.storage.articles.reading import Filter
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, authorship, people
from newscrawl.storage.search.text_index import Term, text_index

COUNTED = 5_000
"""Of more articles found, the newest are counted: a bound on the time of a search for a common word."""

VALUES = 8


@attrs.frozen(kw_only=True)
class Value:
    """One value of a facet and how many of the articles found have it."""

    value: str
    articles: int


@attrs.frozen(kw_only=True)
class Facets:
    """`found` is how many articles there are (`COUNTED`: that many or more); `values` by facet, most frequent first;
    `months` by month (`2026-01`), in order."""

    found: int
    values: dict[str, list[Value]]
    months: list[Value]


NAMES = ("site", "author", "section", "language")


def facets(database: Database, terms: Sequence[Term], wanted: Filter) -> Facets:
    """Return how the articles divide that match *terms* (all, where there are none) and *wanted*."""
    found = _found(database, terms, wanted).cte("chosen")
    if not database.is_sqlite:
        found = found.prefix_with("MATERIALIZED")
    month = func.substr(articles.c.published, 1, 7)
    counts: list[Any] = [_by(found, name, articles.c[name]) for name in ("site", "section", "language")]
    counts += [_by(found, "month", month), _authors(found), _all(found)]
    with database.reading() as connection:
        rows = connection.execute(union_all(*counts)).all()
    by_name: dict[str, list[Value]] = {}
    for name, value, count in rows:
        by_name.setdefault(name, []).append(Value(value=value, articles=count))
    total = by_name.pop("all", [])
    months = sorted(by_name.pop("month", []), key=lambda one: one.value)
    return Facets(
        found=total[0].articles if total else 0,
        values={
            name: sorted(by_name.get(name, []), key=lambda one: (-one.articles, one.value))[:VALUES] for name in NAMES
        },
        months=months,
    )


def _found(database: Database, terms: Sequence[Term], wanted: Filter) -> Select[Any]:
    if terms:
        return text_index(database).newest(terms, wanted.conditions(), COUNTED)
    query = select(articles.c.key).where(articles.c.published.is_not(None), *wanted.conditions())
    return query.order_by(articles.c.published.desc()).limit(COUNTED)


def _by(found: CTE, name: str, column: Any) -> Any:
    query = select(literal(name), cast(column, Text), func.count()).select_from(found)
    return query.join(articles, articles.c.key == found.c.key).where(column.is_not(None)).group_by(column)


def _authors(found: CTE) -> Any:
    return (
        select(literal("author"), func.min(people.c.name), func.count(authorship.c.article_key.distinct()))
        .select_from(found)
        .join(authorship, authorship.c.article_key == found.c.key)
        .join(people, people.c.key == authorship.c.person_key)
        .group_by(people.c.folded)
    )


def _all(found: CTE) -> Any:
    return select(literal("all"), literal(""), func.count()).select_from(found)
