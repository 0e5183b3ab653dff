"""Search, with facets; its result as JSON lines."""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import attrs
from sqlalchemy import select

from newscrawl.browse import charts
from newscrawl.browse.queries.facets import COUNTED, NAMES, Facets, Value, facets
from newscrawl.browse.queries.teasers import Teaser, at, newest
from newscrawl.browse.requests import FILTERS, Asked, Data, Page
from newscrawl.errors import NewscrawlError
from newscrawl.storage.articles.reading import complete
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, records
from newscrawl.storage.search.queries import Piece, parsed
from newscrawl.storage.search.text_index import RANKED, text_index

SHOWN = 20
MOST = 200


@attrs.frozen(kw_only=True)
class Result:
    """An article found, with an excerpt where words were searched for."""

    teaser: Teaser
    excerpt: tuple[Piece, ...] = ()


@attrs.frozen(kw_only=True)
class Choice:
    """A value of a facet: the address that chooses it, or takes the choice back."""

    value: str
    articles: int
    width: float
    href: str
    chosen: bool


def search(asked: Asked) -> Page:
    """Show what was found, and how it divides."""
    query, limit = asked.text("q"), asked.number("n", SHOWN, MOST)
    given: dict[str, str] = {**({"q": query} if query else {}), **asked.filters()}
    values: dict[str, Any] = {"query": query, "given": given, "results": [], "facets": {}, "months": None}
    try:
        found = facets(asked.store.database, parsed(query) if query else [], asked.wanted())
        results = _results(asked, query, limit)
    except NewscrawlError as error:
        return Page("search.html", {**values, "problem": str(error), "found": 0})
    more = min(limit + SHOWN, MOST)
    values |= {
        "found": found.found,
        "counted": COUNTED,
        "results": results,
        "facets": {name: _choices(name, found.values[name], given) for name in NAMES},
        "months": _months(found, given),
        "chosen": [(name, given[name], address(given, {name: None})) for name in FILTERS if name in given],
        "jsonl": "/search.jsonl?" + urlencode(given),
        "more": address(given, {"n": str(more)}) if found.found > limit and more > limit else None,
    }
    return Page("search.html", values)


def search_lines(asked: Asked) -> Data:
    """Give the records found, best first, a line each; of a search for words at most the 1,000 best."""
    query, wanted = asked.text("q"), asked.wanted()
    if not query:
        found: Iterator[dict[str, Any]] = asked.store.records(wanted)
    else:
        database = asked.store.database
        with database.reading() as connection:
            keys = text_index(database).best(connection, parsed(query), wanted.conditions(), RANKED)
        found = _records(database, keys)
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in found)
    return Data("application/x-ndjson; charset=utf-8", lines, "articles.jsonl")


def _records(database: Database, keys: Sequence[int], part: int = 100) -> Iterator[dict[str, Any]]:
    canonical = nodes.alias("canonical")
    query = (
        select(articles.c.key, records.c.record, articles.c.cluster, canonical.c.url, articles.c.withdrawn_at)
        .join(records, records.c.key == articles.c.key)
        .outerjoin(canonical, canonical.c.key == articles.c.duplicate_of)
        .where(database.among(articles.c.key, "keys"))
    )
    for first in range(0, len(keys), part):
        chosen = keys[first : first + part]
        with database.reading() as connection:
            rows = connection.execute(query, {"keys": database.listed(chosen)})
            found = {key: complete(json.loads(record), *found) for key, record, *found in rows}
        yield from (found[key] for key in chosen if key in found)


def _results(asked: Asked, query: str, limit: int) -> list[Result]:
    wanted = asked.wanted()
    if not query:
        return [Result(teaser=one) for one in newest(asked.store.database, limit, wanted.conditions())]
    hits = asked.store.search(query, wanted, limit)
    by_url = at(asked.store.database, [hit.url for hit in hits])
    return [Result(teaser=by_url[hit.url], excerpt=hit.excerpt) for hit in hits if hit.url in by_url]


def _choices(name: str, values: Sequence[Value], given: dict[str, str]) -> list[Choice]:
    widths = charts.shares({one.value: one.articles for one in values})
    return [
        Choice(
            value=value,
            articles=count,
            width=width,
            chosen=given.get(name) == value,
            href=address(given, {name: None if given.get(name) == value else value}),
        )
        for value, count, width in widths
    ]


def _months(found: Facets, given: dict[str, str]) -> charts.Chart | None:
    if len(found.months) < 2:
        return None
    drawn = [
        charts.Column(
            label=month,
            values=[count],
            href=address(given, {"since": f"{month}-01", "until": _next_month(month)}),
        )
        for month, count in every_month(found.months)
    ]
    return charts.columns("Articles a month", ["articles"], drawn)


def every_month(found: Sequence[Value], most: int = 60) -> list[tuple[str, int]]:
    """Return the articles of each month from the first of *found* to the last, at most the *most* last ones."""
    if not found:
        return []
    counts = {one.value: one.articles for one in found}
    month, last, months = found[0].value, found[-1].value, [found[0].value]
    while month < last:
        month = _next_month(month)[:7]
        months.append(month)
    return [(name, counts.get(name, 0)) for name in months[-most:]]


def _next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}-01"


def address(given: dict[str, str], changes: dict[str, str | None]) -> str:
    """Return the address of the search *given* with *changes*: None takes a condition away."""
    kept = {name: value for name, value in {**given, **changes}.items() if value is not None}
    return "/search?" + urlencode(kept)
