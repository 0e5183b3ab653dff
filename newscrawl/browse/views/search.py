"""Search, with facets; its result as JSON lines."""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import attrs

from newscrawl.browse import charts
from newscrawl.browse.periods import over_time
from newscrawl.browse.queries.facets import COUNTED, NAMES, Facets, Value, facets
from newscrawl.browse.queries.teasers import Teaser, at, newest, read_teasers
from newscrawl.browse.requests import FILTERS, Asked, Data, Page
from newscrawl.errors import NewscrawlError
from newscrawl.storage import Filter
from newscrawl.storage.exports.columns import ARTICLE_COLUMNS
from newscrawl.storage.exports.formats import csv_lines
from newscrawl.storage.exports.syndication import FORMS, TYPES, Channel
from newscrawl.storage.search.newest import keys_of, newest_keys, newest_records, records_of
from newscrawl.storage.search.queries import Piece, parsed

SHOWN = 20
MOST = 200
IN_FEED = 50
FILES = (("jsonl", "JSON lines"), ("csv", "CSV"), ("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed"))


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
        "sort": asked.text("sort") if query else "",
        "sorts": {name: address(given, {"sort": name or None}) for name in ("", "date")} if query else {},
        "files": {label: f"/search.{suffix}?" + urlencode(given) for suffix, label in FILES},
        "more": address(given, {"n": str(more)}) if found.found > limit and more > limit else None,
    }
    return Page("search.html", values)


def search_lines(asked: Asked) -> Data:
    """Give the records found, best first, a line each; of a search for words at most the 1,000 best."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in _found(asked))
    return Data("application/x-ndjson; charset=utf-8", lines, "articles.jsonl")


def search_table(asked: Asked) -> Data:
    """Give the same as CSV, a column for each field."""
    return Data("text/csv; charset=utf-8", csv_lines(ARTICLE_COLUMNS, _found(asked)), "articles.csv")


def search_feed(asked: Asked) -> Data:
    """Give the newest articles found as RSS, Atom or JSON Feed, by the `form` of the path."""
    query, given, form = asked.text("q"), asked.filters(), asked.path["form"]
    about = urlencode({**({"q": query} if query else {}), **given})
    title = " · ".join(filter(None, [query, *given.values()]))
    places = f"{asked.origin}/search.{form}?{about}", f"{asked.origin}/search?{about}"
    return feed_of(asked, query, asked.wanted(), form, title, places)


def feed_of(asked: Asked, query: str, wanted: Filter, form: str, title: str, places: tuple[str, str]) -> Data:
    """Give the newest articles for *query* and *wanted* as a feed of *form*; *places*: its address, and that of a page
    which says the same."""
    records = newest_records(asked.store, query, wanted, asked.number("n", IN_FEED, MOST))
    name = " · ".join(filter(None, ["newscrawl", title]))
    channel = Channel(title=name, url=places[0], home=places[1], now=asked.now)
    return Data(TYPES[f".{form}"], iter([FORMS[f".{form}"](channel, records)]))


def _found(asked: Asked) -> Iterator[dict[str, Any]]:
    query, wanted = asked.text("q"), asked.wanted()
    if not query:
        return asked.store.records(wanted)
    return records_of(asked.store.database, keys_of(asked.store, query, wanted))


def _results(asked: Asked, query: str, limit: int) -> list[Result]:
    wanted = asked.wanted()
    if not query:
        return [Result(teaser=one) for one in newest(asked.store.database, limit, wanted.conditions())]
    if asked.text("sort") == "date":
        keys = newest_keys(asked.store, query, wanted, limit)
        with asked.store.database.reading() as connection:
            return [Result(teaser=one) for one in read_teasers(asked.store.database, connection, keys)]
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
    return over_time(found.months, lambda since, until: address(given, {"since": since, "until": until}))


def address(given: dict[str, str], changes: dict[str, str | None]) -> str:
    """Return the address of the search *given* with *changes*: None takes a condition away."""
    kept = {name: value for name, value in {**given, **changes}.items() if value is not None}
    return "/search?" + urlencode(kept)
