"""Full-text search over headline, standfirst and body: accents and capitals aside, ranked, with excerpts.

A query is words, all of which must occur, in any form of accent and case; `"words in a row"`; `begin*`;
`-without`. Both engines choose their own best matches; the order among these is worked out here, so that it
is the same.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs
from sqlalchemy import select

from newscrawl.errors import BadInput, StoreError
from newscrawl.storage.articles.prepare import WORDED, Record, worded
from newscrawl.storage.articles.reading import Filter
from newscrawl.storage.articles.storable_text import UNSPACED, WORD, WORD_OR_CHARACTER, words
from newscrawl.storage.database.engine import Database
from newscrawl.storage.database.tables import articles, nodes, records
from newscrawl.storage.search.text_index import WEIGHTS, Term, TextIndex
from newscrawl.web.given import given

# `"in a row"`, `-without`, `begin*`: sign, then a quoted phrase or what stands between blanks, then a star.
_TERM = re.compile(r'(-?)(?:"([^"]*)"|([^\s"*]+))(\*?)')

EXCERPT_WORDS = 36
MAX_TERMS = 32
SPARE = 10
"""How many more the engine is asked for than are wanted: its order is only nearly ours."""


@attrs.frozen(kw_only=True)
class Piece:
    """A stretch of an excerpt; `is_hit` where it is what was searched for."""

    text: str
    is_hit: bool


@attrs.frozen(kw_only=True)
class Hit:
    """One article found: `published` is UTC, `score` compares hits of one search only."""

    url: str
    site: str
    headline: str | None
    published: str | None
    authors: tuple[str, ...]
    score: float
    excerpt: tuple[Piece, ...]

    def marked(self, before: str = "**", after: str = "**") -> str:
        """Return the excerpt as text, what was searched for between *before* and *after*."""
        return "".join(f"{before}{p.text}{after}" if p.is_hit else p.text for p in self.excerpt)


def parsed(query: str) -> list[Term]:
    """Return the terms of *query*; raises `StoreError` where it names nothing to look for.

    >>> parsed('Kayes -sport "mise en œuvre" sapon*')[3]
    Term(words=('sapon',), is_prefix=True, is_excluded=False)
    """
    terms = [
        Term(tuple(words(phrase or plain)), bool(star), bool(minus))
        for minus, phrase, plain, star in _TERM.findall(query)
    ]
    terms = [term for term in terms if term.words][:MAX_TERMS]
    if all(term.is_excluded for term in terms):
        raise StoreError(f"cannot search for {query[:80]!r}: it names no word to find; give at least one")
    return terms


def search(database: Database, index: TextIndex, query: str, wanted: Filter, limit: int) -> list[Hit]:
    """Return up to *limit* hits for *query* among the articles that *wanted* lets through, best first.

    Without a word they are the newest. Raises `StoreError` where all words are to be left out.
    """
    given(query, str, "the query", 'give words, such as "bridge river"')
    if given(limit, int, "the limit", "give a number of hits") < 1:
        raise BadInput(f"the limit is {limit}: give a number of hits, from 1 on")
    terms = parsed(query) if query.strip() else []
    newest = select(articles.c.key).where(*wanted.conditions()).order_by(articles.c.published.desc().nulls_last())
    with database.reading() as connection:
        if terms:
            keys = index.best(connection, terms, wanted.conditions(), limit + SPARE)
        else:
            keys = list(connection.scalars(newest.limit(limit)))
        statement = (
            select(articles.c.key, articles.c.site, articles.c.published, nodes.c.url, records.c.record)
            .join(nodes, nodes.c.key == articles.c.key)
            .join(records, records.c.key == articles.c.key)
            .where(database.among(articles.c.key, "keys"))
        )
        rows = connection.execute(statement, {"keys": database.listed(keys)}).all()
    found = [(row, json.loads(row.record)) for row in rows]
    scored = [(_score(record, terms), row, record) for row, record in found]
    scored.sort(key=lambda hit: (hit[0], hit[1].published or "", hit[1].url), reverse=True)
    return [
        Hit(
            url=row.url,
            site=row.site,
            headline=record.get("headline"),
            published=row.published,
            authors=tuple(author["name"] for author in record.get("authors", []) if "name" in author),
            score=round(score, 4),
            excerpt=excerpt(record, terms),
        )
        for score, row, record in scored[:limit]
    ]


def _score(record: Record, terms: Sequence[Term]) -> float:
    """Return how well *record* answers: per term and field a saturating count (as in BM25), weighted."""
    score = 0.0
    found = worded(record)
    fields = [text.split() for text in (found.headline, found.standfirst, found.body)]
    for field, weight in zip(fields, WEIGHTS, strict=True):
        for term in terms:
            if not term.is_excluded:
                count = sum(1 for _ in _occurrences(field, term))
                score += weight * count / (count + 0.5 + len(field) / 400)
    return score


def matches(record: Record, terms: Sequence[Term]) -> bool:
    """Tell whether *record* answers *terms*: each occurs in one of its fields, and none that is left out."""
    found = worded(record)
    fields = [text.split() for text in (found.headline, found.standfirst, found.body)]
    return all(
        any(next(_occurrences(field, term), None) is not None for field in fields) is not term.is_excluded
        for term in terms
    )


def _occurrences(field: Sequence[str], term: Term) -> Iterator[int]:
    """Yield the places in *field* where *term* begins."""
    size = len(term.words)
    for place, word in enumerate(field):
        if word == term.words[0] or (size == 1 and term.is_prefix and word.startswith(term.words[0])):
            here = field[place : place + size]
            if tuple(here[:-1]) == term.words[:-1] and len(here) == size and _ends(here[-1], term):
                yield place


def _ends(word: str, term: Term) -> bool:
    return word.startswith(term.words[-1]) if term.is_prefix else word == term.words[-1]


def excerpt(record: Record, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """Return the stretch of body (else standfirst, else headline) in which most of *terms* are found."""
    for name in reversed(WORDED):
        text = record.get(name) or ""
        pieces = _excerpt_of(text, terms)
        if any(piece.is_hit for piece in pieces):
            return pieces
    return ()


def _excerpt_of(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    spans = [match.span() for match in (WORD_OR_CHARACTER if UNSPACED.search(text) else WORD).finditer(text)]
    plain = [" ".join(words(text[start:end])) for start, end in spans]
    hits = {
        place + offset
        for term in terms
        if not term.is_excluded
        for place in _occurrences(plain, term)
        for offset in range(len(term.words))
    }
    if not hits:
        return ()
    first = max(hits, key=lambda place: (_hits_within(hits, place), -place))
    begin = max(0, min(first - EXCERPT_WORDS // 4, len(spans) - EXCERPT_WORDS))
    return tuple(_pieces(text, spans, range(begin, min(len(spans), begin + EXCERPT_WORDS)), hits))


def _hits_within(hits: set[int], place: int) -> int:
    return sum(1 for step in range(EXCERPT_WORDS * 3 // 4) if place + step in hits)


def _pieces(text: str, spans: Sequence[tuple[int, int]], window: range, hits: Iterable[int]) -> Iterator[Piece]:
    position = spans[window[0]][0]
    if window[0] > 0:
        yield Piece(text="… ", is_hit=False)
    for place in window:
        start, end = spans[place]
        if place in hits:
            if start > position:
                yield Piece(text=_one_line(text[position:start]), is_hit=False)
            yield Piece(text=text[start:end], is_hit=True)
            position = end
    end = spans[window[-1]][1] if window[-1] + 1 < len(spans) else len(text)
    if end > position:
        yield Piece(text=_one_line(text[position:end]), is_hit=False)
    if end < len(text):
        yield Piece(text=" …", is_hit=False)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
